//! UUIDs and times: one type each, which decodes values written by any client on any backend and binds them in the form of
//! the column. Native types on PostgreSQL; elsewhere UUIDs are text, times are `datetime(6)` on MySQL and MariaDB and text
//! with six fractional digits on SQLite, which compares times as text.

use chrono::{DateTime, NaiveDateTime, SubsecRound, Utc};
use sea_orm::sea_query::{ArrayType, ColumnType, Expr, Nullable, Value, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, ColumnTrait, DbBackend, DbErr, IntoActiveValue, QueryResult, TryFromU64, TryGetError, TryGetable};
use uuid::Uuid;

/// UUID of a `uuid` column.
#[derive(Clone, Copy, Debug)]
pub struct DbUuid {
    value: Uuid,
    backend: DbBackend,
}

impl DbUuid {
    /// Creates a UUID that is bound in the form of `backend`.
    pub fn new(value: Uuid, backend: DbBackend) -> Self {
        DbUuid { value, backend }
    }

    /// Generates a time-ordered UUID (version 7).
    pub fn generate(backend: DbBackend) -> Self {
        Self::new(Uuid::now_v7(), backend)
    }

    /// Returns the UUID.
    pub fn get(self) -> Uuid {
        self.value
    }

    /// Returns a condition that matches the UUID with and without hyphens: on engines other than PostgreSQL, SQLAlchemy 2's
    /// `Uuid` writes 32 digits without hyphens.
    pub fn is_in(self, column: impl ColumnTrait) -> Expr {
        match self.backend {
            DbBackend::Postgres => column.eq(self),
            _ => column.is_in([self.value.hyphenated().to_string(), self.value.simple().to_string()]),
        }
    }
}

impl PartialEq for DbUuid {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for DbUuid {}

impl From<DbUuid> for Value {
    fn from(uuid: DbUuid) -> Value {
        match uuid.backend {
            DbBackend::Postgres => uuid.value.into(),
            _ => uuid.value.hyphenated().to_string().into(),
        }
    }
}

fn backend_of(row: &QueryResult) -> DbBackend {
    if row.try_as_pg_row().is_some() {
        DbBackend::Postgres
    } else if row.try_as_mysql_row().is_some() {
        DbBackend::MySql
    } else {
        DbBackend::Sqlite
    }
}

fn unreadable(what: &str, text: &str) -> TryGetError {
    TryGetError::DbErr(DbErr::Type(format!("'{text}' is not a {what}")))
}

impl TryGetable for DbUuid {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let backend = backend_of(row);
        let value = match backend {
            DbBackend::Postgres => Uuid::try_get_by(row, index)?,
            _ => {
                let text = String::try_get_by(row, index)?;
                Uuid::parse_str(text.trim()).map_err(|_| unreadable("UUID", &text))?
            }
        };
        Ok(DbUuid { value, backend })
    }
}

impl ValueType for DbUuid {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        match value {
            Value::Uuid(Some(uuid)) => Ok(DbUuid::new(uuid, DbBackend::Postgres)),
            Value::String(Some(text)) => Uuid::parse_str(&text).map(|uuid| DbUuid::new(uuid, DbBackend::Sqlite)).map_err(|_| ValueTypeErr),
            _ => Err(ValueTypeErr),
        }
    }

    fn type_name() -> String {
        "DbUuid".into()
    }

    fn array_type() -> ArrayType {
        ArrayType::Uuid
    }

    fn column_type() -> ColumnType {
        ColumnType::Uuid
    }
}

impl Nullable for DbUuid {
    fn null() -> Value {
        Value::Uuid(None)
    }
}

impl TryFromU64 for DbUuid {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("DbUuid"))
    }
}

impl IntoActiveValue<DbUuid> for DbUuid {
    fn into_active_value(self) -> sea_orm::ActiveValue<DbUuid> {
        sea_orm::ActiveValue::Set(self)
    }
}

/// Time of a timestamp column: UTC, in whole microseconds.
#[derive(Clone, Copy, Debug)]
pub struct DbTime {
    value: DateTime<Utc>,
    backend: DbBackend,
}

/// Format of times on SQLite: always six fractional digits, so that text order is time order.
const SQLITE_FORMAT: &str = "%Y-%m-%d %H:%M:%S%.6f";

impl DbTime {
    /// Creates a time that is bound in the form of `backend`; `value` is truncated to whole microseconds.
    pub fn new(value: DateTime<Utc>, backend: DbBackend) -> Self {
        DbTime { value: value.trunc_subsecs(6), backend }
    }

    /// Returns the time.
    pub fn get(self) -> DateTime<Utc> {
        self.value
    }
}

impl PartialEq for DbTime {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for DbTime {}

impl From<DbTime> for Value {
    fn from(time: DbTime) -> Value {
        match time.backend {
            DbBackend::Postgres => time.value.into(),
            DbBackend::Sqlite => time.value.format(SQLITE_FORMAT).to_string().into(),
            _ => time.value.naive_utc().into(),
        }
    }
}

/// Parses a time written by any client on SQLite: `2026-01-02 03:04:05[.ffffff]`, also with a `T` or an offset.
pub(crate) fn parse_time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.to_utc());
    }
    ["%Y-%m-%d %H:%M:%S%.f%:z", "%Y-%m-%dT%H:%M:%S%.f%:z"]
        .iter()
        .find_map(|format| DateTime::parse_from_str(text, format).ok().map(|t| t.to_utc()))
        .or_else(|| {
            let naive =
                ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f"].iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
            naive.map(|time| time.and_utc())
        })
}

impl TryGetable for DbTime {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let backend = backend_of(row);
        let value = match backend {
            DbBackend::Postgres => DateTime::<Utc>::try_get_by(row, index)?,
            DbBackend::Sqlite => {
                let text = String::try_get_by(row, index)?;
                parse_time(&text).ok_or_else(|| unreadable("time", &text))?
            }
            _ => mysql_time(row, index)?,
        };
        Ok(DbTime { value, backend })
    }
}

/// Reads a time on MySQL or MariaDB: `datetime` has no time zone, `timestamp` has one; both are UTC in morag-db's sessions.
fn mysql_time<I: ColIdx>(row: &QueryResult, index: I) -> Result<DateTime<Utc>, TryGetError> {
    match NaiveDateTime::try_get_by(row, index) {
        Err(TryGetError::DbErr(_)) => DateTime::<Utc>::try_get_by(row, index),
        naive => naive.map(|time| time.and_utc()),
    }
}

impl ValueType for DbTime {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        match value {
            Value::ChronoDateTimeUtc(Some(time)) => Ok(DbTime::new(time, DbBackend::Postgres)),
            Value::ChronoDateTime(Some(time)) => Ok(DbTime::new(time.and_utc(), DbBackend::MySql)),
            Value::String(Some(text)) => parse_time(&text).map(|t| DbTime::new(t, DbBackend::Sqlite)).ok_or(ValueTypeErr),
            _ => Err(ValueTypeErr),
        }
    }

    fn type_name() -> String {
        "DbTime".into()
    }

    fn array_type() -> ArrayType {
        ArrayType::ChronoDateTimeUtc
    }

    fn column_type() -> ColumnType {
        ColumnType::TimestampWithTimeZone
    }
}

impl Nullable for DbTime {
    fn null() -> Value {
        Value::ChronoDateTimeUtc(None)
    }
}

impl IntoActiveValue<DbTime> for DbTime {
    fn into_active_value(self) -> sea_orm::ActiveValue<DbTime> {
        sea_orm::ActiveValue::Set(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_every_client_are_read_and_written_in_one_format() {
        let texts =
            ["2026-01-02 03:04:05.000006", "2026-01-02T03:04:05.000006Z", "2026-01-02 05:04:05.000006+02:00", "2026-01-02T03:04:05.000006"];
        for text in texts {
            let time = DbTime::new(parse_time(text).unwrap(), DbBackend::Sqlite);
            assert_eq!(Value::from(time), Value::from("2026-01-02 03:04:05.000006"), "{text}");
        }
        let whole = DbTime::new(parse_time("2026-01-02 03:04:05").unwrap(), DbBackend::Sqlite);
        assert_eq!(Value::from(whole), Value::from("2026-01-02 03:04:05.000000"));
    }
}
