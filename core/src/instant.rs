//! Instants: when something happened or is to happen. Nothing here reads a clock.

use crate::fault::{Code, Fault, shortened};
use core::fmt;
use core::str::FromStr;
use jiff::Timestamp;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

/// A moment of time, to the nanosecond, as the caller's clock has it.
///
/// It is written as RFC 3339 has it, in UTC: `2026-12-01T07:00:00Z`.
///
/// ```
/// use omnimedia::Instant;
/// let instant: Instant = "2026-12-01T08:00:00+01:00".parse()?;
/// assert_eq!(instant.to_string(), "2026-12-01T07:00:00Z");
/// assert!("tomorrow".parse::<Instant>().is_err());
/// # Ok::<(), omnimedia::Fault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Timestamp);

impl Instant {
    /// The moment so many seconds after the beginning of 1970 in UTC; the nearest there is where
    /// that is outside the years -9999 to 9999.
    ///
    /// ```
    /// use omnimedia::Instant;
    /// assert_eq!(Instant::from_unix_seconds(0).to_string(), "1970-01-01T00:00:00Z");
    /// ```
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Self {
        let nearest = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Self(Timestamp::new(seconds, 0).unwrap_or(nearest))
    }

    /// Whole seconds since the beginning of 1970 in UTC, less than 0 before it: those of the last whole second that is not
    /// after the moment.
    ///
    /// ```
    /// use omnimedia::Instant;
    /// let instant: Instant = "1969-12-31T23:59:59.25Z".parse()?;
    /// assert_eq!(instant.unix_seconds(), -1);
    /// # Ok::<(), omnimedia::Fault>(())
    /// ```
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        // before 1970 the parts of a second are negative
        self.0.as_second().saturating_sub(i64::from(self.0.subsec_nanosecond() < 0))
    }

    /// How many seconds lie between two moments, whichever is the earlier; a part of a second counts
    /// as one.
    #[must_use]
    pub fn seconds_between(self, other: Self) -> u64 {
        let nanos = self.0.as_nanosecond().abs_diff(other.0.as_nanosecond());
        u64::try_from(nanos.div_ceil(1_000_000_000)).unwrap_or(u64::MAX)
    }
}

impl FromStr for Instant {
    type Err = Fault;

    /// # Errors
    /// `malformed_instant` for what is no date and time with an offset, such as
    /// `2026-12-01T08:00:00+01:00` or `2026-12-01T07:00:00Z`, or lies outside the years -9999 to 9999:
    /// the last two days of 9999 are outside, since some clock would show the year 10000.
    fn from_str(text: &str) -> Result<Self, Fault> {
        text.parse().map(Self).map_err(|_| unreadable(text))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The fault for a text that was not read, which may be an instant that is too far away.
fn unreadable(text: &str) -> Fault {
    let is_whole = |pieces: &Pieces<'_>| pieces.time().is_some() && pieces.to_numeric_offset().is_some();
    if !Pieces::parse(text).is_ok_and(|pieces| is_whole(&pieces)) {
        return malformed(text);
    }
    Fault::new(
        Code::MalformedInstant,
        format!("`{}` is farther away than an instant may be", shortened(text)),
        format!("give one from `{}` to `{}`", Timestamp::MIN, Timestamp::MAX),
    )
}

fn malformed(text: &str) -> Fault {
    Fault::new(
        Code::MalformedInstant,
        format!("`{}` is no instant", shortened(text)),
        "write date, time and offset, such as `2026-12-01T08:00:00+01:00`",
    )
}

/// An instant as people say it: with the offset from UTC of their clocks (SPEC section 8).
///
/// The offset makes no difference to when it is; it is kept for showing.
///
/// ```
/// use omnimedia::{Instant, LocalInstant};
/// let sale: LocalInstant = "2026-12-01T08:00:00+01:00".parse()?;
/// assert_eq!(sale.to_string(), "2026-12-01T08:00:00+01:00");
/// assert_eq!(sale.instant(), "2026-12-01T07:00:00Z".parse::<Instant>()?);
/// assert_eq!(sale.offset_seconds(), 3600);
/// # Ok::<(), omnimedia::Fault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct LocalInstant {
    instant: Instant,
    offset: Offset,
}

impl LocalInstant {
    /// The moment.
    #[must_use]
    pub fn instant(&self) -> Instant {
        self.instant
    }

    /// How far the clocks are ahead of UTC.
    #[must_use]
    pub fn offset_seconds(&self) -> i32 {
        self.offset.seconds()
    }
}

impl From<Instant> for LocalInstant {
    /// The moment, in UTC.
    fn from(instant: Instant) -> Self {
        Self { instant, offset: Offset::UTC }
    }
}

impl FromStr for LocalInstant {
    type Err = Fault;

    /// # Errors
    /// As for [`Instant`]; also for an offset with seconds, which no clock is set by and which is
    /// written without them.
    fn from_str(text: &str) -> Result<Self, Fault> {
        let offset = Pieces::parse(text).ok().and_then(|pieces| pieces.to_numeric_offset());
        let offset = offset.filter(|offset| offset.seconds() % 60 == 0).ok_or_else(|| malformed(text))?;
        Ok(Self { instant: text.parse()?, offset })
    }
}

impl fmt::Display for LocalInstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.offset == Offset::UTC {
            return self.instant.fmt(f);
        }
        self.instant.0.display_with_offset(self.offset).fmt(f)
    }
}

impl fmt::Debug for LocalInstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::{Instant, LocalInstant};

    #[test]
    fn whole_seconds_are_never_later() {
        for (text, seconds) in [
            ("1969-12-31T23:59:59Z", -1),
            ("1969-12-31T23:59:58.000000001Z", -2),
            ("1970-01-01T00:00:00.999999999Z", 0),
        ] {
            let instant: Instant = text.parse().unwrap();
            assert_eq!(instant.unix_seconds(), seconds, "{text}");
            assert!(Instant::from_unix_seconds(seconds) <= instant);
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["2026-12-01T08:00:00+01:00", "2026-12-01T08:00:00.25-05:30", "2026-12-01T08:00:00Z"] {
            let local: LocalInstant = text.parse().unwrap();
            assert_eq!(local.to_string(), text);
            assert_eq!(local.to_string().parse::<LocalInstant>().unwrap(), local);
            assert_eq!(local.instant().to_string().parse::<Instant>().unwrap(), local.instant());
        }
    }

    #[test]
    fn every_instant_that_is_read_is_written_so_that_it_is_read_again() {
        for text in [
            "2026-12-01T08:00:00.000000001+01:00",
            "2026-12-01T08:00:00-00:00",
            "20261201T080000+2359",
            "-009999-01-02T01:59:59Z",
            "-009999-01-02T01:59:59-25:00",
            "9999-12-30T22:00:00.999999999Z",
            "9999-12-30T22:00:00.999999999+25:59",
            "2026-12-01T08:00:00+01:00[Europe/Berlin]",
            "2026-12-01T23:59:60Z",
        ] {
            let local: LocalInstant = text.parse().unwrap();
            assert_eq!(local.to_string().parse::<LocalInstant>(), Ok(local), "{text}");
            let instant: Instant = text.parse().unwrap();
            assert_eq!(instant.to_string().parse::<Instant>(), Ok(instant), "{text}");
        }
        // it would be written with another offset
        for text in ["2026-12-01T08:00:00+01:00:30", "2026-12-01T08:00:00-00:00:01"] {
            assert!(text.parse::<LocalInstant>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_has_no_offset_is_no_instant() {
        for text in ["", "2026-12-01", "2026-12-01T08:00:00", "2026-13-01T08:00:00Z", "soon"] {
            assert!(text.parse::<Instant>().is_err(), "{text}");
            assert!(text.parse::<LocalInstant>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_too_far_away_is_told_from_what_is_no_instant() {
        let told = |text: &str| text.parse::<Instant>().unwrap_err().to_string();
        for text in ["9999-12-31T23:59:59Z", "-009999-01-01T00:00:00Z"] {
            assert_eq!(
                told(text),
                format!(
                    "`{text}` is farther away than an instant may be; \
                     give one from `-009999-01-02T01:59:59Z` to `9999-12-30T22:00:00.999999999Z`"
                )
            );
            assert_eq!(text.parse::<LocalInstant>().unwrap_err().to_string(), told(text));
        }
        for text in ["9999-12-31", "9999-12-31T23:59:59", "2026-02-30T09:00:00Z"] {
            assert!(told(text).starts_with(&format!("`{text}` is no instant; ")), "{}", told(text));
        }
    }

    #[test]
    fn a_part_of_a_second_counts_as_one() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let noon = at("2026-12-01T12:00:00Z");
        assert_eq!(noon.seconds_between(at("2026-12-01T12:05:00Z")), 300);
        assert_eq!(at("2026-12-01T12:00:00.5Z").seconds_between(noon), 1);
        assert_eq!(Instant::from_unix_seconds(i64::MIN), Instant::from_unix_seconds(i64::MIN + 1));
    }
}
