//! The shop as it will be: asked, compared, and shown on a page.

use super::impact::{Rows, told};
use super::plan::{GROUP, Plan};
use super::{Day, Told, sure};
use crate::choose::Subject;
use crate::page::{Style, number};
use crate::teller::{Teller, sum};
use omnimedia::{Code, Context, Diff, DiffCounts, Preview, Publication};
use std::collections::BTreeSet;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

/// Tells how the shop will stand, and writes the page that shows it. Gives how much will be otherwise.
pub(super) fn tell<W: Write>(
    teller: &mut Teller<W>,
    day: &Day,
    subject: &Subject,
    plan: &Plan,
    out: &Path,
) -> Told<DiffCounts> {
    teller.chapter(
        "The shop as of 1 December",
        "What will be can be asked as what is: the publication as of an instant, with every group applied that \
         is due by then.",
    )?;
    let state = day.tenant.as_of(plan.due.instant());
    let (now, then) = (day.tenant.publication()?, state.publication()?);
    for (index, query) in plan.queries().iter().enumerate() {
        let shown = then.resolve(query, &day.policy)?;
        let first = shown.primary().first().map(|item| item.asset().id());
        sure(first == Some(plan.picture.as_str()), "the picture of the sale does not come first")?;
        if index == 0 {
            teller.about(&format!("{}, {}", day.product(shown.product()), day.place(query.context())))?;
            teller.gallery("now", Style::Quiet, &now.resolve(query, &day.policy)?)?;
            teller.gallery("then", Style::Good, &shown)?;
        }
    }
    if let Some((id, context)) = &plan.sale.category {
        let is = shown(day, &then, id, context)?;
        sure(is.as_ref() == Some(&plan.picture), "the category does not get the picture of the sale")?;
    }
    for number in plan.products() {
        let moments = day.tenant.over_time(number)?;
        let since: Vec<_> = moments.iter().filter_map(|moment| moment.since()).collect();
        let groups: Vec<_> = moments.iter().flat_map(|moment| moment.groups()).collect();
        sure(since == [plan.due] && groups == [GROUP], "a product changes at another time than the sale")?;
    }
    teller.page.blank()?;

    let changes = state.changes();
    let mut rows = Rows::default();
    let diff = Diff::new(&now, &then, day.policy);
    let counts =
        diff.clone().products(changes.products()).categories(changes.categories()).run(|difference| {
            rows.take(&difference);
            ControlFlow::Continue(())
        })?;
    sure(counts == diff.counts()?, "more is another than what the state says")?;
    sure(counts.swatches() == 0, "the sale changes swatches")?;
    teller.fact("impact", &told(&counts)?)?;
    rows.tell(teller)?;
    teller.page.blank()?;
    page(teller, day, subject, plan, out, [&now, &then])?;
    Ok(counts)
}

/// The picture of a category.
pub(super) fn shown(
    day: &Day,
    publication: &Publication,
    id: &str,
    context: &Context,
) -> Told<Option<String>> {
    let answer = publication.category_image(id, context, &day.policy)?;
    Ok(answer.shown().map(|asset| asset.id().to_owned()))
}

/// The page: the products of the day, now and then beside each other.
fn page<W: Write>(
    teller: &mut Teller<W>,
    day: &Day,
    subject: &Subject,
    plan: &Plan,
    out: &Path,
    [now, then]: [&Publication; 2],
) -> Told {
    let mut numbers = plan.products();
    numbers.push(&subject.number);
    let contexts = plan.queries().into_iter().chain([subject.query.clone()]);
    let channels = contexts.map(|query| query.context().channel().unwrap_or_default().to_owned());
    let channels: BTreeSet<String> = channels.chain([String::new()]).collect();
    let html = Preview::new(day.policy)
        .title("The winter sale")
        .side("Published now", now)
        .side(format!("As of {}", plan.due), then)
        .products(numbers.iter().copied())
        .channels(channels)
        .to_html();
    let html = match html {
        Err(fault) if fault.code() == Code::LimitPreview => {
            teller.sorry("A page of these products would be too large, and none is written:")?;
            teller.refused(&fault.into())?;
            return Ok(());
        }
        html => html?,
    };
    sure(html.contains(&plan.picture), "the preview does not show the picture of the sale")?;
    let cannot = |error: std::io::Error| format!("`{}` cannot be written: {error}", out.display());
    if let Some(folder) = out.parent() {
        std::fs::create_dir_all(folder).map_err(cannot)?;
    }
    std::fs::write(out, &html).map_err(cannot)?;
    let what = sum(&[(numbers.len(), "product", "products")]);
    teller.fact(
        "preview",
        &format!("{what} now and then, {} bytes of HTML in {}", number(html.len()), out.display()),
    )?;
    Ok(())
}
