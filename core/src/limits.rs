//! Every limit on input, with its default (SPEC section 16).

/// How much input is taken before it is refused. Every limit has an error of its own.
///
/// ```
/// use omnimedia::Limits;
/// let limits = Limits { items: 50, ..Limits::default() };
/// assert_eq!((limits.items, limits.dimensions), (50, 16));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Dimensions of a product: 16.
    pub dimensions: usize,
    /// Values of a dimension: 4,096.
    pub values: usize,
    /// Variants of a product: 65,536.
    pub variants: usize,
    /// Items of a list: 1,000.
    pub items: usize,
    /// Documents of a product or category: 65,536.
    pub documents: usize,
    /// Patterns of a document: 65,536.
    pub patterns: usize,
    /// Bytes of an identifier: 512.
    pub identifier: usize,
    /// Bytes of a manifest cell: 1 MiB.
    pub cell: usize,
    /// Bytes of a line of JSON Lines or of a manifest: 16 MiB.
    pub line: usize,
    /// Columns of a manifest: 16,384, as many as a spreadsheet has.
    pub columns: usize,
    /// Nesting of JSON: 64. At most 120 is honoured, so that no input exhausts the stack.
    pub nesting: usize,
    /// Answers that an audit, a diff, a minimising or the readiness of a rollout covers: 100 million.
    pub answers: u64,
}

impl Limits {
    /// The names of the limits, for hosts that are told them as text.
    pub const NAMES: [&str; 12] = [
        "dimensions",
        "values",
        "variants",
        "items",
        "documents",
        "patterns",
        "identifier",
        "cell",
        "line",
        "columns",
        "nesting",
        "answers",
    ];

    /// Sets a limit by its name; whether there is one of that name. What is more than the machine can count is no limit.
    ///
    /// ```
    /// use omnimedia::Limits;
    /// let mut limits = Limits::default();
    /// assert!(limits.set("items", 50) && !limits.set("item", 50));
    /// assert_eq!(limits.items, 50);
    /// ```
    pub fn set(&mut self, name: &str, most: u64) -> bool {
        let limit = match name {
            "dimensions" => &mut self.dimensions,
            "values" => &mut self.values,
            "variants" => &mut self.variants,
            "items" => &mut self.items,
            "documents" => &mut self.documents,
            "patterns" => &mut self.patterns,
            "identifier" => &mut self.identifier,
            "cell" => &mut self.cell,
            "line" => &mut self.line,
            "columns" => &mut self.columns,
            "nesting" => &mut self.nesting,
            "answers" => {
                self.answers = most;
                return true;
            }
            _ => return false,
        };
        *limit = usize::try_from(most).unwrap_or(usize::MAX);
        true
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            dimensions: 16,
            values: 4_096,
            variants: 65_536,
            items: 1_000,
            documents: 65_536,
            patterns: 65_536,
            identifier: 512,
            cell: 1 << 20,
            line: 16 << 20,
            columns: 16_384,
            nesting: 64,
            answers: 100_000_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_that_of_a_limit_of_its_own() {
        let mut limits = Limits::default();
        for (name, most) in Limits::NAMES.into_iter().zip(1..) {
            assert!(limits.set(name, most), "{name}");
        }
        let told = format!("{limits:?}");
        for (name, most) in Limits::NAMES.into_iter().zip(1..) {
            assert!(told.contains(&format!("{name}: {most}")), "{name} in {told}");
        }
        assert!(!limits.set("", 1));
    }
}
