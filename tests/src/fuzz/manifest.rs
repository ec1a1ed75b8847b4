//! Manifests, taken into a tenant.

use std::sync::OnceLock;

use omnimedia::{
    Action, Import, Imported, Instant, Limits, ManifestReader, Publication, RowOutcome, Stamp, Tenant, wire,
};

use super::input::{are_complete, choices, is_complete, options, small_limits};
use crate::generator::{Choices, Shop};
use crate::round_trip::comes_back;

/// Takes a manifest into one of several tenants: tried first, then for good, then once more, which changes nothing.
/// Faults are complete, the result manifest has every row, and what the tenant then has comes back from its export.
///
/// # Panics
///
/// Where one of these does not hold.
pub fn manifest(data: &[u8]) {
    let Some(([how, which], manifest)) = options(data) else { return };
    let manifest = encoded(manifest, how >> 4);
    let mut tenant = tenants()[usize::from(which) % tenants().len()].clone();
    let actions = [Action::Draft, Action::PublishNow, Action::Unpublish, Action::UnpublishAndDelete];
    let import = Import::new()
        .lenient(how & 1 != 0)
        .plain(how & 2 != 0)
        .empty_action(actions[usize::from(how >> 2) % actions.len()]);
    rows(&manifest, how & 2 != 0);

    let before = tenant.clone();
    let tried = import.clone().dry_run(true).run(&mut tenant, manifest.as_slice(), &stamp(1));
    assert!(tenant == before, "a dry run changed something");
    let done = import.run(&mut tenant, manifest.as_slice(), &stamp(1));
    let (tried, done) = match (tried, done) {
        (Ok(tried), Ok(done)) => (tried, done),
        (Err(tried), Err(done)) => {
            assert_eq!(tried, done, "a dry run is refused for another reason");
            assert!(tenant == before, "what is refused changed something");
            are_complete(&done);
            return;
        }
        (tried, done) => panic!("tried {tried:?}, done {done:?}"),
    };
    assert_eq!(tried.counts(), done.counts(), "a dry run counts something else");
    let told = |done: &Imported| done.faults().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(told(&tried), told(&done), "a dry run finds something else");
    done.faults().chain(done.warnings()).for_each(|fault| {
        is_complete(fault);
        assert!(fault.place().row().is_some() || fault.place().line().is_some(), "{fault} is in no row");
    });
    assert!(serde_json::from_str::<serde_json::Value>(&wire::imported(&done)).is_ok());
    result(&done, &manifest, how & 2 != 0);
    tenant.publication().unwrap_or_else(|faults| panic!("no publication: {faults}"));

    let after = tenant.clone();
    let again = import.run(&mut tenant, manifest.as_slice(), &stamp(2)).expect("it was taken before");
    assert_eq!(
        again.counts().of(RowOutcome::Applied),
        0,
        "the second time rows are applied: {:?}",
        again.counts()
    );
    assert!(tenant == after, "the second time changes something");
    if let Err(stop) = comes_back(&tenant, how & 8 != 0) {
        panic!("an export does not come back: {stop:?}");
    }
}

fn stamp(minute: i64) -> Stamp {
    Stamp::new("ann", Instant::from_unix_seconds(1_800_000_000 + minute * 60))
}

/// The text in one of the encodings.
fn encoded(manifest: &[u8], how: u8) -> Vec<u8> {
    let mark = |bytes: fn(u16) -> [u8; 2]| {
        let text = String::from_utf8_lossy(manifest).into_owned();
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    match how & 7 {
        1 => mark(u16::to_le_bytes),
        2 => mark(u16::to_be_bytes),
        3 => [b"\xEF\xBB\xBF", manifest].concat(),
        _ => manifest.to_vec(),
    }
}

/// Reads rows as they are, with no tenant.
fn rows(manifest: &[u8], plain: bool) {
    for limits in [Limits::default(), small_limits()] {
        let open = if plain { ManifestReader::plain } else { ManifestReader::new };
        let mut reader = match open(manifest, &limits) {
            Ok(reader) => reader,
            Err(faults) => {
                are_complete(&faults);
                continue;
            }
        };
        assert!(reader.columns().len() <= limits.columns);
        let mut last = 1;
        loop {
            match reader.next_row() {
                Ok(Some(row)) => {
                    // a row may have more cells than there are columns
                    assert!(row.number() > last);
                    last = row.number();
                }
                Ok(None) => break,
                Err(fault) => {
                    is_complete(&fault);
                    break;
                }
            }
        }
        assert!(reader.bytes() <= manifest.len() as u64);
    }
}

/// The result manifest has a row for each row.
fn result(done: &Imported, manifest: &[u8], plain: bool) {
    let mut result = Vec::new();
    done.write_result(manifest, &mut result).unwrap_or_else(|faults| panic!("no result: {faults}"));
    let open = if plain { ManifestReader::plain } else { ManifestReader::new };
    let limits = Limits::default();
    let mut reader = open(result.as_slice(), &limits).unwrap_or_else(|faults| panic!("no result: {faults}"));
    let mut rows = 0;
    while let Some(row) =
        reader.next_row().unwrap_or_else(|fault| panic!("the result is no manifest: {fault}"))
    {
        rows += u64::from(row.cells().any(|cell| !cell.is_empty()));
    }
    assert!(rows >= done.counts().rows(), "{rows} rows, not {:?}", done.counts());
}

/// The shop that the examples of the manifest page are about, and more to name.
const SHOP: &str = r##"{"omnimedia": "publication/1",
"channels": [{"id": "007", "locales": ["en-AU"]}, {"id": "128"}],
"assets": [{"id": "A1", "kind": "image", "url": "https://cdn.example/a1.png", "text": {"neutral": {"alt": "one", "display_name": "One"}}},
           {"id": "A2", "kind": "video", "text": {"fr": {"title": "deux"}}}],
"categories": [{"id": "shirts", "name": "Shirts", "media": [{"channel": "128", "image": {"asset": "A1"}}]}],
"products": [{"number": "81327", "record_id": 17, "categories": ["shirts"],
  "dimensions": [{"name": "Color", "values": ["Blue", "Red"]}, {"name": "Style", "values": ["Slim", "a|b:c"]}],
  "variants": [{"number": "81327-B-S", "record_id": 18, "values": {"Color": "Blue", "Style": "Slim"}}],
  "media": [{"master": {"primary": ["A1", "A2"]}, "swatches": [{"dimension": "Color", "value": "Blue", "hex": "#0000FF"}]},
            {"channel": "128", "locale": "fr-CA", "dimensions": [{"match": {"Color": "Blue"}, "primary": {"mode": "append", "items": ["A2"]}}]}]},
  {"number": "S1"}, {"number": "S2", "record_id": 19}, {"number": "18"}]}"##;

fn tenants() -> &'static [Tenant] {
    static TENANTS: OnceLock<Vec<Tenant>> = OnceLock::new();
    TENANTS.get_or_init(|| {
        let limits = Limits::default();
        let publication = Publication::from_json(SHOP.as_bytes(), &limits).expect("a shop");
        let of = |publication: &Publication, limits: &Limits| {
            Tenant::from_publication(publication, limits, &stamp(0)).expect("a tenant")
        };
        let few =
            Limits { items: 3, documents: 3, patterns: 2, identifier: 24, cell: 80, ..Limits::default() };
        let head: Vec<u8> = (0..90).map(|at: u8| at.wrapping_mul(37) % 255).collect();
        let part =
            |from: u8| choices(&head.iter().map(|byte| byte.wrapping_add(from) % 255).collect::<Vec<_>>());
        let assets: Vec<Choices> = (0..3).map(|at| part(at * 50)).collect();
        let generated = Shop::fill(part(9), assets, vec![part(77), part(200)]);
        let generated = generated.hard_on_manifests(&mut part(31), false).publication();
        vec![
            Tenant::without_media_of(&publication, &limits).expect("a tenant"),
            of(&publication, &limits),
            of(&publication, &few),
            of(&generated, &limits),
        ]
    })
}
