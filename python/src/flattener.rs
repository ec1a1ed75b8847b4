//! Flattening product by product.

use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use omnimedia::{Code, Entity, EntityContent, Fault, Faults, Flatten, FlattenProducts, Limits, Product};
use pyo3::prelude::*;
use self_cell::self_cell;

use crate::args::{self, json_text};
use crate::fault::Tells;
use crate::guard::guard;
use crate::map::Bytes;
use crate::policy::Policy;
use crate::publication::Publication;
use crate::snapshot::Snapshot;

self_cell! {
    /// What was pushed, and the head that it borrows from.
    struct Begun {
        owner: Arc<omnimedia::Publication>,
        #[covariant]
        dependent: FlattenProducts,
    }
}

/// Flattens product by product, in any order, with memory for the output and one product (SPEC section 9).
///
/// The snapshot is that of the whole publication at once, byte for byte.
///
/// Args:
///     head: the assets, channels, categories and central swatches; its products, if it has any, are left aside.
///     policy: the choices; `None` is the documented precedence.
///     limits: a mapping of limits (SPEC section 16) to numbers; what is absent has its default.
///
/// Raises:
///     Fault: what the head is refused for.
///
/// Example:
///     >>> import omnimedia as om
///     >>> head = om.Publication.from_dict({"omnimedia": "publication/1", "assets": [{"id": "A1", "kind": "image"}]})
///     >>> flattener = om.Flattener(head)
///     >>> flattener.push({"number": "S1", "media": [{"master": {"primary": ["A1"]}}]})
///     >>> flattener.finish().resolve("S1").default_image.asset
///     'A1'
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Flattener {
    begun: Mutex<Option<Begun>>,
    policy: omnimedia::Policy,
    limits: Limits,
}

/// The product that some JSON describes.
fn product(json: &str, limits: &Limits) -> Result<Product, Faults> {
    match Entity::parse(format!("{{\"product\":{json}}}"), limits)?.into_content() {
        EntityContent::Product(product) => product.build(limits),
        _ => Err(Fault::new(Code::Type, "no product", "give one product as JSON").into()),
    }
}

#[pymethods]
impl Flattener {
    #[new]
    #[pyo3(signature = (head, policy=None, *, limits=None))]
    fn new(head: &Publication, policy: Option<&Policy>, limits: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        guard(|| {
            let (policy, limits) = (args::policy(policy), args::limits(limits)?);
            let begun = Begun::try_new(Arc::clone(&head.0), |head| Flatten::start(policy, head)).tell()?;
            Ok(Self { begun: Mutex::new(Some(begun)), policy, limits })
        })
    }

    /// Adds a product.
    ///
    /// Args:
    ///     product: one product of `publication/1`, as JSON text or bytes or as a mapping.
    ///
    /// Raises:
    ///     Fault: everything that is wrong with it, or it is finished already.
    fn push(&self, py: Python<'_>, product: &Bound<'_, PyAny>) -> PyResult<()> {
        guard(|| {
            let text = json_text(product)?;
            let pushed = py.detach(|| {
                let product = self::product(&text, &self.limits)?;
                let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
                let begun = begun.as_mut().ok_or_else(finished)?;
                begun.with_dependent_mut(|_, flatten| flatten.push(&product)).map_err(Faults::from)
            });
            pushed.tell()
        })
    }

    /// The snapshot of all products that were pushed; nothing more can be pushed.
    ///
    /// Raises:
    ///     Fault: `duplicate_identifier` for a number or record id that stands twice.
    fn finish(&self, py: Python<'_>) -> PyResult<Snapshot> {
        guard(|| {
            let bytes = py.detach(|| {
                let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner).take();
                let mut begun = begun.ok_or_else(finished)?;
                begun.with_dependent_mut(|head, flatten| {
                    let rest = Flatten::start(self.policy, head)?;
                    mem::replace(flatten, rest).finish()
                })
            });
            Snapshot::of(py, vec![Bytes::owned(bytes.tell()?.into())], false)
        })
    }

    fn __repr__(&self) -> &'static str {
        match self.begun.lock().unwrap_or_else(PoisonError::into_inner).is_some() {
            true => "<Flattener>",
            false => "<Flattener, finished>",
        }
    }
}

fn finished() -> Fault {
    Fault::new(Code::BadArgument, "the flattener is finished", "make a new one")
}
