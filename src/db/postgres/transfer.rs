//! Whole tables by COPY, in its text format.
//! Source: https://www.postgresql.org/docs/current/sql-copy.html ("Text Format").

use super::Postgres;
use crate::catalog::{Catalog, Column};
use crate::db::driver::Outcome;
use crate::db::errors::sql_error;
use crate::db::session::{Connected, Session};
use crate::db::statement::Sql;
use crate::db::transfer::tables::Transfer;
use crate::db::transfer::{
    Batch, Cell, ColumnLimits, Consumer, Kind, Limits, Part, Producer, TableShape, characters, query, whole_numbers, write_time,
};
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

    fn end_load(&self) -> Sql {
        Sql::default()
    }

    fn position(&self, _: &TableShape) -> Option<Sql> {
        Some(sql!("ctid"))
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
    let mut value = |cell: Cell<'_>| match cell {
        Cell::Null => Value::Null,
        cell => {
            line.clear();
            write_plain(&mut line, cell);
            Value::Text(String::from_utf8_lossy(&line).into_owned())
        }
    };
    let rows = (0..batch.rows()).map(|row| sql!("({values})", values = Sql::list(batch.row(row).map(&mut value)))).collect::<Vec<_>>();
    let name = Name::of(table.name.clone());
    sql!("INSERT INTO {name} ({columns}) VALUES {rows}", name, columns = table.names(), rows = Sql::list(rows))
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

/// Reads a line of COPY, the position of the row at its end.
fn read_line(line: &[u8], table: &TableShape, batch: &mut Batch, plain: &mut Vec<u8>) {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let mut fields = line.split(|byte| *byte == b'\t');
    for (column, field) in table.columns.iter().zip(&mut fields) {
        match field {
            b"\\N" => batch.push(Cell::Null),
            field if field.contains(&b'\\') => {
                plain.clear();
                unescape(field, plain);
                push(batch, column.kind, plain);
            }
            field => push(batch, column.kind, field),
        }
    }
    if let Some(position) = fields.next() {
        batch.set_position(position);
    }
}

fn push(batch: &mut Batch, kind: Kind, text: &[u8]) {
    batch.push_text(kind, text);
}

fn unescape(field: &[u8], out: &mut Vec<u8>) {
    let mut bytes = field.iter();
    while let Some(&byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        out.push(match bytes.next() {
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'v') => 11,
            Some(&other) => other,
            None => b'\\',
        });
    }
}

fn write_line<'a>(out: &mut Vec<u8>, row: impl Iterator<Item = Cell<'a>>) {
    for (at, cell) in row.enumerate() {
        if at > 0 {
            out.push(b'\t');
        }
        match cell {
            Cell::Null => out.extend_from_slice(b"\\N"),
            Cell::Text(text) | Cell::Odd(text) => escape(text.as_bytes(), out),
            Cell::Bytes(bytes) => escape(bytes, out),
            cell => write_plain(out, cell),
        }
    }
    out.push(b'\n');
}

/// Appends a value as text.
fn write_plain(out: &mut Vec<u8>, cell: Cell<'_>) {
    match cell {
        Cell::Null => {}
        Cell::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Cell::Float(number) => out.extend_from_slice(float(number).as_bytes()),
        Cell::Bool(is_true) => out.push(if is_true { b't' } else { b'f' }),
        Cell::Time(at) => {
            write_time(out, at);
            out.extend_from_slice(b"+00");
        }
        Cell::Text(text) | Cell::Odd(text) => out.extend_from_slice(text.as_bytes()),
        Cell::Bytes(bytes) => out.extend_from_slice(bytes),
    }
}

fn float(number: f64) -> String {
    match number {
        f64::INFINITY => "Infinity".into(),
        f64::NEG_INFINITY => "-Infinity".into(),
        number if number.is_nan() => "NaN".into(),
        number => format!("{number:e}"),
    }
}

fn escape(text: &[u8], out: &mut Vec<u8>) {
    let mut start = 0;
    for (at, byte) in text.iter().enumerate() {
        let escaped = match byte {
            b'\\' => b'\\',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => continue,
        };
        out.extend_from_slice(&text[start..at]);
        out.extend_from_slice(&[b'\\', escaped]);
        start = at + 1;
    }
    out.extend_from_slice(&text[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::transfer::ColumnShape;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn text_survives_a_line(text in "\\PC*|[\\\\\t\n\r\u{8}N]*") {
            let table = TableShape { name: "t".into(), columns: vec![ColumnShape { name: "c".into(), kind: Kind::Text }], key: vec![] };
            let (mut line, mut batch) = (Vec::new(), Batch::new(1));
            write_line(&mut line, std::iter::once(Cell::Text(&text)));
            let line = line.strip_suffix(b"\n").unwrap();
            read_line(&[line, b"\t(0,1)\n"].concat(), &table, &mut batch, &mut Vec::new());
            prop_assert_eq!(batch.row(0).next(), Some(Cell::Text(text.as_str())));
            prop_assert_eq!(batch.last_position(), Some("(0,1)"));
        }
    }
}
