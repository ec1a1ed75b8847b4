//! Fewer sets that show the same.

use crate::arguments::Minimise as Arguments;
use crate::bar::Bar;
use crate::files;
use crate::output::Output;
use crate::page::{Style, tail};
use crate::refusal::Refusal;
use crate::told::{Told, digits, many};
use omnimedia::{MediaSize, Minimise, MinimiseCounts};
use serde_json::json;

/// Writes a publication with fewer sets.
pub(crate) fn minimise(arguments: &Arguments, bar: &Bar) -> Result<Told, Refusal> {
    let inputs = std::iter::once(arguments.publication.as_path()).chain(arguments.policy.as_deref());
    let mut out = Output::create(&arguments.out, &inputs.collect::<Vec<_>>())?;
    let policy = files::policy(arguments.policy.as_deref())?;
    let publication = files::publication(&arguments.publication, bar)?;
    bar.working("finding fewer sets");
    let (fewer, counts) = Minimise::new(&publication, policy)
        .publication()
        .map_err(|faults| Refusal::of(&arguments.publication, faults))?;
    bar.working("writing the publication");
    fewer.write_json_lines(&mut out).map_err(|error| Refusal::unwritable(&arguments.out, &error))?;
    out.finish()?;

    let name = tail(&arguments.publication.display().to_string(), 72);
    let mut told = Told::new("minimise", format!("Minimising {name}"));
    sizes(&mut told, &counts);
    told.blank();
    told.fact(Style::Good, "written", &arguments.out.display().to_string());
    Ok(told)
}

/// How much there was, and how much there is.
pub(crate) fn sizes(told: &mut Told, counts: &MinimiseCounts) {
    let (before, after) = (counts.before(), counts.after());
    let object =
        |size: MediaSize| json!({"documents": size.documents, "sets": size.sets, "items": size.items});
    told.set("before", object(before));
    told.set("after", object(after));
    told.set("products", counts.products());
    told.set("products_changed", counts.products_changed());
    told.set("selections_changed", counts.selections());
    told.set("products_unfinished", counts.unfinished());
    told.set("products_unproved", counts.unproved());

    let changed = format!("{} changed", digits(counts.products_changed()));
    told.fact(Style::Plain, "products", &format!("{}, {changed}", digits(counts.products())));
    for (name, before, after) in [
        ("documents", before.documents, after.documents),
        ("sets", before.sets, after.sets),
        ("listed items", before.items, after.items),
    ] {
        let style = if after < before { Style::Good } else { Style::Plain };
        told.fact(style, name, &format!("{} → {}", digits(before), digits(after)));
    }
    told.fact(Style::Quiet, "the same", "is shown for every variant and product, in every context");
    if counts.selections() > 0 {
        let selections = many(counts.selections(), "selection", "selections");
        told.fact(Style::Bad, "other", &format!("{selections} that are no variants show something else"));
    }
    if counts.unfinished() > 0 {
        let products = many(counts.unfinished(), "product", "products");
        told.fact(Style::Quiet, "unfinished", &format!("{products}: maybe more sets could go"));
    }
    if counts.unproved() > 0 {
        let products = many(counts.unproved(), "product", "products");
        told.fact(Style::Bad, "unproved", &format!("{products}, left as it was: please report this"));
    }
}
