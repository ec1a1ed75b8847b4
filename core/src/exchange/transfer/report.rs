//! What a transfer did, item by item.

use crate::fault::Fault;
use crate::instant::Instant;
use crate::tenant::Target;
use core::fmt;

/// What became of one item of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TransferOutcome {
    /// The destination did not have it, and has it now.
    Created,
    /// The destination had it, and has what the source says now.
    Updated,
    /// The destination says the same already: nothing was done.
    Equal,
    /// The destination has it otherwise and keeps it, as the rule for conflicts says.
    Kept,
    /// Its channel or locale is dropped.
    Dropped,
    /// The source has nothing of it that is to be copied: it is not published there.
    NotPublished,
    /// It was not copied; its faults say why.
    Refused,
}

impl TransferOutcome {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Created,
        Self::Updated,
        Self::Equal,
        Self::Kept,
        Self::Dropped,
        Self::NotPublished,
        Self::Refused,
    ];

    /// The word for it, the same in every language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Equal => "equal",
            Self::Kept => "kept",
            Self::Dropped => "dropped",
            Self::NotPublished => "not-published",
            Self::Refused => "refused",
        }
    }

    /// Whether it was copied.
    #[must_use]
    pub const fn is_copied(self) -> bool {
        matches!(self, Self::Created | Self::Updated)
    }
}

/// One item of a transfer, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferItem {
    pub(super) source: Target,
    pub(super) destination: Option<Target>,
    pub(super) outcome: TransferOutcome,
    pub(super) faults: Vec<Fault>,
    pub(super) modified: [Option<Instant>; 2],
    pub(super) keeps_draft: bool,
    pub(super) replaces_draft: bool,
}

impl TransferItem {
    /// What it is in the source.
    #[must_use]
    pub fn source(&self) -> &Target {
        &self.source
    }

    /// What it is in the destination; `None` where its channel or locale is dropped.
    #[must_use]
    pub fn destination(&self) -> Option<&Target> {
        self.destination.as_ref()
    }

    /// What became of it.
    #[must_use]
    pub fn outcome(&self) -> TransferOutcome {
        self.outcome
    }

    /// Every reason why it was refused; none for another outcome.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// When what is to be copied was modified last in the source; `None` where nothing is.
    #[must_use]
    pub fn source_modified(&self) -> Option<Instant> {
        self.modified[0]
    }

    /// When it had been modified last in the destination; `None` where it was not there, or nothing was to
    /// be copied.
    #[must_use]
    pub fn destination_modified(&self) -> Option<Instant> {
        self.modified[1]
    }

    /// Whether the destination has an unpublished draft of an updated item, which stays its draft.
    #[must_use]
    pub fn keeps_draft(&self) -> bool {
        self.keeps_draft
    }

    /// Whether the destination had an unpublished draft of an updated item, which is an earlier version
    /// now: the source's draft stands in its place.
    #[must_use]
    pub fn replaces_draft(&self) -> bool {
        self.replaces_draft
    }
}

impl fmt::Display for TransferItem {
    /// One line: the outcome, the item, and why.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.outcome.word(), self.source)?;
        let moved = (self.destination.as_ref()).filter(|destination| **destination != self.source);
        if let Some(context) = moved.and_then(Target::context) {
            write!(f, " as that in `{context}`")?;
        }
        if let (TransferOutcome::Kept, [Some(source), Some(destination)]) = (self.outcome, self.modified) {
            write!(f, ": modified {destination} here, {source} in the source")?;
        }
        if let Some((first, more)) = self.faults.split_first() {
            write!(f, ": {first}")?;
            if !more.is_empty() {
                write!(f, "; and {} more", more.len())?;
            }
        }
        if self.keeps_draft {
            f.write_str(", beside an unpublished draft")?;
        }
        if self.replaces_draft {
            f.write_str(", in place of an unpublished draft")?;
        }
        Ok(())
    }
}

/// What a transfer did, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transferred {
    pub(super) items: Vec<TransferItem>,
    pub(super) is_complete: bool,
}

impl Transferred {
    /// The items, in the order in which they were done: assets by id, documents of products by number
    /// and context, documents of categories by id and context.
    #[must_use]
    pub fn items(&self) -> &[TransferItem] {
        &self.items
    }

    /// How many items had an outcome.
    ///
    /// # Cost
    /// Linear in the items.
    #[must_use]
    pub fn count(&self, outcome: TransferOutcome) -> usize {
        self.items.iter().filter(|item| item.outcome == outcome).count()
    }

    /// Whether it went to the end. What was cancelled has done what its items say, and nothing else.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }
}
