//! Ignore file: findings that a site accepts, one object per line, `*` for any text. Ignored findings are still listed.

use crate::error::{Error, Result};
use std::path::Path;

/// Patterns of an ignore file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ignore {
    patterns: Vec<String>,
}

impl Ignore {
    /// Reads an ignore file. Empty lines and lines that begin with `#` are skipped.
    pub fn read(path: &Path) -> Result<Ignore> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::Io { doing: "reading", path: path.to_owned(), source })?;
        Ok(Self::parse(&text))
    }

    fn parse(text: &str) -> Ignore {
        let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        Ignore { patterns: lines.map(String::from).collect() }
    }

    /// Whether a pattern matches `object`.
    pub fn covers(&self, object: &str) -> bool {
        self.patterns.iter().any(|p| matches(p, object))
    }

    /// Returns the patterns that match none of `objects`: a typing error, or no longer needed.
    pub fn unused<'a>(&'a self, objects: &[String]) -> Vec<&'a str> {
        self.patterns.iter().filter(|p| !objects.iter().any(|o| matches(p, o))).map(String::as_str).collect()
    }
}

fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text_and_nothing_else_is_special() {
        let ignore = Ignore::parse("# ours\n\nindex tasks.ix_site_*\ncolumn users.note\ntable *_old\n*(default)\n");
        for object in ["index tasks.ix_site_a", "column users.note", "table a_old", "column t.c (default)"] {
            assert!(ignore.covers(object), "{object}");
        }
        for object in ["index tasks.ix_name", "column users.note (type)", "column users_note", "table old"] {
            assert!(!ignore.covers(object), "{object}");
        }
        assert_eq!(ignore.unused(&["table a_old".into()]), ["index tasks.ix_site_*", "column users.note", "*(default)"]);
    }
}
