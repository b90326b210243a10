//! Fingerprints of errors: errors that differ only in numbers, ids, paths and addresses have the same one.

use super::json;
use crate::db::claims::Failure;

/// Characters of an error that are read; the rest does not count.
pub(in crate::jobs) const READ: usize = 16_000;
/// Maximum characters of a folded error.
const FOLDED: usize = 160;
/// Length of a fingerprint in hexadecimal digits.
pub const FINGERPRINT_LENGTH: usize = 16;

/// The fingerprint of an error message and what it was made of.
pub(in crate::jobs) fn failure_of(error: &str) -> Failure {
    let error = folded(error);
    let mut fingerprint = json::hash(&["failure", &error]);
    fingerprint.truncate(FINGERPRINT_LENGTH);
    Failure { fingerprint, error }
}

/// The significant line of an error (the last one of a Python traceback, otherwise the first), with ids, paths, addresses and
/// numbers replaced by placeholders.
pub fn folded(error: &str) -> String {
    let end = error.char_indices().nth(READ).map_or(error.len(), |(at, _)| at);
    let mut lines = error[..end].lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or("(no message)");
    let line = if first.starts_with("Traceback (most recent call last)") { lines.next_back().unwrap_or(first) } else { first };
    let line: String = line.chars().take(FOLDED).collect();
    line.split(' ').map(folded_word).collect::<Vec<_>>().join(" ")
}

fn folded_word(word: &str) -> String {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let is_hex = |text: &str| text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let is_id = core.len() >= 8 && is_hex(core) && core.chars().any(|c| c.is_ascii_digit());
    let is_pointer = core.strip_prefix("0x").is_some_and(|digits| !digits.is_empty() && is_hex(digits));
    let is_ip = core.rsplit_once(':').map_or(core, |(host, _)| host).parse::<std::net::Ipv4Addr>().is_ok();
    let is_path = core.contains('/') && core.len() > 1;
    match () {
        () if is_pointer || is_ip => word.replace(core, "<address>"),
        () if is_id => word.replace(core, "<id>"),
        () if is_path => word.replace(core, "<path>"),
        () => without_numbers(word),
    }
}

fn without_numbers(word: &str) -> String {
    let mut text = String::new();
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii_digit() {
            text.push(c);
            continue;
        }
        while chars.peek().is_some_and(|c| c.is_ascii_digit() || *c == '.') {
            chars.next();
        }
        text.push('#');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_that_differ_in_numbers_ids_paths_and_addresses_are_one() {
        let one = "line 12: can't open '/in/a 7.mp3' of job 019a2f3c-0000-7000-8000-000000000001 after 3.5s\nTraceback";
        let other = "line 9: can't open '/in/b 8.mp3' of job 019a2f3c-1111-7000-8000-000000000002 after 10s";
        assert_eq!(folded(one), folded(other));
        assert_eq!(folded(one), "line #: can't open '<path> #mp#' of job <id> after #s");
        assert_eq!(folded("\n\n  CUDA out of memory "), "CUDA out of memory");
        assert_eq!(folded(""), "(no message)");
        assert_eq!(
            folded("<Tensor at 0x7f3a> refused by 10.0.0.7:8080, 10.0.0.8"),
            "<Tensor at <address>> refused by <address>, <address>"
        );
    }

    /// The first line of all tracebacks is the same.
    #[test]
    fn of_a_python_traceback_the_exception_counts() {
        let traceback = "Traceback (most recent call last):\n  File \"a.py\", line 3, in <module>\nValueError: bad sample rate 44100\n";
        assert_eq!(folded(traceback), "ValueError: bad sample rate #");
        assert_eq!(folded("Traceback (most recent call last):"), "Traceback (most recent call last):");
    }

    /// Databases keep fingerprints: they must not change.
    #[test]
    fn fingerprints_stay_the_same() {
        let failure = failure_of("CUDA out of memory. Tried to allocate 2.00 GiB");
        assert_eq!(
            (failure.error.as_str(), failure.fingerprint.as_str()),
            ("CUDA out of memory. Tried to allocate # GiB", "7ce823b8f6243c3c")
        );
        assert_eq!(failure_of("CUDA out of memory. Tried to allocate 12 GiB"), failure);
        // only the beginning counts, in Rust as in SQL
        let long = "é".repeat(READ);
        assert_eq!(failure_of(&long), failure_of(&format!("{long}\nmore")));
    }
}
