//! Quoting the user's words.

use core::fmt::{Display, Formatter, Result, Write};
use std::borrow::Cow;

/// All of the user's text, on one line: what would break it is written as an escape.
pub(crate) struct OneLine<'t>(pub(crate) &'t str);

impl Display for OneLine<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if !self.0.contains(is_hidden) {
            return f.write_str(self.0);
        }
        for character in self.0.chars() {
            if is_hidden(character) {
                write!(f, "{}", character.escape_default())?;
            } else {
                f.write_char(character)?;
            }
        }
        Ok(())
    }
}

/// Whether a character breaks a line, or makes what follows it look like something else.
pub(crate) fn is_hidden(character: char) -> bool {
    let separates = matches!(character, '\u{2028}' | '\u{2029}');
    let turns = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    character.is_control() || separates || turns
}

/// As much of the user's text as anyone would read, on one line. Places repeat keys, so that a long
/// key above many faults would otherwise fill the memory.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    const MOST: usize = 64;
    let long = text.chars().nth(MOST).is_some();
    if !long && !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut short = String::new();
    for character in text.chars().take(MOST) {
        if is_hidden(character) {
            short.extend(character.escape_default());
        } else {
            short.push(character);
        }
    }
    if long {
        short.push('…');
    }
    Cow::Owned(short)
}

#[cfg(test)]
mod tests {
    use super::{OneLine, shortened};

    #[test]
    fn what_breaks_a_line_or_turns_it_round_is_an_escape() {
        for (text, line) in [
            ("a\nb", "a\\nb"),
            ("a\u{2028}b", "a\\u{2028}b"),
            ("a\u{202E}b", "a\\u{202e}b"),
            ("a\u{2069}b", "a\\u{2069}b"),
            ("日本 e\u{301} 👍", "日本 e\u{301} 👍"),
        ] {
            assert_eq!(shortened(text), line);
            assert_eq!(OneLine(text).to_string(), line);
        }
    }
}
