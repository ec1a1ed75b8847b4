//! A gallery in a line.

use super::page::{Line, Style, WIDTH, tail, wide};
use omnimedia::Answer;

const INDENT: usize = 3;

/// What an answer shows, from a column on, behind the word for when it does.
pub(crate) fn gallery(when: &str, column: usize, style: Style, answer: &Answer<'_>) -> Line {
    const MOST: usize = 4;
    const NAME: usize = 28;
    let mut line = Line::new().to(INDENT).add(Style::Quiet, when).to(column);
    let default = answer.default_image().map(|item| item.asset().id());
    for (index, item) in answer.primary().iter().enumerate() {
        let id = item.asset().id();
        let name = tail(id, NAME);
        let star = if default == Some(id) { "★ " } else { "" };
        if index == MOST || line.width() + wide(&name) + 10 > WIDTH {
            return line.add(Style::Quiet, "  …");
        }
        line = line.add(Style::Quiet, format!("{}{} {star}", if index > 0 { "   " } else { "" }, index + 1));
        line = line.add(style, name);
    }
    if answer.primary().is_empty() { line.add(Style::Bad, "–") } else { line }
}
