//! Publications made to cost a search for fewer sets more than its time: what is not near to linear in their answers
//! takes minutes here, where it should take seconds.

use std::fmt::Write;

use libtest_mimic::Trial;
use omnimedia::{Code, Diff, Inheritance, Limits, Minimise, MinimiseCounts, Policy, Publication};
use omnimedia_tests::agree::equal;
use omnimedia_tests::{Stop, trials};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        as_many_variants_as_a_product_may_have_by_colour,
        as_many_variants_as_a_product_may_have_in_sixteen_dimensions,
        as_many_variants_as_a_product_may_have_without_any_order,
        as_many_patterns_as_a_document_may_have,
        as_many_documents_as_a_product_may_have,
        thousands_of_patterns_for_thousands_of_variants,
        contexts_in_every_combination_are_refused_at_once,
    ]
}

const EACH: [Inheritance; 3] = [Inheritance::Severed, Inheritance::ContextFirst, Inheritance::EntityFirst];

fn read(products: &str) -> Result<Publication, Stop> {
    let assets: Vec<String> = (0..100).map(|at| format!(r#"{{"id":"A{at}","kind":"image"}}"#)).collect();
    let json =
        format!(r#"{{"omnimedia":"publication/1","assets":[{}],"products":[{products}]}}"#, assets.join(","));
    Ok(Publication::from_json(json.as_bytes(), &Limits::default())?)
}

/// A product with a variant for every combination of values; `asset` says what the master (`None`) and each shows.
fn every(widths: &[usize], asset: impl Fn(Option<&[usize]>) -> usize) -> Result<Publication, Stop> {
    let dimension = |(at, width): (usize, &usize)| {
        let values: Vec<String> = (0..*width).map(|value| format!(r#""v{value}""#)).collect();
        format!(r#"{{"name":"d{at}","values":[{}]}}"#, values.join(","))
    };
    let dimensions: Vec<String> = widths.iter().enumerate().map(dimension).collect();
    let (mut variants, mut sets) = (String::new(), String::new());
    let mut row = vec![0; widths.len()];
    for number in 0..widths.iter().product::<usize>() {
        let mut rest = number;
        for (value, width) in row.iter_mut().zip(widths).rev() {
            (*value, rest) = (rest % width, rest / width);
        }
        let values: Vec<String> =
            row.iter().enumerate().map(|(at, value)| format!(r#""d{at}":"v{value}""#)).collect();
        let comma = if number > 0 { "," } else { "" };
        _ = write!(variants, r#"{comma}{{"number":"V{number}","values":{{{}}}}}"#, values.join(","));
        _ = write!(sets, r#"{comma}"V{number}":{{"primary":["A{}"]}}"#, asset(Some(&row)));
    }
    read(&format!(
        r#"{{"number":"S1","dimensions":[{}],"variants":[{variants}],
        "media":[{{"master":{{"primary":["A{}"]}},"variants":{{{sets}}}}}]}}"#,
        dimensions.join(","),
        asset(None)
    ))
}

/// Minimises under some inheritances, and compares.
fn endure(what: &str, publication: &Publication, under: &[Inheritance]) -> Result<Vec<MinimiseCounts>, Stop> {
    let mut all = Vec::new();
    for &inheritance in under {
        let policy = Policy { inheritance, ..Policy::default() };
        let begin = std::time::Instant::now();
        let (fewer, counts) = Minimise::new(publication, policy).publication()?;
        println!(
            "{what}, {inheritance:?}: {} to {} sets in {:?}, {} unfinished",
            counts.before().sets,
            counts.after().sets,
            begin.elapsed(),
            counts.unfinished()
        );
        equal("unproved", &0, &counts.unproved())?;
        equal("differences", &0, &Diff::new(publication, &fewer, policy).counts()?.total())?;
        all.push(counts);
    }
    Ok(all)
}

fn as_many_variants_as_a_product_may_have_by_colour() -> Result<(), Stop> {
    let publication = every(&[64, 32, 32], |row| row.map_or(0, |row| row[0]))?;
    for counts in endure("64 x 32 x 32 by colour", &publication, &EACH)? {
        equal("sets", &(64, 0), &(counts.after().sets, counts.unfinished()))?;
    }
    Ok(())
}

fn as_many_variants_as_a_product_may_have_in_sixteen_dimensions() -> Result<(), Stop> {
    // what they show is decided by three of the dimensions
    let publication = every(&[2; 16], |row| row.map_or(0, |row| row[3] * 4 + row[8] * 2 + row[13]))?;
    for counts in endure("2 to the 16th", &publication, &EACH[..1])? {
        equal("sets", &(8, 0), &(counts.after().sets, counts.unfinished()))?;
    }
    Ok(())
}

fn as_many_variants_as_a_product_may_have_without_any_order() -> Result<(), Stop> {
    let mixed =
        |row: &[usize]| row.iter().fold(7usize, |sum, value| (sum * 31 + value) * 1_103_515_245 % 1_000_003);
    let publication = every(&[16, 16, 16, 16], |row| row.map_or(0, |row| mixed(row) % 100))?;
    for counts in endure("16 to the 4th, without order", &publication, &EACH[..1])? {
        equal("fewer", &true, &(counts.after().sets < counts.before().sets))?;
    }
    Ok(())
}

fn as_many_patterns_as_a_document_may_have() -> Result<(), Stop> {
    let dimensions: Vec<String> =
        (0..16).map(|at| format!(r#"{{"name":"d{at}","values":["v","w"]}}"#)).collect();
    let values = |bits: u32| {
        let fixed = (0..16).filter(move |at| bits & (1 << at) != 0);
        fixed.map(|at| format!(r#""d{at}":"v""#)).collect::<Vec<_>>().join(",")
    };
    let mut patterns = String::new();
    for bits in 1..65_536u32 {
        let comma = if bits > 1 { "," } else { "" };
        _ = write!(
            patterns,
            r#"{comma}{{"match":{{{}}},"primary":{{"mode":"append","items":["A1"]}}}}"#,
            values(bits)
        );
    }
    let publication = read(&format!(
        r#"{{"number":"S1","dimensions":[{}],"variants":[{{"number":"V","values":{{{}}}}}],
        "media":[{{"dimensions":[{patterns}]}},{{"channel":"c","master":{{"primary":["A1"]}}}}]}}"#,
        dimensions.join(","),
        values(65_535)
    ))?;
    endure("65,535 patterns for one variant", &publication, &EACH[1..])?;
    Ok(())
}

fn as_many_documents_as_a_product_may_have() -> Result<(), Stop> {
    let mut media = String::from(r#"{"master":{"primary":["A1"]}}"#);
    for at in 0..65_535 {
        _ = write!(media, r#",{{"channel":"c{at}","master":{{"primary":["A{}"]}}}}"#, at % 100);
    }
    let publication = read(&format!(r#"{{"number":"S1","media":[{media}]}}"#))?;
    for counts in endure("65,536 documents", &publication, &EACH)? {
        // one in a hundred repeats Omnichannel
        equal("documents", &(65_536 - 656), &counts.after().documents)?;
    }
    Ok(())
}

fn thousands_of_patterns_for_thousands_of_variants() -> Result<(), Stop> {
    let value = |at: usize| if at == 0 { "*".to_owned() } else { format!("v{}", at - 1) };
    let mut patterns = String::new();
    for at in 1..17 * 17 * 17 {
        let (a, b, c) = (value(at / 289), value(at / 17 % 17), value(at % 17));
        let comma = if at > 1 { "," } else { "" };
        _ = write!(
            patterns,
            r#"{comma}{{"match":{{"d0":"{a}","d1":"{b}","d2":"{c}"}},"primary":{{"mode":"append","items":["A{}"]}}}}"#,
            at % 100
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
    let publication = read(&format!(
        r#"{{"number":"S1","dimensions":[{}],"variants":[{}],
        "media":[{{"dimensions":[{patterns}]}},{{"channel":"c1","dimensions":[{patterns}]}}]}}"#,
        dimensions.join(","),
        variants.join(",")
    ))?;
    endure("4,912 patterns for 4,096 variants, twice", &publication, &EACH)?;
    Ok(())
}

fn contexts_in_every_combination_are_refused_at_once() -> Result<(), Stop> {
    let mut media = String::new();
    for at in 0..2_000 {
        let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
        let locale = format!("{}{}{}", letter(at / 676), letter(at / 26), letter(at));
        let comma = if at > 0 { "," } else { "" };
        _ = write!(media, r#"{comma}{{"catalog":"{}","channel":"c{at}","locale":"{locale}"}}"#, at + 1);
    }
    let publication = read(&format!(r#"{{"number":"S1","media":[{media}]}}"#))?;
    let counts = Minimise::new(&publication, Policy::default()).publication();
    equal("refused", &Some(Code::LimitAnswers), &counts.err().map(|faults| faults.first().code()))
        .map_err(Stop::from)
}
