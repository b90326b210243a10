//! Whole tables by COPY, in its text format.

use super::Postgres;
use super::copy_text::{read_line, write_line, write_plain};
use crate::catalog::{Catalog, Column, Table};
use crate::db::driver::Outcome;
use crate::db::errors::sql_error;
use crate::db::session::{Connected, Session};
use crate::db::statement::Sql;
use crate::db::transfer::tables::Transfer;
use crate::db::transfer::{Batch, Cell, ColumnLimits, Consumer, Limits, Part, Producer, TableShape, characters, query, whole_numbers};
use crate::db::value::{Name, Value};
use crate::error::{Doing, Error, Result};
use crate::sql;
use futures_util::TryStreamExt;
use migration::Backend;

impl Transfer for Postgres {
    /// Limits that some servers lack are set by name, where they are known. A scan that joins another one would not begin at
    /// the first row, and one in parallel would not be in order.
    fn begin_snapshot(&self) -> Sql {
        sql!(
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, MDY'; \
             SET LOCAL extra_float_digits = 1; SET LOCAL synchronize_seqscans = off; SET LOCAL max_parallel_workers_per_gather = 0; \
             SELECT set_config(name, '0', true) FROM pg_catalog.pg_settings \
             WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')"
        )
    }

    fn begin_load(&self) -> Sql {
        sql!(
            "BEGIN; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL synchronous_commit = off; \
             SELECT set_config(name, '0', true) FROM pg_catalog.pg_settings \
             WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')"
        )
    }

    fn begin_merge(&self) -> Sql {
        sql!(
            "BEGIN; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL extra_float_digits = 1; \
             SELECT set_config(name, '0', true) FROM pg_catalog.pg_settings \
             WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')"
        )
    }

    fn virtual_tables(&self) -> Option<Sql> {
        None
    }

    fn reads_own_writes(&self) -> bool {
        true
    }

    /// The server reads the text as the column's type.
    fn literal(&self, cell: Cell<'_>) -> Sql {
        sql!("{value}", value = value(cell, &mut Vec::new()))
    }

    fn pause_trigger(&self, table: &str, trigger: &str, _: &Table) -> (Sql, Sql) {
        let (table, trigger) = (Name::of(table.to_string()), Name::of(trigger.to_string()));
        (
            sql!("ALTER TABLE {table} DISABLE TRIGGER {trigger}", table = table.clone(), trigger = trigger.clone()),
            sql!("ALTER TABLE {table} ENABLE TRIGGER {trigger}", table, trigger),
        )
    }

    fn end_load(&self) -> Sql {
        Sql::default()
    }

    /// In a partitioned table, rows of several partitions have the same place.
    fn position(&self, table: &TableShape) -> Option<Sql> {
        (!table.is_partitioned).then(|| sql!("ctid"))
    }

    fn read<'a>(
        &'a self,
        session: &'a mut Session,
        table: &'a TableShape,
        part: &'a Part,
        consumer: &'a mut dyn Consumer,
    ) -> Outcome<'a, ()> {
        Box::pin(async move {
            let doing = || format!("reading {}", table.name);
            let rows = query(table, self.position(table), false, part);
            let statement = sql!("COPY ({rows}) TO STDOUT", rows).render(Backend::Postgres);
            let url = session.url.clone();
            let failed = |error: sqlx::Error| Error::from_sql(doing(), sql_error(&url, &error));
            let Connected::Postgres(connection) = &mut session.connected else { return Ok(()) };
            tracing::debug!(target: "morag_db::sql", sql = statement);
            let mut lines = connection.copy_out_raw(&statement).await.map_err(failed)?;
            let mut batch = Batch::new(table.columns.len());
            let mut plain = Vec::new();
            while let Some(line) = lines.try_next().await.map_err(failed)? {
                read_line(&line, table, &mut batch, &mut plain);
                if batch.is_full() {
                    batch = consumer.take(batch).await?;
                }
            }
            consumer.take(batch).await.map(drop)
        })
    }

    /// Few rows are sent as one INSERT: without TCP_NODELAY, which sqlx does not set, the end of a COPY waits 40 ms for the
    /// server's acknowledgement of its rows.
    fn write<'a>(&'a self, session: &'a mut Session, table: &'a TableShape, producer: &'a mut dyn Producer) -> Outcome<'a, ()> {
        Box::pin(async move {
            let Some(first) = producer.next().await? else { return Ok(()) };
            let second = producer.next().await?;
            if second.is_none() && first.rows() <= FEW_ROWS && first.size() < CHUNK {
                if first.rows() == 0 {
                    return Ok(());
                }
                return session.execute(&insert(table, &first)).await.map(drop).doing(format!("writing {}", table.name));
            }
            copy_in(session, table, [Some(first), second].into_iter().flatten(), producer).await
        })
    }

    fn adds_foreign_keys_last(&self) -> bool {
        true
    }

    fn empty(&self, table: &str) -> Sql {
        sql!("TRUNCATE {table}", table = Name::of(table.to_string()))
    }

    fn packet_query(&self) -> Option<Sql> {
        None
    }

    fn limits(&self, _: Option<u64>) -> Limits {
        Limits {
            takes_anything: false,
            needs_uuids: true,
            takes_nul: false,
            takes_nul_in_json: false,
            takes_lone_surrogates: false,
            keeps_json_numbers: true,
            json_levels: None,
            takes_infinity: true,
            // https://www.postgresql.org/docs/current/limits.html: 1 GB, and a line of COPY is one value too
            value_bytes: 1 << 29,
        }
    }

    fn column_limits(&self, catalog: &Catalog, column: &Column) -> ColumnLimits {
        ColumnLimits {
            takes_null: column.nullable,
            characters: characters(&column.ty),
            labels: catalog.enums.get(&column.ty).cloned(),
            integers: whole_numbers(&column.ty),
            ..ColumnLimits::default()
        }
    }
}

/// Rows up to which an INSERT is sent.
const FEW_ROWS: usize = 200;

/// An INSERT of all rows of `batch`. The server reads each text as its column's type.
fn insert(table: &TableShape, batch: &Batch) -> Sql {
    let mut line = Vec::new();
    let mut values = |row: usize| Sql::list(batch.row(row).map(|cell| value(cell, &mut line)));
    let rows = (0..batch.rows()).map(|row| sql!("({values})", values = values(row))).collect::<Vec<_>>();
    let name = Name::of(table.name.clone());
    sql!("INSERT INTO {name} ({columns}) VALUES {rows}", name, columns = table.names(), rows = Sql::list(rows))
}

/// A value as text, whatever its type.
fn value(cell: Cell<'_>, text: &mut Vec<u8>) -> Value {
    if cell == Cell::Null {
        return Value::Null;
    }
    text.clear();
    write_plain(text, cell);
    Value::Text(String::from_utf8_lossy(text).into_owned())
}

async fn copy_in(
    session: &mut Session,
    table: &TableShape,
    begun: impl Iterator<Item = Batch> + Send,
    producer: &mut dyn Producer,
) -> Result<()> {
    let statement = sql!("COPY {name} ({columns}) FROM STDIN", name = Name::of(table.name.clone()), columns = table.names());
    let statement = statement.render(Backend::Postgres);
    let url = session.url.clone();
    let failed = |error: sqlx::Error| Error::from_sql(format!("writing {}", table.name), sql_error(&url, &error));
    let Connected::Postgres(connection) = &mut session.connected else { return Ok(()) };
    tracing::debug!(target: "morag_db::sql", sql = statement);
    let mut copying = connection.copy_in_raw(&statement).await.map_err(failed)?;
    let (mut lines, mut begun) = (Vec::with_capacity(CHUNK), begun);
    while let Some(batch) = match begun.next() {
        Some(batch) => Some(batch),
        None => producer.next().await?,
    } {
        for row in 0..batch.rows() {
            write_line(&mut lines, batch.row(row));
            if lines.len() >= CHUNK {
                copying.send(lines.as_slice()).await.map_err(failed)?;
                lines.clear();
                lines.shrink_to(2 * CHUNK);
            }
        }
    }
    copying.send(lines.as_slice()).await.map_err(failed)?;
    copying.finish().await.map(drop).map_err(failed)
}

/// Bytes that are sent at once.
const CHUNK: usize = 256 << 10;
