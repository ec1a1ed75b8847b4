//! How the parts of a shop are called.

use super::page::cut;
use omnimedia::{Context, ContextRef, Level, Origin, Publication};

/// A context as its people call it: the channel by its name.
pub(crate) fn place(publication: &Publication, context: &Context) -> String {
    const MOST: usize = 40;
    let mut parts = Vec::new();
    parts.push(match context.channel() {
        None => "Omnichannel".to_owned(),
        Some(id) => {
            let mut channels = publication.channels().filter(|channel| channel.id() == id);
            match channels.next().and_then(|channel| channel.name()) {
                Some(name) if name != id => format!("{} ({})", cut(name, MOST), cut(id, MOST)),
                _ => format!("channel {}", cut(id, MOST)),
            }
        }
    });
    parts.push(context.locale().map_or("Neutral".to_owned(), |locale| locale.to_string()));
    parts.extend(context.catalog().map(|catalog| format!("catalog {catalog}")));
    parts.join(", ")
}

/// A context in short: no word of what is not given.
pub(crate) fn short(context: ContextRef<'_>) -> String {
    let channel = context.channel.map_or("Omnichannel".to_owned(), |channel| format!("channel {channel}"));
    let locale = context.locale.map(|locale| format!(", {locale}")).unwrap_or_default();
    let catalog = context.catalog.map(|catalog| format!("catalog {catalog}, ")).unwrap_or_default();
    format!("{catalog}{channel}{locale}")
}

/// What tells a context from Omnichannel, Neutral; empty for that.
pub(crate) fn apart(context: ContextRef<'_>) -> String {
    let catalog = context.catalog.map(|catalog| format!("catalog {catalog}"));
    let channel = context.channel.map(|channel| format!("channel {channel}"));
    let locale = context.locale.map(|locale| locale.to_string());
    [catalog, channel, locale].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The fixed values of a combination: `Color Rust + Style Long`.
pub(crate) fn pattern(values: &[(&str, &str)]) -> String {
    let named = values.iter().map(|(dimension, value)| format!("{dimension} {value}"));
    named.collect::<Vec<_>>().join(" + ")
}

/// Who assigned an item.
pub(crate) fn who(origin: &Origin<'_>) -> String {
    match (origin.level(), origin.variant()) {
        (Level::Variant, Some(number)) => format!("variant {number}"),
        (Level::Variant, None) => "the variant".to_owned(),
        (Level::Dimensions, _) => pattern(origin.pattern()),
        (Level::Master, _) => "the product itself".to_owned(),
    }
}
