//! Manifests: taking one in, beside the bare loop over its records.

use crate::alloc;
use crate::measure::{Clock, median};
use crate::table::{Limit, Table, size, time};
use crate::workload::{CHANNELS, Draft, LOCALES, Workload, asset_id, asset_url, number};
use omnimedia::{Action, Import, Imported, Limits, ManifestReader, Publication, RowOutcome, Stamp, Tenant};

/// The columns of an export, but for those of a result; most of them are empty in every row.
const COLUMNS: [&str; 64] = [
    "EntityType",
    "EntityKey",
    "EntityKeyValue",
    "EntityLocale",
    "CatalogNumber",
    "EntityChannel",
    "EntityAssignmentCurrentPublishState",
    "EntityAssignmentAction",
    "EntityCheckedOutAction",
    "EntityVersionMismatchAction",
    "MediaGroup",
    "MediaPurpose",
    "MediaDisplayOrder",
    "SwatchGroup",
    "SwatchDimension",
    "SwatchValue",
    "EntityCreatedOn",
    "EntityLastModifiedOn",
    "EntityPublishedOn",
    "EntityVersion",
    "X-ListMode",
    "X-Crop",
    "X-Item",
    "InternalMediaId",
    "MediaChannel",
    "MediaLocale",
    "MediaType",
    "MediaVersion",
    "MediaCategory",
    "MediaSourceProvider",
    "MediaSourceId",
    "MediaReferenceUrl",
    "MediaSourceIfExistsAction",
    "MediaAction",
    "MediaCheckedOutAction",
    "MediaVersionMismatchAction",
    "MediaImportPath",
    "ImageAltText",
    "MediaSearchTags",
    "MediaCaption",
    "MediaDisplayName",
    "MediaDescription",
    "VideoCaptionImportPath",
    "VideoThumbnailImportPath",
    "VideoTranscriptImportPath",
    "VideoAudioTrackImportPath",
    "VideoDescriptiveAudioTrackImportPath",
    "VideoPlaytime",
    "MediaCreatedOn",
    "MediaLastModifiedOn",
    "MediaPublishedOn",
    "MediaPublished",
    "MediaPublishedURL",
    "MediaPreviewURL",
    "ImageQuality",
    "ImageWidth",
    "ImageHeight",
    "MediaChecksum",
    "MediaTitle",
    "VideoSubtitle",
    "VideoMinimumAge",
    "DocumentForceDownload",
    "X-Asset",
    "X-Mine",
];

/// One row: what is filled of the columns.
fn row(cells: &[(&str, &str)], into: &mut String) {
    for (at, column) in COLUMNS.iter().enumerate() {
        if at > 0 {
            into.push('\t');
        }
        if let Some((_, cell)) = cells.iter().find(|(name, _)| name == column) {
            into.push_str(cell);
        }
    }
    into.push_str("\r\n");
}

/// The rows of a list: every item with what its asset is, as spreadsheets have them.
fn list(draft: &Draft, kind: &str, key: &str, context: (usize, usize), gallery: &[usize], into: &mut String) {
    let channel = if context.0 == 0 { String::new() } else { format!("OUN{}", CHANNELS[context.0]) };
    for (at, asset) in gallery.iter().enumerate() {
        let id = asset_id(draft.index, *asset);
        let alt = format!("Product {} from side {asset}", draft.index);
        row(
            &[
                ("EntityType", kind),
                ("EntityKey", "ProductNumber"),
                ("EntityKeyValue", key),
                ("EntityLocale", LOCALES[context.1]),
                ("EntityChannel", &channel),
                ("MediaGroup", "Primary"),
                ("MediaDisplayOrder", &(at + 1).to_string()),
                ("MediaType", "Image"),
                ("MediaImportPath", &asset_url(draft.index, *asset)),
                ("ImageAltText", &alt),
                ("MediaDisplayName", &id),
            ],
            into,
        );
    }
}

/// A manifest of so many bytes, and how many products it is of: the list of every master and context, and
/// one for each variant, spelled out whether it differs or not.
#[must_use]
pub fn manifest(workload: &Workload, bytes: usize) -> (String, usize) {
    let mut text = COLUMNS.join("\t");
    text.push_str("\r\n");
    let mut key = String::new();
    for index in 0..workload.products() {
        if text.len() >= bytes {
            return (text, index);
        }
        let draft = workload.draft(index);
        for document in &draft.documents {
            let context = (document.channel, document.locale);
            number(index, 0, &mut key);
            list(&draft, "Master", &key, context, &document.master, &mut text);
            for variant in 0..draft.variants.len() {
                let own = document.variants.iter().find(|(own, _)| *own == variant);
                let gallery = own.map_or(&document.master, |(_, gallery)| gallery);
                number(index, variant + 1, &mut key);
                list(&draft, "Variant", &key, context, gallery, &mut text);
            }
        }
    }
    (text, workload.products())
}

/// The tenant of so many products, without media.
#[must_use]
pub fn tenant(workload: &Workload, products: usize) -> Tenant {
    let mut builder = Publication::builder(Limits::default());
    crate::workload::channels(&mut builder);
    for index in 0..products {
        let mut draft = workload.draft(index);
        draft.documents.clear();
        builder.product(draft.builder());
    }
    let publication = builder.build().unwrap_or_else(|faults| panic!("{}", faults.first()));
    let mut tenant = Tenant::without_media_of(&publication, &Limits::default()).unwrap();
    tenant.take_changed_units();
    tenant
}

/// The bare loop of the parser over the records: the yardstick.
fn records(text: &str) -> u64 {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .has_headers(false)
        .buffer_capacity(1 << 16)
        .from_reader(text.as_bytes());
    let mut record = csv::ByteRecord::new();
    let mut cells = 0;
    while reader.read_byte_record(&mut record).unwrap() {
        cells += record.len() as u64;
    }
    cells
}

/// Reads the rows alone.
fn rows(text: &str) -> u64 {
    let mut reader = ManifestReader::new(text.as_bytes(), &Limits::default()).unwrap();
    let mut cells = 0;
    while let Some(row) = reader.next_row().unwrap() {
        cells += row.cells().len() as u64;
    }
    cells
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let begin = Clock::start();
    let result = run();
    (result, begin.elapsed().as_secs_f64())
}

/// Takes a manifest of so many bytes in, and adds the rows.
pub fn run(workload: &Workload, bytes: usize, rounds: usize, table: &mut Table) {
    let (text, products) = manifest(workload, bytes);
    let mut tenant = tenant(workload, products);
    let stamp = Stamp::new("import", "2026-11-24T09:00:00Z".parse().unwrap());
    let import = Import::new().empty_action(Action::PublishNow);
    let dry = import.clone().dry_run(true);
    let run = |import: &Import, tenant: &mut Tenant| -> Imported {
        import.run(tenant, text.as_bytes(), &stamp).unwrap()
    };
    let (mut bare, mut reading, mut ratios, mut tried) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..=rounds {
        let (cells, seconds) = timed(|| records(&text));
        let (own, own_seconds) = timed(|| rows(&text));
        assert_eq!(cells, own + COLUMNS.len() as u64);
        let (imported, import_seconds) = timed(|| run(&dry, &mut tenant));
        assert_eq!(imported.counts().of(RowOutcome::Applied), imported.counts().rows());
        if round > 0 {
            bare.push(seconds);
            reading.push(own_seconds);
            tried.push(import_seconds);
            ratios.push(seconds / import_seconds);
        }
    }
    let beside = |what: &str| format!("{what}: {}", time(median(bare.clone()) * 1e9));
    let (imported, held) = alloc::peak(|| run(&dry, &mut tenant));
    let count = imported.counts().rows();
    drop(imported);
    let what = format!("csv's record loop over {}, {count} rows", size(text.len() as f64));
    table.ratio(
        "import, dry run: speed",
        time(median(tried) * 1e9),
        beside(&what),
        median(ratios),
        Limit::Least(0.4),
    );
    let taken = median(reading);
    table.ratio(
        "reading rows alone: speed",
        time(taken * 1e9),
        beside("the same"),
        median(bare.clone()) / taken,
        Limit::None,
    );
    let beside_held = format!("{products} products, {} a row", size(held as f64 / count as f64));
    table.shown("the same, most memory with all that it changes", size(held as f64), beside_held);
    let (_, reading) = alloc::peak(|| rows(&text));
    let limit = Limit::Most(64.0);
    let megabytes = reading as f64 / f64::from(1u32 << 20);
    table.ratio(
        "reading, most memory in MiB",
        size(reading as f64),
        size(text.len() as f64),
        megabytes,
        limit,
    );
    let (imported, first) = timed(|| run(&import, &mut tenant));
    assert_eq!(imported.counts().of(RowOutcome::Applied), count);
    drop(imported);
    let before = tenant.clone();
    let (imported, second) = timed(|| run(&import, &mut tenant));
    assert_eq!(imported.counts().of(RowOutcome::Unchanged), count);
    assert!(tenant == before, "the same manifest changes nothing the second time");
    table.shown("import, for good", time(first * 1e9), beside("the record loop"));
    table.shown("the same once more", time(second * 1e9), beside("the record loop"));
    let ((), result) = timed(|| imported.write_result(text.as_bytes(), std::io::sink()).unwrap());
    table.shown("its result manifest", time(result * 1e9), beside("the record loop"));
    let mut out = Vec::new();
    let (exported, seconds) = timed(|| omnimedia::Export::new(&tenant).write(&mut out).unwrap());
    let beside = format!("{} rows, {}", exported.rows(), size(out.len() as f64));
    table.shown("export", time(seconds * 1e9), beside);
}
