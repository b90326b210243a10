//! What statements do to tables and to those who use them, on PostgreSQL. <https://www.postgresql.org/docs/current/sql-altertable.html>

use super::Postgres;
use crate::db::lint::{Breach, Lint, Rule, Words};

const NOT_VALID: &str = "ADD CONSTRAINT … NOT VALID, and VALIDATE CONSTRAINT in a later migration: reads and writes go on meanwhile";
const CONCURRENTLY: &str = "CREATE INDEX CONCURRENTLY, alone in a migration that begins with '-- migrate:up transaction:false'";

/// Functions that PostgreSQL calls once for all rows of a new column; of others it may call each row's, and writes the table again.
const NOT_VOLATILE: [&str; 10] = [
    "NOW",
    "TRANSACTION_TIMESTAMP",
    "STATEMENT_TIMESTAMP",
    "CURRENT_SETTING",
    "LOWER",
    "UPPER",
    "COALESCE",
    "MD5",
    "TO_TIMESTAMP",
    "MAKE_INTERVAL",
];

impl Lint for Postgres {
    fn of_action(&self, action: Words<'_>) -> Option<Breach> {
        altered(action)
    }

    fn of_index(&self, _: Option<&'static str>, is_concurrent: bool) -> Option<Breach> {
        let reason = "writes to the table wait until the index is built";
        (!is_concurrent).then(|| Breach::new(Rule::IndexNotConcurrent, reason).instead(CONCURRENTLY))
    }

    fn of_other(&self, mut words: Words<'_>) -> Option<Breach> {
        let all = words;
        let written = || Some(rewrite("writes the table again"));
        match words.take().as_str() {
            "LOCK" => Some(Breach::new(Rule::BlockingLock, "locks the table until the migration ends")),
            "CLUSTER" => written(),
            "VACUUM" if all.has(&["FULL"]) => written(),
            "REINDEX" if !all.has(&["CONCURRENTLY"]) => {
                Some(Breach::new(Rule::IndexNotConcurrent, "writes wait until the index is built").instead("REINDEX … CONCURRENTLY"))
            }
            "REFRESH" if !all.has(&["CONCURRENTLY"]) => Some(
                Breach::new(Rule::BlockingLock, "reads of the materialized view wait until it is done")
                    .instead("REFRESH MATERIALIZED VIEW CONCURRENTLY"),
            ),
            _ => None,
        }
    }

    fn renames_without_to(&self) -> bool {
        false
    }

    fn others_than_columns(&self) -> &'static [&'static str] {
        &["CONSTRAINT"]
    }

    fn unknown_rules(&self) -> &'static [Rule] {
        &[]
    }
}

fn rewrite(reason: &str) -> Breach {
    Breach::new(Rule::TableRewrite, format!("{reason}; reads and writes wait until it is done"))
}

fn altered(mut action: Words<'_>) -> Option<Breach> {
    if action.takes(&["ADD"]) {
        return added(action);
    }
    if action.takes(&["ALTER"]) {
        action.takes(&["COLUMN"]);
        action.name();
        if action.begins(&["TYPE"]) || action.begins(&["SET", "DATA", "TYPE"]) {
            return Some(
                rewrite("writes the table again, unless only the limit of a varchar or numeric grows or becomes none")
                    .instead("add a column of the new type beside the old one, and copy the values in batches"),
            );
        }
        if action.begins(&["SET", "EXPRESSION"]) {
            return Some(rewrite("writes the table again"));
        }
        return action.begins(&["SET", "NOT", "NULL"]).then(|| {
            Breach::new(Rule::BlockingLock, "reads and writes wait while all rows are checked").instead(
                "ADD CONSTRAINT … CHECK (column IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT in a later migration, then SET NOT NULL, which reads no row",
            )
        });
    }
    let moves = [&["SET", "LOGGED"][..], &["SET", "UNLOGGED"], &["SET", "TABLESPACE"], &["SET", "ACCESS", "METHOD"]];
    moves.iter().any(|words| action.begins(words)).then(|| rewrite("writes the table again"))
}

fn added(mut action: Words<'_>) -> Option<Breach> {
    let is_named = action.takes(&["CONSTRAINT"]);
    if is_named {
        action.name();
    }
    if action.begins(&["FOREIGN", "KEY"]) || action.begins(&["CHECK"]) {
        let who = if action.begins(&["CHECK"]) { "reads and writes" } else { "writes to both tables" };
        let reason = format!("{who} wait while all rows are checked");
        return (!action.has(&["NOT", "VALID"])).then(|| Breach::new(Rule::BlockingLock, reason).instead(NOT_VALID));
    }
    if ["UNIQUE", "PRIMARY", "EXCLUDE"].iter().any(|kind| action.begins(&[kind])) {
        let breach = Breach::new(Rule::BlockingLock, "reads and writes wait until its index is built");
        let other = "CREATE UNIQUE INDEX CONCURRENTLY in a migration of its own, then ADD CONSTRAINT … USING INDEX";
        return match action.begins(&["EXCLUDE"]) {
            true => Some(breach),
            false => (!action.has(&["USING", "INDEX"])).then(|| breach.instead(other)),
        };
    }
    if is_named || action.begins(&["NOT", "NULL"]) {
        let reads = action.begins(&["NOT", "NULL"]) && !action.has(&["NOT", "VALID"]);
        return reads.then(|| Breach::new(Rule::BlockingLock, "reads and writes wait while all rows are checked").instead(NOT_VALID));
    }
    action.takes(&["COLUMN"]);
    action.takes(&["IF", "NOT", "EXISTS"]);
    action.name();
    if action.has(&["STORED"])
        || action.has(&["AS", "IDENTITY"])
        || action.has_one_of(&["SERIAL", "BIGSERIAL", "SMALLSERIAL", "SERIAL2", "SERIAL4", "SERIAL8"])
    {
        return Some(rewrite("computes a value for each row and writes the table again"));
    }
    if let Some(function) = volatile_default(action) {
        let reason = format!("writes the table again if {}() is volatile", function.to_lowercase());
        return Some(rewrite(&reason).instead("add the column without a default, SET DEFAULT, and fill the old rows in batches"));
    }
    if action.has_one_of(&["UNIQUE", "PRIMARY"]) {
        return Some(Breach::new(Rule::BlockingLock, "reads and writes wait until the index of the column is built"));
    }
    // values of a new column are checked only if it has a default
    let reads = action.has(&["CHECK"]) || (action.has(&["REFERENCES"]) && action.has(&["DEFAULT"]));
    reads.then(|| {
        Breach::new(Rule::BlockingLock, "reads and writes wait while all rows are checked")
            .instead("add the column without the constraint, then ADD CONSTRAINT … NOT VALID, and VALIDATE CONSTRAINT in a later migration")
    })
}

/// The function that a default calls, unless it is known to return the same for all rows.
fn volatile_default(action: Words<'_>) -> Option<String> {
    let at = action.words.iter().position(|word| word == "DEFAULT")?;
    let default = &action.words[at + 1..];
    let mut depth = 0i64;
    let ends = ["CHECK", "REFERENCES", "UNIQUE", "PRIMARY", "NOT", "NULL", "CONSTRAINT", "COLLATE", "GENERATED"];
    let end = default.iter().position(|word| {
        depth += i64::from(word == "(") - i64::from(word == ")");
        depth == 0 && ends.contains(&word.as_str())
    });
    let default = &default[..end.unwrap_or(default.len())];
    let calls = default.windows(2).filter(|pair| pair[1] == "(" && pair[0].chars().next().is_some_and(|c| c.is_alphabetic()));
    let mut called = calls.map(|pair| pair[0].clone()).filter(|name| !NOT_VOLATILE.contains(&name.as_str()) && !is_type_or_clause(name));
    called.next()
}

/// Words that a parenthesis may follow, and that are no function.
fn is_type_or_clause(word: &str) -> bool {
    [
        "VARCHAR",
        "CHAR",
        "CHARACTER",
        "NUMERIC",
        "DECIMAL",
        "TIMESTAMP",
        "TIME",
        "INTERVAL",
        "CHECK",
        "REFERENCES",
        "UNIQUE",
        "KEY",
        "BIT",
        "VARYING",
    ]
    .contains(&word)
}
