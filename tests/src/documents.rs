//! Publications to test with: the sample shop, the real shops, those of the vectors.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::value::RawValue;

use crate::place::{files_below, shared};
use crate::{Missing, workspace_root};

/// A publication in JSON Lines, with the name of its file.
#[derive(Debug)]
pub struct Lines {
    /// Where it lies.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// The shop that the examples show.
///
/// # Panics
///
/// Where the file cannot be read.
#[must_use]
pub fn sample() -> Lines {
    read(&workspace_root().join("core/examples/sample/shop.jsonl"))
}

/// The real shops.
///
/// # Errors
///
/// [`Missing::Shared`] where they are not there.
pub fn shops() -> Result<Vec<Lines>, Missing> {
    let all = files_below(&shared("data")?, &|path| path.is_dir() || path.ends_with("publication.jsonl"));
    if all.is_empty() {
        return Err(Missing::Shared("data".to_owned()));
    }
    Ok(all.iter().map(|path| read(path)).collect())
}

/// JSON Lines as the one object, line by line and without a look at what they mean.
///
/// # Panics
///
/// Where a line is no JSON object.
#[must_use]
pub fn assembled(lines: &str) -> String {
    let mut header = String::new();
    let mut lists: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        // the text of an entity, so that its keys keep their order
        let line: BTreeMap<String, &RawValue> = serde_json::from_str(line).expect("a line is an object");
        for (key, entity) in line {
            let list = match key.as_str() {
                "omnimedia" => {
                    header = format!("\"omnimedia\":{}", entity.get());
                    continue;
                }
                "category" => "categories".to_owned(),
                "swatch" => "swatches".to_owned(),
                key => format!("{key}s"),
            };
            lists.entry(list).or_default().push(entity.get());
        }
    }
    let lists = lists.iter().map(|(name, entities)| format!("\"{name}\":[{}]", entities.join(",")));
    format!("{{{}}}", std::iter::once(header).chain(lists).collect::<Vec<_>>().join(","))
}

fn read(path: &Path) -> Lines {
    let text = fs::read_to_string(path).expect("the file is there and UTF-8");
    Lines { name: path.display().to_string(), text }
}
