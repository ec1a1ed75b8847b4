//! Every engine gives the answers of the shared vectors, and explanations agree with the answers they explain.

use libtest_mimic::Trial;
use omnimedia_tests::vectors::{Case, Direct, Engine, Explains, Flattened, Sharded, Vectors, difference};
use omnimedia_tests::{Stop, trial, trials};
use serde_json::{Value, json};

type Open<E> = fn(&Vectors) -> Result<Box<E>, String>;

/// The engines, each with what opens it on the publication and policy of a file.
const ENGINES: [(&str, Open<dyn Engine>); 3] = [
    ("direct", |vectors| Ok(Box::new(Direct::open(vectors)?))),
    ("snapshot", |vectors| Ok(Box::new(Flattened::open(vectors)?))),
    ("shards", |vectors| Ok(Box::new(Sharded::open(vectors)?))),
];

/// Those that can say why.
const EXPLAINING: [(&str, Open<dyn Explains>); 1] =
    [("direct", |vectors| Ok(Box::new(Direct::open(vectors)?)))];

pub(crate) fn trials() -> Vec<Trial> {
    let mut all = trials![a_difference_is_found, more_keys_are_none];
    for (name, open) in ENGINES {
        let named = |what: &str| format!("vectors::{name}_{what}");
        all.push(trial(&named("gives_the_media_of_every_vector"), move || {
            check(open, |vectors| &vectors.cases, |engine, query| engine.resolve(query))
        }));
        all.push(trial(&named("gives_the_swatches_of_every_vector"), move || {
            check(open, |vectors| &vectors.swatches, |engine, query| engine.swatches(query))
        }));
        all.push(trial(&named("gives_the_category_images_of_every_vector"), move || {
            check(open, |vectors| &vectors.category_images, |engine, query| engine.category(query))
        }));
    }
    for (name, open) in EXPLAINING {
        let name = format!("vectors::{name}_explains_every_vector_as_it_resolves_it");
        all.push(trial(&name, move || explanations(open)));
    }
    all
}

/// The first findings of many, and how many there are.
fn report(findings: &[String], checked: usize) -> Result<(), Stop> {
    const MOST: usize = 10;
    if checked == 0 {
        return Err("nothing was checked".into());
    }
    if findings.is_empty() {
        return Ok(());
    }
    let first = &findings[..findings.len().min(MOST)];
    Err(format!("{} of {checked} differ:\n{}", findings.len(), first.join("\n")).into())
}

fn check(
    open: Open<dyn Engine>,
    cases: fn(&Vectors) -> &[Case],
    ask: fn(&dyn Engine, &Value) -> Result<Value, String>,
) -> Result<(), Stop> {
    let mut findings = Vec::new();
    let mut checked = 0;
    for vectors in Vectors::all()? {
        let engine = open(&vectors).map_err(|fault| format!("{}: {fault}", vectors.name))?;
        for Case { query, answer } in cases(&vectors) {
            checked += 1;
            let found = match ask(&*engine, query) {
                Ok(found) => difference(answer, &found),
                Err(fault) => Some(fault),
            };
            findings.extend(found.map(|found| format!("{} {query}: {found}", vectors.name)));
        }
    }
    report(&findings, checked)
}

fn explanations(open: Open<dyn Explains>) -> Result<(), Stop> {
    let mut findings = Vec::new();
    let mut checked = 0;
    for vectors in Vectors::all()? {
        let engine = open(&vectors).map_err(|fault| format!("{}: {fault}", vectors.name))?;
        for Case { query, .. } in &vectors.cases {
            checked += 1;
            let found = explained(&*engine, query).err();
            findings.extend(found.map(|found| format!("{} {query}: {found}", vectors.name)));
        }
    }
    report(&findings, checked)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

fn explained(engine: &dyn Explains, query: &Value) -> Result<(), String> {
    explains(&engine.explain(query)?, &engine.resolve(query)?)
}

/// Whether an explanation is one of this answer, and of one mind with itself.
pub(crate) fn explains(explanation: &Value, answer: &Value) -> Result<(), String> {
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

fn a_difference_is_found() -> Result<(), Stop> {
    let expected = json!({"a": [{"b": 1}], "c": null});
    assert_eq!(difference(&expected, &json!({"a": [{"b": 1.0}], "c": null})), None);
    let found = difference(&expected, &json!({"a": [{"b": 2}], "c": null}));
    assert_eq!(found.as_deref(), Some(".a[0].b: expected 1, found 2"));
    assert!(difference(&expected, &json!({"a": [], "c": null})).is_some());
    assert!(difference(&expected, &json!({"a": [{"b": 1}], "c": {}})).is_some());
    assert_eq!(difference(&expected, &json!({"a": [{"b": 1}]})).as_deref(), Some(".c is missing"));
    Ok(())
}

fn more_keys_are_none() -> Result<(), Stop> {
    assert_eq!(difference(&json!({"a": 1}), &json!({"a": 1, "b": 2})), None);
    Ok(())
}
