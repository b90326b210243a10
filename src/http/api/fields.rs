//! Reads bodies and queries field by field; every invalid field is reported, with pydantic's messages.

use crate::http::problem::{ApiError, Invalid, Place};
use serde_json::{Map, Value};

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
    pub(super) values: Map<String, Value>,
    place: Vec<Place>,
    /// Whether the fields come from a query, so that missing fields have no input and a text may be a list.
    pub(super) from_query: bool,
    pub(super) is_repaired: bool,
    wrong: Vec<Invalid>,
}

/// A field's value; `None` if it is missing or null.
pub(super) type Found<'a> = Option<&'a Value>;

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
    pub(super) fn refuse_with(&mut self, name: &str, msg: impl Into<String>, ty: &str, ctx: Option<Value>) {
        let input = self.values.get(name).cloned().unwrap_or(Value::Null);
        self.refuse_input(name, msg, ty, &input, ctx);
    }

    pub(super) fn refuse_input(&mut self, name: &str, msg: impl Into<String>, ty: &str, input: &Value, ctx: Option<Value>) {
        let mut loc = self.place.clone();
        loc.push(name.into());
        self.wrong.push(Invalid::new(loc, msg, ty, input, ctx));
    }

    pub(super) fn refuse_missing(&mut self, name: &str) {
        let given = if self.from_query { Value::Null } else { Value::Object(self.values.clone()) };
        self.refuse_input(name, "Field required", "missing", &given, None);
    }

    /// Whether the body was repaired before it could be read.
    pub fn is_repaired(&self) -> bool {
        self.is_repaired
    }

    pub(super) fn found(&self, name: &str) -> Found<'_> {
        self.values.get(name).filter(|value| !value.is_null())
    }

    /// Whether the field is present and null.
    pub fn is_null(&self, name: &str) -> bool {
        self.values.get(name).is_some_and(Value::is_null)
    }

    /// Reports a required field that is missing.
    pub(super) fn required<T>(&mut self, name: &str, value: Option<T>) -> Option<T> {
        if value.is_none() && self.found(name).is_none() {
            self.refuse_missing(name);
        }
        value
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
}

fn no_object(place: Vec<Place>, input: &Value) -> Invalid {
    Invalid::new(place, "Input should be a valid dictionary or object to extract fields from", "model_attributes_type", input, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
