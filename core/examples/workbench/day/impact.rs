//! The impact: which answers are others, from what to what.

use super::{Day, Told};
use crate::page::{count, cut, number, tail};
use crate::teller::Teller;
use omnimedia::{Answer, CategoryAnswer, ContextRef, Diff, DiffCounts, Difference};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write};
use std::ops::ControlFlow;

/// The rows of a diff: the first of each product and category, and how many there are like it.
#[derive(Default)]
pub(super) struct Rows {
    first: BTreeMap<String, (Row, usize)>,
}

struct Row {
    /// What is shown, and where.
    place: String,
    before: String,
    after: String,
}

impl Row {
    fn of(difference: &Difference<'_>) -> Self {
        match difference {
            Difference::Answer { product, variant, context, before, after } => {
                let place = at(variant.unwrap_or(product), *context);
                Self { place, before: gallery(before.as_deref()), after: gallery(after.as_deref()) }
            }
            Difference::Swatches { product, context, before, after } => {
                let place = format!("the swatches of {}", at(product, *context));
                let shown = |many: usize| count(many, "swatch", "swatches");
                Self { place, before: shown(before.len()), after: shown(after.len()) }
            }
            Difference::CategoryImage { category, context, before, after } => {
                let place = format!("the category {}", at(category, *context));
                Self { place, before: picture(before.as_deref()), after: picture(after.as_deref()) }
            }
        }
    }
}

impl Rows {
    /// Whose answers they are: the numbers of products, and other things by other names.
    pub(super) fn whose(&self) -> impl Iterator<Item = &str> {
        self.first.keys().map(String::as_str)
    }

    /// Takes a row of a diff. Words are made of the first of its like alone.
    pub(super) fn take(&mut self, difference: &Difference<'_>) {
        let whose = match difference {
            Difference::Answer { product, .. } => (*product).to_owned(),
            Difference::Swatches { product, .. } => format!("{product}, swatches"),
            Difference::CategoryImage { category, .. } => format!("{category}, category"),
        };
        let count = |(_, more): &mut (Row, usize)| *more += 1;
        self.first.entry(whose).and_modify(count).or_insert_with(|| (Row::of(difference), 0));
    }

    pub(super) fn tell<W: Write>(&self, teller: &mut Teller<W>) -> io::Result<()> {
        const MOST: usize = 5;
        for (row, more) in self.first.values().take(MOST) {
            let like = match more {
                0 => String::new(),
                more => format!(", and {} more of it", number(*more)),
            };
            teller.about(&format!("{}{like}", row.place))?;
            teller.change(&row.before, &row.after)?;
        }
        if let Some(more) = self.first.len().checked_sub(MOST).filter(|more| *more > 0) {
            teller.note(&format!(
                "and {} more",
                count(more, "product or category", "products and categories")
            ))?;
        }
        Ok(())
    }
}

fn at(number: &str, context: ContextRef<'_>) -> String {
    format!("{} in {context}", cut(number, 40))
}

/// What is shown, in a few words.
fn gallery(answer: Option<&Answer<'_>>) -> String {
    const MOST: usize = 3;
    const NAME: usize = 24;
    let Some(answer) = answer else { return "not there".to_owned() };
    let names: Vec<String> =
        answer.primary().iter().take(MOST).map(|item| tail(item.asset().id(), NAME)).collect();
    match answer.primary().len() {
        0 => "nothing".to_owned(),
        many if many > MOST => format!("{}, …", names.join(", ")),
        _ => names.join(", "),
    }
}

fn picture(image: Option<&CategoryAnswer<'_>>) -> String {
    let shown = image.and_then(|image| image.shown());
    shown.map_or("nothing".to_owned(), |asset| tail(asset.id(), 40))
}

/// How much changes, in a few words.
pub(super) fn told(counts: &DiffCounts) -> Told<String> {
    let count = |many: u64, one, more| Ok::<_, Box<dyn Error>>(count(usize::try_from(many)?, one, more));
    let answers = count(counts.answers(), "answer", "answers")?;
    let mut said = vec![format!("{answers} of {}", count(counts.products(), "product", "products")?)];
    if counts.swatches() > 0 {
        said.push(count(counts.swatches(), "row of swatches", "rows of swatches")?);
    }
    if counts.category_images() > 0 {
        said.push(count(counts.category_images(), "category picture", "category pictures")?);
    }
    let covered = number(usize::try_from(counts.covered())?);
    Ok(format!("{}, of {covered} that were compared", said.join(", and ")))
}

impl Day {
    /// What shoppers see otherwise than after so many deltas, from the snapshots alone.
    pub(super) fn since(&self, deltas: usize) -> Told<(DiffCounts, Rows)> {
        let (earlier, now) = (self.snapshot_of(deltas)?, self.snapshot()?);
        let mut rows = Rows::default();
        let counts = Diff::snapshots(&earlier, &now).run(|difference| {
            rows.take(&difference);
            ControlFlow::Continue(())
        })?;
        Ok((counts, rows))
    }
}
