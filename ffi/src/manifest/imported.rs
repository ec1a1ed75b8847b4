//! What became of a manifest that was taken in.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::ffi::c_void;
use std::mem::MaybeUninit;

use omnimedia::{Fault, Faults, Imported, RowOutcome, wire};

use super::{Sink, Source, omnimedia_read, omnimedia_write};
use crate::bytes::{Made, omnimedia_bytes};
use crate::fault::{Told, omnimedia_fault, tell};
use crate::guard::{Refusal, explained, guard, output};
use crate::handle::{Handled, Room, borrow, named, release, retain, share};
use crate::status::omnimedia_status;
use crate::view::array;

/// What became of a manifest that was taken in: how each row ended. Any thread may read it.
pub struct omnimedia_imported {
    _private: [u8; 0],
}

pub(super) struct Report(Imported);

impl Handled for Report {
    type Face = omnimedia_imported;
    const KIND: usize = 9;
}

impl From<Imported> for Report {
    fn from(imported: Imported) -> Self {
        Self(imported)
    }
}

/// How many rows of a manifest ended how.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_import_counts {
    /// Rows that were read, but for those without anything in them.
    pub rows: u64,
    /// Rows without anything in them.
    pub empty_rows: u64,
    /// Rows that were applied.
    pub applied: u64,
    /// Rows that said what was so already.
    pub unchanged: u64,
    /// Rows whose choices keep what is there.
    pub kept: u64,
    /// Good rows held back since another row of their list is at fault.
    pub held_back: u64,
    /// Rows that were not applied since the import was cancelled.
    pub cancelled: u64,
    /// Rows at fault.
    pub failed: u64,
    /// Warnings in good rows.
    pub warnings: u64,
    /// Assets that were changed.
    pub assets: u64,
    /// Documents that were changed.
    pub documents: u64,
    /// 1 where no row failed, was held back or cancelled, else 0.
    pub is_clean: i32,
    /// 1 where the import was cancelled before all was done, else 0.
    pub is_cancelled: i32,
}

/// How many rows ended how.
///
/// `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_imported_counts(
    imported: *const omnimedia_imported,
    counts: Option<&mut MaybeUninit<omnimedia_import_counts>>,
) -> omnimedia_status {
    guard(|| {
        let place = output(counts)?;
        let imported = &borrow::<Report>(imported)?.0;
        let counts = imported.counts();
        place.write(omnimedia_import_counts {
            rows: counts.rows(),
            empty_rows: counts.empty_rows(),
            applied: counts.of(RowOutcome::Applied),
            unchanged: counts.of(RowOutcome::Unchanged),
            kept: counts.of(RowOutcome::Kept),
            held_back: counts.of(RowOutcome::HeldBack),
            cancelled: counts.of(RowOutcome::Cancelled),
            failed: counts.of(RowOutcome::Failed),
            warnings: counts.warnings(),
            assets: counts.assets(),
            documents: counts.documents(),
            is_clean: imported.is_clean().into(),
            is_cancelled: imported.is_cancelled().into(),
        });
        Ok(())
    })
}

fn hand_on<'f>(
    faults: impl Iterator<Item = &'f Fault>,
    out: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> Result<(), Refusal> {
    let room = Room::<Told>::new(out, "out")?;
    room.fill_or_null(Faults::new(faults.cloned().collect()));
    Ok(())
}

/// The first faults of rows, with row and column. A fault that many rows share stands once.
///
/// `out` gets a handle to be released with `omnimedia_fault_release`, or NULL where there are none; `why` may be NULL. Any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_imported_faults(
    imported: *const omnimedia_imported,
    out: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || hand_on(named::<Report>(imported, "imported")?.0.faults(), out))
}

/// The first warnings of good rows. Arguments as `omnimedia_imported_faults`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_imported_warnings(
    imported: *const omnimedia_imported,
    out: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || hand_on(named::<Report>(imported, "imported")?.0.warnings(), out))
}

/// The report as JSON: counts, faults and warnings.
///
/// `out` gets text to be released with `omnimedia_bytes_release`; `why` may be NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_imported_json(
    imported: *const omnimedia_imported,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        room.fill(wire::imported(&named::<Report>(imported, "imported")?.0));
        Ok(())
    })
}

/// Writes the manifest again, with how each row ended behind it: `Result`, `ResultTime`, `ErrorCode` and
/// `ResultDescription`. It can be taken in again, as the manifest could.
///
/// The manifest is read a second time: `reader` gives the same bytes as before. `reader` and `writer` are called with
/// `user`. `why` may be NULL.
///
/// `OMNIMEDIA_CHANGED_INPUT` where the bytes are others, or what refuses a manifest as a whole where they are none any
/// more; `OMNIMEDIA_READ`, `OMNIMEDIA_WRITE`, `OMNIMEDIA_BAD_ARGUMENT` for a reader that fills more than there is. What
/// was written then is a part of the result. Any thread. Linear in the manifest; memory for one row.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_imported_write_result(
    imported: *const omnimedia_imported,
    reader: omnimedia_read,
    writer: omnimedia_write,
    user: *mut c_void,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let mut source = Source::new(reader, user, "reader")?;
        let mut sink = Sink::new(writer, user, "writer")?;
        let report = share::<Report>(imported, "imported")?;
        let outcome = report.0.write_result(&mut source, &mut sink);
        source.judge(outcome)
    })
}

/// The same for a manifest of `len` bytes, which are lent for the call.
///
/// `out` gets the result manifest, to be released with `omnimedia_bytes_release`; `why` may be NULL.
/// `OMNIMEDIA_CHANGED_INPUT`. Any thread. Linear in the manifest.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_imported_result_bytes(
    imported: *const omnimedia_imported,
    bytes: *const u8,
    len: usize,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let bytes = array(bytes, len, "bytes")?;
        let mut result = Vec::new();
        named::<Report>(imported, "imported")?.0.write_result(bytes, &mut result)?;
        room.fill(result);
        Ok(())
    })
}

/// One more reference to the report, to be released like the first. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_imported_retain(imported: *const omnimedia_imported) -> omnimedia_status {
    guard(|| retain::<Report>(imported))
}

/// One reference less; with the last one the report goes. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_imported_release(imported: *mut omnimedia_imported) -> omnimedia_status {
    guard(|| release::<Report>(imported))
}
