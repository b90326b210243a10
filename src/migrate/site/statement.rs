//! Splitting a section into statements, and what can be told from a statement alone: its name for people, the object by
//! which the catalog shows that it is done, and whether it may stand in a transaction.

use crate::backend::sql_dialect;
use migration::{Backend, Object, Probe, Step};
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

/// The statements of `text` as steps; `first_line` is where it stands in its file.
pub(super) fn steps(text: &str, first_line: usize, backend: Backend) -> Result<Vec<Step>, String> {
    let tokens = Tokenizer::new(sql_dialect(backend), text)
        .with_unescape(false)
        .tokenize_with_location()
        .map_err(|e| format!("line {}: {}", e.location.line as usize + first_line - 1, e.message))?;
    let mut steps = Vec::new();
    for statement in split(&tokens) {
        let words: Vec<&Token> = statement.iter().map(|t| &t.token).filter(|t| !matches!(t, Token::Whitespace(_))).collect();
        if words.is_empty() {
            continue;
        }
        let line =
            statement.iter().find(|t| !matches!(t.token, Token::Whitespace(_))).map_or(0, |t| t.span.start.line as usize) + first_line - 1;
        refuse_transaction_control(&words).map_err(|reason| format!("line {line}: {reason}"))?;
        let sql = source(text, statement);
        steps.push(Step { name: name(&words), sql, probe: probe(&words) });
    }
    Ok(steps)
}

fn keyword(token: Option<&&Token>) -> String {
    match token {
        Some(Token::Word(w)) if w.quote_style.is_none() => w.value.to_ascii_uppercase(),
        _ => String::new(),
    }
}

/// Splits at semicolons that stand outside of compound bodies (BEGIN … END, CASE … END).
fn split(tokens: &[TokenWithSpan]) -> Vec<&[TokenWithSpan]> {
    let mut statements = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    let mut is_compound = false;
    for (at, token) in tokens.iter().enumerate() {
        let following = tokens[at + 1..].iter().map(|t| &t.token).find(|t| !matches!(t, Token::Whitespace(_)));
        match &token.token {
            Token::SemiColon if depth == 0 => {
                statements.push(&tokens[start..at]);
                (start, is_compound) = (at + 1, false);
            }
            Token::Word(w) if w.quote_style.is_none() => match w.value.to_ascii_uppercase().as_str() {
                "TRIGGER" | "PROCEDURE" | "FUNCTION" | "EVENT" if starts_with_create(&tokens[start..at]) => is_compound = true,
                "BEGIN" if is_compound => depth += 1,
                "CASE" if depth > 0 && !previous_is_end(&tokens[start..at]) => depth += 1,
                // END IF and its like close what was not counted
                "END" if depth > 0 && !["IF", "LOOP", "WHILE", "REPEAT"].contains(&keyword(following.as_ref()).as_str()) => depth -= 1,
                _ => {}
            },
            _ => {}
        }
    }
    statements.push(&tokens[start..]);
    statements
}

fn starts_with_create(tokens: &[TokenWithSpan]) -> bool {
    let first = tokens.iter().map(|t| &t.token).find(|t| !matches!(t, Token::Whitespace(_)));
    keyword(first.as_ref()) == "CREATE"
}

fn previous_is_end(tokens: &[TokenWithSpan]) -> bool {
    let last = tokens.iter().rev().map(|t| &t.token).find(|t| !matches!(t, Token::Whitespace(_)));
    keyword(last.as_ref()) == "END"
}

/// The statement as it stands in the file, comments inside of it and all.
fn source(text: &str, statement: &[TokenWithSpan]) -> String {
    let solid = |t: &&TokenWithSpan| !matches!(t.token, Token::Whitespace(_));
    let (Some(first), Some(last)) = (statement.iter().find(solid), statement.iter().rfind(solid)) else { return String::new() };
    let offset = |line: u64, column: u64| {
        let mut lines = text.split_inclusive('\n');
        let before: usize = lines.by_ref().take(line as usize - 1).map(str::len).sum();
        let within = lines.next().unwrap_or_default();
        before + within.char_indices().nth(column as usize - 1).map_or(within.len(), |(at, _)| at)
    };
    let (start, end) = (first.span.start, last.span.end);
    text[offset(start.line, start.column)..offset(end.line, end.column)].trim().to_string()
}

fn refuse_transaction_control(words: &[&Token]) -> Result<(), String> {
    let (first, second) = (keyword(words.first()), keyword(words.get(1)));
    let is_control = matches!(first.as_str(), "BEGIN" | "COMMIT" | "ROLLBACK" | "ABORT" | "END" | "SAVEPOINT" | "RELEASE")
        || (first == "START" && second == "TRANSACTION")
        || (first == "SET" && second == "AUTOCOMMIT");
    if is_control {
        return Err(format!("{first} is not for a migration: morag-db begins and commits; leave it out"));
    }
    if first == "DELIMITER" {
        return Err("DELIMITER is a command of the mysql client: leave it out, bodies with semicolons are recognised".into());
    }
    Ok(())
}

fn name(words: &[&Token]) -> String {
    let text: Vec<String> = words
        .iter()
        .take_while(|t| !matches!(t, Token::LParen))
        .take(6)
        .map(|t| match t {
            Token::Word(w) if w.quote_style.is_none() => w.value.to_lowercase(),
            Token::Word(w) => w.value.clone(),
            other => other.to_string(),
        })
        .collect();
    text.join(" ").chars().take(80).collect()
}

fn identifier(token: Option<&&Token>) -> Option<String> {
    match token {
        Some(Token::Word(w)) => Some(w.value.clone()),
        _ => None,
    }
}

/// Reads a statement from the front, word by word.
struct Reader<'a> {
    words: &'a [&'a Token],
}

impl Reader<'_> {
    fn takes(&mut self, expected: &[&str]) -> bool {
        let fits = expected.iter().enumerate().all(|(i, word)| keyword(self.words.get(i)) == *word);
        if fits {
            self.words = &self.words[expected.len()..];
        }
        fits
    }

    fn takes_any(&mut self, expected: &[&str]) {
        while expected.iter().any(|word| self.takes(&[word])) {}
    }

    /// A name; of `schema.name` the last part.
    fn name(&mut self) -> Option<String> {
        let mut name = identifier(self.words.first())?;
        self.words = &self.words[1..];
        while self.words.first() == Some(&&Token::Period) {
            name = identifier(self.words.get(1))?;
            self.words = &self.words[2..];
        }
        Some(name)
    }
}

/// The object by which the catalog shows that the statement was run; `None` where it can't.
fn probe(words: &[&Token]) -> Option<Probe> {
    let mut reader = Reader { words };
    if reader.takes(&["ALTER", "TABLE"]) {
        return probe_alter(reader);
    }
    let present = if reader.takes(&["CREATE"]) {
        true
    } else if reader.takes(&["DROP"]) {
        false
    } else {
        return None;
    };
    reader.takes_any(&["UNIQUE", "TEMP", "TEMPORARY"]);
    let kinds = ["TABLE", "INDEX", "VIEW", "TRIGGER"];
    let kind = kinds.into_iter().find(|kind| reader.takes(&[kind]))?;
    reader.takes_any(&["CONCURRENTLY", "IF", "NOT", "EXISTS"]);
    let name = reader.name()?;
    let object = match kind {
        "TABLE" => Object::Table { name },
        "VIEW" => Object::View { name },
        "TRIGGER" => Object::Trigger { table: String::new(), name },
        _ => {
            let table = if reader.takes(&["ON"]) { reader.name()? } else { String::new() };
            Object::Index { table, name }
        }
    };
    Some(Probe { object, present })
}

fn probe_alter(mut reader: Reader<'_>) -> Option<Probe> {
    reader.takes_any(&["IF", "EXISTS", "ONLY"]);
    let table = reader.name()?;
    let present = if reader.takes(&["ADD"]) {
        true
    } else if reader.takes(&["DROP"]) {
        false
    } else {
        return None;
    };
    if reader.takes(&["FOREIGN", "KEY"]) || reader.takes(&["CONSTRAINT"]) {
        let name = reader.name()?;
        let is_foreign = !present || reader.takes(&["FOREIGN", "KEY"]);
        return is_foreign.then_some(Probe { object: Object::ForeignKey { table, name }, present });
    }
    let others = ["INDEX", "KEY", "UNIQUE", "PRIMARY", "CHECK", "FULLTEXT", "SPATIAL", "PARTITION"];
    if others.contains(&keyword(reader.words.first()).as_str()) {
        return None;
    }
    reader.takes(&["COLUMN"]);
    reader.takes_any(&["IF", "NOT", "EXISTS"]);
    let name = reader.name()?;
    Some(Probe { object: Object::Column { table, name }, present })
}

/// Statements that PostgreSQL refuses inside a transaction.
pub(super) fn must_stand_outside(sql: &str) -> bool {
    let upper = sql.to_ascii_uppercase();
    let words: Vec<&str> = upper.split_whitespace().take(4).collect();
    words.contains(&"CONCURRENTLY") || words.first() == Some(&"VACUUM")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sqls(text: &str, backend: Backend) -> Vec<String> {
        steps(text, 1, backend).unwrap().into_iter().map(|s| s.sql).collect()
    }

    #[test]
    fn semicolons_in_strings_comments_and_bodies_split_nothing() {
        let text = "INSERT INTO t VALUES ('a;b'); -- c;d\n/* ; */ SELECT 1;\n";
        assert_eq!(sqls(text, Backend::Sqlite), ["INSERT INTO t VALUES ('a;b')", "SELECT 1"]);
        let trigger =
            "CREATE TRIGGER x AFTER UPDATE ON t BEGIN UPDATE t SET a = CASE WHEN b THEN 1 ELSE 2 END; SELECT 1; END; DROP TABLE u;";
        let split = sqls(trigger, Backend::Sqlite);
        assert_eq!(split.len(), 2, "{split:?}");
        assert!(split[0].ends_with("END"));
        let body = "CREATE FUNCTION f() RETURNS int AS $x$ BEGIN; RETURN 1; END; $x$ LANGUAGE plpgsql; SELECT 'ü'; SELECT 2";
        assert_eq!(sqls(body, Backend::Postgres).len(), 3);
        assert_eq!(sqls(body, Backend::Postgres)[1], "SELECT 'ü'");
        let procedure = "CREATE PROCEDURE p() BEGIN IF a THEN SET b = 1; END IF; WHILE c DO SET d = 2; END WHILE; END; SELECT `a;b`";
        assert_eq!(sqls(procedure, Backend::MySql).len(), 2);
        assert_eq!(sqls(r"INSERT INTO t VALUES ('it\'s; so'); SELECT 1", Backend::MariaDb).len(), 2);
    }

    #[test]
    fn transaction_control_is_refused_with_its_line() {
        for text in ["BEGIN;", "commit;", "START TRANSACTION;", "ROLLBACK", "set autocommit = 0"] {
            let message = steps(&format!("SELECT 1;\n{text}"), 10, Backend::MySql).unwrap_err();
            assert!(message.starts_with("line 11:"), "{message}");
        }
        assert!(steps("SELECT 'open", 1, Backend::Postgres).is_err());
    }

    #[test]
    fn probes_are_told_from_the_statement() {
        let probe = |sql: &str| steps(sql, 1, Backend::MySql).unwrap().remove(0).probe;
        let column = Object::Column { table: "t".into(), name: "c".into() };
        assert_eq!(probe("ALTER TABLE t ADD COLUMN `c` int, ADD d int"), Some(Probe { object: column.clone(), present: true }));
        assert_eq!(probe("alter table s.t drop c"), Some(Probe { object: column, present: false }));
        let index = Object::Index { table: "t".into(), name: "i".into() };
        assert_eq!(probe("CREATE UNIQUE INDEX i ON t (c)"), Some(Probe { object: index.clone(), present: true }));
        assert_eq!(probe("DROP INDEX i ON t"), Some(Probe { object: index, present: false }));
        assert_eq!(probe("UPDATE t SET c = 1"), None);
        assert_eq!(probe("CREATE TABLE IF NOT EXISTS a.b (c int)").unwrap().object, Object::Table { name: "b".into() });
        assert!(must_stand_outside("CREATE INDEX CONCURRENTLY i ON t (c)"));
        assert!(!must_stand_outside("CREATE INDEX i ON t (concurrently)"));
    }
}
