//! `migrate lint`: what in a site migration destroys data, keeps applications waiting, or can't be undone. Reads files only.

use super::statement;
use super::{DOWN, UP, list, read, read_folder, sections, text_of};
use crate::db::lint::{Breach, Rule, breaches, is_known};
use crate::error::{Error, Result};
use migration::Backend;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// A broken rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The file.
    pub file: PathBuf,
    /// First line of the statement.
    pub line: usize,
    /// The rule.
    pub rule: Rule,
    /// Beginning of the statement.
    pub statement: String,
    /// What the statement does.
    pub reason: String,
    /// What to write instead, if there is something better.
    pub instead: Option<String>,
}

/// What was found in the site migrations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LintReport {
    /// Engine that the migrations were checked for.
    pub backend: &'static str,
    /// Number of files.
    pub files: usize,
    /// Broken rules, by file and line.
    pub findings: Vec<Finding>,
    /// Number of broken rules that comments allow.
    pub allowed: usize,
}

/// An `-- allow:` comment.
struct Allowed {
    line: usize,
    rules: Vec<Rule>,
    is_used: bool,
}

/// Checks these files, or all files of `folder` if there are none.
///
/// # Errors
/// The error of the first file that is not a valid migration.
pub fn lint(folder: &Path, files: &[PathBuf], backend: Backend) -> Result<LintReport> {
    let mut files = if files.is_empty() {
        if !folder.is_dir() {
            let reason = format!("there is no folder {}: name it with --migrations-dir, or name files", folder.display());
            return Err(Error::configuration(reason));
        }
        // refuses two with the same number
        read_folder(folder, backend)?;
        list(folder)?
    } else {
        files.to_vec()
    };
    files.sort();
    files.dedup();
    let mut report = LintReport { backend: backend.as_str(), files: files.len(), findings: Vec::new(), allowed: 0 };
    for path in &files {
        lint_file(path, backend, &mut report)?;
    }
    Ok(report)
}

fn lint_file(path: &Path, backend: Backend, report: &mut LintReport) -> Result<()> {
    // refuses what is no valid migration
    let migration = read(path, backend)?;
    let sections = sections(path, &text_of(path)?)?;
    let statements =
        statement::statements(&sections.up.text, sections.up.first_line, backend).map_err(|reason| super::broken(path, reason))?;
    let mut allowed: Vec<Allowed> = statements.iter().flat_map(|statement| statement.comments.iter()).filter_map(allow).collect();
    let mut found = Vec::new();
    let mut created = Vec::new();
    let mut previous_end = 0;
    for statement in &statements {
        for breach in breaches(&statement.words, backend, &mut created) {
            // comments before the statement and in it, and on the line on which it ends
            let is_beside = |one: &&mut Allowed| one.line > previous_end && one.line <= statement.last_line;
            let mut fitting = allowed.iter_mut().filter(is_beside).filter(|one| one.rules.contains(&breach.rule));
            match fitting.next() {
                Some(one) => {
                    one.is_used = true;
                    report.allowed += 1;
                }
                None => found.push((statement.line, statement.name.clone(), breach)),
            }
        }
        // an empty statement at the end of a part has the line of its beginning
        previous_end = previous_end.max(statement.last_line);
    }
    if migration.down.as_ref().is_none_or(Vec::is_empty) {
        let of_down = sections.down.iter().flat_map(|down| down.text.lines()).filter_map(|line| line.trim().strip_prefix("--"));
        allowed.extend(of_down.filter_map(|comment| allow(&(0, comment.to_string()))).filter(|one| one.rules.contains(&Rule::NoDown)));
        match allowed.iter_mut().find(|one| one.rules.contains(&Rule::NoDown)) {
            Some(one) => {
                one.is_used = true;
                report.allowed += 1;
            }
            None => found.push((sections.up.first_line - 1, UP.into(), no_down())),
        }
    }
    // what another engine needs
    let is_of_other = |one: &Allowed| !one.rules.is_empty() && one.rules.iter().all(|rule| !is_known(backend, *rule));
    for one in allowed.iter().filter(|one| !one.is_used && !is_of_other(one)) {
        let names = Rule::ALL.map(Rule::as_str).join(", ");
        let reason =
            if one.rules.is_empty() { format!("names no rule; the rules are {names}") } else { "allows nothing that is here".into() };
        found.push((one.line, "-- allow:".into(), Breach::new(Rule::UnusedAllow, reason)));
    }
    found.sort_by_key(|(line, _, breach)| (*line, breach.rule));
    let finding = |(line, statement, breach): (usize, String, Breach)| Finding {
        file: path.to_owned(),
        line,
        rule: breach.rule,
        statement,
        reason: breach.reason,
        instead: breach.instead,
    };
    report.findings.extend(found.into_iter().map(finding));
    Ok(())
}

fn no_down() -> Breach {
    Breach::new(Rule::NoDown, format!("has no statement behind '{DOWN}': migrate down and migrate repair --roll-back refuse"))
        .instead(&format!("write what undoes it behind '{DOWN}'"))
}

/// The rules of an `-- allow: RULE, RULE why` comment; `None` if it is another comment.
fn allow((line, comment): &(usize, String)) -> Option<Allowed> {
    let rest = comment.trim().strip_prefix("allow:")?;
    let mut rules = Vec::new();
    for part in rest.split(',') {
        let mut words = part.split_whitespace();
        match words.next().and_then(|word| Rule::ALL.into_iter().find(|rule| rule.as_str() == word)) {
            Some(rule) => rules.push(rule),
            None => break,
        }
        // the reason begins
        if words.next().is_some() {
            break;
        }
    }
    Some(Allowed { line: *line, rules, is_used: false })
}
