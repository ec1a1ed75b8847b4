//! Switches of the rollout: which of them are on (SPEC section 13).

use super::target::What;
use super::{Life, Tenant, UnitKey, no_such_named};
use crate::fault::{Code, Fault, Faults, shortened};
use core::fmt;
use std::collections::BTreeSet;

/// A switch of the rollout. They are turned on in this order, the last one for each online channel by
/// itself.
///
/// ```
/// use omnimedia::Switch;
/// let pages = Switch::site_rendering("128");
/// assert_eq!(pages.to_string(), "site_rendering of channel 128");
/// assert_eq!(pages.needs().last(), Some(&Switch::CsuMediaLocations));
/// assert!(pages.is_reversible());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Switch {
    /// Site builder has the media library.
    SiteBuilderContent,
    /// Media are assigned in headquarters.
    HqAuthoring,
    /// What is published comes to headquarters.
    HqSync,
    /// Scale units serve media locations from what is published.
    CsuMediaLocations,
    /// The pages of an online channel, by its id, are served from what is published.
    SiteRendering(Box<str>),
}

/// Those of the whole tenant, in their order.
const OF_TENANT: &[Switch] =
    &[Switch::SiteBuilderContent, Switch::HqAuthoring, Switch::HqSync, Switch::CsuMediaLocations];

impl Switch {
    /// The switches of the whole tenant, in the order in which they are turned on.
    pub const OF_TENANT: &'static [Self] = OF_TENANT;

    /// The switch for the pages of a channel.
    #[must_use]
    pub fn site_rendering(channel: impl AsRef<str>) -> Self {
        Self::SiteRendering(channel.as_ref().into())
    }

    /// The word for it, the same in every language.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::SiteBuilderContent => "site_builder_content",
            Self::HqAuthoring => "hq_authoring",
            Self::HqSync => "hq_sync",
            Self::CsuMediaLocations => "csu_media_locations",
            Self::SiteRendering(_) => "site_rendering",
        }
    }

    /// The switch that a word names, with its channel where it is one of a channel.
    ///
    /// ```
    /// use omnimedia::Switch;
    /// assert_eq!(Switch::from_word("hq_sync", None), Some(Switch::HqSync));
    /// assert_eq!(Switch::from_word("site_rendering", Some("128")), Some(Switch::site_rendering("128")));
    /// assert_eq!(Switch::from_word("site_rendering", None), None);
    /// ```
    #[must_use]
    pub fn from_word(word: &str, channel: Option<&str>) -> Option<Self> {
        let pages = channel.map(Self::site_rendering);
        let named = pages.as_ref().map_or(OF_TENANT, std::slice::from_ref);
        named.iter().find(|switch| switch.word() == word).cloned()
    }

    /// The id of the channel, where it is one of a channel.
    #[must_use]
    pub fn channel(&self) -> Option<&str> {
        match self {
            Self::SiteRendering(channel) => Some(channel),
            _ => None,
        }
    }

    /// The switches that must be on before: all those of the tenant that come earlier.
    #[must_use]
    pub fn needs(&self) -> &'static [Self] {
        OF_TENANT.get(..self.place()).unwrap_or(OF_TENANT)
    }

    /// What it changes, in one line.
    #[must_use]
    pub const fn changes(&self) -> &'static str {
        match self {
            Self::SiteBuilderContent => "assets are managed in site builder; nothing else sees them yet",
            Self::HqAuthoring => "media are assigned in headquarters; assignments are staged",
            Self::HqSync => {
                "what is published comes to headquarters and scale units; what they serve stays as it is"
            }
            Self::CsuMediaLocations => {
                "media locations are served from what is published, no longer from the legacy media"
            }
            Self::SiteRendering(_) => {
                "the pages of the channel are served from what is published, no longer from the legacy media"
            }
        }
    }

    /// Whether what shoppers see changes with it.
    #[must_use]
    pub const fn changes_what_is_served(&self) -> bool {
        matches!(self, Self::CsuMediaLocations | Self::SiteRendering(_))
    }

    /// Whether it can be turned off whatever has been done since; the others only as long as nothing
    /// has.
    #[must_use]
    pub const fn is_reversible(&self) -> bool {
        self.changes_what_is_served()
    }

    /// Its place in the order.
    const fn place(&self) -> usize {
        match self {
            Self::SiteBuilderContent => 0,
            Self::HqAuthoring => 1,
            Self::HqSync => 2,
            Self::CsuMediaLocations => 3,
            Self::SiteRendering(_) => 4,
        }
    }
}

impl fmt::Display for Switch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())?;
        match self.channel() {
            Some(channel) => write!(f, " of channel {}", shortened(channel)),
            None => Ok(()),
        }
    }
}

/// Which switches of the rollout are on; none, unless it is said.
///
/// They are on in their order and without a gap: there is no value that breaks it. A host that has no
/// tenant, such as a scale unit, may have one by itself.
///
/// ```
/// use omnimedia::{Code, Switch, Switches};
/// let mut switches = Switches::default();
/// let fault = switches.turn_on(Switch::HqAuthoring).unwrap_err();
/// assert_eq!(fault.code(), Code::RolloutOrder);
/// assert_eq!(fault.message(), "`hq_authoring` needs `site_builder_content`, which is off");
///
/// while let Some(next) = switches.next_of_tenant() {
///     switches.turn_on(next)?;
/// }
/// switches.turn_on(Switch::site_rendering("128"))?;
/// assert!(switches.serves_pages_of(Some("128")) && !switches.serves_pages_of(Some("129")));
/// # Ok::<(), omnimedia::Fault>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// How many of those of the tenant are on.
    on: usize,
    /// The channels whose pages are on; none unless all of the tenant's are.
    channels: BTreeSet<Box<str>>,
}

impl Switches {
    /// Whether a switch is on.
    #[must_use]
    pub fn is_on(&self, switch: &Switch) -> bool {
        match switch {
            Switch::SiteRendering(channel) => self.channels.contains(channel),
            switch => switch.place() < self.on,
        }
    }

    /// The switches that are on, in their order, those of channels by id.
    pub fn iter(&self) -> impl Iterator<Item = Switch> {
        let of_tenant = OF_TENANT.iter().take(self.on).cloned();
        of_tenant.chain(self.channels.iter().cloned().map(Switch::SiteRendering))
    }

    /// The ids of the channels whose pages are on, in order.
    pub fn channels(&self) -> impl ExactSizeIterator<Item = &str> {
        self.channels.iter().map(AsRef::as_ref)
    }

    /// The next switch of the whole tenant to turn on; `None` where all of them are on, and it is for
    /// channels to go on.
    #[must_use]
    pub fn next_of_tenant(&self) -> Option<Switch> {
        OF_TENANT.get(self.on).cloned()
    }

    /// What a switch needs and what is off, in order.
    #[must_use]
    pub fn missing(&self, switch: &Switch) -> &'static [Switch] {
        switch.needs().get(self.on..).unwrap_or_default()
    }

    /// Whether media locations are served from what is published, not from the legacy media.
    #[must_use]
    pub fn serves_media_locations(&self) -> bool {
        self.is_on(&Switch::CsuMediaLocations)
    }

    /// Whether the pages of a channel are served from what is published; without a channel it is as
    /// with media locations.
    #[must_use]
    pub fn serves_pages_of(&self, channel: Option<&str>) -> bool {
        channel.map_or_else(|| self.serves_media_locations(), |channel| self.channels.contains(channel))
    }

    /// Turns a switch on. What is on already stays on.
    ///
    /// # Errors
    /// `rollout_order` where it needs others that are off; they are named.
    pub fn turn_on(&mut self, switch: Switch) -> Result<(), Fault> {
        if let Some(fault) = self.in_want(&switch) {
            return Err(fault);
        }
        match switch {
            Switch::SiteRendering(channel) => drop(self.channels.insert(channel)),
            switch => self.on = self.on.max(switch.place().saturating_add(1)),
        }
        Ok(())
    }

    /// The fault that a switch needs others, which are off.
    fn in_want(&self, switch: &Switch) -> Option<Fault> {
        let missing: Vec<_> = self.missing(switch).iter().map(|switch| format!("`{switch}`")).collect();
        let (are, them) = if missing.len() == 1 { ("is", "it") } else { ("are", "them") };
        let message = format!("`{switch}` needs {}, which {are} off", listed(&missing));
        let fault = || Fault::new(Code::RolloutOrder, message, format!("turn {them} on first"));
        (!missing.is_empty()).then(fault)
    }

    /// Turns a switch off. What is off already stays off.
    ///
    /// # Errors
    /// `rollout_needed` where others that are on need it; they are named.
    pub fn turn_off(&mut self, switch: &Switch) -> Result<(), Fault> {
        if let Some(fault) = self.needed(switch) {
            return Err(fault);
        }
        match switch {
            Switch::SiteRendering(channel) => drop(self.channels.remove(channel)),
            switch => self.on = self.on.min(switch.place()),
        }
        Ok(())
    }

    /// The fault that others need a switch that is on.
    fn needed(&self, switch: &Switch) -> Option<Fault> {
        const NAMED: usize = 8;
        let place = switch.place();
        let mut others = self.iter().filter(|other| other.place() > place);
        let mut named: Vec<_> = others.by_ref().take(NAMED).map(|other| format!("`{other}`")).collect();
        let (need, them) = if named.len() == 1 { ("needs", "it") } else { ("need", "them") };
        match others.count() {
            0 => {}
            more => named.push(format!("{more} more")),
        }
        if named.is_empty() || !self.is_on(switch) {
            return None;
        }
        let message = format!("{} {need} `{switch}`", listed(&named));
        Some(Fault::new(Code::RolloutNeeded, message, format!("turn {them} off first")))
    }
}

/// Texts as one: `a, b and c`.
fn listed(all: &[String]) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl Tenant {
    /// Which switches of the rollout are on.
    #[must_use]
    pub fn switches(&self) -> &Switches {
        &self.switches
    }

    /// Turns a switch of the rollout on; at once. What is on already stays on.
    ///
    /// It changes neither what is authored nor the publication, only what is served; see
    /// [`crate::Retail::rolled_out`]. Ask [`crate::Rollout`] first whether it is safe.
    ///
    /// # Errors
    /// `rollout_order` where it needs others that are off; `not_in_tenant` for a channel that is not
    /// listed.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{ChannelBuilder, Limits, Switch, Tenant};
    /// let mut tenant = Tenant::new(Limits::default());
    /// tenant.turn_on(Switch::SiteBuilderContent)?;
    /// assert!(tenant.turn_on(Switch::HqSync).is_err()); // `hq_authoring` is off
    /// tenant.turn_on(Switch::HqAuthoring)?;
    /// tenant.turn_on(Switch::HqSync)?;
    /// assert_eq!(tenant.switches().next_of_tenant(), Some(Switch::CsuMediaLocations));
    /// # Ok::<(), omnimedia::Faults>(())
    /// ```
    pub fn turn_on(&mut self, switch: Switch) -> Result<(), Faults> {
        let is_on = self.switches.is_on(&switch);
        let unknown = switch.channel().filter(|channel| !is_on && !self.channels.contains_key(*channel));
        let unknown = unknown.map(|channel| no_such_named("channel", channel));
        let refused = self.switches.in_want(&switch).into_iter().chain(unknown);
        if let Some(faults) = Faults::new(refused.collect()) {
            return Err(faults);
        }
        self.switches.turn_on(switch)?;
        if !is_on {
            self.changed_units.insert(UnitKey::Settings);
        }
        Ok(())
    }

    /// Turns a switch of the rollout off; at once. What is off already stays off.
    ///
    /// Those that change what is served can be turned off at any time, as long as no other needs them.
    /// The earlier ones can be turned off until there is work that was done under them: assets under
    /// `site_builder_content`, documents under `hq_authoring`, published documents under `hq_sync`.
    ///
    /// # Errors
    /// `rollout_needed` where others that are on need it; `rollout_final` where there is work.
    ///
    /// # Cost
    /// Linear in the tenant for the earlier ones.
    pub fn turn_off(&mut self, switch: &Switch) -> Result<(), Faults> {
        if !self.switches.is_on(switch) {
            return Ok(());
        }
        let refused = self.switches.needed(switch).into_iter().chain(self.is_final(switch));
        if let Some(faults) = Faults::new(refused.collect()) {
            return Err(faults);
        }
        self.switches.turn_off(switch)?;
        self.changed_units.insert(UnitKey::Settings);
        Ok(())
    }

    /// The fault that there is work under a switch.
    fn is_final(&self, switch: &Switch) -> Option<Fault> {
        let in_groups = self.groups.values().filter(|group| !group.is_closed());
        let in_groups = in_groups.flat_map(|group| group.items.iter().map(|(what, item)| (what, &item.life)));
        let is_document = |what: &What| !matches!(what, What::Asset(_));
        let (count, work) = match switch {
            Switch::SiteBuilderContent => {
                let others = in_groups.filter(|(what, _)| !is_document(what)).count();
                (self.assets.len().saturating_add(others), "assets in the media library")
            }
            Switch::HqAuthoring => {
                let live = self.lives().filter(|(what, _)| is_document(what)).count();
                let others = in_groups.filter(|(what, _)| is_document(what)).count();
                (live.saturating_add(others), "documents of products and categories")
            }
            Switch::HqSync => {
                let published = |(what, life): &(What, &Life)| is_document(what) && life.published.is_some();
                (self.lives().filter(published).count(), "published documents")
            }
            Switch::CsuMediaLocations | Switch::SiteRendering(_) => return None,
        };
        let message = format!("work was done under `{switch}`, {work}: {count}");
        let advice = match switch {
            Switch::HqSync => "leave it on, or unpublish them first",
            _ => "leave it on, or delete them first",
        };
        (count > 0).then(|| Fault::new(Code::RolloutFinal, message, advice))
    }
}
