//! Parses durations and times as people write them; used by the command line, the HTTP API and the web page.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};
use std::time::Duration;

/// Longest duration, in seconds: 100 years. Dates further away may be outside an engine's range.
const LONGEST: f64 = 100.0 * 366.0 * 86_400.0;

/// Description of the duration format, for messages.
pub const DURATION: &str = "a number with ms, s, m, h, d or w, e.g. 30s, 90m, 7d";
/// Description of the time format, for messages.
pub const TIME: &str =
    "a time such as 2026-01-02T03:04:05Z, 2026-01-02 03:04, 2026-01-02 (UTC unless it has a zone), now, today, yesterday or 2h ago";

/// Parses a duration: `30s`, `500ms`, `5m`, `1h`, `7d`, `2w`; only 0 may have no unit.
///
/// # Errors
/// The expected format; the caller's message adds the given text.
pub fn duration(text: &str) -> Result<Duration, String> {
    let expected = || format!("expected {DURATION}");
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let factor = match unit {
        "ms" => 0.001,
        "" if number.bytes().all(|digit| digit == b'0') => 1.0,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        "w" => 7.0 * 86_400.0,
        _ => return Err(expected()),
    };
    if !number.starts_with(|c: char| c.is_ascii_digit()) || number.ends_with('.') {
        return Err(expected());
    }
    let seconds: f64 = number.parse().map_err(|_| expected())?;
    match Duration::try_from_secs_f64(seconds * factor) {
        Ok(duration) if duration.as_secs_f64() <= LONGEST => Ok(duration),
        _ => Err("a length of time is at most 36600d (100 years)".into()),
    }
}

/// A time of RFC 3339 in UTC without the fraction of its second.
pub fn whole_seconds(time: &str) -> String {
    match time.split_once('.') {
        Some((seconds, _)) => format!("{seconds}Z"),
        None => time.to_string(),
    }
}

/// Parses a time: RFC 3339; a date with or without a time, in UTC; `now`, `today`, `yesterday`; `2h ago`, or `2h` for the same.
///
/// # Errors
/// The expected format, or that the time is not within the years 1 to 9999.
pub fn time(text: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, String> {
    let text = text.trim();
    let midnight = |date: NaiveDate| date.and_time(NaiveTime::MIN).and_utc();
    let naive = || {
        let forms = ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"];
        forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()).map(|time| time.and_utc())
    };
    let ago = |length: &str| {
        let before = duration(length).ok().and_then(|length| TimeDelta::from_std(length).ok());
        before.and_then(|before| now.checked_sub_signed(before))
    };
    let found = match text.to_ascii_lowercase().as_str() {
        "now" => Some(now),
        "today" => Some(midnight(now.date_naive())),
        "yesterday" => now.date_naive().checked_sub_days(Days::new(1)).map(midnight),
        other => match other.strip_suffix("ago") {
            Some(length) => Some(ago(length.trim_end()).ok_or_else(|| format!("expected {TIME}"))?),
            None => ago(text)
                .or_else(|| text.parse().ok())
                .or_else(naive)
                .or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(midnight)),
        },
    };
    storable(found.ok_or_else(|| format!("expected {TIME}"))?)
}

/// Converts `time` to one that every engine can store: a leap second becomes the following second.
///
/// # Errors
/// A year before 1 or after 9999.
pub fn storable(time: DateTime<Utc>) -> Result<DateTime<Utc>, String> {
    let nanos = time.nanosecond();
    let time = if nanos < 1_000_000_000 {
        Some(time)
    } else {
        time.with_nanosecond(nanos - 1_000_000_000).and_then(|t| t.checked_add_signed(TimeDelta::seconds(1)))
    };
    time.filter(|t| (1..=9999).contains(&t.year()))
        .ok_or_else(|| "a time must be within the years 1 to 9999 in UTC, e.g. 2026-01-02T03:04:05Z".into())
}

/// Formats a duration in seconds, rounded for reading: `45s`, `12m`, `3h`, `9d`.
pub fn age(seconds: f64) -> String {
    let s = seconds.max(0.0);
    match s {
        _ if s < 90.0 => format!("{s:.0}s"),
        _ if s < 5400.0 => format!("{:.0}m", s / 60.0),
        _ if s < 129_600.0 => format!("{:.0}h", s / 3600.0),
        _ => format!("{:.0}d", s / 86_400.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units_up_to_weeks() {
        let seconds = |text: &str| duration(text).map(|d| d.as_secs_f64());
        assert_eq!(seconds("500ms"), Ok(0.5));
        assert_eq!(seconds("0"), Ok(0.0));
        assert_eq!(seconds("1.5h"), Ok(5400.0));
        assert_eq!(seconds("7d"), Ok(604_800.0));
        assert_eq!(seconds("2w"), Ok(1_209_600.0));
        assert_eq!(seconds("36600d"), Ok(36_600.0 * 86_400.0));
        for wrong in ["", "d", "30", "7", "0.5", ".5h", "1.h", "-1h", "1y", "1 h", "36601d", "1e9w"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_are_utc_unless_they_have_a_zone() {
        let now: DateTime<Utc> = "2026-11-26T18:34:09Z".parse().unwrap();
        for (text, expected) in [
            ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
            ("2026-01-02T03:04:05.5+02:00", "2026-01-02T01:04:05.5Z"),
            ("2026-01-02 03:04:05", "2026-01-02T03:04:05Z"),
            ("2026-01-02T03:04", "2026-01-02T03:04:00Z"),
            ("2026-01-02", "2026-01-02T00:00:00Z"),
            ("now", "2026-11-26T18:34:09Z"),
            ("Today", "2026-11-26T00:00:00Z"),
            ("yesterday", "2026-11-25T00:00:00Z"),
            ("2h ago", "2026-11-26T16:34:09Z"),
            ("7d ago", "2026-11-19T18:34:09Z"),
        ] {
            assert_eq!(time(text, now), Ok(expected.parse().unwrap()), "{text}");
        }
        for wrong in ["", "2026", "2026-13-01", "tomorrowish", "ago", "0000-01-01", "+12026-01-01T00:00:00Z"] {
            assert!(time(wrong, now).is_err(), "{wrong}");
        }
    }
}
