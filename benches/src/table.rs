//! The table at the end.

use std::fmt::Write;

/// What came of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Within its limit.
    Met,
    /// Beyond it.
    Missed,
    /// No limit.
    Shown,
    /// Not measured.
    Skipped,
}

/// A row.
#[derive(Clone, Debug)]
struct Row {
    what: String,
    measured: String,
    beside: String,
    ratio: String,
    limit: String,
    verdict: Verdict,
}

/// What was measured, row by row.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<Row>,
}

/// On which side of the limit a figure is to be.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// At most this.
    Most(f64),
    /// At least this.
    Least(f64),
    /// Anywhere.
    None,
}

impl Limit {
    fn verdict(self, figure: f64) -> Verdict {
        match self {
            Limit::None => Verdict::Shown,
            Limit::Most(limit) if figure <= limit => Verdict::Met,
            Limit::Least(limit) if figure >= limit => Verdict::Met,
            Limit::Most(_) | Limit::Least(_) => Verdict::Missed,
        }
    }

    fn text(self, unit: &str) -> String {
        match self {
            Limit::Most(limit) => format!("≤ {limit}{unit}"),
            Limit::Least(limit) => format!("≥ {limit}{unit}"),
            Limit::None => String::new(),
        }
    }
}

/// Nanoseconds, for people.
#[must_use]
pub fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 1e3 => format!("{ns:.1} ns"),
        ns if ns < 1e6 => format!("{:.2} µs", ns / 1e3),
        ns if ns < 1e9 => format!("{:.2} ms", ns / 1e6),
        ns => format!("{:.2} s", ns / 1e9),
    }
}

/// Bytes, for people.
#[must_use]
pub fn size(bytes: f64) -> String {
    if bytes < 1e6 { format!("{:.1} kB", bytes / 1e3) } else { format!("{:.1} MB", bytes / 1e6) }
}

fn figure(figure: f64) -> String {
    if figure >= 100.0 { format!("{figure:.0}") } else { format!("{figure:.2}") }
}

impl Table {
    /// No row yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A heading.
    pub fn heading(&mut self, text: &str) {
        let row = |what: String| Row {
            what,
            measured: String::new(),
            beside: String::new(),
            ratio: String::new(),
            limit: String::new(),
            verdict: Verdict::Shown,
        };
        if !self.rows.is_empty() {
            self.rows.push(row(String::new()));
        }
        self.rows.push(row(text.to_uppercase()));
    }

    /// A ratio, with its limit.
    pub fn ratio(&mut self, what: &str, measured: String, beside: String, ratio: f64, limit: Limit) {
        self.figure(what, measured, beside, ratio, " ×", limit);
    }

    /// A figure in a unit, with its limit.
    pub fn figure(
        &mut self,
        what: &str,
        measured: String,
        beside: String,
        ratio: f64,
        unit: &str,
        limit: Limit,
    ) {
        println!("  {what}: {measured} {beside} {}{unit}", figure(ratio));
        self.rows.push(Row {
            what: what.to_owned(),
            measured,
            beside,
            ratio: format!("{}{unit}", figure(ratio)),
            limit: limit.text(unit),
            verdict: limit.verdict(ratio),
        });
    }

    /// A row without a ratio.
    pub fn shown(&mut self, what: &str, measured: String, beside: String) {
        println!("  {what}: {measured} {beside}");
        let (ratio, limit) = (String::new(), String::new());
        self.rows.push(Row {
            what: what.to_owned(),
            measured,
            beside,
            ratio,
            limit,
            verdict: Verdict::Shown,
        });
    }

    /// A bar that was not measured, and why.
    pub fn skipped(&mut self, what: &str, why: &str, limit: Limit) {
        println!("  {what}: skipped, {why}");
        self.rows.push(Row {
            what: what.to_owned(),
            measured: String::new(),
            beside: why.to_owned(),
            ratio: String::new(),
            limit: limit.text(" ×"),
            verdict: Verdict::Skipped,
        });
    }

    /// The table, and how many bars were met, missed and skipped.
    #[must_use]
    pub fn text(&self) -> String {
        let columns = |row: &Row| {
            [&row.what, &row.measured, &row.beside, &row.ratio, &row.limit].map(|text| text.chars().count())
        };
        let titles = ["", "measured", "beside", "ratio", "limit"];
        let mut widths = titles.map(str::len);
        for row in &self.rows {
            for (width, column) in widths.iter_mut().zip(columns(row)) {
                *width = column.max(*width);
            }
        }
        let [what, measured, beside, ratio, limit] = widths;
        let mut text = String::new();
        let mut line = |cells: [&str; 5], verdict: &str| {
            let [a, b, c, d, e] = cells;
            let line = format!("{a:what$}  {b:>measured$}  {c:beside$}  {d:>ratio$}  {e:limit$}  {verdict}");
            let _ = writeln!(text, "{}", line.trim_end());
        };
        line(titles, "");
        for row in &self.rows {
            let verdict = match row.verdict {
                Verdict::Met => "met",
                Verdict::Missed => "MISSED",
                Verdict::Shown => "",
                Verdict::Skipped => "skipped",
            };
            line([&row.what, &row.measured, &row.beside, &row.ratio, &row.limit], verdict);
        }
        let count = |verdict: Verdict| self.rows.iter().filter(|row| row.verdict == verdict).count();
        let (met, missed, skipped) = (count(Verdict::Met), count(Verdict::Missed), count(Verdict::Skipped));
        let _ = writeln!(text, "\n{met} bars met, {missed} missed, {skipped} skipped");
        text
    }
}
