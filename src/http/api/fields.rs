//! Reads bodies and queries field by field; every invalid field is reported, with pydantic's messages.

use crate::http::problem::{ApiError, Invalid, Place};
use crate::moment;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

/// A type that can be read from fields.
pub trait Form: Sized {
    /// Whether it is a worker's result: invalid JSON is repaired, since the worker would not send the result again.
    const IS_RESULT: bool = false;

    /// Reads all fields; `None` if one is invalid.
    fn read(fields: &mut Fields) -> Option<Self>;
}

/// The fields of an object, and the errors found so far.
#[derive(Debug)]
pub struct Fields {
    values: Map<String, Value>,
    place: Vec<Place>,
    /// Whether the fields come from a query, so that missing fields have no input and a text may be a list.
    from_query: bool,
    is_repaired: bool,
    wrong: Vec<Invalid>,
}

/// A field's value; `None` if it is missing or null.
type Found<'a> = Option<&'a Value>;

impl Fields {
    /// Reads a JSON body.
    pub fn of_body<T: Form>(body: Value, is_repaired: bool) -> Result<T, ApiError> {
        let Value::Object(values) = body else {
            return Err(ApiError::invalid(vec![no_object(vec!["body".into()], &body)]));
        };
        Fields { values, place: vec!["body".into()], from_query: false, is_repaired, wrong: Vec::new() }.finish()
    }

    /// Reads a query; if a name is repeated, the last value counts.
    pub fn of_query<T: Form>(pairs: Vec<(String, String)>) -> Result<T, ApiError> {
        let values = pairs.into_iter().map(|(name, value)| (name, Value::String(value))).collect();
        Fields { values, place: vec!["query".into()], from_query: true, is_repaired: false, wrong: Vec::new() }.finish()
    }

    fn finish<T: Form>(mut self) -> Result<T, ApiError> {
        match T::read(&mut self) {
            Some(form) if self.wrong.is_empty() => Ok(form),
            _ => Err(ApiError::invalid(self.wrong)),
        }
    }

    /// Rejects fields with other names: a misspelt field must not select all jobs or turn off a dry run.
    pub fn only(&mut self, names: &[&[&str]]) {
        let others: Vec<String> = self.values.keys().filter(|name| !names.iter().any(|n| n.contains(&name.as_str()))).cloned().collect();
        for name in others {
            self.refuse(&name, "Extra inputs are not permitted", "extra_forbidden");
        }
    }

    /// Reports a field as invalid.
    pub fn refuse(&mut self, name: &str, msg: impl Into<String>, ty: &str) {
        self.refuse_with(name, msg, ty, None);
    }

    /// Reports a field as invalid, with the context of the violated rule.
    fn refuse_with(&mut self, name: &str, msg: impl Into<String>, ty: &str, ctx: Option<Value>) {
        let input = self.values.get(name).cloned().unwrap_or(Value::Null);
        self.refuse_input(name, msg, ty, &input, ctx);
    }

    fn refuse_input(&mut self, name: &str, msg: impl Into<String>, ty: &str, input: &Value, ctx: Option<Value>) {
        let mut loc = self.place.clone();
        loc.push(name.into());
        self.wrong.push(Invalid::new(loc, msg, ty, input, ctx));
    }

    fn refuse_missing(&mut self, name: &str) {
        let given = if self.from_query { Value::Null } else { Value::Object(self.values.clone()) };
        self.refuse_input(name, "Field required", "missing", &given, None);
    }

    /// Whether the body was repaired before it could be read.
    pub fn is_repaired(&self) -> bool {
        self.is_repaired
    }

    fn found(&self, name: &str) -> Found<'_> {
        self.values.get(name).filter(|value| !value.is_null())
    }

    /// Whether the field is present and null.
    pub fn is_null(&self, name: &str) -> bool {
        self.values.get(name).is_some_and(Value::is_null)
    }

    /// Reports a required field that is missing.
    fn required<T>(&mut self, name: &str, value: Option<T>) -> Option<T> {
        if value.is_none() && self.found(name).is_none() {
            self.refuse_missing(name);
        }
        value
    }

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

    /// A nested object.
    pub fn form<T: Form>(&mut self, name: &str) -> Option<T> {
        let value = self.object(name)?;
        self.nested(vec![name.into()], value)
    }

    /// A required list of 1 to `most` nested objects.
    pub fn required_forms<T: Form>(&mut self, name: &str, most: usize) -> Option<Vec<T>> {
        let Some(value) = self.values.get_mut(name).filter(|value| !value.is_null()) else {
            self.refuse_missing(name);
            return None;
        };
        let Value::Array(items) = value.take() else {
            self.refuse(name, "Input should be a valid list", "list_type");
            return None;
        };
        if items.is_empty() || items.len() > most {
            let ty = if items.is_empty() { "too_short" } else { "too_long" };
            self.refuse(name, format!("List should have 1 to {most} items"), ty);
            return None;
        }
        let count = items.len();
        let forms: Vec<T> =
            items.into_iter().enumerate().filter_map(|(at, item)| self.nested(vec![name.into(), at.into()], item)).collect();
        (forms.len() == count).then_some(forms)
    }

    fn nested<T: Form>(&mut self, place: Vec<Place>, value: Value) -> Option<T> {
        let place: Vec<Place> = self.place.iter().cloned().chain(place).collect();
        let Value::Object(values) = value else {
            self.wrong.push(no_object(place, &value));
            return None;
        };
        let mut inner = Fields { values, place, from_query: false, is_repaired: self.is_repaired, wrong: Vec::new() };
        let form = T::read(&mut inner);
        let is_whole = inner.wrong.is_empty();
        self.wrong.extend(inner.wrong);
        form.filter(|_| is_whole)
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

fn no_object(place: Vec<Place>, input: &Value) -> Invalid {
    Invalid::new(place, "Input should be a valid dictionary or object to extract fields from", "model_attributes_type", input, None)
}

fn number_of(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
        Value::Bool(truth) => Some(f64::from(u8::from(*truth))),
        other => other.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Sample(String, Option<i64>);

    impl Form for Sample {
        fn read(fields: &mut Fields) -> Option<Self> {
            let name = fields.required_text("name", 5);
            let count = fields.number("count", 1, 10);
            Some(Sample(name?, count))
        }
    }

    #[test]
    fn every_field_that_is_wrong_is_named() {
        let Sample(name, count) = Fields::of_body(json!({"name": "abc", "count": "3", "other": []}), false).unwrap();
        assert_eq!((name.as_str(), count), ("abc", Some(3)));
        let problem = Fields::of_body::<Sample>(json!({"name": "too long", "count": "many"}), false).unwrap_err();
        assert_eq!(problem.status().as_u16(), 422);
        let words = format!("{problem:?}");
        assert!(
            words.contains("string_too_long") && words.contains("int_parsing") && words.contains("\"max_length\": Number(5)"),
            "{words}"
        );
        assert!(format!("{:?}", Fields::of_body::<Sample>(json!({}), false).unwrap_err()).contains("missing"));
        assert!(Fields::of_body::<Sample>(json!([1]), false).is_err());
        let query = vec![("name".to_string(), "abc".to_string()), ("count".into(), "7".into())];
        assert_eq!(Fields::of_query::<Sample>(query).unwrap().1, Some(7));
    }
}
