//! Statements that a connection parses and plans once and runs often: their values are parameters, each with a cast of its own
//! where the place doesn't give the type.
//!
//! PostgreSQL's are made by PREPARE and run by EXECUTE in the simple protocol, under a name that is a hash of their text.
//! A pooler in transaction mode may hand the next call to another server connection: then there is no statement of that
//! name, which is an error and no harm, and the same name never means another statement. The protocol's own prepared
//! statements are mixed up there in silence.

use super::SqlError;
use super::driver::Kept;
use super::row::Row;
use super::session::Session;
use super::statement::Sql;
use sha2::{Digest, Sha256};

/// Maximum number of prepared statements per connection; all are forgotten when it is reached.
const MAX_KEPT: usize = 32;

/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
const NO_SUCH_STATEMENT: &str = "26000";
const STATEMENT_EXISTS: &str = "42P05";
const RESULT_TYPE_CHANGED: &str = "0A000";

impl Session {
    /// Runs statements, prepared where that saves work, in one transaction and one round trip, and returns the rows of all.
    /// On PostgreSQL never inside of a transaction that the caller began by a call of its own. On SQLite a statement may be
    /// several, which begin and end the transaction.
    pub(crate) async fn fetch_prepared(&mut self, statements: &[Sql]) -> std::result::Result<Vec<Row>, SqlError> {
        match self.engine().keeps() {
            Kept::Bound => {
                let mut rows = Vec::new();
                for sql in statements {
                    rows.extend(self.fetch_bound(sql).await?);
                }
                Ok(rows)
            }
            Kept::Named => self.fetch_named(statements).await,
            Kept::Nowhere => self.fetch(&Sql::batch(statements.iter().cloned())).await,
        }
    }

    async fn fetch_named(&mut self, statements: &[Sql]) -> std::result::Result<Vec<Row>, SqlError> {
        let (mut names, mut texts, mut executes) = (Vec::new(), Vec::new(), Vec::new());
        for sql in statements {
            let (text, values) = sql.parameterised(self.backend());
            let name = name_of(&text);
            // the name and the text are ours; the values are rendered
            let execute = Sql::script(format!("EXECUTE {name}("));
            executes.push(execute.and_then(Sql::list(values)).and_then(Sql::constant(")")));
            names.push(name);
            texts.push(text);
        }
        let mut begins_anew = self.prepared.len() >= MAX_KEPT;
        let mut known: Vec<bool> = names.iter().map(|name| self.prepared.contains(name)).collect();
        // which statements there are depends on the server connection that a pooler hands the next call to
        for _ in 0..4 {
            if begins_anew {
                self.prepared.clear();
                known.fill(false);
            }
            let mut batch = Vec::new();
            batch.extend(begins_anew.then(|| Sql::constant("DEALLOCATE ALL")));
            for (n, execute) in executes.iter().enumerate() {
                batch.extend((!known[n]).then(|| Sql::script(format!("PREPARE {} AS {}", names[n], texts[n]))));
                batch.push(execute.clone());
            }
            match self.fetch(&Sql::batch(batch)).await {
                Ok(rows) => {
                    self.prepared.extend(names);
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
        self.fetch(&Sql::batch(statements.iter().cloned())).await
    }
}

fn name_of(sql: &str) -> String {
    let hash = Sha256::digest(sql.as_bytes());
    let hex: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("morag_{hex}")
}
