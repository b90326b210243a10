//! What a table is, in the project's logical types: plain data that `dialect` renders per backend.
//! Nothing here knows a backend.

/// A logical column type; `dialect` says how it reads on a backend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Type {
    Uuid,
    /// Text of at most 36 characters that names a row.
    Id,
    Varchar(u32),
    /// A varchar that is compared byte by byte: statuses, types, keys, whatever is unique.
    Key(u32),
    Text,
    /// Text that is indexed: a varchar where an engine can't index text.
    IndexedText,
    /// Text that may exceed 64 KiB.
    LongText,
    Json,
    Timestamp,
    /// A timestamp that the database itself moves on at every update, where a column can.
    TouchedTimestamp,
    Enum(Enum),
    Bool,
    Float,
    Integer,
    BigInt,
}

/// A closed set of labels, with the name that typed drivers cast to.
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

/// `created_at` and the like: not null, now.
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
    /// The predicate of a partial index; the index is a plain one where an engine has none.
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

/// A table; its first column is the primary key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    pub name: &'static str,
    pub columns: &'static [Column],
    /// Name and columns.
    pub uniques: &'static [(&'static str, &'static [&'static str])],
    pub foreign_keys: &'static [ForeignKey],
    /// Name and expression, in SQL that every engine reads.
    pub checks: &'static [(&'static str, &'static str)],
    pub indexes: &'static [Index],
}

pub(crate) const PLAIN: Table = Table { name: "", columns: &[], uniques: &[], foreign_keys: &[], checks: &[], indexes: &[] };
