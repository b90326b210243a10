//! A JSON value as a tree that can be folded, without a script.

use crate::words::counted;
use maud::{Markup, html};
use serde_json::Value;

/// Maximum number of values shown; the rest is counted.
const SHOWN: usize = 400;
/// Maximum characters shown of one text.
const TEXT: usize = 4_000;
/// Maximum characters shown of all texts together.
const TEXTS: usize = 20_000;

/// How much may still be shown.
struct Left {
    values: usize,
    characters: usize,
}

/// The value, unfolded to the first level.
pub fn tree(value: &Value) -> Markup {
    let mut left = Left { values: SHOWN, characters: TEXTS };
    let shown = node(value, &mut left, true);
    html! {
        div.tree { (shown) }
        @if left.values == 0 || left.characters == 0 { p.quiet { "Only the beginning is shown; the API and " span.id { "morag-db jobs show" } " have the whole value." } }
    }
}

fn node(value: &Value, left: &mut Left, is_open: bool) -> Markup {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            let shown = children(fields.iter().map(|(name, value)| (name.clone(), value)), left);
            folded(&format!("{{{}}}", counted(fields.len(), "field")), &shown, fields.len(), is_open)
        }
        Value::Array(items) if !items.is_empty() => {
            let shown = children(items.iter().enumerate().map(|(n, value)| (n.to_string(), value)), left);
            folded(&format!("[{}]", counted(items.len(), "item")), &shown, items.len(), is_open)
        }
        Value::String(text) => {
            let most = TEXT.min(left.characters);
            let is_whole = text.chars().nth(most).is_none();
            let shown: String = text.chars().take(most).collect();
            left.characters -= shown.chars().count().min(left.characters);
            html! { span.text { "\"" (shown) @if is_whole { "\"" } @else { "…" } } }
        }
        other => html! { span.plain { (other.to_string()) } },
    }
}

fn children<'v>(all: impl Iterator<Item = (String, &'v Value)>, left: &mut Left) -> Vec<(String, Markup)> {
    let mut shown = Vec::new();
    for (name, value) in all {
        if left.values == 0 || left.characters == 0 {
            break;
        }
        left.values -= 1;
        let name: String = name.chars().take(TEXT.min(left.characters)).collect();
        left.characters -= name.chars().count();
        shown.push((name, node(value, left, false)));
    }
    shown
}

fn folded(head: &str, shown: &[(String, Markup)], of: usize, is_open: bool) -> Markup {
    html! {
        details open[is_open] {
            summary { (head) }
            ul {
                @for (name, value) in shown { li { b { (name) } ": " (value) } }
                @if shown.len() < of { li { "… " (of - shown.len()) " more" } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_tree_is_bounded_and_says_so() {
        let small = tree(&json!({"a": [1, "<b>"], "c": {}})).into_string();
        assert!(
            small.contains("{2 fields}") && small.contains("[2 items]") && small.contains("&lt;b&gt;") && !small.contains("Only"),
            "{small}"
        );
        let many = tree(&json!((0..10_000).collect::<Vec<_>>())).into_string();
        assert!(many.contains("… 9600 more") && many.contains("Only the beginning"), "{}", many.len());
        let long = tree(&json!(vec!["é".repeat(10_000); 10])).into_string();
        assert!(long.len() < 60_000 && long.contains("Only the beginning"), "{}", long.len());
    }
}
