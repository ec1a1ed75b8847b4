//! The example `tour`: it shows the sample and any other shop, and says what is wrong with one that is none.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use libtest_mimic::Trial;
use omnimedia_tests::build::cargo_build;
use omnimedia_tests::place::{current_build, shared};
use omnimedia_tests::{Stop, run, target_dir, trials};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        it_shows_the_sample_and_why,
        it_says_the_same_each_time_but_for_times,
        it_shows_the_real_shops,
        every_fault_of_a_publication_is_told,
        a_missing_file_is_told_in_a_line,
        a_shop_with_nothing_in_it_is_shown_too,
    ]
}

fn example() -> Result<&'static Path, String> {
    static EXAMPLE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let built = EXAMPLE.get_or_init(|| {
        run(cargo_build().args(["-p", "omnimedia", "--example", "tour"]))?;
        let file = format!("tour{}", std::env::consts::EXE_SUFFIX);
        Ok(current_build().output.join("examples").join(file))
    });
    built.as_deref().map_err(Clone::clone)
}

/// Runs the tour; the snapshot goes to a file of this name in the target directory.
fn toured(name: &str, publication: Option<&Path>) -> Result<Output, Stop> {
    let folder = target_dir().join("tour");
    fs::create_dir_all(&folder)?;
    let snapshot = folder.join(format!("{name}.snapshot"));
    Ok(Command::new(example()?).arg("--write").arg(snapshot).args(publication).output()?)
}

fn shown(name: &str, publication: Option<&Path>) -> Result<String, Stop> {
    let output = toured(name, publication)?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// Every line is there, in this order; runs of spaces are as one.
fn has(text: &str, lines: &[&str]) {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut all = text.lines().map(words);
    for line in lines {
        assert!(all.any(|other| other.contains(line)), "no line `{line}`, or not in its order, in:\n{text}");
    }
}

fn it_shows_the_sample_and_why() -> Result<(), Stop> {
    let text = shown("sample", None)?;
    let lines = [
        "28 products 264 variants of 25 masters, 3 simple",
        "no warnings",
        "✓ opened and verified",
        "1 ★ skerry-moss-front Skerry waxed jacket in moss, front",
        "Color Moss gives 3 items, and the search ends",
        "├─ channel 007: the product itself gives 2 items, and the search ends",
        "└─ farther, and not reached: Omnichannel",
        "Omnichannel, zh-Hant: the product itself puts 1 item in front",
        "passed over as less exact: Color Rust, Style Long, the product itself",
        "variant 2002-BERRY-S-SHWL puts 1 item in front",
        "(video) Eine Wanderin",
        "2 ★ stormglass-harbour-front",
        "✗ crofter-oat-campaign not published",
        "– no picture is shown",
        "channel 200: its document is empty, and cuts off all that is farther",
        "✓ 10 answers from the snapshot, and the publication itself gives the same",
        "████ Loch #1F4D57 the product's own",
        "▒▒▒▒ Heather swatch-heather, cropped to 50 × 50 % the shop's",
        "Quillmere Online (128), zh-Hant-HK banner-outerwear-online-hk",
        "after 1 ★ wax-tin-label 2 wax-tin-open",
        "made one ✓ byte for byte what a full build of the edited shop gives",
        "answers 11,096 = 292 products and variants × 38 known contexts",
        "a second",
    ];
    has(&text, &lines);
    assert!(!text.contains('\x1b'), "colours where there is no terminal");
    Ok(())
}

fn it_says_the_same_each_time_but_for_times() -> Result<(), Stop> {
    let untimed = |text: String| -> Vec<String> {
        let timed = |line: &&str| line.contains(" read in ") || line.contains(" a second, ");
        text.lines().filter(|line| !timed(line)).map(str::to_owned).collect()
    };
    let (one, other) = (untimed(shown("again", None)?), untimed(shown("again", None)?));
    assert_eq!(one, other);
    Ok(())
}

fn it_shows_the_real_shops() -> Result<(), Stop> {
    let shops = [
        ("magento-luma", ["A variant with pictures of its own", "Orange #EB6703 the shop's"]),
        (
            "openfoodfacts",
            ["More than a gallery: ingredients, nutrition, packaging", "It has pictures, but only for"],
        ),
        ("sfcc-retail", ["The pictures of its color", "the product's own"]),
    ];
    let data = shared("data")?;
    for (name, lines) in shops {
        let text = shown(name, Some(&data.join(name).join("publication.jsonl")))?;
        has(&text, &lines);
        has(
            &text,
            &["from the snapshot, and the publication itself gives the same", "made one ✓", "a second"],
        );
    }
    Ok(())
}

/// A file in the target directory.
fn written(name: &str, text: &str) -> Result<PathBuf, Stop> {
    let folder = target_dir().join("tour");
    fs::create_dir_all(&folder)?;
    let file = folder.join(name);
    fs::write(&file, text)?;
    Ok(file)
}

fn every_fault_of_a_publication_is_told() -> Result<(), Stop> {
    let text =
        r#"{"omnimedia": "publication/1", "products": [{"number": ""}, {"number": "S1"}, {"number": "S1"}]}"#;
    let output = toured("faulty", Some(&written("faulty.json", text)?))?;
    let told = String::from_utf8(output.stderr)?;
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(output.stdout.is_empty());
    has(&told, &["faulty.json: 2 faults", "products[0]", "→", "products[2]", "→"]);
    Ok(())
}

fn a_missing_file_is_told_in_a_line() -> Result<(), Stop> {
    for name in ["none.jsonl", "none.json", "none.csv"] {
        let output = toured("none", Some(Path::new(name)))?;
        let told = String::from_utf8(output.stderr)?;
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains(name) && told.lines().count() == 1, "{told}");
    }
    Ok(())
}

fn a_shop_with_nothing_in_it_is_shown_too() -> Result<(), Stop> {
    let text = shown("empty", Some(&written("empty.json", r#"{"omnimedia": "publication/1"}"#)?))?;
    has(
        &text,
        &["0 products", "✓ opened and verified", "answers 0 = 0 products and variants × 1 known context"],
    );
    Ok(())
}
