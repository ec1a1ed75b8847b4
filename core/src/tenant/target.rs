//! Targets: what has a life of its own, in the tenant or in a publish group.

use crate::fault::{Fault, Place};
use crate::model::Context;
use core::fmt;
use std::sync::Arc;

/// What is edited, versioned and published: an asset, a document of a product, or a document of a
/// category; live, or as a publish group has it (SPEC section 8).
///
/// ```
/// use omnimedia::{Context, Target};
/// let french = Context::new(None, Some("128"), Some("fr-CA"))?;
/// let target = Target::document("S1", french);
/// assert_eq!(target.to_string(), "the document of `S1` in `channel 128, fr-CA`");
/// assert_eq!(target.in_group("sale").group(), Some("sale"));
/// # Ok::<(), omnimedia::Fault>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    pub(crate) group: Option<Arc<str>>,
    pub(crate) what: What,
}

/// The same, wherever it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum What {
    Asset(Arc<str>),
    Document(Arc<str>, Context),
    Category(Arc<str>, Context),
}

impl What {
    pub(crate) fn live(self) -> Target {
        Target { group: None, what: self }
    }

    /// The first document that the product or category of this one may have; `None` for an asset.
    pub(crate) fn first_of_owner(&self) -> Option<Self> {
        match self {
            What::Asset(_) => None,
            What::Document(product, _) => Some(What::Document(product.clone(), Context::default())),
            What::Category(category, _) => Some(What::Category(category.clone(), Context::default())),
        }
    }

    pub(crate) fn context(&self) -> Option<&Context> {
        match self {
            What::Asset(_) => None,
            What::Document(_, context) | What::Category(_, context) => Some(context),
        }
    }
}

impl Target {
    /// An asset.
    #[must_use]
    pub fn asset(id: impl AsRef<str>) -> Self {
        What::Asset(id.as_ref().into()).live()
    }

    /// The document of a product in a context.
    #[must_use]
    pub fn document(product: impl AsRef<str>, context: Context) -> Self {
        What::Document(product.as_ref().into(), context).live()
    }

    /// The document of a category in a context.
    #[must_use]
    pub fn category(category: impl AsRef<str>, context: Context) -> Self {
        What::Category(category.as_ref().into(), context).live()
    }

    /// The same, as a publish group has it.
    #[must_use]
    pub fn in_group(mut self, group: impl AsRef<str>) -> Self {
        self.group = Some(group.as_ref().into());
        self
    }

    /// The same, live.
    #[must_use]
    pub fn live(mut self) -> Self {
        self.group = None;
        self
    }

    /// The publish group; `None` for what is live.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    /// The id, where it is an asset.
    #[must_use]
    pub fn asset_id(&self) -> Option<&str> {
        match &self.what {
            What::Asset(id) => Some(id),
            _ => None,
        }
    }

    /// The number of the product, where it is a document of one.
    #[must_use]
    pub fn product_number(&self) -> Option<&str> {
        match &self.what {
            What::Document(product, _) => Some(product),
            _ => None,
        }
    }

    /// The id of the category, where it is a document of one.
    #[must_use]
    pub fn category_id(&self) -> Option<&str> {
        match &self.what {
            What::Category(category, _) => Some(category),
            _ => None,
        }
    }

    /// The context of a document; `None` for an asset.
    #[must_use]
    pub fn context(&self) -> Option<&Context> {
        self.what.context()
    }
}

impl What {
    /// A fault of its content, which tells a place within it, as one fault among those of others.
    pub(crate) fn place_in(&self, fault: Fault) -> Fault {
        let entity = match self {
            What::Asset(id) => Place::path("assets").key(id),
            What::Document(id, _) => Place::path("products").key(id),
            What::Category(id, _) => Place::path("categories").key(id),
        };
        let outer = match self.context() {
            Some(context) => entity.key("media").key(&context.to_string()),
            None => entity,
        };
        let place = fault.place().within(&outer);
        fault.at(place)
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use crate::fault::shortened;
        match self {
            What::Asset(id) => write!(f, "the asset `{}`", shortened(id)),
            What::Document(product, context) => {
                write!(f, "the document of `{}` in `{context}`", shortened(product))
            }
            What::Category(category, context) => {
                write!(f, "the document of the category `{}` in `{context}`", shortened(category))
            }
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.what.fmt(f)?;
        match &self.group {
            Some(group) => write!(f, " in the group `{}`", crate::fault::shortened(group)),
            None => Ok(()),
        }
    }
}
