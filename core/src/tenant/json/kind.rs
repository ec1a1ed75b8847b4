//! The kinds of units that a tenant has.

use super::content::Of;
use super::group::GroupShape;
use super::life::{LifeShape, LifeUnit};
use super::settings::{Settings, SettingsShape};
use crate::json::entity::{Category, Channel, Product};
use crate::json::here::{Here, Wanted};
use crate::json::kinds::Kinds;
use crate::json::media::Swatch;
use crate::json::shape::Shape;
use crate::model::{CategoryBuilder, ChannelBuilder, ProductBuilder, SwatchBuilder};
use crate::tenant::group::Group;
use serde::Deserializer;

/// What a unit may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    Settings,
    Channel,
    Swatch,
    Category,
    Product,
    Asset,
    Document,
    CategoryDocument,
    Group,
}

/// A unit as it was read; what it means for the tenant is not checked yet.
pub(super) enum Unit {
    Settings(Settings),
    Channel(ChannelBuilder),
    Swatch(SwatchBuilder),
    Category(CategoryBuilder),
    Product(Box<ProductBuilder>),
    Life(Box<LifeUnit>),
    Group(Group),
}

impl Kinds for UnitKind {
    type Content = Unit;

    const ALL: &'static [Self] = &[
        Self::Settings,
        Self::Channel,
        Self::Swatch,
        Self::Category,
        Self::Product,
        Self::Asset,
        Self::Document,
        Self::CategoryDocument,
        Self::Group,
    ];
    const VERSION: &'static str = "tenant/1";
    const WANTED: Wanted = Wanted { what: "a version", how: "write `tenant/1`, in double quotes" };
    const ONE: &'static str = "unit";
    const LINE: Wanted = Wanted {
        what: "an object with one unit",
        how: "write one unit a line, such as `{\"channel\": {…}}`",
    };

    fn key(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Channel => "channel",
            Self::Swatch => "swatch",
            Self::Category => "category",
            Self::Product => "product",
            Self::Asset => "asset",
            Self::Document => "document",
            Self::CategoryDocument => "category_document",
            Self::Group => "group",
        }
    }

    fn list(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Channel => "channels",
            Self::Swatch => "swatches",
            Self::Category => "categories",
            Self::Product => "products",
            Self::Asset => "assets",
            Self::Document => "documents",
            Self::CategoryDocument => "category_documents",
            Self::Group => "groups",
        }
    }

    fn is_single(self) -> bool {
        self == Self::Settings
    }

    fn read<'de, D: Deserializer<'de>>(self, here: &Here<'_>, from: D) -> Result<Option<Unit>, D::Error> {
        let life = |of| LifeShape(of);
        Ok(match self {
            Self::Settings => SettingsShape.read(here, from)?.map(Unit::Settings),
            Self::Channel => Channel.read(here, from)?.map(Unit::Channel),
            Self::Swatch => Swatch.read(here, from)?.map(Unit::Swatch),
            Self::Category => Category.read(here, from)?.map(Unit::Category),
            Self::Product => Product.read(here, from)?.map(|product| Unit::Product(Box::new(product))),
            Self::Asset => life(Of::Asset).read(here, from)?.map(|unit| Unit::Life(Box::new(unit))),
            Self::Document => life(Of::Document).read(here, from)?.map(|unit| Unit::Life(Box::new(unit))),
            Self::CategoryDocument => {
                life(Of::Category).read(here, from)?.map(|unit| Unit::Life(Box::new(unit)))
            }
            Self::Group => GroupShape.read(here, from)?.map(Unit::Group),
        })
    }
}
