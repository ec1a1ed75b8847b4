//! Columns from Python: whatever speaks Arrow, read batch by batch.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::types::{Int32Type, Int64Type, UInt32Type, UInt64Type};
use arrow_array::{
    Array, Int32Array, Int64Array, LargeStringArray, RecordBatch, RecordBatchIterator, RecordBatchOptions,
    RecordBatchReader, StringArray, StringViewArray, UInt32Array, UInt64Array,
};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use omnimedia::{Code, Fault, Place};
use pyo3::exceptions::{PyException, PyStopIteration, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::arrow::{arrow_fault, unreadable};
use crate::buffer::{column_type, taken_array, taken_stream, wanted_schema};
use crate::fault::told;
use crate::guard::guard;

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

/// A reader of Python's that is asked for its batches one by one. What an iterator behind it raises comes out whole; a
/// stream of the C interface would keep its words alone.
struct Drawn {
    reader: Py<PyAny>,
    schema: SchemaRef,
}

impl Drawn {
    fn new(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        let schema = wanted_schema(&given.getattr("schema")?.call_method0("__arrow_c_schema__")?)?;
        Ok(Self { reader: given.clone().unbind(), schema: Arc::new(schema) })
    }

    fn draw(&self, py: Python<'_>) -> PyResult<Option<RecordBatch>> {
        match self.reader.bind(py).call_method0("read_next_batch") {
            Ok(batch) => {
                let pair = batch.call_method0("__arrow_c_array__")?;
                let batch = batch_of(&pair)?;
                let parts = |of: &Schema| -> Vec<_> {
                    of.fields()
                        .iter()
                        .map(|field| (field.name().clone(), field.data_type().clone()))
                        .collect()
                };
                if parts(batch.schema_ref()) != parts(&self.schema) {
                    return Err(told(&unreadable("a batch has other columns than its reader said")));
                }
                Ok(Some(batch))
            }
            Err(error) if error.is_instance_of::<PyStopIteration>(py) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Iterator for Drawn {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let drawn = Python::attach(|py| self.draw(py));
        drawn.map_err(|error| ArrowError::ExternalError(Box::new(error))).transpose()
    }
}

impl RecordBatchReader for Drawn {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// Why a batch did not come: a fault, caused by what was raised where it is made. What is no ordinary exception, such
/// as `KeyboardInterrupt`, comes through as it is.
#[cold]
pub(crate) fn not_read(error: ArrowError) -> PyErr {
    let cause = match error {
        ArrowError::ExternalError(inner) => match inner.downcast::<PyErr>() {
            Ok(raised) => *raised,
            Err(other) => return told(&arrow_fault(Code::Read, &ArrowError::ExternalError(other))),
        },
        error => return told(&arrow_fault(Code::Read, &error)),
    };
    Python::attach(|py| {
        if !cause.is_instance_of::<PyException>(py) {
            return cause;
        }
        let fault = told(&unreadable(&cause.to_string()));
        fault.set_cause(py, Some(cause));
        fault
    })
}

/// The batch in a pair of capsules.
fn batch_of(pair: &Bound<'_, PyAny>) -> PyResult<RecordBatch> {
    let pair: (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.cast::<PyTuple>()?.extract().map_err(|_| {
        let said = "`__arrow_c_array__` gives something else than two capsules";
        told(&Fault::new(Code::Read, said, "pass what the Arrow PyCapsule interface gives, as it gives it"))
    })?;
    let array = taken_array(&pair.0, &pair.1)?;
    let Some(columns) = array.as_struct_opt() else { return Err(no_table(array.data_type())) };
    let schema = Arc::new(Schema::new(columns.fields().clone()));
    let options = RecordBatchOptions::new().with_row_count(Some(columns.len()));
    RecordBatch::try_new_with_options(schema, columns.columns().to_vec(), &options)
        .map_err(|error| told(&arrow_fault(Code::Read, &error)))
}

/// What an object has in columns, by the Arrow PyCapsule interface.
pub(crate) fn reader(given: &Bound<'_, PyAny>) -> PyResult<Reader> {
    let py = given.py();
    if given.hasattr("__arrow_c_stream__")? {
        if given.hasattr("read_next_batch")? && given.hasattr("schema")? {
            return Ok(Box::new(Drawn::new(given)?));
        }
        let mut stream = taken_stream(&given.call_method0("__arrow_c_stream__")?)?;
        if let Some(kind) = column_type(py, &mut stream) {
            return Err(no_table(&kind));
        }
        // whoever makes the columns may want the interpreter for it in another thread
        let read = py.detach(|| RecordBatchStreamReader::try_new(stream));
        let reader = read.map_err(|error| told(&arrow_fault(Code::Read, &error)))?;
        return Ok(Box::new(reader));
    }
    if given.hasattr("__arrow_c_array__")? {
        let batch = batch_of(&given.call_method0("__arrow_c_array__")?)?;
        let schema = batch.schema();
        return Ok(Box::new(RecordBatchIterator::new([Ok(batch)], schema)));
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
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        if let Some((name, key)) = nearly_asks(&names) {
            return Err(Fault::new(
                Code::BadArgument,
                format!("the column `{}` nearly asks", omnimedia_line(name)),
                format!("name it `{key}`; what does not ask needs another name"),
            )
            .at(Place::path("data")));
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

/// Most letters that a name may differ in from that of a column which asks, to be taken for a slip of it.
const SLIPS: usize = 2;
/// The longest name that is compared, in bytes.
const COMPARED: usize = 64;

/// The first column that nearly asks, and the name that it would ask by: it differs in case, blanks or a letter or two,
/// and the column that it might be is not there.
pub(crate) fn nearly_asks<'n>(names: &[&'n str]) -> Option<(&'n str, &'static str)> {
    let absent: Vec<&'static str> = KEYS.into_iter().filter(|key| !names.contains(key)).collect();
    names.iter().filter(|name| name.len() <= COMPARED && !KEYS.contains(name)).find_map(|name| {
        let plain = name.trim().to_lowercase();
        let near = |key: &&'static str| {
            let slips = strsim::osa_distance(&plain, key);
            (slips <= SLIPS).then_some((slips, *key))
        };
        absent.iter().filter_map(near).min().map(|(_, key)| (*name, key))
    })
}

/// The column of a table of questions that nearly asks, and the name that it would ask by; `None` where none does.
#[pyfunction]
pub(crate) fn _nearly_asks(names: Vec<String>) -> PyResult<Option<(String, &'static str)>> {
    guard(|| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Ok(nearly_asks(&names).map(|(name, key)| (name.to_owned(), key)))
    })
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
