//! The whole flattened table, made while it is read.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};
use omnimedia::{Code, Fault, Found, Kept, Place, ProductPlace, Scratch, Stored};
use pyo3::prelude::*;

use crate::arrow::gathered::Gathered;
use crate::arrow::outputs::{self, ANSWERS, About, Batch, Column, Dictionaries, SUBJECTS};
use crate::arrow::stream::{Source, Stream};
use crate::fault::{Tells, bad};
use crate::opened::{AnyShelf, Opened};
use crate::policy::Context;

/// Rows that are gathered together.
const CHUNK: usize = 1024;
/// Most rows of a batch.
const MOST_ROWS: usize = 1 << 20;
/// Most contexts that are taken without being named.
const MOST_CONTEXTS: u64 = 1_000_000;

/// A stream of every row of a snapshot.
pub(crate) fn stream(
    opened: &Arc<Opened>,
    contexts: Option<Vec<Bound<'_, Context>>>,
    columns: Option<Vec<String>>,
    batch_size: usize,
    products: Option<Vec<String>>,
) -> PyResult<Stream> {
    let all: Vec<Column> = SUBJECTS.into_iter().chain(ANSWERS).collect();
    let columns = outputs::picked(columns, &all)?;
    if !(1..=MOST_ROWS).contains(&batch_size) {
        let advice = format!("pass a number of rows from 1 to {MOST_ROWS}");
        return Err(bad("batch_size", &format!("is {batch_size}"), &advice));
    }
    let mut dictionaries = Dictionaries::new();
    let mut take = |context: &omnimedia::Context| {
        let places = dictionaries.contexts.places(context.as_ref());
        (opened.any_shelf_of(context), places)
    };
    let contexts = match contexts {
        Some(contexts) => contexts.iter().map(|context| take(&context.get().0)).collect(),
        None => {
            let known = opened.known_contexts();
            if known.len() > MOST_CONTEXTS {
                return Err(too_many(known.len())).tell();
            }
            known.iter().map(|context| take(&context.to_context())).collect()
        }
    };
    let products = match products {
        None => Products::All(0, ProductPlace::default()),
        Some(numbers) => {
            let kept = |number: String| Ok(opened.find(&number)?.keep());
            Products::Named(numbers.into_iter().map(kept).collect::<Result<Vec<_>, Fault>>().tell()?, 0)
        }
    };
    let schema = outputs::schema_of(&columns);
    let source = All {
        opened: Arc::clone(opened),
        columns,
        schema: SchemaRef::clone(&schema),
        contexts,
        dictionaries,
        batch_size,
        products,
        subject: 0,
        context: 0,
        composing: None,
    };
    Ok(Stream::new(schema, Box::new(source)))
}

fn too_many(contexts: u64) -> Fault {
    Fault::new(
        Code::LimitAnswers,
        format!("the snapshot knows {contexts} contexts, more than {MOST_CONTEXTS} that rows are given for unasked"),
        "pass the contexts that are wanted",
    )
    .at(Place::path("contexts"))
}

/// The products that come, from the next one on.
enum Products {
    /// All of a snapshot, or of one shard after the other.
    All(usize, ProductPlace),
    Named(Vec<Kept>, usize),
}

impl Products {
    /// The product that comes next, which stays the next one until `advance`.
    fn peek<'s>(&mut self, opened: &'s Opened) -> Option<Found<'s>> {
        match self {
            Products::All(shard, place) => loop {
                let found = opened.part(*shard)?.products_from(*place).next();
                if found.is_some() {
                    return found;
                }
                (*shard, *place) = (shard.saturating_add(1), ProductPlace::default());
            },
            Products::Named(kept, at) => Some(*opened.kept(kept.get(*at)?).ok()?.found()),
        }
    }

    fn advance(&mut self, opened: &Opened) {
        match self {
            Products::All(shard, place) => {
                let Some(part) = opened.part(*shard) else { return };
                let mut products = part.products_from(*place);
                products.next();
                *place = products.place();
            }
            Products::Named(_, at) => *at = at.saturating_add(1),
        }
    }
}

/// All rows of a snapshot: product by product, of each the product and then its variants, in every context.
struct All {
    opened: Arc<Opened>,
    columns: Vec<Column>,
    schema: SchemaRef,
    /// The shelf of each context, and its places among the names.
    contexts: Vec<(AnyShelf, [i32; 3])>,
    dictionaries: Dictionaries,
    batch_size: usize,
    products: Products,
    /// Where the product goes on: 0 is the product itself, then its variants.
    subject: usize,
    /// The context in which that one goes on.
    context: usize,
    composing: Option<Scratch>,
}

impl Source for All {
    fn next(&mut self) -> Option<Result<RecordBatch, ArrowError>> {
        let opened = Arc::clone(&self.opened);
        let mut batch = Batch::new(&self.columns, self.batch_size);
        let mut gathered = Gathered::new(outputs::wanted(&self.columns));
        let mut about = Vec::with_capacity(CHUNK);
        while batch.rows < self.batch_size && !batch.is_large() {
            let room = self.batch_size.saturating_sub(batch.rows).min(CHUNK);
            gathered.begin(room);
            about.clear();
            self.fill(&opened, room, &mut gathered, &mut about);
            if about.is_empty() {
                break;
            }
            gathered.truncate(about.len());
            batch.write(&gathered, &about, &mut self.dictionaries);
        }
        (batch.rows > 0).then(|| batch.finish(&self.schema, &mut self.dictionaries))
    }
}

impl All {
    /// Gathers the next rows, as many as there is room for.
    fn fill<'s>(
        &mut self,
        opened: &'s Opened,
        room: usize,
        gathered: &mut Gathered<'s>,
        about: &mut Vec<About<'s>>,
    ) {
        if self.contexts.is_empty() {
            return;
        }
        let mut last: Option<Stored> = None;
        while let Some(product) = self.products.peek(opened) {
            while let Some(found) = subject(&product, self.subject) {
                let subject = About {
                    product: if self.columns.contains(&Column::Product) { product.product() } else { "" },
                    variant: found.variant(),
                    record_id: found.record_id(),
                    context: [0; 3],
                };
                for (shelf, context) in self.contexts.get(self.context..).unwrap_or_default() {
                    let place = about.len();
                    if place >= room {
                        return;
                    }
                    let view =
                        shelf.of(&found).and_then(|shelf| found.answer_shared(shelf, &mut self.composing));
                    match view {
                        Ok(view) => {
                            let stored = view.stored_as();
                            if stored.is_some() && stored == last {
                                gathered.repeat(place);
                            } else {
                                gathered.take(place, &view, &mut self.dictionaries.contexts);
                            }
                            last = stored;
                        }
                        // a shelf of its own snapshot is never refused
                        Err(_) => last = None,
                    }
                    about.push(About { context: *context, ..subject });
                    self.context = self.context.saturating_add(1);
                }
                self.context = 0;
                self.subject = self.subject.saturating_add(1);
            }
            self.subject = 0;
            self.products.advance(opened);
        }
    }
}

/// The product itself, then its variants; of a variant, itself alone.
fn subject<'s>(product: &Found<'s>, at: usize) -> Option<Found<'s>> {
    match at.checked_sub(1) {
        None => Some(*product),
        Some(variant) if product.variant().is_none() => product.variant_at(variant),
        Some(_) => None,
    }
}
