//! Whole tables: rows are streamed as text, and inserted many to a statement.

use super::MySql;
use crate::catalog::{Catalog, Column, Table};
use crate::db::Backend;
use crate::db::adopt::adoption::column_labels;
use crate::db::driver::Outcome;
use crate::db::errors::sql_error;
use crate::db::session::{Connected, Session};
use crate::db::statement::Sql;
use crate::db::transfer::tables::Transfer;
use crate::db::transfer::{
    Batch, Cell, ColumnLimits, Consumer, Limits, Part, Producer, TableShape, characters, query, whole_numbers, write_time,
};
use crate::db::value::Name;
use crate::error::{Doing, Error, Result};
use crate::sql;
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Either, Executor, Row};

/// Bytes at which a statement is sent: below the least `max_allowed_packet` that servers are delivered with.
const STATEMENT: usize = 768 << 10;

impl Transfer for MySql {
    /// The server waits for a reader that waits for a writer.
    fn begin_snapshot(&self) -> Sql {
        sql!(
            "SET SESSION net_write_timeout = 86400, wait_timeout = 86400 /*M! , idle_transaction_timeout = 0 */; \
             SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"
        )
    }

    fn begin_load(&self) -> Sql {
        sql!("SET SESSION foreign_key_checks = 0, unique_checks = 0, net_read_timeout = 86400, wait_timeout = 86400; START TRANSACTION")
    }

    fn begin_merge(&self) -> Sql {
        sql!("SET SESSION net_read_timeout = 86400, wait_timeout = 86400; START TRANSACTION")
    }

    fn virtual_tables(&self) -> Option<Sql> {
        None
    }

    fn reads_own_writes(&self) -> bool {
        true
    }

    fn literal(&self, cell: Cell<'_>) -> Sql {
        let mut text = Vec::new();
        write_cell(&mut text, cell);
        Sql::script(String::from_utf8_lossy(&text).into_owned())
    }

    /// There are none: columns maintain themselves, and take values that are given.
    fn pause_trigger(&self, _: &str, _: &str, _: &Table) -> (Sql, Sql) {
        Default::default()
    }

    fn end_load(&self) -> Sql {
        sql!("SET SESSION foreign_key_checks = 1, unique_checks = 1")
    }

    /// The rows lie in the order of the primary key.
    fn position(&self, table: &TableShape) -> Option<Sql> {
        table.only_key().map(|key| sql!("{key}", key = Name::of(key.to_string())))
    }

    fn read<'a>(
        &'a self,
        session: &'a mut Session,
        table: &'a TableShape,
        part: &'a Part,
        consumer: &'a mut dyn Consumer,
    ) -> Outcome<'a, ()> {
        Box::pin(async move {
            let statement = query(table, self.position(table), true, part).render(Backend::MySql);
            let url = session.url.clone();
            let failed = |error: sqlx::Error| Error::from_sql(format!("reading {}", table.name), sql_error(&url, &error));
            let Connected::MySql(connection) = &mut session.connected else { return Ok(()) };
            tracing::debug!(target: "morag_db::sql", sql = statement);
            let mut rows = connection.fetch_many(sqlx::raw_sql(AssertSqlSafe(statement)));
            let mut batch = Batch::new(table.columns.len());
            while let Some(answer) = rows.try_next().await.map_err(failed)? {
                let Either::Right(row) = answer else { continue };
                for (at, column) in table.columns.iter().enumerate() {
                    match row.try_get_unchecked::<Option<&[u8]>, _>(at).map_err(failed)? {
                        Some(text) => batch.push_text(column.kind, text),
                        None => batch.push(Cell::Null),
                    }
                }
                if let Some(position) = row.try_get_unchecked::<Option<&[u8]>, _>(table.columns.len()).map_err(failed)? {
                    batch.set_position(position);
                }
                if batch.is_full() {
                    batch = consumer.take(batch).await?;
                }
            }
            consumer.take(batch).await.map(drop)
        })
    }

    fn write<'a>(&'a self, session: &'a mut Session, table: &'a TableShape, producer: &'a mut dyn Producer) -> Outcome<'a, ()> {
        Box::pin(async move {
            let head = sql!("INSERT INTO {name} ({columns}) VALUES ", name = Name::of(table.name.clone()), columns = table.names());
            let head = head.render(Backend::MySql).into_bytes();
            let mut statement = Vec::with_capacity(STATEMENT + head.len());
            while let Some(batch) = producer.next().await? {
                for row in 0..batch.rows() {
                    let start = if statement.is_empty() { head.as_slice() } else { b"," };
                    statement.extend_from_slice(start);
                    write_row(&mut statement, batch.row(row));
                    if statement.len() >= STATEMENT {
                        send(session, table, std::mem::take(&mut statement)).await?;
                    }
                }
            }
            if statement.is_empty() { Ok(()) } else { send(session, table, statement).await }
        })
    }

    /// Adding a key copies the table here. The keys stay, and are not checked while rows are written: the plan has checked the
    /// rows of a source of another engine.
    fn adds_foreign_keys_last(&self) -> bool {
        false
    }

    fn empty(&self, table: &str) -> Sql {
        sql!("TRUNCATE TABLE {table}", table = Name::of(table.to_string()))
    }

    fn packet_query(&self) -> Option<Sql> {
        Some(sql!("SELECT @@max_allowed_packet AS bytes"))
    }

    fn limits(&self, packet: Option<u64>) -> Limits {
        let packet = packet.unwrap_or(1 << 20);
        Limits {
            takes_anything: false,
            needs_uuids: false,
            takes_nul: true,
            takes_nul_in_json: true,
            takes_lone_surrogates: self.is_mariadb,
            keeps_json_numbers: self.is_mariadb,
            // https://mariadb.com/kb/en/json_valid/; MySQL's error 3157
            json_levels: Some(if self.is_mariadb { 31 } else { 100 }),
            takes_infinity: false,
            // the name of the table and the other columns have their room in the same packet
            value_bytes: packet.saturating_sub(packet / 8),
        }
    }

    fn column_limits(&self, _: &Catalog, column: &Column) -> ColumnLimits {
        ColumnLimits {
            takes_null: column.nullable,
            characters: characters(&column.ty),
            bytes: (column.ty == "text").then_some(65_535),
            labels: column_labels(&column.ty),
            // https://dev.mysql.com/doc/refman/8.4/en/datetime.html
            times: column.ty.starts_with("timestamp").then_some((1_000_000, 2_147_483_647_999_999)),
            integers: whole_numbers(&column.ty),
        }
    }
}

async fn send(session: &mut Session, table: &TableShape, statement: Vec<u8>) -> Result<()> {
    let doing = || format!("writing {}", table.name);
    let text = String::from_utf8(statement).map_err(|e| Error::internal(doing(), e))?;
    session.execute(&Sql::script(text)).await.map(drop).doing(doing())
}

fn write_row<'a>(out: &mut Vec<u8>, row: impl Iterator<Item = Cell<'a>>) {
    out.push(b'(');
    for (at, cell) in row.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write_cell(out, cell);
    }
    out.push(b')');
}

fn write_cell(out: &mut Vec<u8>, cell: Cell<'_>) {
    match cell {
        Cell::Null => out.extend_from_slice(b"NULL"),
        Cell::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Cell::Float(number) => out.extend_from_slice(format!("{number:e}").as_bytes()),
        Cell::Bool(is_true) => out.push(if is_true { b'1' } else { b'0' }),
        Cell::Time(at) => {
            out.push(b'\'');
            write_time(out, at);
            out.push(b'\'');
        }
        Cell::Text(text) | Cell::Odd(text) => quote(text, out),
        Cell::Bytes(bytes) => {
            out.extend_from_slice(b"x'");
            bytes.iter().for_each(|byte| out.extend_from_slice(format!("{byte:02x}").as_bytes()));
            out.push(b'\'');
        }
    }
}

/// As [`Backend::literal`] does, without a copy.
fn quote(text: &str, out: &mut Vec<u8>) {
    out.push(b'\'');
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\'' || byte == b'\\' {
            out.extend_from_slice(&text.as_bytes()[start..at]);
            out.push(byte);
            start = at;
        }
    }
    out.extend_from_slice(&text.as_bytes()[start..]);
    out.push(b'\'');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn text_is_quoted_as_everywhere(text in "\\PC*|['\\\\a]*") {
            let mut out = Vec::new();
            quote(&text, &mut out);
            prop_assert_eq!(String::from_utf8(out).unwrap(), Backend::MySql.literal(&text));
        }
    }
}
