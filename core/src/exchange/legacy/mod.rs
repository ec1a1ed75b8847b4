//! The older media library: file names become assignments (SPEC section 11).
//!
//! `token` and `pattern` are how names are written, `patterns` several of them with the documented ones.
//! `dictionary` and `index` hold what is known, `span` says where parts of a name can end, `reading` reads
//! a name in every way there is, each in a `run`. `target` and `row` are what is told of it, `migration` is
//! what all names come to, `library` their assets, `apply` what they change.

mod apply;
mod dictionary;
mod index;
mod library;
mod migration;
mod pattern;
mod patterns;
mod reading;
mod row;
mod run;
mod span;
mod target;
#[cfg(test)]
mod tests;
mod token;

pub use apply::Migrated;
pub use migration::Migration;
pub use pattern::FilePattern;
pub use patterns::Patterns;
pub use row::{FileCounts, FileOutcome, FileRow, Unmatched};
pub use target::{FileReading, FileTarget};

use crate::model::Context;
use crate::tenant::Tenant;

/// Reads the file names of the older media library against the products, variants, values and categories
/// that a tenant knows (SPEC section 11).
///
/// Unless said, names follow the documented patterns and speak in Omnichannel, Neutral. Nothing is split
/// blindly: every reading is tried against what is known, with `^` for each of `\ / : * ? " < > |`, and a
/// name that can be read in two ways is ambiguous, never guessed.
///
/// ```
/// use omnimedia::{Legacy, Limits, Policy, ProductBuilder, Query, Stamp, Tenant, VariantBuilder};
/// let mut tenant = Tenant::new(Limits::default());
/// tenant.set_product(
///     ProductBuilder::new("81327")
///         .dimension("Color", ["Black/White"])
///         .dimension("Size", ["S", "M"])
///         .variant(VariantBuilder::new("V1", [("Color", "Black/White"), ("Size", "M")])),
/// )?;
/// let names = ["/Products/81327_000_001.png", "/Products/81327 ^  ^ M ^ Black^White ^_000_001.png"];
/// let migration = Legacy::new(&tenant).base_url("https://cdn.example/media").read(names);
/// assert_eq!(migration.counts().assigned, 2);
///
/// let stamp = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// migration.check_in(&mut tenant, &stamp, true)?;
/// let answer = tenant.publication()?;
/// let answer = answer.resolve(&Query::new("V1"), &Policy::default())?;
/// let url = answer.default_image().and_then(|item| item.asset().url());
/// assert_eq!(url, Some("https://cdn.example/media/Products/81327%20%5E%20%20%5E%20M%20%5E%20Black%5EWhite%20%5E_000_001.png"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Legacy<'t> {
    tenant: &'t Tenant,
    patterns: Patterns,
    context: Context,
    base_url: Option<String>,
}

impl<'t> Legacy<'t> {
    /// Reads by the documented patterns, for Omnichannel, Neutral.
    #[must_use]
    pub fn new(tenant: &'t Tenant) -> Self {
        Self { tenant, patterns: Patterns::documented(), context: Context::default(), base_url: None }
    }

    /// Reads by these patterns instead.
    #[must_use]
    pub fn patterns(mut self, patterns: Patterns) -> Self {
        self.patterns = patterns;
        self
    }

    /// The context that files speak in. A `{LanguageId}` sets the locale of its file; the pictures of
    /// categories need a channel.
    #[must_use]
    pub fn context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// Where the files are served. An asset's url is then this, a slash, and the name as a url has it: with
    /// `/` between folders, and percent signs for what urls cannot hold. Without it the url is the name
    /// itself.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Reads names, and tells what became of each of them.
    ///
    /// # Cost
    /// Linear in the tenant's products, variants and categories, and logarithmic in them for each name; a
    /// name makes at most 64 steps for each of its bytes and each pattern. Memory for what is known, and for
    /// every name.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Legacy, Limits, ProductBuilder, Tenant};
    /// let mut tenant = Tenant::new(Limits::default());
    /// tenant.set_product(ProductBuilder::new("S1"))?;
    /// let migration = Legacy::new(&tenant).read(["Products/S1_000_001.png", "Products/S2_000_001.png"]);
    /// let told: Vec<String> = migration.rows().map(|row| row.to_string()).collect();
    /// assert_eq!(told, [
    ///     "`Products/S1_000_001.png`: assigned to the product `S1` in `Omnichannel, Neutral`, sequence 1",
    ///     "`Products/S2_000_001.png`: unmatched: no known product or variant has such a number",
    /// ]);
    /// # Ok::<(), omnimedia::Faults>(())
    /// ```
    pub fn read<N: AsRef<str>>(&self, names: impl IntoIterator<Item = N>) -> Migration {
        let mut others = Vec::new();
        let migration = self.gather(names, |at, row| others.push((at, row)));
        migration.with_others(others)
    }

    /// Reads names, and hands on what is nobody's as it is met: ambiguous, unmatched and unsupported names
    /// are counted, but are not among the rows of the migration.
    ///
    /// # Cost
    /// As [`Legacy::read`], with memory for what is known, and for the names that are assigned or
    /// duplicates.
    pub fn read_with<N: AsRef<str>>(
        &self,
        names: impl IntoIterator<Item = N>,
        mut other: impl FnMut(FileRow),
    ) -> Migration {
        self.gather(names, |_, row| other(row))
    }
}
