//! The rows of an answer: cells by name and type. A cell that is missing or can't be read is an error that names the statement
//! and the column; nothing is taken for zero or for empty in silence.

use super::object_kind::ObjectKind;
use crate::error::{SqlError, SqlErrorKind};
use std::sync::Arc;

/// What the rows of one result have in common.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The statement, cut off, without its values.
    pub statement: Arc<str>,
    pub columns: Vec<String>,
}

/// A row of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub(super) shape: Arc<Shape>,
    pub(super) cells: Vec<Option<String>>,
}

/// What a cell can be read as.
pub trait Cell: Sized {
    /// What it is called in a message.
    const NAME: &'static str;

    /// Reads a cell; `None` where it is something else.
    fn read(cell: Option<&str>) -> Option<Self>;

    /// The same of a cell that nobody else needs.
    fn take(cell: &mut Option<String>) -> Option<Self> {
        Self::read(cell.as_deref())
    }
}

macro_rules! numbers {
    ($($ty:ty => $name:literal),*) => {
        $(impl Cell for $ty {
            const NAME: &'static str = $name;

            fn read(cell: Option<&str>) -> Option<Self> {
                cell?.parse().ok()
            }
        })*
    };
}

numbers!(i64 => "a whole number", u64 => "a whole number that is not negative", u32 => "a whole number of 32 bits", i32 => "a whole number of 32 bits", char => "one character", usize => "a whole number that is not negative", f64 => "a number");

impl Cell for String {
    const NAME: &'static str = "text";

    fn read(cell: Option<&str>) -> Option<Self> {
        cell.map(String::from)
    }

    fn take(cell: &mut Option<String>) -> Option<Self> {
        cell.take()
    }
}

impl Cell for bool {
    const NAME: &'static str = "true or false";

    fn read(cell: Option<&str>) -> Option<Self> {
        match cell? {
            "t" | "true" | "1" | "ON" => Some(true),
            "f" | "false" | "0" | "OFF" => Some(false),
            _ => None,
        }
    }
}

impl Cell for ObjectKind {
    const NAME: &'static str = "a kind of object";

    fn read(cell: Option<&str>) -> Option<Self> {
        Some(ObjectKind::from(cell?.to_string()))
    }
}

impl Cell for serde_json::Value {
    const NAME: &'static str = "JSON";

    fn read(cell: Option<&str>) -> Option<Self> {
        serde_json::from_str(cell?).ok()
    }
}

impl<T: Cell> Cell for Option<T> {
    const NAME: &'static str = T::NAME;

    fn read(cell: Option<&str>) -> Option<Self> {
        match cell {
            None => Some(None),
            cell => T::read(cell).map(Some),
        }
    }

    fn take(cell: &mut Option<String>) -> Option<Self> {
        if cell.is_none() { Some(None) } else { T::take(cell).map(Some) }
    }
}

impl Row {
    /// The cell of that column; servers write names of the catalog's columns in upper or in lower case.
    pub fn get<T: Cell>(&self, column: &str) -> Result<T, SqlError> {
        let at = self.place(column).ok_or_else(|| self.fault(column, "is missing".into()))?;
        let cell = self.cells.get(at).and_then(Option::as_deref);
        T::read(cell).ok_or_else(|| self.unreadable(column, at, T::NAME))
    }

    /// The same, moved out of the row: each column is read once.
    pub fn take<T: Cell>(&mut self, column: &str) -> Result<T, SqlError> {
        let at = self.place(column).ok_or_else(|| self.fault(column, "is missing".into()))?;
        match self.cells.get_mut(at).and_then(T::take) {
            Some(value) => Ok(value),
            None => Err(self.unreadable(column, at, T::NAME)),
        }
    }

    fn place(&self, column: &str) -> Option<usize> {
        let columns = &self.shape.columns;
        let exactly = columns.iter().position(|name| name == column);
        exactly.or_else(|| columns.iter().position(|name| name.eq_ignore_ascii_case(column)))
    }

    fn unreadable(&self, column: &str, at: usize, expected: &str) -> SqlError {
        let cell = self.cells.get(at).and_then(Option::as_deref);
        let found = cell.map_or("is NULL".to_string(), |text| format!("holds '{}'", text.chars().take(60).collect::<String>()));
        self.fault(column, format!("{found}, where {expected} is expected"))
    }

    /// Whether the row has a column of that name.
    pub fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }

    /// The cells in the order of the statement's columns.
    pub fn into_cells(self) -> Vec<Option<String>> {
        self.cells
    }

    /// The only cell of a row of one column.
    pub fn only<T: Cell>(&self) -> Result<T, SqlError> {
        match self.shape.columns.as_slice() {
            [column] => self.get(column),
            columns => Err(self.fault(&columns.join(", "), "are more than one column".into())),
        }
    }

    fn fault(&self, column: &str, what: String) -> SqlError {
        let message = format!("column {column} {what}, in the answer to: {}", self.shape.statement);
        SqlError { kind: SqlErrorKind::Unreadable, code: "".into(), message: message.into() }
    }
}

/// The only cell of the first row; `None` without a row, and where the cell is NULL.
pub fn first<T: Cell>(rows: &[Row]) -> Result<Option<T>, SqlError> {
    rows.first().map(Row::only::<Option<T>>).transpose().map(Option::flatten)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        let columns = vec!["id".to_string(), "claim_seq".to_string(), "error".to_string()];
        let shape = Arc::new(Shape { statement: "SELECT id, claim_seq FROM remote_jobs WHERE id = ?".into(), columns });
        Row { shape, cells: vec![Some("a".into()), Some("seven".into()), None] }
    }

    #[test]
    fn a_cell_is_read_by_name_and_type() {
        assert_eq!(row().get::<String>("ID").unwrap(), "a");
        assert_eq!(row().get::<Option<String>>("error").unwrap(), None);
    }

    #[test]
    fn a_cell_that_cant_be_read_names_statement_and_column() {
        let message = |error: SqlError| error.message.to_string();
        let statement = "in the answer to: SELECT id, claim_seq FROM remote_jobs WHERE id = ?";
        assert_eq!(
            message(row().get::<i64>("claim_seq").unwrap_err()),
            format!("column claim_seq holds 'seven', where a whole number is expected, {statement}")
        );
        assert_eq!(
            message(row().get::<String>("error").unwrap_err()),
            format!("column error is NULL, where text is expected, {statement}")
        );
        assert_eq!(message(row().get::<Option<i64>>("status").unwrap_err()), format!("column status is missing, {statement}"));
    }
}
