//! File names of the older media library as a manifest.

use crate::arguments::Migrate as Arguments;
use crate::bar::Bar;
use crate::output::Output;
use crate::page::{Style, tail};
use crate::refusal::Refusal;
use crate::told::{Told, digits, many};
use crate::{export, files, minimise, told};
use omnimedia::{
    Context, Export, Field, FileOutcome, FileRow, Kind, Legacy, Limits, Migration, Minimise, Patterns,
    Publication, Stamp, Tenant,
};
use serde_json::{Map, Value};
use std::io::Write;
use std::path::Path;

/// How many files of a kind a person is told of; a program, and `--report`, are given all.
const OF_A_KIND: usize = 3;

/// Reads names, and writes what they assign as a manifest with as few lists as show it.
pub(crate) fn migrate(arguments: &Arguments, stamp: &Stamp, bar: &Bar) -> Result<Told, Refusal> {
    let Arguments { names, products, patterns, policy, report: report_name, out: out_name, .. } = arguments;
    let mut inputs = vec![names.as_path(), products.as_path()];
    inputs.extend(patterns.as_deref().into_iter().chain(policy.as_deref()));
    let mut report = match report_name {
        Some(report) => Some(Output::create(report, &[inputs.as_slice(), &[out_name]].concat())?),
        None => None,
    };
    let others = inputs.iter().copied().chain(report_name.as_deref());
    let mut out = Output::create(out_name, &others.collect::<Vec<_>>())?;

    let context = context(arguments)?;
    let policy = files::policy(policy.as_deref())?;
    let patterns = match patterns {
        None => Patterns::documented(),
        Some(file) => Patterns::parse(&files::text(file)?).map_err(|faults| Refusal::of(file, faults))?,
    };
    let text = files::text(names)?;
    let publication = files::publication(products, bar)?;
    let limits = Limits::default();
    let tenant =
        Tenant::without_media_of(&publication, &limits).map_err(|faults| Refusal::of(products, faults))?;

    bar.working("reading the names");
    let mut legacy = Legacy::new(&tenant).patterns(patterns).context(context);
    if let Some(url) = &arguments.base_url {
        legacy = legacy.base_url(url);
    }
    let migration = legacy.read(text.lines().filter(|name| !name.trim().is_empty()));
    let all = migration.publication(&tenant)?;
    bar.working("finding fewer sets");
    let (fewer, counts) = Minimise::new(&all, policy).publication()?;
    bar.working("writing the manifest");
    let exported = Export::new(&Tenant::from_publication(&fewer, &limits, stamp)?).write(&mut out)?;
    if let (Some(report), Some(name)) = (&mut report, report_name) {
        let written = migration.rows().try_for_each(|row| writeln!(report, "{row}"));
        written.map_err(|error| Refusal::unwritable(name, &error))?;
    }
    report.map_or(Ok(()), Output::finish)?;
    out.finish()?;

    let mut told = Told::new("migrate", format!("Migration of {}", tail(&names.display().to_string(), 72)));
    files_of(&mut told, &migration);
    told.blank();
    minimise::sizes(&mut told, &counts);
    told.blank();
    export::rows(&mut told, &exported);
    told.fact(Style::Good, "written", &out_name.display().to_string());
    if let Some(report) = report_name {
        told.fact(Style::Plain, "report", &report.display().to_string());
    }
    without_alt(&mut told, &fewer, out_name);
    Ok(told)
}

/// The context in which the files speak.
fn context(arguments: &Arguments) -> Result<Context, Refusal> {
    let Arguments { catalog, channel, locale, .. } = arguments;
    Ok(Context::new(catalog.as_deref(), channel.as_deref(), locale.as_deref())?)
}

/// What became of the files; those that are nobody's, by why.
fn files_of(told: &mut Told, migration: &Migration) {
    let counts = migration.counts();
    told.is_clean = counts.assigned == counts.total();
    told.count("files", "files", counts.total() as u64);
    for (key, many, about) in [
        ("assigned", counts.assigned, "to products, variants and categories"),
        ("ambiguous", counts.ambiguous, "read in several ways, and nobody's"),
        ("unmatched", counts.unmatched, "nobody's"),
        ("unsupported", counts.unsupported, "of catalogs, which have no media"),
        ("duplicates", counts.duplicates, "of one place with another file, which comes first"),
    ] {
        told.set(key, many);
        if many > 0 {
            let style = if key == "assigned" { Style::Good } else { Style::Bad };
            told.fact(style, &format!("  {key}"), &format!("{}, {about}", digits(many as u64)));
        }
    }
    let is_left = |row: &&FileRow| !matches!(row.outcome(), FileOutcome::Assigned(_));
    told.set("not_assigned", migration.rows().filter(is_left).map(object).collect::<Value>());

    let mut kinds: Vec<Alike<'_>> = Vec::new();
    for row in migration.rows().filter(is_left) {
        let words = words(row.outcome());
        match kinds.iter_mut().find(|kind| kind.words == words) {
            Some(kind) => {
                kind.many += 1;
                if kind.first.len() < OF_A_KIND {
                    kind.first.push(row);
                }
            }
            None => kinds.push(Alike { words, first: vec![row], many: 1 }),
        }
    }
    for Alike { words: (outcome, why), first, many } in kinds {
        told.blank();
        for row in &first {
            told.marked(Style::Bad, "✗", &row.to_string());
        }
        let more = match many - first.len() as u64 {
            0 => String::new(),
            rest => format!(", and {}", told::many(rest, "file like it", "files like it")),
        };
        told.remark(Style::Quiet, &format!("{}{more}", why.unwrap_or(outcome)));
    }
}

/// Files that are left for one reason.
struct Alike<'m> {
    words: (&'static str, Option<&'static str>),
    first: Vec<&'m FileRow>,
    many: u64,
}

/// The words for what became of a file, and why.
fn words(outcome: &FileOutcome) -> (&'static str, Option<&'static str>) {
    match outcome {
        FileOutcome::Unmatched(why) => (outcome.word(), Some(why.word())),
        _ => (outcome.word(), None),
    }
}

/// A file that was not assigned, for programs.
fn object(row: &FileRow) -> Value {
    let (outcome, why) = words(row.outcome());
    let mut object = Map::new();
    object.insert("name".to_owned(), row.name().into());
    object.insert("outcome".to_owned(), outcome.into());
    object.insert("message".to_owned(), row.to_string().into());
    match row.outcome() {
        FileOutcome::Ambiguous { candidates, .. } => {
            let candidates: Value = candidates.iter().map(ToString::to_string).collect();
            object.insert("candidates".to_owned(), candidates);
        }
        FileOutcome::Duplicate { of, .. } => _ = object.insert("of".to_owned(), (&**of).into()),
        _ => _ = why.map(|why| object.insert("why".to_owned(), why.into())),
    }
    Value::Object(object)
}

/// Pictures have no alt texts yet, and an import that is not lenient refuses them.
fn without_alt(told: &mut Told, publication: &Publication, out: &Path) {
    let has_alt = |asset: &&omnimedia::Asset| {
        asset.texts().any(|(_, text)| text.get(Field::Alt).is_some_and(|alt| !alt.is_empty()))
    };
    let images = publication.assets().filter(|asset| asset.kind() == Kind::Image);
    let without = images.filter(|asset| !has_alt(asset)).count() as u64;
    told.set("without_alt_text", without);
    if without > 0 {
        let pictures = many(without, "picture has no alt text", "pictures have no alt text");
        let text =
            format!("{pictures}: fill ImageAltText in {}, or import it with `--lenient`", out.display());
        told.fact(Style::Bad, "to do", &text);
    }
}
