//! Which workers took which types of jobs, and when they were last heard of. Workers that ask and get nothing leave no trace.

use crate::db::{Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::Service;
use crate::jobs::read::timing::SAMPLE;
use crate::jobs::read::why::SILENT;
use crate::moment::age;
use crate::sql;
use serde::Serialize;
use std::collections::BTreeMap;

/// A worker and the types of jobs that it took.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Taker {
    /// Its name.
    pub worker_id: String,
    /// The types.
    pub types: Vec<String>,
    /// Whether it took jobs of the type in question.
    pub takes_type: bool,
    /// Seconds since it was last heard of.
    pub heard_seconds: f64,
}

/// The worker that was heard of last of those that take the type, if that was more than five minutes ago.
pub(super) fn last_if_silent(workers: &[Taker]) -> Option<&Taker> {
    let last = workers.iter().filter(|taker| taker.takes_type).min_by(|a, b| a.heard_seconds.total_cmp(&b.heard_seconds));
    last.filter(|last| last.heard_seconds > SILENT.as_secs_f64())
}

/// The sentence about a job that may be claimed.
pub(super) fn in_queue(ty: &str, ahead: u64, is_capped: bool, workers: &[Taker]) -> String {
    let more = if is_capped { "more than " } else { "" };
    let place = match ahead {
        0 => format!("It is the next job of type {ty}"),
        1 => format!("It waits for a worker: {more}1 older job of type {ty} comes first"),
        _ => format!("It waits for a worker: {more}{ahead} older jobs of type {ty} come first"),
    };
    match last_if_silent(workers) {
        Some(last) => {
            format!(
                "{place}; of its workers, {} was heard of last, {} ago: they may have stopped.",
                last.worker_id,
                age(last.heard_seconds)
            )
        }
        None if ahead == 0 => format!("{place}; its workers are busy."),
        None => format!("{place}."),
    }
}

/// Most workers that are named.
const NAMED: usize = 10;

impl Service {
    /// Some of the workers that have or had one of the newest jobs; those that took `ty` first, then by when they were heard of.
    pub(super) async fn takers(&mut self, ty: &str) -> Result<Vec<Taker>> {
        let mut workers = self.all_takers(ty).await?;
        workers.truncate(NAMED);
        Ok(workers)
    }

    /// All of them.
    pub(super) async fn all_takers(&mut self, ty: &str) -> Result<Vec<Taker>> {
        let s = &self.session;
        let looks = ["processing", "completed", "failed", "timeout"].map(|status| {
            sql!(
                "SELECT worker_id, content_type, min({heard}) AS heard FROM (SELECT worker_id, content_type, COALESCE(heartbeat_at, started_at) AS heard_at \
                 FROM remote_jobs{index} WHERE status = {status} ORDER BY created_at DESC, id DESC LIMIT {sample}) t \
                 WHERE worker_id IS NOT NULL AND heard_at IS NOT NULL GROUP BY worker_id, content_type",
                heard = s.age_seconds("heard_at"),
                status,
                index = s.newest_index(),
                sample = Sql::number(SAMPLE)
            )
        });
        let doing = "listing workers by type";
        let rows = self.session.fetch(&Sql::batch(looks)).await.doing(doing)?;
        let mut workers: BTreeMap<String, Taker> = BTreeMap::new();
        let mut add = |row: &Row| {
            let (worker_id, content_type): (String, String) = (row.get("worker_id")?, row.get("content_type")?);
            let heard: f64 = row.get("heard")?;
            let new = || Taker { worker_id: worker_id.clone(), types: Vec::new(), takes_type: false, heard_seconds: f64::MAX };
            let taker = workers.entry(worker_id.clone()).or_insert_with(new);
            taker.heard_seconds = taker.heard_seconds.min(heard.max(0.0));
            taker.takes_type |= content_type == ty;
            if !taker.types.contains(&content_type) {
                taker.types.push(content_type);
            }
            Ok::<_, SqlError>(())
        };
        rows.iter().try_for_each(&mut add).doing(doing)?;
        let mut workers: Vec<Taker> = workers.into_values().collect();
        workers.iter_mut().for_each(|taker| taker.types.sort());
        workers.sort_by(|a, b| b.takes_type.cmp(&a.takes_type).then(a.heard_seconds.total_cmp(&b.heard_seconds)));
        Ok(workers)
    }
}
