//! What the library calls: it goes on with the program.

use std::ffi::c_void;

use super::machine::Machine;

/// The machine that a callback belongs to.
///
/// # Safety
///
/// `user` is the machine that made the call, which waits for its end.
unsafe fn machine<'m>(user: *mut c_void) -> &'m Machine<'m> {
    // SAFETY: as above.
    unsafe { &*user.cast_const().cast::<Machine<'m>>() }
}

pub(super) unsafe extern "C" fn done(user: *mut c_void, _: u64, _: u64) -> i32 {
    // SAFETY: calls pass the machine.
    unsafe { machine(user) }.called_back()
}

/// `omnimedia_str`.
#[repr(C)]
pub(super) struct Row {
    data: *const u8,
    length: usize,
}

pub(super) unsafe extern "C" fn each(user: *mut c_void, row: Row) -> i32 {
    // SAFETY: calls pass the machine.
    let machine = unsafe { machine(user) };
    _ = machine.bytes(row.data as usize, row.length);
    machine.called_back()
}

pub(super) unsafe extern "C" fn written(user: *mut c_void, bytes: *const u8, length: usize) -> i32 {
    // SAFETY: calls pass the machine.
    let machine = unsafe { machine(user) };
    _ = machine.bytes(bytes as usize, length);
    machine.called_back()
}

pub(super) unsafe extern "C" fn read(
    user: *mut c_void,
    buffer: *mut u8,
    capacity: usize,
    filled: *mut usize,
) -> i32 {
    // SAFETY: calls pass the machine.
    let machine = unsafe { machine(user) };
    let manifest = &super::given::blobs()[5];
    let wanted = usize::from(machine.byte()) * 16;
    let given = &manifest[..wanted.min(manifest.len()).min(capacity)];
    machine.put(buffer as usize, given);
    machine.put(filled as usize, &given.len().to_le_bytes());
    machine.called_back()
}

pub(super) unsafe extern "C" fn progress(user: *mut c_void, _: *const c_void) -> i32 {
    // SAFETY: calls pass the machine.
    unsafe { machine(user) }.called_back()
}

pub(super) unsafe extern "C" fn released(user: *mut c_void) {
    // SAFETY: calls pass the machine.
    let machine = unsafe { machine(user) };
    machine.returned.set(machine.returned.get() + 1);
}
