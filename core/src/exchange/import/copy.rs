//! Copies: `KeepBoth` leaves an asset and makes another with what the row says.

use super::asset::{AssetEntry, Note};
use super::says::Said;
use crate::fault::Faults;
use crate::manifest::{Action, COPY_OF, RowOutcome};
use crate::model::{AssetBuilder, Field};
use crate::tenant::{Stamp, Tenant, What};
use std::sync::Arc;
use xxhash_rust::xxh3::Xxh3;

/// Makes the copy of an original, once for the same content. The entry then means the copy.
pub(super) fn take_in(
    entry: &mut AssetEntry,
    (original, at, action): (&Arc<str>, usize, Action),
    tenant: &mut Tenant,
    stamp: &Stamp,
) -> Result<(RowOutcome, Note), Faults> {
    let Some(says) = entry.says.get(at).and_then(Said::whole) else {
        return Ok((RowOutcome::Unchanged, Note::default()));
    };
    let mut asset = says.onto(original, None);
    asset.set_property(COPY_OF, &**original);
    let what = What::Asset(original.clone());
    let crate::tenant::Content::Asset(asset) = tenant.fit_to_keep(&what, asset.into())? else {
        return Ok((RowOutcome::Unchanged, Note::default()));
    };
    // what is published and what is the draft are of one copy
    let is_second = entry.copy.is_some();
    let new = || format!("copy:{:032x}", hash(&asset)).into();
    let id: Arc<str> = entry.copy.clone().unwrap_or_else(new);
    let note = format!("the library's stays, and the copy is `{id}`");
    let what = What::Asset(id.clone());
    let copy = AssetBuilder { id: id.to_string(), ..asset };
    let is_new = match action {
        Action::Draft if !is_second && tenant.assets.contains_key(&id) => false,
        Action::Draft => tenant.take_in_draft(&what, copy.into(), stamp)?,
        _ => tenant.take_in_published(&what, copy.into(), stamp)?,
    };
    entry.copy = Some(id);
    Ok((if is_new { RowOutcome::Applied } else { RowOutcome::Unchanged }, note.into()))
}

/// A hash of all that an asset says, its id and that of its original included.
fn hash(asset: &AssetBuilder) -> u128 {
    let mut hash = Xxh3::new();
    let mut add = |text: Option<&str>| {
        hash.update(&text.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hash.update(text.unwrap_or_default().as_bytes());
    };
    add(Some(&asset.id));
    add(Some(asset.kind.word()));
    add(asset.url.as_deref());
    let count = |count: usize| count.to_string();
    add(asset.channels.as_ref().map(|channels| count(channels.len())).as_deref());
    asset.channels.iter().flatten().for_each(|channel| add(Some(channel)));
    add(Some(&count(asset.texts.len())));
    for (locale, text) in &asset.texts {
        add(Some(locale));
        Field::ALL.into_iter().for_each(|field| add(text.get(field)));
        add(Some(&count(text.tags.len())));
        text.tags.iter().for_each(|tag| add(Some(tag)));
    }
    for (key, value) in &asset.properties {
        add(Some(key));
        add(Some(value));
    }
    hash.digest128()
}
