//! The small world: three assets, three products, two categories, four contexts, three users, two groups.

use std::collections::BTreeSet;

use omnimedia::{
    AssetBuilder, CategoryDocumentBuilder, Content, Context, DocumentBuilder, Instant, Kind, ProductBuilder,
    SetBuilder, Stamp, SwatchBuilder, Target, VariantBuilder,
};

/// What has a life: the number of an asset, or of a product or category and of a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// An asset.
    Asset(u8),
    /// A document of a product.
    Document(u8, u8),
    /// A document of a category.
    Category(u8, u8),
}

/// The same, live or in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The number of the group.
    pub group: Option<u8>,
    /// What.
    pub what: What,
}

/// The products and assets of the world.
pub(super) const THREE: u8 = 3;
/// The categories and groups.
pub(super) const TWO: u8 = 2;
/// The contexts, in their order: everywhere; French; channel 128; channel 128, French.
pub(super) const CONTEXTS: u8 = 4;
/// The colours.
pub(super) const COLOURS: [&str; 2] = ["Blue", "Red"];
/// The names of the users.
const USERS: [&str; 3] = ["ann", "ben", "cat"];

/// The contexts on the ladder of a context, the nearest first.
pub(super) fn ladder(context: u8) -> &'static [u8] {
    [&[0][..], &[1, 0], &[2, 0], &[3, 1, 2, 0]][usize::from(context)]
}

/// The contexts in which a category may have the picture of a context, the nearest first.
pub(super) fn pictures(context: u8) -> &'static [u8] {
    [&[][..], &[], &[2], &[3, 2]][usize::from(context)]
}

fn parts(context: u8) -> (Option<&'static str>, Option<&'static str>) {
    [(None, None), (None, Some("fr")), (Some("128"), None), (Some("128"), Some("fr"))][usize::from(context)]
}

fn context(context: u8) -> Context {
    let (channel, locale) = parts(context);
    Context::new(None, channel, locale).expect("a context")
}

/// The id of an asset.
pub(super) fn asset(number: u8) -> String {
    format!("A{number}")
}

/// The number of a product.
pub(super) fn product(number: u8) -> String {
    format!("P{number}")
}

/// The id of a category.
pub(super) fn category(number: u8) -> String {
    format!("C{number}")
}

/// The name of a group.
pub(super) fn group(number: u8) -> String {
    format!("g{number}")
}

/// The name of a user.
#[must_use]
pub fn user(number: u8) -> &'static str {
    USERS[usize::from(number)]
}

/// The instant so many minutes after the beginning.
#[must_use]
pub fn instant(minute: i64) -> Instant {
    Instant::from_unix_seconds(1_800_000_000 + 60 * minute)
}

/// A user at a minute.
pub(super) fn stamp(number: u8, minute: i64) -> Stamp {
    Stamp::new(user(number), instant(minute))
}

impl What {
    /// It, live.
    #[must_use]
    pub fn live(self) -> At {
        At { group: None, what: self }
    }
}

impl At {
    /// As the library names it.
    #[must_use]
    pub fn target(&self) -> Target {
        let target = match self.what {
            What::Asset(id) => Target::asset(asset(id)),
            What::Document(number, at) => Target::document(product(number), context(at)),
            What::Category(id, at) => Target::category(category(id), context(at)),
        };
        match self.group {
            Some(number) => target.in_group(group(number)),
            None => target,
        }
    }
}

/// What a version says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    /// An asset at a url.
    Asset(u8),
    /// A document: the gallery of the product, that of the variant of a colour, the swatch of a colour.
    Document {
        /// The assets of the gallery.
        master: Vec<u8>,
        /// A colour, and an asset.
        variant: Option<(u8, u8)>,
        /// A colour, and an asset.
        swatch: Option<(u8, u8)>,
    },
    /// A picture of a category.
    Category(Option<u8>),
}

fn set(assets: impl IntoIterator<Item = u8>) -> SetBuilder {
    SetBuilder::new().primary(assets.into_iter().map(asset))
}

impl Say {
    /// Nothing yet.
    pub(super) fn nothing(what: What) -> Self {
        match what {
            What::Asset(_) => Self::Asset(0),
            What::Document(..) => Self::Document { master: Vec::new(), variant: None, swatch: None },
            What::Category(..) => Self::Category(None),
        }
    }

    /// Whether it is content for such a target.
    pub(super) fn is_for(&self, what: What) -> bool {
        matches!(
            (self, what),
            (Self::Asset(_), What::Asset(_))
                | (Self::Document { .. }, What::Document(..))
                | (Self::Category(_), What::Category(..))
        )
    }

    /// The assets that it names.
    #[must_use]
    pub fn assets(&self) -> BTreeSet<u8> {
        match self {
            Self::Asset(_) => BTreeSet::new(),
            Self::Category(image) => image.iter().copied().collect(),
            Self::Document { master, variant, swatch } => {
                let own = variant.iter().chain(swatch).map(|(_, asset)| *asset);
                master.iter().copied().chain(own).collect()
            }
        }
    }

    /// As the library takes and gives it.
    #[must_use]
    pub fn content(&self, what: What) -> Content {
        match (self, what) {
            (Self::Asset(url), what) => {
                let id = if let What::Asset(id) = what { id } else { 0 };
                let kind = if *url == 3 { Kind::Video } else { Kind::Image };
                let builder = AssetBuilder::new(asset(id), kind);
                if *url == 0 { builder.into() } else { builder.url(format!("/{url}")).into() }
            }
            (Self::Document { .. }, What::Document(number, at)) => {
                let (channel, locale) = parts(at);
                let mut builder = self.document(number);
                if let Some(channel) = channel {
                    builder = builder.channel(channel);
                }
                if let Some(locale) = locale {
                    builder = builder.locale(locale);
                }
                builder.into()
            }
            (Self::Document { .. }, _) => self.document(0).into(),
            (Self::Category(_), What::Category(_, at)) => self.category(at).into(),
            (Self::Category(_), _) => self.category(0).into(),
        }
    }

    /// A document of a product.
    pub(super) fn document(&self, number: u8) -> DocumentBuilder {
        let Self::Document { master, variant, swatch } = self else { return DocumentBuilder::new() };
        let mut builder = DocumentBuilder::new();
        if !master.is_empty() {
            builder = builder.master(set(master.iter().copied()));
        }
        if let Some((colour, asset)) = variant {
            builder = builder.variant(variant_number(number, *colour), set([*asset]));
        }
        if let Some((colour, id)) = swatch {
            let swatch = SwatchBuilder::new("Color", COLOURS[usize::from(*colour)]);
            builder = builder.swatch(swatch.asset(asset(*id)));
        }
        builder
    }

    /// A document of a category.
    pub(super) fn category(&self, at: u8) -> CategoryDocumentBuilder {
        let (channel, locale) = parts(at);
        let mut builder = CategoryDocumentBuilder::default();
        if let Some(channel) = channel {
            builder = builder.channel(channel);
        }
        if let Some(locale) = locale {
            builder = builder.locale(locale);
        }
        match self {
            Self::Category(Some(image)) => builder.image(asset(*image)),
            _ => builder,
        }
    }
}

/// The number of the variant of a product in a colour.
fn variant_number(number: u8, colour: u8) -> String {
    format!("P{number}-{}", COLOURS[usize::from(colour)])
}

/// What a product is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// 0 simple, 1 in blue, 2 in blue and red; 3 in blue, with the number that the red one of the next product has.
    pub shape: u8,
    /// A number that its name has.
    pub name: u8,
}

impl Form {
    /// Whether it has the variant of a colour, under the number that documents use.
    pub(super) fn has_variant(self, colour: u8) -> bool {
        self.shape == 2 || self.shape == 1 && colour == 0
    }

    /// Whether it has a colour.
    pub(super) fn has_colour(self, colour: u8) -> bool {
        self.shape == 2 || self.shape != 0 && colour == 0
    }

    /// The product of a number.
    pub(super) fn builder(self, number: u8) -> ProductBuilder {
        let builder = ProductBuilder::new(product(number)).name(format!("N{}", self.name)).category("C0");
        let variant = |number, colour: u8| {
            let values = [("Color", COLOURS[usize::from(colour)])];
            VariantBuilder::new(number, values)
        };
        let next = variant_number((number + 1) % THREE, 1);
        match self.shape {
            0 => builder,
            1 => builder.dimension("Color", ["Blue"]).variant(variant(variant_number(number, 0), 0)),
            2 => {
                let builder = builder.dimension("Color", COLOURS);
                let builder = builder.variant(variant(variant_number(number, 0), 0));
                builder.variant(variant(variant_number(number, 1), 1))
            }
            _ => builder.dimension("Color", ["Blue"]).variant(variant(next, 0)),
        }
    }
}

/// What a central swatch shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// A colour.
    Hex(u8),
    /// An asset.
    Asset(u8),
}

impl Paint {
    /// The central swatch of a colour.
    pub(super) fn builder(self, colour: u8) -> SwatchBuilder {
        let swatch = SwatchBuilder::new("Color", COLOURS[usize::from(colour)]);
        match self {
            Self::Hex(shade) => swatch.hex(format!("#0000{shade:02}")),
            Self::Asset(id) => swatch.asset(asset(id)),
        }
    }
}
