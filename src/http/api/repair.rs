//! Repairs invalid JSON from workers, so that no result is lost because of its syntax. Python writes lone surrogates for
//! file names that it can't decode, and `NaN` and `Infinity` for floats.

/// Maximum nesting depth; deeper values are stored as text. serde_json reads 127 levels.
const DEEPEST: usize = 100;

/// Replaces everything that a JSON parser rejects: lone surrogates and bytes that are not UTF-8 by U+FFFD, control
/// characters by escapes, `NaN`, `Infinity` and too large numbers by `null`, too deeply nested values by their text.
pub fn repair(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut repaired = String::with_capacity(text.len());
    let (mut rest, mut depth) = (text.strip_prefix('\u{feff}').unwrap_or(&text), 0usize);
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' => {
                let end = end_of_string(rest);
                repair_string(&rest[..end], &mut repaired);
                end
            }
            '[' | '{' if depth == DEEPEST => {
                let end = end_of_value(rest);
                let mut inside = String::new();
                repair_string(&format!("\"{}\"", escaped(&rest[..end])), &mut inside);
                repaired.push_str(&inside);
                end
            }
            '[' | '{' | ']' | '}' => {
                depth = if matches!(c, '[' | '{') { depth + 1 } else { depth.saturating_sub(1) };
                repaired.push(c);
                1
            }
            '0'..='9' | '-' if !rest.starts_with("-I") => {
                let end = rest.find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c))).unwrap_or(rest.len());
                let is_too_large = rest[..end].parse::<f64>().is_ok_and(f64::is_infinite);
                repaired.push_str(if is_too_large { "null" } else { &rest[..end] });
                end
            }
            _ => match ["NaN", "Infinity", "-Infinity"].into_iter().find(|word| rest.starts_with(word)) {
                Some(word) => {
                    repaired.push_str("null");
                    word.len()
                }
                None => {
                    repaired.push(c);
                    c.len_utf8()
                }
            },
        };
        rest = &rest[length..];
    }
    repaired
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Length in bytes of the JSON string at the start of `text`, including its quotes.
fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Length in bytes of the JSON array or object at the start of `text`.
fn end_of_value(text: &str) -> usize {
    let (mut at, mut depth) = (0, 0usize);
    while let Some(c) = text[at..].chars().next() {
        match c {
            '"' => {
                at += end_of_string(&text[at..]);
                continue;
            }
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ => {}
        }
        at += c.len_utf8();
        if depth == 0 {
            break;
        }
    }
    at
}

fn repair_string(text: &str, repaired: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let unit = |at: usize| {
            let digits = rest.get(at..at + 6).and_then(|escape| escape.strip_prefix("\\u"))?;
            u32::from_str_radix(digits, 16).ok()
        };
        let length = match c {
            '\\' => match (unit(0), unit(6)) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => {
                    repaired.push_str(&rest[..12]);
                    12
                }
                (Some(0xd800..=0xdfff), _) => {
                    repaired.push_str("\\ufffd");
                    6
                }
                _ => {
                    let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                    repaired.push_str(&rest[..length]);
                    length
                }
            },
            c if c.is_control() && c < ' ' => {
                repaired.push_str(&format!("\\u{:04x}", c as u32));
                1
            }
            c => {
                repaired.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(text: &[u8]) -> Value {
        serde_json::from_str(&repair(text)).unwrap_or_else(|e| panic!("{e}: {}", repair(text)))
    }

    #[test]
    fn what_a_worker_cannot_help_is_kept() {
        assert_eq!(
            read(br#"{"a": "x\udcffy\ud83d\ude00\ud83d", "b": "\\ud800"}"#),
            json!({"a": "x\u{fffd}y\u{1f600}\u{fffd}", "b": "\\ud800"})
        );
        assert_eq!(
            read(br#"{"a": [NaN, -Infinity, Infinity, 1, "NaN", 1e999, -2.5]}"#),
            json!({"a": [null, null, null, 1, "NaN", null, -2.5]})
        );
        assert_eq!(read("\u{feff}{}".as_bytes()), json!({}));
        assert_eq!(read(b"{\"a\": \"\xff\x01\"}"), json!({"a": "\u{fffd}\u{1}"}));
        let deep = format!("{}\"q\\\"\"{}", "[".repeat(5000), "]".repeat(5000));
        let mut value = &read(format!("{{\"a\": {deep}, \"b\": 1}}").as_bytes())["a"];
        while let Value::Array(items) = value {
            value = &items[0];
        }
        assert!(value.as_str().unwrap().starts_with("[[[") && value.as_str().unwrap().contains("q\\\""));
        // other syntax errors are not repaired
        for text in ["{\"a\": ", "{a: 1}", "\"open", "{\"a\": \"\\"] {
            assert!(serde_json::from_str::<Value>(&repair(text.as_bytes())).is_err(), "{text}");
        }
    }
}
