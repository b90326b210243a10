//! Objects of a catalog as text, as findings show them.

use super::{Column, Difference, ForeignKey, Index};

impl Column {
    /// Whether an INSERT that leaves out this column fails.
    pub fn is_required_on_insert(&self) -> bool {
        let fills_itself = self.extra.as_deref().is_some_and(|extra| extra.contains("auto_increment"));
        !self.nullable && self.default.is_none() && self.generated.is_none() && !fills_itself
    }
}

impl std::fmt::Display for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let is_covered = self.detail.as_deref().is_some_and(|d| d.contains('('));
        f.write_str(if self.unique { "unique " } else { "" })?;
        if !is_covered {
            let method = if self.method.is_empty() { String::new() } else { format!("{} ", self.method) };
            write!(f, "{method}({})", self.columns.join(", "))?;
            if let Some(predicate) = &self.predicate {
                write!(f, " where {predicate}")?;
            }
        }
        if let Some(detail) = &self.detail {
            write!(f, "{}{detail}", if is_covered { "" } else { " " })?;
        }
        f.write_str(if self.valid { "" } else { " [invalid]" })
    }
}

impl std::fmt::Display for ForeignKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "({}) references {} ({})", self.columns.join(", "), self.table, self.referenced.join(", "))?;
        for (event, action) in [("delete", &self.on_delete), ("update", &self.on_update)] {
            if action != "NO ACTION" {
                write!(f, " on {event} {}", action.to_lowercase())?;
            }
        }
        if self.detail.is_empty() { Ok(()) } else { write!(f, " {}", self.detail.to_lowercase()) }
    }
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.expected, &self.actual) {
            (Some(expected), None) => write!(f, "{} is missing (expected {expected})", self.object),
            (None, Some(actual)) => write!(f, "{} is not expected (found {actual})", self.object),
            (Some(expected), Some(actual)) if self.renamed_from.is_some() => {
                write!(f, "{} has another name: expected {expected}, found {actual}", self.object)
            }
            (Some(expected), Some(actual)) => write!(f, "{}: expected {expected}, found {actual}", self.object),
            (None, None) => f.write_str(&self.object),
        }
    }
}
