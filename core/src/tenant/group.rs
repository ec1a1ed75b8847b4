//! Publish groups: named branches that are published together, at once or when they are due.

use super::content::Content;
use super::life::{Life, Stamp};
use super::target::{Target, What};
use crate::instant::LocalInstant;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What becomes of a run where live content moved since an item entered the group (SPEC section 8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Conflicts {
    /// The group's content is published; the conflict is reported. The default, as documented.
    #[default]
    LastWins,
    /// The run is refused.
    Refuse,
}

impl Conflicts {
    /// Both choices.
    pub const ALL: &'static [Self] = &[Self::LastWins, Self::Refuse];

    /// The word for it, the same in every language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::LastWins => "last-wins",
            Self::Refuse => "refuse",
        }
    }

    /// The choice that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.word() == word)
    }
}

/// How a publish group publishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupOptions {
    /// What becomes of conflicts.
    pub conflicts: Conflicts,
    /// Whether assets that are used and not published are published along, or refuse the run.
    pub publish_all: bool,
}

/// Limits on publish groups: off, unless they are set.
///
/// ```
/// use omnimedia::GroupLimits;
/// let documented = GroupLimits::documented();
/// assert_eq!((documented.items, documented.seconds_apart), (Some(2_000), Some(300)));
/// assert_eq!(GroupLimits::default().items, None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupLimits {
    /// Most items of a group.
    pub items: Option<u64>,
    /// Fewest seconds between the instants of two scheduled groups.
    pub seconds_apart: Option<u64>,
}

impl GroupLimits {
    /// The documented limits of Dynamics 365 Commerce: 2,000 items, 5 minutes apart.
    #[must_use]
    pub const fn documented() -> Self {
        Self { items: Some(2_000), seconds_apart: Some(300) }
    }
}

/// Where a publish group stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum GroupState {
    /// It waits for somebody to run or schedule it.
    #[default]
    Open,
    /// It is to run.
    Scheduled {
        /// When.
        due: LocalInstant,
        /// Who said so, and when.
        stamp: Stamp,
    },
    /// It ran, and is closed.
    Ran(Stamp),
}

/// A publish group: a named branch, in which items are edited, to be published together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub(crate) name: Arc<str>,
    pub(crate) made: Stamp,
    pub(crate) options: GroupOptions,
    pub(crate) state: GroupState,
    pub(crate) items: BTreeMap<What, GroupItem>,
}

/// An item of a publish group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupItem {
    pub(crate) life: Life,
    /// What was published live when the item entered the group.
    pub(crate) entry: Option<Arc<Content>>,
}

impl GroupItem {
    /// Its life in the group: versions, draft, check-out. In a group nothing is published.
    #[must_use]
    pub fn life(&self) -> &Life {
        &self.life
    }

    /// What was published live when it entered the group; `None` where nothing was.
    #[must_use]
    pub fn entry(&self) -> Option<&Content> {
        self.entry.as_deref()
    }
}

impl Group {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Who made it, and when.
    #[must_use]
    pub fn made(&self) -> &Stamp {
        &self.made
    }

    /// How it publishes.
    #[must_use]
    pub fn options(&self) -> GroupOptions {
        self.options
    }

    /// Whether it is open, scheduled, or ran.
    #[must_use]
    pub fn state(&self) -> &GroupState {
        &self.state
    }

    /// When it is to run, where it is scheduled.
    #[must_use]
    pub fn due(&self) -> Option<LocalInstant> {
        match &self.state {
            GroupState::Scheduled { due, .. } => Some(*due),
            _ => None,
        }
    }

    /// Its items, each with its target in the group.
    pub fn items(&self) -> impl ExactSizeIterator<Item = (Target, &GroupItem)> {
        let target = |what: &What| Target { group: Some(self.name.clone()), what: what.clone() };
        self.items.iter().map(move |(what, item)| (target(what), item))
    }

    pub(super) fn is_closed(&self) -> bool {
        matches!(self.state, GroupState::Ran(_))
    }
}
