//! Progress, cancelling, and the second reading.

use super::{Row, Shop, at, everywhere, master, named, picture, report, sheet};
use crate::exchange::{ImportPhase, ImportProgress};
use crate::fault::Code;
use crate::manifest::RowOutcome;
use crate::tenant::Target;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;

fn rows() -> Vec<Row> {
    (0..9_000).map(|at| picture(&format!("A{at:04}"))).chain([master("S2").and(named("A0001"))]).collect()
}

fn run(
    shop: &mut Shop,
    text: &str,
    stop: impl Fn(&ImportProgress) -> bool,
) -> (super::Report, Vec<ImportProgress>) {
    let mut all = Vec::new();
    let import = shop.import.clone().total_bytes(text.len() as u64);
    let imported = import.run_with(&mut shop.tenant, text.as_bytes(), &at("import", 1), |progress| {
        all.push(progress);
        if stop(&progress) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    (report(imported.unwrap(), text.as_bytes(), &import), all)
}

#[test]
fn progress_tells_rows_and_bytes_of_the_total_then_what_is_applied() {
    let text = sheet(&rows());
    let (_, all) = run(&mut Shop::publishing(), &text, |_| false);
    for pair in all.windows(2) {
        assert!(pair[0].phase <= pair[1].phase && pair[0].rows <= pair[1].rows);
        assert!(pair[0].bytes <= pair[1].bytes && pair[0].applied <= pair[1].applied);
    }
    let read = all.iter().rfind(|progress| progress.phase == ImportPhase::Reading).unwrap();
    assert_eq!((read.rows, read.bytes, read.to_apply), (9_001, text.len() as u64, 0));
    let last = all.last().unwrap();
    assert_eq!((last.phase, last.applied, last.to_apply), (ImportPhase::Applying, 9_001, 9_001));
    assert_eq!(last.total_bytes, Some(text.len() as u64));
    assert!(all.len() >= 5);
}

#[test]
fn cancelled_while_rows_are_read_nothing_is_changed() {
    let text = sheet(&rows());
    let mut shop = Shop::publishing();
    let before = shop.tenant.clone();
    let mut all = Vec::new();
    let imported = shop.import.run_with(&mut shop.tenant, text.as_bytes(), &at("import", 1), |progress| {
        all.push(progress);
        ControlFlow::Break(())
    });
    let imported = imported.unwrap();
    assert!(imported.is_cancelled() && !imported.is_clean() && shop.tenant == before);
    assert_eq!((all.len(), imported.counts().of(RowOutcome::Cancelled)), (1, all[0].rows));
    // in the result manifest no row was done, those that were not read included
    let mut result = Vec::new();
    imported.write_result(text.as_bytes(), &mut result).unwrap();
    let result = String::from_utf8(result).unwrap();
    assert_eq!(result.lines().filter(|line| line.contains("\tCancelled\t")).count(), 9_001);
    // which can be taken in, as the manifest could
    assert_eq!(shop.take_text(result.as_bytes()).of(RowOutcome::Applied), 9_001);
}

#[test]
fn cancelled_while_it_is_applied_the_report_says_what_was() {
    let text = sheet(&rows());
    let mut shop = Shop::publishing();
    let (report, _) = run(&mut shop, &text, |progress| progress.phase == ImportPhase::Applying);
    assert!(report.imported.is_cancelled());
    let there = shop.tenant.targets().count();
    assert_eq!(report.of(RowOutcome::Applied), there as u64);
    assert_eq!(report.imported.counts().assets(), there as u64);
    for (end, at) in report.ends.iter().zip(0..) {
        let is_there = match at {
            9_000 => shop.tenant.life(&everywhere("S2")).is_some(),
            at => shop.tenant.life(&Target::asset(format!("A{at:04}"))).is_some(),
        };
        assert_eq!(end.word, if is_there { "Applied" } else { "Cancelled" }, "{at}");
        assert_eq!(end.codes, if is_there { "" } else { "cancelled" });
    }
    assert!(there > 0 && there < 9_001);
    // the same manifest does the rest
    let rest = shop.take_text(text.as_bytes());
    assert_eq!(rest.of(RowOutcome::Applied), 9_001 - there as u64);
}

#[test]
fn what_goes_last_is_cancelled_too() {
    let mut shop = Shop::publishing();
    shop.take(&[picture("A1")]);
    let text = sheet(&[named("A1").with("MediaAction", "UnpublishAndDelete"), picture("A2")]);
    let (report, _) = run(&mut shop, &text, |progress| progress.phase == ImportPhase::Applying);
    assert_eq!(report.words(), ["Cancelled", "Applied"]);
    assert!(shop.tenant.life(&Target::asset("A1")).is_some());
}

#[test]
fn stopped_when_all_is_done_nothing_is_cancelled() {
    let mut shop = Shop::publishing();
    let (report, _) =
        run(&mut shop, &sheet(&[picture("A1")]), |progress| progress.phase == ImportPhase::Applying);
    assert_eq!(report.words(), ["Applied"]);
    assert!(report.imported.is_clean() && !report.imported.is_cancelled());
}

#[test]
fn stopped_before_any_good_row_it_is_cancelled() {
    let good = sheet(&[picture("A1")]);
    let (header, row) = good.split_once("\r\n").unwrap();
    let empty = "\t".repeat(header.matches('\t').count()) + "\r\n";
    for (first, outcome) in
        [(empty, RowOutcome::Cancelled), (row.replace("Image", "Picture"), RowOutcome::Failed)]
    {
        let text = format!("{header}\r\n{}{row}", first.repeat(5_000));
        let mut shop = Shop::publishing();
        let stopped = |_| ControlFlow::Break(());
        let imported =
            shop.import.run_with(&mut shop.tenant, text.as_bytes(), &at("import", 1), stopped).unwrap();
        assert!(imported.is_cancelled(), "{outcome:?}");
        // the result can be had, with the last row not done
        let mut result = Vec::new();
        imported.write_result(text.as_bytes(), &mut result).unwrap();
        let result = String::from_utf8(result).unwrap();
        assert!(result.trim_end().lines().next_back().unwrap().contains("\tCancelled\t"));
    }
}

#[test]
fn the_second_reading_notices_another_manifest() {
    let shop = Shop::new();
    let text = sheet(&[picture("A1"), picture("A2")]);
    let imported = shop.import.run(&mut shop.tenant.clone(), text.as_bytes(), &at("import", 1)).unwrap();
    let write = |text: &str| imported.write_result(text.as_bytes(), Vec::new()).unwrap_err();
    let fewer = sheet(&[picture("A1")]);
    for other in [fewer, sheet(&[picture("A1"), picture("A3")]), format!("{text}\r\n")] {
        assert_eq!(write(&other).first().code(), Code::ChangedInput);
    }
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is full"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(io::Error::other("the disk is full"))
    }
}

#[test]
fn what_cannot_be_read_or_written_says_so_and_changes_nothing() {
    let mut shop = Shop::new();
    let text = sheet(&[picture("A1")]);
    let before = shop.tenant.clone();
    let broken = text.as_bytes().chain(Broken);
    let faults = shop.import.run(&mut shop.tenant, broken, &at("import", 1)).unwrap_err();
    assert_eq!(faults.first().code(), Code::Read);
    assert!(faults.first().to_string().contains("the disk is gone"));
    assert!(shop.tenant == before);
    let imported = shop.import.run(&mut shop.tenant, text.as_bytes(), &at("import", 1)).unwrap();
    let faults = imported.write_result(text.as_bytes(), Broken).unwrap_err();
    assert_eq!(faults.first().code(), Code::Write);
}
