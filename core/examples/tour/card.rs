//! One query: what is shown, and why.

use crate::choose::Telling;
use crate::names::{apart, who};
use crate::page::{Line, Page, Style, WIDTH, cut, tail, wide, wrap};
use crate::shop::Shop;
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
    let name = shop.product(answer.product()).and_then(|product| product.name()).unwrap_or_default();
    subject(page, name.trim(), &explanation, &format!("in {}", shop.place(explanation.context())))?;
    gallery(page, &rows(&explanation, &answer, name))?;
    additional(page, &answer)?;
    page.tree("   why ", &" ".repeat(NAMES), &why(&explanation))?;
    page.blank()?;
    Ok(())
}

/// The product and what is chosen of it, and where it is asked for.
fn subject<W: Write>(
    page: &mut Page<W>,
    name: &str,
    explanation: &Explanation<'_>,
    place: &str,
) -> Result<(), Box<dyn Error>> {
    let answer = explanation.answer();
    let number = answer.variant().unwrap_or(answer.product());
    let values: Vec<&str> = explanation.values().iter().map(|(_, value)| *value).collect();
    let parts = [name, number, &values.join(", ")];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let line = Line::new().to(INDENT).add(Style::Strong, cut(&parts.join(" · "), WIDTH - INDENT));
    // beside each other where there is room
    if line.width() + wide(place) + 2 > WIDTH {
        page.line(line)?;
        page.line(Line::new().right(Style::Plain, place))?;
    } else {
        page.line(line.right(Style::Plain, place))?;
    }
    Ok(())
}

/// A row of the gallery.
struct Row {
    style: Style,
    mark: String,
    asset: String,
    text: String,
    from: String,
}

fn rows(explanation: &Explanation<'_>, answer: &Answer<'_>, name: &str) -> Vec<Row> {
    let list = explanation.primary();
    let default = answer.default_image().map(|item| item.asset().id());
    let mut shown = answer.primary().iter();
    let mut place = 0;
    let mut row = |item: &ItemExplanation<'_>| {
        let origin = item.origin();
        let context = apart(origin.context());
        let from = if context.is_empty() { who(origin) } else { format!("{} · {context}", who(origin)) };
        let asset = item.asset().to_owned();
        let left_out = match item.fate() {
            ItemFate::Shown => None,
            ItemFate::Repeated => return None,
            ItemFate::Unknown => Some("no such asset"),
            ItemFate::NotPublished => Some("not published"),
            ItemFate::NotAllowed => Some("not for this channel"),
        };
        if let Some(text) = left_out {
            return Some(Row {
                style: Style::Bad, mark: "✗".to_owned(), asset, text: text.to_owned(), from
            });
        }
        place += 1;
        let star = if default == Some(item.asset()) { " ★" } else { "" };
        let text = shown.next().map(|item| told(item, name)).unwrap_or_default();
        Some(Row { style: Style::Plain, mark: format!("{place}{star}"), asset, text, from })
    };
    list.items().iter().filter_map(&mut row).collect()
}

/// What an item says of itself; the product's name, which stands in for a text, says nothing.
fn told(item: &AnswerItem<'_>, name: &str) -> String {
    let texts = [Field::Alt, Field::Title, Field::DisplayName].map(|field| item.text().get(field));
    let text = texts.into_iter().flatten().find(|text| *text != name).unwrap_or_default();
    match item.asset().kind() {
        Kind::Image => text.to_owned(),
        kind => format!("({kind}) {text}"),
    }
}

/// The columns of a gallery: how wide the names are, and where texts and origins begin.
struct Columns {
    names: usize,
    text: usize,
    from: usize,
}

impl Columns {
    fn of(rows: &[Row]) -> Self {
        let widest = |text: &dyn Fn(&Row) -> usize| rows.iter().map(text).max().unwrap_or(0);
        let words = widest(&|row| wide(&row.text));
        // without texts the names have the room
        let room = if words == 0 { 48 } else { 30 };
        let names = widest(&|row| wide(&tail(&row.asset, room)));
        let text = NAMES + names + 2;
        let origins = widest(&|row| wide(&row.from)).min(46);
        let end = text + words + if words > 0 { 2 } else { 0 };
        Self { names, text, from: end.min(WIDTH.saturating_sub(origins + 2)) }
    }
}

fn gallery<W: Write>(page: &mut Page<W>, all: &[Row]) -> Result<(), Box<dyn Error>> {
    if all.is_empty() {
        page.line(
            Line::new().to(INDENT).add(Style::Bad, "–").to(NAMES).add(Style::Bad, "no picture is shown"),
        )?;
        return Ok(());
    }
    let many = if all.len() == MOST_ITEMS + 1 { MOST_ITEMS + 1 } else { MOST_ITEMS };
    let shown = all.get(..many).unwrap_or(all);
    let columns = Columns::of(shown);
    for (index, row) in shown.iter().enumerate() {
        let same = |other: Option<&Row>| other.is_some_and(|other| other.from == row.from);
        let above = same(index.checked_sub(1).and_then(|above| shown.get(above)));
        let (brace, label) = match (above, same(shown.get(index + 1))) {
            (false, false) => ("─", row.from.as_str()),
            (false, true) => ("┐", row.from.as_str()),
            (true, true) => ("│", ""),
            (true, false) => ("┘", ""),
        };
        let quiet = if row.style == Style::Plain { Style::Quiet } else { row.style };
        let line = Line::new().to(INDENT).add(row.style, &row.mark).to(NAMES);
        let line = line.add(row.style, tail(&row.asset, columns.names)).to(columns.text);
        let text = cut(&row.text, columns.from.saturating_sub(columns.text + 2));
        let line = line.add(quiet, text).to(columns.from).add(Style::Quiet, brace);
        let room = WIDTH.saturating_sub(columns.from + 2);
        page.line(line.add(Style::Plain, " ").add(Style::Good, cut(label, room)))?;
    }
    if let Some(more) = all.len().checked_sub(shown.len()).filter(|more| *more > 0) {
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
        if index > 0 && line.width() + wide(purpose) + wide(&name) + 5 > WIDTH {
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
    // where it comes from, unless that is where the gallery does
    let from =
        items.first().map(|item| item.origin().context()).filter(|from| Some(*from) != answer.context());
    if let Some(from) = from.map(apart).filter(|from| !from.is_empty()) {
        line = line.add(Style::Quiet, "   ─ ").add(Style::Good, from);
    }
    page.line(line)?;
    Ok(())
}
