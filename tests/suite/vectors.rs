//! Every engine gives the answers of the shared vectors, and explanations agree with the answers they explain.

use libtest_mimic::Trial;
use omnimedia_tests::explains::explains;
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

fn explained(engine: &dyn Explains, query: &Value) -> Result<(), String> {
    explains(&engine.explain(query)?, &engine.resolve(query)?)
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
