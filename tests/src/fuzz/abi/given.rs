//! What calls are given: words, files and bytes.

use std::sync::OnceLock;

use omnimedia::{Export, Flatten, Instant, Limits, Policy, Publication, Shards, Snapshot, Stamp, Tenant};

use crate::vectors::sharded;

/// Texts that mean something to some function.
pub(super) const WORDS: [&str; 48] = [
    "S1",
    "S1-B",
    "A1",
    "A2",
    "128",
    "fr-CA",
    "Color",
    "Blue",
    "Red",
    "C1",
    "ann",
    "Group",
    "*",
    "",
    "17",
    "en-AU",
    "#0000ff",
    "manual",
    "A shirt",
    "https://cdn.example/a.png",
    "S9",
    "A9",
    "C9",
    "neutral",
    "zh-Hant-TW",
    "new",
    "unused_assets",
    "missing_alt_text",
    "site_builder_content",
    "site_rendering",
    "product_media_app",
    "2030-12-01T08:00:00+01:00",
    "/Products/S1_000_001.png",
    "/Products/{ProductNumber}_000_{Sequence}.png",
    r#"{"product": "S1"}"#,
    r#"{"ask": "explain", "product": "S1", "channel": "128", "locale": "fr-CA"}"#,
    r#"{"ask": "swatches", "product": "S1"}"#,
    r#"{"ask": "category", "category": "C1", "channel": "128"}"#,
    r#"{"product": {"number": "S9", "dimensions": [{"name": "Color", "values": ["Blue"]}]}}"#,
    r#"{"asset": {"id": "A9", "kind": "video"}}"#,
    r#"{"category": {"id": "C9"}}"#,
    r#"{"channel": {"id": "new"}}"#,
    r##"{"swatch": {"dimension": "Color", "value": "Red", "hex": "#ff0000"}}"##,
    r#"{"master": {"primary": ["A2"]}}"#,
    r#"{"channel": "128", "image": "A1"}"#,
    r#"{"kind": "image", "id": "A1", "url": "https://cdn.example/other.png"}"#,
    r#"["asset","A1"]"#,
    r#"["product","S1"]"#,
];

/// Names of files below the folder of the run; nothing else is named to the library.
pub(super) const FILES: [&str; 6] = ["one", "two", "index", "shard0", "shard1", "no/such/folder"];

const SHOP: &str = r##"{"omnimedia": "publication/1",
"channels": [{"id": "128", "locales": ["fr-CA"]}],
"assets": [{"id": "A1", "kind": "image", "url": "https://cdn.example/a1.png",
            "text": {"neutral": {"alt": "A shirt", "tags": ["new"]}, "fr": {"title": "Une"}}, "properties": {"p": "q"}},
           {"id": "A2", "kind": "video", "url": "https://cdn.example/a2.mp4", "channels": ["128"]}],
"swatches": [{"dimension": "Color", "value": "Blue", "hex": "#0000ff"}],
"categories": [{"id": "C1", "media": [{"channel": "128", "image": {"asset": "A1"}}]}],
"products": [{"number": "S1", "name": "Shirt", "record_id": 17, "categories": ["C1"],
 "dimensions": [{"name": "Color", "values": ["Blue", "Red"]}],
 "variants": [{"number": "S1-B", "record_id": 18, "values": {"Color": "Blue"}}],
 "media": [{"master": {"primary": ["A1", "missing"], "additional": [{"purpose": "manual", "asset": "A2"}]},
   "dimensions": [{"match": {"Color": "Blue"}, "primary": {"mode": "append", "items": ["A2", "A1"]}}],
   "swatches": [{"dimension": "Color", "value": "Blue", "asset": "A1", "crop": {"x": 0, "y": 0, "width": 1, "height": 0.5}}]},
  {"channel": "128", "locale": "fr-CA", "master": {"primary": {"mode": "append", "items": ["A1"]}}}]}]}"##;

/// Bytes that mean something to some function: a publication in both forms, a snapshot, a delta on it, a tenant, a
/// manifest, an index of shards and its shards.
pub(super) fn blobs() -> &'static [Vec<u8>] {
    static BLOBS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    BLOBS.get_or_init(|| {
        let limits = Limits::default();
        let read = |text: &str| Publication::from_json(text.as_bytes(), &limits).expect("a publication");
        let (publication, changed) = (read(SHOP), read(&SHOP.replace("A shirt", "A coat")));
        let policy = Policy::default();
        let base = Flatten::new(&publication, policy).to_bytes().expect("a snapshot");
        let below = Snapshot::open(base.clone()).expect("a snapshot");
        let mut change = Flatten::change(&changed, &below).expect("a change");
        let delta = change.asset("A1").product("S1").to_bytes().expect("a delta");
        let stamp = Stamp::new("ann", Instant::from_unix_seconds(1_900_000_000));
        let tenant = Tenant::from_publication(&publication, &limits, &stamp).expect("a tenant");
        let mut manifest = Vec::new();
        Export::new(&tenant).write(&mut manifest).expect("a manifest");
        let shards = sharded(&publication, policy, 2).expect("shards");
        let opened = shards.iter().map(|bytes| Snapshot::open(bytes.clone()).expect("a shard"));
        let index = Shards::index(&opened.collect::<Vec<_>>()).expect("an index");
        let texts =
            [publication.to_json(), publication.to_json_lines(), tenant.to_json()].map(String::into_bytes);
        let [json, lines, tenant] = texts;
        [vec![json, base, lines, delta, tenant, manifest, index], shards].concat()
    })
}
