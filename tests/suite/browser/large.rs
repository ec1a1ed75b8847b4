//! A product of 2,048 variants in 20 contexts, as shops have them, and one that shares as little as it can.

use omnimedia::{Limits, Publication};
use serde_json::{Value, json};

const COLOURS: usize = 16;
const SIZES: usize = 16;
const STYLES: usize = 8;

/// What is assigned.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Pictures by colour and by colour and style, some variants by themselves, some places with their own.
    Usual,
    /// Pictures of every combination, and of every variant by itself.
    Worst,
}

fn values(name: &str, many: usize) -> Value {
    (1..=many).map(|value| format!("{name} {value}")).collect()
}

/// The variants as colour, size and style.
fn variants() -> impl Iterator<Item = [usize; 3]> {
    (0..COLOURS * SIZES * STYLES)
        .map(|at| [at / SIZES / STYLES + 1, at / STYLES % SIZES + 1, at % STYLES + 1])
}

fn number([colour, size, style]: [usize; 3]) -> String {
    format!("L1-C{colour:02}-S{size:02}-T{style}")
}

fn pattern(colour: Option<usize>, size: Option<usize>, style: Option<usize>, list: Value) -> Value {
    let mut pattern = json!({"match": {}, "primary": list, "additional": {"mode": "inherit"}});
    let all = [("Color", "Colour", colour), ("Size", "Size", size), ("Style", "Style", style)];
    for (dimension, word, value) in all {
        if let Some(value) = value {
            pattern["match"][dimension] = format!("{word} {value}").into();
        }
    }
    pattern
}

fn asset(colour: usize, at: usize) -> String {
    format!("c{colour:02}-{at}")
}

/// The shop, published or as a draft of it that changes the pictures of some colours.
pub(super) fn shop(kind: Kind, is_draft: bool) -> Result<Publication, String> {
    let assets: Vec<Value> = (1..=COLOURS)
        .flat_map(|colour| (0..6).map(move |at| (colour, at)))
        .map(|(colour, at)| {
            let alt = format!("Shirt in colour {colour}, view {at}");
            json!({"id": asset(colour, at), "kind": "image", "url": format!("https://cdn.example/{colour}/{at}.png"),
                "text": {"neutral": {"alt": alt}, "fr": {"alt": format!("Chemise {colour}, vue {at}")}}})
        })
        .collect();
    let channels: Vec<Value> = ["128", "200", "300", "400"]
        .map(|id| json!({"id": id, "name": format!("Store {id}"), "locales": ["en-US", "fr-CA", "de-DE"]}))
        .into();
    let variants: Vec<Value> = variants()
        .map(|[colour, size, style]| {
            let values = json!({"Color": format!("Colour {colour}"), "Size": format!("Size {size}"),
                "Style": format!("Style {style}")});
            json!({"number": number([colour, size, style]), "values": values})
        })
        .collect();
    let product = json!({"number": "L1", "name": "A shirt in everything",
        "dimensions": [{"name": "Color", "values": values("Colour", COLOURS)},
            {"name": "Size", "values": values("Size", SIZES)}, {"name": "Style", "values": values("Style", STYLES)}],
        "variants": variants, "media": documents(kind, is_draft)});
    let publication = json!({"omnimedia": "publication/1", "channels": channels, "assets": assets,
        "products": [product]});
    Publication::from_json(publication.to_string().as_bytes(), &Limits::default())
        .map_err(|faults| faults.to_string())
}

fn documents(kind: Kind, is_draft: bool) -> Vec<Value> {
    let worst = kind == Kind::Worst;
    let mut patterns: Vec<Value> = (1..=COLOURS)
        .map(|colour| {
            let order = if is_draft && colour <= 4 { [2, 0, 3] } else { [0, 1, 2] };
            pattern(Some(colour), None, None, order.map(|at| asset(colour, at)).to_vec().into())
        })
        .collect();
    for colour in 1..=COLOURS {
        for style in 1..=if worst { STYLES } else { 4 } {
            let list = json!({"mode": "prepend", "items": [asset(colour, style % 6)]});
            patterns.push(pattern(Some(colour), None, Some(style), list));
        }
    }
    if worst {
        let list = |at: usize| json!({"mode": "append", "items": [asset(at % COLOURS + 1, at % 6)]});
        patterns.extend((1..=SIZES).map(|size| pattern(None, Some(size), None, list(size))));
    }
    let own: serde_json::Map<String, Value> = variants()
        .zip(0_usize..)
        .filter(|(_, at)| worst || at % 64 == 0)
        .map(|(variant, at)| {
            let item = asset(variant[0], (variant[1] + variant[2]) % 6);
            let list = json!({"mode": "prepend", "items": [item, asset(at % COLOURS + 1, 5)]});
            (number(variant), json!({"primary": list, "additional": {"mode": "inherit"}}))
        })
        .collect();
    let additional =
        json!([{"purpose": "manual", "asset": "c01-5"}, {"purpose": "size chart", "asset": "c02-5"}]);
    let mut documents = vec![
        json!({"master": {"primary": ["c01-0", "c02-0", "c03-0"], "additional": additional},
            "dimensions": patterns, "variants": own}),
        json!({"channel": "128", "locale": "fr",
            "master": {"primary": {"mode": "append", "items": ["c01-4"]}, "additional": {"mode": "inherit"}}}),
        json!({"channel": "200", "master": {"primary": {"mode": "prepend", "items": ["c09-4"]},
            "additional": {"mode": "append", "items": [{"purpose": "video", "asset": "c01-3"}]}}}),
    ];
    if worst {
        documents.extend(["300", "400"].map(|channel| {
            let list = json!({"mode": "prepend", "items": ["c07-4"]});
            let own: Vec<Value> =
                (1..=SIZES).map(|size| pattern(None, Some(size), None, list.clone())).collect();
            json!({"channel": channel, "dimensions": own})
        }));
    }
    documents
}
