//! `check` and `import` on the invented shop: how rows end, and what is written.

use std::fs;

use libtest_mimic::Trial;
use omnimedia::{Limits, Policy, Publication, Query};
use omnimedia_tests::{Stop, trials};

use super::{cells, column, folder, has, line, object, sample, told};

pub(super) fn trials() -> Vec<Trial> {
    trials![
        a_check_says_what_an_import_would_do_and_changes_nothing,
        an_import_writes_the_publication_and_how_each_row_ended,
        drafts_are_counted_and_not_written,
        counts_are_one_object_for_programs,
        a_lenient_import_takes_pictures_without_an_alt_text,
        a_result_is_taken_in_again_once_it_is_corrected,
        a_manifest_without_rows_is_clean,
        cells_as_they_are_keep_their_quotes,
        many_faults_of_a_kind_are_told_once,
    ]
}

const HEADER: &str = "EntityType\tEntityKey\tEntityKeyValue\tMediaGroup\tMediaType\tMediaImportPath\t\
    ImageAltText\tMediaDisplayName";

/// A row that assigns a new picture to a product.
fn row(product: &str, name: &str, alt: &str) -> String {
    format!("Product|Master\tEntityId\t{product}\tPrimary\tImage\t{name}.png\t{alt}\t{name}")
}

fn a_check_says_what_an_import_would_do_and_changes_nothing() -> Result<(), Stop> {
    let folder = folder("check")?;
    let text = told(1, line!["check", sample("manifest.tsv"), "--products", sample("shop.jsonl")])?;
    let facts = [
        "Check of",
        "rows 12",
        "Applied 9, would be done",
        "HeldBack 1, good, but another row of the list is not",
        "Failed 2, at fault",
        "would change 6 assets, 4 documents",
        "row 12: ImageAltText: the cell is empty, but a picture has an alt text → write what it shows",
        "missing_cell",
        "row 13: EntityKeyValue: the tenant does not have the product or variant `Q7777` → check the number",
        "not_in_tenant",
        "no publication: this was a check",
    ];
    has(&text, &facts);
    assert_eq!(fs::read_dir(&folder)?.count(), 0);

    let result = folder.join("result.tsv");
    let arguments =
        line!["check", sample("manifest.tsv"), "--products", sample("shop.jsonl"), "--result", result];
    told(1, &arguments)?;
    let result = fs::read_to_string(folder.join("result.tsv"))?;
    let ends = column(&cells(&result), "Result").join(" ");
    assert_eq!(
        ends,
        "Applied Applied Applied Applied Applied Applied Applied Applied Applied HeldBack Failed Failed"
    );
    assert_eq!(fs::read_dir(&folder)?.count(), 1, "only the result");
    Ok(())
}

fn an_import_writes_the_publication_and_how_each_row_ended() -> Result<(), Stop> {
    let folder = folder("import")?;
    let (result, out) = (folder.join("result.tsv"), folder.join("out.jsonl"));
    let arguments = line![
        "import",
        sample("manifest.tsv"),
        "--products",
        sample("shop.jsonl"),
        "--publish",
        "--result",
        result,
        "--out",
        out
    ];
    let text = told(1, &arguments)?;
    has(
        &text,
        &[
            "Import of",
            "Applied 9, done",
            "published 6 assets, 4 documents in",
            "out.jsonl",
            "left out 1 central swatch",
        ],
    );
    assert!(!text.contains("drafts"), "{text}");

    let publication = Publication::from_json_lines(fs::read(&out)?.as_slice(), &Limits::default())?;
    let ids = |query: Query| -> Result<Vec<String>, Stop> {
        let answer = publication.resolve(&query, &Policy::default())?;
        Ok(answer.primary().iter().map(|item| item.asset().url().unwrap_or_default().to_owned()).collect())
    };
    let url = |name: &str| format!("https://cdn.example/quillmere/{name}");
    assert_eq!(ids(Query::new("Q3005"))?, [url("jetty/front.png"), url("jetty/pier.mp4")]);
    assert_eq!(ids(Query::new("Q3005").select("Color", "Chalk & Berry"))?, [url("jetty/berry.png")]);
    assert_eq!(ids(Query::new("3005-CHINK-S").locale("fr-CA")?)?, [url("jetty/front.png")]);
    assert_eq!(ids(Query::new("Q9001"))?, [url("gift-card/ribbon.png")]);
    // a list with a row at fault is left as it was
    assert_eq!(ids(Query::new("Q9003").channel("007"))?, [""; 0]);

    let result = fs::read_to_string(&result)?;
    let rows = cells(&result);
    assert_eq!(rows.len(), 13);
    assert_eq!(column(&rows, "X-Photographer")[0], "Iris");
    assert_eq!(column(&rows, "ErrorCode")[9..], ["held_back", "missing_cell", "not_in_tenant"]);
    assert!(column(&rows, "ResultTime").iter().all(|time| time.starts_with("20") && time.ends_with('Z')));
    assert!(column(&rows, "ResultDescription")[11].starts_with("EntityKeyValue: the tenant does not have"));
    Ok(())
}

fn drafts_are_counted_and_not_written() -> Result<(), Stop> {
    let folder = folder("drafts")?;
    let (result, out) = (folder.join("result.tsv"), folder.join("out.jsonl"));
    let arguments = line![
        "import",
        sample("manifest.tsv"),
        "--products",
        sample("shop.jsonl"),
        "--result",
        result,
        "--out",
        out
    ];
    let text = told(1, &arguments)?;
    has(
        &text,
        &[
            "published 5 assets, 3 documents",
            "drafts 1 asset, 1 document: what is not published is not in the file",
            "--publish",
        ],
    );
    let object = object(1, &arguments)?;
    assert_eq!((&object["draft_assets"], &object["draft_documents"]), (&1.into(), &1.into()));
    assert_eq!((&object["published_assets"], &object["published_documents"]), (&5.into(), &3.into()));
    assert!(!fs::read_to_string(out)?.contains("gift-card"));
    Ok(())
}

fn counts_are_one_object_for_programs() -> Result<(), Stop> {
    let object = object(1, line!["check", sample("manifest.tsv"), "--products", sample("shop.jsonl")])?;
    let counts = ["rows", "applied", "unchanged", "kept", "held_back", "cancelled", "failed", "empty"];
    let counts = counts.map(|count| object[count].as_u64().unwrap_or(u64::MAX));
    assert_eq!(counts, [12, 9, 0, 0, 1, 0, 2, 0]);
    assert_eq!(
        (&object["assets"], &object["documents"], &object["warnings"]),
        (&6.into(), &4.into(), &0.into())
    );
    assert_eq!(object["job"], "check");
    let faults = object["faults"].as_array().ok_or("faults")?;
    assert_eq!(faults.len(), 2);
    let first = &faults[0];
    assert_eq!((&first["code"], &first["number"]), (&"missing_cell".into(), &8005.into()));
    assert_eq!((&first["row"], &first["column"]), (&12.into(), &"ImageAltText".into()));
    assert_eq!(object["fault_kinds"][1]["code"], "not_in_tenant");
    Ok(())
}

fn a_lenient_import_takes_pictures_without_an_alt_text() -> Result<(), Stop> {
    let arguments = line!["check", sample("manifest.tsv"), "--products", sample("shop.jsonl"), "--lenient"];
    let text = told(1, &arguments)?;
    has(
        &text,
        &[
            "Applied 11",
            "Failed 1",
            "warnings 1",
            "row 13",
            "! row 12: ImageAltText: the picture has no alt text",
        ],
    );
    let object = object(1, &arguments)?;
    assert_eq!((&object["warnings"], &object["failed"]), (&1.into(), &1.into()));
    assert_eq!(object["warning_list"][0]["code"], "missing_alt_text");
    Ok(())
}

fn a_result_is_taken_in_again_once_it_is_corrected() -> Result<(), Stop> {
    let folder = folder("again")?;
    let (result, corrected, out) =
        (folder.join("result.tsv"), folder.join("corrected.tsv"), folder.join("out.jsonl"));
    let shop = sample("shop.jsonl");
    told(1, line!["check", sample("manifest.tsv"), "--products", shop, "--result", result])?;
    let text = fs::read_to_string(&result)?.replace("Q7777", "Q1001");
    let text = text.replace("hands.png\t\t", "hands.png\tTwo hands with a needle\t");
    fs::write(&corrected, text)?;
    let arguments =
        line!["import", corrected, "--products", shop, "--publish", "--result", result, "--out", out];
    let text = told(0, &arguments)?;
    has(&text, &["rows 12", "Applied 12, done", "published 7 assets, 6 documents"]);
    // once more gives the same
    let one = fs::read(&out)?;
    told(0, &arguments)?;
    assert_eq!(one, fs::read(&out)?);
    Ok(())
}

fn a_manifest_without_rows_is_clean() -> Result<(), Stop> {
    let manifest = folder("empty")?.join("manifest.tsv");
    fs::write(&manifest, format!("{HEADER}\r\n\t\t\r\n"))?;
    let object = object(0, line!["check", manifest, "--products", sample("shop.jsonl")])?;
    assert_eq!((&object["rows"], &object["empty"]), (&0.into(), &1.into()));
    assert_eq!(object["faults"], serde_json::json!([]));
    Ok(())
}

fn cells_as_they_are_keep_their_quotes() -> Result<(), Stop> {
    let folder = folder("plain")?;
    let (manifest, result, out) =
        (folder.join("manifest.tsv"), folder.join("result.tsv"), folder.join("out.jsonl"));
    fs::write(&manifest, format!("{HEADER}\n{}\n", row("Q9001", "card", "\"Best\" card, 5\"")))?;
    let alt = |plain: bool| -> Result<String, Stop> {
        let more = if plain { line!["--plain"] } else { line![] };
        let shop = sample("shop.jsonl");
        let arguments =
            line!["import", manifest, "--products", shop, "--publish", "--result", result, "--out", out];
        told(0, [arguments.clone(), more].concat())?;
        let text = fs::read_to_string(&out)?;
        let asset = text.lines().find(|line| line.starts_with("{\"asset\"")).ok_or("an asset")?;
        let asset: serde_json::Value = serde_json::from_str(asset)?;
        Ok(asset["asset"]["text"]["neutral"]["alt"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(alt(true)?, "\"Best\" card, 5\"");
    assert_eq!(alt(false)?, "Best card, 5\"");
    Ok(())
}

fn many_faults_of_a_kind_are_told_once() -> Result<(), Stop> {
    let manifest = folder("many")?.join("manifest.tsv");
    let rows: Vec<String> =
        (0..2_000).map(|number| row(&format!("N{number}"), &format!("p{number}"), "alt")).collect();
    fs::write(&manifest, format!("{HEADER}\n{}\n", rows.join("\n")))?;
    let arguments = line!["check", manifest, "--products", sample("shop.jsonl")];
    let text = told(1, &arguments)?;
    has(
        &text,
        &[
            "Failed 2,000",
            "`N0`",
            "`N1`",
            "`N2`",
            "not_in_tenant, and 1,997 more like it: rows 5, 6, 7, 8, 9, …",
        ],
    );
    assert!(text.len() < 2_000, "{text}");
    let object = object(1, &arguments)?;
    assert_eq!(object["faults"].as_array().map(Vec::len), Some(100));
    assert_eq!(
        object["fault_kinds"],
        serde_json::json!([{"code": "not_in_tenant", "column": "EntityKeyValue", "count": 2000}])
    );
    Ok(())
}
