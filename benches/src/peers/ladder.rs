//! Hash maps that are probed down the ladder when a question comes: what one writes by hand for one order of rungs,
//! in which the nearest document decides. They are made of the workload itself, not of a snapshot.

use super::dump::{Dump, Load};
use crate::contexts::{channel, locale};
use crate::queries::Query;
use crate::workload::{ASSETS, Workload, number};
use std::collections::HashMap;
use std::path::Path;

#[derive(Debug, Default)]
struct Document {
    master: Vec<u32>,
    own: HashMap<u8, Vec<u32>>,
}

/// The maps.
#[derive(Debug, Default)]
pub(super) struct Ladder {
    channels: HashMap<String, u16>,
    locales: HashMap<String, u16>,
    /// The product of each variant, and which of its variants it is.
    variants: HashMap<String, (u32, u8)>,
    documents: HashMap<(u32, u16, u16), Document>,
}

/// The numbers that a product's assets have among all.
pub(super) fn numbered(product: usize, gallery: &[usize]) -> Vec<u32> {
    gallery.iter().map(|asset| (product * ASSETS + asset) as u32).collect()
}

impl Ladder {
    fn named(channels: usize, locales: usize) -> Self {
        let channels = (1..channels).map(|at| (channel(at).to_owned(), at as u16)).collect();
        let locales = (1..locales).map(|at| (locale(at).to_owned(), at as u16)).collect();
        Self { channels, locales, ..Self::default() }
    }

    pub(super) fn new(workload: &Workload) -> Self {
        let mut maps = Self::named(workload.plan().channels, workload.plan().locales);
        let mut text = String::new();
        for product in 0..workload.products() {
            let draft = workload.draft(product);
            for ordinal in 0..draft.variants.len() {
                number(product, ordinal + 1, &mut text);
                maps.variants.insert(text.clone(), (product as u32, ordinal as u8));
            }
            for document in &draft.documents {
                let own = document.variants.iter();
                let own =
                    own.map(|(ordinal, gallery)| (*ordinal as u8, numbered(product, gallery))).collect();
                let key = (product as u32, document.channel as u16, document.locale as u16);
                maps.documents.insert(key, Document { master: numbered(product, &document.master), own });
            }
        }
        maps
    }

    #[inline]
    pub(super) fn ask(&self, query: &Query<'_>) -> &[u32] {
        let Some((product, ordinal)) = self.variants.get(query.number).copied() else { return &[] };
        // who is not known has no document: only the rungs without them are left
        let channel = self.channels.get(query.channel).copied().unwrap_or_default();
        let locale = self.locales.get(query.locale).copied().unwrap_or_default();
        for (channel, locale) in [(channel, locale), (0, locale), (channel, 0), (0, 0)] {
            if let Some(document) = self.documents.get(&(product, channel, locale)) {
                return document.own.get(&ordinal).unwrap_or(&document.master);
            }
        }
        &[]
    }

    pub(super) fn write(&self, path: &Path) {
        let mut dump = Dump::default();
        for count in [self.channels.len() + 1, self.locales.len() + 1, self.variants.len()] {
            dump.number(count);
        }
        for (text, (product, ordinal)) in &self.variants {
            dump.text(text);
            dump.number(*product as usize);
            dump.number(usize::from(*ordinal));
        }
        dump.number(self.documents.len());
        for ((product, channel, locale), document) in &self.documents {
            dump.number(*product as usize);
            dump.number(usize::from(*channel));
            dump.number(usize::from(*locale));
            dump.list(&document.master);
            dump.number(document.own.len());
            for (ordinal, list) in &document.own {
                dump.number(usize::from(*ordinal));
                dump.list(list);
            }
        }
        dump.write(path);
    }

    pub(super) fn read(path: &Path) -> Self {
        let mut load = Load::open(path);
        let (channels, locales, variants) = (load.number(), load.number(), load.number());
        let mut maps = Self::named(channels, locales);
        maps.variants.reserve(variants);
        for _ in 0..variants {
            let text = load.text();
            maps.variants.insert(text, (load.number() as u32, load.number() as u8));
        }
        let documents = load.number();
        maps.documents.reserve(documents);
        for _ in 0..documents {
            let key = (load.number() as u32, load.number() as u16, load.number() as u16);
            let master = load.list();
            let own = (0..load.number()).map(|_| (load.number() as u8, load.list())).collect();
            maps.documents.insert(key, Document { master, own });
        }
        maps
    }
}
