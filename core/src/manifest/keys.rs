//! Keys of dimension combinations and swatches: parts between pipes, with escapes.

use crate::fault::{Code, Fault, shortened};

/// What `\` takes the meaning from.
const ESCAPED: [char; 3] = ['|', ':', '\\'];

/// Puts an escape before what would have a meaning.
fn escape(text: &str, into: &mut String) {
    for character in text.chars() {
        if ESCAPED.contains(&character) {
            into.push('\\');
        }
        into.push(character);
    }
}

/// The key of a combination: `81327|Color:Blue|Style:Slim`.
pub(crate) fn matrix_key<'t>(owner: &str, fixed: impl IntoIterator<Item = (&'t str, &'t str)>) -> String {
    let mut key = String::new();
    escape(owner, &mut key);
    for (dimension, value) in fixed {
        key.push('|');
        escape(dimension, &mut key);
        key.push(':');
        escape(value, &mut key);
    }
    key
}

/// What a provider names an asset by, as one text: `dam|7`.
pub(crate) fn source_key(provider: &str, id: &str, into: &mut String) {
    escape(provider, into);
    into.push('|');
    escape(id, into);
}

/// The key of a swatch: `81327|Color|Blue`.
pub(crate) fn swatch_key(owner: &str, dimension: &str, value: &str) -> String {
    let mut key = String::new();
    for (at, part) in [owner, dimension, value].into_iter().enumerate() {
        if at > 0 {
            key.push('|');
        }
        escape(part, &mut key);
    }
    key
}

/// A channel or nothing, as manifests write it.
pub(crate) fn with_oun(channel: Option<&str>) -> String {
    channel.map_or_else(String::new, |channel| format!("OUN{channel}"))
}

/// A channel without the prefix.
pub(super) fn without_oun(cell: &str) -> &str {
    match cell.split_at_checked(3) {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case("oun") => rest,
        _ => cell,
    }
}

/// A part of a key: what is before its first `:` that is not escaped, and what is behind it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct KeyPart {
    pub(super) whole: String,
    pub(super) split: Option<(String, String)>,
}

/// The parts of a key, between pipes that are not escaped.
pub(super) fn parts(key: &str) -> Result<Vec<KeyPart>, Fault> {
    let mut parts = Vec::new();
    let mut part = KeyPart { whole: String::new(), split: None };
    let mut characters = key.chars();
    while let Some(character) = characters.next() {
        let literal = match character {
            '|' => {
                parts.push(std::mem::replace(&mut part, KeyPart { whole: String::new(), split: None }));
                continue;
            }
            ':' if part.split.is_none() => {
                part.split = Some((part.whole.clone(), String::new()));
                part.whole.push(':');
                continue;
            }
            '\\' => match characters.next().filter(|next| ESCAPED.contains(next)) {
                Some(next) => next,
                None => {
                    let message = format!("a `\\` in `{}` escapes nothing", shortened(key));
                    let advice = "write `\\\\` for a backslash; `\\` goes before `|`, `:` and `\\` alone";
                    return Err(Fault::new(Code::MalformedKey, message, advice));
                }
            },
            other => other,
        };
        part.whole.push(literal);
        if let Some((_, value)) = &mut part.split {
            value.push(literal);
        }
    }
    parts.push(part);
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::{matrix_key, parts, swatch_key, without_oun};

    #[test]
    fn what_has_a_meaning_is_escaped_and_read_back() {
        for (product, dimension, value) in
            [("81327", "Color", "Blue"), ("a|b", "c:d", "e\\f"), ("", ":", "|"), ("\\|", "x:y:z", "日:")]
        {
            let key = matrix_key(product, [(dimension, value)]);
            let read = parts(&key).unwrap();
            assert_eq!(read.len(), 2);
            assert_eq!(read[0].whole, product);
            assert_eq!(read[1].split, Some((dimension.to_owned(), value.to_owned())));
            let key = swatch_key(product, dimension, value);
            let whole: Vec<String> = parts(&key).unwrap().into_iter().map(|part| part.whole).collect();
            assert_eq!(whole, [product, dimension, value]);
        }
        assert_eq!(
            matrix_key("81327", [("Color", "Blue"), ("Style", "Slim")]),
            "81327|Color:Blue|Style:Slim"
        );
    }

    #[test]
    fn a_part_splits_at_its_first_colon_and_any_other_escape_is_a_fault() {
        let read = parts("S1|Size:1:2").unwrap();
        assert_eq!(read[1].split, Some(("Size".to_owned(), "1:2".to_owned())));
        assert_eq!(parts("S1|Color").unwrap()[1].split, None);
        for wrong in ["a\\b", "a\\", "S1|Color:\\x"] {
            assert!(parts(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn one_prefix_of_an_operating_unit_is_removed() {
        let cells = ["OUN007", "oun007", "007", "OUNOUN7", "OU", "日本"];
        assert_eq!(cells.map(without_oun), ["007", "007", "007", "OUN7", "OU", "日本"]);
    }
}
