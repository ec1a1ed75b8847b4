//! Explaining: what the walk and the fold did, told (SPEC section 7).
//!
//! Nothing here decides anything: the walk, the fold and the filter are those of `direct`, and what
//! is not in what they found did not happen.

use super::direct::{Asked, list, read};
use super::explanation::{
    Because, Explanation, ItemExplanation, ItemFate, ListExplanation, Mismatch, RungExplanation, RungFate,
    SetExplanation, SetFate,
};
use super::levels::{ANY, Strength};
use super::query::Query;
use super::walk::{Link, Sets, Walk, Which};
use crate::fault::Fault;
use crate::model::{Document, Level, Mode, Pattern, Publication, Set};
use crate::policy::{Inheritance, Policy};
use std::collections::HashMap;

impl Publication {
    /// Why a product, a variant or a selection shows what it shows in a context.
    ///
    /// # Errors
    /// As [`Publication::resolve`].
    ///
    /// # Cost
    /// That of [`Publication::resolve`], and for each list n log n in the sets of the documents that
    /// were reached.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{AssetBuilder, DocumentBuilder, Kind, Limits, Policy, ProductBuilder};
    /// use omnimedia::{Publication, Query, RungFate, SetBuilder};
    /// let mut builder = Publication::builder(Limits::default());
    /// builder.asset(AssetBuilder::new("A1", Kind::Image));
    /// builder.product(
    ///     ProductBuilder::new("S1").document(DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]))),
    /// );
    /// let publication = builder.build()?;
    /// let query = Query::new("S1").channel("128");
    /// let explanation = publication.explain(&query, &Policy::default())?;
    /// assert_eq!(*explanation.answer(), publication.resolve(&query, &Policy::default())?);
    /// let fates: Vec<_> = explanation.primary().rungs().iter().map(|rung| rung.fate()).collect();
    /// assert_eq!(fates, [RungFate::NoDocument, RungFate::Spoke]);
    /// println!("{explanation}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self, query: &Query, policy: &Policy) -> Result<Explanation<'_>, Fault> {
        self.explain_in_part(query, policy, usize::MAX)
    }

    /// The same, with so many of the patterns of each document that do not match, the nearest misses;
    /// the others are only counted.
    pub(crate) fn explain_in_part(
        &self,
        query: &Query,
        policy: &Policy,
        most_misses: usize,
    ) -> Result<Explanation<'_>, Fault> {
        let asked = Asked::new(self, query, policy)?;
        let walk = asked.walk();
        let told = Told::new(&asked, &walk, most_misses);
        Ok(Explanation {
            answer: asked.answer(&walk),
            asked: query.context().clone(),
            values: asked.fixed(&asked.selection),
            policy: *policy,
            primary: told.list(Which::Primary),
            additional: told.list(Which::Additional),
        })
    }
}

type Found<'p> = Walk<&'p Document, &'p Set>;

/// A walk, with the place of each set in its chain.
struct Told<'w, 'p, 'q> {
    asked: &'w Asked<'p, 'q>,
    walk: &'w Found<'p>,
    places: HashMap<*const Set, usize>,
    most_misses: usize,
}

/// One list of it.
#[derive(Clone, Copy)]
struct Seen<'p> {
    which: Which,
    /// How much of the chain the list reads.
    reached: usize,
    stop: Option<Link<&'p Set>>,
}

impl<'w, 'p, 'q> Told<'w, 'p, 'q> {
    fn new(asked: &'w Asked<'p, 'q>, walk: &'w Found<'p>, most_misses: usize) -> Self {
        let places = walk.links.iter().enumerate().map(|(place, link)| (std::ptr::from_ref(link.set), place));
        Self { asked, walk, places: places.collect(), most_misses }
    }

    fn list(&self, which: Which) -> ListExplanation<'p> {
        let stop = self.walk.stops.get(which as usize).copied().flatten();
        let stop = stop.and_then(|place| self.walk.links.get(place)).copied();
        let seen = Seen { which, reached: self.walk.reached(which).len(), stop };
        ListExplanation {
            rungs: self.rungs(seen),
            items: self.items(which),
            stop: stop.and_then(|link| self.asked.origin(self.walk, &link)),
        }
    }

    /// The last rung that a list reaches; `None` where it reaches all.
    fn last_rung(&self, seen: Seen<'p>) -> Option<usize> {
        if self.asked.policy.inheritance == Inheritance::EntityFirst {
            return None;
        }
        let severing = self.walk.visits.last().filter(|_| self.walk.severed);
        let stopping = seen.stop.and_then(|link| self.walk.visits.get(link.visit));
        stopping.or(severing).map(|visit| visit.rung)
    }

    fn rungs(&self, seen: Seen<'p>) -> Vec<RungExplanation<'p>> {
        let last = self.last_rung(seen);
        let mut visits = self.walk.visits.iter().peekable();
        let rung = |rung| {
            let visit = visits.next_if(|visit| visit.rung == rung);
            let reached = last.is_none_or(|last| rung <= last);
            let fate = match visit {
                _ if !reached => RungFate::NotReached,
                None => RungFate::NoDocument,
                Some(visit) if visit.matched => RungFate::Spoke,
                Some(_) => RungFate::Severed,
            };
            let (sets, untold) = match visit {
                Some(visit) if reached => self.sets(visit.document, seen),
                _ => (Vec::new(), 0),
            };
            RungExplanation {
                context: self.asked.rung_context(rung).to_context(),
                document: self.asked.document(rung).map(|document| document.context.as_ref()),
                fate,
                ends: fate == RungFate::Severed && self.asked.policy.inheritance == Inheritance::Severed,
                sets,
                untold,
            }
        };
        (0..self.asked.rungs.len()).map(rung).collect()
    }

    fn sets(&self, document: &'p Document, seen: Seen<'p>) -> (Vec<SetExplanation<'p>>, usize) {
        let (mut sets, mut untold) = (Vec::new(), 0);
        if !self.asked.product.dimensions.is_empty() {
            sets.push(self.variant(document, seen));
            let (patterns, left) = self.patterns(document, seen);
            sets.extend(patterns);
            untold = left;
        }
        sets.push(match self.asked.master(document) {
            Some(set) => self.heard(set, none(Level::Master), seen),
            None => none(Level::Master),
        });
        (sets, untold)
    }

    fn variant(&self, document: &'p Document, seen: Seen<'p>) -> SetExplanation<'p> {
        let level = SetExplanation { variant: self.asked.variant_number(), ..none(Level::Variant) };
        match self.asked.variant(document) {
            Some(set) => self.heard(set, level, seen),
            None if self.asked.variant.is_none() && !document.variants.is_empty() => {
                SetExplanation { fate: SetFate::DoesNotMatch, because: Some(Because::NoVariant), ..level }
            }
            None => level,
        }
    }

    /// Those that match, the strongest first; then the others, the nearest miss first; and how many of
    /// these are not told.
    fn patterns(&self, document: &'p Document, seen: Seen<'p>) -> (Vec<SetExplanation<'p>>, usize) {
        if document.patterns.is_empty() {
            return (vec![none(Level::Dimensions)], 0);
        }
        let missed = |pattern: &'p Pattern| {
            let values = pattern.0.iter().zip(&self.asked.selection);
            values.filter(|(wanted, selected)| **wanted != ANY && wanted != selected).count()
        };
        // with their places, so that between equals the order stays whatever the sort does
        let mut all: Vec<_> =
            document.patterns.iter().zip(0_usize..).map(|((p, set), at)| (missed(p), p, set, at)).collect();
        let order = |one: &(usize, &'p Pattern, &'p Set, usize),
                     other: &(usize, &'p Pattern, &'p Set, usize)| {
            let strength = || Strength(&one.1.0).cmp(&Strength(&other.1.0));
            one.0.cmp(&other.0).then_with(strength).then_with(|| one.3.cmp(&other.3))
        };
        let matching = all.iter().filter(|(missed, ..)| *missed == 0).count();
        let most = matching.saturating_add(self.most_misses);
        let untold = all.len().saturating_sub(most);
        if untold > 0 {
            all.select_nth_unstable_by(most, order);
            all.truncate(most);
        }
        all.sort_unstable_by(order);
        let tell = |(missed, pattern, set, _): (usize, &'p Pattern, &'p Set, usize)| {
            let level = SetExplanation { pattern: self.asked.fixed(&pattern.0), ..none(Level::Dimensions) };
            if missed == 0 {
                return self.heard(set, level, seen);
            }
            SetExplanation {
                fate: SetFate::DoesNotMatch,
                because: Some(Because::Wants(self.mismatches(pattern))),
                items: list(set, seen.which).items.len(),
                ..level
            }
        };
        (all.into_iter().map(tell).collect(), untold)
    }

    fn mismatches(&self, pattern: &'p Pattern) -> Vec<Mismatch<'p>> {
        let dimensions = self.asked.product.dimensions.iter();
        let values = dimensions.zip(pattern.0.iter().zip(&self.asked.selection));
        values
            .filter(|(_, (wanted, selected))| **wanted != ANY && wanted != selected)
            .filter_map(|(dimension, (wanted, selected))| {
                let value = |index: u32| dimension.values.get(index as usize).map(AsRef::as_ref);
                Some(Mismatch {
                    dimension: &dimension.name,
                    wanted: value(*wanted)?,
                    selected: value(*selected),
                })
            })
            .collect()
    }

    /// What a set that is in the chain did.
    fn heard(&self, set: &'p Set, level: SetExplanation<'p>, seen: Seen<'p>) -> SetExplanation<'p> {
        let place = self.places.get(&std::ptr::from_ref(set)).copied();
        let reached = place.is_some_and(|place| place < seen.reached);
        let link = place.and_then(|place| self.walk.links.get(place));
        let fate = match list(set, seen.which).mode {
            _ if !reached => SetFate::NotReached,
            Mode::Replace => SetFate::Replaced,
            Mode::Inherit => SetFate::Inherited,
            Mode::Append => SetFate::Appended,
            Mode::Prepend => SetFate::Prepended,
        };
        let because = match (seen.stop, link) {
            (Some(stop), Some(link)) if !reached => Some(self.because(&stop, link)),
            _ => None,
        };
        SetExplanation { fate, because, place, items: list(set, seen.which).items.len(), ..level }
    }

    /// Why a list did not come to a set behind the one that replaced.
    fn because(&self, stop: &Link<&'p Set>, link: &Link<&'p Set>) -> Because<'p> {
        let pattern = |link: &Link<&'p Set>| {
            let document = self.walk.visits.get(link.visit)?.document;
            document.pattern_of(link.set).map(|pattern| Strength(&pattern.0))
        };
        if stop.level != link.level {
            Because::LaterLevel
        } else if pattern(stop) != pattern(link) {
            Because::Weaker
        } else {
            Because::Farther
        }
    }

    fn items(&self, which: Which) -> Vec<ItemExplanation<'p>> {
        let mut kept = self.asked.folded(self.walk, which).into_iter().peekable();
        let mut items = Vec::new();
        for (link, item) in read(self.walk, which) {
            let Some(origin) = self.asked.origin(self.walk, &link) else { continue };
            let fate = match kept.next_if(|(_, kept)| std::ptr::eq(*kept, item)) {
                None => ItemFate::Repeated,
                Some(_) => self.asked.filter(item).err().unwrap_or(ItemFate::Shown),
            };
            items.push(ItemExplanation {
                asset: &item.asset,
                kind: self.asked.publication.asset(&item.asset).map(|asset| asset.kind),
                purpose: item.purpose.as_deref(),
                origin,
                fate,
            });
        }
        items
    }
}

/// A level at which a document has no set.
fn none<'p>(level: Level) -> SetExplanation<'p> {
    SetExplanation {
        level,
        pattern: Vec::new(),
        variant: None,
        fate: SetFate::NoSet,
        because: None,
        place: None,
        items: 0,
    }
}
