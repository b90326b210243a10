//! Tables, fitted to the width of the terminal.

use super::{COLOURED, TextStyle, colour};
use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Table, presets};
use morag_db::moment::age;
use std::collections::HashSet;
use std::io::IsTerminal;

/// Width of the terminal in columns; `None` if standard output is not a terminal.
pub fn terminal_width() -> Option<u16> {
    if std::io::stdout().is_terminal() { Table::new().width() } else { None }
}

/// Columns with ids.
const IDS: [&str; 4] = ["ID", "JOB", "OPERATION", "EXAMPLE JOB"];
/// The column with ids that are never shortened, since commands need them in full.
pub const WHOLE_ID: &str = "JOB ID";
/// Columns with times, in RFC 3339.
const TIMES: [&str; 9] = ["STARTED", "AT", "DEADLINE", "CREATED", "LAST RUN", "LAST USED", "LAST HEARTBEAT", "APPLIED AT", "RECEIVED"];
/// Minimum length of a shortened id; it contains the timestamp of a time-ordered id.
const SHORT_ID: usize = 13;
/// Minimum terminal width in columns for full ids and times.
const WIDE: u16 = 120;

fn beginning(text: &str, length: usize) -> String {
    text.chars().take(length).collect()
}

/// Shortens the ids of a column to unique prefixes of the same length; commands accept any unique prefix.
fn shorten_ids(rows: &mut [Vec<String>], column: usize) {
    let whole: HashSet<&str> = rows.iter().filter_map(|row| row.get(column)).map(String::as_str).collect();
    let longest = whole.iter().map(|id| id.len()).max().unwrap_or(0);
    let is_enough = |length: &usize| whole.iter().map(|id| beginning(id, *length)).collect::<HashSet<_>>().len() == whole.len();
    let length = (SHORT_ID..longest).find(is_enough).unwrap_or(longest);
    for id in rows.iter_mut().filter_map(|row| row.get_mut(column)) {
        *id = beginning(id, length);
    }
}

/// `2026-01-02T03:04:05Z` as `3h ago` or `in 5m`; any other text unchanged.
fn relative(text: &str, now: chrono::DateTime<chrono::Utc>) -> String {
    let Ok(time) = chrono::DateTime::parse_from_rfc3339(text) else { return text.to_string() };
    let seconds = (now - time.to_utc()).as_seconds_f64();
    if seconds < 0.0 { format!("in {}", age(-seconds)) } else { format!("{} ago", age(seconds)) }
}

/// Shortens the ids and times of a table for a narrow terminal.
fn narrow(header: &[&str], rows: &mut [Vec<String>]) {
    let now = chrono::Utc::now();
    for (column, title) in header.iter().enumerate() {
        if IDS.contains(title) {
            shorten_ids(rows, column);
        } else if TIMES.contains(title) {
            rows.iter_mut().filter_map(|row| row.get_mut(column)).for_each(|time| *time = relative(time, now));
        }
    }
}

/// Whether the terminal has no room for wide tables.
pub fn is_narrow() -> bool {
    terminal_width().is_some_and(|width| width < WIDE)
}

/// A table as wide as the terminal; ids and times are never wrapped. Without a terminal, nothing is wrapped or cut.
pub fn table(style_for: TextStyle, header: &[&str], mut rows: Vec<Vec<String>>) -> String {
    if is_narrow() {
        narrow(header, &mut rows);
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(header.iter().map(|h| h.to_string()));
    let is_unbroken = |title: &str| {
        matches!(
            title,
            WHOLE_ID
                | "KIND"
                | "TYPE"
                | "STATUS"
                | "STATE"
                | "VERDICT"
                | "FROM"
                | "TO"
                | "COMPLETED"
                | "WAIT"
                | "RUN"
                | "FINGERPRINT"
                | "LAST"
        ) || IDS.contains(&title)
            || TIMES.contains(&title)
    };
    for (column, _) in header.iter().enumerate().filter(|(_, title)| is_unbroken(title)) {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    let arrangement = if std::io::stdout().is_terminal() { ContentArrangement::Dynamic } else { ContentArrangement::Disabled };
    table.set_content_arrangement(arrangement);
    // before `force_no_tty`, after which the table no longer knows the width of the terminal
    if let Some(width) = table.width().filter(|_| std::io::stdout().is_terminal()) {
        table.set_width(width);
    }
    match style_for {
        TextStyle::Plain => table.force_no_tty(),
        TextStyle::Coloured => table.enforce_styling(),
    };
    for row in rows {
        table.add_row(row.iter().zip(header).map(|(text, title)| match colour(text).filter(|_| COLOURED.contains(title)) {
            Some(colour) => Cell::new(text).fg(colour),
            None => Cell::new(visible(text)),
        }));
    }
    table.lines().map(|line| format!("{}\n", without_margin(line.trim_end()))).collect()
}

/// A table line without the space before its first cell; in a coloured cell the space follows the escape sequence.
fn without_margin(line: &str) -> String {
    match line.strip_prefix(' ') {
        Some(rest) => rest.to_string(),
        None if line.starts_with('\u{1b}') => line.replacen("m ", "m", 1),
        None => line.to_string(),
    }
}

/// `text` with control characters and text direction marks escaped, so that they can't affect or mislead on a terminal.
pub fn visible(text: &str) -> String {
    let is_direction = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| if c == '\n' || (!c.is_control() && !is_direction(c)) { c.to_string() } else { c.escape_default().to_string() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_terminal_has_the_beginning_of_ids_and_relative_times() {
        let row = |id: &str, job: &str, time: &str| vec![id.to_string(), job.to_string(), time.to_string()];
        let at = |seconds| (chrono::Utc::now() + chrono::TimeDelta::seconds(seconds)).to_rfc3339();
        let mut rows = vec![
            row("019a2f3c-0000-7000-8000-000000000001", "a833bdcd-b6d1-4eb1-88dc-97e5aab5fe3d", &at(-7200)),
            row("019a2f3c-0000-7100-8000-000000000002", "a833bdcd-b6d1-4eb1-88dc-97e5aab5fe3d", "-"),
            row("019a2f3d-0000-7100-8000-000000000002", "x", &at(330)),
        ];
        narrow(&["ID", "JOB", "AT"], &mut rows);
        assert_eq!(rows[0], ["019a2f3c-0000-71".replace("71", "70"), "a833bdcd-b6d1".into(), "2h ago".into()]);
        assert_eq!(rows[1], ["019a2f3c-0000-71", "a833bdcd-b6d1", "-"]);
        assert_eq!(rows[2], ["019a2f3d-0000-71", "x", "in 5m"]);
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(visible("a\x1b[31mb\u{202e}c\r"), "a\\u{1b}[31mb\\u{202e}c\\r");
        assert_eq!(visible("schön 中文 😀"), "schön 中文 😀");
    }
}
