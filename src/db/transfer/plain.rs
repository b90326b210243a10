//! Types of columns that morag-db does not manage, as far as every engine has one like it.

use super::batch::Kind;
use crate::catalog::{Catalog, Column, Table};
use crate::db::dump;
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::db::value::Name;
use crate::error::{Doing, Result};
use crate::sql;
use migration::Backend;

/// A type that can be carried from an engine to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// UUID.
    Uuid,
    /// Text of any length.
    Text,
    /// Text of at most so many characters.
    Varchar(u32),
    /// JSON.
    Json,
    /// Time in UTC.
    Time,
    /// Time without a zone; it is read as UTC.
    LocalTime,
    /// Day.
    Date,
    /// Truth value.
    Bool,
    /// 64-bit float.
    Float,
    /// Whole number of 16 bits.
    Small,
    /// Whole number of 32 bits.
    Integer,
    /// Whole number of 64 bits.
    Big,
    /// Decimal number: digits, and those of them behind the point.
    Decimal(u32, u32),
}

/// Longest varchar of MySQL and MariaDB that is kept: all columns of a row share 65,535 bytes.
const LONGEST_VARCHAR: u32 = 1000;
const BINARY: &str = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

impl Plain {
    /// What a server calls `ty`; `None` if another engine has nothing like it.
    pub(crate) fn parse(backend: Backend, ty: &str) -> Option<Plain> {
        let ty = ty.trim().to_ascii_lowercase();
        let (name, numbers) = parts(&ty);
        let decimal = || match numbers.as_slice() {
            [digits @ 1..=65, fraction @ 0..=30] => Some(Plain::Decimal(*digits, *fraction)),
            [digits @ 1..=65] => Some(Plain::Decimal(*digits, 0)),
            _ => None,
        };
        let characters = || numbers.first().map_or(Plain::Text, |n| Plain::Varchar(*n));
        Some(match (backend, name.as_str()) {
            (Backend::Postgres, "uuid") => Plain::Uuid,
            (Backend::Postgres, "text") => Plain::Text,
            (Backend::Postgres, "character varying") => characters(),
            (Backend::Postgres, "json" | "jsonb") => Plain::Json,
            (Backend::Postgres, "timestamp with time zone") => Plain::Time,
            (Backend::Postgres, "timestamp without time zone") => Plain::LocalTime,
            (Backend::Postgres, "double precision" | "real") => Plain::Float,
            (Backend::Postgres, "numeric") => decimal()?,
            (Backend::Postgres | Backend::MySql | Backend::MariaDb, "smallint") => Plain::Small,
            (Backend::Postgres | Backend::MySql | Backend::MariaDb, "integer" | "int" | "mediumint") => Plain::Integer,
            (Backend::MySql | Backend::MariaDb, "tinyint") if numbers == [1] => Plain::Bool,
            (Backend::MySql | Backend::MariaDb, "tinyint") => Plain::Small,
            (Backend::MySql | Backend::MariaDb, "smallint unsigned") => Plain::Integer,
            (Backend::MySql | Backend::MariaDb, "tinyint unsigned") => Plain::Small,
            (Backend::MySql | Backend::MariaDb, "int unsigned" | "mediumint unsigned") => Plain::Big,
            (Backend::MySql | Backend::MariaDb, "varchar" | "char") => characters(),
            (Backend::MySql | Backend::MariaDb, "tinytext" | "text" | "mediumtext" | "longtext") => Plain::Text,
            (Backend::MySql | Backend::MariaDb, "json") => Plain::Json,
            (Backend::MySql | Backend::MariaDb, "datetime" | "timestamp") => Plain::Time,
            (Backend::MySql | Backend::MariaDb, "double" | "float") => Plain::Float,
            (Backend::MySql | Backend::MariaDb, "decimal") => decimal()?,
            (Backend::Sqlite, "integer" | "int" | "bigint" | "smallint" | "tinyint") => Plain::Big,
            (Backend::Sqlite, "uuid") => Plain::Uuid,
            (Backend::Sqlite, "text" | "clob") => Plain::Text,
            (Backend::Sqlite, "varchar" | "nvarchar" | "char" | "character") => characters(),
            (Backend::Sqlite, "json") => Plain::Json,
            (Backend::Sqlite, "datetime" | "timestamp") => Plain::Time,
            (Backend::Sqlite, "real" | "float" | "double" | "double precision") => Plain::Float,
            (_, "bigint") => Plain::Big,
            (_, "boolean") => Plain::Bool,
            (_, "date") => Plain::Date,
            _ => return None,
        })
    }

    /// The type on `backend`, of a column that is part of a key or not.
    pub(crate) fn name(self, backend: Backend, is_key: bool) -> String {
        use Backend::{Postgres, Sqlite};
        let is_mysql = matches!(backend, Backend::MySql | Backend::MariaDb);
        match self {
            Plain::Uuid if is_mysql => format!("char(36) {BINARY}"),
            Plain::Uuid if backend == Sqlite => "varchar(36)".into(),
            Plain::Uuid => "uuid".into(),
            Plain::Text if is_mysql && is_key => format!("varchar(255) {BINARY}"),
            Plain::Varchar(n) if is_mysql && is_key => format!("varchar({n}) {BINARY}"),
            Plain::Text if is_mysql => "longtext".into(),
            Plain::Varchar(n) if is_mysql && n > LONGEST_VARCHAR => "longtext".into(),
            Plain::Text => "text".into(),
            Plain::Varchar(n) if backend == Postgres => format!("character varying({n})"),
            Plain::Varchar(n) => format!("varchar({n})"),
            Plain::Json if backend == Postgres => "jsonb".into(),
            // a column of SQLite that is declared as json would turn the text 1 into a number
            Plain::Json => (if is_mysql { "json" } else { "text" }).into(),
            Plain::Time if backend == Postgres => "timestamp with time zone".into(),
            Plain::LocalTime if backend == Postgres => "timestamp without time zone".into(),
            Plain::Time | Plain::LocalTime => (if is_mysql { "datetime(6)" } else { "datetime" }).into(),
            Plain::Date => "date".into(),
            Plain::Bool => (if is_mysql { "tinyint(1)" } else { "boolean" }).into(),
            Plain::Float if backend == Postgres => "double precision".into(),
            Plain::Float => (if is_mysql { "double" } else { "float" }).into(),
            // the type under which a primary key counts by itself
            Plain::Small | Plain::Integer | Plain::Big if backend == Sqlite => "integer".into(),
            Plain::Small => "smallint".into(),
            Plain::Integer => "integer".into(),
            Plain::Big => "bigint".into(),
            // SQLite has no decimal numbers: a float would round
            Plain::Decimal(..) if backend == Sqlite => "text".into(),
            Plain::Decimal(digits, fraction) => format!("{}({digits}, {fraction})", if is_mysql { "decimal" } else { "numeric" }),
        }
    }

    /// Whether a column of a primary key may take NULL: SQLite's do, unless they are NOT NULL.
    pub(crate) fn takes_null_in_keys(backend: Backend) -> bool {
        backend == Backend::Sqlite
    }

    /// The logical type of its values.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Plain::Uuid => Kind::Uuid,
            Plain::Text | Plain::Varchar(_) | Plain::Date | Plain::Decimal(..) => Kind::Text,
            Plain::Json => Kind::Json,
            Plain::Time | Plain::LocalTime => Kind::Time,
            Plain::Bool => Kind::Bool,
            Plain::Float => Kind::Float,
            Plain::Small | Plain::Integer | Plain::Big => Kind::Integer,
        }
    }
}

impl Session {
    /// Creates a table.
    pub(crate) async fn create_table(&mut self, name: &str, table: Table) -> Result<()> {
        let catalog = Catalog { tables: [(name.to_string(), table)].into(), ..Catalog::default() };
        for statement in dump::statements(self.backend(), &catalog) {
            self.execute(&Sql::script(statement)).await.doing(format!("creating table {name}"))?;
        }
        Ok(())
    }

    /// Adds a column that takes NULL.
    pub(crate) async fn add_column(&mut self, table: &str, column: &Column) -> Result<()> {
        let sql = sql!(
            "ALTER TABLE {table} ADD COLUMN {column} {ty} NULL",
            table = Name::of(table.to_string()),
            column = Name::of(column.name.clone()),
            ty = Sql::script(column.ty.clone())
        );
        self.execute(&sql).await.map(drop).doing(format!("adding column {table}.{}", column.name))
    }
}

/// A type's name without the numbers in parentheses, and these.
fn parts(ty: &str) -> (String, Vec<u32>) {
    let Some((before, rest)) = ty.split_once('(') else { return (ty.to_string(), Vec::new()) };
    let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
    let numbers = inside.split(',').map_while(|number| number.trim().parse().ok()).collect();
    (format!("{}{after}", before.trim_end()), numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_recognised_and_others_are_not() {
        let cases = [
            (Backend::Postgres, "character varying(20)", Some(Plain::Varchar(20))),
            (Backend::Postgres, "character varying", Some(Plain::Text)),
            (Backend::Postgres, "timestamp(3) with time zone", Some(Plain::Time)),
            (Backend::Postgres, "numeric(10,2)", Some(Plain::Decimal(10, 2))),
            (Backend::Postgres, "numeric", None),
            (Backend::Postgres, "bytea", None),
            (Backend::Postgres, "integer[]", None),
            (Backend::MySql, "int unsigned", Some(Plain::Big)),
            (Backend::MariaDb, "int(10) unsigned", Some(Plain::Big)),
            (Backend::MySql, "bigint unsigned", None),
            (Backend::MySql, "tinyint(1)", Some(Plain::Bool)),
            (Backend::MySql, "enum('a','b')", None),
            (Backend::MariaDb, "datetime(6)", Some(Plain::Time)),
            (Backend::Sqlite, "VARCHAR(255)", Some(Plain::Varchar(255))),
            (Backend::Sqlite, "BLOB", None),
            (Backend::Sqlite, "", None),
        ];
        for (backend, ty, plain) in cases {
            assert_eq!(Plain::parse(backend, ty), plain, "{backend} {ty}");
        }
    }

    #[test]
    fn a_type_of_every_engine_is_known_there() {
        let all = [Plain::Text, Plain::Varchar(20), Plain::Time, Plain::Date, Plain::Bool, Plain::Float, Plain::Big];
        for backend in Backend::ALL {
            for plain in all {
                let name = plain.name(backend, false);
                assert_eq!(Plain::parse(backend, &name), Some(plain), "{backend} {name}");
            }
        }
    }
}
