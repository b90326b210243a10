//! The one place where a value becomes text of SQL, so that no setting of a server or a session can turn it into something
//! else; or where it stays a value, for statements that a connection prepares.

use super::Backend;
use super::statement::{Part, Sql};
use super::value::Value;
use chrono::{DateTime, Utc};

impl Sql {
    /// The whole statement for `backend`, its values as literals.
    pub fn render(&self, backend: Backend) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Text(constant) => text.push_str(constant),
                Part::Name(name) => text.push_str(&backend.quote(name)),
                Part::Value(_, value) => text.push_str(&literal(backend, value)),
            }
        }
        text
    }

    /// The statement for `backend` with `$1`, `$2` … in place of its values, and the values. What has the same name and value is
    /// one parameter.
    pub(super) fn parameterised(&self, backend: Backend) -> (String, Vec<Option<String>>) {
        let (mut text, mut parameters): (String, Vec<(&str, &Value)>) = Default::default();
        for part in &self.parts {
            match part {
                Part::Text(constant) => text.push_str(constant),
                Part::Name(name) => text.push_str(&backend.quote(name)),
                Part::Value(name, value) => {
                    let known = parameters.iter().position(|one| *one == (*name, value));
                    let number = known.unwrap_or_else(|| {
                        parameters.push((*name, value));
                        parameters.len() - 1
                    });
                    text.push_str(&format!("${}", number + 1));
                }
            }
        }
        (text, parameters.into_iter().map(|(_, value)| plain(backend, value)).collect())
    }
}

/// A time as all engines read it.
fn time(backend: Backend, time: &DateTime<Utc>) -> String {
    format!("{}{}", time.format("%Y-%m-%d %H:%M:%S%.6f"), backend.utc_suffix())
}

/// No engine here keeps a NUL in text; what it stands for is shown.
fn without_nul(text: &str) -> String {
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text.to_string() }
}

/// A float that reads back as the same one; no engine here has infinities or NaN in all its types.
fn float(number: f64) -> Option<String> {
    number.is_finite().then(|| format!("{number:?}"))
}

/// The value as text, apart from any statement; `None` is NULL.
fn plain(backend: Backend, value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Text(text) => Some(without_nul(text)),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => float(*number),
        Value::Bool(is_true) => Some(backend.truth(*is_true).to_string()),
        Value::Time(at) => Some(time(backend, at)),
    }
}

fn literal(backend: Backend, value: &Value) -> String {
    let Some(text) = plain(backend, value) else { return "NULL".into() };
    match value {
        // behind a minus sign a second one would begin a comment
        Value::Integer(number) if *number < 0 => format!("({text})"),
        Value::Float(number) if number.is_sign_negative() => format!("({text})"),
        Value::Null | Value::Integer(_) | Value::Float(_) | Value::Bool(_) => text,
        Value::Text(_) | Value::Time(_) => backend.literal(&text),
    }
}
