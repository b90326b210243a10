//! Writes reports: as a table for people, as JSON, NDJSON or CSV for programs, all from the same value.

pub mod accounts;
pub mod adopt;
pub mod archive;
pub mod bulk;
pub mod canary;
pub mod config;
pub mod copy;
pub mod failures;
pub mod init;
pub mod job_figures;
pub mod jobs;
pub mod lint;
pub mod reports;
mod table;
pub mod types;
pub mod undo;
pub mod verify;
pub mod version;
pub mod why;
pub mod worker;

use crate::args::{Format, Global, When};
use crate::hint_commands;
use comfy_table::Color;
use morag_db::error::{Error, Result};
use serde::Serialize;
use serde_json::Value;
use std::io::{IsTerminal, Write};
pub use table::{WHOLE_ID, is_narrow, table, visible};

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
            if let Some(read_from) = &global.read_from {
                body.insert("read_from".into(), value(read_from)?);
            }
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
    match (&global.read_from, format(global)?) {
        (Some(read_from), Format::Table) => write(&format!("{text}\n{read_from}\n")),
        // JSON has it in a field
        (None, _) | (_, Format::Json) => write(&text),
        (Some(read_from), _) => {
            say(&read_from.to_string());
            write(&text)
        }
    }
}

/// The error, returned before anything is done, for an output format that the command does not have.
pub fn no_such_form() -> Error {
    Error::configuration(
        "--output junit is only for verify, --output github for verify and migrate lint; other commands have table, json, ndjson and csv",
    )
}

fn value(report: &impl Serialize) -> Result<Value> {
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
const COLOURED: [&str; 5] = ["STATUS", "STATE", "VERDICT", "FROM", "TO"];

/// The colour of a state.
fn colour(word: &str) -> Option<Color> {
    match word {
        "pass" | "applied" | "exact" | "right" | "completed" | "alive" | "accepted" | "repeated" => Some(Color::Green),
        "warn" | "pending" | "running" | "migrating" | "processing" | "timeout" | "stale" | "name" | "extra" => Some(Color::Yellow),
        "fail" | "failed" | "modified" | "unknown" | "out of order" | "foreign" | "drift" | "data" | "repair needed" => Some(Color::Red),
        _ => None,
    }
}
