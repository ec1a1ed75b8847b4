//! What SPEC says of resolution, sentence by sentence.

mod chain;
mod derived;
mod explain;
mod query;

use crate::model::{
    AssetBuilder, DocumentBuilder, ItemBuilder, Kind, ListBuilder, Mode, ProductBuilder, Publication,
    PublicationBuilder, SetBuilder, TextBuilder, VariantBuilder,
};
use crate::policy::{Inheritance, Policy};
use crate::resolve::{Answer, AnswerItem, Query};

const SEVERED: Policy = Policy {
    order: crate::policy::Order::LocaleFirst,
    parents: crate::policy::Parents::Truncate,
    inheritance: Inheritance::Severed,
    alt_source: crate::policy::AltSource::Asset,
};
const CONTEXT_FIRST: Policy = Policy { inheritance: Inheritance::ContextFirst, ..SEVERED };
const ENTITY_FIRST: Policy = Policy { inheritance: Inheritance::EntityFirst, ..SEVERED };

/// The library: nine images, a video, a file, one that is not published, one for channel 128 alone.
fn library() -> PublicationBuilder {
    let mut builder = Publication::builder(crate::limits::Limits::default());
    for number in 1..=9 {
        builder.asset(AssetBuilder::new(format!("A{number}"), Kind::Image));
    }
    builder.asset(AssetBuilder::new("film", Kind::Video));
    builder.asset(AssetBuilder::new("chart", Kind::File));
    builder.asset(AssetBuilder::new("draft", Kind::Image).published(false));
    builder.asset(AssetBuilder::new("only-128", Kind::Image).channels(["128"]));
    builder.asset(
        AssetBuilder::new("told", Kind::Image)
            .text("neutral", TextBuilder::new().alt("a shirt").field(crate::model::Field::Title, "Shirt"))
            .text("fr", TextBuilder::new().alt("une chemise"))
            .text("zh-Hant-TW", TextBuilder::new().alt("襯衫")),
    );
    builder
}

fn shirt() -> ProductBuilder {
    let variant = |number, color, size| VariantBuilder::new(number, [("Color", color), ("Size", size)]);
    ProductBuilder::new("S1")
        .record_id(1)
        .name("Shirt")
        .dimension("Color", ["Blue", "Red"])
        .dimension("Size", ["S", "M"])
        .variant(variant("S1-BS", "Blue", "S").record_id(2))
        .variant(variant("S1-BM", "Blue", "M"))
        .variant(variant("S1-RM", "Red", "M"))
}

fn shop(documents: impl IntoIterator<Item = DocumentBuilder>) -> Publication {
    let mut builder = library();
    builder.product(documents.into_iter().fold(shirt(), ProductBuilder::document));
    builder.build().unwrap()
}

/// An empty document in a channel and locale, where they are not empty.
fn document(channel: &str, locale: &str) -> DocumentBuilder {
    let document = DocumentBuilder::new().locale(locale);
    if channel.is_empty() { document } else { document.channel(channel) }
}

/// A set with a gallery.
fn gallery(items: &[&str]) -> SetBuilder {
    SetBuilder::new().primary(items.iter().copied())
}

/// A set with a gallery that adds to others.
fn list(mode: Mode, items: &[&str]) -> SetBuilder {
    let items: Vec<ItemBuilder> = items.iter().map(|item| ItemBuilder::new(*item)).collect();
    SetBuilder::new().primary_list(ListBuilder::new(mode, items))
}

fn ids(items: &[AnswerItem<'_>]) -> String {
    items.iter().map(|item| item.asset().id()).collect::<Vec<_>>().join(" ")
}

fn asked<'p>(publication: &'p Publication, query: &Query, policy: &Policy) -> Answer<'p> {
    publication.resolve(query, policy).unwrap()
}

/// The gallery of the variant of blue and S in channel 128 and `fr-CA`.
fn shown(publication: &Publication, policy: &Policy) -> String {
    ids(asked(publication, &blue(), policy).primary())
}

fn blue() -> Query {
    Query::new("S1-BS").channel("128").locale("fr-CA").unwrap()
}
