//! What hosts send as JSON: objects of texts, each with keys of its own, read by the shapes of `json`.

use crate::fault::{Code, Fault, Faults, Place};
use crate::json::here::{Here, OBJECT, Wanted};
use crate::json::one;
use crate::json::scalar::{RecordId, Text};
use crate::json::shape::{Map, Shape, fields};
use crate::limits::Limits;
use crate::model::Context;
use serde::de::MapAccess;

/// The values of the keys that a text has; none has all of them. `null` is absent.
#[derive(Default)]
pub(super) struct Given {
    pub(super) ask: Option<String>,
    pub(super) asset: Option<String>,
    pub(super) product: Option<String>,
    pub(super) category: Option<String>,
    pub(super) record_id: Option<u64>,
    pub(super) variant: Option<String>,
    pub(super) values: Option<Vec<(String, String)>>,
    pub(super) group: Option<String>,
    catalog: Option<String>,
    channel: Option<String>,
    locale: Option<String>,
}

impl Given {
    pub(super) fn context(&self) -> Result<Context, Fault> {
        Context::new(self.catalog.as_deref(), self.channel.as_deref(), self.locale.as_deref())
            .map_err(|fault| fault.at(Place::path("locale")))
    }

    /// Refuses a key that goes with something else.
    pub(super) fn has_no(&self, keys: &[&str], beside: &str, advice: &str) -> Result<(), Fault> {
        let has = |key: &&&str| match **key {
            "product" => self.product.is_some(),
            "category" => self.category.is_some(),
            "record_id" => self.record_id.is_some(),
            "variant" => self.variant.is_some(),
            "values" => self.values.is_some(),
            "catalog" => self.catalog.is_some(),
            "channel" => self.channel.is_some(),
            "locale" => self.locale.is_some(),
            _ => false,
        };
        match keys.iter().find(has) {
            Some(key) => {
                let message = format!("`{key}` beside {beside}");
                Err(Fault::new(Code::UnknownKey, message, advice).at(Place::path(*key)))
            }
            None => Ok(()),
        }
    }
}

/// Reads one object, or says what is wrong with it first.
pub(super) fn read<'de, S: Shape<'de>>(json: &'de [u8], shape: S) -> Result<S::Out, Fault> {
    one::read(json, shape, &Limits::default()).map_err(|faults: Faults| faults.first().clone())
}

macro_rules! keys {
    ($(#[doc = $doc:literal])+ $name:ident: $($key:literal => $field:ident: $shape:expr,)+) => {
        $(#[doc = $doc])+
        pub(super) struct $name;

        impl<'de> Shape<'de> for $name {
            type Out = Given;

            fn wanted(&self) -> Wanted {
                OBJECT
            }

            fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Given, A::Error> {
                fields!(here, map; $($key => $field: $shape,)+);
                Ok(Given { $($field,)+ ..Given::default() })
            }
        }
    };
}

keys! {
    /// The keys of a query.
    QueryKeys:
    "product" => product: Text,
    "record_id" => record_id: RecordId,
    "variant" => variant: Text,
    "values" => values: Map(Text),
    "catalog" => catalog: Text,
    "channel" => channel: Text,
    "locale" => locale: Text,
}

keys! {
    /// The keys of a request.
    RequestKeys:
    "ask" => ask: Text,
    "product" => product: Text,
    "record_id" => record_id: RecordId,
    "variant" => variant: Text,
    "values" => values: Map(Text),
    "category" => category: Text,
    "catalog" => catalog: Text,
    "channel" => channel: Text,
    "locale" => locale: Text,
}

keys! {
    /// The keys of a target.
    TargetKeys:
    "asset" => asset: Text,
    "product" => product: Text,
    "category" => category: Text,
    "catalog" => catalog: Text,
    "channel" => channel: Text,
    "locale" => locale: Text,
    "group" => group: Text,
}

/// The words of a policy.
pub(super) struct PolicyKeys;

/// The words of a policy's order, parents, inheritance and alt source, where they are said.
pub(super) type PolicyWords = [Option<String>; 4];

impl<'de> Shape<'de> for PolicyKeys {
    type Out = PolicyWords;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<PolicyWords, A::Error> {
        fields!(here, map;
            "order" => order: Text,
            "parents" => parents: Text,
            "inheritance" => inheritance: Text,
            "alt_source" => alt_source: Text,
        );
        Ok([order, parents, inheritance, alt_source])
    }
}
