//! The committed completions are what the binary writes. With MORAG_WRITE_COMPLETIONS=1 this writes them.

use crate::support::binary::command;
use std::path::{Path, PathBuf};

#[test]
fn the_committed_completions_are_what_the_binary_writes() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("completions");
    for (shell, file) in [
        ("bash", "morag-db.bash"),
        ("zsh", "_morag-db"),
        ("fish", "morag-db.fish"),
        ("elvish", "morag-db.elv"),
        ("powershell", "_morag-db.ps1"),
    ] {
        let output = command(Path::new(".")).args(["completions", shell]).output().unwrap();
        assert!(output.status.success());
        if std::env::var_os("MORAG_WRITE_COMPLETIONS").is_some() {
            std::fs::write(folder.join(file), &output.stdout).unwrap();
        }
        let committed = std::fs::read(folder.join(file)).unwrap();
        assert!(committed == output.stdout, "completions/{file} is not what the binary writes; MORAG_WRITE_COMPLETIONS=1 writes it");
    }
}

/// Completes as bash does, by the committed script.
fn complete_in_bash(words: &[&str]) -> Vec<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/completions/morag-db.bash");
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let last = words.len() - 1;
    let line = format!(
        "source {script}; COMP_WORDS=({}); COMP_CWORD={last}; f=$(complete -p morag-db); f=${{f#*-F }}; ${{f%% *}} morag-db \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{}]}}\"; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        quoted.join(" "),
        last.saturating_sub(1)
    );
    let output = std::process::Command::new("bash").args(["--norc", "-c", &line]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(String::from).collect()
}

#[test]
fn bash_completes_every_level() {
    for (words, expected) in [
        (&["morag-db", ""][..], &["init", "jobs", "api-keys", "migrate"][..]),
        (&["morag-db", "jobs", ""], &["list", "requeue", "late"]),
        (&["morag-db", "jobs", "re"], &["requeue"]),
        (&["morag-db", "jobs", "requeue", "--re"], &["--reason", "--reset-retries"]),
        (&["morag-db", "jobs", "late", ""], &["list", "accept"]),
        (&["morag-db", "jobs", "late", "accept", "--"], &["--reason"]),
        (&["morag-db", "api-keys", ""], &["create", "list", "revoke"]),
        (&["morag-db", "api-keys", "create", "--"], &["--user", "--name"]),
        (&["morag-db", "migrate", ""], &["up", "down", "adopt", "repair"]),
        (&["morag-db", "migrate", "adopt", "--on-misfit", ""], &["refuse", "keep-unchecked", "quarantine"]),
        (&["morag-db", "jobs", "list", "--output", ""], &["table", "json", "ndjson", "csv"]),
        (&["morag-db", "completions", ""], &["bash", "zsh", "fish"]),
    ] {
        let found = complete_in_bash(words);
        for word in expected {
            assert!(found.iter().any(|f| f == word), "{words:?} lacks {word}: {found:?}");
        }
    }
}

#[test]
fn manual_pages_cover_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let output = command(folder.path()).args(["man", "."]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for page in ["morag-db.1", "morag-db-init.1", "morag-db-migrate.1", "morag-db-migrate-up.1", "morag-db-migrate-repair.1"] {
        assert!(std::fs::read_to_string(folder.path().join(page)).unwrap().contains(".TH"), "{page}");
    }
    assert_eq!(command(folder.path()).args(["man", "missing"]).output().unwrap().status.code(), Some(2));
}
