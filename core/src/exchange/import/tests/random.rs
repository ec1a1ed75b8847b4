//! Manifests of good and bad cells at random: whatever they say, the report counts what the result manifest
//! says, a trial says the same, and the second time nothing changes.

use super::{Row, Shop, at};
use crate::model::Context;
use crate::tenant::{Scope, Start, Target};

/// Numbers in an order of their own.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % most as u64) as usize
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    fn one_in(&mut self, most: usize) -> bool {
        self.below(most) == 0
    }
}

const ENTITIES: [[&str; 3]; 18] = [
    ["Product|Master", "EntityId", "S1"],
    ["Product|Master", "EntityId", "S2"],
    ["Master", "ProductNumber", "S1"],
    ["Master", "RecordId", "100"],
    ["Master", "EntityId", "200"],
    ["Product|Variant", "EntityId", "V-BS"],
    ["Variant", "RecordId", "102"],
    ["Product|DimensionMatrix", "EntityId|DimensionMatrix", "S1|Color:Blue"],
    ["DimensionMatrix", "ProductNumber", "S1|Color:*|Size:S"],
    ["Product|Master|Swatch", "EntityId|SwatchType|SwatchId", "S1|Color|Blue"],
    ["Category", "CategoryID", "shirts"],
    ["Product|Master", "EntityId", "V-BS"],
    ["Product|Master", "EntityId", "nothing"],
    ["Product|Variant", "RecordId", "x"],
    ["Product|DimensionMatrix", "EntityId|DimensionMatrix", "S1|Color:Green"],
    ["Product|DimensionMatrix", "EntityId|DimensionMatrix", "S1|\\Color:Blue"],
    ["Category", "EntityId", "shirts"],
    ["", "EntityId", ""],
];

/// Columns with what may stand in them, good and bad; the first choice is taken most of the time.
const CELLS: [(&str, &[&str]); 30] = [
    ("EntityLocale", &["", "en-US", "neutral", "not a locale"]),
    ("CatalogNumber", &["", "0", "7"]),
    ("EntityChannel", &["", "OUN128", "128", "OUN", "999"]),
    ("EntityAssignmentAction", &["", "PublishNow", "Draft", "Unpublish", "UnpublishAndDelete", "Go"]),
    ("EntityCheckedOutAction", &["", "UseExisting", "Overwrite"]),
    ("EntityVersionMismatchAction", &["", "UseExisting", "Overwrite", "?"]),
    ("EntityVersion", &["", "1", "2", "x"]),
    ("MediaGroup", &["Primary", "Additional", "", "Third"]),
    ("MediaPurpose", &["", "manual"]),
    ("MediaDisplayOrder", &["", "1", "2", "-1", "first"]),
    ("SwatchGroup", &["", "Color", "Cut"]),
    ("SwatchDimension", &["", "Blue", "Red"]),
    ("SwatchValue", &["", "#0000FF", "A1", "name A2", "#12", "\0"]),
    ("X-ListMode", &["", "append", "inherit", "replace", "x"]),
    ("X-Crop", &["", "0,0,1,1", "0,0,2,2"]),
    ("X-Item", &["", "{\"text\":{\"neutral\":{\"alt\":\"own\"}}}", "{", "{\"text\":{\"?\":{}}}"]),
    ("InternalMediaId", &["", "A1", "A2", "A3", "A4"]),
    ("MediaChannel", &["", "OUN128", "999", "OUN"]),
    ("MediaLocale", &["", "fr", "x y"]),
    ("MediaType", &["Image", "Video", "File", "", "Sound"]),
    ("MediaVersion", &["", "1", "3", "x"]),
    ("MediaSourceProvider", &["", "dam"]),
    ("MediaSourceId", &["", "7", "8"]),
    ("MediaSourceIfExistsAction", &["", "UseExisting", "Overwrite", "TakeLatest", "KeepBoth", "x"]),
    ("MediaAction", &["", "PublishNow", "Draft", "Unpublish", "UnpublishAndDelete", "x"]),
    ("MediaCheckedOutAction", &["", "Overwrite", "x"]),
    ("MediaImportPath", &["", "/a.png", "/b.png"]),
    ("ImageAltText", &["alt", "", "another"]),
    ("MediaDisplayName", &["", "name A1", "name A2", "name A3"]),
    ("MediaLastModifiedOn", &["", "2026-11-24T12:00:00Z", "2020-01-01T00:00:00Z", "yesterday"]),
];

fn row(dice: &mut Dice, wild: usize) -> Row {
    let mut row = Row::default();
    if !dice.one_in(4) {
        let good = if dice.one_in(wild) { ENTITIES.len() } else { 11 };
        let [kind, how, key] = ENTITIES[dice.below(good)];
        row = super::entity(kind, how, key);
    }
    let has_entity = !row.0.is_empty();
    let is_reference = has_entity && dice.one_in(2);
    let id = if dice.one_in(4) { String::new() } else { format!("A{}", 1 + dice.below(4)) };
    for (column, choices) in CELLS {
        let is_media = column.starts_with("Media") || column.starts_with("Image");
        let is_media = is_media && !["MediaGroup", "MediaPurpose", "MediaDisplayOrder"].contains(&column);
        let cell = match column {
            "InternalMediaId" if !dice.one_in(wild) => id.as_str(),
            _ if is_reference && is_media && !dice.one_in(wild) => "",
            _ if !has_entity && !is_media && !dice.one_in(wild) => "",
            "MediaDisplayName" if !dice.one_in(wild) => match id.as_str() {
                "A1" => "name A1",
                "A2" => "name A2",
                "" => "name A3",
                _ => "name A4",
            },
            "MediaDisplayOrder" => dice.of(&["", "1", "2", "3"]),
            _ if dice.one_in(wild) => dice.of(choices),
            _ => choices[0],
        };
        row = row.with(column, cell);
    }
    if dice.one_in(40) {
        row.0.iter_mut().for_each(|(_, cell)| cell.clear());
    }
    row
}

fn target(dice: &mut Dice) -> Target {
    match dice.below(4) {
        0 => Target::asset(dice.of(&["A1", "A2", "A3"])),
        1 => super::everywhere("S2"),
        2 => Target::category("shirts", Context::new(None, Some("128"), None).unwrap()),
        _ => super::everywhere("S1"),
    }
}

fn live_through(seed: u64, wild: usize) {
    let mut dice = Dice(seed);
    let mut shop = if dice.one_in(2) { Shop::new() } else { Shop::publishing() };
    shop.import = shop.import.lenient(dice.one_in(2));
    for _ in 0..4 {
        let stamp = at(dice.of(&["ann", "import"]), shop.minute);
        let what = target(&mut dice);
        match dice.below(4) {
            0 => _ = shop.tenant.edit(&what, &stamp, &Start::Empty),
            1 => _ = shop.tenant.publish_all(&Scope::from(what), &stamp),
            2 => _ = shop.tenant.unpublish(&what, &stamp),
            _ => {}
        }
        let count = 1 + dice.below(10);
        let rows: Vec<Row> = (0..count).map(|_| row(&mut dice, wild)).collect();
        shop.take(&rows);
    }
}

#[test]
fn whatever_a_manifest_says_its_report_agrees_with_itself() {
    for seed in 0..1_500 {
        for wild in [4, 8, 24] {
            let run = std::panic::catch_unwind(|| live_through(seed, wild));
            assert!(run.is_ok(), "seed {seed}, one in {wild}");
        }
    }
}
