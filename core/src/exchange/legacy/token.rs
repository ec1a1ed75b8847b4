//! Tokens: what a pattern leaves open in a file name.

/// One token, such as `{ProductNumber}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    ProductNumber,
    VariantNumber,
    /// The value of a dimension, by its place in [`DIMENSIONS`].
    Dimension(usize),
    CategoryName,
    CatalogName,
    LanguageId,
    Sequence,
}

/// The dimensions that have a token. Their names compare exactly, as all names of dimensions do.
pub(super) const DIMENSIONS: [&str; 4] = ["Style", "Size", "Color", "Configuration"];

const ALL: [(&str, Token); 10] = [
    ("ProductNumber", Token::ProductNumber),
    ("VariantNumber", Token::VariantNumber),
    ("Style", Token::Dimension(0)),
    ("Size", Token::Dimension(1)),
    ("Color", Token::Dimension(2)),
    ("Configuration", Token::Dimension(3)),
    ("CategoryName", Token::CategoryName),
    ("CatalogName", Token::CatalogName),
    ("LanguageId", Token::LanguageId),
    ("Sequence", Token::Sequence),
];

/// All tokens, as an advice lists them.
pub(super) fn listed() -> String {
    let named: Vec<String> = ALL.iter().map(|(name, _)| format!("`{{{name}}}`")).collect();
    named.join(", ")
}

impl Token {
    /// The one of a name, in any case.
    pub(super) fn named(name: &str) -> Option<Self> {
        ALL.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, token)| *token)
    }

    pub(super) fn name(self) -> &'static str {
        ALL.iter().find(|(_, token)| *token == self).map_or("", |(name, _)| name)
    }

    /// How much it says whose file it is; 0 for a token that does not.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::VariantNumber => 4,
            Self::ProductNumber => 3,
            Self::CategoryName => 2,
            Self::CatalogName => 1,
            Self::Dimension(_) | Self::LanguageId | Self::Sequence => 0,
        }
    }

    pub(super) fn is_dimension(self) -> bool {
        matches!(self, Self::Dimension(_))
    }
}
