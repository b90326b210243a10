//! Databases created by the applications with SQLAlchemy's `create_all`, with rows in them.

use super::TestDatabase;
use super::database::Cells;
use morag_db::catalog::{Catalog, Table};
use morag_db::db::Scope;
use std::collections::BTreeMap;

/// An application, whose tables and rows a database has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Application {
    Core,
    Remote,
    Agent,
    Chat,
}

macro_rules! ddl {
    ($folder:literal, $name:literal, $engine:expr) => {
        match $engine {
            engine if engine.is_postgres() => include_str!(concat!($folder, $name, ".postgres.sql")),
            engine if engine.is_mysql_like() => include_str!(concat!($folder, $name, ".mysql.sql")),
            _ => include_str!(concat!($folder, $name, ".sqlite.sql")),
        }
    };
}

impl Application {
    pub const ALL: [Application; 4] = [Application::Core, Application::Remote, Application::Agent, Application::Chat];
    pub fn ddl(self, engine: super::Engine) -> &'static str {
        match self {
            Application::Core => ddl!("../../fixtures/create_all/", "core", engine),
            Application::Remote => ddl!("../../fixtures/create_all/", "remote", engine),
            Application::Agent => ddl!("../../fixtures/create_all/", "agent", engine),
            Application::Chat => ddl!("../../fixtures/create_all/", "chat", engine),
        }
    }

    /// Rows in each table, as the application writes them.
    pub fn rows(self, engine: super::Engine) -> String {
        let time = "'2026-01-02 03:04:05'";
        match self {
            Application::Core => format!(
                "INSERT INTO users (id, name, email, role, created_at, updated_at) VALUES ('u1', 'Ω \"x\"', 'a@b', 'ADMIN', {time}, {time}), \
                 ('u2', 'n', 'c@d', 'USER', {time}, {time}); \
                 INSERT INTO user_settings (id, user_id, theme, language, notifications, auto_save, created_at, updated_at) \
                 VALUES ('s1', 'u1', 'DARK', 'en', true, false, {time}, {time}); \
                 INSERT INTO database_servers (id, name, type, host, port, is_active, created_at, updated_at, user_id) \
                 VALUES ('ds1', 'n', 'NEO4J', 'h', 7687, true, {time}, {time}, 'u1'); \
                 INSERT INTO {databases} (id, name, description, document_count, last_updated, created_at, updated_at, user_id, server_id) \
                 VALUES ('db1', 'n', '', 3, {time}, {time}, {time}, 'u1', 'ds1'); \
                 INSERT INTO documents (id, name, type, state, version, chunks, quality, upload_date, created_at, updated_at, user_id, database_id) \
                 VALUES ('d1', 'n', 'pdf', 'INGESTED', 1, 7, 0.25, {time}, {time}, {time}, 'u1', 'db1'); \
                 INSERT INTO api_keys (id, name, {key}, created, created_at, updated_at, user_id) VALUES ('k1', 'n', 'Key-A', {time}, {time}, {time}, 'u1'); \
                 INSERT INTO jobs (id, document_name, document_type, start_date, status, percentage, summary, created_at, updated_at, document_id, user_id) \
                 VALUES ('j1', 'n', 'pdf', {time}, 'FINISHED', 100, '', {time}, {time}, 'd1', 'u1')",
                databases = engine.backend().quote("databases"),
                key = engine.backend().quote("key"),
            ),
            Application::Remote => format!(
                "INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type, task_options, status, created_at, retry_count, max_retries, result_data) \
                 VALUES ('{}', 't', '/f', 'audio', '{{\"a\": [1.5, \"é\"]}}', 'pending', {time}, 0, 3, '{{\"b\": null}}')",
                uuid(engine, 1)
            ),
            Application::Agent => "INSERT INTO tasks (id, name, config, status) VALUES ('t1', 'n', '{\"m\": 1.5}', 'COMPLETED'); \
                 INSERT INTO task_runs (id, task_id, run_number, status) VALUES ('r1', 't1', 1, 'FAILED'); \
                 INSERT INTO metric_snapshots (id, task_id, name, metric_type, value) VALUES ('m1', 't1', 'cpu', 'GAUGE', 0.1); \
                 INSERT INTO artifacts (id, task_run_id, name, artifact_type, file_size) VALUES ('a1', 'r1', 'n', 'REPORT', 4611686018427387904)"
                .into(),
            Application::Chat => format!(
                "INSERT INTO profiles (id, user_id, email, created_at, updated_at) VALUES ('{a}', '{b}', 'e', {time}, {time}); \
                 INSERT INTO conversations (id, user_id, title, created_at, updated_at) VALUES ('{c}', '{b}', 't', {time}, {time}); \
                 INSERT INTO messages (id, conversation_id, user_id, role, content, created_at) VALUES ('{d}', '{c}', '{b}', 'user', 'c', {time}); \
                 INSERT INTO processing_jobs (id, user_id, conversation_id, message_id, job_type, status, user_query, progress, created_at) \
                 VALUES ('{e}', '{b}', '{c}', '{d}', 'aggregation', 'queued', 'q', 0.1, {time}); \
                 UPDATE messages SET job_id = '{e}'",
                a = uuid(engine, 2),
                b = uuid(engine, 3),
                c = uuid(engine, 4),
                d = uuid(engine, 5),
                e = uuid(engine, 6),
            ),
        }
    }

    pub fn tables(self) -> &'static [&'static str] {
        match self {
            Application::Core => &["users", "user_settings", "database_servers", "databases", "documents", "api_keys", "jobs"],
            Application::Remote => &["remote_jobs"],
            Application::Agent => &["tasks", "task_runs", "metric_snapshots", "artifacts"],
            Application::Chat => &["profiles", "conversations", "messages", "processing_jobs"],
        }
    }
}

/// A UUID as SQLAlchemy's `Uuid` writes it: 32 hex digits if the engine has no UUID type.
fn uuid(engine: super::Engine, n: u128) -> String {
    let uuid = uuid::Uuid::from_u128(n << 64 | 0xABCDEF);
    if engine.is_postgres() { uuid.to_string() } else { uuid.simple().to_string() }
}

impl TestDatabase {
    /// Runs an application's `create_all` and writes its rows.
    pub fn create_all(&self, application: Application) {
        self.sql(application.ddl(self.engine));
        self.sql(&application.rows(self.engine));
    }

    /// The schema and every row of `tables`.
    pub fn contents(&self, tables: &[&str]) -> (BTreeMap<String, Table>, Vec<Vec<Cells>>) {
        let scope = Scope { tables: tables.iter().map(|t| t.to_string()).collect(), ..Scope::default() };
        let catalog: Catalog = super::database::block_on(async {
            let mut session = self.session().await;
            let catalog = session.introspect(&scope).await.unwrap();
            session.close().await;
            catalog
        });
        let rows = tables.iter().map(|t| self.sql(&format!("SELECT * FROM {} ORDER BY 1", self.engine.backend().quote(t))));
        (catalog.tables, rows.collect())
    }
}
