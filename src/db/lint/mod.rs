//! What a statement of a site migration does to data and to those who use it: the rules of `migrate lint`. What differs between the
//! engines is in the `lint.rs` of each.

mod words;

use super::engine;
use migration::Backend;
use serde::Serialize;
pub(crate) use words::{QUOTED, Words};

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
    /// What DROP and RENAME in ALTER TABLE may be about, apart from columns.
    fn others_than_columns(&self) -> &'static [&'static str];
    /// Rules that no statement of the engine breaks.
    fn unknown_rules(&self) -> &'static [Rule];
}

/// Whether a statement can break `rule` on `backend`.
pub(crate) fn is_known(backend: Backend, rule: Rule) -> bool {
    let lint: &dyn Lint = engine(backend);
    !lint.unknown_rules().contains(&rule)
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
    if words.begins(&["WITH"]) {
        return of_parts(words, created);
    }
    let breach = if words.takes(&["CREATE"]) {
        of_create(words, lint, created)
    } else if words.takes(&["DROP"]) {
        of_drop(words, created)
    } else if is_of_created(words, created) {
        None
    } else if words.takes(&["RENAME"]) {
        Some(renamed("the table"))
    } else {
        of_rows(words, created).or_else(|| lint.of_other(words))
    };
    breach.into_iter().collect()
}

/// `TRUNCATE a`, `LOCK TABLES a WRITE`, `RENAME TABLE a TO b` of a table that the migration has created.
fn is_of_created(mut words: Words<'_>, created: &[String]) -> bool {
    let is_one = !words.has(&[","]) && ["TRUNCATE", "LOCK", "RENAME", "CLUSTER", "OPTIMIZE"].iter().any(|word| words.takes(&[word]));
    words.takes_any(&["TABLE", "TABLES", "ONLY"]);
    is_one && created.contains(&words.name())
}

/// The DELETE and UPDATE of a statement that begins with WITH: those in its parts, and the last one.
fn of_parts(words: Words<'_>, created: &[String]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let mut depth = 0usize;
    for (at, word) in words.words.iter().enumerate() {
        match word.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "DELETE" | "UPDATE" if depth == 0 || words.words[at - 1] == "(" => {
                let rest = &words.words[at..];
                let mut open = 0i64;
                let end = rest.iter().position(|word| {
                    open += i64::from(word == "(") - i64::from(word == ")");
                    open < 0
                });
                breaches.extend(of_rows(Words { words: &rest[..end.unwrap_or(rest.len())] }, created));
            }
            _ => {}
        }
    }
    breaches
}

pub(super) fn renamed(what: &str) -> Breach {
    Breach::new(Rule::Rename, format!("renames {what}: applications that run and use the old name fail"))
        .instead("add the new one beside the old one, move the applications, and drop the old one later")
}

fn dropped(what: &str) -> Breach {
    Breach::new(Rule::Destructive, format!("drops {what} with its data; migrate down can't bring the data back"))
}

fn of_create(mut words: Words<'_>, lint: &dyn Lint, created: &mut Vec<String>) -> Option<Breach> {
    let replaces = words.takes(&["OR", "REPLACE"]);
    words.takes_any(&["TEMP", "TEMPORARY", "UNLOGGED", "UNIQUE"]);
    if words.takes(&["TABLE"]) || words.takes(&["MATERIALIZED", "VIEW"]) {
        // otherwise it may have been there before
        if !words.takes(&["IF", "NOT", "EXISTS"]) {
            created.push(words.name());
        }
        return replaces.then(|| dropped("the table that has this name"));
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
    if words.takes(&["TABLE"]) || words.takes(&["TABLES"]) {
        words.takes(&["IF", "EXISTS"]);
        let mut names = vec![words.name()];
        while words.takes(&[","]) {
            names.push(words.name());
        }
        return names.iter().any(|name| !created.contains(name)).then(|| dropped("the table"));
    }
    let what = [
        ("SCHEMA", "the schema"),
        ("DATABASE", "the database"),
        ("SEQUENCE", "the sequence"),
        ("OWNED", "what the role owns"),
        ("TYPE", "the type, and with CASCADE the columns that have it,"),
    ];
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
    if all.has_outside("WHERE") || all.has_outside("LIMIT") || created.contains(&words.name()) {
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
    let is_instant = words.has_option("ALGORITHM", "INSTANT");
    let refuses_copies = is_instant || ["INPLACE", "NOCOPY"].iter().any(|way| words.has_option("ALGORITHM", way));
    let refuses_waiting = is_instant || words.has_option("LOCK", "NONE");
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
    let mut own = action;
    let is_other = |words: &Words<'_>| lint.others_than_columns().iter().any(|other| words.begins(&[other]));
    if own.takes(&["DROP"]) && !is_other(&own) {
        return Some(dropped("the column"));
    }
    if own.begins(&["SET", "SCHEMA"]) {
        return Some(renamed("the table"));
    }
    if own.takes(&["RENAME"]) {
        let is_other = is_other(&own);
        let is_table = ["TO", "AS", "="].iter().any(|to| own.begins(&[to])) || (lint.renames_without_to() && own.words.len() == 1);
        return (!is_other).then(|| renamed(if is_table { "the table" } else { "the column" }));
    }
    None
}
