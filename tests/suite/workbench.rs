//! The example `workbench`: it spends its day in the sample and in any other shop, and says what a shop cannot show.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use libtest_mimic::Trial;
use omnimedia::Code;
use omnimedia_tests::build::cargo_build;
use omnimedia_tests::place::{current_build, shared};
use omnimedia_tests::vectors::Vectors;
use omnimedia_tests::{Stop, run, target_dir, trials, workspace_root};
use serde_json::json;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        the_sample_goes_through_the_day,
        it_says_the_same_each_time,
        every_refusal_names_its_code_and_what_to_do,
        another_product_can_be_edited,
        the_real_shops_go_through_the_day,
        every_publication_of_the_vectors_goes_through_the_day,
        a_shop_that_cannot_show_something_says_so,
        a_shop_too_large_for_a_page_says_so,
        nothing_but_a_page_is_written_over,
        what_is_wrong_with_a_publication_is_told,
        wrong_arguments_are_told_in_a_line,
    ]
}

fn example() -> Result<&'static Path, String> {
    static EXAMPLE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let built = EXAMPLE.get_or_init(|| {
        run(cargo_build().args(["-p", "omnimedia", "--example", "workbench"]))?;
        let file = format!("workbench{}", std::env::consts::EXE_SUFFIX);
        Ok(current_build().output.join("examples").join(file))
    });
    built.as_deref().map_err(Clone::clone)
}

/// A file in the target directory that belongs to one trial.
fn file(name: &str) -> Result<PathBuf, Stop> {
    let folder = target_dir().join("workbench");
    fs::create_dir_all(&folder)?;
    Ok(folder.join(name))
}

fn written(name: &str, text: &str) -> Result<PathBuf, Stop> {
    let file = file(name)?;
    fs::write(&file, text)?;
    Ok(file)
}

/// Runs the day; the page goes to a file of this name.
fn spent(name: &str, publication: Option<&Path>, arguments: &[&str]) -> Result<Output, Stop> {
    let page = file(&format!("{name}.html"))?;
    Ok(Command::new(example()?).arg("--out").arg(page).args(publication).args(arguments).output()?)
}

/// What is told, with runs of spaces and ends of lines as one space: the facts, however they are laid out.
fn told(name: &str, publication: Option<&Path>, arguments: &[&str]) -> Result<String, Stop> {
    let output = spent(name, publication, arguments)?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    assert!(!text.contains('\x1b'), "colours where there is no terminal");
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Every fact is there, in this order.
fn has(text: &str, facts: &[&str]) {
    let mut rest = text;
    for fact in facts {
        let Some(at) = rest.find(fact) else { panic!("no `{fact}`, or not in its order, in:\n{text}") };
        rest = &rest[at + fact.len()..];
    }
}

/// What a day has in every shop where it can be spent: each fact is the library's.
const DAY: [&str; 24] = [
    "checked_out",
    "version 2",
    "version 3",
    "unpublished_assets",
    "`new-season-front`, version 1",
    "new-season-front",
    "1 product and 1 asset",
    "`winter-sale`",
    "live is untouched",
    "group_conflict",
    "due at 2026-12-01T00:00:00-05:00",
    "then 1 ★ winter-sale",
    "impact",
    "of 3 products",
    "→ winter-sale",
    "bytes of HTML",
    "what was forecast a week ago",
    "shown 1 ★ winter-sale",
    "group_closed",
    "asset_in_use",
    "2 restored): published",
    "byte for byte what a full build gives",
    "answers of 2 products",
    "it is the same tenant",
];

fn the_sample_goes_through_the_day() -> Result<(), Stop> {
    let text = told("sample", None, &[])?;
    has(&text, &DAY);
    let facts = [
        "shown 1 ★ skerry-bark-front 2 skerry-bark-back 3 skerry-collar",
        "she sees 1 ★ new-season-front",
        "he sees 1 ★ skerry-bark-front",
        "1 (as it was read): published, 2 (ann), 3 (ben): draft",
        "after 1 ★ new-season-front 2 skerry-collar",
        "11,096 answers",
        "5 items in the group",
        "3 products, 1 category and 1 asset",
        "290 answers of 3 products, and 6 category pictures",
        "banner-footwear → winter-sale",
        "4 products now and then",
        "3 documents, 1 category picture and 1 asset",
        "296 answers changed: what was forecast a week ago",
        "channel 007: the product itself puts 1 item in front",
        "1 (as it was read), 2 (ben), 3 (the group winter-sale), 4 (ann, 2 restored): published",
        "restores the picture of the category `footwear`, `banner-footwear`",
        "76 answers of 2 products",
        "279 units",
        "12 units",
        "4 documents, 1 asset, 1 category picture, 1 publish group and 5 items of it",
        "deleted 1 unit",
    ];
    has(&text, &facts);
    let page = fs::read_to_string(file("sample.html")?)?;
    assert!(page.starts_with("<!doctype html>"), "no page");
    for shown in ["winter-sale", "new-season-front", "skerry-collar", "As of 2026-12-01T00:00:00-05:00"] {
        assert!(page.contains(shown), "the page does not hold `{shown}`");
    }
    Ok(())
}

fn it_says_the_same_each_time() -> Result<(), Stop> {
    let sample = workspace_root().join("core/examples/sample/shop.jsonl");
    let one = told("again", Some(&sample), &[])?;
    let page = fs::read(file("again.html")?)?;
    assert_eq!(one, told("again", Some(&sample), &[])?);
    assert_eq!(page, fs::read(file("again.html")?)?);
    Ok(())
}

fn every_refusal_names_its_code_and_what_to_do() -> Result<(), Stop> {
    let text = told("refusals", None, &[])?;
    let refusals: Vec<&str> = text.split('✗').skip(1).collect();
    let code = |refusal: &str| Code::ALL.iter().copied().find(|code| refusal.contains(&format!("({code})")));
    let codes: Vec<Code> = refusals.iter().copied().filter_map(code).collect();
    let users = [Code::AssetInUse; 4];
    let before = [Code::CheckedOut, Code::UnpublishedAssets, Code::GroupConflict, Code::GroupClosed];
    assert_eq!(codes, [&before[..], &users, &[Code::CheckedOut]].concat());
    for (index, (refusal, code)) in refusals.iter().zip(&codes).enumerate() {
        // those of a kind share their advice
        let is_last = codes.get(index + 1) != Some(code);
        assert_eq!(refusal.contains(&format!("({code}) → ")), is_last, "{refusal}");
    }
    Ok(())
}

fn another_product_can_be_edited() -> Result<(), Stop> {
    let text = told("parka", None, &["--product", "Q1002"])?;
    has(&text, &["(Q1002) gets a new picture", "shown 1 ★ fellside-ink-front"]);
    has(&text, &DAY);
    let text = told("without", None, &["--product", "Q3005"])?;
    has(&text, &["(Q3005) has no document", "the day ends here"]);
    Ok(())
}

fn the_real_shops_go_through_the_day() -> Result<(), Stop> {
    let data = shared("data")?;
    for name in ["magento-luma", "openfoodfacts", "sfcc-retail"] {
        let text = told(name, Some(&data.join(name).join("publication.jsonl")), &[])?;
        has(&text, &DAY);
        has(&text, &["No category of this shop has a picture", "4 documents, 1 asset, 1 publish group"]);
    }
    Ok(())
}

/// Hostile little shops: channels that assets are not for, wildcards, catalogs, empty documents.
fn every_publication_of_the_vectors_goes_through_the_day() -> Result<(), Stop> {
    let mut whole = 0;
    for vectors in Vectors::all()? {
        let publication = written(&vectors.name, &vectors.publication)?;
        let text = told("vectors", Some(&publication), &[])?;
        let ends = ["the day ends here", "it is the same tenant"];
        assert!(ends.iter().any(|end| text.contains(end)), "{}: {text}", vectors.name);
        whole += usize::from(text.contains("asset_in_use"));
    }
    assert!(whole > 10, "only {whole} shops have a sale");
    Ok(())
}

fn a_shop_that_cannot_show_something_says_so() -> Result<(), Stop> {
    let empty = written("empty.json", r#"{"omnimedia": "publication/1"}"#)?;
    has(&told("empty", Some(&empty), &[])?, &["nothing", "No product of this shop", "the day ends here"]);

    let lonely = r#"{"omnimedia": "publication/1", "assets": [{"id": "A1", "kind": "image"}],
        "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]}]}"#;
    let text = told("lonely", Some(&written("lonely.json", lonely)?), &[])?;
    has(
        &text,
        &["S1 gets a new picture", "1 ★ A1 2 new-season-front", "No other product", "there is no sale"],
    );

    // without channels nothing is added, and with one picture each a colleague has nothing to change
    let pair = r#"{"omnimedia": "publication/1", "assets": [{"id": "A1", "kind": "image"}, {"id": "winter-sale", "kind": "image"}],
        "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]},
                     {"number": "S2", "media": [{"master": {"primary": ["winter-sale", "A1"]}}]}]}"#;
    let text = told("pair", Some(&written("pair.json", pair)?), &["--product", "S1"])?;
    has(&text, &["brings the picture `winter-sale-2`", "then 1 ★ winter-sale-2 2 winter-sale 3 A1"]);

    let one_each = r#"{"omnimedia": "publication/1", "channels": [{"id": "128"}], "assets": [{"id": "A1", "kind": "image"}],
        "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]},
                     {"number": "S2", "media": [{"master": {"primary": ["A1"]}}]}]}"#;
    let text = told("one-each", Some(&written("one-each.json", one_each)?), &[])?;
    has(&text, &["there is no conflict to show", "due at", "shown 1 ★ winter-sale 2 A1", "byte for byte"]);
    Ok(())
}

/// 1,100 variants in 300 languages: more answers than a page holds.
fn a_shop_too_large_for_a_page_says_so() -> Result<(), Stop> {
    let letters = || ('a'..='z').flat_map(|one| ('a'..='z').map(move |other| format!("{one}{other}")));
    let locales: Vec<String> = letters().take(300).collect();
    let sizes: Vec<String> = (0..1_100).map(|size| size.to_string()).collect();
    let variants: Vec<_> =
        sizes.iter().map(|size| json!({"number": format!("S1-{size}"), "values": {"Size": size}})).collect();
    let media = json!([{"master": {"primary": ["A1", "A2"]}}]);
    let publication = json!({
        "omnimedia": "publication/1",
        "channels": [{"id": "128", "locales": locales}],
        "assets": [{"id": "A1", "kind": "image"}, {"id": "A2", "kind": "image"}],
        "products": [
            {"number": "S1", "dimensions": [{"name": "Size", "values": sizes}], "variants": variants, "media": media},
            {"number": "S2", "media": media},
        ],
    });
    let page = file("large.html")?;
    let _ = fs::remove_file(&page);
    let text = told("large", Some(&written("large.json", &publication.to_string())?), &["--product", "S1"])?;
    has(&text, &["none is written", "limit_preview", "shown 1 ★ winter-sale", "it is the same tenant"]);
    assert!(!page.exists());
    Ok(())
}

fn nothing_but_a_page_is_written_over() -> Result<(), Stop> {
    for (name, text) in [("diary", "Dear diary, today nothing happened."), ("short", "x")] {
        let page = written(&format!("{name}.html"), text)?;
        let output = spent(name, None, &[])?;
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty(), "the day begins all the same");
        let said = String::from_utf8(output.stderr)?;
        assert!(said.contains(name) && said.contains("no page") && said.lines().count() == 1, "{said}");
        assert_eq!(fs::read_to_string(page)?, text);
    }
    Ok(())
}

fn what_is_wrong_with_a_publication_is_told() -> Result<(), Stop> {
    let text =
        r#"{"omnimedia": "publication/1", "products": [{"number": ""}, {"number": "S1"}, {"number": "S1"}]}"#;
    let output = spent("faulty", Some(&written("faulty.json", text)?), &[])?;
    let said = String::from_utf8(output.stderr)?;
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(output.stdout.is_empty());
    has(&said, &["faulty.json: 2 faults", "products[0]", "→", "products[2]", "→"]);
    Ok(())
}

fn wrong_arguments_are_told_in_a_line() -> Result<(), Stop> {
    for name in ["none.jsonl", "none.json", "none.csv"] {
        let output = spent("none", Some(Path::new(name)), &[])?;
        let said = String::from_utf8(output.stderr)?;
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(name) && said.lines().count() == 1, "{said}");
    }
    let output = spent("unknown", None, &["--product", "Q9"])?;
    let said = String::from_utf8(output.stderr)?;
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("no product `Q9`") && said.lines().count() == 1, "{said}");
    assert_eq!(spent("unknown", None, &["--never"])?.status.code(), Some(2));
    Ok(())
}
