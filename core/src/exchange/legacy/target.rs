//! Targets: whose media a file is.

use crate::fault::shortened;
use crate::model::Context;
use core::fmt;
use std::sync::Arc;

/// Whose media a file is, and in which context.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileTarget {
    pub(super) of: Of,
    pub(super) context: Arc<Context>,
}

/// What a file belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    Product(Arc<str>),
    Combination(Arc<str>, Box<[(&'static str, Box<str>)]>),
    Variant(Arc<str>, Box<str>),
    Category(Arc<str>),
}

impl FileTarget {
    /// The number of the product, also where the file is of a variant or of some values.
    #[must_use]
    pub fn product(&self) -> Option<&str> {
        match &self.of {
            Of::Product(product) | Of::Combination(product, _) | Of::Variant(product, _) => Some(product),
            Of::Category(_) => None,
        }
    }

    /// The number of the variant.
    #[must_use]
    pub fn variant(&self) -> Option<&str> {
        match &self.of {
            Of::Variant(_, number) => Some(number),
            _ => None,
        }
    }

    /// The dimensions and values of a dimension combination; nothing for anything else.
    pub fn values(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let values = match &self.of {
            Of::Combination(_, values) => &**values,
            _ => &[],
        };
        values.iter().map(|(dimension, value)| (*dimension, &**value))
    }

    /// The id of the category.
    #[must_use]
    pub fn category(&self) -> Option<&str> {
        match &self.of {
            Of::Category(id) => Some(id),
            _ => None,
        }
    }

    /// Where it speaks.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }
}

impl fmt::Display for FileTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of {
            Of::Product(number) => write!(f, "the product `{}`", shortened(number))?,
            Of::Variant(_, number) => write!(f, "the variant `{}`", shortened(number))?,
            Of::Category(id) => write!(f, "the category `{}`", shortened(id))?,
            Of::Combination(number, values) => {
                write!(f, "the product `{}` with ", shortened(number))?;
                for (at, (dimension, value)) in values.iter().enumerate() {
                    let between = if at == 0 { "" } else { ", " };
                    write!(f, "{between}{dimension} `{}`", shortened(value))?;
                }
            }
        }
        write!(f, " in `{}`", self.context)
    }
}

/// One way to read a file name: whose file it is, and its place in the display order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReading {
    pub(super) target: FileTarget,
    pub(super) sequence: Option<u64>,
}

impl FileReading {
    /// Whose file it is.
    #[must_use]
    pub fn target(&self) -> &FileTarget {
        &self.target
    }

    /// The display order, as a number; a name without one comes last.
    #[must_use]
    pub fn sequence(&self) -> Option<u64> {
        self.sequence
    }
}

impl fmt::Display for FileReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.target.fmt(f)?;
        match self.sequence {
            Some(sequence) => write!(f, ", sequence {sequence}"),
            None => Ok(()),
        }
    }
}
