//! A reset where DDL can't be rolled back: a row of the settings says what is left to drop, from before the first table
//! goes until the last is gone. Whoever comes next, `init` or `reset`, goes on with it.

use crate::db::{Name, RunLock, Session, Sql, Timeouts};
use crate::error::{Doing, Error, Result};
use crate::migrate::History;
use crate::sql;
use migration::{BOOKKEEPING_TABLES, SETTINGS_TABLE};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the row says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Marker {
    /// The tables that are dropped.
    pub tables: Vec<String>,
    /// What tells each of them from a table of the same name that was created since.
    #[serde(default)]
    identities: BTreeMap<String, String>,
}

/// Writes down what is to be dropped, before anything is: whoever comes next goes on with it.
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

/// What the row says.
pub(super) fn marked(text: &str) -> Result<Marker> {
    serde_json::from_str(text).map_err(|_| Error::CheckFailed {
        reason: format!("the row 'reset' in {SETTINGS_TABLE} can't be read: drop the tables by hand, then that row"),
        findings: Vec::new(),
    })
}

/// The marked tables that exist and that were created since the mark, by an application that started meanwhile, say.
async fn created_since(session: &mut Session, marker: &Marker) -> Result<Vec<String>> {
    let is_bookkeeping = |table: &&String| BOOKKEEPING_TABLES.contains(&table.as_str());
    let tables: Vec<String> = marker.tables.iter().filter(|table| !is_bookkeeping(table)).cloned().collect();
    let now = session.table_identities(&tables).await?;
    Ok(now.into_iter().filter(|(table, identity)| marker.identities.get(table) != Some(identity)).map(|(table, _)| table).collect())
}

/// Drops what the row names. The history goes first: tables without one are touched by no tool. The lease and the
/// settings stay: one is our right to do this, the other says that it is not done yet.
pub(super) async fn drop_marked(session: &mut Session, lock: &mut RunLock, marker: &Marker) -> Result<()> {
    let strangers = created_since(session, marker).await?;
    if !strangers.is_empty() {
        return Err(Error::refused(
            format!("a reset was broken off, and since then another tool created: {}; nothing was dropped", strangers.join(", ")),
            "see them with their rows and confirm with: morag-db reset",
        ));
    }
    let tables = &marker.tables;
    session.prepare_for_drop().await?;
    let stays = |t: &&String| *t != SETTINGS_TABLE && *t != "morag_leases";
    let (history, rest): (Vec<&String>, Vec<&String>) = tables.iter().filter(stays).partition(|t| BOOKKEEPING_TABLES.contains(&t.as_str()));
    for table in history.into_iter().chain(rest) {
        session.renew(lock).await?;
        let sql = sql!("DROP TABLE IF EXISTS {table}", table = Name::of(table.clone()));
        session.execute(&sql).await.doing(format!("dropping {table}"))?;
    }
    session.finish_drop().await?;
    let sql = sql!("DELETE FROM {settings} WHERE name <> 'environment'", settings = Name::of(SETTINGS_TABLE));
    session.execute(&sql).await.map(drop).doing("recording the end of the reset")
}

/// Brings a reset to its end that was broken off; where another process does so just now, waits for it.
pub(super) async fn finish(session: &mut Session, timeouts: Timeouts) -> Result<()> {
    session.prepare_for_ddl(timeouts).await?;
    let mut lock = session.lock_run(timeouts).await?;
    let result = async {
        let history = History::read(session).await?;
        let Some(text) = history.reset else { return Ok(()) };
        drop_marked(session, &mut lock, &marked(&text)?).await
    }
    .await;
    session.unlock_run(lock, result).await
}
