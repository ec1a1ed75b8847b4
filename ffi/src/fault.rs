//! Faults: why a call was refused, one by one.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::{Code, Faults};

use super::guard::{guard, output};
use super::handle::{Handled, borrow, hand_out, release, retain};
use super::status::{OMNIMEDIA_BAD_ARGUMENT, OMNIMEDIA_OK, omnimedia_status};
use super::view::omnimedia_str;

/// Why a call was refused: at least one fault, in the order of the input. Any thread may read it.
pub struct omnimedia_fault {
    _private: [u8; 0],
}

/// One fault. Its texts live as long as the handle that it is from.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_fault_info {
    /// The number of the fault, the same in every language.
    pub code: omnimedia_status,
    /// 1 where it is only a warning, else 0.
    pub is_warning: i32,
    /// The stable name of the code, such as `not_found`.
    pub name: omnimedia_str,
    /// What is wrong, in one line.
    pub message: omnimedia_str,
    /// Where: `row`, `line` and `column` and a path such as `products[3].media[0].locale`; empty where an argument
    /// itself is at fault.
    pub place: omnimedia_str,
    /// What to do about it, in one line.
    pub advice: omnimedia_str,
    /// The row of a manifest, counted from 1; 0 where there is none.
    pub row: u64,
    /// The line, counted from 1; 0 where there is none.
    pub line: u64,
    /// The column, counted from 1 in bytes; 0 where there is none.
    pub column: u64,
}

/// The faults of one call, with their places as text.
pub(crate) struct Told {
    faults: Faults,
    places: Vec<String>,
    whole: String,
}

impl Handled for Told {
    type Face = omnimedia_fault;
    const KIND: usize = 1;
}

impl From<Faults> for Told {
    fn from(faults: Faults) -> Self {
        let places = faults.iter().map(|fault| fault.place().to_string()).collect();
        Self { places, whole: faults.to_string(), faults }
    }
}

/// Where faults are written; NULL where nobody asks.
pub(crate) type Why<'call> = Option<&'call mut MaybeUninit<*mut omnimedia_fault>>;

/// Writes faults as a new handle.
pub(crate) fn tell(why: Why<'_>) -> impl FnOnce(Faults) {
    move |faults| {
        if let Some(why) = why {
            // Without a handle left there is the status alone.
            why.write(hand_out(Told::from(faults)).unwrap_or(std::ptr::null_mut()));
        }
    }
}

/// How many faults there are.
///
/// `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_fault_count(
    fault: *const omnimedia_fault,
    count: Option<&mut MaybeUninit<usize>>,
) -> omnimedia_status {
    guard(|| {
        output(count)?.write(borrow::<Told>(fault)?.faults.len());
        Ok(())
    })
}

/// One of the faults, counted from 0. Its texts live as long as the handle.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where there is no such fault; `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_fault_at(
    fault: *const omnimedia_fault,
    index: usize,
    info: Option<&mut MaybeUninit<omnimedia_fault_info>>,
) -> omnimedia_status {
    guard(|| {
        let info = output(info)?;
        let told = borrow::<Told>(fault)?;
        let place = told.places.get(index).ok_or(OMNIMEDIA_BAD_ARGUMENT)?;
        let fault = told.faults.iter().nth(index).ok_or(OMNIMEDIA_BAD_ARGUMENT)?;
        info.write(omnimedia_fault_info {
            code: fault.code().number(),
            is_warning: fault.code().is_warning().into(),
            name: omnimedia_str::lent(fault.code().name()),
            message: omnimedia_str::lent(fault.message()),
            place: omnimedia_str::lent(place),
            advice: omnimedia_str::lent(fault.advice()),
            row: fault.place().row().unwrap_or(0),
            line: fault.place().line().unwrap_or(0),
            column: fault.place().column().unwrap_or(0),
        });
        Ok(())
    })
}

/// All of the faults as text, a line each. It lives as long as the handle.
///
/// `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_fault_text(
    fault: *const omnimedia_fault,
    text: Option<&mut MaybeUninit<omnimedia_str>>,
) -> omnimedia_status {
    guard(|| {
        output(text)?.write(omnimedia_str::lent(&borrow::<Told>(fault)?.whole));
        Ok(())
    })
}

/// The name of a status, such as `not_found`, for logs: what stands in the list of codes. That of `OMNIMEDIA_OK` is `ok`.
/// It lives as long as the program.
///
/// `OMNIMEDIA_NULL_ARGUMENT`; `OMNIMEDIA_BAD_ARGUMENT` for a number that is no status. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_status_name(
    status: omnimedia_status,
    name: Option<&mut MaybeUninit<omnimedia_str>>,
) -> omnimedia_status {
    guard(|| {
        let name = output(name)?;
        let code = Code::ALL.iter().find(|code| code.number() == status);
        let word = match code {
            Some(code) => code.name(),
            None if status == OMNIMEDIA_OK => "ok",
            None => return Err(OMNIMEDIA_BAD_ARGUMENT),
        };
        name.write(omnimedia_str::lent(word));
        Ok(())
    })
}

/// One more reference to the faults, to be released like the first. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_fault_retain(fault: *const omnimedia_fault) -> omnimedia_status {
    guard(|| retain::<Told>(fault))
}

/// One reference less; with the last one the faults and their texts go. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_fault_release(fault: *mut omnimedia_fault) -> omnimedia_status {
    guard(|| release::<Told>(fault))
}
