//! How a trial passes, fails or is skipped by name.

use std::fmt::Display;

use libtest_mimic::{Completion, Failed, Trial};

/// What a trial needs and this machine lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A tool: a skip, or a failure where `OMNIMEDIA_REQUIRE_ALL=1` promises that all tools are there.
    Tool(String),
    /// A folder of the shared vectors and data, which is not part of the repository: always a skip.
    Shared(String),
}

impl Missing {
    /// The reason, as it is printed.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::Tool(name) => format!("missing tool: {name}"),
            Self::Shared(name) => format!("missing shared folder: {name}"),
        }
    }

    /// Whether this is a failure rather than a skip, given that all tools are promised or not.
    #[must_use]
    pub fn fails(&self, all_tools: bool) -> bool {
        all_tools && matches!(self, Self::Tool(_))
    }
}

/// Why a trial did not pass.
#[derive(Debug)]
pub enum Stop {
    /// It could not run.
    Skip(Missing),
    /// It ran, and found this.
    Fail(String),
}

impl From<Missing> for Stop {
    fn from(missing: Missing) -> Self {
        Self::Skip(missing)
    }
}

impl<M: Display> From<M> for Stop {
    fn from(message: M) -> Self {
        Self::Fail(message.to_string())
    }
}

/// Whether this machine promises to have every tool.
#[must_use]
pub fn all_tools_promised() -> bool {
    std::env::var_os("OMNIMEDIA_REQUIRE_ALL").is_some_and(|value| value == "1")
}

/// A trial with its name; a panic is a failure too.
pub fn trial(name: &str, body: impl FnOnce() -> Result<(), Stop> + Send + 'static) -> Trial {
    Trial::ignorable_test(name, || settle(body(), all_tools_promised()))
}

/// The trials of a module: its functions `fn() -> Result<(), Stop>`, each under its own name.
#[macro_export]
macro_rules! trials {
    ($($body:ident),+ $(,)?) => {
        vec![$({
            let path = concat!(module_path!(), "::", stringify!($body));
            $crate::trial(path.split_once("::").map_or(path, |(_, name)| name), $body)
        }),+]
    };
}

/// What the harness is told.
///
/// # Errors
///
/// [`Failed`] when the trial failed, or lacks a tool that is promised.
pub fn settle(outcome: Result<(), Stop>, all_tools: bool) -> Result<Completion, Failed> {
    match outcome {
        Ok(()) => Ok(Completion::Completed),
        Err(Stop::Fail(message)) => Err(Failed::from(message)),
        Err(Stop::Skip(missing)) if missing.fails(all_tools) => Err(Failed::from(missing.reason())),
        Err(Stop::Skip(missing)) => Ok(Completion::ignored_with(missing.reason())),
    }
}
