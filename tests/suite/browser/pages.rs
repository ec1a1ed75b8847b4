//! The pages that a browser is shown, and what they must say.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Instant;

use omnimedia::{Inheritance, Limits, Policy, Preview, Publication};
use omnimedia_tests::documents::sample;
use omnimedia_tests::page::{Asked, Page};
use serde_json::{Value, json};

use super::folder;
use super::large::{self, Kind};
use super::thumbnail::thumbnail;
use crate::preview::{expected, query};

/// Makes every page once; gives the folder they are in.
pub(super) fn all() -> Result<PathBuf, String> {
    static PAGES: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    PAGES.get_or_init(make).clone()
}

fn make() -> Result<PathBuf, String> {
    let folder = folder();
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let published = read(&sample().text)?;
    let draft = read(&drafted(&sample().text))?;
    let numbers = ["Q1001", "Q1002", "Q1003", "Q1004", "Q2001", "Q3002", "Q6001"];
    let mut figures = json!({});

    let title = "Quillmere, spring";
    let one =
        pictured(Preview::new(Policy::default()).title(title).side("Published", &published), &published)?;
    write("sample", one.to_html(), &[&published], Policy::default(), 97)?;
    let two = Preview::new(Policy::default()).title(title).products(numbers);
    let two = pictured(two.side("Published", &published).side("Draft", &draft), &published)?;
    write("sides", two.to_html(), &[&published, &draft], Policy::default(), 23)?;

    let hostile = hostile()?;
    let page = Preview::new(Policy::default()).title(INJECTIONS[0]).side(INJECTIONS[1], &hostile);
    write(
        "hostile",
        page.side(INJECTIONS[2], &hostile).to_html(),
        &[&hostile, &hostile],
        Policy::default(),
        3,
    )?;

    let addresses = addresses()?;
    let page = Preview::new(Policy::default()).title(NAMES[0]).side(NAMES[1], &addresses);
    write("addresses", page.clone().to_html(), &[&addresses], Policy::default(), 1)?;
    write("linked", page.link_pictures(true).to_html(), &[&addresses], Policy::default(), 1)?;

    let gaps = gaps()?;
    let page = Preview::new(Policy::default()).title("Gaps").side("Published", &gaps);
    write("gaps", page.to_html(), &[&gaps], Policy::default(), 3)?;
    let empty = Publication::default();
    let page = Preview::new(Policy::default()).title("Nothing").side("Published", &empty);
    write("empty", page.to_html(), &[&empty], Policy::default(), 1)?;

    let policy = Policy { inheritance: Inheritance::ContextFirst, ..Policy::default() };
    for (name, kind) in [("large", Kind::Usual), ("worst", Kind::Worst)] {
        let [one, other] = [large::shop(kind, false)?, large::shop(kind, true)?];
        let page = Preview::new(policy).title("2,048 variants").side("Published", &one).side("Draft", &other);
        let start = Instant::now();
        let html = page.to_html();
        let seconds = start.elapsed().as_secs_f64();
        figures[name] = json!({"bytes": html.as_ref().map_or(0, String::len), "seconds": seconds});
        write(name, html, &[&one, &other], policy, 1_009)?;
    }
    let figures = serde_json::to_string_pretty(&figures).map_err(|error| error.to_string())?;
    fs::write(folder.join("figures.json"), figures).map_err(|error| error.to_string())?;
    Ok(folder)
}

fn read(text: &str) -> Result<Publication, String> {
    Publication::from_json_lines(text.as_bytes(), &Limits::default()).map_err(|faults| faults.to_string())
}

/// With a thumbnail of every image but some: those show how it looks without.
fn pictured<'p>(preview: Preview<'p>, publication: &Publication) -> Result<Preview<'p>, String> {
    let images = publication.assets().filter(|asset| asset.kind() == omnimedia::Kind::Image);
    let mut pictured = preview;
    for asset in images.filter(|asset| !asset.id().contains("back")) {
        let picture = thumbnail(asset.id());
        pictured = pictured.thumbnail(asset.id(), picture).map_err(|fault| fault.to_string())?;
    }
    Ok(pictured)
}

/// Writes a page, and the answers to every so many of its questions, as the library gives them.
fn write(
    name: &str,
    html: Result<String, omnimedia::Fault>,
    sides: &[&Publication],
    policy: Policy,
    step: usize,
) -> Result<(), String> {
    let html = html.map_err(|fault| fault.to_string())?;
    let page = Page::read(&html);
    let mut questions = Vec::new();
    for asked in page.questions().into_iter().step_by(step) {
        let query = query(&page, &asked).map_err(|fault| fault.to_string())?;
        let answers: Vec<Value> = sides
            .iter()
            .map(|publication| {
                let seen = expected(publication.explain(&query, &policy));
                json!({"fault": seen.fault, "explanation": seen.explanation, "primary": seen.primary,
                    "default": seen.default_image, "additional": seen.additional, "alts": seen.alts})
            })
            .collect();
        let sentence = page.change(&asked).map(|change| change["sentence"].clone());
        questions.push(json!({"address": address(&page, &asked), "sides": answers, "sentence": sentence}));
    }
    let questions = serde_json::to_string(&questions).map_err(|error| error.to_string())?;
    let file = folder().join(name);
    fs::write(file.with_extension("html"), html).map_err(|error| error.to_string())?;
    fs::write(file.with_extension("json"), questions).map_err(|error| error.to_string())
}

/// The address of a question, with every character escaped that could be.
fn address(page: &Page, asked: &Asked) -> String {
    let [channel, locale, catalog] = page.context(asked.context);
    let mut parts = vec![("product".to_owned(), page.number(asked.product))];
    for (name, value) in [("channel", channel), ("locale", locale), ("catalog", catalog)] {
        parts.extend((!value.is_empty()).then(|| (name.to_owned(), value)));
    }
    let values = page.selections(asked.product).swap_remove(asked.selection);
    parts.extend(values.into_iter().map(|(dimension, value)| (format!("value.{dimension}"), value)));
    let escaped = |text: &str| {
        text.bytes().fold(String::new(), |mut out, byte| {
            let _ = match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => write!(out, "{}", char::from(byte)),
                byte => write!(out, "%{byte:02X}"),
            };
            out
        })
    };
    let parts: Vec<String> =
        parts.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
    format!("#{}", parts.join("&"))
}

/// The sample as somebody may be changing it: a gallery, an alt text, a swatch, and one product less.
fn drafted(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut entity: Value = serde_json::from_str(line).expect("a line of the sample");
        if entity["product"]["number"] == "Q1003" {
            continue;
        }
        if entity["product"]["number"] == "Q1001" {
            entity["product"]["media"][0]["master"]["primary"] =
                json!(["skerry-collar", "skerry-bark-front", "skerry-ink-front"]);
            entity["product"]["media"][0]["master"]["additional"][1]["text"] =
                json!({"neutral": {"title": "Waxing"}});
        }
        if entity["asset"]["id"] == "skerry-bark-front" {
            entity["asset"]["text"]["neutral"]["alt"] = "The waxed jacket in bark, from the front".into();
        }
        if entity["swatch"]["value"] == "Plum" {
            entity["swatch"]["hex"] = "#612A50".into();
        }
        out.push_str(&entity.to_string());
        out.push('\n');
    }
    out
}

/// Texts that become markup, script or an address where a page is careless.
const INJECTIONS: [&str; 8] = [
    "</title></script><script>window.hacked = 1</script>",
    "<img src=x onerror=\"window.hacked=1\">",
    "\" onmouseover=\"window.hacked=1\" x=\"",
    "'-window.hacked=1-'\u{2028}\u{2029}\\\n\r",
    "${window.hacked=1}`%%data%%",
    "<!--<script>",
    "\u{202E}text from right to left\u{0000}\u{0085}",
    "__proto__",
];

fn hostile() -> Result<Publication, String> {
    let urls = [
        "javascript:window.hacked=1",
        "data:text/html,<script>window.hacked=1</script>",
        "https://cdn.example/a.png",
    ];
    let text = |at: usize| {
        json!({"neutral": {"alt": INJECTIONS[at], "title": INJECTIONS[(at + 1) % 8],
        "tags": [INJECTIONS[at]]}, "fr": {"alt": INJECTIONS[(at + 2) % 8]}})
    };
    let assets: Vec<Value> = INJECTIONS
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let kind = ["image", "video", "file"][at % 3];
            json!({"id": id, "kind": kind, "url": urls[at % 3], "text": text(at), "properties": {*id: *id}})
        })
        .collect();
    let purposes: Vec<Value> =
        INJECTIONS.iter().map(|text| json!({"purpose": text, "asset": text})).collect();
    let values = |name: &str| json!({"name": name, "values": INJECTIONS});
    let variants: Vec<Value> = (0..8)
        .map(|at| {
            let values = json!({INJECTIONS[1]: INJECTIONS[at], INJECTIONS[7]: INJECTIONS[(at + 3) % 8]});
            json!({"number": format!("v{}", INJECTIONS[at]), "values": values})
        })
        .collect();
    let product = json!({"number": INJECTIONS[0], "name": INJECTIONS[1],
        "dimensions": [values(INJECTIONS[1]), values(INJECTIONS[7])], "variants": variants,
        "media": [{"master": {"primary": INJECTIONS, "additional": purposes},
            "swatches": [{"dimension": INJECTIONS[1], "value": INJECTIONS[2], "asset": INJECTIONS[0]}]},
            {"channel": INJECTIONS[1], "catalog": INJECTIONS[2], "master": {"primary": [INJECTIONS[0]]}}]});
    let publication = json!({"omnimedia": "publication/1", "assets": assets, "products": [product],
        "channels": [{"id": INJECTIONS[1], "name": INJECTIONS[0], "locales": ["fr"]}]});
    Publication::from_json(publication.to_string().as_bytes(), &Limits::default())
        .map_err(|faults| faults.to_string())
}

/// Addresses that lead elsewhere than they seem to, or nowhere on the web; those that do lead there come first.
const ADDRESSES: [&str; 21] = [
    "https://cdn.example/a.svg",
    "HTTPS://cdn.example/b.png?x=%22%3E%3Cscript%3E",
    "http://cdn.example/c.png#javascript:window.hacked=1",
    "https://cdn.example/\"onload=\"window.hacked=1",
    "JavaScript:window.hacked=1",
    " javascript:window.hacked=1",
    "\u{1}javascript:window.hacked=1",
    "java\tscript:window.hacked=1",
    "java\nscript:window.hacked=1",
    "javascript&colon;window.hacked=1",
    "javascript://cdn.example/%0Awindow.hacked=1",
    "vbscript:window.hacked=1",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='window.hacked=1'/>",
    "DATA:text/html;base64,PHNjcmlwdD53aW5kb3cuaGFja2VkPTE8L3NjcmlwdD4=",
    "file:///etc/hostname",
    "view-source:https://cdn.example/",
    "//cdn.example/d.png",
    "/e.png",
    "https:cdn.example/f.png",
    "https://cdn.example/g\u{202E}gnp.js h.png",
    "\u{FEFF}https://cdn.example/i.png",
];

/// Names for places where markup alone does no harm: styles, keys of objects, directions, nothing to be seen, and length.
const NAMES: [&str; 12] = [
    "</style><style>*{background:url(https://cdn.example/leak)}</style>",
    "red;background:url(https://cdn.example/leak)",
    "<svg onload=window.hacked=1><script>window.hacked=1</script></svg>",
    "constructor",
    "innerHTML",
    "onclick",
    "toString",
    "\u{2067}\u{202E}gnp.x\u{2069}\u{200F}",
    "\u{200B}\u{FEFF}\u{2060}\u{AD}",
    "]]>--><![CDATA[<script>window.hacked=1</script>",
    "&lt;img src=x onerror=window.hacked=1&gt;",
    "{{window.hacked=1}}",
];

fn addresses() -> Result<Publication, String> {
    let long = "W".repeat(500);
    let names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).chain([long]).collect();
    let name = |at: usize| names[at % names.len()].as_str();
    let assets: Vec<Value> = (0..)
        .zip(ADDRESSES)
        .map(|(at, url)| {
            let text = json!({"neutral": {"alt": name(at), "title": url, "caption": name(at + 1)}});
            json!({"id": format!("{at} {}", name(at).chars().take(100).collect::<String>()), "kind": "image",
                "url": url, "text": text, "properties": {name(at): url, "style": name(at)}})
        })
        .collect();
    let ids: Vec<&Value> = assets.iter().map(|asset| &asset["id"]).collect();
    let additional: Vec<Value> =
        ids.iter().enumerate().map(|(at, id)| json!({"purpose": name(at), "asset": id})).collect();
    let product = json!({"number": name(12), "name": name(7), "properties": {name(3): name(4)},
        "dimensions": [{"name": name(5), "values": names}],
        "variants": [{"number": "v", "values": {name(5): name(3)}}],
        "media": [{"master": {"primary": ids, "additional": additional},
            "swatches": [{"dimension": name(5), "value": name(3), "asset": ids[12]}]}]});
    let publication = json!({"omnimedia": "publication/1", "assets": assets, "products": [product],
        "channels": [{"id": name(0), "name": name(8)}]});
    Publication::from_json(publication.to_string().as_bytes(), &Limits::default())
        .map_err(|faults| faults.to_string())
}

/// Products of which not every combination is a variant, one with very many, one with none, and a simple one.
fn gaps() -> Result<Publication, String> {
    let named = |name: &str, values: &[&str]| json!({"name": name, "values": values});
    let gaps = json!({"number": "G1", "name": "Gaps",
        "dimensions": [named("Color", &["Blue", "Red", "Green"]), named("Size", &["S", "M", "L"])],
        "variants": [{"number": "G1-BS", "values": {"Color": "Blue", "Size": "S"}},
            {"number": "G1-BM", "values": {"Color": "Blue", "Size": "M"}},
            {"number": "G1-RM", "values": {"Color": "Red", "Size": "M"}}],
        "media": [{"master": {"primary": ["film", "front"]},
            "dimensions": [{"match": {"Color": "Blue"}, "primary": ["blue"]}],
            "variants": {"G1-RM": {"primary": []}}}]});
    // so many dimensions that selections that are not complete would be too many
    let dimensions: Vec<Value> = (1..=16).map(|at| named(&format!("D{at}"), &["a", "b"])).collect();
    let variants: Vec<Value> = (0..20)
        .map(|at: u32| {
            let values: serde_json::Map<String, Value> = (1..=16)
                .map(|d: u32| (format!("D{d}"), if at >> (d % 5) & 1 == 1 { "a" } else { "b" }.into()))
                .collect();
            json!({"number": format!("G2-{at}"), "values": values})
        })
        .collect();
    let many = json!({"number": "G2", "dimensions": dimensions, "variants": variants,
        "media": [{"master": {"primary": ["front"]}}]});
    let none = json!({"number": "G3", "dimensions": [named("Color", &["Blue"])], "media": []});
    let simple = json!({"number": "G4", "name": "Simple", "media": [{"channel": "128", "master": {"primary": ["front"]}}]});
    let assets = json!([{"id": "film", "kind": "video"}, {"id": "front", "kind": "image", "url": "https://cdn.example/f.png",
        "text": {"neutral": {"alt": "Front", "caption": "From the front"}}}, {"id": "blue", "kind": "image"}]);
    let publication = json!({"omnimedia": "publication/1", "assets": assets, "products": [gaps, many, none, simple],
        "channels": [{"id": "128", "name": "Online", "locales": ["fr-CA"]}, {"id": "200", "locales": ["de"]}]});
    Publication::from_json(publication.to_string().as_bytes(), &Limits::default())
        .map_err(|faults| faults.to_string())
}
