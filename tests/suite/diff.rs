//! A diff tells what asking both sides everything, one by one, tells.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use libtest_mimic::Trial;
use omnimedia::{
    Answer, AnswerItem, CategoryAnswer, Code, Context, ContextRef, Diff, DiffCounts, Difference, Fault,
    Field, Flatten, Inheritance, KnownContexts, Limits, Parents, Policy, Publication, Query, Shown, Snapshot,
    SwatchAnswer,
};
use omnimedia_tests::agree::equal;
use omnimedia_tests::case::{Case, flattened, told};
use omnimedia_tests::chain::through;
use omnimedia_tests::generator::{Shop, edited};
use omnimedia_tests::{Stop, trials};

use crate::properties::for_cases;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        publications_differ_like_one_by_one,
        snapshots_differ_like_one_by_one,
        a_base_and_its_deltas_differ_like_one_by_one,
        snapshots_of_two_policies_differ_like_one_by_one,
        a_compacted_snapshot_differs_in_nothing,
        what_is_named_is_all_that_is_looked_at,
        too_many_answers_are_refused_before_any_is_compared,
        a_snapshot_knows_the_contexts_of_its_publication,
    ]
}

/// Something that answers: what a publication under a policy and a snapshot have in common.
trait Side {
    fn answer(&self, query: &Query) -> Result<Answer<'_>, Fault>;
    fn swatches(&self, query: &Query) -> Result<Vec<SwatchAnswer<'_>>, Fault>;
    fn category(&self, id: &str, context: &Context) -> Result<CategoryAnswer<'_>, Fault>;
}

struct Direct<'p>(&'p Publication, Policy);

impl Side for Direct<'_> {
    fn answer(&self, query: &Query) -> Result<Answer<'_>, Fault> {
        self.0.resolve(query, &self.1)
    }

    fn swatches(&self, query: &Query) -> Result<Vec<SwatchAnswer<'_>>, Fault> {
        self.0.swatches(query, &self.1)
    }

    fn category(&self, id: &str, context: &Context) -> Result<CategoryAnswer<'_>, Fault> {
        self.0.category_image(id, context, &self.1)
    }
}

impl Side for Snapshot<Vec<u8>> {
    fn answer(&self, query: &Query) -> Result<Answer<'_>, Fault> {
        self.resolve(query)
    }

    fn swatches(&self, query: &Query) -> Result<Vec<SwatchAnswer<'_>>, Fault> {
        self.swatches(query)
    }

    fn category(&self, id: &str, context: &Context) -> Result<CategoryAnswer<'_>, Fault> {
        self.category_image(id, &self.shelf_of(context))
    }
}

/// What an answer shows, as text.
fn answer_text(answer: &Answer<'_>) -> String {
    let item = |item: &AnswerItem<'_>| {
        let asset = item.asset();
        let texts = Field::ALL.map(|field| item.text().get(field));
        format!(
            "{:?} {} {} {:?} {texts:?} {:?};",
            item.purpose(),
            asset.id(),
            asset.kind(),
            asset.url(),
            item.text().tags()
        )
    };
    let list = |items: &[AnswerItem<'_>]| items.iter().map(item).collect::<String>();
    format!("{} | {}", list(answer.primary()), list(answer.additional()))
}

fn swatch_text(all: &[SwatchAnswer<'_>]) -> String {
    let one = |swatch: &SwatchAnswer<'_>| {
        let shown = match swatch.shown() {
            Shown::Hex(hex) => hex.to_string(),
            Shown::Image(image, crop) => {
                format!("{} {} {:?} {crop:?}", image.id(), image.kind(), image.url())
            }
            Shown::Text(text) => format!("text {text}"),
        };
        format!("{} {}: {shown};", swatch.dimension(), swatch.value())
    };
    all.iter().map(one).collect()
}

fn category_text(answer: Option<&CategoryAnswer<'_>>) -> String {
    let shown = answer.and_then(|answer| Some((answer.shown()?, answer.text())));
    let text = |(image, text): (&omnimedia::AssetRef<'_>, &omnimedia::TextRef<'_>)| {
        let texts = Field::ALL.map(|field| text.get(field));
        format!("{} {} {:?} {texts:?} {:?}", image.id(), image.kind(), image.url(), text.tags())
    };
    shown.map(text).unwrap_or_default()
}

/// What there is to ask for: products with their variants, and categories.
fn subjects(shops: [&Shop; 2]) -> (BTreeMap<String, [BTreeSet<String>; 2]>, BTreeSet<String>) {
    let mut products: BTreeMap<String, [BTreeSet<String>; 2]> = BTreeMap::new();
    for (side, shop) in shops.into_iter().enumerate() {
        for product in &shop.products {
            let variants = product.variants.iter().map(|variant| variant.number.clone());
            products.entry(product.number.clone()).or_default()[side].extend(variants);
        }
    }
    let categories = shops.into_iter().flat_map(|shop| &shop.categories);
    (products, categories.map(|category| category.id.clone()).collect())
}

fn is_there(shop: &Shop, product: &str) -> bool {
    shop.products.iter().any(|one| one.number == product)
}

/// One by one.
fn naive(sides: [&dyn Side; 2], shops: [&Shop; 2], known: &KnownContexts<'_>) -> Result<Vec<String>, String> {
    let (products, categories) = subjects(shops);
    let mut rows = Vec::new();
    let both = |text: [Option<String>; 2]| text.map(|text| text.unwrap_or_else(|| "not there".to_owned()));
    for (product, variants) in &products {
        let there = shops.map(|shop| is_there(shop, product));
        let all: BTreeSet<&String> = variants.iter().flatten().collect();
        for context in known.iter() {
            for variant in std::iter::once(None).chain(all.iter().map(|variant| Some(variant.as_str()))) {
                let query = Query::new(variant.unwrap_or(product)).within(context.to_context());
                let mut texts = [None, None];
                for (side, text) in texts.iter_mut().enumerate() {
                    if variant.map_or(there[side], |variant| variants[side].contains(variant)) {
                        *text = Some(answer_text(&sides[side].answer(&query).map_err(|fault| told(&fault))?));
                    }
                }
                if texts[0] != texts[1] {
                    rows.push(format!("{product} {variant:?} {context}: {:?}", both(texts)));
                }
            }
        }
        for context in known.iter() {
            let query = Query::new(product).within(context.to_context());
            let mut texts = [String::new(), String::new()];
            for (side, text) in texts.iter_mut().enumerate().filter(|(side, _)| there[*side]) {
                *text = swatch_text(&sides[side].swatches(&query).map_err(|fault| told(&fault))?);
            }
            if texts[0] != texts[1] {
                rows.push(format!("{product} swatches {context}: {texts:?}"));
            }
        }
    }
    for id in categories {
        for context in known.iter() {
            let texts =
                sides.map(|side| category_text(side.category(&id, &context.to_context()).ok().as_ref()));
            if texts[0] != texts[1] {
                rows.push(format!("{id} picture {context}: {texts:?}"));
            }
        }
    }
    Ok(rows)
}

fn row(difference: &Difference<'_>) -> String {
    let both = |one: Option<String>, other: Option<String>| {
        [one, other].map(|text| text.unwrap_or_else(|| "not there".to_owned()))
    };
    match difference {
        Difference::Answer { product, variant, context, before, after } => {
            let text = |answer: &Option<Box<Answer<'_>>>| {
                answer.as_ref().map(|answer| {
                    assert_eq!((&answer.product(), &answer.variant()), (product, variant));
                    answer_text(answer)
                })
            };
            format!("{product} {variant:?} {context}: {:?}", both(text(before), text(after)))
        }
        Difference::Swatches { product, context, before, after } => {
            format!("{product} swatches {context}: {:?}", [swatch_text(before), swatch_text(after)])
        }
        Difference::CategoryImage { category, context, before, after } => {
            let texts = [before, after].map(|one| category_text(one.as_deref()));
            format!("{category} picture {context}: {texts:?}")
        }
    }
}

/// The rows of a diff, which its counts must agree with.
fn rows(
    run: impl FnOnce(&mut dyn FnMut(Difference<'_>) -> ControlFlow<()>) -> Result<DiffCounts, Fault>,
    counts: Result<DiffCounts, Fault>,
) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    let mut kinds = [0; 3];
    let mut products = BTreeSet::new();
    let found = run(&mut |difference| {
        let kind = match &difference {
            Difference::Answer { product, .. } => (0, Some(*product)),
            Difference::Swatches { product, .. } => (1, Some(*product)),
            Difference::CategoryImage { .. } => (2, None),
        };
        kinds[kind.0] += 1;
        products.extend(kind.1.map(str::to_owned));
        all.push(row(&difference));
        ControlFlow::Continue(())
    });
    let found = found.map_err(|fault| told(&fault))?;
    equal("counts", &found, &counts.map_err(|fault| told(&fault))?)?;
    equal("kinds", &kinds, &[found.answers(), found.swatches(), found.category_images()])?;
    equal("products", &(products.len() as u64), &found.products())?;
    equal("complete", &true, &found.is_complete())?;
    Ok(all)
}

fn same(expected: &[String], found: &[String]) -> Result<(), String> {
    let [one, other] = [expected, found].map(|rows| rows.iter().collect::<BTreeSet<_>>());
    let missing: Vec<_> = one.difference(&other).take(5).collect();
    let wrong: Vec<_> = other.difference(&one).take(5).collect();
    if !missing.is_empty() || !wrong.is_empty() {
        return Err(format!("not found: {missing:#?}\nwrong: {wrong:#?}"));
    }
    equal("order", &expected, &found)
}

/// Fails where hardly anything was found: then nothing is proved.
fn proved(found: &Cell<usize>) -> Result<(), Stop> {
    if found.get() > 1_000 { Ok(()) } else { Err(Stop::from(format!("only {} differences", found.get()))) }
}

fn after(case: &Case) -> Shop {
    let mut edits = case.edits.clone();
    edited(&edited(&case.shop.0, &mut edits), &mut edits)
}

fn publications_differ_like_one_by_one() -> Result<(), Stop> {
    let found = Cell::new(0);
    for_cases(400, |case| {
        let (before, after) = (&case.shop.0, &after(case));
        let [one, other] = [before, after].map(Shop::publication);
        if flattened(&one, case.policy)?.is_none() || flattened(&other, case.policy)?.is_none() {
            return Ok(());
        }
        let known = one.known_contexts().union(&other.known_contexts());
        let expected =
            naive([&Direct(&one, case.policy), &Direct(&other, case.policy)], [before, after], &known)?;
        found.set(found.get() + expected.len());
        let diff = Diff::new(&one, &other, case.policy);
        let context = |why: String| format!("{} after {}: {why}", after.to_json(), before.to_json());
        same(&expected, &rows(|each| diff.run(each), diff.counts())?).map_err(context)?;
        let nothing = Diff::new(&one, &one.clone(), case.policy).counts().map_err(|fault| told(&fault))?;
        equal("nothing to compare", &DiffCounts::default(), &nothing)
    })?;
    proved(&found)
}

fn compared(
    shops: [&Shop; 2],
    [one, other]: [&Snapshot<Vec<u8>>; 2],
    found: &Cell<usize>,
) -> Result<(), String> {
    let known = one.known_contexts().union(&other.known_contexts());
    let expected = naive([one, other], shops, &known)?;
    found.set(found.get() + expected.len());
    let diff = Diff::snapshots(one, other);
    let context = |why: String| format!("{} after {}: {why}", shops[1].to_json(), shops[0].to_json());
    same(&expected, &rows(|each| diff.run(each), diff.counts())?).map_err(context)
}

fn snapshot(shop: &Shop, policy: Policy) -> Result<Option<Snapshot<Vec<u8>>>, String> {
    let bytes = flattened(&shop.publication(), policy)?;
    bytes.map(Snapshot::open).transpose().map_err(|fault| told(&fault))
}

fn snapshots_differ_like_one_by_one() -> Result<(), Stop> {
    let found = Cell::new(0);
    for_cases(400, |case| {
        let (before, after) = (&case.shop.0, &after(case));
        let (one, other) = (snapshot(before, case.policy)?, snapshot(after, case.policy)?);
        match (one, other) {
            (Some(one), Some(other)) => compared([before, after], [&one, &other], &found),
            _ => Ok(()),
        }
    })?;
    proved(&found)
}

fn a_base_and_its_deltas_differ_like_one_by_one() -> Result<(), Stop> {
    let found = Cell::new(0);
    for_cases(150, |case| {
        let base = &case.shop.0;
        through(case, |before, after, _, chain, _| {
            let (deltas, last) = (chain.deltas.clone(), chain.deltas.len() - 1);
            let opened = |count: usize| chain.with(deltas[..count].to_vec()).map_err(|fault| told(&fault));
            let [bottom, below, top] = [opened(0)?, opened(last)?, opened(last + 1)?];
            compared([before, after], [&below, &top], &found)?;
            compared([after, base], [&top, &bottom], &found)?;
            let full = Snapshot::open(Flatten::compact(&below).map_err(|fault| told(&fault))?);
            compared([before, after], [&full.map_err(|fault| told(&fault))?, &top], &found)
        })
    })?;
    proved(&found)
}

fn snapshots_of_two_policies_differ_like_one_by_one() -> Result<(), Stop> {
    let found = Cell::new(0);
    for_cases(400, |case| {
        let shop = &case.shop.0;
        let policy = Policy {
            parents: if case.policy.parents == Parents::Truncate { Parents::Cldr } else { Parents::Truncate },
            inheritance: Inheritance::ContextFirst,
            ..case.policy
        };
        match (snapshot(shop, case.policy)?, snapshot(shop, policy)?) {
            (Some(one), Some(other)) => compared([shop, shop], [&one, &other], &found),
            _ => Ok(()),
        }
    })?;
    proved(&found)
}

fn a_compacted_snapshot_differs_in_nothing() -> Result<(), Stop> {
    let composed = Cell::new(0);
    for_cases(200, |case| {
        through(case, |_, _, _, chain, _| {
            let top = chain.opened()?;
            let full = Flatten::compact(&top).and_then(Snapshot::open).map_err(|fault| told(&fault))?;
            let counts = Diff::snapshots(&top, &full).counts().map_err(|fault| told(&fault))?;
            composed.set(composed.get() + counts.covered());
            equal("rows", &0, &counts.total())?;
            let itself = Diff::snapshots(&top, &top).counts().map_err(|fault| told(&fault))?;
            equal("nothing to compare", &DiffCounts::default(), &itself)
        })
    })?;
    // what is composed is asked; the rest is proved by its records
    assert!(composed.get() < 20_000, "{} answers were compared", composed.get());
    Ok(())
}

fn what_is_named_is_all_that_is_looked_at() -> Result<(), Stop> {
    for_cases(150, |case| {
        let (before, after) = (&case.shop.0, &after(case));
        let [one, other] = [before, after].map(Shop::publication);
        let (Some(base), Some(full)) = (flattened(&one, case.policy)?, flattened(&other, case.policy)?)
        else {
            return Ok(());
        };
        let diff = Diff::new(&one, &other, case.policy);
        let all = rows(|each| diff.run(each), diff.counts())?;
        let (products, categories) = subjects([before, after]);
        let of_categories: Vec<String> = all
            .iter()
            .filter(|row| categories.iter().any(|id| row.starts_with(&format!("{id} picture"))))
            .cloned()
            .collect();
        let named = diff.clone().categories(categories.iter());
        equal("categories", &of_categories, &rows(|each| named.run(each), named.counts())?)?;
        let mut of_products = Vec::new();
        for product in products.keys() {
            let known = one.known_contexts().union(&other.known_contexts());
            let named = diff.clone().products([product, "no such product"]).contexts(known);
            of_products.extend(rows(|each| named.run(each), named.counts())?);
        }
        of_products.extend(of_categories);
        equal("products", &all, &of_products)?;
        let [base, full] =
            [Snapshot::open(base), Snapshot::open(full)].map(|one| one.map_err(|fault| told(&fault)));
        let (base, full) = (base?, full?);
        let diff = Diff::snapshots(&base, &full);
        let all = rows(|each| diff.run(each), diff.counts())?;
        let numbers = products.keys().map(String::as_str).chain(["no such product"]);
        let named = diff.clone().products(numbers).categories(categories.iter());
        equal("of snapshots", &all, &rows(|each| named.run(each), named.counts())?)
    })
}

fn too_many_answers_are_refused_before_any_is_compared() -> Result<(), Stop> {
    for_cases(100, |case| {
        let (before, after) = (&case.shop.0, &after(case));
        let [one, other] = [before, after].map(Shop::publication);
        let (Some(base), Some(full)) = (flattened(&one, case.policy)?, flattened(&other, case.policy)?)
        else {
            return Ok(());
        };
        let [base, full] = [base, full].map(|bytes| Snapshot::open(bytes).expect("a snapshot"));
        let (direct, stored) = (Diff::new(&one, &other, case.policy), Diff::snapshots(&base, &full));
        let within = |limit: u64| Limits { answers: limit, ..Limits::default() };
        for covered in [direct.counts(), stored.counts()].map(|counts| counts.map(|counts| counts.covered()))
        {
            let covered = covered.map_err(|fault| told(&fault))?;
            let refused = |answers: u64| {
                [
                    direct.clone().limits(within(answers)).counts().err().map(|fault| fault.code()),
                    stored.clone().limits(within(answers)).counts().err().map(|fault| fault.code()),
                ]
            };
            assert!(covered == 0 || refused(covered - 1).contains(&Some(Code::LimitAnswers)));
            assert!(refused(covered).contains(&None));
        }
        let nobody = |_: Difference<'_>| -> ControlFlow<()> { panic!("a row before the refusal") };
        let refused = direct.clone().limits(within(0)).run(nobody);
        equal("refused", &(direct.counts().expect("counts").covered() > 0), &refused.is_err())
    })
}

fn a_snapshot_knows_the_contexts_of_its_publication() -> Result<(), Stop> {
    for_cases(400, |case| {
        let publication = case.shop.0.publication();
        let Some(bytes) = flattened(&publication, case.policy)? else { return Ok(()) };
        let snapshot = Snapshot::open(bytes).map_err(|fault| told(&fault))?;
        let (direct, stored) = (publication.known_contexts(), snapshot.known_contexts());
        let all = |known: &KnownContexts<'_>| {
            known.iter().map(|context| context.to_string()).collect::<BTreeSet<_>>()
        };
        let count = |known: &KnownContexts<'_>| equal("count", &known.len(), &(all(known).len() as u64));
        count(&direct)?;
        count(&stored)?;
        let strange = |context: &ContextRef<'_>| !direct.contains(*context);
        match case.policy.parents {
            Parents::Cldr => Ok(()),
            _ => equal("a context that is not named", &None, &stored.iter().find(strange)),
        }
    })
}
