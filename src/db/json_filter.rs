//! What the engines' `json_equals` have in common: comparing a value inside a JSON column with a given one, with the same
//! answer on every engine.

use super::Sql;
use crate::sql;

/// A number as it is compared: exactly where both sides are integers of 64 bits, otherwise as a 64-bit float.
pub(super) struct Number {
    integer: Option<i64>,
    float: f64,
}

impl Number {
    pub fn of(text: &str) -> Option<Number> {
        let number: serde_json::Number = serde_json::from_str(text).ok()?;
        let float = number.as_f64().filter(|f| f.is_finite())?;
        // up to 2^53 every whole float is one integer
        let whole = (float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0).then_some(float as i64);
        Some(Number { integer: number.as_i64().or(whole), float })
    }

    /// The condition that an integer expression is this number.
    pub fn equals_integer(&self, expression: &Sql) -> Sql {
        self.integer
            .map_or_else(|| Sql::constant("1 = 0"), |integer| sql!("{expression} = {integer}", expression, integer = Sql::number(integer)))
    }

    /// The condition that a float expression is this number.
    pub fn equals_float(&self, expression: Sql) -> Sql {
        sql!("{expression} = {float}", expression, float = Sql::exponent(self.float))
    }
}

/// The path to what lies below `keys`, each as `spell` writes it.
pub(super) fn path(keys: &[String], spell: impl Fn(&str) -> String) -> String {
    keys.iter().fold("$".to_string(), |path, key| format!("{path}.{}", spell(key)))
}

/// `text` as a JSON string of ASCII alone, as Python's `json.dumps` writes it.
pub(super) fn ascii_json(text: &str) -> String {
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

pub(super) fn truth(holds: bool) -> Sql {
    Sql::constant(if holds { "1 = 1" } else { "1 = 0" })
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
