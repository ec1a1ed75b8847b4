//! Every ladder that can meet the documents of a product, whatever is asked: in contexts that they
//! name, and in contexts that nobody has heard of.

use super::super::places::{Numbers, Path, Places, within};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::locale::{Locales, Tag};
use crate::model::{ContextRef, Named, Product};
use crate::policy::{Order, Parents, Policy};
use crate::resolve::direct::distinct_contexts;
use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

/// The ladders of products whose documents have the same contexts.
pub(super) struct Ladders<'p> {
    contexts: Vec<ContextRef<'p>>,
    pub(super) places: Places<'p>,
    /// The documents that ladders meet, the nearest first; each path once, with a context of it.
    pub(super) paths: Vec<Path>,
    pub(super) shown_in: Vec<ContextRef<'p>>,
}

/// Names that no document has.
const STRANGE: [&str; 3] = ["\u{1}", "\u{2}", "\u{3}"];

/// What is counted, in a fault.
pub(super) const SEARCH: &str = "a search for fewer sets";

/// What the documents of a product name.
struct Names<'p> {
    catalogs: BTreeSet<&'p str>,
    channels: BTreeSet<&'p str>,
    locales: BTreeSet<Tag>,
}

/// Regions that nobody lives in, and languages that nobody speaks: the first that is not named.
fn unheard_of(locales: &BTreeSet<Tag>, language: Option<Tag>) -> Option<Tag> {
    let private = |first: u8, last: u8| (first..=last).map(char::from);
    let tag = |text: String| Tag::parse(&text).ok().flatten().filter(|tag| !locales.contains(tag));
    match language {
        Some(language) => {
            let regions = private(b'M', b'Z').map(|letter| format!("Q{letter}"));
            let more = private(b'A', b'Z').map(|letter| format!("X{letter}"));
            regions.chain(more).find_map(|region| tag(format!("{language}-{region}")))
        }
        None => {
            let names = private(b'a', b't')
                .flat_map(|one| private(b'a', b'z').map(move |two| format!("q{one}{two}")));
            names.map(tag).find_map(|tag| tag)
        }
    }
}

impl<'p> Names<'p> {
    fn of(product: &'p Product) -> Self {
        let contexts = || product.documents.iter().map(|document| document.context.as_ref());
        Self {
            catalogs: contexts().filter_map(|context| context.catalog).collect(),
            channels: contexts().filter_map(|context| context.channel).collect(),
            locales: contexts().filter_map(|context| context.locale).collect(),
        }
    }

    /// How many contexts these names come to.
    fn contexts(&self) -> u64 {
        let counts = [self.catalogs.len(), self.channels.len(), self.locales.len()];
        counts.into_iter().fold(1u64, |all, count| all.saturating_mul((count as u64).saturating_add(1)))
    }

    /// Adds the locales whose ladders meet other documents than those of any that is named.
    fn strangers(
        &mut self,
        policy: Policy,
        locales: &Locales<'_>,
        known: &BTreeSet<Tag>,
        limits: &Limits,
    ) -> Result<(), Fault> {
        let named = self.locales.clone();
        let languages: BTreeSet<Tag> = named.iter().filter_map(Tag::language).collect();
        if policy.order == Order::Documented {
            // the channel has a say for the exact locale alone
            self.locales.extend(unheard_of(&named, None));
            self.locales.extend(languages.iter().filter_map(|language| unheard_of(&named, Some(*language))));
        }
        if policy.parents == Parents::Cldr {
            // the chain of a locale may go on otherwise than those of its parents
            let normal: BTreeSet<Tag> = named.iter().map(|tag| locales.normal(*tag)).collect();
            let meets = |tag: Tag| -> Vec<Tag> {
                locales.chain(tag).into_iter().filter(|tag| normal.contains(tag)).collect()
            };
            let mut met: HashSet<Vec<Tag>> = named.iter().map(|tag| meets(*tag)).collect();
            met.insert(Vec::new());
            let mut add = |tag: Tag| {
                if met.insert(meets(tag)) {
                    self.locales.insert(tag);
                }
            };
            known.iter().copied().for_each(&mut add);
            let parts = |tag: &Tag, is: fn(&str) -> bool| {
                tag.as_str().split('-').skip(1).find(|part| is(part)).map(str::to_owned)
            };
            let is_variant = |part: &str| {
                part.len() > 4 || part.len() == 4 && part.starts_with(|c: char| c.is_ascii_digit())
            };
            let variants: BTreeSet<String> = named.iter().filter_map(|tag| parts(tag, is_variant)).collect();
            within(limits, SEARCH, (named.len() as u64).saturating_mul(variants.len() as u64))?;
            for tag in &named {
                for variant in variants.iter().filter(|_| parts(tag, is_variant).is_none()) {
                    let with = Tag::parse(&format!("{tag}-{variant}")).ok().flatten();
                    with.into_iter().for_each(&mut add);
                }
            }
        }
        Ok(())
    }
}

/// The documents of a product by the numbers of their contexts.
pub(super) fn sorted(product: &Product, places: &Places<'_>) -> Vec<(Numbers, u32)> {
    let documents = (0u32..).zip(&product.documents);
    let mut sorted: Vec<_> =
        documents.map(|(at, document)| (places.numbers(&document.context), at)).collect();
    sorted.sort_unstable();
    sorted
}

impl<'p> Ladders<'p> {
    /// How many answers a product has in the contexts that its documents name.
    pub(super) fn answers(product: &Product) -> u64 {
        Names::of(product).contexts().saturating_mul((product.variants.len() as u64).saturating_add(1))
    }

    /// The ladders of a product; those of the last one, where its documents have the same contexts.
    ///
    /// # Errors
    /// `duplicate_document` where the policy's parents make two documents one; `bad_policy`;
    /// `limit_answers` where the locales of the parents `cldr` make it more than the limit.
    pub(super) fn of(
        product: &'p Product,
        policy: Policy,
        known: &BTreeSet<Tag>,
        limits: &Limits,
        last: Option<Rc<Self>>,
    ) -> Result<Rc<Self>, Fault> {
        let contexts: Vec<ContextRef<'p>> =
            product.documents.iter().map(|document| document.context.as_ref()).collect();
        if let Some(last) = last.filter(|last| last.contexts == contexts) {
            return Ok(last);
        }
        let locales = Locales::new(policy.parents)?;
        if policy.parents == Parents::Cldr {
            let contexts = product.documents.iter().map(|document| &document.context);
            distinct_contexts(&product.number, contexts, &locales)?;
        }
        let mut names = Names::of(product);
        names.strangers(policy, &locales, known, limits)?;
        within(
            limits,
            SEARCH,
            names.contexts().saturating_mul((product.variants.len() as u64).saturating_add(1)),
        )?;
        let strange = |named: &BTreeSet<&'p str>| {
            let strange = STRANGE.into_iter().find(|name| !named.contains(name));
            strange.filter(|_| !named.is_empty())
        };
        let mut named = Named::default();
        named.catalogs.extend(names.catalogs.iter().copied().chain(strange(&names.catalogs)));
        named.channels.extend(names.channels.iter().copied().chain(strange(&names.channels)));
        named.locales.extend(names.locales.iter().copied());
        if let Some(tag) = unheard_of(&names.locales, None).filter(|_| !names.locales.is_empty()) {
            named.locales.insert(tag);
        }
        let places = Places::new(named.contexts(), policy)?;
        let sorted = sorted(product, &places);
        let mut seen: HashSet<Path> = HashSet::new();
        let (mut paths, mut shown_in) = (Vec::new(), Vec::new());
        let mut path = Path::new();
        _ = places.each(|place| {
            places.path(place, &sorted, &mut path);
            if !path.is_empty() && seen.insert(path.clone()) {
                paths.push(path.clone());
                shown_in.push(place.context);
            }
            None::<()>
        });
        Ok(Rc::new(Self { contexts, places, paths, shown_in }))
    }
}
