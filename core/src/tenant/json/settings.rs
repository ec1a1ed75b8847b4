//! The settings of a tenant, read and written: limits on publish groups, switches of the rollout.

use crate::json::here::{Here, OBJECT, Wanted};
use crate::json::out::{filled, given};
use crate::json::scalar::{Flag, Text, Whole};
use crate::json::shape::{List, Shape, fields};
use crate::model::check_identifier;
use crate::tenant::group::GroupLimits;
use crate::tenant::{Switch, Switches, Tenant};
use serde::de::MapAccess;
use serde::ser::{Serialize, SerializeMap, Serializer};

const COUNT: Whole = Whole {
    least: 0,
    most: u64::MAX,
    wanted: Wanted { what: "a whole number", how: "write digits alone, such as `2000`" },
};

/// The settings as they were read.
#[derive(Default)]
pub(super) struct Settings {
    pub(super) group_limits: GroupLimits,
    pub(super) switches: Switches,
}

/// The shape of the settings.
pub(super) struct SettingsShape;

impl<'de> Shape<'de> for SettingsShape {
    type Out = Settings;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Settings, A::Error> {
        fields! { here, map;
            "group_items" => items: COUNT,
            "group_seconds_apart" => seconds_apart: COUNT,
            "rollout" => rollout: Rollout,
        }
        let group_limits = GroupLimits { items, seconds_apart };
        Ok(Settings { group_limits, switches: rollout.unwrap_or_default() })
    }
}

/// The switches: each on or off, those of channels as a list of those that are on.
struct Rollout;

impl<'de> Shape<'de> for Rollout {
    type Out = Switches;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Switches, A::Error> {
        fields! { here, map;
            "site_builder_content" => site_builder_content: Flag,
            "hq_authoring" => hq_authoring: Flag,
            "hq_sync" => hq_sync: Flag,
            "csu_media_locations" => csu_media_locations: Flag,
            "site_rendering" => site_rendering: List::of(Text),
        }
        let flags = [site_builder_content, hq_authoring, hq_sync, csu_media_locations];
        let mut switches = Switches::default();
        for (switch, _) in Switch::OF_TENANT.iter().zip(flags).filter(|(_, flag)| *flag == Some(true)) {
            if let Err(fault) = switches.turn_on(switch.clone()) {
                here.key(switch.word()).found(fault);
            }
        }
        let key = here.key("site_rendering");
        for (index, channel) in site_rendering.into_iter().flatten().enumerate() {
            let place = key.index(index);
            let Some(channel) = legal(&place, channel) else { continue };
            // the same of all of them: said once
            if let Err(fault) = switches.turn_on(Switch::SiteRendering(channel.into())) {
                place.found(fault);
                break;
            }
        }
        Ok(switches)
    }
}

/// The id of a channel, where it is legal; a fault where it is not.
fn legal(place: &Here<'_>, channel: String) -> Option<String> {
    match check_identifier(&channel, place.notes.limits) {
        Ok(()) => Some(channel),
        Err(faults) => {
            faults.into_vec().into_iter().for_each(|fault| place.found(fault));
            None
        }
    }
}

/// Whether there is anything to say of the settings.
pub(super) fn has_settings(tenant: &Tenant) -> bool {
    tenant.group_limits != GroupLimits::default() || tenant.switches != Switches::default()
}

/// The settings, going out.
pub(super) struct SettingsOut<'t>(pub(super) &'t Tenant);

impl Serialize for SettingsOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Tenant { group_limits, switches, .. } = self.0;
        let mut map = to.serialize_map(None)?;
        given(&mut map, "group_items", group_limits.items)?;
        given(&mut map, "group_seconds_apart", group_limits.seconds_apart)?;
        given(&mut map, "rollout", (*switches != Switches::default()).then_some(RolloutOut(switches)))?;
        map.end()
    }
}

struct RolloutOut<'t>(&'t Switches);

impl Serialize for RolloutOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for switch in Switch::OF_TENANT.iter().filter(|switch| self.0.is_on(switch)) {
            map.serialize_entry(switch.word(), &true)?;
        }
        filled(&mut map, "site_rendering", || self.0.channels())?;
        map.end()
    }
}
