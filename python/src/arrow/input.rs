//! Columns from Python: whatever speaks Arrow, read batch by batch.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::types::{Int32Type, Int64Type, UInt32Type, UInt64Type};
use arrow_array::{
    Array, Int32Array, Int64Array, LargeStringArray, RecordBatch, RecordBatchIterator, RecordBatchOptions,
    RecordBatchReader, StringArray, StringViewArray, UInt32Array, UInt64Array,
};
use arrow_schema::{DataType, Schema};
use omnimedia::{Code, Fault, Place};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::arrow::arrow_fault;
use crate::buffer::{taken_array, taken_stream};
use crate::fault::told;

/// Batches of columns, read when they are wanted.
pub(crate) type Reader = Box<dyn RecordBatchReader + Send>;

fn no_table(what: &DataType) -> PyErr {
    told(
        &Fault::new(
            Code::BadArgument,
            format!("the argument `data` is a column of {what} and no table"),
            "pass a table, or a column of structs",
        )
        .at(Place::path("data")),
    )
}

/// What an object has in columns, by the Arrow PyCapsule interface.
pub(crate) fn reader(given: &Bound<'_, PyAny>) -> PyResult<Reader> {
    let py = given.py();
    if given.hasattr("__arrow_c_stream__")? {
        let stream = taken_stream(&given.call_method0("__arrow_c_stream__")?)?;
        // whoever makes the columns may want the interpreter for it in another thread
        let read = py.detach(|| RecordBatchStreamReader::try_new(stream));
        let reader = read.map_err(|error| told(&arrow_fault(Code::Read, &error)))?;
        return Ok(Box::new(reader));
    }
    if given.hasattr("__arrow_c_array__")? {
        let pair = given.call_method0("__arrow_c_array__")?;
        let pair: (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.cast::<PyTuple>()?.extract().map_err(|_| {
            let said = "`__arrow_c_array__` gives something else than two capsules";
            told(&Fault::new(
                Code::Read,
                said,
                "pass what the Arrow PyCapsule interface gives, as it gives it",
            ))
        })?;
        let array = taken_array(&pair.0, &pair.1)?;
        let Some(columns) = array.as_struct_opt() else { return Err(no_table(array.data_type())) };
        let schema = std::sync::Arc::new(Schema::new(columns.fields().clone()));
        let options = RecordBatchOptions::new().with_row_count(Some(columns.len()));
        let batch = RecordBatch::try_new_with_options(schema.clone(), columns.columns().to_vec(), &options);
        return Ok(Box::new(RecordBatchIterator::new([batch], schema)));
    }
    Err(PyTypeError::new_err(format!(
        "a `{}` does not speak Arrow: pass a table of pyarrow, Polars, DuckDB or pandas, or another object with \
         `__arrow_c_stream__`",
        given.get_type().name()?
    )))
}

/// The columns that a question can have.
pub(crate) const KEYS: [&str; 6] = ["product", "variant", "record_id", "channel", "locale", "catalog"];

/// Where the columns of questions are in a table.
#[derive(Clone, Copy, Default)]
pub(crate) struct Keys([Option<usize>; KEYS.len()]);

impl Keys {
    /// Finds the columns.
    pub(crate) fn find(schema: &Schema) -> Result<Self, Fault> {
        let mut keys = Self::default();
        let mut count = BTreeMap::new();
        for (at, field) in schema.fields().iter().enumerate() {
            let Some(key) = KEYS.iter().position(|key| key == field.name()) else { continue };
            if count.insert(key, at).is_some() {
                return Err(fault(format!("there are two columns `{}`", field.name()), "name each once"));
            }
            let kind = field.data_type();
            let fits = if field.name() == "record_id" { is_number(kind) } else { is_text(kind) };
            if !fits && *kind != DataType::Null {
                let wanted = if field.name() == "record_id" {
                    "cast it to int64, uint64, int32 or uint32"
                } else {
                    "cast it to text: utf8, large_utf8, string_view, or a dictionary of these"
                };
                return Err(fault(format!("the column `{}` is of {kind}", field.name()), wanted));
            }
            if let Some(place) = keys.0.get_mut(key) {
                *place = Some(at);
            }
        }
        if keys.0.iter().take(3).all(Option::is_none) {
            let there: Vec<String> =
                schema.fields().iter().map(|field| format!("`{}`", omnimedia_line(field.name()))).collect();
            let there = if there.is_empty() { "no column".to_owned() } else { there.join(", ") };
            return Err(fault(
                format!("no column `product`, `variant` or `record_id`; there is {there}"),
                "name the column of what is asked for so",
            ));
        }
        Ok(keys)
    }

    /// Whether there is a column of a name.
    pub(crate) fn has(&self, name: &str) -> bool {
        KEYS.iter().zip(self.0).any(|(key, at)| *key == name && at.is_some())
    }

    fn column<'b>(&self, batch: &'b RecordBatch, key: usize) -> Option<&'b dyn Array> {
        let at = (*self.0.get(key)?)?;
        batch.columns().get(at).map(AsRef::as_ref)
    }

    /// Refuses columns whose bytes are not what their type says: Arrow hands them over unseen, and a file that was read
    /// into a table may hold anything where it says text.
    pub(crate) fn look_at(&self, batch: &RecordBatch) -> Result<(), Fault> {
        for (key, name) in KEYS.iter().enumerate() {
            let Some(column) = self.column(batch, key) else { continue };
            column
                .to_data()
                .validate_full()
                .map_err(|error| arrow_fault(Code::Read, &error).at(Place::path("data").key(name)))?;
        }
        Ok(())
    }

    /// A column of text.
    pub(crate) fn words<'b>(&self, batch: &'b RecordBatch, name: &str) -> Words<'b> {
        let key = KEYS.iter().position(|key| *key == name).unwrap_or(KEYS.len());
        self.column(batch, key).map_or(Words::None, Words::of)
    }

    /// The column of record ids.
    pub(crate) fn ids<'b>(&self, batch: &'b RecordBatch) -> Ids<'b> {
        self.column(batch, 2).map_or(Ids::None, Ids::of)
    }
}

/// A name in one line.
fn omnimedia_line(name: &str) -> String {
    name.chars().take(256).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn fault(message: String, advice: &'static str) -> Fault {
    Fault::new(Code::BadArgument, message, advice).at(Place::path("data"))
}

fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

fn is_number(kind: &DataType) -> bool {
    matches!(kind, DataType::Int64 | DataType::UInt64 | DataType::Int32 | DataType::UInt32)
}

/// A column of text, whatever its layout.
pub(crate) enum Words<'b> {
    /// No column, or nothing in it.
    None,
    Plain(&'b StringArray),
    Large(&'b LargeStringArray),
    View(&'b StringViewArray),
    /// The words by place, and for each row the place.
    Dictionary(Vec<Option<&'b str>>, Vec<usize>, &'b dyn Array),
}

impl<'b> Words<'b> {
    fn of(column: &'b dyn Array) -> Self {
        match column.data_type() {
            DataType::Utf8 => column.as_string_opt::<i32>().map_or(Words::None, Words::Plain),
            DataType::LargeUtf8 => column.as_string_opt::<i64>().map_or(Words::None, Words::Large),
            DataType::Utf8View => column.as_string_view_opt().map_or(Words::None, Words::View),
            DataType::Dictionary(..) => match column.as_any_dictionary_opt() {
                Some(dictionary) if !dictionary.values().is_empty() => {
                    let values = Words::of(dictionary.values().as_ref());
                    let words = (0..dictionary.values().len()).map(|at| values.get(at)).collect();
                    Words::Dictionary(words, dictionary.normalized_keys(), dictionary.keys())
                }
                _ => Words::None,
            },
            _ => Words::None,
        }
    }

    /// The word of a row.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<&'b str> {
        match self {
            Words::None => None,
            Words::Plain(words) => words.is_valid(row).then(|| words.value(row)),
            Words::Large(words) => words.is_valid(row).then(|| words.value(row)),
            Words::View(words) => words.is_valid(row).then(|| words.value(row)),
            Words::Dictionary(words, places, keys) => {
                let place = *places.get(row)?;
                if keys.is_valid(row) { *words.get(place)? } else { None }
            }
        }
    }
}

/// A column of record ids.
pub(crate) enum Ids<'b> {
    None,
    Signed(&'b Int64Array),
    Unsigned(&'b UInt64Array),
    Short(&'b Int32Array),
    ShortUnsigned(&'b UInt32Array),
}

impl<'b> Ids<'b> {
    fn of(column: &'b dyn Array) -> Self {
        match column.data_type() {
            DataType::Int64 => column.as_primitive_opt::<Int64Type>().map_or(Ids::None, Ids::Signed),
            DataType::UInt64 => column.as_primitive_opt::<UInt64Type>().map_or(Ids::None, Ids::Unsigned),
            DataType::Int32 => column.as_primitive_opt::<Int32Type>().map_or(Ids::None, Ids::Short),
            DataType::UInt32 => column.as_primitive_opt::<UInt32Type>().map_or(Ids::None, Ids::ShortUnsigned),
            _ => Ids::None,
        }
    }

    /// The id of a row; 0, which is none, for a number that cannot be one.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<u64> {
        match self {
            Ids::None => None,
            Ids::Signed(ids) => ids.is_valid(row).then(|| u64::try_from(ids.value(row)).unwrap_or(0)),
            Ids::Unsigned(ids) => ids.is_valid(row).then(|| ids.value(row)),
            Ids::Short(ids) => ids.is_valid(row).then(|| u64::try_from(ids.value(row)).unwrap_or(0)),
            Ids::ShortUnsigned(ids) => ids.is_valid(row).then(|| u64::from(ids.value(row))),
        }
    }
}
