//! The operations, and how one is chosen: mostly such as make sense in the state, always some that do not.

use omnimedia::{Conflicts, GroupLimits, GroupOptions};

use super::model::{Life, Model};
use super::world::{At, CONTEXTS, Form, Paint, Say, THREE, TWO, What};
use crate::generator::Choices;

/// What is published in one go.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    /// A product.
    Product(u8),
    /// A category.
    Category(u8),
    /// A target.
    At(At),
}

/// An operation. Where there is a user, it is the last part.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the operation of that name")]
pub enum Op {
    Tick(i64),
    SetChannel(u8),
    RemoveChannel,
    SetSwatch(u8, Paint),
    RemoveSwatch(u8),
    SetCategory(u8, u8),
    RemoveCategory(u8),
    SetProduct(u8, Form),
    RemoveProduct(u8),
    /// Whether as a copy.
    Edit(At, bool, u8),
    Save(At, Say, u8),
    Finish(At, u8),
    CheckIn(At, Say, u8),
    /// Whether with force.
    Discard(At, bool, u8),
    Restore(At, u32, u8),
    Reset(At, u8),
    Publish(Scope, u8),
    PublishAll(Scope, u8),
    Unpublish(At, u8),
    Delete(At, u8),
    UnpublishAndDelete(At, u8),
    CreateGroup(u8, GroupOptions, u8),
    SetGroupOptions(u8, GroupOptions),
    DeleteGroup(u8, u8),
    SetGroupLimits(GroupLimits),
    CopyIntoGroup(At, Option<u8>, u8),
    RemoveFromGroup(At, u8),
    /// In so many minutes.
    Schedule(u8, i64, u8),
    Unschedule(u8),
    RunGroup(u8, u8),
    RunDue,
    /// In so many minutes.
    AsOf(i64),
    WithGroup(u8),
    WithDrafts,
    WithWork(u8),
}

fn number(choices: &mut Choices, count: u8) -> u8 {
    u8::try_from(choices.below(usize::from(count))).expect("a small number")
}

fn what(choices: &mut Choices) -> What {
    match choices.below(10) {
        0..=4 => What::Document(number(choices, THREE), number(choices, CONTEXTS)),
        5..=7 => What::Asset(number(choices, THREE)),
        _ => {
            // a category has pictures in a channel alone
            let contexts = if choices.once_in(12) { CONTEXTS } else { TWO };
            What::Category(number(choices, TWO), CONTEXTS - 1 - number(choices, contexts))
        }
    }
}

fn at(model: &Model, choices: &mut Choices) -> At {
    let what = what(choices);
    let open: Vec<u8> = model.groups.keys().copied().collect();
    let group = match choices.below(12) {
        0..=7 => None,
        11 => Some(number(choices, TWO)),
        _ if open.is_empty() => None,
        _ => Some(*choices.of(&open)),
    };
    At { group, what }
}

/// Mostly one of those that have a life of which something holds.
fn at_where(model: &Model, choices: &mut Choices, holds: impl Fn(&At, &Life) -> bool) -> At {
    let all: Vec<At> = model.lives.iter().filter(|(at, life)| holds(at, life)).map(|(at, _)| *at).collect();
    if all.is_empty() || choices.once_in(6) { at(model, choices) } else { *choices.of(&all) }
}

/// Mostly the one who works on it.
fn holder(model: &Model, at: At, choices: &mut Choices) -> u8 {
    let by = model.lives.get(&at).and_then(|life| life.check_out.as_ref()).map(|(since, _)| since.by());
    match by.and_then(|by| (0..THREE).find(|user| super::user(*user) == by)) {
        Some(user) if !choices.once_in(5) => user,
        _ => number(choices, THREE),
    }
}

fn say(what: What, choices: &mut Choices) -> Say {
    let what = if choices.once_in(40) { What::Asset(0) } else { what };
    match what {
        What::Asset(_) => Say::Asset(number(choices, 4)),
        What::Category(..) => Say::Category(choices.maybe(|choices| number(choices, THREE))),
        What::Document(..) => {
            let mut master = choices.list(2, |choices| number(choices, THREE));
            master.dedup();
            let mut own = |often: usize| {
                let pair = (number(choices, TWO), number(choices, THREE));
                choices.once_in(often).then_some(pair)
            };
            Say::Document { master, variant: own(3), swatch: own(4) }
        }
    }
}

fn options(choices: &mut Choices) -> GroupOptions {
    let conflicts = *choices.of(Conflicts::ALL);
    GroupOptions { conflicts, publish_all: choices.once_in(2) }
}

fn scope(model: &Model, choices: &mut Choices) -> Scope {
    let at = at_where(model, choices, |at, life| at.group.is_none() && life.is_unpublished());
    match at.what {
        What::Document(product, _) if choices.once_in(2) => Scope::Product(product),
        What::Category(category, _) if choices.once_in(2) => Scope::Category(category),
        _ => Scope::At(at),
    }
}

fn entity(choices: &mut Choices) -> Op {
    match choices.below(9) {
        0 => Op::SetChannel(number(choices, TWO)),
        1 => Op::RemoveChannel,
        2 => Op::SetSwatch(number(choices, TWO), Paint::Hex(number(choices, TWO))),
        3 => Op::SetSwatch(number(choices, TWO), Paint::Asset(number(choices, THREE))),
        4 => Op::RemoveSwatch(number(choices, TWO)),
        5 => Op::SetCategory(number(choices, TWO), number(choices, TWO)),
        6 if choices.once_in(2) => Op::RemoveCategory(number(choices, TWO)),
        7 if choices.once_in(2) => Op::RemoveProduct(number(choices, THREE)),
        _ => {
            let form = Form { shape: number(choices, 4), name: number(choices, TWO) };
            Op::SetProduct(number(choices, THREE), form)
        }
    }
}

fn grouped(model: &Model, choices: &mut Choices) -> Op {
    let group = number(choices, TWO);
    let user = number(choices, THREE);
    if !model.groups.contains_key(&group) && !choices.once_in(8) {
        return Op::CreateGroup(group, options(choices), user);
    }
    if model.groups.get(&group).is_some_and(super::Group::is_closed) && choices.once_in(2) {
        return Op::DeleteGroup(group, user);
    }
    let in_group = |choices: &mut Choices| {
        let at = at_where(model, choices, |at, _| at.group.is_none());
        At { group: (!choices.once_in(20)).then_some(group), what: at.what }
    };
    match choices.below(20) {
        0 => Op::CreateGroup(group, options(choices), user),
        1 | 2 => Op::SetGroupOptions(group, options(choices)),
        3 => Op::DeleteGroup(group, user),
        4 => {
            let items = choices.once_in(3).then(|| 1 + choices.below(3) as u64);
            Op::SetGroupLimits(GroupLimits { items, seconds_apart: choices.once_in(3).then_some(300) })
        }
        5..=8 => {
            let from = if choices.once_in(4) { Some(TWO - 1 - group) } else { None };
            Op::CopyIntoGroup(in_group(choices), from, user)
        }
        9 => Op::RemoveFromGroup(at_where(model, choices, |at, _| at.group.is_some()), user),
        10 => Op::Reset(in_group(choices), user),
        11 | 12 => {
            let at = in_group(choices);
            Op::CheckIn(at, say(at.what, choices), user)
        }
        13..=15 => {
            let minutes = i64::from(number(choices, 8));
            let other = model.groups.get(&(TWO - 1 - group)).and_then(|other| other.due);
            let minutes = match other {
                Some(due) if choices.once_in(3) => due - model.now,
                _ if choices.once_in(6) => -minutes,
                _ => 1 + minutes,
            };
            Op::Schedule(group, minutes, user)
        }
        16 => Op::Unschedule(group),
        17 => Op::RunGroup(group, user),
        _ => Op::RunDue,
    }
}

fn seen(model: &Model, choices: &mut Choices) -> Op {
    let is_scheduled = model.groups.values().any(|group| group.due.is_some());
    match if is_scheduled { choices.below(4) / 2 } else { choices.below(4) } {
        0 => Op::AsOf(i64::from(number(choices, 20))),
        1 => Op::WithGroup(number(choices, TWO)),
        2 => Op::WithDrafts,
        _ => Op::WithWork(number(choices, THREE)),
    }
}

impl Op {
    /// An operation in a state.
    #[must_use]
    pub fn choose(model: &Model, choices: &mut Choices) -> Self {
        let is_held = |_: &At, life: &Life| life.check_out.is_some();
        let mine = |choices: &mut Choices| {
            let at = at_where(model, choices, is_held);
            (at, holder(model, at, choices))
        };
        match choices.below(100) {
            0..=15 => {
                let at = at(model, choices);
                Op::CheckIn(at, say(at.what, choices), holder(model, at, choices))
            }
            16..=25 => Op::Publish(scope(model, choices), number(choices, THREE)),
            26..=33 => Op::PublishAll(scope(model, choices), number(choices, THREE)),
            34..=40 => Op::Edit(at(model, choices), choices.once_in(2), number(choices, THREE)),
            41..=44 => {
                let (at, user) = mine(choices);
                Op::Save(at, say(at.what, choices), user)
            }
            45..=47 => {
                let (at, user) = mine(choices);
                Op::Finish(at, user)
            }
            48..=50 => {
                let (at, user) = mine(choices);
                Op::Discard(at, choices.once_in(3), user)
            }
            51..=53 => {
                let at = at_where(model, choices, |_, life| life.versions.len() > 1);
                let versions = model.lives.get(&at).map_or(0, |life| life.versions.len());
                let version = 1 + choices.below(versions + 1);
                let version = u32::try_from(version).expect("few versions");
                Op::Restore(at, version, holder(model, at, choices))
            }
            54..=56 => {
                let at = at_where(model, choices, |at, _| !matches!(at.what, What::Asset(_)));
                Op::Reset(at, holder(model, at, choices))
            }
            57..=60 => {
                let at = at_where(model, choices, |_, life| life.published.is_some());
                Op::Unpublish(at, number(choices, THREE))
            }
            61 | 62 => {
                let at = at_where(model, choices, |_, life| life.published.is_none());
                Op::Delete(at, holder(model, at, choices))
            }
            63 | 64 => {
                let at = at_where(model, choices, |_, life| life.published.is_some());
                Op::UnpublishAndDelete(at, holder(model, at, choices))
            }
            65..=71 => entity(choices),
            72..=92 => grouped(model, choices),
            93..=95 => Op::Tick(i64::from(number(choices, 9)) + 1),
            _ => seen(model, choices),
        }
    }

    /// The name of its kind.
    #[must_use]
    pub fn kind(&self) -> String {
        let told = format!("{self:?}");
        told.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
    }

    /// Whether it may change what is published.
    #[must_use]
    pub fn publishes(&self) -> bool {
        matches!(
            self,
            Op::SetChannel(_)
                | Op::RemoveChannel
                | Op::SetSwatch(..)
                | Op::RemoveSwatch(_)
                | Op::SetCategory(..)
                | Op::RemoveCategory(_)
                | Op::SetProduct(..)
                | Op::RemoveProduct(_)
                | Op::Publish(..)
                | Op::PublishAll(..)
                | Op::Unpublish(..)
                | Op::UnpublishAndDelete(..)
                | Op::RunGroup(..)
                | Op::RunDue
        )
    }

    /// Whether it is there to take content away: of a target, or of all that belongs to something.
    #[must_use]
    pub fn deletes(&self, at: At) -> bool {
        match self {
            Op::Delete(other, _) | Op::UnpublishAndDelete(other, _) | Op::RemoveFromGroup(other, _) => {
                *other == at
            }
            Op::DeleteGroup(group, _) => at.group == Some(*group),
            Op::RemoveProduct(product) => {
                at.group.is_none() && matches!(at.what, What::Document(other, _) if other == *product)
            }
            Op::RemoveCategory(category) => {
                at.group.is_none() && matches!(at.what, What::Category(other, _) if other == *category)
            }
            _ => false,
        }
    }

    /// Whether it may end or change the check-out of a target.
    #[must_use]
    pub fn handles(&self, at: At) -> bool {
        match self {
            Op::Save(other, ..)
            | Op::Finish(other, _)
            | Op::CheckIn(other, ..)
            | Op::Discard(other, ..)
            | Op::Restore(other, ..)
            | Op::Reset(other, _)
            | Op::CopyIntoGroup(other, ..) => *other == at,
            _ => false,
        }
    }
}
