//! The state in which each block was written, and the run that is compared with the page.

use super::blocks::{Block, blocks};
use super::difference;
use crate::support::foreign::Application;
use crate::support::{Engine, Site, TestDatabase};
use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Words of the pages, and what they mean in this run.
type Words = Vec<(&'static str, String)>;

/// What a block needs.
struct Scenario {
    page: &'static str,
    /// How the first command of the block begins.
    command: &'static str,
    engine: Engine,
    /// Makes the database, the files, and says what the words of the page mean.
    prepare: fn(&TestDatabase) -> Words,
    /// What others do until the commands have ended.
    beside: Option<fn(&TestDatabase, &AtomicBool)>,
}

const fn scenario(page: &'static str, command: &'static str, engine: Engine, prepare: fn(&TestDatabase) -> Words) -> Scenario {
    Scenario { page, command, engine, prepare, beside: None }
}

/// Blocks with output that are not compared, with the reason.
const NOT_COMPARED: [(&str, &str, &str); 2] = [
    ("docs/serve.md", "curl", "the answers of the HTTP API have tests of their own"),
    ("docs/urls.md", "morag-db jobs stats --read-url", "the tests of read replicas compare this line"),
];

const SCENARIOS: [Scenario; 19] = [
    scenario("README.md", "cargo run --release -- init", Engine::Sqlite, first_init),
    scenario("docs/adopt.md", "export MORAG_DATABASE_URL", Engine::Postgres, to_adopt),
    scenario("docs/commands.md", "morag-db health", Engine::Postgres, drifted),
    scenario("docs/deploying.md", "morag-db users create", Engine::Sqlite, with_certificate),
    scenario("docs/jobs.md", "morag-db jobs why 019a2f3c", Engine::Sqlite, nobody_takes_video),
    scenario("docs/jobs.md", "morag-db jobs why --all-stuck", Engine::Sqlite, stuck),
    scenario("docs/jobs.md", "morag-db jobs failures", Engine::Sqlite, two_kinds_of_failures),
    scenario("docs/jobs.md", "morag-db jobs pause", Engine::Sqlite, audio_and_video),
    Scenario {
        beside: Some(fails_every_other_job),
        ..scenario("docs/jobs.md", "morag-db jobs requeue --error 'CUDA' --canary", Engine::Sqlite, out_of_memory)
    },
    scenario("docs/jobs.md", "morag-db jobs requeue --error timeout", Engine::Sqlite, timed_out),
    scenario("docs/jobs.md", "morag-db jobs archive", Engine::Sqlite, three_months),
    scenario("docs/migrations.md", "morag-db migrate lint", Engine::Sqlite, an_index),
    scenario(
        "docs/moving.md",
        "morag-db copy --from sqlite:////var/lib/morag/morag.db --to postgresql://morag@db/morag --dry-run",
        Engine::Postgres,
        to_copy_with_nul,
    ),
    scenario("docs/moving.md", "psql", Engine::Postgres, to_copy),
    scenario("docs/moving.md", "morag-db copy --from sqlite://laptop.db", Engine::Postgres, to_merge),
    scenario("docs/moving.md", "morag-db backup", Engine::Postgres, to_back_up),
    scenario("docs/profiles.md", "morag-db --profile prod", Engine::Sqlite, two_profiles),
    scenario("docs/serve.md", "morag-db serve", Engine::Sqlite, to_serve),
    scenario("docs/jobs.md", "morag-db jobs list --status failed", Engine::Sqlite, two_kinds_of_failures),
];

/// A time before now, e.g. `ago(engine, "3 minutes")`.
fn ago(engine: Engine, time: &str) -> String {
    if engine.is_postgres() { format!("(now() - interval '{time}')") } else { format!("strftime('%Y-%m-%d %H:%M:%f', 'now', '-{time}')") }
}

fn initialized(database: &TestDatabase) -> Words {
    database.run(&["init"]).expect(0);
    Vec::new()
}

fn folder(database: &TestDatabase) -> String {
    database.folder.path().display().to_string()
}

/// Creates remote jobs whose ids begin with `prefix`.
fn jobs(database: &TestDatabase, prefix: &str, count: usize, columns: &str, values: &str) {
    let rows: Vec<String> = (1..=count).map(|n| format!("('{prefix}-0000-7000-8000-{n:012x}', 't', '/data/in/a', {values})")).collect();
    database.sql(&format!("INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, {columns}) VALUES {}", rows.join(", ")));
}

fn failed(database: &TestDatabase, prefix: &str, count: usize, ty: &str, worker: &str, error: &str, since: &str) {
    let ended = ago(database.engine, since);
    let columns = "content_type, status, worker_id, retry_count, error_message, created_at, started_at, completed_at, timeout_at";
    let values = format!("'{ty}', 'failed', '{worker}', 1, '{error}', {ended}, {ended}, {ended}, {ended}");
    jobs(database, prefix, count, columns, &values);
}

fn waiting(database: &TestDatabase, prefix: &str, count: usize, ty: &str, since: &str) {
    let created = ago(database.engine, since);
    jobs(database, prefix, count, "content_type, created_at", &format!("'{ty}', {created}"));
}

fn processing(database: &TestDatabase, prefix: &str, count: usize, ty: &str, since: &str, deadline: &str) {
    let started = ago(database.engine, since);
    let columns = "content_type, status, worker_id, created_at, started_at, heartbeat_at, timeout_at";
    jobs(database, prefix, count, columns, &format!("'{ty}', 'processing', 'gpu-1', {started}, {started}, {started}, {deadline}"));
}

fn first_init(database: &TestDatabase) -> Words {
    vec![("/home/me/morag-db", folder(database)), ("cargo run --release --", "env -u MORAG_DATABASE_URL morag-db".into())]
}

fn nobody_takes_video(database: &TestDatabase) -> Words {
    initialized(database);
    waiting(database, "019a2f3c", 10, "video", "1 minute");
    database.sql("DELETE FROM remote_jobs WHERE id <> '019a2f3c-0000-7000-8000-00000000000a'");
    processing(database, "019a2f00", 1, "audio", "3 minutes", "datetime('now', '+1 hour')");
    Vec::new()
}

fn stuck(database: &TestDatabase) -> Words {
    initialized(database);
    waiting(database, "019a2f3c", 412, "video", "3 hours");
    processing(database, "019a30b1", 2, "audio", "2 hours", &ago(database.engine, "35 minutes"));
    Vec::new()
}

fn two_kinds_of_failures(database: &TestDatabase) -> Words {
    initialized(database);
    failed(database, "019a2f3c", 1, "video", "gpu-1", "CUDA out of memory. Tried to allocate 2 GiB", "2 minutes");
    failed(database, "019a2f3b", 399, "video", "gpu-1", "CUDA out of memory. Tried to allocate 2 GiB", "3 hours");
    failed(database, "019a2f3a", 12, "audio", "gpu-1", "CUDA out of memory. Tried to allocate 4 GiB", "3 hours");
    failed(database, "019a1e07", 1, "document", "cpu-2", "no such file: /data/in/1.pdf", "5 hours");
    failed(database, "019a1e06", 40, "document", "cpu-2", "no such file: /data/in/2.pdf", "2 days");
    vec![(
        "7ce823b8f6243c3c",
        database.run(&["jobs", "failures", "--output", "json"]).json()["groups"][0]["fingerprint"].as_str().unwrap().into(),
    )]
}

fn audio_and_video(database: &TestDatabase) -> Words {
    initialized(database);
    for (ty, prefix) in [("audio", ["019a0001", "019a0002"]), ("video", ["019a0003", "019a0004"]), ("web", ["019a0005", "019a0006"])] {
        waiting(database, prefix[0], 40, ty, "1 minute");
        processing(database, prefix[1], 3, ty, "1 minute", "datetime('now', '+1 hour')");
    }
    vec![("ops@gpu-1", format!("tester@{}", hostname()))]
}

fn hostname() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

/// A worker whose failures stop the first step of ten.
fn fails_every_other_job(database: &TestDatabase, is_over: &AtomicBool) {
    let mut count = 0;
    while !is_over.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(100));
        let claimed = database.run(&["jobs", "claim", "--worker", "gpu-2", "--types", "video", "--output", "json"]).json();
        let Some(job) = claimed["jobs"].get(0) else { continue };
        count += 1;
        let (id, seq) = (job["id"].as_str().unwrap(), job["claim_seq"].to_string());
        let outcome = if count % 2 == 0 { ["--failure", "--error", "CUDA out of memory"] } else { ["--success", "--content", "text"] };
        let mut submit = vec!["jobs", "submit", id, "--claim", &seq];
        submit.extend(outcome);
        database.run(&submit).expect(0);
    }
}

fn out_of_memory(database: &TestDatabase) -> Words {
    initialized(database);
    failed(database, "019a2f3c", 412, "video", "gpu-1", "CUDA out of memory. Tried to allocate 2 GiB", "2 minutes");
    vec![("ops@host", format!("tester@{}", hostname()))]
}

fn timed_out(database: &TestDatabase) -> Words {
    initialized(database);
    failed(database, "019a2e11", 412, "video", "gpu-1", "timeout of the codec", "2 minutes");
    let operation = "$(morag-db jobs audit --output csv | sed -n 2p | cut -d, -f1)";
    let worker = "morag-db jobs claim --worker gpu-2 --types video --max 41 > claimed.txt";
    vec![("morag-db jobs undo 019a2f3c-5d10", format!("{worker}; morag-db jobs undo {operation}"))]
}

fn three_months(database: &TestDatabase) -> Words {
    initialized(database);
    for (n, days) in [40, 70, 100].into_iter().enumerate() {
        let ended = ago(database.engine, &format!("{days} days"));
        let columns = "content_type, status, created_at, started_at, completed_at";
        jobs(database, &format!("019a000{n}"), 40, columns, &format!("'video', 'completed', {ended}, {ended}, {ended}"));
    }
    let archive = "morag-db jobs archive --ended-before '30d ago'";
    // there is nobody to ask
    vec![(archive, format!("{archive} --dry-run; {archive} --yes > moved.txt"))]
}

fn an_index(database: &TestDatabase) -> Words {
    database.site("1001_add_notes.sql", "-- migrate:up\nALTER TABLE documents ADD COLUMN note text;\nCREATE INDEX ix_documents_note ON documents (note);\n-- migrate:down\nDROP INDEX ix_documents_note;\n");
    Vec::new()
}

fn two_profiles(database: &TestDatabase) -> Words {
    let text = "default_profile = \"dev\"\n\n[profiles.dev]\nurl = \"sqlite:////home/me/dev.db\"\n\n[profiles.prod]\nurl = \"postgresql://morag@db.example/morag\"\n\
                password_command = [\"pass\", \"show\", \"morag/prod\"]\nread_only = true\nprompt_color = \"red\"\noutput = \"json\"\n";
    let configuration = database.folder.path().join(".config/morag-db");
    std::fs::create_dir_all(&configuration).unwrap();
    std::fs::write(configuration.join("config.toml"), text).unwrap();
    let pass = database.folder.path().join("pass");
    std::fs::write(&pass, "#!/bin/sh\necho secret\n").unwrap();
    std::fs::set_permissions(&pass, std::fs::Permissions::from_mode(0o755)).unwrap();
    let configuration = database.folder.path().join(".config").display().to_string();
    // MORAG_DATABASE_URL would take precedence
    vec![("/home/me/.config", configuration), ("morag-db ", "env -u MORAG_DATABASE_URL morag-db ".into())]
}

fn to_serve(database: &TestDatabase) -> Words {
    initialized(database);
    let source = database.folder.path().join("in");
    std::fs::create_dir(&source).unwrap();
    vec![("/data/in", source.display().to_string()), ("--source-root", "--listen 127.0.0.1:0 --source-root".into())]
}

fn with_certificate(database: &TestDatabase) -> Words {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".into()]).unwrap();
    std::fs::write(database.folder.path().join("chain.pem"), made.cert.pem()).unwrap();
    std::fs::write(database.folder.path().join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    let mut words = to_serve(database);
    words[1] = ("0.0.0.0:8000", "127.0.0.1:0".into());
    words
}

/// The database of the pages, as a command and as a report writes it.
fn pages_database(database: &TestDatabase) -> Words {
    vec![("postgresql://morag@db:5432/morag", database.parsed().to_string()), ("postgresql://morag@db/morag", database.url.clone())]
}

fn to_adopt(database: &TestDatabase) -> Words {
    block_on_create(database);
    database.create_all(Application::Core);
    database.sql("ALTER TABLE users ADD COLUMN password_hash varchar(255)");
    pages_database(database)
}

fn block_on_create(database: &TestDatabase) {
    crate::support::database::block_on(morag_db::db::create_database(&database.parsed())).unwrap();
}

fn drifted(database: &TestDatabase) -> Words {
    initialized(database);
    waiting(database, "019a0001", 1, "audio", "2 hours");
    database.sql(
        "DROP TRIGGER update_processing_jobs_updated_at ON processing_jobs; DROP INDEX idx_remote_jobs_timeout; \
         CREATE INDEX idx_remote_jobs_timeout ON remote_jobs (timeout_at); ALTER TABLE tasks ALTER COLUMN name DROP NOT NULL",
    );
    pages_database(database)
}

/// The SQLite file of the pages, with demo data.
fn file(database: &TestDatabase, name: &str) -> String {
    let path = database.folder.path().join(name);
    let url = format!("sqlite:///{}", path.display());
    database.run(&["init", "--database-url", &url]).expect(0);
    database.run(&["seed", "--database-url", &url]).expect(0);
    path.display().to_string()
}

fn to_copy(database: &TestDatabase) -> Words {
    let mut words = pages_database(database);
    words.push(("/var/lib/morag/morag.db", file(database, "morag.db")));
    words.push(("psql postgresql://postgres@db/postgres -c 'CREATE ROLE morag_app LOGIN'", "true".into()));
    words.push((" --grant-to morag_app", String::new()));
    words
}

fn to_copy_with_nul(database: &TestDatabase) -> Words {
    let words = to_copy(database);
    let path = database.folder.path().join("morag.db");
    let sql = "UPDATE remote_jobs SET error_message = 'a' || char(0) || 'b' WHERE id = (SELECT min(id) FROM remote_jobs)";
    rusqlite::Connection::open(path).unwrap().execute(sql, []).unwrap();
    words
}

fn to_merge(database: &TestDatabase) -> Words {
    initialized(database);
    let path = file(database, "laptop.db");
    let url = format!("sqlite:///{path}");
    database.run(&["copy", "--from", &url, "--to", &database.url, "--into-existing"]).expect(0);
    database.run(&["seed", "--seed", "2", "--database-url", &url]).expect(0);
    database.sql("UPDATE remote_jobs SET error_message = 'x' WHERE id IN (SELECT id FROM remote_jobs ORDER BY id LIMIT 2)");
    let mut words = pages_database(database);
    words.push(("sqlite://laptop.db", url));
    words
}

fn to_back_up(database: &TestDatabase) -> Words {
    initialized(database);
    let backups = database.folder.path().join("backups");
    std::fs::create_dir(&backups).unwrap();
    let backups = backups.display().to_string();
    for _ in 0..3 {
        database.run(&["backup", &backups, "--compress"]).expect(0);
        // their names differ by the second
        std::thread::sleep(Duration::from_millis(1100));
    }
    let mut words = pages_database(database);
    words.push(("/var/backups/morag/morag-20261127T031500Z.db.zst", format!("$(ls {backups}/*.zst | tail -n 1)")));
    words.push(("/var/backups/morag", backups));
    words.push(("/var/backups/morag/morag-", format!("/var/backups/morag/{}-", database.name)));
    words.push(("postgresql://morag@db/restored", format!("sqlite:///{}/restored.db", folder(database))));
    words
}

/// Tells the others that it is over, also after a panic.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Commands that do not exit with 0 in their scenario, with their exit codes.
const EXIT_CODES: [(&str, i32); 9] = [
    // the pages show what is wrong
    ("morag-db copy --from sqlite:////var/lib/morag/morag.db --to postgresql://morag@db/morag --dry-run", 4),
    ("morag-db copy --from sqlite://laptop.db", 4),
    ("morag-db migrate lint", 4),
    ("morag-db jobs requeue --error 'CUDA' --canary", 9),
    ("morag-db jobs undo 019a2f3c-5d10 --dry-run", 9),
    // there is nobody to confirm
    ("morag-db jobs requeue --fingerprint", 8),
    ("morag-db jobs archive drop", 8),
    // there is no such server
    ("morag-db --profile prod jobs list", 5),
    ("MORAG_PROFILE=prod morag-db health", 5),
];

impl Scenario {
    fn is_of(&self, block: &Block) -> bool {
        block.place.starts_with(&format!("{}:", self.page))
            && block.steps.first().is_some_and(|step| step.command.starts_with(self.command))
    }

    /// Runs the commands of the block, and compares each output that the page shows.
    fn differences(&self, block: &Block) -> Vec<String> {
        let database = TestDatabase::missing(self.engine);
        let words = (self.prepare)(&database);
        let in_run = |text: &str| words.iter().fold(text.to_string(), |text, (page, run)| text.replace(page, run));
        let in_page = |text: &str| {
            words.iter().filter(|(_, run)| !run.is_empty()).fold(text.to_string(), |text, (page, run)| text.replace(run.as_str(), page))
        };
        let is_over = AtomicBool::new(false);
        std::thread::scope(|threads| {
            if let Some(beside) = self.beside {
                let (database, is_over) = (&database, &is_over);
                threads.spawn(move || beside(database, is_over));
            }
            let _over = Over(&is_over);
            self.run(block, &database, &in_run, &in_page)
        })
    }

    fn run(
        &self,
        block: &Block,
        database: &TestDatabase,
        in_run: &dyn Fn(&str) -> String,
        in_page: &dyn Fn(&str) -> String,
    ) -> Vec<String> {
        let binary = std::path::Path::new(env!("CARGO_BIN_EXE_morag-db")).parent().unwrap();
        let path = format!("{}:{}:{}", binary.display(), folder(database), std::env::var("PATH").unwrap());
        let mut before = String::new();
        let mut found = Vec::new();
        for step in &block.steps {
            let mut command = in_run(&step.command);
            if command.starts_with("export ") {
                before = format!("{before}{command}\n");
                continue;
            }
            // it serves until it is told to stop
            if command.contains("morag-db serve") {
                command = format!("timeout --preserve-status --signal INT 3 {command}");
            }
            let mut bash = Command::new("timeout");
            bash.args(["60", "bash", "-c", &format!("{before}{command}")]).env_clear().envs([
                ("PATH", path.as_str()),
                ("USER", "tester"),
                ("TZ", "UTC"),
            ]);
            bash.env("MORAG_DATABASE_URL", &database.url)
                .env("HOME", database.folder.path())
                .current_dir(database.folder.path())
                .stdin(Stdio::null());
            let output = bash.output().unwrap();
            let answer = String::from_utf8_lossy(&output.stdout);
            let expected = EXIT_CODES.iter().find(|(command, _)| step.command.starts_with(command)).map_or(0, |(_, code)| *code);
            if output.status.code() != Some(expected) {
                found.push(format!("{}: {}: {}: {}", block.place, step.command, output.status, String::from_utf8_lossy(&output.stderr)));
            }
            if step.output.is_empty() {
                continue;
            }
            found.extend(difference(block, step, &in_page(&answer)));
        }
        found
    }
}

fn compare(engine: Engine) {
    let blocks = blocks();
    let mut wrong = Vec::new();
    for scenario in SCENARIOS.iter().filter(|scenario| scenario.engine == engine) {
        let found: Vec<&Block> = blocks.iter().filter(|block| scenario.is_of(block)).collect();
        let [block] = found[..] else { panic!("{} has {} blocks '{}'", scenario.page, found.len(), scenario.command) };
        wrong.extend(scenario.differences(block));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_output_has_a_scenario() {
    let known: BTreeSet<String> =
        blocks().iter().filter(|block| SCENARIOS.iter().any(|scenario| scenario.is_of(block))).map(|block| block.place.clone()).collect();
    let is_left_out = |block: &Block| {
        NOT_COMPARED.iter().any(|(page, command, _)| {
            block.place.starts_with(page) && block.steps.first().is_some_and(|step| step.command.starts_with(command))
        })
    };
    let lacking: Vec<String> = blocks()
        .into_iter()
        .filter(|block| block.steps.iter().any(|step| !step.output.is_empty()) && !known.contains(&block.place) && !is_left_out(block))
        .map(|block| block.place)
        .collect();
    assert!(lacking.is_empty(), "add a scenario for the output in: {}", lacking.join(", "));
}

mod sqlite {
    #[test]
    fn the_program_answers_as_the_pages_show() {
        super::compare(crate::support::Engine::Sqlite);
    }
}

mod postgres {
    #[test]
    fn the_program_answers_as_the_pages_show() {
        super::compare(crate::support::Engine::Postgres);
    }
}
