//! Whether what a tenant has comes back from a manifest.

use omnimedia::{Content, Export, Import, Life, Publication, RowOutcome, Stamp, Target, Tenant, Version};
use serde_json::Value;

use crate::Stop;
use crate::agree::equal;
use crate::lifecycle;

fn stamp(minute: i64) -> Stamp {
    Stamp::new("ann", lifecycle::instant(minute))
}

/// What an import may change, or does not read: versions, states and instants.
const NOT_SAID: [&str; 11] = [
    "EntityAssignmentCurrentPublishState",
    "EntityCreatedOn",
    "EntityLastModifiedOn",
    "EntityPublishedOn",
    "EntityVersion",
    "MediaVersion",
    "MediaCreatedOn",
    "MediaLastModifiedOn",
    "MediaPublishedOn",
    "MediaPublished",
    "MediaPublishedURL",
];

/// A manifest, and how many things it could not say.
///
/// # Errors
///
/// Those of the export.
pub fn exported(tenant: &Tenant, safe: bool) -> Result<(Vec<u8>, u64), Stop> {
    let mut manifest = Vec::new();
    let done = Export::new(tenant).formula_safe(safe).write(&mut manifest)?;
    Ok((manifest, done.warned()))
}

/// The cells of a manifest as they are written, quotes and all.
fn rows(manifest: &[u8]) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut is_quoted = false;
    let text = std::str::from_utf8(manifest).expect("a manifest is UTF-8");
    for letter in text.chars() {
        is_quoted ^= letter == '"';
        match letter {
            '\t' if !is_quoted => rows.last_mut().expect("a row").push(String::new()),
            '\n' if !is_quoted => rows.push(vec![String::new()]),
            _ => rows.last_mut().and_then(|row| row.last_mut()).expect("a cell").push(letter),
        }
    }
    assert_eq!(rows.pop(), Some(vec![String::new()]), "a manifest ends with its last row");
    rows
}

/// The rows but for what is not said, which is emptied.
#[must_use]
pub fn said(manifest: &[u8]) -> Vec<Vec<String>> {
    let mut rows = rows(manifest);
    let header = rows.first().cloned().unwrap_or_default();
    for row in rows.iter_mut().skip(1) {
        assert_eq!(row.len(), header.len(), "{row:?}");
        for (cell, name) in row.iter_mut().zip(&header) {
            if NOT_SAID.contains(&name.trim_end()) {
                cell.clear();
            }
        }
    }
    rows
}

/// The filled cells of a row, for a person.
fn told(rows: &[Vec<String>]) -> Vec<String> {
    let header = rows.first().cloned().unwrap_or_default();
    let row = |row: &Vec<String>| {
        let cells = row.iter().zip(&header).filter(|(cell, _)| !cell.trim_end_matches('\r').is_empty());
        cells.map(|(cell, name)| format!("{name}={cell:?} ")).collect()
    };
    rows.iter().map(row).collect()
}

/// The same products, categories and channels without media.
///
/// # Errors
///
/// Those of the publication.
pub fn without_media(tenant: &Tenant) -> Result<Tenant, Stop> {
    Ok(Tenant::without_media_of(&tenant.publication()?, tenant.limits())?)
}

/// The published content.
#[must_use]
pub fn published(life: &Life) -> Option<&Content> {
    life.published().and_then(Version::content)
}

/// The draft.
#[must_use]
pub fn draft(life: &Life) -> Option<&Content> {
    life.draft().and_then(Version::content)
}

/// A publication without texts and urls of assets that say nothing, which are no other than none.
///
/// # Errors
///
/// It is JSON: none.
pub fn meant(publication: &Publication) -> Result<Value, Stop> {
    let mut json: Value = serde_json::from_str(&publication.to_json())?;
    for asset in json.get_mut("assets").and_then(Value::as_array_mut).into_iter().flatten() {
        if asset.get("url").is_some_and(|url| url == "") {
            asset.as_object_mut().ok_or("an asset")?.remove("url");
        }
        let Some(texts) = asset.get_mut("text").and_then(Value::as_object_mut) else { continue };
        for text in texts.values_mut().filter_map(Value::as_object_mut) {
            text.retain(|_, said| said != "");
        }
        texts.retain(|_, text| text.as_object().is_some_and(|text| !text.is_empty()));
        if texts.is_empty() {
            asset.as_object_mut().ok_or("an asset")?.remove("text");
        }
    }
    Ok(json)
}

/// Takes a manifest into a tenant in which it changes nothing.
///
/// # Errors
///
/// What changes.
pub fn changes_nothing(tenant: &Tenant, manifest: &[u8]) -> Result<(), Stop> {
    let mut again = tenant.clone();
    let done = Import::new().lenient(true).run(&mut again, manifest, &stamp(3))?;
    let faults: Vec<String> = done.faults().map(ToString::to_string).collect();
    equal("faults of the second import", &Vec::new(), &faults)?;
    equal("rows that change nothing", &done.counts().rows(), &done.counts().of(RowOutcome::Unchanged))?;
    if again != *tenant {
        return Err("the second import changed the tenant".into());
    }
    Ok(())
}

/// Whether everything in the tenant travelled.
///
/// # Errors
///
/// What does not come back.
pub fn comes_back(tenant: &Tenant, safe: bool) -> Result<bool, Stop> {
    let (first, warned) = exported(tenant, safe)?;
    let mut other = without_media(tenant)?;
    let before = other.clone();
    let import = Import::new().lenient(true);
    let would = import.clone().dry_run(true).run(&mut other, first.as_slice(), &stamp(2))?;
    assert!(other == before, "a dry run changed something");
    let done = import.run(&mut other, first.as_slice(), &stamp(2))?;
    let faults: Vec<String> = done.faults().map(ToString::to_string).collect();
    equal("faults", &Vec::new(), &faults)?;
    assert!(done.is_clean(), "{:?}", done.counts());
    equal("counts of the dry run", done.counts(), would.counts())?;
    let (second, _) = exported(&other, safe)?;
    let (one, two) = (said(&first), said(&second));
    if one != two {
        let (one, two) = (told(&one), told(&two));
        let at = one.iter().zip(&two).take_while(|(one, two)| one == two).count();
        equal(&format!("row {} of the second export", at + 1), &one.get(at), &two.get(at))?;
        return Err("the second export differs".into());
    }
    changes_nothing(&other, &second)?;
    changes_nothing(&other, &first)?;
    if warned == 0 {
        equal("publication", &meant(&tenant.publication()?)?, &meant(&other.publication()?)?)?;
        let drafts = |tenant: &Tenant| meant(&tenant.with_drafts().publication()?);
        equal("drafts", &drafts(tenant)?, &drafts(&other)?)?;
        // check-outs, groups and earlier versions are a tenant's own
        let is_there = |target: &Target| {
            let life = tenant.life(target).filter(|_| target.group().is_none());
            life.is_some_and(|life| published(life).or(draft(life)).is_some())
        };
        let targets: Vec<Target> = tenant.targets().filter(is_there).collect();
        equal("targets", &targets, &other.targets().collect())?;
        for target in targets {
            let (one, two) = (tenant.life(&target), other.life(&target));
            let content = |life: Option<&Life>| {
                let life = life.expect("a life");
                (published(life).is_some(), draft(life).is_some())
            };
            equal(&target.to_string(), &content(one), &content(two))?;
        }
    }
    Ok(warned == 0)
}
