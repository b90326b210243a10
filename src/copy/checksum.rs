//! Checksums of tables that don't depend on the engine, nor on the order of the rows: each row becomes bytes that are the same on
//! every engine, and the hashes of all rows are added up.

use super::json;
use crate::db::transfer::{Batch, Cell, Kind, TableShape};
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

/// Number of parts that the rows of a table are divided into by their keys, so that different rows are found without sorting.
const BUCKETS: usize = 1024;

/// Number of rows and the sum of their hashes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Number of rows.
    pub rows: u64,
    /// Sum of the hashes of all rows, modulo 2^128.
    pub hash: u128,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.rows += other.rows;
        self.hash = self.hash.wrapping_add(other.hash);
    }

    /// The checksum as 32 hexadecimal digits.
    pub fn checksum(&self) -> String {
        format!("{:032x}", self.hash)
    }
}

impl Serialize for Sum {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.checksum())
    }
}

/// Sums of a table, one for each part of its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sums(Vec<Sum>);

impl Sums {
    pub(super) fn new() -> Sums {
        Sums(vec![Sum::default(); BUCKETS])
    }

    /// The sum of the whole table.
    pub(super) fn total(&self) -> Sum {
        let mut total = Sum::default();
        self.0.iter().for_each(|sum| total.add(*sum));
        total
    }

    /// Adds the rows of `batch`.
    pub(super) fn add(&mut self, hasher: &mut Hasher, table: &TableShape, batch: &Batch) {
        for row in 0..batch.rows() {
            let hashes = hasher.row(table, batch.row(row));
            self.0[bucket(hashes.key)].add(Sum { rows: 1, hash: hashes.row });
        }
    }

    /// Adds the sums of other rows.
    pub(super) fn merge(&mut self, other: &Sums) {
        self.0.iter_mut().zip(&other.0).for_each(|(sum, more)| sum.add(*more));
    }

    /// The parts that differ.
    pub(super) fn differing(&self, other: &Sums) -> Vec<usize> {
        (0..BUCKETS).filter(|at| self.0[*at] != other.0[*at]).collect()
    }
}

/// The part that a key belongs to.
pub(super) fn bucket(key: u128) -> usize {
    (key % BUCKETS as u128) as usize
}

/// Hashes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hashes {
    /// Of its primary key; of all its values if the table has none.
    pub key: u128,
    /// Of all its values.
    pub row: u128,
}

/// Computes hashes of rows.
#[derive(Debug, Default)]
pub(super) struct Hasher {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Hasher {
    /// The hashes of a row of `table`.
    pub(super) fn row<'a>(&mut self, table: &TableShape, cells: impl Iterator<Item = Cell<'a>>) -> Hashes {
        self.bytes.clear();
        self.ends.clear();
        for (column, cell) in table.columns.iter().zip(cells) {
            self.value(column.kind, cell);
            self.ends.push(self.bytes.len());
        }
        let row = xxh3_128(&self.bytes);
        let value = |at: usize| &self.bytes[at.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[at]];
        let key = match table.key.as_slice() {
            [] => row,
            [at] => xxh3_128(value(*at)),
            several => xxh3_128(&several.iter().flat_map(|at| value(*at)).copied().collect::<Vec<u8>>()),
        };
        Hashes { key, row }
    }

    /// The hash of the values of some columns of the row that was hashed last; `None` if one of them is NULL.
    pub(super) fn columns(&self, places: &[usize]) -> Option<u128> {
        let value = |at: usize| &self.bytes[at.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[at]];
        let has_null = places.iter().any(|at| value(*at) == [0]);
        (!has_null).then(|| xxh3_128(&places.iter().flat_map(|at| value(*at)).copied().collect::<Vec<u8>>()))
    }

    /// Appends a value: what it is, and bytes of a length that this tells.
    fn value(&mut self, kind: Kind, cell: Cell<'_>) {
        match cell {
            Cell::Null => self.bytes.push(0),
            Cell::Integer(number) => self.number(1, number),
            Cell::Bool(is_true) => self.number(2, is_true.into()),
            Cell::Time(at) => self.number(3, at),
            // SQLite stores -0.0 as 0.0, and of all that is not a number there is one
            Cell::Float(number) if number.is_nan() => self.number(4, f64::NAN.to_bits().cast_signed()),
            Cell::Float(number) => self.number(4, (number + 0.0).to_bits().cast_signed()),
            Cell::Text(text) => match kind {
                Kind::Json => match json::read(text) {
                    Some(json) => self.hash(6, json.hash),
                    None => self.hash(7, xxh3_128(text.as_bytes())),
                },
                Kind::Uuid | Kind::JobId => match uuid::Uuid::parse_str(text) {
                    Ok(uuid) => self.hash(8, uuid.as_u128()),
                    Err(_) => self.hash(7, xxh3_128(text.as_bytes())),
                },
                _ => self.hash(5, xxh3_128(text.as_bytes())),
            },
            Cell::Odd(text) => self.hash(7, xxh3_128(text.as_bytes())),
            Cell::Bytes(bytes) => self.hash(9, xxh3_128(bytes)),
        }
    }

    fn number(&mut self, what: u8, number: i64) {
        self.bytes.push(what);
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    fn hash(&mut self, what: u8, hash: u128) {
        self.bytes.push(what);
        self.bytes.extend_from_slice(&hash.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::transfer::ColumnShape;

    fn table(kind: Kind) -> TableShape {
        let column = |name: &str, kind| ColumnShape { name: name.into(), kind };
        TableShape { name: "t".into(), columns: vec![column("id", Kind::Text), column("c", kind)], key: vec![0], is_partitioned: false }
    }

    fn hash(kind: Kind, cell: Cell<'_>) -> Hashes {
        Hasher::default().row(&table(kind), [Cell::Text("1"), cell].into_iter())
    }

    #[test]
    fn values_are_compared_and_not_their_spelling() {
        let json = |text| hash(Kind::Json, Cell::Text(text));
        assert_eq!(json(r#"{"a":1,"b":[2.0]}"#), json(r#"{"b": [2], "a": 1}"#));
        let uuid = |text| hash(Kind::Uuid, Cell::Text(text));
        assert_eq!(uuid("018F3C1E-0000-7000-8000-00000000000A"), uuid("018f3c1e00007000800000000000000a"));
        let float = |number| hash(Kind::Float, Cell::Float(number));
        assert_eq!(float(0.0), float(-0.0));
        assert_ne!(float(0.1), float(0.1f64.next_up()));
        assert_ne!(hash(Kind::Text, Cell::Text("")), hash(Kind::Text, Cell::Null));
        assert_ne!(hash(Kind::Text, Cell::Text("a")), hash(Kind::Text, Cell::Text("a ")));
        assert_eq!(float(1.0).key, float(2.0).key);
    }

    #[test]
    fn sums_have_no_order_and_tell_where_they_differ() {
        let table = table(Kind::Integer);
        let sums = |rows: &[(&str, i64)]| {
            let (mut sums, mut batch) = (Sums::new(), Batch::new(2));
            for (key, number) in rows {
                batch.push(Cell::Text(key));
                batch.push(Cell::Integer(*number));
            }
            sums.add(&mut Hasher::default(), &table, &batch);
            sums
        };
        assert_eq!(sums(&[("a", 1), ("b", 2)]), sums(&[("b", 2), ("a", 1)]));
        let (one, other) = (sums(&[("a", 1), ("b", 2)]), sums(&[("a", 1), ("b", 3)]));
        assert_ne!(one.total(), other.total());
        let key = Hasher::default().row(&table, [Cell::Text("b"), Cell::Integer(0)].into_iter()).key;
        assert_eq!(one.differing(&other), [bucket(key)]);
    }
}
