//! Measuring: medians over rounds in which everything takes its turn.

use std::hint::black_box;
use std::time::Duration;
#[cfg(not(unix))]
use std::time::Instant;

/// A clock that stands still while the thread waits for a core that others use.
#[derive(Clone, Copy, Debug)]
pub struct Clock(#[cfg(unix)] Duration, #[cfg(not(unix))] Instant);

impl Clock {
    /// Starts.
    #[must_use]
    #[cfg(unix)]
    pub fn start() -> Self {
        Self(on_core())
    }

    /// Starts.
    #[must_use]
    #[cfg(not(unix))]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// What has passed.
    #[must_use]
    pub fn elapsed(self) -> Duration {
        #[cfg(unix)]
        return on_core().saturating_sub(self.0);
        #[cfg(not(unix))]
        return self.0.elapsed();
    }
}

/// How long this thread has been on a core.
#[cfg(unix)]
fn on_core() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the clock is one that every thread has, the place is ours.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// What one operation cost in each round, in nanoseconds.
#[derive(Clone, Debug)]
pub struct Series {
    /// What was measured.
    pub name: &'static str,
    /// By round.
    pub rounds: Vec<f64>,
}

/// The middle of some figures.
#[must_use]
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    match figures.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => figures[count / 2],
        count => f64::midpoint(figures[count / 2 - 1], figures[count / 2]),
    }
}

impl Series {
    /// The middle of its rounds.
    #[must_use]
    pub fn median(&self) -> f64 {
        median(self.rounds.clone())
    }

    /// The middle of the ratios to another series, round by round: what disturbs the machine for a
    /// while disturbs both.
    #[must_use]
    pub fn ratio(&self, other: &Series) -> f64 {
        median(self.rounds.iter().zip(&other.rounds).map(|(one, other)| one / other).collect())
    }
}

/// One thing to measure: from a place in the queries on, does so many operations, and gives
/// something that depends on all of them.
pub struct Subject<'m> {
    name: &'static str,
    run: Box<dyn FnMut(usize, usize) -> usize + 'm>,
}

impl core::fmt::Debug for Subject<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name)
    }
}

impl<'m> Subject<'m> {
    /// Something to measure.
    pub fn new(name: &'static str, run: impl FnMut(usize, usize) -> usize + 'm) -> Self {
        Self { name, run: Box::new(run) }
    }
}

/// Lets all subjects do `operations` from the place of each round, round after round; the first
/// round only warms up.
pub fn interleaved(
    subjects: &mut [Subject<'_>],
    rounds: usize,
    operations: usize,
    queries: usize,
) -> Vec<Series> {
    let empty = |subject: &Subject<'_>| Series { name: subject.name, rounds: Vec::with_capacity(rounds) };
    let mut all: Vec<Series> = subjects.iter().map(empty).collect();
    for round in 0..=rounds {
        for (at, (subject, series)) in subjects.iter_mut().zip(&mut all).enumerate() {
            // another part of the queries each time, so that no subject finds its data warm
            let parts = (queries / operations).max(1);
            let start = (round * 7 + at * 3) % parts * operations;
            let begin = Clock::start();
            black_box((subject.run)(black_box(start), operations));
            let taken = begin.elapsed().as_nanos() as f64 / operations as f64;
            if round > 0 {
                series.rounds.push(taken);
            }
        }
    }
    all
}

/// How long something takes, in seconds: the middle of several times.
pub fn seconds<T>(times: usize, mut run: impl FnMut() -> T) -> f64 {
    let one = |_| {
        let begin = Clock::start();
        let result = black_box(run());
        let taken = begin.elapsed().as_secs_f64();
        drop(result);
        taken
    };
    median((0..times).map(one).collect())
}
