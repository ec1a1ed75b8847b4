//! Many questions at once: a table of them in, a table of answers out.

use std::collections::HashMap;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use omnimedia::{Code, Fault, Found, Scratch, View};
use pyo3::prelude::*;

use crate::arrow::arrow_fault;
use crate::arrow::gathered::Gathered;
use crate::arrow::input::{self, Ids, Keys, Reader, Words};
use crate::arrow::names::ContextNames;
use crate::arrow::outputs::{self, ANSWERS, Batch, Column, Dictionaries};
use crate::arrow::table::Table;
use crate::fault::{Tells, bad};
use crate::opened::{AnyShelf, Opened};

/// Rows that are gathered together: few enough for a cache, enough for look-ups side by side in several contexts.
const CHUNK: usize = 1024;
/// Most rows of a batch that is given.
const ROWS: usize = 65_536;
/// Contexts that are kept; a table with more of them looks them up again.
const CONTEXTS: usize = 4_096;

/// What every row has, where no column says so.
pub(crate) struct Constant<'a> {
    pub(crate) channel: Option<&'a str>,
    pub(crate) locale: Option<&'a str>,
    pub(crate) catalog: Option<&'a str>,
}

/// Why no table was made.
enum Stopped {
    Fault(Fault),
    Python(PyErr),
}

/// Answers a table of questions.
pub(crate) fn resolve(
    opened: &Opened,
    data: &Bound<'_, PyAny>,
    columns: Option<Vec<String>>,
    constant: &Constant<'_>,
) -> PyResult<Table> {
    let all: Vec<Column> = ANSWERS.into_iter().chain([Column::Fault]).collect();
    let columns = outputs::picked(columns, &all)?;
    // what is wrong with a constant is told at once
    opened.any_shelf(constant.channel, constant.locale, constant.catalog).tell()?;
    let reader = input::reader(data)?;
    let keys = Keys::find(&reader.schema()).tell()?;
    for (name, given) in
        [("channel", constant.channel), ("locale", constant.locale), ("catalog", constant.catalog)]
    {
        if given.is_some() && keys.has(name) {
            let what = "stands beside a column of this name";
            return Err(bad(name, what, "give one of the two, or leave the column out of the table"));
        }
    }
    let schema = outputs::schema_of(&columns);
    let made = data.py().detach(|| answered(opened, reader, keys, &columns, &schema, constant));
    match made {
        Ok(batches) => Ok(Table::new(schema, batches)),
        Err(Stopped::Fault(fault)) => Err(fault).tell(),
        Err(Stopped::Python(error)) => Err(error),
    }
}

fn answered(
    opened: &Opened,
    reader: Reader,
    keys: Keys,
    columns: &[Column],
    schema: &SchemaRef,
    constant: &Constant<'_>,
) -> Result<Vec<RecordBatch>, Stopped> {
    let internal = |error| Stopped::Fault(arrow_fault(Code::Internal, &error));
    let mut dictionaries = Dictionaries::new();
    let mut gathered = Gathered::new(outputs::wanted(columns));
    let (mut batches, mut composing) = (Vec::new(), None);
    for batch in reader {
        let batch = batch.map_err(|error| Stopped::Python(input::not_read(error)))?;
        keys.look_at(&batch).map_err(Stopped::Fault)?;
        let mut asked = Asked::new(opened, &batch, keys, constant);
        let mut writing = Batch::new(columns, batch.num_rows().min(ROWS));
        for start in (0..batch.num_rows()).step_by(CHUNK) {
            let rows = batch.num_rows().saturating_sub(start).min(CHUNK);
            asked.gather(start, rows, &mut gathered, &mut dictionaries.contexts, &mut composing);
            writing.write(&gathered, &[], &mut dictionaries);
            if writing.rows >= ROWS || writing.is_large() {
                let left = batch.num_rows().saturating_sub(start).saturating_sub(rows);
                let full = std::mem::replace(&mut writing, Batch::new(columns, left.min(ROWS)));
                batches.push(full.finish(schema, &mut dictionaries).map_err(internal)?);
                Python::attach(|py| py.check_signals()).map_err(Stopped::Python)?;
            }
        }
        if writing.rows > 0 {
            batches.push(writing.finish(schema, &mut dictionaries).map_err(internal)?);
        }
    }
    Ok(batches)
}

/// Contexts that are found again without a hash.
const RECENT: usize = 256;

/// A place among so many: of few contexts nearly always one for each.
#[inline]
fn quickly(named: &Named<'_>) -> usize {
    let of = |name: &Option<&str>| match name.map(str::as_bytes) {
        Some([.., before, last]) => usize::from(*before).wrapping_mul(7).wrapping_add(usize::from(*last)),
        Some([only]) => usize::from(*only),
        _ => 0,
    };
    let mixed = named.iter().fold(0usize, |mixed, name| mixed.wrapping_mul(37).wrapping_add(of(name)));
    mixed % RECENT
}

/// A context, as the rows name it: channel, locale, catalog.
type Named<'b> = [Option<&'b str>; 3];

/// The questions of one batch.
struct Asked<'s, 'b> {
    opened: &'s Opened,
    product: Words<'b>,
    variant: Words<'b>,
    ids: Ids<'b>,
    context: [Words<'b>; 3],
    constant: Named<'b>,
    /// The contexts that were met, by number, with their shelves.
    shelves: Vec<Result<AnyShelf, Code>>,
    known: HashMap<Named<'b>, u32>,
    /// Some of these, by what is quickly told of them: contexts that come again and again.
    recent: Vec<Option<(Named<'b>, u32)>>,
    /// The context of each row, by number; how many rows each has, and the rows by context.
    of: Vec<u32>,
    ends: Vec<u32>,
    rows: Vec<u32>,
    numbers: Vec<&'b [u8]>,
    places: Vec<u32>,
}

impl<'s, 'b> Asked<'s, 'b> {
    fn new(opened: &'s Opened, batch: &'b RecordBatch, keys: Keys, constant: &Constant<'b>) -> Self {
        Self {
            opened,
            product: keys.words(batch, "product"),
            variant: keys.words(batch, "variant"),
            ids: keys.ids(batch),
            context: ["channel", "locale", "catalog"].map(|name| keys.words(batch, name)),
            constant: [constant.channel, constant.locale, constant.catalog],
            shelves: Vec::new(),
            known: HashMap::new(),
            recent: vec![None; RECENT],
            of: Vec::with_capacity(CHUNK),
            ends: Vec::new(),
            rows: Vec::with_capacity(CHUNK),
            numbers: Vec::with_capacity(CHUNK),
            places: Vec::with_capacity(CHUNK),
        }
    }

    /// Looks some rows up, context by context.
    fn gather(
        &mut self,
        start: usize,
        rows: usize,
        gathered: &mut Gathered<'s>,
        names: &mut ContextNames,
        composing: &mut Option<Scratch>,
    ) {
        gathered.begin(rows);
        self.contexts(start, rows);
        let mut from = 0;
        for context in 0..self.shelves.len() {
            let to = self.ends.get(context).copied().unwrap_or(0) as usize;
            if to > from {
                self.in_context(start, from..to, context, gathered, names, composing);
            }
            from = to;
        }
    }

    /// Numbers the contexts of rows, and orders the rows by these; those of one context keep their order.
    fn contexts(&mut self, start: usize, rows: usize) {
        if self.shelves.len() > CONTEXTS {
            self.shelves.clear();
            self.known.clear();
            self.recent.fill(None);
        }
        if self.context.iter().all(|words| matches!(words, Words::None)) {
            // one context for all of them
            let context = self.context_of(start);
            let end = u32::try_from(rows).unwrap_or(u32::MAX);
            self.ends.clear();
            self.ends.resize(context as usize, 0);
            self.ends.push(end);
            self.rows.clear();
            self.rows.extend(0..end);
            return;
        }
        self.of.clear();
        for row in start..start.saturating_add(rows) {
            let context = self.context_of(row);
            self.of.push(context);
        }
        self.ends.clear();
        self.ends.resize(self.shelves.len(), 0);
        for context in &self.of {
            if let Some(count) = self.ends.get_mut(*context as usize) {
                *count = count.saturating_add(1);
            }
        }
        let mut end = 0u32;
        for count in &mut self.ends {
            // first where each begins; the pass below moves it to where it ends
            end = end.saturating_add(std::mem::replace(count, end));
        }
        self.rows.clear();
        self.rows.resize(rows, 0);
        for (row, context) in (0u32..).zip(&self.of) {
            let Some(end) = self.ends.get_mut(*context as usize) else { continue };
            if let Some(slot) = self.rows.get_mut(*end as usize) {
                *slot = row;
            }
            *end = end.saturating_add(1);
        }
    }

    #[inline]
    fn context_of(&mut self, row: usize) -> u32 {
        let [channel, locale, catalog] = &self.context;
        let [of_all, locale_of_all, catalog_of_all] = self.constant;
        let named = [
            channel.get(row).or(of_all),
            locale.get(row).or(locale_of_all),
            catalog.get(row).or(catalog_of_all),
        ];
        let quick = quickly(&named);
        if let Some(Some((known, number))) = self.recent.get(quick)
            && *known == named
        {
            return *number;
        }
        let number = match self.known.get(&named) {
            Some(number) => *number,
            None => {
                let [channel, locale, catalog] = named;
                let shelf = self.opened.any_shelf(channel, locale, catalog);
                let number = u32::try_from(self.shelves.len()).unwrap_or(u32::MAX);
                self.shelves.push(shelf.map_err(|fault| fault.code()));
                self.known.insert(named, number);
                number
            }
        };
        if let Some(slot) = self.recent.get_mut(quick) {
            *slot = Some((named, number));
        }
        number
    }

    /// What a row asks for, or why that is nothing.
    fn subject(&self, row: usize) -> Result<Found<'s>, Code> {
        let found = match (self.product.get(row), self.ids.get(row), self.variant.get(row)) {
            (Some(number), None, None) | (None, None, Some(number)) => self.opened.find(number),
            (Some(product), None, Some(variant)) => {
                self.opened.find(product).and_then(|found| found.variant_with(variant))
            }
            (None, Some(id), None) => self.opened.find_record_id(id),
            (None, Some(id), Some(variant)) => {
                self.opened.find_record_id(id).and_then(|found| found.variant_with(variant))
            }
            (Some(_), Some(_), _) | (None, None, None) => return Err(Code::BadArgument),
        };
        found.map_err(|fault| fault.code())
    }

    /// Looks up rows of one context.
    fn in_context(
        &mut self,
        start: usize,
        rows: std::ops::Range<usize>,
        context: usize,
        gathered: &mut Gathered<'s>,
        names: &mut ContextNames,
        composing: &mut Option<Scratch>,
    ) {
        let rows = self.rows.get(rows).unwrap_or_default();
        let shelf = match self.shelves.get(context) {
            Some(Ok(shelf)) => shelf,
            Some(Err(code)) => {
                // where is looked at before what, as for one question
                rows.iter().for_each(|row| gathered.refuse(*row as usize, *code));
                return;
            }
            None => return,
        };
        let opened = self.opened;
        self.numbers.clear();
        self.places.clear();
        for place in rows {
            let row = start.saturating_add(*place as usize);
            let (product, variant) = (self.product.get(row), self.variant.get(row));
            match (product, self.ids.get(row), variant) {
                (_, None, Some(number)) | (Some(number), None, None) => {
                    self.numbers.push(number.as_bytes());
                    self.places.push(*place);
                }
                (None, Some(_), _) => {
                    let place = *place as usize;
                    let view = self.subject(row).and_then(|found| {
                        let view = shelf.of(&found).and_then(|shelf| found.answer_shared(shelf, composing));
                        view.map_err(|fault| fault.code())
                    });
                    match view {
                        Ok(view) => gathered.take(place, &view, names),
                        Err(code) => gathered.refuse(place, code),
                    }
                }
                (Some(_), Some(_), _) | (None, None, None) => {
                    gathered.refuse(*place as usize, Code::BadArgument);
                }
            }
        }
        let (product, variant) = (&self.product, &self.variant);
        let alone = matches!(product, Words::None) || matches!(variant, Words::None);
        let each = |at: usize, view: Option<View<'s, '_>>| {
            let Some(place) = self.places.get(at) else { return };
            let place = *place as usize;
            let row = start.saturating_add(place);
            let fits = |view: &View<'s, '_>| match product.get(row) {
                Some(product) if variant.get(row).is_some() => is_of(view.found(), product),
                _ => true,
            };
            match view.filter(|view| alone || fits(view)) {
                Some(view) => gathered.take(place, &view, names),
                None => gathered.refuse(place, Code::NotFound),
            }
        };
        // a shelf of its own snapshot is never refused
        let _ = opened.answers(&self.numbers, shelf, composing, each);
    }
}

/// Whether a variant is one of a product, which may be named by the variant itself.
fn is_of(found: &Found<'_>, product: &str) -> bool {
    found.variant().is_some() && (found.product() == product || found.number() == product)
}
