//! Fewer sets show the same: compared one by one, and searched for what could still go.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;

use libtest_mimic::Trial;
use omnimedia::{
    Answer, AnswerItem, Code, Context, Diff, Inheritance, Limits, Minimise, MinimiseCounts, Order, Parents,
    Policy, Publication, Query,
};
use omnimedia_tests::agree::equal;
use omnimedia_tests::case::told;
use omnimedia_tests::generator::{Choices, Document, Item, List, PatternSet, Set, Shop, cases};
use omnimedia_tests::place::shared;
use omnimedia_tests::{Stop, trials};
use serde_json::Value;

use crate::properties::for_cases;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        fewer_sets_show_the_same_one_by_one,
        nothing_single_can_go_and_no_group_can_become_one,
        magento_luma_comes_to_one_set_for_each_list,
        the_real_shops_show_the_same,
    ]
}

/// Every context that could make a difference to some product: what is named, and what nobody has heard of.
fn contexts(publication: &Publication) -> Vec<Context> {
    let known = publication.known_contexts();
    let mut channels: BTreeSet<Option<String>> = [None, Some("no such channel".to_owned())].into();
    let mut catalogs: BTreeSet<Option<String>> = [None, Some("no such catalog".to_owned())].into();
    let mut locales: BTreeSet<Option<String>> = [None, Some("qzy".to_owned())].into();
    for context in known.iter() {
        channels.insert(context.channel.map(str::to_owned));
        catalogs.insert(context.catalog.map(str::to_owned));
        if let Some(tag) = context.locale {
            locales.insert(Some(tag.to_string()));
            locales.extend(tag.language().map(|language| Some(format!("{language}-QZ"))));
        }
    }
    let mut all = Vec::new();
    for channel in &channels {
        for locale in &locales {
            for catalog in &catalogs {
                let names = [catalog, channel, locale].map(|name| name.as_deref());
                all.push(Context::new(names[0], names[1], names[2]).expect("a context"));
            }
        }
    }
    all
}

/// What an answer shows, with everything an item carries.
fn shown(answer: &Answer<'_>) -> String {
    let item = |item: &AnswerItem<'_>| {
        let asset = item.asset();
        format!(
            "{:?} {} {:?} {:?} {:?};",
            item.purpose(),
            asset.id(),
            asset.url(),
            item.text(),
            item.properties()
        )
    };
    let list = |items: &[AnswerItem<'_>]| items.iter().map(item).collect::<String>();
    format!("{} | {} | {}", list(answer.primary()), list(answer.additional()), answer.hash())
}

/// What every product and variant shows everywhere.
fn everything(
    publication: &Publication,
    policy: &Policy,
    contexts: &[Context],
) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    for product in publication.products() {
        let variants = product.variants().iter().map(|variant| variant.number());
        for number in std::iter::once(product.number()).chain(variants) {
            for context in contexts {
                let query = Query::new(number).within(context.clone());
                let answer = publication.resolve(&query, policy).map_err(|fault| told(&fault))?;
                all.push(format!("{number} in {context}: {}", shown(&answer)));
            }
        }
        for context in contexts {
            let query = Query::new(product.number()).within(context.clone());
            let swatches = publication.swatches(&query, policy).map_err(|fault| told(&fault))?;
            all.push(format!("{} in {context}: {swatches:?}", product.number()));
        }
    }
    Ok(all)
}

fn same(before: &[String], after: &[String]) -> Result<(), String> {
    equal("answers", &before.len(), &after.len())?;
    match before.iter().zip(after).find(|(before, after)| before != after) {
        None => Ok(()),
        Some((before, after)) => Err(format!("before {before}\nafter  {after}")),
    }
}

fn sets(publication: &Publication) -> [u64; 2] {
    let mut size = [0; 2];
    for document in publication.products().flat_map(|product| product.documents()) {
        let patterns = document.patterns().iter().map(|(_, set)| set);
        let variants = document.variants().iter().map(|(_, set)| set);
        for set in document.master().into_iter().chain(patterns).chain(variants) {
            size[0] += 1;
            size[1] += (set.primary().items().len() + set.additional().items().len()) as u64;
        }
    }
    size
}

fn minimised(
    publication: &Publication,
    policy: Policy,
) -> Result<Option<(Publication, MinimiseCounts)>, String> {
    match Minimise::new(publication, policy).publication() {
        Ok(made) => Ok(Some(made)),
        Err(faults) if faults.first().code() == Code::DuplicateDocument => Ok(None),
        Err(faults) => Err(faults.to_string()),
    }
}

/// Gives many variants and patterns one of few sets, so that there is something to be found.
fn alike(shop: &mut Shop, choices: &mut Choices) {
    let plain = |asset: &str| {
        let item = Item { asset: asset.to_owned(), ..Item::default() };
        let list = List { mode: omnimedia::Mode::Replace, plain: true, items: vec![item] };
        Set { primary: Some(list), additional: None }
    };
    let assets: Vec<String> = shop.assets.iter().take(2).map(|asset| asset.id.clone()).collect();
    for product in &mut shop.products {
        let own = product.media.iter().flat_map(|document: &Document| {
            let patterns = document.dimensions.iter().map(|pattern| &pattern.set);
            document.master.iter().chain(patterns).chain(document.variants.iter().map(|(_, set)| set))
        });
        let mut few: Vec<Set> = assets.iter().map(|asset| plain(asset)).collect();
        let mixed: Vec<Set> = own.take(2).cloned().collect();
        if choices.once_in(2) {
            few.extend(mixed);
        }
        few.push(Set { primary: None, additional: None });
        let dimensions = product.dimensions.clone();
        for document in &mut product.media {
            document.variants.clear();
            for variant in &product.variants {
                if choices.below(4) > 0 {
                    document.variants.push((variant.number.clone(), choices.of(&few).clone()));
                }
            }
            document.dimensions.clear();
            for dimension in &dimensions {
                for value in &dimension.values {
                    if choices.once_in(4) {
                        let pattern = vec![(dimension.name.clone(), value.clone())];
                        document.dimensions.push(PatternSet { pattern, set: choices.of(&few).clone() });
                    }
                }
            }
            if choices.below(3) > 0 {
                document.master = Some(choices.of(&few).clone());
            }
            if choices.below(3) > 0 {
                document.swatches.clear();
            }
        }
    }
}

fn fewer_sets_show_the_same_one_by_one() -> Result<(), Stop> {
    for_cases(600, |case| {
        let mut shop = case.shop.0.clone();
        if case.choices.clone().below(4) > 0 {
            alike(&mut shop, &mut case.edits.clone());
        }
        let publication = shop.publication();
        let Some((fewer, counts)) = minimised(&publication, case.policy)? else { return Ok(()) };
        equal("unproved", &0, &counts.unproved())?;
        equal("unfinished", &0, &counts.unfinished())?;
        let (before, after) = (sets(&publication), sets(&fewer));
        equal("counted before", &before, &[counts.before().sets, counts.before().items])?;
        equal("counted after", &after, &[counts.after().sets, counts.after().items])?;
        if before[0] < after[0] || before[1] < after[1] {
            return Err(format!("{before:?} came to {after:?}"));
        }
        let contexts = contexts(&publication);
        let all = |publication| everything(publication, &case.policy, &contexts);
        same(&all(&publication)?, &all(&fewer)?)?;
        let diff = Diff::new(&publication, &fewer, case.policy).counts().map_err(|fault| told(&fault))?;
        equal("differences", &0, &diff.total())?;

        // the same again, and nothing more
        let again = minimised(&publication, case.policy)?.ok_or("once more")?;
        equal("again", &(fewer.to_json(), &counts), &(again.0.to_json(), &again.1))?;
        let (least, counts) = minimised(&fewer, case.policy)?.ok_or("of fewer")?;
        equal("changed again", &0, &counts.products_changed())?;
        equal("least", &fewer.to_json(), &least.to_json())
    })
}

/// One way to have fewer sets.
fn without(media: &Value, gone: &[(usize, Value)], put: Option<(usize, Value, &Value)>) -> Value {
    let mut media = media.clone();
    for (document, spot) in gone {
        let document = &mut media[*document];
        match spot {
            Value::Null => _ = document.as_object_mut().expect("a document").remove("master"),
            Value::String(variant) => {
                _ = document["variants"].as_object_mut().expect("variants").remove(variant)
            }
            pattern => document["dimensions"]
                .as_array_mut()
                .expect("dimensions")
                .retain(|one| one["match"] != *pattern),
        }
    }
    if let Some((document, spot, set)) = put {
        let document = media[document].as_object_mut().expect("a document");
        if spot.as_object().is_some_and(|fixed| fixed.is_empty()) {
            document.insert("master".to_owned(), set.clone());
        } else {
            let mut one = set.clone();
            one.as_object_mut().expect("a set").insert("match".to_owned(), spot);
            let all = document.entry("dimensions").or_insert_with(|| Value::Array(Vec::new()));
            all.as_array_mut().expect("dimensions").push(one);
        }
    }
    media
}

/// The sets of a product: document, spot (`null` the master, a number, or a match), the values, the set.
fn all_sets(product: &Value) -> Vec<(usize, Value, Value, Value)> {
    let mut all = Vec::new();
    let empty = Vec::new();
    let values = |number: &str| {
        let variants = product["variants"].as_array().unwrap_or(&empty);
        let variant = variants.iter().find(|variant| variant["number"] == *number).expect("a variant");
        variant["values"].clone()
    };
    for (at, document) in product["media"].as_array().unwrap_or(&empty).iter().enumerate() {
        if let Some(set) = document.get("master") {
            all.push((at, Value::Null, Value::Object(Default::default()), set.clone()));
        }
        for pattern in document.get("dimensions").and_then(Value::as_array).unwrap_or(&empty) {
            let mut set = pattern.clone();
            let fixed = set.as_object_mut().expect("a set").remove("match").expect("a match");
            all.push((at, fixed.clone(), fixed, set));
        }
        for (number, set) in document.get("variants").and_then(Value::as_object).into_iter().flatten() {
            all.push((at, Value::String(number.clone()), values(number), set.clone()));
        }
    }
    all
}

/// Every choice of some of the values.
fn above(values: &Value) -> Vec<Value> {
    let pairs: Vec<(&String, &Value)> = values.as_object().into_iter().flatten().collect();
    let choice = |bits: usize| {
        let chosen = pairs.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
        Value::Object(chosen.map(|(_, (name, value))| ((*name).clone(), (*value).clone())).collect())
    };
    (0..1usize << pairs.len()).map(choice).collect()
}

fn is_below(values: &Value, target: &Value) -> bool {
    target.as_object().into_iter().flatten().all(|(name, value)| values.get(name) == Some(value))
}

fn nothing_single_can_go_and_no_group_can_become_one() -> Result<(), Stop> {
    let looked_at = [const { Cell::new(0u32) }; 3];
    let count = |at: usize| looked_at[at].set(looked_at[at].get() + 1);
    const CASES: u32 = 2_000;
    for_cases(CASES, |case| {
        // an item is an asset with a purpose: nothing of it hides behind a filter or another text
        let mut shop = case.shop.0.clone();
        alike(&mut shop, &mut case.edits.clone());
        for asset in &mut shop.assets {
            (asset.published, asset.channels) = (None, None);
        }
        let known: BTreeSet<String> = shop.assets.iter().map(|asset| asset.id.clone()).collect();
        for document in shop.products.iter_mut().flat_map(|product| &mut product.media) {
            let patterns = document.dimensions.iter_mut().map(|pattern| &mut pattern.set);
            let variants = document.variants.iter_mut().map(|(_, set)| set);
            for set in document.master.iter_mut().chain(patterns).chain(variants) {
                for list in [&mut set.primary, &mut set.additional].into_iter().flatten() {
                    list.items.retain(|item| known.contains(&item.asset));
                    list.items.iter_mut().for_each(|item| item.text.clear());
                }
            }
        }
        shop.products.truncate(1);
        if case.policy.parents == Parents::Cldr {
            return Ok(());
        }
        let publication = shop.publication();
        let Some((fewer, _)) = minimised(&publication, case.policy)? else { return Ok(()) };
        let contexts = contexts(&publication);
        let expected = everything(&publication, &case.policy, &contexts)?;
        let whole: Value = serde_json::from_str(&fewer.to_json()).map_err(|error| error.to_string())?;
        let Some(product) = whole["products"].get(0) else { return Ok(()) };
        let shows_the_same = |media: Value| {
            let mut whole = whole.clone();
            whole["products"][0]["media"] = media;
            let publication = Publication::from_json(whole.to_string().as_bytes(), &Limits::default());
            let publication = publication.map_err(|faults| faults.to_string())?;
            Ok::<_, String>(everything(&publication, &case.policy, &contexts)? == expected)
        };
        let all = all_sets(product);
        if (all.len() as u64) < sets(&publication)[0] {
            count(2);
        }
        for (document, spot, ..) in &all {
            let media = without(&product["media"], &[(*document, spot.clone())], None);
            count(0);
            if shows_the_same(media)? {
                return Err(format!("{spot} of document {document} can go: {whole}"));
            }
        }
        for (place, (document, _, values, set)) in all.iter().enumerate() {
            for target in above(values) {
                let taken = all.iter().any(|(at, spot, own, _)| {
                    at == document && *own == target && !matches!(spot, Value::String(_))
                });
                let group: Vec<_> = all
                    .iter()
                    .enumerate()
                    .filter(|(_, (at, spot, own, said))| {
                        at == document && said == set && is_below(own, &target) && !spot.is_null()
                    })
                    .map(|(at, (document, spot, ..))| (at, (*document, spot.clone())))
                    .collect();
                // each group once, from its first set
                if taken || group.len() < 2 || group.len() > 6 || group[0].0 != place {
                    continue;
                }
                for bits in 0..1u32 << group.len() {
                    let some = group.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
                    let some: Vec<_> = some.map(|(_, (_, one))| one.clone()).collect();
                    if some.len() < 2 {
                        continue;
                    }
                    let media = without(&product["media"], &some, Some((*document, target.clone(), set)));
                    count(1);
                    if shows_the_same(media)? {
                        return Err(format!("{some:?} can become one at {target}: {whole}"));
                    }
                }
            }
        }
        Ok(())
    })?;
    // and that was not of nothing
    let [single, groups, fewer] = looked_at.map(Cell::into_inner);
    println!("{single} sets and {groups} groups of {fewer} shops with fewer sets");
    let enough = single >= 500 && groups >= 100 && fewer >= 100;
    if cases(CASES) >= CASES && !enough {
        Err(format!("only {single} sets and {groups} groups of {fewer} shops with fewer sets"))?;
    }
    Ok(())
}

fn read(name: &str) -> Result<Publication, Stop> {
    let path = shared("data")?.join(name).join("publication.jsonl");
    Ok(Publication::from_json_lines(BufReader::new(File::open(path)?), &Limits::default())?)
}

fn magento_luma_comes_to_one_set_for_each_list() -> Result<(), Stop> {
    let publication = read("magento-luma")?;
    for inheritance in [Inheritance::Severed, Inheritance::ContextFirst, Inheritance::EntityFirst] {
        let policy = Policy { inheritance, ..Policy::default() };
        let (fewer, counts) = Minimise::new(&publication, policy).publication()?;
        equal("sets before", &2_046, &counts.before().sets)?;
        // no product can have fewer sets than it has different lists
        equal("sets after", &472, &counts.after().sets)?;
        equal("products", &(199, 0, 0), &(counts.products(), counts.unproved(), counts.unfinished()))?;
        let contexts = contexts(&publication);
        let all = |publication| everything(publication, &policy, &contexts);
        same(&all(&publication)?, &all(&fewer)?)?;
        let numbers: usize = publication.products().map(|product| product.variants().len()).sum();
        equal("variants", &1_847, &numbers)?;
    }
    Ok(())
}

fn the_real_shops_show_the_same() -> Result<(), Stop> {
    for name in ["magento-luma", "openfoodfacts", "sfcc-retail"] {
        let publication = read(name)?;
        for order in Order::ALL {
            for inheritance in Inheritance::ALL {
                let policy = Policy { order: *order, inheritance: *inheritance, ..Policy::default() };
                let mut changed = 0;
                let begin = std::time::Instant::now();
                let counts = Minimise::new(&publication, policy).run(|minimised| {
                    changed += 1;
                    assert!(minimised.is_finished() && minimised.after().sets <= minimised.before().sets);
                    ControlFlow::Continue(())
                })?;
                let taken = begin.elapsed();
                equal("handed out", &counts.products_changed(), &changed)?;
                let (fewer, again) = Minimise::new(&publication, policy).publication()?;
                equal("counts", &counts, &again)?;
                equal("unproved", &(0, 0), &(counts.unproved(), counts.unfinished()))?;
                let diff = Diff::new(&publication, &fewer, policy).counts()?;
                equal("differences", &0, &diff.total())?;
                let least = Minimise::new(&fewer, policy).run(|_| ControlFlow::Continue(()))?;
                equal("changed again", &0, &least.products_changed())?;
                let [before, after] = [counts.before(), counts.after()];
                println!(
                    "{name} {order:?} {inheritance:?}: {before:?} to {after:?}, {} selections, in {taken:?}",
                    counts.selections()
                );
            }
        }
    }
    Ok(())
}
