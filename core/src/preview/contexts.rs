//! In which contexts a preview asks.

use super::{Side, refused};
use crate::fault::{Code, Fault};
use crate::locale::Tag;
use crate::model::{Context, ContextRef};
use std::collections::BTreeSet;

/// How many known contexts are looked at for each that there may be.
const MOST_LOOKED_AT: u64 = 64;

/// Which of the known contexts are wanted; all where nothing is said.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// These, known or not, instead of the known ones.
    pub(super) contexts: Option<Vec<Context>>,
    pub(super) channels: Option<BTreeSet<String>>,
    pub(super) locales: Option<BTreeSet<Option<Tag>>>,
    pub(super) catalogs: Option<BTreeSet<String>>,
}

impl Wanted {
    /// The contexts to ask in, each once; refused where there are more than `most`.
    pub(super) fn of(&self, sides: &[Side<'_>], most: usize) -> Result<Vec<Context>, Fault> {
        let mut kept = Vec::new();
        match &self.contexts {
            Some(contexts) => {
                let mut seen = BTreeSet::new();
                let new = contexts.iter().filter(|context| seen.insert(*context));
                kept.extend(new.filter(|context| self.has(context.as_ref())).cloned());
            }
            None => {
                let known = sides.iter().map(|side| side.publication.known_contexts());
                let Some(known) = known.reduce(|one, other| one.union(&other)) else { return Ok(kept) };
                // names multiply: even to look at each could take for ever
                if known.len() > (most as u64).saturating_mul(MOST_LOOKED_AT) {
                    return Err(too_many(known.len(), most));
                }
                for context in known.iter().filter(|context| self.has(*context)) {
                    if kept.len() >= most {
                        return Err(too_many(known.len(), most));
                    }
                    kept.push(context.to_context());
                }
            }
        }
        if kept.is_empty() {
            return Err(Fault::new(
                Code::BadQuery,
                "a preview in no context: none of the known ones is in what was chosen",
                "choose channels, locales and catalogs that go together, or give the contexts themselves",
            ));
        }
        Ok(kept)
    }

    fn has(&self, context: ContextRef<'_>) -> bool {
        let named = |wanted: &Option<BTreeSet<String>>, name: Option<&str>| {
            wanted.as_ref().is_none_or(|wanted| wanted.contains(name.unwrap_or_default()))
        };
        named(&self.channels, context.channel)
            && named(&self.catalogs, context.catalog)
            && self.locales.as_ref().is_none_or(|locales| locales.contains(&context.locale))
    }
}

fn too_many(known: u64, most: usize) -> Fault {
    refused(format!("a preview in {known} known contexts is more than {most} answers"))
}
