//! Expressions in one spelling. PostgreSQL writes `status IN ('a', 'b')` on a varchar as `(status)::text = ANY
//! ((ARRAY['a'::character varying, …])::text[])`, and reads that back as something with the casts in other places: a dump
//! that is restored would look different.

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Token, Tokenizer};

/// `text` without casts between kinds of text and without parentheses around single values; still SQL, of the same meaning.
pub(super) fn plain(text: &str) -> String {
    let Ok(tokens) = Tokenizer::new(&PostgreSqlDialect {}, text).tokenize() else { return text.to_string() };
    let tokens: Vec<Token> = tokens.into_iter().filter(|t| !matches!(t, Token::Whitespace(_))).collect();
    write(&without_parentheses(without_casts(tokens)))
}

fn is_word(token: Option<&Token>, word: &str) -> bool {
    matches!(token, Some(Token::Word(w)) if w.quote_style.is_none() && w.value.eq_ignore_ascii_case(word))
}

fn without_casts(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let mut end = at + 1;
        if tokens[at] == Token::DoubleColon {
            if is_word(tokens.get(end), "text") {
                end += 1;
            } else if is_word(tokens.get(end), "character") && is_word(tokens.get(end + 1), "varying") {
                end += 2;
            }
            if end > at + 1 {
                if tokens.get(end) == Some(&Token::LBracket) && tokens.get(end + 1) == Some(&Token::RBracket) {
                    end += 2;
                }
                at = end;
                continue;
            }
        }
        kept.push(tokens[at].clone());
        at += 1;
    }
    kept
}

/// Takes parentheses off single values and array constructors, where they are no function's arguments.
fn without_parentheses(mut tokens: Vec<Token>) -> Vec<Token> {
    loop {
        let opens = |at: usize| tokens[at] == Token::LParen && !matches!(at.checked_sub(1).map(|i| &tokens[i]), Some(Token::Word(_)));
        let closes = |at: usize| -> Option<usize> {
            match tokens.get(at + 1)? {
                first if is_word(Some(first), "array") && tokens.get(at + 2) == Some(&Token::LBracket) => {
                    let end = at + 3 + tokens[at + 3..].iter().position(|t| *t == Token::RBracket)?;
                    (tokens.get(end + 1) == Some(&Token::RParen)).then_some(end + 1)
                }
                Token::Word(_) | Token::SingleQuotedString(_) | Token::Number(..) => {
                    (tokens.get(at + 2) == Some(&Token::RParen)).then_some(at + 2)
                }
                _ => None,
            }
        };
        let Some((open, close)) = (0..tokens.len()).filter(|at| opens(*at)).find_map(|at| closes(at).map(|end| (at, end))) else {
            return tokens;
        };
        tokens.remove(close);
        tokens.remove(open);
    }
}

fn write(tokens: &[Token]) -> String {
    let mut text = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|i| &tokens[i]);
        let sticks_to_the_left =
            matches!(token, Token::RParen | Token::RBracket | Token::Comma | Token::DoubleColon | Token::Period | Token::LBracket);
        let sticks_to_the_right = matches!(before, None | Some(Token::LParen | Token::LBracket | Token::DoubleColon | Token::Period));
        if !sticks_to_the_left && !sticks_to_the_right {
            text.push(' ');
        }
        text.push_str(&token.to_string());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_a_list_are_one() {
        let first = "CHECK (((status)::text = ANY ((ARRAY['a'::character varying, 'b)'::character varying])::text[])))";
        let restored = "CHECK (((status)::text = ANY (ARRAY[('a'::character varying)::text, ('b)'::character varying)::text])))";
        assert_eq!(plain(first), "CHECK ((status = ANY (ARRAY['a', 'b)'])))");
        assert_eq!(plain(first), plain(restored));
    }

    #[test]
    fn what_means_something_stays() {
        assert_eq!(plain("CHECK ((retry_count >= 0))"), "CHECK ((retry_count >= 0))");
        assert_eq!(plain("(lower((name)::text) <> '::text'::text)"), "(lower (name) <> '::text')");
        assert_ne!(plain("(a::integer > 0)"), plain("(a > 0)"));
        assert_eq!(plain("CHECK ((a > 0)) NOT VALID"), "CHECK ((a > 0)) NOT VALID");
    }
}
