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

fn truth(holds: bool) -> Sql {
    Sql::constant(if holds { "1 = 1" } else { "1 = 0" })
}

impl Session {
    /// The condition that the value below `keys` in the JSON objects of `column` is `value`. A string is compared with the text
    /// of `value`; `true`, `false`, `null` and numbers are also compared as JSON. Arrays, objects and absent keys never match.
    pub(crate) fn json_equals(&self, column: &'static str, keys: &[String], value: &str) -> Sql {
        let quoted: String = keys.iter().map(|key| format!(".\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\""))).collect();
        let path = format!("${quoted}");
        let column = Sql::constant(column);
        let number = Number::of(value);
        let (is_true, is_false, is_null) = (truth(value == "true"), truth(value == "false"), truth(value == "null"));
        match self.backend() {
            Backend::Sqlite => {
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
                let found = sql!("JSON_EXTRACT({column}, {path})", column, path);
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
