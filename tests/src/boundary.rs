//! The programs in C that try the boundary, with what they read.

use std::fs;
use std::path::{Path, PathBuf};

use omnimedia::{Flatten, Limits, Policy, Publication, Snapshot};

use crate::c_program::{compile, folder};
use crate::header::Header;
use crate::hostile::program;
use crate::{Stop, workspace_root};

/// The program of wrong arguments that is written from the header, built against a library, with its folder.
///
/// # Errors
///
/// A missing compiler, or what it printed.
pub fn compiled_hostile(name: &str, archive: &Path, more: &[&str]) -> Result<(PathBuf, PathBuf), Stop> {
    let folder = hostile_folder(name)?;
    let built = folder.join("hostile");
    compile(&folder.join("hostile.c"), &built, archive, more)?;
    Ok((folder, built))
}

/// A program of `tests/c` that works on what the program of wrong arguments works on, built against a library, with its
/// folder: such as `damaged`, of bytes that are no good.
///
/// # Errors
///
/// A missing compiler, or what it printed.
pub fn compiled_beside(source: &str, name: &str, archive: &Path) -> Result<(PathBuf, PathBuf), Stop> {
    let folder = hostile_folder(name)?;
    let built = folder.join(source);
    compile(&workspace_root().join("tests/c").join(source).with_extension("c"), &built, archive, &[])?;
    Ok((folder, built))
}

/// The program of many threads, built against a library, with its folder.
///
/// # Errors
///
/// A missing compiler, or what it printed.
pub fn compiled_stress(name: &str, archive: &Path, more: &[&str]) -> Result<(PathBuf, PathBuf), Stop> {
    let folder = versions_folder(name)?;
    let built = folder.join("stress");
    compile(&workspace_root().join("tests/c/stress.c"), &built, archive, more)?;
    Ok((folder, built))
}

/// The publication with another picture in the place of the first.
fn shop(first: &str) -> Result<(String, Publication), Stop> {
    let text = format!(
        r##"{{"omnimedia": "publication/1",
        "channels": [{{"id": "128", "locales": ["fr-CA"]}}],
        "assets": [{{"id": "A1", "kind": "image", "url": "https://cdn.example/{first}.png",
                     "text": {{"neutral": {{"alt": "A shirt", "tags": ["new"]}}}}}},
                   {{"id": "A2", "kind": "image", "url": "https://cdn.example/blue.png"}}],
        "swatches": [{{"dimension": "Color", "value": "Blue", "hex": "#0000ff"}}],
        "categories": [{{"id": "C1", "media": [{{"channel": "128", "image": {{"asset": "A1"}}}}]}}],
        "products": [{{"number": "S1", "name": "Shirt", "record_id": 17,
            "dimensions": [{{"name": "Color", "values": ["Blue", "Red"]}}],
            "variants": [{{"number": "S1-B", "values": {{"Color": "Blue"}}}}],
            "media": [{{"master": {{"primary": ["A1", "missing"]}},
                        "dimensions": [{{"match": {{"Color": "Blue"}}, "primary": ["A2", "A1"]}}]}}]}}]}}"##
    );
    let publication = Publication::from_json(text.as_bytes(), &Limits::default())?;
    Ok((text, publication))
}

/// The folder of the program that is written, `hostile.c`: it, a publication, and a delta on its snapshot.
///
/// # Errors
///
/// What the system says, or what the program cannot be written for.
pub fn hostile_folder(name: &str) -> Result<PathBuf, Stop> {
    let folder = folder(name)?;
    let (text, publication) = shop("shirt")?;
    let (_, changed) = shop("coat")?;
    let base = Snapshot::open(Flatten::new(&publication, Policy::default()).to_bytes()?)?;
    let mut change = Flatten::change(&changed, &base)?;
    _ = change.asset("A1");
    fs::write(folder.join("shop.json"), text)?;
    fs::write(folder.join("delta"), change.to_bytes()?)?;
    let root = workspace_root();
    let header = Header::read(&fs::read_to_string(root.join("include/omnimedia.h"))?);
    let mut support = fs::read_to_string(root.join("tests/c/hostile.h"))?;
    support += &fs::read_to_string(root.join("tests/c/hostile_stage.h"))?;
    fs::write(folder.join("hostile.c"), program(&header, &support)?)?;
    Ok(folder)
}

/// What a version of the stressed shop shows: every text says which version it is of.
fn version(number: usize) -> Result<(String, Publication), Stop> {
    let url = |name: String| format!("https://cdn.example/v{number}/{name}.png");
    let assets: Vec<String> = (0..8)
        .map(|at| {
            let url = url(format!("p{at}"));
            format!(r#"{{"id": "A{at}", "kind": "image", "url": "{url}", "text": {{"neutral": {{"alt": "v{number}"}}}}}}"#)
        })
        .collect();
    let some = |first: usize, count: usize| {
        let ids: Vec<String> = (first..first + count).map(|at| format!(r#""A{}""#, at % 8)).collect();
        ids.join(", ")
    };
    let text = format!(
        r#"{{"omnimedia": "publication/1",
        "channels": [{{"id": "128", "locales": ["fr-CA"]}}],
        "assets": [{assets}],
        "products": [{{"number": "S1", "name": "Shirt",
            "dimensions": [{{"name": "Color", "values": ["Blue", "Red"]}}],
            "variants": [{{"number": "S1-B", "values": {{"Color": "Blue"}}}},
                         {{"number": "S1-R", "values": {{"Color": "Red"}}}}],
            "media": [{{"master": {{"primary": [{master}]}},
                        "dimensions": [{{"match": {{"Color": "Blue"}}, "primary": [{blue}]}}]}},
                      {{"channel": "128", "master": {{"primary": [{channel}]}}}}]}}]}}"#,
        assets = assets.join(", "),
        master = some(number, number + 1),
        blue = some(number + 2, 5 - number),
        channel = some(number + 1, number + 2),
    );
    let publication = Publication::from_json(text.as_bytes(), &Limits::default())?;
    Ok((text, publication))
}

/// The folder that the program of many threads reads: versions of a shop, and a delta on the first.
///
/// # Errors
///
/// What the system says.
pub fn versions_folder(name: &str) -> Result<PathBuf, Stop> {
    let folder = folder(name)?;
    for number in 0..4 {
        fs::write(folder.join(format!("v{number}.json")), version(number)?.0)?;
    }
    let base = Snapshot::open(Flatten::new(&version(0)?.1, Policy::default()).to_bytes()?)?;
    let (_, changed) = version(4)?;
    let mut change = Flatten::change(&changed, &base)?;
    _ = change.product("S1");
    (0..8).for_each(|at| _ = change.asset(&format!("A{at}")));
    fs::write(folder.join("delta"), change.to_bytes()?)?;
    Ok(folder)
}
