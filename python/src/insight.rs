//! Insight: what is wrong, what changes, and which products have an image where (SPEC section 14).

use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

use omnimedia::{
    Answer, AuditCounts, Check, DiffCounts, Difference, Finding, Limits, Publication, WhichList, wire,
};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyIterator, PyList};

use crate::args::from_json;
use crate::arrow::arrow_fault;
use crate::arrow::made::{Kind, Making};
use crate::arrow::table::Table;
use crate::fault::{Tells, bad, told};
use crate::guard::guard;
use crate::opened::Opened;
use crate::plain::whole_or_none;
use crate::text::counted;

/// Takes what differs.
type Each<'r> = &'r mut dyn FnMut(Difference<'_>) -> ControlFlow<()>;

/// Makes a table with the interpreter released, and stops where somebody interrupts.
fn made<T>(
    py: Python<'_>,
    columns: &[(&'static str, Kind)],
    run: impl Send
    + FnOnce(&mut dyn FnMut(&dyn Fn(&mut Making)) -> ControlFlow<()>) -> Result<T, omnimedia::Fault>,
) -> PyResult<Table> {
    let mut making = Making::new(columns);
    let mut stopped = None;
    py.detach(|| {
        run(&mut |row| {
            row(&mut making);
            let ended = match making.end() {
                Ok(false) => return ControlFlow::Continue(()),
                Ok(true) => Python::attach(|py| py.check_signals()),
                Err(error) => Err(told(&arrow_fault(omnimedia::Code::Internal, &error))),
            };
            match ended {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    stopped = Some(error);
                    ControlFlow::Break(())
                }
            }
        })
        .map(drop)
    })
    .tell()?;
    match stopped {
        Some(error) => Err(error),
        None => making.finish(),
    }
}

/// Rows in the form that every language shares, as dictionaries.
fn dictionaries<'py, T>(
    py: Python<'py>,
    limit: Option<usize>,
    run: impl Send + FnOnce(&mut dyn FnMut(String) -> ControlFlow<()>) -> Result<T, omnimedia::Fault>,
) -> PyResult<Bound<'py, PyList>> {
    let mut rows = Vec::new();
    let most = limit.unwrap_or(usize::MAX);
    py.detach(|| {
        run(&mut |row| {
            if rows.len() >= most {
                return ControlFlow::Break(());
            }
            rows.push(row);
            ControlFlow::Continue(())
        })
        .map(drop)
    })
    .tell()?;
    PyList::new(py, rows.iter().map(|row| from_json(py, row)).collect::<PyResult<Vec<_>>>()?)
}

/// What an audit found: how much of what, and the rows, which are made when they are first wanted.
///
/// `publication.audit(…)` makes one. It is a table: `polars.DataFrame(audit)` and `for row in audit` read it.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Audit {
    publication: Arc<Publication>,
    policy: omnimedia::Policy,
    checks: Vec<Check>,
    limits: Limits,
    counts: AuditCounts,
    rows: OnceLock<Table>,
}

const OF_AUDIT: [(&str, Kind); 9] = [
    ("check", Kind::Word),
    ("product", Kind::Text),
    ("variant", Kind::Text),
    ("catalog", Kind::Word),
    ("channel", Kind::Word),
    ("locale", Kind::Word),
    ("level", Kind::Word),
    ("match", Kind::Pairs(["dimension", "value"])),
    ("items", Kind::Pairs(["list", "asset"])),
];

fn write_finding(row: &mut Making, finding: &Finding<'_, '_>) {
    row.text(Some(finding.check().word()));
    row.text(finding.product());
    row.text(finding.variant());
    row.context(finding.context());
    row.text(finding.level().map(omnimedia::Level::word));
    row.pairs(Some(finding.pattern().iter().map(|(dimension, value)| (Some(*dimension), *value))));
    row.pairs(Some(finding.items().iter().map(|item| (item.list().map(WhichList::word), item.asset()))));
}

impl Audit {
    /// Counts what is wrong.
    pub(crate) fn new(
        py: Python<'_>,
        publication: &Arc<Publication>,
        policy: omnimedia::Policy,
        checks: Option<Vec<String>>,
        limits: Limits,
    ) -> PyResult<Self> {
        let checks = match checks {
            None => Check::ALL.to_vec(),
            Some(words) => words.iter().map(|word| check(word)).collect::<PyResult<_>>()?,
        };
        let counted = || {
            let audit = omnimedia::Audit::new(publication, policy).limits(limits.clone());
            audit.checks(checks.iter().copied()).counts()
        };
        let counts = py.detach(counted).tell()?;
        Ok(Self {
            publication: Arc::clone(publication),
            policy,
            checks,
            limits,
            counts,
            rows: OnceLock::new(),
        })
    }

    fn core(&self) -> omnimedia::Audit<'_> {
        let audit = omnimedia::Audit::new(&self.publication, self.policy).limits(self.limits.clone());
        audit.checks(self.checks.iter().copied())
    }

    fn table(&self, py: Python<'_>) -> PyResult<&Table> {
        if let Some(table) = self.rows.get() {
            return Ok(table);
        }
        let table = made(py, &OF_AUDIT, |row| {
            self.core().run(|finding| row(&|making| write_finding(making, finding)))
        })?;
        Ok(self.rows.get_or_init(|| table))
    }
}

fn check(word: &str) -> PyResult<Check> {
    Check::from_word(word).ok_or_else(|| {
        let all: Vec<&str> = Check::ALL.iter().map(|check| check.word()).collect();
        let what = format!("names `{}`, which is no check", word.escape_debug());
        bad("checks", &what, &format!("name some of {}", all.join(", ")))
    })
}

#[pymethods]
impl Audit {
    /// How many rows each check has, by its name; 0 for one that was not wanted.
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(|| {
            let dict = PyDict::new(py);
            for (check, count) in self.counts.iter() {
                dict.set_item(check.word(), count)?;
            }
            Ok(dict)
        })
    }

    /// How many answers were looked at: every product and variant, each in every known context.
    #[getter]
    fn answers(&self) -> u64 {
        self.counts.answers()
    }

    /// How many rows there are.
    #[getter]
    fn total(&self) -> u64 {
        self.counts.total()
    }

    /// The rows as a table: `check`, `product`, `variant`, `catalog`, `channel`, `locale`, of a set its `level` and
    /// `match`, and the `items` that it is about. They are made the first time, in memory for all of them.
    #[getter]
    fn rows(&self, py: Python<'_>) -> PyResult<Table> {
        guard(|| Ok(Table(Arc::clone(&self.table(py)?.0))))
    }

    /// The rows as dictionaries, in the form that every language shares, each with a line of `text`.
    ///
    /// Args:
    ///     limit: how many at most; `None` is all.
    #[pyo3(signature = (*, limit=None))]
    fn to_dicts<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = whole_or_none)] limit: Option<usize>,
    ) -> PyResult<Bound<'py, PyList>> {
        guard(|| dictionaries(py, limit, |row| self.core().run(|finding| row(wire::finding(finding)))))
    }

    fn __len__(&self) -> PyResult<usize> {
        Ok(usize::try_from(self.counts.total()).unwrap_or(usize::MAX))
    }

    fn __bool__(&self) -> bool {
        self.counts.total() > 0
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        Bound::new(py, self.rows(py)?)?.try_iter()
    }

    /// The rows as an Arrow stream, by the PyCapsule interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        self.rows(py)?.__arrow_c_stream__(py, requested_schema)
    }

    fn __repr__(&self) -> String {
        let found = self.counts.iter().filter(|(_, count)| *count > 0);
        let found: Vec<String> = found.map(|(check, count)| format!("{count} {check}")).collect();
        let found = if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") };
        format!("<Audit of {}: {found}>", counted(self.counts.answers(), "answer"))
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        Ok(slf.py().import("omnimedia._html")?.call_method1("audit", (slf,))?.unbind())
    }
}

/// What is compared.
pub(crate) enum Sides {
    Publications(Arc<Publication>, Arc<Publication>, omnimedia::Policy),
    Snapshots(Arc<Opened>, Arc<Opened>),
}

/// What is shown in another way after than before: how much, and the rows, which are made when they are first wanted.
///
/// `publication.diff(…)` and `snapshot.diff(…)` make one. It is a table: `polars.DataFrame(diff)` and
/// `for row in diff` read it.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Diff {
    sides: Sides,
    products: Option<Vec<String>>,
    categories: Option<Vec<String>>,
    limits: Limits,
    counts: DiffCounts,
    rows: OnceLock<Table>,
}

const OF_DIFF: [(&str, Kind); 15] = [
    ("changed", Kind::Word),
    ("product", Kind::Text),
    ("variant", Kind::Text),
    ("category", Kind::Text),
    ("catalog", Kind::Word),
    ("channel", Kind::Word),
    ("locale", Kind::Word),
    ("default_image_before", Kind::Text),
    ("default_image_after", Kind::Text),
    ("default_image_url_before", Kind::Text),
    ("default_image_url_after", Kind::Text),
    ("primary_before", Kind::Texts),
    ("primary_after", Kind::Texts),
    ("additional_before", Kind::Pairs(["purpose", "asset"])),
    ("additional_after", Kind::Pairs(["purpose", "asset"])),
];

fn write_difference(row: &mut Making, difference: &Difference<'_>) {
    let (changed, product, variant, category) = match difference {
        Difference::Answer { product, variant, .. } => ("answer", Some(*product), *variant, None),
        Difference::Swatches { product, .. } => ("swatches", Some(*product), None, None),
        Difference::CategoryImage { category, .. } => ("category_image", None, None, Some(*category)),
    };
    row.text(Some(changed));
    row.text(product);
    row.text(variant);
    row.text(category);
    row.context(Some(difference.context()));
    let answers: [Option<&Answer<'_>>; 2] = match difference {
        Difference::Answer { before, after, .. } => [before.as_deref(), after.as_deref()],
        _ => [None; 2],
    };
    let images = match difference {
        Difference::CategoryImage { before, after, .. } => {
            [before, after].map(|side| side.as_deref().and_then(|category| category.shown()))
        }
        _ => answers.map(|answer| answer.and_then(Answer::default_image).map(|item| item.asset())),
    };
    images.iter().for_each(|image| row.text(image.map(|image| image.id())));
    images.iter().for_each(|image| row.text(image.and_then(|image| image.url())));
    for answer in answers {
        row.texts(answer.map(|answer| answer.primary().iter().map(|item| item.asset().id())));
    }
    for answer in answers {
        let pairs = |answer: &'_ Answer<'_>| {
            let pair = |item: &omnimedia::AnswerItem<'_>| {
                (item.purpose().map(str::to_owned), item.asset().id().to_owned())
            };
            answer.additional().iter().map(pair).collect::<Vec<_>>()
        };
        let pairs = answer.map(pairs);
        row.pairs(
            pairs
                .as_ref()
                .map(|pairs| pairs.iter().map(|(purpose, asset)| (purpose.as_deref(), asset.as_str()))),
        );
    }
}

impl Diff {
    /// Counts what changes.
    pub(crate) fn new(
        py: Python<'_>,
        sides: Sides,
        products: Option<Vec<String>>,
        categories: Option<Vec<String>>,
        limits: Limits,
    ) -> PyResult<Self> {
        let counts = DiffCounts::default();
        let mut diff = Self { sides, products, categories, limits, counts, rows: OnceLock::new() };
        diff.counts = py.detach(|| diff.run(None)).tell()?;
        Ok(diff)
    }

    fn run(&self, each: Option<Each<'_>>) -> Result<DiffCounts, omnimedia::Fault> {
        macro_rules! run {
            ($diff:expr) => {{
                let mut diff = $diff.limits(self.limits.clone());
                if let Some(products) = &self.products {
                    diff = diff.products(products.iter().cloned());
                }
                if let Some(categories) = &self.categories {
                    diff = diff.categories(categories.iter().cloned());
                }
                match each {
                    Some(each) => diff.run(each),
                    None => diff.counts(),
                }
            }};
        }
        match &self.sides {
            Sides::Publications(before, after, policy) => run!(omnimedia::Diff::new(before, after, *policy)),
            Sides::Snapshots(before, after) => {
                run!(omnimedia::Diff::snapshots(before.whole()?, after.whole()?))
            }
        }
    }

    fn table(&self, py: Python<'_>) -> PyResult<&Table> {
        if let Some(table) = self.rows.get() {
            return Ok(table);
        }
        let table = made(py, &OF_DIFF, |row| {
            self.run(Some(&mut |difference| row(&|making| write_difference(making, &difference))))
        })?;
        Ok(self.rows.get_or_init(|| table))
    }
}

#[pymethods]
impl Diff {
    /// How much changes: `answers` of products and variants, `swatches` of products, `category_images`, each in one
    /// context; and the `products` they are of.
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(|| {
            let dict = PyDict::new(py);
            dict.set_item("answers", self.counts.answers())?;
            dict.set_item("swatches", self.counts.swatches())?;
            dict.set_item("category_images", self.counts.category_images())?;
            dict.set_item("products", self.counts.products())?;
            Ok(dict)
        })
    }

    /// How many answers were compared, those of products that are not known to be equal.
    #[getter]
    fn covered(&self) -> u64 {
        self.counts.covered()
    }

    /// How many rows there are.
    #[getter]
    fn total(&self) -> u64 {
        self.counts.total()
    }

    /// The rows as a table: what `changed` (`"answer"`, `"swatches"`, `"category_image"`), of which `product`, `variant`
    /// or `category`, in which context; of answers the default image, its url and both lists, before and after, of a
    /// category its picture. A list is null where there is no such product or variant. They are made the first time, in
    /// memory for all of them.
    #[getter]
    fn rows(&self, py: Python<'_>) -> PyResult<Table> {
        guard(|| Ok(Table(Arc::clone(&self.table(py)?.0))))
    }

    /// The rows as dictionaries, in the form that every language shares, with all that is shown before and after.
    ///
    /// Args:
    ///     limit: how many at most; `None` is all.
    #[pyo3(signature = (*, limit=None))]
    fn to_dicts<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = whole_or_none)] limit: Option<usize>,
    ) -> PyResult<Bound<'py, PyList>> {
        guard(|| {
            dictionaries(py, limit, |row| {
                self.run(Some(&mut |difference| row(wire::difference(&difference))))
            })
        })
    }

    fn __len__(&self) -> PyResult<usize> {
        Ok(usize::try_from(self.counts.total()).unwrap_or(usize::MAX))
    }

    fn __bool__(&self) -> bool {
        self.counts.total() > 0
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        Bound::new(py, self.rows(py)?)?.try_iter()
    }

    /// The rows as an Arrow stream, by the PyCapsule interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        self.rows(py)?.__arrow_c_stream__(py, requested_schema)
    }

    fn __repr__(&self) -> String {
        let counts = &self.counts;
        format!(
            "<Diff of {}: {}, {} swatches, {} of {}>",
            counted(counts.covered(), "answer"),
            counted(counts.answers(), "answer"),
            counts.swatches(),
            counted(counts.category_images(), "category image"),
            counted(counts.products(), "product")
        )
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        Ok(slf.py().import("omnimedia._html")?.call_method1("diff", (slf,))?.unbind())
    }
}

/// Whether products have an image, in every known context of a catalog.
pub(crate) fn coverage(
    py: Python<'_>,
    publication: &Publication,
    policy: omnimedia::Policy,
    catalog: Option<&str>,
    limits: Limits,
) -> PyResult<Table> {
    const COLUMNS: [(&str, Kind); 4] =
        [("product", Kind::Text), ("channel", Kind::Word), ("locale", Kind::Word), ("image", Kind::Word)];
    made(py, &COLUMNS, |row| {
        let coverage = omnimedia::Coverage::new(publication, policy).limits(limits).catalog(catalog);
        coverage.run(|product, context, cover| {
            row(&|making| {
                making.text(Some(product));
                making.text(context.channel);
                making.text(context.locale.as_ref().map(omnimedia::Tag::as_str));
                making.text(Some(cover.word()));
            })
        })
    })
}
