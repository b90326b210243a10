//! SQLite: opening a file, the operating system's lock beside it, its errors and its catalog.

use super::session::{Access, Row, Session};
use super::{Scope, holder_name};
use crate::catalog::{Catalog, sqlite_sql};
use crate::error::{Error, Result, SqlError, SqlErrorKind};
use migration::{Backend, Object};
use sqlx::error::DatabaseError;
use sqlx::sqlite::SqliteConnectOptions;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Readers go on while one writes, and the mode stays with the file.
pub(super) const DDL_SETTINGS: &str = "PRAGMA journal_mode = WAL";

pub(super) fn options(path: &Path, read_only: bool, access: Access) -> Result<SqliteConnectOptions> {
    if path.is_dir() {
        return Err(Error::configuration(format!(
            "{} is a directory: name a file in it, e.g. sqlite:///{}/morag.db",
            path.display(),
            path.display()
        )));
    }
    if access == Access::Create {
        check_parent(path)?;
    }
    Ok(SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(access == Access::Create && !read_only)
        .read_only(read_only || access == Access::Read)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5)))
}

/// A missing folder is a typing error more often than a wish, so it is not made.
pub(super) fn check_parent(path: &Path) -> Result<()> {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() && !parent.is_dir() => Err(Error::configuration(format!(
            "the folder {} does not exist: make it first (mkdir -p {})",
            parent.display(),
            parent.display()
        ))),
        _ => Ok(()),
    }
}

pub(super) fn classify(answer: &dyn DatabaseError) -> (SqlErrorKind, String) {
    let code = answer.code().unwrap_or_default().into_owned();
    let extended: u32 = code.parse().unwrap_or(0);
    let message = answer.message();
    // https://www.sqlite.org/rescode.html: the low byte is the primary code
    let kind = match extended & 0xff {
        5 | 6 => SqlErrorKind::LockTimeout,
        8 => SqlErrorKind::ReadOnly,
        3 | 23 => SqlErrorKind::MissingRight,
        13 => SqlErrorKind::DiskFull,
        11 | 26 => SqlErrorKind::NotADatabase,
        14 => SqlErrorKind::DatabaseMissing,
        1 if message.contains("already exists") || message.contains("duplicate column") => SqlErrorKind::Exists,
        1 if message.contains("no such") => SqlErrorKind::ObjectMissing,
        1 if message.contains("syntax error") || message.contains("incomplete input") => SqlErrorKind::Syntax,
        _ => SqlErrorKind::Other,
    };
    (kind, code)
}

/// An exclusive lock of the operating system on a file beside the database; it ends with the process, however that ends.
#[derive(Debug)]
pub struct LockFile(#[expect(dead_code, reason = "dropping it gives the lock back")] File);

fn lock_path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".migrate-lock");
    name.into()
}

pub(super) async fn lock(database: &Path, limit: Duration) -> Result<LockFile> {
    let path = lock_path(database);
    let failed = |doing| move |path: &Path, source| Error::Io { doing, path: path.to_owned(), source };
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(|e| failed("opening the lock file")(&path, e))?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if start.elapsed() >= limit => {
                return Err(Error::Locked { holder: read_holder(&mut file), waited: limit });
            }
            Err(TryLockError::WouldBlock) => tokio::time::sleep(Duration::from_millis(20)).await,
            Err(TryLockError::Error(source)) => return Err(failed("locking")(&path, source)),
        }
    }
    // the file stays: removing it would let two processes lock two files of one name
    let written = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(holder_name().as_bytes()));
    written.map_err(|e| failed("writing the lock file")(&path, e))?;
    Ok(LockFile(file))
}

fn read_holder(file: &mut File) -> String {
    let mut holder = String::new();
    match file.rewind().and_then(|()| file.read_to_string(&mut holder)) {
        Ok(_) if !holder.is_empty() => holder,
        _ => "a process that has not written its name yet".into(),
    }
}

/// Who migrates just now, without making a lock file.
pub(super) fn lock_holder(database: &Path) -> Option<String> {
    let mut file = File::open(lock_path(database)).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Some(read_holder(&mut file)),
        Ok(()) | Err(TryLockError::Error(_)) => None,
    }
}

fn list(names: &[impl AsRef<str>]) -> String {
    names.iter().map(|n| Backend::Sqlite.literal(n.as_ref())).collect::<Vec<_>>().join(", ")
}

pub(super) fn overview_sql(names: &[&str]) -> String {
    format!(
        "SELECT 'table', m.name, (SELECT count(*) FROM pragma_table_info(m.name) WHERE name IN ('checksum', 'execution_ms')) \
         FROM sqlite_master m WHERE m.type = 'table' AND m.name IN ({})",
        list(names)
    )
}

pub(super) fn existing_tables_sql(names: &[String]) -> String {
    format!("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name COLLATE NOCASE IN ({})", list(names))
}

pub(super) fn probe_sql(object: &Object) -> String {
    let literal = |name: &str| Backend::Sqlite.literal(name);
    let master =
        |kind: &str, name: &str| format!("SELECT 1 FROM sqlite_master WHERE type = '{kind}' AND name = {} COLLATE NOCASE", literal(name));
    match object {
        Object::Table { name } => master("table", name),
        Object::View { name } => master("view", name),
        Object::Index { name, .. } => master("index", name),
        Object::Trigger { name, .. } => master("trigger", name),
        Object::Column { table, name } => {
            format!("SELECT 1 FROM pragma_table_xinfo({}) WHERE name = {} COLLATE NOCASE", literal(table), literal(name))
        }
        // these have no names there
        Object::ForeignKey { .. } | Object::Function { .. } | Object::EnumType { .. } => "SELECT 1 WHERE 0".into(),
    }
}

/// All rows as one JSON value: each row of its own would wake a thread, which costs more than the query.
async fn all_rows(session: &mut Session, width: usize, sql: &str) -> std::result::Result<Vec<Row>, SqlError> {
    let names = (0..width).map(|n| format!("c{n}")).collect::<Vec<_>>().join(", ");
    let packed = session.query(&format!("WITH t({names}) AS ({sql}) SELECT json_group_array(json_array({names})) FROM t")).await?;
    let text = packed.into_iter().flatten().flatten().next().unwrap_or_default();
    let rows: Vec<Vec<serde_json::Value>> = serde_json::from_str(&text).map_err(|e| SqlError {
        kind: SqlErrorKind::Other,
        code: "".into(),
        message: format!("the catalog can't be read: {e}").into(),
    })?;
    let cell = |value: serde_json::Value| match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text),
        other => Some(other.to_string()),
    };
    Ok(rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect())
}

pub(super) async fn introspect(session: &mut Session, scope: &Scope) -> std::result::Result<Catalog, SqlError> {
    let names = list(&scope.tables);
    let of_ours = format!("m.type = 'table' AND m.name IN ({names})");
    let master = format!("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name IN ({names}) ORDER BY name");
    let tables = all_rows(session, 4, &master).await?;
    let columns = format!(
        "SELECT m.name, p.name, p.type, p.\"notnull\", p.dflt_value, p.pk, p.hidden FROM sqlite_master m, pragma_table_xinfo(m.name) p \
         WHERE {of_ours} ORDER BY m.name, p.cid"
    );
    let columns = all_rows(session, 7, &columns).await?;
    let indexes = format!(
        "SELECT m.name, l.name, l.\"unique\", l.origin, x.name, x.desc, x.coll FROM sqlite_master m, pragma_index_list(m.name) l, \
         pragma_index_xinfo(l.name) x WHERE {of_ours} AND x.key = 1 ORDER BY m.name, l.name, x.seqno"
    );
    let indexes = all_rows(session, 7, &indexes).await?;
    let keys = format!(
        "SELECT m.name, f.id, f.\"from\", f.\"table\", f.\"to\", f.on_update, f.on_delete FROM sqlite_master m, \
         pragma_foreign_key_list(m.name) f WHERE {of_ours} ORDER BY m.name, f.id, f.seq"
    );
    let keys = all_rows(session, 7, &keys).await?;
    Ok(assemble(tables, columns, indexes, keys))
}

fn assemble(master: Vec<Row>, columns: Vec<Row>, indexes: Vec<Row>, keys: Vec<Row>) -> Catalog {
    use crate::catalog::{Column, ForeignKey, Index, Table};
    let mut catalog = Catalog::default();
    let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
    for row in &master {
        if text(&row[0]) == "table" {
            let (checks, unique_names) = sqlite_sql::table_constraints(&text(&row[3]));
            catalog.tables.insert(text(&row[1]), Table { checks, unique_names, ..Table::default() });
        }
    }
    for row in &columns {
        let Some(table) = catalog.tables.get_mut(&text(&row[0])) else { continue };
        table.columns.push(Column {
            name: text(&row[1]),
            ty: text(&row[2]).to_lowercase(),
            nullable: text(&row[3]) == "0",
            default: row[4].as_ref().map(|d| sqlite_sql::normalise(d)),
            generated: (text(&row[6]) != "0").then(|| "generated".to_string()),
            ..Column::default()
        });
        if text(&row[5]) != "0" {
            table.primary_key.push((text(&row[5]).parse().unwrap_or(0), text(&row[1])));
        }
    }
    for row in &indexes {
        let origin = text(&row[3]);
        let Some(table) = catalog.tables.get_mut(&text(&row[0])).filter(|_| origin != "pk") else { continue };
        let name = text(&row[1]);
        let index = table.indexes.entry(name.clone()).or_insert_with(|| Index { unique: text(&row[2]) == "1", ..Index::default() });
        let descending = if text(&row[5]) == "1" { " DESC" } else { "" };
        index.columns.push(format!("{}{descending}", row[4].as_deref().unwrap_or("(expression)")));
        if let Some(sql) = master.iter().find(|m| m[1].as_deref() == Some(&name)).and_then(|m| m[3].as_ref()) {
            index.predicate = sqlite_sql::predicate(sql);
        }
    }
    for table in catalog.tables.values_mut() {
        table.primary_key.sort();
        table.name_unique_constraints();
    }
    for row in &keys {
        let Some(table) = catalog.tables.get_mut(&text(&row[0])) else { continue };
        let key = table.foreign_keys.entry(format!("#{}", text(&row[1]))).or_insert_with(|| ForeignKey {
            table: text(&row[3]),
            on_update: text(&row[5]),
            on_delete: text(&row[6]),
            ..ForeignKey::default()
        });
        key.columns.push(text(&row[2]));
        key.referenced.push(text(&row[4]));
    }
    for table in catalog.tables.values_mut() {
        // SQLite numbers its foreign keys; what they say is a steadier name
        table.foreign_keys = std::mem::take(&mut table.foreign_keys).into_values().map(|k| (k.columns.join("_"), k)).collect();
    }
    for row in &master {
        if text(&row[0]) == "trigger"
            && let Some(table) = catalog.tables.get_mut(&text(&row[2]))
        {
            table.triggers.insert(text(&row[1]), sqlite_sql::normalise(&text(&row[3])));
        }
    }
    catalog
}
