//! What cannot be read or written: one clear line, status 2, and nothing is written.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use libtest_mimic::Trial;
use omnimedia_tests::{Stop, trials};

use super::{folder, has, line, object, ran, sample};

pub(super) fn trials() -> Vec<Trial> {
    trials![
        a_file_that_is_not_what_it_should_be_is_told_in_a_line,
        for_programs_it_is_an_object_with_the_faults,
        every_fault_of_a_publication_is_told,
        wrong_arguments_are_told,
        what_is_read_is_never_written_over,
        what_cannot_be_done_leaves_no_file_and_no_half_one,
        a_publication_is_known_by_what_is_in_it,
    ]
}

/// What is said on standard error by a job that cannot be done.
fn refused(arguments: impl AsRef<[OsString]>) -> Result<String, Stop> {
    let output = ran(arguments)?;
    let said = String::from_utf8(output.stderr)?;
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    Ok(said)
}

fn in_a_line(said: &str, facts: &[&str]) {
    assert_eq!(said.lines().count(), 1, "{said}");
    has(said, facts);
}

fn a_file_that_is_not_what_it_should_be_is_told_in_a_line() -> Result<(), Stop> {
    let folder = folder("bad")?;
    let (manifest, shop) = (sample("manifest.tsv"), sample("shop.jsonl"));
    let binary = super::example()?;
    let written = |name: &str, bytes: &[u8]| -> Result<_, Stop> {
        let file = folder.join(name);
        fs::write(&file, bytes)?;
        Ok(file)
    };
    let cases = [
        (Path::new("none.tsv"), &*shop, &["none.tsv", "cannot be read"][..]),
        (&manifest, Path::new("none.jsonl"), &["none.jsonl", "cannot be read"]),
        (&folder, &shop, &["it is a folder"]),
        (&shop, &shop, &["shop.jsonl", "row 1", "this is JSON, and no manifest", "EntityType"]),
        (binary, &shop, &["row 1", "save it as UTF-8"]),
        (&manifest, &manifest, &["manifest.tsv", "line 1 column 1"]),
        (&manifest, binary, &["line 1", "UTF-8"]),
        (&written("empty.tsv", b"")?, &shop, &["empty.tsv", "row 1", "the manifest is empty"]),
        (&manifest, &written("empty.json", b"")?, &["empty.json", "line 1 column 1"]),
        (
            &written("twice.tsv", b"MediaType\tmediatype\n")?,
            &shop,
            &["twice.tsv", "row 1", "stands twice", "take one of them out"],
        ),
        (
            &written("quote.tsv", b"MediaType\tMediaCaption\nImage\t\"begins\n")?,
            &shop,
            &["quote.tsv", "row 2", "MediaCaption", "does not end"],
        ),
    ];
    for (manifest, shop, facts) in cases {
        in_a_line(&refused(line!["check", manifest, "--products", shop])?, facts);
    }
    Ok(())
}

fn for_programs_it_is_an_object_with_the_faults() -> Result<(), Stop> {
    let (manifest, shop) = (sample("manifest.tsv"), sample("shop.jsonl"));
    let told = object(2, line!["check", "none.tsv", "--products", shop])?;
    assert_eq!((&told["job"], &told["file"]), (&"check".into(), &"none.tsv".into()));
    assert_eq!((&told["faults"][0]["code"], &told["faults"][0]["number"]), (&"read".into(), &1006.into()));
    let told = object(2, line!["check", shop, "--products", shop])?;
    assert_eq!((&told["faults"][0]["code"], &told["faults"][0]["row"]), (&"no_header".into(), &1.into()));
    let told = object(2, line!["check", manifest, "--products", manifest])?;
    assert_eq!(told["faults"].as_array().map(Vec::len), Some(1));
    let told = object(2, line!["check", manifest])?;
    assert_eq!((&told["job"], &told["faults"][0]["code"]), (&serde_json::Value::Null, &"usage".into()));
    has(told["faults"][0]["message"].as_str().unwrap_or_default(), &["required", "--products"]);
    Ok(())
}

fn every_fault_of_a_publication_is_told() -> Result<(), Stop> {
    let shop = folder("faulty")?.join("shop");
    let products = r#"[{"number": ""}, {"number": "S1"}, {"number": "S1"}]"#;
    fs::write(&shop, format!(r#"{{"omnimedia": "publication/1", "products": {products}}}"#))?;
    let said = refused(line!["check", sample("manifest.tsv"), "--products", shop])?;
    assert_eq!(said.lines().count(), 2, "{said}");
    has(&said, &["shop: ", "products[0]", "shop: ", "products[2]"]);
    Ok(())
}

fn wrong_arguments_are_told() -> Result<(), Stop> {
    for arguments in [line![], line!["never"], line!["check"], line!["check", "a", "--products"]] {
        let said = refused(arguments)?;
        assert!(said.contains("Usage") || said.contains("--help"), "{said}");
    }
    let help = ran(line!["--help"])?;
    assert!(help.status.success());
    let help = String::from_utf8(help.stdout)?;
    has(&help, &["check", "import", "export", "migrate", "minimise", "--json", "Exit status: 0"]);
    Ok(())
}

fn what_is_read_is_never_written_over() -> Result<(), Stop> {
    let folder = folder("over")?;
    let (manifest, shop, out) = (folder.join("manifest.tsv"), folder.join("shop.jsonl"), folder.join("out"));
    fs::copy(sample("manifest.tsv"), &manifest)?;
    fs::copy(sample("shop.jsonl"), &shop)?;
    let other = folder.join(".").join("..").join("over").join("manifest.tsv");
    for (result, to) in [(&manifest, &out), (&out, &manifest), (&other, &out), (&out, &shop), (&out, &out)] {
        let said = refused(line!["import", manifest, "--products", shop, "--result", result, "--out", to])?;
        in_a_line(&said, &["the same file as", "name another file"]);
    }
    assert_eq!(fs::read(&manifest)?, fs::read(sample("manifest.tsv"))?);
    assert_eq!(fs::read(&shop)?, fs::read(sample("shop.jsonl"))?);
    assert_eq!(fs::read_dir(&folder)?.count(), 2);
    Ok(())
}

fn what_cannot_be_done_leaves_no_file_and_no_half_one() -> Result<(), Stop> {
    let folder = folder("half")?;
    let (result, out) = (folder.join("result.tsv"), folder.join("out.jsonl"));
    fs::write(&out, "as it was")?;
    let (manifest, shop) = (sample("manifest.tsv"), sample("shop.jsonl"));
    let not_there = folder.join("none").join("out.jsonl");
    for (manifest, shop, to) in [
        (&shop, &shop, &out),
        (&manifest, &manifest, &out),
        (&manifest, &shop, &not_there),
        (&manifest, &shop, &folder),
    ] {
        refused(line!["import", manifest, "--products", shop, "--result", result, "--out", to])?;
        assert_eq!(fs::read_to_string(&out)?, "as it was");
        assert_eq!(fs::read_dir(&folder)?.count(), 1, "something was left");
    }
    Ok(())
}

fn a_publication_is_known_by_what_is_in_it() -> Result<(), Stop> {
    let folder = folder("forms")?;
    let lines = fs::read_to_string(sample("shop.jsonl"))?;
    let publication =
        omnimedia::Publication::from_json_lines(lines.as_bytes(), &omnimedia::Limits::default())?;
    let pretty: serde_json::Value = serde_json::from_str(&publication.to_json())?;
    let forms = [
        ("lines.json", lines.clone()),
        ("marked", format!("\u{feff}{lines}")),
        ("one-line.jsonl", publication.to_json()),
        ("object", serde_json::to_string_pretty(&pretty)?),
        ("object.json", publication.to_json()),
    ];
    for (name, text) in forms {
        let shop = folder.join(name);
        fs::write(&shop, text)?;
        let told = object(1, line!["check", sample("manifest.tsv"), "--products", shop])?;
        assert_eq!(told["applied"], 9, "{name}");
    }
    Ok(())
}
