//! Whether an explanation is one of its answer, and of one mind with itself.

use serde_json::{Value, json};

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

/// Whether an explanation is one of this answer, and of one mind with itself.
///
/// # Errors
///
/// What does not fit.
pub fn explains(explanation: &Value, answer: &Value) -> Result<(), String> {
    ensure(explanation["answer"] == *answer, || format!("explained another answer: {explanation}"))?;
    for name in ["primary", "additional"] {
        items_are_explained(&explanation[name], &answer[name])?;
        fates_agree(&explanation[name], &explanation["policy"])?;
    }
    winner_agrees(&explanation["primary"], answer)?;
    let default = &explanation["default_image"];
    ensure(default["asset"] == answer["default_image"], || format!("another default image: {default}"))?;
    let before = list(&default["no_images_before"]);
    let first = list(&answer["primary"]).get(before.len()).map_or(&Value::Null, |item| &item["asset"]);
    ensure(*first == default["asset"], || format!("the default image does not follow {default}"))?;
    let text = explanation["text"].as_str().unwrap_or_default();
    ensure(text.lines().count() > 3, || format!("no tree: {text}"))
}

/// What is shown is what the answer shows, in its order and from where it says.
fn items_are_explained(told: &Value, answer: &Value) -> Result<(), String> {
    let shown = list(&told["items"]).iter().filter(|item| item["fate"] == "shown");
    let shown: Vec<_> = shown.map(|item| (&item["asset"], item.get("purpose"), &item["origin"])).collect();
    let items = list(answer).iter();
    let items: Vec<_> = items.map(|item| (&item["asset"], item.get("purpose"), &item["origin"])).collect();
    ensure(shown == items, || format!("explained other items: {shown:?}, not {items:?}"))
}

/// The sets that were heard, with their contexts, in the order of the chain.
fn heard(told: &Value) -> Vec<(&Value, &Value)> {
    let sets = list(&told["rungs"])
        .iter()
        .flat_map(|rung| list(&rung["sets"]).iter().map(move |set| (&rung["document"], set)));
    let fates = ["replaced", "inherited", "appended", "prepended"];
    let mut heard: Vec<_> = sets.filter(|(_, set)| fates.iter().any(|fate| set["fate"] == *fate)).collect();
    heard.sort_by_key(|(_, set)| set["place"].as_u64());
    heard
}

fn fates_agree(told: &Value, policy: &Value) -> Result<(), String> {
    let heard = heard(told);
    for (place, (_, set)) in heard.iter().enumerate() {
        ensure(set["place"] == json!(place), || format!("a gap in the chain before {set}"))?;
        let ends = set["fate"] == "replaced";
        ensure(ends == (ends && place + 1 == heard.len()), || format!("heard behind {set}"))?;
    }
    let stop = heard.last().filter(|(_, set)| set["fate"] == "replaced");
    ensure(stop.is_some() != told["stop"].is_null(), || format!("a stop at {}", told["stop"]))?;
    let mut over = false;
    for rung in list(&told["rungs"]) {
        let has = |fate: &str| list(&rung["sets"]).iter().any(|set| set["fate"] == fate);
        let matches = list(&rung["sets"]).iter().any(|set| set["place"].is_u64());
        let fate = rung["fate"].as_str().unwrap_or_default();
        let holds = match fate {
            "no document" => !over && rung["document"].is_null() && rung["sets"].is_null(),
            "spoke" => !over && matches,
            "severed" => !over && !matches && !rung["document"].is_null(),
            "not reached" => over && rung["sets"].is_null(),
            _ => false,
        };
        ensure(holds, || format!("the fate of {rung}"))?;
        let severs = fate == "severed" && policy["inheritance"] == "severed";
        ensure(severs == (rung["ends_the_search"] == true), || format!("the end at {rung}"))?;
        over |= severs || (has("replaced") && policy["inheritance"] != "entity-first");
    }
    Ok(())
}

/// The first set that did not merely inherit is the answer's; without one, the document that severed.
fn winner_agrees(told: &Value, answer: &Value) -> Result<(), String> {
    let first = heard(told).into_iter().find(|(_, set)| set["fate"] != "inherited");
    let Some((context, set)) = first else {
        let severing = list(&told["rungs"]).iter().find(|rung| rung["ends_the_search"] == true);
        let context = severing.map_or(&Value::Null, |rung| &rung["document"]);
        let holds = answer["level"] == "none" && answer["context"] == *context;
        return ensure(holds, || format!("nothing was heard, but {answer}"));
    };
    let holds =
        answer["context"] == *context && answer["level"] == set["level"] && answer["match"] == set["match"];
    ensure(holds, || format!("{set} in {context} was heard first, but {answer}"))
}
