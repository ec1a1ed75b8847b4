//! Queries.

use crate::fault::{Code, Fault, shortened};
use crate::model::{Context, named_catalog};

/// What is asked: a product or variant, a selection of values, and a context.
///
/// ```
/// use omnimedia::Query;
/// let query = Query::new("S1").select("Color", "Blue").channel("128").locale("fr-CA")?;
/// assert_eq!(query.context().to_string(), "channel 128, fr-CA");
/// # Ok::<(), omnimedia::Fault>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(crate) subject: Subject,
    pub(crate) variant: Option<String>,
    pub(crate) values: Vec<(String, String)>,
    pub(crate) context: Context,
}

/// How a query names its product or variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Number(String),
    RecordId(u64),
}

impl Query {
    /// Asks for a product or a variant by its number, without a selection, in Omnichannel, Neutral.
    pub fn new(number: impl Into<String>) -> Self {
        Self::of(Subject::Number(number.into()))
    }

    /// Asks for a product or a variant by its record id.
    #[must_use]
    pub fn record_id(id: u64) -> Self {
        Self::of(Subject::RecordId(id))
    }

    fn of(subject: Subject) -> Self {
        Self { subject, variant: None, values: Vec::new(), context: Context::default() }
    }

    /// Asks for one of the product's variants by its number.
    #[must_use]
    pub fn variant(mut self, number: impl Into<String>) -> Self {
        self.variant = Some(number.into());
        self
    }

    /// Selects a value of a dimension; `*` selects none.
    #[must_use]
    pub fn select(mut self, dimension: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.push((dimension.into(), value.into()));
        self
    }

    /// Asks in a catalog; empty or `0` is the default catalog.
    #[must_use]
    pub fn catalog(mut self, catalog: impl AsRef<str>) -> Self {
        self.context.catalog = named_catalog(Some(catalog.as_ref())).map(Into::into);
        self
    }

    /// Asks in a channel; empty is Omnichannel.
    #[must_use]
    pub fn channel(mut self, channel: impl AsRef<str>) -> Self {
        self.context.channel = Some(channel.as_ref()).filter(|channel| !channel.is_empty()).map(Into::into);
        self
    }

    /// Asks in a locale, in any case; empty is Neutral.
    ///
    /// # Errors
    /// `malformed_locale`.
    pub fn locale(mut self, locale: impl AsRef<str>) -> Result<Self, Fault> {
        self.context.locale = crate::locale::Tag::parse(locale.as_ref())?;
        Ok(self)
    }

    /// Asks in a context.
    #[must_use]
    pub fn within(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// The context that is asked in.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }
}

/// A query with a variant and a selection, of which only one can be meant.
pub(crate) fn variant_and_values() -> Fault {
    Fault::new(
        Code::BadQuery,
        "a query with both a variant and values",
        "ask for the variant, or select values of the product",
    )
}

/// A selection of two values of one dimension.
pub(crate) fn selected_twice(dimension: &str) -> Fault {
    let dimension = shortened(dimension);
    Fault::new(
        Code::BadQuery,
        format!("two values of the dimension `{dimension}` are selected"),
        "select one value a dimension",
    )
}

/// A variant that is not the product's.
pub(crate) fn no_such_variant(product: &str, variant: &str) -> Fault {
    let product = shortened(product);
    let variant = shortened(variant);
    Fault::new(
        Code::NotFound,
        format!("`{variant}` is no variant of `{product}`"),
        "check both numbers; numbers compare byte for byte",
    )
}

/// A number that is neither a product's nor a variant's.
pub(crate) fn no_such_number(number: &str) -> Fault {
    let number = shortened(number);
    Fault::new(
        Code::NotFound,
        format!("no product or variant `{number}`"),
        "check the number; numbers compare byte for byte",
    )
}

/// The same, for a number that may be no text.
#[cold]
pub(crate) fn no_such_number_of(number: &[u8]) -> Fault {
    // more than is shown of any text
    let shown = number.get(..512).unwrap_or(number);
    no_such_number(&String::from_utf8_lossy(shown))
}

/// A record id that is neither a product's nor a variant's.
pub(crate) fn no_such_record_id(id: u64) -> Fault {
    Fault::new(
        Code::NotFound,
        format!("no product or variant with the record id `{id}`"),
        "check the record id",
    )
}

/// Names in the words of an advice, and not more of them than one reads.
fn some_of<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    const MOST: usize = 8;
    let mut names = names.into_iter();
    let shown: Vec<String> = names.by_ref().take(MOST).map(|name| format!("`{}`", shortened(name))).collect();
    let more = if names.next().is_some() { " and more" } else { "" };
    (!shown.is_empty()).then(|| format!("{}{more}", shown.join(", ")))
}

/// A dimension that the product does not have.
pub(crate) fn no_such_dimension<'n>(
    product: &str,
    dimension: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Fault {
    let product = shortened(product);
    let dimension = shortened(dimension);
    Fault::new(
        Code::NotFound,
        format!("`{product}` has no dimension `{dimension}`"),
        match some_of(known) {
            Some(known) => format!("select one of {known}; names compare exactly"),
            None => "the product has no dimensions: ask for it without values".to_owned(),
        },
    )
}

/// A value that the dimension does not have.
pub(crate) fn no_such_value<'n>(
    product: &str,
    dimension: &str,
    value: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Fault {
    let product = shortened(product);
    let dimension = shortened(dimension);
    let value = shortened(value);
    Fault::new(
        Code::NotFound,
        format!("the dimension `{dimension}` of `{product}` has no value `{value}`"),
        match some_of(known) {
            Some(known) => format!("select one of {known}; values compare exactly"),
            None => "the dimension has no values: ask without it".to_owned(),
        },
    )
}

/// A category that is not there.
pub(crate) fn no_such_category(id: &str) -> Fault {
    let id = shortened(id);
    Fault::new(Code::NotFound, format!("no category `{id}`"), "check the id; ids compare byte for byte")
}
