//! What is done with publish groups before they run.

use super::content::Content;
use super::group::{Group, GroupItem, GroupLimits, GroupOptions, GroupState};
use super::life::{Cause, Life, Stamp};
use super::remove::no_group;
use super::target::Target;
use super::{Tenant, UnitKey, no_such};
use crate::fault::{Code, Fault, Faults, shortened};
use crate::instant::LocalInstant;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Tenant {
    /// The limits on publish groups.
    #[must_use]
    pub fn group_limits(&self) -> GroupLimits {
        self.group_limits
    }

    /// Sets the limits on publish groups. What is beyond them already stays.
    pub fn set_group_limits(&mut self, limits: GroupLimits) {
        if self.group_limits != limits {
            self.group_limits = limits;
            self.changed_units.insert(UnitKey::Settings);
        }
    }

    /// The publish groups, by name, those that ran too.
    pub fn groups(&self) -> impl ExactSizeIterator<Item = &Group> {
        self.groups.values()
    }

    /// The publish group of a name.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.get(name)
    }

    /// A group that did not run yet.
    pub(super) fn open_group(&self, name: &str) -> Result<&Group, Fault> {
        let group = self.groups.get(name).ok_or_else(|| no_group(name))?;
        match &group.state {
            GroupState::Ran(stamp) => {
                let message = format!("the publish group `{}` ran: {stamp}", shortened(name));
                Err(Fault::new(Code::GroupClosed, message, "make another group"))
            }
            _ => Ok(group),
        }
    }

    /// Makes a publish group, without items.
    ///
    /// # Errors
    /// `exists` for a name that a group has, also one that ran; `empty_identifier` and
    /// `limit_identifier`.
    pub fn create_group(&mut self, name: &str, options: GroupOptions, stamp: &Stamp) -> Result<(), Fault> {
        if name.is_empty() {
            let message = "a publish group without a name";
            return Err(Fault::new(Code::EmptyIdentifier, message, "give it at least one character"));
        }
        if name.len() > self.limits.identifier {
            let message =
                format!("{} bytes in an identifier, more than {}", name.len(), self.limits.identifier);
            return Err(Fault::new(Code::LimitIdentifier, message, "raise the limit, or shorten the name"));
        }
        if self.groups.contains_key(name) {
            let message = format!("there is a publish group `{}` already", shortened(name));
            return Err(Fault::new(Code::Exists, message, "use it, or choose another name"));
        }
        let name: Arc<str> = name.into();
        let state = GroupState::Open;
        let group = Group { name: name.clone(), made: stamp.clone(), options, state, items: BTreeMap::new() };
        self.changed_units.insert(UnitKey::Group((&*name).into()));
        self.groups.insert(name, group);
        Ok(())
    }

    /// Changes how a publish group publishes.
    ///
    /// # Errors
    /// `not_in_tenant`, `group_closed`.
    pub fn set_group_options(&mut self, name: &str, options: GroupOptions) -> Result<(), Fault> {
        if self.open_group(name)?.options != options
            && let Some(group) = self.groups.get_mut(name)
        {
            group.options = options;
            self.changed_units.insert(UnitKey::Group(name.into()));
        }
        Ok(())
    }

    /// Deletes a publish group with what was edited in it. One that ran has left its versions live.
    ///
    /// # Errors
    /// `not_in_tenant`; `group_schedule` for one that is scheduled; `checked_out` for each item that
    /// another user is working on.
    ///
    /// # Cost
    /// Linear in its items.
    pub fn delete_group(&mut self, name: &str, stamp: &Stamp) -> Result<(), Faults> {
        let group = self.groups.get(name).ok_or_else(|| no_group(name))?;
        if group.due().is_some() {
            let message = format!("the publish group `{}` is scheduled", shortened(name));
            return Err(Fault::new(Code::GroupSchedule, message, "unschedule it first").into());
        }
        let targets: Vec<Target> = group.items().map(|(target, _)| target).collect();
        let held = targets.iter().filter_map(|target| self.not_held_by_others(target, stamp).err());
        if let Some(faults) = Faults::new(held.collect()) {
            return Err(faults);
        }
        for target in &targets {
            self.change(target, |life| *life = Life::default())?;
        }
        self.groups.remove(name);
        self.changed_units.insert(UnitKey::Group(name.into()));
        Ok(())
    }

    /// Refuses one item more than the limit.
    pub(super) fn room_in_group(&self, name: &str) -> Result<(), Fault> {
        let group = self.open_group(name)?;
        match self.group_limits.items {
            Some(most) if group.items.len() as u64 >= most => {
                let message = format!("one item more than {most} in the publish group `{}`", shortened(name));
                Err(Fault::new(Code::LimitGroupItems, message, "raise the limit, or make another group"))
            }
            _ => Ok(()),
        }
    }

    /// Notes what was published live when an item entered a group.
    pub(super) fn enter(&mut self, target: &Target, entry: Option<Arc<Content>>) {
        let Some(group) = target.group.as_ref().and_then(|name| self.groups.get_mut(name)) else { return };
        if let Some(item) = group.items.get_mut(&target.what) {
            item.entry = entry;
        }
    }

    /// Copies an item into a publish group: what is checked in live, or in another group. What the
    /// group has of it already becomes an earlier version.
    ///
    /// From then on, what is published live now is what a later conflict is measured against.
    ///
    /// # Errors
    /// `not_in_tenant` for a group or for an item that is not there to be copied; `group_closed`;
    /// `checked_out` by another user in the group; `limit_group_items`; `wrong_content` for a
    /// target that is in no group.
    ///
    /// # Cost
    /// Linear in the content.
    pub fn copy_into_group(
        &mut self,
        target: &Target,
        from: Option<&str>,
        stamp: &Stamp,
    ) -> Result<u32, Fault> {
        if target.group.is_none() {
            let message = format!("{target} is in no publish group");
            return Err(Fault::new(Code::WrongContent, message, "name the group to copy it into"));
        }
        self.has_place(target)?;
        self.not_held_by_others(target, stamp)?;
        let source = Target { group: from.map(Into::into), what: target.what.clone() };
        if let Some(name) = from {
            self.groups.get(name).ok_or_else(|| no_group(name))?;
        }
        let draft = self.life_of(&source)?.draft();
        let content =
            draft.ok_or_else(|| no_such(&format!("a checked-in version of {source}")))?.content.clone();
        self.bring(target, content, Cause::Copy, stamp)
    }

    /// Makes a content the draft of an item in a group, which enters it where it is new.
    pub(super) fn bring(
        &mut self,
        target: &Target,
        content: Option<Arc<Content>>,
        cause: Cause,
        stamp: &Stamp,
    ) -> Result<u32, Fault> {
        if self.life(target).is_none()
            && let Some(name) = &target.group
        {
            self.room_in_group(name)?;
        }
        let entry = self.live(&target.what).and_then(Life::published_content).cloned();
        let number = self.change(target, |life| life.stage(stamp, cause, content))?;
        self.enter(target, entry);
        Ok(number)
    }

    /// Takes an item out of a publish group, with what was edited of it there.
    ///
    /// # Errors
    /// As [`Tenant::delete`]; `wrong_content` for a target that is in no group.
    pub fn remove_from_group(&mut self, target: &Target, stamp: &Stamp) -> Result<(), Faults> {
        if target.group.is_none() {
            let message = format!("{target} is in no publish group");
            return Err(Fault::new(Code::WrongContent, message, "name the group to take it out of").into());
        }
        self.delete(target, stamp)
    }

    /// Schedules a publish group to run at an instant, or at another one than before. It is validated
    /// as it would stand then: with every group applied that runs before it.
    ///
    /// # Errors
    /// `not_in_tenant`, `group_closed`; `group_schedule` for an instant that is not to come;
    /// `limit_group_spacing`; all that would refuse the run, as [`Tenant::run_group`].
    ///
    /// # Cost
    /// That of the groups that are due by then.
    pub fn schedule_group(&mut self, name: &str, due: LocalInstant, stamp: &Stamp) -> Result<(), Faults> {
        let group = self.open_group(name)?;
        if due.instant() <= stamp.at() {
            let message =
                format!("the publish group `{}` cannot run at {due}: it is {}", shortened(name), stamp.at());
            return Err(
                Fault::new(Code::GroupSchedule, message, "give a later instant, or run the group").into()
            );
        }
        if let Some(apart) = self.group_limits.seconds_apart {
            let others = self.groups.values().filter(|other| *other.name != *name);
            let near = others.filter_map(|other| Some((other.due()?, other)));
            let mut near = near.filter(|(at, _)| at.instant().seconds_between(due.instant()) < apart);
            if let Some((at, other)) = near.next() {
                let other = shortened(&other.name);
                let message =
                    format!("the publish group `{other}` is due at {at}, less than {apart} s apart");
                return Err(Fault::new(Code::LimitGroupSpacing, message, "choose another instant").into());
            }
        }
        let before = self.before_group(name, due.instant());
        self.plan(group, before.overlay())?;
        self.set_group_state(name, GroupState::Scheduled { due, stamp: stamp.clone() });
        Ok(())
    }

    /// Takes a publish group off the schedule; it stays open.
    ///
    /// # Errors
    /// `not_in_tenant`, `group_closed`; `group_schedule` for one that is not scheduled.
    pub fn unschedule_group(&mut self, name: &str) -> Result<(), Fault> {
        if self.open_group(name)?.due().is_none() {
            let message = format!("the publish group `{}` is not scheduled", shortened(name));
            return Err(Fault::new(Code::GroupSchedule, message, "there is nothing to take back"));
        }
        self.set_group_state(name, GroupState::Open);
        Ok(())
    }
}

impl GroupItem {
    /// Whether what is published live is another than when it entered the group.
    #[must_use]
    pub fn has_moved(&self, tenant: &Tenant, target: &Target) -> bool {
        tenant.live(&target.what).and_then(Life::published_content) != self.entry.as_ref()
    }
}
