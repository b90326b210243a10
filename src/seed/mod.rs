//! Demo data for every table, and remote jobs in bulk. The same seed creates the same rows, except for their times, which
//! are before the time of creation.

mod agent;

use crate::db::{Piece, Session, Sql, first};
use crate::error::{Doing, Error, Result};
use crate::{into, sql, values};
use chrono::{DateTime, Utc};
use sea_orm::{EntityName, IdenStatic};
use serde::Serialize;

/// What was created.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SeedReport {
    /// Number of rows per table.
    pub rows: Vec<(String, u64)>,
    /// Number of tasks of the MGX agent.
    pub tasks: u64,
    /// Number of task runs.
    pub task_runs: u64,
    /// Number of metrics of the runs.
    pub metrics: u64,
    /// Number of artifacts of the runs.
    pub artifacts: u64,
    /// Number of successful runs.
    pub successful_runs: u64,
    /// Successful runs in percent of all runs.
    pub success_rate: f64,
    /// Number of remote jobs created in bulk.
    pub remote_jobs: u64,
}

const TASKS: [(&str, &str); 8] = [
    ("Market Analysis", "Compare the market for retrieval systems"),
    ("Code Review", "Review the changes of the day"),
    ("Data Pipeline", "Clean and load the new data sets"),
    ("Documentation", "Write what has changed"),
    ("Security Audit", "Look for what should not be open"),
    ("Performance Report", "Measure and compare the last week"),
    ("Test Generation", "Write tests for what has none"),
    ("Research Summary", "Sum up new papers"),
];
const TYPES: [&str; 6] = ["audio", "video", "document", "image", "web", "youtube"];
/// Error messages of failed runs.
const RUN_ERRORS: [&str; 4] = [
    "the model gave no answer within 300 s",
    "rate limit reached: 429 Too Many Requests",
    "the plan has no step 'write'",
    "context length exceeded",
];
const JOB_ERRORS: [&str; 3] =
    ["the PDF is encrypted", "embedding service unreachable: connection refused", "no text found on 14 of 14 pages"];
const DAY: i64 = 86_400;
const ERRORS: [&str; 4] = ["No space left on device", "connection reset by peer", "unsupported codec: av2", "worker ran out of memory"];
/// Number of rows per INSERT statement; [`BATCH`] is the number of rows per transaction.
const CHUNK: usize = 1000;
const BATCH: usize = 10_000;

struct Maker {
    random: fastrand::Rng,
    now: DateTime<Utc>,
    statements: Vec<Sql>,
    rows: Vec<(String, u64)>,
}

impl Maker {
    fn new(random: fastrand::Rng) -> Maker {
        Maker { random, now: Utc::now(), statements: Vec::new(), rows: Vec::new() }
    }

    fn id(&mut self) -> String {
        uuid::Builder::from_random_bytes(self.random.u128(..).to_be_bytes()).into_uuid().to_string()
    }

    fn ago(&self, seconds: i64) -> DateTime<Utc> {
        self.now - chrono::Duration::seconds(seconds)
    }

    fn pick<'b>(&mut self, from: &[&'b str]) -> &'b str {
        from[self.random.usize(..from.len())]
    }

    fn insert<E: EntityName, C: IdenStatic, const N: usize>(&mut self, into: (E, [C; N]), rows: Vec<[Piece; N]>) {
        self.rows.push((into.0.table_name().into(), rows.len() as u64));
        self.statements.push(Sql::insert(into, rows));
    }

    fn insert_remote_jobs(&mut self, rows: Vec<[Piece; 11]>) {
        let into = into!(
            remote_jobs: Id, IngestionTaskId, SourceFilePath, ContentType, Status, WorkerId, CreatedAt, StartedAt, CompletedAt, ErrorMessage, TimeoutAt
        );
        self.insert(into, rows);
    }
}

/// Creates demo data in every table, in one transaction.
pub async fn demo(session: &mut Session, seed: u64) -> Result<SeedReport> {
    let mut maker = Maker::new(fastrand::Rng::with_seed(seed));
    let first = maker.id();
    let users: Vec<String> = std::iter::once(first.clone()).chain((0..2).map(|_| maker.id())).collect();
    core(&mut maker, &users);
    chat(&mut maker);
    remote(&mut maker);
    let mut report = agent::agent(&mut maker);
    let Maker { statements, rows, .. } = maker;
    let there = session.fetch(&sql!("SELECT 1 AS one FROM users WHERE id = {first}", first)).await.doing("searching for demo data")?;
    if !there.is_empty() {
        return Err(Error::refused(format!("the demo data of seed {seed} is there already"), "take another one: --seed 2"));
    }
    let script = Sql::batch(std::iter::once(session.begin_work()).chain(statements).chain([sql!("COMMIT")]));
    if let Err(answer) = session.execute(&script).await {
        session.give_up(&answer).await;
        return Err(answer).doing("making demo data");
    }
    report.rows = rows;
    Ok(report)
}

fn core(m: &mut Maker, users: &[String]) {
    let people = [("Ada", "ADMIN"), ("Grace", "USER"), ("Edsger", "VIEWER")];
    let (mut rows, mut settings, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    for (id, (name, role)) in users.iter().zip(people) {
        // addresses must be unique across seeds
        let email = format!("{}.{}@example.com", name.to_lowercase(), &id[..8]);
        let theme = m.pick(&["LIGHT", "DARK", "SYSTEM"]);
        let (setting, key) = (m.id(), m.id());
        settings.push(values![&setting, id, theme]);
        let hash = format!("{}{}", m.id().replace('-', ""), m.id().replace('-', ""));
        keys.push(values![&key, format!("{name}'s laptop"), &hash, id, m.ago(44 * DAY), m.ago(44 * DAY)]);
        rows.push(values![id, name, &email, role, m.ago(45 * DAY)]);
    }
    m.insert(into!(users: Id, Name, Email, Role, CreatedAt), rows);
    m.insert(into!(user_settings: Id, UserId, Theme), settings);
    m.insert(into!(api_keys: Id, Name, Key, UserId, Created, CreatedAt), keys);
    let (server, database) = (m.id(), m.id());
    let owner = users.first().cloned().unwrap_or_default();
    let row = values![&server, "vectors", "QDRANT", "127.0.0.1", 6333, &owner];
    m.insert(into!(database_servers: Id, Name, Type, Host, Port, UserId), vec![row]);
    let row = values![&database, "handbook", "All manuals", 6, &owner, &server];
    m.insert(into!(databases: Id, Name, Description, DocumentCount, UserId, ServerId), vec![row]);
    let (mut documents, mut jobs) = (Vec::new(), Vec::new());
    for n in 1..=6 {
        let (id, job) = (m.id(), m.id());
        let (state, status, percentage) = match n {
            1..=3 => ("INGESTED", "FINISHED", 100),
            4 => ("INGESTING", "PROCESSING", m.random.i32(5..95)),
            5 => ("PENDING", "FAILED", m.random.i32(5..95)),
            _ => ("PENDING", "PENDING", 0),
        };
        let name = format!("manual-{n}.pdf");
        // the newest is pending, the older ones have run
        let created = (7 - n) * DAY - m.random.i64(0..DAY / 2);
        let began = created - m.random.i64(1..60);
        let has_ended = matches!(status, "FINISHED" | "FAILED");
        let ended = has_ended.then(|| m.ago(began - 40 - 90 * n));
        let summary = if status == "FAILED" { m.pick(&JOB_ERRORS) } else { "" };
        documents.push(values![&id, &name, "pdf", state, &owner, &database, m.ago(created), m.ago(created)]);
        jobs.push(values![&job, &name, "pdf", status, percentage, summary, &id, &owner, m.ago(created), m.ago(began), ended]);
    }
    m.insert(into!(documents: Id, Name, Type, State, UserId, DatabaseId, UploadDate, CreatedAt), documents);
    m.insert(
        into!(jobs: Id, DocumentName, DocumentType, Status, Percentage, Summary, DocumentId, UserId, CreatedAt, StartDate, EndDate),
        jobs,
    );
}

fn chat(m: &mut Maker) {
    let (profile, user) = (m.id(), m.id());
    let row = values![&profile, &user, "ada@example.com", "Ada"];
    m.insert(into!(profiles: Id, UserId, Email, FullName), vec![row]);
    let (mut conversations, mut messages, mut work) = (Vec::new(), Vec::new(), Vec::new());
    let questions = ["What changed last week?", "Which manuals mention the X-200?", "Compare the two proposals"];
    for (n, (question, status)) in questions.into_iter().zip(["completed", "failed", "queued"]).enumerate() {
        let (id, job) = (m.id(), m.id());
        let asked = 4 * DAY - n as i64 * DAY - m.random.i64(0..DAY / 2);
        conversations.push(values![&id, &user, question, m.ago(asked)]);
        let answer = (status == "completed").then_some(("assistant", "Three things changed.", asked - 130));
        for (role, content, at) in std::iter::once(("user", question, asked)).chain(answer) {
            let message = m.id();
            messages.push(values![&message, &id, &user, role, content, m.ago(at)]);
        }
        let started = (status != "queued").then(|| m.ago(asked - 4));
        let ended = (status != "queued").then(|| m.ago(asked - 130));
        let error = (status == "failed").then_some("3 of 12 batches failed: rate limit reached: 429 Too Many Requests");
        work.push(values![&job, &user, &id, "map_reduce", status, question, m.ago(asked), started, ended, error]);
    }
    m.insert(into!(conversations: Id, UserId, Title, CreatedAt), conversations);
    m.insert(into!(messages: Id, ConversationId, UserId, Role, Content, CreatedAt), messages);
    m.insert(
        into!(processing_jobs: Id, UserId, ConversationId, JobType, Status, UserQuery, CreatedAt, StartedAt, CompletedAt, ErrorMessage),
        work,
    );
}

/// Age of the oldest remote jobs, in seconds.
const SPAN: i64 = 30 * 86_400;

/// Creates the row of a remote job. Nine in ten jobs are completed, as in a table that has been in use for some time.
fn remote_row(m: &mut Maker, id: &str, age: i64) -> [Piece; 11] {
    let task = m.id();
    let ty = m.pick(&TYPES);
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
    let worker = has_ended.then(|| format!("gpu-{}", 1 + number % 8));
    let error = match status {
        "failed" => Some(ERRORS[number % 4]),
        "timeout" => Some("Job exceeded maximum processing time"),
        _ => None,
    };
    let timeout = if is_pending { m.ago(-86_400) } else { m.ago(age - 3600) };
    let path = format!("/data/in/{}.bin", &task[..8]);
    let (started, ended) = (has_ended.then(|| m.ago(started)), has_ended.then(|| m.ago(ended)));
    values![id, &task, path, ty, status, worker, m.ago(age), started, ended, error, timeout]
}

fn remote(m: &mut Maker) {
    let row = |m: &mut Maker| {
        let (id, age) = (m.id(), m.random.i64(60..SPAN));
        remote_row(m, &id, age)
    };
    let rows: Vec<[Piece; 11]> = (0..24).map(|_| row(m)).collect();
    m.insert_remote_jobs(rows);
}

/// Creates the row of the next remote job in bulk. Ids ascend with the number, because engines that store rows in id order
/// insert them several times as fast. The random values depend only on seed and number, not on the run.
fn next_in_bulk(m: &mut Maker, seed: u64, number: u64, age: i64) -> [Piece; 11] {
    m.random = fastrand::Rng::with_seed(seed ^ (number << 20) ^ 0x6a6f_6273);
    let mut bytes = m.random.u128(..).to_be_bytes();
    bytes[..2].copy_from_slice(&(seed as u16).to_be_bytes());
    bytes[2..6].copy_from_slice(&(number as u32).to_be_bytes());
    let id = uuid::Builder::from_bytes(bytes).with_version(uuid::Version::Custom).into_uuid().to_string();
    remote_row(m, &id, age)
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
pub async fn remote_jobs(session: &mut Session, seed: u64, count: u64, notice: &mut (dyn FnMut(u64) + Send)) -> Result<u64> {
    let begin = next_number(session, seed).await?;
    let mut made = 0;
    let age = |number: u64| 60 + ((count - number) as f64 / count as f64 * (SPAN - 60) as f64) as i64;
    while made < count {
        let batch = (count - made).min(BATCH as u64) as usize;
        let mut maker = Maker::new(fastrand::Rng::new());
        for chunk in (0..batch).step_by(CHUNK) {
            let numbers = (chunk..(chunk + CHUNK).min(batch)).map(|n| made + n as u64);
            let rows: Vec<[Piece; 11]> = numbers.map(|n| next_in_bulk(&mut maker, seed, begin + n, age(n))).collect();
            maker.insert_remote_jobs(rows);
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
