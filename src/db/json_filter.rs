//! Comparing a value inside a JSON column with a given one, with the same answer on every engine.

use super::{Backend, Session};

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

    /// The SQL that compares an integer expression.
    fn equals_integer(&self, expression: &str) -> String {
        self.integer.map_or_else(|| "1 = 0".into(), |integer| format!("{expression} = {integer}"))
    }

    /// The SQL that compares a float expression.
    fn equals_float(&self, expression: &str) -> String {
        format!("{expression} = {:e}", self.float)
    }
}

fn truth(holds: bool) -> &'static str {
    if holds { "1 = 1" } else { "1 = 0" }
}

impl Session {
    /// The condition that the value below `keys` in the JSON objects of `column` is `value`. A string is compared with the text
    /// of `value`; `true`, `false`, `null` and numbers are also compared as JSON. Arrays, objects and absent keys never match.
    pub(crate) fn json_equals(&self, column: &str, keys: &[String], value: &str) -> String {
        let quoted: String = keys.iter().map(|key| format!(".\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\""))).collect();
        let path = self.text(&format!("${quoted}"));
        let number = Number::of(value);
        let (text, is_true, is_false, is_null) =
            (self.text(value), truth(value == "true"), truth(value == "false"), truth(value == "null"));
        match self.backend() {
            Backend::Sqlite => {
                let found = format!("json_extract({column}, {path})");
                let numbers = number.map(|n| {
                    let float = n.equals_float(&format!("CAST({found} AS REAL)"));
                    format!(
                        "WHEN 'integer' THEN CASE typeof({found}) WHEN 'integer' THEN {} ELSE {float} END WHEN 'real' THEN {float}",
                        n.equals_integer(&found)
                    )
                });
                format!(
                    "CASE WHEN json_valid({column}) THEN CASE json_type({column}, {path}) WHEN 'text' THEN {found} = {text} WHEN 'true' THEN {is_true} \
                     WHEN 'false' THEN {is_false} WHEN 'null' THEN {is_null} {} ELSE 1 = 0 END ELSE 1 = 0 END",
                    numbers.unwrap_or_default()
                )
            }
            Backend::Postgres => {
                // by name alone: #> would count the elements of arrays too
                let steps: String = keys.iter().map(|key| format!(" -> {}::text", self.text(key))).collect();
                let found = format!("({column}::jsonb{steps})");
                let plain = format!("({found} #>> '{{}}')");
                let numbers = number.map(|n| {
                    let numeric = format!("{plain}::numeric");
                    let float = n.equals_float(&format!("{numeric}::float8"));
                    format!(
                        "WHEN 'number' THEN CASE WHEN scale({numeric}) = 0 AND abs({numeric}) <= 9223372036854775807 THEN {} \
                         WHEN abs({numeric}) < 1e308 THEN {float} ELSE false END",
                        n.equals_integer(&numeric)
                    )
                });
                format!(
                    "CASE jsonb_typeof({found}) WHEN 'string' THEN {plain} = {text} WHEN 'boolean' THEN {plain} = {text} \
                     WHEN 'null' THEN {is_null} {} ELSE false END",
                    numbers.unwrap_or_default()
                )
            }
            Backend::MySql | Backend::MariaDb => {
                let found = format!("JSON_EXTRACT({column}, {path})");
                let plain = format!("JSON_UNQUOTE({found})");
                let binary = |what: &str| format!("CAST({what} AS BINARY)");
                let numbers = number.map(|n| {
                    let exact = format!("CAST({plain} AS DECIMAL(65, 0))");
                    let float = n.equals_float(&format!("CAST({plain} AS DOUBLE)"));
                    let integer = format!("IF(ABS({exact}) <= 9223372036854775807, {}, {float})", n.equals_integer(&exact));
                    format!(
                        "WHEN 'INTEGER' THEN {integer} WHEN 'UNSIGNED INTEGER' THEN {integer} WHEN 'DOUBLE' THEN {float} WHEN 'DECIMAL' THEN {float}"
                    )
                });
                format!(
                    "CASE JSON_TYPE({found}) WHEN 'STRING' THEN {} = {} WHEN 'BOOLEAN' THEN {plain} = {text} WHEN 'NULL' THEN {is_null} {} ELSE 1 = 0 END",
                    binary(&plain),
                    binary(&text),
                    numbers.unwrap_or_default()
                )
            }
        }
    }
}
