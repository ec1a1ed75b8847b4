//! Publications as JSON, in and out (SPEC sections 2 and 16).
//!
//! `object` reads the one object, `lines` JSON Lines, `one` one value by itself; all read an entity by its shape (`entity`,
//! `media`, `scalar`) into the builders of the model, which check what it means. `here` knows the
//! place, `syntax` finds words for what the parser says, `stranger` for what is no JSON at all. `write` is the way out, `content_out` that of
//! content which is edited. `kinds` is what other forms of the same manner bring of their own.

pub(crate) mod content_out;
pub(crate) mod entity;
pub(crate) mod extra;
pub(crate) mod here;
pub(crate) mod kinds;
pub(crate) mod lines;
pub(crate) mod media;
pub(crate) mod media_out;
pub(crate) mod object;
pub(crate) mod one;
pub(crate) mod out;
pub(crate) mod scalar;
pub(crate) mod shape;
mod stranger;
mod syntax;
#[cfg(test)]
mod tests;
pub(crate) mod write;

pub use entity::{Entity, EntityContent};
pub use lines::Entities;

use crate::fault::Faults;
use crate::limits::Limits;
use crate::model::Publication;
use std::io::{self, BufRead, Write};

impl Publication {
    /// Reads a publication that is one JSON object.
    ///
    /// A byte order mark may stand before it. Absent and null are the same for every key.
    ///
    /// # Errors
    /// Every fault there is, in the order of the input; with the path, and where the JSON itself or a
    /// type is at fault with line and column. Such a fault ends the reading of its entity; where not
    /// even the end of the entity can be found, it ends the reading. Of a version that is not known
    /// nothing else is reported.
    ///
    /// # Cost
    /// Linear in the input; memory for the publication and one entity beside the input.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Code, Limits, Publication};
    /// let text = r#"{"omnimedia": "publication/1",
    ///  "channels": [{"id": "128", "locales": ["en-US", "fr-CA"]}],
    ///  "products": [{"number": "S1", "media": [{"channel": "128"}]}, {"nummer": "S2"}]}"#;
    /// let faults = Publication::from_json(text.as_bytes(), &Limits::default()).err().ok_or("a fault")?;
    /// assert_eq!(faults.first().code(), Code::UnknownKey);
    /// assert_eq!(faults.first().place().to_string(), "products[1].nummer");
    ///
    /// let text = text.replace("nummer", "number");
    /// let publication = Publication::from_json(text.as_bytes(), &Limits::default())?;
    /// assert_eq!(publication.products().len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(bytes: &[u8], limits: &Limits) -> Result<Self, Faults> {
        let mut builder = Self::builder(limits.clone());
        object::read::<entity::Which>(bytes, limits, &mut builder)?;
        builder.build()
    }

    /// Reads a publication in JSON Lines: a header, then one entity a line, in any order.
    ///
    /// Empty lines are passed over, and lines may end with CR LF; see [`Entities`].
    ///
    /// # Errors
    /// Every fault there is, in the order of the input, with its line and path. A fault of syntax or
    /// type ends the reading of its line, and the next line is read; a failure of the reader, and a
    /// header that cannot be read, end all.
    ///
    /// # Cost
    /// Linear in the input; memory for the publication and one line.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Limits, Publication};
    /// let lines = r#"{"omnimedia":"publication/1"}
    /// {"asset":{"id":"A1","kind":"image","url":"https://cdn.example/a1.png"}}
    /// {"product":{"number":"S1","media":[{"master":{"primary":["A1"]}}]}}"#;
    /// let publication = Publication::from_json_lines(lines.as_bytes(), &Limits::default())?;
    /// assert_eq!(publication.assets().len(), 1);
    /// # Ok::<(), omnimedia::Faults>(())
    /// ```
    pub fn from_json_lines(reader: impl BufRead, limits: &Limits) -> Result<Self, Faults> {
        let mut builder = Self::builder(limits.clone());
        let mut lines = lines::Lines::<_, entity::Which>::new(reader, limits);
        while let Some(found) = lines.advance() {
            found.faults.into_iter().for_each(|fault| builder.fault(fault));
            if let Some((place, content)) = found.content {
                builder.entity(Entity { place, content });
            }
        }
        builder.build()
    }

    /// Writes the publication as one JSON object, in the canonical form: keys in one order, nothing
    /// that is absent, locales in canonical case. Reading it gives an equal publication.
    ///
    /// # Errors
    /// What the writer says.
    ///
    /// # Cost
    /// Linear; a small buffer, whatever the size of the publication.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{ChannelBuilder, Limits, Publication};
    /// let mut builder = Publication::builder(Limits::default());
    /// builder.channel(ChannelBuilder::new("128").locales(["FR_ca"]));
    /// let mut bytes = Vec::new();
    /// builder.build()?.write_json(&mut bytes)?;
    /// let text = r#"{"omnimedia":"publication/1","channels":[{"id":"128","locales":["fr-CA"]}]}"#;
    /// assert_eq!(bytes, text.as_bytes());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_json(&self, to: impl Write) -> io::Result<()> {
        write::object(self, to)
    }

    /// Writes the publication as JSON Lines: the header, then channels, central swatches, assets,
    /// categories and products, one a line, in the canonical form of [`Publication::write_json`].
    ///
    /// # Errors
    /// What the writer says.
    ///
    /// # Cost
    /// Linear; a small buffer, whatever the size of the publication.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{ChannelBuilder, Limits, Publication};
    /// let mut builder = Publication::builder(Limits::default());
    /// builder.channel(ChannelBuilder::new("128"));
    /// let mut bytes = Vec::new();
    /// builder.build()?.write_json_lines(&mut bytes)?;
    /// assert_eq!(bytes, b"{\"omnimedia\":\"publication/1\"}\n{\"channel\":{\"id\":\"128\"}}\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_json_lines(&self, to: impl Write) -> io::Result<()> {
        write::lines(self, to)
    }

    /// The publication as one JSON object, as [`Publication::write_json`] writes it.
    ///
    /// # Cost
    /// Linear in time and memory.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Limits, Publication};
    /// let publication = Publication::builder(Limits::default()).build()?;
    /// assert_eq!(publication.to_json(), r#"{"omnimedia":"publication/1"}"#);
    /// # Ok::<(), omnimedia::Faults>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        text(|bytes| self.write_json(bytes))
    }

    /// The publication in JSON Lines, as [`Publication::write_json_lines`] writes it.
    ///
    /// # Cost
    /// Linear in time and memory.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Limits, Publication};
    /// let publication = Publication::builder(Limits::default()).build()?;
    /// assert_eq!(publication.to_json_lines(), "{\"omnimedia\":\"publication/1\"}\n");
    /// # Ok::<(), omnimedia::Faults>(())
    /// ```
    #[must_use]
    pub fn to_json_lines(&self) -> String {
        text(|bytes| self.write_json_lines(bytes))
    }
}

/// What a writer writes. Memory does not fail to be written to, and JSON is UTF-8.
pub(crate) fn text(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    match write(&mut bytes) {
        Ok(()) => String::from_utf8(bytes).unwrap_or_default(),
        Err(_) => String::new(),
    }
}
