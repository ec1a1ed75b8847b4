//! Pictures and links: what a page may show without asking anybody, and where it may lead.

use crate::fault::{Code, Fault, Place, shortened};

const TYPES: [&str; 5] = ["png", "jpeg", "gif", "webp", "avif"];

/// Refuses what is no picture in a text of its own. SVG is refused too: it is a document.
pub(super) fn check(asset: &str, uri: &str) -> Result<(), Fault> {
    let base64 = uri
        .strip_prefix("data:image/")
        .and_then(|rest| rest.split_once(";base64,"))
        .filter(|(kind, _)| TYPES.contains(kind))
        .map(|(_, base64)| base64);
    if base64.is_some_and(is_base64) {
        return Ok(());
    }
    Err(Fault::new(
        Code::Type,
        format!("the thumbnail of `{}` is no picture as a data url", shortened(asset)),
        format!("give `data:image/TYPE;base64,` and the bytes in base64, with {} as TYPE", TYPES.join(", ")),
    )
    .at(Place::path("thumbnail")))
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    !digits.is_empty()
        && text.len().is_multiple_of(4)
        && text.len().saturating_sub(digits.len()) <= 2
        && digits.bytes().all(is_digit)
}

/// Whether a page may lead to a url: to the web, never to a script or a file of the reader's.
pub(super) fn may_be_linked(url: &str) -> bool {
    let begins =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (begins("https://") || begins("http://")) && !url.contains(|c: char| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::{check, may_be_linked};
    use crate::fault::Code;

    #[test]
    fn only_pictures_in_base64_are_thumbnails() {
        for uri in
            ["data:image/png;base64,AAAA", "data:image/jpeg;base64,ab+/Zw==", "data:image/avif;base64,abc="]
        {
            assert_eq!(check("A1", uri), Ok(()), "{uri}");
        }
        let refused = [
            "",
            "https://cdn.example/a.png",
            "data:image/svg+xml;base64,AAAA",
            "data:text/html;base64,AAAA",
            "data:image/png,AAAA",
            "data:image/png;base64,",
            "data:image/png;base64,====",
            "data:image/png;base64,AAA",
            "data:image/png;base64,AAA\"",
            "data:image/png;base64,A=AA",
            "data:image/PNG;base64,AAAA",
            "data:image/png;charset=x;base64,AAAA",
            "javascript:alert(1)//data:image/png;base64,AAAA",
        ];
        for uri in refused {
            assert_eq!(check("A1", uri).unwrap_err().code(), Code::Type, "{uri}");
        }
    }

    #[test]
    fn only_the_web_is_linked() {
        for url in ["https://cdn.example/a.png", "HTTP://cdn.example", "https://cdn.example/ü?a=\"b\"<c>"] {
            assert!(may_be_linked(url), "{url}");
        }
        let refused = [
            "",
            "javascript:alert(1)",
            "JavaScript://cdn.example/%0aalert(1)",
            "data:image/svg+xml;base64,AAAA",
            "file:///etc/passwd",
            "//cdn.example/a.png",
            "a.png",
            " https://cdn.example",
            "https://cdn.example/\n",
            "java\tscript:https://cdn.example",
            "httpsé//",
        ];
        for url in refused {
            assert!(!may_be_linked(url), "{url}");
        }
    }
}
