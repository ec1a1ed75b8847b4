//! Manifests: what is exported comes back as it was, whatever the tenant.

use libtest_mimic::Trial;
use omnimedia::{Code, Export, Import, Limits, ManifestReader, Publication, RowOutcome, Stamp, Tenant};
use omnimedia_tests::documents::{sample, shops};
use omnimedia_tests::generator::{self, check};
use omnimedia_tests::{Stop, lifecycle, trials};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::test_runner::TestCaseError;

use crate::properties::Printed;
use crate::transfer::{tenant, without_media, worked};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        a_shop_comes_back_from_its_manifest,
        a_tenant_that_people_worked_in_comes_back_from_its_manifest,
        the_real_shops_come_back_from_their_manifests,
    ]
}

/// Written for people, and no part of what a manifest says.
const READ_ONLY: [&str; 12] = [
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
    "X-Neutralised",
];

/// The rows, each with the cells that say something.
fn rows(manifest: &[u8]) -> Result<Vec<String>, Stop> {
    let mut reader = ManifestReader::new(manifest, &Limits::default())?;
    let names: Vec<String> = reader.columns().map(str::to_owned).collect();
    let mut rows = vec![names.join("\t")];
    while let Some(row) = reader.next_row()? {
        let cells = names.iter().zip(row.cells()).filter(|(name, _)| !READ_ONLY.contains(&name.as_str()));
        let cells = cells.map(|(name, cell)| format!("{name}={:?}", String::from_utf8_lossy(cell)));
        rows.push(cells.collect::<Vec<_>>().join(" "));
    }
    Ok(rows)
}

/// What of a tenant travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Travels {
    Whole,
    /// Something was left out, as the warnings say.
    InPart,
    /// There are rows that an import refuses, as the warnings say.
    Refused,
}

fn export(tenant: &Tenant, formula_safe: bool) -> Result<(Vec<u8>, Travels), Stop> {
    let mut bytes = Vec::new();
    let exported = Export::new(tenant).formula_safe(formula_safe).write(&mut bytes)?;
    let swatches = u64::from(tenant.central_swatches().len() > 0);
    let travels = match exported.warned() == swatches {
        true => Travels::Whole,
        false if exported.warnings().any(|fault| fault.message().contains("NUL")) => Travels::Refused,
        false => Travels::InPart,
    };
    Ok((bytes, travels))
}

/// Exports, imports into a tenant without media, and exports again.
fn comes_back(source: &Tenant) -> Result<(), Stop> {
    let stamp = Stamp::new("import", lifecycle::instant(9));
    for formula_safe in [false, true] {
        let (first, travels) = export(source, formula_safe)?;
        if travels == Travels::Refused {
            return Ok(());
        }
        let mut other = without_media(source)?;
        let empty = other.clone();
        let import = Import::new().lenient(true);
        let tried = import.clone().dry_run(true).run(&mut other, first.as_slice(), &stamp)?;
        assert!(other == empty, "a dry run changes nothing");
        let done = import.run(&mut other, first.as_slice(), &stamp)?;
        // a display name is unique in a library; publications do not mind
        if done.faults().len() > 0 && done.faults().all(|fault| fault.code() == Code::NameTaken) {
            return Ok(());
        }
        let faults: Vec<String> = done.faults().take(3).map(ToString::to_string).collect();
        assert!(done.is_clean(), "{faults:?}");
        assert_eq!(tried.counts(), done.counts());
        let (second, _) = export(&other, formula_safe)?;
        for (one, two) in rows(&first)?.iter().zip(&rows(&second)?) {
            assert_eq!(one, two);
        }
        assert_eq!(rows(&first)?.len(), rows(&second)?.len());
        let before = other.clone();
        let again = import.run(&mut other, first.as_slice(), &stamp)?;
        assert_eq!(again.counts().of(RowOutcome::Unchanged), again.counts().rows());
        assert!(other == before, "the same manifest changes nothing the second time");
        // where nothing stayed behind, what is published and what would be is the same
        if travels == Travels::Whole {
            for target in source.targets() {
                let (one, two) = (source.life(&target), other.life(&target));
                let published = |life: Option<&omnimedia::Life>| {
                    life.and_then(|life| life.published()).and_then(|version| version.content().cloned())
                };
                // empty texts and urls, which count as none, are none afterwards
                assert_eq!(published(one).is_some(), published(two).is_some(), "{target}");
            }
        }
    }
    Ok(())
}

fn a_shop_comes_back_from_its_manifest() -> Result<(), Stop> {
    let shops = generator::shops().prop_map(Printed);
    let holds = |shop: Printed| {
        let source = tenant(&shop.0.publication());
        source.and_then(|source| comes_back(&source)).map_err(|stop| TestCaseError::fail(format!("{stop:?}")))
    };
    Ok(check(500, &shops, holds)?)
}

fn a_tenant_that_people_worked_in_comes_back_from_its_manifest() -> Result<(), Stop> {
    let lives = vec(vec(any::<u32>(), 12), 0..60);
    let holds = |operations: Vec<Vec<u32>>| {
        comes_back(&worked(&operations)).map_err(|stop| TestCaseError::fail(format!("{stop:?}")))
    };
    Ok(check(500, &lives, holds)?)
}

fn the_real_shops_come_back_from_their_manifests() -> Result<(), Stop> {
    let mut all = vec![sample()];
    all.extend(shops()?);
    for shop in all {
        let publication = Publication::from_json_lines(shop.text.as_bytes(), &Limits::default())?;
        comes_back(&tenant(&publication)?)?;
    }
    Ok(())
}
