//! What SPEC section 11 says, sentence by sentence.

mod apply;
mod hostile;
mod pattern;
mod publication;
mod reading;

use super::*;
use crate::instant::Instant;
use crate::limits::Limits;
use crate::model::{
    AssetBuilder, CategoryBuilder, ChannelBuilder, DocumentBuilder, Kind, ProductBuilder, SetBuilder,
    VariantBuilder,
};
use crate::tenant::{Scope, Stamp, Start, Target};

/// A user at so many minutes behind nine o'clock.
fn at(user: &str, minute: i64) -> Stamp {
    let nine: Instant = "2026-11-24T09:00:00Z".parse().unwrap();
    Stamp::new(user, Instant::from_unix_seconds(nine.unix_seconds() + 60 * minute))
}

fn ann() -> Stamp {
    at("ann", 0)
}

fn channel(channel: &str) -> Context {
    Context::new(None, Some(channel), None).unwrap()
}

/// A product of colours and sizes: `S1`, with a variant for all pairs but blue and large.
fn shirt() -> ProductBuilder {
    let variant = |number, color, size| VariantBuilder::new(number, [("Color", color), ("Size", size)]);
    ProductBuilder::new("S1")
        .dimension("Color", ["Blue", "Black/White"])
        .dimension("Size", ["M", "L"])
        .variant(variant("S1-BM", "Blue", "M"))
        .variant(variant("S1-WM", "Black/White", "M"))
        .variant(variant("S1-WL", "Black/White", "L"))
}

fn tenant(products: impl IntoIterator<Item = ProductBuilder>) -> Tenant {
    let mut tenant = Tenant::new(Limits::default());
    products.into_iter().for_each(|product| tenant.set_product(product).unwrap());
    tenant
}

/// What becomes of one name, as the report tells it, without the name and without its context.
fn told(legacy: &Legacy<'_>, name: &str) -> String {
    let migration = legacy.read([name]);
    let row = migration.rows().next().unwrap().to_string();
    let row = row.strip_prefix(&format!("`{name}`: ")).unwrap_or(&row);
    row.replace(" in `Omnichannel, Neutral`", "")
}

fn patterns(text: &str) -> Patterns {
    text.parse().unwrap()
}
