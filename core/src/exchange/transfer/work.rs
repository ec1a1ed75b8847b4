//! Doing it: item by item, each whole or not at all.

use super::report::{TransferItem, TransferOutcome, Transferred};
use super::{OnConflict, Transfer, TransferVersions};
use crate::fault::{Code, Fault, Faults, shortened};
use crate::model::{Context, Fit};
use crate::tenant::{Brought, Content, Life, Tenant, What};
use core::ops::ControlFlow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A transfer on its way.
pub(super) struct Work<'t> {
    transfer: &'t Transfer,
    source: &'t Tenant,
    destination: &'t mut Tenant,
    user: Arc<str>,
    progress: &'t mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    /// The assets that are copied, with whether they are published then: a dry run copies none.
    assets: HashMap<Arc<str>, bool>,
    items: Vec<TransferItem>,
    total: usize,
}

/// The product of a document on both sides.
struct Fits<'f> {
    source: Fit<'f>,
    /// `None` where it is the same, or not there.
    destination: Option<Fit<'f>>,
}

/// One item on its way.
struct Job<'j> {
    from: What,
    /// `None` where it is dropped.
    to: Option<What>,
    life: &'j Life,
    /// The context of another source that is mapped to the same.
    collides: Option<Context>,
    /// How many documents of the same product or category came new before.
    added: usize,
}

/// The documents that are copied of a product or category: those named, all where nothing is named.
fn wanted<'w, T>(
    all: &'w BTreeMap<Arc<str>, T>,
    named: Option<&BTreeSet<Arc<str>>>,
    other: Option<&BTreeSet<Arc<str>>>,
) -> Vec<(&'w Arc<str>, &'w T)> {
    match (named, other) {
        (Some(named), _) => named.iter().filter_map(|id| all.get_key_value(id)).collect(),
        (None, Some(_)) => Vec::new(),
        (None, None) => all.iter().collect(),
    }
}

impl<'t> Work<'t> {
    pub(super) fn new(
        transfer: &'t Transfer,
        source: &'t Tenant,
        destination: &'t mut Tenant,
        user: &str,
        progress: &'t mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Self {
        let (assets, items) = (HashMap::new(), Vec::new());
        Self { transfer, source, destination, user: user.into(), progress, assets, items, total: 0 }
    }

    /// Does all of it, and tells what was done.
    pub(super) fn done(mut self) -> Transferred {
        let is_complete = self.run().is_continue();
        Transferred { items: self.items, is_complete }
    }

    fn run(&mut self) -> ControlFlow<()> {
        let (transfer, source) = (self.transfer, self.source);
        let (named, other) = (transfer.products.as_ref(), transfer.categories.as_ref());
        let products = wanted(&source.products, named, other);
        let categories = wanted(&source.categories, other, named);
        let is_all = named.is_none() && other.is_none();
        let lives = products.iter().map(|(_, entry)| &entry.documents);
        let lives = lives.chain(categories.iter().map(|(_, entry)| &entry.documents));
        let assets = if is_all { source.assets.iter().collect() } else { self.used(lives.clone()) };
        self.total = lives.map(BTreeMap::len).sum::<usize>().saturating_add(assets.len());
        for (id, life) in assets {
            let from = What::Asset(id.clone());
            let to = Some(from.clone());
            self.item(Job { from, to, life, collides: None, added: 0 }, None)?;
        }
        for (number, entry) in products {
            if entry.documents.is_empty() {
                continue;
            }
            let other = self.destination.product(number).filter(|there| **there != entry.product).cloned();
            let fits = Fits { source: Fit::new(&entry.product), destination: other.as_ref().map(Fit::new) };
            let what = |context| What::Document(number.clone(), context);
            self.documents(&what, &entry.documents, Some(&fits))?;
        }
        for (id, entry) in categories {
            let what = |context| What::Category(id.clone(), context);
            self.documents(&what, &entry.documents, None)?;
        }
        ControlFlow::Continue(())
    }

    /// The assets that documents use which are copied.
    fn used<'l>(
        &self,
        lives: impl Iterator<Item = &'l BTreeMap<Context, Life>>,
    ) -> Vec<(&'t Arc<str>, &'t Life)> {
        let mut used: BTreeSet<Arc<str>> = BTreeSet::new();
        for (context, life) in lives.flatten() {
            if self.transfer.mapping.context(context).is_some()
                && let Some(brought) = self.brought(life)
            {
                used.extend(brought.contents().flat_map(|content| content.assets()).map(Arc::from));
            }
        }
        used.iter().filter_map(|id| self.source.assets.get_key_value(id)).collect()
    }

    /// What of a life is to be copied.
    fn brought(&self, life: &Life) -> Option<Brought> {
        life.to_bring(self.transfer.versions == TransferVersions::PublishedAndDraft)
    }

    /// The documents of a product or category.
    fn documents(
        &mut self,
        what: &dyn Fn(Context) -> What,
        lives: &BTreeMap<Context, Life>,
        fits: Option<&Fits<'_>>,
    ) -> ControlFlow<()> {
        let transfer = self.transfer;
        // for each context of the destination the first sources of it
        let mut ends: HashMap<Context, Vec<&Context>> = HashMap::new();
        if !transfer.mapping.is_identity() {
            for (context, _) in lives.iter().filter(|(_, life)| self.brought(life).is_some()) {
                let Some(end) = transfer.mapping.context(context) else { continue };
                let sources = ends.entry(end).or_default();
                if sources.len() < 2 {
                    sources.push(context);
                }
            }
        }
        let mut added = 0_usize;
        for (context, life) in lives {
            let end = transfer.mapping.context(context);
            let sources = end.as_ref().and_then(|end| ends.get(end));
            let collides = sources.filter(|sources| sources.len() > 1);
            let other = collides.and_then(|sources| sources.iter().find(|other| **other != context));
            let collides = other.map(|other| (*other).clone());
            let from = what(context.clone());
            let outcome = self.item(Job { from, to: end.map(what), life, collides, added }, fits)?;
            // a dry run adds none, and the others are counted where they are
            if transfer.dry_run && outcome == TransferOutcome::Created {
                added = added.saturating_add(1);
            }
        }
        ControlFlow::Continue(())
    }

    /// One item, with its row in the report.
    fn item(&mut self, job: Job<'_>, fits: Option<&Fits<'_>>) -> ControlFlow<(), TransferOutcome> {
        let mut row = TransferItem {
            source: job.from.clone().live(),
            destination: job.to.clone().map(What::live),
            outcome: TransferOutcome::NotPublished,
            faults: Vec::new(),
            modified: [None, None],
            keeps_draft: false,
            replaces_draft: false,
        };
        if let Err(faults) = self.judge(&job, fits, &mut row) {
            row.outcome = TransferOutcome::Refused;
            row.faults = faults.into_vec();
        }
        let outcome = row.outcome;
        self.items.push(row);
        match (self.progress)(self.items.len(), self.total) {
            ControlFlow::Continue(()) => ControlFlow::Continue(outcome),
            ControlFlow::Break(()) => ControlFlow::Break(()),
        }
    }

    /// Decides, and does it where something is to be done.
    fn judge(
        &mut self,
        job: &Job<'_>,
        fits: Option<&Fits<'_>>,
        row: &mut TransferItem,
    ) -> Result<(), Faults> {
        let there = job.to.as_ref().and_then(|to| self.destination.live(to));
        let brought = self.brought(job.life);
        row.modified[0] = brought.as_ref().and_then(Brought::modified);
        let Some(to) = &job.to else {
            row.outcome = TransferOutcome::Dropped;
            return Ok(());
        };
        let Some(mut brought) = brought else { return Ok(()) };
        if let (Some(other), Some(context)) = (&job.collides, to.context()) {
            return Err(together(&job.from, other, context).into());
        }
        self.destination.has_owner(to)?;
        row.modified[1] = there.and_then(Life::modified);
        let told = self.map(&mut brought, to, fits);
        if told.is_empty() && there.is_some_and(|life| life.has(&brought)) {
            row.outcome = TransferOutcome::Equal;
            return Ok(());
        }
        // a first edit that was never finished is nothing to keep
        let keeps = row.modified[1].is_some()
            && match self.transfer.on_conflict {
                OnConflict::KeepDestination => true,
                OnConflict::Replace => false,
                OnConflict::KeepLatest => row.modified[0] <= row.modified[1],
            };
        if keeps {
            row.outcome = TransferOutcome::Kept;
            return Ok(());
        }
        let mut faults = self.faults(&brought, to, fits);
        add(&mut faults, told);
        faults.extend(self.destination.refusals(to, &brought, &self.assets, job.added));
        if let Some(faults) = Faults::new(faults) {
            return Err(faults);
        }
        row.outcome = if there.is_some() { TransferOutcome::Updated } else { TransferOutcome::Created };
        (row.keeps_draft, row.replaces_draft) = there.map(|life| life.draft_by(&brought)).unwrap_or_default();
        if let What::Asset(id) = to {
            let is_published =
                brought.published.is_some() || there.is_some_and(|life| life.published().is_some());
            self.assets.insert(id.clone(), is_published);
        }
        if !self.transfer.dry_run {
            self.destination.take_in(to, brought, &self.user)?;
        }
        Ok(())
    }

    /// Makes it what it is in the destination: without what the source's product no longer has, which
    /// nobody is shown there, and with channels and locales mapped. Gives what is wrong with that by itself.
    fn map(&self, brought: &mut Brought, to: &What, fits: Option<&Fits<'_>>) -> Vec<Fault> {
        let mapping = &self.transfer.mapping;
        let mut faults = Vec::new();
        for content in brought.contents_mut() {
            let gone = match (&**content, fits) {
                (Content::Document(document), Some(fits)) => !fits.source.has_all(document),
                _ => false,
            };
            if mapping.is_identity() && !gone {
                continue;
            }
            let mut mapped = (**content).clone();
            if let (Content::Document(document), Some(fits), true) = (&mut mapped, fits, gone) {
                fits.source.leave_out(document);
            }
            mapping.content(&mut mapped);
            mapped.belong_to(to);
            if mapped != **content {
                match mapped.clone().checked_alone(&self.destination.limits) {
                    Ok(canonical) => mapped = canonical,
                    Err(found) => add(&mut faults, found.into_vec()),
                }
                mapped.belong_to(to);
                *content = Arc::new(mapped);
            }
        }
        faults
    }

    /// What is wrong with it as content of the destination.
    fn faults(&self, brought: &Brought, to: &What, fits: Option<&Fits<'_>>) -> Vec<Fault> {
        let limits = &self.destination.limits;
        let mut faults = Vec::new();
        for content in brought.contents() {
            let checked = match (&**content, fits) {
                (Content::Document(document), Some(fits)) => {
                    let fit = fits.destination.as_ref().unwrap_or(&fits.source);
                    fit.checked(document.clone(), limits).map(Content::from)
                }
                (other, _) => other.clone().checked(to, None, limits),
            };
            add(&mut faults, checked.err().map(Faults::into_vec).unwrap_or_default());
        }
        faults
    }
}

/// Adds what is not among the faults yet: published and draft may have some in common.
fn add(faults: &mut Vec<Fault>, found: Vec<Fault>) {
    if faults.is_empty() {
        return faults.extend(found);
    }
    let known: HashSet<String> = faults.iter().map(ToString::to_string).collect();
    faults.extend(found.into_iter().filter(|fault| !known.contains(&fault.to_string())));
}

/// The fault for two documents that are mapped to one context.
fn together(from: &What, other: &Context, context: &Context) -> Fault {
    Fault::new(
        Code::MappedTogether,
        format!(
            "{from} and that in `{}` are both mapped to `{}`",
            shortened(&other.to_string()),
            shortened(&context.to_string())
        ),
        "map one of them elsewhere, or drop it",
    )
}
