//! Whole tables: rows are read in the order of their rowids, and inserted by statements with parameters.

use super::Sqlite;
use super::connect::kind_of;
use super::write_lock::BEGIN;
use crate::catalog::{Catalog, Column, Table};
use crate::database_url::{DatabaseUrl, SqliteUrl};
use crate::db::Backend;
use crate::db::driver::Outcome;
use crate::db::errors::sql_error;
use crate::db::session::{Connected, Session};
use crate::db::statement::Sql;
use crate::db::transfer::tables::Transfer;
use crate::db::transfer::{Batch, Cell, ColumnLimits, Consumer, Kind, Limits, Part, Producer, TableShape, query, time_text};
use crate::db::value::Name;
use crate::error::{Error, SqlError};
use crate::sql;
use percent_encoding::NON_ALPHANUMERIC;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Executor};
use std::sync::Mutex;
use tokio::sync::mpsc::Sender;

impl Transfer for Sqlite {
    /// A transaction sees nothing newer than its first query.
    fn begin_snapshot(&self) -> Sql {
        sql!("BEGIN; SELECT count(*) FROM sqlite_master")
    }

    /// Rows that break a check or a foreign key are carried as they are: a backup must not fail because of them.
    fn begin_load(&self) -> Sql {
        sql!("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE")
    }

    fn begin_merge(&self) -> Sql {
        sql!(BEGIN)
    }

    /// Source: https://www.sqlite.org/pragma.html#pragma_table_list
    fn virtual_tables(&self) -> Option<Sql> {
        Some(sql!("SELECT name AS name FROM pragma_table_list WHERE schema = 'main' AND type IN ('virtual', 'shadow') ORDER BY name"))
    }

    /// Whole tables are read by a connection of their own.
    fn reads_own_writes(&self) -> bool {
        false
    }

    fn literal(&self, cell: Cell<'_>) -> Sql {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        match cell {
            Cell::Null => sql!("NULL"),
            Cell::Integer(number) => sql!("{number}", number),
            Cell::Float(f64::INFINITY) => sql!("9e999"),
            Cell::Float(f64::NEG_INFINITY) => sql!("-9e999"),
            Cell::Float(number) => sql!("{number}", number),
            Cell::Bool(is_true) => sql!("{is_true}", is_true),
            Cell::Time(at) => sql!("{time}", time = time_text(at)),
            Cell::Text(text) | Cell::Odd(text) if text.contains('\0') => Sql::script(format!("CAST(x'{}' AS TEXT)", hex(text.as_bytes()))),
            Cell::Text(text) | Cell::Odd(text) => sql!("{text}", text = text.to_string()),
            Cell::Bytes(bytes) => Sql::script(format!("x'{}'", hex(bytes))),
        }
    }

    fn pause_trigger(&self, _: &str, trigger: &str, live: &Table) -> (Sql, Sql) {
        let Some(source) = live.sources.get(trigger) else { return Default::default() };
        (sql!("DROP TRIGGER {trigger}", trigger = Name::of(trigger.to_string())), Sql::script(source.clone()))
    }

    fn end_load(&self) -> Sql {
        sql!("PRAGMA synchronous = FULL; PRAGMA ignore_check_constraints = OFF; PRAGMA foreign_keys = ON")
    }

    fn position(&self, _: &TableShape) -> Option<Sql> {
        Some(sql!("rowid"))
    }

    fn read<'a>(
        &'a self,
        session: &'a mut Session,
        table: &'a TableShape,
        part: &'a Part,
        consumer: &'a mut dyn Consumer,
    ) -> Outcome<'a, ()> {
        Box::pin(async move {
            let statement = query(table, self.position(table), true, part).render(Backend::Sqlite);
            tracing::debug!(target: "morag_db::sql", sql = statement);
            let DatabaseUrl::Sqlite(file) = session.url().clone() else { return Ok(()) };
            let (reader, has_snapshot) = (session.table_reader.take(), session.has_snapshot);
            let shape = table.clone();
            let (sender, mut receiver) = tokio::sync::mpsc::channel(1);
            let reading = tokio::task::spawn_blocking(move || {
                let reader = match reader.map(Mutex::into_inner) {
                    Some(Ok(reader)) => reader,
                    _ => table_reader(&file, has_snapshot)?,
                };
                read_rows(&reader, &statement, &shape, &sender)?;
                Ok(reader)
            });
            while let Some(batch) = receiver.recv().await {
                consumer.take(batch).await?;
            }
            let doing = || format!("reading {}", table.name);
            let reader: rusqlite::Result<_> = reading.await.map_err(|e| Error::internal(doing(), e))?;
            let reader = reader.map_err(|error| Error::from_sql(doing(), answer(&error)))?;
            session.table_reader = has_snapshot.then(|| Mutex::new(reader));
            Ok(())
        })
    }

    fn write<'a>(&'a self, session: &'a mut Session, table: &'a TableShape, producer: &'a mut dyn Producer) -> Outcome<'a, ()> {
        Box::pin(async move {
            let url = session.url.clone();
            let failed = |error: sqlx::Error| Error::from_sql(format!("writing {}", table.name), sql_error(&url, &error));
            let Connected::Sqlite(connection) = &mut session.connected else { return Ok(()) };
            while let Some(batch) = producer.next().await? {
                let mut row = 0;
                while row < batch.rows() {
                    let fits = |step: &usize| *step <= batch.rows() - row && step * table.columns.len() <= PARAMETERS;
                    let rows = STEPS.into_iter().find(fits).unwrap_or(1);
                    let statement = AssertSqlSafe(insert(table, rows));
                    let values = (row..row + rows).flat_map(|row| batch.row(row));
                    connection.execute(values.fold(sqlx::query(statement), bind)).await.map_err(failed)?;
                    row += rows;
                }
            }
            Ok(())
        })
    }

    fn adds_foreign_keys_last(&self) -> bool {
        false
    }

    fn empty(&self, table: &str) -> Sql {
        sql!("DELETE FROM {table}", table = Name::of(table.to_string()))
    }

    fn packet_query(&self) -> Option<Sql> {
        None
    }

    fn limits(&self, _: Option<u64>) -> Limits {
        Limits {
            takes_anything: true,
            needs_uuids: false,
            takes_nul: true,
            takes_nul_in_json: true,
            takes_lone_surrogates: true,
            keeps_json_numbers: true,
            json_levels: None,
            takes_infinity: true,
            // SQLITE_MAX_LENGTH: https://www.sqlite.org/limits.html
            value_bytes: 1_000_000_000,
        }
    }

    fn column_limits(&self, _: &Catalog, column: &Column) -> ColumnLimits {
        ColumnLimits { takes_null: column.nullable, ..ColumnLimits::default() }
    }
}

fn bind<'q>(query: Query<'q, sqlx::Sqlite, SqliteArguments>, cell: Cell<'_>) -> Query<'q, sqlx::Sqlite, SqliteArguments> {
    match cell {
        Cell::Null => query.bind(None::<i64>),
        Cell::Integer(number) => query.bind(number),
        Cell::Float(number) => query.bind(number),
        Cell::Bool(is_true) => query.bind(is_true),
        Cell::Time(at) => query.bind(time_text(at)),
        Cell::Text(text) | Cell::Odd(text) => query.bind(text.to_string()),
        Cell::Bytes(bytes) => query.bind(bytes.to_vec()),
    }
}

/// Rows that one statement inserts, the most first: few sizes, so that each is compiled once.
const STEPS: [usize; 4] = [64, 16, 4, 1];
/// Parameters of a statement: https://www.sqlite.org/limits.html, SQLITE_MAX_VARIABLE_NUMBER.
const PARAMETERS: usize = 32_766;

fn insert(table: &TableShape, rows: usize) -> String {
    let row = Sql::list(table.columns.iter().map(|_| Sql::constant("?")));
    let row = sql!("({row})", row);
    let rows = Sql::list(std::iter::repeat_n(row, rows));
    sql!("INSERT INTO {name} ({columns}) VALUES {rows}", name = Name::of(table.name.clone()), columns = table.names(), rows)
        .render(Backend::Sqlite)
}

/// A connection of the library that hands values out without copies and threads: it reads five times as many rows a second as
/// sqlx does. With a snapshot, all that it reads is as it is now.
fn table_reader(file: &SqliteUrl, has_snapshot: bool) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let path = percent_encoding::percent_encode(file.path.as_os_str().as_encoded_bytes(), NON_ALPHANUMERIC);
    let uri = format!("file:{path}?mode=ro{}", if file.immutable { "&immutable=1" } else { "" });
    let reader = Connection::open_with_flags(uri, flags)?;
    reader.busy_timeout(file.timeout)?;
    if has_snapshot {
        reader.execute_batch("BEGIN; SELECT count(*) FROM sqlite_master")?;
    }
    Ok(reader)
}

/// Reads all rows, and waits while nobody takes them. Whoever takes no more has failed itself.
fn read_rows(reader: &Connection, statement: &str, table: &TableShape, sender: &Sender<Batch>) -> rusqlite::Result<()> {
    let mut statement = reader.prepare(statement)?;
    let mut rows = statement.query([])?;
    let mut batch = Batch::new(table.columns.len());
    while let Some(row) = rows.next()? {
        for (at, column) in table.columns.iter().enumerate() {
            read_value(row.get_ref(at)?, column.kind, &mut batch);
        }
        if let ValueRef::Integer(position) = row.get_ref(table.columns.len())? {
            batch.set_position(position.to_string().as_bytes());
        }
        if batch.is_full() && sender.blocking_send(std::mem::replace(&mut batch, Batch::new(table.columns.len()))).is_err() {
            return Ok(());
        }
    }
    // an error means the same as above
    drop(sender.blocking_send(batch));
    Ok(())
}

/// A column of SQLite holds values of any type, whatever it is declared as.
fn read_value(value: ValueRef<'_>, kind: Kind, batch: &mut Batch) {
    match value {
        ValueRef::Null => batch.push(Cell::Null),
        ValueRef::Integer(number) => match (kind, number) {
            (Kind::Integer, _) => batch.push(Cell::Integer(number)),
            (Kind::Float, _) => batch.push(Cell::Float(number as f64)),
            (Kind::Bool, 0 | 1) => batch.push(Cell::Bool(number == 1)),
            _ => batch.push(Cell::Odd(&number.to_string())),
        },
        ValueRef::Real(number) if kind == Kind::Float => batch.push(Cell::Float(number)),
        ValueRef::Real(number) => batch.push(Cell::Odd(&format!("{number:?}"))),
        ValueRef::Text(text) => batch.push_text(kind, text),
        ValueRef::Blob(bytes) => batch.push(Cell::Bytes(bytes)),
    }
}

/// The error as the rest of the program knows it.
fn answer(error: &rusqlite::Error) -> SqlError {
    let code = error.sqlite_error().map_or(0, |failure| failure.extended_code.cast_unsigned());
    let message = error.to_string();
    SqlError { kind: kind_of(code, &message), code: code.to_string().into(), message: message.into() }
}
