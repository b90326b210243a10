//! The words of a statement.

/// The mark of a word that was quoted, and so is a name.
pub(crate) const QUOTED: char = '\u{1}';

/// The words of a statement, to be read from the front.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    pub(crate) words: &'a [String],
}

impl<'a> Words<'a> {
    pub(crate) fn takes(&mut self, expected: &[&str]) -> bool {
        let fits = self.begins(expected);
        if fits {
            self.words = &self.words[expected.len()..];
        }
        fits
    }

    pub(crate) fn takes_any(&mut self, expected: &[&str]) {
        while expected.iter().any(|word| self.takes(&[word])) {}
    }

    pub(crate) fn begins(&self, expected: &[&str]) -> bool {
        self.words.len() >= expected.len() && expected.iter().zip(self.words).all(|(expected, word)| expected == word)
    }

    pub(crate) fn has(&self, expected: &[&str]) -> bool {
        self.words.windows(expected.len()).any(|words| words == expected)
    }

    /// Whether a word stands outside of parentheses.
    pub(crate) fn has_outside(&self, expected: &str) -> bool {
        let mut depth = 0i64;
        self.words.iter().any(|word| {
            depth += i64::from(word == "(") - i64::from(word == ")");
            depth == 0 && word == expected
        })
    }

    /// Whether an option has a value: `LOCK = NONE`, `LOCK NONE`.
    pub(crate) fn has_option(&self, name: &str, value: &str) -> bool {
        self.has(&[name, "=", value]) || self.has(&[name, value])
    }

    pub(crate) fn has_one_of(&self, expected: &[&str]) -> bool {
        expected.iter().any(|word| self.has(&[word]))
    }

    /// Reads a name, with its schema, in upper case.
    pub(crate) fn name(&mut self) -> String {
        let mut name = self.take();
        while self.takes(&["."]) {
            name = format!("{name}.{}", self.take());
        }
        name.replace(QUOTED, "")
    }

    pub(crate) fn take(&mut self) -> String {
        let word = self.words.first().cloned().unwrap_or_default();
        self.words = self.words.get(1..).unwrap_or_default();
        word
    }
}
