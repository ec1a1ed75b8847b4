//! A document that two people want to edit.

use super::{ANN, BEN, Day, Told, at, refused, sure};
use crate::choose::Subject;
use crate::page::{Style, listed};
use crate::teller::Teller;
use omnimedia::{
    AssetBuilder, Cause, Code, Content, DocumentBuilder, ItemBuilder, Kind, Life, Start, Target, TextBuilder,
};
use std::io::Write;

/// The document in a content.
pub(super) fn document(content: Content) -> Told<DocumentBuilder> {
    match content {
        Content::Document(document) => Ok(document),
        _ => Err("the story does not go on: a document holds something else".into()),
    }
}

/// The items of the set that gives the gallery.
pub(super) fn items<'d>(
    subject: &Subject,
    document: &'d mut DocumentBuilder,
) -> Told<&'d mut Vec<ItemBuilder>> {
    let set =
        subject.seat.set(document).ok_or("the story does not go on: the set that spoke is not there")?;
    Ok(set.primary_mut().items_mut())
}

/// Tells it, and gives the id of the picture that is new.
pub(super) fn tell<W: Write>(teller: &mut Teller<W>, day: &mut Day, subject: &Subject) -> Told<String> {
    let target = &subject.target;
    let name = day.product(&subject.number);
    let place = day.place(subject.query.context());
    teller.chapter(
        "Two who want the same document",
        &format!(
            "{name} gets a new picture. A document is edited by one user at a time; what is edited, nobody \
             else sees before it is finished, and no shopper before it is published."
        ),
    )?;
    teller.gallery("shown", Style::Quiet, &day.snapshot()?.resolve(&subject.query)?)?;
    let before = day.served(&subject.query)?;

    let picture = day.free_id("new-season-front");
    let ann = at(ANN, "11-24 09:00")?;
    let asset = AssetBuilder::new(&picture, Kind::Image)
        .url(format!("https://cdn.example/new/{picture}.jpg"))
        .text("neutral", TextBuilder::new().alt("The new season, front"));
    let version = day.tenant.check_in(&Target::asset(&picture), asset, &ann)?;
    teller.step(
        &ann,
        &format!("brings the picture `{picture}` to the library: version {version}, not published"),
    )?;

    let ann = at(ANN, "11-24 09:05")?;
    let mut draft = document(day.tenant.edit(target, &ann, &Start::Empty)?)?;
    teller.step(&ann, &format!("edits the document of {name} in {place}: {}", subject.seat.name()))?;
    let ben = at(BEN, "11-24 09:10")?;
    teller.step(&ben, "wants to edit it, too")?;
    teller.refused(&refused(
        day.tenant.edit(target, &ben, &Start::Empty),
        Code::CheckedOut,
        "a second edit",
    )?)?;

    let ann = at(ANN, "11-24 09:20")?;
    items(subject, &mut draft)?.insert(0, ItemBuilder::new(&picture));
    day.tenant.save(target, draft, &ann)?;
    teller.step(&ann, "puts the new picture in front, and saves")?;
    let hers = day.tenant.with_work_of(ANN).part([&subject.number])?;
    teller.gallery("  she sees", Style::Good, &hers.resolve(&subject.query, &day.policy)?)?;
    let his = day.tenant.with_work_of(BEN).part([&subject.number])?;
    let his = his.resolve(&subject.query, &day.policy)?;
    teller.gallery("  he sees", Style::Quiet, &his)?;
    sure(his.hash() == before, "what is checked out is seen by another user")?;

    let ann = at(ANN, "11-24 09:30")?;
    let version = day.tenant.finish(target, &ann)?;
    teller.step(&ann, &format!("finishes: version {version}, for all who work here to see"))?;

    let ben = at(BEN, "11-24 09:35")?;
    let mut draft = document(day.tenant.edit(target, &ben, &Start::Empty)?)?;
    let all = items(subject, &mut draft)?;
    sure(all.first().map(ItemBuilder::asset) == Some(&picture), "the colleague gets another draft")?;
    let last = all.pop().ok_or("the story does not go on: a gallery without items")?;
    let (to, place) = if all.len() > 1 { (1, "the second place") } else { (0, "the front") };
    let moved = format!("goes on from there: `{}` moves from the end to {place}", last.asset());
    all.insert(to, last);
    day.tenant.save(target, draft, &ben)?;
    let version = day.tenant.finish(target, &ben)?;
    teller.step(&ben, &format!("{moved}: version {version}"))?;

    let life = day.tenant.life(target).ok_or("the story does not go on: the document has no life")?;
    teller.fact("versions", &versions(life))?;
    sure(day.served(&subject.query)? == before, "shoppers see what is not published")?;
    sure(day.tenant.take_changes().is_empty(), "a draft changes the publication")?;
    teller.good("shoppers still see what they saw: nothing of it is published")?;
    Ok(picture)
}

/// The versions of a target, the oldest first.
pub(super) fn versions(life: &Life) -> String {
    let published = life.published().map(|version| version.number());
    let draft = life.draft().map(|version| version.number());
    let told = life.versions().iter().map(|version| {
        let (number, by) = (version.number(), version.stamp().by());
        let cause = match version.cause() {
            Cause::Finish => by.to_owned(),
            Cause::Import => "as it was read".to_owned(),
            Cause::Restore(earlier) => format!("{by}, {earlier} restored"),
            Cause::Reset => format!("{by}, reset to default"),
            Cause::Copy => format!("{by}, copied"),
            Cause::Run(group) => format!("the group {group}"),
            _ => format!("{by}, otherwise"),
        };
        let state = match (published == Some(number), draft == Some(number)) {
            (true, _) => ": published",
            (false, true) => ": draft",
            (false, false) => "",
        };
        format!("{number} ({cause}){state}")
    });
    listed(&told.collect::<Vec<_>>(), 8, ", ")
}
