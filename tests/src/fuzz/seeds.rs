//! Inputs to begin with, for every target.

use omnimedia::{Export, Instant, Limits, Publication, Stamp, Tenant};

use super::input::END;
use crate::generator::{Choices, Shop};
use crate::place::files_below;
use crate::specimen::specimen;
use crate::vectors::Vectors;
use crate::workspace_root;

/// An input: the target it is for, and its bytes.
pub type Seed = (&'static str, Vec<u8>);

/// Inputs of our own: of the generator, the examples and the pages.
#[must_use]
pub fn seeds() -> Vec<Seed> {
    let mut all = Vec::new();
    documents(&mut all);
    of_choices(&mut all);
    small_texts(&mut all);
    let mut add = |target, bytes: Vec<u8>| all.push((target, bytes));
    let example =
        |name: &str| std::fs::read(workspace_root().join("core/examples").join(name)).unwrap_or_default();
    for which in 0..4 {
        add("manifest", [&[1 | 4, which], example("sample/manifest.tsv").as_slice()].concat());
    }
    add("legacy", [&[9, 80, 7, END, END], example("sample/names.txt").as_slice()].concat());
    let folder = workspace_root().join("core/examples");
    let is_small =
        |path: &std::path::Path| path.is_dir() || path.metadata().is_ok_and(|data| data.len() < 4_096);
    for file in files_below(&folder, &is_small) {
        let bytes = std::fs::read(&file).unwrap_or_default();
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("json") => add("publication", [b"00", bytes.as_slice()].concat()),
            Some("jsonl") => add("publication", [b"10", bytes.as_slice()].concat()),
            Some("tsv") => add("manifest", [&[5, 1], bytes.as_slice()].concat()),
            _ => {}
        }
    }
    for edits in [&[][..], &[0, 3, 5, 0, 1], &[2, 9, 8, 0, 255, 255, 0, 0, 5, 20, 4, 0, 16], &[7, 0, 0, 0, 9]]
    {
        for which in 0..9 {
            for how in [0, 2, 4, 6, 10] {
                add("snapshot", [&[which, how], edits].concat());
            }
        }
    }
    for function in 0..=255 {
        add("abi", vec![0, function, 0]);
        add("abi", [&[0, function, 200], noise(u64::from(function), 24).as_slice()].concat());
    }
    all
}

/// Inputs of the shared vectors, where they are there.
#[must_use]
pub fn vector_seeds() -> Vec<Seed> {
    let mut all = Vec::new();
    for vectors in Vectors::all().unwrap_or_default() {
        all.push(("publication", [b"00", vectors.publication.as_bytes()].concat()));
        all.push(("locale", [&[9], vectors.policy.as_bytes()].concat()));
        for case in vectors.cases.iter().chain(&vectors.swatches).take(6) {
            all.push(("locale", [&[8], case.query.to_string().as_bytes()].concat()));
        }
        if let Ok(publication) = Publication::from_json(vectors.publication.as_bytes(), &Limits::default()) {
            told(&mut all, &publication);
        }
    }
    all
}

/// A publication in lines, as a tenant and as a manifest.
fn told(all: &mut Vec<Seed>, publication: &Publication) {
    all.push(("publication", [b"10", publication.to_json_lines().as_bytes()].concat()));
    let stamp = Stamp::new("ann", Instant::from_unix_seconds(1_800_000_000));
    let Ok(tenant) = Tenant::from_publication(publication, &Limits::default(), &stamp) else { return };
    all.push(("tenant", [b"1", tenant.to_json().as_bytes()].concat()));
    all.push(("tenant", [b"5", tenant.to_json_lines().as_bytes()].concat()));
    let mut manifest = Vec::new();
    if Export::new(&tenant).write(&mut manifest).is_ok() {
        all.push(("manifest", [&[1, 1], manifest.as_slice()].concat()));
    }
}

/// Bytes that look random, without the one that ends a part.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = (seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[4] % 255
    };
    (0..length).map(|_| next()).collect()
}

/// Parts, each with its end.
fn parted(parts: &[Vec<u8>]) -> Vec<u8> {
    parts.join(&END)
}

/// Documents as people write them.
fn documents(all: &mut Vec<Seed>) {
    let own = specimen().publication.iter().cloned();
    let generated = (0..12_u64).map(|seed| {
        let part = |from: u64, length| super::input::choices(&noise(seed * 16 + from, length));
        let assets: Vec<Choices> = (0..seed % 4).map(|at| part(at, 30)).collect();
        Shop::fill(part(5, 30), assets, vec![part(6, 20 + 10 * seed as usize)]).publication()
    });
    for publication in own.chain(generated).collect::<Vec<_>>() {
        let json = publication.to_json();
        for head in ["00", "21", "4B", "8k", "<m"] {
            all.push(("publication", [head, &json].concat().into_bytes()));
        }
        told(all, &publication);
    }
}

/// Choices of the generators.
fn of_choices(all: &mut Vec<Seed>) {
    for seed in 0..40_u64 {
        let sizes = [12, 40, 30, 60, 90, 60, 24, 24, 24];
        let parts: Vec<Vec<u8>> = sizes
            .iter()
            .zip(seed * 31..)
            .map(|(size, seed)| noise(seed, size / (1 + seed as usize % 3)))
            .collect();
        all.push(("differential", [&[seed as u8, 0, seed as u8 % 2], parted(&parts).as_slice()].concat()));
        let operations: Vec<Vec<u8>> = (0..4 + seed % 20).map(|at| noise(seed * 57 + at, 7)).collect();
        all.push(("tenant", [&[0], parted(&operations).as_slice()].concat()));
        let names: &[u8] =
            b"/Products/A_000_001.png\n/Products/S1 ^ Blue ^ 1 ^_000_1.png\nCatalogs/c\n/L/en-us/A_1.png";
        all.push(("legacy", parted(&[noise(seed, 40), Vec::new(), names.to_vec()])));
    }
    for pattern in [
        "/Products/{ProductNumber}_{Sequence}.png",
        "v/{VariantNumber}{Sequence}.png\n{Color}{ProductNumber}{Size}",
        "/Catalogs/{CategoryName}.jpg\n{LanguageId}/{ProductNumber} ^ {Style}",
    ] {
        all.push((
            "legacy",
            parted(&[noise(3, 30), pattern.into(), b"v/1001.png\nen/A ^ 1\nBlueA1".to_vec()]),
        ));
    }
}

/// The small texts, by the number of their kind.
fn small_texts(all: &mut Vec<Seed>) {
    for (what, texts) in [
        (
            0,
            &[
                "en-US zh_hant-HK und-Latn de-1996 zh-hakka",
                "sr-Latn-ME hi-Latn pt-AO es-MX en-AU",
                "SYSTEM_NEUTRAL und xx_",
            ][..],
        ),
        (2, &["#0000FF", "#00ff0", "red"]),
        (
            3,
            &[
                "2026-12-01T08:00:00+01:00",
                "2026-12-01T07:00:00.25Z",
                "9999-12-30T22:00:00Z",
                "20261201T080000-0530",
            ],
        ),
        (4, &["/Products/{ProductNumber}_000_{Sequence}.png", "{CategoryName}", "{Color}{Nothing}"]),
        (5, &["/Products/{ProductNumber}.png\nv/{VariantNumber}\n", "# none"]),
        (6, &["81327|Color:Blue", "81327|Color:Red\\|Green|Style:Slim", "81327|Color:a\\:b\\\\", "81327|"]),
        (7, &["Color=Blue", "Color=*|Style=Slim", "Size=1", ""]),
        (
            8,
            &[
                r#"{"product": "S1", "values": {"Color": "*"}, "channel": "128", "locale": "fr"}"#,
                r#"{"ask": "category", "category": "c"}"#,
                r#"{"record_id": 17}"#,
            ],
        ),
        (
            9,
            &[
                r#"{"kind": "document", "product": "S1", "channel": "128", "group": "g"}"#,
                r#"{"kind": "asset", "id": "A"}"#,
                r#"{"order": "documented", "parents": "cldr"}"#,
            ],
        ),
    ] {
        all.extend(texts.iter().map(|text| ("locale", [&[what], text.as_bytes()].concat())));
    }
    all.push((
        "locale",
        [&[10], parted(&[b"1".to_vec(), b"128".to_vec(), b"fr-CA".to_vec()]).as_slice()].concat(),
    ));
    all.extend((0..4).map(|seed| ("locale", [&[11], noise(seed, 12).as_slice()].concat())));
}
