//! Reading: what the rows of a manifest say, put together by what they are about.
//!
//! Rows repeat each other: a list has one key in all of its rows, an asset one text in all its places. So
//! the cells that say what a row is about are looked up as they are, and read once for all rows that
//! have the same. What is kept grows with what differs, not with the rows.

use super::asset::{Assets, NONE};
use super::check::order_of;
use super::documents::{Documents, ListEntry, Lookup};
use super::interner::Interner;
use super::kept::Form;
use super::library::InLibrary;
use super::options::Options;
use super::templates::Templates;
use crate::fault::{Fault, shortened};
use crate::json::extra::{ItemExtra, item_extra};
use crate::limits::Limits;
use crate::manifest::{
    AssetCells, Cells, Column, EntityCells, Header, IsReference, KeptRow, Keys, ManifestRow, within,
};
use crate::model::NamesOfProduct;
use std::sync::Arc;

/// Everything that a manifest says.
pub(super) struct Gathered {
    entity_keys: Interner,
    item_keys: Interner,
    pub(super) asset_rows: Vec<AssetRow>,
    pub(super) entity_rows: Vec<EntityRow>,
    pub(super) item_rows: Vec<ItemRow>,
    pub(super) assets: Assets,
    pub(super) documents: Documents,
    pub(super) items: Vec<ItemEntry>,
    pub(super) form: Arc<Form>,
    plain: Plain,
    templates: Templates,
    /// Whether what is new and legal need not be made to know what would become of it.
    pub(super) foresees: bool,
    keys: Keys,
    /// What the product of the documents that are applied has.
    pub(super) names: NamesOfProduct,
}

/// The asset cells of rows that have the same.
pub(super) struct AssetRow {
    /// Known once a row was good; where rows only name their asset, once all rows were read.
    pub(super) asset: u32,
    pub(super) faults: Box<[Fault]>,
    pub(super) warnings: Box<[Fault]>,
    /// The asset of the library that they mean.
    in_library: Option<InLibrary>,
    untaken: Untaken,
    pub(super) takes_out: bool,
    /// Good rows that assign nothing, and the first of them.
    pub(super) alone: u64,
    pub(super) first_alone: u64,
    is_told: bool,
    pub(super) is_warned: bool,
}

/// What asset cells say and was not taken in yet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Untaken {
    Nothing,
    /// What the asset is, until the first good row.
    Cells,
    /// Which asset it is, until all rows were read: those behind may say what it is.
    Key,
}

/// The entity cells of rows that have the same.
pub(super) struct EntityRow {
    pub(super) list: u32,
    pub(super) faults: Box<[Fault]>,
    pub(super) warnings: Box<[Fault]>,
    /// Whether the document is taken out, and media is not read.
    takes_out: bool,
    is_told: bool,
    pub(super) is_warned: bool,
}

/// The purpose and the texts of items that have the same.
#[derive(Default)]
pub(super) struct ItemRow {
    pub(super) purpose: Option<String>,
    pub(super) extra: ItemExtra,
    pub(super) faults: Box<[Fault]>,
    is_told: bool,
}

/// A good row that assigns an asset.
#[derive(Clone, Copy)]
pub(super) struct ItemEntry {
    pub(super) order: i64,
    /// The asset cells that it has.
    pub(super) asset_row: u32,
    pub(super) item_row: u32,
    /// The next of the list.
    pub(super) next: u32,
    /// The row, for reports.
    pub(super) row: u32,
}

/// What a row is about, by number; none where it has no such cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct About {
    pub(super) entity: u32,
    pub(super) asset: u32,
    pub(super) item: u32,
}

impl About {
    /// What a row without anything in it is about.
    pub(super) const NOTHING: Self = Self { entity: NONE, asset: NONE, item: NONE };
}

/// The rows about which there is nothing to say but where they belong, apart from all that could be said: so
/// they are at hand while most rows are read.
#[derive(Default)]
struct Plain {
    /// The list of entity cells; none where anything is to be looked at.
    lists: Vec<u32>,
    /// Whether asset cells were taken in, and are good.
    assets: Vec<bool>,
    items: Vec<bool>,
}

/// How a row was read.
pub(super) enum Read {
    /// There is nothing to tell of it.
    Plain,
    Good(About),
    /// The faults of the row that were not told of a row before it, without their place.
    Bad(Vec<Fault>),
    /// There is nothing in it.
    Empty,
}

/// The order of what says nothing about it: behind everything.
pub(super) const LAST: i64 = i64::MAX;

impl Gathered {
    pub(super) fn new(options: Options, limits: &Limits, header: &Header) -> Self {
        let form = Arc::new(Form { header: header.clone(), limits: limits.clone(), options });
        Self {
            entity_keys: Interner::default(),
            item_keys: Interner::default(),
            asset_rows: Vec::new(),
            entity_rows: Vec::new(),
            item_rows: Vec::new(),
            assets: Assets::new(form.clone()),
            documents: Documents::default(),
            items: Vec::new(),
            form,
            plain: Plain::default(),
            templates: Templates::default(),
            foresees: false,
            keys: Keys::default(),
            names: NamesOfProduct::default(),
        }
    }

    /// Takes a row in.
    pub(super) fn take(&mut self, lookup: &mut Lookup<'_>, row: ManifestRow<'_>) -> Read {
        let mut keys = std::mem::take(&mut self.keys);
        row.keys(&mut keys);
        let read = self.take_with(lookup, row, &mut keys);
        self.keys = keys;
        read
    }

    /// Takes in a row like those before it: an item of a list that is good so far. `false` where it has to be
    /// looked at.
    fn take_plain(&mut self, row: ManifestRow<'_>, about: About) -> bool {
        let list = self.plain.lists.get(about.entity as usize).copied().unwrap_or(NONE);
        let is_plain = |all: &[bool], number: u32| all.get(number as usize).copied().unwrap_or(false);
        let is_good = is_plain(&self.plain.assets, about.asset)
            && (about.item == NONE || is_plain(&self.plain.items, about.item))
            && row.record().len() <= row.header().names().len();
        let Some(list) = self.documents.lists.get_mut(list as usize).filter(|_| is_good) else {
            return false;
        };
        match order_of(row) {
            Ok(order) => {
                push(&mut self.items, list, row, about, order);
                true
            }
            Err(_) => false,
        }
    }

    fn take_with(&mut self, lookup: &mut Lookup<'_>, row: ManifestRow<'_>, keys: &mut Keys) -> Read {
        let entity = self.entity(lookup, row, &keys.entity);
        let takes_out = self.entity_rows.get(entity as usize).is_some_and(|entity| entity.takes_out);
        let (asset, cells) = match takes_out {
            true => (NONE, None),
            false => self.asset(lookup, row, &mut keys.asset, entity != NONE),
        };
        let item = if takes_out || entity == NONE { NONE } else { self.item(row, &keys.item) };
        let about = About { entity, asset, item };
        if self.take_plain(row, about) {
            return Read::Plain;
        }
        let own = self.own_faults(row, about, takes_out);
        if entity == NONE && asset == NONE && own.is_empty() {
            return Read::Empty;
        }
        let is_good = self.shared_faults(about).next().is_none() && (entity, asset) != (NONE, NONE);
        if is_good && own.is_empty() && self.merge(lookup, asset, cells) {
            let order = order_of(row).unwrap_or(LAST);
            self.count(row, about, order, takes_out);
            return Read::Good(about);
        }
        let list = self.entity_rows.get(entity as usize).map_or(NONE, |entity| entity.list);
        if let Some(list) = self.documents.lists.get_mut(list as usize) {
            if list.bad == 0 {
                list.first_bad = row.number();
            }
            list.bad = list.bad.saturating_add(1);
        }
        Read::Bad(self.untold(about, own))
    }

    /// The faults of a row but for those that rows before it have, too.
    fn untold(&mut self, about: About, own: Vec<Fault>) -> Vec<Fault> {
        let mut faults = Vec::new();
        let entity = self.entity_rows.get_mut(about.entity as usize);
        let asset = self.asset_rows.get_mut(about.asset as usize);
        let item = self.item_rows.get_mut(about.item as usize);
        let entity = entity.map(|row| (&row.faults, &mut row.is_told));
        let asset = asset.map(|row| (&row.faults, &mut row.is_told));
        let item = item.map(|row| (&row.faults, &mut row.is_told));
        for (shared, is_told) in [entity, asset, item].into_iter().flatten() {
            if !std::mem::replace(is_told, true) {
                faults.extend(shared.iter().cloned());
            }
        }
        faults.extend(own);
        faults
    }

    /// Finds out which assets rows mean that only name them, now that all rows were read.
    pub(super) fn link(&mut self, lookup: &mut Lookup<'_>) {
        let mut kept = KeptRow::default();
        for (row, number) in self.asset_rows.iter_mut().zip(0..) {
            if row.untaken == Untaken::Key {
                row.untaken = Untaken::Nothing;
                let key = self.assets.cells.get(number);
                if let Some(cells) = key.and_then(|key| self.form.read(&mut kept, key)) {
                    row.asset = self.assets.named(lookup.tenant, &cells.key, row.in_library.as_ref());
                }
            }
        }
        self.assets.check_names(lookup.tenant, &mut lookup.library);
        for list in &mut self.documents.lists {
            if let Some((swatch, own)) = &mut list.swatch
                && let Some(name) = &swatch.asset
            {
                *own = self.assets.by_id_or_name(lookup.tenant, &mut lookup.library, name);
            }
        }
    }

    /// What a row is about, of a manifest that was taken in before; none where it is not known.
    pub(super) fn find(&self, row: ManifestRow<'_>) -> Option<About> {
        let mut about = About::NOTHING;
        let mut keys = Keys::default();
        row.keys(&mut keys);
        let mut known = true;
        if !keys.entity.is_empty() {
            about.entity = self.entity_keys.find(&keys.entity).unwrap_or(NONE);
            known &= about.entity != NONE;
        }
        let takes_out = self.entity_rows.get(about.entity as usize).is_some_and(|entity| entity.takes_out);
        if !takes_out {
            if !keys.asset.is_empty() {
                keys.asset.push(u8::from(about.entity != NONE));
                about.asset = self.assets.cells.find(&keys.asset).unwrap_or(NONE);
                known &= about.asset != NONE;
            }
            if !keys.item.is_empty() && about.entity != NONE {
                about.item = self.item_keys.find(&keys.item).unwrap_or(NONE);
                known &= about.item != NONE;
            }
        }
        known.then_some(about)
    }

    /// Whether a row takes its document out.
    pub(super) fn takes_out(&self, about: About) -> bool {
        self.entity_rows.get(about.entity as usize).is_some_and(|entity| entity.takes_out)
    }

    fn entity(&mut self, lookup: &mut Lookup<'_>, row: ManifestRow<'_>, key: &[u8]) -> u32 {
        if key.is_empty() {
            return NONE;
        }
        let hash = match self.entity_keys.find_or_hash(key) {
            Ok(known) => return known,
            Err(hash) => hash,
        };
        let mut cells = Cells::new(row);
        let mut read = None;
        let entity = match self.templates.read(key, &mut cells) {
            Some(entity) => Some(entity),
            None => {
                read = EntityCells::read(&mut cells, self.form.options.empty_action);
                read.as_ref()
            }
        };
        let list = entity.and_then(|entity| self.documents.list_of(lookup, entity, &mut cells));
        let takes_out = entity.is_some_and(|entity| entity.is_known && entity.action.takes_out());
        if let Some(entity) = read.filter(|_| cells.faults.is_empty() && cells.warnings.is_empty()) {
            self.templates.keep(entity);
        }
        let (faults, warnings): (Box<[Fault]>, Box<[Fault]>) = (cells.faults.into(), cells.warnings.into());
        let list = list.unwrap_or(NONE);
        let (is_told, is_warned) = (false, false);
        let is_plain = faults.is_empty() && warnings.is_empty() && !takes_out;
        let is_list = self.documents.lists.get(list as usize).is_some_and(|list| list.key.is_list());
        self.plain.lists.push(if is_plain && is_list { list } else { NONE });
        self.entity_rows.push(EntityRow { list, faults, warnings, takes_out, is_told, is_warned });
        self.entity_keys.add(key, hash)
    }

    /// The number of the asset cells of a row; and what they say, where they are new and good.
    fn asset<'r>(
        &mut self,
        lookup: &mut Lookup<'_>,
        row: ManifestRow<'r>,
        key: &mut Vec<u8>,
        is_assignment: bool,
    ) -> (u32, Option<AssetCells<'r>>) {
        if key.is_empty() {
            return (NONE, None);
        }
        key.push(u8::from(is_assignment));
        let hash = match self.assets.cells.find_or_hash(key) {
            Ok(known) => return (known, None),
            Err(hash) => hash,
        };
        let mut cells = Cells::new(row);
        let read = self.form.asset_cells(&mut cells, is_assignment);
        let found = read.as_ref().map(|read| lookup.library.find(lookup.tenant, &read.key));
        let in_library = found.transpose().unwrap_or_else(|fault| {
            cells.faults.push(fault);
            None
        });
        let read = read.filter(|_| cells.faults.is_empty());
        let says = read.as_ref().map(|read| &read.says);
        let takes_out = matches!(says, Some(IsReference::TakesOut));
        let untaken = match says {
            None => Untaken::Nothing,
            Some(IsReference::Yes) => Untaken::Key,
            Some(_) => Untaken::Cells,
        };
        let names_only = untaken == Untaken::Key;
        self.plain.assets.push(names_only && cells.faults.is_empty() && cells.warnings.is_empty());
        self.asset_rows.push(AssetRow {
            asset: NONE,
            faults: cells.faults.into(),
            warnings: cells.warnings.into(),
            in_library: in_library.flatten(),
            untaken,
            takes_out,
            alone: 0,
            first_alone: 0,
            is_told: false,
            is_warned: false,
        });
        (self.assets.cells.add(key, hash), read)
    }

    fn item(&mut self, row: ManifestRow<'_>, key: &[u8]) -> u32 {
        if key.is_empty() {
            return NONE;
        }
        let hash = match self.item_keys.find_or_hash(key) {
            Ok(known) => return known,
            Err(hash) => hash,
        };
        let mut cells = Cells::new(row);
        let purpose = cells.identifier(Column::MediaPurpose).map(str::to_owned);
        let mut extra = ItemExtra::default();
        match cells.text(Column::Item).map(|json| item_extra(json, &self.form.limits)) {
            None => {}
            Some(Ok(read)) => match self.fits(read) {
                Ok(read) => extra = read,
                Err(faults) => cells.faults.extend(faults),
            },
            Some(Err(faults)) => {
                cells.faults.extend(faults.into_iter().map(|fault| within(fault, Column::Item)))
            }
        }
        self.plain.items.push(cells.faults.is_empty());
        self.item_rows.push(ItemRow { purpose, extra, faults: cells.faults.into(), is_told: false });
        self.item_keys.add(key, hash)
    }

    /// Takes in what the asset cells of a good row say, once for all rows that have the same; `false` where
    /// they contradict rows before. They are read again where they were read with a row that was not good.
    fn merge(&mut self, lookup: &mut Lookup<'_>, asset: u32, cells: Option<AssetCells<'_>>) -> bool {
        let Some(own) = self.asset_rows.get_mut(asset as usize) else { return true };
        if own.untaken != Untaken::Cells {
            return true;
        }
        own.untaken = Untaken::Nothing;
        let mut kept = KeptRow::default();
        let cells = match cells {
            Some(cells) => Some(cells),
            None => self.assets.cells.get(asset).and_then(|key| self.form.read(&mut kept, key)),
        };
        let Some(cells) = cells else { return true };
        match self.assets.take(lookup.tenant, (asset, cells), own.in_library.as_ref()) {
            Ok(entry) => {
                own.asset = entry;
                if let Some(plain) = self.plain.assets.get_mut(asset as usize) {
                    *plain = own.warnings.is_empty() && !own.takes_out;
                }
            }
            Err(faults) => own.faults = faults.into(),
        }
        own.faults.is_empty()
    }

    /// Counts a good row where it belongs.
    fn count(&mut self, row: ManifestRow<'_>, about: About, order: i64, takes_out: bool) {
        if about.entity == NONE {
            if let Some(asset) = self.asset_rows.get_mut(about.asset as usize) {
                if asset.alone == 0 {
                    asset.first_alone = row.number();
                }
                asset.alone = asset.alone.saturating_add(1);
            }
            return;
        }
        let list = self.entity_rows.get(about.entity as usize).map_or(NONE, |entity| entity.list);
        let Some(list) = self.documents.lists.get_mut(list as usize) else { return };
        if about.asset == NONE || takes_out {
            if list.plain == 0 && list.items == [NONE, NONE] {
                list.first_row = row.number();
            }
            list.plain = list.plain.saturating_add(1);
            return;
        }
        push(&mut self.items, list, row, about, order);
    }
}

/// Adds an item to a list.
fn push(items: &mut Vec<ItemEntry>, list: &mut ListEntry, row: ManifestRow<'_>, about: About, order: i64) {
    let number = items.len() as u32;
    let at = u32::try_from(row.number()).unwrap_or(u32::MAX);
    items.push(ItemEntry { order, asset_row: about.asset, item_row: about.item, next: NONE, row: at });
    if list.plain == 0 && list.items == [NONE, NONE] {
        list.first_row = row.number();
    }
    let [first, last] = &mut list.items;
    match items.get_mut(*last as usize) {
        Some(before) if *last != NONE => before.next = number,
        _ => *first = number,
    }
    *last = number;
}

/// The name of an asset, for people.
pub(super) fn named_asset(id: &str) -> String {
    format!("the asset `{}`", shortened(id))
}
