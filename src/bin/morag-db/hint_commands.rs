//! Adds this run's `--database-url` (without the password) and `--migrations-dir` to commands in hints, so that they can be
//! hint_commands into a shell.

use crate::args::{self, Global};
use serde_json::Value;

const PROGRAM: &str = "morag-db ";

/// `text` with this run's global options inserted into each `morag-db` command in it.
pub fn complete(global: &Global, text: &str) -> String {
    let options = options(global);
    if options.is_empty() {
        return text.to_string();
    }
    let command = args::command();
    let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let (mut completed, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(PROGRAM) {
        let (before, after) = rest.split_at(at + PROGRAM.len());
        completed.push_str(before);
        let word = after.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
        if names.contains(&word) {
            completed.push_str(&options);
        }
        rest = after;
    }
    completed + rest
}

/// Applies [`complete`] to every string in a JSON value.
pub fn complete_all(global: &Global, value: &mut Value) {
    match value {
        Value::String(text) => *text = complete(global, text),
        Value::Array(items) => items.iter_mut().for_each(|item| complete_all(global, item)),
        Value::Object(fields) => fields.values_mut().for_each(|field| complete_all(global, field)),
        _ => {}
    }
}

fn options(global: &Global) -> String {
    let mut options = String::new();
    if let Some(profile) = &global.profile {
        options.push_str(&format!("--profile {} ", quoted(profile)));
    }
    match global.database_url.as_deref() {
        None => {}
        Some("-") => options.push_str("--database-url - "),
        Some(url) => options.push_str(&format!("--database-url {} ", quoted(&without_password(url)))),
    }
    if global.migrations_dir != std::path::Path::new(args::MIGRATIONS_DIR) {
        options.push_str(&format!("--migrations-dir {} ", quoted(&global.migrations_dir.to_string_lossy())));
    }
    options
}

/// The URL as given, without the password.
fn without_password(url: &str) -> String {
    let (before_query, query) = url.split_once('?').map_or((url, None), |(before, query)| (before, Some(query)));
    let mut shown = match before_query.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?))) {
        Some((scheme, (userinfo, host))) => format!("{scheme}://{}@{host}", userinfo.split(':').next().unwrap_or_default()),
        None => before_query.to_string(),
    };
    let is_secret = |pair: &&str| ["password=", "passwd=", "sslpassword="].iter().any(|name| pair.to_ascii_lowercase().starts_with(name));
    let pairs: Vec<&str> = query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && !is_secret(pair)).collect();
    if !pairs.is_empty() {
        shown.push_str(&format!("?{}", pairs.join("&")));
    }
    shown
}

/// `word` as one shell word, quoted if necessary.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) { word.to_string() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn global(arguments: &[&str]) -> Global {
        let mut all = vec!["morag-db", "health"];
        all.extend(arguments);
        args::Cli::parse_from(all).global
    }

    #[test]
    fn a_pasted_command_goes_to_the_same_database() {
        let text = "run: morag-db init; morag-db pid 7 is none";
        assert_eq!(complete(&global(&[]), text), text);
        let with = |url: &str| complete(&global(&["--database-url", url]), text);
        assert_eq!(with("sqlite:///x.db"), "run: morag-db --database-url sqlite:///x.db init; morag-db pid 7 is none");
        assert_eq!(
            with("postgresql://me:s3cr:et@h/d?sslmode=require&password=x"),
            "run: morag-db --database-url 'postgresql://me@h/d?sslmode=require' init; morag-db pid 7 is none"
        );
        assert_eq!(with("sqlite:///it's.db"), "run: morag-db --database-url 'sqlite:///it'\\''s.db' init; morag-db pid 7 is none");
        let folder = complete(&global(&["--migrations-dir", "my migrations"]), "morag-db migrate up");
        assert_eq!(folder, "morag-db --migrations-dir 'my migrations' migrate up");
    }
}
