//! Parses what SQLite stores only as text: checks, names of unique constraints, predicates. Uses a SQL tokenizer, so that
//! parentheses in comments and strings are not misread.

use sqlparser::dialect::SQLiteDialect;
use sqlparser::tokenizer::{Token, Tokenizer};
use std::collections::BTreeMap;

fn tokens(sql: &str) -> Vec<Token> {
    match Tokenizer::new(&SQLiteDialect {}, sql).tokenize() {
        Ok(tokens) => tokens.into_iter().filter(|t| !matches!(t, Token::Whitespace(_))).collect(),
        // text that can't be tokenized is compared unchanged
        Err(_) => vec![Token::make_word(sql, None)],
    }
}

fn is_word(token: &Token, word: &str) -> bool {
    matches!(token, Token::Word(w) if w.quote_style.is_none() && w.value.eq_ignore_ascii_case(word))
}

/// Returns tokens as text: unquoted words in lower case, quoted names without quotes, separated by one space.
fn text(tokens: &[Token]) -> String {
    let show = |token: &Token| match token {
        Token::Word(w) if w.quote_style.is_none() => w.value.to_lowercase(),
        Token::Word(w) => w.value.clone(),
        other => other.to_string(),
    };
    tokens.iter().map(show).collect::<Vec<_>>().join(" ")
}

/// Returns `sql` in a normal form: case, spacing and quotes unified, comments removed.
pub fn normalise(sql: &str) -> String {
    text(&tokens(sql))
}

/// Returns the tokens inside the parentheses that open at `at`.
fn parenthesis(tokens: &[Token], at: usize) -> &[Token] {
    let mut depth = 0;
    for (offset, token) in tokens[at..].iter().enumerate() {
        match token {
            Token::LParen => depth += 1,
            Token::RParen => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &tokens[(at + 1).min(at + offset)..at + offset];
        }
    }
    &tokens[at..at]
}

/// Name and columns of a unique constraint.
pub type UniqueName = (String, Vec<String>);

/// Returns the checks of a CREATE TABLE by name, and its named unique constraints with their columns. Unnamed checks are
/// numbered `#1`, `#2` and so on.
pub fn table_constraints(sql: &str) -> (BTreeMap<String, String>, Vec<UniqueName>) {
    let tokens = tokens(sql);
    let (mut checks, mut uniques) = (BTreeMap::new(), Vec::new());
    let (mut depth, mut unnamed) = (0, 0);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::LParen => depth += 1,
            Token::RParen => depth -= 1,
            _ if depth != 1 => {}
            _ if is_word(token, "check") && tokens.get(at + 1) == Some(&Token::LParen) => {
                let name = constraint_name(&tokens, at).unwrap_or_else(|| {
                    unnamed += 1;
                    format!("#{unnamed}")
                });
                checks.insert(name, text(parenthesis(&tokens, at + 1)));
            }
            _ if is_word(token, "unique") && tokens.get(at + 1) == Some(&Token::LParen) => {
                if let Some(name) = constraint_name(&tokens, at) {
                    let columns = parenthesis(&tokens, at + 1).split(|t| *t == Token::Comma).map(text).collect();
                    uniques.push((name, columns));
                }
            }
            _ => {}
        }
    }
    (checks, uniques)
}

fn constraint_name(tokens: &[Token], at: usize) -> Option<String> {
    let [keyword, Token::Word(name)] = tokens.get(at.checked_sub(2)?..at)? else { return None };
    is_word(keyword, "constraint").then(|| name.value.clone())
}

/// Properties in a column definition that no PRAGMA returns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnDetail {
    /// The collation (COLLATE).
    pub collation: Option<String>,
    /// The expression of a generated column.
    pub generated: Option<String>,
    /// ON CONFLICT, AUTOINCREMENT, DEFERRABLE.
    pub extra: Option<String>,
}

/// Splits a list at its top-level commas.
fn items(tokens: &[Token]) -> Vec<&[Token]> {
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::LParen => depth += 1,
            Token::RParen => depth -= 1,
            Token::Comma if depth == 0 => {
                found.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&tokens[start..]);
    found
}

/// Returns clauses that change the effect of a constraint and that no PRAGMA returns.
fn clauses(item: &[Token]) -> Option<String> {
    let mut found = Vec::new();
    for at in 0..item.len() {
        let next = |offset: usize| item.get(at + offset).map(|t| text(std::slice::from_ref(t))).unwrap_or_default();
        if is_word(&item[at], "conflict") {
            found.push(format!("on conflict {}", next(1)));
        } else if is_word(&item[at], "autoincrement") {
            found.push("autoincrement".to_string());
        } else if is_word(&item[at], "deferrable") {
            let not = at.checked_sub(1).is_some_and(|i| is_word(&item[i], "not"));
            let deferred = next(1) == "initially" && next(2) == "deferred";
            // every other form is checked immediately, the default
            if deferred && !not {
                found.push("deferrable initially deferred".to_string());
            }
        }
    }
    (!found.is_empty()).then(|| found.join(", "))
}

/// Returns details of the columns by name, and of the table: constraint clauses, STRICT, WITHOUT ROWID.
pub fn table_details(sql: &str) -> (BTreeMap<String, ColumnDetail>, BTreeMap<String, String>) {
    let tokens = tokens(sql);
    let (mut columns, mut options) = (BTreeMap::new(), BTreeMap::new());
    let Some(open) = tokens.iter().position(|t| *t == Token::LParen) else { return (columns, options) };
    let body = parenthesis(&tokens, open);
    let mut constraint_clauses = Vec::new();
    for item in items(body) {
        let is_constraint =
            item.first().is_some_and(|t| ["constraint", "primary", "unique", "check", "foreign"].iter().any(|w| is_word(t, w)));
        match item.first() {
            Some(_) if is_constraint => constraint_clauses.extend(clauses(item)),
            Some(name) => {
                let name = match name {
                    Token::Word(w) => w.value.clone(),
                    Token::SingleQuotedString(text) | Token::DoubleQuotedString(text) => text.clone(),
                    other => other.to_string(),
                };
                let after = |word: &str| item.iter().position(|t| is_word(t, word)).map(|at| at + 1);
                let collation = after("collate").and_then(|at| item.get(at)).map(|t| text(std::slice::from_ref(t)));
                let generated = after("as").filter(|at| item.get(*at) == Some(&Token::LParen)).map(|at| text(parenthesis(item, at)));
                columns.insert(name, ColumnDetail { collation, generated, extra: clauses(item) });
            }
            None => {}
        }
    }
    if !constraint_clauses.is_empty() {
        constraint_clauses.sort();
        options.insert("constraint clauses".to_string(), constraint_clauses.join("; "));
    }
    let tail = text(tokens.get(open + body.len() + 2..).unwrap_or_default());
    if !tail.is_empty() {
        options.insert("table options".to_string(), tail);
    }
    (columns, options)
}

/// Returns the columns and expressions of a CREATE INDEX.
pub fn index_columns(sql: &str) -> Vec<String> {
    let tokens = tokens(sql);
    let open = tokens.iter().position(|t| *t == Token::LParen);
    open.map(|at| items(parenthesis(&tokens, at)).into_iter().map(text).collect()).unwrap_or_default()
}

/// Returns the condition of a partial index.
pub fn predicate(sql: &str) -> Option<String> {
    if !sql.to_ascii_lowercase().contains("where") {
        return None;
    }
    let tokens = tokens(sql);
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::LParen => depth += 1,
            Token::RParen => depth -= 1,
            _ if depth == 0 && is_word(token, "where") => return Some(text(&tokens[at + 1..])),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_found_behind_comments_and_strings() {
        let sql = "CREATE TABLE t (a text DEFAULT ')' /* CHECK (no) */, b int CHECK (b > 0), -- CHECK (neither)\n CONSTRAINT \"ok\" CHECK (a IN ('x)', 'y')), \
                   CONSTRAINT u UNIQUE (\"a\", b))";
        let (checks, uniques) = table_constraints(sql);
        assert_eq!(checks.get("ok").map(String::as_str), Some("a in ( 'x)' , 'y' )"));
        assert_eq!(checks.get("#1").map(String::as_str), Some("b > 0"));
        assert_eq!(checks.len(), 2);
        assert_eq!(uniques, [("u".to_string(), vec!["a".to_string(), "b".to_string()])]);
    }

    #[test]
    fn a_predicate_is_what_stands_behind_where() {
        assert_eq!(predicate("CREATE INDEX i ON t (a) WHERE a IS NOT NULL").as_deref(), Some("a is not null"));
        assert_eq!(predicate("CREATE INDEX \"where\" ON t (a)"), None);
    }

    #[test]
    fn details_are_read_of_columns_and_table() {
        let sql = "CREATE TABLE \"t\" (id integer primary key autoincrement, \"a b\" text COLLATE NOCASE, c int AS (id + 1) STORED, \
                   d int UNIQUE ON CONFLICT REPLACE, FOREIGN KEY (d) REFERENCES u (x) DEFERRABLE INITIALLY DEFERRED) STRICT, WITHOUT ROWID";
        let (columns, options) = table_details(sql);
        assert_eq!(columns["id"].extra.as_deref(), Some("autoincrement"));
        assert_eq!(columns["a b"].collation.as_deref(), Some("nocase"));
        assert_eq!(columns["c"].generated.as_deref(), Some("id + 1"));
        assert_eq!(columns["d"].extra.as_deref(), Some("on conflict replace"));
        assert_eq!(options["constraint clauses"], "deferrable initially deferred");
        assert_eq!(options["table options"], "strict , without rowid");
        assert_eq!(index_columns("CREATE INDEX i ON t (lower(a), b DESC)"), ["lower ( a )", "b desc"]);
    }
}
