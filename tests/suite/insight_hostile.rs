//! Publications made to cost an audit or a diff more than the answers they cover: what is not near to linear in these
//! takes minutes here, where it should take a second.

use std::fmt::Write;

use libtest_mimic::Trial;
use omnimedia::{Audit, Check, Diff, Flatten, Inheritance, Limits, Policy, Publication, Snapshot};
use omnimedia_tests::agree::equal;
use omnimedia_tests::{Stop, trials};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        a_chain_of_as_many_patterns_as_a_document_may_have,
        as_many_documents_as_a_product_may_have_are_audited,
        thousands_of_patterns_for_thousands_of_variants_are_audited,
        contexts_in_every_combination_are_refused_at_once,
        channels_with_locales_of_their_own_on_one_side_alone,
    ]
}

fn read(rest: &str) -> Result<Publication, Stop> {
    let assets: Vec<String> = (0..100).map(|at| format!(r#"{{"id":"A{at}","kind":"image"}}"#)).collect();
    let json = format!(r#"{{"omnimedia":"publication/1","assets":[{}],{rest}}}"#, assets.join(","));
    Ok(Publication::from_json(json.as_bytes(), &Limits::default())?)
}

const EACH: [Inheritance; 3] = [Inheritance::Severed, Inheritance::ContextFirst, Inheritance::EntityFirst];

/// Audits, and compares with another state.
fn endure(one: &Publication, other: &Publication) -> Result<Vec<u64>, Stop> {
    let mut redundant = Vec::new();
    for inheritance in EACH {
        let policy = Policy { inheritance, ..Policy::default() };
        let counts = Audit::new(one, policy).counts()?;
        redundant.push(counts.of(Check::Redundant));
        let direct = Diff::new(one, other, policy).counts()?;
        let flat = |publication| Snapshot::open(Flatten::new(publication, policy).to_bytes()?);
        let (before, after) = (flat(one)?, flat(other)?);
        let stored = Diff::snapshots(&before, &after).counts()?;
        equal("changed products", &direct.products(), &stored.products())?;
        equal("nothing", &0, &Diff::snapshots(&before, &before).counts()?.covered())?;
    }
    Ok(redundant)
}

/// As many patterns as there are ways to fix some of sixteen dimensions, all of which match one variant.
fn chain(items: impl Fn(u32) -> String) -> String {
    let dimensions: Vec<String> =
        (0..16).map(|at| format!(r#"{{"name":"d{at}","values":["v","w"]}}"#)).collect();
    let values = |bits: u32| {
        let fixed = (0..16).filter(move |at| bits & (1 << at) != 0);
        fixed.map(|at| format!(r#""d{at}":"v""#)).collect::<Vec<_>>().join(",")
    };
    let mut patterns = String::new();
    for bits in 1..65_536u32 {
        let comma = if bits > 1 { "," } else { "" };
        let (fixed, items) = (values(bits), items(bits));
        _ = write!(
            patterns,
            r#"{comma}{{"match":{{{fixed}}},"primary":{{"mode":"append","items":[{items}]}},"additional":{{"mode":"inherit"}}}}"#
        );
    }
    format!(
        r#""products":[{{"number":"S1","dimensions":[{}],"variants":[{{"number":"V","values":{{{}}}}}],
        "media":[{{"dimensions":[{patterns}]}},{{"channel":"c","master":{{"primary":["A1"]}}}}]}}]"#,
        dimensions.join(","),
        values(65_535)
    )
}

fn a_chain_of_as_many_patterns_as_a_document_may_have() -> Result<(), Stop> {
    // each adds what all others add too
    let same = read(&chain(|_| r#""A1""#.to_owned()))?;
    let turned = read(&chain(|bits| format!(r#""A{}","A{}""#, bits % 100, bits % 97)))?;
    let redundant = endure(&same, &turned)?;
    equal("without any one of them it is the same", &65_535, &redundant[1])?;
    endure(&turned, &same)?;
    Ok(())
}

fn as_many_documents_as_a_product_may_have_are_audited() -> Result<(), Stop> {
    let state = |turn: usize| {
        let mut media = String::from(r#"{"master":{"primary":["A1"]}}"#);
        for at in 0..65_535 {
            let item = (at + turn) % 100;
            _ = write!(
                media,
                r#",{{"channel":"c{at}","master":{{"primary":{{"mode":"append","items":["A{item}"]}}}},"swatches":[]}}"#
            );
        }
        read(&format!(r#""products":[{{"number":"S1","media":[{media}]}}]"#))
    };
    endure(&state(0)?, &state(1)?)?;
    Ok(())
}

fn thousands_of_patterns_for_thousands_of_variants_are_audited() -> Result<(), Stop> {
    let value = |at: usize| if at == 0 { "*".to_owned() } else { format!("v{}", at - 1) };
    let state = |turn: usize| {
        let mut patterns = String::new();
        for at in 1..17 * 17 * 17 {
            let (a, b, c, asset) = (value(at / 289), value(at / 17 % 17), value(at % 17), (at + turn) % 100);
            let comma = if at > 1 { "," } else { "" };
            _ = write!(
                patterns,
                r#"{comma}{{"match":{{"d0":"{a}","d1":"{b}","d2":"{c}"}},"primary":{{"mode":"append","items":["A{asset}"]}}}}"#
            );
        }
        let values: Vec<String> = (0..16).map(|at| format!(r#""v{at}""#)).collect();
        let dimensions: Vec<String> =
            (0..3).map(|at| format!(r#"{{"name":"d{at}","values":[{}]}}"#, values.join(","))).collect();
        let variant = |at: usize| {
            let (a, b, c) = (at / 256, at / 16 % 16, at % 16);
            format!(r#"{{"number":"V{at}","values":{{"d0":"v{a}","d1":"v{b}","d2":"v{c}"}}}}"#)
        };
        let variants: Vec<String> = (0..4_096).map(variant).collect();
        read(&format!(
            r#""products":[{{"number":"S1","dimensions":[{}],"variants":[{}],
            "media":[{{"dimensions":[{patterns}]}},{{"channel":"c1","dimensions":[{patterns}]}}]}}]"#,
            dimensions.join(","),
            variants.join(",")
        ))
    };
    endure(&state(0)?, &state(1)?)?;
    Ok(())
}

fn contexts_in_every_combination_are_refused_at_once() -> Result<(), Stop> {
    let mut media = String::new();
    let languages = |at: usize| {
        let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
        format!("{}{}{}", letter(at / 676), letter(at / 26), letter(at))
    };
    for at in 0..2_000 {
        let comma = if at > 0 { "," } else { "" };
        let locale = languages(at);
        _ = write!(media, r#"{comma}{{"catalog":"{}","channel":"c{at}","locale":"{locale}"}}"#, at + 1);
    }
    let one = read(&format!(r#""products":[{{"number":"S1","media":[{media}]}}]"#))?;
    let other = read(r#""products":[]"#)?;
    assert!(one.known_contexts().len() > 1_000_000_000);
    let limit = Some(omnimedia::Code::LimitAnswers);
    let code = |fault: omnimedia::Fault| fault.code();
    equal("audit", &limit, &Audit::new(&one, Policy::default()).counts().err().map(code))?;
    equal("diff", &limit, &Diff::new(&one, &other, Policy::default()).counts().err().map(code))?;
    Ok(())
}

fn channels_with_locales_of_their_own_on_one_side_alone() -> Result<(), Stop> {
    // their union is not made of what is listed by what is named
    let state = |listed: &str| {
        let channels: Vec<String> = (0..20_000).map(|at| format!(r#"{{"id":"c{at}"{listed}}}"#)).collect();
        let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
        let texts: Vec<String> = (0..17_000)
            .map(|at| format!(r#""{}{}{}":{{}}"#, letter(at / 676), letter(at / 26), letter(at)))
            .collect();
        let asset = format!(r#"{{"asset":"A1","text":{{{}}}}}"#, texts.join(","));
        read(&format!(
            r#""channels":[{}],"products":[{{"number":"S1","media":[{{"master":{{"primary":[{asset}]}}}}]}}]"#,
            channels.join(",")
        ))
    };
    let (one, other) = (state(r#","locales":["en"]"#)?, state("")?);
    let union = one.known_contexts().union(&other.known_contexts());
    // the language that one of them lists is new in every channel, and in Omnichannel
    equal("contexts", &(other.known_contexts().len() + 20_001), &union.len())?;
    let diff = Diff::new(&one, &other, Policy::default()).products(["S1"]);
    equal("nothing to compare", &0, &diff.counts()?.covered())?;
    Ok(())
}
