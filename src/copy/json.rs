//! JSON compared by value: a hash that is the same for every spelling of one value, and what the text holds that some engine
//! can't store. One pass over the text; no tree of it is built.

use xxhash_rust::xxh3::xxh3_128;

/// What is known of a JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Json {
    /// Hash of the value: of two keys with one name the last counts, keys have no order, numbers are compared as decimals.
    pub hash: u128,
    /// Levels of arrays and objects.
    pub depth: usize,
    /// Whether a string or key contains U+0000.
    pub has_nul: bool,
    /// Whether a string or key contains half of a surrogate pair.
    pub has_lone_surrogate: bool,
    /// Whether each number is a 64-bit integer or the shortest form of a double.
    pub is_exact_in_doubles: bool,
}

/// Reads a JSON text; `None` if it is none.
pub(super) fn read(text: &str) -> Option<Json> {
    let mut reader = Reader { text: text.as_bytes(), at: 0, scratch: Vec::new(), facts: EMPTY };
    let hash = reader.document()?;
    Some(Json { hash, ..reader.facts })
}

const EMPTY: Json = Json { hash: 0, depth: 0, has_nul: false, has_lone_surrogate: false, is_exact_in_doubles: true };

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    scratch: Vec<u8>,
    facts: Json,
}

/// An array or object that is not closed yet.
enum Open {
    Array(u128),
    /// Hashes of its members, and of the key whose value comes next.
    Object(Vec<(u128, u128)>, u128),
}

/// Mixes two hashes, in this order, for `what`.
fn mix(what: u8, a: u128, b: u128) -> u128 {
    let mut bytes = [what; 33];
    bytes[1..17].copy_from_slice(&a.to_le_bytes());
    bytes[17..].copy_from_slice(&b.to_le_bytes());
    xxh3_128(&bytes)
}

fn close(open: Open) -> u128 {
    match open {
        Open::Array(hash) => mix(b'A', hash, 0),
        Open::Object(mut members, _) => {
            // the sort is stable: of one key, the last member comes last
            members.sort_by_key(|(key, _)| *key);
            let is_last = |at: usize| members.get(at + 1).is_none_or(|next| next.0 != members[at].0);
            let sum = (0..members.len()).filter(|at| is_last(*at)).fold(0u128, |sum, at| {
                let (key, value) = members[at];
                sum.wrapping_add(mix(b'M', key, value))
            });
            mix(b'O', sum, 0)
        }
    }
}

impl Reader<'_> {
    fn document(&mut self) -> Option<u128> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            // a value begins here
            self.skip_space();
            let mut value = match self.next()? {
                b'[' => {
                    open.push(Open::Array(0));
                    self.facts.depth = self.facts.depth.max(open.len());
                    if !self.takes(b']') {
                        continue;
                    }
                    close(open.pop()?)
                }
                b'{' => {
                    open.push(Open::Object(Vec::new(), 0));
                    self.facts.depth = self.facts.depth.max(open.len());
                    if !self.takes(b'}') {
                        self.key(open.last_mut()?)?;
                        continue;
                    }
                    close(open.pop()?)
                }
                b'"' => mix(b'S', self.string()?, 0),
                b't' => self.word(b"rue", 1)?,
                b'f' => self.word(b"alse", 2)?,
                b'n' => self.word(b"ull", 3)?,
                b'-' | b'0'..=b'9' => self.number()?,
                _ => return None,
            };
            // a value ended here, and perhaps what it stands in
            loop {
                let Some(last) = open.last_mut() else {
                    self.skip_space();
                    return (self.at == self.text.len()).then_some(value);
                };
                let end = match last {
                    Open::Array(hash) => {
                        *hash = mix(b'E', *hash, value);
                        b']'
                    }
                    Open::Object(members, key) => {
                        members.push((*key, value));
                        b'}'
                    }
                };
                self.skip_space();
                match self.next()? {
                    b',' => {
                        if end == b'}' {
                            self.key(last)?;
                        }
                        break;
                    }
                    other if other == end => value = close(open.pop()?),
                    _ => return None,
                }
            }
        }
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.text.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn skip_space(&mut self) {
        while matches!(self.text.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn takes(&mut self, byte: u8) -> bool {
        self.skip_space();
        let is_there = self.text.get(self.at) == Some(&byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn word(&mut self, rest: &[u8], which: u128) -> Option<u128> {
        self.text.get(self.at..)?.starts_with(rest).then(|| {
            self.at += rest.len();
            mix(b'W', which, 0)
        })
    }

    fn key(&mut self, object: &mut Open) -> Option<()> {
        if !self.takes(b'"') {
            return None;
        }
        let hash = self.string()?;
        if !self.takes(b':') {
            return None;
        }
        if let Open::Object(_, key) = object {
            *key = hash;
        }
        Some(())
    }

    /// The hash of a string behind its first quote.
    fn string(&mut self) -> Option<u128> {
        let start = self.at;
        let is_end = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
        let length = self.text.get(start..)?.iter().position(is_end)?;
        if self.text[start + length] == b'"' {
            self.at = start + length + 1;
            return Some(xxh3_128(&self.text[start..start + length]));
        }
        self.scratch.clear();
        loop {
            let start = self.at;
            let length = self.text.get(start..)?.iter().position(is_end)?;
            self.scratch.extend_from_slice(&self.text[start..start + length]);
            self.at = start + length + 1;
            match self.text[start + length] {
                b'"' => return Some(xxh3_128(&self.scratch)),
                b'\\' => self.escape()?,
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        let plain = match self.next()? {
            byte @ (b'"' | b'\\' | b'/') => byte,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => return self.unicode(),
            _ => return None,
        };
        self.scratch.push(plain);
        Some(())
    }

    fn unicode(&mut self) -> Option<()> {
        let mut code = self.hex()?;
        if (0xD800..0xDC00).contains(&code) && self.text.get(self.at..self.at + 2) == Some(b"\\u") {
            let before = self.at;
            self.at += 2;
            match self.hex()? {
                low @ 0xDC00..0xE000 => code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00),
                _ => self.at = before,
            }
        }
        self.facts.has_nul |= code == 0;
        match char::from_u32(code) {
            Some(c) => self.scratch.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None => {
                // as UTF-8 would write it
                self.facts.has_lone_surrogate = true;
                self.scratch.extend_from_slice(&[0xED, 0x80 | (code >> 6 & 0x3F) as u8, 0x80 | (code & 0x3F) as u8]);
            }
        }
        Some(())
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        digits.iter().try_fold(0, |sum, digit| Some(sum << 4 | char::from(*digit).to_digit(16)?))
    }

    /// The hash of a number whose first character was read.
    fn number(&mut self) -> Option<u128> {
        let start = self.at - 1;
        let rest = &self.text[start..];
        let length = rest.iter().position(|b| !matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')).unwrap_or(rest.len());
        self.at = start + length;
        let text = std::str::from_utf8(&rest[..length]).ok()?;
        let decimal = Decimal::parse(text)?;
        let is_integer = text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok();
        if !is_integer {
            let double: f64 = text.parse().ok()?;
            self.facts.is_exact_in_doubles &= double.is_finite() && Decimal::parse(&format!("{double:e}")).as_ref() == Some(&decimal);
        }
        self.scratch.clear();
        self.scratch.push(u8::from(decimal.is_negative));
        self.scratch.extend_from_slice(&decimal.exponent.to_le_bytes());
        self.scratch.extend_from_slice(&decimal.digits);
        Some(mix(b'N', xxh3_128(&self.scratch), 0))
    }
}

/// A decimal number: `0.digits` times ten to the power of `exponent`, without zeros at either end.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    is_negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// Reads a number as JSON writes it.
    fn parse(text: &str) -> Option<Decimal> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power.strip_prefix('+').unwrap_or(power).parse().ok()?),
            None => (unsigned, 0i64),
        };
        let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(whole, fraction)| (whole, Some(fraction)));
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_digits(whole) || (whole.len() > 1 && whole.starts_with('0')) || !fraction.is_none_or(is_digits) {
            return None;
        }
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.unwrap_or_default().bytes()).collect();
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        let exponent = power.checked_add(whole.len() as i64)?.checked_sub(zeros as i64)?;
        digits.drain(..zeros);
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        if digits.is_empty() {
            return Some(Decimal { is_negative: false, digits, exponent: 0 });
        }
        Some(Decimal { is_negative: text.starts_with('-'), digits, exponent })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_filter_map("finite", |f| serde_json::Number::from_f64(f).map(Value::Number)),
            "\\PC{0,8}|[\\x00-\\x20\"\\\\]{0,4}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec(("[a-c\"é]{0,2}", inner), 0..6).prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_spelling_of_a_value_has_one_hash(value in value()) {
            let plain = read(&value.to_string());
            prop_assert!(plain.is_some(), "{}", value);
            let pretty = serde_json::to_string_pretty(&value).unwrap();
            prop_assert_eq!(read(&pretty), plain);
            let ascii: String = pretty.chars().map(|c| if c.is_ascii() { c.to_string() } else {
                c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04X}")).collect()
            }).collect();
            prop_assert_eq!(read(&ascii), plain);
        }

        #[test]
        fn other_values_have_other_hashes(a in value(), b in value()) {
            prop_assert_eq!(read(&a.to_string()).map(|j| j.hash) == read(&b.to_string()).map(|j| j.hash), a == b);
        }

        #[test]
        fn what_is_no_json_is_refused(text in "[\\[\\]{}\",:0-9eE.+ntrufalse\\\\ -]{0,12}") {
            prop_assert_eq!(read(&text).is_some(), serde_json::from_str::<&serde_json::value::RawValue>(&text).is_ok(), "{}", text);
        }
    }

    fn hash(text: &str) -> u128 {
        read(text).unwrap_or_else(|| panic!("{text}")).hash
    }

    #[test]
    fn numbers_are_compared_as_decimals() {
        for (a, b) in
            [("1.0", "1"), ("1e2", "100"), ("0.10", "1E-1"), ("-0", "0.0"), ("12345678901234567890123", "1.2345678901234567890123e+22")]
        {
            assert_eq!(hash(a), hash(b), "{a} {b}");
        }
        for (a, b) in [("9007199254740993", "9007199254740992"), ("1", "-1"), ("1", "10"), ("0", "null"), ("0", "\"0\""), ("[]", "{}")] {
            assert_ne!(hash(a), hash(b), "{a} {b}");
        }
    }

    #[test]
    fn of_one_key_the_last_counts_and_order_is_nothing() {
        assert_eq!(hash(r#"{"a": 1, "b": 2, "a": 3}"#), hash(r#"{"b":2,"a":3}"#));
        assert_ne!(hash(r#"{"a": 1, "b": 2}"#), hash(r#"{"a": 2, "b": 1}"#));
        assert_ne!(hash("[1,2]"), hash("[2,1]"));
        assert_ne!(hash(r#"{"a":[{}]}"#), hash(r#"{"a":[[]]}"#));
    }

    #[test]
    fn what_some_engine_cant_store_is_told() {
        let json = |text| read(text).unwrap();
        assert!(json(r#"["\u0000"]"#).has_nul && !json(r#"["\\u0000"]"#).has_nul);
        assert!(json(r#""\ud83d""#).has_lone_surrogate && !json(r#""\ud83d\ude00""#).has_lone_surrogate);
        assert_eq!(hash(r#""\ud83d\ude00""#), hash("\"😀\""));
        assert_eq!((json("1").depth, json("[[1]]").depth, json(r#"{"a":[{}]}"#).depth), (0, 2, 3));
        for exact in ["18446744073709551615", "-9223372036854775808", "0.1", "1e300", "1.50"] {
            assert!(json(exact).is_exact_in_doubles, "{exact}");
        }
        for inexact in ["18446744073709551617", "3.141592653589793238", "1e400"] {
            assert!(!json(inexact).is_exact_in_doubles, "{inexact}");
        }
        assert!(read(&format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000))).is_some());
    }
}
