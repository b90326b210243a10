//! The console examples of README.md and docs/: each `morag-db` command must exist with these options, and each block that shows
//! output must be what the program answers, in a scenario that sets its database up.

mod blocks;
mod scenarios;

use crate::support::Run;
use crate::support::binary::command;
use blocks::{Block, Step, blocks, commands_of};

#[test]
fn the_commands_of_the_docs_exist() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for block in blocks() {
        for step in &block.steps {
            for words in commands_of(&step.command) {
                count += 1;
                // options and their values are read before --help
                let run = Run::from(command(folder.path()).args(&words).arg("--help").output().unwrap());
                if run.code != 0 {
                    wrong.push(format!("{}: {}\n{}", block.place, step.command, run.err));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 40, "only {count} commands were found");
}

/// Compares what the program wrote with what the page shows.
fn difference(block: &Block, step: &Step, answer: &str) -> Option<String> {
    let shown = blocks::pattern(&step.output);
    let answered = blocks::normal(answer);
    let is_same = regex::Regex::new(&shown).unwrap().is_match(&answered);
    (!is_same).then(|| {
        format!(
            "{}: $ {}\nanswers\n{answer}\nwhich is not, with numbers, ids and times left out,\n{}\n",
            block.place, step.command, step.output
        )
    })
}
