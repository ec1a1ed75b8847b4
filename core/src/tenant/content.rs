//! Content: what a version of a target says.

use super::target::What;
use crate::fault::{Code, Fault, Faults};
use crate::limits::Limits;
use crate::model::{
    AssetBuilder, CategoryDocumentBuilder, Context, DocumentBuilder, Kind, NamesOfProduct, Product,
};
use std::collections::BTreeSet;

/// What an asset or a document says, as it is edited.
///
/// Stored content is in a canonical form, so that equal content compares equal: locales in canonical
/// case, texts and properties sorted, patterns with their fixed values alone. Which product it is for
/// makes no difference to the form: the pairs of a pattern are in the order of the dimensions' names, the
/// sets of variants in that of their numbers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Content {
    /// Of an asset. Whether it is published is a matter of its life, not of its content.
    Asset(AssetBuilder),
    /// Of a document of a product.
    Document(DocumentBuilder),
    /// Of a document of a category.
    Category(CategoryDocumentBuilder),
}

impl From<AssetBuilder> for Content {
    fn from(asset: AssetBuilder) -> Self {
        Self::Asset(asset)
    }
}

impl From<DocumentBuilder> for Content {
    fn from(document: DocumentBuilder) -> Self {
        Self::Document(document)
    }
}

impl From<CategoryDocumentBuilder> for Content {
    fn from(document: CategoryDocumentBuilder) -> Self {
        Self::Category(document)
    }
}

fn wrong(what: &What, message: &str, advice: &str) -> Faults {
    Fault::new(Code::WrongContent, format!("{what} {message}"), advice).into()
}

/// Whether a content that names a context at all names this one.
fn agrees(context: &Context, [catalog, channel, locale]: [Option<&str>; 3]) -> Result<bool, Fault> {
    let is_silent = catalog.is_none() && channel.is_none() && locale.is_none();
    Ok(is_silent || Context::new(catalog, channel, locale)? == *context)
}

/// A name for what has none yet, so that the rest can be checked.
const NAMELESS: &str = "-";

const ELSEWHERE: &str = "cannot hold content of another context";
const ELSEWHERE_ADVICE: &str = "leave catalog, channel and locale out, or name those of the document";

impl Content {
    /// Content that says nothing yet.
    pub(crate) fn empty(what: &What) -> Self {
        match what {
            What::Asset(id) => AssetBuilder::new(&**id, Kind::Image).into(),
            What::Document(_, context) => {
                let [catalog, channel, locale] = crate::model::context_as_texts(context);
                DocumentBuilder { catalog, channel, locale, ..DocumentBuilder::default() }.into()
            }
            What::Category(_, context) => {
                let [catalog, channel, locale] = crate::model::context_as_texts(context);
                CategoryDocumentBuilder { catalog, channel, locale, image: None }.into()
            }
        }
    }

    /// The same, for another context.
    pub(crate) fn moved_to(&self, context: &Context) -> Self {
        let [catalog, channel, locale] = crate::model::context_as_texts(context);
        match self.clone() {
            Content::Document(document) => {
                Content::Document(DocumentBuilder { catalog, channel, locale, ..document })
            }
            Content::Category(document) => {
                Content::Category(CategoryDocumentBuilder { catalog, channel, locale, ..document })
            }
            asset @ Content::Asset(_) => asset,
        }
    }

    /// The content in canonical form, or everything that is wrong with it (SPEC section 16).
    pub(crate) fn checked(
        self,
        what: &What,
        product: Option<&Product>,
        limits: &Limits,
    ) -> Result<Self, Faults> {
        self.checked_with(what, product, &mut NamesOfProduct::default(), limits)
    }

    /// The same, with the names of the product where they are known already.
    pub(crate) fn checked_with(
        self,
        what: &What,
        product: Option<&Product>,
        names: &mut NamesOfProduct,
        limits: &Limits,
    ) -> Result<Self, Faults> {
        match (what, self) {
            (What::Asset(id), Content::Asset(asset)) => {
                if *asset.id != **id {
                    return Err(wrong(what, "cannot hold content of another asset", "give it the same id"));
                }
                if asset.published == Some(false) {
                    let advice = "leave `published` out; publish and unpublish decide";
                    return Err(wrong(what, "cannot say that it is not published", advice));
                }
                let mut asset = asset.build(limits)?.to_builder();
                asset.published = None;
                Ok(asset.into())
            }
            (What::Document(_, context), Content::Document(document)) => {
                let named = [&document.catalog, &document.channel, &document.locale].map(Option::as_deref);
                if !agrees(context, named)? {
                    return Err(wrong(what, ELSEWHERE, ELSEWHERE_ADVICE));
                }
                let Content::Document(document) = Content::Document(document).moved_to(context) else {
                    return Err(wrong(what, ELSEWHERE, ELSEWHERE_ADVICE));
                };
                let Some(product) = product else {
                    return Err(wrong(what, "has no product", "add the product first"));
                };
                Ok(product.check_document(document, names, limits)?.to_builder(product).in_order().into())
            }
            (What::Category(_, context), Content::Category(document)) => {
                let named = [&document.catalog, &document.channel, &document.locale].map(Option::as_deref);
                if !agrees(context, named)? {
                    return Err(wrong(what, ELSEWHERE, ELSEWHERE_ADVICE));
                }
                let Content::Category(document) = Content::Category(document).moved_to(context) else {
                    return Err(wrong(what, ELSEWHERE, ELSEWHERE_ADVICE));
                };
                Ok(document.build(limits)?.to_builder().into())
            }
            (what, _) => {
                let advice = "give an asset to an asset, and a document to a document";
                Err(wrong(what, "cannot hold content of another kind", advice))
            }
        }
    }

    /// The content in canonical form, checked by itself: what it assigns to variants and values that
    /// its product does not have is kept. Whose it is and in which context is not in it yet.
    pub(crate) fn checked_alone(self, limits: &Limits) -> Result<Self, Faults> {
        Ok(match self {
            Content::Asset(asset) => {
                let asset = AssetBuilder { id: NAMELESS.to_owned(), ..asset };
                asset.build(limits)?.to_builder().into()
            }
            Content::Document(document) => document.checked_alone(limits)?.into(),
            Content::Category(document) => {
                let document = CategoryDocumentBuilder { channel: Some(NAMELESS.to_owned()), ..document };
                document.build(limits)?.to_builder().into()
            }
        })
    }

    /// Makes it the content of a target.
    pub(crate) fn belong_to(&mut self, what: &What) {
        match (what, self) {
            (What::Asset(id), Content::Asset(asset)) => asset.id = id.to_string(),
            (What::Document(_, context), Content::Document(document)) => {
                [document.catalog, document.channel, document.locale] =
                    crate::model::context_as_texts(context);
            }
            (What::Category(_, context), Content::Category(document)) => {
                [document.catalog, document.channel, document.locale] =
                    crate::model::context_as_texts(context);
            }
            _ => {}
        }
    }

    /// The ids of the assets that it names, each once.
    pub(crate) fn assets(&self) -> BTreeSet<&str> {
        match self {
            Content::Asset(_) => BTreeSet::new(),
            Content::Category(document) => document.image.iter().map(|image| image.asset.as_str()).collect(),
            Content::Document(document) => {
                let sets = document.master.iter();
                let sets = sets.chain(document.dimensions.iter().map(|(_, set)| set));
                let sets = sets.chain(document.variants.iter().map(|(_, set)| set));
                let items = sets.flat_map(|set| set.primary.items.iter().chain(&set.additional.items));
                let swatches = document.swatches.iter().filter_map(|swatch| swatch.asset.as_deref());
                items.map(|item| item.asset.as_str()).chain(swatches).collect()
            }
        }
    }
}
