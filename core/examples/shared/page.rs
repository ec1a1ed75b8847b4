//! The page that is printed: lines in colours, columns, wrapped text and trees.

use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of the page.
pub(crate) const WIDTH: usize = 96;

/// How a piece of a line looks where the page has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Title,
    Strong,
    Quiet,
    Good,
    Bad,
    /// A block of a colour: red, green, blue.
    Block(u8, u8, u8),
}

impl Style {
    fn start(self) -> String {
        match self {
            Style::Plain => String::new(),
            Style::Title => "\x1b[1;36m".to_owned(),
            Style::Strong => "\x1b[1m".to_owned(),
            Style::Quiet => "\x1b[2m".to_owned(),
            Style::Good => "\x1b[32m".to_owned(),
            Style::Bad => "\x1b[33m".to_owned(),
            Style::Block(red, green, blue) => format!("\x1b[38;2;{red};{green};{blue}m"),
        }
    }
}

/// A line in the making.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pieces: Vec<(Style, String)>,
    width: usize,
}

impl Line {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub(crate) fn add(mut self, style: Style, text: impl AsRef<str>) -> Self {
        let text = clean(text.as_ref());
        self.width += text.width();
        self.pieces.push((style, text));
        self
    }

    /// Fills with spaces up to a column; always at least one space behind text.
    #[must_use]
    pub(crate) fn to(self, column: usize) -> Self {
        let gap = column.saturating_sub(self.width).max(usize::from(self.width > 0));
        self.add(Style::Plain, " ".repeat(gap))
    }

    /// Puts text at the right edge.
    #[must_use]
    pub(crate) fn right(self, style: Style, text: impl AsRef<str>) -> Self {
        let text = clean(text.as_ref());
        let column = WIDTH.saturating_sub(text.width());
        self.to(column).add(style, text)
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }
}

/// A line of a tree, and what belongs to it.
pub(crate) struct Node {
    pub(crate) style: Style,
    pub(crate) text: String,
    pub(crate) below: Vec<Node>,
}

impl Node {
    pub(crate) fn new(style: Style, text: impl Into<String>) -> Self {
        Self { style, text: text.into(), below: Vec::new() }
    }
}

/// Where lines are printed.
pub(crate) struct Page<W> {
    out: W,
    colours: bool,
}

impl<W: Write> Page<W> {
    pub(crate) fn new(out: W, colours: bool) -> Self {
        Self { out, colours }
    }

    pub(crate) fn line(&mut self, line: Line) -> io::Result<()> {
        let mut text = String::new();
        for (style, piece) in &line.pieces {
            let start = if self.colours && !piece.trim().is_empty() { style.start() } else { String::new() };
            let end = if start.is_empty() { "" } else { "\x1b[0m" };
            text.push_str(&format!("{start}{piece}{end}"));
        }
        writeln!(self.out, "{}", text.trim_end())
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    pub(crate) fn blank(&mut self) -> io::Result<()> {
        self.line(Line::new())
    }

    /// The heading of a part of the tour.
    pub(crate) fn heading(&mut self, text: &str) -> io::Result<()> {
        self.blank()?;
        let line = Line::new().add(Style::Quiet, "━━ ").add(Style::Title, text).add(Style::Plain, " ");
        let rest = WIDTH.saturating_sub(line.width());
        self.line(line.add(Style::Quiet, "━".repeat(rest)))?;
        self.blank()
    }

    /// Text broken at spaces, each line behind an indentation.
    pub(crate) fn paragraph(&mut self, style: Style, indent: usize, text: &str) -> io::Result<()> {
        for line in wrap(text, WIDTH.saturating_sub(indent)) {
            self.line(Line::new().to(indent).add(style, line))?;
        }
        Ok(())
    }

    /// A tree, each line behind the branches that lead to it; the first one behind `lead` instead.
    pub(crate) fn tree(&mut self, lead: &str, branches: &str, nodes: &[Node]) -> io::Result<()> {
        for (index, node) in nodes.iter().enumerate() {
            let before = if index == 0 { lead } else { branches };
            let is_last = index + 1 == nodes.len();
            let (branch, gap) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            let below = format!("{branches}{gap}");
            let stem = if node.below.is_empty() { below.clone() } else { format!("{below}│  ") };
            let room = WIDTH.saturating_sub(stem.width());
            for (number, line) in wrap(&node.text, room).into_iter().enumerate() {
                let lead = if number == 0 { format!("{before}{branch}") } else { stem.clone() };
                self.line(Line::new().add(Style::Quiet, lead).add(node.style, line))?;
            }
            self.tree(&below, &below, &node.below)?;
        }
        Ok(())
    }
}

/// Names are the user's: what would break a line is written as an escape.
fn clean(text: &str) -> String {
    let escape = |character: char| match character.is_control() {
        true => character.escape_default().to_string(),
        false => character.to_string(),
    };
    text.chars().map(escape).collect()
}

/// The columns that a text takes.
pub(crate) fn wide(text: &str) -> usize {
    text.width()
}

/// Lines of at most `room` columns, broken at spaces; a word that is longer stands alone, cut. Spaces within a
/// line are as many as they were: names of files have several.
pub(crate) fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.trim().split(char::is_whitespace) {
        let word = cut(word, room);
        if !line.is_empty() && line.width() + 1 + word.width() > room {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    lines.push(line);
    lines
}

/// The beginning of a text that is too long.
pub(crate) fn cut(text: &str, room: usize) -> String {
    let text = clean(text);
    if text.width() <= room {
        return text;
    }
    let mut width = 0;
    let fits = |character: &char| {
        width += character.width().unwrap_or(0);
        width < room
    };
    let start: String = text.chars().take_while(fits).collect();
    format!("{}…", start.trim_end())
}

/// The end of an id that is too long: what tells one from its like; of a path its last part.
pub(crate) fn tail(id: &str, room: usize) -> String {
    let id = clean(id);
    if id.width() <= room {
        return id;
    }
    let file = id.rsplit_once('/').map(|(_, file)| format!("…/{file}"));
    if let Some(file) = file.filter(|file| file.width() <= room) {
        return file;
    }
    let mut width = 0;
    let fits = |character: &char| {
        width += character.width().unwrap_or(0);
        width < room
    };
    let end: Vec<char> = id.chars().rev().take_while(fits).collect();
    std::iter::once('…').chain(end.into_iter().rev()).collect()
}

/// `1 picture`, `2 pictures`.
pub(crate) fn count(many: usize, one: &str, more: &str) -> String {
    format!("{} {}", number(many), if many == 1 { one } else { more })
}

/// A number with its thousands apart.
pub(crate) fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Names in a row, no more than `most` of them.
pub(crate) fn listed<S: AsRef<str>>(names: &[S], most: usize, between: &str) -> String {
    // one more is as short as saying so
    let most = if names.len() == most + 1 { most + 1 } else { most };
    let shown: Vec<&str> = names.iter().take(most).map(AsRef::as_ref).collect();
    let mut text = shown.join(between);
    if let Some(more) = names.len().checked_sub(most).filter(|more| *more > 0) {
        text.push_str(&format!(" and {} more", number(more)));
    }
    text
}
