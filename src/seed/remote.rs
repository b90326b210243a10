//! Remote jobs: a few for the demo data, or any number, with the events of their runs if wanted.

use super::{DAY, Maker};
use crate::db::{Piece, Session, first};
use crate::error::{Doing, Result};
use crate::jobs::Action;
use crate::{into, sql, values};
use chrono::{DateTime, Utc};

const TYPES: [&str; 6] = ["audio", "video", "document", "image", "web", "youtube"];
const ERRORS: [&str; 4] = ["No space left on device", "connection reset by peer", "unsupported codec: av2", "worker ran out of memory"];
/// Number of jobs per INSERT statement; [`BATCH`] is the number of jobs per transaction.
const CHUNK: usize = 1000;
const BATCH: usize = 10_000;
/// Age of the oldest job of the demo data, in days.
const DEMO_DAYS: i64 = 30;
/// Age of the youngest job, in seconds.
const YOUNGEST: i64 = 60;

/// Remote jobs to create.
#[derive(Clone, Copy, Debug)]
pub struct Bulk {
    /// Random seed.
    pub seed: u64,
    /// Number of jobs.
    pub count: u64,
    /// Days over which their creation is spread, up to now.
    pub days: u32,
    /// Whether the events of their runs are created too: the claim, and the result, failure, timeout or cancellation.
    pub has_events: bool,
}

struct RemoteJob {
    id: String,
    task: String,
    path: String,
    content_type: &'static str,
    status: &'static str,
    worker: Option<String>,
    created: DateTime<Utc>,
    started: Option<DateTime<Utc>>,
    ended: Option<DateTime<Utc>>,
    error: Option<&'static str>,
    timeout: DateTime<Utc>,
}

impl RemoteJob {
    /// Nine in ten jobs are completed, as in a table that has been in use for some time.
    fn new(m: &mut Maker, id: String, age: i64) -> RemoteJob {
        let task = m.id();
        let content_type = m.pick(&TYPES);
        let status = match m.random.u32(0..100) {
            0..90 => "completed",
            90..94 => "failed",
            94..97 => "pending",
            97..99 => "cancelled",
            _ => "timeout",
        };
        let (has_ended, is_pending) = (status != "pending", status == "pending");
        let started = age - m.random.i64(1..600).min(age / 3);
        let ended = started - m.random.i64(5..900).min(age / 3);
        let number = m.random.usize(..);
        RemoteJob {
            path: format!("/data/in/{}.bin", &task[..8]),
            worker: has_ended.then(|| format!("gpu-{}", 1 + number % 8)),
            created: m.ago(age),
            started: has_ended.then(|| m.ago(started)),
            ended: has_ended.then(|| m.ago(ended)),
            error: match status {
                "failed" => Some(ERRORS[number % 4]),
                "timeout" => Some("Job exceeded maximum processing time"),
                _ => None,
            },
            timeout: if is_pending { m.ago(-DAY) } else { m.ago(age - 3600) },
            id,
            task,
            content_type,
            status,
        }
    }

    fn values(&self) -> [Piece; 11] {
        values![
            &self.id,
            &self.task,
            &self.path,
            self.content_type,
            self.status,
            self.worker.as_deref(),
            self.created,
            self.started,
            self.ended,
            self.error,
            self.timeout
        ]
    }

    /// The events of a run that has ended.
    fn events(&self, m: &mut Maker) -> Vec<[Piece; 9]> {
        let (Some(started), Some(ended), Some(worker)) = (self.started, self.ended, &self.worker) else { return Vec::new() };
        let (action, actor) = match self.status {
            "completed" => (Action::Complete, worker.as_str()),
            "failed" => (Action::Fail, worker.as_str()),
            "cancelled" => (Action::Cancel, "seed"),
            _ => (Action::Expire, "sweeper"),
        };
        let mut event = |at: DateTime<Utc>, action: Action, from, to, actor: &str| {
            // ordered by time, as those of the job service
            let random = m.random.u128(..).to_be_bytes();
            let mut tail = [0; 10];
            tail.copy_from_slice(&random[..10]);
            let id = uuid::Builder::from_unix_timestamp_millis(at.timestamp_millis().unsigned_abs(), &tail).into_uuid().to_string();
            values![id, "remote", &self.id, at, action.as_str(), from, to, worker, actor]
        };
        vec![event(started, Action::Claim, "pending", "processing", worker), event(ended, action, "processing", self.status, actor)]
    }
}

fn insert(m: &mut Maker, jobs: &[RemoteJob], has_events: bool) {
    let into = into!(
        remote_jobs: Id, IngestionTaskId, SourceFilePath, ContentType, Status, WorkerId, CreatedAt, StartedAt, CompletedAt, ErrorMessage, TimeoutAt
    );
    m.insert(into, jobs.iter().map(RemoteJob::values).collect());
    if !has_events {
        return;
    }
    let mut events = Vec::new();
    for job in jobs {
        events.extend(job.events(m));
    }
    if !events.is_empty() {
        m.insert(into!(job_events: Id, Kind, JobId, At, Action, FromStatus, ToStatus, WorkerId, Actor), events);
    }
}

pub(super) fn demo(m: &mut Maker) {
    let mut job = || {
        let (id, age) = (m.id(), m.random.i64(YOUNGEST..DEMO_DAYS * DAY));
        RemoteJob::new(m, id, age)
    };
    let jobs: Vec<RemoteJob> = (0..24).map(|_| job()).collect();
    insert(m, &jobs, false);
}

/// Creates the next remote job in bulk. Ids ascend with the number, because engines that store rows in id order insert them
/// several times as fast. The random values depend only on seed and number, not on the run.
fn next_in_bulk(m: &mut Maker, seed: u64, number: u64, age: i64) -> RemoteJob {
    m.random = fastrand::Rng::with_seed(seed ^ (number << 20) ^ 0x6a6f_6273);
    let mut bytes = m.random.u128(..).to_be_bytes();
    bytes[..2].copy_from_slice(&(seed as u16).to_be_bytes());
    bytes[2..6].copy_from_slice(&(number as u32).to_be_bytes());
    let id = uuid::Builder::from_bytes(bytes).with_version(uuid::Version::Custom).into_uuid().to_string();
    RemoteJob::new(m, id, age)
}

/// Returns the number for the next job of this seed: one after the highest, which is read from the ids.
async fn next_number(session: &mut Session, seed: u64) -> Result<u64> {
    let id = session.id_as_text("id");
    let pattern = format!("{:04x}____-____-8%", seed as u16);
    let last = sql!("SELECT MAX({id}) AS last FROM remote_jobs WHERE {id} LIKE {pattern}", id, pattern);
    let doing = "searching for remote jobs of this seed";
    let last = first::<Option<String>>(&session.fetch(&last).await.doing(doing)?).doing(doing)?;
    let number = last.flatten().and_then(|id| u64::from_str_radix(&id.get(4..13)?.replace('-', ""), 16).ok());
    Ok(number.map_or(0, |number| number + 1))
}

/// Creates remote jobs in bulk, the oldest first; calls `notice` with the number created so far after each transaction.
/// Jobs of earlier runs are kept.
pub async fn remote_jobs(session: &mut Session, bulk: &Bulk, notice: &mut (dyn FnMut(u64) + Send)) -> Result<u64> {
    let Bulk { seed, count, .. } = *bulk;
    let begin = next_number(session, seed).await?;
    let mut made = 0;
    let span = i64::from(bulk.days) * DAY - YOUNGEST;
    let age = |number: u64| YOUNGEST + ((count - number) as f64 / count as f64 * span as f64) as i64;
    while made < count {
        let batch = (count - made).min(BATCH as u64) as usize;
        let mut maker = Maker::new(fastrand::Rng::new());
        for chunk in (0..batch).step_by(CHUNK) {
            let numbers = (chunk..(chunk + CHUNK).min(batch)).map(|n| made + n as u64);
            let jobs: Vec<RemoteJob> = numbers.map(|n| next_in_bulk(&mut maker, seed, begin + n, age(n))).collect();
            insert(&mut maker, &jobs, bulk.has_events);
        }
        session.execute(&session.begin_work()).await.doing("beginning a transaction")?;
        for sql in maker.statements {
            if let Err(answer) = session.execute(&sql).await {
                session.give_up(&answer).await;
                return Err(answer).doing(format!("creating remote jobs ({made} were created in this run)"));
            }
        }
        session.execute(&sql!("COMMIT")).await.doing("committing remote jobs")?;
        made += batch as u64;
        notice(made);
    }
    Ok(made)
}
