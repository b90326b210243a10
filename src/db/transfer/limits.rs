//! What an engine, and what a column, can't store.

/// What no column of a database can store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Whether a column takes values of other types, as on SQLite; then nothing else limits it.
    pub takes_anything: bool,
    /// Whether a column of UUIDs takes nothing else.
    pub needs_uuids: bool,
    /// Whether text may contain U+0000.
    pub takes_nul: bool,
    /// Whether strings in JSON may contain U+0000.
    pub takes_nul_in_json: bool,
    /// Whether strings in JSON may contain half of a surrogate pair.
    pub takes_lone_surrogates: bool,
    /// Whether numbers in JSON are kept as they are; otherwise those that are no 64-bit integers become doubles.
    pub keeps_json_numbers: bool,
    /// Most levels of arrays and objects in JSON.
    pub json_levels: Option<usize>,
    /// Whether floats may be infinite or not a number.
    pub takes_infinity: bool,
    /// Most bytes of a value.
    pub value_bytes: u64,
}

/// What a column can't store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnLimits {
    /// Whether it takes NULL.
    pub takes_null: bool,
    /// Most characters.
    pub characters: Option<usize>,
    /// Most bytes.
    pub bytes: Option<usize>,
    /// Its labels, if it is an enum.
    pub labels: Option<Vec<String>>,
    /// First and last time, in microseconds since 1970.
    pub times: Option<(i64, i64)>,
    /// Least and greatest whole number.
    pub integers: Option<(i64, i64)>,
}

/// The `n` of `varchar(n)`, `character varying(n)` or `char(n)`.
pub(in crate::db) fn characters(ty: &str) -> Option<usize> {
    let (name, rest) = ty.split_once('(')?;
    let is_text = matches!(name, "varchar" | "character varying" | "char" | "character");
    is_text.then(|| rest.split(')').next()?.parse().ok()).flatten()
}

/// The range of a type of whole numbers.
pub(in crate::db) fn whole_numbers(ty: &str) -> Option<(i64, i64)> {
    match ty.split('(').next()? {
        "smallint" => Some((i16::MIN.into(), i16::MAX.into())),
        "int" | "integer" => Some((i32::MIN.into(), i32::MAX.into())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_from_types() {
        assert_eq!(characters("character varying(255)"), Some(255));
        assert_eq!(characters("varchar(36)"), Some(36));
        assert_eq!((characters("text"), characters("enum('a(1)')")), (None, None));
        assert_eq!(whole_numbers("int(11)"), Some((i32::MIN.into(), i32::MAX.into())));
        assert_eq!(whole_numbers("bigint"), None);
    }
}
