//! What SPEC section 10 says of import, sentence by sentence.
//!
//! Every manifest that [`Shop::take`] takes in is tried first and taken in twice, so that a trial gives the
//! same report and changes nothing, and the second time nothing changes.

mod random;

use super::{Import, Imported};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::manifest::{Action, ManifestReader, ManifestWriter, RowOutcome};
use crate::model::{
    CategoryBuilder, ChannelBuilder, Context, DocumentBuilder, ProductBuilder, VariantBuilder,
};
use crate::tenant::{Content, Stamp, Target, Tenant, UnitKey};

/// A row: column and cell.
#[derive(Clone, Debug, Default)]
struct Row(Vec<(String, String)>);

impl Row {
    fn with(mut self, column: &str, cell: &str) -> Self {
        match self.0.iter_mut().find(|(own, _)| own == column) {
            Some((_, own)) => cell.clone_into(own),
            None => self.0.push((column.to_owned(), cell.to_owned())),
        }
        self
    }

    fn without(mut self, column: &str) -> Self {
        self.0.retain(|(own, _)| own != column);
        self
    }

    fn and(self, other: Self) -> Self {
        other.0.iter().fold(self, |row, (column, cell)| row.with(column, cell))
    }
}

/// A picture of that id, with all that is mandatory.
fn picture(id: &str) -> Row {
    Row::default()
        .with("InternalMediaId", id)
        .with("MediaType", "Image")
        .with("MediaImportPath", &format!("https://cdn.example/{id}.png"))
        .with("ImageAltText", &format!("alt of {id}"))
        .with("MediaDisplayName", &format!("name of {id}"))
}

/// Names an asset by its id alone.
fn named(id: &str) -> Row {
    Row::default().with("InternalMediaId", id)
}

fn entity(kind: &str, how: &str, key: &str) -> Row {
    Row::default().with("EntityType", kind).with("EntityKey", how).with("EntityKeyValue", key)
}

/// Into the gallery of a product.
fn master(product: &str) -> Row {
    entity("Product|Master", "EntityId", product).with("MediaGroup", "Primary")
}

/// Into the gallery of a variant.
fn variant(number: &str) -> Row {
    entity("Product|Variant", "EntityId", number).with("MediaGroup", "Primary")
}

/// The text of a manifest. Columns stand in the order in which rows name them first.
fn sheet(rows: &[Row]) -> String {
    let mut columns: Vec<&str> = Vec::new();
    for (column, _) in rows.iter().flat_map(|row| &row.0) {
        if !columns.contains(&column.as_str()) {
            columns.push(column);
        }
    }
    let mut text = Vec::new();
    let mut writer = ManifestWriter::new(&mut text, false, false);
    columns.iter().for_each(|column| writer.cell(column.as_bytes()).unwrap());
    writer.end_row().unwrap();
    for row in rows {
        for column in &columns {
            let cell = row.0.iter().find(|(own, _)| own == column).map_or("", |(_, cell)| cell);
            writer.cell(cell.as_bytes()).unwrap();
        }
        writer.end_row().unwrap();
    }
    writer.finish().unwrap();
    String::from_utf8(text).unwrap()
}

fn at(user: &str, minute: i64) -> Stamp {
    let nine: crate::instant::Instant = "2026-11-24T09:00:00Z".parse().unwrap();
    Stamp::new(user, crate::instant::Instant::from_unix_seconds(nine.unix_seconds() + 60 * minute))
}

/// How one row ended: the word, the codes, the description.
#[derive(Clone, Debug, PartialEq, Eq)]
struct End {
    word: String,
    codes: String,
    said: String,
}

/// What became of a manifest.
struct Report {
    ends: Vec<End>,
    imported: Imported,
    result: String,
}

impl Report {
    fn words(&self) -> Vec<&str> {
        self.ends.iter().map(|end| end.word.as_str()).collect()
    }

    fn codes(&self) -> Vec<&str> {
        self.ends.iter().map(|end| end.codes.as_str()).collect()
    }

    fn of(&self, outcome: RowOutcome) -> u64 {
        self.imported.counts().of(outcome)
    }

    fn faults(&self) -> Vec<String> {
        self.imported.faults().map(|fault| format!("{}: {fault}", fault.code())).collect()
    }
}

/// A tenant, and how manifests are taken into it.
#[derive(Clone, Debug)]
struct Shop {
    tenant: Tenant,
    import: Import,
    minute: i64,
}

fn product() -> ProductBuilder {
    let variant = |number: &str, id: u64, color: &str, size: &str| {
        VariantBuilder::new(number, [("Color", color), ("Size", size)]).record_id(id)
    };
    ProductBuilder::new("S1")
        .record_id(100)
        .dimension("Color", ["Blue", "Red"])
        .dimension("Size", ["S", "M"])
        .variant(variant("V-BS", 101, "Blue", "S"))
        .variant(variant("V-BM", 102, "Blue", "M"))
        .variant(variant("V-RS", 103, "Red", "S"))
}

impl Shop {
    /// Products `S1` (three variants) and `S2`, the category `shirts`, the channel `128`, no media.
    fn new() -> Self {
        let mut tenant = Tenant::new(Limits::default());
        tenant.set_product(product()).unwrap();
        tenant.set_product(ProductBuilder::new("S2").record_id(200)).unwrap();
        tenant.set_category(CategoryBuilder::new("shirts")).unwrap();
        tenant.set_channel(ChannelBuilder::new("128")).unwrap();
        tenant.take_changes();
        tenant.take_changed_units();
        Self { tenant, import: Import::new(), minute: 0 }
    }

    /// The same, where an empty action publishes.
    fn publishing() -> Self {
        let mut shop = Self::new();
        shop.import = shop.import.empty_action(Action::PublishNow);
        shop
    }

    fn take(&mut self, rows: &[Row]) -> Report {
        self.take_text(sheet(rows).as_bytes())
    }

    fn once(&mut self, bytes: &[u8]) -> Report {
        let imported = self.import.run(&mut self.tenant, bytes, &at("import", self.minute)).unwrap();
        report(imported, bytes, &self.import)
    }

    /// Tries, takes in, and takes in again.
    fn take_text(&mut self, bytes: &[u8]) -> Report {
        self.minute += 1;
        let mut trial = self.clone();
        trial.tenant.take_changes();
        trial.tenant.take_changed_units();
        trial.import = trial.import.dry_run(true);
        let tried = trial.once(bytes);
        assert!(trial.tenant == self.tenant, "a dry run changes nothing");
        assert!(trial.tenant.take_changes().is_empty(), "nothing to flatten after a dry run");
        assert_eq!(units(&mut trial.tenant), [], "nothing to store after a dry run");

        let first = self.once(bytes);
        assert_eq!(tried.imported.counts(), first.imported.counts());
        assert_eq!(tried.faults(), first.faults());
        let told = |report: &Report| report.imported.warnings().map(Fault::to_string).collect::<Vec<_>>();
        assert_eq!(told(&tried), told(&first));
        assert_eq!(tried.result, first.result, "a dry run gives the same result manifest");

        let mut again = self.clone();
        again.tenant.take_changes();
        again.tenant.take_changed_units();
        again.minute += 1;
        let second = again.once(bytes);
        assert!(
            again.tenant == self.tenant,
            "the second time nothing changes:\n{}\n{}",
            first.result,
            second.result
        );
        assert_eq!(units(&mut again.tenant), []);
        assert!(again.tenant.take_changes().is_empty());
        assert_eq!(second.of(RowOutcome::Applied), 0, "{}", second.result);
        assert_eq!(second.imported.counts().rows(), first.imported.counts().rows());
        // and so does its result manifest
        let third = again.once(first.result.as_bytes());
        assert!(again.tenant == self.tenant, "the result manifest is the same manifest");
        assert_eq!(third.imported.counts(), second.imported.counts());
        first
    }

    fn asset(&self, id: &str) -> Option<&crate::model::AssetBuilder> {
        let life = self.tenant.life(&Target::asset(id))?;
        match life.draft().or(life.published())?.content()? {
            Content::Asset(asset) => Some(asset),
            _ => None,
        }
    }

    fn is_published(&self, target: &Target) -> bool {
        self.tenant.life(target).is_some_and(|life| life.published().is_some())
    }

    fn draft(&self, target: &Target) -> Option<&DocumentBuilder> {
        match self.tenant.life(target)?.draft()?.content()? {
            Content::Document(document) => Some(document),
            _ => None,
        }
    }

    fn published(&self, target: &Target) -> Option<&DocumentBuilder> {
        match self.tenant.life(target)?.published()?.content()? {
            Content::Document(document) => Some(document),
            _ => None,
        }
    }
}

fn units(tenant: &mut Tenant) -> Vec<UnitKey> {
    tenant.take_changed_units().into_iter().collect()
}

/// The document of a product everywhere.
fn everywhere(product: &str) -> Target {
    Target::document(product, Context::default())
}

/// The ids of a list.
fn ids(list: &crate::model::ListBuilder) -> Vec<&str> {
    list.items.iter().map(|item| item.asset.as_str()).collect()
}

/// Reads the result manifest; its words are those that were counted.
fn report(imported: Imported, bytes: &[u8], import: &Import) -> Report {
    let mut result = Vec::new();
    imported.write_result(bytes, &mut result).unwrap();
    let limits = Limits::default();
    let mut reader = ManifestReader::open(&*result, &limits, import.options.plain).unwrap();
    let mut ends = Vec::new();
    while let Some(row) = reader.next_row().unwrap() {
        let cell = |column: &str| String::from_utf8_lossy(row.get(column).unwrap_or_default()).into_owned();
        ends.push(End { word: cell("Result"), codes: cell("ErrorCode"), said: cell("ResultDescription") });
    }
    let result = String::from_utf8_lossy(&result).into_owned();
    for outcome in RowOutcome::ALL {
        let words = ends.iter().filter(|end| end.word == outcome.word()).count() as u64;
        assert_eq!(words, imported.counts().of(outcome), "rows that are {outcome:?} in\n{result}");
    }
    let silent = ends.iter().filter(|end| end.word.is_empty()).count() as u64;
    assert_eq!(silent, imported.counts().empty_rows());
    Report { ends, imported, result }
}
