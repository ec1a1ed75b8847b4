//! What a diff tells: the rows and the counts.

use crate::model::ContextRef;
use crate::resolve::{Answer, CategoryAnswer, SwatchAnswer};

/// One row of a diff: something that is shown in a context, and is another after than before.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference<'p> {
    /// The answer of a product without a selection, or of a variant.
    Answer {
        /// The number of the product.
        product: &'p str,
        /// The number of the variant; `None` for the product itself.
        variant: Option<&'p str>,
        /// The context.
        context: ContextRef<'p>,
        /// What is shown before; `None` where there is no such product or variant.
        before: Option<Box<Answer<'p>>>,
        /// What is shown after; `None` where there is no such product or variant.
        after: Option<Box<Answer<'p>>>,
    },
    /// The swatches of a product.
    Swatches {
        /// The number of the product.
        product: &'p str,
        /// The context.
        context: ContextRef<'p>,
        /// The swatches before; none where there is no such product.
        before: Vec<SwatchAnswer<'p>>,
        /// The swatches after; none where there is no such product.
        after: Vec<SwatchAnswer<'p>>,
    },
    /// The picture of a category.
    CategoryImage {
        /// The id of the category.
        category: &'p str,
        /// The context.
        context: ContextRef<'p>,
        /// The picture before; `None` where there is no such category.
        before: Option<Box<CategoryAnswer<'p>>>,
        /// The picture after; `None` where there is no such category.
        after: Option<Box<CategoryAnswer<'p>>>,
    },
}

impl<'p> Difference<'p> {
    /// The context.
    #[must_use]
    pub fn context(&self) -> ContextRef<'p> {
        match self {
            Difference::Answer { context, .. }
            | Difference::Swatches { context, .. }
            | Difference::CategoryImage { context, .. } => *context,
        }
    }
}

/// How much a diff covered, and how much of it is another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiffCounts {
    pub(crate) covered: u64,
    pub(crate) answers: u64,
    pub(crate) swatches: u64,
    pub(crate) category_images: u64,
    pub(crate) products: u64,
    pub(crate) broken_off: bool,
}

impl DiffCounts {
    /// How many answers were compared: those of products that are not known to be equal, with their
    /// swatches and the pictures of such categories, each in every known context of either side.
    #[must_use]
    pub fn covered(&self) -> u64 {
        self.covered
    }

    /// How many answers of products and variants changed.
    #[must_use]
    pub fn answers(&self) -> u64 {
        self.answers
    }

    /// In how many contexts the swatches of a product changed.
    #[must_use]
    pub fn swatches(&self) -> u64 {
        self.swatches
    }

    /// In how many contexts the picture of a category changed.
    #[must_use]
    pub fn category_images(&self) -> u64 {
        self.category_images
    }

    /// How many products have an answer or swatches that changed.
    #[must_use]
    pub fn products(&self) -> u64 {
        self.products
    }

    /// How many rows there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.answers.saturating_add(self.swatches).saturating_add(self.category_images)
    }

    /// Whether everything was compared; not where the caller broke off.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.broken_off
    }
}

/// Takes the rows.
pub(super) type Row<'r, 'p> = &'r mut dyn FnMut(Difference<'p>) -> core::ops::ControlFlow<()>;

/// Whether two lists of swatches show the same.
pub(super) fn same_swatches(one: &[SwatchAnswer<'_>], other: &[SwatchAnswer<'_>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.shows_the_same(other))
}
