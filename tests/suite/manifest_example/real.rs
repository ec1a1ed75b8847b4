//! The real shops, through every job.

use std::fs;
use std::path::PathBuf;

use libtest_mimic::Trial;
use omnimedia_tests::place::shared;
use omnimedia_tests::{Stop, trials};

use super::jobs::timeless;
use super::{cells, column, folder, line, object, told};

pub(super) fn trials() -> Vec<Trial> {
    trials![
        each_refused_row_of_the_real_manifests_is_explained,
        the_real_manifests_are_taken_in_and_come_back,
        the_real_shops_need_fewer_sets,
    ]
}

/// A shop: its rows, those that a strict import and a lenient one refuse, assets and documents that come of it.
struct Shop {
    name: &'static str,
    rows: u64,
    refused: [u64; 2],
    published: [u64; 2],
}

const SHOPS: [Shop; 3] = [
    Shop { name: "magento-luma", rows: 3_422, refused: [3_422, 0], published: [723, 199] },
    Shop { name: "openfoodfacts", rows: 2_718, refused: [2_718, 0], published: [2_374, 1_591] },
    // pictures of categories have no channel there
    Shop { name: "sfcc-retail", rows: 355, refused: [4, 4], published: [239, 64] },
];

impl Shop {
    fn file(&self, name: &str) -> Result<PathBuf, Stop> {
        Ok(shared("data")?.join(self.name).join(name))
    }
}

fn each_refused_row_of_the_real_manifests_is_explained() -> Result<(), Stop> {
    for shop in SHOPS {
        let result = folder("real-check")?.join("result.tsv");
        let (manifest, products) = (shop.file("manifest.tsv")?, shop.file("publication.jsonl")?);
        for (refused, more) in shop.refused.into_iter().zip([line![], line!["--lenient"]]) {
            let arguments = line!["check", manifest, "--products", products, "--result", result];
            let told = object(i32::from(refused > 0), [arguments.clone(), more].concat())?;
            assert_eq!(
                (&told["rows"], &told["failed"]),
                (&shop.rows.into(), &refused.into()),
                "{}",
                shop.name
            );
            assert_eq!(told["applied"], shop.rows - refused);
            let text = fs::read_to_string(&result)?;
            let rows = cells(&text);
            let ends = column(&rows, "Result").into_iter().zip(column(&rows, "ErrorCode"));
            let failed =
                ends.zip(column(&rows, "ResultDescription")).filter(|((end, _), _)| *end == "Failed");
            let explained = failed.filter(|((_, code), why)| !code.is_empty() && why.contains("; ")).count();
            assert_eq!(explained as u64, refused, "{}", shop.name);
        }
    }
    Ok(())
}

fn the_real_manifests_are_taken_in_and_come_back() -> Result<(), Stop> {
    for shop in SHOPS {
        let folder = folder("real-import")?;
        let [out, one, again, other, result] =
            ["out.jsonl", "one.tsv", "again.jsonl", "other.tsv", "result.tsv"].map(|name| folder.join(name));
        let (manifest, products) = (shop.file("manifest.tsv")?, shop.file("publication.jsonl")?);
        let arguments = line![
            "import",
            manifest,
            "--products",
            products,
            "--lenient",
            "--publish",
            "--result",
            result,
            "--out",
            out
        ];
        let told = object(i32::from(shop.refused[1] > 0), &arguments)?;
        let [assets, documents] = shop.published;
        assert_eq!(told["published_assets"], assets, "{}", shop.name);
        assert_eq!(told["published_documents"], documents, "{}", shop.name);
        assert_eq!((&told["draft_assets"], &told["draft_documents"]), (&0.into(), &0.into()));

        object(0, line!["export", out, "--out", one])?;
        let arguments =
            line!["import", one, "--products", products, "--lenient", "--result", result, "--out", again];
        object(0, &arguments)?;
        object(0, line!["export", again, "--out", other])?;
        assert_eq!(fs::read(&out)?, fs::read(&again)?, "{}", shop.name);
        let (one, other) = (fs::read_to_string(one)?, fs::read_to_string(other)?);
        assert!(timeless(&one) == timeless(&other), "{}: the exports differ", shop.name);
    }
    Ok(())
}

fn the_real_shops_need_fewer_sets() -> Result<(), Stop> {
    for shop in SHOPS {
        let out = folder("real-minimise")?.join("out.jsonl");
        let object = object(0, line!["minimise", shop.file("publication.jsonl")?, "--out", out])?;
        let sets = |when: &str| object[when]["sets"].as_u64().unwrap_or(u64::MAX);
        assert!(sets("after") < sets("before"), "{}: {object}", shop.name);
        assert_eq!(object["products_unproved"], 0);
        if shop.name == "magento-luma" {
            assert_eq!(sets("before"), 2_046);
            assert!(sets("after") <= 472, "{object}");
        }
        // what is there once there are fewer has none to lose
        let again = out.with_file_name("again.jsonl");
        let text = told(0, line!["minimise", out, "--out", again])?;
        assert!(text.contains(", 0 changed"), "{}: {text}", shop.name);
    }
    Ok(())
}
