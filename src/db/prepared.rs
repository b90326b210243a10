//! Statements that a connection parses and plans once and runs often, with values apart from their text: `$1`, `$2` …, each
//! with a cast of its own where the place doesn't give the type.
//!
//! PostgreSQL's are made by PREPARE and run by EXECUTE in the simple protocol, under a name that is a hash of their text.
//! A pooler in transaction mode may hand the next call to another server connection: then there is no statement of that
//! name, which is an error and no harm, and the same name never means another statement. The protocol's own prepared
//! statements are mixed up there in silence.

use super::session::{Row, Session};
use super::{Backend, SqlError};
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// As many as a connection keeps; then all are forgotten.
const MAX_KEPT: usize = 32;

/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
const NO_SUCH_STATEMENT: &str = "26000";
const STATEMENT_EXISTS: &str = "42P05";
const RESULT_TYPE_CHANGED: &str = "0A000";

/// What this connection has prepared under names.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<String>);

/// A statement and the values of its `$1`, `$2` ….
pub(crate) struct Call<'a> {
    pub sql: String,
    pub values: Vec<Option<&'a str>>,
}

impl Session {
    /// Runs statements, prepared where that saves work, in one transaction and one round trip, and returns the rows of all.
    /// On PostgreSQL never inside of a transaction that the caller began by a call of its own. On SQLite a statement may be
    /// several, which begin and end the transaction.
    pub(crate) async fn query_prepared(&mut self, calls: &[Call<'_>]) -> std::result::Result<Vec<Row>, SqlError> {
        match self.backend() {
            Backend::Sqlite => {
                let mut rows = Vec::new();
                for call in calls {
                    rows.extend(self.query_bound(&call.sql, &call.values).await?);
                }
                Ok(rows)
            }
            Backend::Postgres => self.query_named(calls).await,
            // they keep a statement's text, not its plan, and take several statements at once only without values
            Backend::MySql | Backend::MariaDb => self.query(&self.spliced(calls)).await,
        }
    }

    async fn query_named(&mut self, calls: &[Call<'_>]) -> std::result::Result<Vec<Row>, SqlError> {
        let names: Vec<String> = calls.iter().map(|call| name_of(&call.sql)).collect();
        let executes: Vec<String> = calls
            .iter()
            .zip(&names)
            .map(|(call, name)| {
                let literals: Vec<String> = call.values.iter().map(|value| self.maybe_text(*value)).collect();
                format!("EXECUTE {name}({})", literals.join(", "))
            })
            .collect();
        let mut begins_anew = self.names.0.len() >= MAX_KEPT;
        let mut known: Vec<bool> = names.iter().map(|name| self.names.0.contains(name)).collect();
        // which statements there are depends on the server connection that a pooler hands the next call to
        for _ in 0..4 {
            if begins_anew {
                self.names.0.clear();
                known.fill(false);
            }
            let mut texts = Vec::new();
            texts.extend(begins_anew.then(|| "DEALLOCATE ALL".to_string()));
            for (n, execute) in executes.iter().enumerate() {
                texts.extend((!known[n]).then(|| format!("PREPARE {} AS {}", names[n], calls[n].sql)));
                texts.push(execute.clone());
            }
            match self.query(&texts.join("; ")).await {
                Ok(rows) => {
                    self.names.0.extend(names);
                    return Ok(rows);
                }
                Err(answer) => match &*answer.code {
                    STATEMENT_EXISTS => {
                        known.fill(true);
                        begins_anew = false;
                    }
                    NO_SUCH_STATEMENT | RESULT_TYPE_CHANGED => begins_anew = true,
                    _ => return Err(answer),
                },
            }
        }
        self.query(&self.spliced(calls)).await
    }

    fn spliced(&self, calls: &[Call<'_>]) -> String {
        let texts: Vec<String> = calls.iter().map(|call| self.splice(&call.sql, &call.values)).collect();
        texts.join("; ")
    }

    /// The values as literals in their places.
    fn splice(&self, sql: &str, values: &[Option<&str>]) -> String {
        let mut parts = sql.split('$');
        let mut whole = parts.next().unwrap_or_default().to_string();
        for part in parts {
            let digits = part.bytes().take_while(u8::is_ascii_digit).count();
            match part[..digits].parse::<usize>() {
                Ok(n) if (1..=values.len()).contains(&n) => {
                    whole.push_str(&self.maybe_text(values[n - 1]));
                    whole.push_str(&part[digits..]);
                }
                _ => {
                    whole.push('$');
                    whole.push_str(part);
                }
            }
        }
        whole
    }

    /// A literal, or NULL.
    pub(crate) fn maybe_text(&self, text: Option<&str>) -> String {
        text.map_or("NULL".into(), |text| self.text(text))
    }
}

fn name_of(sql: &str) -> String {
    let hash = Sha256::digest(sql.as_bytes());
    let hex: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("morag_{hex}")
}
