//! Demo data for every table, and remote jobs in bulk. The same seed creates the same rows, except for their times, which
//! are before the time of creation.

mod agent;
mod remote;

pub use remote::{Bulk, remote_jobs};

use crate::db::{Piece, Session, Sql};
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
}

/// Creates demo data in every table, in one transaction.
pub async fn demo(session: &mut Session, seed: u64) -> Result<SeedReport> {
    let mut maker = Maker::new(fastrand::Rng::with_seed(seed));
    let first = maker.id();
    let users: Vec<String> = std::iter::once(first.clone()).chain((0..2).map(|_| maker.id())).collect();
    core(&mut maker, &users);
    chat(&mut maker);
    remote::demo(&mut maker);
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
