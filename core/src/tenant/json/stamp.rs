//! Who did something and when, as it is read.

use crate::fault::Fault;
use crate::instant::{Instant, LocalInstant};
use crate::json::here::{Here, OBJECT, Wanted};
use crate::json::scalar::Text;
use crate::json::shape::{Shape, fields};
use crate::tenant::life::Stamp;
use core::str::FromStr;
use serde::de::{Error, MapAccess};
use std::borrow::Cow;
use std::marker::PhantomData;

/// An instant, or one with its offset. A text that is none is reported, and another stands for it.
pub(super) struct At<T>(PhantomData<T>);

impl At<Instant> {
    pub(super) const NEW: Self = At(PhantomData);
}

impl At<LocalInstant> {
    pub(super) const LOCAL: Self = At(PhantomData);
}

impl<'de, T: FromStr<Err = Fault> + From<Instant>> Shape<'de> for At<T> {
    type Out = T;

    fn wanted(&self) -> Wanted {
        Wanted {
            what: "an instant",
            how: "write date, time and offset in double quotes, such as `2026-12-01T08:00:00+01:00`",
        }
    }

    fn text<E: Error>(self, here: &Here<'_>, text: Cow<'de, str>) -> Result<T, E> {
        Ok(text.parse().unwrap_or_else(|fault| {
            here.found(fault);
            T::from(Instant::from_unix_seconds(0))
        }))
    }
}

/// The stamp of these two, which are both mandatory.
pub(super) fn stamp<E: Error>(here: &Here<'_>, by: Option<String>, at: Option<Instant>) -> Result<Stamp, E> {
    Ok(Stamp { by: by.ok_or_else(|| here.missing("by"))?.into(), at: at.ok_or_else(|| here.missing("at"))? })
}

/// A stamp by itself.
pub(super) struct Stamped;

impl<'de> Shape<'de> for Stamped {
    type Out = Stamp;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Stamp, A::Error> {
        fields! { here, map;
            "by" => by: Text,
            "at" => at: At::NEW,
        }
        stamp(here, by, at)
    }
}
