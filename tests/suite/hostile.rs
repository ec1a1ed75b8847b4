//! Publications made to cost more than they are worth: reading, flattening and asking stay within a small multiple of
//! the memory, and near to linear time. What is not takes minutes here, where it should take a second.

use std::fmt::Write;

use libtest_mimic::Trial;
use omnimedia::{
    Flatten, Inheritance, Limits, Order, Parents, Policy, Publication, Query, Scratch, Snapshot,
};
use omnimedia_tests::agree::equal;
use omnimedia_tests::case::{same_bytes, told};
use omnimedia_tests::{Stop, trials};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        as_many_documents_as_a_product_may_have,
        as_many_documents_that_pass_on,
        documents_in_every_combination_of_context,
        thousands_of_patterns_for_thousands_of_variants,
        a_chain_of_as_many_patterns_as_match_one_variant,
        ladders_of_lists_that_pass_on,
        long_lists_behind_a_set_for_each_of_thousands_of_variants,
        texts_in_very_many_locales,
        one_asset_of_many_texts_for_many_purposes,
        very_many_properties,
        long_numbers_that_begin_alike,
        small_products_with_as_many_answers_as_they_can,
        far_too_many_dimensions,
        as_many_faults_as_there_are_variants,
    ]
}

const POLICIES: [Policy; 3] = [
    Policy::DEFAULT,
    Policy { inheritance: Inheritance::ContextFirst, order: Order::ChannelFirst, ..Policy::DEFAULT },
    Policy { inheritance: Inheritance::EntityFirst, parents: Parents::Cldr, ..Policy::DEFAULT },
];

fn list<T>(all: impl Iterator<Item = T>, write: impl Fn(&mut String, T)) -> String {
    let mut text = String::from("[");
    for (at, one) in all.enumerate() {
        if at > 0 {
            text.push(',');
        }
        write(&mut text, one);
    }
    text.push(']');
    text
}

fn assets(count: usize) -> String {
    list(0..count, |text, at| _ = write!(text, r#"{{"id":"A{at}","kind":"image"}}"#))
}

fn publication(assets: &str, products: &str) -> String {
    format!(r#"{{"omnimedia":"publication/1","assets":{assets},"products":{products}}}"#)
}

/// Reads, flattens, compacts, changes and asks; whatever is asked must be answered like directly.
fn endure(json: &str, queries: &[Query]) -> Result<(), Stop> {
    let publication = Publication::from_json(json.as_bytes(), &Limits::default())?;
    for policy in POLICIES {
        let bytes = Flatten::new(&publication, policy).to_bytes()?;
        let most = json.len() * 64 + (1 << 20);
        assert!(bytes.len() <= most, "{} bytes from {} of JSON", bytes.len(), json.len());
        let snapshot = Snapshot::open(bytes.clone())?;
        snapshot.verify()?;
        same_bytes(&bytes, &Flatten::compact(&snapshot)?)?;
        let mut change = Flatten::change(&publication, &snapshot)?;
        publication.products().take(2).for_each(|product| _ = change.product(product.number()));
        let delta = change.to_bytes()?;
        let changed = Snapshot::open_with(bytes, [delta])?;
        let mut scratch = Scratch::new();
        for query in queries {
            let answer = publication.resolve(query, &policy).map_err(|fault| told(&fault));
            equal("answer", &answer, &snapshot.resolve(query).map_err(|fault| told(&fault)))?;
            equal("answer", &answer, &changed.resolve(query).map_err(|fault| told(&fault)))?;
            let hash = answer.map(|answer| answer.hash());
            let shelf = snapshot.shelf_of(query.context());
            let found = snapshot.subject(query)?.answer(&shelf, &mut scratch).map(|view| view.hash());
            equal("hash", &hash, &found.map_err(|fault| told(&fault)))?;
        }
        if let Some(query) = queries.last() {
            let explanation = publication.explain(query, &policy)?;
            equal("explained", &publication.resolve(query, &policy)?, explanation.answer())?;
        }
    }
    Ok(())
}

/// Queries for a product in some of many channels.
fn in_channels(query: &Query, channels: impl Iterator<Item = usize>) -> Vec<Query> {
    channels.map(|channel| query.clone().channel(format!("c{channel}"))).chain([query.clone()]).collect()
}

fn many_documents(master: &str) -> Result<(), Stop> {
    const COUNT: usize = 65_536;
    let media = list(0..COUNT, |text, at| {
        _ = write!(
            text,
            r#"{{"channel":"c{at}","master":{}}}"#,
            master.replace("{at}", &(at % 100).to_string())
        );
    });
    let json = publication(&assets(100), &format!(r#"[{{"number":"S1","media":{media}}}]"#));
    endure(&json, &in_channels(&Query::new("S1"), (0..COUNT).step_by(6_000)))
}

fn as_many_documents_as_a_product_may_have() -> Result<(), Stop> {
    many_documents(r#"{"primary":["A{at}"]}"#)
}

fn as_many_documents_that_pass_on() -> Result<(), Stop> {
    many_documents(r#"{"primary":{"mode":"append","items":["A{at}"]},"additional":{"mode":"inherit"}}"#)
}

fn documents_in_every_combination_of_context() -> Result<(), Stop> {
    const LOCALES: [&str; 7] = ["", "en", "en-AU", "zh-Hant-HK", "zh-Hant", "es-MX", "es"];
    let places = (0..40)
        .flat_map(|catalog| (0..40).flat_map(move |channel| LOCALES.map(|one| (catalog, channel, one))));
    let media = list(places.enumerate(), |text, (at, (catalog, channel, locale))| {
        let at = at % 100;
        _ = write!(
            text,
            r#"{{"catalog":"{catalog}","channel":"c{channel}","locale":"{locale}","master":{{"primary":{{"mode":"prepend","items":["A{at}"]}}}}}}"#
        );
    });
    let json = publication(&assets(100), &format!(r#"[{{"number":"S1","media":{media}}}]"#));
    let mut queries = Vec::new();
    for locale in ["en-AU", "zh-Hant-HK", "es-MX", "fr"] {
        queries.extend(in_channels(&Query::new("S1").catalog("7").locale(locale)?, (0..40).step_by(9)));
    }
    endure(&json, &queries)
}

/// A product of three dimensions of sixteen values, with all its variants.
fn cube(media: &str) -> String {
    let values = list(0..16, |text, at| _ = write!(text, r#""v{at}""#));
    let dimensions = list(0..3, |text, at| _ = write!(text, r#"{{"name":"d{at}","values":{values}}}"#));
    let variants = list(0..4_096, |text, at| {
        let (a, b, c) = (at / 256, at / 16 % 16, at % 16);
        _ = write!(text, r#"{{"number":"V{at}","values":{{"d0":"v{a}","d1":"v{b}","d2":"v{c}"}}}}"#);
    });
    format!(r#"[{{"number":"S1","dimensions":{dimensions},"variants":{variants},"media":{media}}}]"#)
}

fn thousands_of_patterns_for_thousands_of_variants() -> Result<(), Stop> {
    // every pattern there is, each appending to the weaker ones
    let patterns = list(1..17 * 17 * 17, |text, at| {
        let value = |at: usize| if at == 0 { "*".to_owned() } else { format!("v{}", at - 1) };
        let (a, b, c) = (value(at / 289), value(at / 17 % 17), value(at % 17));
        let asset = at % 1_000;
        _ = write!(
            text,
            r#"{{"match":{{"d0":"{a}","d1":"{b}","d2":"{c}"}},"primary":{{"mode":"append","items":["A{asset}"]}}}}"#
        );
    });
    let media = format!(r#"[{{"dimensions":{patterns}}},{{"channel":"c1","dimensions":{patterns}}}]"#);
    let json = publication(&assets(1_000), &cube(&media));
    let mut queries = in_channels(&Query::new("V77"), 1..2);
    queries.extend((0..4_096).step_by(500).map(|at| Query::new(format!("V{at}")).channel("c1")));
    queries.push(Query::new("S1").select("d1", "v3").select("d2", "v9").channel("c1"));
    endure(&json, &queries)
}

fn a_chain_of_as_many_patterns_as_match_one_variant() -> Result<(), Stop> {
    let dimensions = list(0..16, |text, at| _ = write!(text, r#"{{"name":"d{at}","values":["v","w"]}}"#));
    let values = |bits: u32| {
        let fixed = (0..16).filter(move |at| bits & (1 << at) != 0);
        fixed.map(|at| format!(r#""d{at}":"v""#)).collect::<Vec<_>>().join(",")
    };
    let patterns = list(1..65_536, |text, bits: u32| {
        let asset = bits % 1_000;
        let match_ = values(bits);
        _ = write!(text, r#"{{"match":{{{match_}}},"primary":{{"mode":"append","items":["A{asset}"]}}}}"#);
    });
    let all = values(65_535);
    let json = publication(
        &assets(1_000),
        &format!(
            r#"[{{"number":"S1","dimensions":{dimensions},"variants":[{{"number":"V1","values":{{{all}}}}}],
                 "media":[{{"dimensions":{patterns}}}]}}]"#
        ),
    );
    endure(&json, &[Query::new("S1").select("d3", "v"), Query::new("V1")])
}

fn ladders_of_lists_that_pass_on() -> Result<(), Stop> {
    // as many rungs as there can be, each with as many items as a list may have, for many products
    const RUNGS: [&str; 3] = ["zh-Hant-HK", "zh-Hant", ""];
    let places = RUNGS
        .iter()
        .flat_map(|locale| [("", ""), ("1", ""), ("", "c1"), ("1", "c1")].map(|place| (*locale, place)));
    let lists: Vec<String> = (0..12)
        .map(|rung| {
            list(0..1_000, |text, at: usize| _ = write!(text, r#""A{}""#, (at * 7 + rung * 331) % 4_000))
        })
        .collect();
    let name = |key: &str, value: &str| {
        if value.is_empty() { String::new() } else { format!(r#""{key}":"{value}","#) }
    };
    let media = list(places.zip(&lists), |text, ((locale, (catalog, channel)), items)| {
        let (catalog, channel, locale) =
            (name("catalog", catalog), name("channel", channel), name("locale", locale));
        _ = write!(
            text,
            r#"{{{catalog}{channel}{locale}"master":{{"primary":{{"mode":"append","items":{items}}},"additional":{{"mode":"inherit"}}}}}}"#
        );
    });
    let products = list(0..20, |text, at| _ = write!(text, r#"{{"number":"S{at}","media":{media}}}"#));
    let query = Query::new("S3").catalog("1").locale("zh-Hant-HK")?;
    endure(&publication(&assets(4_000), &products), &in_channels(&query, 1..2))
}

fn long_lists_behind_a_set_for_each_of_thousands_of_variants() -> Result<(), Stop> {
    // each variant is a group of its own, and every class reads lists of a thousand items
    let values = |count: usize| list(0..count, |text, at| _ = write!(text, r#""v{at}""#));
    let dimensions =
        format!(r#"[{{"name":"a","values":{}}},{{"name":"b","values":{}}}]"#, values(256), values(64));
    let variants = list(0..16_384, |text, at| {
        let (a, b) = (at / 64, at % 64);
        _ = write!(text, r#"{{"number":"V{at}","values":{{"a":"v{a}","b":"v{b}"}}}}"#);
    });
    let own = (0..16_384)
        .map(|at| format!(r#""V{at}":{{"primary":{{"mode":"append","items":["A{}"]}}}}"#, at % 4_000));
    let own = own.collect::<Vec<_>>().join(",");
    let media = list(0..12, |text, rung: usize| {
        let (locale, catalog, channel) = (rung / 4, rung / 2 % 2, rung % 2);
        let locale = ["", "zh-Hant", "zh-Hant-HK"][locale];
        let (catalog, channel) = (["", "1"][catalog], ["", "c1"][channel]);
        let name = |key: &str, value: &str| {
            if value.is_empty() { String::new() } else { format!(r#""{key}":"{value}","#) }
        };
        let names = [("catalog", catalog), ("channel", channel), ("locale", locale)];
        let names: String = names.map(|(key, value)| name(key, value)).concat();
        let own = if rung == 0 { format!(r#""variants":{{{own}}},"#) } else { String::new() };
        let items =
            list(0..1_000, |text, at: usize| _ = write!(text, r#""A{}""#, (at * 7 + rung * 331) % 4_000));
        _ = write!(text, r#"{{{names}{own}"master":{{"primary":{{"mode":"append","items":{items}}}}}}}"#);
    });
    let products =
        format!(r#"[{{"number":"S1","dimensions":{dimensions},"variants":{variants},"media":{media}}}]"#);
    let query = Query::new("V777").catalog("1").locale("zh-Hant-HK")?;
    endure(&publication(&assets(4_000), &products), &in_channels(&query, 1..2))
}

fn locale(at: usize) -> String {
    let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
    let language: String = [letter(at / 676), letter(at / 26), letter(at)].iter().collect();
    format!("{language}-{:03}", at / 17_576)
}

fn texts_in_very_many_locales() -> Result<(), Stop> {
    let mut texts = String::new();
    for at in 0..200_000 {
        _ = write!(texts, r#"{}"{}":{{"alt":"{at}"}}"#, if at > 0 { "," } else { "" }, locale(at));
    }
    let assets = format!(r#"[{{"id":"A0","kind":"image","text":{{{texts}}}}}]"#);
    let products = r#"[{"number":"S1","media":[{"master":{"primary":["A0"]}}]},{"number":"S2","media":[{"master":{"primary":["A0"]}}]}]"#;
    endure(&publication(&assets, products), &[Query::new("S2").locale(locale(777))?, Query::new("S1")])
}

fn one_asset_of_many_texts_for_many_purposes() -> Result<(), Stop> {
    let mut texts = String::new();
    // every item's hash covers all of its asset's texts: the product of both is what is hashed
    for at in 0..1_000 {
        _ = write!(texts, r#"{}"{}":{{"alt":"{at}"}}"#, if at > 0 { "," } else { "" }, locale(at));
    }
    let assets = format!(r#"[{{"id":"A0","kind":"image","text":{{{texts}}}}}]"#);
    let items = |from: usize| {
        list(from..from + 1_000, |text, at| _ = write!(text, r#"{{"purpose":"p{at}","asset":"A0"}}"#))
    };
    let products = list(0..2, |text, at| {
        _ = write!(
            text,
            r#"{{"number":"S{at}","media":[{{"master":{{"additional":{}}}}}]}}"#,
            items(at * 1_000)
        );
    });
    endure(&publication(&assets, &products), &[Query::new("S1").locale(locale(777))?])
}

fn very_many_properties() -> Result<(), Stop> {
    let mut properties = String::new();
    for at in 0..300_000 {
        _ = write!(properties, r#"{}"k{at}":"v""#, if at > 0 { "," } else { "" });
    }
    let products = format!(r#"[{{"number":"S1","properties":{{{properties}}}}}]"#);
    endure(&publication("[]", &products), &[Query::new("S1")])
}

fn long_numbers_that_begin_alike() -> Result<(), Stop> {
    let start = "x".repeat(500);
    let products = list(0..20_000, |text, at| {
        _ = write!(text, r#"{{"number":"{start}{at}","record_id":{}}}"#, at * 4_096 + 1)
    });
    endure(&publication("[]", &products), &[Query::new(format!("{start}777")), Query::record_id(4_097)])
}

fn small_products_with_as_many_answers_as_they_can() -> Result<(), Stop> {
    let values = list(0..12, |text, at| _ = write!(text, r#""v{at}""#));
    let product = |product: usize| {
        let variants = list(0..12, |text, at| {
            _ = write!(text, r#"{{"number":"V{product}-{at}","values":{{"d":"v{at}"}}}}"#)
        });
        let own = (0..12).map(|at| {
            format!(
                r#""V{product}-{at}":{{"primary":{{"mode":"prepend","items":["A{}"]}}}}"#,
                product * 12 + at
            )
        });
        let own = own.collect::<Vec<_>>().join(",");
        let places = (0..27).map(|at| (at / 9, at / 3 % 3, at % 3));
        let media = list(places, |text, (catalog, channel, locale)| {
            let variants = if (catalog, channel, locale) == (0, 0, 0) {
                format!(r#""variants":{{{own}}},"#)
            } else {
                String::new()
            };
            let locale = ["", "en", "fr"][locale];
            let item = product * 12 + catalog * 4 + channel;
            _ = write!(
                text,
                r#"{{"catalog":"{catalog}","channel":"c{channel}","locale":"{locale}",{variants}"master":{{"primary":{{"mode":"append","items":["A{item}"]}}}}}}"#
            );
        });
        format!(
            r#"{{"number":"S{product}","dimensions":[{{"name":"d","values":{values}}}],"variants":{variants},"media":{media}}}"#
        )
    };
    let products = list(0..300, |text, at| text.push_str(&product(at)));
    let query = Query::new("V7-3").catalog("1").locale("fr")?;
    endure(&publication(&assets(3_600), &products), &in_channels(&query, 0..2))
}

/// Reads a publication that is refused: what its faults say is a small multiple of what it says.
fn refused(products: &str) -> Result<(), Stop> {
    // a variant can lack as many values as a product may have dimensions, and each is a fault
    const MOST: usize = 16 * 8;
    let json = publication("[]", products);
    let faults = Publication::from_json(json.as_bytes(), &Limits::default()).err().ok_or("not refused")?;
    let said: usize = faults.iter().map(|fault| fault.to_string().len()).sum();
    assert!(said < json.len() * MOST, "{said} bytes of faults for {} of JSON", json.len());
    Ok(())
}

fn far_too_many_dimensions() -> Result<(), Stop> {
    let dimensions = list(0..20_000, |text, at| _ = write!(text, r#"{{"name":"d{at}","values":["v"]}}"#));
    let variants =
        list(0..20_000, |text, at| _ = write!(text, r#"{{"number":"V{at}","values":{{"none":"v"}}}}"#));
    let patterns = list(0..20_000, |text, at| _ = write!(text, r#"{{"match":{{"d{at}":"v"}}}}"#));
    let media = format!(r#"[{{"dimensions":{patterns}}}]"#);
    refused(&format!(
        r#"[{{"number":"S1","dimensions":{dimensions},"variants":{variants},"media":{media}}}]"#
    ))
}

fn as_many_faults_as_there_are_variants() -> Result<(), Stop> {
    let long = "y".repeat(500);
    let dimensions = list(0..16, |text, at| _ = write!(text, r#"{{"name":"{long}{at}","values":["v"]}}"#));
    let variants =
        list(0..20_000, |text, at| _ = write!(text, r#"{{"number":"V{at}","values":{{"none":"v"}}}}"#));
    refused(&format!(r#"[{{"number":"S1","dimensions":{dimensions},"variants":{variants}}}]"#))
}
