//! JSON that every engine can store: MariaDB's json_valid fails from depth 32, PostgreSQL's jsonb rejects NUL.

use crate::error::{Error, Result};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Maximum nesting depth that every engine can store.
pub const MAX_DEPTH: usize = 31;

/// `value` as it can be stored, and whether a NUL was replaced by U+FFFD.
///
/// # Errors
/// The value is nested deeper than [`MAX_DEPTH`]; the error contains `name`.
pub(in crate::jobs) fn check_storable(name: &str, value: &Value) -> Result<(Value, bool)> {
    if depth(value) > MAX_DEPTH {
        return Err(Error::configuration(format!("{name} is nested more than {MAX_DEPTH} levels deep, which MariaDB does not keep")));
    }
    let mut has_nul = false;
    let value = without_nul(value, &mut has_nul);
    Ok((value, has_nul))
}

/// A result as it can be stored, and whether something was replaced: NUL by U+FFFD, values nested deeper than
/// [`MAX_DEPTH`] by their JSON text.
pub(in crate::jobs) fn make_storable(value: &Value) -> (Value, bool) {
    let mut is_changed = false;
    let value = without_nul(value, &mut is_changed);
    if depth(&value) <= MAX_DEPTH { (value, is_changed) } else { (cut(value, MAX_DEPTH), true) }
}

fn cut(value: Value, levels: usize) -> Value {
    match value {
        Value::Array(_) | Value::Object(_) if levels == 0 => Value::String(value.to_string()),
        Value::Array(items) => Value::Array(items.into_iter().map(|item| cut(item, levels - 1)).collect()),
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(name, field)| (name, cut(field, levels - 1))).collect()),
        other => other,
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

fn without_nul(value: &Value, has_nul: &mut bool) -> Value {
    let mut text = |t: &str| {
        *has_nul |= t.contains('\0');
        t.replace('\0', "\u{fffd}")
    };
    match value {
        Value::String(t) => Value::String(text(t)),
        Value::Array(items) => Value::Array(items.iter().map(|v| without_nul(v, has_nul)).collect()),
        Value::Object(fields) => {
            let pairs: Vec<(String, &Value)> = fields.iter().map(|(k, v)| (text(k), v)).collect();
            Value::Object(pairs.into_iter().map(|(k, v)| (k, without_nul(v, has_nul))).collect())
        }
        other => other.clone(),
    }
}

/// SHA-256 of `parts` in hex, to compare outcomes and requests.
pub(in crate::jobs) fn hash(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nul_is_replaced_and_depth_refused() {
        let (value, has_nul) = check_storable("options", &json!({"a\0": ["b\0", 1]})).unwrap();
        assert_eq!((value, has_nul), (json!({"a\u{fffd}": ["b\u{fffd}", 1]}), true));
        let nest = |levels: usize| (0..levels).fold(json!(1), |v, _| json!([v]));
        assert!(check_storable("options", &nest(31)).is_ok());
        assert!(check_storable("options", &nest(32)).unwrap_err().to_string().contains("options"));
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_eq!(make_storable(&nest(31)), (nest(31), false));
        let (kept, is_changed) = make_storable(&nest(40));
        assert!(is_changed && depth(&kept) == MAX_DEPTH && kept.to_string().contains("[[1]]"), "{kept}");
    }
}
