//! Where in a name the parts of a pattern can end, whatever is known.

use super::pattern::Part;
use super::token::Token;

/// Digits of the longest sequence.
const MOST_DIGITS: usize = 18;
/// Bytes of the longest locale.
const MOST_TAG: usize = 21;

/// How much of a name a literal text takes, in any case; `None` where the name does not go on with it.
pub(super) fn literal(rest: &str, literal: &str) -> Option<usize> {
    if literal.is_ascii() {
        let own = rest.as_bytes().get(..literal.len())?;
        return own.eq_ignore_ascii_case(literal.as_bytes()).then_some(literal.len());
    }
    let mut taken = 0_usize;
    let mut characters = rest.chars();
    for wanted in literal.chars() {
        let own = characters.next()?;
        if own != wanted && !own.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        taken = taken.saturating_add(own.len_utf8());
    }
    Some(taken)
}

/// How many bytes of a name may be a sequence: all that many digits, and each number of them.
pub(super) fn digits(rest: &str) -> usize {
    rest.bytes().take(MOST_DIGITS).take_while(u8::is_ascii_digit).count()
}

/// How many bytes of a name may be a locale.
pub(super) fn tag(rest: &str) -> usize {
    let is_tag = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    rest.bytes().take(MOST_TAG).take_while(is_tag).count()
}

/// Where parts can end that begin at the beginning of a name, taking every number and value for known: a flag
/// for each byte, and for the end.
pub(super) fn reach(parts: &[Part], name: &str) -> Vec<bool> {
    let mut reached = vec![false; name.len().saturating_add(1)];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for part in parts {
        let mut next = vec![false; reached.len()];
        let mut mark = |at: usize| next.get_mut(at).map(|place| *place = true);
        match part {
            Part::Literal(text) => {
                for (at, rest) in starts(&reached, name) {
                    literal(rest, text).map(|taken| mark(at.saturating_add(taken)));
                }
            }
            Part::Token(Token::Sequence) => {
                for (at, rest) in starts(&reached, name) {
                    (1..=digits(rest)).for_each(|taken| _ = mark(at.saturating_add(taken)));
                }
            }
            Part::Token(Token::LanguageId) => {
                for (at, rest) in starts(&reached, name) {
                    (1..=tag(rest)).for_each(|taken| _ = mark(at.saturating_add(taken)));
                }
            }
            Part::Token(token) => {
                // anything up to the next folder; only a value may be empty
                let mut is_open = false;
                for (at, starts) in reached.iter().enumerate() {
                    if is_open && name.is_char_boundary(at) || *starts && token.is_dimension() {
                        mark(at);
                    }
                    is_open = (is_open || *starts) && name.as_bytes().get(at) != Some(&b'/');
                }
            }
        }
        reached = next;
    }
    reached
}

/// The places that are reached, with what follows there.
pub(super) fn starts<'n>(reached: &[bool], name: &'n str) -> impl Iterator<Item = (usize, &'n str)> {
    let places = reached.iter().enumerate().filter(|(_, is_reached)| **is_reached);
    places.filter_map(|(at, _)| Some((at, name.get(at..)?)))
}

#[cfg(test)]
mod tests {
    use super::{literal, reach};
    use crate::exchange::legacy::pattern::FilePattern;

    #[test]
    fn literal_text_compares_in_any_case() {
        assert_eq!(literal("PRODUCTS/x", "Products/"), Some(9));
        assert_eq!(literal("ÄPFEL/x", "äpfel/"), Some(7));
        assert_eq!((literal("Prod", "Products/"), literal("ä", "a")), (None, None));
    }

    #[test]
    fn a_part_ends_wherever_it_can() {
        let ends = |pattern: &str, name: &str| -> Vec<usize> {
            let reached = reach(FilePattern::parse(pattern).unwrap().parts(), name);
            reached.iter().enumerate().filter(|(_, is)| **is).map(|(at, _)| at).collect()
        };
        assert_eq!(ends("{ProductNumber}", "aä/b"), [1, 3]);
        assert_eq!(ends("{ProductNumber}{Color}", "ab/"), [1, 2]);
        assert_eq!(ends("p/{ProductNumber}_{Sequence}", "P/a_12"), [5, 6]);
        assert_eq!(ends("{LanguageId}/{ProductNumber}", "fr-CA/x"), [7]);
        assert_eq!(ends("{ProductNumber}.png", "x.jpg"), Vec::<usize>::new());
    }
}
