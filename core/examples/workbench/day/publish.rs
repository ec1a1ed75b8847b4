//! Publishing, and what it brings to the shops.

use super::{ANN, Day, Told, at, refused, sure, told};
use crate::choose::Subject;
use crate::page::{Style, number};
use crate::teller::Teller;
use omnimedia::{Code, Scope, Target};
use std::io::Write;

pub(super) fn tell<W: Write>(
    teller: &mut Teller<W>,
    day: &mut Day,
    subject: &Subject,
    picture: &str,
) -> Told {
    teller.chapter(
        "A picture that is not published",
        "Publishing is all or nothing. What a document uses must be published, or is published along with it.",
    )?;
    let scope = Scope::product(&subject.number);
    let before = day.tenant.publication()?;
    let ann = at(ANN, "11-24 10:00")?;
    teller.step(&ann, &format!("publishes {}", day.product(&subject.number)))?;
    let faults = refused(day.tenant.publish(&scope, &ann), Code::UnpublishedAssets, "an unpublished image")?;
    teller.refused(&faults)?;
    sure(day.tenant.publication()? == before, "a refusal publishes something")?;

    let ann = at(ANN, "11-24 10:05")?;
    teller.step(&ann, "publishes all of it together")?;
    let published = day.tenant.publish_all(&scope, &ann)?;
    for target in published.assets().iter().chain(published.targets()) {
        teller.good(&format!("{target}, {}", published_version(day, target)?))?;
    }
    sure(
        published.assets() == [Target::asset(picture)],
        "other assets than the new picture are published along",
    )?;
    sure(
        published.targets() == [subject.target.clone()],
        "another document than the edited one is published",
    )?;

    teller.gallery("before", Style::Quiet, &day.snapshot()?.resolve(&subject.query)?)?;
    let served = day.serve()?;
    let snapshot = day.snapshot()?;
    let answer = snapshot.resolve(&subject.query)?;
    teller.gallery("after", Style::Good, &answer)?;
    sure(
        answer.primary().iter().any(|item| item.asset().id() == picture),
        "shoppers do not see the new picture",
    )?;
    let base = day.layers.first().map(Vec::len).unwrap_or_default();
    let size = format!(
        "a delta of {} bytes behind the {} of the snapshot: {}",
        number(served.delta),
        number(base),
        told(&served.changes)
    );
    teller.fact("served", &size)?;
    Ok(())
}

fn published_version(day: &Day, target: &Target) -> Told<String> {
    let life = day.tenant.life(target).ok_or("the story does not go on: what was published has no life")?;
    let version = life.published().ok_or("the story does not go on: what was published is not")?;
    Ok(format!("version {}", version.number()))
}
