//! Splits a section into statements, and derives from each its name, its catalog probe, and whether it may run in a
//! transaction.

use super::delimiter;
use super::probe::{keyword, name, probe};
use crate::db::lint::QUOTED;
use crate::db::sql_dialect;
use migration::{Backend, Step};
use sqlparser::dialect::{Dialect, MySqlDialect, PostgreSqlDialect};
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer, Whitespace};

/// Splits `text` into steps; `first_line` is its first line number in the file.
pub(super) fn steps(text: &str, first_line: usize, backend: Backend) -> Result<Vec<Step>, String> {
    refuse_client_commands(text, first_line, backend)?;
    let mut steps = Vec::new();
    for part in delimiter::parts(text) {
        let first_line = first_line + part.line;
        match part.delimiter {
            None => steps.extend(steps_of(part.text, first_line, backend)?),
            Some(sign) => {
                for (line, sql) in delimiter::statements(part.text, sign) {
                    steps.extend(whole(sql, first_line + line, backend)?);
                }
            }
        }
    }
    Ok(steps)
}

/// A statement as `migrate lint` reads it.
pub(super) struct Statement {
    /// Beginning of the statement.
    pub name: String,
    /// First line in the file, and last line.
    pub line: usize,
    pub last_line: usize,
    /// Words in upper case, without quotes, and signs.
    pub words: Vec<String>,
    /// Comments that begin with `--`, before and in the statement, each with its line.
    pub comments: Vec<(usize, String)>,
}

/// The statements of `text`, and a last one without words if comments follow.
pub(super) fn statements(text: &str, first_line: usize, backend: Backend) -> Result<Vec<Statement>, String> {
    let mut statements = Vec::new();
    for part in delimiter::parts(text) {
        let first_line = first_line + part.line;
        match part.delimiter {
            None => {
                statements.extend(split(&tokens(part.text, first_line, backend)?).into_iter().map(|tokens| statement(tokens, first_line)))
            }
            Some(sign) => {
                for (line, sql) in delimiter::statements(part.text, sign) {
                    statements.push(statement(&tokens(sql, first_line + line, backend)?, first_line + line));
                }
            }
        }
    }
    Ok(statements)
}

fn statement(tokens: &[TokenWithSpan], first_line: usize) -> Statement {
    let line_of = |line: u64| line as usize + first_line - 1;
    let solid: Vec<&TokenWithSpan> = tokens.iter().filter(|t| is_solid(&t.token)).collect();
    let comment = |t: &TokenWithSpan| match &t.token {
        Token::Whitespace(Whitespace::SingleLineComment { comment, .. }) => Some((line_of(t.span.start.line), comment.trim().to_string())),
        _ => None,
    };
    let comments: Vec<(usize, String)> = tokens.iter().filter_map(comment).collect();
    let word = |token: &Token| match token {
        Token::Word(w) if w.quote_style.is_some() => format!("{QUOTED}{}", w.value.to_uppercase()),
        Token::Word(w) => w.value.to_uppercase(),
        other => other.to_string(),
    };
    let words_of = |t: &&TokenWithSpan| match &t.token {
        // MySQL and MariaDB execute it: `!50000 DROP TABLE t`
        Token::Whitespace(Whitespace::MultiLineComment(text)) => {
            let sql = text.trim_start_matches(['M', '!']).trim_start_matches(|c: char| c.is_ascii_digit());
            let inner = Tokenizer::new(&MySqlWithComments, sql).with_unescape(false).tokenize().unwrap_or_default();
            inner.iter().filter(|token| is_solid(token)).map(word).collect::<Vec<String>>()
        }
        token => vec![word(token)],
    };
    let words: Vec<&Token> = solid.iter().map(|t| &t.token).collect();
    let last_comment = comments.last().map_or(first_line, |(line, _)| *line);
    Statement {
        name: name(&words),
        line: solid.first().map_or(last_comment, |t| line_of(t.span.start.line)),
        last_line: solid.last().map_or(last_comment, |t| line_of(t.span.end.line)),
        words: solid.iter().flat_map(words_of).collect(),
        comments,
    }
}

fn tokens(text: &str, first_line: usize, backend: Backend) -> Result<Vec<TokenWithSpan>, String> {
    let dialect: &dyn Dialect = if sql_dialect(backend).is::<MySqlDialect>() { &MySqlWithComments } else { sql_dialect(backend) };
    Tokenizer::new(dialect, text)
        .with_unescape(false)
        .tokenize_with_location()
        .map_err(|e| format!("line {}: {}", e.location.line as usize + first_line - 1, e.message))
}

fn steps_of(text: &str, first_line: usize, backend: Backend) -> Result<Vec<Step>, String> {
    let tokens = tokens(text, first_line, backend)?;
    let mut steps = Vec::new();
    for statement in split(&tokens) {
        let Some(first) = statement.iter().find(|t| is_solid(&t.token)) else { continue };
        let line = first.span.start.line as usize + first_line - 1;
        steps.push(step(source(text, statement), statement).map_err(|reason| format!("line {line}: {reason}"))?);
    }
    Ok(steps)
}

/// Creates a step from a statement that ends at a client delimiter and may contain semicolons.
fn whole(sql: &str, line: usize, backend: Backend) -> Result<Option<Step>, String> {
    let tokens = tokens(sql, line, backend)?;
    if !tokens.iter().any(|t| is_solid(&t.token)) {
        return Ok(None);
    }
    step(sql.trim().to_string(), &tokens).map(Some).map_err(|reason| format!("line {line}: {reason}"))
}

fn step(sql: String, tokens: &[TokenWithSpan]) -> Result<Step, String> {
    let words: Vec<&Token> = tokens.iter().map(|t| &t.token).filter(|t| !matches!(t, Token::Whitespace(_))).collect();
    refuse_transaction_control(&words)?;
    let name = if words.is_empty() { sql.chars().take(80).collect() } else { name(&words) };
    Ok(Step { probe: probe(&words), ..Step::repeatable(name, sql) })
}

/// Whether a token is executed: everything but white space and comments. MySQL and MariaDB execute comments of the form
/// `/*!40101 … */` and `/*M! … */`.
fn is_solid(token: &Token) -> bool {
    match token {
        Token::Whitespace(Whitespace::MultiLineComment(text)) => text.starts_with('!') || text.starts_with("M!"),
        Token::Whitespace(_) => false,
        _ => true,
    }
}

/// MySQL dialect that keeps executable comments (`/*!40101 … */`) unchanged and leaves them to the server.
#[derive(Debug)]
struct MySqlWithComments;

impl Dialect for MySqlWithComments {
    fn dialect(&self) -> std::any::TypeId {
        std::any::TypeId::of::<MySqlDialect>()
    }

    fn is_delimited_identifier_start(&self, ch: char) -> bool {
        MySqlDialect {}.is_delimited_identifier_start(ch)
    }

    fn is_identifier_start(&self, ch: char) -> bool {
        MySqlDialect {}.is_identifier_start(ch)
    }

    fn is_identifier_part(&self, ch: char) -> bool {
        MySqlDialect {}.is_identifier_part(ch)
    }

    fn supports_string_literal_backslash_escape(&self) -> bool {
        true
    }

    fn supports_numeric_prefix(&self) -> bool {
        true
    }

    fn requires_single_line_comment_whitespace(&self) -> bool {
        true
    }
}

/// Refuses commands of the psql client. If the text can't be tokenized, as with the rows after COPY, it is checked line by
/// line.
fn refuse_client_commands(text: &str, first_line: usize, backend: Backend) -> Result<(), String> {
    if !sql_dialect(backend).is::<PostgreSqlDialect>() {
        return Ok(());
    }
    let copy = "COPY … FROM stdin is followed by rows that only psql sends: write INSERT statements instead (pg_dump --inserts)";
    let command = |sign: &str| format!("{sign} is a command of psql: leave it out, or write what it does in SQL");
    match tokens(text, first_line, backend) {
        Ok(tokens) => {
            for statement in split(&tokens) {
                let solid: Vec<&TokenWithSpan> = statement.iter().filter(|t| is_solid(&t.token)).collect();
                let words: Vec<&Token> = solid.iter().map(|t| &t.token).collect();
                let line = |t: &TokenWithSpan| t.span.start.line as usize + first_line - 1;
                let is_copy = keyword(words.first()) == "COPY"
                    && words.windows(2).any(|w| keyword(w.first()) == "FROM" && keyword(w.get(1)) == "STDIN");
                if is_copy {
                    return Err(format!("line {}: {copy}", line(solid[0])));
                }
                if let Some(at) = solid.iter().position(|t| t.token == Token::Backslash) {
                    let sign = format!("\\{}", words.get(at + 1).map(ToString::to_string).unwrap_or_default());
                    return Err(format!("line {}: {}", line(solid[at]), command(&sign)));
                }
            }
            Ok(())
        }
        Err(other) => {
            for (index, line) in text.lines().enumerate() {
                let upper = line.trim_start().to_ascii_uppercase();
                if upper.starts_with("COPY ") && upper.contains("FROM STDIN") {
                    return Err(format!("line {}: {copy}", index + first_line));
                }
                if let Some(rest) = line.strip_prefix('\\') {
                    let word = rest.split_whitespace().next().unwrap_or_default();
                    return Err(format!("line {}: {}", index + first_line, command(&format!("\\{word}"))));
                }
            }
            Err(other)
        }
    }
}

/// Splits at semicolons outside of compound bodies (BEGIN … END, CASE … END).
fn split(tokens: &[TokenWithSpan]) -> Vec<&[TokenWithSpan]> {
    let mut statements = Vec::new();
    let (mut start, mut depth, mut parentheses) = (0, 0usize, 0usize);
    let mut is_compound = false;
    for (at, token) in tokens.iter().enumerate() {
        let following = tokens[at + 1..].iter().map(|t| &t.token).find(|t| !matches!(t, Token::Whitespace(_)));
        match &token.token {
            // the actions of a rule are in parentheses
            Token::LParen => parentheses += 1,
            Token::RParen => parentheses = parentheses.saturating_sub(1),
            Token::SemiColon if depth == 0 && (parentheses == 0 || !is_rule(&tokens[start..at])) => {
                statements.push(&tokens[start..at]);
                (start, is_compound, parentheses) = (at + 1, false, 0);
            }
            Token::Word(w) if w.quote_style.is_none() => match w.value.to_ascii_uppercase().as_str() {
                "TRIGGER" | "PROCEDURE" | "FUNCTION" | "EVENT" if starts_with_create(&tokens[start..at]) => is_compound = true,
                "BEGIN" if is_compound => depth += 1,
                "CASE" if depth > 0 && !previous_is_end(&tokens[start..at]) => depth += 1,
                // END IF, END LOOP and the like close blocks that are not counted
                "END" if depth > 0 && !["IF", "LOOP", "WHILE", "REPEAT"].contains(&keyword(following.as_ref()).as_str()) => depth -= 1,
                _ => {}
            },
            _ => {}
        }
    }
    statements.push(&tokens[start..]);
    statements
}

fn is_rule(tokens: &[TokenWithSpan]) -> bool {
    let words: Vec<String> =
        tokens.iter().map(|t| &t.token).filter(|t| !matches!(t, Token::Whitespace(_))).take(4).map(|t| keyword(Some(&t))).collect();
    words.first().is_some_and(|w| w == "CREATE") && words.iter().any(|w| w == "RULE")
}

fn starts_with_create(tokens: &[TokenWithSpan]) -> bool {
    let first = tokens.iter().map(|t| &t.token).find(|t| !matches!(t, Token::Whitespace(_)));
    keyword(first.as_ref()) == "CREATE"
}

fn previous_is_end(tokens: &[TokenWithSpan]) -> bool {
    let last = tokens.iter().rev().map(|t| &t.token).find(|t| !matches!(t, Token::Whitespace(_)));
    keyword(last.as_ref()) == "END"
}

/// Returns the source text of a statement, including comments inside it.
fn source(text: &str, statement: &[TokenWithSpan]) -> String {
    let solid = |t: &&TokenWithSpan| is_solid(&t.token);
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
    if is_control && first == "SET" {
        return Err("SET AUTOCOMMIT is not for a migration: morag-db begins and commits; leave it out".into());
    }
    if is_control {
        return Err(format!("{first} is not for a migration: morag-db begins and commits; leave it out"));
    }
    Ok(())
}

/// Whether PostgreSQL refuses the statement inside a transaction.
pub(super) fn must_stand_outside(sql: &str) -> bool {
    let upper = sql.to_ascii_uppercase();
    let words: Vec<&str> = upper.split_whitespace().take(4).collect();
    words.contains(&"CONCURRENTLY") || words.first() == Some(&"VACUUM")
}

#[cfg(test)]
mod tests {
    use super::*;
    use migration::{Object, Probe};

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
        let rule = "CREATE OR REPLACE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO u VALUES (1); SELECT (1); SELECT 2); SELECT 3";
        assert_eq!(sqls(rule, Backend::Postgres).len(), 2);
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
    fn what_mysqldump_writes_goes_through_whole() {
        let dump = "/*!40101 SET NAMES utf8mb4 */;\nDROP TABLE IF EXISTS `t`;\nCREATE TABLE `t` (\n  `a` int /*!50606 STORAGE DISK */ \
            /*!80016 NOT ENFORCED */\n) ENGINE=InnoDB /*!50100 PARTITION BY HASH (`a`) */;\nLOCK TABLES `t` WRITE;\n\
            /*!40000 ALTER TABLE `t` DISABLE KEYS */;\nINSERT INTO `t` VALUES (1),('it\\'s; /* so');\nUNLOCK TABLES;\n\
            DELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER `x` BEFORE INSERT ON `t` FOR EACH ROW BEGIN\n\
            SET NEW.a = 1; SET NEW.a = 2; END */;;\nDELIMITER ;\n/*M!100616 SET NOTE_VERBOSITY=@OLD_NOTE_VERBOSITY */;\n-- done; really\n";
        for backend in [Backend::MySql, Backend::MariaDb] {
            let split = sqls(dump, backend);
            assert_eq!(split.len(), 9, "{split:#?}");
            assert_eq!(split[0], "/*!40101 SET NAMES utf8mb4 */");
            assert!(split[2].contains("/*!80016 NOT ENFORCED */") && split[2].ends_with("PARTITION BY HASH (`a`) */"), "{}", split[2]);
            assert!(split[7].starts_with("/*!50003 CREATE*/") && split[7].ends_with("SET NEW.a = 2; END */"), "{}", split[7]);
            assert!(split[8].starts_with("/*M!100616"));
        }
    }

    #[test]
    fn what_only_psql_understands_is_refused_with_its_line() {
        let message = |text: &str| steps(text, 5, Backend::Postgres).unwrap_err();
        let copy = message("SELECT 1;\nCOPY t (a, b) FROM stdin;\n1\tit's\n\\.\n");
        assert!(copy.starts_with("line 6:") && copy.contains("INSERT"), "{copy}");
        let copy = message("COPY t FROM STDIN WITH (FORMAT csv);\n");
        assert!(copy.starts_with("line 5:") && copy.contains("INSERT"), "{copy}");
        for (text, line) in [
            ("\\set x 1\nSELECT 1;", "line 5: \\set"),
            ("SELECT 1;\n\\connect 'other", "line 6: \\connect"),
            ("SELECT 1 \\gexec", "line 5: \\gexec"),
        ] {
            assert!(message(text).starts_with(line), "{}", message(text));
        }
        assert_eq!(sqls("SELECT '\\set'; COPY t FROM '/file'; SELECT $$ \\d $$", Backend::Postgres).len(), 3);
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
