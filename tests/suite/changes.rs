//! What holds for every change of every publication: deltas on top of each other are a full build, and equal answers
//! have equal hashes.

use std::collections::{HashMap, HashSet};

use libtest_mimic::Trial;
use omnimedia::{
    Answer, AnswerItem, Code, Fault, Field, Item, Level, Locales, Parents, Policy, Publication, Snapshot, Tag,
};
use omnimedia_tests::agree::equal;
use omnimedia_tests::case::{flattened, same_bytes, told};
use omnimedia_tests::chain::{delta, is_a_full_build, through};
use omnimedia_tests::generator::{Ask, asks, difference, edited, policies};
use omnimedia_tests::{Stop, trials};

use crate::properties::for_cases;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        deltas_answer_and_compact_like_a_full_build,
        a_change_looks_at_nothing_that_it_does_not_name,
        deltas_in_another_order_are_refused,
        a_delta_of_another_policy_is_refused,
        a_shelf_of_another_snapshot_is_refused,
        equal_answers_have_equal_hashes_and_others_others,
    ]
}

fn deltas_answer_and_compact_like_a_full_build() -> Result<(), Stop> {
    for_cases(1_200, |case| {
        through(case, |before, after, publication, chain, choices| {
            is_a_full_build(case, before, after, publication, chain, choices)
        })
    })
}

fn a_change_looks_at_nothing_that_it_does_not_name() -> Result<(), Stop> {
    for_cases(400, |case| {
        through(case, |before, after, publication, chain, _| {
            let mut named = difference(before, after);
            for id in std::mem::take(&mut named.assets) {
                let users = publication.users(&id);
                named.products.extend(users.products().map(str::to_owned));
                named.categories.extend(users.categories().map(str::to_owned));
                named
                    .swatches
                    .extend(users.swatches().map(|(one, other)| (one.to_owned(), other.to_owned())));
            }
            let mut part = after.clone();
            part.products.retain(|product| named.products.contains(&product.number));
            part.categories.retain(|category| named.categories.contains(&category.id));
            part.channels.retain(|channel| named.channels.contains(&channel.id));
            part.swatches.retain(|one| named.swatches.contains(&(one.dimension.clone(), one.value.clone())));
            let (last, rest) = chain.deltas.split_last().ok_or("no delta")?;
            let below = chain.with(rest.to_vec()).map_err(|fault| told(&fault))?;
            same_bytes(last, &delta(&part.publication(), &below, &named).map_err(|fault| told(&fault))?)
        })
    })
}

fn refused(result: Result<Snapshot<Vec<u8>>, Fault>, codes: &[Code]) -> Result<(), String> {
    match result {
        Err(fault) if codes.contains(&fault.code()) => Ok(()),
        Err(fault) => Err(format!("refused for another reason: {}", told(&fault))),
        Ok(_) => Err("not refused".to_owned()),
    }
}

fn deltas_in_another_order_are_refused() -> Result<(), Stop> {
    for_cases(200, |case| {
        through(case, |_, _, _, chain, choices| {
            let mut deltas = chain.deltas.clone();
            if deltas.len() < 2 {
                refused(chain.with(vec![chain.base.clone()]), &[Code::WrongKind])?;
                return refused(Snapshot::open(deltas.remove(0)), &[Code::WrongKind]);
            }
            let at = choices.below(deltas.len() - 1);
            if choices.once_in(2) {
                deltas.remove(at);
            } else {
                deltas.swap(at, at + 1);
            }
            refused(chain.with(deltas), &[Code::WrongBase])
        })
    })
}

fn a_delta_of_another_policy_is_refused() -> Result<(), Stop> {
    for_cases(200, |case| {
        through(case, |before, _, _, chain, choices| {
            let other = *choices.of(&policies());
            if other == case.policy || chain.deltas.len() > 1 {
                return Ok(());
            }
            let Some(base) = flattened(&before.publication(), other)? else { return Ok(()) };
            refused(Snapshot::open_with(base, chain.deltas.clone()), &[Code::WrongBase, Code::WrongPolicy])
        })
    })
}

fn a_shelf_of_another_snapshot_is_refused() -> Result<(), Stop> {
    for_cases(200, |case| {
        through(case, |_, after, _, chain, _| {
            let (one, other) = (chain.with(Vec::new()).map_err(|fault| told(&fault))?, chain.opened()?);
            let shelf = one.shelf(None, None, None).map_err(|fault| told(&fault))?;
            for product in &after.products {
                let found = other.find(&product.number).map_err(|fault| told(&fault))?;
                let answer = found.answer(&shelf, &mut omnimedia::Scratch::new()).map(|view| view.hash());
                equal("answer", &Some(Code::WrongShelf), &answer.err().map(|fault| fault.code()))?;
                let swatches = found.swatches(&shelf).err().map(|fault| fault.code());
                equal("swatches", &Some(Code::WrongShelf), &swatches)?;
            }
            let image = other.category_image("", &shelf).err().map(|fault| fault.code());
            equal("picture", &Some(Code::WrongShelf), &image)
        })
    })
}

/// What a hash covers, as text.
type Content = String;

/// Texts as one choice of parents compares them; `None` where two come to be of one locale.
fn texts<'t>(
    all: impl Iterator<Item = (Option<Tag>, &'t omnimedia::Text)>,
    locales: &Locales<'_>,
) -> Option<Vec<String>> {
    let mut seen = HashSet::new();
    let mut said = Vec::new();
    for (locale, text) in all {
        let locale = locale.map(|tag| locales.normal(tag));
        if !seen.insert(locale) {
            return None;
        }
        let fields = Field::ALL.map(|field| text.get(field).filter(|text| !text.is_empty()));
        let tags: Vec<&str> = text.tags().collect();
        if fields.iter().any(Option::is_some) || !tags.is_empty() {
            said.push(format!("{locale:?}{fields:?}{tags:?}"));
        }
    }
    said.sort();
    Some(said)
}

/// The item of the publication that an answer shows.
fn source<'p>(publication: &'p Publication, answer: &Answer<'_>, item: &AnswerItem<'_>) -> Option<&'p Item> {
    let product = publication.product(answer.product())?;
    let origin = item.origin();
    let document =
        product.documents().iter().find(|document| document.context().as_ref() == origin.context())?;
    let set = match origin.level() {
        Level::Master => document.master()?,
        Level::Variant => {
            let number = origin.variant()?;
            document.variant(product.variants().iter().position(|variant| variant.number() == number)?)?
        }
        Level::Dimensions => {
            let fixed = |pattern: &omnimedia::Pattern| {
                let values = product.dimensions().iter().zip(pattern.values());
                let named = values.filter_map(|(one, value)| Some((one.name(), one.values().nth(value?)?)));
                named.collect::<Vec<_>>() == origin.pattern()
            };
            document.patterns().iter().find(|(pattern, _)| fixed(pattern)).map(|(_, set)| set)?
        }
    };
    let list = if item.purpose().is_some() { set.additional() } else { set.primary() };
    list.items().iter().find(|one| one.asset() == item.asset().id() && one.purpose() == item.purpose())
}

/// The content of an answer; `None` where texts run together.
fn content(publication: &Publication, answer: &Answer<'_>, locales: &Locales<'_>) -> Option<Content> {
    let mut all = answer.primary().len().to_string();
    for item in answer.primary().iter().chain(answer.additional()) {
        let source = source(publication, answer, item).expect("an item has a source");
        let asset = publication.asset(item.asset().id()).expect("a shown item has an asset");
        let said = (texts(asset.texts(), locales)?, texts(source.texts(), locales)?);
        all.push_str(&format!(
            "{:?}{:?}{:?}{:?}{said:?}",
            item.purpose(),
            asset.id(),
            asset.kind(),
            asset.url()
        ));
    }
    Some(all)
}

#[derive(Default)]
struct Hashes {
    of: HashMap<Content, u128>,
    back: HashMap<u128, Content>,
}

impl Hashes {
    fn take(&mut self, publication: &Publication, policy: Policy, asks: &[Ask]) -> Result<(), String> {
        let locales = Locales::new(policy.parents).map_err(|fault| told(&fault))?;
        for ask in asks {
            let Ok(answer) = publication.resolve(&ask.query, &policy) else { continue };
            let Some(content) = content(publication, &answer, &locales) else { continue };
            let hash = answer.hash();
            equal(&content, &hash, self.of.entry(content.clone()).or_insert(hash))?;
            equal("content of one hash", &content, self.back.entry(hash).or_insert_with(|| content.clone()))?;
        }
        Ok(())
    }
}

fn equal_answers_have_equal_hashes_and_others_others() -> Result<(), Stop> {
    let hashes = std::cell::RefCell::new(Hashes::default());
    for_cases(400, |case| {
        let mut choices = case.choices.clone();
        let shop = &case.shop.0;
        for shop in [shop, &edited(shop, &mut case.edits.clone())] {
            let publication = shop.publication();
            let all = asks(shop, &mut choices);
            for policy in
                [case.policy, *choices.of(&policies()), Policy { parents: Parents::Cldr, ..case.policy }]
            {
                hashes.borrow_mut().take(&publication, policy, &all)?;
            }
        }
        Ok(())
    })
}
