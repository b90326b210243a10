//! Which workers took which types of jobs, and when they were last heard of. Workers that ask and get nothing leave no trace.

use crate::db::{Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::Service;
use crate::jobs::read::timing::SAMPLE;
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
                 FROM remote_jobs WHERE status = {status} ORDER BY created_at DESC, id DESC LIMIT {sample}) t \
                 WHERE worker_id IS NOT NULL AND heard_at IS NOT NULL GROUP BY worker_id, content_type",
                heard = s.age_seconds("heard_at"),
                status,
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
