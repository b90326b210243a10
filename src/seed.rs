//! Demo data for every table, and remote jobs in bulk. The same seed makes the same rows, but for their times, which lie
//! before the moment at which they are made.

use crate::db::Session;
use crate::db::jobs::time_literal;
use crate::error::{Doing, Error, Result};
use serde::Serialize;

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SeedReport {
    /// Rows by table.
    pub rows: Vec<(String, u64)>,
    /// Tasks of the agent.
    pub tasks: u64,
    /// Their runs.
    pub task_runs: u64,
    /// Their metrics.
    pub metrics: u64,
    /// Their artifacts.
    pub artifacts: u64,
    /// Runs that ended well.
    pub successful_runs: u64,
    /// In percent of all runs.
    pub success_rate: f64,
    /// Remote jobs made in bulk.
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
const ERRORS: [&str; 4] = ["No space left on device", "connection reset by peer", "unsupported codec: av2", "worker ran out of memory"];
/// Rows of one statement, and of one transaction.
const CHUNK: usize = 1000;
const BATCH: usize = 10_000;

struct Maker<'a> {
    session: &'a Session,
    random: fastrand::Rng,
    now: chrono::DateTime<chrono::Utc>,
    statements: Vec<String>,
    rows: Vec<(String, u64)>,
}

impl Maker<'_> {
    fn id(&mut self) -> String {
        uuid::Builder::from_random_bytes(self.random.u128(..).to_be_bytes()).into_uuid().to_string()
    }

    fn text(&self, text: &str) -> String {
        self.session.text(text)
    }

    fn ago(&self, seconds: i64) -> String {
        time_literal(self.session.backend(), self.now - chrono::Duration::seconds(seconds))
    }

    fn pick<'b>(&mut self, from: &[&'b str]) -> &'b str {
        from[self.random.usize(..from.len())]
    }

    /// Values are SQL.
    fn insert(&mut self, table: &str, columns: &[&str], rows: &[Vec<String>]) {
        let backend = self.session.backend();
        let names: Vec<String> = columns.iter().map(|c| backend.quote(c)).collect();
        let values: Vec<String> = rows.iter().map(|row| format!("({})", row.join(", "))).collect();
        self.statements.push(format!("INSERT INTO {} ({}) VALUES {}", backend.quote(table), names.join(", "), values.join(", ")));
        self.rows.push((table.into(), rows.len() as u64));
    }
}

/// Makes demo data in every table, in one transaction.
pub async fn demo(session: &mut Session, seed: u64) -> Result<SeedReport> {
    let mut maker =
        Maker { session, random: fastrand::Rng::with_seed(seed), now: chrono::Utc::now(), statements: Vec::new(), rows: Vec::new() };
    let first = maker.id();
    let users: Vec<String> = std::iter::once(first.clone()).chain((0..2).map(|_| maker.id())).collect();
    core(&mut maker, &users);
    chat(&mut maker);
    remote(&mut maker);
    let mut report = agent(&mut maker);
    let Maker { statements, rows, .. } = maker;
    let there = session.query(&format!("SELECT 1 FROM users WHERE id = {}", session.text(&first))).await.doing("looking for demo data")?;
    if !there.is_empty() {
        return Err(Error::refused(format!("the demo data of seed {seed} is there already"), "take another one: --seed 2"));
    }
    let script = format!("{}; {}; COMMIT", session.begin_work(), statements.join("; "));
    if let Err(answer) = session.execute(&script).await {
        session.give_up(&answer).await;
        return Err(answer).doing("making demo data");
    }
    report.rows = rows;
    Ok(report)
}

fn core(m: &mut Maker<'_>, users: &[String]) {
    let people = [("Ada", "ADMIN"), ("Grace", "USER"), ("Edsger", "VIEWER")];
    let (mut rows, mut settings, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    for (id, (name, role)) in users.iter().zip(people) {
        // addresses of demo users must not meet those of another seed
        let email = format!("{}.{}@example.com", name.to_lowercase(), &id[..8]);
        rows.push(vec![m.text(id), m.text(name), m.text(&email), m.text(role)]);
        let theme = m.pick(&["LIGHT", "DARK", "SYSTEM"]);
        let (setting, key) = (m.id(), m.id());
        settings.push(vec![m.text(&setting), m.text(id), m.text(theme)]);
        let hash = format!("{}{}", m.id().replace('-', ""), m.id().replace('-', ""));
        keys.push(vec![m.text(&key), m.text(&format!("{name}'s laptop")), m.text(&hash), m.text(id)]);
    }
    m.insert("users", &["id", "name", "email", "role"], &rows);
    m.insert("user_settings", &["id", "user_id", "theme"], &settings);
    m.insert("api_keys", &["id", "name", "key", "user_id"], &keys);
    let (server, database) = (m.id(), m.id());
    let owner = users.first().cloned().unwrap_or_default();
    let row = vec![m.text(&server), m.text("vectors"), m.text("QDRANT"), m.text("127.0.0.1"), "6333".into(), m.text(&owner)];
    m.insert("database_servers", &["id", "name", "type", "host", "port", "user_id"], &[row]);
    let row = vec![m.text(&database), m.text("handbook"), m.text("All manuals"), "6".into(), m.text(&owner), m.text(&server)];
    m.insert("databases", &["id", "name", "description", "document_count", "user_id", "server_id"], &[row]);
    let (mut documents, mut jobs) = (Vec::new(), Vec::new());
    for n in 1..=6 {
        let (id, job) = (m.id(), m.id());
        let state = m.pick(&["PENDING", "INGESTING", "INGESTED"]);
        let status = m.pick(&["PENDING", "PROCESSING", "FINISHED", "FAILED"]);
        let name = format!("manual-{n}.pdf");
        documents.push(vec![m.text(&id), m.text(&name), m.text("pdf"), m.text(state), m.text(&owner), m.text(&database)]);
        let percentage = if status == "FINISHED" { 100 } else { m.random.u32(0..100) };
        jobs.push(vec![m.text(&job), m.text(&name), m.text("pdf"), m.text(status), percentage.to_string(), m.text(&id), m.text(&owner)]);
    }
    m.insert("documents", &["id", "name", "type", "state", "user_id", "database_id"], &documents);
    m.insert("jobs", &["id", "document_name", "document_type", "status", "percentage", "document_id", "user_id"], &jobs);
}

fn chat(m: &mut Maker<'_>) {
    let (profile, user) = (m.id(), m.id());
    let row = vec![m.text(&profile), m.text(&user), m.text("ada@example.com"), m.text("Ada")];
    m.insert("profiles", &["id", "user_id", "email", "full_name"], &[row]);
    let (mut conversations, mut messages, mut work) = (Vec::new(), Vec::new(), Vec::new());
    for n in 1..=3 {
        let (id, job) = (m.id(), m.id());
        conversations.push(vec![m.text(&id), m.text(&user), m.text(&format!("Question {n}"))]);
        for (role, content) in [("user", "What changed last week?"), ("assistant", "Three things changed.")] {
            let message = m.id();
            messages.push(vec![m.text(&message), m.text(&id), m.text(&user), m.text(role), m.text(content)]);
        }
        let status = m.pick(&["queued", "processing", "completed", "failed"]);
        work.push(vec![m.text(&job), m.text(&user), m.text(&id), m.text("map_reduce"), m.text(status), m.text("What changed last week?")]);
    }
    m.insert("conversations", &["id", "user_id", "title"], &conversations);
    m.insert("messages", &["id", "conversation_id", "user_id", "role", "content"], &messages);
    m.insert("processing_jobs", &["id", "user_id", "conversation_id", "job_type", "status", "user_query"], &work);
}

const REMOTE: [&str; 11] = [
    "id",
    "ingestion_task_id",
    "source_file_path",
    "content_type",
    "status",
    "worker_id",
    "created_at",
    "started_at",
    "completed_at",
    "error_message",
    "timeout_at",
];

/// So far back do remote jobs go, in seconds.
const SPAN: i64 = 30 * 86_400;

/// Nine in ten are done, as in a table that has been in use for a while.
fn remote_row(m: &mut Maker<'_>, id: &str, age: i64) -> Vec<String> {
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
    let if_ended = |sql: String| if has_ended { sql } else { "NULL".into() };
    let number = m.random.usize(..);
    let worker = if_ended(m.text(&format!("gpu-{}", 1 + number % 8)));
    let error = match status {
        "failed" => m.text(ERRORS[number % 4]),
        "timeout" => m.text("Job exceeded maximum processing time"),
        _ => "NULL".into(),
    };
    let timeout = if is_pending { m.ago(-86_400) } else { m.ago(age - 3600) };
    let path = m.text(&format!("/data/in/{}.bin", &task[..8]));
    let (started, ended) = (if_ended(m.ago(started)), if_ended(m.ago(ended)));
    vec![m.text(id), m.text(&task), path, m.text(ty), m.text(status), worker, m.ago(age), started, ended, error, timeout]
}

fn remote(m: &mut Maker<'_>) {
    let row = |m: &mut Maker<'_>| {
        let (id, age) = (m.id(), m.random.i64(60..SPAN));
        remote_row(m, &id, age)
    };
    let rows: Vec<Vec<String>> = (0..24).map(|_| row(m)).collect();
    m.insert("remote_jobs", &REMOTE, &rows);
}

fn agent(m: &mut Maker<'_>) -> SeedReport {
    let mut report = SeedReport::default();
    let (mut tasks, mut runs, mut metrics, mut artifacts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (name, description) in TASKS {
        let task = m.id();
        let count = m.random.i64(3..=8);
        let (mut well, mut badly) = (0, 0);
        for number in 1..=count {
            let run = m.id();
            let status = match m.random.u32(0..10) {
                0..8 => "COMPLETED",
                8 => "FAILED",
                _ => "TIMEOUT",
            };
            let is_well = status == "COMPLETED";
            if is_well {
                well += 1
            } else {
                badly += 1
            }
            let seconds = 20.0 + f64::from(m.random.u32(0..4000)) / 10.0;
            let started = (count - number + 1) * 3600;
            let error = if is_well { "NULL".into() } else { m.text("The model gave no answer in time") };
            let plan = m.text("{\"steps\": [\"read\", \"think\", \"write\"]}");
            runs.push(vec![
                m.text(&run),
                m.text(&task),
                number.to_string(),
                m.text(status),
                plan,
                m.ago(started),
                m.ago(started - seconds as i64),
                seconds.to_string(),
                error,
            ]);
            let (metric, value) = (m.id(), f64::from(m.random.u32(50..950)) / 10.0);
            let labels = m.text("{\"host\": \"server1\"}");
            metrics.push(vec![
                m.text(&metric),
                m.text(&task),
                m.text(&run),
                m.text("cpu_usage"),
                m.text("GAUGE"),
                value.to_string(),
                m.text("%"),
                labels,
                m.ago(started),
            ]);
            if is_well {
                let artifact = m.id();
                let file = m.text(&format!("/reports/{}-{number}.md", name.to_lowercase().replace(' ', "-")));
                let size = m.random.u32(500..9000).to_string();
                artifacts.push(vec![m.text(&artifact), m.text(&task), m.text(&run), m.text("report.md"), m.text("REPORT"), file, size]);
            }
        }
        let status = if badly > well { "FAILED" } else { "COMPLETED" };
        let config = m.text("{\"model\": \"local\", \"temperature\": 0.7}");
        tasks.push(vec![
            m.text(&task),
            m.text(name),
            m.text(description),
            config,
            m.text(status),
            count.to_string(),
            well.to_string(),
            badly.to_string(),
            m.ago(3600),
        ]);
        report.successful_runs += well as u64;
    }
    (report.tasks, report.task_runs) = (tasks.len() as u64, runs.len() as u64);
    (report.metrics, report.artifacts) = (metrics.len() as u64, artifacts.len() as u64);
    report.success_rate = 100.0 * report.successful_runs as f64 / report.task_runs.max(1) as f64;
    let counters = ["total_runs", "successful_runs", "failed_runs", "last_run_at"];
    m.insert("tasks", &[&["id", "name", "description", "config", "status"][..], &counters].concat(), &tasks);
    let columns = ["id", "task_id", "run_number", "status", "plan", "started_at", "completed_at", "duration", "error_message"];
    m.insert("task_runs", &columns, &runs);
    let columns = ["id", "task_id", "task_run_id", "name", "metric_type", "value", "unit", "labels", "timestamp"];
    m.insert("metric_snapshots", &columns, &metrics);
    m.insert("artifacts", &["id", "task_id", "task_run_id", "name", "artifact_type", "file_path", "file_size"], &artifacts);
    report
}

/// Remote jobs come into being one after the other, and so do their ids: engines that keep rows in the order of their ids take
/// them several times as fast.
fn next_in_bulk(m: &mut Maker<'_>, seed: u64, number: u64, count: u64) -> Vec<String> {
    let mut bytes = m.random.u128(..).to_be_bytes();
    bytes[..2].copy_from_slice(&(seed as u16).to_be_bytes());
    bytes[2..6].copy_from_slice(&(number as u32).to_be_bytes());
    let id = uuid::Builder::from_bytes(bytes).with_version(uuid::Version::Custom).into_uuid().to_string();
    let age = 60 + ((count - number) as f64 / count as f64 * (SPAN - 60) as f64) as i64;
    remote_row(m, &id, age)
}

/// Makes remote jobs in bulk, the oldest first; `notice` hears how many there are, after each transaction.
pub async fn remote_jobs(session: &mut Session, seed: u64, count: u64, notice: &mut (dyn FnMut(u64) + Send)) -> Result<u64> {
    let mut random = fastrand::Rng::with_seed(seed ^ 0x6a6f_6273);
    let mut made = 0;
    while made < count {
        let batch = (count - made).min(BATCH as u64) as usize;
        let mut maker = Maker { session, random, now: chrono::Utc::now(), statements: Vec::new(), rows: Vec::new() };
        for chunk in (0..batch).step_by(CHUNK) {
            let rows: Vec<Vec<String>> =
                (chunk..(chunk + CHUNK).min(batch)).map(|n| next_in_bulk(&mut maker, seed, made + n as u64, count)).collect();
            maker.insert("remote_jobs", &REMOTE, &rows);
        }
        let Maker { statements, random: next, .. } = maker;
        random = next;
        let begin = session.begin_work();
        session.execute(begin).await.doing("beginning a transaction")?;
        for sql in statements {
            if let Err(answer) = session.execute(&sql).await {
                session.give_up(&answer).await;
                return Err(answer).doing(format!("making remote jobs ({made} were made before)"));
            }
        }
        session.execute("COMMIT").await.doing("committing remote jobs")?;
        made += batch as u64;
        notice(made);
    }
    Ok(made)
}
