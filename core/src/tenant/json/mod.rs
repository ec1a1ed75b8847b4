//! Tenants as JSON, `tenant/1` (SPEC section 8): unit by unit, as lines, or as one object.
//!
//! `kind` are the kinds of units, `content`, `life`, `stamp`, `group` and `settings` their shapes, by
//! the manners of the room `json`. `build` makes a tenant of units, `write` is the way out, `key` names units.

mod build;
mod content;
mod group;
mod key;
mod kind;
mod life;
mod settings;
mod stamp;
#[cfg(test)]
mod tests;
mod write;

pub use build::TenantBuilder;
pub(crate) use content::read as read_content;
pub(crate) use write::{ContentOut, LifeAlone, StampOut};

use super::{Tenant, UnitKey};
use crate::fault::Faults;
use crate::json::lines::Lines;
use crate::json::{object, text};
use crate::limits::Limits;
use kind::UnitKind;
use std::io::{self, BufRead, Write};

impl Tenant {
    /// Reads a tenant that is one JSON object.
    ///
    /// A byte order mark may stand before it. Absent and null are the same for every key. Limits are
    /// not stored; nothing in the tenant has changed since.
    ///
    /// # Errors
    /// Every fault there is, with the path, and where the JSON itself or a type is at fault with line
    /// and column. Such a fault ends the reading of its unit; where not even the end of the unit can
    /// be found, it ends the reading. Of a version that is not known nothing else is reported.
    ///
    /// # Cost
    /// Linear in the input, and n log n in its units; memory for the tenant and one unit beside the
    /// input.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Code, Limits, Tenant};
    /// let text = r#"{"omnimedia": "tenant/1", "assets": [{"id": "A1", "draft": 2, "versions": [
    ///     {"number": 1, "by": "ann", "at": "2026-11-24T09:00:00Z", "cause": "finish", "content": {"kind": "image"}}]}]}"#;
    /// let faults = Tenant::from_json(text.as_bytes(), &Limits::default()).err().ok_or("a fault")?;
    /// assert_eq!(faults.first().code(), Code::NotInTenant);
    /// assert_eq!(faults.first().place().to_string(), "assets[0].draft");
    ///
    /// let text = text.replace(r#""draft": 2"#, r#""draft": 1"#);
    /// let tenant = Tenant::from_json(text.as_bytes(), &Limits::default())?;
    /// assert_eq!(tenant.targets().count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(bytes: &[u8], limits: &Limits) -> Result<Self, Faults> {
        let mut builder = TenantBuilder::new(limits.clone());
        object::read::<UnitKind>(bytes, limits, &mut builder)?;
        builder.build()
    }

    /// Reads a tenant in JSON Lines: a header, then one unit a line, in any order.
    ///
    /// Empty lines are passed over, and lines may end with CR LF. Limits are not stored; nothing in
    /// the tenant has changed since.
    ///
    /// # Errors
    /// Every fault there is, with its line and path. A fault of syntax or type ends the reading of its
    /// line, and the next line is read; a failure of the reader, and a header that cannot be read, end
    /// all.
    ///
    /// # Cost
    /// Linear in the input, and n log n in its units; memory for the tenant and one line, which
    /// [`Limits::line`] bounds.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Limits, Tenant};
    /// let lines = r#"{"omnimedia":"tenant/1"}
    /// {"product":{"number":"S1"}}
    /// {"document":{"product":"S1","check_out":{"by":"ann","at":"2026-11-24T09:00:00Z","content":{}}}}"#;
    /// let tenant = Tenant::from_json_lines(lines.as_bytes(), &Limits::default())?;
    /// let target = tenant.targets().next().ok_or("a document")?;
    /// assert!(tenant.life(&target).is_some_and(|life| life.check_out().is_some()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json_lines(reader: impl BufRead, limits: &Limits) -> Result<Self, Faults> {
        let mut builder = TenantBuilder::new(limits.clone());
        let mut lines = Lines::<_, UnitKind>::new(reader, limits);
        while let Some(found) = lines.advance() {
            builder.found(found);
        }
        builder.build()
    }

    /// Writes the tenant as one JSON object: everything but its limits, and which units and parts of
    /// the publication have changed. Reading it gives an equal tenant.
    ///
    /// # Errors
    /// What the writer says.
    ///
    /// # Cost
    /// Linear; a small buffer, whatever the size of the tenant.
    pub fn write_json(&self, to: impl Write) -> io::Result<()> {
        write::object(self, to)
    }

    /// Writes the tenant as JSON Lines: a header, then a line for each of [`Tenant::units`], in their
    /// order.
    ///
    /// # Errors
    /// What the writer says.
    ///
    /// # Cost
    /// Linear, and n log n in the units; a small buffer, whatever the size of the tenant.
    pub fn write_json_lines(&self, to: impl Write) -> io::Result<()> {
        write::lines(self, to)
    }

    /// The tenant as one JSON object, as [`Tenant::write_json`] writes it.
    ///
    /// # Cost
    /// Linear in time and memory.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Limits, Tenant};
    /// assert_eq!(Tenant::new(Limits::default()).to_json(), r#"{"omnimedia":"tenant/1"}"#);
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        text(|bytes| self.write_json(bytes))
    }

    /// The tenant in JSON Lines, as [`Tenant::write_json_lines`] writes it.
    ///
    /// # Cost
    /// That of [`Tenant::write_json_lines`], and memory for the text.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Limits, Tenant};
    /// let tenant = Tenant::new(Limits::default());
    /// assert_eq!(tenant.to_json_lines(), "{\"omnimedia\":\"tenant/1\"}\n{\"settings\":{}}\n");
    /// ```
    #[must_use]
    pub fn to_json_lines(&self) -> String {
        text(|bytes| self.write_json_lines(bytes))
    }

    /// The JSON of one unit, the same as its line; `None` where the tenant does not have it, so that a
    /// host is to delete it.
    ///
    /// # Cost
    /// Linear in the unit.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{ChannelBuilder, Limits, Tenant, TenantBuilder};
    /// let mut tenant = Tenant::new(Limits::default());
    /// let mut store = std::collections::BTreeMap::new();
    /// tenant.set_channel(ChannelBuilder::new("128"))?;
    /// for key in tenant.take_changed_units() {
    ///     match tenant.unit(&key) {
    ///         Some(json) => store.insert(key.to_key(), json),
    ///         None => store.remove(&key.to_key()),
    ///     };
    /// }
    /// assert_eq!(store["[\"channel\",\"128\"]"], r#"{"channel":{"id":"128"}}"#);
    ///
    /// let mut units = TenantBuilder::new(Limits::default());
    /// store.values().try_for_each(|json| units.unit(json))?;
    /// assert!(units.build()? == tenant);
    /// # Ok::<(), omnimedia::Faults>(())
    /// ```
    #[must_use]
    pub fn unit(&self, key: &UnitKey) -> Option<String> {
        write::unit(self, key)
    }
}
