//! Several patterns, and the documented ones.

use super::pattern::FilePattern;
use crate::fault::{Code, Fault, Faults, Place};
use core::fmt;
use core::str::FromStr;

/// The patterns that file names are read by, all of them: what two of them read differently is ambiguous.
///
/// As text, one pattern a line; empty lines and lines that begin with `#` say nothing.
///
/// ```
/// use omnimedia::Patterns;
/// let patterns: Patterns = "# what the studio delivers\n/studio/{VariantNumber}-{Sequence}.jpg".parse()?;
/// assert_eq!(patterns.iter().count(), 1);
/// assert_eq!(patterns.to_string(), "/studio/{VariantNumber}-{Sequence}.jpg\n");
/// assert!(Patterns::documented().to_string().starts_with("/Products/{ProductNumber}_000_{Sequence}.png\n"));
/// # Ok::<(), omnimedia::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patterns(Box<[FilePattern]>);

/// The documented names: of a product, of a variant by its dimensions or its configuration, of a category, of
/// a catalog.
const DOCUMENTED: [&str; 6] = [
    "/Products/{ProductNumber}_000_{Sequence}.png",
    "/Products/{ProductNumber} ^ {Style} ^ {Size} ^ {Color} ^_000_{Sequence}.png",
    "/Products/{ProductNumber} ^ {Configuration} ^_000_{Sequence}.png",
    "/Products/{ProductNumber} ^ {Configuration}_000_{Sequence}.png",
    "/Categories/{CategoryName}.png",
    "/Catalogs/{LanguageId}/{CatalogName}.jpg",
];

impl Patterns {
    /// The documented patterns of the older media library.
    ///
    /// The configuration form is taken with and without the caret that the other one ends with.
    #[must_use]
    pub fn documented() -> Self {
        Self(DOCUMENTED.iter().filter_map(|text| FilePattern::parse(text).ok()).collect())
    }

    /// These patterns. None at all is legal, and reads no name.
    #[must_use]
    pub fn new(patterns: impl IntoIterator<Item = FilePattern>) -> Self {
        Self(patterns.into_iter().collect())
    }

    /// Reads patterns from text, one a line. Spaces around a pattern are not part of it.
    ///
    /// # Errors
    /// `malformed_pattern` for each line that is none, with its number, and for a text without any.
    ///
    /// # Cost
    /// Linear in the text.
    ///
    /// # Example
    /// ```
    /// use omnimedia::Patterns;
    /// let faults = Patterns::parse("{ProductNumber}.png\n{Product}.png\n{Sequence}.png").err().ok_or("faults")?;
    /// let lines: Vec<_> = faults.iter().map(|fault| fault.place().line()).collect();
    /// assert_eq!(lines, [Some(2), Some(3)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Faults> {
        let (mut patterns, mut faults) = (Vec::new(), Vec::new());
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match FilePattern::parse(line) {
                Ok(pattern) => patterns.push(pattern),
                Err(fault) => faults.push(fault.at(Place::default().on_line(number))),
            }
        }
        if patterns.is_empty() && faults.is_empty() {
            let advice = "write a pattern a line, such as `/Products/{ProductNumber}_000_{Sequence}.png`";
            faults.push(Fault::new(Code::MalformedPattern, "there is no pattern", advice));
        }
        Faults::new(faults).map_or(Ok(Self(patterns.into())), Err)
    }

    /// The patterns, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &FilePattern> {
        self.0.iter()
    }
}

impl Default for Patterns {
    /// The documented ones.
    fn default() -> Self {
        Self::documented()
    }
}

impl FromStr for Patterns {
    type Err = Faults;

    fn from_str(text: &str) -> Result<Self, Faults> {
        Self::parse(text)
    }
}

impl fmt::Display for Patterns {
    /// A line for each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|pattern| writeln!(f, "{pattern}"))
    }
}
