//! Engines and throwaway databases.

use morag_db::catalog::Catalog;
use morag_db::database_url::DatabaseUrl;
use morag_db::db::{Access, Backend, Row, Scope, Session, Sql};
use std::future::Future;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A row as text; `None` is NULL.
pub type Cells = Vec<Option<String>>;

/// The engine that a scenario runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
    PostgresNewest,
    MariaDb,
    MySql,
}

impl Engine {
    pub fn backend(self) -> Backend {
        match self {
            Engine::Sqlite => Backend::Sqlite,
            Engine::Postgres | Engine::PostgresNewest => Backend::Postgres,
            Engine::MariaDb => Backend::MariaDb,
            Engine::MySql => Backend::MySql,
        }
    }

    pub fn is_postgres(self) -> bool {
        self.backend() == Backend::Postgres
    }

    pub fn is_mysql_like(self) -> bool {
        matches!(self.backend(), Backend::MySql | Backend::MariaDb)
    }

    /// The server's URL up to the database's name.
    fn server(self) -> String {
        let variable = match self {
            Engine::Sqlite => panic!("SQLite has no server"),
            Engine::Postgres => "MORAG_TEST_POSTGRES_URL",
            Engine::PostgresNewest => "MORAG_TEST_POSTGRES_NEWEST_URL",
            Engine::MariaDb => "MORAG_TEST_MARIADB_URL",
            Engine::MySql => "MORAG_TEST_MYSQL_URL",
        };
        let url = std::env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set: run ./scripts/test, which starts the servers"));
        url.rsplit_once('/').expect("a URL with a path").0.to_string()
    }
}

pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// A database with a unique name; it may not exist yet. Dropped at the end of its test.
#[derive(Debug)]
pub struct TestDatabase {
    pub engine: Engine,
    pub url: String,
    pub name: String,
    /// The test's own temporary folder.
    pub folder: tempfile::TempDir,
}

static COUNTER: AtomicU32 = AtomicU32::new(0);

pub fn unique_name() -> String {
    format!("morag_test_{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed))
}

impl TestDatabase {
    /// A database that does not exist, for `init` to create.
    pub fn missing(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let name = if engine == Engine::Sqlite { "morag.db".to_string() } else { unique_name() };
        let url = match engine {
            Engine::Sqlite => format!("sqlite:///{}", folder.path().join(&name).display()),
            server => format!("{}/{name}", server.server()),
        };
        TestDatabase { engine, url, name, folder }
    }

    /// An existing, empty database.
    pub fn empty(engine: Engine) -> Self {
        let database = Self::missing(engine);
        if engine == Engine::Sqlite {
            std::fs::write(database.file(), b"").unwrap();
        } else {
            block_on(morag_db::db::create_database(&database.parsed())).unwrap();
        }
        database
    }

    pub fn parsed(&self) -> DatabaseUrl {
        DatabaseUrl::parse(&self.url).unwrap()
    }

    /// The file of an SQLite database.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }

    pub async fn session(&self) -> Session {
        Session::connect(&self.parsed(), Access::Write, Duration::from_secs(10)).await.unwrap()
    }

    /// Runs SQL as any client would.
    pub fn sql(&self, sql: &str) -> Vec<Cells> {
        self.try_sql(sql).unwrap_or_else(|e| panic!("{sql}: {e}"))
    }

    pub fn try_sql(&self, sql: &str) -> Result<Vec<Cells>, morag_db::error::SqlError> {
        block_on(async {
            let mut session = self.session().await;
            let rows = session.fetch(&Sql::script(sql)).await.map(|rows| rows.into_iter().map(Row::into_cells).collect());
            session.close().await;
            rows
        })
    }

    /// Runs SQL in the server's maintenance database, e.g. to create this one with special options.
    pub fn admin_sql(&self, sql: &str) {
        let other = if self.engine.is_postgres() { "postgres" } else { "mysql" };
        let url = DatabaseUrl::parse(&format!("{}/{other}", self.engine.server())).unwrap();
        block_on(async {
            let mut session = Session::connect(&url, Access::Write, Duration::from_secs(10)).await.unwrap();
            session.execute(&Sql::script(sql)).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
            session.close().await;
        });
    }

    /// The first value of the first row.
    pub fn value(&self, sql: &str) -> String {
        self.sql(sql).first().and_then(|row| row[0].clone()).unwrap_or_default()
    }

    /// The live schema (on PostgreSQL with enums and functions), and the names of all tables and views.
    pub fn catalog(&self) -> (Catalog, Vec<String>) {
        block_on(async {
            let mut session = self.session().await;
            let mut scope = Scope { tables: every_table(&mut session).await, ..Scope::default() };
            if self.engine.is_postgres() {
                let types = "SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'";
                scope.enums = names(&mut session, types).await;
                let functions = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace";
                scope.functions = names(&mut session, functions).await;
            }
            let catalog = session.introspect(&scope).await.unwrap();
            let tables = every_table(&mut session).await;
            session.close().await;
            (catalog, tables)
        })
    }

    pub fn versions(&self) -> Vec<String> {
        self.sql("SELECT version FROM schema_migrations ORDER BY version").into_iter().flatten().flatten().collect()
    }
}

async fn every_table(session: &mut Session) -> Vec<String> {
    // not the library's own list, which is under test
    let sql = match session.backend() {
        Backend::Sqlite => "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY 1",
        Backend::Postgres => {
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'S') \
             AND NOT relispartition ORDER BY 1"
        }
        Backend::MySql | Backend::MariaDb => "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1",
    };
    names(session, sql).await
}

async fn names(session: &mut Session, sql: &str) -> Vec<String> {
    session.fetch(&Sql::script(sql)).await.unwrap().iter().map(|row| row.only().unwrap()).collect()
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.engine == Engine::Sqlite {
            return;
        }
        let (database, sql) = if self.engine.is_postgres() {
            ("postgres", format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name))
        } else {
            ("mysql", format!("DROP DATABASE IF EXISTS {}", self.name))
        };
        let url = DatabaseUrl::parse(&format!("{}/{database}", self.engine.server())).unwrap();
        // a failing test should show its own failure, not this one's
        let _ = std::panic::catch_unwind(|| {
            block_on(async {
                if let Ok(mut session) = Session::connect(&url, Access::Write, Duration::from_secs(10)).await {
                    let _ = session.execute(&Sql::script(&sql)).await;
                }
            })
        });
    }
}
