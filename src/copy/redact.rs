//! Made-up values in place of personal ones, for a copy of production on somebody's laptop. One value becomes the same made-up
//! value everywhere in a copy, so that what belongs together stays together. A column is redacted unless it is known to be
//! harmless: one that a later version adds is not forgotten.

use crate::db::transfer::{Batch, Cell, Kind, TableShape};
use crate::error::{Error, Result};
use sha2::{Digest, Sha256};

/// Columns of text that are kept, besides ids: their values are words of the applications.
const KEPT: [&str; 20] = [
    "action",
    "artifact_type",
    "content_type",
    "current_phase",
    "default_database",
    "document_type",
    "from_status",
    "job_type",
    "kind",
    "language",
    "metric_type",
    "outcome",
    "refused_because",
    "role",
    "state",
    "status",
    "theme",
    "to_status",
    "type",
    "unit",
];

/// Replaces values by made-up ones, which nobody can trace back by trying values out: the salt is random and kept only until
/// the copy is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Redaction {
    salt: String,
}

impl Redaction {
    /// Generates a salt.
    pub(super) fn generate() -> Result<Redaction> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|e| Error::internal("generating a random number", e.to_string()))?;
        Ok(Redaction { salt: hex(&salt) })
    }

    /// Goes on with the salt of an interrupted copy.
    pub(super) fn with_salt(salt: String) -> Redaction {
        Redaction { salt }
    }

    /// The salt.
    pub(super) fn salt(&self) -> &str {
        &self.salt
    }

    /// The rows with made-up values.
    pub(super) fn rows(&self, table: &TableShape, batch: Batch) -> Batch {
        let is_redacted: Vec<bool> = table.columns.iter().map(|column| is_redacted(&column.name, column.kind)).collect();
        let mut redacted = Batch::new(table.columns.len());
        for row in 0..batch.rows() {
            for ((cell, column), is_redacted) in batch.row(row).zip(&table.columns).zip(&is_redacted) {
                if !is_redacted {
                    redacted.push(cell);
                    continue;
                }
                match cell {
                    Cell::Text(text) | Cell::Odd(text) if !is_empty(text) => {
                        redacted.push(Cell::Text(&self.substitute(&column.name, column.kind, text.as_bytes())));
                    }
                    Cell::Bytes(bytes) => redacted.push(Cell::Text(&self.substitute(&column.name, column.kind, bytes))),
                    other => redacted.push(other),
                }
            }
        }
        redacted.keep_position_of(&batch);
        redacted
    }

    fn substitute(&self, column: &str, kind: Kind, value: &[u8]) -> String {
        let digest = Sha256::new().chain_update(self.salt.as_bytes()).chain_update(value).finalize();
        let word = hex(&digest[..8]);
        match column {
            _ if kind == Kind::Json => format!(r#"{{"redacted": "{word}"}}"#),
            // has 16 characters, and must stay the same in both tables
            "fingerprint" | "failure_fingerprint" => word,
            "email" => format!("{word}@example.com"),
            "key" | "api_key" | "password" | "hash" | "file_hash" => hex(&digest[..16]),
            _ => format!("redacted-{word}"),
        }
    }
}

/// Whether values of this column are replaced.
pub(super) fn is_redacted(column: &str, kind: Kind) -> bool {
    match kind {
        Kind::Json => true,
        Kind::Text => column != "id" && (!column.ends_with("_id") || column == "worker_id") && !KEPT.contains(&column),
        Kind::Uuid | Kind::JobId | Kind::Time | Kind::Bool | Kind::Float | Kind::Integer => false,
    }
}

/// Whether there is nothing in it to hide.
fn is_empty(text: &str) -> bool {
    matches!(text, "" | "{}" | "[]" | "null")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::transfer::ColumnShape;

    #[test]
    fn a_value_is_replaced_by_the_same_one_everywhere() {
        let column = |name: &str, kind| ColumnShape { name: name.into(), kind };
        let columns =
            vec![column("user_id", Kind::Text), column("email", Kind::Text), column("config", Kind::Json), column("n", Kind::Integer)];
        let table = TableShape { name: "t".into(), columns, key: vec![0], is_partitioned: false };
        let mut batch = Batch::new(4);
        for id in ["a", "b"] {
            for cell in [Cell::Text(id), Cell::Text("ada@example.org"), Cell::Text(r#"{"secret": 1}"#), Cell::Integer(1)] {
                batch.push(cell);
            }
        }
        let redaction = Redaction::generate().unwrap();
        let redacted = redaction.rows(&table, batch);
        let rows: Vec<Vec<String>> = (0..2).map(|row| redacted.row(row).map(|cell| format!("{cell:?}")).collect()).collect();
        assert_eq!(rows[0][1..], rows[1][1..]);
        assert_eq!((rows[0][0].as_str(), rows[0][3].as_str()), ("Text(\"a\")", "Integer(1)"));
        // the digits of the replacement may happen to contain "ada"
        assert!(rows[0][1].ends_with("@example.com\")") && rows[0][1] != "Text(\"ada@example.com\")", "{}", rows[0][1]);
        assert!(!rows[0][2].contains("secret"), "{}", rows[0][2]);
        assert_ne!(Redaction::generate().unwrap(), redaction);
    }

    #[test]
    fn what_is_not_known_to_be_harmless_is_replaced() {
        for name in ["email", "password", "worker_id", "content", "a_column_of_tomorrow"] {
            assert!(is_redacted(name, Kind::Text), "{name}");
        }
        for name in ["id", "user_id", "status", "default_database"] {
            assert!(!is_redacted(name, Kind::Text), "{name}");
        }
    }
}
