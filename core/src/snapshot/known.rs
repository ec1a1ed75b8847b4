//! The known contexts of a snapshot.

use super::find::Layers;
use super::layer::LayerRef;
use super::layout::{ChannelEntity, LocaleRecord, REMOVED, Section};
use super::names;
use super::open::{Layer, Snapshot};
use crate::model::{KnownContexts, Named};
use zerocopy::little_endian::U64;

impl<B: AsRef<[u8]> + Sync> Snapshot<B> {
    /// The contexts that are known: those of the names that the snapshot holds.
    ///
    /// They are those of [`crate::Publication::known_contexts`], but for these: what only assets name
    /// that no document, category or swatch shows is not in a snapshot; of locales that the parents
    /// `cldr` make one, the normal form is there too, and of texts alone; and a name stays until the
    /// snapshot is compacted, though a delta took away what had it.
    ///
    /// # Cost
    /// Linear in the names.
    #[must_use]
    pub fn known_contexts(&self) -> KnownContexts<'_> {
        let mut named = Named::default();
        self.gather(&mut named);
        named.contexts()
    }

    /// Gathers the names that the snapshot holds.
    pub(super) fn gather<'s>(&'s self, named: &mut Named<'s>) {
        for layer in self.layers.iter().map(Layer::as_ref) {
            let texts = |section| {
                let all = layer.all::<U64>(section).iter();
                all.filter_map(move |text| layer.text(text.get())).filter(|name| !name.is_empty())
            };
            named.catalogs.extend(texts(Section::Catalogs));
            named.channels.extend(texts(Section::Channels));
            named
                .locales
                .extend(layer.all::<LocaleRecord>(Section::Locales).iter().filter_map(LayerRef::tag));
            for entity in layer.all::<ChannelEntity>(Section::ChannelEntities) {
                let number = entity.channel.get().saturating_add(1);
                let Some(id) = names::name(self, Section::Channels, 1, number) else { continue };
                match entity.locales.get() {
                    0 | REMOVED => named.listed.remove(id),
                    list => {
                        let locales = layer.counted(Section::Words, list);
                        let tags =
                            locales.iter().filter_map(|number| names::tag(self as &dyn Layers, number.get()));
                        named.listed.insert(id, tags.collect())
                    }
                };
            }
        }
    }
}
