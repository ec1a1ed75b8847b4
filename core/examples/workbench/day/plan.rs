//! A sale is prepared, while the shop goes on.

use super::edit::{document, items};
use super::{ANN, BEN, Day, Told, at, refused, sure, told};
use crate::choose::{Added, Sale, Subject};
use crate::page::number;
use crate::teller::Teller;
use omnimedia::{
    AssetBuilder, Code, Conflicts, Content, DocumentBuilder, GroupOptions, Instant, ItemBuilder, Kind,
    ListBuilder, LocalInstant, Mode, Query, Scope, SetBuilder, Start, Target, TextBuilder,
};
use std::io::Write;

pub(super) const GROUP: &str = "winter-sale";

/// The sale as it is planned.
pub(super) struct Plan {
    /// The picture of the sale.
    pub(super) picture: String,
    pub(super) due: LocalInstant,
    pub(super) sale: Sale,
    /// What shoppers saw of it before, each query with its answer as a number.
    pub(super) before: Vec<(Query, u128)>,
}

impl Plan {
    /// What tells most of what the sale changes: its products, each where it changes.
    pub(super) fn queries(&self) -> Vec<Query> {
        let copied = self.sale.copied.iter().map(|subject| subject.query.clone());
        copied.chain(self.sale.added.iter().map(Added::query)).collect()
    }

    pub(super) fn products(&self) -> Vec<&str> {
        let copied = self.sale.copied.iter().map(|subject| subject.number.as_str());
        copied.chain(self.sale.added.iter().map(|added| added.number.as_str())).collect()
    }
}

/// A second before.
pub(super) fn just_before(due: LocalInstant) -> Instant {
    Instant::from_unix_seconds(due.instant().unix_seconds().saturating_sub(1))
}

/// Tells how it is prepared, up to its being scheduled.
pub(super) fn tell<W: Write>(teller: &mut Teller<W>, day: &mut Day, sale: Sale) -> Told<Plan> {
    teller.chapter(
        "A sale is prepared",
        "What belongs together goes into a publish group: a branch in which everything is edited as usual, \
         and which is published as a whole, at once or when it is due.",
    )?;
    let due: LocalInstant = "2026-12-01T00:00:00-05:00".parse()?;
    let mut plan = Plan { picture: day.free_id("winter-sale"), due, sale, before: Vec::new() };
    let live = day.tenant.publication()?;
    let ann = at(ANN, "11-24 11:00")?;
    let options = GroupOptions { conflicts: Conflicts::Refuse, publish_all: false };
    day.tenant.create_group(GROUP, options, &ann)?;
    teller.step(&ann, &format!("makes the publish group `{GROUP}`, which refuses conflicts"))?;
    let asset = AssetBuilder::new(&plan.picture, Kind::Image)
        .url(format!("https://cdn.example/sale/{}.jpg", plan.picture))
        .text("neutral", TextBuilder::new().alt("Winter sale"));
    day.tenant.check_in(&Target::asset(&plan.picture).in_group(GROUP), asset, &ann)?;
    teller.step(&ann, &format!("brings the picture `{}`, which is in the group alone", plan.picture))?;
    if let Some(subject) = &plan.sale.copied {
        copy(teller, day, subject, &plan.picture)?;
    }
    for added in &plan.sale.added {
        add(teller, day, added, &plan.picture)?;
    }
    category(teller, day, &plan)?;
    sure(day.tenant.publication()? == live, "what is done in a group changes what is live")?;
    sure(day.tenant.take_changes().is_empty(), "what is done in a group is to be flattened")?;
    let items = day.tenant.group(GROUP).map_or(0, |group| group.items().len());
    let would = told(&day.tenant.with_group(GROUP)?.changes());
    teller
        .good(&format!("{items} items in the group; run now, it would change {would}; live is untouched"))?;

    meanwhile(teller, day, &plan)?;
    for query in plan.queries() {
        let hash = day.served(&query)?;
        plan.before.push((query, hash));
    }
    schedule(teller, day, &plan)?;
    Ok(plan)
}

/// A document is copied in from live, and the picture of the sale put in front of its gallery.
fn copy<W: Write>(teller: &mut Teller<W>, day: &mut Day, subject: &Subject, picture: &str) -> Told {
    let target = subject.target.clone().in_group(GROUP);
    let ann = at(ANN, "11-24 11:10")?;
    let version = day.tenant.copy_into_group(&target, None, &ann)?;
    let name = day.product(&subject.number);
    teller.step(&ann, &format!("copies the document of {name} in: version {version} there"))?;
    let mut draft = document(day.tenant.edit(&target, &ann, &Start::Empty)?)?;
    items(subject, &mut draft)?.insert(0, ItemBuilder::new(picture));
    day.tenant.save(&target, draft, &ann)?;
    let version = day.tenant.finish(&target, &ann)?;
    teller.step(&ann, &format!("puts the picture of the sale in front: version {version} there"))?;
    Ok(())
}

/// A document where there was none: the picture of the sale, before what is shown otherwise. The nearest
/// document governs the swatches alone, so that those of the one before go along.
fn add<W: Write>(teller: &mut Teller<W>, day: &mut Day, added: &Added, picture: &str) -> Told {
    let ann = at(ANN, "11-24 11:15")?;
    let target = added.target().in_group(GROUP);
    let mut copy = document(day.tenant.edit(&target, &ann, &Start::Copy(day.policy))?)?;
    let swatches = std::mem::take(copy.swatches_mut());
    let inherit = ListBuilder::new(Mode::Inherit, Vec::<ItemBuilder>::new());
    let in_front = ListBuilder::new(Mode::Prepend, [picture]);
    let set = SetBuilder::new().primary_list(in_front).additional_list(inherit);
    let mut draft = DocumentBuilder::new().master(set);
    *draft.swatches_mut() = swatches;
    day.tenant.save(&target, draft, &ann)?;
    day.tenant.finish(&target, &ann)?;
    let (name, place) = (day.product(&added.number), day.place(&added.context));
    teller.step(&ann, &format!("gives {name} a document in {place}: the picture before its usual ones"))?;
    Ok(())
}

/// The picture of a category, which is that of the sale.
fn category<W: Write>(teller: &mut Teller<W>, day: &mut Day, plan: &Plan) -> Told {
    let Some((id, context)) = &plan.sale.category else {
        teller.sorry("No category of this shop has a picture: the sale has none for a category, either.")?;
        return Ok(());
    };
    let ann = at(ANN, "11-24 11:20")?;
    let target = Target::category(id, context.clone()).in_group(GROUP);
    let Content::Category(draft) = day.tenant.edit(&target, &ann, &Start::Empty)? else {
        return Err("the story does not go on: a category holds something else".into());
    };
    day.tenant.save(&target, draft.image(plan.picture.as_str()), &ann)?;
    day.tenant.finish(&target, &ann)?;
    let place = day.place(context);
    teller.step(&ann, &format!("gives the category `{id}` the picture of the sale in {place}"))?;
    Ok(())
}

/// Meanwhile the copied document moves on, live.
fn meanwhile<W: Write>(teller: &mut Teller<W>, day: &mut Day, plan: &Plan) -> Told {
    let Some(subject) = &plan.sale.copied else {
        teller.sorry("No other document of this shop can be copied in: there is no conflict to show.")?;
        return Ok(());
    };
    let ben = at(BEN, "11-24 11:40")?;
    let target = &subject.target;
    let mut draft = document(day.tenant.edit(target, &ben, &Start::Empty)?)?;
    let all = items(subject, &mut draft)?;
    let name = day.product(&subject.number);
    let what = match &subject.unseen {
        Some((purpose, asset)) if all.len() == 1 => {
            all.push(ItemBuilder::new(asset));
            format!("puts the picture for “{purpose}” into the gallery of {name}, too")
        }
        _ => {
            all.rotate_left(1);
            format!("puts the first picture of {name} last")
        }
    };
    day.tenant.save(target, draft, &ben)?;
    day.tenant.finish(target, &ben)?;
    teller.step(&ben, &format!("knows nothing of it, {what}, and publishes"))?;
    day.tenant.publish_all(&Scope::from(target.clone()), &ben)?;
    let served = day.serve()?;
    teller.good(&format!("served: a delta of {} bytes, {}", number(served.delta), told(&served.changes)))?;
    let in_group = target.clone().in_group(GROUP);
    let group = day.tenant.group(GROUP).ok_or("the story does not go on: the group is not there")?;
    let moved = group.items().filter(|(target, item)| item.has_moved(&day.tenant, target));
    let moved: Vec<Target> = moved.map(|(target, _)| target).collect();
    sure(moved == [in_group], "not just the document that was published moved")
}

fn schedule<W: Write>(teller: &mut Teller<W>, day: &mut Day, plan: &Plan) -> Told {
    let ann = at(ANN, "11-24 12:00")?;
    teller.step(&ann, &format!("schedules the group for {}", plan.due))?;
    if plan.sale.copied.is_some() {
        let refusal = day.tenant.schedule_group(GROUP, plan.due, &ann);
        teller.refused(&refused(refusal, Code::GroupConflict, "a conflict")?)?;
        let ann = at(ANN, "11-24 12:05")?;
        teller.step(&ann, "has seen what ben did, lets the group win, and schedules it again")?;
        day.tenant
            .set_group_options(GROUP, GroupOptions { conflicts: Conflicts::LastWins, publish_all: false })?;
    }
    day.tenant.schedule_group(GROUP, plan.due, &at(ANN, "11-24 12:05")?)?;
    teller.good(&format!("due at {}, which is {} in UTC", plan.due, plan.due.instant()))?;
    let (before, then) = (day.tenant.as_of(just_before(plan.due)), day.tenant.as_of(plan.due.instant()));
    sure(before.applied().is_empty() && before.changes().is_empty(), "the sale begins before it is due")?;
    sure(then.applied() == [GROUP] && then.left_out().is_empty(), "the sale does not begin when it is due")
}
