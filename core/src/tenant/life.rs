//! The life of a target: its versions, which of them is published and which is the draft, and who has
//! it checked out.

use super::content::Content;
use crate::fault::OneLine;
use crate::instant::Instant;
use core::fmt;
use std::sync::Arc;

/// Who does something, and when: arguments of every operation, since nothing here reads a clock.
///
/// ```
/// use omnimedia::Stamp;
/// let stamp = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// assert_eq!(stamp.to_string(), "ann at 2026-11-24T09:00:00Z");
/// # Ok::<(), omnimedia::Fault>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub(crate) by: Arc<str>,
    pub(crate) at: Instant,
}

impl Stamp {
    /// A user and an instant.
    #[must_use]
    pub fn new(by: impl AsRef<str>, at: Instant) -> Self {
        Self { by: by.as_ref().into(), at }
    }

    /// Who.
    #[must_use]
    pub fn by(&self) -> &str {
        &self.by
    }

    /// When.
    #[must_use]
    pub fn at(&self) -> Instant {
        self.at
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", OneLine(&self.by), self.at)
    }
}

/// What made a version.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// A check-out was finished.
    Finish,
    /// An earlier version was restored.
    Restore(u32),
    /// A reset to default was staged: the version has no content.
    Reset,
    /// It was copied into a publish group.
    Copy,
    /// A publish group of that name ran.
    Run(Arc<str>),
    /// It came from a publication, or from another tenant.
    Import,
}

impl Cause {
    /// The word for it, the same in every language.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Finish => "finish",
            Self::Restore(_) => "restore",
            Self::Reset => "reset",
            Self::Copy => "copy",
            Self::Run(_) => "run",
            Self::Import => "import",
        }
    }
}

/// A version: what was checked in, by whom and when. Versions never change.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    pub(crate) number: u32,
    pub(crate) stamp: Stamp,
    pub(crate) cause: Cause,
    /// `None` where it stages the removal.
    pub(crate) content: Option<Arc<Content>>,
}

impl Version {
    /// Its number, from 1; numbers of one target only rise.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Who made it, and when.
    #[must_use]
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// What made it.
    #[must_use]
    pub fn cause(&self) -> &Cause {
        &self.cause
    }

    /// What it says; `None` where it stages the removal of the document.
    #[must_use]
    pub fn content(&self) -> Option<&Content> {
        self.content.as_deref()
    }
}

/// A check-out: what one user is working on, and nobody else can.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckOut {
    pub(crate) since: Stamp,
    pub(crate) content: Arc<Content>,
}

impl CheckOut {
    /// Who has it, and since when.
    #[must_use]
    pub fn since(&self) -> &Stamp {
        &self.since
    }

    /// What was saved last.
    #[must_use]
    pub fn content(&self) -> &Content {
        &self.content
    }
}

/// The life of one target. See [`Tenant`](super::Tenant) for what moves it on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Life {
    /// By number, rising.
    pub(crate) versions: Vec<Version>,
    /// The number of the version that is the checked-in draft.
    pub(crate) draft: Option<u32>,
    /// The number of the version that is published, and who published it when.
    pub(crate) published: Option<(u32, Stamp)>,
    /// Who took it out of the publication last, and when; `None` while it is published.
    pub(crate) unpublished: Option<Stamp>,
    pub(crate) check_out: Option<CheckOut>,
}

impl Life {
    /// Every version, the oldest first.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The version of a number.
    #[must_use]
    pub fn version(&self, number: u32) -> Option<&Version> {
        let found = self.versions.binary_search_by_key(&number, |version| version.number).ok()?;
        self.versions.get(found)
    }

    /// The checked-in draft: what was checked in last, published or not. A publish group that runs
    /// leaves an unpublished draft as it is, so that it need not be the last version.
    #[must_use]
    pub fn draft(&self) -> Option<&Version> {
        self.version(self.draft?)
    }

    /// The published version.
    #[must_use]
    pub fn published(&self) -> Option<&Version> {
        self.version(self.published.as_ref()?.0)
    }

    /// Who published what is published, and when.
    #[must_use]
    pub fn published_by(&self) -> Option<&Stamp> {
        self.published.as_ref().map(|(_, stamp)| stamp)
    }

    /// Who took it out of the publication last, and when, where it was published before.
    #[must_use]
    pub fn unpublished_by(&self) -> Option<&Stamp> {
        self.unpublished.as_ref()
    }

    /// Who is working on it.
    #[must_use]
    pub fn check_out(&self) -> Option<&CheckOut> {
        self.check_out.as_ref()
    }

    /// Whether the draft is not what is published: publishing would change something.
    #[must_use]
    pub fn has_unpublished_draft(&self) -> bool {
        match self.draft() {
            None => false,
            Some(Version { content: None, .. }) => self.published.is_some(),
            Some(draft) => self.published.as_ref().is_none_or(|(number, _)| *number != draft.number),
        }
    }

    pub(crate) fn draft_content(&self) -> Option<&Arc<Content>> {
        self.draft()?.content.as_ref()
    }

    pub(crate) fn published_content(&self) -> Option<&Arc<Content>> {
        self.published()?.content.as_ref()
    }

    /// Adds a version, and gives its number.
    pub(crate) fn add(&mut self, stamp: &Stamp, cause: Cause, content: Option<Arc<Content>>) -> u32 {
        let number = self.versions.last().map_or(1, |last| last.number.saturating_add(1));
        self.versions.push(Version { number, stamp: stamp.clone(), cause, content });
        number
    }

    /// Publishes a version; one without content takes the target out of the publication.
    pub(crate) fn publish(&mut self, number: u32, stamp: &Stamp) {
        let has_content = self.version(number).is_some_and(|version| version.content.is_some());
        if has_content {
            self.published = Some((number, stamp.clone()));
            self.unpublished = None;
        } else {
            self.unpublish(stamp);
        }
    }

    pub(crate) fn unpublish(&mut self, stamp: &Stamp) {
        if self.published.take().is_some() {
            self.unpublished = Some(stamp.clone());
        }
    }

    /// Whether there is nothing in it at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.versions.is_empty() && self.check_out.is_none()
    }

    /// Everything in it that speaks for the target now: what is published, the draft, the check-out.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &Arc<Content>> {
        let check_out = self.check_out.as_ref().map(|check_out| &check_out.content);
        [self.published_content(), self.draft_content(), check_out].into_iter().flatten()
    }
}
