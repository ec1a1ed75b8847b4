//! The day, chapter by chapter, and the shop as it goes through it.

mod audit;
mod edit;
mod impact;
mod plan;
mod preview;
mod publish;
mod sale;
mod store;
mod undo;

use crate::choose;
use crate::names::place;
use crate::page::{cut, number};
use crate::teller::{Teller, sum};
use omnimedia::{
    Changes, Code, Context, Diff, Fault, Faults, Flatten, Limits, Policy, Publication, Query, Snapshot,
    Stamp, Tenant,
};
use std::error::Error;
use std::io::Write;
use std::path::Path;

pub(crate) type Told<T = ()> = Result<T, Box<dyn Error>>;

/// Who is at work.
const ANN: &str = "ann";
const BEN: &str = "ben";

/// The shop: what is authored, and what is served.
pub(crate) struct Day {
    tenant: Tenant,
    policy: Policy,
    /// The publication that was read.
    read: Publication,
    /// What is served: the snapshot of the morning, and the deltas since, the oldest first.
    layers: Vec<Vec<u8>>,
    /// What its host has stored.
    stored: store::Stored,
}

/// Somebody at an instant of the year 2026, such as `11-24 09:10`, in UTC.
fn at(who: &str, time: &str) -> Told<Stamp> {
    let (date, clock) = time.split_once(' ').ok_or("a time without a date")?;
    Ok(Stamp::new(who, format!("2026-{date}T{clock}:00Z").parse()?))
}

/// What must be so for the story to go on.
fn sure(holds: bool, what: &str) -> Told {
    if holds { Ok(()) } else { Err(format!("the story does not go on: {what}").into()) }
}

/// Whatever was refused for this reason, and for no other.
fn refused<T, E: Into<Faults>>(result: Result<T, E>, code: Code, what: &str) -> Told<Faults> {
    let Err(error) = result else {
        return Err(format!("the story does not go on: {what} should have been refused").into());
    };
    let faults: Faults = error.into();
    let is_other = faults.iter().any(|fault| fault.code() != code);
    if is_other {
        return Err(format!("the story does not go on: {what} was refused otherwise: {faults}").into());
    }
    Ok(faults)
}

/// What came to be served.
struct Served {
    delta: usize,
    changes: Changes,
}

impl Day {
    fn begin(read: Publication) -> Told<Self> {
        let policy = Policy::default();
        let mut tenant = Tenant::from_publication(&read, &Limits::default(), &at("import", "11-24 06:00")?)?;
        let stored = store::Stored::begin(&mut tenant)?;
        let published = tenant.publication()?;
        let other = Diff::new(&read, &published, policy).counts()?.total();
        sure(other == 0, "the tenant shows something else than what it was made of")?;
        let base = Flatten::new(&published, policy).to_bytes()?;
        Ok(Self { tenant, policy, read, layers: vec![base], stored })
    }

    /// What is served.
    fn snapshot(&self) -> Result<Snapshot<&[u8]>, Fault> {
        self.snapshot_of(self.layers.len())
    }

    /// What was served after so many deltas.
    fn snapshot_of(&self, deltas: usize) -> Result<Snapshot<&[u8]>, Fault> {
        let mut layers = self.layers.iter().take(deltas.saturating_add(1)).map(Vec::as_slice);
        let base = layers.next().unwrap_or_default();
        Snapshot::open_with(base, layers)
    }

    /// Brings what was published to what is served, as a delta, and compares the two.
    fn serve(&mut self) -> Told<Served> {
        let changes = self.tenant.take_changes();
        let delta = self.tenant.delta(&self.snapshot()?, &changes)?;
        let size = delta.len();
        self.layers.push(delta);
        let snapshot = self.snapshot()?;
        snapshot.verify()?;
        let published = self.tenant.published().part(changes.products())?;
        for product in
            published.products().filter(|product| changes.products().any(|id| id == product.number()))
        {
            let variants = product.variants().iter().map(|variant| variant.number());
            let own = product.documents().iter().map(|document| document.context().clone());
            let contexts: Vec<Context> = own.chain([Context::default()]).collect();
            for number in std::iter::once(product.number()).chain(variants) {
                for context in &contexts {
                    let query = Query::new(number).within(context.clone());
                    let is_same = snapshot.resolve(&query)? == published.resolve(&query, &self.policy)?;
                    sure(is_same, "the snapshot answers otherwise than what is published")?;
                }
            }
        }
        Ok(Served { delta: size, changes })
    }

    /// What a shopper is served: all that it shows, as one number.
    fn served(&self, query: &Query) -> Told<u128> {
        Ok(self.snapshot()?.resolve(query)?.hash())
    }

    /// A product as its people call it.
    fn product(&self, id: &str) -> String {
        const MOST: usize = 40;
        match self.tenant.product(id).and_then(|product| product.name()).map(str::trim) {
            Some(name) if !name.is_empty() && name != id => format!("{} ({})", cut(name, MOST), cut(id, 24)),
            _ => cut(id, MOST),
        }
    }

    fn place(&self, context: &Context) -> String {
        place(&self.read, context)
    }

    /// An id that no asset has.
    fn free_id(&self, wanted: &str) -> String {
        let is_free = |id: &String| self.tenant.life(&omnimedia::Target::asset(id)).is_none();
        let numbered = (2..).map(|number: u32| format!("{wanted}-{number}"));
        std::iter::once(wanted.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
    }
}

/// What changed, in a few words.
fn told(changes: &Changes) -> String {
    sum(&[
        (changes.products().len(), "product", "products"),
        (changes.categories().len(), "category", "categories"),
        (changes.channels().len(), "channel", "channels"),
        (changes.swatches().len(), "central swatch", "central swatches"),
        (changes.assets().len(), "asset", "assets"),
    ])
}

/// Tells the day of a shop.
pub(crate) fn tell<W: Write>(
    teller: &mut Teller<W>,
    publication: Publication,
    name: &str,
    product: Option<&str>,
    out: &Path,
) -> Told {
    let mut day = Day::begin(publication)?;
    teller.chapter("The shop, Tuesday 24 November 2026", name)?;
    let read = &day.read;
    let documents: usize = read.products().map(|product| product.documents().len()).sum();
    let pictures: usize = read.categories().map(|category| category.documents().len()).sum();
    let parts = [
        (read.products().len(), "product", "products"),
        (documents, "document", "documents"),
        (read.assets().len(), "asset", "assets"),
        (pictures, "category picture", "category pictures"),
    ];
    teller.fact("authored", &format!("{}: each document and asset at version 1", sum(&parts)))?;
    let bytes = day.layers.iter().map(Vec::len).sum();
    let served =
        format!("a snapshot of {} bytes, which shows what the file that was read shows", number(bytes));
    teller.fact("served", &served)?;
    teller.fact("at work", "ann, who looks after the pictures, and ben, who does, too; all times are UTC")?;

    let Some(subject) = choose::subject(&day.read, &day.policy, product)? else {
        teller.page.blank()?;
        let what = match product {
            Some(number) => format!("{} has no", day.product(number)),
            None => "No product of this shop has a".to_owned(),
        };
        teller.sorry(&format!(
            "{what} document whose pictures show where it stands, and which could be published as it is: \
             there is nothing to edit, and the day ends here."
        ))?;
        return Ok(());
    };
    let picture = edit::tell(teller, &mut day, &subject)?;
    publish::tell(teller, &mut day, &subject, &picture)?;
    audit::tell(teller, &day)?;
    let sale = choose::sale(&day.tenant.publication()?, &day.policy, &subject)?;
    if sale.copied.is_none() && sale.added.is_empty() {
        teller.page.blank()?;
        teller.sorry("No other product of this shop shows a gallery: there is no sale.")?;
    } else {
        let plan = plan::tell(teller, &mut day, sale)?;
        let impact = preview::tell(teller, &day, &subject, &plan, out)?;
        sale::tell(teller, &mut day, &plan, &impact)?;
        undo::tell(teller, &mut day, &subject, &plan)?;
    }
    store::tell(teller, &mut day)
}
