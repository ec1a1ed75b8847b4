//! What docs/precedence.md tells is so: its examples are asked of the shops they name.

mod page;

use std::collections::BTreeSet;
use std::fs;

use libtest_mimic::Trial;
use omnimedia::wire::{self, Request};
use omnimedia::{
    Context, ContextRef, Fault, Inheritance, Limits, Locales, Parents, Policy, Publication, Query, Shown,
    SwatchSource, Tag,
};
use omnimedia_tests::documents::sample;
use omnimedia_tests::{Stop, trials, workspace_root};
use page::{Table, listed, ticked};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        every_example_has_a_check,
        the_examples_in_tables_are_so,
        the_examples_of_the_sample_shop_are_so,
        parents_are_those_of_the_table,
        ladders_are_those_of_the_table,
        chains_fold_as_the_table_says,
        the_explanation_is_the_one_that_is_given,
        what_can_be_asked_can_be_asked,
    ]
}

/// The examples that are told in prose; all others stand in tables.
const IN_PROSE: [usize; 2] = [10, 16];

fn shirts() -> Result<Publication, Stop> {
    let text = fs::read_to_string(workspace_root().join("docs/examples/shirts.json"))?;
    Ok(Publication::from_json(text.as_bytes(), &Limits::default())?)
}

/// The policy that a word in a table's header stands for.
fn policy_of(word: &str) -> Option<Policy> {
    let plain = Policy::default();
    let parents = word.parse().map(|parents| Policy { parents, ..plain });
    let order = word.parse().map(|order| Policy { order, ..plain });
    let inheritance = word.parse().map(|inheritance| Policy { inheritance, ..plain });
    parents.or(order).or(inheritance).ok()
}

/// The context that a cell means: `007, fr-CA` with the locale in backticks, `catalog 9, 128`, `no channel`.
fn context_of(cell: &str) -> Result<Context, Stop> {
    let (mut catalog, mut channel, mut locale) = (None, None, None);
    for part in cell.split(", ") {
        match (ticked(part).first(), part.strip_prefix("catalog ")) {
            (Some(tag), _) => locale = Some(*tag),
            (None, Some(number)) => catalog = Some(number),
            (None, None) if part.chars().all(|c| c.is_ascii_digit()) => channel = Some(part),
            _ if ["no channel", "Neutral"].contains(&part) || part.starts_with("a channel") => {}
            _ => return Err(format!("`{part}` of `{cell}` is no part of a context").into()),
        }
    }
    Ok(Context::new(catalog, channel, locale)?)
}

/// What a cell asks for: a number in backticks, or values of a product.
fn subject_of(publication: &Publication, product: &str, cell: &str) -> Result<Query, Stop> {
    if let Some(number) = ticked(cell).first() {
        return Ok(Query::new(*number));
    }
    let dimensions = publication.product(product).ok_or("no such product")?.dimensions();
    cell.split(", ").try_fold(Query::new(product), |query, value| {
        let of = dimensions.iter().find(|dimension| dimension.values().any(|one| one == value));
        Ok(query.select(of.ok_or_else(|| format!("`{value}` is no value of {product}"))?.name(), value))
    })
}

/// What a row asks for, in its first cell.
fn query_of(publication: &Publication, table: &Table, cell: &str) -> Result<Query, Stop> {
    let product = *ticked(&table.before).first().ok_or("no product before the table")?;
    Ok(match (table.header.contains(&"asked in".to_owned()), cell.split_once(" in ")) {
        (true, _) => Query::new(product).within(context_of(cell)?),
        (false, Some((subject, context))) => {
            subject_of(publication, product, subject)?.within(context_of(context)?)
        }
        (false, None) => subject_of(publication, product, cell)?,
    })
}

/// What the page's publication gives in place of what a cell tells.
fn found(
    publication: &Publication,
    table: &Table,
    query: &Query,
    column: &str,
    told: &str,
) -> Result<(Vec<String>, Vec<String>), Stop> {
    let strings = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let plain = Policy::default();
    let policy = ticked(column).first().map(|word| policy_of(word).ok_or("no policy")).transpose()?;
    let answer = || publication.resolve(query, &policy.unwrap_or(plain));
    let found = match column {
        "picture" => {
            let category = *ticked(&table.before).first().ok_or("no category")?;
            let image = publication.category_image(category, query.context(), &plain)?;
            image.asset().into_iter().map(str::to_owned).collect()
        }
        "Blue" | "Red" => return swatch(publication, query, column, told),
        "default image" => {
            answer()?.default_image().iter().map(|item| item.asset().id().to_owned()).collect()
        }
        "additional" => {
            let answer = answer()?;
            let ids = answer.additional().iter().map(|item| item.asset().id()).collect();
            let told = if told == "none" { vec![] } else { vec![told] };
            return Ok((strings(told), strings(ids)));
        }
        "alt" => {
            let of = *ticked(&table.before).get(1).ok_or("no item before the table")?;
            let answer = answer()?;
            let item = answer.primary().iter().find(|item| item.asset().id() == of).ok_or("no such item")?;
            return Ok((vec![told.to_owned()], vec![item.alt().unwrap_or_default().to_owned()]));
        }
        _ => answer()?.primary().iter().map(|item| item.asset().id().to_owned()).collect(),
    };
    Ok((strings(listed(told)), found))
}

/// How a swatch looks and whose it is, as told and as found.
fn swatch(
    publication: &Publication,
    query: &Query,
    value: &str,
    told: &str,
) -> Result<(Vec<String>, Vec<String>), Stop> {
    let swatches = publication.swatches(query, &Policy::default())?;
    let found = swatches.iter().find(|swatch| swatch.value() == value).ok_or("no such swatch")?;
    let look = match found.shown() {
        Shown::Hex(hex) => hex.to_string(),
        Shown::Image(image, _) => image.id().to_owned(),
        Shown::Text(text) => text.to_owned(),
    };
    let source = if told.contains(", the product's") { SwatchSource::Product } else { SwatchSource::Central };
    assert!(source == SwatchSource::Product || told.contains(", central"), "{told}");
    let of = |look: &str, source: SwatchSource| vec![look.to_owned(), source.word().to_owned()];
    let yarn = if told.starts_with("the yarn") { Some("red-yarn") } else { None };
    let told = yarn.or(ticked(told).first().copied()).ok_or("no look is told")?;
    Ok((of(told, source), of(&look, found.source())))
}

/// Whether a table holds examples.
fn has_examples(table: &Table) -> bool {
    table.header.iter().take(2).any(|cell| ["asked in", "asked for"].contains(&cell.as_str()))
}

fn the_examples_in_tables_are_so() -> Result<(), Stop> {
    let publication = shirts()?;
    let mut checked = 0;
    for table in page::tables(&page::text()).iter().filter(|table| has_examples(table)) {
        let named = usize::from(table.header[0].is_empty());
        for row in &table.rows {
            let query = query_of(&publication, table, &row[named])?;
            for (column, told) in table.header.iter().zip(row).skip(named + 1) {
                if column == "why" || (column == "additional" && told.is_empty()) {
                    continue;
                }
                // `as example 7` is what the row of that example tells
                let told = match told.strip_prefix("as example ") {
                    Some(number) => {
                        let name = format!("**Example {number}**");
                        let other = table.rows.iter().find(|row| row[0] == name).ok_or("no such example")?;
                        let at = table.header.iter().position(|one| one == column).ok_or("no such column")?;
                        &other[at]
                    }
                    None => told,
                };
                let (told, found) = found(&publication, table, &query, column, told)?;
                assert_eq!(told, found, "{column} of {row:?}");
                checked += 1;
            }
        }
    }
    assert!(checked >= 50, "only {checked} cells were checked");
    Ok(())
}

fn every_example_has_a_check() -> Result<(), Stop> {
    let text = page::text();
    let mut checked: BTreeSet<usize> = IN_PROSE.into_iter().collect();
    for table in page::tables(&text).iter().filter(|table| has_examples(table)) {
        checked.extend(page::numbers(&table.before));
        checked.extend(table.rows.iter().flat_map(|row| page::numbers(&row[0])));
    }
    let all: BTreeSet<usize> = page::numbers(&text).into_iter().collect();
    assert_eq!(checked, all);
    assert_eq!(all.len(), all.last().copied().unwrap_or_default(), "an example is left out: {all:?}");
    Ok(())
}

fn the_examples_of_the_sample_shop_are_so() -> Result<(), Stop> {
    let publication = Publication::from_json_lines(sample().text.as_bytes(), &Limits::default())?;
    for number in IN_PROSE {
        let example = page::example(&page::text(), number);
        let (asked, told) = example.split_once(" shows ").ok_or("it shows nothing")?;
        let (subject, context) =
            asked.rsplit_once(", in channel ").or(asked.rsplit_once(" in channel ")).ok_or("where")?;
        let context = context_of(&context.trim_end_matches(',').replace(" and ", ", "))?;
        // the number that was named last, or values after it: `Q1002` … Rust and Long
        let last = *ticked(subject).last().ok_or("no number")?;
        let values =
            subject.rsplit_once(". ").map(|(_, values)| values).filter(|values| !values.contains('`'));
        let query = match values {
            Some(values) => subject_of(&publication, last, &values.replace(" and ", ", "))?,
            None => Query::new(last),
        };
        let told = told.split([':', '.']).next().map(|list| ticked(list.split(". ").next().unwrap_or(list)));
        let answer = publication.resolve(&query.within(context), &Policy::default())?;
        let found: Vec<&str> = answer.primary().iter().map(|item| item.asset().id()).collect();
        assert_eq!(told, Some(found), "example {number}");
    }
    Ok(())
}

fn parents_are_those_of_the_table() -> Result<(), Stop> {
    let table = page::table(&page::text(), &["`parents`", "what follows a locale"]);
    for row in &table.rows {
        let parents: Parents = ticked(&row[0])[0].parse()?;
        for (locale, told) in table.header.iter().zip(row).skip(2) {
            let tag = Tag::parse(ticked(locale)[0])?.ok_or("Neutral")?;
            let locales = Locales::new(parents)?;
            // the chain is in normal form, the page as people write tags
            let told: Vec<Option<Tag>> =
                ticked(told).into_iter().map(Tag::parse).collect::<Result<_, Fault>>()?;
            let told: Vec<Tag> = told.into_iter().flatten().map(|tag| locales.normal(tag)).collect();
            assert_eq!(told, locales.chain(tag).to_vec(), "{locale} with {parents}");
        }
    }
    assert_eq!(table.rows.len(), Parents::ALL.len());
    Ok(())
}

fn ladders_are_those_of_the_table() -> Result<(), Stop> {
    let publication = shirts()?;
    let table = page::table(&page::text(), &["rung"]);
    let query = Query::new("S2").catalog("9").channel("128").locale("fr-CA")?;
    for (at, order) in table.header.iter().enumerate().skip(1) {
        let policy = policy_of(ticked(order)[0]).ok_or("no order")?;
        let explanation = publication.explain(&query, &policy)?;
        let rung = |context: ContextRef<'_>| {
            let named = |name: Option<&str>| name.unwrap_or("–").to_owned();
            let locale = context.locale.map_or("Neutral".to_owned(), |tag| tag.to_string());
            format!("{}, {}, {locale}", named(context.catalog), named(context.channel))
        };
        let found: Vec<String> =
            explanation.primary().rungs().iter().map(|one| rung(one.context().as_ref())).collect();
        let told: Vec<&String> =
            table.rows.iter().map(|row| &row[at]).filter(|cell| !cell.is_empty()).collect();
        assert_eq!(told, found.iter().collect::<Vec<_>>(), "{order}");
    }
    Ok(())
}

/// A publication of one product whose sets, in master, lie along the ladder of `1, en-US`.
fn chained(chain: &str) -> Result<Publication, Stop> {
    const CONTEXTS: [&str; 3] =
        [r#""channel": "1", "locale": "en-US""#, r#""locale": "en-US""#, r#""channel": "1""#];
    let sets = chain
        .split_inclusive(')')
        .flat_map(|part| part.trim_start_matches(", ").split_inclusive("inherit, "));
    let sets: Vec<String> = sets.map(|set| json_of(set.trim_end_matches(", "))).collect();
    assert!(!sets.is_empty() && sets.len() <= CONTEXTS.len(), "{chain}");
    let document = |(set, context)| format!(r#"{{{context}, "master": {{"primary": {set}}}}}"#);
    let media: Vec<String> = sets.iter().zip(CONTEXTS).map(document).collect();
    let assets = ["a", "b", "c"].map(|id| format!(r#"{{"id": "{id}", "kind": "image"}}"#)).join(", ");
    let json = format!(
        r#"{{"omnimedia": "publication/1", "assets": [{assets}],
             "products": [{{"number": "S1", "media": [{}]}}]}}"#,
        media.join(", ")
    );
    Ok(Publication::from_json(json.as_bytes(), &Limits::default())?)
}

/// The list of `append (a, b)` or `inherit`, as JSON.
fn json_of(set: &str) -> String {
    let (mode, items) = set.trim_end_matches(')').split_once(" (").unwrap_or((set, ""));
    let items: Vec<String> =
        items.split(", ").filter(|id| !id.is_empty()).map(|id| format!("{id:?}")).collect();
    format!(r#"{{"mode": "{mode}", "items": [{}]}}"#, items.join(", "))
}

fn chains_fold_as_the_table_says() -> Result<(), Stop> {
    let table = page::table(&page::text(), &["chain", "result"]);
    let policy = Policy { inheritance: Inheritance::ContextFirst, ..Policy::default() };
    for row in &table.rows {
        let publication = chained(&row[0])?;
        let query = Query::new("S1").channel("1").locale("en-US")?;
        let answer = publication.resolve(&query, &policy)?;
        let found: Vec<&str> = answer.primary().iter().map(|item| item.asset().id()).collect();
        let told: Vec<&str> = row[1].split(", ").filter(|item| *item != "nothing").collect();
        assert_eq!(told, found, "{}", row[0]);
    }
    assert!(table.rows.len() >= 10);
    Ok(())
}

fn the_explanation_is_the_one_that_is_given() -> Result<(), Stop> {
    let text = page::text();
    let (_, section) = text.split_once("\n## Explain\n").ok_or("no section")?;
    let (tree, rest) =
        section.split_once("```text\n").and_then(|(_, block)| block.split_once("\n```")).ok_or("no tree")?;
    let request = *ticked(rest).iter().find(|word| word.starts_with('{')).ok_or("no request")?;
    let Request::Explain(query) = wire::request(request)? else { return Err("not an explanation".into()) };
    assert_eq!(shirts()?.explain(&query, &Policy::default())?.to_string().trim_end(), tree);
    Ok(())
}

fn what_can_be_asked_can_be_asked() -> Result<(), Stop> {
    let publication = shirts()?;
    let table = page::table(&page::text(), &["query", "means"]);
    let mut gallery_of_blue = Vec::new();
    for row in &table.rows {
        let mut answers = Vec::new();
        for query in ticked(&row[0]) {
            let query = wire::query(query)?;
            // the record id is one of another shop
            if !row[0].contains("record_id") {
                answers.push(publication.resolve(&query, &Policy::default())?);
            }
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{}", row[0]);
        let variant = answers.first().and_then(omnimedia::Answer::variant);
        let means_variant = row[1].starts_with("the variant") || row[1].contains("else a selection");
        assert_eq!(variant.is_some(), means_variant, "{}", row[0]);
        if row[0].contains("Blue") && variant.is_none() {
            gallery_of_blue.extend(answers);
        }
    }
    assert!(gallery_of_blue.len() == 2 && gallery_of_blue[0] == gallery_of_blue[1], "`*` selects nothing");
    Ok(())
}
