//! What SQLite keeps only as text: checks, names of unique constraints, predicates. Read with a SQL tokenizer, so that
//! a comment or a string with a parenthesis in it misleads nobody.

use sqlparser::dialect::SQLiteDialect;
use sqlparser::tokenizer::{Token, Tokenizer};
use std::collections::BTreeMap;

fn tokens(sql: &str) -> Vec<Token> {
    match Tokenizer::new(&SQLiteDialect {}, sql).tokenize() {
        Ok(tokens) => tokens.into_iter().filter(|t| !matches!(t, Token::Whitespace(_))).collect(),
        // unreadable text compares as it stands
        Err(_) => vec![Token::make_word(sql, None)],
    }
}

fn is_word(token: &Token, word: &str) -> bool {
    matches!(token, Token::Word(w) if w.quote_style.is_none() && w.value.eq_ignore_ascii_case(word))
}

/// Tokens as text: keywords and names in lower case, names without their quotes, one blank between them.
fn text(tokens: &[Token]) -> String {
    let show = |token: &Token| match token {
        Token::Word(w) if w.quote_style.is_none() => w.value.to_lowercase(),
        Token::Word(w) => w.value.clone(),
        other => other.to_string(),
    };
    tokens.iter().map(show).collect::<Vec<_>>().join(" ")
}

/// `sql` in one spelling.
pub fn normalise(sql: &str) -> String {
    text(&tokens(sql))
}

/// The tokens of the parenthesis that opens at `at`, without its own two.
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

/// A unique constraint's name and columns.
pub type UniqueName = (String, Vec<String>);

/// The checks of a CREATE TABLE by name, and its named unique constraints with their columns.
pub fn table_constraints(sql: &str) -> (BTreeMap<String, String>, Vec<UniqueName>) {
    let tokens = tokens(sql);
    let (mut checks, mut uniques) = (BTreeMap::new(), Vec::new());
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::LParen => depth += 1,
            Token::RParen => depth -= 1,
            _ if depth != 1 => {}
            _ if is_word(token, "check") && tokens.get(at + 1) == Some(&Token::LParen) => {
                let name = constraint_name(&tokens, at).unwrap_or_else(|| format!("#{}", checks.len() + 1));
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

/// The condition of a partial index.
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
}
