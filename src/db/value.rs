//! Values and names in statements.

use chrono::{DateTime, Utc};
use std::borrow::Cow;

/// A value in a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// Text, also of JSON.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A 64-bit float.
    Float(f64),
    /// A truth value.
    Bool(bool),
    /// A time, to the microsecond.
    Time(DateTime<Utc>),
}

/// The name of a table, column or other object; it is quoted where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(pub(super) Cow<'static, str>);

impl Name {
    /// The object of that name.
    pub fn of(name: impl Into<Cow<'static, str>>) -> Name {
        Name(name.into())
    }
}
