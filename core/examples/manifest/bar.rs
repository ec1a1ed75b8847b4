//! The progress bar: on a terminal, and nowhere else.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use omnimedia::{ImportPhase, ImportProgress};
use std::io::Read;
use std::time::Duration;

/// One bar, for one thing after the other.
pub(crate) struct Bar {
    bar: ProgressBar,
}

const BYTES: &str = "  {msg:28} {wide_bar} {binary_bytes} of {binary_total_bytes}, {eta} left";
const THINGS: &str = "  {msg:28} {wide_bar} {human_pos} of {human_len}, {eta} left";
const UNKNOWN: &str = "  {msg:28} {spinner} {elapsed}";

impl Bar {
    /// A bar on standard error, or none.
    pub(crate) fn new(is_shown: bool) -> Self {
        let target = if is_shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self { bar: ProgressBar::with_draw_target(None, target) }
    }

    fn begin(&self, what: &'static str, form: &str, length: Option<u64>) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.disable_steady_tick();
        // the forms are ours, and well formed
        if let Ok(style) = ProgressStyle::with_template(form) {
            self.bar.set_style(style.progress_chars("━╸─"));
        }
        match length {
            Some(length) => self.bar.set_length(length),
            None => self.bar.unset_length(),
        }
        self.bar.set_message(what);
        self.bar.set_position(0);
        self.bar.reset_elapsed();
        self.bar.reset_eta();
    }

    /// Reads, and shows how far it is.
    pub(crate) fn reading<R: Read>(
        &self,
        what: &'static str,
        from: R,
        length: Option<u64>,
    ) -> impl Read + use<R> {
        self.begin(what, if length.is_some() { BYTES } else { UNKNOWN }, length);
        self.bar.wrap_read(from)
    }

    /// Shows how far an import is.
    pub(crate) fn import(&self, at: ImportProgress, last: &mut Option<ImportPhase>) {
        let is_new = last.replace(at.phase) != Some(at.phase);
        match at.phase {
            ImportPhase::Reading => {
                if is_new {
                    let form = if at.total_bytes.is_some() { BYTES } else { UNKNOWN };
                    self.begin("reading the manifest", form, at.total_bytes);
                }
                self.bar.set_position(at.bytes);
            }
            ImportPhase::Applying => {
                if is_new {
                    self.begin("applying", THINGS, Some(at.to_apply));
                }
                self.bar.set_position(at.applied);
            }
        }
    }

    /// Shows that something takes its time.
    pub(crate) fn working(&self, what: &'static str) {
        self.begin(what, UNKNOWN, None);
        if !self.bar.is_hidden() {
            self.bar.enable_steady_tick(Duration::from_millis(100));
        }
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
