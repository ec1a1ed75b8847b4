//! Tables: columns in memory, handed to whoever speaks Arrow, or read row by row without.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::{Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyString, PyTuple};

use crate::arrow::cells;
use crate::buffer::{schema_capsule, stream_capsule, wanted_schema};
use crate::fault::bad;
use crate::guard::guard;
use crate::plain::text;

/// Columns in memory.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) schema: SchemaRef,
    pub(crate) batches: Vec<RecordBatch>,
}

/// A table of columns in memory. It never changes, and any thread may read it, as often as it likes.
///
/// Whatever speaks Arrow takes it without a copy: `pyarrow.table(table)`, `polars.DataFrame(table)`,
/// `duckdb.from_arrow(table)`, `pandas.DataFrame.from_arrow(table)`. Without any of these it is read row by row, as
/// dictionaries: `for row in table`.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Table(pub(crate) Arc<Columns>);

impl Table {
    pub(crate) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self(Arc::new(Columns { schema, batches }))
    }

    fn rows(&self) -> usize {
        self.0.batches.iter().map(RecordBatch::num_rows).fold(0, usize::saturating_add)
    }
}

/// Refuses what a reader wants if it is something else.
pub(crate) fn check_wanted(wanted: Option<&Bound<'_, PyAny>>, schema: &Schema) -> PyResult<()> {
    let Some(wanted) = wanted else { return Ok(()) };
    let names =
        |schema: &Schema| schema.fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>();
    if names(&wanted_schema(wanted)?) == names(schema) {
        return Ok(());
    }
    let there = names(schema).join(", ");
    Err(bad("requested_schema", "has other columns", &format!("ask for these, in this order: {there}")))
}

/// The names of columns as a tuple.
pub(crate) fn names<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, schema.fields().iter().map(|field| field.name()))
}

/// The columns with their types, for people.
pub(crate) fn described(schema: &Schema) -> String {
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    names.join(", ")
}

#[pymethods]
impl Table {
    /// The names of the columns.
    #[getter]
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| names(py, &self.0.schema))
    }

    /// The rows as dictionaries, all at once; to read them one by one, iterate.
    fn to_pylist<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        guard(|| {
            let keys = cells::keys(py, &self.0.schema);
            let list = PyList::empty(py);
            for batch in &self.0.batches {
                for at in 0..batch.num_rows() {
                    list.append(cells::row(py, &keys, batch, at)?)?;
                }
            }
            Ok(list)
        })
    }

    /// The values of one column, as a list: `table["default_image"]`.
    fn __getitem__<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text)] column: &str,
    ) -> PyResult<Bound<'py, PyList>> {
        guard(|| {
            let Ok(place) = self.0.schema.index_of(column) else {
                let there = described(&self.0.schema);
                return Err(bad("column", "is no column of the table", &format!("there is {there}")));
            };
            let list = PyList::empty(py);
            for batch in &self.0.batches {
                for at in 0..batch.num_rows() {
                    list.append(cells::cell(py, batch.column(place).as_ref(), at)?)?;
                }
            }
            Ok(list)
        })
    }

    fn __len__(&self) -> usize {
        self.rows()
    }

    fn __bool__(&self) -> bool {
        self.rows() > 0
    }

    fn __iter__(&self) -> Rows {
        Rows { columns: Arc::clone(&self.0), at: AtomicUsize::new(0) }
    }

    /// The columns as an Arrow stream, by the PyCapsule interface; nothing is copied.
    ///
    /// Args:
    ///     requested_schema: a capsule of the schema that the reader would like; the columns must be these. Types stay
    ///         as they are: the reader casts.
    #[pyo3(signature = (requested_schema=None))]
    pub(crate) fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        guard(|| {
            check_wanted(requested_schema, &self.0.schema)?;
            let batches = self.0.batches.clone().into_iter().map(Ok);
            stream_capsule(py, Box::new(RecordBatchIterator::new(batches, Arc::clone(&self.0.schema))))
        })
    }

    /// The schema, by the PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        guard(|| schema_capsule(py, &self.0.schema))
    }

    fn __repr__(&self) -> String {
        let rows = match self.rows() {
            1 => "1 row".to_owned(),
            rows => format!("{rows} rows"),
        };
        format!("<Table: {rows} of {}>", described(&self.0.schema))
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        Ok(slf.py().import("omnimedia._html")?.call_method1("table", (slf,))?.unbind())
    }
}

/// The rows of a table, one after the other.
#[pyclass(frozen, module = "omnimedia._native")]
pub(crate) struct Rows {
    columns: Arc<Columns>,
    at: AtomicUsize,
}

#[pymethods]
impl Rows {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        guard(|| {
            let mut at = self.at.fetch_add(1, Ordering::Relaxed);
            for batch in &self.columns.batches {
                if at < batch.num_rows() {
                    let keys: Vec<Bound<'py, PyString>> = cells::keys(py, &self.columns.schema);
                    return cells::row(py, &keys, batch, at).map(Some);
                }
                at = at.saturating_sub(batch.num_rows());
            }
            Ok(None)
        })
    }
}
