/// The number of this ABI: it rises when a program built against an older header would no longer work.
///
/// Compare it with `omnimedia_abi_version()`, which tells the number of the library that was loaded.
pub const OMNIMEDIA_ABI_VERSION: u32 = 1;
