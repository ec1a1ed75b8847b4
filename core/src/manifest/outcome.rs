//! How a row ended.

/// How a row of a manifest ended: the word in the column `Result`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowOutcome {
    /// What it says was done; in a dry run, it would be.
    Applied,
    /// What it says was so already.
    Unchanged,
    /// What is there was left, as its choices say.
    Kept,
    /// It is good, but its list was not replaced, since another row of the list is at fault.
    HeldBack,
    /// It was not done, since the import was cancelled.
    Cancelled,
    /// It is at fault.
    Failed,
}

impl RowOutcome {
    /// Every outcome there is.
    pub const ALL: [Self; 6] =
        [Self::Applied, Self::Unchanged, Self::Kept, Self::HeldBack, Self::Cancelled, Self::Failed];

    /// The word, as result manifests write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Applied => "Applied",
            Self::Unchanged => "Unchanged",
            Self::Kept => "Kept",
            Self::HeldBack => "HeldBack",
            Self::Cancelled => "Cancelled",
            Self::Failed => "Failed",
        }
    }
}
