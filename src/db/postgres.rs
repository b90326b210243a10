//! PostgreSQL: connecting, making a database, the transaction's advisory lock, its errors and its catalog.

mod catalog;
mod closure;

use super::session::{Access, Session};
use super::{Scope, Timeouts, holder_name};
use crate::database_url::{DatabaseUrl, Endpoint, Password, ServerUrl, password_from_file};
use crate::error::{Doing, Error, Result, SqlErrorKind};
pub(super) use catalog::introspect;
pub(super) use closure::{Roots, closure};
use migration::{Backend, Object};
use sqlx::ConnectOptions;
use sqlx::error::DatabaseError;
use sqlx::postgres::{PgConnectOptions, PgDatabaseError};
use std::time::{Duration, Instant};

/// First half of the lock's key, `morg` in ASCII; the second is made of the schema's name.
const LOCK_CLASS: i32 = 0x6d6f_7267;

pub(super) fn options(server: &ServerUrl) -> Result<PgConnectOptions> {
    server.tls.check_files()?;
    // through a URL without the password: only that way does sqlx look into .pgpass
    let mut url = sqlx::postgres::PgConnectOptions::new_without_pgpass().to_url_lossy();
    {
        let mut pairs = url.query_pairs_mut();
        pairs.clear().append_pair("dbname", &server.database);
        match server.endpoint() {
            Endpoint::Socket { path, port } => pairs.append_pair("port", &port.to_string()).append_pair("host", &path.to_string_lossy()),
            Endpoint::Tcp { host, port } => pairs.append_pair("port", &port.to_string()).append_pair("host", host),
        };
        if let Some(user) = &server.user {
            pairs.append_pair("user", user);
        }
        if let Some(mode) = server.tls.mode {
            pairs.append_pair("sslmode", mode.as_str());
        }
        if let Some(options) = &server.options {
            pairs.append_pair("options", options);
        }
        let files = [("sslrootcert", &server.tls.authority), ("sslcert", &server.tls.certificate), ("sslkey", &server.tls.key)];
        for (name, file) in files {
            if let Some(file) = file {
                pairs.append_pair(name, &file.to_string_lossy());
            }
        }
    }
    // sqlx's own words repeat the URL
    let mut options = PgConnectOptions::from_url(&url)
        .map_err(|_| Error::configuration("the database URL has a parameter that can't be used"))?
        .disable_statement_logging()
        .statement_cache_capacity(0);
    let name = server.application_name.clone().unwrap_or_else(|| format!("morag-db {}", holder_name()));
    // the server cuts it there too, and says so
    options = options.application_name(&name.chars().take(63).collect::<String>());
    let from_file = match &server.passfile {
        Some(path) if server.password.is_none() => password_from_file(path, server)?,
        _ => None,
    };
    if let Some(password) = server.password.as_ref().or(from_file.as_ref()) {
        options = options.password(Password::reveal(password));
    }
    if let Some(schema) = &server.schema {
        options = options.options([("search_path", Backend::Postgres.quote(schema))]);
    }
    Ok(options)
}

/// Whether the session takes no writes, and whether the server is a standby.
pub(super) const ROLE: &str =
    "SELECT pg_catalog.pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean, pg_catalog.pg_is_in_recovery()";

pub(super) fn classify(answer: &dyn DatabaseError) -> (SqlErrorKind, String) {
    let code = answer.code().unwrap_or_default().into_owned();
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    let kind = match code.as_str() {
        "28P01" | "28000" => SqlErrorKind::LoginRefused,
        "3D000" => SqlErrorKind::DatabaseMissing,
        "57P03" | "53300" => SqlErrorKind::Unavailable,
        "57P01" | "57P02" | "08000" | "08003" | "08006" => SqlErrorKind::ConnectionLost,
        "55P03" => SqlErrorKind::LockTimeout,
        "40001" | "40P01" => SqlErrorKind::Retry,
        "25006" => SqlErrorKind::ReadOnly,
        "42501" => SqlErrorKind::MissingRight,
        "42P04" | "42P06" | "42P07" | "42701" | "42710" | "42723" | "23505" => SqlErrorKind::Exists,
        "42P01" | "42703" | "42704" | "42883" | "3F000" => SqlErrorKind::ObjectMissing,
        "53100" => SqlErrorKind::DiskFull,
        "42601" => SqlErrorKind::Syntax,
        _ => SqlErrorKind::Other,
    };
    (kind, code)
}

/// The server's message with its detail, where it gives one.
pub(super) fn message_with_detail(answer: &dyn DatabaseError) -> String {
    match answer.try_downcast_ref::<PgDatabaseError>() {
        Some(pg) => {
            let more = [pg.detail(), pg.hint()].into_iter().flatten().map(|t| format!("; {t}")).collect::<String>();
            format!("{}{more}", pg.message())
        }
        None => answer.message().to_owned(),
    }
}

pub(super) async fn create_database(url: &DatabaseUrl, server: &ServerUrl) -> Result<bool> {
    let mut session = maintenance_session(server).await?;
    let name = Backend::Postgres.quote(&server.database);
    let created = session.execute_text(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).await;
    let made = match created {
        Ok(_) => true,
        // of eight at once one is told 42P04 and the others 23505
        Err(answer) if answer.kind == SqlErrorKind::Exists => false,
        Err(source) if source.kind == SqlErrorKind::MissingRight => {
            session.close().await;
            return Err(Error::Refused {
                reason: format!("{url} does not exist, and this role may not create it"),
                hint: Some(format!("have an administrator run: CREATE DATABASE {name} OWNER {};", role_of(server))),
                source: Some(source),
            });
        }
        Err(source) => return Err(Error::from_sql(format!("creating the database {}", server.database), source)),
    };
    session.close().await;
    Ok(made)
}

pub(super) async fn drop_database(server: &ServerUrl) -> Result<()> {
    let mut session = maintenance_session(server).await?;
    let sql = format!("DROP DATABASE {} WITH (FORCE)", Backend::Postgres.quote(&server.database));
    let dropped = session.execute_text(&sql).await.map(drop).doing("dropping the scratch database");
    session.close().await;
    dropped
}

/// Answers with the database's name where it is empty, this role's own, and has no time zone of its own.
pub(super) const EMPTY_AND_OURS: &str = "SELECT datname FROM pg_catalog.pg_database d WHERE datname = current_database() \
     AND pg_has_role(current_user, datdba, 'USAGE') \
     AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
     WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%') \
     AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) c WHERE s.setdatabase = d.oid AND c ILIKE 'timezone=%')";

fn role_of(server: &ServerUrl) -> String {
    server.user.as_deref().map_or_else(|| "ROLE".into(), |user| Backend::Postgres.quote(user))
}

async fn maintenance_session(server: &ServerUrl) -> Result<Session> {
    let mut last = None;
    for database in ["postgres", "template1"] {
        let target = DatabaseUrl::Server(Box::new(ServerUrl { database: database.into(), schema: None, ..server.clone() }));
        match Session::connect(&target, Access::Write, Duration::from_secs(10)).await {
            Ok(session) => return Ok(session),
            Err(error) => last = last.or(Some(error)),
        }
    }
    Err(last.unwrap_or_else(|| Error::configuration("no maintenance database")))
}

pub(super) async fn begin_locked(session: &mut Session, timeouts: Timeouts) -> Result<()> {
    let begin = format!(
        "BEGIN ISOLATION LEVEL READ COMMITTED NOT DEFERRABLE; SET LOCAL lock_timeout = '{}ms'; SET LOCAL standard_conforming_strings = on; SET LOCAL quote_all_identifiers = off; SELECT pg_try_advisory_xact_lock({LOCK_CLASS}, hashtext(current_schema()))",
        timeouts.ddl_lock.as_millis()
    );
    let start = Instant::now();
    loop {
        let rows = session.query(&begin).await.doing("taking the migration lock")?;
        match rows.last().and_then(|row| row.last()).cloned().flatten().as_deref() {
            Some("t") => return Ok(()),
            Some(_) => {}
            None => {
                session.execute_text("ROLLBACK").await.doing("rolling back")?;
                return Err(Error::refused(
                    "there is no schema to make tables in: the search_path names none that exists",
                    "make it first (CREATE SCHEMA …) or name another one with ?schema= in the URL",
                ));
            }
        }
        let holder = session.query(&format!("{}; ROLLBACK", holder_sql())).await.doing("looking for the lock's holder")?;
        if start.elapsed() >= timeouts.lock {
            let holder =
                holder.into_iter().find_map(|mut row| row.pop().flatten()).unwrap_or_else(|| "a session that has just ended".into());
            return Err(Error::Locked { holder, waited: timeouts.lock });
        }
        let pause = Duration::from_millis(20 + u64::from(uuid::Uuid::new_v4().as_bytes()[0]) / 4);
        tokio::time::sleep(pause.min(timeouts.lock.saturating_sub(start.elapsed()))).await;
    }
}

/// Asked only where somebody holds the lock: pg_stat_activity is dear to a session that has just begun.
pub(super) fn holder_sql() -> String {
    format!(
        "SELECT 'lock', coalesce(nullif(a.application_name, ''), 'a session') || ' (server process ' || l.pid || coalesce(', user ' || a.usename, '') \
         || coalesce(', since ' || to_char(a.xact_start AT TIME ZONE 'UTC', 'HH24:MI:SS') || ' UTC', '') || ')' \
         FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid \
         WHERE l.locktype = 'advisory' AND l.granted AND l.classid = {LOCK_CLASS}::oid AND l.objid = hashtext(current_schema())::oid \
         AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())"
    )
}

fn list(names: &[impl AsRef<str>]) -> String {
    if names.is_empty() {
        return "NULL".into();
    }
    names.iter().map(|n| Backend::Postgres.literal(n.as_ref())).collect::<Vec<_>>().join(", ")
}

/// Before what reads names and expressions from the catalog, in one message: a default of the role or the database can't
/// change how they are written.
pub(super) const PLAIN_NAMES: &str = "SET LOCAL quote_all_identifiers = off; ";

const OURS: &str = "(SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())";

pub(super) fn overview_sql(names: &[&str]) -> String {
    format!(
        "SELECT 'table', c.relname::text, (SELECT count(*) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped \
         AND a.attname IN ('checksum', 'execution_ms')) FROM pg_catalog.pg_class c \
         WHERE c.relnamespace = {OURS} AND c.relkind IN ('r', 'p') AND c.relname IN ({}); \
         SELECT 'lock', l.pid FROM pg_catalog.pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.classid = {LOCK_CLASS}::oid \
         AND l.objid = hashtext(current_schema())::oid AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())",
        list(names),
    )
}

/// The function behind pg_stat_activity, without the view's joins: it shows everybody's rows, but hides when others'
/// transactions began.
pub(super) const VITALS: &str = "SELECT 'read_only', 'a replica' WHERE pg_is_in_recovery(); \
     SELECT 'read_only', 'default_transaction_read_only is on' WHERE NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'on'; \
     SELECT 'lag', extract(epoch FROM now() - pg_last_xact_replay_timestamp()) WHERE pg_is_in_recovery(); \
     SELECT 'activity', count(*), coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)) FILTER (WHERE pid <> pg_backend_pid()), 0) \
     FROM pg_catalog.pg_stat_get_activity(NULL) WHERE backend_type = 'client backend'; \
     SELECT 'encoding', current_setting('server_encoding') WHERE current_setting('server_encoding') <> 'UTF8'; \
     SELECT 'max_connections', current_setting('max_connections'); \
     SELECT 'size', pg_database_size(current_database()); \
     SELECT 'zone', coalesce((SELECT split_part(c, '=', 2) FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) c \
     WHERE s.setrole = 0 AND s.setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) AND c ILIKE 'timezone=%' LIMIT 1), \
     (SELECT reset_val FROM pg_catalog.pg_settings WHERE name = 'TimeZone' AND source NOT IN ('client', 'session')), 'unknown'); \
     SELECT 'sees_others', pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')";

/// Without sequences of columns, types of tables and arrays, and what belongs to an extension.
pub(super) const EVERY_OBJECT: &str = "SELECT kind, name FROM (SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' \
     WHEN 'f' THEN 'foreign table' WHEN 'S' THEN 'sequence' WHEN 'c' THEN 'type' ELSE 'table' END AS kind, c.relname::text AS name, c.oid \
     FROM pg_catalog.pg_class c WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema()) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') \
     AND (c.relkind <> 'S' OR NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass \
     AND d.objid = c.oid AND d.deptype IN ('a', 'i'))) \
     UNION ALL SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, \
     p.proname || CASE WHEN p.pronargs = 0 THEN '' ELSE '(' || pg_get_function_identity_arguments(p.oid) || ')' END, p.oid \
     FROM pg_catalog.pg_proc p WHERE p.pronamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema()) \
     UNION ALL SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, t.typname, t.oid FROM pg_catalog.pg_type t \
     WHERE t.typnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema()) AND t.typtype IN ('e', 'd', 'r')) o \
     WHERE o.oid NOT IN (SELECT d.objid FROM pg_catalog.pg_depend d WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e' \
     AND d.classid IN ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_type'::regclass))";

pub(super) fn strangers_sql(ours: &Scope, limit: usize) -> String {
    let ours: Vec<&String> = ours.tables.iter().chain(&ours.functions).chain(&ours.enums).collect();
    format!("{PLAIN_NAMES}{EVERY_OBJECT} AND name NOT IN ({}) LIMIT {limit}", list(&ours))
}

/// Cells policies, rules, statistics and publications.
pub(super) fn attached_sql(tables: &[String]) -> String {
    let of_ours = format!("c.relnamespace = {OURS} AND c.relname IN ({})", list(tables));
    let parts = [
        format!(
            "SELECT 'policy ' || p.polname || ' on ' || c.relname AS name FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid WHERE {of_ours}"
        ),
        format!(
            "SELECT 'statistics ' || s.stxname || ' on ' || c.relname FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid WHERE {of_ours}"
        ),
        format!(
            "SELECT 'table ' || c.relname || ' in publication ' || p.pubname FROM pg_catalog.pg_publication_rel r \
             JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid JOIN pg_catalog.pg_class c ON c.oid = r.prrelid WHERE {of_ours}"
        ),
    ];
    format!("{} ORDER BY 1", parts.join(" UNION ALL "))
}

pub(super) fn grants_of_sql(tables: &[String]) -> String {
    format!(
        "SELECT format('GRANT %s ON %I TO %s%s', a.privilege_type, c.relname, coalesce(quote_ident(r.rolname), 'PUBLIC'), \
         CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) FROM pg_catalog.pg_class c \
         CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) a LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee \
         WHERE c.relnamespace = {OURS} AND c.relname IN ({}) AND a.grantee <> c.relowner ORDER BY 1",
        list(tables)
    )
}

pub(super) fn existing_tables_sql(names: &[String]) -> String {
    format!(
        "SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = {OURS} AND relkind IN ('r', 'p', 'v', 'm', 'f') AND relname IN ({})",
        list(names)
    )
}

pub(super) fn identities_sql(tables: &[String]) -> String {
    format!("SELECT relname::text, oid::text FROM pg_catalog.pg_class WHERE relnamespace = {OURS} AND relname IN ({})", list(tables))
}

pub(super) fn probe_sql(object: &Object) -> String {
    let literal = |name: &str| Backend::Postgres.literal(name);
    let class = |kinds: &str, name: &str| {
        format!("SELECT 1 FROM pg_catalog.pg_class WHERE relnamespace = {OURS} AND relkind IN ({kinds}) AND relname = {}", literal(name))
    };
    let of_table =
        |table: &str| format!("(SELECT oid FROM pg_catalog.pg_class WHERE relnamespace = {OURS} AND relname = {})", literal(table));
    match object {
        Object::Table { name } => class("'r', 'p'", name),
        Object::View { name } => class("'v', 'm'", name),
        // one that CREATE INDEX CONCURRENTLY left half made does not count
        Object::Index { name, .. } => format!(
            "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid \
             WHERE c.relnamespace = {OURS} AND c.relname = {} AND i.indisvalid",
            literal(name)
        ),
        Object::Column { table, name } => format!(
            "SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = {} AND attnum > 0 AND NOT attisdropped AND attname = {}",
            of_table(table),
            literal(name)
        ),
        Object::ForeignKey { table, name } => {
            format!("SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = {} AND conname = {}", of_table(table), literal(name))
        }
        Object::Trigger { name, .. } => format!(
            "SELECT 1 FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = {OURS} AND t.tgname = {}",
            literal(name)
        ),
        Object::Function { name } => {
            format!("SELECT 1 FROM pg_catalog.pg_proc WHERE pronamespace = {OURS} AND proname = {}", literal(name))
        }
        Object::EnumType { name } => {
            format!("SELECT 1 FROM pg_catalog.pg_type WHERE typnamespace = {OURS} AND typname = {}", literal(name))
        }
    }
}

pub(super) fn invalid_index_sql(name: &str) -> String {
    let name = Backend::Postgres.literal(name);
    format!("SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass(quote_ident({name})) AND NOT indisvalid")
}

pub(super) async fn grants(session: &mut Session, role: &str, tables: &[String]) -> Result<Vec<String>> {
    let quoted = Backend::Postgres.quote(role);
    let rows = session.query("SELECT current_schema(), current_database()").await.doing("asking for the schema")?;
    let names: Vec<String> = rows.into_iter().flatten().map(|cell| Backend::Postgres.quote(&cell.unwrap_or_default())).collect();
    let [schema, database] = names.as_slice() else { return Err(Error::configuration("there is no current schema")) };
    let (ours, theirs): (Vec<_>, Vec<_>) = tables.iter().partition(|t| migration::BOOKKEEPING_TABLES.contains(&t.as_str()));
    let join = |tables: &[&String]| tables.iter().map(|t| Backend::Postgres.quote(t)).collect::<Vec<_>>().join(", ");
    let mut statements =
        vec![format!("GRANT CONNECT ON DATABASE {database} TO {quoted}"), format!("GRANT USAGE ON SCHEMA {schema} TO {quoted}")];
    if !theirs.is_empty() {
        statements.push(format!("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {quoted}", join(&theirs)));
    }
    if !ours.is_empty() {
        statements.push(format!("GRANT SELECT ON {} TO {quoted}", join(&ours)));
    }
    Ok(statements)
}
