//! Migrations: what all the names come to.

use super::Legacy;
use super::index::Index;
use super::library;
use super::pattern::{MOST_BYTES, rooted};
use super::reading::{self, Block, Found, Owner, Reading};
use super::row::{FileCounts, FileOutcome, FileRow, Unmatched};
use super::target::{FileReading, FileTarget, Of};
use super::token::DIMENSIONS;
use crate::locale::Tag;
use crate::model::{Context, Pattern, Product};
use std::collections::HashMap;
use std::sync::Arc;

/// What the file names of the older media library come to: a row for each name, and the lists that the
/// assigned ones make up.
#[derive(Clone, Debug)]
pub struct Migration {
    /// In the order of the names.
    pub(super) rows: Vec<FileRow>,
    /// Where the rows stood among all names.
    places: Vec<usize>,
    /// The assigned rows, by target and then in display order.
    pub(super) order: Vec<usize>,
    counts: FileCounts,
    pub(super) base_url: Option<String>,
}

impl Migration {
    /// What became of each name, in the order of the names.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &FileRow> {
        self.rows.iter()
    }

    /// How many files came to what.
    #[must_use]
    pub fn counts(&self) -> FileCounts {
        self.counts
    }

    /// The url of a file's asset, whether it is assigned or not.
    #[must_use]
    pub fn url(&self, row: &FileRow) -> String {
        library::url(self.base_url.as_deref(), row.name())
    }

    /// The assigned files, those of one target beside each other, in display order.
    pub(super) fn assigned(&self) -> impl Iterator<Item = (&FileTarget, &FileRow)> {
        self.order.iter().filter_map(|at| {
            let row = self.rows.get(*at)?;
            match &row.outcome {
                FileOutcome::Assigned(reading) => Some((&reading.target, row)),
                _ => None,
            }
        })
    }

    /// The same with rows of names that are nobody's, at their places among the others.
    pub(super) fn with_others(self, others: Vec<(usize, FileRow)>) -> Self {
        let Self { rows, places, order, counts, base_url } = self;
        let mut all: Vec<(usize, FileRow)> = places.into_iter().zip(rows).chain(others).collect();
        all.sort_by_key(|(place, _)| *place);
        let mut moved = Self { rows: Vec::new(), places: Vec::new(), order, counts, base_url };
        // the assigned rows keep their order among each other, and have other numbers
        let old: Vec<usize> =
            all.iter().enumerate().filter(|(_, (_, row))| is_read(&row.outcome)).map(|(at, _)| at).collect();
        for at in &mut moved.order {
            *at = old.get(*at).copied().unwrap_or(usize::MAX);
        }
        (moved.places, moved.rows) = all.into_iter().unzip();
        moved
    }
}

/// Whether a name was read as one thing.
fn is_read(outcome: &FileOutcome) -> bool {
    matches!(outcome, FileOutcome::Assigned(_) | FileOutcome::Duplicate { .. })
}

/// A name that was read as one thing.
struct Read {
    place: usize,
    name: Arc<str>,
    reading: Reading,
}

impl Legacy<'_> {
    /// Reads names; what is nobody's is handed on with its place.
    pub(super) fn gather<N: AsRef<str>>(
        &self,
        names: impl IntoIterator<Item = N>,
        mut other: impl FnMut(usize, FileRow),
    ) -> Migration {
        let mut index = Index::new(self.tenant);
        let mut namer = Namer { context: &self.context, contexts: HashMap::new(), products: HashMap::new() };
        let mut counts = FileCounts::default();
        let mut read = Vec::new();
        for (place, name) in names.into_iter().enumerate() {
            let name = name.as_ref();
            let outcome = match self.one(name, &mut index, &mut namer) {
                Ok(reading) => {
                    read.push(Read { place, name: name.into(), reading });
                    continue;
                }
                Err(outcome) => outcome,
            };
            counts.count(&outcome);
            other(place, FileRow { name: name.into(), outcome });
        }
        sorted(read, counts, &mut namer, &index, self.base_url.clone())
    }

    /// What a name is read as, or why not as one thing.
    fn one(&self, name: &str, index: &mut Index<'_>, namer: &mut Namer<'_>) -> Result<Reading, FileOutcome> {
        if name.len() > MOST_BYTES {
            return Err(FileOutcome::Unmatched(Unmatched::TooLong));
        }
        let plain: std::borrow::Cow<'_, str> =
            if name.contains('\\') { name.replace('\\', "/").into() } else { name.into() };
        let found = reading::read(rooted(&plain), self.patterns.iter(), self.context.locale(), index);
        let block = found.block();
        let Found { mut readings, has_more, is_catalog, gave_up, .. } = found;
        if readings.len() > 1 {
            readings.sort_unstable();
            let candidates = readings.iter().map(|reading| namer.reading(reading, index)).collect();
            return Err(FileOutcome::Ambiguous { candidates, has_more: has_more || gave_up });
        }
        if gave_up {
            return Err(FileOutcome::Unmatched(Unmatched::TooManyReadings));
        }
        match readings.pop() {
            Some(Reading { owner: Owner::Category(category), .. }) if self.context.channel().is_none() => {
                let category = index.category(category).into();
                Err(FileOutcome::Unmatched(Unmatched::NoChannel { category }))
            }
            Some(reading) => Ok(reading),
            None if is_catalog => Err(FileOutcome::Unsupported),
            None => Err(FileOutcome::Unmatched(namer.why(block, index))),
        }
    }
}

/// The rows of what was read: of one target and sequence the first name in byte order is assigned.
fn sorted(
    read: Vec<Read>,
    mut counts: FileCounts,
    namer: &mut Namer<'_>,
    index: &Index<'_>,
    base_url: Option<String>,
) -> Migration {
    // a name without a sequence comes last
    let key = |read: &Read| (read.reading.sequence.is_none(), read.reading.sequence);
    let mut order: Vec<(usize, &Read)> = read.iter().enumerate().collect();
    order.sort_by(|(_, one), (_, other)| {
        let targets =
            (&one.reading.owner, one.reading.locale).cmp(&(&other.reading.owner, other.reading.locale));
        let names = one.name.cmp(&other.name).then(one.place.cmp(&other.place));
        targets.then(key(one).cmp(&key(other))).then(names)
    });
    let mut first_of: Vec<Option<Arc<str>>> = vec![None; read.len()];
    let mut assigned = Vec::new();
    let mut last: Option<&Read> = None;
    for (at, one) in order {
        match last.filter(|last| is_same(&last.reading, &one.reading)) {
            Some(first) => {
                if let Some(place) = first_of.get_mut(at) {
                    *place = Some(first.name.clone());
                }
            }
            None => {
                assigned.push(at);
                last = Some(one);
            }
        }
    }
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for (Read { place, name, reading }, first) in read.into_iter().zip(first_of) {
        let reading = namer.reading(&reading, index);
        let outcome = match first {
            Some(of) => FileOutcome::Duplicate { reading, of },
            None => FileOutcome::Assigned(reading),
        };
        counts.count(&outcome);
        rows.push(FileRow { name, outcome });
        places.push(place);
    }
    Migration { rows, places, order: assigned, counts, base_url }
}

/// Whether two names are for the same place: a category has one picture, whatever the sequence.
fn is_same(one: &Reading, other: &Reading) -> bool {
    let is_category = matches!(one.owner, Owner::Category(_));
    one.owner == other.owner && one.locale == other.locale && (is_category || one.sequence == other.sequence)
}

/// Gives places in the index their names; equal ones share them.
struct Namer<'c> {
    context: &'c Context,
    contexts: HashMap<Option<Tag>, Arc<Context>>,
    products: HashMap<u32, Arc<str>>,
}

impl Namer<'_> {
    fn context(&mut self, locale: Option<Tag>) -> Arc<Context> {
        let own = self.context;
        let made = self.contexts.entry(locale);
        made.or_insert_with(|| Arc::new(Context { locale, ..own.clone() })).clone()
    }

    fn number(&mut self, product: u32, index: &Index<'_>) -> Arc<str> {
        let number = || index.product(product).map_or("", Product::number).into();
        self.products.entry(product).or_insert_with(number).clone()
    }

    fn reading(&mut self, reading: &Reading, index: &Index<'_>) -> FileReading {
        let Reading { owner, locale, sequence } = reading;
        let of = match owner {
            Owner::Category(category) => Of::Category(index.category(*category).into()),
            Owner::Product(product) => Of::Product(self.number(*product, index)),
            Owner::Variant(product, variant) => {
                let variants = index.product(*product).map_or(&[][..], Product::variants);
                let number = variants.get(*variant as usize).map_or("", |variant| variant.number());
                Of::Variant(self.number(*product, index), number.into())
            }
            Owner::Combination(product, row) => {
                let dimensions = index.product(*product).map_or(&[][..], Product::dimensions);
                let fixed = dimensions.iter().zip(row).filter(|(_, value)| **value != Pattern::ANY);
                let named = fixed.filter_map(|(dimension, value)| {
                    let name = DIMENSIONS.iter().find(|name| **name == dimension.name())?;
                    Some((*name, dimension.values().nth(*value as usize)?.into()))
                });
                Of::Combination(self.number(*product, index), named.collect())
            }
        };
        FileReading { target: FileTarget { of, context: self.context(*locale) }, sequence: *sequence }
    }

    /// Why a name is nobody's.
    fn why(&mut self, block: Option<Block>, index: &Index<'_>) -> Unmatched {
        let mut product = |product: u32| self.number(product, index);
        match block {
            None => Unmatched::NoPattern,
            Some(Block::Number) => Unmatched::UnknownNumber,
            Some(Block::CategoryName) => Unmatched::UnknownCategory,
            Some(Block::Variant(of)) => Unmatched::NoVariant { product: product(of) },
            Some(Block::Value(of, dimension)) => {
                Unmatched::UnknownValue { product: product(of), dimension: dimension_name(dimension) }
            }
            Some(Block::Dimension(of, dimension)) => {
                Unmatched::UnknownDimension { product: product(of), dimension: dimension_name(dimension) }
            }
            Some(Block::Empty(of, dimension)) => {
                Unmatched::MissingValue { product: product(of), dimension: dimension_name(dimension) }
            }
        }
    }
}

/// The name of a dimension that has a token.
fn dimension_name(dimension: usize) -> &'static str {
    DIMENSIONS.get(dimension).copied().unwrap_or_default()
}
