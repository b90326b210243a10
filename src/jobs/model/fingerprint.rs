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

/// Words before a number that names an error, so that it is kept.
const BEFORE_CODES: [&str; 8] = ["http", "status", "code", "errno", "error", "exit", "signal", "sqlstate"];

/// The significant line of an error (the exception of a Python traceback, otherwise the first line), with ids, paths, addresses
/// and numbers replaced by placeholders. Numbers that name an error stay, such as `HTTP 403` and `[Errno 28]`.
pub fn folded(error: &str) -> String {
    let end = error.char_indices().nth(READ).map_or(error.len(), |(at, _)| at);
    let text = &error[..end];
    let line = exception_of(text).or_else(|| text.lines().map(str::trim).find(|line| !line.is_empty())).unwrap_or("(no message)");
    let line = without_quoted_paths(&line.chars().take(FOLDED).collect::<String>());
    let (mut words, mut last) = (Vec::new(), String::new());
    for word in line.split(' ') {
        let core = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let is_code =
            BEFORE_CODES.contains(&last.as_str()) && core.len() <= 5 && !core.is_empty() && core.bytes().all(|c| c.is_ascii_digit());
        words.push(if is_code { word.to_string() } else { folded_word(word) });
        last = core.to_ascii_lowercase();
    }
    words.join(" ")
}

/// The line with the exception of a Python traceback: the first one that is not indented behind the last frame.
fn exception_of(text: &str) -> Option<&str> {
    let (_, frames) = text.split_once("Traceback (most recent call last)")?;
    let is_frame = |line: &str| line.starts_with("  File ");
    let lines: Vec<&str> = frames.lines().collect();
    let last = lines.iter().rposition(|line| is_frame(line))?;
    lines[last..].iter().copied().find(|line| !line.trim().is_empty() && !line.starts_with(char::is_whitespace)).map(str::trim)
}

/// `line` with each quoted text that has a slash replaced: names of files may have spaces.
fn without_quoted_paths(line: &str) -> String {
    let (mut folded, mut rest) = (String::new(), line);
    while let Some(open) = rest.find(['\'', '"']) {
        let (before, quoted) = rest.split_at(open);
        let (quote, inside) = quoted.split_at(1);
        folded.push_str(before);
        folded.push_str(quote);
        rest = inside;
        // not an apostrophe
        let opens = !before.ends_with(char::is_alphanumeric);
        if let Some(length) = inside.find(quote).filter(|length| opens && inside[..*length].contains('/')) {
            folded.push_str("<path>");
            folded.push_str(quote);
            rest = &inside[length + 1..];
        }
    }
    folded + rest
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
        let one = "line 12: can't open \"/in/a 7.mp3\" of job 019a2f3c-0000-7000-8000-000000000001 after 3.5s\nTraceback";
        let other = "line 9: can't open \"/in/b 8.mp3\" of job 019a2f3c-1111-7000-8000-000000000002 after 10s";
        assert_eq!(folded(one), folded(other));
        assert_eq!(folded(one), "line #: can't open \"<path>\" of job <id> after #s");
        assert_eq!(folded("\n\n  CUDA out of memory "), "CUDA out of memory");
        assert_eq!(folded(""), "(no message)");
        assert_eq!(
            folded("<Tensor at 0x7f3a> refused by 10.0.0.7:8080, 10.0.0.8"),
            "<Tensor at <address>> refused by <address>, <address>"
        );
    }

    #[test]
    fn numbers_that_name_an_error_are_kept() {
        assert_eq!(folded("HTTP 403: https://a/b after 3 tries"), "HTTP 403: <path> after # tries");
        assert_eq!(folded("[Errno 28] No space left on device 7"), "[Errno 28] No space left on device #");
        assert_eq!(folded("killed with exit code 137"), "killed with exit code 137");
        assert_ne!(failure_of("HTTP 403").fingerprint, failure_of("HTTP 404").fingerprint);
    }

    /// The first line of all tracebacks is the same.
    #[test]
    fn of_a_python_traceback_the_exception_counts() {
        let traceback = "Traceback (most recent call last):\n  File \"a.py\", line 3, in <module>\nValueError: bad sample rate 44100\n";
        assert_eq!(folded(traceback), "ValueError: bad sample rate #");
        assert_eq!(folded("Traceback (most recent call last):"), "Traceback (most recent call last):");
        let long = format!("{}second line 2\n  indented\n", traceback);
        assert_eq!(folded(&long), folded(traceback));
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
