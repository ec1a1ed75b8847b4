//! Running publish groups: at once, when they are due, or as they would run.

use super::changes::Changes;
use super::edit::held;
use super::group::{Conflicts, Group, GroupState};
use super::life::{Cause, Stamp};
use super::publish::Step;
use super::remove::no_group;
use super::state::Overlay;
use super::target::{Target, What};
use super::{Tenant, UnitKey};
use crate::fault::{Code, Fault, Faults, shortened};
use crate::instant::{Instant, LocalInstant};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a publish group did when it ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub(super) group: Arc<str>,
    pub(super) targets: Vec<Target>,
    pub(super) assets: Vec<Target>,
    pub(super) conflicts: Vec<Target>,
    pub(super) drafts: Vec<Target>,
    pub(super) check_outs: Vec<Target>,
    pub(super) changes: Changes,
}

impl Run {
    /// The name of the group.
    #[must_use]
    pub fn group(&self) -> &str {
        &self.group
    }

    /// What was published, live.
    #[must_use]
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The assets that were published along.
    #[must_use]
    pub fn assets(&self) -> &[Target] {
        &self.assets
    }

    /// What had moved live since it entered the group, and was published over.
    #[must_use]
    pub fn conflicts(&self) -> &[Target] {
        &self.conflicts
    }

    /// What has an unpublished draft live, which stays.
    #[must_use]
    pub fn drafts(&self) -> &[Target] {
        &self.drafts
    }

    /// What somebody has checked out live, who keeps it.
    #[must_use]
    pub fn check_outs(&self) -> &[Target] {
        &self.check_outs
    }

    /// Which parts of the publication changed by it.
    #[must_use]
    pub fn changes(&self) -> &Changes {
        &self.changes
    }
}

/// What a run would do.
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    pub(super) assets: BTreeSet<Arc<str>>,
    pub(super) conflicts: Vec<What>,
}

impl Tenant {
    /// What a run would do on top of what is published, or everything that refuses it.
    pub(super) fn plan(&self, group: &Group, overlay: &Overlay) -> Result<Plan, Faults> {
        let mut faults = Vec::new();
        let mut steps: Vec<Step> = Vec::new();
        let mut conflicts = Vec::new();
        for (what, item) in &group.items {
            if let Some(check_out) = &item.life.check_out {
                let target = Target { group: Some(group.name.clone()), what: what.clone() };
                faults.push(held(&target, check_out));
            }
            if overlay.published(self, what) != item.entry.as_ref() {
                conflicts.push(what.clone());
            }
            let Some(draft) = item.life.draft() else { continue };
            // what was to be taken out, and was deleted since
            if draft.content.is_some() || self.live(what).is_some() || overlay.has(what) {
                steps.push((what.clone(), draft.content.clone()));
            }
        }
        faults.extend(self.no_room_for(overlay, &steps));
        if group.options.conflicts == Conflicts::Refuse {
            faults.extend(conflicts.iter().map(|what| {
                let message =
                    format!("{what} moved live since it entered the group `{}`", shortened(&group.name));
                Fault::new(
                    Code::GroupConflict,
                    message,
                    "copy it in from live again, or let the last one win",
                )
            }));
        }
        match self.releasable(overlay, &steps, group.options.publish_all) {
            Ok(assets) if faults.is_empty() => return Ok(Plan { steps, assets, conflicts }),
            Ok(_) => {}
            Err(more) => faults.extend(more.into_vec()),
        }
        Err(Faults::new(faults).unwrap_or_else(|| no_group(&group.name).into()))
    }

    /// The documents of a run that would be more than the limit of their product or category.
    fn no_room_for(&self, overlay: &Overlay, steps: &[Step]) -> Vec<Fault> {
        let mut counts: BTreeMap<What, usize> = BTreeMap::new();
        let mut faults = Vec::new();
        for (what, content) in steps {
            let Some(first) = what.first_of_owner() else { continue };
            if content.is_none() || self.live(what).is_some() || overlay.has(what) {
                continue;
            }
            let count = counts.entry(first).or_insert_with_key(|first| {
                self.documents_of(what).saturating_add(overlay.new_in(self, first))
            });
            if *count >= self.limits.documents {
                faults.push(self.no_room(what));
            }
            *count = count.saturating_add(1);
        }
        faults
    }

    /// Publishes what a publish group has, all of it or nothing, and closes the group.
    ///
    /// Every item becomes a new live version. Live drafts and check-outs stay, and are reported.
    ///
    /// # Errors
    /// `not_in_tenant`, `group_closed`; `checked_out` for an item that somebody is working on in the
    /// group; `group_conflict` for what moved live, where the group refuses that; `limit_documents`;
    /// for assets and content as [`Tenant::publish`].
    ///
    /// # Cost
    /// As [`Tenant::publish`], for all its items.
    pub fn run_group(&mut self, name: &str, stamp: &Stamp) -> Result<Run, Faults> {
        let group = self.open_group(name)?;
        let plan = self.plan(group, &Overlay::default())?;
        let name = group.name.clone();
        let mut run = Run {
            group: name.clone(),
            targets: Vec::new(),
            assets: Vec::new(),
            conflicts: plan.conflicts.into_iter().map(What::live).collect(),
            drafts: Vec::new(),
            check_outs: Vec::new(),
            changes: Changes::default(),
        };
        for (what, _) in &plan.steps {
            let Some(life) = self.live(what) else { continue };
            if life.has_unpublished_draft() {
                run.drafts.push(what.clone().live());
            }
            if life.check_out.is_some() {
                run.check_outs.push(what.clone().live());
            }
        }
        let (done, changes) = self.noting(|tenant| -> Result<(), Fault> {
            for id in plan.assets {
                let what = What::Asset(id);
                tenant.release_draft(&what, stamp)?;
                run.assets.push(what.live());
            }
            for (what, content) in plan.steps {
                let target = what.live();
                tenant.change(&target, |life| life.run(stamp, Cause::Run(name.clone()), content))?;
                tenant.published_changed(&target.what);
                run.targets.push(target);
            }
            Ok(())
        });
        done?;
        run.changes = changes;
        self.set_group_state(&name, GroupState::Ran(stamp.clone()));
        Ok(run)
    }

    /// The scheduled groups in the order in which they run: by instant, then by name.
    pub(super) fn scheduled(&self) -> Vec<(LocalInstant, &Group)> {
        let scheduled = self.groups.values().filter_map(|group| Some((group.due()?, group)));
        let mut scheduled: Vec<_> = scheduled.collect();
        scheduled.sort_by(|(one, first), (other, second)| {
            (one.instant(), &first.name).cmp(&(other.instant(), &second.name))
        });
        scheduled
    }

    /// Those of them that are due at an instant.
    pub(super) fn due(&self, at: Instant) -> impl Iterator<Item = &Group> {
        self.scheduled().into_iter().take_while(move |(due, _)| due.instant() <= at).map(|(_, group)| group)
    }

    /// Runs every scheduled group that is due, by instant, then by name, each by itself: one that is
    /// refused stays scheduled, and the others run all the same. Whoever scheduled a group runs it.
    ///
    /// # Cost
    /// Linear in the groups, and that of running those that are due.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Context, DocumentBuilder, GroupOptions, Limits, ProductBuilder, Stamp, Target, Tenant};
    /// let mut tenant = Tenant::new(Limits::default());
    /// tenant.set_product(ProductBuilder::new("S1"))?;
    /// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
    /// tenant.create_group("sale", GroupOptions::default(), &ann)?;
    /// let target = Target::document("S1", Context::default());
    /// tenant.check_in(&target.clone().in_group("sale"), DocumentBuilder::new(), &ann)?;
    /// tenant.schedule_group("sale", "2026-12-01T08:00:00+01:00".parse()?, &ann)?;
    /// assert!(tenant.run_due("2026-12-01T06:59:59Z".parse()?).is_empty());
    /// let ran = tenant.run_due("2026-12-01T07:00:00Z".parse()?);
    /// assert_eq!(ran[0].0, "sale");
    /// assert_eq!(ran[0].1.as_ref().map(|run| run.targets()), Ok(&[target][..]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn run_due(&mut self, now: Instant) -> Vec<(String, Result<Run, Faults>)> {
        let due: Vec<(Arc<str>, Stamp)> = self
            .due(now)
            .filter_map(|group| match &group.state {
                GroupState::Scheduled { stamp, .. } => {
                    Some((group.name.clone(), Stamp { by: stamp.by.clone(), at: now }))
                }
                _ => None,
            })
            .collect();
        due.into_iter().map(|(name, stamp)| (name.to_string(), self.run_group(&name, &stamp))).collect()
    }

    pub(super) fn set_group_state(&mut self, name: &str, state: GroupState) {
        if let Some(group) = self.groups.get_mut(name).filter(|group| group.state != state) {
            group.state = state;
            self.changed_units.insert(UnitKey::Group(name.into()));
        }
    }
}
