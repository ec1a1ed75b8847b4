//! Quoting the user's words.

use std::borrow::Cow;

/// As much of the user's text as anyone would read, on one line. Places repeat keys, so that a long
/// key above many faults would otherwise fill the memory.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    const MOST: usize = 64;
    let long = text.chars().nth(MOST).is_some();
    if !long && !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut short = String::new();
    for character in text.chars().take(MOST) {
        if character.is_control() {
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
