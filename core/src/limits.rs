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
