//! `DELIMITER` lines of the mysql client, which occur in dumps with triggers and routines.

/// Text between two `DELIMITER` lines.
pub(super) struct Part<'a> {
    pub text: &'a str,
    /// Number of lines before it.
    pub line: usize,
    /// Statement delimiter; `None` for the semicolon.
    pub delimiter: Option<&'a str>,
}

/// Splits `text` at `DELIMITER` lines; returns one part if there are none.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut first_line, mut delimiter, mut at) = (0, 0, None, 0);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let mut words = line.split_whitespace();
        let is_command = words.next().is_some_and(|word| word.eq_ignore_ascii_case("delimiter"));
        if let (true, Some(sign), None) = (is_command, words.next(), words.next()) {
            parts.push(Part { text: &text[start..at], line: first_line, delimiter });
            delimiter = Some(sign).filter(|sign| *sign != ";");
            (start, first_line) = (at + line.len(), number + 1);
        }
        at += line.len();
    }
    parts.push(Part { text: &text[start..], line: first_line, delimiter });
    parts
}

/// Splits `text` into statements, each with the number of lines before it. A statement ends at a line that ends with
/// `delimiter`.
pub(super) fn statements<'a>(text: &'a str, delimiter: &str) -> Vec<(usize, &'a str)> {
    let mut statements = Vec::new();
    let (mut start, mut first_line, mut at) = (0, 0, 0);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let end = at + line.trim_end().len();
        at += line.len();
        if line.trim_end().ends_with(delimiter) {
            statements.push((first_line, &text[start..end - delimiter.len()]));
            (start, first_line) = (at, number + 1);
        }
    }
    statements.push((first_line, &text[start..]));
    statements
}
