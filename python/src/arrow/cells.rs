//! Cells and rows as Python's own words, numbers, lists and dictionaries.

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Schema};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};

/// The names of columns, as keys of rows.
pub(crate) fn keys<'py>(py: Python<'py>, schema: &Schema) -> Vec<Bound<'py, PyString>> {
    schema.fields().iter().map(|field| PyString::new(py, field.name())).collect()
}

/// A row by the names of its columns.
pub(crate) fn row<'py>(
    py: Python<'py>,
    keys: &[Bound<'py, PyString>],
    batch: &RecordBatch,
    at: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (key, column) in keys.iter().zip(batch.columns()) {
        dict.set_item(key, cell(py, column.as_ref(), at)?)?;
    }
    Ok(dict)
}

/// One cell; the columns are those that this package makes.
pub(crate) fn cell<'py>(py: Python<'py>, column: &dyn Array, at: usize) -> PyResult<Bound<'py, PyAny>> {
    if column.is_null(at) {
        return Ok(py.None().into_bound(py));
    }
    Ok(match column.data_type() {
        DataType::Utf8 => PyString::new(py, column.as_string::<i32>().value(at)).into_any(),
        DataType::Boolean => column.as_boolean().value(at).into_pyobject(py)?.to_owned().into_any(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(at).into_pyobject(py)?.into_any(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(at).into_pyobject(py)?.into_any(),
        DataType::Dictionary(..) => {
            let dictionary = column.as_dictionary::<Int32Type>();
            match dictionary.key(at) {
                Some(key) => cell(py, dictionary.values().as_ref(), key)?,
                None => py.None().into_bound(py),
            }
        }
        DataType::List(_) => {
            let items = column.as_list::<i32>().value(at);
            let items =
                (0..items.len()).map(|at| cell(py, items.as_ref(), at)).collect::<PyResult<Vec<_>>>()?;
            PyList::new(py, items)?.into_any()
        }
        DataType::Struct(fields) => {
            let dict = PyDict::new(py);
            for (field, column) in fields.iter().zip(column.as_struct().columns()) {
                dict.set_item(field.name(), cell(py, column.as_ref(), at)?)?;
            }
            dict.into_any()
        }
        _ => py.None().into_bound(py),
    })
}
