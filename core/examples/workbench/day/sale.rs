//! The sale runs.

use super::plan::{GROUP, Plan, just_before};
use super::preview::shown;
use super::{ANN, BEN, Day, Told, at, refused, sure, told};
use crate::page::{Style, count, number};
use crate::teller::{Teller, sum};
use crate::why::why;
use omnimedia::{Code, Diff, DiffCounts, Start, Target};
use std::io::Write;

pub(super) fn tell<W: Write>(
    teller: &mut Teller<W>,
    day: &mut Day,
    plan: &Plan,
    impact: &DiffCounts,
) -> Told {
    teller.chapter(
        "Tuesday 1 December: the sale begins",
        "A host looks from time to time whether something is due; all of a group is published, or nothing.",
    )?;
    if let Some(subject) = &plan.sale.copied {
        let ben = at(BEN, "11-30 17:00")?;
        day.tenant.edit(&subject.target, &ben, &Start::Empty)?;
        let name = day.product(&subject.number);
        teller.step(
            &ben,
            &format!("began to edit the document of {name} on the evening before, live, and went home"),
        )?;
    }
    let before = day.tenant.publication()?;
    sure(day.tenant.run_due(just_before(plan.due)).is_empty(), "a group runs before it is due")?;
    let host = at("host", "12-01 05:00")?;
    teller.step(&host, &format!("runs what is due at {}", plan.due))?;
    let mut ran = day.tenant.run_due(plan.due.instant());
    let (Some((name, run)), true) = (ran.pop(), ran.is_empty()) else {
        return Err("the story does not go on: not just one group was due".into());
    };
    let run = run?;
    sure(name == GROUP, "another group ran")?;
    let assets = run.targets().iter().filter(|target| target.asset_id().is_some()).count();
    let categories = run.targets().iter().filter(|target| target.category_id().is_some()).count();
    let documents = run.targets().len() - assets - categories;
    let published = sum(&[
        (documents, "document", "documents"),
        (categories, "category picture", "category pictures"),
        (assets, "asset", "assets"),
    ]);
    teller.good(&format!("the group `{name}` ran: {published} published"))?;
    let expected: Vec<Target> = plan.sale.copied.iter().map(|subject| subject.target.clone()).collect();
    for target in run.conflicts() {
        teller.warn(&format!(
            "a conflict: {target} had moved since it was copied in, and was published over"
        ))?;
    }
    for target in run.check_outs() {
        teller.warn(&format!("still checked out: {target}, as it was before the sale"))?;
    }
    sure(run.conflicts() == expected, "another conflict is reported than there is")?;
    sure(run.check_outs() == expected, "another check-out is reported than there is")?;
    sure(day.tenant.run_due(plan.due.instant()).is_empty(), "a group runs twice")?;

    let served = day.serve()?;
    teller
        .fact("served", &format!("a delta of {} bytes: {}", number(served.delta), told(&served.changes)))?;
    let counts = Diff::new(&before, &day.tenant.publication()?, day.policy).counts()?;
    sure(counts == *impact, "the sale changes something else than was forecast")?;
    let total = count(usize::try_from(counts.total())?, "answer", "answers");
    teller.good(&format!("{total} changed: what was forecast a week ago"))?;
    shopping(teller, day, plan)?;
    let ann = at(ANN, "12-01 09:00")?;
    let late = Target::asset(&plan.picture).in_group(GROUP);
    teller.step(&ann, "wants to change the picture in the group once more")?;
    teller.refused(&refused(
        day.tenant.edit(&late, &ann, &Start::Empty),
        Code::GroupClosed,
        "an edit in a group that ran",
    )?)?;
    Ok(())
}

/// What shoppers see now, and why.
fn shopping<W: Write>(teller: &mut Teller<W>, day: &Day, plan: &Plan) -> Told {
    let snapshot = day.snapshot()?;
    for query in plan.queries() {
        let answer = snapshot.resolve(&query)?;
        teller.about(&format!("{}, {}", day.product(answer.product()), day.place(query.context())))?;
        teller.gallery("shown", Style::Good, &answer)?;
        let first = answer.primary().first().map(|item| item.asset().id());
        sure(first == Some(plan.picture.as_str()), "the picture of the sale is not what shoppers see first")?;
    }
    if let Some(query) = plan.queries().last() {
        let published = day.tenant.publication()?;
        teller.tree(&why(&published.explain(query, &day.policy)?))?;
        if let Some((id, context)) = &plan.sale.category {
            let image = shown(day, &published, id, context)?;
            sure(image.as_ref() == Some(&plan.picture), "the category does not show the sale")?;
        }
    }
    Ok(())
}
