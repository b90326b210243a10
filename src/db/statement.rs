//! A statement and its values. Text comes from the program alone; a value stays a value until [`super::render`] writes it
//! down, so no author quotes anything. What a statement means does not belong here.

use super::placeholders::placeholder_end;
use super::value::{Name, Value};
use chrono::{DateTime, Utc};
use std::borrow::Cow;

/// A statement, several of them, or a part of one: constant text, names of objects, and values.
///
/// Made by [`sql!`](crate::sql), which takes constant text only. A `&str` in it is always a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sql {
    pub(super) parts: Vec<Part>,
}

/// A part of a statement.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Text(Cow<'static, str>),
    Name(Cow<'static, str>),
    /// A value, and what the statement calls it.
    Value(&'static str, Value),
}

/// What replaces a placeholder of [`sql!`](crate::sql).
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A value.
    Value(Value),
    /// The name of an object.
    Name(Name),
    /// A part of a statement, with values of its own.
    Sql(Sql),
}

macro_rules! piece_of {
    ($($from:ty => $into:expr),* $(,)?) => {
        $(impl From<$from> for Piece {
            fn from(from: $from) -> Piece {
                #[allow(clippy::redundant_closure_call)]
                ($into)(from)
            }
        })*
    };
}

piece_of! {
    &str => |text: &str| Piece::Value(Value::Text(text.to_string())),
    &String => |text: &String| Piece::Value(Value::Text(text.clone())),
    String => |text| Piece::Value(Value::Text(text)),
    i32 => |number: i32| Piece::Value(Value::Integer(number.into())),
    u32 => |number: u32| Piece::Value(Value::Integer(number.into())),
    i64 => |number| Piece::Value(Value::Integer(number)),
    f64 => |number| Piece::Value(Value::Float(number)),
    bool => |is_true| Piece::Value(Value::Bool(is_true)),
    DateTime<Utc> => |time| Piece::Value(Value::Time(time)),
    uuid::Uuid => |id: uuid::Uuid| Piece::Value(Value::Text(id.to_string())),
    &serde_json::Value => |json: &serde_json::Value| Piece::Value(Value::Text(json.to_string())),
    Name => Piece::Name,
    &Name => |name: &Name| Piece::Name(name.clone()),
    Sql => Piece::Sql,
    &Sql => |sql: &Sql| Piece::Sql(sql.clone()),
    Value => Piece::Value,
}

impl<T> From<Option<T>> for Piece
where
    Piece: From<T>,
{
    fn from(maybe: Option<T>) -> Piece {
        maybe.map_or(Piece::Value(Value::Null), Piece::from)
    }
}

/// A statement, or a part of one, from constant text. `{name}` in it stands for a value, a [`Name`] or another part that is
/// given behind it, as `name` or `name = value`; `{{` is a brace. A placeholder without its value, and a value without a placeholder,
/// don't compile.
///
/// ```
/// let id = "it's";
/// let sql = morag_db::sql!("SELECT status FROM remote_jobs WHERE id = {id} LIMIT {limit}", id, limit = 1);
/// assert_eq!(sql.render(morag_db::db::Backend::Sqlite), "SELECT status FROM remote_jobs WHERE id = 'it''s' LIMIT 1");
/// ```
///
/// ```compile_fail
/// let sql = morag_db::sql!("SELECT status FROM remote_jobs WHERE id = {id}");
/// ```
///
/// ```compile_fail
/// let text = String::from("SELECT 1");
/// let sql = morag_db::sql!(text);
/// ```
#[macro_export]
macro_rules! sql {
    (@value $name:ident) => { $name };
    (@value $name:ident = $value:expr) => { $value };
    ($text:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const TEXT: &str = $text;
        const _: () = $crate::db::check_placeholders(TEXT, &[$(stringify!($name)),*]);
        $crate::db::Sql::filled(TEXT, [$((stringify!($name), $crate::db::Piece::from($crate::sql!(@value $name $(= $value)?)))),*])
    }};
}

/// The table and the columns of an entity that an INSERT fills, e.g. `into!(users: Id, Name)`.
#[macro_export]
macro_rules! into {
    ($table:ident: $($column:ident),+ $(,)?) => {
        ($crate::entity::$table::Entity, [$($crate::entity::$table::Column::$column),+])
    };
}

/// A row of values for [`Sql::insert`](crate::db::Sql::insert); any of them may be a part of a statement.
#[macro_export]
macro_rules! values {
    ($($value:expr),+ $(,)?) => {
        [$($crate::db::Piece::from($value)),+]
    };
}

impl Sql {
    /// Constant text with its placeholders filled; [`sql!`](crate::sql) has checked that each has its piece.
    #[doc(hidden)]
    pub fn filled<const N: usize>(text: &'static str, pieces: [(&'static str, Piece); N]) -> Sql {
        let mut sql = Sql { parts: Vec::with_capacity(1 + 2 * N) };
        let mut pieces = pieces.map(|(name, piece)| (name, Some(piece)));
        let (mut start, mut at, bytes) = (0, 0, text.as_bytes());
        while at < bytes.len() {
            if bytes[at] != b'{' && bytes[at] != b'}' {
                at += 1;
                continue;
            }
            match placeholder_end(bytes, at) {
                Some(end) => {
                    sql.push_text(&text[start..at]);
                    let placeholder = &text[at..=end];
                    if let Some((name, piece)) = pieces.iter_mut().find(|(name, _)| *name == &text[at + 1..end]) {
                        // a piece that has no placeholder further on need not be copied
                        let piece = if text[end + 1..].contains(placeholder) { piece.clone() } else { piece.take() };
                        piece.into_iter().for_each(|piece| sql.push_named(name, piece));
                    }
                    at = end + 1;
                }
                // the first of two braces is text
                None => {
                    sql.push_text(&text[start..=at]);
                    at += 2;
                }
            }
            start = at;
        }
        sql.push_text(&text[start..]);
        sql
    }

    /// A statement that exists as text: a step of a migration, a file of this site, or what a plan has shown. It is run as it
    /// stands.
    pub fn script(text: impl Into<String>) -> Sql {
        Sql { parts: vec![Part::Text(Cow::Owned(text.into()))] }
    }

    /// Constant text, with no placeholders in it.
    pub fn constant(text: &'static str) -> Sql {
        let mut sql = Sql::default();
        sql.push_text(text);
        sql
    }

    /// A number that belongs to the text itself, e.g. behind LIMIT: it never becomes a parameter.
    pub fn number(number: impl Into<i128>) -> Sql {
        Sql { parts: vec![Part::Text(Cow::Owned(number.into().to_string()))] }
    }

    /// Seconds with so many digits behind the point, as part of the text.
    pub fn seconds(seconds: f64, digits: usize) -> Sql {
        Sql { parts: vec![Part::Text(Cow::Owned(format!("{seconds:.digits$}")))] }
    }

    /// A float in exponent form, as part of the text: every engine takes it for a float and not for a decimal.
    pub fn exponent(number: f64) -> Sql {
        Sql { parts: vec![Part::Text(Cow::Owned(format!("{number:e}")))] }
    }

    /// The pieces one behind the other with `separator` between them.
    pub fn join<P: Into<Piece>>(pieces: impl IntoIterator<Item = P>, separator: &'static str) -> Sql {
        let mut sql = Sql::default();
        for (n, piece) in pieces.into_iter().enumerate() {
            if n > 0 {
                sql.push_text(separator);
            }
            sql.push_named("", piece.into());
        }
        sql
    }

    /// The pieces with commas between them.
    pub fn list<P: Into<Piece>>(pieces: impl IntoIterator<Item = P>) -> Sql {
        Sql::join(pieces, ", ")
    }

    /// Several statements, to be run in this order.
    pub fn batch(statements: impl IntoIterator<Item = Sql>) -> Sql {
        Sql::join(statements, "; ")
    }

    /// All of the conditions; true where there are none.
    pub fn all_of(conditions: impl IntoIterator<Item = Sql>) -> Sql {
        let all = Sql::join(conditions, " AND ");
        if all.is_empty() { Sql::constant("1 = 1") } else { all }
    }

    /// The statement that inserts `rows` into columns of an entity's table, as [`into!`](crate::into) names them.
    pub fn insert<E, C, const N: usize>((table, columns): (E, [C; N]), rows: impl IntoIterator<Item = [Piece; N]>) -> Sql
    where
        E: sea_orm::EntityName,
        C: sea_orm::IdenStatic,
    {
        let name = Name::of(table.table_name().to_string());
        let columns = Sql::list(columns.iter().map(|column| Name::of(column.as_str())));
        let rows = Sql::list(rows.into_iter().map(|row| crate::sql!("({values})", values = Sql::list(row))));
        crate::sql!("INSERT INTO {name} ({columns}) VALUES {rows}", name, columns, rows)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// This part and another one behind it.
    #[must_use]
    pub fn and_then(mut self, more: impl Into<Sql>) -> Sql {
        self.parts.extend(more.into().parts);
        self
    }

    fn push_text(&mut self, text: &'static str) {
        if !text.is_empty() {
            self.parts.push(Part::Text(Cow::Borrowed(text)));
        }
    }

    fn push_named(&mut self, name: &'static str, piece: Piece) {
        match piece {
            Piece::Value(value) => self.parts.push(Part::Value(name, value)),
            Piece::Name(Name(name)) => self.parts.push(Part::Name(name)),
            Piece::Sql(sql) => self.parts.extend(sql.parts),
        }
    }

    /// What tells this statement from others, for messages: its text without its values, cut off.
    pub(crate) fn label(&self) -> String {
        let mut label = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => label.push_str(text),
                Part::Name(name) => label.push_str(name),
                Part::Value(..) => label.push('?'),
            }
            if label.len() > 120 {
                break;
            }
        }
        label.chars().take(120).collect()
    }
}

impl From<&Sql> for Sql {
    fn from(sql: &Sql) -> Sql {
        sql.clone()
    }
}
