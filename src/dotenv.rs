//! Parses `.env` files as python-dotenv does, since the applications use the same file. A line that can't be read is an error
//! only of its own variable. Source: https://github.com/theskumar/python-dotenv (parser.py, variables.py).

use std::collections::HashMap;

/// A variable's value, or why it can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Number of the line on which it begins, from 1.
    pub line: usize,
    /// The value with `${NAME}` and `${NAME:-default}` replaced, or what is wrong.
    pub value: Result<String, &'static str>,
}

/// Parses a file; if a name occurs more than once, the last line wins. `${NAME}` is looked up in `environment`, then in the file.
pub fn parse(bytes: &[u8], environment: &dyn Fn(&str) -> Option<String>) -> HashMap<String, Entry> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader { rest: text.strip_prefix('\u{feff}').unwrap_or(&text), line: 1 };
    let mut entries: HashMap<String, Entry> = HashMap::new();
    while !reader.rest.is_empty() {
        let Some((name, line, value)) = reader.binding() else { continue };
        let value = match value {
            Ok(text) if text.contains('\u{fffd}') => Err("is not UTF-8"),
            Ok(text) => {
                Ok(expand(&text, &|name| environment(name).or_else(|| entries.get(name).and_then(|e| e.value.as_ref().ok().cloned()))))
            }
            Err(why) => Err(why),
        };
        // a line without `=` does not replace an earlier value
        if value.is_ok() || entries.get(&name).is_none_or(|entry| entry.value.is_err()) || value != Err(UNBOUND) {
            entries.insert(name, Entry { line, value });
        }
    }
    entries
}

const UNBOUND: &str = "is not set by its line: write NAME=value";

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl Reader<'_> {
    fn advance(&mut self, bytes: usize) {
        let (gone, rest) = self.rest.split_at(bytes);
        self.line += gone.matches('\n').count();
        self.rest = rest;
    }

    fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        self.advance(self.rest.find(|c| !is_skipped(c)).unwrap_or(self.rest.len()));
    }

    fn skip_line(&mut self) {
        self.advance(self.rest.find('\n').map_or(self.rest.len(), |at| at + 1));
    }

    /// Reads one assignment as name, line number and value. `None` for a line without a variable's name, e.g. a comment.
    fn binding(&mut self) -> Option<(String, usize, Result<String, &'static str>)> {
        self.skip(char::is_whitespace);
        let blank = |c: char| c.is_whitespace() && c != '\n' && c != '\r';
        if self.rest.is_empty() || self.rest.starts_with('#') {
            self.skip_line();
            return None;
        }
        let line = self.line;
        if self.rest.strip_prefix("export").is_some_and(|after| after.starts_with(blank)) {
            self.advance("export".len());
            self.skip(blank);
        }
        let name = match self.rest.strip_prefix('\'').and_then(|after| after.split_once('\'')) {
            Some((name, _)) => {
                self.advance(name.len() + 2);
                name.to_string()
            }
            None => {
                let end = self.rest.find(|c: char| c == '=' || c == '#' || c.is_whitespace()).unwrap_or(self.rest.len());
                let name = self.rest[..end].to_string();
                self.advance(end);
                name
            }
        };
        self.skip(blank);
        if !self.rest.starts_with('=') {
            // `NAME: value` and `NAME` alone set nothing, and `set NAME=value` is the syntax of another shell
            let second = self.rest.split(['=', '\n']).next().unwrap_or_default().trim();
            let meant = if name == "set" { second } else { name.trim_end_matches(':') }.to_string();
            self.skip_line();
            return (!meant.is_empty()).then_some((meant, line, Err(UNBOUND)));
        }
        self.advance(1);
        self.skip(blank);
        let value = self.value();
        self.skip(blank);
        let is_at_end = self.rest.is_empty() || self.rest.starts_with(['\n', '\r', '#']);
        let value = if is_at_end { value } else { value.and(Err("has something behind the closing quote")) };
        self.skip_line();
        Some((name, line, value))
    }

    fn value(&mut self) -> Result<String, &'static str> {
        let quote = self.rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
        let Some(quote) = quote else {
            let end = self.rest.find(['\n', '\r']).unwrap_or(self.rest.len());
            let line = &self.rest[..end];
            // a comment begins with a `#` after white space
            let cut = line.match_indices('#').map(|(at, _)| at).find(|at| line[..*at].ends_with(char::is_whitespace));
            let value = line[..cut.unwrap_or(end)].trim_end().to_string();
            self.advance(end);
            return Ok(value);
        };
        let (mut value, mut chars) = (String::new(), self.rest.char_indices().skip(1));
        while let Some((at, c)) = chars.next() {
            match c {
                c if c == quote => {
                    self.advance(at + 1);
                    return Ok(value);
                }
                '\\' => match chars.next() {
                    Some((_, next)) if next == quote || next == '\\' || (quote == '"' && next == '\'') => value.push(next),
                    Some((_, next)) if quote == '"' && "abfnrtv".contains(next) => value.push(control(next)),
                    Some((_, next)) => value.extend(['\\', next]),
                    None => break,
                },
                c => value.push(c),
            }
        }
        Err("has no closing quote")
    }
}

fn control(letter: char) -> char {
    match letter {
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => '\u{b}',
    }
}

/// Replaces `${NAME}` and `${NAME:-default}`; nothing else expands.
fn expand(text: &str, lookup: &dyn Fn(&str) -> Option<String>) -> String {
    let (mut expanded, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("${") {
        let Some(length) = rest[at..].find('}') else { break };
        let inside = &rest[at + 2..at + length];
        let (name, default) = inside.split_once(":-").map_or((inside, None), |(name, default)| (name, Some(default)));
        expanded.push_str(&rest[..at]);
        if name.contains(':') {
            expanded.push_str(&rest[at..=at + length]);
        } else {
            expanded.push_str(&lookup(name).unwrap_or_else(|| default.unwrap_or_default().to_string()));
        }
        rest = &rest[at + length + 1..];
    }
    expanded + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, name: &str) -> Option<Result<String, &'static str>> {
        let environment = |name: &str| (name == "HOME").then(|| "/home/me".to_string());
        parse(text.as_bytes(), &environment).remove(name).map(|entry| entry.value)
    }

    #[test]
    fn values_are_what_python_dotenv_makes_of_them() {
        for (text, expected) in [
            ("A=plain", "plain"),
            ("\u{feff}A=after a byte order mark", "after a byte order mark"),
            ("  export A = spaced  # comment", "spaced"),
            ("A=a#b", "a#b"),
            ("A='single $x \\' \\n'", "single $x ' \\n"),
            ("A=\"double\\n\\t\\\"\"  # comment", "double\n\t\""),
            ("A='two\nlines'\nB=1", "two\nlines"),
            ("A=a$b", "a$b"),
            ("A=$HOME", "$HOME"),
            ("A=${HOME}/x", "/home/me/x"),
            ("B=1\nA=${B}${C:-two}${D}", "1two"),
            ("A=", ""),
            ("'A'=quoted name", "quoted name"),
            ("A=1\r\nB=2\r\n", "1"),
            ("A={\"json\": true}", "{\"json\": true}"),
            ("A=it's", "it's"),
            ("A=first\nA=last", "last"),
        ] {
            assert_eq!(value(text, "A"), Some(Ok(expected.to_string())), "{text}");
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_hurts_nobody_else() {
        let text = "no binding here\n=x\nBAD='open\n";
        for line in ["A: x", "A x", "A", "set A=x"] {
            assert_eq!(value(line, "A"), Some(Err("is not set by its line: write NAME=value")), "{line}");
        }
        assert_eq!(value(&format!("{text}' tail\nA=1"), "A"), Some(Ok("1".into())));
        assert_eq!(value("A='open\nB=1", "A"), Some(Err("has no closing quote")));
        assert_eq!(value("A='x' y\nB=1", "A"), Some(Err("has something behind the closing quote")));
        assert_eq!(value("A='x' y\nB=1", "B"), Some(Ok("1".into())));
        let entries = parse(b"X=\xff\nA=1", &|_| None);
        assert_eq!((entries["X"].value.clone(), entries["A"].line), (Err("is not UTF-8"), 2));
    }
}
