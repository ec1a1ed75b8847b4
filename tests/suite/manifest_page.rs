//! docs/manifest.md has every code that a manifest can meet, as the table of codes has it.

use std::fs;

use libtest_mimic::Trial;
use omnimedia::Code;
use omnimedia_tests::place::files_below;
use omnimedia_tests::{Stop, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        every_code_of_interchange_is_on_the_page,
        every_code_that_reading_and_importing_name_is_on_the_page,
        codes_are_on_the_page_once_and_as_they_are,
        every_column_of_ours_is_on_the_page,
    ]
}

fn page() -> Result<String, Stop> {
    Ok(fs::read_to_string(workspace_root().join("docs/manifest.md"))?)
}

/// A code as the page has it.
struct Row {
    name: String,
    number: i32,
    meaning: String,
    advice: String,
}

/// The rows of the tables of codes: their second cell is a number of four digits.
fn rows() -> Result<Vec<Row>, Stop> {
    let text = page()?.replace("\\|", "\u{1}");
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, number, meaning, advice] = cells.as_slice() else { continue };
        let Ok(number) = number.parse() else { continue };
        let [name, meaning, advice] =
            [name.trim_matches('`'), meaning, advice].map(|cell| cell.replace('\u{1}', "|"));
        rows.push(Row { name, number, meaning, advice });
    }
    assert!(rows.len() > 40, "only {} codes found", rows.len());
    Ok(rows)
}

/// The variants of the table of codes, each with its documentation.
fn table() -> Result<Vec<(String, String, Code)>, Stop> {
    let source = fs::read_to_string(workspace_root().join("core/src/fault/code.rs"))?;
    let (mut told, mut all) = (String::new(), Vec::new());
    for line in source.lines().map(str::trim) {
        if let Some(doc) = line.strip_prefix("/// ") {
            told = doc.trim_start_matches("Warning: ").trim_end_matches('.').to_owned();
            told[..1].make_ascii_uppercase();
            continue;
        }
        let Some((variant, rest)) = line.split_once(" = ") else { continue };
        let Some(number) = rest.split(' ').next().and_then(|number| number.parse::<i32>().ok()) else {
            continue;
        };
        if let Some(code) = Code::ALL.iter().find(|code| code.number() == number) {
            all.push((variant.to_owned(), std::mem::take(&mut told), *code));
        }
    }
    assert_eq!(all.len(), Code::ALL.len());
    Ok(all)
}

fn every_code_of_interchange_is_on_the_page() -> Result<(), Stop> {
    let rows = rows()?;
    for code in Code::ALL.iter().filter(|code| (8_000..9_000).contains(&code.number())) {
        assert!(rows.iter().any(|row| row.name == code.name()), "`{code}` is not on the page");
    }
    Ok(())
}

fn every_code_that_reading_and_importing_name_is_on_the_page() -> Result<(), Stop> {
    // what an import says to itself
    const OWN: [&str; 1] = ["Exists"];
    let (rows, table) = (rows()?, table()?);
    let (mut files, mut named) = (0, 0);
    for folder in ["core/src/manifest", "core/src/exchange/import"] {
        for file in files_below(&workspace_root().join(folder), &|path| !path.ends_with("tests")) {
            files += 1;
            let source = fs::read_to_string(&file)?;
            for part in source.split("Code::").skip(1) {
                let variant: String = part.chars().take_while(|next| next.is_alphanumeric()).collect();
                let Some((_, _, code)) = table.iter().find(|(own, ..)| *own == variant) else { continue };
                named += 1;
                let is_told = OWN.contains(&&*variant) || rows.iter().any(|row| row.name == code.name());
                assert!(is_told, "{} names `{code}`, which is not on the page", file.display());
            }
        }
    }
    assert!(files > 20 && named > 50, "{files} files name {named} codes");
    Ok(())
}

fn codes_are_on_the_page_once_and_as_they_are() -> Result<(), Stop> {
    let (rows, table) = (rows()?, table()?);
    let mut seen = Vec::new();
    for Row { name, number, meaning, advice } in &rows {
        let Some((_, told, code)) = table.iter().find(|(.., code)| code.name() == name) else {
            panic!("`{name}` is no code");
        };
        assert_eq!(*number, code.number(), "the number of `{name}`");
        assert_eq!(meaning, told, "the meaning of `{name}`");
        assert!(!advice.is_empty(), "`{name}` does not say what to do");
        assert!(!seen.contains(&name), "`{name}` stands twice");
        seen.push(name);
    }
    let page = page()?;
    let (_, behind) = page.split_once("these are warnings").ok_or("no table of warnings")?;
    let (warnings, _) = behind.split_once("The other codes").ok_or("nothing behind the warnings")?;
    for Row { name, number, .. } in &rows {
        let is_warning = (2_100..2_200).contains(number);
        assert_eq!(
            warnings.contains(&format!("| `{name}` |")),
            is_warning,
            "`{name}` stands in the wrong table"
        );
    }
    Ok(())
}

fn every_column_of_ours_is_on_the_page() -> Result<(), Stop> {
    let source = fs::read_to_string(workspace_root().join("core/src/manifest/columns.rs"))?;
    let page = page()?;
    let ours: Vec<&str> = source.split('"').filter(|name| name.starts_with("X-")).collect();
    assert!(ours.len() >= 5, "{ours:?}");
    for name in ours {
        assert!(page.contains(&format!("| `{name}` |")), "`{name}` is not on the page");
    }
    Ok(())
}
