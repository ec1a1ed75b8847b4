//! The sale is over, and everything goes back to what it was.

use super::edit::versions;
use super::impact;
use super::plan::Plan;
use super::preview::shown;
use super::{ANN, Day, Told, at, refused, sure, told};
use crate::choose::Subject;
use crate::page::{Style, number};
use crate::teller::Teller;
use omnimedia::{Cause, Code, Flatten, Scope, Target};
use std::collections::BTreeSet;
use std::io::Write;

pub(super) fn tell<W: Write>(teller: &mut Teller<W>, day: &mut Day, subject: &Subject, plan: &Plan) -> Told {
    teller.chapter(
        "Tuesday 8 December: back to normal",
        "Reset to default takes a document away, and its product falls back to the next one that speaks. \
         Every version stays, and can be restored.",
    )?;
    let picture = Target::asset(&plan.picture);
    let ann = at(ANN, "12-08 08:00")?;
    teller.step(&ann, &format!("wants to delete the picture `{}`", plan.picture))?;
    let refusal = day.tenant.unpublish_and_delete(&picture, &ann);
    teller.refused(&refused(refusal, Code::AssetInUse, "deleting what is shown")?)?;

    let ann = at(ANN, "12-08 08:10")?;
    for added in &plan.sale.added {
        let (name, place) = (day.product(&added.number), day.place(&added.context));
        day.tenant.reset(&added.target(), &ann)?;
        day.tenant.publish(&Scope::from(added.target()), &ann)?;
        teller.step(&ann, &format!("resets {name} in {place} to default, and publishes"))?;
    }
    restore(teller, day, plan)?;
    category(teller, day, plan)?;

    let served = day.serve()?;
    teller
        .fact("served", &format!("a delta of {} bytes: {}", number(served.delta), told(&served.changes)))?;
    shopping(teller, day, plan)?;
    teller.good("shoppers see what they saw before the sale")?;

    let ann = at(ANN, "12-08 08:30")?;
    day.tenant.unpublish_and_delete(&picture, &ann)?;
    teller.step(&ann, "deletes the picture of the sale, which nothing uses any more")?;
    sure(day.tenant.life(&picture).is_none(), "what was deleted is still there")?;
    day.serve()?;
    let whole = Flatten::new(&day.tenant.publication()?, day.policy).to_bytes()?;
    let snapshot = day.snapshot()?;
    sure(Flatten::compact(&snapshot)? == whole, "the snapshot with its deltas is not what is published")?;
    let bytes = format!(
        "the snapshot with its {} deltas made one: byte for byte what a full build gives",
        snapshot.deltas()
    );
    teller.good(&bytes)?;

    // two were edited by hand, for good; all else is as it was
    let (counts, rows) = day.since(0)?;
    let edited = std::iter::once(subject).chain(&plan.sale.copied).map(|subject| subject.number.as_str());
    sure(
        rows.whose().collect::<BTreeSet<_>>() == edited.collect(),
        "something else is otherwise than it was",
    )?;
    teller.page.blank()?;
    teller.fact("since 06:00", &format!("on 24 November, {}", impact::told(&counts)?))?;
    rows.tell(teller)?;
    Ok(())
}

/// The copied document goes back to what its colleague made of it.
fn restore<W: Write>(teller: &mut Teller<W>, day: &mut Day, plan: &Plan) -> Told {
    let Some(subject) = &plan.sale.copied else { return Ok(()) };
    let target = &subject.target;
    let name = day.product(&subject.number);
    let life = day.tenant.life(target).ok_or("the story does not go on: the document has no life")?;
    let mut by_hand = life.versions().iter().filter(|version| *version.cause() == Cause::Finish);
    let last = by_hand.next_back().ok_or("the story does not go on: nobody edited the document")?.number();
    let ann = at(ANN, "12-08 08:15")?;
    teller.step(&ann, &format!("restores version {last} of {name}, the last before the sale"))?;
    teller.refused(&refused(day.tenant.restore(target, last, &ann), Code::CheckedOut, "a restore")?)?;
    let ann = at(ANN, "12-08 08:20")?;
    teller.step(&ann, "discards what ben left checked out, with force, restores, and publishes")?;
    day.tenant.discard(target, true, &ann)?;
    let version = day.tenant.restore(target, last, &ann)?;
    day.tenant.publish(&Scope::from(target.clone()), &ann)?;
    let life = day.tenant.life(target).ok_or("the story does not go on: the document has no life")?;
    sure(
        life.published().map(|version| version.number()) == Some(version),
        "what was restored is not published",
    )?;
    teller.fact("versions", &versions(life))?;
    Ok(())
}

/// The category gets its own picture again.
fn category<W: Write>(teller: &mut Teller<W>, day: &mut Day, plan: &Plan) -> Told {
    let Some((id, context)) = &plan.sale.category else { return Ok(()) };
    let ann = at(ANN, "12-08 08:25")?;
    day.tenant.restore(&Target::category(id, context.clone()), 1, &ann)?;
    day.tenant.publish(&Scope::category(id), &ann)?;
    let (was, is) =
        (shown(day, &day.read, id, context)?, shown(day, &day.tenant.publication()?, id, context)?);
    sure(was == is, "the category does not show its own picture again")?;
    let picture = is.unwrap_or_default();
    teller.step(&ann, &format!("restores the picture of the category `{id}`, `{picture}`, and publishes"))?;
    Ok(())
}

/// What shoppers see again.
fn shopping<W: Write>(teller: &mut Teller<W>, day: &Day, plan: &Plan) -> Told {
    let snapshot = day.snapshot()?;
    for (query, before) in &plan.before {
        let answer = snapshot.resolve(query)?;
        teller.about(&format!("{}, {}", day.product(answer.product()), day.place(query.context())))?;
        teller.gallery("shown", Style::Good, &answer)?;
        sure(answer.hash() == *before, "shoppers do not see what they saw before the sale")?;
    }
    Ok(())
}
