//! Taking a manifest in, or trying to.

use crate::arguments::{Check, Import as Arguments, Reading};
use crate::bar::Bar;
use crate::files::{self, Input};
use crate::kinds::{self, MOST_FAULTS};
use crate::output::Output;
use crate::page::{Style, tail};
use crate::refusal::Refusal;
use crate::told::{Told, digits, many};
use omnimedia::{Action, Import, Imported, Limits, Publication, RowOutcome, Stamp, Tenant};
use std::ops::ControlFlow;
use std::path::Path;

/// What an import would do.
pub(crate) fn check(arguments: &Check, stamp: &Stamp, bar: &Bar) -> Result<Told, Refusal> {
    let reading = &arguments.reading;
    let manifest = match &arguments.result {
        Some(_) => Input::open_twice(&reading.manifest)?,
        None => Input::open(&reading.manifest)?,
    };
    let result = match &arguments.result {
        Some(result) => Some(Output::create(result, &[&reading.manifest, &reading.products])?),
        None => None,
    };
    let publication = files::publication(&reading.products, bar)?;
    let (_, imported) = run(reading, &manifest, &publication, true, stamp, bar)?;
    let mut told =
        Told::new("check", format!("Check of {}", tail(&reading.manifest.display().to_string(), 72)));
    rows(&mut told, &imported, true);
    if let Some(mut result) = result {
        write_result(&imported, &manifest, &mut result, bar)?;
        result.finish()?;
    }
    told.blank();
    told.fact(Style::Quiet, "written", "no publication: this was a check");
    if let Some(result) = &arguments.result {
        written(&mut told, "result", result);
    }
    Ok(told)
}

/// Takes a manifest in, and writes what comes of it.
pub(crate) fn import(arguments: &Arguments, stamp: &Stamp, bar: &Bar) -> Result<Told, Refusal> {
    let Arguments { reading, result: result_name, out: out_name } = arguments;
    let manifest = Input::open_twice(&reading.manifest)?;
    let mut result = Output::create(result_name, &[&reading.manifest, &reading.products, out_name])?;
    let mut out = Output::create(out_name, &[&reading.manifest, &reading.products, result_name])?;
    let publication = files::publication(&reading.products, bar)?;
    let (tenant, imported) = run(reading, &manifest, &publication, false, stamp, bar)?;
    write_result(&imported, &manifest, &mut result, bar)?;
    bar.working("writing the publication");
    let after = tenant.publication()?;
    after.write_json_lines(&mut out).map_err(|error| Refusal::unwritable(out_name, &error))?;
    result.finish()?;
    out.finish()?;

    let mut told =
        Told::new("import", format!("Import of {}", tail(&reading.manifest.display().to_string(), 72)));
    rows(&mut told, &imported, false);
    told.blank();
    published(&mut told, &tenant, &after, out_name);
    written(&mut told, "result", result_name);
    left_out(&mut told, &publication);
    Ok(told)
}

fn run(
    reading: &Reading,
    manifest: &Input,
    publication: &Publication,
    dry_run: bool,
    stamp: &Stamp,
    bar: &Bar,
) -> Result<(Tenant, Imported), Refusal> {
    let mut tenant = Tenant::without_media_of(publication, &Limits::default())
        .map_err(|faults| Refusal::of(&reading.products, faults))?;
    let empty = if reading.publish { Action::PublishNow } else { Action::Draft };
    let mut import = Import::new().lenient(reading.lenient).plain(reading.plain).dry_run(dry_run);
    import = import.empty_action(empty).most_faults(MOST_FAULTS);
    if let Some(length) = manifest.length() {
        import = import.total_bytes(length);
    }
    let mut phase = None;
    let imported = import.run_with(&mut tenant, manifest.reader()?, stamp, |at| {
        bar.import(at, &mut phase);
        ControlFlow::Continue(())
    });
    match imported {
        Ok(imported) => Ok((tenant, imported)),
        Err(faults) => Err(Refusal::of(manifest.path(), faults)),
    }
}

fn write_result(imported: &Imported, manifest: &Input, to: &mut Output, bar: &Bar) -> Result<(), Refusal> {
    let again = bar.reading("writing the result", manifest.reader()?, manifest.length());
    imported.write_result(again, to).map_err(|faults| Refusal::of(manifest.path(), faults))
}

/// How the rows ended, and why.
fn rows(told: &mut Told, imported: &Imported, dry_run: bool) {
    let counts = imported.counts();
    told.is_clean = imported.is_clean();
    told.count("rows", "rows", counts.rows());
    for outcome in RowOutcome::ALL {
        let of = counts.of(outcome);
        let (key, about) = key(outcome, dry_run);
        told.set(key, of);
        if of > 0 {
            let is_good = matches!(outcome, RowOutcome::Applied | RowOutcome::Unchanged | RowOutcome::Kept);
            let style = if is_good { Style::Good } else { Style::Bad };
            told.fact(style, &format!("  {}", outcome.word()), &format!("{}, {about}", digits(of)));
        }
    }
    told.set("empty", counts.empty_rows());
    if counts.empty_rows() > 0 {
        told.fact(Style::Quiet, "  empty", &format!("{}, passed over", digits(counts.empty_rows())));
    }
    told.set("assets", counts.assets());
    told.set("documents", counts.documents());
    let assets = many(counts.assets(), "asset", "assets");
    let documents = many(counts.documents(), "document", "documents");
    told.fact(
        Style::Plain,
        if dry_run { "would change" } else { "changed" },
        &format!("{assets}, {documents}"),
    );
    told.count("warnings", "warnings", counts.warnings());
    kinds::tell(told, ["faults", "fault_kinds"], imported.faults());
    kinds::tell(told, ["warning_list", "warning_kinds"], imported.warnings());
}

/// The key of an outcome for programs, and what it means for people.
fn key(outcome: RowOutcome, dry_run: bool) -> (&'static str, &'static str) {
    match outcome {
        RowOutcome::Applied if dry_run => ("applied", "would be done"),
        RowOutcome::Applied => ("applied", "done"),
        RowOutcome::Unchanged => ("unchanged", "said what was so already"),
        RowOutcome::Kept => ("kept", "left as it was, as the row chose"),
        RowOutcome::HeldBack => ("held_back", "good, but another row of the list is not"),
        RowOutcome::Cancelled => ("cancelled", "not done"),
        RowOutcome::Failed => ("failed", "at fault"),
    }
}

/// What the publication has, and what it has not.
fn published(told: &mut Told, tenant: &Tenant, after: &Publication, out: &Path) {
    let of_products = after.products().map(|product| product.documents().len());
    let of_categories = after.categories().map(|category| category.documents().len());
    let documents = of_products.chain(of_categories).sum::<usize>() as u64;
    let assets = after.assets().filter(|asset| asset.is_published()).count() as u64;
    told.set("published_assets", assets);
    told.set("published_documents", documents);
    let has = format!("{}, {}", many(assets, "asset", "assets"), many(documents, "document", "documents"));
    told.fact(Style::Good, "published", &format!("{has} in {}", out.display()));

    let (mut assets, mut documents) = (0, 0);
    for target in tenant.targets() {
        let is_draft = tenant.life(&target).is_some_and(|life| life.has_unpublished_draft());
        let count = if target.asset_id().is_some() { &mut assets } else { &mut documents };
        *count += u64::from(is_draft);
    }
    told.set("draft_assets", assets);
    told.set("draft_documents", documents);
    if assets + documents > 0 {
        let drafts =
            format!("{}, {}", many(assets, "asset", "assets"), many(documents, "document", "documents"));
        let text = format!(
            "{drafts}: what is not published is not in the file; `--publish` publishes rows without an action"
        );
        told.fact(Style::Bad, "drafts", &text);
    }
    told.set("publication_warnings", after.warnings().len());
}

fn written(told: &mut Told, what: &str, file: &Path) {
    told.fact(Style::Plain, what, &file.display().to_string());
}

/// Central swatches that show pictures are media, and no manifest brings them.
fn left_out(told: &mut Told, publication: &Publication) {
    let pictures = publication.central_swatches().filter(|swatch| swatch.paint().asset().is_some()).count();
    told.set("central_swatches_left_out", pictures);
    if pictures > 0 {
        let swatches =
            many(pictures as u64, "central swatch shows a picture", "central swatches show pictures");
        told.fact(Style::Bad, "left out", &format!("{swatches}; no manifest brings these"));
    }
}
