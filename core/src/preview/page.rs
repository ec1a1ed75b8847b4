//! The page: the template with its style, its script and what they show.

use super::digest;
use std::fmt::Write;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str =
    concat!(include_str!("lookup.js"), "\n", include_str!("answer.js"), "\n", include_str!("page.js"));

/// Fills the template.
pub(super) fn page(title: &str, data: &str, has_links: bool) -> String {
    let (style, script) = (unix(STYLE), unix(SCRIPT));
    let policy = policy(&style, &script, has_links);
    let mut out = String::with_capacity(data.len().saturating_add(STYLE.len()).saturating_add(SCRIPT.len()));
    for (number, part) in TEMPLATE.split("%%").enumerate() {
        match part {
            // what stands between two marks is the name of what goes there
            "policy" if number % 2 == 1 => out.push_str(&policy),
            "title" if number % 2 == 1 => out.push_str(&escaped(title)),
            "style" if number % 2 == 1 => out.push_str(&style),
            "data" if number % 2 == 1 => within_script(data, &mut out),
            "script" if number % 2 == 1 => out.push_str(&script),
            part => out.push_str(part),
        }
    }
    out
}

/// As browsers read it, and hash it.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// What the page may do: run its own script, use its own style, show pictures; nothing else.
fn policy(style: &str, script: &str, has_links: bool) -> String {
    let mut policy = String::from("default-src 'none'; base-uri 'none'; form-action 'none'");
    policy.push_str("; require-trusted-types-for 'script'; trusted-types 'none'");
    let pictures = if has_links { "data: https: http:" } else { "data:" };
    let (style, script) = (digest::source(style), digest::source(script));
    // writing to a string does not fail
    let _ = write!(policy, "; style-src {style}; script-src {script}; img-src {pictures}");
    policy
}

/// Text of the user's in HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\0' => out.push('\u{FFFD}'),
            character => out.push(character),
        }
    }
    out
}

/// JSON in a script element: nothing in it ends the element or begins a comment.
///
/// Outside of texts JSON has none of these characters, and in texts an escape means the same.
fn within_script(json: &str, out: &mut String) {
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{7F}'..='\u{9F}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            character => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, page, within_script};

    fn embedded(text: &str) -> String {
        let mut out = String::new();
        within_script(&serde_json::to_string(text).unwrap(), &mut out);
        out
    }

    #[test]
    fn no_text_ends_the_data() {
        let hostile = "</script><!--<script>\u{2028}\u{2029}]]>&\"'\\\0\u{85}\u{FEFF}";
        let json = embedded(hostile);
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\0', '\u{85}']), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), hostile);
    }

    #[test]
    fn a_title_is_text() {
        let title = escaped("</title><script>alert('1')</script>&amp;\"");
        assert_eq!(title, "&lt;/title&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;&quot;");
    }

    #[test]
    fn a_name_that_looks_like_a_mark_is_none() {
        let page = page("%%script%%", r#"{"title":"%%style%%"}"#, false);
        assert!(page.contains("<title>%%script%%</title>"), "{page}");
        assert!(page.contains(r#"{"title":"%%style%%"}"#));
    }

    #[test]
    fn pictures_from_the_web_are_allowed_only_where_wanted() {
        assert!(page("", "{}", false).contains("img-src data:\""));
        assert!(page("", "{}", true).contains("img-src data: https: http:\""));
        for page in [page("", "{}", false), page("", "{}", true)] {
            assert!(page.contains("default-src 'none';") && !page.contains("unsafe"));
            // one script that runs, one that is data
            assert_eq!(page.matches("<script").count(), 2);
        }
    }
}
