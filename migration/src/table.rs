//! Table definitions in the project's logical types: plain data that `dialect` renders per backend.
//! Nothing here depends on a backend.

/// Logical column type; `dialect` renders it per backend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Type {
    Uuid,
    /// Row id: text of at most 36 characters.
    Id,
    Varchar(u32),
    /// Varchar that is compared byte by byte: statuses, types, keys, unique values.
    Key(u32),
    Text,
    /// Indexed text: a varchar on engines that can't index text.
    IndexedText,
    /// Text that may exceed 64 KiB.
    LongText,
    Json,
    Timestamp,
    /// Timestamp that the database sets at every update, on engines whose columns can do that (ON UPDATE).
    TouchedTimestamp,
    Enum(Enum),
    Bool,
    Float,
    Integer,
    BigInt,
}

/// Enum: a fixed set of labels, and the type name that typed drivers cast to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Enum {
    pub name: &'static str,
    pub labels: &'static [&'static str],
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value {
    Now,
    RandomUuid,
    Text(&'static str),
    Integer(i64),
    Float(f64),
    Bool(bool),
    EmptyObject,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub name: &'static str,
    pub ty: Type,
    pub nullable: bool,
    pub default: Option<Value>,
}

pub(crate) const fn col(name: &'static str, ty: Type) -> Column {
    Column { name, ty, nullable: false, default: None }
}

impl Column {
    pub(crate) const fn null(mut self) -> Self {
        self.nullable = true;
        self
    }

    pub(crate) const fn default(mut self, value: Value) -> Self {
        self.default = Some(value);
        self
    }
}

/// Timestamp column such as `created_at`: not null, the default is the current time.
pub(crate) const fn now(name: &'static str) -> Column {
    col(name, Type::Timestamp).default(Value::Now)
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum OnDelete {
    Nothing,
    Cascade,
    SetNull,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct ForeignKey {
    pub column: &'static str,
    pub table: &'static str,
    pub referenced: &'static str,
    pub on_delete: OnDelete,
}

pub(crate) const fn references(column: &'static str, table: &'static str, referenced: &'static str) -> ForeignKey {
    ForeignKey { column, table, referenced, on_delete: OnDelete::Nothing }
}

impl ForeignKey {
    pub(crate) const fn cascade(mut self) -> Self {
        self.on_delete = OnDelete::Cascade;
        self
    }

    pub(crate) const fn set_null(mut self) -> Self {
        self.on_delete = OnDelete::SetNull;
        self
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Index {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    /// Predicate of a partial index; engines without partial indexes get a plain index.
    pub filter: Option<&'static str>,
}

pub(crate) const fn index(name: &'static str, columns: &'static [&'static str]) -> Index {
    Index { name, columns, filter: None }
}

impl Index {
    pub(crate) const fn only_where(mut self, filter: &'static str) -> Self {
        self.filter = Some(filter);
        self
    }
}

/// Table definition; the first column is the primary key, together with the one in `partitioned_by`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    pub name: &'static str,
    pub columns: &'static [Column],
    /// Unique constraints: name and columns.
    pub uniques: &'static [(&'static str, &'static [&'static str])],
    pub foreign_keys: &'static [ForeignKey],
    /// Check constraints: name and expression, in SQL that every engine accepts.
    pub checks: &'static [(&'static str, &'static str)],
    pub indexes: &'static [Index],
    /// Integer column, the second of the primary key, by whose values the table is partitioned; SQLite has no partitions.
    pub partitioned_by: Option<&'static str>,
}

pub(crate) const PLAIN: Table =
    Table { name: "", columns: &[], uniques: &[], foreign_keys: &[], checks: &[], indexes: &[], partitioned_by: None };
