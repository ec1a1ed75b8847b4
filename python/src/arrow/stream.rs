//! Streams: columns that are made while they are read, once.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use omnimedia::{Code, Fault};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyTuple};

use crate::arrow::table::{Table, check_wanted, described, names};
use crate::arrow::{arrow_fault, cells};
use crate::buffer::{schema_capsule, stream_capsule};
use crate::fault::told;
use crate::guard::guard;

/// What makes one batch after the other.
pub(crate) trait Source: Send {
    fn next(&mut self) -> Option<Result<RecordBatch, ArrowError>>;
}

/// A source as readers want it; a panic ends it with an error, since no panic may reach C.
struct Reading {
    schema: SchemaRef,
    /// What was made and not read to its end.
    made: VecDeque<RecordBatch>,
    source: Option<Box<dyn Source>>,
}

impl Iterator for Reading {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(batch) = self.made.pop_front() {
            return Some(Ok(batch));
        }
        let mut source = self.source.take()?;
        let made = catch_unwind(AssertUnwindSafe(|| {
            let made = source.next();
            (source, made)
        }));
        match made {
            Ok((source, Some(Ok(batch)))) => {
                self.source = Some(source);
                Some(Ok(batch))
            }
            Ok((_, made)) => made,
            Err(_) => Some(Err(ArrowError::ExternalError("a fault of the library itself".into()))),
        }
    }
}

impl RecordBatchReader for Reading {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.schema)
    }
}

/// A table that is made while it is read, batch by batch, and once: memory stays that of one batch.
///
/// Whatever speaks Arrow reads it: `pyarrow.RecordBatchReader.from_stream(stream)`, `polars.DataFrame(stream)`,
/// `duckdb.from_arrow(pyarrow.RecordBatchReader.from_stream(stream))`. Without any of these, `for row in stream` gives
/// dictionaries, and `for table in stream.batches()` tables.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Stream {
    schema: SchemaRef,
    reading: Mutex<Option<Reading>>,
    /// Batches that are read row by row, each from a row on.
    rows: Mutex<VecDeque<RecordBatch>>,
}

impl Stream {
    pub(crate) fn new(schema: SchemaRef, source: Box<dyn Source>) -> Self {
        let reading =
            Reading { schema: SchemaRef::clone(&schema), made: VecDeque::new(), source: Some(source) };
        Self { schema, reading: Mutex::new(Some(reading)), rows: Mutex::default() }
    }

    fn rows(&self) -> MutexGuard<'_, VecDeque<RecordBatch>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the rest of the stream.
    fn taken(&self, py: Python<'_>) -> PyResult<Reading> {
        let taken = py.detach(|| self.reading.lock().unwrap_or_else(PoisonError::into_inner).take());
        let Some(mut reading) = taken else {
            let fault = Fault::new(
                Code::BadArgument,
                "the stream was taken by another reader",
                "ask for the rows again",
            );
            return Err(told(&fault));
        };
        reading.made = std::mem::take(&mut *self.rows());
        Ok(reading)
    }

    /// The next row of the batch that is read row by row.
    fn first_row(&self) -> Option<RecordBatch> {
        let mut rows = self.rows();
        loop {
            let batch = rows.pop_front()?;
            if let Some(rest) = batch.num_rows().checked_sub(1) {
                rows.push_front(batch.slice(1, rest));
                return Some(batch.slice(0, 1));
            }
        }
    }

    /// The next batch, made with the interpreter released.
    fn batch(&self, py: Python<'_>) -> PyResult<Option<RecordBatch>> {
        if let Some(rest) = self.rows().pop_front() {
            return Ok(Some(rest));
        }
        let made = py.detach(|| {
            let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
            reading.as_mut().and_then(Iterator::next)
        });
        made.transpose().map_err(|error| told(&arrow_fault(Code::Internal, &error)))
    }
}

#[pymethods]
impl Stream {
    /// The names of the columns.
    #[getter]
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| names(py, &self.schema))
    }

    /// The rest of the rows as dictionaries, all at once; to read them one by one, iterate.
    fn to_pylist<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        guard(|| {
            let list = PyList::empty(py);
            while let Some(row) = self.__next__(py)? {
                list.append(row)?;
            }
            Ok(list)
        })
    }

    /// The rest of the stream, each batch as a table of its own.
    fn batches(slf: Py<Self>) -> Batches {
        Batches { stream: slf }
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        guard(|| {
            loop {
                let first = self.first_row();
                if let Some(batch) = first {
                    return cells::row(py, &cells::keys(py, &self.schema), &batch, 0).map(Some);
                }
                let Some(batch) = self.batch(py)? else { return Ok(None) };
                self.rows().push_back(batch);
            }
        })
    }

    /// The rest of the batches as an Arrow stream, by the PyCapsule interface: whoever has it makes them by reading.
    ///
    /// Args:
    ///     requested_schema: a capsule of the schema that the reader would like; the columns must be these. Types stay
    ///         as they are: the reader casts.
    ///
    /// Raises:
    ///     Fault: `bad_argument` the second time.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        guard(|| {
            check_wanted(requested_schema, &self.schema)?;
            stream_capsule(py, Box::new(self.taken(py)?))
        })
    }

    /// The schema, by the PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        guard(|| schema_capsule(py, &self.schema))
    }

    fn __repr__(&self) -> String {
        format!("<Stream of {}>", described(&self.schema))
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        Ok(slf.py().import("omnimedia._html")?.call_method1("stream", (slf,))?.unbind())
    }
}

/// The batches of a stream, each a table.
#[pyclass(frozen, module = "omnimedia._native")]
pub(crate) struct Batches {
    stream: Py<Stream>,
}

#[pymethods]
impl Batches {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Table>> {
        guard(|| {
            let stream = self.stream.get();
            let batch = stream.batch(py)?;
            Ok(batch.map(|batch| Table::new(SchemaRef::clone(&stream.schema), vec![batch])))
        })
    }
}
