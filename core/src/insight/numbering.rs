//! How two snapshots number the same names.

use crate::locale::Tag;
use crate::snapshot::find::Layers;
use crate::snapshot::layout::Section;
use crate::snapshot::{Snapshot, names};

/// A name that the other snapshot does not have; no number plus one is this.
const NONE: u32 = u32::MAX;

/// For each number plus one of the first snapshot, that of the second.
pub(super) struct Numbering {
    catalogs: Vec<u32>,
    channels: Vec<u32>,
    locales: Vec<u32>,
}

/// What each number comes to, from 1 on.
fn each<'s, T>(
    count: u32,
    name: impl Fn(u32) -> Option<T> + 's,
    number: impl Fn(T) -> Option<u32> + 's,
) -> Vec<u32> {
    let number = |at: u32| name(at).and_then(&number).map_or(NONE, |number| number.saturating_add(1));
    std::iter::once(0).chain((1..=count).map(number)).collect()
}

impl Numbering {
    pub(super) fn new<A: AsRef<[u8]> + Sync, B: AsRef<[u8]> + Sync>(
        one: &Snapshot<A>,
        other: &Snapshot<B>,
    ) -> Self {
        let top = one.top();
        let count = |section: Section, kind: usize| {
            top.count(section).saturating_add(top.meta.below.get(kind).copied().unwrap_or(0))
        };
        let layers: &dyn Layers = one;
        Self {
            catalogs: each(
                count(Section::Catalogs, 0),
                |at| names::name(layers, Section::Catalogs, 0, at),
                |name: &str| other.catalog_number(name),
            ),
            channels: each(
                count(Section::Channels, 1),
                |at| names::name(layers, Section::Channels, 1, at),
                |name: &str| other.channel_number(name),
            ),
            locales: each(
                count(Section::Locales, 2),
                |at| names::tag(layers, at),
                |tag: Tag| other.named_locale(tag),
            ),
        }
    }

    fn of(numbers: &[u32], number: u32) -> u32 {
        numbers.get(number as usize).copied().unwrap_or(NONE)
    }

    /// The number of a catalog in the second snapshot; 0 stays 0.
    pub(super) fn catalog(&self, number: u32) -> u32 {
        Self::of(&self.catalogs, number)
    }

    /// The number of a channel in the second snapshot.
    pub(super) fn channel(&self, number: u32) -> u32 {
        Self::of(&self.channels, number)
    }

    /// The number of a locale in the second snapshot.
    pub(super) fn locale(&self, number: u32) -> u32 {
        Self::of(&self.locales, number)
    }
}
