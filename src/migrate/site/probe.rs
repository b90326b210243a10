//! What a statement of a site migration is called, and the object in the catalog that shows that it was run.

use migration::{Object, Probe};
use sqlparser::tokenizer::Token;

pub(super) fn keyword(token: Option<&&Token>) -> String {
    match token {
        Some(Token::Word(w)) if w.quote_style.is_none() => w.value.to_ascii_uppercase(),
        _ => String::new(),
    }
}

pub(super) fn name(words: &[&Token]) -> String {
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

/// Reader that consumes a statement word by word.
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

    /// Reads a name; returns the last part of `schema.name`.
    pub(super) fn name(&mut self) -> Option<String> {
        let mut name = identifier(self.words.first())?;
        self.words = &self.words[1..];
        while self.words.first() == Some(&&Token::Period) {
            name = identifier(self.words.get(1))?;
            self.words = &self.words[2..];
        }
        Some(name)
    }
}

/// Returns the catalog probe of a statement; `None` if the catalog can't show whether it was run.
pub(super) fn probe(words: &[&Token]) -> Option<Probe> {
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
