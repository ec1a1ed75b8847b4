//! Tables that are made row by row.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use omnimedia::Code;
use pyo3::PyResult;

use crate::arrow::arrow_fault;
use crate::arrow::names::Names;
use crate::arrow::outputs::{Lists, MOST_BYTES, asset_field};
use crate::arrow::table::Table;
use crate::fault::told;

/// Rows of a batch.
const ROWS: usize = 65_536;

/// What a column has in each row; each may be null.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Text,
    /// A text that repeats.
    Word,
    /// A list of texts.
    Texts,
    /// A list of pairs of texts, by two names.
    Pairs([&'static str; 2]),
}

impl Kind {
    fn fields(names: [&'static str; 2]) -> Fields {
        names.map(|name| Field::new(name, DataType::Utf8, true)).to_vec().into()
    }

    fn item(names: [&'static str; 2]) -> Arc<Field> {
        Arc::new(Field::new("item", DataType::Struct(Self::fields(names)), false))
    }

    fn arrow(self) -> DataType {
        match self {
            Kind::Text => DataType::Utf8,
            Kind::Word => Names::kind(),
            Kind::Texts => DataType::List(asset_field()),
            Kind::Pairs(names) => DataType::List(Self::item(names)),
        }
    }

    fn cells(self) -> Cells {
        match self {
            Kind::Text => Cells::Text(StringBuilder::new()),
            Kind::Word => Cells::Words(Vec::new()),
            Kind::Texts => Cells::Texts(Lists::new(0), StringBuilder::new()),
            Kind::Pairs(_) => Cells::Pairs(Lists::new(0), StringBuilder::new(), StringBuilder::new()),
        }
    }
}

enum Cells {
    Text(StringBuilder),
    Words(Vec<i32>),
    Texts(Lists, StringBuilder),
    Pairs(Lists, StringBuilder, StringBuilder),
}

struct Column {
    kind: Kind,
    cells: Cells,
    names: Names,
}

/// A table that is made row by row, each cell in the order of the columns.
pub(crate) struct Making {
    schema: SchemaRef,
    columns: Vec<Column>,
    batches: Vec<RecordBatch>,
    at: usize,
    rows: usize,
}

impl Making {
    pub(crate) fn new(columns: &[(&'static str, Kind)]) -> Self {
        let field = |(name, kind): &(&str, Kind)| Field::new(*name, kind.arrow(), true);
        let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let column =
            |(_, kind): &(&str, Kind)| Column { kind: *kind, cells: kind.cells(), names: Names::default() };
        Self { schema, columns: columns.iter().map(column).collect(), batches: Vec::new(), at: 0, rows: 0 }
    }

    fn next(&mut self) -> Option<&mut Column> {
        let column = self.columns.get_mut(self.at);
        self.at = self.at.saturating_add(1);
        column
    }

    /// The next cell: a text or a word.
    pub(crate) fn text(&mut self, text: Option<&str>) {
        let Some(Column { cells, names, .. }) = self.next() else { return };
        match cells {
            Cells::Text(column) => column.append_option(text),
            Cells::Words(places) => places.push(names.place(text)),
            Cells::Texts(..) | Cells::Pairs(..) => {}
        }
    }

    /// The next cells: catalog, channel and locale.
    pub(crate) fn context(&mut self, context: Option<omnimedia::ContextRef<'_>>) {
        self.text(context.and_then(|context| context.catalog));
        self.text(context.and_then(|context| context.channel));
        let locale = context.and_then(|context| context.locale);
        self.text(locale.as_ref().map(omnimedia::Tag::as_str));
    }

    /// The next cell: a list of texts.
    pub(crate) fn texts<'t>(&mut self, texts: Option<impl Iterator<Item = &'t str>>) {
        let Some(Column { cells: Cells::Texts(lists, items), .. }) = self.next() else { return };
        let there = texts.is_some();
        texts.into_iter().flatten().for_each(|text| items.append_value(text));
        lists.end(items.offsets_slice().len().saturating_sub(1), there);
    }

    /// The next cell: a list of pairs.
    pub(crate) fn pairs<'t>(&mut self, pairs: Option<impl Iterator<Item = (Option<&'t str>, &'t str)>>) {
        let Some(Column { cells: Cells::Pairs(lists, one, other), .. }) = self.next() else { return };
        let there = pairs.is_some();
        for (first, second) in pairs.into_iter().flatten() {
            one.append_option(first);
            other.append_value(second);
        }
        lists.end(other.offsets_slice().len().saturating_sub(1), there);
    }

    /// Ends a row; true where a batch was finished with it.
    pub(crate) fn end(&mut self) -> Result<bool, ArrowError> {
        self.at = 0;
        self.rows = self.rows.saturating_add(1);
        let large = || {
            self.columns.iter().any(|column| match &column.cells {
                Cells::Text(text) | Cells::Texts(_, text) | Cells::Pairs(_, _, text) => {
                    text.values_slice().len() > MOST_BYTES
                }
                Cells::Words(_) => false,
            })
        };
        let full = self.rows >= ROWS || (self.rows.is_multiple_of(1024) && large());
        if full {
            self.batch()?;
        }
        Ok(full)
    }

    fn batch(&mut self) -> Result<(), ArrowError> {
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(self.columns.len());
        for Column { kind, cells, names } in &mut self.columns {
            let made = std::mem::replace(cells, kind.cells());
            arrays.push(match (made, *kind) {
                (Cells::Text(mut text), _) => Arc::new(text.finish()),
                (Cells::Words(places), _) => names.column(places)?,
                (Cells::Texts(lists, mut texts), _) => {
                    lists.finish(asset_field(), Arc::new(texts.finish()))?
                }
                (Cells::Pairs(lists, mut one, mut other), Kind::Pairs(named)) => {
                    let columns: Vec<ArrayRef> = vec![Arc::new(one.finish()), Arc::new(other.finish())];
                    let pairs = StructArray::try_new(Kind::fields(named), columns, None)?;
                    lists.finish(Kind::item(named), Arc::new(pairs))?
                }
                (Cells::Pairs(..), _) => continue,
            });
        }
        self.rows = 0;
        self.batches.push(RecordBatch::try_new(Arc::clone(&self.schema), arrays)?);
        Ok(())
    }

    /// The table.
    pub(crate) fn finish(mut self) -> PyResult<Table> {
        if self.rows > 0 {
            self.batch().map_err(|error| told(&arrow_fault(Code::Internal, &error)))?;
        }
        Ok(Table::new(self.schema, self.batches))
    }
}
