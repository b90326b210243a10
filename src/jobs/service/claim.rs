//! Claims and heartbeats. A claim is valid only after its commit.

use crate::db::Locked;
use crate::db::claims::{ClaimParts, Exchange, Exchanged, PlainResult, remote_job_with_ingestion};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::{RemoteJob, Service};
use crate::sql;
use serde::Serialize;
use std::collections::BTreeSet;
use std::time::Duration;

/// How long a claim lasts without a heartbeat, by content type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeLimits(pub Vec<(String, Duration)>);

impl Default for TimeLimits {
    fn default() -> Self {
        let minutes = [("audio", 30), ("video", 60), ("youtube", 30), ("document", 10), ("web", 10), ("image", 5)];
        TimeLimits(minutes.into_iter().map(|(ty, m)| (ty.to_string(), Duration::from_secs(60 * m))).collect())
    }
}

impl TimeLimits {
    /// These limits, overridden by those of `others`.
    pub fn with(mut self, others: &[(String, Duration)]) -> Self {
        self.0.retain(|(ty, _)| others.iter().all(|(other, _)| other != ty));
        self.0.extend(others.iter().cloned());
        self
    }

    /// The limit of a content type; 30 minutes if the type is not listed.
    pub fn of(&self, content_type: &str) -> Duration {
        self.0.iter().find(|(ty, _)| ty == content_type).map_or(Duration::from_secs(1800), |(_, limit)| *limit)
    }
}

/// A worker's request for jobs.
#[derive(Clone, Debug)]
pub struct ClaimRequest {
    /// The worker's name.
    pub worker: String,
    /// The content types that the worker can process.
    pub types: Vec<String>,
    /// Maximum number of jobs.
    pub max: usize,
    /// How long the claims last without a heartbeat.
    pub limits: TimeLimits,
}

/// Prefix of the event ids of one claim, to find the claim if its answer is lost. Use a new one for each claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimEventPrefix(String);

impl ClaimEventPrefix {
    /// A new, unique prefix.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        let mut id = uuid::Uuid::now_v7().to_string();
        id.truncate(28);
        ClaimEventPrefix(id)
    }

    fn event(&self, n: usize) -> String {
        format!("{}{n:08x}", self.0)
    }

    /// The smallest and the largest possible event id of the claim.
    pub(in crate::jobs) fn events(&self) -> [String; 2] {
        [self.event(0), self.event(u32::MAX as usize)]
    }
}

/// Maximum duration of a claim; heartbeats do not extend it further.
pub(in crate::jobs) const HARD_LIMIT: Duration = Duration::from_secs(24 * 3600);

/// The answer to a heartbeat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Heartbeat {
    /// Id of the job.
    pub id: String,
    /// New deadline of the claim, RFC 3339 in UTC.
    pub timeout_at: Option<String>,
}

impl Service {
    /// Claims up to `max` pending jobs, by priority and then oldest first. Paused types are left out, limited ones as far as
    /// their limit allows. Returns an empty list if there are none.
    pub async fn claim(&mut self, request: &ClaimRequest) -> Result<Vec<RemoteJob>> {
        self.claim_with_prefix(request, &ClaimEventPrefix::new()).await
    }

    /// Like [`Service::claim`]; if the answer is lost, [`Service::release_by_prefix`] releases the claimed jobs.
    pub async fn claim_with_prefix(&mut self, request: &ClaimRequest, mark: &ClaimEventPrefix) -> Result<Vec<RemoteJob>> {
        let exchanged = self.exchange(&[], Some((request, mark))).await?.doing("claiming jobs")?;
        claimed(exchanged).doing("claiming jobs")
    }

    /// Submits plain results and claims jobs, in one transaction. With results, nothing is claimed of limited types: the jobs that
    /// end would still count.
    pub(in crate::jobs) async fn exchange(
        &mut self,
        results: &[PlainResult<'_>],
        next: Option<(&ClaimRequest, &ClaimEventPrefix)>,
    ) -> Result<std::result::Result<Exchanged, SqlError>> {
        let mut types = next.map(|(request, _)| types_of(request)).transpose()?.unwrap_or_default();
        let (mut limited, mut first_seq) = (Vec::new(), None);
        if !types.is_empty() {
            let known = self.known_types().await?.clone();
            first_seq = self.first_claim();
            types.retain(|(ty, _)| !known.paused.contains(ty));
            if results.is_empty() {
                limited.extend(known.limited.iter().filter(|one| types.iter().any(|(ty, _)| *ty == one.ty)).cloned());
                if types.len() > 1 {
                    // a claim that finds a job of another type is not repeated from slot 1
                    limited.iter_mut().for_each(|one| one.begin_at = 1);
                }
            }
        }
        let actor = self.actor.clone();
        let next = next.filter(|_| !types.is_empty());
        loop {
            let parts = next.map(|(request, mark)| ClaimParts {
                types: &types,
                worker: &request.worker,
                limited: &limited,
                max: request.max,
                first_seq: first_seq.as_ref(),
                mark: &mark.0,
            });
            let exchange = Exchange { results, claim: parts.as_ref(), actor: &actor };
            let exchanged = self.with_retries(async |s| s.session.exchange(&exchange).await).await;
            if let (Ok(exchanged), Some(known)) = (&exchanged, &mut self.known_types)
                && !limited.is_empty()
            {
                known.learn_from(&limited, &exchanged.claimed).doing("claiming jobs")?;
                if exchanged.claimed.is_empty() && limited.iter().any(|one| one.begin_at > 1) {
                    limited.iter_mut().for_each(|one| one.begin_at = 1);
                    continue;
                }
            }
            return Ok(exchanged);
        }
    }

    /// Extends the claim's deadline, up to 24 hours after the claim began.
    ///
    /// # Errors
    /// The claim token is stale: nothing is changed, and the error contains the job's current state.
    pub async fn heartbeat(&mut self, id: &str, claim_seq: i64, limits: &TimeLimits) -> Result<Heartbeat> {
        let job = self.with_retries(async |s| s.try_heartbeat(id, claim_seq, limits).await).await.doing("extending a claim")?;
        let Some((job, is_ours)) = job else { return Err(Error::NotFound { what: format!("remote job {id}") }) };
        if !is_ours {
            return Err(Error::stale(format!("claim {claim_seq} of job {id} is stale: {}", now_is(&job)), id));
        }
        Ok(Heartbeat { id: job.id, timeout_at: job.timeout_at })
    }

    async fn try_heartbeat(
        &mut self,
        id: &str,
        claim_seq: i64,
        limits: &TimeLimits,
    ) -> std::result::Result<Option<(RemoteJob, bool)>, SqlError> {
        let Some(job) = self.locked(&[id.to_string()]).await?.pop() else {
            self.session.execute(&sql!("ROLLBACK")).await?;
            return Ok(None);
        };
        if !(job.status == "processing" && job.claim_seq == claim_seq && job.claim_is_current) {
            self.session.execute(&sql!("ROLLBACK")).await?;
            return Ok(Some((job, false)));
        }
        let s = &self.session;
        let end = s.earlier_of(s.in_future(limits.of(&job.content_type)), s.after_column("claim_started_at", HARD_LIMIT));
        let id = s.is_one_of("id", std::slice::from_ref(&job.id));
        let sql = sql!(
            "UPDATE remote_jobs SET heartbeat_at = {now}, timeout_at = {end} WHERE {id}; SELECT {columns} FROM remote_jobs r WHERE r.{id}; COMMIT",
            now = s.now(),
            end,
            id,
            columns = remote_job_with_ingestion(s)
        );
        let rows = self.session.fetch(&sql).await?;
        rows.into_iter().next().map(|row| Ok((RemoteJob::of(row)?, true))).transpose()
    }

    /// Begins a transaction and locks these rows in the order of their ids, so that two calls for the same rows do not
    /// deadlock.
    pub(in crate::jobs) async fn locked(&mut self, ids: &[String]) -> std::result::Result<Vec<RemoteJob>, SqlError> {
        let s = &self.session;
        let sql = sql!(
            "{begin}; SELECT {columns} FROM remote_jobs r WHERE {these} ORDER BY r.id{lock}",
            begin = s.begin_work(),
            columns = remote_job_with_ingestion(s),
            these = s.is_one_of("r.id", ids),
            lock = s.for_update(Locked::Wait)
        );
        RemoteJob::all_of(self.session.fetch(&sql).await?)
    }
}

/// The requested types without duplicates, with their time limits.
fn types_of(request: &ClaimRequest) -> Result<Vec<(String, Duration)>> {
    if request.worker.is_empty() || request.worker.chars().count() > 255 {
        return Err(Error::configuration("a worker's name has 1 to 255 characters"));
    }
    if request.types.is_empty() || request.max == 0 {
        return Err(Error::configuration("name at least one content type, and at least one job"));
    }
    let types: BTreeSet<&String> = request.types.iter().collect();
    Ok(types.into_iter().map(|ty| (ty.clone(), request.limits.of(ty))).collect())
}

/// The claimed jobs, by priority and then oldest first.
pub(in crate::jobs) fn claimed(exchanged: Exchanged) -> std::result::Result<Vec<RemoteJob>, SqlError> {
    let mut jobs = RemoteJob::all_of(exchanged.claimed)?;
    jobs.sort_by(|a, b| (a.priority, &a.created_at, &a.id).cmp(&(b.priority, &b.created_at, &b.id)));
    Ok(jobs)
}

/// Describes the job's current state, for a worker whose claim is stale.
pub(in crate::jobs) fn now_is(job: &RemoteJob) -> String {
    let worker = job.worker_id.as_ref().map(|w| format!(", worker {w}")).unwrap_or_default();
    format!("it is {} now (claim {}{worker})", job.status, job.claim_seq)
}
