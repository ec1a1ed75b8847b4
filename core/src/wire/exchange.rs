//! Reports of what came in and went out in bulk.

use super::answer::{ContextForm, FaultForm};
use super::json;
use super::target::{TargetForm, forms};
use crate::exchange::{
    Exported, FileCounts, FileOutcome, FileReading, FileRow, FileTarget, ImportCounts, Imported, Migrated,
    Migration, TransferItem, TransferOutcome, Transferred, Unmatched,
};
use crate::fault::Fault;
use crate::manifest::RowOutcome;
use serde::{Serialize, Serializer};

fn faults<'s>(faults: impl Iterator<Item = &'s Fault>) -> Vec<FaultForm<'s>> {
    faults.map(FaultForm::from).collect()
}

/// How many rows ended how.
struct Rows<'s>(&'s ImportCounts);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let key = |outcome: RowOutcome| match outcome {
            RowOutcome::Applied => "applied",
            RowOutcome::Unchanged => "unchanged",
            RowOutcome::Kept => "kept",
            RowOutcome::HeldBack => "held_back",
            RowOutcome::Cancelled => "cancelled",
            RowOutcome::Failed => "failed",
        };
        to.collect_map(RowOutcome::ALL.iter().map(|outcome| (key(*outcome), self.0.of(*outcome))))
    }
}

#[derive(Serialize)]
struct ImportedForm<'s> {
    rows: u64,
    empty_rows: u64,
    outcomes: Rows<'s>,
    assets: u64,
    documents: u64,
    warned: u64,
    is_clean: bool,
    is_cancelled: bool,
    faults: Vec<FaultForm<'s>>,
    warnings: Vec<FaultForm<'s>>,
}

/// What became of a manifest that was taken in: how many `rows` there were, by `outcomes`, how many
/// `assets` and `documents` changed, how many warnings (`warned`), whether it `is_clean` and whether it
/// `is_cancelled`; and the first `faults` and `warnings`, as many as the import kept.
///
/// # Cost
/// Linear in the faults and warnings.
///
/// # Example
/// ```
/// use omnimedia::{Import, Limits, Stamp, Tenant, wire};
/// let mut tenant = Tenant::new(Limits::default());
/// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// let imported = Import::new().run(&mut tenant, "EntityKeyValue\tEntityType\n".as_bytes(), &ann)?;
/// let outcomes = r#"{"applied":0,"unchanged":0,"kept":0,"held_back":0,"cancelled":0,"failed":0}"#;
/// let start = format!(r#"{{"rows":0,"empty_rows":0,"outcomes":{outcomes},"assets":0,"documents":0,"#);
/// assert!(wire::imported(&imported).starts_with(&start));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn imported(imported: &Imported) -> String {
    let counts = imported.counts();
    json(&ImportedForm {
        rows: counts.rows(),
        empty_rows: counts.empty_rows(),
        outcomes: Rows(counts),
        assets: counts.assets(),
        documents: counts.documents(),
        warned: counts.warnings(),
        is_clean: imported.is_clean(),
        is_cancelled: imported.is_cancelled(),
        faults: faults(imported.faults()),
        warnings: faults(imported.warnings()),
    })
}

#[derive(Serialize)]
struct ExportedForm<'s> {
    rows: u64,
    warned: u64,
    warnings: Vec<FaultForm<'s>>,
}

/// What an export wrote: how many `rows`, how many things did not travel (`warned`), and the first
/// `warnings` of them.
///
/// # Cost
/// Linear in the warnings.
///
/// # Example
/// ```
/// use omnimedia::{Export, Limits, Tenant, wire};
/// let tenant = Tenant::new(Limits::default());
/// let exported = Export::new(&tenant).write(Vec::new())?;
/// assert_eq!(wire::exported(&exported), r#"{"rows":0,"warned":0,"warnings":[]}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn exported(exported: &Exported) -> String {
    let warnings = faults(exported.warnings());
    json(&ExportedForm { rows: exported.rows(), warned: exported.warned(), warnings })
}

#[derive(Serialize)]
struct MigratedForm<'s> {
    assets: Vec<TargetForm<'s>>,
    documents: Vec<TargetForm<'s>>,
    published: Vec<TargetForm<'s>>,
}

/// What a migration changed in a tenant: the `assets` that were made, the `documents` that have a new
/// version, and what was `published`, as targets.
///
/// # Cost
/// Linear in them.
///
/// # Example
/// ```
/// use omnimedia::{Migrated, wire};
/// assert_eq!(wire::migrated(&Migrated::default()), r#"{"assets":[],"documents":[],"published":[]}"#);
/// ```
#[must_use]
pub fn migrated(migrated: &Migrated) -> String {
    json(&MigratedForm {
        assets: forms(migrated.assets()),
        documents: forms(migrated.documents()),
        published: forms(migrated.published()),
    })
}

/// How a file name is read: whose media it is, in which context, and its place in the display order.
#[derive(Serialize)]
struct ReadingForm<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<Values<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'s str>,
    context: ContextForm<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<u64>,
}

/// The dimensions and values of a combination.
struct Values<'s>(&'s FileTarget);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.values())
    }
}

impl<'s> From<&'s FileReading> for ReadingForm<'s> {
    fn from(reading: &'s FileReading) -> Self {
        let target = reading.target();
        Self {
            product: target.product(),
            variant: target.variant(),
            values: (target.values().len() > 0).then_some(Values(target)),
            category: target.category(),
            context: target.context().as_ref().into(),
            sequence: reading.sequence(),
        }
    }
}

#[derive(Serialize)]
struct FileForm<'s> {
    name: &'s str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<ReadingForm<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicate_of: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<Vec<ReadingForm<'s>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    has_more: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    text: String,
}

impl<'s> From<&'s FileRow> for FileForm<'s> {
    fn from(row: &'s FileRow) -> Self {
        let outcome = row.outcome();
        let (reading, duplicate_of) = match outcome {
            FileOutcome::Assigned(reading) => (Some(reading), None),
            FileOutcome::Duplicate { reading, of } => (Some(reading), Some(&**of)),
            _ => (None, None),
        };
        let (candidates, has_more) = match outcome {
            FileOutcome::Ambiguous { candidates, has_more } => (Some(candidates), Some(*has_more)),
            _ => (None, None),
        };
        let why = match outcome {
            FileOutcome::Unmatched(why) => Some(why),
            _ => None,
        };
        Self {
            name: row.name(),
            outcome: outcome.word(),
            reading: reading.map(ReadingForm::from),
            duplicate_of,
            candidates: candidates.map(|all| all.iter().map(ReadingForm::from).collect()),
            has_more,
            why: why.map(Unmatched::word),
            text: row.to_string(),
        }
    }
}

/// What became of a file name: its `outcome` (`assigned`, `ambiguous`, `unmatched`, `unsupported` or
/// `duplicate`), its `reading`, the name it is a `duplicate_of`, the `candidates` of an ambiguous one,
/// `why` it is unmatched, and all of it as a line of `text`.
///
/// # Cost
/// Linear in the row.
///
/// # Example
/// ```
/// use omnimedia::{Legacy, Limits, Tenant, wire};
/// let migration = Legacy::new(&Tenant::new(Limits::default())).read(["notes.txt"]);
/// let row = migration.rows().next().ok_or("a row")?;
/// let json = wire::file_row(row);
/// assert!(json.starts_with(r#"{"name":"notes.txt","outcome":"unmatched","why":"no_pattern","text":"#));
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn file_row(row: &FileRow) -> String {
    json(&FileForm::from(row))
}

#[derive(Serialize)]
struct MigrationForm<'s> {
    counts: FileCountsForm,
    files: Vec<FileForm<'s>>,
}

#[derive(Serialize)]
struct FileCountsForm {
    assigned: usize,
    ambiguous: usize,
    unmatched: usize,
    unsupported: usize,
    duplicates: usize,
    total: usize,
}

impl From<FileCounts> for FileCountsForm {
    fn from(counts: FileCounts) -> Self {
        let FileCounts { assigned, ambiguous, unmatched, unsupported, duplicates } = counts;
        Self { assigned, ambiguous, unmatched, unsupported, duplicates, total: counts.total() }
    }
}

/// What file names of the older media library come to, before anything is changed: the `counts` and
/// the `files`, each as [`file_row`] has it.
///
/// # Cost
/// Linear in the rows.
///
/// # Example
/// ```
/// use omnimedia::{Legacy, Limits, Tenant, wire};
/// let migration = Legacy::new(&Tenant::new(Limits::default())).read([""; 0]);
/// let counts = r#"{"assigned":0,"ambiguous":0,"unmatched":0,"unsupported":0,"duplicates":0,"total":0}"#;
/// assert_eq!(wire::migration(&migration), format!(r#"{{"counts":{counts},"files":[]}}"#));
/// ```
#[must_use]
pub fn migration(migration: &Migration) -> String {
    json(&MigrationForm {
        counts: migration.counts().into(),
        files: migration.rows().map(FileForm::from).collect(),
    })
}

#[derive(Serialize)]
struct ItemForm<'s> {
    outcome: &'static str,
    source: TargetForm<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination: Option<TargetForm<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination_modified: Option<String>,
    keeps_draft: bool,
    replaces_draft: bool,
    faults: Vec<FaultForm<'s>>,
    text: String,
}

impl<'s> From<&'s TransferItem> for ItemForm<'s> {
    fn from(item: &'s TransferItem) -> Self {
        Self {
            outcome: item.outcome().word(),
            source: item.source().into(),
            destination: item.destination().map(TargetForm::from),
            source_modified: item.source_modified().map(|at| at.to_string()),
            destination_modified: item.destination_modified().map(|at| at.to_string()),
            keeps_draft: item.keeps_draft(),
            replaces_draft: item.replaces_draft(),
            faults: faults(item.faults().iter()),
            text: item.to_string(),
        }
    }
}

/// How many items ended how; counted in one pass, since there may be many.
struct Outcomes<'s>(&'s [TransferItem]);

impl Serialize for Outcomes<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut counts = vec![0u64; TransferOutcome::ALL.len()];
        for item in self.0 {
            if let Some(count) = counts.get_mut(item.outcome() as usize) {
                *count = count.saturating_add(1);
            }
        }
        let keys = TransferOutcome::ALL.iter().map(|outcome| outcome.word().replace('-', "_"));
        to.collect_map(keys.zip(counts))
    }
}

#[derive(Serialize)]
struct TransferredForm<'s> {
    outcomes: Outcomes<'s>,
    items: Vec<ItemForm<'s>>,
    is_complete: bool,
}

/// What a transfer did: how many items had which of the `outcomes`; the `items`, each with its
/// `outcome`, what it is in the `source` and `destination`, when both were modified, its `faults`, and
/// all of it as a line of `text`; and whether it went to the end.
///
/// # Cost
/// Linear in the items.
///
/// # Example
/// ```
/// use omnimedia::{AssetBuilder, Kind, Limits, Stamp, Target, Tenant, Transfer, TransferVersions, wire};
/// let (mut source, mut destination) = (Tenant::new(Limits::default()), Tenant::new(Limits::default()));
/// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// source.check_in(&Target::asset("A1"), AssetBuilder::new("A1", Kind::Image), &ann)?;
/// let done = Transfer::new().run(&source, &mut destination, "ben")?;
/// let outcomes = r#"{"created":0,"updated":0,"equal":0,"kept":0,"dropped":0,"not_published":1,"refused":0}"#;
/// let item = r#"{"outcome":"not-published","source":{"asset":"A1"},"destination":{"asset":"A1"},"#;
/// assert!(wire::transferred(&done).starts_with(&format!(r#"{{"outcomes":{outcomes},"items":[{item}"#)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn transferred(transferred: &Transferred) -> String {
    json(&TransferredForm {
        outcomes: Outcomes(transferred.items()),
        items: transferred.items().iter().map(ItemForm::from).collect(),
        is_complete: transferred.is_complete(),
    })
}
