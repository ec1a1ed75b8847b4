//! The form of explanations.

use super::answer::{AnswerForm, ContextForm, OriginForm, Pairs, fixed};
use crate::policy::Policy;
use crate::resolve::{
    Because, Explanation, ItemExplanation, ListExplanation, Mismatch, RungExplanation, SetExplanation,
};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct ExplanationForm<'s> {
    answer: AnswerForm<'s>,
    context: ContextForm<'s>,
    values: Pairs<'s>,
    policy: PolicyForm,
    primary: ListForm<'s>,
    additional: ListForm<'s>,
    default_image: DefaultForm<'s>,
    text: String,
}

impl<'s> From<&'s Explanation<'_>> for ExplanationForm<'s> {
    fn from(explanation: &'s Explanation<'_>) -> Self {
        let before = explanation.before_default_image();
        let answer = explanation.answer();
        Self {
            answer: answer.into(),
            context: explanation.context().as_ref().into(),
            values: Pairs(explanation.values()),
            policy: explanation.policy().into(),
            primary: explanation.primary().into(),
            additional: explanation.additional().into(),
            default_image: DefaultForm {
                asset: answer.default_image().map(|item| item.asset().id()),
                no_images_before: before
                    .map(|(asset, kind)| AssetForm { asset, kind: kind.word() })
                    .collect(),
            },
            text: explanation.to_string(),
        }
    }
}

#[derive(Serialize)]
struct PolicyForm {
    order: &'static str,
    parents: &'static str,
    inheritance: &'static str,
    alt_source: &'static str,
}

impl From<&Policy> for PolicyForm {
    fn from(policy: &Policy) -> Self {
        Self {
            order: policy.order.word(),
            parents: policy.parents.word(),
            inheritance: policy.inheritance.word(),
            alt_source: policy.alt_source.word(),
        }
    }
}

/// The default image, and the items before it, which are none.
#[derive(Serialize)]
struct DefaultForm<'s> {
    asset: Option<&'s str>,
    no_images_before: Vec<AssetForm<'s>>,
}

#[derive(Serialize)]
struct AssetForm<'s> {
    asset: &'s str,
    kind: &'static str,
}

#[derive(Serialize)]
struct ListForm<'s> {
    rungs: Vec<RungForm<'s>>,
    /// The set that replaced, behind which nothing is read.
    stop: Option<OriginForm<'s>>,
    items: Vec<ItemForm<'s>>,
}

impl<'s> From<&'s ListExplanation<'_>> for ListForm<'s> {
    fn from(list: &'s ListExplanation<'_>) -> Self {
        Self {
            rungs: list.rungs().iter().map(RungForm::from).collect(),
            stop: list.stop().map(OriginForm::from),
            items: list.items().iter().map(ItemForm::from).collect(),
        }
    }
}

#[derive(Serialize)]
struct RungForm<'s> {
    context: ContextForm<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<ContextForm<'s>>,
    fate: &'static str,
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    ends_the_search: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sets: Vec<SetForm<'s>>,
}

impl<'s> From<&'s RungExplanation<'_>> for RungForm<'s> {
    fn from(rung: &'s RungExplanation<'_>) -> Self {
        Self {
            context: rung.context().as_ref().into(),
            document: rung.document().map(ContextForm::from),
            fate: rung.fate().word(),
            ends_the_search: rung.ends_the_search(),
            sets: rung.sets().iter().map(SetForm::from).collect(),
        }
    }
}

#[derive(Serialize)]
struct SetForm<'s> {
    level: &'static str,
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    pattern: Option<Pairs<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'s str>,
    fate: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    wants: Vec<WantForm<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<usize>,
    items: usize,
}

impl<'s> From<&'s SetExplanation<'_>> for SetForm<'s> {
    fn from(set: &'s SetExplanation<'_>) -> Self {
        let wants = match set.because() {
            Some(Because::Wants(wants)) => wants.iter().map(WantForm::from).collect(),
            _ => Vec::new(),
        };
        Self {
            level: set.level().word(),
            pattern: fixed(Some(set.level()), set.pattern()).filter(|pattern| !pattern.is_empty()),
            variant: set.variant(),
            fate: set.fate().word(),
            because: set.because().map(Because::word),
            wants,
            place: set.place(),
            items: set.items(),
        }
    }
}

#[derive(Serialize)]
struct WantForm<'s> {
    dimension: &'s str,
    wanted: &'s str,
    selected: Option<&'s str>,
}

impl<'s> From<&Mismatch<'s>> for WantForm<'s> {
    fn from(mismatch: &Mismatch<'s>) -> Self {
        Self { dimension: mismatch.dimension(), wanted: mismatch.wanted(), selected: mismatch.selected() }
    }
}

#[derive(Serialize)]
struct ItemForm<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'s str>,
    asset: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    origin: OriginForm<'s>,
    fate: &'static str,
}

impl<'s> From<&'s ItemExplanation<'_>> for ItemForm<'s> {
    fn from(item: &'s ItemExplanation<'_>) -> Self {
        Self {
            purpose: item.purpose(),
            asset: item.asset(),
            kind: item.kind().map(crate::model::Kind::word),
            origin: item.origin().into(),
            fate: item.fate().word(),
        }
    }
}
