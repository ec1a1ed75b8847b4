//! Documents as rows: one for each item, each swatch, and each list without items.

use super::row::{Row, Rows};
use crate::fault::{Fault, shortened};
use crate::json::extra::{self, ItemExtra};
use crate::manifest::{Action, Column, matrix_key, swatch_key, with_oun};
use crate::model::{
    CategoryDocumentBuilder, Context, DocumentBuilder, HexColour, ItemBuilder, ListBuilder, Mode,
    NamesOfProduct, Product, SetBuilder, SetFor, SwatchBuilder,
};
use crate::tenant::{Content, Life, Tenant, Version, What};
use std::collections::HashMap;
use std::io::Write;

/// How a product or variant is named: its `EntityKey`, and the value.
struct Key {
    is_record_id: bool,
    value: String,
}

/// A document on its way out, in one action.
struct Saying<'t> {
    tenant: &'t Tenant,
    what: &'t What,
    context: &'t Context,
    life: &'t Life,
    version: &'t Version,
    action: Action,
}

/// What is looked up once for all documents of a product that come one behind the other.
#[derive(Default)]
pub(super) struct Known {
    names: NamesOfProduct,
    record_ids: Option<(Box<str>, RecordIds)>,
}

/// The record ids of a product's variants, by number.
type RecordIds = HashMap<Box<str>, u64>;

impl Known {
    fn record_id(&mut self, product: &Product, variant: &str) -> Option<u64> {
        let kept = self.record_ids.take().filter(|(number, _)| **number == *product.number());
        let (_, ids) = self.record_ids.insert(kept.unwrap_or_else(|| {
            let ids = product.variants().iter();
            let ids = ids.filter_map(|own| Some((own.number().into(), own.record_id()?))).collect();
            (product.number().into(), ids)
        }));
        ids.get(variant).copied()
    }
}

/// Writes what is published of a document, and the draft that differs from it.
pub(super) fn write<W: Write>(
    tenant: &Tenant,
    what: &What,
    life: &Life,
    known: &mut Known,
    rows: &mut Rows<W>,
) -> Result<(), Fault> {
    let Some(context) = what.context() else { return Ok(()) };
    let saying = |version, action| Saying { tenant, what, context, life, version, action };
    let published = match life.published() {
        None => None,
        Some(version) => {
            let saying = saying(version, Action::PublishNow);
            let content = saying.content(known, rows);
            if let Some(content) = &content {
                saying.write(content, known, rows)?;
            }
            content
        }
    };
    let Some(draft) = life.draft() else { return Ok(()) };
    if draft.content.is_none() {
        let message = format!("a reset of {what} is staged, which no column says");
        rows.warn(&what.to_string(), message, "publish it, or reset the document again once it is imported");
        return Ok(());
    }
    let is_same = life.published().is_some_and(|published| published.content == draft.content);
    let saying = saying(draft, Action::Draft);
    // what was said of published content was said already
    let content = if is_same && published.is_some() {
        saying.quiet_content(known)
    } else {
        saying.content(known, rows)
    };
    match content {
        Some(content) if Some(&content) != published.as_ref() => saying.write(&content, known, rows),
        _ => Ok(()),
    }
}

impl<'t> Saying<'t> {
    fn product(&self) -> Option<&'t Product> {
        match self.what {
            What::Document(number, _) => self.tenant.products.get(number).map(|entry| &entry.product),
            _ => None,
        }
    }

    /// The content that can travel; what cannot is left out, and reported.
    fn content<W: Write>(&self, known: &mut Known, rows: &mut Rows<W>) -> Option<Content> {
        let mut left_out = Vec::new();
        let content = self.travelling(known, &mut left_out);
        let what = self.what.to_string();
        for (message, advice) in left_out {
            rows.warn(&what, message, advice);
        }
        content
    }

    fn quiet_content(&self, known: &mut Known) -> Option<Content> {
        self.travelling(known, &mut Vec::new())
    }

    fn travelling(&self, known: &mut Known, left_out: &mut Vec<(String, &'static str)>) -> Option<Content> {
        let own = self.version.content()?;
        let mut content = own.clone();
        self.tenant.make_fit(self.what, &mut content, &mut known.names);
        let before = self.tenant.fit_to_keep_with(self.what, content, &mut known.names);
        let mut content = match before {
            Ok(content) => content,
            Err(_) => {
                let message = format!("{} is not legal any more", self.what);
                left_out.push((message, "edit it, and publish it again"));
                return None;
            }
        };
        if content != *own {
            let message = format!("{} has media for variants or values that the product lacks", self.what);
            left_out.push((message, "add them to the product, or take their media out"));
        }
        let mut travels = |asset: &str| {
            let life = self.tenant.assets.get(asset);
            let is_there =
                life.is_some_and(|life| life.draft_content().or(life.published_content()).is_some());
            let is_published = life.is_some_and(|life| life.published.is_some());
            let travels = is_there && (is_published || self.action == Action::Draft);
            if !travels {
                let id = shortened(asset);
                left_out.push(if is_there {
                    let message = format!("{} shows the asset `{id}`, which is not published", self.what);
                    (message, "publish the asset; it stays in the draft")
                } else {
                    let message =
                        format!("{} shows the asset `{id}`, which is not in the library", self.what);
                    (message, "check the asset in, or take the item out")
                });
            }
            travels
        };
        match &mut content {
            Content::Document(document) => keep(document, &mut travels),
            Content::Category(document) => {
                document.image = document.image.take().filter(|image| travels(&image.asset));
            }
            Content::Asset(_) => {}
        }
        Some(content)
    }

    fn head(&self) -> Row<'t> {
        let mut row = Row::new();
        row.given(Column::CatalogNumber, self.context.catalog());
        row.set(Column::EntityChannel, with_oun(self.context.channel()));
        row.given(Column::EntityLocale, self.context.locale().map(|locale| locale.as_str().to_owned()));
        row.set(Column::EntityAction, self.action.word());
        row.set(Column::EntityVersion, self.version.number().to_string());
        let created = self.life.versions().first().map(|first| first.stamp().at().to_string());
        row.given(Column::EntityCreatedOn, created);
        row.set(Column::EntityLastModifiedOn, self.version.stamp().at().to_string());
        if self.action == Action::PublishNow {
            row.set(Column::PublishState, "Published");
            let published = self.life.published_by().map(|stamp| stamp.at().to_string());
            row.given(Column::EntityPublishedOn, published);
        } else {
            row.set(Column::PublishState, "Draft");
        }
        row
    }

    fn write<W: Write>(&self, content: &Content, known: &mut Known, rows: &mut Rows<W>) -> Result<(), Fault> {
        match (content, self.what, self.product()) {
            (Content::Document(document), What::Document(..), Some(product)) => {
                self.document(document, product, known, rows)
            }
            (Content::Category(document), What::Category(id, _), _) => self.category(document, id, rows),
            _ => Ok(()),
        }
    }

    fn category<W: Write>(
        &self,
        document: &CategoryDocumentBuilder,
        id: &str,
        rows: &mut Rows<W>,
    ) -> Result<(), Fault> {
        let mut row = self.head();
        row.set(Column::EntityType, "Category");
        row.set(Column::EntityKey, "CategoryID");
        row.set(Column::EntityKeyValue, id.to_owned());
        row.set(Column::MediaGroup, "Primary");
        if let Some(image) = &document.image {
            item_into(&mut row, image);
        }
        rows.write(&mut row, id)
    }

    fn document<W: Write>(
        &self,
        document: &DocumentBuilder,
        product: &Product,
        known: &mut Known,
        rows: &mut Rows<W>,
    ) -> Result<(), Fault> {
        let number = product.number();
        let Some(key) = self.key(number, product.record_id()) else {
            let message = format!("the number `{}` is the record id of something else", shortened(number));
            rows.warn(number, message, "give the product a record id, by which it can be named");
            return Ok(());
        };
        if document.sets().next().is_none() && document.swatches.is_empty() {
            let mut row = self.head();
            self.name(&mut row, "Product|Master", &key);
            return rows.write(&mut row, number);
        }
        for (level, set) in document.sets() {
            match level {
                SetFor::Master => {
                    self.set(set, |row| self.name(row, "Product|Master", &key), number, rows)?;
                }
                SetFor::Dimensions(fixed) => {
                    let fixed = fixed.iter().filter(|(_, value)| value != "*");
                    let fixed = fixed.map(|(dimension, value)| (dimension.as_str(), value.as_str()));
                    let value = matrix_key(&key.value, fixed);
                    let name = |row: &mut Row<'t>| {
                        row.set(Column::EntityType, "Product|DimensionMatrix");
                        let kind = if key.is_record_id { "RecordId" } else { "EntityId|DimensionMatrix" };
                        row.set(Column::EntityKey, kind);
                        row.set(Column::EntityKeyValue, value.clone());
                    };
                    self.set(set, name, number, rows)?;
                }
                SetFor::Variant(variant) => {
                    let Some(key) = self.key(variant, known.record_id(product, variant)) else {
                        let message =
                            format!("the number `{}` is the record id of something else", shortened(variant));
                        rows.warn(number, message, "give the variant a record id, by which it can be named");
                        continue;
                    };
                    self.set(set, |row| self.name(row, "Product|Variant", &key), number, rows)?;
                }
            }
        }
        for swatch in &document.swatches {
            let mut row = self.head();
            if key.is_record_id {
                self.name(&mut row, "Product|Master", &key);
            } else {
                row.set(Column::EntityType, "Product|Master|Swatch");
                row.set(Column::EntityKey, "EntityId|SwatchType|SwatchId");
                row.set(Column::EntityKeyValue, swatch_key(&key.value, &swatch.dimension, &swatch.value));
            }
            swatch_into(&mut row, swatch);
            rows.write(&mut row, number)?;
        }
        Ok(())
    }

    /// How something is named, so that nothing else is named so; none where it cannot be.
    fn key(&self, number: &str, record_id: Option<u64>) -> Option<Key> {
        let other = number.parse().ok().filter(|id| Some(*id) != record_id);
        if other.is_none_or(|id| self.tenant.product_of_record_id(id).is_none()) {
            return Some(Key { is_record_id: false, value: number.to_owned() });
        }
        record_id.map(|id| Key { is_record_id: true, value: id.to_string() })
    }

    fn name(&self, row: &mut Row<'t>, kind: &'static str, key: &Key) {
        row.set(Column::EntityType, kind);
        row.set(Column::EntityKey, if key.is_record_id { "RecordId" } else { "EntityId" });
        row.set(Column::EntityKeyValue, key.value.clone());
    }

    /// The lists of a set that say anything; a set that says nothing is a primary list without items.
    fn set<W: Write>(
        &self,
        set: &SetBuilder,
        name: impl Fn(&mut Row<'t>),
        number: &str,
        rows: &mut Rows<W>,
    ) -> Result<(), Fault> {
        let says = |list: &ListBuilder| list.mode != Mode::Replace || !list.items.is_empty();
        let is_empty = !says(&set.primary) && !says(&set.additional);
        for (list, group) in [(&set.primary, "Primary"), (&set.additional, "Additional")] {
            let stands_for_the_set = is_empty && group == "Primary";
            if !says(list) && !stands_for_the_set {
                continue;
            }
            let head = || {
                let mut row = self.head();
                name(&mut row);
                row.set(Column::MediaGroup, group);
                if list.mode != Mode::Replace {
                    row.set(Column::ListMode, list.mode.word());
                }
                row
            };
            if list.items.is_empty() {
                rows.write(&mut head(), number)?;
            }
            for (at, item) in list.items.iter().enumerate() {
                let mut row = head();
                row.set(Column::MediaDisplayOrder, at.saturating_add(1).to_string());
                item_into(&mut row, item);
                rows.write(&mut row, number)?;
            }
        }
        Ok(())
    }
}

fn item_into(row: &mut Row<'_>, item: &ItemBuilder) {
    row.set(Column::InternalMediaId, item.asset.clone());
    row.given(Column::MediaPurpose, item.purpose.clone());
    let extra = ItemExtra { texts: item.texts.clone(), properties: item.properties.clone() };
    row.set(Column::Item, extra::cell(&extra));
}

fn swatch_into(row: &mut Row<'_>, swatch: &SwatchBuilder) {
    row.set(Column::SwatchGroup, swatch.dimension.clone());
    row.set(Column::SwatchDimension, swatch.value.clone());
    match (&swatch.hex, &swatch.asset) {
        (Some(hex), asset) => {
            row.set(Column::SwatchValue, hex.clone());
            row.given(Column::InternalMediaId, asset.clone());
        }
        // an id that would be read as a colour
        (None, Some(asset)) if HexColour::parse(asset.trim()).is_ok() => {
            row.set(Column::InternalMediaId, asset.clone());
        }
        (None, asset) => row.given(Column::SwatchValue, asset.clone()),
    }
    if let Some([x, y, width, height]) = swatch.crop {
        row.set(Column::Crop, format!("{x},{y},{width},{height}"));
    }
}

/// Leaves out what does not travel.
fn keep(document: &mut DocumentBuilder, travels: &mut impl FnMut(&str) -> bool) {
    let sets = document.master.iter_mut();
    let sets = sets.chain(document.dimensions.iter_mut().map(|(_, set)| set));
    let sets = sets.chain(document.variants.iter_mut().map(|(_, set)| set));
    for set in sets {
        for list in [&mut set.primary, &mut set.additional] {
            list.items.retain(|item| travels(&item.asset));
        }
    }
    document.swatches.retain_mut(|swatch| {
        if swatch.asset.as_deref().is_some_and(|asset| !travels(asset)) {
            swatch.asset = None;
        }
        swatch.asset.is_some() || swatch.hex.is_some()
    });
}
