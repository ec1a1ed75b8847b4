//! How a manifest is taken in.

use crate::manifest::Action;

/// The choices of an import.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options {
    pub(super) lenient: bool,
    pub(super) plain: bool,
    pub(super) dry_run: bool,
    pub(super) empty_action: Action,
    pub(super) most_faults: usize,
}
