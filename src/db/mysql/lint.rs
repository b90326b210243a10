//! What statements do to tables and to those who use them, on MySQL and MariaDB.
//! <https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html>

use super::MySql;
use crate::db::lint::{Breach, Lint, Rule, Words, renamed};

const IN_PLACE: &str = "end it with ', ALGORITHM=INPLACE, LOCK=NONE': then the server refuses it instead of copying the table; or change the table with gh-ost or pt-online-schema-change";

impl Lint for MySql {
    fn of_action(&self, action: Words<'_>) -> Option<Breach> {
        altered(action, self.is_mariadb)
    }

    fn of_index(&self, kind: Option<&'static str>, _: bool) -> Option<Breach> {
        kind.map(special_index)
    }

    fn of_other(&self, mut words: Words<'_>) -> Option<Breach> {
        match words.take().as_str() {
            "LOCK" => Some(Breach::new(Rule::BlockingLock, "locks the tables until the session ends")),
            "OPTIMIZE" => Some(Breach::new(Rule::TableRewrite, "writes the table again")),
            _ => None,
        }
    }

    fn renames_without_to(&self) -> bool {
        true
    }

    fn others_than_columns(&self) -> &'static [&'static str] {
        &["CONSTRAINT", "INDEX", "KEY", "PRIMARY", "FOREIGN", "CHECK", "PARTITION"]
    }

    fn unknown_rules(&self) -> &'static [Rule] {
        &[Rule::IndexNotConcurrent]
    }
}

/// An index that MySQL and MariaDB build while writes wait.
fn special_index(kind: &str) -> Breach {
    Breach::new(Rule::BlockingLock, format!("writes wait until the {} index is built", kind.to_lowercase()))
}

fn copied(reason: &str) -> Breach {
    Breach::new(Rule::TableRewrite, format!("{reason}; writes wait until it is done")).instead(IN_PLACE)
}

fn altered(mut action: Words<'_>, is_mariadb: bool) -> Option<Breach> {
    if action.takes(&["ADD"]) {
        return added(action, is_mariadb);
    }
    if action.takes(&["CHANGE"]) {
        action.takes(&["COLUMN"]);
        action.takes(&["IF", "EXISTS"]);
        let (old, new) = (action.name(), action.name());
        return Some(if old == new { copied("copies the table if the type changes") } else { renamed("the column") });
    }
    if action.begins(&["MODIFY"]) {
        return Some(copied("copies the table if the type changes"));
    }
    if action.begins(&["CONVERT", "TO"]) {
        return Some(copied("copies the table"));
    }
    if action.begins(&["DROP", "PARTITION"]) || action.begins(&["TRUNCATE", "PARTITION"]) || action.begins(&["DISCARD"]) {
        return Some(Breach::new(Rule::Destructive, "deletes the rows of a partition or of the table"));
    }
    if action.begins(&["ALGORITHM"]) || action.begins(&["LOCK"]) {
        let waits = action.has_option("ALGORITHM", "COPY") || action.has_option("LOCK", "SHARED") || action.has_option("LOCK", "EXCLUSIVE");
        return waits.then(|| Breach::new(Rule::BlockingLock, "asks for a lock that keeps writes waiting"));
    }
    if action.begins(&["DROP", "PRIMARY", "KEY"]) {
        return Some(copied("copies the table"));
    }
    let rebuilds = ["ENGINE", "ROW_FORMAT", "KEY_BLOCK_SIZE", "FORCE", "ORDER", "REMOVE", "PARTITION", "COALESCE", "REORGANIZE"];
    rebuilds.iter().any(|word| action.begins(&[word])).then(|| Breach::new(Rule::TableRewrite, "writes the table again"))
}

fn added(mut action: Words<'_>, is_mariadb: bool) -> Option<Breach> {
    if action.takes(&["CONSTRAINT"]) && !["FOREIGN", "CHECK", "UNIQUE", "PRIMARY"].iter().any(|kind| action.begins(&[kind])) {
        action.takes(&["IF", "NOT", "EXISTS"]);
        action.name();
    }
    if action.begins(&["FOREIGN", "KEY"]) {
        return Some(copied("copies the table to check its rows"));
    }
    if action.begins(&["CHECK"]) {
        return Some(copied("copies the table to check its rows"));
    }
    if action.begins(&["PRIMARY", "KEY"]) {
        return Some(Breach::new(Rule::TableRewrite, "writes the table again"));
    }
    for kind in ["FULLTEXT", "SPATIAL"] {
        if action.begins(&[kind]) {
            return Some(special_index(kind));
        }
    }
    if ["UNIQUE", "INDEX", "KEY"].iter().any(|kind| action.begins(&[kind])) {
        return None;
    }
    if action.has_one_of(&["STORED", "PERSISTENT"]) {
        return Some(copied("computes a value for each row and copies the table"));
    }
    if action.has(&["AUTO_INCREMENT"]) {
        return Some(Breach::new(Rule::BlockingLock, "writes wait while all rows get a number"));
    }
    let has_expression = action.words.windows(2).any(|pair| pair[0] == "DEFAULT" && pair[1] == "(");
    if has_expression && !is_mariadb {
        return Some(copied("computes a value for each row and copies the table"));
    }
    None
}
