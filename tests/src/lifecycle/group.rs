//! Publish groups.

use std::collections::BTreeMap;

use omnimedia::{Cause, Code, Conflicts, GroupOptions, GroupState, Stamp};

use super::model::{Group, Model, Refusal};
use super::perform::Ran;
use super::publish::Step;
use super::world::{At, Say, What, group, instant};

/// What a run would do.
struct Plan {
    steps: Vec<Step>,
    assets: Vec<What>,
    conflicts: Vec<What>,
}

impl Model {
    /// Whether a group is there and did not run.
    pub(super) fn open(&self, number: u8) -> Result<(), Refusal> {
        match self.groups.get(&number) {
            None => Err(vec![Code::NotInTenant]),
            Some(group) if group.is_closed() => Err(vec![Code::GroupClosed]),
            Some(_) => Ok(()),
        }
    }

    /// Whether a group takes one more item.
    pub(super) fn room(&self, number: u8) -> Result<(), Refusal> {
        self.open(number)?;
        let count = self.groups[&number].entries.len() as u64;
        if self.limits.items.is_some_and(|most| count >= most) {
            return Err(vec![Code::LimitGroupItems]);
        }
        Ok(())
    }

    pub(super) fn create_group(
        &mut self,
        number: u8,
        options: GroupOptions,
        user: u8,
    ) -> Result<(), Refusal> {
        if self.groups.contains_key(&number) {
            return Err(vec![Code::Exists]);
        }
        let made = self.stamp(user);
        let group = Group { made, options, state: GroupState::Open, due: None, entries: BTreeMap::new() };
        self.groups.insert(number, group);
        Ok(())
    }

    pub(super) fn set_options(&mut self, number: u8, options: GroupOptions) -> Result<(), Refusal> {
        self.open(number)?;
        self.change_group(number, |group| group.options = options);
        Ok(())
    }

    fn change_group(&mut self, number: u8, change: impl FnOnce(&mut Group)) {
        if let Some(group) = self.groups.get_mut(&number) {
            change(group);
        }
    }

    pub(super) fn delete_group(&mut self, number: u8, user: u8) -> Result<(), Refusal> {
        let Some(group) = self.groups.get(&number) else { return Err(vec![Code::NotInTenant]) };
        if group.due.is_some() {
            return Err(vec![Code::GroupSchedule]);
        }
        let items: Vec<At> = self.items(number).map(|(what, _)| At { group: Some(number), what }).collect();
        let held = items.iter().filter(|at| self.free(**at, user).is_err()).count();
        if held > 0 {
            return Err(vec![Code::CheckedOut; held]);
        }
        items.into_iter().for_each(|at| self.delete_life(at));
        self.groups.remove(&number);
        Ok(())
    }

    pub(super) fn copy(&mut self, at: At, from: Option<u8>, user: u8) -> Result<u32, Refusal> {
        if at.group.is_none() {
            return Err(vec![Code::WrongContent]);
        }
        self.place(at)?;
        self.free(at, user)?;
        let life = self.life(At { group: from, what: at.what })?;
        let draft = life.draft.ok_or(vec![Code::NotInTenant])?;
        let say = life.said(draft).cloned();
        self.bring(at, say, Cause::Copy, user)
    }

    /// Makes something the draft of an item.
    pub(super) fn bring(&mut self, at: At, say: Option<Say>, cause: Cause, user: u8) -> Result<u32, Refusal> {
        if !self.lives.contains_key(&at)
            && let Some(group) = at.group
        {
            self.room(group)?;
        }
        let stamp = self.stamp(user);
        let number = self.change(at, |life| life.stage(&stamp, cause, say));
        self.enter(at);
        Ok(number)
    }

    pub(super) fn remove_from_group(&mut self, at: At, user: u8) -> Result<(), Refusal> {
        if at.group.is_none() {
            return Err(vec![Code::WrongContent]);
        }
        self.delete(at, user)
    }

    pub(super) fn schedule(&mut self, number: u8, due: i64, user: u8) -> Result<(), Refusal> {
        self.open(number)?;
        if due <= self.now {
            return Err(vec![Code::GroupSchedule]);
        }
        if let Some(apart) = self.limits.seconds_apart {
            let others = self.groups.iter().filter(|(other, _)| **other != number);
            let mut dues = others.filter_map(|(_, group)| group.due);
            if dues.any(|other| other.abs_diff(due) * 60 < apart) {
                return Err(vec![Code::LimitGroupSpacing]);
            }
        }
        // as it would stand then
        let mut then = self.clone();
        for other in then.due(due) {
            if (then.groups[&other].due, other) < (Some(due), number) && other != number {
                then.run_as_scheduled(other, due).ok();
            }
        }
        then.plan(number)?;
        let state = GroupState::Scheduled { due: instant(due).into(), stamp: self.stamp(user) };
        self.change_group(number, |group| (group.state, group.due) = (state, Some(due)));
        Ok(())
    }

    pub(super) fn unschedule(&mut self, number: u8) -> Result<(), Refusal> {
        self.open(number)?;
        if self.groups[&number].due.is_none() {
            return Err(vec![Code::GroupSchedule]);
        }
        self.change_group(number, |group| (group.state, group.due) = (GroupState::Open, None));
        Ok(())
    }

    fn plan(&self, number: u8) -> Result<Plan, Refusal> {
        let group = &self.groups[&number];
        let mut codes = Vec::new();
        let mut plan = Plan { steps: Vec::new(), assets: Vec::new(), conflicts: Vec::new() };
        let mut new: Vec<What> = Vec::new();
        for (what, life) in self.items(number) {
            if life.check_out.is_some() {
                codes.push(Code::CheckedOut);
            }
            if group.entries[&what].as_ref() != self.published(what) {
                plan.conflicts.push(what);
            }
            let is_there = self.lives.contains_key(&what.live());
            if life.draft.is_none() || life.draft_say().is_none() && !is_there {
                continue;
            }
            if !is_there && !matches!(what, What::Asset(_)) {
                let same = |other: &&What| match (what, other) {
                    (What::Document(one, _), What::Document(other, _))
                    | (What::Category(one, _), What::Category(other, _)) => one == *other,
                    _ => false,
                };
                if self.documents(what) + new.iter().filter(same).count() >= Self::DOCUMENTS {
                    codes.push(Code::LimitDocuments);
                }
                new.push(what);
            }
            plan.steps.push((what, life.draft_say().cloned()));
        }
        if group.options.conflicts == Conflicts::Refuse {
            codes.extend(plan.conflicts.iter().map(|_| Code::GroupConflict));
        }
        let (more, assets) = self.releasable(&plan.steps, group.options.publish_all);
        codes.extend(more);
        plan.assets = assets;
        if codes.is_empty() { Ok(plan) } else { Err(codes) }
    }

    pub(super) fn run_group(&mut self, number: u8, stamp: &Stamp) -> Result<Ran, Refusal> {
        self.open(number)?;
        let Plan { steps, assets, conflicts } = self.plan(number)?;
        let mut ran = Ran::default();
        let target = |what: &What| what.live().target();
        ran.conflicts.extend(conflicts.iter().map(target));
        ran.assets.extend(assets.iter().map(target));
        for (what, _) in &steps {
            let Some(life) = self.lives.get(&what.live()) else { continue };
            if life.is_unpublished() {
                ran.drafts.push(target(what));
            }
            if life.check_out.is_some() {
                ran.check_outs.push(target(what));
            }
        }
        assets.into_iter().for_each(|what| self.release_by(what, stamp));
        for (what, say) in steps {
            self.change(what.live(), |life| {
                let keeps_draft = life.is_unpublished();
                let version = life.add(stamp, Cause::Run(group(number).into()), say);
                if !keeps_draft {
                    life.draft = Some(version);
                }
                life.publish(version, stamp);
            });
            self.touch(what);
            ran.targets.push(target(&what));
        }
        self.change_group(number, |group| (group.state, group.due) = (GroupState::Ran(stamp.clone()), None));
        Ok(ran)
    }

    /// The groups that are due at a minute, in the order in which they run.
    pub(super) fn due(&self, minute: i64) -> Vec<u8> {
        let mut due: Vec<(i64, u8)> =
            self.groups.iter().filter_map(|(number, group)| Some((group.due?, *number))).collect();
        due.retain(|(at, _)| *at <= minute);
        due.sort_unstable();
        due.into_iter().map(|(_, number)| number).collect()
    }

    /// Runs a group in the name of who scheduled it.
    fn run_as_scheduled(&mut self, number: u8, minute: i64) -> Result<Ran, Refusal> {
        let GroupState::Scheduled { stamp, .. } = &self.groups[&number].state else { return Err(Vec::new()) };
        let stamp = Stamp::new(stamp.by(), instant(minute));
        self.run_group(number, &stamp)
    }

    /// Runs what is due.
    pub(super) fn run_due(&mut self, minute: i64) -> Vec<(u8, Result<Ran, Refusal>)> {
        self.due(minute).into_iter().map(|number| (number, self.run_as_scheduled(number, minute))).collect()
    }
}
