//! The manifests of real shops, taken into tenants without media: what products show is what their publications say.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;

use libtest_mimic::Trial;
use omnimedia::{
    Action, AnswerItem, Code, Fault, Import, Imported, Limits, Policy, Publication, Query, RowOutcome, Shown,
    Stamp, Tenant,
};
use omnimedia_tests::agree::equal;
use omnimedia_tests::place::{files_below, shared};
use omnimedia_tests::{Missing, Stop, trials};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        products_show_what_the_publication_of_the_shop_says,
        each_row_that_is_refused_is_explained,
        the_second_time_nothing_changes,
        every_form_that_spreadsheets_save_is_the_same,
    ]
}

struct Shop {
    name: String,
    publication: Publication,
    manifest: Vec<u8>,
}

fn shops() -> Result<Vec<Shop>, Stop> {
    let is_wanted = |path: &std::path::Path| path.is_dir() || path.ends_with("manifest.tsv");
    let all: Vec<PathBuf> = files_below(&shared("data")?, &is_wanted);
    if all.is_empty() {
        return Err(Missing::Shared("data".to_owned()).into());
    }
    let shop = |path: &PathBuf| -> Result<Shop, Stop> {
        let folder = path.parent().ok_or("a file lies in a folder")?;
        let lines = fs::read(folder.join("publication.jsonl"))?;
        Ok(Shop {
            name: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            publication: Publication::from_json_lines(&*lines, &Limits::default())?,
            manifest: fs::read(path)?,
        })
    };
    all.iter().map(shop).collect()
}

fn stamp() -> Result<Stamp, Fault> {
    Ok(Stamp::new("import", "2026-11-24T09:00:00Z".parse()?))
}

fn empty(shop: &Shop) -> Result<Tenant, Stop> {
    Ok(Tenant::without_media_of(&shop.publication, &Limits::default())?)
}

fn import() -> Import {
    Import::new().lenient(true).empty_action(Action::PublishNow)
}

fn take(tenant: &mut Tenant, manifest: &[u8]) -> Result<Imported, Stop> {
    Ok(import().run(tenant, manifest, &stamp()?)?)
}

/// An item as shoppers see it: asset ids are the library's own.
fn seen<'a>(item: &AnswerItem<'a>) -> (Option<&'a str>, Option<&'a str>, Option<&'a str>) {
    (item.asset().url(), item.purpose(), item.alt())
}

fn products_show_what_the_publication_of_the_shop_says() -> Result<(), Stop> {
    let policy = Policy::DEFAULT;
    for shop in shops()? {
        let mut tenant = empty(&shop)?;
        take(&mut tenant, &shop.manifest)?;
        let taken = tenant.publication()?;
        let known = shop.publication.known_contexts();
        let mut compared = 0u64;
        for product in shop.publication.products() {
            let variants = product.variants().iter().map(omnimedia::Variant::number);
            let numbers: Vec<&str> = std::iter::once(product.number()).chain(variants).collect();
            for context in known.iter() {
                for number in &numbers {
                    let query = Query::new(*number).within(context.to_context());
                    let (one, two) =
                        (shop.publication.resolve(&query, &policy)?, taken.resolve(&query, &policy)?);
                    let what = || format!("{}: {number} in {context}", shop.name);
                    let lists = |answer: &omnimedia::Answer<'_>| {
                        let primary: Vec<String> =
                            answer.primary().iter().map(|item| format!("{:?}", seen(item))).collect();
                        let additional: Vec<String> =
                            answer.additional().iter().map(|item| format!("{:?}", seen(item))).collect();
                        (primary, additional)
                    };
                    let is_same = one.primary().iter().map(seen).eq(two.primary().iter().map(seen))
                        && one.additional().iter().map(seen).eq(two.additional().iter().map(seen));
                    if !is_same {
                        equal(&what(), &lists(&one), &lists(&two))?;
                        return Err(what().into());
                    }
                    compared += u64::try_from(one.primary().len() + one.additional().len())?;
                }
                let query = Query::new(product.number()).within(context.to_context());
                let swatches = |publication: &Publication| -> Result<Vec<String>, Fault> {
                    let swatches = publication.swatches(&query, &policy)?;
                    let swatch = swatches.iter().map(|swatch| match swatch.shown() {
                        Shown::Hex(hex) => format!("{} {hex}", swatch.value()),
                        Shown::Image(asset, crop) => format!("{} {:?} {crop:?}", swatch.value(), asset.url()),
                        Shown::Text(text) => format!("{} {text}", swatch.value()),
                    });
                    Ok(swatch.collect())
                };
                let what = format!("{}: swatches of {} in {context}", shop.name, product.number());
                equal(&what, &swatches(&shop.publication)?, &swatches(&taken)?)?;
            }
        }
        assert!(compared > 300, "{}: only {compared} items compared", shop.name);
    }
    Ok(())
}

fn each_row_that_is_refused_is_explained() -> Result<(), Stop> {
    // pictures of categories without a channel, which D365 does not have
    let wanted: BTreeMap<&str, u64> =
        BTreeMap::from([("magento-luma", 0), ("openfoodfacts", 0), ("sfcc-retail", 4)]);
    for shop in shops()? {
        let imported = take(&mut empty(&shop)?, &shop.manifest)?;
        let counts = imported.counts();
        let rows = u64::try_from(shop.manifest.iter().filter(|byte| **byte == b'\n').count())? - 1;
        equal("rows", &rows, &counts.rows())?;
        if let Some(wanted) = wanted.get(&*shop.name) {
            equal(&shop.name, wanted, &counts.of(RowOutcome::Failed))?;
            equal("the others", &(rows - wanted), &counts.of(RowOutcome::Applied))?;
        }
        let mut refused = 0;
        for fault in imported.faults() {
            match (fault.code(), fault.place().as_path()) {
                (Code::MissingCell, "EntityChannel") => refused += 1,
                // a second picture of one
                (Code::WrongEntity, "MediaGroup") => {}
                // the source has pictures of categories that it does not list
                (Code::NotInTenant, "EntityKeyValue") if shop.name == "sfcc-retail" => {}
                _ => return Err(format!("{}: {fault}", shop.name).into()),
            }
        }
        equal("each is explained", &counts.of(RowOutcome::Failed), &refused)?;
        // no picture of the two has an alt text of its own
        assert!(counts.warnings() > 0 || shop.name == "sfcc-retail", "{}", shop.name);
    }
    Ok(())
}

fn the_second_time_nothing_changes() -> Result<(), Stop> {
    for shop in shops()? {
        let mut tenant = empty(&shop)?;
        let before = tenant.clone();
        let tried = import().dry_run(true).run(&mut tenant, &*shop.manifest, &stamp()?)?;
        assert!(tenant == before, "{}: tried and changed", shop.name);
        let first = take(&mut tenant, &shop.manifest)?;
        equal("a trial", first.counts(), tried.counts())?;
        let result = |imported: &Imported| -> Result<Vec<u8>, Stop> {
            let mut result = Vec::new();
            imported.write_result(&*shop.manifest, &mut result)?;
            Ok(result)
        };
        assert!(result(&first)? == result(&tried)?, "{}: another result in a trial", shop.name);
        _ = tenant.take_changed_units();
        _ = tenant.take_changes();
        let before = tenant.clone();
        for manifest in [shop.manifest.clone(), result(&first)?] {
            let again = take(&mut tenant, &manifest)?;
            equal("applied again", &0, &again.counts().of(RowOutcome::Applied))?;
            equal("changed again", &0, &(again.counts().assets() + again.counts().documents()))?;
            assert!(tenant == before && tenant.take_changed_units().is_empty(), "{}", shop.name);
            assert!(tenant.take_changes().is_empty(), "{}", shop.name);
        }
    }
    Ok(())
}

fn every_form_that_spreadsheets_save_is_the_same() -> Result<(), Stop> {
    for shop in shops()? {
        let mut tenant = empty(&shop)?;
        let first = take(&mut tenant, &shop.manifest)?;
        let text = String::from_utf8(shop.manifest.clone())?;
        let wide = |bytes_of: fn(u16) -> [u8; 2]| -> Vec<u8> {
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes_of).collect()
        };
        let (lf, cr) = (text.replace("\r\n", "\n"), text.replace("\r\n", "\n").replace('\n', "\r"));
        let crlf = lf.replace('\n', "\r\n");
        let mut forms: HashMap<&str, Vec<u8>> = HashMap::new();
        forms.insert("UTF-16 LE", wide(u16::to_le_bytes));
        forms.insert("UTF-16 BE", wide(u16::to_be_bytes));
        forms.insert("BOM", format!("\u{feff}{text}").into_bytes());
        forms.insert("LF", lf.into_bytes());
        forms.insert("CR", cr.into_bytes());
        forms.insert("CRLF", crlf.into_bytes());
        for (form, bytes) in forms {
            let mut other = empty(&shop)?;
            let imported = take(&mut other, &bytes)?;
            assert!(other == tenant, "{} as {form}", shop.name);
            equal(form, first.counts(), imported.counts())?;
        }
        // no cell of these is quoted: split at tabs they are the same
        let mut other = empty(&shop)?;
        import().plain(true).run(&mut other, &*shop.manifest, &stamp()?)?;
        assert!(other == tenant, "{} split at tabs", shop.name);
    }
    Ok(())
}
