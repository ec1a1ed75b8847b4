//! Taking in what another tenant has (SPEC section 12).

use super::content::Content;
use super::edit::held;
use super::life::{Cause, Life, Stamp, Version};
use super::remove::{unknown_asset, unpublished_asset};
use super::target::What;
use super::{Fault, Tenant};
use crate::instant::Instant;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What one tenant has of a target, on its way into another, with when it was made there.
#[derive(Clone, Debug)]
pub(crate) struct Brought {
    /// What is published; when it was checked in, and when published.
    pub(crate) published: Option<(Arc<Content>, Instant, Instant)>,
    /// The draft that is not published; `None` in it stages the removal.
    pub(crate) draft: Option<(Option<Arc<Content>>, Instant)>,
}

impl Brought {
    /// Its contents.
    pub(crate) fn contents_mut(&mut self) -> impl Iterator<Item = &mut Arc<Content>> {
        let published = self.published.iter_mut().map(|(content, ..)| content);
        published.chain(self.draft.iter_mut().filter_map(|(content, _)| content.as_mut()))
    }

    /// Its contents.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &Arc<Content>> {
        let published = self.published.iter().map(|(content, ..)| content);
        published.chain(self.draft.iter().filter_map(|(content, _)| content.as_ref()))
    }

    /// When it was modified last: checked in or published.
    pub(crate) fn modified(&self) -> Option<Instant> {
        let published = self.published.iter().flat_map(|(_, made, published)| [*made, *published]);
        published.chain(self.draft.iter().map(|(_, made)| *made)).max()
    }
}

/// Whether two contents are the same; what was shared is not looked at.
fn same(one: Option<&Arc<Content>>, other: Option<&Arc<Content>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other) || one == other,
        (None, None) => true,
        _ => false,
    }
}

impl Life {
    /// What of it another tenant may take in: what is published, and with `drafts` the draft that is
    /// not; `None` where there is neither.
    pub(crate) fn to_bring(&self, drafts: bool) -> Option<Brought> {
        let published = self.published_content().zip(self.published().zip(self.published_by()));
        let published =
            published.map(|(content, (version, stamp))| (content.clone(), version.stamp.at, stamp.at));
        let draft = self.draft().filter(|_| drafts && self.has_unpublished_draft());
        let draft = draft.map(|version| (version.content.clone(), version.stamp.at));
        (published.is_some() || draft.is_some()).then_some(Brought { published, draft })
    }

    /// When it was modified last: what stands was checked in or published, or it was taken out of the
    /// publication. `None` for a first edit that is not finished.
    pub(crate) fn modified(&self) -> Option<Instant> {
        let versions = [self.published(), self.draft()].into_iter().flatten().map(Version::stamp);
        let stamps = versions.chain(self.published_by()).chain(self.unpublished_by());
        stamps.map(Stamp::at).max()
    }

    /// Whether nothing would change by taking it in.
    pub(crate) fn has(&self, brought: &Brought) -> bool {
        let published = brought.published.as_ref();
        let draft = brought.draft.as_ref();
        published.is_none_or(|(content, ..)| same(self.published_content(), Some(content)))
            && draft.is_none_or(|(content, _)| self.drafts(content.as_ref()))
    }

    /// Whether the draft is this content.
    fn drafts(&self, content: Option<&Arc<Content>>) -> bool {
        self.draft().is_some_and(|draft| same(draft.content.as_ref(), content))
    }

    /// What becomes of an unpublished draft by taking it in: whether it stays the draft, and whether
    /// another one replaces it. Neither where it is what is published then, or brought again.
    pub(crate) fn draft_by(&self, brought: &Brought) -> (bool, bool) {
        let released = brought.published.as_ref().is_some_and(|(content, ..)| self.drafts(Some(content)));
        if !self.has_unpublished_draft() || released {
            return (false, false);
        }
        match &brought.draft {
            None => (true, false),
            Some((content, _)) => (false, !self.drafts(content.as_ref())),
        }
    }

    /// Takes it in. What it has already makes no version; an unpublished draft stays the draft unless
    /// another is brought.
    fn take_in(&mut self, brought: Brought, by: &Arc<str>) {
        let stamp = |at| Stamp { by: by.clone(), at };
        if let Some((content, made, published)) = brought.published
            && !same(self.published_content(), Some(&content))
        {
            match self.draft {
                Some(number) if self.drafts(Some(&content)) => self.publish(number, &stamp(published)),
                _ => {
                    let keeps_draft = self.has_unpublished_draft();
                    let number = self.add(&stamp(made), Cause::Import, Some(content));
                    if !keeps_draft {
                        self.draft = Some(number);
                    }
                    self.publish(number, &stamp(published));
                }
            }
        }
        let Some((content, made)) = brought.draft else { return };
        if self.drafts(content.as_ref()) {
            return;
        }
        let published = self.published.as_ref().map(|(number, _)| *number);
        self.draft = match published {
            Some(number) if same(self.published_content(), content.as_ref()) => Some(number),
            _ => Some(self.add(&stamp(made), Cause::Import, content)),
        };
    }
}

impl Tenant {
    /// Refuses a document whose product or category is not there.
    pub(crate) fn has_owner(&self, what: &What) -> Result<(), Fault> {
        self.has_place(&what.clone().live())
    }

    /// Every reason not to take something in, but for its content. `assets` are those that come along,
    /// with whether they are published then; `added` documents of the same product or category come before.
    pub(crate) fn refusals(
        &self,
        what: &What,
        brought: &Brought,
        assets: &HashMap<Arc<str>, bool>,
        added: usize,
    ) -> Vec<Fault> {
        let mut faults = Vec::new();
        let life = self.live(what);
        if let Some(check_out) = life.and_then(Life::check_out) {
            faults.push(held(&what.clone().live(), check_out));
        }
        let is_new = life.is_none() && what.context().is_some();
        if is_new && self.documents_of(what).saturating_add(added) >= self.limits.documents {
            faults.push(self.no_room(what));
        }
        let mut seen = BTreeSet::new();
        let contents = [
            brought.published.as_ref().map(|(content, ..)| (content, true)),
            brought.draft.as_ref().and_then(|(content, _)| Some((content.as_ref()?, false))),
        ];
        for (content, is_published) in contents.into_iter().flatten() {
            for id in content.assets() {
                let own = || self.assets.get(id).map(|life| life.published.is_some());
                let fault = match assets.get(id).copied().or_else(own) {
                    None => unknown_asset(id, &what.to_string()),
                    Some(false) if is_published => unpublished_asset(id, &what.to_string()),
                    Some(_) => continue,
                };
                if seen.insert(id) {
                    faults.push(fault);
                }
            }
        }
        faults
    }

    /// Takes in what another tenant has, where nothing refuses it.
    pub(crate) fn take_in(&mut self, what: &What, brought: Brought, by: &Arc<str>) -> Result<(), Fault> {
        let is_published = |tenant: &Self| tenant.live(what).and_then(Life::published_content).cloned();
        let before = is_published(self);
        self.change(&what.clone().live(), |life| life.take_in(brought, by))?;
        if !same(before.as_ref(), is_published(self).as_ref()) {
            self.published_changed(what);
        }
        Ok(())
    }
}
