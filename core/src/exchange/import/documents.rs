//! The documents that a manifest names, and their lists.

use super::asset::{End, NONE};
use super::hash::Map;
use super::library::{Library, Named, Values, Variants};
use crate::fault::{Code, Fault, Place, shortened};
use crate::manifest::{Action, Cells, Choice, Column, EntityCells, Level, SwatchCells, Which, in_column};
use crate::model::{Context, HexColour, Mode, Product};
use crate::tenant::{Tenant, What};
use std::sync::Arc;

/// So many lists are as fast looked through.
const FEW: usize = 16;

/// The documents of a manifest.
#[derive(Default)]
pub(super) struct Documents {
    pub(super) entries: Vec<DocumentEntry>,
    pub(super) lists: Vec<ListEntry>,
    by_target: Map<What, u32>,
    /// The document that was named last: rows of one stand together.
    last: u32,
}

/// A document of a manifest, in one action.
pub(super) struct DocumentEntry {
    pub(super) what: What,
    pub(super) action: Action,
    /// The same document in the other action, where rows give two.
    pub(super) twin: u32,
    pub(super) lists: Vec<u32>,
    /// The same by key, where they are many.
    by_key: Option<Box<Map<ListKey, u32>>>,
    pub(super) checked_out: Option<Choice>,
    pub(super) mismatch: Option<Choice>,
    pub(super) version: Option<u32>,
    pub(super) end: End,
}

/// What is replaced as one: a list, a swatch, the picture of a category, or nothing but the document.
pub(super) struct ListEntry {
    pub(super) document: u32,
    pub(super) key: ListKey,
    pub(super) mode: Option<Mode>,
    /// What it looks like, and the asset that it names itself, once all rows were read.
    pub(super) swatch: Option<(Box<SwatchCells>, u32)>,
    /// The first and the last item in the order of rows.
    pub(super) items: [u32; 2],
    /// Good rows without an item.
    pub(super) plain: u64,
    /// Rows at fault, and the first of them.
    pub(super) bad: u64,
    pub(super) first_bad: u64,
    pub(super) first_row: u64,
    pub(super) faults: Vec<Fault>,
    pub(super) is_held_back: bool,
}

/// What a list is of. Additional lists say `true`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ListKey {
    Document,
    Master(bool),
    Dimensions(Box<[(Box<str>, Box<str>)]>, bool),
    Variant(Box<str>, bool),
    Swatch(Box<str>, Box<str>),
    Picture,
}

impl ListEntry {
    /// Whether it is a swatch whose own cells show nothing.
    pub(super) fn is_without_look(&self) -> bool {
        self.swatch.as_ref().is_some_and(|(swatch, _)| swatch.hex.is_none() && swatch.asset.is_none())
    }
}

impl ListKey {
    /// Whether it has items in an order.
    pub(super) fn is_list(&self) -> bool {
        matches!(self, Self::Master(_) | Self::Dimensions(..) | Self::Variant(..))
    }

    pub(super) fn is_additional(&self) -> bool {
        matches!(self, Self::Master(true) | Self::Dimensions(_, true) | Self::Variant(_, true))
    }
}

/// Whose document it is.
enum Owner {
    Product(Arc<str>),
    Category(Arc<str>),
}

impl Owner {
    /// Whether that is its document in a context.
    fn is_of(&self, what: &What, context: &Context) -> bool {
        match (self, what) {
            (Self::Product(own), What::Document(owner, of))
            | (Self::Category(own), What::Category(owner, of)) => {
                (Arc::ptr_eq(own, owner) || own == owner) && of == context
            }
            _ => false,
        }
    }
}

fn disagrees(column: Column, here: &str, first: &str, of: &str) -> Fault {
    let message = format!(
        "`{}` is not `{}`, which another row says of the same {of}",
        shortened(here),
        shortened(first)
    );
    in_column(column, Code::RowsDisagree, message, "write the same in all of its rows")
}

fn agree<T: Copy + PartialEq>(
    place: &mut Option<T>,
    value: Option<T>,
    (column, of): (Column, &str),
    words: impl Fn(T) -> String,
    faults: &mut Vec<Fault>,
) {
    match (*place, value) {
        (None, value) => *place = value,
        (Some(first), Some(value)) if first != value => {
            faults.push(disagrees(column, &words(value), &words(first), of));
        }
        _ => {}
    }
}

/// What is looked up while rows are read.
pub(super) struct Lookup<'t> {
    pub(super) tenant: &'t Tenant,
    pub(super) library: Library,
    pub(super) variants: Variants,
    pub(super) values: Values,
    /// The product that was named last: rows of one stand together.
    pub(super) last: Option<(Arc<str>, &'t Product)>,
    /// Which of its variants may be named next.
    next: usize,
}

impl<'t> Lookup<'t> {
    pub(super) fn new(tenant: &'t Tenant) -> Self {
        Self {
            tenant,
            library: Library::default(),
            variants: Variants::default(),
            values: Values::default(),
            last: None,
            next: 0,
        }
    }

    /// What a number names: rows of one product stand together, and in the order of its variants, again and
    /// again where it has several documents.
    fn named(&mut self, number: &str) -> Result<Option<Named>, Fault> {
        let is_record_id = number.bytes().all(|digit| digit.is_ascii_digit());
        let Some((last, product)) = self.last.as_ref().filter(|_| !is_record_id) else {
            return self.variants.find(self.tenant, number);
        };
        for at in [self.next, 0] {
            if product.variants().get(at).is_some_and(|variant| variant.number() == number) {
                self.next = at.saturating_add(1);
                return Ok(Some(Named { product: last.clone(), variant: Some(number.into()) }));
            }
        }
        if product.number() == number {
            return Ok(Some(Named { product: last.clone(), variant: None }));
        }
        self.variants.find(self.tenant, number)
    }

    /// Warns of a channel that is not there.
    pub(super) fn channel(&self, channel: Option<&str>, column: Column, cells: &mut Cells<'_>) {
        if let Some(channel) = channel.filter(|channel| !self.tenant.channels.contains_key(*channel)) {
            let message = format!("the tenant does not have the channel `{}`", shortened(channel));
            let advice = "check the number, or add the channel";
            cells.warnings.push(in_column(column, Code::MissingChannel, message, advice));
        }
    }

    fn product(&mut self, number: &Arc<str>) -> Option<&'t Product> {
        match &self.last {
            Some((last, product)) if Arc::ptr_eq(last, number) || *last == *number => Some(product),
            _ => {
                let product = &self.tenant.products.get(number)?.product;
                (self.last, self.next) = (Some((number.clone(), product)), 0);
                Some(product)
            }
        }
    }
}

impl Documents {
    /// The list that a row assigns to: none where it names what the tenant does not have. Faults of the
    /// row are added to its cells.
    pub(super) fn list_of(
        &mut self,
        lookup: &mut Lookup<'_>,
        entity: &EntityCells,
        cells: &mut Cells<'_>,
    ) -> Option<u32> {
        let row = cells.row.number();
        let (owner, key) = self.target(lookup, entity, cells).filter(|_| entity.is_known)?;
        let document = self.document(owner, entity);
        let list = self.list(document, key, row);
        self.learn(document, list, entity, cells);
        if let Level::Swatch(swatch) = &entity.level {
            self.swatch(lookup, list, swatch, cells);
        }
        Some(list)
    }

    fn target(
        &mut self,
        lookup: &mut Lookup<'_>,
        entity: &EntityCells,
        cells: &mut Cells<'_>,
    ) -> Option<(Owner, ListKey)> {
        let tenant = lookup.tenant;
        lookup.channel(entity.context.channel(), Column::EntityChannel, cells);
        let named = match &entity.which {
            Which::Category(id) => {
                if let Some((id, _)) = tenant.categories.get_key_value(id.as_str()) {
                    let key = match entity.level {
                        Level::Picture => ListKey::Picture,
                        _ => ListKey::Document,
                    };
                    return Some((Owner::Category(id.clone()), key));
                }
                let message = format!("the tenant does not have the category `{}`", shortened(id));
                cells.fault(Column::EntityKeyValue, Code::NotInTenant, message, "check the id, or add it");
                return None;
            }
            Which::Product(number) => match lookup.named(number) {
                Ok(named) => named.ok_or_else(|| format!("product or variant `{}`", shortened(number))),
                Err(fault) => {
                    cells.faults.push(fault);
                    return None;
                }
            },
            Which::RecordId(id) => {
                lookup.variants.record_id(tenant, *id).ok_or_else(|| format!("record id `{id}`"))
            }
        };
        let mut named = match named {
            Ok(named) => named,
            Err(what) => {
                let message = format!("the tenant does not have the {what}");
                cells.fault(
                    Column::EntityKeyValue,
                    Code::NotInTenant,
                    message,
                    "check the number, or add it",
                );
                return None;
            }
        };
        let product = lookup.product(&named.product)?;
        let key = key_of(&mut named, product, &mut lookup.values, entity, cells)?;
        Some((Owner::Product(named.product), key))
    }

    fn document(&mut self, owner: Owner, entity: &EntityCells) -> u32 {
        if let Some(last) = self.entries.get(self.last as usize)
            && last.action == entity.action
            && owner.is_of(&last.what, &entity.context)
        {
            return self.last;
        }
        let what = match owner {
            Owner::Product(number) => What::Document(number, entity.context.clone()),
            Owner::Category(id) => What::Category(id, entity.context.clone()),
        };
        self.last = self.document_of(what, entity.action);
        self.last
    }

    fn document_of(&mut self, what: What, action: Action) -> u32 {
        let number = self.entries.len() as u32;
        let mut last = NONE;
        if let Some(first) = self.by_target.get(&what) {
            let mut next = *first;
            while let Some(entry) = self.entries.get(next as usize) {
                if entry.action == action {
                    return next;
                }
                last = next;
                next = entry.twin;
            }
        } else {
            self.by_target.insert(what.clone(), number);
        }
        if let Some(entry) = self.entries.get_mut(last as usize) {
            entry.twin = number;
        }
        self.entries.push(DocumentEntry {
            what,
            action,
            twin: NONE,
            lists: Vec::new(),
            by_key: None,
            checked_out: None,
            mismatch: None,
            version: None,
            end: End::default(),
        });
        number
    }

    /// The first entries of documents; each leads to its others.
    pub(super) fn firsts(&self) -> Vec<u32> {
        let mut firsts: Vec<u32> = self.by_target.values().copied().collect();
        firsts.sort_unstable();
        firsts
    }

    fn list(&mut self, document: u32, key: ListKey, row: u64) -> u32 {
        let Some(entry) = self.entries.get_mut(document as usize) else { return NONE };
        let is_it = |list: &&u32| self.lists.get(**list as usize).is_some_and(|list| list.key == key);
        let found = match &entry.by_key {
            Some(all) => all.get(&key),
            None => entry.lists.iter().rev().find(is_it),
        };
        if let Some(found) = found {
            return *found;
        }
        let number = self.lists.len() as u32;
        entry.lists.push(number);
        if let Some(all) = &mut entry.by_key {
            all.insert(key.clone(), number);
        } else if entry.lists.len() > FEW {
            let lists = entry.lists.iter().filter_map(|list| Some((self.lists.get(*list as usize)?, list)));
            let mut all: Map<ListKey, u32> = lists.map(|(own, list)| (own.key.clone(), *list)).collect();
            all.insert(key.clone(), number);
            entry.by_key = Some(Box::new(all));
        }
        self.lists.push(ListEntry {
            document,
            key,
            mode: None,
            swatch: None,
            items: [NONE, NONE],
            plain: 0,
            bad: 0,
            first_bad: 0,
            first_row: row,
            faults: Vec::new(),
            is_held_back: false,
        });
        number
    }

    /// Takes what a row says of its document and list.
    fn learn(&mut self, document: u32, list: u32, entity: &EntityCells, cells: &mut Cells<'_>) {
        let faults = &mut cells.faults;
        let word = |choice: Choice| choice.word().to_owned();
        if let Some(entry) = self.entries.get_mut(document as usize) {
            let of = "document";
            agree(&mut entry.checked_out, entity.checked_out, (Column::EntityCheckedOut, of), word, faults);
            agree(&mut entry.mismatch, entity.mismatch, (Column::EntityMismatch, of), word, faults);
            let number = |number: u32| number.to_string();
            agree(&mut entry.version, entity.version, (Column::EntityVersion, of), number, faults);
        }
        if let Some(list) = self.lists.get_mut(list as usize) {
            let word = |mode: Mode| mode.word().to_owned();
            agree(&mut list.mode, entity.mode, (Column::ListMode, "list"), word, faults);
        }
    }

    fn swatch(&mut self, lookup: &mut Lookup<'_>, list: u32, swatch: &SwatchCells, cells: &mut Cells<'_>) {
        let tenant = lookup.tenant;
        if let Some(name) = swatch.asset.as_ref().filter(|name| !tenant.assets.contains_key(name.as_str())) {
            match lookup.library.named(tenant, name, Column::SwatchValue) {
                Err(fault) => {
                    cells.faults.push(fault);
                    return;
                }
                // no asset: a colour that is none
                Ok(None) if name.starts_with('#') => {
                    let fault = HexColour::parse(name.trim()).err();
                    let place = Place::path(Column::SwatchValue.name());
                    cells.faults.extend(fault.map(|fault| fault.at(place)));
                    return;
                }
                Ok(_) => {}
            }
        }
        let Some(list) = self.lists.get_mut(list as usize) else { return };
        match &list.swatch {
            None => list.swatch = Some((Box::new(swatch.clone()), NONE)),
            Some((first, _)) if **first != *swatch => {
                let here = cells.text(Column::SwatchValue).unwrap_or_default();
                let first = first.hex.map(|hex| hex.to_string()).or_else(|| first.asset.clone());
                let fault = disagrees(Column::SwatchValue, here, &first.unwrap_or_default(), "swatch");
                cells.faults.push(fault);
            }
            Some(_) => {}
        }
    }
}

/// The level of a row, where its product has it.
fn key_of(
    named: &mut Named,
    product: &Product,
    values: &mut Values,
    entity: &EntityCells,
    cells: &mut Cells<'_>,
) -> Option<ListKey> {
    let wants_variant = matches!(entity.level, Level::Variant(_))
        || (matches!(entity.level, Level::Document) && entity.is_variant);
    if wants_variant != named.variant.is_some() {
        let message = format!("the key names {named}");
        let advice = if wants_variant { "write `Product|Master`" } else { "write `Product|Variant`" };
        cells.fault(Column::EntityKeyValue, Code::WrongEntity, message, advice);
        return None;
    }
    let before = cells.faults.len();
    let key = match &entity.level {
        Level::Document => ListKey::Document,
        Level::Picture => return None,
        Level::Master(additional) => ListKey::Master(*additional),
        Level::Variant(additional) => ListKey::Variant(named.variant.take()?, *additional),
        Level::Dimensions(fixed, additional) => {
            for (dimension, value) in fixed {
                has_value(product, values, dimension, value, cells);
            }
            let mut fixed: Vec<(Box<str>, Box<str>)> = fixed
                .iter()
                .filter(|(_, value)| value != "*")
                .map(|(dimension, value)| (dimension.as_str().into(), value.as_str().into()))
                .collect();
            fixed.sort_unstable();
            ListKey::Dimensions(fixed.into(), *additional)
        }
        Level::Swatch(swatch) => {
            has_value(product, values, &swatch.dimension, &swatch.value, cells);
            ListKey::Swatch(swatch.dimension.as_str().into(), swatch.value.as_str().into())
        }
    };
    (cells.faults.len() == before).then_some(key)
}

/// Reports a dimension that the product does not have, or a value that the dimension does not have.
fn has_value(product: &Product, values: &mut Values, dimension: &str, value: &str, cells: &mut Cells<'_>) {
    let number = shortened(product.number());
    let mut dimensions = product.dimensions().iter().enumerate();
    let Some((at, own)) = dimensions.find(|(_, own)| own.name() == dimension) else {
        let message = format!("`{number}` has no dimension `{}`", shortened(dimension));
        let advice = "write a dimension that the product has; names compare exactly";
        cells.fault(Column::EntityKeyValue, Code::UnknownDimension, message, advice);
        return;
    };
    if value != "*" && !values.has(product, at, own, value) {
        let message = format!(
            "the dimension `{}` of `{number}` has no value `{}`",
            shortened(dimension),
            shortened(value)
        );
        let advice = "write a value that the dimension has; values compare exactly";
        cells.fault(Column::EntityKeyValue, Code::UnknownValue, message, advice);
    }
}
