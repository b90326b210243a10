//! Comparing a value inside a JSON column with a given one, with the same answer on every engine.

use super::{Backend, Session, Sql};
use crate::sql;

/// A number as it is compared: exactly where both sides are integers of 64 bits, otherwise as a 64-bit float.
struct Number {
    integer: Option<i64>,
    float: f64,
}

impl Number {
    fn of(text: &str) -> Option<Number> {
        let number: serde_json::Number = serde_json::from_str(text).ok()?;
        let float = number.as_f64().filter(|f| f.is_finite())?;
        // up to 2^53 every whole float is one integer
        let whole = (float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0).then_some(float as i64);
        Some(Number { integer: number.as_i64().or(whole), float })
    }

    /// The condition that an integer expression is this number.
    fn equals_integer(&self, expression: &Sql) -> Sql {
        self.integer
            .map_or_else(|| Sql::constant("1 = 0"), |integer| sql!("{expression} = {integer}", expression, integer = Sql::number(integer)))
    }

    /// The condition that a float expression is this number.
    fn equals_float(&self, expression: Sql) -> Sql {
        sql!("{expression} = {float}", expression, float = Sql::exponent(self.float))
    }
}

/// The path to what lies below `keys`, each as `spell` writes it.
fn path(keys: &[String], spell: impl Fn(&str) -> String) -> String {
    keys.iter().fold("$".to_string(), |path, key| format!("{path}.{}", spell(key)))
}

/// `text` as a JSON string of ASCII alone, as Python's `json.dumps` writes it.
fn ascii_json(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut ascii = String::new();
    for c in json.chars() {
        let mut units = [0; 2];
        match c {
            ' '..='~' => ascii.push(c),
            _ => c.encode_utf16(&mut units).iter().for_each(|unit| ascii.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    ascii
}

fn truth(holds: bool) -> Sql {
    Sql::constant(if holds { "1 = 1" } else { "1 = 0" })
}

impl Session {
    /// The condition that the value below `keys` in the JSON objects of `column` is `value`. A string is compared with the text
    /// of `value`; `true`, `false`, `null` and numbers are also compared as JSON. Arrays, objects and absent keys never match.
    pub(crate) fn json_equals(&self, column: &'static str, keys: &[String], value: &str) -> Sql {
        let column = Sql::constant(column);
        let number = Number::of(value);
        let (is_true, is_false, is_null) = (truth(value == "true"), truth(value == "false"), truth(value == "null"));
        match self.backend() {
            Backend::Sqlite => {
                let path = path(keys, |key| format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\"")));
                let found = sql!("json_extract({column}, {path})", column = &column, path = &path);
                let numbers = number.map(|n| {
                    let float = n.equals_float(sql!("CAST({found} AS REAL)", found = &found));
                    let integer = n.equals_integer(&found);
                    sql!(
                        "WHEN 'integer' THEN CASE typeof({found}) WHEN 'integer' THEN {integer} ELSE {float} END WHEN 'real' THEN {float}",
                        found = &found,
                        integer,
                        float
                    )
                });
                sql!(
                    "CASE WHEN json_valid({column}) THEN CASE json_type({column}, {path}) WHEN 'text' THEN {found} = {value} WHEN 'true' THEN {is_true} \
                     WHEN 'false' THEN {is_false} WHEN 'null' THEN {is_null} {numbers} ELSE 1 = 0 END ELSE 1 = 0 END",
                    column,
                    path,
                    found,
                    value,
                    is_true,
                    is_false,
                    is_null,
                    numbers = numbers.unwrap_or_default()
                )
            }
            Backend::Postgres => {
                // by name alone: #> would count the elements of arrays too
                let steps = Sql::join(keys.iter().map(|key| sql!(" -> {key}::text", key)), "");
                let found = sql!("({column}::jsonb{steps})", column, steps);
                let plain = sql!("({found} #>> '{{}}')", found = &found);
                let numbers = number.map(|n| {
                    let numeric = sql!("{plain}::numeric", plain = &plain);
                    let float = n.equals_float(sql!("{numeric}::float8", numeric = &numeric));
                    let integer = n.equals_integer(&numeric);
                    sql!(
                        "WHEN 'number' THEN CASE WHEN scale({numeric}) = 0 AND abs({numeric}) <= 9223372036854775807 THEN {integer} \
                         WHEN abs({numeric}) < 1e308 THEN {float} ELSE false END",
                        numeric,
                        integer,
                        float
                    )
                });
                sql!(
                    "CASE jsonb_typeof({found}) WHEN 'string' THEN {plain} = {value} WHEN 'boolean' THEN {plain} = {value} \
                     WHEN 'null' THEN {is_null} {numbers} ELSE false END",
                    found,
                    plain,
                    value,
                    is_null,
                    numbers = numbers.unwrap_or_default()
                )
            }
            Backend::MySql | Backend::MariaDb => {
                let plain_path = path(keys, |key| serde_json::Value::from(key).to_string());
                let ascii_path = path(keys, ascii_json);
                // MariaDB compares a key as it is spelled, and Python's json spells all but ASCII by escapes
                let found = if self.backend() == Backend::MariaDb && ascii_path != plain_path {
                    sql!(
                        "COALESCE(JSON_EXTRACT({column}, {plain_path}), JSON_EXTRACT({column}, {ascii_path}))",
                        column,
                        plain_path,
                        ascii_path
                    )
                } else {
                    sql!("JSON_EXTRACT({column}, {plain_path})", column, plain_path)
                };
                let plain = sql!("JSON_UNQUOTE({found})", found = &found);
                let numbers = number.map(|n| {
                    let exact = sql!("CAST({plain} AS DECIMAL(65, 0))", plain = &plain);
                    let float = n.equals_float(sql!("CAST({plain} AS DOUBLE)", plain = &plain));
                    let whole = n.equals_integer(&exact);
                    let integer = sql!("IF(ABS({exact}) <= 9223372036854775807, {whole}, {float})", exact, whole, float = &float);
                    sql!(
                        "WHEN 'INTEGER' THEN {integer} WHEN 'UNSIGNED INTEGER' THEN {integer} WHEN 'DOUBLE' THEN {float} WHEN 'DECIMAL' THEN {float}",
                        integer,
                        float
                    )
                });
                sql!(
                    "CASE JSON_TYPE({found}) WHEN 'STRING' THEN CAST({plain} AS BINARY) = CAST({value} AS BINARY) \
                     WHEN 'BOOLEAN' THEN {plain} = {value} WHEN 'NULL' THEN {is_null} {numbers} ELSE 1 = 0 END",
                    found,
                    plain,
                    value,
                    is_null,
                    numbers = numbers.unwrap_or_default()
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_spelled_as_python_does() {
        assert_eq!(ascii_json("a\"É\n😀\u{7f}"), r#""a\"\u00c9\n\ud83d\ude00\u007f""#);
        assert_eq!(path(&["a".into(), "b c".into()], ascii_json), r#"$."a"."b c""#);
    }
}
