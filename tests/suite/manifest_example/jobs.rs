//! `export`, `migrate` and `minimise` on the invented shop.

use std::fs;

use libtest_mimic::Trial;
use omnimedia::{Limits, Policy, Publication, Query};
use omnimedia_tests::{Stop, trials};
use serde_json::json;

use super::{cells, column, folder, has, line, object, ran, sample, told};

pub(super) fn trials() -> Vec<Trial> {
    trials![
        an_export_comes_back_as_it_was,
        an_export_can_be_of_a_part,
        an_export_can_be_safe_from_formulas,
        an_export_to_edit_says_what_to_do_where_assets_exist,
        file_names_become_a_manifest_that_is_taken_in,
        files_that_are_not_assigned_are_told,
        patterns_and_context_are_arguments,
        what_is_wrong_with_names_and_patterns_is_told,
        fewer_sets_show_the_same,
        a_policy_is_an_argument,
    ]
}

/// The columns of a manifest that say when and which version, which differ from one export to the next.
const OF_TIME: [&str; 8] = [
    "EntityCreatedOn",
    "EntityLastModifiedOn",
    "EntityPublishedOn",
    "EntityVersion",
    "MediaCreatedOn",
    "MediaLastModifiedOn",
    "MediaPublishedOn",
    "MediaVersion",
];

/// A manifest without what differs from one export to the next.
pub(super) fn timeless(text: &str) -> Vec<Vec<String>> {
    let rows = cells(text);
    let kept: Vec<bool> = rows[0].iter().map(|name| !OF_TIME.contains(name)).collect();
    let keep = |row: Vec<&str>| {
        row.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| (*cell).to_owned()).collect()
    };
    rows.into_iter().map(keep).collect()
}

fn an_export_comes_back_as_it_was() -> Result<(), Stop> {
    let folder = folder("export")?;
    let [one, other] = ["one.tsv", "other.tsv"].map(|name| folder.join(name));
    let (result, out) = (folder.join("result.tsv"), folder.join("out.jsonl"));
    let text = told(0, line!["export", sample("shop.jsonl"), "--out", one])?;
    has(
        &text,
        &["Export of", "rows 892", "warnings 3", "central swatches do not travel", "written", "one.tsv"],
    );
    let arguments =
        line!["import", one, "--products", sample("shop.jsonl"), "--result", result, "--out", out];
    let told = object(0, &arguments)?;
    assert_eq!((&told["rows"], &told["applied"], &told["warnings"]), (&892.into(), &892.into(), &0.into()));

    let exported = object(0, line!["export", out, "--out", other])?;
    assert_eq!(exported["job"], "export");
    let (one, other) = (fs::read_to_string(one)?, fs::read_to_string(other)?);
    let (one, other) = (timeless(&one), timeless(&other));
    // a draft is not in a publication: the asset that is not published, and the document that shows it
    let is_draft = |row: &Vec<String>| row.contains(&"Draft".to_owned());
    let (drafts, published): (Vec<_>, Vec<_>) = one.into_iter().partition(is_draft);
    assert!(drafts.iter().any(|row| row.contains(&"crofter-oat-campaign".to_owned())));
    let is_there = |row: &Vec<String>| other.contains(row);
    let lost: Vec<_> = published.iter().filter(|row| !is_there(row)).collect();
    assert!(lost.is_empty(), "{} rows are lost, such as {:?}", lost.len(), lost[0]);
    assert_eq!(other.len(), published.len());
    Ok(())
}

fn an_export_can_be_of_a_part() -> Result<(), Stop> {
    let out = folder("part")?.join("part.tsv");
    let shop = sample("shop.jsonl");
    let arguments = line![
        "export",
        shop,
        "--out",
        out,
        "--product",
        "Q1001",
        "--product",
        "Q2001",
        "--locale",
        "neutral"
    ];
    let told = object(0, &arguments)?;
    let text = fs::read_to_string(&out)?;
    let rows = cells(&text);
    assert_eq!(told["rows"], rows.len() - 1);
    let keys = column(&rows, "EntityKeyValue");
    let keys: Vec<&str> = keys.into_iter().filter(|key| !key.is_empty()).collect();
    assert!(!keys.is_empty());
    assert!(
        keys.iter()
            .all(|key| ["Q1001", "Q2001", "1001-", "2001-"].iter().any(|start| key.starts_with(start))),
        "{keys:?}"
    );
    assert!(
        column(&rows, "EntityLocale").iter().all(|locale| locale.is_empty() || *locale == "system_neutral")
    );

    let channel = object(0, line!["export", shop, "--out", out, "--channel", "128"])?;
    assert_ne!(channel["rows"], told["rows"]);
    let text = super::told(0, line!["export", shop, "--out", out, "--channel", "999"])?;
    has(&text, &["rows 0", "there is nothing of what was chosen"]);
    let refused = object(2, line!["export", shop, "--out", out, "--product", "Q7777"])?;
    assert_eq!(refused["faults"][0]["code"], "not_in_tenant");
    Ok(())
}

fn an_export_can_be_safe_from_formulas() -> Result<(), Stop> {
    let folder = folder("formulas")?;
    let (shop, out) = (folder.join("shop.json"), folder.join("out.tsv"));
    let asset = json!({"id": "A1", "kind": "image", "url": "a.png", "text": {"neutral": {"alt": "=1+1"}}});
    fs::write(&shop, json!({"omnimedia": "publication/1", "assets": [asset]}).to_string())?;
    for (is_safe, cell) in [(false, "=1+1"), (true, "'=1+1")] {
        let more = if is_safe { line!["--formula-safe"] } else { line![] };
        object(0, [line!["export", shop, "--out", out], more].concat())?;
        let text = fs::read_to_string(&out)?;
        let rows = cells(&text);
        assert_eq!(column(&rows, "ImageAltText"), [cell]);
        assert_eq!(rows[0].contains(&"X-Neutralised"), is_safe);
        let (result, again) = (folder.join("result.tsv"), folder.join("again.jsonl"));
        object(0, line!["import", out, "--products", shop, "--result", result, "--out", again])?;
        assert!(fs::read_to_string(again)?.contains("\"=1+1\""));
    }
    Ok(())
}

fn an_export_to_edit_says_what_to_do_where_assets_exist() -> Result<(), Stop> {
    let out = folder("edit")?.join("out.tsv");
    object(0, line!["export", sample("shop.jsonl"), "--out", out, "--if-exists", "overwrite"])?;
    let text = fs::read_to_string(&out)?;
    let rows = cells(&text);
    let words = column(&rows, "MediaSourceIfExistsAction");
    assert!(words.iter().filter(|word| **word == "Overwrite").count() > 100);
    let refused = ran(line!["export", sample("shop.jsonl"), "--out", out, "--if-exists", "Never"])?;
    assert_eq!(refused.status.code(), Some(2));
    has(&String::from_utf8(refused.stderr)?, &["Never", "Overwrite", "KeepBoth"]);
    Ok(())
}

fn file_names_become_a_manifest_that_is_taken_in() -> Result<(), Stop> {
    let folder = folder("migrate")?;
    let (names, manifest) = (folder.join("names.txt"), folder.join("manifest.tsv"));
    let (result, out) = (folder.join("result.tsv"), folder.join("out.jsonl"));
    let all = [
        "/Products/Q1001_000_002.png",
        "/Products/Q1001_000_001.png",
        "/Products/Q1001 ^  ^ M ^ Moss ^_000_001.png",
    ];
    fs::write(&names, format!("\u{feff}{}\r\n\r\n", all.join("\r\n")))?;
    let shop = sample("shop.jsonl");
    let arguments = line![
        "migrate",
        names,
        "--products",
        shop,
        "--base-url",
        "https://cdn.example/old",
        "--out",
        manifest
    ];
    let text = told(0, &arguments)?;
    has(
        &text,
        &["Migration of", "files 3", "assigned 3", "sets 2 → 2", "3 pictures have no alt text", "--lenient"],
    );

    let arguments = line!["import", manifest, "--products", shop, "--result", result, "--out", out];
    assert_eq!(object(1, &arguments)?["fault_kinds"][0]["column"], "ImageAltText");
    let told = object(0, [arguments.clone(), line!["--lenient"]].concat())?;
    assert_eq!((&told["published_assets"], &told["published_documents"]), (&3.into(), &1.into()));
    let publication = Publication::from_json_lines(fs::read(&out)?.as_slice(), &Limits::default())?;
    let shown = |query: Query| -> Result<Vec<String>, Stop> {
        let answer = publication.resolve(&query, &Policy::default())?;
        Ok(answer.primary().iter().map(|item| item.asset().url().unwrap_or_default().to_owned()).collect())
    };
    let url = |name: &str| format!("https://cdn.example/old/Products/{name}");
    assert_eq!(shown(Query::new("Q1001"))?, [url("Q1001_000_001.png"), url("Q1001_000_002.png")]);
    assert_eq!(
        shown(Query::new("1001-MOSS-M"))?,
        [url("Q1001%20%5E%20%20%5E%20M%20%5E%20Moss%20%5E_000_001.png")]
    );
    Ok(())
}

fn files_that_are_not_assigned_are_told() -> Result<(), Stop> {
    let folder = folder("unmatched")?;
    let (manifest, report) = (folder.join("manifest.tsv"), folder.join("report.txt"));
    let arguments = line![
        "migrate",
        sample("names.txt"),
        "--products",
        sample("shop.jsonl"),
        "--out",
        manifest,
        "--report",
        report
    ];
    let text = told(1, &arguments)?;
    let facts = [
        "files 9",
        "assigned 5",
        "unmatched 2",
        "unsupported 1",
        "duplicates 1",
        "✗ `/products/Q9001_000_1.PNG`: duplicate of `/Products/Q9001_000_001.png`",
        "✗ `/Products/Q7777_000_001.png`: unmatched",
        "unknown_number",
        "✗ `/Categories/Footwear.png`",
        "no_channel",
        "✗ `/Catalogs/en-US/Summer.jpg`: unsupported: catalogs have no media",
    ];
    has(&text, &facts);
    let report = fs::read_to_string(report)?;
    assert_eq!(report.lines().count(), 9);
    has(&report, &["`/Products/Q1001_000_001.png`: assigned to the product `Q1001`"]);

    let told = object(1, &arguments)?;
    let counts = ["files", "assigned", "ambiguous", "unmatched", "unsupported", "duplicates"];
    assert_eq!(counts.map(|count| told[count].as_u64().unwrap_or(u64::MAX)), [9, 5, 0, 2, 1, 1]);
    let left = told["not_assigned"].as_array().ok_or("files")?;
    let words: Vec<_> = left.iter().map(|file| (&file["outcome"], &file["why"])).collect();
    let none = serde_json::Value::Null;
    let expected = [
        (&json!("duplicate"), &none),
        (&json!("unmatched"), &json!("unknown_number")),
        (&json!("unmatched"), &json!("no_channel")),
        (&json!("unsupported"), &none),
    ];
    assert_eq!(words, expected);
    assert_eq!(left[0]["of"], "/Products/Q9001_000_001.png");
    Ok(())
}

fn patterns_and_context_are_arguments() -> Result<(), Stop> {
    let folder = folder("patterns")?;
    let [names, patterns, manifest] =
        ["names.txt", "patterns.txt", "manifest.tsv"].map(|name| folder.join(name));
    fs::write(&names, "studio/Q9001-1.jpg\nbanner/Footwear.jpg\n")?;
    fs::write(
        &patterns,
        "# of the studio\nstudio/{ProductNumber}-{Sequence}.jpg\nbanner/{CategoryName}.jpg\n",
    )?;
    let told = object(
        0,
        line![
            "migrate",
            names,
            "--products",
            sample("shop.jsonl"),
            "--patterns",
            patterns,
            "--channel",
            "128",
            "--locale",
            "fr_ca",
            "--out",
            manifest
        ],
    )?;
    assert_eq!(told["assigned"], 2);
    let text = fs::read_to_string(manifest)?;
    let rows = cells(&text);
    assert_eq!(column(&rows, "EntityChannel").concat(), "OUN128OUN128");
    assert_eq!(column(&rows, "EntityLocale").concat().to_lowercase(), "fr-cafr-ca");
    assert!(column(&rows, "EntityKeyValue").contains(&"footwear"));
    Ok(())
}

fn what_is_wrong_with_names_and_patterns_is_told() -> Result<(), Stop> {
    let folder = folder("wrong-names")?;
    let [names, patterns, manifest] =
        ["names.txt", "patterns.txt", "manifest.tsv"].map(|name| folder.join(name));
    fs::write(&names, b"a.png\nb.png\n\xff\xfe.png\n")?;
    fs::write(&patterns, "{ProductNumber}.png\n{Nothing}.png\n{Sequence}.png\n")?;
    let shop = sample("shop.jsonl");
    let told = object(2, line!["migrate", names, "--products", shop, "--out", manifest])?;
    assert_eq!(
        (&told["faults"][0]["code"], &told["faults"][0]["place"]),
        (&"encoding".into(), &"line 3".into())
    );
    let told = object(
        2,
        line!["migrate", sample("names.txt"), "--products", shop, "--patterns", patterns, "--out", manifest],
    )?;
    assert_eq!(told["faults"].as_array().map(Vec::len), Some(2));
    assert_eq!(told["faults"][0]["code"], "malformed_pattern");
    let told = object(
        2,
        line!["migrate", sample("names.txt"), "--products", shop, "--locale", "x_", "--out", manifest],
    )?;
    assert_eq!(told["faults"][0]["code"], "malformed_locale");
    assert!(!manifest.exists());
    Ok(())
}

fn fewer_sets_show_the_same() -> Result<(), Stop> {
    let folder = folder("minimise")?;
    let (shop, out) = (folder.join("shop.json"), folder.join("out.jsonl"));
    let variant = |size: &str| json!({"number": format!("S1-{size}"), "values": {"Size": size}});
    let set = json!({"primary": ["A1", "A2"]});
    let media = json!([{"variants": {"S1-S": set, "S1-M": set, "S1-L": set}, "master": set}]);
    let product = json!({"number": "S1", "dimensions": [{"name": "Size", "values": ["S", "M", "L"]}],
        "variants": [variant("S"), variant("M"), variant("L")], "media": media});
    let assets = json!([{"id": "A1", "kind": "image"}, {"id": "A2", "kind": "image"}]);
    fs::write(
        &shop,
        json!({"omnimedia": "publication/1", "assets": assets, "products": [product]}).to_string(),
    )?;
    let text = told(0, line!["minimise", shop, "--out", out])?;
    has(
        &text,
        &[
            "Minimising",
            "products 1, 1 changed",
            "documents 1 → 1",
            "sets 4 → 1",
            "listed items 8 → 2",
            "the same",
        ],
    );
    let told = object(0, line!["minimise", shop, "--out", out])?;
    assert_eq!(told["before"], json!({"documents": 1, "sets": 4, "items": 8}));
    assert_eq!(told["after"], json!({"documents": 1, "sets": 1, "items": 2}));
    let publication = Publication::from_json_lines(fs::read(&out)?.as_slice(), &Limits::default())?;
    for number in ["S1", "S1-S", "S1-M", "S1-L"] {
        let query = Query::new(number);
        let answer = publication.resolve(&query, &Policy::default())?;
        assert_eq!(answer.primary().iter().map(|item| item.asset().id()).collect::<Vec<_>>(), ["A1", "A2"]);
    }
    Ok(())
}

fn a_policy_is_an_argument() -> Result<(), Stop> {
    let folder = folder("policy")?;
    let (policy, out) = (folder.join("policy.json"), folder.join("out.jsonl"));
    let minimised = |text: &str, status: i32| -> Result<serde_json::Value, Stop> {
        fs::write(&policy, text)?;
        object(status, line!["minimise", sample("shop.jsonl"), "--policy", policy, "--out", out])
    };
    let sets = |told: &serde_json::Value| told["after"]["sets"].clone();
    let severed = minimised("{}", 0)?;
    let through = minimised(r#"{"inheritance": "context-first"}"#, 0)?;
    assert_ne!(sets(&severed), sets(&through));
    let refused = minimised(r#"{"inheritance": "never"}"#, 2)?;
    assert_eq!(refused["faults"][0]["code"], "bad_policy");
    Ok(())
}
