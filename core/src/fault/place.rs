//! Where in an input a fault stands.

/// Where something stands: a path such as `products[3].media[0].locale`, a line and column, or both; in a
/// manifest a row and the name of a column.
///
/// Lines and columns count from 1, columns in bytes. A part that is not known is absent.
///
/// ```
/// use omnimedia::Place;
/// let place = Place::path("product").key("media").index(0).key("locale").on_line(7);
/// assert_eq!(place.to_string(), "line 7: product.media[0].locale");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    path: String,
    row: Option<u64>,
    line: Option<u64>,
    column: Option<u64>,
}

impl Place {
    /// The place that a path names; an empty path is the input as a whole.
    pub fn path(path: impl Into<String>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }

    /// A line and column, both counted from 1.
    #[must_use]
    pub fn line_column(line: u64, column: u64) -> Self {
        Self { line: Some(line), column: Some(column), ..Self::default() }
    }

    /// The place of `key` within this one. A key that is not a plain word is quoted, one of more than
    /// 64 characters is cut.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        // a hostile key must not be repeated in full for everything below it
        let long =
            key.char_indices().nth(64).and_then(|(end, _)| key.get(..end)).map(|start| format!("{start}…"));
        let key = long.as_deref().unwrap_or(key);
        let plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        let mut place = self.clone();
        if !plain {
            place.path = format!("{}[{key:?}]", place.path);
        } else if place.path.is_empty() {
            place.path = key.to_owned();
        } else {
            place.path.push('.');
            place.path.push_str(key);
        }
        place
    }

    /// The place of the element `index`, counted from 0, within this one.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut place = self.clone();
        place.path = format!("{}[{index}]", place.path);
        place
    }

    /// The same place, in a row of a manifest: the header is row 1.
    #[must_use]
    pub fn in_row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// The same place, on `line`, counted from 1.
    #[must_use]
    pub fn on_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The same place, at `column`, counted from 1 in bytes.
    #[must_use]
    pub fn at_column(mut self, column: u64) -> Self {
        self.column = Some(column);
        self
    }

    /// This place, in something that stands at `outer`.
    #[cfg(feature = "write")]
    pub(crate) fn within(&self, outer: &Place) -> Self {
        let between = if self.path.is_empty() || outer.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        Self { path: format!("{}{between}{}", outer.path, self.path), ..outer.clone() }
    }

    /// The path; empty where there is none.
    #[must_use]
    pub fn as_path(&self) -> &str {
        &self.path
    }

    /// The row of a manifest, counted from 1; the path is then the name of a column.
    #[must_use]
    pub fn row(&self) -> Option<u64> {
        self.row
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        self.line
    }

    /// The column, counted from 1 in bytes.
    #[must_use]
    pub fn column(&self) -> Option<u64> {
        self.column
    }

    /// The place and a colon before a message, or nothing.
    pub(crate) fn prefix(&self) -> String {
        let text = self.to_string();
        if text.is_empty() { text } else { text + ": " }
    }
}

impl core::fmt::Display for Place {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut between = "";
        if let Some(row) = self.row {
            write!(f, "row {row}")?;
            between = ": ";
        }
        if let Some(line) = self.line {
            write!(f, "{between}line {line}")?;
            between = ": ";
        }
        if let Some(column) = self.column {
            if self.line.is_some() {
                f.write_str(" ")?;
            }
            write!(f, "column {column}")?;
            between = ": ";
        }
        if !self.path.is_empty() {
            write!(f, "{between}{}", self.path)?;
        }
        Ok(())
    }
}
