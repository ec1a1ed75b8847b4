//! The columns that are given: which there are, and how they are written.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, Int64Array, ListArray, RecordBatch, RecordBatchOptions, StructArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use omnimedia::{Code, Level};

use crate::arrow::gathered::{Gathered, Span, Wanted};
use crate::arrow::names::{ContextNames, NULL, Names};
use crate::fault::bad;

/// A column that can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Product,
    Variant,
    RecordId,
    Catalog,
    Channel,
    Locale,
    DefaultImage,
    DefaultImageUrl,
    Primary,
    Additional,
    Level,
    OriginCatalog,
    OriginChannel,
    OriginLocale,
    Hash,
    Fault,
}

use Column as C;

/// What an answer gives.
pub(crate) const ANSWERS: [Column; 9] = [
    C::DefaultImage,
    C::DefaultImageUrl,
    C::Primary,
    C::Additional,
    C::Level,
    C::OriginCatalog,
    C::OriginChannel,
    C::OriginLocale,
    C::Hash,
];

/// What a row is about.
pub(crate) const SUBJECTS: [Column; 6] =
    [C::Product, C::Variant, C::RecordId, C::Catalog, C::Channel, C::Locale];

impl Column {
    pub(crate) fn name(self) -> &'static str {
        match self {
            C::Product => "product",
            C::Variant => "variant",
            C::RecordId => "record_id",
            C::Catalog => "catalog",
            C::Channel => "channel",
            C::Locale => "locale",
            C::DefaultImage => "default_image",
            C::DefaultImageUrl => "default_image_url",
            C::Primary => "primary",
            C::Additional => "additional",
            C::Level => "level",
            C::OriginCatalog => "origin_catalog",
            C::OriginChannel => "origin_channel",
            C::OriginLocale => "origin_locale",
            C::Hash => "hash",
            C::Fault => "fault",
        }
    }

    fn kind(self) -> DataType {
        match self {
            C::RecordId => DataType::Int64,
            C::Primary => DataType::List(asset_field()),
            C::Additional => DataType::List(pair_field()),
            C::Catalog | C::Channel | C::Locale | C::Level | C::Fault => Names::kind(),
            C::OriginCatalog | C::OriginChannel | C::OriginLocale => Names::kind(),
            C::Product | C::Variant | C::DefaultImage | C::DefaultImageUrl | C::Hash => DataType::Utf8,
        }
    }
}

pub(crate) fn asset_field() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Utf8, false))
}

fn pair_fields() -> Fields {
    ["purpose", "asset"].map(|name| Field::new(name, DataType::Utf8, false)).to_vec().into()
}

fn pair_field() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Struct(pair_fields()), false))
}

/// The columns that are wanted: those that are named, in that order, or all but the hash.
pub(crate) fn picked(named: Option<Vec<String>>, all: &[Column]) -> pyo3::PyResult<Vec<Column>> {
    let Some(named) = named else {
        return Ok(all.iter().copied().filter(|column| *column != C::Hash).collect());
    };
    let mut picked = Vec::with_capacity(named.len());
    for name in named {
        let Some(column) = all.iter().find(|column| column.name() == name) else {
            let there: Vec<&str> = all.iter().map(|column| column.name()).collect();
            let what = format!("names `{}`, which is no column", name.escape_debug());
            return Err(bad("columns", &what, &format!("name some of {}", there.join(", "))));
        };
        if picked.contains(column) {
            return Err(bad("columns", &format!("names `{name}` twice"), "name each column once"));
        }
        picked.push(*column);
    }
    Ok(picked)
}

/// What has to be looked up for some columns.
pub(crate) fn wanted(columns: &[Column]) -> Wanted {
    let any = |some: &[Column]| some.iter().any(|column| columns.contains(column));
    Wanted {
        image: any(&[C::DefaultImage]),
        url: any(&[C::DefaultImageUrl]),
        primary: any(&[C::Primary]),
        additional: any(&[C::Additional]),
        level: any(&[C::Level]),
        origin: any(&[C::OriginCatalog, C::OriginChannel, C::OriginLocale]),
        hash: any(&[C::Hash]),
    }
}

/// The schema of some columns.
pub(crate) fn schema_of(columns: &[Column]) -> SchemaRef {
    let field =
        |column: &Column| Field::new(column.name(), column.kind(), !matches!(column, C::Product | C::Hash));
    // where a row can be refused, its hash is nothing
    let refused = columns.contains(&C::Fault);
    let field = |column: &Column| match column {
        C::Hash if refused => field(column).with_nullable(true),
        _ => field(column),
    };
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

/// The dictionaries of a stream of batches.
pub(crate) struct Dictionaries {
    pub(crate) contexts: ContextNames,
    levels: Names,
    faults: Names,
}

impl Dictionaries {
    pub(crate) fn new() -> Self {
        let mut levels = Names::default();
        for level in [Level::Variant, Level::Dimensions, Level::Master] {
            levels.place(Some(level.word()));
        }
        Self { contexts: ContextNames::default(), levels, faults: Names::default() }
    }
}

/// A list under way: where each ends, and which are none.
pub(crate) struct Lists {
    offsets: Vec<i32>,
    nulls: NullBufferBuilder,
}

impl Lists {
    pub(crate) fn new(rows: usize) -> Self {
        let mut offsets = Vec::with_capacity(rows.saturating_add(1));
        offsets.push(0);
        Self { offsets, nulls: NullBufferBuilder::new(rows) }
    }

    pub(crate) fn end(&mut self, items: usize, there: bool) {
        self.offsets.push(i32::try_from(items).unwrap_or(i32::MAX));
        self.nulls.append(there);
    }

    pub(crate) fn finish(mut self, field: Arc<Field>, values: ArrayRef) -> Result<ArrayRef, ArrowError> {
        let offsets = OffsetBuffer::new(self.offsets.into());
        Ok(Arc::new(ListArray::try_new(field, offsets, values, self.nulls.finish())?))
    }
}

/// One column under way.
enum Writing {
    Text(StringBuilder),
    Places(Vec<i32>),
    Ids(Vec<Option<i64>>),
    Assets(Lists, StringBuilder),
    Pairs(Lists, StringBuilder, StringBuilder),
}

/// What each row is about, besides what it shows.
#[derive(Clone, Copy)]
pub(crate) struct About<'s> {
    pub(crate) product: &'s str,
    pub(crate) variant: Option<&'s str>,
    pub(crate) record_id: Option<u64>,
    /// The places of catalog, channel and locale.
    pub(crate) context: [i32; 3],
}

/// A batch under way.
pub(crate) struct Batch {
    columns: Vec<(Column, Writing)>,
    pub(crate) rows: usize,
}

/// Bytes of text after which a batch ends: offsets have 31 bits, and a list a thousand items.
pub(crate) const MOST_BYTES: usize = 256 << 20;

impl Batch {
    pub(crate) fn new(columns: &[Column], rows: usize) -> Self {
        let text = |bytes: usize| StringBuilder::with_capacity(rows, rows.saturating_mul(bytes));
        let writing = |column: &Column| match column {
            C::DefaultImageUrl => Writing::Text(text(56)),
            C::Hash => Writing::Text(text(32)),
            C::Product | C::Variant | C::DefaultImage => Writing::Text(text(16)),
            C::RecordId => Writing::Ids(Vec::with_capacity(rows)),
            C::Primary => Writing::Assets(Lists::new(rows), text(32)),
            C::Additional => Writing::Pairs(Lists::new(rows), StringBuilder::new(), StringBuilder::new()),
            _ => Writing::Places(Vec::with_capacity(rows)),
        };
        Self { columns: columns.iter().map(|column| (*column, writing(column))).collect(), rows: 0 }
    }

    /// Whether it has to end before its rows are full.
    pub(crate) fn is_large(&self) -> bool {
        self.columns.iter().any(|(_, writing)| match writing {
            Writing::Text(text) | Writing::Assets(_, text) => text.values_slice().len() > MOST_BYTES,
            Writing::Pairs(_, one, other) => {
                one.values_slice().len().max(other.values_slice().len()) > MOST_BYTES
            }
            Writing::Places(_) | Writing::Ids(_) => false,
        })
    }

    /// Writes rows, column by column. `about` has one entry a row, or none where no column wants it.
    pub(crate) fn write(
        &mut self,
        gathered: &Gathered<'_>,
        about: &[About<'_>],
        dictionaries: &mut Dictionaries,
    ) {
        self.rows = self.rows.saturating_add(gathered.faults.len());
        for (column, writing) in &mut self.columns {
            match writing {
                Writing::Text(text) => write_text(*column, text, gathered, about),
                Writing::Places(places) => write_places(*column, places, gathered, about, dictionaries),
                Writing::Ids(ids) => {
                    ids.extend(about.iter().map(|row| i64::try_from(row.record_id?).ok()));
                }
                Writing::Assets(lists, assets) => {
                    for (span, fault) in gathered.primary.iter().zip(&gathered.faults) {
                        let items = of_span(&gathered.assets, *span);
                        items.iter().for_each(|asset| assets.append_value(asset));
                        lists.end(assets.offsets_slice().len().saturating_sub(1), fault.is_none());
                    }
                }
                Writing::Pairs(lists, purposes, assets) => {
                    for (span, fault) in gathered.additional.iter().zip(&gathered.faults) {
                        for (purpose, asset) in of_span(&gathered.pairs, *span) {
                            purposes.append_value(purpose);
                            assets.append_value(asset);
                        }
                        lists.end(assets.offsets_slice().len().saturating_sub(1), fault.is_none());
                    }
                }
            }
        }
    }

    /// The finished batch.
    pub(crate) fn finish(
        self,
        schema: &SchemaRef,
        dictionaries: &mut Dictionaries,
    ) -> Result<RecordBatch, ArrowError> {
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(self.columns.len());
        for (column, writing) in self.columns {
            arrays.push(match writing {
                Writing::Text(mut text) => Arc::new(text.finish()),
                Writing::Places(places) => names_of(column, dictionaries).column(places)?,
                Writing::Ids(ids) => Arc::new(Int64Array::from(ids)),
                Writing::Assets(lists, mut assets) => {
                    lists.finish(asset_field(), Arc::new(assets.finish()))?
                }
                Writing::Pairs(lists, mut purposes, mut assets) => {
                    let columns: Vec<ArrayRef> = vec![Arc::new(purposes.finish()), Arc::new(assets.finish())];
                    lists
                        .finish(pair_field(), Arc::new(StructArray::try_new(pair_fields(), columns, None)?))?
                }
            });
        }
        let options = RecordBatchOptions::new().with_row_count(Some(self.rows));
        RecordBatch::try_new_with_options(Arc::clone(schema), arrays, &options)
    }
}

fn of_span<T>(items: &[T], span: Span) -> &[T] {
    items.get(span.start as usize..span.end as usize).unwrap_or_default()
}

fn write_text(column: Column, text: &mut StringBuilder, gathered: &Gathered<'_>, about: &[About<'_>]) {
    match column {
        C::Product => about.iter().for_each(|row| text.append_value(row.product)),
        C::Variant => about.iter().for_each(|row| text.append_option(row.variant)),
        C::DefaultImage => gathered.images.iter().for_each(|image| text.append_option(*image)),
        C::DefaultImageUrl => gathered.urls.iter().for_each(|url| text.append_option(*url)),
        _ => {
            for (hash, fault) in gathered.hashes.iter().zip(&gathered.faults) {
                match fault {
                    None => text.append_value(format!("{hash:032x}")),
                    Some(_) => text.append_null(),
                }
            }
        }
    }
}

fn write_places(
    column: Column,
    places: &mut Vec<i32>,
    gathered: &Gathered<'_>,
    about: &[About<'_>],
    dictionaries: &mut Dictionaries,
) {
    let at = |places: &[i32; 3], at: usize| places.get(at).copied().unwrap_or(NULL);
    let level = |level: &Option<Level>| match level {
        None => NULL,
        Some(Level::Variant) => 0,
        Some(Level::Dimensions) => 1,
        Some(Level::Master) => 2,
    };
    match column {
        C::Catalog => places.extend(about.iter().map(|row| at(&row.context, 0))),
        C::Channel => places.extend(about.iter().map(|row| at(&row.context, 1))),
        C::Locale => places.extend(about.iter().map(|row| at(&row.context, 2))),
        C::OriginCatalog => places.extend(gathered.origins.iter().map(|origin| at(origin, 0))),
        C::OriginChannel => places.extend(gathered.origins.iter().map(|origin| at(origin, 1))),
        C::OriginLocale => places.extend(gathered.origins.iter().map(|origin| at(origin, 2))),
        C::Level => places.extend(gathered.levels.iter().map(level)),
        _ => places.extend(gathered.faults.iter().map(|fault| match fault {
            None => NULL,
            Some(code) => dictionaries.faults.place(Some(Code::name(*code))),
        })),
    }
}

fn names_of(column: Column, dictionaries: &mut Dictionaries) -> &mut Names {
    let [catalogs, channels, locales] = &mut dictionaries.contexts.0;
    match column {
        C::Catalog | C::OriginCatalog => catalogs,
        C::Channel | C::OriginChannel => channels,
        C::Locale | C::OriginLocale => locales,
        C::Level => &mut dictionaries.levels,
        _ => &mut dictionaries.faults,
    }
}
