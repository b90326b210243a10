//! Parsers of values that several commands take.

use morag_db::moment;
use std::time::Duration;

/// Parses a duration, e.g. `30s`.
pub fn duration(text: &str) -> Result<Duration, String> {
    moment::duration(text)
}

/// Parses the interval of a repeated command, longer than 0.
pub fn interval(text: &str) -> Result<Duration, String> {
    match moment::duration(text)? {
        Duration::ZERO => Err("must be longer than 0, e.g. 5s".into()),
        interval => Ok(interval),
    }
}

/// Parses a number of rows to show or change, at least 1.
pub fn positive(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("must be at least 1".into()),
        Ok(number) => Ok(number),
        Err(_) => Err("expected a whole number, e.g. 50".into()),
    }
}
