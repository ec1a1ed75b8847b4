//! Verification: the checksums, then every invariant of docs/FORMAT.md, a function each.
//!
//! A checksum finds what an accident did to the bytes; the invariants find what a faulty writer or a
//! hand did and sealed again. Reading is total with or without either.

mod deltas;
mod index;
mod media;
mod product;
mod sets;
mod shared;
#[cfg(test)]
mod tests;

use super::hash;
use super::layer::LayerRef;
use super::layout::{Header, SectionEntry};
use super::open::{Layer, Snapshot};
use crate::fault::{Code, Fault, Faults};
use crate::locale::Locales;
use core::cell::{Cell, RefCell};

/// One layer under verification.
pub(super) struct Check<'s> {
    pub(super) layer: LayerRef<'s>,
    pub(super) locales: Locales<'s>,
    /// How many catalogs, channels and locales this layer and those below it number.
    pub(super) named: [u32; 3],
    /// The Strings section as one text; nothing where it is not UTF-8.
    pub(super) strings: &'s str,
    /// What Galleries holds.
    galleries: media::Galleries,
    /// The shapes and dimensions of products.
    shared: shared::Shared,
    /// The properties that were read.
    properties: RefCell<Blocks>,
    /// How many bytes of texts may still be compared.
    texts: Cell<usize>,
}

/// A bit for each place of a section.
#[derive(Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn new(places: usize) -> Self {
        Self(vec![0; places.div_ceil(64)])
    }

    /// Sets the bit of a place; whether it was not set. A place outside is new each time.
    fn insert(&mut self, place: u32) -> bool {
        let Some(word) = self.0.get_mut((place >> 6) as usize) else { return true };
        let bit = 1 << (place & 63);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    fn contains(&self, place: u32) -> bool {
        self.0.get((place >> 6) as usize).is_some_and(|word| word & (1 << (place & 63)) != 0)
    }
}

/// The blocks of a section that many records may share: each is read once. They lie side by side, so that
/// all of them together are no longer than the section, whatever leads to them.
#[derive(Default)]
struct Blocks {
    seen: Bits,
    /// How many words have not been read.
    left: usize,
}

impl Blocks {
    fn new(words: usize) -> Self {
        Self { seen: Bits::new(words), left: words }
    }

    /// Whether the block at a place, of so many words, is met for the first time.
    fn first(&mut self, start: u32, words: usize) -> Result<bool, String> {
        if words == 0 || !self.seen.insert(start) {
            return Ok(false);
        }
        self.left = self.left.checked_sub(words).ok_or_else(|| "blocks lie over each other".to_owned())?;
        Ok(true)
    }
}

/// What is wrong; nothing where the invariant holds.
type Finding = Result<(), String>;

/// Looks whether one invariant holds.
type Invariant = fn(&Check<'_>) -> Finding;

/// The invariants, by their number in docs/FORMAT.md.
const INVARIANTS: [(u32, Invariant); 20] = [
    (1, index::texts_are_utf8),
    (2, index::names_are_found),
    (3, index::locales_have_their_chains),
    (4, index::listed_channels_rise),
    (5, index::numbers_are_found),
    (6, index::order_is_that_of_products),
    (7, index::record_ids_are_found),
    (8, product::products_rise),
    (9, product::values_are_of_the_dimensions),
    (10, product::dimensions_are_sorted),
    (11, product::shapes_lead_to_classes),
    (12, product::cells_lead_to_answers),
    (13, sets::sets_are_of_the_documents),
    (14, sets::swatches_rise),
    (15, media::galleries_follow_each_other),
    (16, media::items_and_assets_are_whole),
    (17, media::texts_rise_by_locale),
    (18, media::paints_are_legal),
    (19, media::central_swatches_and_categories_rise),
    (20, index::rules_are_sound),
];

/// The invariant of more than one file.
const BETWEEN_FILES: u32 = 21;

impl<B: AsRef<[u8]> + Sync> Snapshot<B> {
    /// Checks the checksum of every section and every invariant of the format.
    ///
    /// After it every answer is right, unless somebody meant to deceive; without it reading is still
    /// total: wrong bytes give wrong answers or faults, and nothing else.
    ///
    /// # Errors
    /// `snapshot_checksum` for each section that changed, else `snapshot_damaged` for each invariant
    /// that does not hold.
    ///
    /// # Cost
    /// Linear in the bytes, but for sorting; of bytes made for it, some times as many steps (docs/FORMAT.md); memory for a bit in every record of some sections, and for a
    /// few words of each product.
    pub fn verify(&self) -> Result<(), Faults> {
        self.verify_from(0)
    }

    /// Checks the newest layer alone, as [`Snapshot::verify`] does all: a delta that was just put on
    /// what was verified before.
    ///
    /// # Errors
    /// As [`Snapshot::verify`].
    ///
    /// # Cost
    /// Linear in the bytes of that layer, and in the products below that it replaces.
    pub fn verify_newest(&self) -> Result<(), Faults> {
        self.verify_from(self.layers.len().saturating_sub(1))
    }

    fn verify_from(&self, first: usize) -> Result<(), Faults> {
        let mut faults = Vec::new();
        for layer in self.layers.iter().skip(first).map(Layer::as_ref) {
            changed_sections(&layer, &mut faults);
        }
        if let Some(faults) = Faults::new(std::mem::take(&mut faults)) {
            return Err(faults);
        }
        let layers: Vec<LayerRef<'_>> = self.layers.iter().map(Layer::as_ref).collect();
        for (index, layer) in layers.iter().enumerate().skip(first) {
            let mut found = |number: u32, finding: String| {
                let place = if index == 0 { "the base".to_owned() } else { format!("delta {index}") };
                let message = format!("{place} breaks invariant {number}: {finding}");
                let advice = "fetch the snapshot again, or flatten again";
                faults.push(Fault::new(Code::SnapshotDamaged, message, advice));
            };
            let check = Check::new(*layer, self.locales());
            let mut is_sound = true;
            for (number, invariant) in INVARIANTS {
                if let Err(finding) = invariant(&check) {
                    found(number, finding);
                    is_sound = false;
                }
            }
            // the numbers of a file that is not sound may be as long as they like
            let lower = layers.get(..index).unwrap_or_default();
            if let Err(finding) = if is_sound { deltas::fits_below(&check, lower) } else { Ok(()) } {
                found(BETWEEN_FILES, finding);
            }
        }
        Faults::new(faults).map_or(Ok(()), Err)
    }
}

fn changed_sections(layer: &LayerRef<'_>, faults: &mut Vec<Fault>) {
    let table = layer.bytes.get(size_of::<Header>()..).unwrap_or_default();
    let count = super::layout::at::<Header>(layer.bytes, 0).map_or(0, |header| header.sections.get());
    for index in 0..count {
        let Some(entry) = super::layout::at::<SectionEntry>(table, index as usize) else { break };
        let from = usize::try_from(entry.offset.get()).unwrap_or(usize::MAX);
        let to = usize::try_from(entry.length.get()).ok().and_then(|length| from.checked_add(length));
        let bytes = to.and_then(|to| layer.bytes.get(from..to)).unwrap_or_default();
        if hash::checksum(bytes) != entry.checksum.get() {
            let message = format!("section {} is not as it was written", entry.kind.get());
            faults.push(Fault::new(Code::SnapshotChecksum, message, "fetch the snapshot again"));
        }
    }
}

impl<'s> Check<'s> {
    fn new(layer: LayerRef<'s>, locales: Locales<'s>) -> Self {
        use super::layout::Section;
        let mut named =
            [Section::Catalogs, Section::Channels, Section::Locales].map(|section| layer.count(section));
        for (named, below) in named.iter_mut().zip(layer.meta.below) {
            *named = named.saturating_add(below);
        }
        let strings = core::str::from_utf8(layer.section(Section::Strings)).unwrap_or_default();
        let mut check = Self {
            layer,
            locales,
            named,
            strings,
            galleries: media::Galleries::default(),
            shared: shared::Shared::read(&layer),
            texts: Cell::new(layer.bytes.len().saturating_mul(1_000).saturating_add(1_000_000)),
            properties: RefCell::new(Blocks::new(layer.count(Section::Properties) as usize)),
        };
        check.galleries = media::Galleries::read(&check);
        check
    }

    /// Refuses a text that does not lie in Strings at the borders of characters.
    pub(super) fn text(&self, text: u64) -> Finding {
        use super::layout::{NO_TEXT, TEXT_OFFSET_BITS};
        if text == NO_TEXT {
            return Ok(());
        }
        let start = (text & ((1 << TEXT_OFFSET_BITS) - 1)) as usize;
        let end = start.saturating_add((text >> TEXT_OFFSET_BITS) as usize);
        match self.strings.get(start..end) {
            Some(_) => Ok(()),
            None => Err(format!("a text lies at {start}..{end}")),
        }
    }

    /// Counts bytes of a text that are hashed or compared. Texts may be shared, so that a file made for it could have
    /// very long ones read very often; honest names are a few bytes for each record that has them.
    fn reads(&self, bytes: usize) -> Finding {
        let left = self.texts.get().checked_sub(bytes);
        self.texts.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or_else(|| "far too long texts are shared by far too many".to_owned())
    }

    /// Refuses a number plus one that names nothing of its kind.
    pub(super) fn name(&self, kind: usize, number: u32) -> Finding {
        self.within("a name", number, self.named.get(kind).copied().unwrap_or(0).saturating_add(1))
    }

    /// Refuses a context that is not named.
    pub(super) fn context(&self, context: [u32; 3]) -> Finding {
        context.into_iter().enumerate().try_for_each(|(kind, number)| self.name(kind, number))
    }

    /// Refuses a number that is not below `end`.
    pub(super) fn within(&self, what: &str, number: u32, end: u32) -> Finding {
        if number < end { Ok(()) } else { Err(format!("{what} has the number {number} of {end}")) }
    }
}

/// Refuses what does not hold.
fn ensure(holds: bool, finding: impl FnOnce() -> String) -> Finding {
    if holds { Ok(()) } else { Err(finding()) }
}
