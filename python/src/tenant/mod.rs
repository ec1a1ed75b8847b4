//! Tenants: what is authored, and how it comes to be published.
//!
//! Here is the class, and how a tenant is read and written; `gate` and `shared` keep threads apart, `target` has the
//! arguments that all operations share, `editing`, `editor`, `publishing` and `groups` move lives on, `entities` sets
//! what takes effect at once, `states` gives publications and tells what there is, `changes` what is to be flattened and
//! stored again, `rollout` the switches.

mod changes;
mod editing;
mod editor;
mod entities;
mod gate;
mod groups;
mod publishing;
mod rollout;
mod shared;
mod states;
mod target;

use std::io::{self, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

use omnimedia::{Code, Tenant as Core, TenantBuilder};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

pub(crate) use changes::{ChangedUnits, Changes};
pub(crate) use editor::Editing;
pub(crate) use shared::{Refusal, Shared, from_one_into_other};
pub(crate) use states::Moment;
pub(crate) use target::stamp;

use crate::args::{self, TextOrBytes, from_json, json_text};
use crate::fault::{Tells, is_of_code};
use crate::file::{self, Form};
use crate::guard::guard;
use crate::plain::{path, text};
use crate::publication::Publication;

/// What is authored: the media library, products and categories, and of each asset and document the published content,
/// the draft, the check-out and the versions (SPEC section 8).
///
/// Nothing in it reads a clock: who does something and when are the arguments `user` and `at`. An operation happens
/// whole or not at all. Any thread may call: calls that only read run together, one that changes something runs alone,
/// and the others wait for it. A callback that uses the tenant in the middle of one of its calls gets the fault
/// `in_use`.
///
/// An asset is named by `asset`; a document by `product` or `category` and its context `channel`, `locale`, `catalog`,
/// where what is left out is Omnichannel, Neutral and the default catalog. With `group` it is the one that a publish
/// group has. Where an answer lists assets and documents they are dictionaries of these arguments.
///
/// Two tenants are equal if they hold the same. `copy.copy` and `copy.deepcopy` make another tenant; a pickle holds
/// what `to_json` gives.
///
/// Args:
///     limits: a mapping of limits (SPEC section 16) to numbers, which hold for all that comes into it.
///
/// Example:
///     >>> import omnimedia as om
///     >>> tenant = om.Tenant()
///     >>> tenant.put(product={"number": "S1", "name": "Shirt"})
///     >>> when = {"user": "ann", "at": "2026-11-24T09:00:00Z"}
///     >>> tenant.check_in({"kind": "image", "url": "a1.png"}, asset="A1", **when)
///     1
///     >>> tenant.check_in({"master": {"primary": ["A1"]}}, product="S1", channel="128", **when)
///     1
///     >>> done = tenant.publish_all(product="S1", all_contexts=True, **when)
///     >>> tenant.publication().resolve("S1", channel="128").default_image_url
///     'a1.png'
#[pyclass(frozen, weakref, module = "omnimedia")]
pub(crate) struct Tenant(pub(crate) Arc<Shared>);

impl From<Core> for Tenant {
    fn from(tenant: Core) -> Self {
        Self(Arc::new(Shared::new(tenant)))
    }
}

/// Limits as a mapping, which `args::limits` reads.
fn limits_dict<'py>(py: Python<'py>, limits: &omnimedia::Limits) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (name, limit) in [
        ("dimensions", limits.dimensions),
        ("values", limits.values),
        ("variants", limits.variants),
        ("items", limits.items),
        ("documents", limits.documents),
        ("patterns", limits.patterns),
        ("identifier", limits.identifier),
        ("cell", limits.cell),
        ("line", limits.line),
        ("columns", limits.columns),
        ("nesting", limits.nesting),
    ] {
        dict.set_item(name, limit)?;
    }
    dict.set_item("answers", limits.answers)?;
    Ok(dict)
}

#[pymethods]
impl Tenant {
    #[new]
    #[pyo3(signature = (*, limits=None))]
    fn new(limits: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        guard(|| Ok(Core::new(args::limits(limits)?).into()))
    }

    /// The tenant whose publication this is: everything in it is version 1, checked in and published by `user` at `at`.
    /// An asset that is not published is a draft.
    ///
    /// Args:
    ///     publication: what is published.
    ///     user: who did it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///     limits: a mapping of limits to numbers.
    ///
    /// Raises:
    ///     Fault: `malformed_instant`, and what the limits refuse.
    #[staticmethod]
    #[pyo3(signature = (publication, *, user, at, limits=None))]
    fn from_publication(
        py: Python<'_>,
        publication: &Publication,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(|| {
            let (limits, stamp) = (args::limits(limits)?, stamp(user, at)?);
            let tenant = py.detach(|| Core::from_publication(&publication.0, &limits, &stamp)).tell()?;
            Ok(tenant.into())
        })
    }

    /// A tenant with what a publication has besides media: channels, categories, products, and central swatches that
    /// are colours. This is what a manifest is taken into where a shop begins.
    ///
    /// Args:
    ///     publication: what is published.
    ///     limits: a mapping of limits to numbers.
    ///
    /// Raises:
    ///     Fault: what the limits refuse.
    #[staticmethod]
    #[pyo3(signature = (publication, *, limits=None))]
    fn without_media_of(
        py: Python<'_>,
        publication: &Publication,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(|| {
            let limits = args::limits(limits)?;
            Ok(py.detach(|| Core::without_media_of(&publication.0, &limits)).tell()?.into())
        })
    }

    /// Reads `tenant/1` as one JSON object. Nothing in it counts as changed.
    ///
    /// Args:
    ///     data: JSON as text or as UTF-8 bytes.
    ///     limits: a mapping of limits to numbers.
    ///
    /// Raises:
    ///     Fault: everything that is wrong with the input; `faults` has all of it, each with its place.
    #[staticmethod]
    #[pyo3(name = "from_json", signature = (data, *, limits=None))]
    fn from_json_object(
        py: Python<'_>,
        data: TextOrBytes,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(|| {
            let (bytes, limits) = (data.bytes(py)?, args::limits(limits)?);
            Ok(py.detach(|| Core::from_json(bytes, &limits)).tell()?.into())
        })
    }

    /// Reads `tenant/1` as JSON Lines: a header, then one unit a line, in any order. Nothing in it counts as changed.
    ///
    /// Args:
    ///     data: JSON Lines as text or as UTF-8 bytes.
    ///     limits: a mapping of limits to numbers.
    ///
    /// Raises:
    ///     Fault: everything that is wrong with the input; `faults` has all of it, each with its line.
    #[staticmethod]
    #[pyo3(signature = (data, *, limits=None))]
    fn from_json_lines(
        py: Python<'_>,
        data: TextOrBytes,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(|| {
            let (bytes, limits) = (data.bytes(py)?, args::limits(limits)?);
            Ok(py.detach(|| Core::from_json_lines(bytes, &limits)).tell()?.into())
        })
    }

    /// Makes a tenant of the dictionaries and lists of `tenant/1`.
    ///
    /// Args:
    ///     data: a mapping as `json.loads` gives it.
    ///     limits: a mapping of limits to numbers.
    ///
    /// Raises:
    ///     Fault: as `from_json`.
    ///     TypeError: something that JSON cannot say.
    #[staticmethod]
    #[pyo3(signature = (data, *, limits=None))]
    fn from_dict(
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(|| {
            let (text, limits) = (json_text(data)?, args::limits(limits)?);
            Ok(py.detach(|| Core::from_json(text.as_bytes(), &limits)).tell()?.into())
        })
    }

    /// Makes a tenant of units of storage, in any order, as `changed_units` and `unit` give them.
    ///
    /// Args:
    ///     units: the units, each JSON as text or bytes, or a mapping.
    ///     limits: a mapping of limits to numbers.
    ///
    /// Raises:
    ///     Fault: everything that is wrong; the line in a place is the number of the unit, counted from 1.
    #[staticmethod]
    #[pyo3(signature = (units, *, limits=None))]
    fn from_units(
        py: Python<'_>,
        units: &Bound<'_, PyAny>,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(|| {
            let mut builder = TenantBuilder::new(args::limits(limits)?);
            if units.is_instance_of::<PyString>() {
                return Err(PyTypeError::new_err("argument 'units': expected several texts, not one"));
            }
            for unit in units.try_iter()? {
                // the builder keeps the faults of its units
                let _ = builder.unit(json_text(&unit?)?);
            }
            Ok(py.detach(|| builder.build()).tell()?.into())
        })
    }

    /// Loads a tenant from a file: `.jsonl` and `.ndjson` are JSON Lines, `.json` is one object, and of any other the
    /// content decides.
    ///
    /// Args:
    ///     path: the file.
    ///     limits: a mapping of limits to numbers.
    ///
    /// Raises:
    ///     OSError: it cannot be read.
    ///     Fault: everything that is wrong with the content.
    #[staticmethod]
    #[pyo3(signature = (path, *, limits=None))]
    fn load(
        py: Python<'_>,
        #[pyo3(from_py_with = path)] path: PathBuf,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(|| {
            let limits = args::limits(limits)?;
            let tenant = py.detach(|| {
                file::load(&path, |file, form| match form {
                    Form::Object => Ok(Core::from_json(&file::all(file)?, &limits)?),
                    Form::Lines => {
                        Ok(Core::from_json_lines(BufReader::with_capacity(1 << 16, file), &limits)?)
                    }
                })
            });
            Ok(tenant.map_err(|trouble| trouble.raised(&path))?.into())
        })
    }

    /// Saves to a file: `.jsonl` and `.ndjson` as JSON Lines, any other as one object. It is written beside the file,
    /// synced, then renamed, so that readers see the old file or the new one.
    ///
    /// Args:
    ///     path: the file; a link is replaced, not followed, and the rights of what is there are kept.
    ///
    /// Raises:
    ///     OSError: it cannot be written, or what is there is no file. Where only its folder cannot be
    ///         synced, the new file is in its place, and the error says so.
    fn save(&self, py: Python<'_>, #[pyo3(from_py_with = path)] path: PathBuf) -> PyResult<()> {
        guard(|| {
            self.0.ask(py, |tenant| {
                let written = file::write_with(&path, |to: &mut dyn io::Write| match Form::of(&path) {
                    Some(Form::Lines) => tenant.write_json_lines(to),
                    _ => tenant.write_json(to),
                });
                Ok(written.map_err(|error| file::os_error(&error, &path))?)
            })
        })
    }

    /// The tenant as one JSON object that reads back equal: everything but its limits.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| self.0.ask(py, |tenant| Ok(tenant.to_json())))
    }

    /// The tenant as JSON Lines that read back equal: everything but its limits.
    fn to_json_lines(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| self.0.ask(py, |tenant| Ok(tenant.to_json_lines())))
    }

    /// The tenant as dictionaries and lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| from_json(py, &self.to_json(py)?))
    }

    /// The limits that hold for all that comes into it, by name.
    #[getter]
    fn limits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(|| limits_dict(py, &self.0.ask(py, |tenant| Ok(tenant.limits().clone()))?))
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        guard(|| shared::equal(py, &self.0, &other.0))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| {
            let counts = self.0.ask(py, |tenant| {
                let assets = tenant.targets().filter(|target| target.asset_id().is_some()).count();
                Ok((tenant.products().len(), assets, tenant.groups().len()))
            });
            let (products, assets, groups) = match counts {
                Ok(counts) => counts,
                // a debugger that shows it, or a log, is no reason to stop what is under way
                Err(error) if is_of_code(py, &error, Code::InUse) => return Ok("<Tenant: in use>".into()),
                Err(error) => return Err(error),
            };
            let counted = |count: usize, one: &str| {
                if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
            };
            Ok(format!(
                "<Tenant: {}, {}, {}>",
                counted(products, "product"),
                counted(assets, "asset"),
                counted(groups, "group")
            ))
        })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let py = slf.py();
        let (text, limits) = (slf.get().to_json(py)?, slf.get().limits(py)?);
        let parts = (text, limits).into_pyobject(py)?;
        Ok((slf.get_type().getattr("_of_parts")?, parts))
    }

    #[staticmethod]
    fn _of_parts(py: Python<'_>, data: TextOrBytes, limits: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::from_json_object(py, data, Some(limits))
    }

    fn __copy__(&self, py: Python<'_>) -> PyResult<Self> {
        guard(|| Ok(Self(Arc::new(self.0.copy(py)?))))
    }

    fn __deepcopy__(&self, py: Python<'_>, _memo: &Bound<'_, PyAny>) -> PyResult<Self> {
        self.__copy__(py)
    }
}
