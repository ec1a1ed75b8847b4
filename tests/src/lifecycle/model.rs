//! The state: plain maps.

use std::collections::{BTreeMap, BTreeSet};

use omnimedia::{Cause, Code, GroupLimits, GroupOptions, GroupState, Stamp};

use super::op::{Op, Scope};
use super::world::{At, Form, Paint, Say, THREE, TWO, What, stamp};

/// The codes of a refusal.
pub(super) type Refusal = Vec<Code>;

/// A version; its number is its place.
#[derive(Clone, Debug)]
pub struct Version {
    /// Who made it, and when.
    pub stamp: Stamp,
    /// What made it.
    pub cause: Cause,
    /// What it says; nothing where it is a removal.
    pub say: Option<Say>,
}

/// A life.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// The versions.
    pub versions: Vec<Version>,
    /// The number of the draft.
    pub draft: Option<u32>,
    /// The number of what is published, and who published it.
    pub published: Option<(u32, Stamp)>,
    /// Who unpublished it.
    pub unpublished: Option<Stamp>,
    /// Who works on it, since when, and what was saved.
    pub check_out: Option<(Stamp, Say)>,
}

impl Life {
    /// What a version says.
    pub(super) fn said(&self, number: u32) -> Option<&Say> {
        self.versions.get(number as usize - 1)?.say.as_ref()
    }

    /// What is published.
    pub(super) fn published_say(&self) -> Option<&Say> {
        self.said(self.published.as_ref()?.0)
    }

    /// What the draft says.
    pub(super) fn draft_say(&self) -> Option<&Say> {
        self.said(self.draft?)
    }

    /// Whether publishing it would change something.
    pub(super) fn is_unpublished(&self) -> bool {
        let published = self.published.as_ref().map(|(number, _)| *number);
        match (self.draft, self.draft_say()) {
            (None, _) => false,
            (Some(_), None) => published.is_some(),
            (draft, Some(_)) => draft != published,
        }
    }

    /// Adds a version.
    pub(super) fn add(&mut self, stamp: &Stamp, cause: Cause, say: Option<Say>) -> u32 {
        self.versions.push(Version { stamp: stamp.clone(), cause, say });
        u32::try_from(self.versions.len()).expect("few versions")
    }

    /// Adds a version that is the draft; what is checked out becomes one before, if it is new.
    pub(super) fn stage(&mut self, stamp: &Stamp, cause: Cause, say: Option<Say>) -> u32 {
        if let Some((_, work)) = self.check_out.take()
            && self.draft_say() != Some(&work)
        {
            self.add(stamp, Cause::Finish, Some(work));
        }
        let number = self.add(stamp, cause, say);
        self.draft = Some(number);
        number
    }

    /// Publishes a version.
    pub(super) fn publish(&mut self, number: u32, stamp: &Stamp) {
        if self.said(number).is_some() {
            self.published = Some((number, stamp.clone()));
            self.unpublished = None;
        } else {
            self.unpublish(stamp);
        }
    }

    /// Takes it out.
    pub(super) fn unpublish(&mut self, stamp: &Stamp) {
        if self.published.take().is_some() {
            self.unpublished = Some(stamp.clone());
        }
    }

    /// Everything that it says now.
    fn says(&self) -> impl Iterator<Item = &Say> {
        let work = self.check_out.as_ref().map(|(_, say)| say);
        [self.published_say(), self.draft_say(), work].into_iter().flatten()
    }

    /// Whether it names an asset now.
    pub(super) fn names(&self, asset: u8) -> bool {
        self.says().any(|say| say.assets().contains(&asset))
    }
}

/// A group.
#[derive(Clone, Debug)]
pub struct Group {
    /// Who made it.
    pub made: Stamp,
    /// How it publishes.
    pub options: GroupOptions,
    /// Where it stands.
    pub state: GroupState,
    /// When it is due.
    pub due: Option<i64>,
    /// For each item, what was published when it entered.
    pub entries: BTreeMap<What, Option<Say>>,
}

impl Group {
    /// Whether it ran.
    pub(super) fn is_closed(&self) -> bool {
        matches!(self.state, GroupState::Ran(_))
    }
}

/// The parts of the publication that an operation touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Products.
    pub products: BTreeSet<u8>,
    /// Categories.
    pub categories: BTreeSet<u8>,
    /// The channel.
    pub channel: bool,
    /// Colours of central swatches.
    pub swatches: BTreeSet<u8>,
    /// Assets.
    pub assets: BTreeSet<u8>,
}

/// The state.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The minute.
    pub now: i64,
    /// The channel 128, with a number that its name has.
    pub channel: Option<u8>,
    /// The central swatches, by colour.
    pub swatches: BTreeMap<u8, Paint>,
    /// The categories, each with a number that its name has.
    pub categories: BTreeMap<u8, u8>,
    /// The products.
    pub products: BTreeMap<u8, Form>,
    /// Every life, live and in groups.
    pub lives: BTreeMap<At, Life>,
    /// The groups.
    pub groups: BTreeMap<u8, Group>,
    /// The limits on groups.
    pub limits: GroupLimits,
    /// What the last operation touched.
    pub touched: Touched,
}

impl Model {
    /// Most documents of a product in this world.
    pub const DOCUMENTS: usize = 3;

    /// What every sequence begins with: the channel, the categories, three products, of which one is simple; an asset
    /// that is published and one that is checked in.
    #[must_use]
    pub fn beginning() -> Vec<Op> {
        let form = |number: u8| Form { shape: [2, 1, 0][usize::from(number)], name: 0 };
        let asset = |number: u8| What::Asset(number).live();
        let mut all = vec![Op::SetChannel(0), Op::SetCategory(0, 0), Op::SetCategory(1, 0)];
        all.extend((0..THREE).map(|number| Op::SetProduct(number, form(number))));
        all.extend((0..TWO).map(|number| Op::CheckIn(asset(number), Say::Asset(0), 0)));
        all.push(Op::Publish(Scope::At(asset(0)), 0));
        all
    }

    /// The state after the beginning.
    #[must_use]
    pub fn small() -> Self {
        let mut model = Self::default();
        for op in Self::beginning() {
            assert!(model.perform(&op).is_ok(), "{op:?}");
        }
        model
    }

    /// A user, now.
    pub(super) fn stamp(&self, user: u8) -> Stamp {
        stamp(user, self.now)
    }

    /// What is published, live.
    pub(super) fn published(&self, what: What) -> Option<&Say> {
        self.lives.get(&what.live())?.published_say()
    }

    /// Every life that is live.
    pub(super) fn live(&self) -> impl Iterator<Item = (What, &Life)> {
        self.lives.iter().filter(|(at, _)| at.group.is_none()).map(|(at, life)| (at.what, life))
    }

    /// Every life in a group.
    pub(super) fn items(&self, group: u8) -> impl Iterator<Item = (What, &Life)> {
        self.lives.iter().filter(move |(at, _)| at.group == Some(group)).map(|(at, life)| (at.what, life))
    }

    /// Changes a life; one in which nothing is left goes.
    pub(super) fn change<T>(&mut self, at: At, change: impl FnOnce(&mut Life) -> T) -> T {
        let life = self.lives.entry(at).or_default();
        let done = change(life);
        if life.versions.is_empty() && life.check_out.is_none() {
            self.delete_life(at);
        }
        done
    }

    /// Takes a life out.
    pub(super) fn delete_life(&mut self, at: At) {
        self.lives.remove(&at);
        if let Some(group) = at.group.and_then(|group| self.groups.get_mut(&group)) {
            group.entries.remove(&at.what);
        }
    }

    /// Notes what is published when an item enters its group.
    pub(super) fn enter(&mut self, at: At) {
        let entry = self.published(at.what).cloned();
        if let Some(group) = at.group.and_then(|group| self.groups.get_mut(&group)) {
            group.entries.insert(at.what, entry);
        }
    }

    /// Notes that what is published of something is another now.
    pub(super) fn touch(&mut self, what: What) {
        match what {
            What::Document(product, _) => drop(self.touched.products.insert(product)),
            What::Category(category, _) => drop(self.touched.categories.insert(category)),
            What::Asset(asset) => {
                let users: Vec<What> =
                    self.live().filter(|(_, life)| life.names(asset)).map(|(what, _)| what).collect();
                users.into_iter().for_each(|user| self.touch(user));
                let shows =
                    |(colour, paint): (&u8, &Paint)| (*paint == Paint::Asset(asset)).then_some(*colour);
                self.touched.swatches.extend(self.swatches.iter().filter_map(shows));
                self.touched.assets.insert(asset);
            }
        }
    }
}
