//! Foreign keys of MariaDB, read from SHOW CREATE TABLE: its information_schema hides them from a login that may only
//! read and write rows, and a schema must not look broken to such a one.

use crate::catalog::ForeignKey;
use sqlparser::dialect::MySqlDialect;
use sqlparser::tokenizer::{Token, Tokenizer};

fn word(token: Option<&Token>) -> Option<&str> {
    match token {
        Some(Token::Word(word)) => Some(&word.value),
        _ => None,
    }
}

/// Reads `( a , b )` at the front of `rest`.
fn list(rest: &mut &[Token]) -> Option<Vec<String>> {
    let end = rest.iter().position(|t| *t == Token::RParen)?;
    let names = rest[1..end].iter().filter_map(|t| word(Some(t)).map(String::from)).collect();
    *rest = &rest[end + 1..];
    Some(names)
}

fn action(rest: &[Token], event: &str) -> String {
    let end = rest.iter().position(|t| *t == Token::Comma || *t == Token::RParen).unwrap_or(rest.len());
    let words: Vec<&str> = rest[..end].iter().filter_map(|t| word(Some(t))).collect();
    let at = words.windows(2).position(|pair| pair[0].eq_ignore_ascii_case("on") && pair[1].eq_ignore_ascii_case(event));
    match at.and_then(|at| words.get(at + 2)).map(|w| w.to_ascii_uppercase()).as_deref() {
        Some("CASCADE") => "CASCADE".into(),
        Some("SET") => "SET NULL".into(),
        _ => "NO ACTION".into(),
    }
}

/// The foreign keys of a table, by name.
pub(super) fn foreign_keys(create_table: &str) -> Vec<(String, ForeignKey)> {
    let tokens = Tokenizer::new(&MySqlDialect {}, create_table).tokenize().unwrap_or_default();
    let tokens: Vec<Token> = tokens.into_iter().filter(|t| !matches!(t, Token::Whitespace(_))).collect();
    let mut keys = Vec::new();
    for at in 0..tokens.len() {
        let is = |offset: usize, text: &str| matches!(tokens.get(at + offset), Some(Token::Word(w)) if w.quote_style.is_none() && w.value.eq_ignore_ascii_case(text));
        if !(is(0, "constraint") && is(2, "foreign") && is(3, "key")) {
            continue;
        }
        let mut rest = &tokens[at + 4..];
        let key = (|| {
            let columns = list(&mut rest)?;
            let table = word(rest.get(1))?.to_string();
            rest = &rest[2..];
            let referenced = list(&mut rest)?;
            Some(ForeignKey {
                columns,
                table,
                referenced,
                on_update: action(rest, "update"),
                on_delete: action(rest, "delete"),
                ..ForeignKey::default()
            })
        })();
        if let (Some(name), Some(key)) = (word(tokens.get(at + 1)), key) {
            keys.push((name.to_string(), key));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_with_their_actions() {
        let sql = "CREATE TABLE `t` (\n `a` int COMMENT 'CONSTRAINT x FOREIGN KEY (no)',\n CONSTRAINT `k1` FOREIGN KEY (`a`, `b`) REFERENCES `u` (`x`, `y`) ON DELETE CASCADE ON UPDATE SET NULL,\n \
                   CONSTRAINT `k2` FOREIGN KEY (`c`) REFERENCES `v` (`z`)\n) ENGINE=InnoDB";
        let keys = foreign_keys(sql);
        assert_eq!(keys.len(), 2);
        let (name, key) = &keys[0];
        assert_eq!(
            (name.as_str(), key.table.as_str(), key.columns.join(","), key.referenced.join(",")),
            ("k1", "u", "a,b".into(), "x,y".into())
        );
        assert_eq!((key.on_delete.as_str(), key.on_update.as_str()), ("CASCADE", "SET NULL"));
        assert_eq!((keys[1].0.as_str(), keys[1].1.on_delete.as_str()), ("k2", "NO ACTION"));
    }
}
