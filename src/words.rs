//! Words of messages.

/// A count with its noun: `1 job`, `2 jobs`.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
