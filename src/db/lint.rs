//! What a statement of a site migration does to data and to those who use it: the rules of `migrate lint`. What differs between the
//! engines is in the `lint.rs` of each.

use super::engine;
use migration::Backend;
use serde::Serialize;

/// A rule that a statement may break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Rows or columns are deleted with their data.
    Destructive,
    /// A name changes that running applications use.
    Rename,
    /// All rows of a table are written again.
    TableRewrite,
    /// Writes, or reads and writes, wait while a table is read or written.
    BlockingLock,
    /// An index is built while writes wait.
    IndexNotConcurrent,
    /// The migration can't be undone.
    NoDown,
    /// An `-- allow:` comment that allows nothing, or names no rule.
    UnusedAllow,
}

impl Rule {
    /// All rules that can be allowed.
    pub const ALL: [Rule; 6] =
        [Rule::Destructive, Rule::Rename, Rule::TableRewrite, Rule::BlockingLock, Rule::IndexNotConcurrent, Rule::NoDown];

    /// The name in comments and output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Rule::Destructive => "destructive",
            Rule::Rename => "rename",
            Rule::TableRewrite => "table-rewrite",
            Rule::BlockingLock => "blocking-lock",
            Rule::IndexNotConcurrent => "index-not-concurrent",
            Rule::NoDown => "no-down",
            Rule::UnusedAllow => "unused-allow",
        }
    }
}

/// A rule that a statement breaks, before it is known where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Breach {
    pub rule: Rule,
    pub reason: String,
    pub instead: Option<String>,
}

impl Breach {
    pub(crate) fn new(rule: Rule, reason: impl Into<String>) -> Breach {
        Breach { rule, reason: reason.into(), instead: None }
    }

    pub(crate) fn instead(self, instead: &str) -> Breach {
        Breach { instead: Some(instead.into()), ..self }
    }
}

/// What statements do on an engine.
pub(crate) trait Lint: Sync {
    /// What an action of ALTER TABLE does, apart from what it does on every engine.
    fn of_action(&self, action: Words<'_>) -> Option<Breach>;
    /// What CREATE INDEX does to a table with rows; `kind` is FULLTEXT or SPATIAL.
    fn of_index(&self, kind: Option<&'static str>, is_concurrent: bool) -> Option<Breach>;
    /// What other statements do.
    fn of_other(&self, words: Words<'_>) -> Option<Breach>;
    /// Whether `ALTER TABLE t RENAME new` renames the table.
    fn renames_without_to(&self) -> bool;
}

/// The rules that a statement breaks. `created` are the tables that statements before it have created: they have no rows and no
/// readers.
pub(crate) fn breaches(words: &[String], backend: Backend, created: &mut Vec<String>) -> Vec<Breach> {
    let lint: &dyn Lint = engine(backend);
    let mut words = Words { words };
    if words.takes(&["ALTER"]) {
        // MySQL has ALTER ONLINE TABLE, MariaDB ALTER IGNORE TABLE
        words.takes_any(&["ONLINE", "IGNORE"]);
        return if words.takes(&["TABLE"]) { of_alter(words, lint, created) } else { Vec::new() };
    }
    let breach = if words.takes(&["CREATE"]) {
        of_create(words, lint, created)
    } else if words.takes(&["DROP"]) {
        of_drop(words, created)
    } else if words.takes(&["RENAME"]) {
        Some(renamed("the table"))
    } else {
        of_rows(words, created).or_else(|| lint.of_other(words))
    };
    breach.into_iter().collect()
}

pub(super) fn renamed(what: &str) -> Breach {
    Breach::new(Rule::Rename, format!("renames {what}: applications that run and use the old name fail"))
        .instead("add the new one beside the old one, move the applications, and drop the old one later")
}

fn dropped(what: &str) -> Breach {
    Breach::new(Rule::Destructive, format!("drops {what} with its data; migrate down can't bring the data back"))
}

fn of_create(mut words: Words<'_>, lint: &dyn Lint, created: &mut Vec<String>) -> Option<Breach> {
    words.takes(&["OR", "REPLACE"]);
    words.takes_any(&["TEMP", "TEMPORARY", "UNLOGGED", "UNIQUE"]);
    if words.takes(&["TABLE"]) {
        words.takes(&["IF", "NOT", "EXISTS"]);
        created.push(words.name());
        return None;
    }
    let kind = ["FULLTEXT", "SPATIAL"].into_iter().find(|kind| words.takes(&[kind]));
    if !words.takes(&["INDEX"]) {
        return None;
    }
    let is_concurrent = words.takes(&["CONCURRENTLY"]);
    words.takes(&["IF", "NOT", "EXISTS"]);
    // an index of PostgreSQL may have no name
    if !words.begins(&["ON"]) {
        words.name();
    }
    while !words.words.is_empty() && !words.takes(&["ON"]) {
        words.take();
    }
    words.takes(&["ONLY"]);
    if created.contains(&words.name()) {
        return None;
    }
    lint.of_index(kind, is_concurrent)
}

fn of_drop(mut words: Words<'_>, created: &[String]) -> Option<Breach> {
    words.takes(&["TEMPORARY"]);
    if words.takes(&["TABLE"]) {
        words.takes(&["IF", "EXISTS"]);
        let name = words.name();
        return (!created.contains(&name)).then(|| dropped("the table"));
    }
    let what = [("SCHEMA", "the schema"), ("DATABASE", "the database"), ("SEQUENCE", "the sequence")];
    what.into_iter().find(|(word, _)| words.takes(&[word])).map(|(_, what)| dropped(what))
}

fn of_rows(mut words: Words<'_>, created: &[String]) -> Option<Breach> {
    let all = words;
    if words.takes(&["TRUNCATE"]) {
        return Some(Breach::new(Rule::Destructive, "deletes all rows"));
    }
    let is_delete = words.takes(&["DELETE"]);
    if !is_delete && !words.takes(&["UPDATE"]) {
        return None;
    }
    words.takes_any(&["FROM", "ONLY", "IGNORE", "LOW_PRIORITY", "QUICK"]);
    if all.has(&["WHERE"]) || all.has(&["LIMIT"]) || created.contains(&words.name()) {
        return None;
    }
    Some(match is_delete {
        true => Breach::new(Rule::Destructive, "deletes all rows"),
        false => Breach::new(Rule::TableRewrite, "changes all rows in one transaction, and locks them until it ends")
            .instead("change them in batches, outside of the migration"),
    })
}

/// The rules that `ALTER TABLE` breaks; `words` begin with the table.
fn of_alter(mut words: Words<'_>, lint: &dyn Lint, created: &[String]) -> Vec<Breach> {
    words.takes(&["IF", "EXISTS"]);
    words.takes(&["ONLY"]);
    if created.contains(&words.name()) {
        return Vec::new();
    }
    words.takes(&["*"]);
    let actions = actions(words.words);
    // the server refuses the statement instead
    let refuses_copies = words.has_one_of(&["INSTANT", "INPLACE", "NOCOPY"]) && words.has(&["ALGORITHM"]);
    let refuses_waiting = words.has(&["LOCK", "=", "NONE"]);
    let breaches = actions.into_iter().flat_map(|action| {
        let action = Words { words: action };
        let both = on_every_engine(action, lint);
        let own = lint.of_action(action);
        [both, own].into_iter().flatten().collect::<Vec<_>>()
    });
    let is_refused = |breach: &Breach| match breach.rule {
        Rule::TableRewrite => refuses_copies,
        Rule::BlockingLock => refuses_waiting,
        _ => false,
    };
    breaches.filter(|breach| !is_refused(breach)).collect()
}

/// The actions of a statement, which commas separate.
fn actions(words: &[String]) -> Vec<&[String]> {
    let mut depth = 0usize;
    let parts = words.split(|word| {
        match word.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        word == "," && depth == 0
    });
    parts.collect()
}

/// What no engine can undo, or no running application survives.
fn on_every_engine(action: Words<'_>, lint: &dyn Lint) -> Option<Breach> {
    let others = ["CONSTRAINT", "INDEX", "KEY", "PRIMARY", "FOREIGN", "CHECK", "UNIQUE", "EXPRESSION", "DEFAULT", "PARTITION"];
    let mut own = action;
    if own.takes(&["DROP"]) && !others.iter().any(|other| own.begins(&[other])) {
        return Some(dropped("the column"));
    }
    if own.takes(&["RENAME"]) {
        let is_other = ["CONSTRAINT", "INDEX", "KEY"].iter().any(|other| own.begins(&[other]));
        let is_table = ["TO", "AS", "="].iter().any(|to| own.begins(&[to])) || (lint.renames_without_to() && own.words.len() == 1);
        return (!is_other).then(|| renamed(if is_table { "the table" } else { "the column" }));
    }
    None
}

/// The words of a statement, to be read from the front.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    pub(crate) words: &'a [String],
}

impl<'a> Words<'a> {
    pub(super) fn takes(&mut self, expected: &[&str]) -> bool {
        let fits = self.begins(expected);
        if fits {
            self.words = &self.words[expected.len()..];
        }
        fits
    }

    pub(super) fn takes_any(&mut self, expected: &[&str]) {
        while expected.iter().any(|word| self.takes(&[word])) {}
    }

    pub(super) fn begins(&self, expected: &[&str]) -> bool {
        self.words.len() >= expected.len() && expected.iter().zip(self.words).all(|(expected, word)| expected == word)
    }

    pub(super) fn has(&self, expected: &[&str]) -> bool {
        self.words.windows(expected.len()).any(|words| words == expected)
    }

    pub(super) fn has_one_of(&self, expected: &[&str]) -> bool {
        expected.iter().any(|word| self.has(&[word]))
    }

    /// Reads a name; returns the last part of `schema.name`, in upper case.
    pub(super) fn name(&mut self) -> String {
        let mut name = self.take();
        while self.takes(&["."]) {
            name = self.take();
        }
        name
    }

    pub(super) fn take(&mut self) -> String {
        let word = self.words.first().cloned().unwrap_or_default();
        self.words = self.words.get(1..).unwrap_or_default();
        word
    }
}
