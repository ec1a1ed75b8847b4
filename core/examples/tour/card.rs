//! One query: what is shown, and why.

use crate::choose::Telling;
use crate::page::{Line, Page, Style, WIDTH, cut, tail, wrap};
use crate::shop::{Shop, short, who};
use crate::why::why;
use omnimedia::{Answer, AnswerItem, Explanation, Field, ItemExplanation, ItemFate, Kind};
use std::error::Error;
use std::io::Write;

/// Where the columns of a card begin.
const INDENT: usize = 3;
const NAMES: usize = 7;
const MOST_ITEMS: usize = 6;

/// Shows one query. The answer is the snapshot's, and must be the publication's.
pub(crate) fn show<W: Write>(
    page: &mut Page<W>,
    shop: &Shop,
    number: usize,
    telling: &Telling,
) -> Result<(), Box<dyn Error>> {
    let explanation = shop.publication.explain(&telling.query, &shop.policy)?;
    let answer = shop.snapshot.resolve(&telling.query)?;
    if answer != *explanation.answer() {
        return Err(format!("the snapshot answers otherwise than the publication:\n{explanation}").into());
    }
    for (index, line) in wrap(&telling.caption, WIDTH - INDENT).iter().enumerate() {
        let lead = if index == 0 { format!("{number}") } else { String::new() };
        page.line(Line::new().add(Style::Title, lead).to(INDENT).add(Style::Title, line))?;
    }
    page.line(subject(shop, &explanation))?;
    gallery(page, &explanation, &answer)?;
    additional(page, &answer)?;
    page.line(Line::new().to(INDENT).add(Style::Quiet, "why, nearest first"))?;
    page.tree(&" ".repeat(INDENT), &why(&explanation))?;
    page.blank()?;
    Ok(())
}

/// The product and what is chosen of it, and where it is asked for.
fn subject(shop: &Shop, explanation: &Explanation<'_>) -> Line {
    let answer = explanation.answer();
    let place = shop.place(explanation.context());
    let number = answer.variant().unwrap_or(answer.product());
    let mut name = match shop.product(answer.product()).and_then(|product| product.name()) {
        Some(name) => format!("{name} · {number}"),
        None => number.to_owned(),
    };
    if !explanation.values().is_empty() {
        let values: Vec<&str> = explanation.values().iter().map(|(_, value)| *value).collect();
        name = format!("{name} · {}", values.join(", "));
    }
    let room = WIDTH.saturating_sub(INDENT + 5 + place.chars().count());
    Line::new().to(INDENT).add(Style::Plain, cut(&name, room)).right(Style::Plain, format!("in {place}"))
}

/// A row of the gallery.
struct Row {
    style: Style,
    mark: String,
    name: String,
    text: String,
    from: String,
}

fn rows(explanation: &Explanation<'_>, answer: &Answer<'_>) -> Vec<Row> {
    let list = explanation.primary();
    let contexts: Vec<_> = list.items().iter().map(|item| item.origin().context()).collect();
    let several = contexts.windows(2).any(|pair| matches!(pair, [one, other] if one != other));
    let default = answer.default_image().map(|item| item.asset().id());
    let mut shown = answer.primary().iter();
    let mut place = 0;
    let mut row = |item: &ItemExplanation<'_>| {
        let origin = item.origin();
        let from = match several {
            true => format!("{} · {}", who(origin), short(origin.context())),
            false => who(origin),
        };
        let name = item.asset().to_owned();
        let left_out = match item.fate() {
            ItemFate::Shown => None,
            ItemFate::Repeated => return None,
            ItemFate::Unknown => Some("left out: there is no such asset"),
            ItemFate::NotPublished => Some("left out: it is not published"),
            ItemFate::NotAllowed => Some("left out: it is not for this channel"),
        };
        if let Some(text) = left_out {
            return Some(Row { style: Style::Bad, mark: "✗".to_owned(), name, text: text.to_owned(), from });
        }
        place += 1;
        let star = if default == Some(item.asset()) { " ★" } else { "" };
        let text = shown.next().map(told).unwrap_or_default();
        Some(Row { style: Style::Plain, mark: format!("{place}{star}"), name, text, from })
    };
    list.items().iter().filter_map(&mut row).collect()
}

/// What an item says of itself.
fn told(item: &AnswerItem<'_>) -> String {
    let text = item.alt().or(item.text().get(Field::Title)).or(item.text().get(Field::DisplayName));
    let text = text.unwrap_or_default();
    match item.asset().kind() {
        Kind::Image => text.to_owned(),
        kind => format!("({kind}) {text}"),
    }
}

fn gallery<W: Write>(
    page: &mut Page<W>,
    explanation: &Explanation<'_>,
    answer: &Answer<'_>,
) -> Result<(), Box<dyn Error>> {
    let all = rows(explanation, answer);
    if all.is_empty() {
        page.line(Line::new().to(INDENT).add(Style::Bad, "– no picture is shown"))?;
        return Ok(());
    }
    let shown = if all.len() == MOST_ITEMS + 1 { MOST_ITEMS + 1 } else { MOST_ITEMS };
    let width = |text: &dyn Fn(&Row) -> String, most: usize| {
        all.iter().take(shown).map(|row| text(row).chars().count()).max().unwrap_or(0).min(most)
    };
    let from = WIDTH.saturating_sub(width(&|row| row.from.clone(), 46) + 2);
    let words = width(&|row| row.text.clone(), WIDTH);
    // without texts the names have the room
    let names = width(&|row| row.name.clone(), if words == 0 { 48 } else { 30 });
    let text = NAMES + names + 2;
    let from = from.min(text + words + usize::from(words > 0) * 2);
    for (index, row) in all.iter().take(shown).enumerate() {
        let same = |other: Option<&Row>| other.is_some_and(|other| other.from == row.from);
        let above = same(index.checked_sub(1).and_then(|above| all.get(above)));
        let below = index + 1 < shown && same(all.get(index + 1));
        let (brace, label) = match (above, below) {
            (false, false) => ("─", row.from.as_str()),
            (false, true) => ("┐", row.from.as_str()),
            (true, true) => ("│", ""),
            (true, false) => ("┘", ""),
        };
        let quiet = if row.style == Style::Plain { Style::Quiet } else { row.style };
        let line = Line::new().to(INDENT).add(row.style, &row.mark).to(NAMES);
        let line = line.add(row.style, tail(&row.name, names)).to(text);
        let line = line.add(quiet, cut(&row.text, from.saturating_sub(text + 2))).to(from);
        let room = WIDTH.saturating_sub(from + 2);
        page.line(line.add(Style::Quiet, brace).add(Style::Plain, " ").add(Style::Good, cut(label, room)))?;
    }
    if let Some(more) = all.len().checked_sub(shown).filter(|more| *more > 0) {
        page.line(Line::new().to(NAMES).add(Style::Quiet, format!("and {more} more")))?;
    }
    Ok(())
}

/// The items with a purpose, in a line or two.
fn additional<W: Write>(page: &mut Page<W>, answer: &Answer<'_>) -> Result<(), Box<dyn Error>> {
    const MOST: usize = 4;
    let items = answer.additional();
    if items.is_empty() {
        return Ok(());
    }
    let mut line = Line::new().to(INDENT).add(Style::Plain, "+").to(NAMES);
    for (index, item) in items.iter().take(MOST).enumerate() {
        let purpose = item.purpose().unwrap_or_default();
        let name = tail(item.asset().id(), 40);
        if index > 0 && line.width() + purpose.chars().count() + name.chars().count() + 5 > WIDTH {
            page.line(std::mem::take(&mut line))?;
            line = Line::new().to(NAMES);
        } else if index > 0 {
            line = line.add(Style::Plain, "   ");
        }
        line = line.add(Style::Quiet, format!("{purpose}: ")).add(Style::Plain, name);
    }
    if let Some(more) = items.len().checked_sub(MOST).filter(|more| *more > 0) {
        line = line.add(Style::Quiet, format!("   and {more} more"));
    }
    page.line(line)?;
    Ok(())
}
