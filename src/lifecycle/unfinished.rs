//! Resets on engines that can't roll back DDL: a settings row lists the tables to drop, written before the first and
//! deleted after the last is dropped. The next `init` or `reset` completes an interrupted reset.

use crate::db::{Name, RunLock, Session, Sql, Timeouts, Work};
use crate::error::{Doing, Error, Result};
use crate::migrate::History;
use crate::sql;
use migration::{BOOKKEEPING_TABLES, SETTINGS_TABLE};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Content of the settings row.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Marker {
    /// The tables to drop.
    pub tables: Vec<String>,
    /// Identity of each table, which distinguishes it from a table of the same name that was created later.
    #[serde(default)]
    identities: BTreeMap<String, String>,
}

/// Records the tables to drop, before any is dropped, so that the next run can complete the reset.
pub(super) async fn mark(session: &mut Session, tables: &[String]) -> Result<Marker> {
    let backend = session.backend();
    for step in migration::create_bookkeeping(backend) {
        session.execute(&Sql::script(step.sql)).await.doing(step.name)?;
    }
    let marker = Marker { tables: tables.to_vec(), identities: session.table_identities(tables).await? };
    let text = serde_json::to_string(&marker).unwrap_or_default();
    let sql = sql!(
        "DELETE FROM {settings} WHERE name = 'reset'; INSERT INTO {settings} (name, value) VALUES ('reset', {text})",
        settings = Name::of(SETTINGS_TABLE),
        text
    );
    session.execute(&sql).await.doing("recording the start of the reset")?;
    Ok(marker)
}

/// Parses the settings row.
pub(super) fn marked(text: &str) -> Result<Marker> {
    serde_json::from_str(text).map_err(|_| Error::CheckFailed {
        reason: format!("the row 'reset' in {SETTINGS_TABLE} can't be read: drop the tables by hand, then that row"),
        findings: Vec::new(),
    })
}

/// Returns the recorded tables that were created after the row was written, for example by an application that started in
/// the meantime.
async fn created_since(session: &mut Session, marker: &Marker) -> Result<Vec<String>> {
    let is_bookkeeping = |table: &&String| BOOKKEEPING_TABLES.contains(&table.as_str());
    let tables: Vec<String> = marker.tables.iter().filter(|table| !is_bookkeeping(table)).cloned().collect();
    let now = session.table_identities(&tables).await?;
    Ok(now.into_iter().filter(|(table, identity)| marker.identities.get(table) != Some(identity)).map(|(table, _)| table).collect())
}

/// Drops the recorded tables. The history is dropped first, because no tool migrates tables without a history. The lease
/// and settings tables are kept: the lease protects this run, the settings row says that the reset is not complete.
pub(super) async fn drop_marked(session: &mut Session, lock: &mut RunLock, marker: &Marker) -> Result<()> {
    let recreated_tables = created_since(session, marker).await?;
    if !recreated_tables.is_empty() {
        return Err(Error::refused(
            format!("a reset was interrupted, and since then another tool created: {}; nothing was dropped", recreated_tables.join(", ")),
            "see them with their rows and confirm with: morag-db reset",
        ));
    }
    let tables = &marker.tables;
    session.prepare(Work::Drops).await?;
    let stays = |t: &&String| *t != SETTINGS_TABLE && *t != "morag_leases";
    let (history, rest): (Vec<&String>, Vec<&String>) = tables.iter().filter(stays).partition(|t| BOOKKEEPING_TABLES.contains(&t.as_str()));
    for table in history.into_iter().chain(rest) {
        session.renew(lock).await?;
        let sql = sql!("DROP TABLE IF EXISTS {table}", table = Name::of(table.clone()));
        session.execute(&sql).await.doing(format!("dropping {table}"))?;
    }
    session.prepare(Work::AfterDrops).await?;
    let sql = sql!("DELETE FROM {settings} WHERE name <> 'environment'", settings = Name::of(SETTINGS_TABLE));
    session.execute(&sql).await.map(drop).doing("recording the end of the reset")
}

/// Completes an interrupted reset; waits if another process is doing so.
pub(super) async fn finish(session: &mut Session, timeouts: Timeouts) -> Result<()> {
    session.prepare(Work::Migrations(timeouts)).await?;
    let mut lock = session.lock_run(timeouts).await?;
    let result = async {
        let history = History::read(session).await?;
        let Some(text) = history.reset else { return Ok(()) };
        drop_marked(session, &mut lock, &marked(&text)?).await
    }
    .await;
    session.unlock_run(lock, result).await
}
