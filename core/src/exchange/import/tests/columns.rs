//! Every column does what `manifest-columns.md` says of it.

use super::{Row, Shop, entity, everywhere, ids, master, named, picture, variant};
use crate::manifest::{Column, Part};
use crate::model::{AssetBuilder, Context, Field, Kind};
use crate::tenant::{Start, Target};

#[test]
fn every_column_is_read_as_its_rule_says() {
    for column in Column::ALL {
        check(*column);
    }
}

/// The codes of a row alone.
fn codes(row: Row) -> String {
    Shop::new().take(&[row]).ends.remove(0).codes
}

/// What a row without a cell is refused for, in that column.
fn is_mandatory(row: Row, column: Column) {
    let end = Shop::new().take(&[row.without(column.name())]).ends.remove(0);
    assert_eq!((end.word.as_str(), end.codes.as_str()), ("Failed", "missing_cell"), "{column:?}");
    assert!(end.said.starts_with(&format!("{}: ", column.name())), "{}", end.said);
}

/// A picture with another cell.
fn taken(column: Column, cell: &str) -> AssetBuilder {
    let mut shop = Shop::new();
    let report = shop.take(&[picture("A1").with(column.name(), cell)]);
    assert_eq!(report.words(), ["Applied"], "{}", report.result);
    shop.asset("A1").unwrap().clone()
}

/// The property that a column becomes, and what it refuses.
fn is_property(column: Column, cell: &str, kept: Option<&str>, refused: &[(&str, &str)]) {
    let asset = taken(column, cell);
    let property = asset.properties().find(|(key, _)| *key == column.name());
    assert_eq!(property.map(|(_, value)| value), kept, "{column:?}");
    for (cell, code) in refused {
        assert_eq!(codes(picture("A1").with(column.name(), cell)), *code, "{column:?}: {cell}");
    }
}

/// What is in the cell makes no difference.
fn is_ignored(column: Column) {
    let row = master("S2").and(picture("A1"));
    let (mut without, mut with) = (Shop::new(), Shop::new());
    without.take(std::slice::from_ref(&row));
    let report = with.take(&[row.with(column.name(), "whatever")]);
    assert_eq!(report.words(), ["Applied"]);
    assert!(without.tenant == with.tenant, "{column:?}");
}

fn is_text(column: Column, field: Field) {
    assert_eq!(taken(column, "said").texts().next().unwrap().1.get(field), Some("said"));
}

fn document_of(row: Row) -> Target {
    let mut shop = Shop::new();
    let report = shop.take(&[row.and(picture("A1"))]);
    assert_eq!(report.words(), ["Applied"], "{}", report.result);
    shop.tenant.targets().find(|target| target.asset_id().is_none()).unwrap()
}

fn check(column: Column) {
    use Column as C;
    let name = column.name();
    let context = |catalog, channel, locale| Context::new(catalog, channel, locale).unwrap();
    match column {
        C::EntityType | C::EntityKey | C::EntityKeyValue => {
            is_mandatory(master("S2").and(picture("A1")), column);
        }
        C::EntityLocale => {
            let own = Target::document("S2", context(None, None, Some("en-US")));
            assert_eq!(document_of(master("S2").with(name, "EN_us")), own);
            for neutral in ["", "system_neutral", "neutral", "und"] {
                assert_eq!(document_of(master("S2").with(name, neutral)), everywhere("S2"));
            }
            assert_eq!(codes(master("S2").with(name, "x y").and(picture("A1"))), "malformed_locale");
        }
        C::CatalogNumber => {
            let own = Target::document("S2", context(Some("007"), None, None));
            assert_eq!(document_of(master("S2").with(name, "007")), own);
            assert_eq!(document_of(master("S2").with(name, "0")), everywhere("S2"));
        }
        C::EntityChannel => {
            let own = Target::document("S2", context(None, Some("128"), None));
            assert_eq!(document_of(master("S2").with(name, "OUN128")), own);
            assert_eq!(document_of(master("S2").with(name, "128")), own);
            assert_eq!(codes(master("S2").with(name, "oun").and(picture("A1"))), "empty_identifier");
            // one that the tenant does not have is worth a look
            let report = Shop::new().take(&[master("S2").with(name, "999").and(picture("A1"))]);
            assert_eq!((report.words(), report.codes()), (vec!["Applied"], vec!["missing_channel"]));
            assert_eq!(report.imported.counts().warnings(), 1);
        }
        C::EntityAction | C::MediaAction => {
            let (mut shop, entity) = (Shop::new(), C::EntityAction.name());
            let row = master("S2").and(picture("A1")).with(C::MediaAction.name(), "publishnow");
            let report = shop.take(&[row.clone().with(entity, "draft")]);
            assert_eq!(report.words(), ["Applied"]);
            assert!(shop.is_published(&Target::asset("A1")) && !shop.is_published(&everywhere("S2")));
            shop.take(&[row.with(entity, "PUBLISHNOW")]);
            assert!(shop.is_published(&everywhere("S2")));
            assert_eq!(codes(master("S2").and(picture("A1")).with(name, "Go")), "unknown_word");
        }
        C::EntityCheckedOut => {
            let mut shop = Shop::new();
            shop.take(&[picture("A1")]);
            shop.tenant.edit(&everywhere("S2"), &super::at("ben", 0), &Start::Empty).unwrap();
            let row = master("S2").and(named("A1"));
            assert_eq!(shop.take(std::slice::from_ref(&row)).words(), ["Kept"]);
            assert_eq!(shop.take(&[row.with(name, "overwrite")]).words(), ["Applied"]);
        }
        C::MediaCheckedOut => {
            let mut shop = Shop::new();
            shop.take(&[picture("A1")]);
            shop.tenant.edit(&Target::asset("A1"), &super::at("ben", 0), &Start::Empty).unwrap();
            let row =
                picture("A1").with("ImageAltText", "new").with("MediaSourceIfExistsAction", "Overwrite");
            assert_eq!(shop.take(std::slice::from_ref(&row)).words(), ["Kept"]);
            assert_eq!(shop.take(&[row.with(name, "OVERWRITE")]).words(), ["Applied"]);
        }
        C::EntityVersion | C::EntityMismatch => {
            let mut shop = Shop::new();
            shop.take(&[master("S2").and(picture("A1")), picture("A2")]);
            let row = master("S2").and(named("A2")).with(C::EntityVersion.name(), "7");
            assert_eq!(shop.take(std::slice::from_ref(&row)).words(), ["Kept"]);
            assert_eq!(shop.take(&[row.with(C::EntityMismatch.name(), "Overwrite")]).words(), ["Applied"]);
            assert_eq!(
                shop.take(&[master("S2").and(named("A1")).with(C::EntityVersion.name(), "2")]).words(),
                ["Applied"]
            );
            let wrong = codes(master("S2").and(picture("A1")).with(name, "one"));
            assert_eq!(wrong, if column == C::EntityVersion { "malformed_number" } else { "unknown_word" });
        }
        C::MediaVersion | C::MediaMismatch => {
            let mut shop = Shop::new();
            shop.take(&[picture("A1")]);
            let row = picture("A1").with("ImageAltText", "b").with("MediaSourceIfExistsAction", "Overwrite");
            let row = row.with(C::MediaVersion.name(), "7");
            assert_eq!(shop.take(std::slice::from_ref(&row)).words(), ["Kept"]);
            assert_eq!(shop.take(&[row.with(C::MediaMismatch.name(), "Overwrite")]).words(), ["Applied"]);
            let row = picture("A1").with("ImageAltText", "c").with("MediaSourceIfExistsAction", "Overwrite");
            assert_eq!(shop.take(&[row.with(C::MediaVersion.name(), "2")]).words(), ["Applied"]);
        }
        C::MediaGroup => {
            let mut shop = Shop::new();
            shop.take(&[master("S2").with(name, "ADDITIONAL").and(picture("A1"))]);
            let set = shop.draft(&everywhere("S2")).unwrap().master.clone().unwrap();
            assert_eq!((ids(&set.primary), ids(&set.additional)), (vec![], vec!["A1"]));
            is_mandatory(variant("V-BS").and(picture("A1")), column);
            assert_eq!(codes(master("S2").with(name, "Third").and(picture("A1"))), "unknown_word");
        }
        C::MediaPurpose => {
            let mut shop = Shop::new();
            let row = master("S2").with("MediaGroup", "Additional").with(name, " any text ");
            shop.take(&[row.and(picture("A1"))]);
            let set = shop.draft(&everywhere("S2")).unwrap().master.clone().unwrap();
            assert_eq!(set.additional.items[0].purpose.as_deref(), Some(" any text "));
        }
        C::MediaDisplayOrder => {
            let mut shop = Shop::new();
            let rows = [("A1", ""), ("A2", "10"), ("A3", "2"), ("A4", ""), ("A5", "2"), ("A6", "-1")];
            let rows = rows.map(|(id, order)| master("S2").and(picture(id)).with(name, order));
            shop.take(&rows);
            let set = shop.draft(&everywhere("S2")).unwrap().master.clone().unwrap();
            // ties keep the order of the rows, empty comes last
            assert_eq!(ids(&set.primary), ["A6", "A3", "A5", "A2", "A1", "A4"]);
            for wrong in ["first", "1.5", "99999999999999999999"] {
                assert_eq!(codes(master("S2").and(picture("A1")).with(name, wrong)), "malformed_number");
            }
        }
        C::SwatchGroup | C::SwatchDimension | C::SwatchValue | C::Crop => {
            let mut shop = Shop::new();
            let row = entity("Product|Master", "EntityId", "S1").with("SwatchGroup", "Color");
            let row = row.with("SwatchDimension", "Blue");
            let hex = row.clone().with("SwatchValue", "#0000ff");
            assert_eq!(shop.take(std::slice::from_ref(&hex)).words(), ["Applied"]);
            let swatch = |shop: &Shop| shop.draft(&everywhere("S1")).unwrap().swatches[0].clone();
            assert_eq!(swatch(&shop).hex.as_deref(), Some("#0000ff"));
            for shown in ["A1", "name of A1"] {
                let asset = row.clone().with("SwatchValue", shown).with("X-Crop", "0.1, 0.1,0.5,0.25");
                shop.take(&[asset, picture("A1")]);
                assert_eq!(swatch(&shop).asset.as_deref(), Some("A1"));
                assert_eq!(swatch(&shop).crop, Some([0.1, 0.1, 0.5, 0.25]));
                shop.take(std::slice::from_ref(&hex));
            }
            match column {
                C::SwatchValue => {
                    assert_eq!(codes(hex.clone().without(name)), "empty_swatch");
                    assert_eq!(codes(hex.clone().with(name, "#12")), "malformed_colour");
                    assert_eq!(codes(hex.with(name, "nothing")), "unknown_asset");
                }
                C::Crop => {
                    assert_eq!(codes(hex.clone().with(name, "0,0,2,2")), "crop_outside");
                    for wrong in ["0,0,1", "0,0,1,1,1", "a,b,c,d"] {
                        assert_eq!(codes(hex.clone().with(name, wrong)), "malformed_number");
                    }
                }
                _ => is_mandatory(hex, column),
            }
        }
        C::ListMode => {
            let mut shop = Shop::new();
            shop.take(&[master("S2").with(name, "Append").and(picture("A1"))]);
            let mode =
                |shop: &Shop| shop.draft(&everywhere("S2")).unwrap().master.clone().unwrap().primary.mode;
            assert_eq!(mode(&shop), crate::model::Mode::Append);
            // the default, where the list is named again
            shop.take(&[master("S2").with(name, "").and(picture("A1"))]);
            assert_eq!(mode(&shop), crate::model::Mode::Replace);
            shop.take(&[master("S2").with(name, "inherit")]);
            assert_eq!(mode(&shop), crate::model::Mode::Inherit);
            assert_eq!(codes(master("S2").with(name, "inherit").and(picture("A1"))), "inherit_with_items");
            assert_eq!(codes(master("S2").with(name, "x").and(picture("A1"))), "unknown_word");
        }
        C::Item => {
            let mut shop = Shop::new();
            let json = r#"{"text": {"fr": {"alt": "à soi"}}, "properties": {"k": "v"}}"#;
            shop.take(&[master("S2").with(name, json).and(picture("A1"))]);
            let item = shop.draft(&everywhere("S2")).unwrap().master.clone().unwrap().primary.items.remove(0);
            assert_eq!(item.texts().next().unwrap().1.get(Field::Alt), Some("à soi"));
            assert_eq!(item.properties().next(), Some(("k", "v")));
            for (wrong, code) in [
                ("{", "syntax"),
                ("[]", "type"),
                ("null", "type"),
                (r#"{"texts": {}}"#, "unknown_key"),
                (r#"{"text": {}, "text": {}}"#, "duplicate_key"),
                (r#"{"text": {"x y": {}}}"#, "malformed_locale"),
                (r#"{"text": {"en-us": {}, "en-US": {}}}"#, "duplicate_text_locale"),
            ] {
                assert_eq!(codes(master("S2").with(name, wrong).and(picture("A1"))), code, "{wrong}");
            }
        }
        C::Asset => {
            let json = r#"{"text": {"alt": "", "tags": ["a "]}, "properties": {"k": "v"}}"#;
            let asset = taken(column, json);
            assert_eq!(asset.properties().next(), Some(("k", "v")));
            let text = asset.texts().next().unwrap().1;
            assert_eq!((text.get(Field::Alt), &text.tags[..]), (Some(""), &["a ".to_owned()][..]));
            assert_eq!(codes(picture("A1").with(name, r#"{"text": {"neutral": {}}}"#)), "unknown_key");
        }
        C::InternalMediaId => {
            assert_eq!(taken(C::InternalMediaId, "A1").id, "A1");
            let mut shop = Shop::new();
            shop.take(&[picture("A1").without(name)]);
            assert!(shop.asset("path:https://cdn.example/A1.png").is_some());
            assert_eq!(codes(picture(&"x".repeat(513))), "limit_identifier");
        }
        C::MediaChannel => {
            assert_eq!(taken(column, "OUN128").channels.unwrap(), ["128"]);
            assert_eq!(taken(column, "128").channels.unwrap(), ["128"]);
            assert_eq!(taken(column, "").channels, None);
            assert_eq!(codes(picture("A1").with(name, "OUN")), "empty_identifier");
        }
        C::MediaLocale => {
            assert_eq!(taken(column, "de_de").texts().next().unwrap().0, "de-DE");
            assert_eq!(taken(column, "system_neutral").texts().next().unwrap().0, "neutral");
            assert_eq!(codes(picture("A1").with(name, "x y")), "malformed_locale");
        }
        C::MediaType => {
            for (word, kind) in [("IMAGE", Kind::Image), ("video", Kind::Video), ("File", Kind::File)] {
                let mut shop = Shop::new();
                shop.take(&[picture("A1").with(name, word).with("MediaTitle", "t")]);
                assert_eq!(shop.asset("A1").unwrap().kind, kind);
            }
            is_mandatory(picture("A1"), column);
            assert_eq!(codes(picture("A1").with(name, "Sound")), "unknown_word");
        }
        C::MediaCategory => {
            is_property(column, "products", Some("Products"), &[("Shoes", "unknown_word")]);
            is_property(column, "None", None, &[]);
        }
        C::MediaSourceProvider | C::MediaSourceId => {
            is_property(column, "dam", Some("dam"), &[]);
            let mut shop = Shop::new();
            let source = Row::default().with("MediaSourceProvider", "dam").with("MediaSourceId", "7");
            shop.take(&[picture("A1").without("InternalMediaId").and(source.clone())]);
            assert_eq!(shop.asset("source:dam|7").unwrap().properties().len(), 2);
            shop.take(&[master("S2").and(source)]);
            let set = shop.draft(&everywhere("S2")).unwrap().master.clone().unwrap();
            assert_eq!(ids(&set.primary), ["source:dam|7"]);
        }
        C::MediaReferenceUrl | C::MediaImportPath => {
            let both =
                picture("A1").with("MediaReferenceUrl", "https://a/b").with("MediaImportPath", "c.png");
            let mut shop = Shop::new();
            shop.take(std::slice::from_ref(&both));
            let asset = shop.asset("A1").unwrap();
            assert_eq!(asset.url.as_deref(), Some("https://a/b"));
            assert_eq!(asset.properties().len(), 2);
            let asset = taken(C::MediaImportPath, "c.png");
            assert_eq!((asset.url.as_deref(), asset.properties().len()), (Some("c.png"), 0));
            let new = picture("A1").without("InternalMediaId").without("MediaImportPath");
            is_mandatory(new.with("MediaReferenceUrl", ""), C::MediaImportPath);
        }
        C::MediaIfExists => {
            let mut shop = Shop::new();
            shop.take(&[picture("A1")]);
            let row = picture("A1").with("ImageAltText", "b");
            assert_eq!(shop.take(std::slice::from_ref(&row)).words(), ["Kept"]);
            assert_eq!(shop.take(&[row.with(name, "overwrite")]).words(), ["Applied"]);
            assert_eq!(codes(picture("A1").with(name, "x")), "unknown_word");
        }
        C::ImageAltText => {
            is_text(column, Field::Alt);
            is_mandatory(picture("A1"), column);
            let mut shop = Shop::new();
            shop.import = shop.import.lenient(true);
            let report = shop.take(&[picture("A1").without(name)]);
            assert_eq!((report.words(), report.codes()), (vec!["Applied"], vec!["missing_alt_text"]));
            assert_eq!(
                Shop::new().take(&[picture("A1").with("MediaType", "File").without(name)]).words(),
                ["Applied"]
            );
        }
        C::MediaSearchTags => {
            assert_eq!(taken(column, "a, b,,c").texts().next().unwrap().1.tags, ["a", "b", "c"]);
        }
        C::MediaCaption => is_text(column, Field::Caption),
        C::MediaDescription => is_text(column, Field::Description),
        C::MediaDisplayName => {
            is_text(column, Field::DisplayName);
            is_mandatory(picture("A1"), column);
            // what an export fills in says nothing
            assert_eq!(taken(column, "A1").texts().next().unwrap().1.get(Field::DisplayName), None);
            let rows = [picture("A1").with(name, "n"), picture("A2").with(name, "n")];
            let report = Shop::new().take(&rows);
            assert_eq!(report.codes(), ["", "name_taken"]);
        }
        C::MediaTitle => {
            is_text(column, Field::Title);
            is_mandatory(picture("A1").with("MediaType", "Video").with(name, "t"), column);
        }
        C::VideoCaption
        | C::VideoThumbnail
        | C::VideoTranscript
        | C::VideoAudioTrack
        | C::VideoDescriptiveAudioTrack => {
            is_property(column, "HTTPS://a/b.vtt", Some("HTTPS://a/b.vtt"), &[("b.vtt", "unknown_word")]);
        }
        C::VideoPlaytime => {
            let refused =
                [("-1", "malformed_number"), ("NaN", "malformed_number"), ("1m", "malformed_number")];
            is_property(column, " 12.5", Some("12.5"), &refused);
        }
        C::VideoSubtitle => is_property(column, "b.vtt", Some("b.vtt"), &[]),
        C::VideoMinimumAge => is_property(column, "16", Some("16"), &[("16.5", "malformed_number")]),
        C::DocumentForceDownload => is_property(column, "TRUE", Some("true"), &[("1", "unknown_word")]),
        C::MediaLastModifiedOn => {
            assert_eq!(Shop::new().take(&[picture("A1").with(name, "yesterday")]).words(), ["Applied"]);
            let compared = picture("A1").with("MediaSourceIfExistsAction", "TakeLatest");
            assert_eq!(codes(compared.with(name, "yesterday")), "malformed_instant");
            // it names no asset, and a row that names one says nothing of it because of this cell
            let row = master("S1").with("InternalMediaId", "A1").with(name, "yesterday");
            assert_eq!(Shop::new().take(&[picture("A1"), row]).words(), ["Applied"; 2]);
            assert_eq!(Shop::new().take(&[master("S1").with(name, "yesterday")]).words(), ["Applied"]);
            let mut shop = Shop::new();
            shop.take(&[picture("A1")]);
            let row = picture("A1").with("ImageAltText", "b").with("MediaSourceIfExistsAction", "TakeLatest");
            assert_eq!(shop.take(&[row.clone().with(name, "2026-01-01T00:00:00Z")]).words(), ["Kept"]);
            assert_eq!(shop.take(std::slice::from_ref(&row)).codes(), ["missing_cell"]);
            assert_eq!(shop.take(&[row.with(name, "2026-12-31T00:00:00+01:00")]).words(), ["Applied"]);
        }
        C::Neutralised => {
            let row = picture("A1").with("ImageAltText", "'=1+1").with("MediaCaption", "''b");
            let mut shop = Shop::new();
            shop.take(&[row.clone().with(name, "")]);
            let text = shop.asset("A1").unwrap().texts().next().unwrap().1.clone();
            assert_eq!((text.get(Field::Alt), text.get(Field::Caption)), (Some("=1+1"), Some("'b")));
            let mut shop = Shop::new();
            shop.take(&[row]);
            assert_eq!(shop.asset("A1").unwrap().texts().next().unwrap().1.get(Field::Alt), Some("'=1+1"));
        }
        _ => {
            assert!(matches!(column.part(), Part::ReadOnly | Part::Outcome), "{column:?} has a test");
            is_ignored(column);
        }
    }
}
