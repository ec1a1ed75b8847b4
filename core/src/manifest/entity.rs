//! What a row assigns to: a list, a swatch, a document.

use super::asset::channel;
use super::cells::Cells;
use super::columns::Column;
use super::keys::{KeyPart, parts};
use super::words::{Action, Choice, EntityKey, EntityType, Group};
use crate::fault::{Code, Fault, Place, shortened};
use crate::model::{Context, Crop, HexColour, Mode};

/// What a row assigns to, as its cells say it.
#[derive(Clone, Debug)]
pub(crate) struct EntityCells {
    pub(crate) which: Which,
    pub(crate) level: Level,
    /// Whether the key is to name a variant.
    pub(crate) is_variant: bool,
    pub(crate) context: Context,
    pub(crate) action: Action,
    pub(crate) checked_out: Option<Choice>,
    pub(crate) mismatch: Option<Choice>,
    pub(crate) version: Option<u32>,
    pub(crate) mode: Option<Mode>,
    /// Whether the key is made of parts, as those of combinations and swatches are.
    pub(crate) has_parts: bool,
    /// Whether it is known what the row assigns to; else it is looked through for more faults alone.
    pub(crate) is_known: bool,
}

/// Whose document it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// A product, or a variant where the level is that: by number or record id.
    Product(String),
    /// The same, by record id alone.
    RecordId(u64),
    /// A category.
    Category(String),
}

/// At which level of the document.
#[derive(Clone, Debug)]
pub(crate) enum Level {
    /// The document itself: it takes effect as a whole, or has nothing in it.
    Document,
    /// A list of the product; `true` for the additional one.
    Master(bool),
    /// A list of a combination; `*` where it leaves a dimension open.
    Dimensions(Vec<(String, String)>, bool),
    /// A list of the variant that is named.
    Variant(bool),
    /// A swatch.
    Swatch(Box<SwatchCells>),
    /// The picture of a category.
    Picture,
}

/// A swatch, as its cells say it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SwatchCells {
    pub(crate) dimension: String,
    pub(crate) value: String,
    pub(crate) hex: Option<HexColour>,
    /// An asset by its id or display name.
    pub(crate) asset: Option<String>,
    pub(crate) crop: Option<Crop>,
}

/// A key as it was read.
struct Key {
    which: Which,
    has_parts: bool,
    /// What a key of parts has behind the product.
    rest: Vec<KeyPart>,
}

const GROUPS: &str = "write `Primary` or `Additional`";

impl EntityCells {
    /// Reads the entity cells of a row; none where it cannot be told whose media they are. A fault in a cell
    /// that does not tell what the row assigns to leaves that known.
    pub(crate) fn read(cells: &mut Cells<'_>, empty_action: Action) -> Option<Self> {
        let before = cells.faults.len();
        let kind: Option<EntityType> = cells.word(Column::EntityType);
        let how: Option<EntityKey> = cells.word(Column::EntityKey);
        let why = "the row assigns something";
        if kind.is_none() {
            cells.missing(Column::EntityType, why, "write what it is assigned to, such as `Product|Master`");
        }
        if how.is_none() {
            cells.missing(Column::EntityKey, why, "write what kind of key it has, such as `EntityId`");
        }
        if cells.text(Column::EntityKeyValue).is_none() {
            cells.missing(Column::EntityKeyValue, why, "write the number of the product");
        }
        let context = context(cells);
        let action = cells.word(Column::EntityAction).unwrap_or(empty_action);
        let key = kind.zip(how).and_then(|(kind, how)| Key::read(cells, kind, how));
        let level = match kind {
            Some(kind) => level(cells, kind, key.as_ref(), action.takes_out()),
            None => {
                let _: Option<Group> = cells.word(Column::MediaGroup);
                None
            }
        };
        let is_known = cells.faults.len() == before;
        let checked_out = cells.word(Column::EntityCheckedOut);
        let mismatch = cells.word(Column::EntityMismatch);
        let version = cells.whole(Column::EntityVersion);
        let mode = cells.word(Column::ListMode);
        let is_list = matches!(level, Some(Level::Master(_) | Level::Dimensions(..) | Level::Variant(_)));
        if mode.is_some() && level.is_some() && !is_list {
            let message = "what the row assigns to has no list";
            cells.fault(Column::ListMode, Code::WrongEntity, message, "leave the cell empty");
        }
        let mut level = level;
        if let Some(Level::Swatch(swatch)) = &mut level {
            swatch.crop = crop_of(cells);
        }
        let is_variant = kind? == EntityType::Variant;
        let Key { which, has_parts, .. } = key?;
        let context = context.unwrap_or_default();
        // where the level is at fault, its owner is looked up all the same
        let level = level.unwrap_or(Level::Document);
        Some(Self {
            which,
            level,
            is_variant,
            context,
            action,
            checked_out,
            mismatch,
            version,
            mode,
            has_parts,
            is_known,
        })
    }
}

fn context(cells: &mut Cells<'_>) -> Option<Context> {
    let catalog = cells.identifier(Column::CatalogNumber).filter(|catalog| *catalog != "0");
    let channel = channel(cells, Column::EntityChannel);
    let locale = cells.locale(Column::EntityLocale)?;
    Some(Context { catalog: catalog.map(Into::into), channel: channel.map(Into::into), locale })
}

impl Key {
    fn read(cells: &mut Cells<'_>, kind: EntityType, how: EntityKey) -> Option<Self> {
        let fits = match kind {
            EntityType::Master => !matches!(how, EntityKey::Matrix | EntityKey::Category),
            EntityType::Variant => {
                matches!(how, EntityKey::Id | EntityKey::ProductNumber | EntityKey::RecordId)
            }
            EntityType::DimensionMatrix => {
                matches!(how, EntityKey::Matrix | EntityKey::ProductNumber | EntityKey::RecordId)
            }
            EntityType::Swatch => how == EntityKey::Swatch,
            EntityType::Category => how == EntityKey::Category,
        };
        if !fits {
            let message = "a kind of key that its `EntityType` does not have";
            let advice = match kind {
                EntityType::Master | EntityType::Variant => "write `EntityId`",
                EntityType::DimensionMatrix => "write `EntityId|DimensionMatrix`",
                EntityType::Swatch => "write `EntityId|SwatchType|SwatchId`",
                EntityType::Category => "write `CategoryID`",
            };
            cells.fault(Column::EntityKey, Code::WrongEntity, message, advice);
            return None;
        }
        let text = cells.text(Column::EntityKeyValue)?;
        let has_parts = kind == EntityType::DimensionMatrix || how == EntityKey::Swatch;
        let (own, rest) = if has_parts {
            let mut parts = match parts(text) {
                Ok(parts) => parts.into_iter(),
                Err(fault) => {
                    cells.faults.push(fault.at(Place::path(Column::EntityKeyValue.name())));
                    return None;
                }
            };
            (parts.next()?.whole, parts.collect())
        } else {
            (text.to_owned(), Vec::new())
        };
        if own.is_empty() {
            let message = "the key has no product";
            cells.fault(
                Column::EntityKeyValue,
                Code::MalformedKey,
                message,
                "begin with the product's number",
            );
            return None;
        }
        let which = match how {
            EntityKey::Category => Which::Category(own),
            EntityKey::RecordId => match own.trim().parse() {
                Ok(id) => Which::RecordId(id),
                Err(_) => {
                    let message = format!("`{}` is no record id", shortened(&own));
                    let advice = "write the record id, or `EntityId` as the kind of key";
                    cells.fault(Column::EntityKeyValue, Code::MalformedNumber, message, advice);
                    return None;
                }
            },
            _ => Which::Product(own),
        };
        Some(Self { which, has_parts, rest })
    }
}

/// The level, where enough of the row is legal to tell.
fn level(cells: &mut Cells<'_>, kind: EntityType, key: Option<&Key>, takes_out: bool) -> Option<Level> {
    let swatch_cells = [Column::SwatchGroup, Column::SwatchDimension, Column::SwatchValue];
    let has_swatch = swatch_cells.into_iter().any(|column| cells.is_filled(column));
    let is_swatch = kind == EntityType::Swatch
        || (kind == EntityType::Master && (has_swatch || key.is_some_and(|key| !key.rest.is_empty())));
    let pattern = match kind {
        EntityType::DimensionMatrix => key.and_then(|key| pattern(cells, key)),
        _ => None,
    };
    if kind == EntityType::Category && cells.text(Column::EntityChannel).is_none() {
        let why = "the picture of a category is always a channel's";
        cells.missing(Column::EntityChannel, why, "write the channel's number");
    }
    if takes_out {
        return Some(Level::Document);
    }
    if is_swatch {
        return swatch(cells, key?).map(|swatch| Level::Swatch(Box::new(swatch)));
    }
    if has_swatch {
        let message = "swatches are assigned to a product";
        cells.fault(Column::SwatchGroup, Code::WrongEntity, message, "leave the cells for swatches empty");
    }
    let group: Option<Group> = cells.word(Column::MediaGroup);
    if group.is_none() && !cells.is_faulty(Column::MediaGroup) {
        if kind == EntityType::Master && !cells.is_filled(Column::ListMode) {
            return Some(Level::Document);
        }
        cells.missing(Column::MediaGroup, "the row assigns to a list", GROUPS);
    }
    let is_additional = group == Some(Group::Additional);
    match kind {
        EntityType::Category if is_additional => {
            let message = "a category has one picture, which is primary";
            cells.fault(Column::MediaGroup, Code::WrongEntity, message, "write `Primary`");
            None
        }
        EntityType::Category => Some(Level::Picture),
        EntityType::Master => Some(Level::Master(is_additional)),
        EntityType::Variant => Some(Level::Variant(is_additional)),
        EntityType::DimensionMatrix => Some(Level::Dimensions(pattern?, is_additional)),
        EntityType::Swatch => None,
    }
}

/// The values that the key of a combination fixes, and the dimensions that it leaves open with `*`.
fn pattern(cells: &mut Cells<'_>, key: &Key) -> Option<Vec<(String, String)>> {
    let column = Column::EntityKeyValue;
    let mut fixed: Vec<(String, String)> = Vec::new();
    let before = cells.faults.len();
    for part in &key.rest {
        let Some((dimension, value)) = &part.split else {
            let message = format!("`{}` is no dimension and value", shortened(&part.whole));
            cells.fault(column, Code::MalformedKey, message, "write `Color:Blue`");
            continue;
        };
        if fixed.iter().any(|(own, _)| own == dimension) {
            let message = format!("the dimension `{}` stands twice", shortened(dimension));
            cells.fault(column, Code::MalformedKey, message, "give one value of it");
            continue;
        }
        fixed.push((dimension.clone(), value.clone()));
    }
    if fixed.iter().all(|(_, value)| value == "*") && cells.faults.len() == before {
        let message = "the key fixes no dimension";
        let advice = "name a value, or assign to the product as `Product|Master`";
        cells.fault(column, Code::PatternWithoutValue, message, advice);
    }
    (cells.faults.len() == before).then_some(fixed)
}

fn swatch(cells: &mut Cells<'_>, key: &Key) -> Option<SwatchCells> {
    let before = cells.faults.len();
    let group = cells.text(Column::SwatchGroup);
    let own = cells.text(Column::SwatchDimension);
    let (dimension, value) = match key.rest.as_slice() {
        [] => {
            let why = "the row assigns a swatch";
            if group.is_none() {
                cells.missing(Column::SwatchGroup, why, "write the dimension");
            }
            if own.is_none() {
                cells.missing(Column::SwatchDimension, why, "write the value of the dimension");
            }
            (group?.to_owned(), own?.to_owned())
        }
        [dimension, value] => {
            for (column, cell, key) in
                [(Column::SwatchGroup, group, &dimension.whole), (Column::SwatchDimension, own, &value.whole)]
            {
                if cell.is_some_and(|cell| cell != key) {
                    let message = format!("the cell is not `{}`, which the key says", shortened(key));
                    cells.fault(column, Code::RowsDisagree, message, "write the same, or nothing");
                }
            }
            (dimension.whole.clone(), value.whole.clone())
        }
        _ => {
            let message = "the key of a swatch is not made of three parts";
            let advice = "write product, dimension and value between pipes";
            cells.fault(Column::EntityKeyValue, Code::MalformedKey, message, advice);
            return None;
        }
    };
    let shown = cells.text(Column::SwatchValue);
    let hex = shown.and_then(|text| HexColour::parse(text.trim()).ok());
    let asset = shown.filter(|_| hex.is_none()).map(str::to_owned);
    (cells.faults.len() == before).then_some(SwatchCells { dimension, value, hex, asset, crop: None })
}

fn crop_of(cells: &mut Cells<'_>) -> Option<Crop> {
    match crop(cells.text(Column::Crop)?) {
        Ok(crop) => Some(crop),
        Err(fault) => {
            cells.faults.push(fault.at(Place::path(Column::Crop.name())));
            None
        }
    }
}

/// A crop: `x,y,width,height`, in fractions of the image.
fn crop(text: &str) -> Result<Crop, Fault> {
    let numbers: Vec<f64> = text.split(',').map_while(|number| number.trim().parse().ok()).collect();
    match numbers.as_slice() {
        [x, y, width, height] if text.split(',').count() == 4 => Crop::new(*x, *y, *width, *height),
        _ => {
            let message = format!("`{}` is no crop", shortened(text));
            Err(Fault::new(
                Code::MalformedNumber,
                message,
                "write `x,y,width,height` in fractions of the image",
            ))
        }
    }
}
