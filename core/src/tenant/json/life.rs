//! Lives as they are read: whose they are, their versions, and that these fit together.

use super::content::Of;
use super::stamp::{At, Stamped, stamp};
use crate::fault::{Code, Faults};
use crate::json::here::{Here, OBJECT, Wanted};
use crate::json::scalar::{Text, Whole};
use crate::json::shape::{List, Shape, fields};
use crate::model::{Context, check_context, check_identifier};
use crate::tenant::group::GroupItem;
use crate::tenant::life::{Cause, CheckOut, Life, Stamp, Version};
use crate::tenant::target::{Target, What};
use serde::de::{Error, MapAccess};
use std::borrow::Cow;
use std::sync::Arc;

/// A life that was read, with what a group knows of it besides; no target where that is at fault.
pub(super) struct LifeUnit {
    pub(super) target: Option<Target>,
    pub(super) item: GroupItem,
}

/// What of a life does not depend on whose it is.
struct Told {
    group: Option<String>,
    item: GroupItem,
}

/// Reads texts that say whose a life is, and the rest of it.
macro_rules! told {
    ($here:expr, $map:expr, $of:expr; $($key:literal => $field:ident,)+) => {{
        fields! { $here, $map;
            $($key => $field: Text,)+
            "group" => group: Text,
            "entry" => entry: $of,
            "versions" => versions: List::of(VersionShape($of)),
            "draft" => draft: NUMBER,
            "published" => published: Published,
            "unpublished" => unpublished: Stamped,
            "check_out" => check_out: CheckOutShape($of),
        }
        let (versions, draft) = (versions.unwrap_or_default(), draft.map(narrow));
        let life = Life { versions, draft, published, unpublished, check_out };
        let told = Told { group, item: GroupItem { life, entry: entry.map(Arc::new) } };
        ($($field,)+ told)
    }};
}

/// The shape of a life, with whose it is.
pub(super) struct LifeShape(pub(super) Of);

impl<'de> Shape<'de> for LifeShape {
    type Out = LifeUnit;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<LifeUnit, A::Error> {
        let (what, told) = match self.0 {
            Of::Asset => {
                let (id, told) = told! { here, map, Of::Asset; "id" => id, };
                let id = id.ok_or_else(|| here.missing("id"))?;
                (identifier(here, "id", &id).then(|| What::Asset(id.into())), told)
            }
            Of::Document => {
                let (product, catalog, channel, locale, told) = told! { here, map, Of::Document;
                    "product" => product, "catalog" => catalog, "channel" => channel, "locale" => locale,
                };
                let product = product.ok_or_else(|| here.missing("product"))?;
                let is_legal = identifier(here, "product", &product);
                let context = context(here, [catalog, channel, locale]).filter(|_| is_legal);
                (context.map(|context| What::Document(product.into(), context)), told)
            }
            Of::Category => {
                let (category, catalog, channel, locale, told) = told! { here, map, Of::Category;
                    "category" => category, "catalog" => catalog, "channel" => channel, "locale" => locale,
                };
                let category = category.ok_or_else(|| here.missing("category"))?;
                if channel.is_none() {
                    let message = "a category document without a channel";
                    let advice = "name its channel; category pictures are always a channel's";
                    here.fault(Code::CategoryWithoutChannel, message, advice);
                }
                let is_legal = identifier(here, "category", &category) && channel.is_some();
                let context = context(here, [catalog, channel, locale]).filter(|_| is_legal);
                (context.map(|context| What::Category(category.into(), context)), told)
            }
        };
        check(here, &told);
        let Told { group, mut item } = told;
        if let Some(what) = &what {
            item.belong_to(what);
        }
        Ok(LifeUnit { target: what.map(|what| Target { group: group.map(Into::into), what }), item })
    }
}

impl GroupItem {
    /// Makes all contents those of a target.
    fn belong_to(&mut self, what: &What) {
        let versions = self.life.versions.iter_mut().filter_map(|version| version.content.as_mut());
        let check_out = self.life.check_out.iter_mut().map(|check_out| &mut check_out.content);
        for content in versions.chain(check_out).chain(&mut self.entry) {
            Arc::make_mut(content).belong_to(what);
        }
    }
}

/// Whether an identifier is legal; a fault where it is not.
pub(super) fn identifier(here: &Here<'_>, key: &str, text: &str) -> bool {
    found(&here.key(key), check_identifier(text, here.notes.limits)).is_some()
}

fn context(here: &Here<'_>, parts: [Option<String>; 3]) -> Option<Context> {
    found(here, check_context(parts, here.notes.limits))
}

fn found<T>(here: &Here<'_>, outcome: Result<T, Faults>) -> Option<T> {
    let report = |faults: Faults| faults.into_vec().into_iter().for_each(|fault| here.found(fault));
    outcome.map_err(report).ok()
}

/// How many numbers there may be that no version has: as many are left for those to come.
const MOST_MISSING: u32 = u32::MAX / 2;

/// Checks that the parts of a life fit together.
fn check(here: &Here<'_>, Told { group, item }: &Told) {
    let life = &item.life;
    if life.is_empty() {
        let advice = "leave the unit out, or give it `versions` or `check_out`";
        here.fault(Code::WrongContent, "neither a version nor a check-out", advice);
    }
    rising(here, &life.versions);
    let missing = |key: &str, number: u32| {
        let message = format!("there is no version {number}");
        here.key(key).fault(Code::NotInTenant, message, "name the number of one of the `versions`");
    };
    match life.draft {
        Some(draft) if life.version(draft).is_none() => missing("draft", draft),
        None if !life.versions.is_empty() => {
            let advice = "name the number of the version that is the draft";
            here.key("draft").fault(Code::Type, "versions without a draft", advice);
        }
        _ => {}
    }
    if let Some((number, _)) = &life.published {
        match life.version(*number) {
            None => missing("published", *number),
            Some(Version { content: None, .. }) => {
                let message = format!("version {number} has no content to be published");
                here.key("published").fault(Code::WrongContent, message, "leave `published` out");
            }
            Some(_) => {}
        }
        if life.unpublished.is_some() {
            let advice = "keep the one that holds";
            here.key("unpublished").fault(Code::WrongContent, "both published and unpublished", advice);
        }
    }
    let never = |key: &str, is_there: bool, message: &str| {
        if is_there {
            here.key(key).fault(Code::WrongContent, message, format!("leave `{key}` out"));
        }
    };
    if let Some(name) = group {
        identifier(here, "group", name);
        never("published", life.published.is_some(), "in a publish group nothing is published");
        never("unpublished", life.unpublished.is_some(), "in a publish group nothing is published");
    } else {
        never("entry", item.entry.is_some(), "what is live entered no publish group");
    }
}

/// Checks that the numbers of versions rise.
fn rising(here: &Here<'_>, versions: &[Version]) {
    let list = here.key("versions");
    for (index, pair) in versions.windows(2).enumerate() {
        let [one, other] = pair else { continue };
        let place = list.index(index.saturating_add(1));
        let place = place.key("number");
        if one.number == other.number {
            let message = format!("version {} stands twice", one.number);
            place.fault(Code::DuplicateIdentifier, message, "keep one of them");
        } else if one.number > other.number {
            let message = format!("version {} stands behind version {}", other.number, one.number);
            place.fault(Code::WrongContent, message, "order the versions by number");
        }
    }
    let last = versions.last().map_or(0, |last| last.number);
    if last as usize > versions.len().saturating_add(MOST_MISSING as usize) {
        let message = format!("version {last} leaves too few numbers for versions to come");
        list.fault(Code::WrongContent, message, "number the versions from 1");
    }
}

/// The number of a version.
const NUMBER: Whole = Whole {
    least: 1,
    most: u32::MAX as u64,
    wanted: Wanted { what: "the number of a version", how: "write a whole number from 1" },
};

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[derive(Clone, Copy)]
struct VersionShape(Of);

impl<'de> Shape<'de> for VersionShape {
    type Out = Version;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Version, A::Error> {
        fields! { here, map;
            "number" => number: NUMBER,
            "by" => by: Text,
            "at" => at: At::NEW,
            "cause" => cause: CauseShape,
            "content" => content: self.0,
        }
        if self.0 == Of::Asset && content.is_none() {
            return Err(here.missing("content"));
        }
        Ok(Version {
            number: number.map(narrow).ok_or_else(|| here.missing("number"))?,
            stamp: stamp(here, by, at)?,
            cause: cause.ok_or_else(|| here.missing("cause"))?,
            content: content.map(Arc::new),
        })
    }
}

/// A word, or an object that names what is restored or run.
struct CauseShape;

impl<'de> Shape<'de> for CauseShape {
    type Out = Cause;

    fn wanted(&self) -> Wanted {
        Wanted {
            what: "a cause",
            how: "write `finish`, `reset`, `copy` or `import` in double quotes, `{\"restore\": 1}` or \
                  `{\"run\": \"sale\"}`",
        }
    }

    fn text<E: Error>(self, here: &Here<'_>, text: Cow<'de, str>) -> Result<Cause, E> {
        let mut all = [Cause::Finish, Cause::Reset, Cause::Copy, Cause::Import].into_iter();
        let found = all.find(|cause| cause.word() == text);
        found.ok_or_else(|| here.wrong(self.wanted(), &format!("`{}`", crate::fault::shortened(&text))))
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Cause, A::Error> {
        fields! { here, map;
            "restore" => restored: NUMBER,
            "run" => group: Text,
        }
        match (restored, group) {
            (Some(number), None) => Ok(Cause::Restore(narrow(number))),
            (None, Some(group)) => Ok(Cause::Run(group.into())),
            _ => Err(here.wrong(self.wanted(), "an object without just one of `restore` and `run`")),
        }
    }
}

/// Which version is published, and who did that when.
struct Published;

impl<'de> Shape<'de> for Published {
    type Out = (u32, Stamp);

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "version" => version: NUMBER,
            "by" => by: Text,
            "at" => at: At::NEW,
        }
        Ok((version.map(narrow).ok_or_else(|| here.missing("version"))?, stamp(here, by, at)?))
    }
}

struct CheckOutShape(Of);

impl<'de> Shape<'de> for CheckOutShape {
    type Out = CheckOut;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<CheckOut, A::Error> {
        fields! { here, map;
            "by" => by: Text,
            "at" => at: At::NEW,
            "content" => content: self.0,
        }
        Ok(CheckOut {
            since: stamp(here, by, at)?,
            content: Arc::new(content.ok_or_else(|| here.missing("content"))?),
        })
    }
}
