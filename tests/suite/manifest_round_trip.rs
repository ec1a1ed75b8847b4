//! Manifests out of a tenant, into another and out again: nothing is lost, and the second time nothing changes.

use std::cell::Cell;

use libtest_mimic::Trial;
use omnimedia::{
    Content, Export, Import, Life, Limits, Publication, RowOutcome, Stamp, Target, Tenant, Version,
};
use omnimedia_tests::agree::equal;
use omnimedia_tests::documents::{sample, shops};
use omnimedia_tests::generator::{self, Choices, cases, check};
use omnimedia_tests::lifecycle;
use omnimedia_tests::{Stop, trials};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::test_runner::TestCaseError;
use serde_json::Value;

use crate::properties::Printed;
use crate::transfer::worked;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        a_random_tenant_comes_back_as_it_was,
        a_tenant_that_was_worked_in_says_the_same_again,
        the_real_shops_come_back_as_they_were,
    ]
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

fn stamp(minute: i64) -> Stamp {
    Stamp::new("ann", lifecycle::instant(minute))
}

/// A manifest, and how many things it could not say.
fn exported(tenant: &Tenant, safe: bool) -> Result<(Vec<u8>, u64), Stop> {
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
fn said(manifest: &[u8]) -> Vec<Vec<String>> {
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
fn without_media(tenant: &Tenant) -> Result<Tenant, Stop> {
    Ok(Tenant::without_media_of(&tenant.publication()?, tenant.limits())?)
}

fn published(life: &Life) -> Option<&Content> {
    life.published().and_then(Version::content)
}

fn draft(life: &Life) -> Option<&Content> {
    life.draft().and_then(Version::content)
}

/// A publication without texts and urls of assets that say nothing, which are no other than none.
fn meant(publication: &Publication) -> Result<Value, Stop> {
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
fn changes_nothing(tenant: &Tenant, manifest: &[u8]) -> Result<(), Stop> {
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
fn comes_back(tenant: &Tenant, safe: bool) -> Result<bool, Stop> {
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

/// A shop in which drafts wait.
struct World {
    shop: Printed,
    drafts: Printed,
    choices: Choices,
    whole: bool,
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}\nwith drafts of\n{:?}\nwhole: {}", self.shop, self.drafts, self.whole)
    }
}

fn worlds() -> impl Strategy<Value = World> {
    let numbers = |most| vec(any::<u32>(), 0..most).prop_map(Choices::new);
    (generator::shops(), numbers(200), numbers(1_500), numbers(60), 0..4u8).prop_map(
        |(shop, mut hard, mut drafts, choices, whole)| {
            let whole = whole < 3;
            let shop = shop.hard_on_manifests(&mut hard, whole);
            let drafts = shop.other_media(&mut drafts, whole);
            World { shop: Printed(shop), drafts: Printed(drafts), choices, whole }
        },
    )
}

impl World {
    fn tenant(&self) -> Result<Tenant, Stop> {
        let tenant = |shop: &Printed| -> Result<Tenant, Stop> {
            Ok(Tenant::from_publication(&shop.0.publication(), &Limits::default(), &stamp(0))?)
        };
        let (mut own, drafts) = (tenant(&self.shop)?, tenant(&self.drafts)?);
        let mut choices = self.choices.clone();
        for target in drafts.targets() {
            let life = drafts.life(&target).ok_or("a life")?;
            if let Some(content) = published(life).filter(|_| choices.once_in(2)) {
                own.check_in(&target, content.clone(), &stamp(1))?;
            }
        }
        let targets: Vec<Target> = own.targets().collect();
        for target in &targets {
            let content = own.life(target).and_then(published);
            if content.is_some_and(|content| !matches!(content, Content::Asset(_))) && choices.once_in(8) {
                own.unpublish(target, &stamp(1))?;
            }
        }
        Ok(own)
    }
}

fn a_random_tenant_comes_back_as_it_was() -> Result<(), Stop> {
    let (clean, drafts) = (Cell::new(0u32), Cell::new(0u32));
    let holds = |world: World| {
        let both = || -> Result<(), Stop> {
            let tenant = world.tenant()?;
            let differs = |target: Target| {
                tenant
                    .life(&target)
                    .is_some_and(|life| life.published().is_some() && draft(life) != published(life))
            };
            drafts.set(drafts.get() + u32::from(tenant.targets().any(differs)));
            for safe in [false, true] {
                let all = comes_back(&tenant, safe)?;
                assert!(all || !world.whole, "not everything travelled");
                clean.set(clean.get() + u32::from(all && safe));
            }
            Ok(())
        };
        both().map_err(|stop| TestCaseError::fail(format!("{stop:?}")))
    };
    check(1_000, &worlds(), holds)?;
    let (clean, drafts, all) = (clean.get(), drafts.get(), cases(1_000));
    // so that nobody can say that nothing is there to lose
    let is_enough = clean * 2 > all && drafts * 3 > all;
    assert!(all < 1_000 || is_enough, "{clean} came whole, {drafts} had drafts, of {all}");
    Ok(())
}

fn a_tenant_that_was_worked_in_says_the_same_again() -> Result<(), Stop> {
    let holds = |operations: Vec<Vec<u32>>| {
        let tenant = worked(&operations);
        for safe in [false, true] {
            comes_back(&tenant, safe).map_err(|stop| TestCaseError::fail(format!("{stop:?}")))?;
        }
        Ok(())
    };
    Ok(check(1_000, &vec(vec(any::<u32>(), 16), 0..80), holds)?)
}

fn the_real_shops_come_back_as_they_were() -> Result<(), Stop> {
    let mut all = vec![sample()];
    all.extend(shops()?);
    for shop in all {
        let publication = Publication::from_json_lines(shop.text.as_bytes(), &Limits::default())?;
        let tenant = Tenant::from_publication(&publication, &Limits::default(), &stamp(0))?;
        for safe in [false, true] {
            comes_back(&tenant, safe).map_err(|stop| format!("{}: {stop:?}", shop.name))?;
        }
    }
    Ok(())
}
