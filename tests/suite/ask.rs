//! The example `ask`: a query a line in, an answer a line out, and what is wrong with a line does not end it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use libtest_mimic::Trial;
use omnimedia_tests::build::cargo_build;
use omnimedia_tests::place::current_build;
use omnimedia_tests::{Stop, run, target_dir, trials, workspace_root};
use serde_json::Value;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        every_query_of_the_samples_table_is_answered_as_it_says,
        a_bad_line_gets_its_fault_and_the_next_is_served,
        every_fault_of_a_publication_is_told_and_ends_it,
        a_policy_is_read_from_its_file,
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
    // the lines of a test are few: they fit into the pipe
    let written = input.write_all(lines);
    drop(input);
    let output = child.wait_with_output()?;
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
        "type line 3: locale",
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
