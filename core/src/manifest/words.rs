//! The fixed words of manifests. They compare in any case.

macro_rules! words {
    ($(#[doc = $doc:literal])+ $vis:vis $name:ident, $($(#[doc = $vdoc:literal])+ $variant:ident = $word:literal,)+) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[doc = $vdoc])+ $variant,)+ }

        impl $name {
            /// Every word there is.
            $vis const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word, as manifests write it.
            #[must_use]
            $vis const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl Word for $name {
            const WORDS: &'static [&'static str] = &[$($word,)+];

            fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|own| own.word().eq_ignore_ascii_case(word))
            }
        }
    };
}

/// A cell that has one of a few words.
pub(crate) trait Word: Sized {
    /// Every word there is.
    const WORDS: &'static [&'static str];

    /// What a word stands for.
    fn named(word: &str) -> Option<Self>;
}

words! {
    /// What is to become of an asset or document: `MediaAction`, `EntityAssignmentAction`.
    pub Action,
    /// Check it in, and publish it.
    PublishNow = "PublishNow",
    /// Check it in.
    Draft = "Draft",
    /// Take it out of what shoppers see; the draft stays.
    Unpublish = "Unpublish",
    /// Take it out, and delete it with its versions.
    UnpublishAndDelete = "UnpublishAndDelete",
}

impl Action {
    /// Whether it takes out rather than in.
    pub(crate) const fn takes_out(self) -> bool {
        matches!(self, Self::Unpublish | Self::UnpublishAndDelete)
    }
}

words! {
    /// What to do where the tenant has something else: `MediaCheckedOutAction`,
    /// `MediaVersionMismatchAction` and the same of entities.
    pub(crate) Choice,
    /// Leave what is there.
    UseExisting = "UseExisting",
    /// Put the row's in its place.
    Overwrite = "Overwrite",
}

words! {
    /// What to do where the library has the asset already: `MediaSourceIfExistsAction`.
    pub IfExists,
    /// Use the asset as it is.
    UseExisting = "UseExisting",
    /// Put what the row says in its place.
    Overwrite = "Overwrite",
    /// Overwrite it where the row was modified later than the asset.
    TakeLatest = "TakeLatest",
    /// Leave it, and make a copy with what the row says.
    KeepBoth = "KeepBoth",
}

words! {
    /// `MediaGroup`.
    pub(crate) Group,
    /// The gallery.
    Primary = "Primary",
    /// Items with a purpose.
    Additional = "Additional",
}

words! {
    /// `true` or `false`.
    pub(crate) Flag,
    /// Yes.
    True = "true",
    /// No.
    False = "false",
}

words! {
    /// `MediaCategory`.
    pub(crate) MediaCategory,
    /// None, the default.
    None = "None",
    /// Products.
    Products = "Products",
    /// Categories.
    Categories = "Categories",
    /// Customers.
    Customers = "Customers",
    /// Workers.
    Workers = "Workers",
    /// Catalogs.
    Catalogs = "Catalogs",
    /// Sizes.
    Size = "Size",
    /// Colours.
    Color = "Color",
    /// Styles.
    Style = "Style",
}

impl Word for crate::model::Kind {
    const WORDS: &'static [&'static str] = &["Image", "Video", "File"];

    fn named(word: &str) -> Option<Self> {
        Self::from_word(&word.to_ascii_lowercase())
    }
}

impl Word for crate::model::Mode {
    const WORDS: &'static [&'static str] = &["replace", "inherit", "append", "prepend"];

    fn named(word: &str) -> Option<Self> {
        Self::from_word(&word.to_ascii_lowercase())
    }
}

/// What a row assigns to: `EntityType`, in both generations of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntityType {
    /// A product.
    Master,
    /// A variant.
    Variant,
    /// Values of dimensions.
    DimensionMatrix,
    /// How a value of a dimension looks.
    Swatch,
    /// A category.
    Category,
}

impl Word for EntityType {
    const WORDS: &'static [&'static str] = &[
        "Product|Master",
        "Product|Variant",
        "Product|DimensionMatrix",
        "Product|Master|Swatch",
        "Category",
        "Master",
        "Variant",
        "DimensionMatrix",
    ];

    fn named(word: &str) -> Option<Self> {
        let place = Self::WORDS.iter().position(|own| own.eq_ignore_ascii_case(word))?;
        Some(match place {
            0 | 5 => Self::Master,
            1 | 6 => Self::Variant,
            2 | 7 => Self::DimensionMatrix,
            3 => Self::Swatch,
            _ => Self::Category,
        })
    }
}

/// What kind of key a row has: `EntityKey`, in both generations of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntityKey {
    /// A number or record id.
    Id,
    /// A product and values of its dimensions.
    Matrix,
    /// A product, a dimension and a value.
    Swatch,
    /// A number or record id, older.
    ProductNumber,
    /// A record id.
    RecordId,
    /// A category.
    Category,
}

impl Word for EntityKey {
    const WORDS: &'static [&'static str] = &[
        "EntityId",
        "EntityId|DimensionMatrix",
        "EntityId|SwatchType|SwatchId",
        "ProductNumber",
        "RecordId",
        "CategoryID",
    ];

    fn named(word: &str) -> Option<Self> {
        let place = Self::WORDS.iter().position(|own| own.eq_ignore_ascii_case(word))?;
        Some(match place {
            0 => Self::Id,
            1 => Self::Matrix,
            2 => Self::Swatch,
            3 => Self::ProductNumber,
            4 => Self::RecordId,
            _ => Self::Category,
        })
    }
}
