//! How the day is told: chapters, who does what when, refusals, galleries.

use crate::gallery::gallery;
use crate::page::{Line, Node, Page, Style, WIDTH, count, cut, wrap};
use omnimedia::{Answer, Faults, Stamp};
use std::io::{self, Write};

const INDENT: usize = 3;
/// Where the name of who does something begins.
const WHO: usize = INDENT + 7;
/// Where what is done begins.
pub(crate) const TEXT: usize = WHO + 5;

pub(crate) struct Teller<W> {
    pub(crate) page: Page<W>,
    chapters: usize,
}

impl<W: Write> Teller<W> {
    pub(crate) fn new(page: Page<W>) -> Self {
        Self { page, chapters: 0 }
    }

    /// Begins a chapter, with what it is about.
    pub(crate) fn chapter(&mut self, title: &str, about: &str) -> io::Result<()> {
        self.chapters += 1;
        self.page.heading(&format!("{} {title}", self.chapters))?;
        self.page.paragraph(Style::Quiet, INDENT, about)?;
        self.page.blank()
    }

    /// Somebody does something.
    pub(crate) fn step(&mut self, stamp: &Stamp, text: &str) -> io::Result<()> {
        // an instant is written as 2026-11-24T09:10:00Z
        let time: String = stamp.at().to_string().chars().skip(11).take(5).collect();
        let mut line = Line::new().to(INDENT).add(Style::Quiet, time).to(WHO);
        line = line.add(Style::Title, stamp.by());
        for text in wrap(text, WIDTH - TEXT) {
            self.page.line(std::mem::take(&mut line).to(TEXT).add(Style::Plain, text))?;
        }
        Ok(())
    }

    /// What came of it.
    pub(crate) fn good(&mut self, text: &str) -> io::Result<()> {
        self.marked(Style::Good, "✓", text)
    }

    /// What somebody should know.
    pub(crate) fn warn(&mut self, text: &str) -> io::Result<()> {
        self.marked(Style::Bad, "!", text)
    }

    /// What the lines below are about.
    pub(crate) fn about(&mut self, text: &str) -> io::Result<()> {
        self.page.line(Line::new().to(TEXT).add(Style::Strong, cut(text, WIDTH - TEXT)))
    }

    /// What is shown before and after.
    pub(crate) fn change(&mut self, before: &str, after: &str) -> io::Result<()> {
        let line = Line::new().to(TEXT).add(Style::Quiet, before);
        let line = line.add(Style::Quiet, " → ").add(Style::Good, after);
        if line.width() <= WIDTH {
            return self.page.line(line);
        }
        self.page.line(Line::new().to(TEXT).add(Style::Quiet, before))?;
        self.page.line(Line::new().to(TEXT).add(Style::Quiet, "→ ").add(Style::Good, after))
    }

    /// What cannot be shown of this shop.
    pub(crate) fn sorry(&mut self, text: &str) -> io::Result<()> {
        self.marked(Style::Quiet, "·", text)
    }

    /// A remark.
    pub(crate) fn note(&mut self, text: &str) -> io::Result<()> {
        self.page.paragraph(Style::Quiet, TEXT, text)
    }

    fn marked(&mut self, style: Style, mark: &str, text: &str) -> io::Result<()> {
        let mut line = Line::new().to(TEXT).add(style, mark);
        for text in wrap(text, WIDTH - TEXT - 2) {
            self.page.line(std::mem::take(&mut line).to(TEXT + 2).add(style, text))?;
        }
        Ok(())
    }

    /// A refusal: all that stands against it, and what to do.
    pub(crate) fn refused(&mut self, faults: &Faults) -> io::Result<()> {
        const MOST: usize = 5;
        for (index, fault) in faults.iter().take(MOST).enumerate() {
            self.marked(Style::Bad, "✗", &format!("{} ({})", fault.message(), fault.code()))?;
            let next = faults.iter().nth(index + 1).filter(|_| index + 1 < MOST);
            // the same advice is given once
            if next.map(|next| next.advice()) != Some(fault.advice()) {
                for text in wrap(&format!("→ {}", fault.advice()), WIDTH - TEXT - 2) {
                    self.page.line(Line::new().to(TEXT + 2).add(Style::Quiet, text))?;
                }
            }
        }
        if let Some(more) = faults.len().checked_sub(MOST).filter(|more| *more > 0) {
            self.note(&format!("  and {more} more"))?;
        }
        Ok(())
    }

    /// What is shown, and when it is.
    pub(crate) fn gallery(&mut self, when: &str, style: Style, answer: &Answer<'_>) -> io::Result<()> {
        self.page.line(gallery(when, TEXT, style, answer))
    }

    /// A fact, behind the word for it.
    pub(crate) fn fact(&mut self, what: &str, text: &str) -> io::Result<()> {
        let mut line = Line::new().to(INDENT).add(Style::Quiet, what);
        for text in wrap(text, WIDTH - TEXT) {
            self.page.line(std::mem::take(&mut line).to(TEXT).add(Style::Plain, text))?;
        }
        Ok(())
    }

    /// Why something is shown.
    pub(crate) fn tree(&mut self, nodes: &[Node]) -> io::Result<()> {
        let lead = format!("{:INDENT$}{:room$}", "", "why", room = TEXT - INDENT);
        self.page.tree(&lead, &" ".repeat(TEXT), nodes)
    }
}

/// `3 products and 1 category`, of what there is any.
pub(crate) fn sum(parts: &[(usize, &str, &str)]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .filter(|(many, ..)| *many > 0)
        .map(|(many, one, more)| count(*many, one, more))
        .collect();
    match parts.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}
