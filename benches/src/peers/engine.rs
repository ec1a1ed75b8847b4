//! A general decision engine, Cedar, for one decision: which document of a product speaks in a channel and locale.
//!
//! Each rung of the ladder is a policy, each product an entity with the contexts of its documents. One question asks
//! whether anything speaks; the policies that say so are told in the answer, and the first of them is the nearest.

use crate::contexts::{channel, locale};
use crate::workload::{Workload, number};
use cedar_policy::{
    Authorizer, Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
    RestrictedExpression,
};
use std::collections::{HashMap, HashSet};

/// In the order of the rungs.
const POLICIES: &str = r#"
permit (principal, action == Action::"speak", resource)
when { resource.documents.contains({channel: context.channel, locale: context.locale}) };
permit (principal, action == Action::"speak", resource)
when { resource.documents.contains({channel: "", locale: context.locale}) };
permit (principal, action == Action::"speak", resource)
when { resource.documents.contains({channel: context.channel, locale: ""}) };
permit (principal, action == Action::"speak", resource)
when { resource.documents.contains({channel: "", locale: ""}) };
"#;

/// The engine with all that it has to know.
#[derive(Debug)]
pub(super) struct Engine {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    shop: EntityUid,
    speak: EntityUid,
    product: EntityTypeName,
}

fn pair(channel: &str, locale: &str) -> [(String, RestrictedExpression); 2] {
    [("channel", channel), ("locale", locale)]
        .map(|(name, text)| (name.to_owned(), RestrictedExpression::new_string(text.to_owned())))
}

/// The entities of all products, which name the contexts of their documents.
fn entities(workload: &Workload, product: &EntityTypeName) -> Vec<Entity> {
    let mut text = String::new();
    let mut one = |index| {
        number(index, 0, &mut text);
        let documents = workload.draft(index).documents.into_iter().map(|document| {
            RestrictedExpression::new_record(pair(channel(document.channel), locale(document.locale)))
                .unwrap()
        });
        let documents = RestrictedExpression::new_set(documents);
        let attributes = HashMap::from([("documents".to_owned(), documents)]);
        let uid = EntityUid::from_type_name_and_id(product.clone(), EntityId::new(&text));
        Entity::new(uid, attributes, HashSet::new()).unwrap()
    };
    (0..workload.products()).map(&mut one).collect()
}

impl Engine {
    fn with(entities: Entities) -> Self {
        Self {
            authorizer: Authorizer::new(),
            policies: POLICIES.parse().unwrap(),
            entities,
            shop: r#"Shop::"shop""#.parse().unwrap(),
            speak: r#"Action::"speak""#.parse().unwrap(),
            product: "Product".parse().unwrap(),
        }
    }

    pub(super) fn new(workload: &Workload) -> Self {
        let product = "Product".parse().unwrap();
        Self::with(Entities::from_entities(entities(workload, &product), None).unwrap())
    }

    /// Its entities as JSON, the form in which it stores them.
    pub(super) fn write(&self, path: &std::path::Path) {
        let file = std::fs::File::create(path).unwrap();
        self.entities.write_to_json(std::io::BufWriter::new(file)).unwrap();
    }

    pub(super) fn read(path: &std::path::Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        Self::with(Entities::from_json_str(&text, None).unwrap())
    }

    /// The channel and the locale of the document that speaks.
    pub(super) fn ask<'q>(
        &self,
        number: &str,
        channel: &'q str,
        locale: &'q str,
    ) -> Option<(&'q str, &'q str)> {
        let product = EntityUid::from_type_name_and_id(self.product.clone(), EntityId::new(number));
        let context = Context::from_pairs(pair(channel, locale)).ok()?;
        let request = Request::new(self.shop.clone(), self.speak.clone(), product, context, None).ok()?;
        let response = self.authorizer.is_authorized(&request, &self.policies, &self.entities);
        let first: &str = response.diagnostics().reason().map(AsRef::as_ref).min()?;
        match first {
            "policy0" => Some((channel, locale)),
            "policy1" => Some(("", locale)),
            "policy2" => Some((channel, "")),
            _ => Some(("", "")),
        }
    }
}
