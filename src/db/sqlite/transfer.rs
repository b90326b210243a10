//! Whole tables: rows are read in the order of their rowids, and inserted by statements with parameters.

use super::Sqlite;
use crate::catalog::{Catalog, Column};
use crate::db::Backend;
use crate::db::driver::Outcome;
use crate::db::errors::sql_error;
use crate::db::session::{Connected, Session};
use crate::db::statement::Sql;
use crate::db::transfer::tables::Transfer;
use crate::db::transfer::{Batch, Cell, ColumnLimits, Consumer, Kind, Limits, Part, Producer, TableShape, query, time_text};
use crate::db::value::Name;
use crate::error::Error;
use crate::sql;
use futures_util::TryStreamExt;
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow, SqliteValueRef};
use sqlx::{AssertSqlSafe, Decode, Executor, Row, TypeInfo, ValueRef};

impl Transfer for Sqlite {
    /// A transaction sees nothing newer than its first query.
    fn begin_snapshot(&self) -> Sql {
        sql!("BEGIN; SELECT count(*) FROM sqlite_master")
    }

    /// Rows that break a check or a foreign key are carried as they are: a backup must not fail because of them.
    fn begin_load(&self) -> Sql {
        sql!("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE")
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
            let url = session.url.clone();
            let failed = |error: sqlx::Error| Error::from_sql(format!("reading {}", table.name), sql_error(&url, &error));
            let Connected::Sqlite(connection) = &mut session.connected else { return Ok(()) };
            tracing::debug!(target: "morag_db::sql", sql = statement);
            let mut rows = connection.fetch(sqlx::query(AssertSqlSafe(statement)));
            let mut batch = Batch::new(table.columns.len());
            while let Some(row) = rows.try_next().await.map_err(failed)? {
                read_row(&row, table, &mut batch).map_err(failed)?;
                if batch.is_full() {
                    batch = consumer.take(batch).await?;
                }
            }
            consumer.take(batch).await.map(drop)
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

fn read_row(row: &SqliteRow, table: &TableShape, batch: &mut Batch) -> sqlx::Result<()> {
    for (at, column) in table.columns.iter().enumerate() {
        read_value(row.try_get_raw(at)?, column.kind, batch)?;
    }
    let position: Option<i64> = row.try_get_unchecked(table.columns.len())?;
    if let Some(position) = position {
        batch.set_position(position.to_string().as_bytes());
    }
    Ok(())
}

/// A column of SQLite holds values of any type, whatever it is declared as.
fn read_value(value: SqliteValueRef<'_>, kind: Kind, batch: &mut Batch) -> sqlx::Result<()> {
    let decode = |error| sqlx::Error::ColumnDecode { index: "value".into(), source: error };
    let is_null = value.is_null();
    let ty = value.type_info().name().as_bytes().first().copied().unwrap_or_default();
    match ty {
        _ if is_null => batch.push(Cell::Null),
        b'I' => {
            let number = <i64 as Decode<sqlx::Sqlite>>::decode(value).map_err(decode)?;
            match (kind, number) {
                (Kind::Integer, _) => batch.push(Cell::Integer(number)),
                (Kind::Float, _) => batch.push(Cell::Float(number as f64)),
                (Kind::Bool, 0 | 1) => batch.push(Cell::Bool(number == 1)),
                _ => batch.push(Cell::Odd(&number.to_string())),
            }
        }
        b'R' => {
            let number = <f64 as Decode<sqlx::Sqlite>>::decode(value).map_err(decode)?;
            match kind {
                Kind::Float => batch.push(Cell::Float(number)),
                _ => batch.push(Cell::Odd(&format!("{number:?}"))),
            }
        }
        b'T' => batch.push_text(kind, <&[u8] as Decode<sqlx::Sqlite>>::decode(value).map_err(decode)?),
        _ => batch.push(Cell::Bytes(<&[u8] as Decode<sqlx::Sqlite>>::decode(value).map_err(decode)?)),
    }
    Ok(())
}
