//! Answers: light until somebody looks, then with everything looked up once.

use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

use omnimedia::{
    Answer as Told, AnswerItem, Code, Fault, Kept, Level, Publication, Query, Scratch, Shelf as CoreShelf,
    View, wire,
};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use self_cell::self_cell;

use crate::args::from_json;
use crate::fault::{Tells, told};
use crate::guard::guard;
use crate::item::{Item, List};
use crate::opened::Opened;
use crate::plain::text;
use crate::policy::Context;
use crate::text::{dict, quoted};

self_cell! {
    /// An answer with everything in it, and what it borrows from.
    struct Whole {
        owner: Source,
        #[covariant]
        dependent: Told,
    }
}

enum Source {
    Publication(Arc<Publication>),
    Snapshot(Arc<Opened>),
}

/// Where an answer comes from before anybody looked.
struct Light {
    opened: Arc<Opened>,
    kept: Kept,
    shelf: CoreShelf,
}

/// An answer of a publication or a snapshot, inside the object of Python's that is of it.
pub(crate) struct Held {
    /// What is needed to answer from a snapshot; an answer of a publication is whole from the start.
    light: Option<Light>,
    whole: OnceLock<Whole>,
}

/// Never raised: answers are made of what they are asked of.
fn nothing() -> Fault {
    Fault::new(Code::Internal, "an answer of nothing", "report it")
}

thread_local! {
    /// What look-ups of a thread learn, and where they compose.
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::new());
}

/// Lends the scratch of this thread; where it is lent already, another one.
pub(crate) fn with_scratch<T>(body: impl FnOnce(&mut Scratch) -> T) -> T {
    SCRATCH.with(|scratch| match scratch.try_borrow_mut() {
        Ok(mut scratch) => body(&mut scratch),
        Err(_) => body(&mut Scratch::new()),
    })
}

impl Held {
    /// What a publication answers.
    pub(crate) fn of_publication(
        publication: Arc<Publication>,
        query: &Query,
        policy: &omnimedia::Policy,
    ) -> Result<Self, Fault> {
        let whole = Whole::try_new(Source::Publication(publication), |source| match source {
            Source::Publication(publication) => publication.resolve(query, policy),
            Source::Snapshot(_) => Err(nothing()),
        })?;
        let (light, place) = (None, OnceLock::new());
        // an empty cell takes it
        let _ = place.set(whole);
        Ok(Self { light, whole: place })
    }

    /// What a snapshot will answer for something that was found in it.
    pub(crate) fn of_snapshot(opened: Arc<Opened>, kept: Kept, shelf: CoreShelf) -> Self {
        Self { light: Some(Light { opened, kept, shelf }), whole: OnceLock::new() }
    }

    /// No answer at all: whoever looks is told so.
    pub(crate) fn of_nothing() -> Self {
        Self { light: None, whole: OnceLock::new() }
    }

    /// Looks without looking everything up.
    #[inline]
    fn view<T>(&self, look: impl FnOnce(View<'_, '_>) -> T) -> Option<T> {
        let light = self.light.as_ref()?;
        let selected = light.opened.kept(&light.kept).ok()?;
        with_scratch(|scratch| selected.answer(&light.shelf, scratch).ok().map(look))
    }

    /// The answer, with everything looked up.
    pub(crate) fn whole(&self) -> PyResult<&Told<'_>> {
        if let Some(whole) = self.whole.get() {
            return Ok(whole.borrow_dependent());
        }
        let light = self.light.as_ref().ok_or_else(nothing).tell()?;
        let whole = Whole::try_new(Source::Snapshot(Arc::clone(&light.opened)), |source| match source {
            Source::Snapshot(opened) => {
                let selected = opened.kept(&light.kept)?;
                with_scratch(|scratch| Ok(selected.answer(&light.shelf, scratch)?.to_answer()))
            }
            Source::Publication(_) => Err(nothing()),
        })
        .tell()?;
        Ok(self.whole.get_or_init(|| whole).borrow_dependent())
    }

    /// The place of the default image among the primary items.
    fn default_place(&self) -> PyResult<Option<usize>> {
        Ok(self.whole()?.default_image_index())
    }

    /// The items of a list.
    pub(crate) fn items(&self, list: List) -> PyResult<&[AnswerItem<'_>]> {
        let answer = self.whole()?;
        Ok(match list {
            List::Primary => answer.primary(),
            List::Additional => answer.additional(),
        })
    }
}

/// What a product, a variant or a selection shows in a context (SPEC sections 5 and 6).
///
/// It borrows from the publication or snapshot that was asked, which it keeps alive, and never changes. An answer of a
/// snapshot looks up what is asked of it, and everything at once when more than the default image is.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Answer(pub(crate) Held);

#[pymethods]
impl Answer {
    /// The number of the product.
    #[getter]
    fn product(&self) -> PyResult<&str> {
        guard(|| Ok(self.0.whole()?.product()))
    }

    /// The number of the variant that the question means; `None` for a product or a selection that is no variant.
    #[getter]
    fn variant(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.whole()?.variant()))
    }

    /// The context of the first set that spoke, or of the document that severed; `None` where there is neither.
    #[getter]
    fn context(&self) -> PyResult<Option<Context>> {
        guard(|| Ok(self.0.whole()?.context().map(|context| Context(context.to_context()))))
    }

    /// The level of the first set that spoke: `"variant"`, `"dimensions"` or `"master"`; `None` where none did.
    #[getter]
    fn level(&self) -> PyResult<Option<&'static str>> {
        guard(|| Ok(self.0.whole()?.level().map(Level::word)))
    }

    /// The fixed values of the pattern that spoke first, by dimension; empty at other levels.
    #[getter]
    fn r#match<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(|| dict(py, self.0.whole()?.pattern()))
    }

    /// The ordered gallery.
    #[getter]
    fn primary<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| list(slf, List::Primary))
    }

    /// The items with a purpose, in order.
    #[getter]
    fn additional<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| list(slf, List::Additional))
    }

    /// The additional items with a purpose, compared exactly, in order.
    ///
    /// Args:
    ///     purpose: the purpose, such as `"manual"`.
    fn with_purpose<'py>(
        slf: &Bound<'py, Self>,
        #[pyo3(from_py_with = text)] purpose: &str,
    ) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| {
            let all = slf.get().0.items(List::Additional)?.iter().enumerate();
            let wanted = all.filter(|(_, item)| item.purpose() == Some(purpose));
            let items: Vec<Item> = wanted.map(|(at, _)| Item::at(slf, List::Additional, at)).collect();
            PyTuple::new(slf.py(), items)
        })
    }

    /// The purposes of the additional items, each once, in order of their first item.
    #[getter]
    fn purposes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| PyTuple::new(py, self.0.whole()?.purposes()))
    }

    /// The first primary item that is an image; `None` where there is none.
    #[getter]
    fn default_image(slf: &Bound<'_, Self>) -> PyResult<Option<Item>> {
        guard(|| {
            let held = &slf.get().0;
            match held.view(|view| view.has_default_image()) {
                Some(true) => Ok(Some(Item::default_of(slf))),
                Some(false) => Ok(None),
                None => Ok(held.default_place()?.map(|at| Item::at(slf, List::Primary, at))),
            }
        })
    }

    /// The url of the default image; `None` where there is no image or nobody said where it is. The fastest question.
    #[getter]
    fn default_image_url<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        guard(|| {
            let quick = self.0.view(|view| view.default_image_url().map(|url| PyString::new(py, url)));
            if let Some(url) = quick {
                return Ok(url);
            }
            let image = self.0.whole()?.default_image();
            Ok(image.and_then(|image| image.asset().url()).map(|url| PyString::new(py, url)))
        })
    }

    /// The product's extension properties.
    #[getter]
    fn properties<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(|| dict(py, self.0.whole()?.properties()))
    }

    /// The content hash, an ETag of 32 hexadecimal digits: equal where items, texts in every locale and default image
    /// are equal, in every build and on every platform.
    #[getter]
    fn hash(&self) -> PyResult<String> {
        guard(|| Ok(format!("{:032x}", self.0.whole()?.hash())))
    }

    /// The answer as dictionaries, in the form that every language shares.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| from_json(py, &wire::answer(self.0.whole()?)))
    }

    /// The answer as a line of JSON, in the form that every language shares.
    fn to_json(&self) -> PyResult<String> {
        guard(|| Ok(wire::answer(self.0.whole()?)))
    }

    fn __eq__(&self, other: &Self) -> PyResult<bool> {
        guard(|| Ok(self.0.whole()? == other.0.whole()?))
    }

    fn __hash__(&self) -> PyResult<u64> {
        guard(|| Ok(self.0.whole()?.hash() as u64))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| {
            let answer = self.0.whole()?;
            let subject = answer.variant().unwrap_or(answer.product());
            let from = match (answer.level(), answer.context()) {
                (Some(level), Some(context)) => format!("from {level} in {context}"),
                (None, Some(context)) => format!("severed in {context}"),
                _ => "from no set".to_owned(),
            };
            let image = match answer.default_image() {
                Some(image) => quoted(py, image.asset().id())?,
                None => "None".to_owned(),
            };
            let (primary, additional) = (answer.primary().len(), answer.additional().len());
            let subject = quoted(py, subject)?;
            Ok(format!(
                "<Answer of {subject}: {primary} primary, {additional} additional, default image {image}, {from}>"
            ))
        })
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        Ok(slf.py().import("omnimedia._html")?.call_method1("answer", (slf,))?.unbind())
    }
}

fn list<'py>(answer: &Bound<'py, Answer>, list: List) -> PyResult<Bound<'py, PyTuple>> {
    let count = answer.get().0.items(list)?.len();
    let items: Vec<Item> = (0..count).map(|at| Item::at(answer, list, at)).collect();
    PyTuple::new(answer.py(), items)
}

impl Held {
    /// Gives the item at a place of a list; of no place the default image.
    pub(crate) fn item(&self, list: List, at: Option<usize>) -> PyResult<&AnswerItem<'_>> {
        let found = match at {
            Some(at) => self.items(list)?.get(at),
            None => self.whole()?.default_image(),
        };
        found.ok_or_else(|| {
            told(&Fault::new(
                Code::SnapshotDamaged,
                "an item is not there any more",
                "fetch the snapshot again",
            ))
        })
    }

    /// The url of the default image, by the short way.
    pub(crate) fn quick_url<'py>(&self, py: Python<'py>) -> Option<Option<Bound<'py, PyString>>> {
        self.view(|view| view.default_image().and_then(|image| image.url()).map(|url| PyString::new(py, url)))
    }

    /// The asset of the default image, by the short way.
    pub(crate) fn quick_asset<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyString>> {
        self.view(|view| view.default_image().and_then(|image| image.asset()).map(|id| PyString::new(py, id)))
            .flatten()
    }
}
