//! Job ids of one `create` call, derived from a key so that an interrupted call can be completed without duplicates.

use super::json;
use crate::error::{Error, Result};
use std::fmt;
use uuid::Uuid;

/// The key of a batch: a UUID and the beginning of the jobs' fingerprint.
pub(in crate::jobs) struct BatchKey {
    batch: Uuid,
    fingerprint: String,
}

impl BatchKey {
    /// A new key, for jobs that were not sent before.
    pub fn new(fingerprint: &str) -> Self {
        BatchKey { batch: Uuid::now_v7(), fingerprint: start_of(fingerprint) }
    }

    /// Parses a key that an earlier call reported.
    ///
    /// # Errors
    /// The text is not a key, or the key belongs to other jobs.
    pub fn parse(text: &str, fingerprint: &str) -> Result<Self> {
        let broken = || Error::configuration(format!("'{text}' is not a resume key: use the key from the error of the interrupted create"));
        let (batch, of) = text.rsplit_once('.').ok_or_else(broken)?;
        let batch = Uuid::parse_str(batch).ok().filter(|id| id.get_version_num() == 7).ok_or_else(broken)?;
        if of != start_of(fingerprint) {
            return Err(Error::configuration("--resume is for the same jobs as before: the file or the options have changed since"));
        }
        Ok(BatchKey { batch, fingerprint: of.to_string() })
    }

    /// The id of the job at `index` (from 0): a version 7 UUID with the batch's time; ids sort in the order of the jobs.
    pub fn id(&self, index: usize) -> Uuid {
        let mut bytes = *self.batch.as_bytes();
        let index = index as u32;
        let digest = json::hash(&[&self.to_string()]);
        let hash = |at: usize| u8::from_str_radix(&digest[2 * at..2 * at + 2], 16).unwrap_or_default();
        // version, 12 bits of the index, variant, 6 and 14 bits of the index, 42 bits of the hash
        bytes[6] = 0x70 | ((index >> 28) as u8 & 0x0f);
        bytes[7] = (index >> 20) as u8;
        bytes[8] = 0x80 | ((index >> 14) as u8 & 0x3f);
        bytes[9] = (index >> 6) as u8;
        bytes[10] = ((index << 2) as u8 & 0xfc) | (hash(0) & 0x03);
        for (at, byte) in bytes.iter_mut().enumerate().skip(11) {
            *byte = hash(at);
        }
        Uuid::from_bytes(bytes)
    }
}

impl fmt::Display for BatchKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.batch, self.fingerprint)
    }
}

fn start_of(fingerprint: &str) -> String {
    fingerprint.chars().take(8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_distinct_sorted_and_the_same_after_a_resume() {
        let key = BatchKey::new("0123456789abcdef");
        let ids: Vec<Uuid> = (0..3_000_000).step_by(37).map(|n| key.id(n)).collect();
        assert!(ids.is_sorted() && ids.iter().collect::<BTreeSet<_>>().len() == ids.len());
        assert!(ids.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
        let again = BatchKey::parse(&key.to_string(), "0123456789abcdef").unwrap();
        assert_eq!(again.id(12_345), key.id(12_345));
        assert_ne!(BatchKey::new("0123456789abcdef").id(5), key.id(5));
        assert!(BatchKey::parse(&key.to_string(), "fedcba98").is_err() && BatchKey::parse("x", "x").is_err());
    }
}
