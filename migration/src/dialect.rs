//! Renders logical types, defaults and tables as SQL for each backend; no other module does.
//! No table of the schema is named here, and no SQL is executed.

use crate::backend::Backend;
use crate::partitions::{partitions, primary_key_of_partitioned};
use crate::step::{Object, Step};
use crate::table::{Column, Enum, ForeignKey, Index, OnDelete, Table, Type, Value};
use sea_orm_migration::sea_query::{
    Alias, Check, ColumnDef, Expr, ForeignKey as SeaForeignKey, ForeignKeyAction, Index as SeaIndex, MysqlQueryBuilder,
    PostgresQueryBuilder, SqliteQueryBuilder, Table as SeaTable,
};

/// SQLite expression for a random UUID (version 4). Uses `random() & 3`, because abs(random()) overflows for one value in 2^64.
const SQLITE_RANDOM_UUID: &str = "(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || \
     substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))";

/// Binary collation for MySQL and MariaDB, for columns where case and accents matter: 'Key-A' differs from 'key-a'. Ids use it
/// too, not ascii_bin: comparing an ascii column with non-ASCII text is an error (1267, 3854) instead of no match.
const BINARY: &str = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

pub(crate) fn column_type(backend: Backend, ty: Type) -> String {
    use Backend::{MariaDb, MySql, Postgres, Sqlite};
    let mysql = backend.is_mysql_like();
    match ty {
        Type::Uuid => match backend {
            Postgres => "uuid".into(),
            Sqlite => "varchar(36)".into(),
            MySql | MariaDb => format!("char(36) {BINARY}"),
        },
        Type::Id if mysql => format!("varchar(36) {BINARY}"),
        Type::Id => "varchar(36)".into(),
        Type::Key(n) if mysql => format!("varchar({n}) {BINARY}"),
        Type::IndexedText if mysql => format!("varchar(255) {BINARY}"),
        Type::Varchar(n) | Type::Key(n) => format!("varchar({n})"),
        Type::LongText if mysql => "longtext".into(),
        Type::Text | Type::IndexedText | Type::LongText => "text".into(),
        Type::Json => match backend {
            Postgres => "jsonb".into(),
            Sqlite => "text".into(),
            MySql | MariaDb => "json".into(),
        },
        Type::Timestamp | Type::TouchedTimestamp => match backend {
            Postgres => "timestamp with time zone".into(),
            Sqlite => "text".into(),
            // column_def adds ON UPDATE after the default
            MySql | MariaDb if ty == Type::TouchedTimestamp => "timestamp(6)".into(),
            MySql | MariaDb => "datetime(6)".into(),
        },
        Type::Enum(e) => match backend {
            Postgres => e.name.into(),
            Sqlite => format!("varchar({})", e.labels.iter().map(|l| l.len()).max().unwrap_or(1)),
            MySql | MariaDb => format!("enum({}) {BINARY}", labels(backend, e)),
        },
        Type::Bool => (if mysql { "tinyint(1)" } else { "boolean" }).into(),
        Type::Float if backend == Postgres => "double precision".into(),
        Type::Float => (if mysql { "double" } else { "float" }).into(),
        Type::Integer => "integer".into(),
        Type::BigInt => "bigint".into(),
    }
}

fn labels(backend: Backend, e: Enum) -> String {
    e.labels.iter().map(|l| backend.literal(l)).collect::<Vec<_>>().join(", ")
}

fn default_value(backend: Backend, column: &Column) -> Option<String> {
    use Backend::{MariaDb, MySql, Postgres, Sqlite};
    let mysql = backend.is_mysql_like();
    Some(match column.default? {
        Value::Now if mysql && column.ty == Type::TouchedTimestamp => "CURRENT_TIMESTAMP(6)".into(),
        Value::Now => backend.now().into(),
        Value::RandomUuid => match backend {
            Postgres => "gen_random_uuid()".into(),
            Sqlite => SQLITE_RANDOM_UUID.into(),
            MySql | MariaDb => "(uuid())".into(),
        },
        // MySQL accepts a default on text and json columns only as an expression
        Value::Text(t) if mysql && matches!(column.ty, Type::Text | Type::LongText) => format!("({})", backend.literal(t)),
        Value::EmptyObject if mysql => "('{}')".into(),
        Value::Text(t) => backend.literal(t),
        Value::EmptyObject => "'{}'".into(),
        Value::Integer(n) => n.to_string(),
        Value::Float(n) => format!("{n:?}"),
        Value::Bool(b) if backend == Postgres => b.to_string(),
        Value::Bool(b) => u8::from(b).to_string(),
    })
}

fn column_def(backend: Backend, column: &Column) -> ColumnDef {
    let mut def = ColumnDef::new(column.name);
    def.custom(Alias::new(column_type(backend, column.ty)));
    if !column.nullable {
        def.not_null();
    } else if backend.is_mysql_like() && column.ty == Type::TouchedTimestamp {
        def.null(); // a timestamp without it is NOT NULL on older servers
    }
    // not through sea-query's default(): it adds parentheses, which turn a literal into an expression on MySQL
    let mut extra: Vec<String> = default_value(backend, column).map(|value| format!("DEFAULT {value}")).into_iter().collect();
    if backend.is_mysql_like() && column.ty == Type::TouchedTimestamp {
        extra.push("ON UPDATE CURRENT_TIMESTAMP(6)".into());
    }
    if !extra.is_empty() {
        def.extra(extra.join(" "));
    }
    def
}

/// Name of a foreign key: the one PostgreSQL would generate. It is set explicitly, so that the key can be dropped by name on
/// every backend.
pub(crate) fn foreign_key_name(table: &str, column: &str) -> String {
    format!("{table}_{column}_fkey")
}

fn sqlite_checks(table: &Table) -> impl Iterator<Item = (String, String)> + '_ {
    table.columns.iter().filter_map(|c| match c.ty {
        Type::Enum(e) => {
            Some((format!("{}_{}_{}", table.name, c.name, e.name), format!("\"{}\" IN ({})", c.name, labels(Backend::Sqlite, e))))
        }
        // json_valid(NULL) returns 0 in the SQLite bundled with Python (3.40)
        Type::Json if c.nullable => {
            Some((format!("{}_{}_json", table.name, c.name), format!("\"{0}\" IS NULL OR json_valid(\"{0}\")", c.name)))
        }
        Type::Json => Some((format!("{}_{}_json", table.name, c.name), format!("json_valid(\"{}\")", c.name))),
        _ => None,
    })
}

fn render(backend: Backend, statement: &impl sea_orm_migration::sea_query::SchemaStatementBuilder) -> String {
    match backend {
        Backend::Sqlite => statement.to_string(SqliteQueryBuilder),
        Backend::Postgres => statement.to_string(PostgresQueryBuilder),
        Backend::MySql | Backend::MariaDb => statement.to_string(MysqlQueryBuilder),
    }
}

fn foreign_key(table: &str, key: &ForeignKey) -> sea_orm_migration::sea_query::ForeignKeyCreateStatement {
    let mut statement = SeaForeignKey::create();
    statement.name(foreign_key_name(table, key.column)).from(Alias::new(table), key.column).to(key.table, key.referenced);
    let action = match key.on_delete {
        OnDelete::Nothing => None,
        OnDelete::Cascade => Some(ForeignKeyAction::Cascade),
        OnDelete::SetNull => Some(ForeignKeyAction::SetNull),
    };
    if let Some(action) = action {
        statement.on_delete(action);
    }
    statement
}

pub(crate) fn create_table_sql(backend: Backend, table: &Table) -> String {
    let mut statement = SeaTable::create();
    statement.table(table.name);
    for (position, column) in table.columns.iter().enumerate() {
        let mut def = column_def(backend, column);
        if position == 0 && table.partitioned_by.is_none() {
            def.primary_key();
        }
        statement.col(def);
    }
    if let Some(mut key) = primary_key_of_partitioned(table) {
        statement.primary_key(&mut key);
    }
    for (name, columns) in table.uniques {
        let mut unique = SeaIndex::create();
        unique.name(*name).unique();
        for column in *columns {
            unique.col(*column);
        }
        statement.index(&mut unique);
    }
    if backend.is_mysql_like() {
        for index in table.indexes {
            let mut key = SeaIndex::create();
            key.name(index.name);
            for column in index.columns {
                key.col(*column);
            }
            statement.index(&mut key);
        }
        statement.engine("InnoDB").extra("DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
    }
    for key in table.foreign_keys {
        statement.foreign_key(&mut foreign_key(table.name, key));
    }
    for (name, expression) in table.checks {
        statement.check(Check::named(*name, Expr::cust(*expression)));
    }
    for (name, expression) in sqlite_checks(table).filter(|_| backend == Backend::Sqlite) {
        statement.check(Check::named(name, Expr::cust(expression)));
    }
    format!("{}{}", render(backend, &statement), partitions(backend, table))
}

fn create_index_sql(backend: Backend, table: &str, index: &Index) -> String {
    let mut statement = SeaIndex::create();
    statement.name(index.name).table(Alias::new(table));
    for column in index.columns {
        statement.col(*column);
    }
    let sql = render(backend, &statement);
    match index.filter {
        Some(filter) => format!("{sql} WHERE {filter}"),
        None => sql,
    }
}

/// Steps that create a table with all its indexes. One step on MySQL and MariaDB, because every DDL statement commits there.
pub(crate) fn create_table(backend: Backend, table: &Table) -> Vec<Step> {
    let object = Object::Table { name: table.name.into() };
    let mut steps = vec![Step::creates(format!("create table {}", table.name), object, create_table_sql(backend, table))];
    if !backend.is_mysql_like() {
        steps.extend(table.indexes.iter().map(|index| {
            let object = Object::Index { table: table.name.into(), name: index.name.into() };
            Step::creates(format!("create index {}", index.name), object, create_index_sql(backend, table.name, index))
        }));
    }
    steps
}

/// Step that creates an index on an existing table.
pub(crate) fn create_index(backend: Backend, table: &str, index: &Index) -> Step {
    // MySQL and MariaDB have no partial indexes
    let index = if backend.is_mysql_like() { Index { filter: None, ..*index } } else { *index };
    let object = Object::Index { table: table.into(), name: index.name.into() };
    Step::creates(format!("create index {}", index.name), object, create_index_sql(backend, table, &index))
}

pub(crate) fn drop_index(backend: Backend, table: &str, name: &str) -> Step {
    let on = if backend.is_mysql_like() { format!(" ON {}", backend.quote(table)) } else { String::new() };
    let object = Object::Index { table: table.into(), name: name.into() };
    Step::drops(format!("drop index {name}"), object, format!("DROP INDEX {}{on}", backend.quote(name)))
}

pub(crate) fn drop_column(backend: Backend, table: &str, column: &str) -> Step {
    let object = Object::Column { table: table.into(), name: column.into() };
    let sql = format!("ALTER TABLE {} DROP COLUMN {}", backend.quote(table), backend.quote(column));
    Step::drops(format!("drop column {table}.{column}"), object, sql)
}

pub(crate) fn drop_table(backend: Backend, table: &str) -> Step {
    let object = Object::Table { name: table.into() };
    Step::drops(format!("drop table {table}"), object, format!("DROP TABLE {}", backend.quote(table)))
}

/// Steps that create native enum types; none on backends where the enum is part of the column definition.
pub(crate) fn create_enums(backend: Backend, enums: &[Enum]) -> Vec<Step> {
    enum_steps(backend, enums, |e| {
        let sql = format!("CREATE TYPE {} AS ENUM ({})", backend.quote(e.name), labels(backend, e));
        Step::creates(format!("create type {}", e.name), Object::EnumType { name: e.name.into() }, sql)
    })
}

pub(crate) fn drop_enums(backend: Backend, enums: &[Enum]) -> Vec<Step> {
    enum_steps(backend, enums, |e| {
        let sql = format!("DROP TYPE {}", backend.quote(e.name));
        Step::drops(format!("drop type {}", e.name), Object::EnumType { name: e.name.into() }, sql)
    })
}

fn enum_steps(backend: Backend, enums: &[Enum], step: impl Fn(Enum) -> Step) -> Vec<Step> {
    if backend == Backend::Postgres { enums.iter().map(|e| step(*e)).collect() } else { Vec::new() }
}

/// Steps that add a nullable column with a foreign key to another table.
pub(crate) fn add_reference(backend: Backend, table: &str, column: &Column, key: &ForeignKey) -> Vec<Step> {
    let (t, c, ty) = (backend.quote(table), backend.quote(column.name), column_type(backend, column.ty));
    let target = format!("{} ({})", backend.quote(key.table), backend.quote(key.referenced));
    let object = Object::Column { table: table.into(), name: column.name.into() };
    let name = format!("add column {table}.{}", column.name);
    if !backend.is_mysql_like() {
        // inline constraint: SQLite can't drop a column named in a table constraint; PostgreSQL generates the same key name
        return vec![Step::creates(name, object, format!("ALTER TABLE {t} ADD COLUMN {c} {ty} REFERENCES {target}"))];
    }
    let key_name = foreign_key_name(table, column.name);
    let key_object = Object::ForeignKey { table: table.into(), name: key_name.clone() };
    let add_key = format!("ALTER TABLE {t} ADD CONSTRAINT {} FOREIGN KEY ({c}) REFERENCES {target}", backend.quote(&key_name));
    vec![
        Step::creates(name, object, format!("ALTER TABLE {t} ADD COLUMN {c} {ty}")),
        Step::creates(format!("add foreign key {key_name}"), key_object, add_key),
    ]
}

pub(crate) fn drop_reference(backend: Backend, table: &str, column: &str) -> Vec<Step> {
    let t = backend.quote(table);
    let mut steps = Vec::new();
    if backend.is_mysql_like() {
        let name = foreign_key_name(table, column);
        let sql = format!("ALTER TABLE {t} DROP FOREIGN KEY {}", backend.quote(&name));
        steps.push(Step::drops(format!("drop foreign key {name}"), Object::ForeignKey { table: table.into(), name }, sql));
    }
    steps.push(drop_column(backend, table, column));
    steps
}

pub(crate) fn add_column(backend: Backend, table: &str, column: &Column) -> Step {
    let mut statement = SeaTable::alter();
    statement.table(Alias::new(table)).add_column(column_def(backend, column));
    let object = Object::Column { table: table.into(), name: column.name.into() };
    Step::creates(format!("add column {table}.{}", column.name), object, render(backend, &statement))
}
