//! Requests: which question a line of JSON asks.

use super::keys::Given;
use crate::fault::{Code, Fault, Place, shortened};
use crate::model::{Context, no_record_id};
use crate::resolve::Query;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Request {
    /// The media of a product, a variant or a selection.
    Media(Query),
    /// The swatches of a product.
    Swatches(Query),
    /// The picture of a category.
    Category {
        /// The id of the category.
        id: String,
        /// The context that is asked in.
        context: Context,
    },
    /// Why the media are what they are.
    Explain(Query),
}

/// Keys that go with products alone.
const OF_PRODUCTS: [&str; 4] = ["product", "record_id", "variant", "values"];

pub(super) fn request(given: Given) -> Result<Request, Fault> {
    let advice = "leave it out; a request is for a product or for a category";
    let make = match given.ask.as_deref().unwrap_or("media") {
        "media" => Request::Media,
        "swatches" => Request::Swatches,
        "explain" => Request::Explain,
        "category" => {
            given.has_no(&OF_PRODUCTS, "a category", advice)?;
            let context = given.context()?;
            let id = given.category.ok_or_else(|| missing("category"))?;
            return Ok(Request::Category { id, context });
        }
        word => {
            let message = format!("nothing to ask for is called `{}`", shortened(word));
            let advice = "ask for `media`, `swatches`, `category` or `explain`";
            return Err(Fault::new(Code::BadQuery, message, advice).at(Place::path("ask")));
        }
    };
    given.has_no(&["category"], "a product", advice)?;
    Ok(make(query(given)?))
}

pub(super) fn query(given: Given) -> Result<Query, Fault> {
    let context = given.context()?;
    let mut query = match (given.record_id, given.product) {
        (Some(_), Some(_)) => {
            let message = "a query with both a product and a record id";
            return Err(
                Fault::new(Code::BadQuery, message, "give one of the two").at(Place::path("record_id"))
            );
        }
        (Some(id), None) if (1..=i64::MAX as u64).contains(&id) => Query::record_id(id),
        (Some(id), None) => return Err(no_record_id(&id.to_string()).at(Place::path("record_id"))),
        (None, product) => Query::new(product.ok_or_else(|| missing("product"))?),
    };
    if let Some(variant) = given.variant {
        query = query.variant(variant);
    }
    for (dimension, value) in given.values.unwrap_or_default() {
        query = query.select(dimension, value);
    }
    Ok(query.within(context))
}

fn missing(key: &str) -> Fault {
    Fault::new(Code::Type, format!("`{key}` is missing"), format!("add `{key}`")).at(Place::path(key))
}
