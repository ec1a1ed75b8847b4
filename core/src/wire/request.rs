//! Requests: which question a line of JSON asks.

use super::node::{Node, Object};
use crate::fault::{Code, Fault, Place, shortened};
use crate::model::Context;
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

const ASK: &str = "ask";
const QUERY: [&str; 7] = ["product", "record_id", "variant", "values", "catalog", "channel", "locale"];
const CATEGORY: [&str; 5] = [ASK, "category", "catalog", "channel", "locale"];

/// Which question, before its other keys are looked at.
#[derive(Clone, Copy)]
enum Ask {
    Media,
    Swatches,
    Category,
    Explain,
}

fn asked(node: &Node) -> Result<Ask, Fault> {
    let Node::Object(entries) = node else { return Ok(Ask::Media) };
    let Some((_, Node::Text(word))) = entries.iter().find(|(key, _)| key == ASK) else {
        return Ok(Ask::Media);
    };
    match word.as_str() {
        "media" => Ok(Ask::Media),
        "swatches" => Ok(Ask::Swatches),
        "category" => Ok(Ask::Category),
        "explain" => Ok(Ask::Explain),
        _ => Err(Fault::new(
            Code::BadQuery,
            format!("nothing to ask for is called `{}`", shortened(word)),
            "ask for `media`, `swatches`, `category` or `explain`",
        )
        .at(Place::path(ASK))),
    }
}

pub(super) fn request(node: Node) -> Result<Request, Fault> {
    let ask = asked(&node)?;
    if let Ask::Category = ask {
        let mut object = Object::new(node, Place::default(), &CATEGORY)?;
        let id = object.mandatory("category")?;
        return Ok(Request::Category { id, context: context(&mut object)? });
    }
    let keys: Vec<&str> = core::iter::once(ASK).chain(QUERY).collect();
    let mut object = Object::new(node, Place::default(), &keys)?;
    object.text(ASK)?;
    let query = read(object)?;
    Ok(match ask {
        Ask::Swatches => Request::Swatches(query),
        Ask::Explain => Request::Explain(query),
        Ask::Media | Ask::Category => Request::Media(query),
    })
}

pub(super) fn query(node: Node) -> Result<Query, Fault> {
    read(Object::new(node, Place::default(), &QUERY)?)
}

fn read(mut object: Object) -> Result<Query, Fault> {
    let mut query = match object.record_id("record_id")? {
        Some(id) => {
            if object.text("product")?.is_some() {
                let advice = "give one of the two";
                let fault = Fault::new(Code::BadQuery, "a query with both a product and a record id", advice);
                return Err(fault.at(object.place("record_id")));
            }
            Query::record_id(id)
        }
        None => Query::new(object.mandatory("product")?),
    };
    if let Some(variant) = object.text("variant")? {
        query = query.variant(variant);
    }
    for (dimension, value) in object.texts("values")? {
        query = query.select(dimension, value);
    }
    Ok(query.within(context(&mut object)?))
}

pub(super) fn context(object: &mut Object) -> Result<Context, Fault> {
    let (catalog, channel) = (object.text("catalog")?, object.text("channel")?);
    let locale = object.text("locale")?;
    Context::new(catalog.as_deref(), channel.as_deref(), locale.as_deref())
        .map_err(|fault| fault.at(object.place("locale")))
}
