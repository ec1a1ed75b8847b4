//! The names behind numbers, in whichever layer they were given.

use super::find::Layers;
use super::layer::LayerRef;
use super::layout::{LocaleRecord, Section};
use crate::locale::Tag;
use crate::model::ContextRef;
use zerocopy::little_endian::U64;

/// The layer that gave a number of one kind, and its place there.
fn locate(layers: &dyn Layers, section: Section, kind: usize, number: u32) -> Option<(LayerRef<'_>, u32)> {
    (0..).map_while(|index| layers.layer(index)).find_map(|layer| {
        let at = number.checked_sub(layer.meta.below.get(kind).copied()?)?;
        (at < layer.count(section)).then_some((layer, at))
    })
}

/// The name of a catalog or channel, from its number plus one.
pub(crate) fn name(layers: &dyn Layers, section: Section, kind: usize, number: u32) -> Option<&str> {
    let (layer, at) = locate(layers, section, kind, number.checked_sub(1)?)?;
    layer.text(layer.at::<U64>(section, at)?.get())
}

/// The tag of a locale, from its number plus one.
pub(crate) fn tag(layers: &dyn Layers, number: u32) -> Option<Tag> {
    let (layer, at) = locate(layers, Section::Locales, 2, number.checked_sub(1)?)?;
    LayerRef::tag(layer.at::<LocaleRecord>(Section::Locales, at)?)
}

/// The context of three numbers plus one each.
pub(crate) fn context(layers: &dyn Layers, [catalog, channel, locale]: [u32; 3]) -> ContextRef<'_> {
    ContextRef {
        catalog: name(layers, Section::Catalogs, 0, catalog),
        channel: name(layers, Section::Channels, 1, channel),
        locale: tag(layers, locale),
    }
}
