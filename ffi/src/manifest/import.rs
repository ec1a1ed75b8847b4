//! Taking manifests in.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ops::ControlFlow;

use omnimedia::{Action, Import, ImportPhase, ImportProgress};

use super::imported::{Report, omnimedia_imported};
use super::{Source, omnimedia_read};
use crate::args::{choice, flag, omnimedia_choice};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::{Refusal, explained};
use crate::handle::{Room, share};
use crate::panics::midway;
use crate::status::omnimedia_status;
use crate::tenant::args::{omnimedia_stamp, stamp};
use crate::tenant::{Shared, omnimedia_tenant};
use crate::view::{Grows, array, sized};

/// Action: checked in as a draft; the default.
pub const OMNIMEDIA_ACTION_DRAFT: omnimedia_choice = 0;
/// Action: checked in and published.
pub const OMNIMEDIA_ACTION_PUBLISH_NOW: omnimedia_choice = 1;
/// Action: taken out of what shoppers see.
pub const OMNIMEDIA_ACTION_UNPUBLISH: omnimedia_choice = 2;
/// Action: taken out, and deleted.
pub const OMNIMEDIA_ACTION_UNPUBLISH_AND_DELETE: omnimedia_choice = 3;

const ACTIONS: [Action; 4] =
    [Action::Draft, Action::PublishNow, Action::Unpublish, Action::UnpublishAndDelete];

/// How a manifest is taken in. NULL means zeros.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_import_options {
    /// The size of this structure in bytes.
    pub size: usize,
    /// 1 makes a missing alt text a warning; with 0 its row is at fault.
    pub lenient: i32,
    /// 1 takes cells as they are, split at tabs; with 0 they are quoted as spreadsheets do.
    pub plain: i32,
    /// 1 only tries: the report is the same, and the tenant is what it was.
    pub dry_run: i32,
    /// `OMNIMEDIA_ACTION_…`: what a row without an action means.
    pub empty_action: omnimedia_choice,
    /// How many faults and warnings the report holds at most; 0 means 1,000.
    pub most_faults: u64,
    /// How many bytes the manifest has, for reports of progress; 0 where nobody knows.
    pub total_bytes: u64,
}

impl Grows for omnimedia_import_options {
    const FIRST: usize = size_of::<Self>();
}

fn import(given: *const omnimedia_import_options) -> Result<Import, Refusal> {
    let Some(given) = sized(given, "options")? else { return Ok(Import::new()) };
    let mut import = Import::new()
        .lenient(flag(given.lenient, "options.lenient")?)
        .plain(flag(given.plain, "options.plain")?)
        .dry_run(flag(given.dry_run, "options.dry_run")?)
        .empty_action(choice(given.empty_action, &ACTIONS, "options.empty_action")?);
    if given.most_faults != 0 {
        import = import.most_faults(usize::try_from(given.most_faults).unwrap_or(usize::MAX));
    }
    if given.total_bytes != 0 {
        import = import.total_bytes(given.total_bytes);
    }
    Ok(import)
}

/// Phase: rows are read and checked; nothing was changed yet.
pub const OMNIMEDIA_PHASE_READING: i32 = 0;
/// Phase: what was read is applied.
pub const OMNIMEDIA_PHASE_APPLYING: i32 = 1;

/// How far an import is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_import_progress {
    /// `OMNIMEDIA_PHASE_…`: what it is at.
    pub phase: i32,
    /// Rows read.
    pub rows: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Bytes of the whole manifest; 0 where nobody said.
    pub total_bytes: u64,
    /// Assets and documents applied.
    pub applied: u64,
    /// Assets and documents to apply; 0 while rows are read.
    pub to_apply: u64,
}

/// Is told from time to time how far an import is; `progress` is lent for the call. What it returns but 0 cancels the
/// import: while rows are read nothing is changed, later what was applied stays.
pub type omnimedia_progress =
    Option<extern "C" fn(user: *mut c_void, progress: *const omnimedia_import_progress) -> i32>;

fn asked(progress: omnimedia_progress, user: *mut c_void, at: ImportProgress) -> ControlFlow<()> {
    let Some(progress) = progress else { return ControlFlow::Continue(()) };
    let told = omnimedia_import_progress {
        phase: match at.phase {
            ImportPhase::Reading => OMNIMEDIA_PHASE_READING,
            ImportPhase::Applying => OMNIMEDIA_PHASE_APPLYING,
        },
        rows: at.rows,
        bytes: at.bytes,
        total_bytes: at.total_bytes.unwrap_or(0),
        applied: at.applied,
        to_apply: at.to_apply,
    };
    midway();
    let said = progress(user, &raw const told);
    midway();
    match said {
        0 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    }
}

/// Takes a manifest into a tenant, piece by piece.
///
/// Rows are read one by one; a bad row hides none of the others. `options` may be NULL. `reader` gives the bytes and
/// `progress`, which may be NULL, is told how far it is; both are called with `user`, and from them the tenant answers
/// `OMNIMEDIA_IN_USE`. `out` gets the report, to be released with `omnimedia_imported_release`; `why` may be NULL.
///
/// What is wrong with rows is in the report. What is wrong with the manifest as a whole refuses it, and nothing was
/// changed then: `OMNIMEDIA_NO_HEADER`, `OMNIMEDIA_DUPLICATE_COLUMN`, `OMNIMEDIA_ENCODING`,
/// `OMNIMEDIA_UNTERMINATED_QUOTE`, `OMNIMEDIA_LIMIT_COLUMNS`, `OMNIMEDIA_LIMIT_LINE`, `OMNIMEDIA_READ`,
/// `OMNIMEDIA_BAD_ARGUMENT` for a reader that fills more than there is; `OMNIMEDIA_IN_USE`. Any thread; changes the
/// tenant. Linear in the manifest, and in what it changes; memory for what it names, not for its rows.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_import(
    tenant: *const omnimedia_tenant,
    options: *const omnimedia_import_options,
    stamp: Option<&omnimedia_stamp>,
    reader: omnimedia_read,
    progress: omnimedia_progress,
    user: *mut c_void,
    out: Option<&mut MaybeUninit<*mut omnimedia_imported>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Report>::new(out, "out")?;
        let mut source = Source::new(reader, user, "reader")?;
        // a share, so that the tenant stays whatever the callbacks release
        let (shared, import, stamp) =
            (share::<Shared>(tenant, "tenant")?, import(options)?, self::stamp(stamp)?);
        let imported = shared.change("tenant", |authored| {
            let outcome =
                import.run_with(&mut authored.tenant, &mut source, &stamp, |at| asked(progress, user, at));
            source.judge(outcome)
        })?;
        room.fill(imported);
        Ok(())
    })
}

/// Takes a manifest of `len` bytes into a tenant. They are lent for the call.
///
/// All else as `omnimedia_tenant_import`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_import_bytes(
    tenant: *const omnimedia_tenant,
    options: *const omnimedia_import_options,
    stamp: Option<&omnimedia_stamp>,
    bytes: *const u8,
    len: usize,
    progress: omnimedia_progress,
    user: *mut c_void,
    out: Option<&mut MaybeUninit<*mut omnimedia_imported>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Report>::new(out, "out")?;
        let bytes = array(bytes, len, "bytes")?;
        let (shared, import, stamp) =
            (share::<Shared>(tenant, "tenant")?, import(options)?, self::stamp(stamp)?);
        let imported = shared.change("tenant", |authored| {
            let progress = |at| asked(progress, user, at);
            Ok(import.run_with(&mut authored.tenant, bytes, &stamp, progress)?)
        })?;
        room.fill(imported);
        Ok(())
    })
}
