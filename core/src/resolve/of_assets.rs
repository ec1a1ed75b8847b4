//! What is known of the assets of one answer: a thousand items of one asset read its texts once.

use super::hash;
use super::texts::{InChain, in_chain, merged};
use crate::locale::{Locales, Tag};
use crate::model::Asset;
use std::collections::HashMap;

/// What items need of their asset.
pub(super) struct OfAsset<'p> {
    /// The content hash.
    pub(super) hash: u128,
    /// The texts that the chain can meet.
    pub(super) texts: InChain<'p>,
}

/// The assets that were met, by their address.
#[derive(Default)]
pub(super) struct OfAssets<'p>(HashMap<*const Asset, OfAsset<'p>>);

impl<'p> OfAssets<'p> {
    pub(super) fn of(&mut self, chain: &[Tag], locales: &Locales<'_>, asset: &'p Asset) -> &OfAsset<'p> {
        self.0.entry(std::ptr::from_ref(asset)).or_insert_with(|| {
            let identity = (&*asset.id, asset.kind, asset.url.as_deref());
            let texts = merged(&asset.texts, locales);
            OfAsset {
                hash: hash::asset(identity, &texts, &mut Vec::with_capacity(256)),
                texts: in_chain(chain, locales, &asset.texts),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::OfAssets;
    use crate::limits::Limits;
    use crate::locale::{Locales, Tag};
    use crate::model::{AssetBuilder, Kind, Publication, TextBuilder};
    use crate::policy::Parents;

    #[test]
    fn an_asset_is_read_once() {
        let mut builder = Publication::builder(Limits::default());
        builder.asset(AssetBuilder::new("A1", Kind::Image).text("fr", TextBuilder::new().alt("bleu")));
        builder.asset(AssetBuilder::new("A2", Kind::Image));
        let publication = builder.build().unwrap();
        let [one, other] = ["A1", "A2"].map(|id| publication.asset(id).unwrap());
        let locales = Locales::new(Parents::Truncate).unwrap();
        let chain = [Tag::parse("fr").unwrap().unwrap()];
        let mut all = OfAssets::default();
        let hash = all.of(&chain, &locales, one).hash;
        let texts = all.of(&chain, &locales, one).texts.as_ptr();
        assert_ne!(all.of(&chain, &locales, other).hash, hash);
        assert_eq!(all.of(&chain, &locales, one).texts.as_ptr(), texts);
        assert_eq!((all.of(&chain, &locales, one).texts.len(), all.0.len()), (1, 2));
    }
}
