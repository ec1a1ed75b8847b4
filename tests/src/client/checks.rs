//! What a client of any language must do: answer the vectors and generated shops, and print a gallery.

use omnimedia::{Policy, wire};
use serde_json::{Value, json};

use super::{Client, Program, Scratch, Way};
use crate::generator::{Ask, Choices, Shop, asks, check_cases, choices, policy, shops};
use crate::vectors::{Direct, Engine, Explains, Flattened, Vectors, difference};
use crate::{Stop, run};
use proptest::test_runner::TestCaseError;

/// A client gives the answer of every shared vector, and all of every answer that Rust gives.
///
/// # Errors
///
/// The first differences; a skip where there are no vectors.
pub fn answers_the_vectors(program: &Program, way: Way) -> Result<(), Stop> {
    let mut findings = Vec::new();
    let mut checked = 0;
    for vectors in Vectors::all()? {
        let policy = wire::policy(&vectors.policy)?;
        let both = Both::open(program, way, &vectors, policy)?;
        for case in &vectors.cases {
            checked += 1;
            let found = both.media(&case.query, Some(&case.answer)).err();
            findings.extend(found.map(|found| format!("{} {}: {found}", vectors.name, case.query)));
        }
        for case in &vectors.swatches {
            checked += 1;
            let found = both.swatches(&case.query, Some(&case.answer)).err();
            findings.extend(found.map(|found| format!("{} swatches {}: {found}", vectors.name, case.query)));
        }
        for case in &vectors.category_images {
            checked += 1;
            let found = both.category(&case.query, Some(&case.answer)).err();
            findings.extend(found.map(|found| format!("{} {}: {found}", vectors.name, case.query)));
        }
        both.client.close().map_err(|why| format!("{}: {why}", vectors.name))?;
    }
    if checked == 0 {
        return Err("nothing was checked".into());
    }
    match findings.len() {
        0 => Ok(()),
        count => Err(format!("{count} of {checked}:\n{}", findings[..count.min(10)].join("\n")).into()),
    }
}

/// A client gives the answers and the faults that Rust gives, on `cases` shops with everything that one may have:
/// urls, record ids, properties, texts of all fields, identifiers full of signs.
///
/// # Errors
///
/// The simplest shop for which it does not.
pub fn answers_the_generated_shops(program: &Program, way: Way, cases: u32) -> Result<(), Stop> {
    let strategy = (shops(), policy(), choices(200));
    let holds = |(shop, policy, choices): (Shop, Policy, Choices)| {
        generated(program, way, &shop, policy, choices).map_err(TestCaseError::fail)
    };
    Ok(check_cases(cases, &strategy, holds)?)
}

fn generated(
    program: &Program,
    way: Way,
    shop: &Shop,
    policy: Policy,
    mut choices: Choices,
) -> Result<(), String> {
    let vectors = Vectors {
        name: "generated".to_owned(),
        publication: shop.to_json(),
        policy: policy_json(policy),
        cases: Vec::new(),
        swatches: Vec::new(),
        category_images: Vec::new(),
    };
    let both = Both::open(program, way, &vectors, policy)?;
    if let (Err(fault), true) = (Flattened::open(&vectors), way != Way::Direct) {
        return both.refused(&fault);
    }
    let all = asks(shop, &mut choices);
    for query in questions(shop, &all) {
        both.media(&query, None).map_err(|why| format!("{query}: {why}"))?;
        both.swatches(&query, None).map_err(|why| format!("swatches, {query}: {why}"))?;
    }
    let known = shop.categories.iter().map(|category| category.id.as_str());
    for (category, ask) in known.chain(["no such category"]).cycle().zip(all.iter().take(40)) {
        let query = with(ask, &json!({"category": category}));
        both.category(&query, None).map_err(|why| format!("{query}: {why}"))?;
    }
    both.client.close()
}

/// Everything that a shop has a number, a record id or values for, and some that it has not.
fn questions(shop: &Shop, asks: &[Ask]) -> Vec<Value> {
    let mut all = Vec::new();
    // an empty field is an absent one, so there is no question for the empty number
    for (ask, number) in asks.iter().filter_map(|ask| Some((ask, ask.number.as_ref()?))) {
        if !number.is_empty() {
            all.push(with(ask, &json!({"product": number})));
        }
    }
    let mut places = asks.iter().cycle();
    let mut push = |query: &Value| all.extend(places.next().map(|ask| with(ask, query)));
    for product in &shop.products {
        let ids = product.variants.iter().map(|variant| variant.record_id).chain([product.record_id]);
        for id in ids.flatten() {
            push(&json!({"record_id": id}));
        }
        for variant in &product.variants {
            let values: serde_json::Map<_, _> =
                variant.values.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
            push(&json!({"product": product.number, "variant": variant.number}));
            push(&json!({"product": product.number, "values": values}));
        }
        if let Some(dimension) = product.dimensions.first() {
            push(&json!({"product": product.number, "values": {(&dimension.name): "no such value"}}));
        }
    }
    push(&json!({"record_id": 404}));
    all
}

/// A query in the context of another.
fn with(ask: &Ask, query: &Value) -> Value {
    let mut query = query.clone();
    for (key, part) in [("catalog", &ask.catalog), ("channel", &ask.channel), ("locale", &ask.locale)] {
        if let Some(part) = part {
            query[key] = part.as_str().into();
        }
    }
    query
}

fn policy_json(policy: Policy) -> String {
    json!({
        "order": policy.order.word(),
        "parents": policy.parents.word(),
        "inheritance": policy.inheritance.word(),
        "alt_source": policy.alt_source.word(),
    })
    .to_string()
}

/// A client, and the engine in Rust that it must agree with.
struct Both {
    client: Client,
    direct: Direct,
    way: Way,
}

impl Both {
    fn open(program: &Program, way: Way, vectors: &Vectors, policy: Policy) -> Result<Self, String> {
        let client = Client::open(program, way, &vectors.publication, policy)?;
        Ok(Self { client, direct: Direct::open(vectors)?, way })
    }

    /// The client ended with a fault that Rust has too.
    fn refused(self, fault: &str) -> Result<(), String> {
        let message = fault.split_once(": ").map_or(fault, |(_, message)| message);
        match self.client.close() {
            Err(told) if told.contains(message) => Ok(()),
            told => Err(format!("opened what Rust refuses with {fault}: {told:?}")),
        }
    }

    fn media(&self, query: &Value, expected: Option<&Value>) -> Result<(), String> {
        let (rust, found) = (self.direct.resolve(query), self.client.resolve(query));
        if self.way == Way::Hot {
            return agree(rust.and_then(|answer| hot(query, answer)), found);
        }
        both(rust, found, expected)?;
        if self.way == Way::Direct {
            agree(self.direct.explain(query), self.client.explain(query))?;
        }
        Ok(())
    }

    fn swatches(&self, query: &Value, expected: Option<&Value>) -> Result<(), String> {
        // a snapshot has swatches by numbers: a selection that no variant has is none of them
        if self.way == Way::Hot || (self.way == Way::Snapshot && selects(query)) {
            return Ok(());
        }
        both(self.direct.swatches(query), self.client.swatches(query), expected)
    }

    fn category(&self, query: &Value, expected: Option<&Value>) -> Result<(), String> {
        if self.way == Way::Hot {
            return Ok(());
        }
        both(self.direct.category(query), self.client.category(query), expected)
    }
}

fn same(difference: Option<String>) -> Result<(), String> {
    difference.map_or(Ok(()), Err)
}

/// The answer that is expected, and all that Rust says.
fn both(
    rust: Result<Value, String>,
    found: Result<Value, String>,
    expected: Option<&Value>,
) -> Result<(), String> {
    if let (Some(expected), Ok(found)) = (expected, &found) {
        same(difference(expected, found))?;
    }
    agree(rust, found)
}

/// The same answer to the last key, or the same fault.
fn agree(rust: Result<Value, String>, found: Result<Value, String>) -> Result<(), String> {
    match (rust, found) {
        (Ok(rust), Ok(found)) => {
            same(difference(&rust, &found))?;
            same(difference(&found, &rust).map(|more| format!("a key too many, {more}")))
        }
        (Err(rust), Err(found)) => {
            let (code, message) = found.split_once(": ").unwrap_or((&found, ""));
            // either may be the shorter: Rust tells place and advice too, the hot look-ups say less
            let rust_message = rust.split_once(": ").map_or("", |(_, message)| message);
            let holds = rust.starts_with(&format!("{code}: "))
                && (rust_message.contains(message) || message.starts_with(rust_message));
            if holds { Ok(()) } else { Err(format!("expected {rust}, found {found}")) }
        }
        (rust, found) => Err(format!("expected {rust:?}, found {found:?}")),
    }
}

/// Whether a question has selected values.
fn selects(query: &Value) -> bool {
    query["values"].as_object().is_some_and(|values| !values.is_empty())
}

/// What the hot look-ups give of an answer. They look up numbers: a selection that no variant has is not found.
fn hot(query: &Value, mut answer: Value) -> Result<Value, String> {
    if selects(query) && answer["variant"].is_null() {
        return Err("not_found: no variant of".to_owned());
    }
    for list in ["primary", "additional"] {
        for item in answer[list].as_array_mut().into_iter().flatten() {
            let Value::Object(keys) = item else { return Err(format!("an item that is none: {item}")) };
            keys.retain(|key, _| ["purpose", "asset", "alt", "kind", "url"].contains(&key.as_str()));
        }
    }
    let default = answer["default_image"].clone();
    let image = answer["primary"].as_array().into_iter().flatten().find(|item| item["kind"] == "image");
    let url = image.and_then(|image| image.get("url")).cloned();
    let mut hot = json!({
        "primary": answer["primary"],
        "additional": answer["additional"],
        "default_image": default,
        "hash": answer["hash"],
    });
    if let Some(url) = url {
        hot["default_image_url"] = url;
    }
    Ok(hot)
}

/// The shop of the galleries.
const SHOP: &str = r##"{"omnimedia": "publication/1",
  "channels": [{"id": "128", "locales": ["fr-CA"]}],
  "assets": [
    {"id": "A1", "kind": "image", "url": "https://cdn.example/shirt.png",
     "text": {"neutral": {"alt": "A shirt"}, "fr": {"alt": "Une chemise"}}},
    {"id": "A2", "kind": "image"}, {"id": "A3", "kind": "image"}, {"id": "A4", "kind": "image"},
    {"id": "V1", "kind": "video", "url": "https://cdn.example/walk.mp4"},
    {"id": "F1", "kind": "file", "url": "https://cdn.example/care.pdf", "text": {"fr": {"alt": "Entretien \u00e0 la main"}}}],
  "products": [
    {"number": "S1", "name": "Shirt",
     "dimensions": [{"name": "Color", "values": ["Blue", "Red"]}],
     "variants": [{"number": "S1-B", "values": {"Color": "Blue"}}],
     "media": [{"master": {"primary": ["V1", "A1"], "additional": [{"purpose": "care", "asset": "F1"}]},
                "dimensions": [{"match": {"Color": "Blue"}, "primary": ["A2", "A1", "V1", "A3", "A4"]}]}]},
    {"number": "S2"}]}"##;

/// What is asked of a gallery: number, channel and locale, and the page.
const GALLERIES: [([&str; 3], &str); 3] = [
    (
        ["S1", "128", "fr-CA"],
        "Shirt (S1) in 128, fr-CA
  1. video V1 https://cdn.example/walk.mp4: Shirt
  2. image A1 https://cdn.example/shirt.png: Une chemise [default]
  care: file F1 https://cdn.example/care.pdf: Entretien \u{e0} la main
",
    ),
    (
        ["S1-B", "", ""],
        "Shirt (S1-B) in Omnichannel, Neutral
  1. image A2: Shirt [default]
  2. image A1 https://cdn.example/shirt.png: A shirt
  3. video V1 https://cdn.example/walk.mp4: Shirt
  4. image A3: Shirt
  5. image A4: Shirt
",
    ),
    (["S2", "128", ""], "S2 in 128, Neutral\n  nothing\n"),
];

/// A client prints galleries for people, refuses a number that there is not, and tells what is wrong with a file.
///
/// # Errors
///
/// What it printed instead.
pub fn prints_galleries(program: &Program) -> Result<(), Stop> {
    let file = Scratch::new(SHOP)?;
    let gallery = |[number, channel, locale]: [&str; 3], file: &Scratch| {
        let mut command = program.command();
        command.arg("gallery").arg(file.path()).args([number, channel, locale]);
        command
    };
    for (words, page) in GALLERIES {
        let printed = run(&mut gallery(words, &file))?.replace("\r\n", "\n");
        if printed != page {
            return Err(format!("{words:?} printed\n{printed}\nnot\n{page}").into());
        }
    }
    let broken = Scratch::new("{\"omnimedia\": \"publication/1\", \"product\": []}")?;
    for (number, file, status) in [("S9", &file, "4001"), ("S1", &broken, "1003")] {
        let output = gallery([number, "", ""], file).output()?;
        let told = String::from_utf8_lossy(&output.stderr);
        if output.status.code() != Some(1) || !output.stdout.is_empty() || !told.contains(status) {
            return Err(format!("{number}: {output:?}, not exit 1 with {status}").into());
        }
    }
    Ok(())
}
