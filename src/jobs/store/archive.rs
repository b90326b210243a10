//! The archive: remote jobs as the last bulk operation found them, for `undo`, until they expire. A row is written in the
//! transaction that changes or deletes the job, and is copied inside the database: it never travels.

use crate::consent::Confirmed;
use crate::db::{Name, Row, Session, Sql, first};
use crate::entity::remote_jobs::Column;
use crate::error::{Doing, Result, SqlError};
use crate::jobs::model::undo::{Keep, Prune, PrunePlan};
use crate::jobs::{Action, Service};
use crate::sql;
use sea_orm::{IdenStatic, Iterable};
use serde::Serialize;
use std::collections::BTreeSet;
use std::time::Instant;
use utoipa::ToSchema;

/// Rows that are deleted in one transaction.
const CHUNK: usize = 500;
/// Rows that are chosen at once where there is no room; choosing reads all of them.
const CHOSEN: u64 = 10_000;
/// Bytes of a row besides its texts, about.
const FIXED: u64 = 300;

/// What is kept of one operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Kept {
    /// Id of the operation.
    pub operation_id: String,
    /// Its action.
    pub action: String,
    /// Number of jobs of which the row before the operation is kept.
    pub jobs: u64,
    /// Size of the rows in bytes.
    pub bytes: u64,
    /// When the first of them was archived, RFC 3339 in UTC.
    pub archived_at: Option<String>,
    /// When the last of them expires.
    pub kept_until: Option<String>,
}

/// What was deleted from the archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pruned {
    /// Number of rows.
    pub jobs: u64,
    /// Their size in bytes.
    pub bytes: u64,
}

/// Size of a row of `remote_jobs`, or of one with its columns, in bytes, about.
pub(in crate::jobs) fn text_sizes(session: &Session) -> Sql {
    let texts = ["ingestion_task_id", "source_file_path", "task_options", "error_message", "result_data"];
    let sizes = texts.map(|column| sql!("COALESCE({octets}, 0)", octets = session.octets(column)));
    sql!("{fixed} + {sizes}", fixed = Sql::number(FIXED), sizes = Sql::join(sizes, " + "))
}

/// The columns that a job shares with its rows in `job_archive` and `job_history`, besides the id.
pub(in crate::jobs) fn shared_columns() -> impl Iterator<Item = Name> {
    Column::iter().filter(|column| !matches!(column, Column::Id)).map(|column| Name::of(column.as_str()))
}

impl Service {
    /// The statements that archive these remote jobs as they stand, in place of what is kept of them already.
    pub(in crate::jobs) fn archive(&self, ids: &[String], operation: &str, action: Action, keep: Keep) -> Vec<Sql> {
        if ids.is_empty() {
            return Vec::new();
        }
        let s = &self.session;
        let these = s.is_one_of("id", ids);
        let delete = sql!("DELETE FROM job_archive WHERE {these}", these = &these);
        if keep.time.is_zero() {
            return vec![delete];
        }
        let insert = sql!(
            "INSERT INTO job_archive (operation_id, action, archived_at, kept_until, bytes, id, {columns}) \
             SELECT {operation}, {action}, {now}, {until}, {size}, id, {columns} FROM remote_jobs WHERE {these}",
            columns = Sql::list(shared_columns()),
            operation,
            action = action.as_str(),
            now = s.now(),
            until = s.in_future(keep.time),
            size = text_sizes(s),
            these
        );
        vec![delete, insert]
    }

    /// Number of jobs of which the row before this operation is kept.
    pub(in crate::jobs) async fn kept_jobs(&mut self, operation: &str) -> std::result::Result<u64, SqlError> {
        let count = sql!("SELECT COUNT(*) AS jobs FROM job_archive WHERE operation_id = {operation}", operation);
        Ok(first(&self.session.fetch(&count).await?)?.unwrap_or_default())
    }

    /// Number and size of all rows of the archive, or of those of one operation.
    pub async fn archive_size(&mut self, operation: Option<&str>) -> Result<Pruned> {
        let condition = operation.map_or(sql!("1 = 1"), |id| sql!("operation_id = {id}", id));
        let sql = sql!("SELECT COUNT(*) AS jobs, COALESCE(SUM(bytes), 0) AS bytes FROM job_archive WHERE {condition}", condition);
        let doing = "reading the size of the archive";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let size = |row: &Row| Ok(Pruned { jobs: row.get("jobs")?, bytes: row.get("bytes")? });
        rows.first().map_or(Ok(Pruned::default()), size).doing(doing)
    }

    /// What is kept, by operation, the newest first.
    pub async fn kept(&mut self, limit: usize) -> Result<Vec<Kept>> {
        self.kept_where(sql!("1 = 1"), limit).await
    }

    pub(in crate::jobs) async fn kept_where(&mut self, condition: Sql, limit: usize) -> Result<Vec<Kept>> {
        let s = &self.session;
        let sql = sql!(
            "SELECT operation_id, action, COUNT(*) AS jobs, SUM(bytes) AS bytes, {archived} AS archived, {until} AS until FROM job_archive \
             WHERE {condition} GROUP BY operation_id, action ORDER BY MIN(archived_at) DESC LIMIT {limit}",
            archived = s.iso_time(sql!("MIN(archived_at)")),
            until = s.iso_time(sql!("MAX(kept_until)")),
            condition,
            limit = Sql::number(limit as u64)
        );
        let doing = "listing what is kept of changed jobs";
        let kept = |row: &Row| {
            Ok(Kept {
                operation_id: row.get("operation_id")?,
                action: row.get("action")?,
                jobs: row.get("jobs")?,
                bytes: row.get("bytes")?,
                archived_at: row.get("archived")?,
                kept_until: row.get("until")?,
            })
        };
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        rows.iter().map(kept).collect::<std::result::Result<_, SqlError>>().doing(doing)
    }

    /// Deletes rows from the archive, in short transactions, and records the operation; the jobs themselves are not changed.
    pub async fn prune_archive(&mut self, confirmed: Confirmed<PrunePlan>) -> Result<Pruned> {
        let confirmed_by = confirmed.by();
        let what = confirmed.into_plan().what;
        let pruned = self.prune(&what).await?;
        if pruned.jobs > 0 {
            let record = sql!(
                "INSERT INTO job_operations (id, action, actor, planned, changed, finished_at, filter) \
                 VALUES ({operation}, 'archive prune', {actor}, {jobs}, {jobs}, {now}, {filter})",
                operation = uuid::Uuid::now_v7(),
                actor = self.actor(),
                jobs = pruned.jobs as i64,
                now = self.session.now(),
                filter = &serde_json::json!({"confirmed_by": confirmed_by, "filter": {"archive": what}})
            );
            self.with_retries(async |s| s.session.execute(&record).await).await.doing("recording the operation")?;
        }
        Ok(pruned)
    }

    async fn prune(&mut self, what: &Prune) -> Result<Pruned> {
        let doing = "deleting expired rows of the archive";
        let mut pruned = match what {
            Prune::Operation(id) => {
                let this = sql!("operation_id = {id}", id);
                return self.prune_where(this, sql!("operation_id, id"), u64::MAX).await.doing(doing);
            }
            Prune::Expired | Prune::Above(_) => self.prune_expired(u64::MAX).await.doing(doing)?,
        };
        if let Prune::Above(most) = what {
            let evicted = self.make_room(*most).await.doing(doing)?;
            pruned = Pruned { jobs: pruned.jobs + evicted.jobs, bytes: pruned.bytes + evicted.bytes };
        }
        Ok(pruned)
    }

    /// Deletes rows that have expired, about `most` of them, in short transactions.
    pub async fn expire_archive(&mut self, most: u64) -> Result<Pruned> {
        self.prune_expired(most).await.doing("deleting expired rows of the archive")
    }

    pub(in crate::jobs) async fn prune_expired(&mut self, most: u64) -> std::result::Result<Pruned, SqlError> {
        let expired = sql!("kept_until < {now}", now = self.session.now());
        self.prune_where(expired, sql!("kept_until"), most).await
    }

    async fn prune_where(&mut self, condition: Sql, order: Sql, most: u64) -> std::result::Result<Pruned, SqlError> {
        let mut pruned = Pruned::default();
        loop {
            let chosen = sql!(
                "SELECT id, bytes FROM job_archive WHERE {condition} ORDER BY {order} LIMIT {chunk}",
                condition = &condition,
                order = &order,
                chunk = Sql::number(CHUNK as u64)
            );
            let rows = self.session.fetch(&chosen).await?;
            let deleted = self.delete_archived(&rows, &condition).await?;
            pruned = Pruned { jobs: pruned.jobs + deleted.jobs, bytes: pruned.bytes + deleted.bytes };
            if rows.len() < CHUNK || pruned.jobs >= most {
                return Ok(pruned);
            }
        }
    }

    /// Deletes these rows if they still meet the condition.
    async fn delete_archived(&mut self, rows: &[Row], condition: &Sql) -> std::result::Result<Pruned, SqlError> {
        let mut pruned = Pruned::default();
        for chunk in rows.chunks(CHUNK) {
            let ids: Vec<String> = chunk.iter().map(|row| row.get("id")).collect::<std::result::Result<_, _>>()?;
            let delete =
                sql!("DELETE FROM job_archive WHERE {these} AND {condition}", these = self.session.is_one_of("id", &ids), condition);
            let begun = Instant::now();
            pruned.jobs += self.with_retries(async |s| s.session.execute(&delete).await).await?;
            if chunk.len() == CHUNK {
                // workers claim meanwhile
                tokio::time::sleep(self.session.pause_after(begun.elapsed())).await;
            }
            for row in chunk {
                pruned.bytes += row.get::<u64>("bytes")?;
            }
        }
        Ok(pruned)
    }

    /// Size of all rows of the archive in bytes.
    pub(in crate::jobs) async fn archived_bytes(&mut self) -> std::result::Result<u64, SqlError> {
        let total = sql!("SELECT COALESCE(SUM(bytes), 0) AS total FROM job_archive");
        Ok(first(&self.session.fetch(&total).await?)?.unwrap_or_default())
    }

    /// If the rows have more than `most` bytes, deletes the oldest until the rest has at most nine tenths of that; rows of purged jobs
    /// last.
    pub(in crate::jobs) async fn make_room(&mut self, most: u64) -> std::result::Result<Pruned, SqlError> {
        let mut pruned = Pruned::default();
        loop {
            let held = self.archived_bytes().await?;
            // with room for further rows: this reads all rows
            let excess = held.saturating_sub(most / 10 * 9);
            if (pruned.jobs == 0 && held <= most) || excess == 0 {
                return Ok(pruned);
            }
            let chosen = sql!(
                "SELECT id, operation_id, bytes FROM job_archive ORDER BY CASE action WHEN 'purge' THEN 1 ELSE 0 END, archived_at, id LIMIT {chosen}",
                chosen = Sql::number(CHOSEN)
            );
            let mut rows = self.session.fetch(&chosen).await?;
            let (mut freed, mut count) = (0, 0);
            for row in &rows {
                if freed >= excess {
                    break;
                }
                freed += row.get::<u64>("bytes")?;
                count += 1;
            }
            rows.truncate(count);
            let operations: BTreeSet<String> = rows.iter().map(|row| row.get("operation_id")).collect::<std::result::Result<_, _>>()?;
            // a row that an operation has replaced since is its
            let deleted = self.delete_archived(&rows, &sql!("operation_id IN ({operations})", operations = Sql::list(operations))).await?;
            pruned = Pruned { jobs: pruned.jobs + deleted.jobs, bytes: pruned.bytes + deleted.bytes };
            if rows.is_empty() {
                return Ok(pruned);
            }
        }
    }
}
