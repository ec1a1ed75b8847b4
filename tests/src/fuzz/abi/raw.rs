//! A call of a C function whose parameters are known only when the program runs: all are numbers, pointers and
//! texts, for which the calling convention has few rules.

/// An argument: a number or pointer, or a structure of two of them that is passed by value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Argument {
    /// In one register, or one place of the stack.
    Word(usize),
    /// In two registers, or two places of the stack.
    Pair(usize, usize),
}

/// How many registers carry arguments, and whether one that was passed over for a pair serves the next argument.
const REGISTERS: Option<(usize, bool)> = if cfg!(all(target_arch = "x86_64", unix)) {
    Some((6, true))
} else if cfg!(all(target_arch = "aarch64", unix)) {
    Some((8, false))
} else {
    None
};
/// As many places of the stack as any function of the header takes, and some.
const STACK: usize = 16;
const WORDS: usize = 8 + STACK;

/// Whether the calling convention of this machine is known.
pub(super) const fn is_known() -> bool {
    REGISTERS.is_some() && size_of::<usize>() == 8
}

/// Calls a function, whose result is a number.
///
/// # Safety
///
/// The function takes these arguments, and each is what its parameter wants.
pub(super) unsafe fn call(function: *const (), arguments: &[Argument]) -> usize {
    let (registers, fills) = REGISTERS.expect("a calling convention that is known");
    let (mut used, mut stacked) = (0, 0);
    let mut words = [0_usize; WORDS];
    let mut put = |argument: &[usize]| {
        if used + argument.len() <= registers {
            words[used..used + argument.len()].copy_from_slice(argument);
            used += argument.len();
        } else {
            if !fills {
                used = registers;
            }
            let at = registers + stacked;
            words[at..at + argument.len()].copy_from_slice(argument);
            stacked += argument.len();
        }
    };
    for argument in arguments {
        match *argument {
            Argument::Word(word) => put(&[word]),
            Argument::Pair(one, other) => put(&[one, other]),
        }
    }
    assert!(stacked <= STACK, "a function with {stacked} words on the stack");
    macro_rules! with {
        ($($at:literal)+) => {{
            type Taking = unsafe extern "C" fn($(with!(@word $at)),+) -> usize;
            // SAFETY: arguments behind those that the function takes lie where it does not look.
            unsafe {
                let function: Taking = std::mem::transmute(function);
                function($(words[$at]),+)
            }
        }};
        (@word $at:literal) => { usize };
    }
    with!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23)
}
