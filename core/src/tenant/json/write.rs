//! A tenant going out: unit by unit, nothing that is absent.

use super::kind::UnitKind;
use super::settings::{SettingsOut, has_settings};
use crate::instant::LocalInstant;
use crate::json::content_out::{AssetContent, CategoryContent, DocumentContent};
use crate::json::kinds::{HEADER, Kinds};
use crate::json::media_out::context;
use crate::json::out::{filled, given};
use crate::json::write::{CategoryOut, ChannelOut, Line, ProductOut, SwatchOut, buffered, line};
use crate::model::{Category, CentralSwatch, Channel, Context, Product};
use crate::tenant::content::Content;
use crate::tenant::group::{Conflicts, Group, GroupItem, GroupState};
use crate::tenant::life::{Cause, CheckOut, Life, Stamp, Version};
use crate::tenant::target::{Target, What};
use crate::tenant::{Tenant, UnitKey};
use core::fmt::Display;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::{self, Write};
use std::sync::Arc;

/// Writes a tenant as one object.
pub(super) fn object(tenant: &Tenant, to: impl Write) -> io::Result<()> {
    buffered(to, |to| Ok(serde_json::to_writer(to, &Object(tenant))?))
}

/// Writes a tenant as JSON Lines.
pub(super) fn lines(tenant: &Tenant, to: impl Write) -> io::Result<()> {
    buffered(to, |to| {
        line(to, HEADER, &UnitKind::VERSION)?;
        for key in tenant.units() {
            if let Some((kind, unit)) = Unit::of(tenant, &key) {
                line(to, kind.key(), &unit)?;
            }
        }
        Ok(())
    })
}

/// The JSON of one unit.
pub(super) fn unit(tenant: &Tenant, key: &UnitKey) -> Option<String> {
    let (kind, unit) = Unit::of(tenant, key)?;
    serde_json::to_string(&Line(kind.key(), &unit)).ok()
}

/// A unit to be written.
enum Unit<'t> {
    Settings(&'t Tenant),
    Channel(&'t Channel),
    Swatch(&'t CentralSwatch),
    Category(&'t Category),
    Product(&'t Product),
    Life(LifeOut<'t>),
    Group(&'t Group),
}

/// A life, with whose it is.
struct LifeOut<'t> {
    group: Option<&'t str>,
    owner: &'t str,
    context: Option<&'t Context>,
    entry: Option<&'t Arc<Content>>,
    life: &'t Life,
    kind: UnitKind,
}

impl<'t> Unit<'t> {
    fn of(tenant: &'t Tenant, key: &'t UnitKey) -> Option<(UnitKind, Self)> {
        Some(match key {
            UnitKey::Settings => (UnitKind::Settings, Self::Settings(tenant)),
            UnitKey::Channel(id) => (UnitKind::Channel, Self::Channel(tenant.channels.get(id)?)),
            UnitKey::Swatch(dimension, value) => {
                let swatch = tenant.swatches.get(&(dimension.clone(), value.clone()))?;
                (UnitKind::Swatch, Self::Swatch(swatch))
            }
            UnitKey::Category(id) => {
                (UnitKind::Category, Self::Category(&tenant.categories.get(&**id)?.category))
            }
            UnitKey::Product(number) => {
                (UnitKind::Product, Self::Product(&tenant.products.get(&**number)?.product))
            }
            UnitKey::Group(name) => (UnitKind::Group, Self::Group(tenant.groups.get(&**name)?)),
            UnitKey::Target(Target { group: None, what }) => {
                let out = LifeOut::of(what, tenant.live(what)?);
                (out.kind, Self::Life(out))
            }
            UnitKey::Target(Target { group: Some(group), what }) => {
                let out = LifeOut::in_group(group, what, tenant.groups.get(group)?.items.get(what)?);
                (out.kind, Self::Life(out))
            }
        })
    }

    /// Every unit of a kind.
    fn all(tenant: &'t Tenant, kind: UnitKind) -> Box<dyn Iterator<Item = Self> + 't> {
        match kind {
            UnitKind::Settings => Box::new(std::iter::once(Self::Settings(tenant))),
            UnitKind::Channel => Box::new(tenant.channels.values().map(Self::Channel)),
            UnitKind::Swatch => Box::new(tenant.swatches.values().map(Self::Swatch)),
            UnitKind::Category => {
                Box::new(tenant.categories.values().map(|entry| Self::Category(&entry.category)))
            }
            UnitKind::Product => {
                Box::new(tenant.products.values().map(|entry| Self::Product(&entry.product)))
            }
            UnitKind::Group => Box::new(tenant.groups.values().map(Self::Group)),
            UnitKind::Asset => {
                let out = move |(id, life): (&'t Arc<str>, _)| LifeOut::new(kind, id, None, life);
                Box::new(tenant.assets.iter().map(out).chain(LifeOut::items(tenant, kind)).map(Self::Life))
            }
            UnitKind::Document => {
                let live = tenant.products.iter().flat_map(move |(number, entry)| {
                    let all = entry.documents.iter();
                    all.map(move |(context, life)| LifeOut::new(kind, number, Some(context), life))
                });
                Box::new(live.chain(LifeOut::items(tenant, kind)).map(Self::Life))
            }
            UnitKind::CategoryDocument => {
                let live = tenant.categories.iter().flat_map(move |(id, entry)| {
                    let all = entry.documents.iter();
                    all.map(move |(context, life)| LifeOut::new(kind, id, Some(context), life))
                });
                Box::new(live.chain(LifeOut::items(tenant, kind)).map(Self::Life))
            }
        }
    }
}

impl<'t> LifeOut<'t> {
    fn new(kind: UnitKind, owner: &'t str, context: Option<&'t Context>, life: &'t Life) -> Self {
        Self { group: None, owner, context, entry: None, life, kind }
    }

    fn of(what: &'t What, life: &'t Life) -> Self {
        match what {
            What::Asset(id) => Self::new(UnitKind::Asset, id, None, life),
            What::Document(product, context) => Self::new(UnitKind::Document, product, Some(context), life),
            What::Category(category, context) => {
                Self::new(UnitKind::CategoryDocument, category, Some(context), life)
            }
        }
    }

    fn in_group(group: &'t str, what: &'t What, item: &'t GroupItem) -> Self {
        Self { group: Some(group), entry: item.entry.as_ref(), ..Self::of(what, &item.life) }
    }

    /// The items of one kind of all groups.
    fn items(tenant: &'t Tenant, kind: UnitKind) -> impl Iterator<Item = Self> {
        let groups = tenant.groups.values();
        let all = groups.flat_map(|group| {
            group.items.iter().map(|(what, item)| LifeOut::in_group(&group.name, what, item))
        });
        all.filter(move |out| out.kind == kind)
    }
}

struct Object<'t>(&'t Tenant);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let tenant = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry(HEADER, UnitKind::VERSION)?;
        for kind in UnitKind::ALL.iter().copied() {
            if !kind.is_single() {
                filled(&mut map, kind.list(), || Unit::all(tenant, kind))?;
            } else if has_settings(tenant) {
                map.serialize_entry(kind.list(), &Unit::Settings(tenant))?;
            }
        }
        map.end()
    }
}

impl Serialize for Unit<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Settings(tenant) => SettingsOut(tenant).serialize(to),
            Self::Channel(channel) => ChannelOut(channel).serialize(to),
            Self::Swatch(swatch) => SwatchOut(swatch).serialize(to),
            Self::Category(category) => CategoryOut(category).serialize(to),
            Self::Product(product) => ProductOut(product).serialize(to),
            Self::Life(life) => life.serialize(to),
            Self::Group(group) => GroupOut(group).serialize(to),
        }
    }
}

impl Serialize for LifeOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let life = self.life;
        let mut map = to.serialize_map(None)?;
        let key = match self.kind {
            UnitKind::Document => "product",
            UnitKind::CategoryDocument => "category",
            _ => "id",
        };
        map.serialize_entry(key, self.owner)?;
        self.context.map_or(Ok(()), |own| context(&mut map, own))?;
        given(&mut map, "group", self.group)?;
        given(&mut map, "entry", self.entry.map(|content| ContentOut(content)))?;
        parts(&mut map, life)?;
        map.end()
    }
}

/// Writes what a life has, whosever it is.
fn parts<M: SerializeMap>(map: &mut M, life: &Life) -> Result<(), M::Error> {
    filled(map, "versions", || life.versions.iter().map(VersionOut))?;
    given(map, "draft", life.draft)?;
    given(map, "published", life.published.as_ref().map(PublishedOut))?;
    given(map, "unpublished", life.unpublished.as_ref().map(StampOut))?;
    given(map, "check_out", life.check_out.as_ref().map(CheckOutOut))
}

/// A life by itself, without whose it is.
pub(crate) struct LifeAlone<'t>(pub(crate) &'t Life);

impl Serialize for LifeAlone<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        parts(&mut map, self.0)?;
        map.end()
    }
}

/// A content, without whose it is and in which context.
pub(crate) struct ContentOut<'t>(pub(crate) &'t Content);

impl Serialize for ContentOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Content::Asset(asset) => AssetContent(asset).serialize(to),
            Content::Document(document) => DocumentContent(document).serialize(to),
            Content::Category(document) => CategoryContent(document).serialize(to),
        }
    }
}

struct VersionOut<'t>(&'t Version);

impl Serialize for VersionOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let version = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("number", &version.number)?;
        stamp(&mut map, &version.stamp)?;
        match &version.cause {
            Cause::Restore(number) => map.serialize_entry("cause", &Line(version.cause.word(), number))?,
            Cause::Run(group) => map.serialize_entry("cause", &Line(version.cause.word(), &&**group))?,
            cause => map.serialize_entry("cause", cause.word())?,
        }
        given(&mut map, "content", version.content.as_deref().map(ContentOut))?;
        map.end()
    }
}

struct PublishedOut<'t>(&'t (u32, Stamp));

impl Serialize for PublishedOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("version", &self.0.0)?;
        stamp(&mut map, &self.0.1)?;
        map.end()
    }
}

struct CheckOutOut<'t>(&'t CheckOut);

impl Serialize for CheckOutOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        stamp(&mut map, &self.0.since)?;
        map.serialize_entry("content", &ContentOut(&self.0.content))?;
        map.end()
    }
}

struct GroupOut<'t>(&'t Group);

impl Serialize for GroupOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let group = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("name", &*group.name)?;
        map.serialize_entry("made", &StampOut(&group.made))?;
        let conflicts = group.options.conflicts;
        given(&mut map, "conflicts", (conflicts != Conflicts::default()).then(|| conflicts.word()))?;
        given(&mut map, "publish_all", group.options.publish_all.then_some(true))?;
        match &group.state {
            GroupState::Open => {}
            GroupState::Scheduled { due, stamp } => {
                map.serialize_entry("schedule", &ScheduleOut(due, stamp))?;
            }
            GroupState::Ran(stamp) => map.serialize_entry("ran", &StampOut(stamp))?,
        }
        map.end()
    }
}

struct ScheduleOut<'t>(&'t LocalInstant, &'t Stamp);

impl Serialize for ScheduleOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("due", &Shown(self.0))?;
        stamp(&mut map, self.1)?;
        map.end()
    }
}

/// Who did something, and when.
pub(crate) struct StampOut<'t>(pub(crate) &'t Stamp);

impl Serialize for StampOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        stamp(&mut map, self.0)?;
        map.end()
    }
}

/// Writes who and when.
fn stamp<M: SerializeMap>(map: &mut M, stamp: &Stamp) -> Result<(), M::Error> {
    map.serialize_entry("by", &*stamp.by)?;
    map.serialize_entry("at", &Shown(&stamp.at))
}

/// What is written as it is shown.
struct Shown<'t, T>(&'t T);

impl<T: Display> Serialize for Shown<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self.0)
    }
}
