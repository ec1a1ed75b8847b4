//! What a switch of the rollout lacks, and what would be lost by it.

use crate::fault::{OneLine, shortened};
use crate::insight::DiffCounts;
use crate::model::ContextRef;
use crate::resolve::AssetRef;
use crate::tenant::Switch;
use core::fmt;

/// What must be done before a switch can be turned on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// A switch that it needs is off.
    Switch(Switch),
    /// The channel is not listed in the tenant, by its id.
    Channel(Box<str>),
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Switch(switch) => write!(f, "{switch} is off"),
            Self::Channel(channel) => write!(f, "channel {} is not listed", shortened(channel)),
        }
    }
}

/// An image that the legacy media show and the publication does not: one row of a readiness.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Loss<'p> {
    /// The default image of a product without a selection, or of a variant.
    Product {
        /// The number of the product.
        product: &'p str,
        /// The number of the variant; `None` for the product itself.
        variant: Option<&'p str>,
        /// The context.
        context: ContextRef<'p>,
        /// The legacy image.
        image: AssetRef<'p>,
    },
    /// The picture of a category.
    Category {
        /// The id of the category.
        category: &'p str,
        /// The context.
        context: ContextRef<'p>,
        /// The legacy picture.
        image: AssetRef<'p>,
    },
}

impl<'p> Loss<'p> {
    /// The context.
    #[must_use]
    pub fn context(&self) -> ContextRef<'p> {
        match self {
            Self::Product { context, .. } | Self::Category { context, .. } => *context,
        }
    }

    /// The legacy image, with its url.
    #[must_use]
    pub fn image(&self) -> &AssetRef<'p> {
        match self {
            Self::Product { image, .. } | Self::Category { image, .. } => image,
        }
    }
}

impl fmt::Display for Loss<'_> {
    /// One line, such as `S1-BS in channel 128, fr-CA: /Products/S1_000_001.png`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Product { product, variant, .. } => write!(f, "{}", OneLine(variant.unwrap_or(product)))?,
            Self::Category { category, .. } => write!(f, "category {}", OneLine(category))?,
        }
        let image = self.image();
        write!(f, " in {}: {}", self.context(), OneLine(image.url().unwrap_or(image.id())))
    }
}

/// How ready a tenant is for a switch of the rollout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    switch: Switch,
    is_on: bool,
    missing: Vec<Missing>,
    staged: u64,
    pub(super) counts: DiffCounts,
}

impl Readiness {
    pub(super) fn new(switch: Switch, is_on: bool, missing: Vec<Missing>, staged: u64) -> Self {
        Self { switch, is_on, missing, staged, counts: DiffCounts::default() }
    }

    /// The switch.
    #[must_use]
    pub fn switch(&self) -> &Switch {
        &self.switch
    }

    /// Whether it is on already.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// What must be done before it can be turned on.
    #[must_use]
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// How many published documents wait for `hq_sync`; 0 once it is on.
    #[must_use]
    pub fn staged(&self) -> u64 {
        self.staged
    }

    /// How many answers were compared.
    #[must_use]
    pub fn covered(&self) -> u64 {
        self.counts.covered()
    }

    /// How many products lose the image of an answer.
    #[must_use]
    pub fn products(&self) -> u64 {
        self.counts.products()
    }

    /// How many answers of products and variants lose their image.
    #[must_use]
    pub fn answers(&self) -> u64 {
        self.counts.answers()
    }

    /// How many answers of categories lose their picture.
    #[must_use]
    pub fn category_images(&self) -> u64 {
        self.counts.category_images()
    }

    /// Whether everything was compared; not where the caller broke off.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.counts.is_complete()
    }

    /// Whether the switch can be turned on, and nobody loses an image by it.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.missing.is_empty() && self.counts.total() == 0 && self.is_complete()
    }
}

impl fmt::Display for Readiness {
    /// One line, such as `csu_media_locations: hq_sync is off; images lost: 3, of products: 1, of
    /// categories: 0`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.switch)?;
        if self.is_safe() {
            return f.write_str("ready");
        }
        for missing in &self.missing {
            write!(f, "{missing}; ")?;
        }
        let (lost, products, categories) = (self.counts.total(), self.products(), self.category_images());
        write!(f, "images lost: {lost}, of products: {products}, of categories: {categories}")?;
        if self.is_complete() { Ok(()) } else { f.write_str("; not everything was compared") }
    }
}
