//! Reads the values of fields: texts, numbers, booleans, lists, times, each with pydantic's messages.

use super::fields::Fields;
use crate::moment;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

impl Fields {
    /// A text of at most `most` characters.
    pub fn text(&mut self, name: &str, most: usize) -> Option<String> {
        // moved, not copied, since a text may be large; an empty text is left in its place
        let text = match self.values.get_mut(name)? {
            Value::Null => return None,
            Value::String(text) => Some(std::mem::take(text)),
            _ => None,
        };
        match text {
            None => self.refuse(name, "Input should be a valid string", "string_type"),
            Some(text) if text.len() > most && text.chars().count() > most => {
                let ctx = Some(json!({"max_length": most}));
                let words = format!("String should have at most {most} characters");
                self.refuse_input(name, words, "string_too_long", &Value::String(text), ctx);
            }
            some => return some,
        }
        None
    }

    /// A required text that is not empty.
    pub fn required_text(&mut self, name: &str, most: usize) -> Option<String> {
        let text = self.text(name, most);
        if text.as_deref() == Some("") {
            let ctx = Some(json!({"min_length": 1}));
            self.refuse_input(name, "String should have at least 1 character", "string_too_short", &json!(""), ctx);
            return None;
        }
        self.required(name, text)
    }

    /// One of `all`, by its name.
    pub fn one_of<T: Copy>(&mut self, name: &str, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let text = self.text(name, 50)?;
        let found = all.iter().copied().find(|one| word(*one) == text);
        if found.is_none() {
            let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
            self.refuse_input(name, format!("Input should be one of {}", words.join(", ")), "enum", &Value::String(text), None);
        }
        found
    }

    /// A required one of `all`, by its name.
    pub fn required_one_of<T: Copy>(&mut self, name: &str, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        if self.found(name).is_none() {
            self.refuse_missing(name);
        }
        self.one_of(name, all, word)
    }

    /// An integer from `least` to `most`.
    pub fn number(&mut self, name: &str, least: i64, most: i64) -> Option<i64> {
        let value = self.found(name)?.clone();
        let number = match &value {
            Value::String(text) => text.trim().parse().ok(),
            Value::Bool(truth) => Some(i64::from(*truth)),
            // 3.0 is an integer, as in pydantic
            other => other.as_i64().or_else(|| other.as_f64().filter(|f| f.fract() == 0.0 && f.abs() < 9e15).map(|f| f as i64)),
        };
        match number {
            None if value.is_string() => {
                self.refuse(name, "Input should be a valid integer, unable to parse string as an integer", "int_parsing")
            }
            None if value.is_f64() => {
                self.refuse(name, "Input should be a valid integer, got a number with a fractional part", "int_from_float")
            }
            None => self.refuse(name, "Input should be a valid integer", "int_type"),
            Some(n) if n < least => {
                let words = format!("Input should be greater than or equal to {least}");
                self.refuse_with(name, words, "greater_than_equal", Some(json!({"ge": least})));
            }
            Some(n) if n > most => {
                let words = format!("Input should be less than or equal to {most}");
                self.refuse_with(name, words, "less_than_equal", Some(json!({"le": most})));
            }
            some => return some,
        }
        None
    }

    /// A required integer from `least` to `most`.
    pub fn required_number(&mut self, name: &str, least: i64, most: i64) -> Option<i64> {
        let number = self.number(name, least, most);
        self.required(name, number)
    }

    /// A number, or a text that is one; `None` for any other value.
    pub fn lenient_float(&mut self, name: &str) -> Option<f64> {
        self.found(name).and_then(number_of)
    }

    /// A text; any other value as its JSON text.
    pub fn lenient_text(&mut self, name: &str) -> Option<String> {
        match self.values.get_mut(name)?.take() {
            Value::Null => None,
            Value::String(text) => Some(text),
            other => Some(other.to_string()),
        }
    }

    /// An object; any other value as an object with the field `value`.
    pub fn lenient_object(&mut self, name: &str) -> Option<Value> {
        match self.values.get_mut(name)?.take() {
            Value::Null => None,
            object @ Value::Object(_) => Some(object),
            other => Some(json!({"value": other})),
        }
    }

    /// A boolean, as pydantic reads it.
    pub fn truth(&mut self, name: &str) -> Option<bool> {
        let truth = match self.found(name)? {
            Value::Bool(truth) => Some(*truth),
            Value::Number(number) => match number.as_f64() {
                Some(0.0) => Some(false),
                Some(1.0) => Some(true),
                _ => None,
            },
            Value::String(text) => match text.to_ascii_lowercase().as_str() {
                "true" | "1" | "on" | "yes" | "t" | "y" => Some(true),
                "false" | "0" | "off" | "no" | "f" | "n" => Some(false),
                _ => None,
            },
            _ => None,
        };
        if truth.is_none() {
            let is_text = self.found(name).is_some_and(|v| v.is_string() || v.is_number());
            let words =
                if is_text { "Input should be a valid boolean, unable to interpret input" } else { "Input should be a valid boolean" };
            self.refuse(name, words, if is_text { "bool_parsing" } else { "bool_type" });
        }
        truth
    }

    /// A required boolean.
    pub fn required_truth(&mut self, name: &str) -> Option<bool> {
        let truth = self.truth(name);
        self.required(name, truth)
    }

    /// An object.
    pub fn object(&mut self, name: &str) -> Option<Value> {
        let value = self.values.get_mut(name).filter(|value| !value.is_null())?;
        if value.is_object() {
            return Some(value.take());
        }
        self.refuse(name, "Input should be a valid dictionary", "dict_type");
        None
    }

    /// A list of texts: an array in a body, comma-separated in a query.
    pub fn texts(&mut self, name: &str, most: usize) -> Option<Vec<String>> {
        let texts = match self.found(name)? {
            Value::String(text) if self.from_query => {
                Some(text.split(',').map(str::trim).filter(|t| !t.is_empty()).map(String::from).collect())
            }
            Value::Array(items) => items.iter().map(|item| item.as_str().map(String::from)).collect::<Option<Vec<String>>>(),
            _ => None,
        };
        match texts {
            None => self.refuse(name, "Input should be a valid list of strings", "list_type"),
            Some(texts) if texts.len() > most => {
                self.refuse(name, format!("List should have at most {most} items"), "too_long");
            }
            some => return some,
        }
        None
    }

    /// A required list of at least one text.
    pub fn required_texts(&mut self, name: &str, most: usize) -> Option<Vec<String>> {
        let texts = self.texts(name, most);
        if texts.as_ref().is_some_and(Vec::is_empty) {
            self.refuse(name, "List should have at least 1 item", "too_short");
            return None;
        }
        self.required(name, texts)
    }

    /// A duration, as [`moment::duration`] reads it, or a number of seconds.
    pub fn duration(&mut self, name: &str) -> Option<std::time::Duration> {
        let text = match self.found(name)? {
            Value::String(text) => text.clone(),
            Value::Number(seconds) => format!("{seconds}s"),
            other => other.to_string(),
        };
        let read = moment::duration(&text);
        if read.is_err() {
            self.refuse(name, format!("Input should be {}", moment::DURATION), "time_delta_parsing");
        }
        read.ok()
    }

    /// A time, as [`moment::time`] reads it.
    pub fn time(&mut self, name: &str) -> Option<DateTime<Utc>> {
        let text = self.text(name, 64)?;
        let read = moment::time(&text, Utc::now());
        if read.is_err() {
            self.refuse(name, format!("Input should be {}", moment::TIME), "datetime_parsing");
        }
        read.ok()
    }
}

fn number_of(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
        Value::Bool(truth) => Some(f64::from(u8::from(*truth))),
        other => other.as_f64(),
    }
}
