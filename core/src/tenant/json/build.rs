//! A tenant from its units, in whatever order they come.

use super::kind::{Unit, UnitKind};
use super::life::LifeUnit;
use super::settings::Settings;
use crate::fault::{Code, Fault, Faults, Place, shortened};
use crate::json::kinds::Sink;
use crate::json::lines::{Found, line};
use crate::limits::Limits;
use crate::model::SwatchBuilder;
use crate::tenant::changes::Changes;
use crate::tenant::group::{Group, GroupItem};
use crate::tenant::remove::no_group;
use crate::tenant::target::{Target, What};
use crate::tenant::{Tenant, no_such_named};

/// A tenant in the making, from its units as a host reads them: in any order, and those that are
/// deleted are simply not among them.
///
/// ```
/// use omnimedia::{Limits, Tenant, TenantBuilder, UnitKey};
/// let mut units = TenantBuilder::new(Limits::default());
/// units.unit(
///     r#"{"document": {"product": "S1", "draft": 1, "versions": [
///         {"number": 1, "by": "ann", "at": "2026-11-24T09:00:00Z", "cause": "finish", "content": {}}]}}"#,
/// )?;
/// units.unit(r#"{"product": {"number": "S1"}}"#)?;
/// let tenant: Tenant = units.build()?;
/// assert_eq!(tenant.targets().count(), 1);
/// assert_eq!(
///     tenant.unit(&UnitKey::Product("S1".into())).as_deref(),
///     Some(r#"{"product":{"number":"S1"}}"#)
/// );
/// # Ok::<(), omnimedia::Faults>(())
/// ```
#[derive(Debug)]
pub struct TenantBuilder {
    tenant: Tenant,
    faults: Vec<Fault>,
    /// Lives whose product, category or group is not there yet.
    waiting: Vec<(Place, Target, GroupItem)>,
    units: u64,
    has_settings: bool,
    /// Whether something was not read to which lives might belong.
    is_lost: bool,
}

impl TenantBuilder {
    /// A tenant without units. The limits hold for all that comes into it.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            tenant: Tenant::new(limits),
            faults: Vec::new(),
            waiting: Vec::new(),
            units: 0,
            has_settings: false,
            is_lost: false,
        }
    }

    /// Adds a unit: its JSON, as [`Tenant::unit`] gives it.
    ///
    /// # Errors
    /// Every fault of the unit, and of what it says beside the units before. Its number, counted from
    /// 1, is the line of their places. They are kept for [`TenantBuilder::build`], so that one may
    /// go on and have the faults of all units together.
    ///
    /// # Cost
    /// Linear in the unit, and logarithmic in the tenant.
    pub fn unit(&mut self, json: impl AsRef<[u8]>) -> Result<(), Faults> {
        self.units = self.units.saturating_add(1);
        let place = Place::default().on_line(self.units);
        let limits = self.tenant.limits.clone();
        let known = self.faults.len();
        self.found(line::<UnitKind>(json.as_ref(), 0, &place, &limits, false));
        Faults::new(self.faults.get(known..).unwrap_or_default().to_vec()).map_or(Ok(()), Err)
    }

    /// The tenant. Nothing in it has changed since it was stored.
    ///
    /// # Errors
    /// Every fault of every unit; `not_in_tenant` for a life whose product, category or group is not
    /// there.
    ///
    /// # Cost
    /// Linear in what came before that to which it belongs.
    pub fn build(mut self) -> Result<Tenant, Faults> {
        for (place, target, item) in std::mem::take(&mut self.waiting) {
            match self.missing(&target) {
                None => self.life(place, target, item),
                // what it belongs to may be in a unit that could not be read
                Some(_) if self.is_lost => {}
                Some((key, fault)) => self.faults.push(fault.at(place.key(key))),
            }
        }
        Faults::new(self.faults).map_or(Ok(self.tenant), Err)
    }

    /// Takes what a line gave.
    pub(super) fn found(&mut self, found: Found<Unit>) {
        self.is_lost |= found.is_lost;
        self.faults.extend(found.faults);
        if let Some((place, unit)) = found.content {
            self.take(place, unit);
        }
    }

    /// Reports what a check found in the unit at a place.
    fn placed<T>(&mut self, place: &Place, outcome: Result<T, Faults>) -> Option<T> {
        let faults = match outcome {
            Ok(value) => return Some(value),
            Err(faults) => faults,
        };
        // lives may belong to it
        self.is_lost = true;
        self.faults.extend(faults.into_vec().into_iter().map(|fault| {
            let place = fault.place().within(place);
            fault.at(place)
        }));
        None
    }

    fn twice(&mut self, place: Place, what: &str, id: &str) {
        let message = format!("{what} `{}` stands twice", shortened(id));
        let advice = "keep one of them, or give one another name";
        self.faults.push(Fault::new(Code::DuplicateIdentifier, message, advice).at(place));
    }

    fn swatch(&mut self, place: &Place, swatch: SwatchBuilder) {
        let swatch = swatch.build_central(&self.tenant.limits);
        let Some(swatch) = self.placed(place, swatch) else { return };
        if self.tenant.swatches.contains_key(&(swatch.dimension.clone(), swatch.value.clone())) {
            let (dimension, value) = (shortened(&swatch.dimension), shortened(&swatch.value));
            let message = format!("a second swatch of the value `{value}` of `{dimension}`");
            self.faults
                .push(Fault::new(Code::DuplicateSwatch, message, "keep one of them").at(place.clone()));
        } else {
            self.tenant.put_swatch(swatch);
        }
    }

    fn group(&mut self, place: &Place, group: Group) {
        if self.tenant.groups.contains_key(&group.name) {
            self.twice(place.key("name"), "the publish group", &group.name);
        } else {
            self.tenant.groups.insert(group.name.clone(), group);
        }
    }

    /// What of that to which a life belongs is not there, with the key that names it.
    fn missing(&self, target: &Target) -> Option<(&'static str, Fault)> {
        if let Some(name) = &target.group {
            let Some(group) = self.tenant.groups.get(name) else { return Some(("group", no_group(name))) };
            // what ran may be of products that are no more
            if group.is_closed() {
                return None;
            }
        }
        match &target.what {
            What::Document(id, _) if !self.tenant.products.contains_key(id) => {
                Some(("product", no_such_named("product", id)))
            }
            What::Category(id, _) if !self.tenant.categories.contains_key(id) => {
                Some(("category", no_such_named("category", id)))
            }
            _ => None,
        }
    }

    /// Puts a life where it belongs.
    fn life(&mut self, place: Place, target: Target, item: GroupItem) {
        if self.tenant.life(&target).is_some() {
            if let What::Asset(id) = &target.what {
                return self.twice(place.key("id"), "the asset", id);
            }
            let message = format!("{target} stands twice");
            self.faults.push(Fault::new(Code::DuplicateDocument, message, "keep one of them").at(place));
            return;
        }
        let room = if target.group.is_none() { self.tenant.room_for(&target) } else { Ok(()) };
        let GroupItem { life, entry } = item;
        let put = room.and_then(|()| self.tenant.change(&target, |own| *own = life));
        if let Err(fault) = put {
            self.faults.push(fault.at(place));
            return;
        }
        self.tenant.enter(&target, entry);
        self.unchanged();
    }

    /// What was stored has not changed.
    fn unchanged(&mut self) {
        self.tenant.changed_units.clear();
        self.tenant.changes = Changes::default();
    }
}

impl Sink<UnitKind> for TenantBuilder {
    fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    fn lost(&mut self, fault: Fault) {
        self.is_lost = true;
        self.faults.push(fault);
    }

    fn take(&mut self, place: Place, unit: Unit) {
        match unit {
            Unit::Settings(_) if self.has_settings => {
                let fault = Fault::new(Code::DuplicateIdentifier, "second settings", "keep one of them");
                self.faults.push(fault.at(place));
            }
            Unit::Settings(Settings { group_limits, switches }) => {
                self.has_settings = true;
                self.tenant.group_limits = group_limits;
                self.tenant.switches = switches;
            }
            Unit::Channel(channel) if self.tenant.channels.contains_key(channel.id.as_str()) => {
                self.twice(place.key("id"), "the channel", &channel.id);
            }
            Unit::Channel(channel) => {
                let outcome = self.tenant.set_channel(channel);
                self.placed(&place, outcome);
            }
            Unit::Swatch(swatch) => self.swatch(&place, swatch),
            Unit::Category(category) if self.tenant.categories.contains_key(category.id.as_str()) => {
                self.twice(place.key("id"), "the category", &category.id);
            }
            Unit::Category(category) => {
                let outcome = self.tenant.set_category(category);
                self.placed(&place, outcome);
            }
            Unit::Product(product) if self.tenant.products.contains_key(product.number.as_str()) => {
                self.twice(place.key("number"), "the product", &product.number);
            }
            Unit::Product(product) => {
                let outcome = self.tenant.set_product(*product);
                self.placed(&place, outcome);
            }
            Unit::Group(group) => self.group(&place, group),
            Unit::Life(unit) => {
                let LifeUnit { target, item } = *unit;
                let Some(target) = target else { return };
                match self.missing(&target) {
                    None => self.life(place, target, item),
                    Some(_) => self.waiting.push((place, target, item)),
                }
            }
        }
        self.unchanged();
    }
}
