//! Publish groups as they are read.

use super::life::identifier;
use super::stamp::{At, Stamped, stamp};
use crate::fault::Code;
use crate::instant::LocalInstant;
use crate::json::here::{Here, OBJECT, Wanted};
use crate::json::scalar::{Flag, Text, Word};
use crate::json::shape::{Shape, fields};
use crate::tenant::group::{Conflicts, Group, GroupOptions, GroupState};
use crate::tenant::life::Stamp;
use serde::de::MapAccess;
use std::collections::BTreeMap;

const CONFLICTS: Word<Conflicts> = Word {
    from: Conflicts::from_word,
    wanted: Wanted {
        what: "what becomes of conflicts",
        how: "write `last-wins` or `refuse`, in double quotes",
    },
};

/// A publish group, without its items.
pub(super) struct GroupShape;

impl<'de> Shape<'de> for GroupShape {
    type Out = Group;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Group, A::Error> {
        fields! { here, map;
            "name" => name: Text,
            "made" => made: Stamped,
            "conflicts" => conflicts: CONFLICTS,
            "publish_all" => publish_all: Flag,
            "schedule" => schedule: Schedule,
            "ran" => ran: Stamped,
        }
        let name = name.ok_or_else(|| here.missing("name"))?;
        identifier(here, "name", &name);
        if schedule.is_some() && ran.is_some() {
            let advice = "leave `schedule` out; a group that ran is closed";
            here.key("schedule").fault(Code::WrongContent, "a group that ran and is scheduled", advice);
        }
        let scheduled = schedule.map(|(due, stamp)| GroupState::Scheduled { due, stamp });
        Ok(Group {
            name: name.into(),
            made: made.ok_or_else(|| here.missing("made"))?,
            options: GroupOptions {
                conflicts: conflicts.unwrap_or_default(),
                publish_all: publish_all.unwrap_or_default(),
            },
            state: ran.map(GroupState::Ran).or(scheduled).unwrap_or_default(),
            items: BTreeMap::new(),
        })
    }
}

/// When a group is due, and who said so when.
struct Schedule;

impl<'de> Shape<'de> for Schedule {
    type Out = (LocalInstant, Stamp);

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "due" => due: At::LOCAL,
            "by" => by: Text,
            "at" => at: At::NEW,
        }
        Ok((due.ok_or_else(|| here.missing("due"))?, stamp(here, by, at)?))
    }
}
