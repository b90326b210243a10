//! Checks when compiling that each placeholder in the text of a statement has a value, and each value a placeholder.

/// The end of the placeholder that begins at the brace at `at`, if one does; `{{` and `}}` begin none.
pub(super) const fn placeholder_end(text: &[u8], at: usize) -> Option<usize> {
    if text[at] != b'{' || (at + 1 < text.len() && text[at + 1] == b'{') {
        return None;
    }
    let mut end = at + 1;
    while end < text.len() && text[end] != b'}' {
        end += 1;
    }
    Some(end)
}

const fn is_at(text: &[u8], from: usize, to: usize, name: &[u8]) -> bool {
    if to - from != name.len() {
        return false;
    }
    let mut i = 0;
    while i < name.len() {
        if text[from + i] != name[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// Fails to compile where a placeholder of `text` has no name in `names`, or a name has no placeholder.
#[doc(hidden)]
#[allow(clippy::panic)]
pub const fn check_placeholders(text: &str, names: &[&str]) {
    let text = text.as_bytes();
    let mut used = [false; 32];
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'{' || text[at] == b'}' {
            match placeholder_end(text, at) {
                Some(end) => {
                    let (mut n, mut is_known) = (0, false);
                    while n < names.len() {
                        if is_at(text, at + 1, end, names[n].as_bytes()) {
                            is_known = true;
                            used[n] = true;
                        }
                        n += 1;
                    }
                    assert!(is_known, "a placeholder in the text of a statement has no value");
                    at = end;
                }
                None => {
                    assert!(at + 1 < text.len() && text[at + 1] == text[at], "a single brace in the text of a statement: write it twice");
                    at += 1;
                }
            }
        }
        at += 1;
    }
    let mut n = 0;
    while n < names.len() {
        assert!(used[n], "a value of a statement has no placeholder in its text");
        n += 1;
    }
}
