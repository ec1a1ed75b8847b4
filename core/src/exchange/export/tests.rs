//! Tests of exports.

use super::Export;
use crate::exchange::Import;
use crate::limits::Limits;
use crate::manifest::RowOutcome;
use crate::model::*;
use crate::tenant::{Scope, Stamp, Target, Tenant};

fn stamp(at: &str) -> Stamp {
    Stamp::new("ann", at.parse().unwrap())
}

fn exported(tenant: &Tenant, safe: bool) -> (String, Vec<String>) {
    let mut bytes = Vec::new();
    let done = Export::new(tenant).formula_safe(safe).write(&mut bytes).unwrap();
    let warnings = done.warnings().map(ToString::to_string).collect();
    (String::from_utf8(bytes).unwrap(), warnings)
}

/// A product with everything that a document can say.
fn shop() -> Tenant {
    let mut tenant = Tenant::new(Limits::default());
    tenant.set_channel(ChannelBuilder::new("128").locales(["fr-CA"])).unwrap();
    let variant = |number: &str, color: &str, size: &str| {
        VariantBuilder::new(number, [("Color", color), ("Size", size)])
    };
    let product = ProductBuilder::new("S|1")
        .dimension("Color", ["Blue", "Red:x"])
        .dimension("Size", ["S", "M\\"])
        .variant(variant("V1", "Blue", "S"))
        .variant(variant("V2", "Red:x", "M\\"));
    tenant.set_product(product).unwrap();
    tenant.set_product(ProductBuilder::new("77").record_id(5)).unwrap();
    tenant.set_product(ProductBuilder::new("S9").record_id(77)).unwrap();
    tenant.set_category(CategoryBuilder::new("shirts")).unwrap();
    let now = stamp("2026-11-24T09:00:00Z");
    let text = |alt: &str| TextBuilder::new().alt(alt);
    let assets = [
        AssetBuilder::new("A1", Kind::Image)
            .url("https://cdn.example/a1.png")
            .channels(["128", "5"])
            .text("neutral", text("=1+1").tags(["a", "b,c"]).field(Field::DisplayName, "Shirt \"blue\"\r\n"))
            .text("fr", text("Chemise").tags([" odd "]).field(Field::Title, "'T"))
            .property("MediaReferenceUrl", "https://cdn.example/a1.png")
            .property("MediaImportPath", "a1.png")
            .property("MediaCategory", "Products")
            .property("own", "x\ty"),
        AssetBuilder::new("A2", Kind::Video)
            .url("a2.mp4")
            .text("neutral", TextBuilder::new().field(Field::DisplayName, "A2"))
            .property("VideoPlaytime", "soon")
            .property("VideoMinimumAge", "12"),
        AssetBuilder::new("#00FF00", Kind::Image).text("de", text("grün")),
        AssetBuilder::new("A4", Kind::File),
    ];
    for asset in assets {
        let target = Target::asset(asset.id());
        tenant.check_in(&target, asset, &now).unwrap();
        tenant.publish(&Scope::Target(target), &now).unwrap();
    }
    let item = ItemBuilder::new("A1").text("fr", text("Bleu")).property("k", "v");
    let manual = |mode| ListBuilder::new(mode, [ItemBuilder::with_purpose("manual", "A4")]);
    let document = DocumentBuilder::new()
        .master(
            SetBuilder::new().primary([item, ItemBuilder::new("A2")]).additional_list(manual(Mode::Append)),
        )
        .dimensions([("Color", "Blue"), ("Size", "M\\")], SetBuilder::new())
        .dimensions(
            [("Color", "Red:x")],
            SetBuilder::new()
                .primary_list(ListBuilder::new(Mode::Inherit, Vec::<ItemBuilder>::new()))
                .additional_list(manual(Mode::Prepend)),
        )
        .variant("V2", SetBuilder::new().primary(["A1", "A2", "A1"]))
        .swatch(SwatchBuilder::new("Color", "Blue").hex("#0000FF").asset("A1").crop(
            0.1,
            0.2,
            0.30000000000000004,
            1.0 / 3.0,
        ))
        .swatch(SwatchBuilder::new("Color", "Red:x").asset("#00FF00"))
        .swatch(SwatchBuilder::new("Size", "M\\").asset("A1"));
    let french = Context::new(Some("7"), Some("128"), Some("fr-CA")).unwrap();
    let target = Target::document("S|1", Context::default());
    tenant.check_in(&target, document, &now).unwrap();
    tenant.check_in(&Target::document("S|1", french.clone()), DocumentBuilder::new(), &now).unwrap();
    let master = || DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
    tenant.check_in(&Target::document("77", french.clone()), master(), &now).unwrap();
    let picture = CategoryDocumentBuilder::new("128").catalog("7").locale("fr-CA").image("A1");
    tenant.check_in(&Target::category("shirts", french), picture, &now).unwrap();
    for scope in [Scope::product("S|1"), Scope::product("77"), Scope::category("shirts")] {
        tenant.publish(&scope, &now).unwrap();
    }
    // drafts that differ from what is published
    let later = stamp("2026-11-25T09:00:00Z");
    tenant.check_in(&target, master(), &later).unwrap();
    tenant
        .check_in(&Target::asset("A2"), AssetBuilder::new("A2", Kind::Video).url("a3.mp4"), &later)
        .unwrap();
    tenant.check_in(&Target::asset("A5"), AssetBuilder::new("A5", Kind::File).url("a5.pdf"), &later).unwrap();
    tenant
}

/// The same products, categories and channels without media.
fn bare(tenant: &Tenant) -> Tenant {
    Tenant::without_media_of(&tenant.publication().unwrap(), &Limits::default()).unwrap()
}

fn without_read_only(manifest: &str) -> Vec<String> {
    use crate::manifest::{Column, Part};
    let read_only = |name: &str| {
        let column = Column::named(name).unwrap();
        let versions = [Column::EntityVersion, Column::MediaVersion, Column::MediaLastModifiedOn];
        column.part() == Part::ReadOnly || versions.contains(&column)
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(manifest.as_bytes());
    let header = reader.headers().unwrap().clone();
    let mut all = Vec::new();
    for row in reader.records() {
        let row = row.unwrap();
        let cells = header.iter().zip(row.iter()).filter(|(name, cell)| !cell.is_empty() && !read_only(name));
        all.push(cells.map(|(name, cell)| format!("{name}={cell:?} ")).collect());
    }
    all
}

#[test]
fn what_is_exported_comes_back_as_it_was() {
    let tenant = shop();
    for safe in [false, true] {
        let (first, warnings) = exported(&tenant, safe);
        assert_eq!(warnings, [] as [String; 0]);
        let mut other = bare(&tenant);
        let now = stamp("2026-11-26T09:00:00Z");
        let done = Import::new().lenient(true).run(&mut other, first.as_bytes(), &now).unwrap();
        assert!(done.is_clean(), "{:?}", done.faults().map(ToString::to_string).collect::<Vec<_>>());
        let (second, _) = exported(&other, safe);
        let (first_rows, second_rows) = (without_read_only(&first), without_read_only(&second));
        for (one, other) in first_rows.iter().zip(&second_rows) {
            assert_eq!(one, other);
        }
        assert_eq!(first_rows.len(), second_rows.len());
        assert_eq!(tenant.publication().unwrap(), other.publication().unwrap());
        for target in tenant.targets() {
            let (one, two) = (tenant.life(&target).unwrap(), other.life(&target).unwrap());
            assert_eq!(one.draft_content(), two.draft_content(), "{target}");
            assert_eq!(one.published_content(), two.published_content(), "{target}");
        }
        // and nothing is left to do, here or there
        for (tenant, manifest) in [(&mut other, &second), (&mut tenant.clone(), &first)] {
            let before = tenant.clone();
            let again = Import::new().lenient(true).run(tenant, manifest.as_bytes(), &now).unwrap();
            assert_eq!(again.counts().of(RowOutcome::Unchanged), again.counts().rows());
            assert!(*tenant == before);
        }
    }
}

#[test]
fn a_manifest_has_every_column_and_formulas_are_text_where_that_is_asked() {
    let tenant = shop();
    let (plain, _) = exported(&tenant, false);
    let header = plain.lines().next().unwrap();
    assert_eq!(header.split('\t').count(), crate::manifest::Column::ALL.len() - 1);
    assert!(!header.contains("X-Neutralised") && plain.contains("\t=1+1\t"));
    let (safe, _) = exported(&tenant, true);
    assert!(safe.lines().next().unwrap().contains("X-Neutralised"));
    assert!(safe.contains("\t'=1+1\t") && safe.contains("\t''T\t"));
}

#[test]
fn a_number_that_is_the_record_id_of_something_else_is_named_by_its_own() {
    let (manifest, _) = exported(&shop(), false);
    assert!(manifest.contains("Product|Master\tRecordId\t5\tfr-CA\t7\tOUN128\tPublished\tPublishNow"));
}

#[test]
fn what_does_not_travel_is_said_and_nothing_else_is_lost() {
    let json = r##"{"omnimedia": "publication/1",
        "swatches": [{"dimension": "Color", "value": "Blue", "hex": "#0000FF"}],
        "assets": [{"id": "A1", "kind": "image", "channels": []},
            {"id": "A2", "kind": "image", "published": false}],
        "products": [{"number": "S1", "media": [{"master": {"primary": ["A1", "A2", "A9"]}}]}]}"##;
    let publication = Publication::from_json(json.as_bytes(), &Limits::default()).unwrap();
    let now = stamp("2026-11-24T09:00:00Z");
    let tenant = Tenant::from_publication(&publication, &Limits::default(), &now).unwrap();
    let (first, warnings) = exported(&tenant, false);
    let said = [
        "is shown in no channel",
        "`A2`, which is not published",
        "`A9`, which is not in",
        "central swatches",
    ];
    for (warning, words) in warnings.iter().zip(said) {
        assert!(warning.contains(words), "{warning}");
    }
    assert_eq!(warnings.len(), said.len());
    let mut other = bare(&tenant);
    let done = Import::new().lenient(true).run(&mut other, first.as_bytes(), &now).unwrap();
    assert!(done.is_clean(), "{:?}", done.faults().map(ToString::to_string).collect::<Vec<_>>());
    assert_eq!(without_read_only(&first), without_read_only(&exported(&other, false).0));
}

#[test]
fn a_draft_that_says_the_same_is_not_exported() {
    let mut tenant = Tenant::new(Limits::default());
    let target = Target::asset("A1");
    let plain = || AssetBuilder::new("A1", Kind::Image).text("fr", TextBuilder::new().alt("Bleu"));
    let silent = plain().url("").text("neutral", TextBuilder::new().alt("")).text("de", TextBuilder::new());
    let draft = |tenant: &mut Tenant, asset: AssetBuilder, at: &str| {
        tenant.check_in(&target, asset, &stamp(at)).unwrap();
        exported(tenant, false).0.lines().count() - 1
    };
    draft(&mut tenant, silent, "2026-11-24T09:00:00Z");
    tenant.publish(&Scope::Target(target.clone()), &stamp("2026-11-24T09:00:00Z")).unwrap();
    assert_eq!(draft(&mut tenant, plain(), "2026-11-25T09:00:00Z"), 1);
    assert_eq!(draft(&mut tenant, plain().url("a1.png"), "2026-11-26T09:00:00Z"), 2);
}

#[test]
fn an_import_path_does_not_become_the_url_of_an_asset_without_one() {
    let mut tenant = Tenant::new(Limits::default());
    let now = stamp("2026-11-24T09:00:00Z");
    let target = Target::asset("A1");
    let asset = AssetBuilder::new("A1", Kind::Image)
        .url("")
        .property("MediaImportPath", "a1.png")
        .property("MediaReferenceUrl", "https://cdn.example/a1.png");
    tenant.check_in(&target, asset.clone(), &now).unwrap();
    let mut other = bare(&tenant);
    Import::new().lenient(true).run(&mut other, exported(&tenant, false).0.as_bytes(), &now).unwrap();
    let draft = other.life(&target).unwrap().draft_content().cloned();
    let mut expected = asset;
    expected.url = None;
    assert_eq!(draft.as_deref(), Some(&crate::tenant::Content::Asset(expected)));
}

#[test]
fn a_part_is_exported_with_the_assets_that_it_uses() {
    let tenant = shop();
    let rows = |export: Export<'_>| {
        let mut bytes = Vec::new();
        let done = export.write(&mut bytes).unwrap();
        (done.rows(), String::from_utf8(bytes).unwrap())
    };
    // A1 has two channels and two locales
    assert_eq!(rows(Export::new(&tenant).products(["77"])).0, 4 + 1);
    assert_eq!(rows(Export::new(&tenant).categories(["shirts"])).0, 4 + 1);
    let (count, text) = rows(Export::new(&tenant).channels(["128"]).locales(["fr_ca"]));
    assert_eq!(count, 4 + 3);
    assert!(!text.contains("A2"));
    assert!(!rows(Export::new(&tenant).channels([""])).1.contains("OUN128\tPublished"));
    assert!(Export::new(&tenant).products(["S0"]).write(Vec::new()).is_err());
    assert!(Export::new(&tenant).locales(["x"]).write(Vec::new()).is_err());
}
