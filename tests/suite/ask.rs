//! The example `ask`: a query a line in, an answer a line out, and what is wrong with a line does not end it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use libtest_mimic::Trial;
use omnimedia::{Limits, Publication};
use omnimedia_tests::build::cargo_build;
use omnimedia_tests::place::current_build;
use omnimedia_tests::vectors::{Case, Vectors, difference};
use omnimedia_tests::{Stop, run, target_dir, trials, workspace_root};
use serde_json::{Value, json};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        every_query_of_the_samples_table_is_answered_as_it_says,
        a_bad_line_gets_its_fault_and_the_next_is_served,
        every_fault_of_a_publication_is_told_and_ends_it,
        a_policy_is_read_from_its_file,
        both_ways_give_the_answers_of_every_vector,
        both_ways_say_the_same_of_the_sample,
    ]
}

fn example() -> Result<&'static Path, String> {
    static EXAMPLE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let built = EXAMPLE.get_or_init(|| {
        run(cargo_build().args(["-p", "omnimedia", "--example", "ask"]))?;
        let file = format!("ask{}", std::env::consts::EXE_SUFFIX);
        Ok(current_build().output.join("examples").join(file))
    });
    built.as_deref().map_err(Clone::clone)
}

fn shop() -> PathBuf {
    workspace_root().join("core/examples/sample/shop.jsonl")
}

fn asked(arguments: &[&Path], lines: &[u8]) -> Result<Output, Stop> {
    let mut child = Command::new(example()?)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut input = child.stdin.take().ok_or("no standard input")?;
    // written beside, so that many answers do not wait for one who still writes
    let (written, output) = std::thread::scope(|scope| {
        let writer = scope.spawn(move || input.write_all(lines));
        let output = child.wait_with_output();
        (writer.join().expect("writing does not panic"), output)
    });
    let output = output?;
    if output.status.success() {
        written?;
    }
    Ok(output)
}

fn answers(arguments: &[&Path], lines: &[u8]) -> Result<Vec<Value>, Stop> {
    let output = asked(arguments, lines)?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// The words in backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

fn every_query_of_the_samples_table_is_answered_as_it_says() -> Result<(), Stop> {
    let text = fs::read_to_string(workspace_root().join("core/examples/sample/README.md"))?;
    let rows = text.lines().filter(|line| line.starts_with("| `{"));
    let rows: Vec<Vec<&str>> = rows.map(|row| row.split('|').collect()).collect();
    let queries: String = rows.iter().map(|row| quoted(row[1]).join("") + "\n").collect();
    let answers = answers(&[&shop()], queries.as_bytes())?;
    assert!(answers.len() == rows.len() && !rows.is_empty(), "{} answers", answers.len());
    for (row, answer) in rows.iter().zip(&answers) {
        let primary = answer["primary"].as_array().map_or(&[][..], Vec::as_slice);
        let found: Vec<_> = primary.iter().filter_map(|item| item["asset"].as_str()).collect();
        assert_eq!(found, quoted(row[2]), "{}", row[1]);
    }
    Ok(())
}

fn a_bad_line_gets_its_fault_and_the_next_is_served() -> Result<(), Stop> {
    let lines = b"nope\n\n{\"product\": \"Q1001\", \"locale\": 7}\r\n{\"product\": \"\xff\"}\n{\"product\": \"none\"}\n\
        {\"ask\": \"explain\", \"product\": \"Q1001\"}\n{\"product\": \"Q1001\"}";
    let answers = answers(&[&shop()], lines)?;
    let told = |answer: &Value| {
        let fault = &answer["error"];
        format!(
            "{} {}",
            fault["code"].as_str().unwrap_or("none"),
            fault["place"].as_str().unwrap_or_default()
        )
    };
    let told: Vec<String> = answers.iter().map(told).collect();
    let expected = [
        "syntax line 1 column 2",
        "type line 3 column 32: locale",
        "encoding line 4 column 14",
        "not_found line 5",
        "none ",
        "none ",
    ];
    assert_eq!(told, expected);
    assert_eq!(answers[4]["answer"], answers[5]);
    Ok(())
}

/// A file in the target directory.
fn written(name: &str, text: &str) -> Result<PathBuf, Stop> {
    let folder = target_dir().join("ask");
    fs::create_dir_all(&folder)?;
    let file = folder.join(name);
    fs::write(&file, text)?;
    Ok(file)
}

fn every_fault_of_a_publication_is_told_and_ends_it() -> Result<(), Stop> {
    let text =
        r#"{"omnimedia": "publication/1", "products": [{"number": ""}, {"number": "S1"}, {"number": "S1"}]}"#;
    let output = asked(&[&written("faulty.json", text)?], b"")?;
    let told = String::from_utf8(output.stderr)?;
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("products[0]") && told.contains("products[2]"), "{told}");
    let output = asked(&[Path::new("none.csv")], b"")?;
    assert_eq!(output.status.code(), Some(1));
    Ok(())
}

fn a_policy_is_read_from_its_file() -> Result<(), Stop> {
    let policy = written("policy.json", r#"{"inheritance": "context-first"}"#)?;
    let query = br#"{"product": "Q1005", "variant": "1005-MOSS-M", "channel": "200", "locale": "de-DE"}"#;
    let answers = answers(&[Path::new("--policy"), &policy, &shop()], query)?;
    assert!(answers[0]["primary"].as_array().is_some_and(|items| !items.is_empty()), "{}", answers[0]);
    Ok(())
}

/// A query as a line, with what it asks for.
fn line(ask: &str, query: &Value) -> String {
    let mut query = query.clone();
    query["ask"] = ask.into();
    format!("{query}\n")
}

fn both_ways_give_the_answers_of_every_vector() -> Result<(), Stop> {
    for vectors in Vectors::all()? {
        let publication = written(&vectors.name, &vectors.publication)?;
        let policy = written(&format!("policy-of-{}", vectors.name), &vectors.policy)?;
        let kinds = [
            ("media", &vectors.cases),
            ("swatches", &vectors.swatches),
            ("category", &vectors.category_images),
        ];
        let asked = kinds.iter().flat_map(|(ask, cases)| cases.iter().map(move |case| (ask, case)));
        let asked: Vec<(&&str, &Case)> = asked.collect();
        let lines: String = asked.iter().map(|(ask, case)| line(ask, &case.query)).collect();
        let direct = [Path::new("--policy"), &policy, &publication];
        let flattened = [Path::new("--snapshot"), Path::new("--policy"), &policy, &publication];
        for arguments in [&direct[..], &flattened[..]] {
            let answers = answers(arguments, lines.as_bytes())?;
            assert_eq!(answers.len(), asked.len(), "{}", vectors.name);
            for ((_, case), answer) in asked.iter().zip(&answers) {
                let found = difference(&case.answer, answer);
                assert_eq!(found, None, "{arguments:?} {}: {}", vectors.name, case.query);
            }
        }
    }
    Ok(())
}

fn both_ways_say_the_same_of_the_sample() -> Result<(), Stop> {
    let file = shop();
    let shop = Publication::from_json_lines(&*fs::read(&file)?, &Limits::default())?;
    let variants = shop.products().flat_map(|product| product.variants()).map(|variant| variant.number());
    let numbers: Vec<&str> = shop.products().map(|product| product.number()).chain(variants).collect();
    let contexts = [
        json!({}),
        json!({"channel": "007", "locale": "fr-CA"}),
        json!({"channel": "128", "locale": "zh-Hant-HK", "catalog": "00000401"}),
        json!({"channel": "none", "locale": "de-CH"}),
    ];
    let mut lines = String::new();
    for context in &contexts {
        for number in &numbers {
            let mut query = context.clone();
            query["product"] = (*number).into();
            lines += &["media", "swatches", "explain"].map(|ask| line(ask, &query)).concat();
        }
        for category in shop.categories() {
            let mut query = context.clone();
            query["category"] = category.id().into();
            lines += &line("category", &query);
        }
    }
    lines += "{\"product\": \"none\"}\n{\"product\": 7}\n";
    let direct = asked(&[&file], lines.as_bytes())?;
    let flattened = asked(&[Path::new("--snapshot"), &file], lines.as_bytes())?;
    assert!(direct.status.success() && flattened.status.success());
    assert!(direct.stdout == flattened.stdout, "the snapshot answers otherwise");
    assert_eq!(direct.stdout.split(|byte| *byte == b'\n').count(), lines.lines().count() + 1);
    Ok(())
}
