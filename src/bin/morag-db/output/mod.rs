//! Writes reports: as a table for people, as JSON, NDJSON or CSV for programs, all from the same value.

pub mod accounts;
pub mod adopt;
pub mod job_figures;
pub mod jobs;
pub mod reports;
pub mod verify;

use crate::args::{Format, Global, When};
use crate::hint_commands;
use comfy_table::{Cell, Color, ColumnConstraint, ContentArrangement, Table, presets};
use morag_db::error::{Error, Result};
use morag_db::moment::age;
use serde::Serialize;
use serde_json::Value;
use std::collections::HashSet;
use std::io::{IsTerminal, Write};

/// Whether text output uses colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextStyle {
    Plain,
    Coloured,
}

/// A report that can be shown.
pub trait Report: Serialize {
    /// The report as text for people. It may leave out fields, but never computes new ones.
    fn text(&self, style_for: TextStyle) -> String;

    /// The rows for NDJSON and CSV, one value each; the report itself if it is not a list.
    fn rows(&self) -> Vec<Value> {
        serde_json::to_value(self).into_iter().collect()
    }

    /// Whether its text contains `morag-db` commands, to which this run's global options are then added.
    fn names_commands(&self) -> bool {
        false
    }

    /// The report as JUnit XML, for CI systems; `None` if it has no such form.
    fn junit(&self) -> Option<String> {
        None
    }

    /// The report as GitHub Actions workflow commands; `None` if it has no such form.
    fn github(&self) -> Option<String> {
        None
    }
}

/// The output format: `--output`, then MORAG_OUTPUT, then a table.
pub fn format(global: &Global) -> Result<Format> {
    if let Some(format) = global.output {
        return Ok(format);
    }
    match std::env::var("MORAG_OUTPUT").ok().filter(|v| !v.is_empty()).as_deref() {
        None | Some("table") => Ok(Format::Table),
        Some("json") => Ok(Format::Json),
        Some("ndjson") => Ok(Format::Ndjson),
        Some("csv") => Ok(Format::Csv),
        Some("junit") => Ok(Format::Junit),
        Some("github") => Ok(Format::Github),
        Some(other) => Err(Error::configuration(format!(
            "MORAG_OUTPUT is '{other}': expected table, json, ndjson or csv (for verify also junit or github)"
        ))),
    }
}

/// Whether to use colour on a stream.
pub fn wants_colour(when: When, is_terminal: bool) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => is_terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
    }
}

/// Whether text on a stream is plain or coloured.
pub fn style_for(when: When, is_terminal: bool) -> TextStyle {
    if wants_colour(when, is_terminal) { TextStyle::Coloured } else { TextStyle::Plain }
}

/// Writes a report to standard output.
pub fn show(global: &Global, report: &impl Report) -> Result<()> {
    let text = match format(global)? {
        Format::Table if report.names_commands() => {
            hint_commands::complete(global, &report.text(style_for(global.color, std::io::stdout().is_terminal())))
        }
        Format::Table => report.text(style_for(global.color, std::io::stdout().is_terminal())),
        Format::Json => {
            let mut body = serde_json::Map::new();
            body.insert("schema_version".into(), 1.into());
            if let Value::Object(fields) = value(report)? {
                body.extend(fields);
            }
            let mut body = Value::Object(body);
            if report.names_commands() {
                hint_commands::complete_all(global, &mut body);
            }
            format!("{body:#}\n")
        }
        Format::Ndjson => report.rows().iter().map(|row| format!("{row}\n")).collect(),
        Format::Csv => csv(&report.rows())?,
        Format::Junit => report.junit().ok_or_else(no_such_form)?,
        Format::Github => report.github().ok_or_else(no_such_form)?,
    };
    write(&text)
}

/// The error, returned before anything is done, for an output format that the command does not have.
pub fn no_such_form() -> Error {
    Error::configuration("--output junit and --output github are only for verify; other commands have table, json, ndjson and csv")
}

fn value(report: &impl Report) -> Result<Value> {
    serde_json::to_value(report).map_err(|e| Error::internal("writing the report as JSON", e))
}

/// Draws a report over the previous one, in one write so that it does not flicker.
pub fn redraw(global: &Global, report: &impl Report) -> Result<()> {
    let text = report.text(style_for(global.color, true));
    write(&format!("\u{1b}[H{}\u{1b}[J", text.replace('\n', "\u{1b}[K\n")))
}

/// Writes to standard output; a closed pipe (`| head`) is no error.
pub fn write(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::Io { doing: "writing", path: "standard output".into(), source: e })
        }
        _ => Ok(()),
    }
}

/// Writes a file atomically: a temporary file in the same folder is renamed.
pub fn write_file(path: &std::path::Path, text: &str) -> Result<()> {
    let failed = |source| Error::Io { doing: "writing", path: path.to_owned(), source };
    // a device or a pipe is written directly
    if path.exists() && !path.is_file() {
        return std::fs::write(path, text).map_err(failed);
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = std::path::PathBuf::from(beside);
    let written = std::fs::File::create(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&beside, path)
    });
    written.map_err(|source| {
        // remove the incomplete temporary file; if that fails too, the first error is returned
        if let Err(error) = std::fs::remove_file(&beside) {
            tracing::debug!(%error, "removing what was written");
        }
        failed(source)
    })
}

/// Standard error, for everything but the result. Write errors, e.g. a closed pipe, are ignored so that the operation continues.
#[derive(Clone, Copy, Debug, Default)]
pub struct LossyStderr;

impl Write for LossyStderr {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match std::io::stderr().write(bytes) {
            Ok(0) | Err(_) => Ok(bytes.len()),
            written => written,
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Writes a line to standard error.
pub fn say(line: &str) {
    // `LossyStderr` never returns an error
    LossyStderr.write_all(format!("{line}\n").as_bytes()).unwrap_or_default();
}

fn csv(rows: &[Value]) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let objects: Vec<_> = rows.iter().filter_map(Value::as_object).collect();
    // rows with different fields share all columns; missing fields are empty
    let mut columns: Vec<&String> = Vec::new();
    for key in objects.iter().flat_map(|object| object.keys()) {
        if !columns.contains(&key) {
            columns.push(key);
        }
    }
    let header = columns.iter().map(|column| column.to_string()).collect::<Vec<_>>();
    let line =
        |object: &&serde_json::Map<String, Value>| columns.iter().map(|column| object.get(*column).map_or(String::new(), cell)).collect();
    for line in std::iter::once(header).chain(objects.iter().map(line)).take(if objects.is_empty() { 0 } else { usize::MAX }) {
        writer.write_record(line).map_err(|e| Error::internal("writing the report as CSV", e))?;
    }
    let bytes = writer.into_inner().map_err(|e| Error::internal("writing the report as CSV", e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// `text` in the colour of the state that it names.
pub fn paint(style_for: TextStyle, text: &str) -> String {
    let code = match colour(text.trim_end()) {
        Some(Color::Green) => 32,
        Some(Color::Yellow) => 33,
        Some(Color::Red) => 31,
        _ => return text.to_string(),
    };
    if style_for == TextStyle::Coloured { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
}

/// The columns with states. Only these are coloured: a type or a worker may have the name of a state.
const COLOURED: [&str; 6] = ["STATUS", "STATE", "STANDING", "VERDICT", "FROM", "TO"];

/// The colour of a state.
fn colour(word: &str) -> Option<Color> {
    match word {
        "pass" | "applied" | "exact" | "right" | "completed" | "alive" | "accepted" | "repeated" => Some(Color::Green),
        "warn" | "pending" | "running" | "migrating" | "processing" | "timeout" | "stale" | "name" | "extra" => Some(Color::Yellow),
        "fail" | "failed" | "modified" | "unknown" | "out of order" | "foreign" | "drift" | "data" | "repair needed" => Some(Color::Red),
        _ => None,
    }
}

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

/// A table as wide as the terminal; ids and times are never wrapped. Without a terminal, nothing is wrapped or cut.
pub fn table(style_for: TextStyle, header: &[&str], mut rows: Vec<Vec<String>>) -> String {
    if terminal_width().is_some_and(|width| width < WIDE) {
        narrow(header, &mut rows);
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(header.iter().map(|h| h.to_string()));
    let is_unbroken = |title: &str| {
        matches!(title, WHOLE_ID | "KIND" | "TYPE" | "STATUS" | "STATE" | "VERDICT" | "FROM" | "TO" | "COMPLETED" | "WAIT" | "RUN")
            || IDS.contains(&title)
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
