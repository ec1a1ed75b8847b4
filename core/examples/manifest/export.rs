//! A publication as a manifest.

use crate::arguments::Export as Arguments;
use crate::bar::Bar;
use crate::files;
use crate::kinds;
use crate::output::Output;
use crate::page::{Style, tail};
use crate::refusal::Refusal;
use crate::told::{Told, digits};
use omnimedia::{Export, Exported, Limits, Stamp, Tenant};

/// Writes the media of a publication, or a part of them, as a manifest.
pub(crate) fn export(arguments: &Arguments, stamp: &Stamp, bar: &Bar) -> Result<Told, Refusal> {
    let mut out = Output::create(&arguments.out, &[&arguments.publication])?;
    let publication = files::publication(&arguments.publication, bar)?;
    bar.working("writing the manifest");
    let tenant = Tenant::from_publication(&publication, &Limits::default(), stamp)
        .map_err(|faults| Refusal::of(&arguments.publication, faults))?;
    let exported = chosen(arguments, &tenant).write(&mut out)?;
    out.finish()?;

    let name = tail(&arguments.publication.display().to_string(), 72);
    let mut told = Told::new("export", format!("Export of {name}"));
    rows(&mut told, &exported);
    told.blank();
    told.fact(Style::Good, "written", &arguments.out.display().to_string());
    Ok(told)
}

fn chosen<'t>(arguments: &Arguments, tenant: &'t Tenant) -> Export<'t> {
    let mut export = Export::new(tenant).formula_safe(arguments.formula_safe);
    let Arguments { product, category, channel, locale, .. } = arguments;
    if !product.is_empty() {
        export = export.products(product.iter().cloned());
    }
    if !category.is_empty() {
        export = export.categories(category.iter().cloned());
    }
    if !channel.is_empty() {
        export = export.channels(channel.iter().cloned());
    }
    if !locale.is_empty() {
        export = export.locales(locale.iter().cloned());
    }
    match arguments.if_exists {
        Some(word) => export.if_exists(word),
        None => export,
    }
}

/// How many rows were written, and what they do not say.
pub(crate) fn rows(told: &mut Told, exported: &Exported) {
    told.count("rows", "rows", exported.rows());
    if exported.rows() == 0 {
        told.fact(Style::Bad, "", "there is nothing of what was chosen");
    }
    told.count("warnings", "warnings", exported.warned());
    kinds::tell(told, ["warning_list", "warning_kinds"], exported.warnings());
    let listed = exported.warnings().len() as u64;
    if listed < exported.warned() {
        told.remark(Style::Quiet, &format!("only the first {} are counted by kind", digits(listed)));
    }
}
