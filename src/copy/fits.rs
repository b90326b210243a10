//! What of a database another one can't store: found before anything is written.

use super::json;
use crate::db::transfer::{Batch, Cell, ColumnLimits, Kind, Limits, TableShape};
use serde::Serialize;
use std::collections::BTreeMap;

/// Why a value can't be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// NULL in a column that takes none.
    Null,
    /// More characters than the column takes.
    TooLong,
    /// More bytes than the column, or a packet of the server, takes.
    TooLarge,
    /// A label that the enum lacks.
    NoLabel,
    /// A time outside the range of the column.
    TimeOutOfRange,
    /// A whole number outside the range of the column.
    NumberOutOfRange,
    /// U+0000 in text.
    Nul,
    /// U+0000 in JSON.
    NulInJson,
    /// Half of a surrogate pair in JSON.
    LoneSurrogate,
    /// JSON with more levels than the engine reads.
    TooDeep,
    /// A number in JSON that the engine would round.
    Rounded,
    /// An infinite float, or one that is not a number.
    NotFinite,
    /// No value of the column's type.
    WrongType,
    /// A row that breaks a foreign key or a check; the engine of the source did not enforce it.
    BreaksRule,
    /// A row that refers to a table that is not copied, and has no rows in the target.
    MissingTable,
}

impl Reason {
    /// What is wrong, behind the number of values.
    pub fn text(self) -> &'static str {
        match self {
            Reason::Null => "NULL, where the target requires a value",
            Reason::TooLong => "longer than the target's column",
            Reason::TooLarge => "larger than the target accepts",
            Reason::NoLabel => "a label that the target's enum does not have",
            Reason::TimeOutOfRange => "a time outside the range of the target's column (1970 to 2038)",
            Reason::NumberOutOfRange => "a whole number outside the range of the target's column",
            Reason::Nul => "text with the character U+0000",
            Reason::NulInJson => "JSON with the character U+0000",
            Reason::LoneSurrogate => "JSON with half of a surrogate pair",
            Reason::TooDeep => "JSON nested deeper than the target accepts",
            Reason::Rounded => "JSON with a number that the target would round",
            Reason::NotFinite => "a float that is infinite or not a number",
            Reason::WrongType => "not a value of the column's type",
            Reason::BreaksRule => "a row that breaks this rule",
            Reason::MissingTable => "a reference to a table that is not copied",
        }
    }
}

/// Values of one column that can't be stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Misfit {
    /// The column, or the rule, e.g. `remote_jobs.result_data`.
    pub object: String,
    /// Why they can't be stored.
    pub reason: Reason,
    /// How many there are.
    pub values: u64,
    /// Primary keys of the first ones.
    pub first_keys: Vec<String>,
}

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plural = if self.values == 1 { "value" } else { "values" };
        write!(f, "{}: {} {plural}: {}", self.object, self.values, self.reason.text())?;
        if self.first_keys.is_empty() { Ok(()) } else { write!(f, " ({})", self.first_keys.join(", ")) }
    }
}

/// How many keys of misfits are named.
const KEYS: usize = 3;

/// Checks the rows of one table.
pub(super) struct Check<'a> {
    table: &'a TableShape,
    limits: Limits,
    columns: Vec<ColumnLimits>,
    found: BTreeMap<(usize, Reason), (u64, Vec<String>)>,
}

impl<'a> Check<'a> {
    /// Creates a check against the limits of the target, `columns` in the order of the table's columns.
    pub(super) fn new(table: &'a TableShape, limits: Limits, columns: Vec<ColumnLimits>) -> Check<'a> {
        Check { table, limits, columns, found: BTreeMap::new() }
    }

    /// Checks the rows of `batch`.
    pub(super) fn rows(&mut self, batch: &Batch) {
        for row in 0..batch.rows() {
            for (at, cell) in batch.row(row).enumerate() {
                let Some(reason) = misfit(&self.limits, &self.columns[at], self.table.columns[at].kind, cell) else { continue };
                let (values, keys) = self.found.entry((at, reason)).or_default();
                *values += 1;
                if keys.len() < KEYS {
                    keys.push(key_text(self.table, batch, row));
                }
            }
        }
    }

    /// What was found.
    pub(super) fn misfits(self) -> Vec<Misfit> {
        let object = |at: usize| format!("{}.{}", self.table.name, self.table.columns[at].name);
        let found = self.found.into_iter();
        found.map(|((at, reason), (values, first_keys))| Misfit { object: object(at), reason, values, first_keys }).collect()
    }
}

/// The primary key of a row, for messages.
pub(super) fn key_text(table: &TableShape, batch: &Batch, row: usize) -> String {
    let cells: Vec<Cell<'_>> = batch.row(row).collect();
    let text = |at: &usize| match cells.get(*at) {
        Some(Cell::Text(text) | Cell::Odd(text)) => text.chars().take(64).collect(),
        Some(Cell::Integer(number)) => number.to_string(),
        _ => "?".into(),
    };
    if table.key.is_empty() { "no key".into() } else { table.key.iter().map(text).collect::<Vec<String>>().join("/") }
}

/// Why `cell` can't be stored; `None` if it can.
fn misfit(limits: &Limits, column: &ColumnLimits, kind: Kind, cell: Cell<'_>) -> Option<Reason> {
    let is_in = |range: Option<(i64, i64)>, number: i64| range.is_none_or(|(least, most)| (least..=most).contains(&number));
    match cell {
        Cell::Null => (!column.takes_null).then_some(Reason::Null),
        _ if limits.takes_anything => None,
        Cell::Integer(number) => (!is_in(column.integers, number)).then_some(Reason::NumberOutOfRange),
        Cell::Time(at) => (!is_in(column.times, at)).then_some(Reason::TimeOutOfRange),
        Cell::Float(number) => (!number.is_finite() && !limits.takes_infinity).then_some(Reason::NotFinite),
        Cell::Bool(_) => None,
        Cell::Text(text) if kind == Kind::Json => json_misfit(limits, text),
        Cell::Text(text) if kind == Kind::Uuid && limits.needs_uuids => uuid::Uuid::parse_str(text).is_err().then_some(Reason::WrongType),
        Cell::Text(text) => text_misfit(limits, column, text),
        Cell::Odd(_) | Cell::Bytes(_) => Some(Reason::WrongType),
    }
}

fn text_misfit(limits: &Limits, column: &ColumnLimits, text: &str) -> Option<Reason> {
    if let Some(labels) = &column.labels {
        return (!labels.iter().any(|label| label == text)).then_some(Reason::NoLabel);
    }
    if !limits.takes_nul && text.contains('\0') {
        return Some(Reason::Nul);
    }
    // a character has at least one byte
    let is_too_long = |most: usize| text.len() > most && text.chars().nth(most).is_some();
    if column.characters.is_some_and(is_too_long) {
        return Some(Reason::TooLong);
    }
    let is_too_large = column.bytes.is_some_and(|most| text.len() > most) || text.len() as u64 > limits.value_bytes;
    is_too_large.then_some(Reason::TooLarge)
}

fn json_misfit(limits: &Limits, text: &str) -> Option<Reason> {
    let Some(json) = json::read(text) else { return Some(Reason::WrongType) };
    let reasons = [
        (limits.json_levels.is_some_and(|most| json.depth > most), Reason::TooDeep),
        (json.has_nul && !limits.takes_nul_in_json, Reason::NulInJson),
        (json.has_lone_surrogate && !limits.takes_lone_surrogates, Reason::LoneSurrogate),
        (!json.is_exact_in_doubles && !limits.keeps_json_numbers, Reason::Rounded),
        (text.len() as u64 > limits.value_bytes, Reason::TooLarge),
    ];
    reasons.into_iter().find(|(is_so, _)| *is_so).map(|(_, reason)| reason)
}
