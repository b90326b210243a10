//! The console blocks of the pages.

use regex::Regex;
use std::path::Path;

/// A console block of a page.
pub struct Block {
    /// Page and line, e.g. `docs/jobs.md:20`.
    pub place: String,
    pub steps: Vec<Step>,
}

/// A command and the output that the page shows; empty if it shows none.
pub struct Step {
    pub command: String,
    pub output: String,
}

/// The blocks of README.md and of all pages in docs/.
pub fn blocks() -> Vec<Block> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("README.md")];
    pages.extend(
        std::fs::read_dir(root.join("docs"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "md")),
    );
    pages.sort();
    let mut found = Vec::new();
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        let name = page.strip_prefix(root).unwrap().display().to_string();
        let mut block: Option<Block> = None;
        for (number, line) in text.lines().enumerate() {
            match &mut block {
                None if line == "```console" => block = Some(Block { place: format!("{name}:{}", number + 1), steps: Vec::new() }),
                None => {}
                Some(_) if line == "```" => found.extend(block.take()),
                Some(block) => block.add(line),
            }
        }
    }
    found
}

impl Block {
    fn add(&mut self, line: &str) {
        let last = self.steps.last_mut();
        match (line.strip_prefix("$ "), last) {
            (None, Some(step)) if step.output.is_empty() && step.command.ends_with('\\') => {
                step.command.truncate(step.command.len() - 1);
                step.command.push_str(line.trim());
            }
            (Some(command), _) => self.steps.push(Step { command: command.into(), output: String::new() }),
            (None, Some(step)) => {
                step.output.push_str(line);
                step.output.push('\n');
            }
            // a root prompt or a script: no command of morag-db
            (None, None) => {}
        }
    }
}

/// The arguments of each call of morag-db in a line of shell.
pub fn commands_of(line: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for part in line.replace("cargo run --release --", "morag-db").split(['|', ';']) {
        let part = part.split(" #").next().unwrap_or_default().split(" > ").next().unwrap_or_default();
        let words = words_of(part);
        let Some(at) = words.iter().position(|word| word == "morag-db") else { continue };
        if words[..at].iter().all(|word| word.contains('=')) {
            found.push(words[at + 1..].to_vec());
        }
    }
    found
}

/// Words, of which quotes keep spaces.
fn words_of(text: &str) -> Vec<String> {
    let (mut words, mut quote) = (Vec::new(), None);
    let mut word: Option<String> = None;
    for c in text.chars() {
        match (quote, c) {
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (Some(open), c) if c == open => quote = None,
            (None, ' ') => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// What differs from run to run, and what stands for it. Applied in this order.
const VARYING: [(&str, &str); 9] = [
    (r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", "TIME"),
    (r"\b\d{8}T\d{6}Z", "TIME"),
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4,12})+\b|\b[0-9a-f]{8}-…|\b[0-9a-f]{8}…", "ID"),
    (r"\b[0-9a-f]{16}\b", "FINGERPRINT"),
    (r"\b\d{4}-\d\d\b", "MONTH"),
    (r"\d+(\.\d+)*", "0"),
    (r"\b0 (B|kB|MB|GB)\b", "0 B"),
    (r"\b0( ?ms| ?s|m|h|d)\b", "0s"),
    (r"\s+", " "),
];

/// `text` without what differs from run to run.
pub fn normal(text: &str) -> String {
    VARYING
        .iter()
        .fold(text.trim().to_string(), |text, (varying, same)| Regex::new(varying).unwrap().replace_all(&text, *same).into_owned())
}

/// A regular expression for the output that a page shows: `…` and `...` stand for any text.
pub fn pattern(shown: &str) -> String {
    let shown = normal(shown).replace("...", "…");
    let parts: Vec<String> = shown.split('…').map(|part| regex::escape(part.trim())).collect();
    format!("^{}$", parts.join("(?s:.*)"))
}

#[test]
fn what_differs_from_run_to_run_is_left_out() {
    assert_eq!(normal("took  22 ms,\n 3m ago: 019a2f3c-0000-7000-8000-00000000000a"), "took 0s, 0s ago: ID");
    let matches = |shown: &str, answer: &str| Regex::new(&pattern(shown)).unwrap().is_match(&normal(answer));
    assert!(matches("A  1\n…\nC  9\n", "A 2\nB 3\nC 4\n") && !matches("A 1\n…\nC 9\n", "A 2\nB 3\n") && !matches("pending", "failed"));
}

#[test]
fn a_line_of_shell_has_its_words() {
    assert_eq!(
        commands_of("A=1 morag-db jobs list --error 'a b' | less; morag-db x > f # c"),
        [vec!["jobs", "list", "--error", "a b"], vec!["x"]]
    );
    assert!(commands_of("gzip -dc morag-db-image.tar.gz").is_empty() && commands_of("docker run morag-db init").is_empty());
}
