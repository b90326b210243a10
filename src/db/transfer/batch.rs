//! Rows on their way from one database to another: values in a form that no engine owns.

use chrono::{DateTime, NaiveDate};

/// Logical type of a column, the same on every engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// UUID; text on engines without such a type, with or without hyphens.
    Uuid,
    /// Text that is the id of a job: a UUID, or text of its own, depending on the kind of the job.
    JobId,
    /// Text, also labels of an enum.
    Text,
    /// JSON.
    Json,
    /// Time in UTC.
    Time,
    /// Truth value.
    Bool,
    /// 64-bit float.
    Float,
    /// Whole number.
    Integer,
}

/// Value of a column in a [`Batch`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// NULL.
    Null,
    /// Whole number.
    Integer(i64),
    /// 64-bit float.
    Float(f64),
    /// Truth value.
    Bool(bool),
    /// Microseconds since 1970-01-01 00:00:00 UTC, in the years 1 to 9999.
    Time(i64),
    /// Text, a UUID or JSON, depending on the column.
    Text(&'a str),
    /// Text that is no value of the column's type, e.g. `infinity` in a column of times.
    Odd(&'a str),
    /// Bytes that are no text.
    Bytes(&'a [u8]),
}

#[derive(Clone, Copy, Debug)]
enum Slot {
    Null,
    Integer(i64),
    Float(f64),
    Bool(bool),
    Time(i64),
    Text(usize, usize),
    Odd(usize, usize),
    Bytes(usize, usize),
}

/// Rows of one table.
#[derive(Debug, Default)]
pub struct Batch {
    width: usize,
    slots: Vec<Slot>,
    bytes: Vec<u8>,
    /// Where the last row stands in the source, for reading on behind it.
    position: Vec<u8>,
}

impl Batch {
    /// Creates an empty batch of rows with `width` columns.
    pub fn new(width: usize) -> Batch {
        Batch { width, ..Batch::default() }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.slots.len().checked_div(self.width).unwrap_or(0)
    }

    /// Number of bytes that the values take.
    pub fn size(&self) -> usize {
        self.bytes.len() + self.slots.len() * 8
    }

    /// Whether another row should go into a batch of its own.
    pub fn is_full(&self) -> bool {
        self.rows() >= Batch::ROWS || self.size() >= Batch::BYTES
    }

    /// Most rows of a batch.
    const ROWS: usize = 4096;
    /// Bytes at which a batch is full; the row that fills it may be larger.
    const BYTES: usize = 2 << 20;

    /// The values of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        self.slots[row * self.width..(row + 1) * self.width].iter().map(|slot| match *slot {
            Slot::Null => Cell::Null,
            Slot::Integer(number) => Cell::Integer(number),
            Slot::Float(number) => Cell::Float(number),
            Slot::Bool(is_true) => Cell::Bool(is_true),
            Slot::Time(at) => Cell::Time(at),
            Slot::Text(start, end) => self.text(start, end).map_or(Cell::Bytes(&self.bytes[start..end]), Cell::Text),
            Slot::Odd(start, end) => self.text(start, end).map_or(Cell::Bytes(&self.bytes[start..end]), Cell::Odd),
            Slot::Bytes(start, end) => Cell::Bytes(&self.bytes[start..end]),
        })
    }

    fn text(&self, start: usize, end: usize) -> Option<&str> {
        std::str::from_utf8(&self.bytes[start..end]).ok()
    }

    /// The position of the last row in the source, where the source told one.
    pub fn last_position(&self) -> Option<&str> {
        std::str::from_utf8(&self.position).ok().filter(|position| !position.is_empty())
    }

    /// Sets the position of the row that was added last.
    pub(in crate::db) fn set_position(&mut self, position: &[u8]) {
        self.position.clear();
        self.position.extend_from_slice(position);
    }

    /// Takes over the position of other rows, of which these are made.
    pub(crate) fn keep_position_of(&mut self, other: &Batch) {
        self.position.clone_from(&other.position);
    }

    /// Adds a value behind the last one.
    pub fn push(&mut self, cell: Cell<'_>) {
        let slot = match cell {
            Cell::Null => Slot::Null,
            Cell::Integer(number) => Slot::Integer(number),
            Cell::Float(number) => Slot::Float(number),
            Cell::Bool(is_true) => Slot::Bool(is_true),
            Cell::Time(at) => Slot::Time(at),
            Cell::Text(text) => self.keep(text.as_bytes(), Slot::Text),
            Cell::Odd(text) => self.keep(text.as_bytes(), Slot::Odd),
            Cell::Bytes(bytes) => self.keep(bytes, Slot::Bytes),
        };
        self.slots.push(slot);
    }

    fn keep(&mut self, bytes: &[u8], slot: fn(usize, usize) -> Slot) -> Slot {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        slot(start, self.bytes.len())
    }

    /// Adds text that an engine sent for a value of `kind`.
    pub(in crate::db) fn push_text(&mut self, kind: Kind, text: &[u8]) {
        let Ok(text) = std::str::from_utf8(text) else { return self.push(Cell::Bytes(text)) };
        let cell = match kind {
            Kind::Text | Kind::Json | Kind::Uuid | Kind::JobId => Some(Cell::Text(text)),
            Kind::Time => parse_time(text).map(Cell::Time),
            Kind::Integer => text.parse().ok().map(Cell::Integer),
            Kind::Float => text.parse().ok().map(Cell::Float),
            Kind::Bool => match text {
                "t" | "1" | "true" => Some(Cell::Bool(true)),
                "f" | "0" | "false" => Some(Cell::Bool(false)),
                _ => None,
            },
        };
        self.push(cell.unwrap_or(Cell::Odd(text)));
    }

    /// Removes all rows; the memory is kept for the next ones, unless a large value made it grow.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.bytes.clear();
        self.position.clear();
        self.bytes.shrink_to(2 * Batch::BYTES);
    }
}

const DAY: i64 = 86_400_000_000;

/// Microseconds since 1970 of a time that any client wrote, read as UTC unless it has an offset; `None` outside the years
/// 1 to 9999, and for what is no time.
pub fn parse_time(text: &str) -> Option<i64> {
    plain_time(text.as_bytes()).or_else(|| {
        let at = crate::entity::parse_time(text)?.timestamp_micros();
        (time_text(at).len() == 26 && (FIRST..=LAST).contains(&at)).then_some(at)
    })
}

/// 0001-01-01 00:00:00.
const FIRST: i64 = -62_135_596_800_000_000;
/// 9999-12-31 23:59:59.999999.
const LAST: i64 = 253_402_300_799_999_999;

/// `2026-01-02 03:04:05[.ffffff][+00]`, the form in which servers send times.
fn plain_time(text: &[u8]) -> Option<i64> {
    let text = text.strip_suffix(b"+00").unwrap_or(text);
    if text.len() < 19
        || text[4] != b'-'
        || text[7] != b'-'
        || (text[10] != b' ' && text[10] != b'T')
        || text[13] != b':'
        || text[16] != b':'
    {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        text[range].iter().try_fold(0i64, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0')))
    };
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let fraction = match &text[19..] {
        [] => 0,
        [b'.', digits @ ..] if (1..=6).contains(&digits.len()) => {
            let value = number(20..text.len())?;
            value * 10i64.pow(6 - digits.len() as u32)
        }
        _ => return None,
    };
    if year == 0 || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year as i32, month as u32, day as u32)?;
    let days = i64::from(date.to_epoch_days());
    Some(days * DAY + ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction)
}

/// A time as `2026-01-02 03:04:05.000006`, which all engines read.
pub fn time_text(at: i64) -> String {
    let mut text = Vec::with_capacity(26);
    write_time(&mut text, at);
    String::from_utf8(text).unwrap_or_default()
}

/// Appends a time as [`time_text`] writes it.
pub(in crate::db) fn write_time(out: &mut Vec<u8>, at: i64) {
    use chrono::Datelike;
    let Some(date) = DateTime::from_timestamp_micros(at).map(|time| time.date_naive()) else { return };
    let rest = at.rem_euclid(DAY);
    let (seconds, fraction) = (rest / 1_000_000, rest % 1_000_000);
    let mut digits = |number: i64, width: u32, after: &[u8]| {
        for place in (0..width).rev() {
            out.push(b'0' + (number / 10i64.pow(place) % 10) as u8);
        }
        out.extend_from_slice(after);
    };
    digits(date.year().into(), 4, b"-");
    digits(date.month().into(), 2, b"-");
    digits(date.day().into(), 2, b" ");
    digits(seconds / 3600, 2, b":");
    digits(seconds / 60 % 60, 2, b":");
    digits(seconds % 60, 2, b".");
    digits(fraction, 6, b"");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_time_that_was_written_is_read_back(at in FIRST..=LAST) {
            prop_assert_eq!(parse_time(&time_text(at)), Some(at));
            prop_assert_eq!(parse_time(&format!("{}+00", time_text(at))), Some(at));
        }
    }

    #[test]
    fn times_of_every_client_are_one_number() {
        let at = parse_time("2026-01-02 03:04:05.1").unwrap();
        for text in ["2026-01-02T03:04:05.100Z", "2026-01-02 05:04:05.100000+02:00", "2026-01-02 03:04:05.1+00", "2026-01-02T03:04:05.1"] {
            assert_eq!(parse_time(text), Some(at), "{text}");
        }
        assert_eq!(parse_time("0001-01-01 00:00:00"), Some(FIRST));
        assert_eq!(parse_time("9999-12-31 23:59:59.999999"), Some(LAST));
        for text in ["infinity", "0044-03-15 00:00:00 BC", "10000-01-01 00:00:00", "0000-00-00 00:00:00", "2026-02-30 00:00:00", "now", ""]
        {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn a_batch_returns_what_was_put_in() {
        let mut batch = Batch::new(2);
        for (cell, position) in [(Cell::Text("ä"), "1"), (Cell::Bytes(&[0xff]), "17")] {
            batch.push(cell);
            batch.push(Cell::Null);
            batch.set_position(position.as_bytes());
        }
        assert_eq!(batch.rows(), 2);
        assert_eq!(batch.row(1).collect::<Vec<_>>(), [Cell::Bytes(&[0xff]), Cell::Null]);
        assert_eq!(batch.last_position(), Some("17"));
        batch.push_text(Kind::Time, b"infinity");
        batch.push_text(Kind::Float, b"-0.5");
        assert_eq!(batch.row(2).collect::<Vec<_>>(), [Cell::Odd("infinity"), Cell::Float(-0.5)]);
    }
}
