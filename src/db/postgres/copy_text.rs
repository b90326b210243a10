//! The text format of COPY.
//! Source: https://www.postgresql.org/docs/current/sql-copy.html ("Text Format").

use crate::db::transfer::{Batch, Cell, Kind, TableShape, write_time};

/// Reads a line of COPY, the position of the row at its end.
pub(super) fn read_line(line: &[u8], table: &TableShape, batch: &mut Batch, plain: &mut Vec<u8>) {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let mut fields = line.split(|byte| *byte == b'\t');
    for (column, field) in table.columns.iter().zip(&mut fields) {
        match field {
            b"\\N" => batch.push(Cell::Null),
            field if field.contains(&b'\\') => {
                plain.clear();
                unescape(field, plain);
                push(batch, column.kind, plain);
            }
            field => push(batch, column.kind, field),
        }
    }
    if let Some(position) = fields.next() {
        batch.set_position(position);
    }
}

fn push(batch: &mut Batch, kind: Kind, text: &[u8]) {
    batch.push_text(kind, text);
}

fn unescape(field: &[u8], out: &mut Vec<u8>) {
    let mut bytes = field.iter();
    while let Some(&byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        out.push(match bytes.next() {
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'v') => 11,
            Some(&other) => other,
            None => b'\\',
        });
    }
}

pub(super) fn write_line<'a>(out: &mut Vec<u8>, row: impl Iterator<Item = Cell<'a>>) {
    for (at, cell) in row.enumerate() {
        if at > 0 {
            out.push(b'\t');
        }
        match cell {
            Cell::Null => out.extend_from_slice(b"\\N"),
            Cell::Text(text) | Cell::Odd(text) => escape(text.as_bytes(), out),
            Cell::Bytes(bytes) => escape(bytes, out),
            cell => write_plain(out, cell),
        }
    }
    out.push(b'\n');
}

/// Appends a value as text.
pub(super) fn write_plain(out: &mut Vec<u8>, cell: Cell<'_>) {
    match cell {
        Cell::Null => {}
        Cell::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Cell::Float(number) => out.extend_from_slice(float(number).as_bytes()),
        Cell::Bool(is_true) => out.push(if is_true { b't' } else { b'f' }),
        Cell::Time(at) => {
            write_time(out, at);
            out.extend_from_slice(b"+00");
        }
        Cell::Text(text) | Cell::Odd(text) => out.extend_from_slice(text.as_bytes()),
        Cell::Bytes(bytes) => out.extend_from_slice(bytes),
    }
}

fn float(number: f64) -> String {
    match number {
        f64::INFINITY => "Infinity".into(),
        f64::NEG_INFINITY => "-Infinity".into(),
        number if number.is_nan() => "NaN".into(),
        number => format!("{number:e}"),
    }
}

fn escape(text: &[u8], out: &mut Vec<u8>) {
    let mut start = 0;
    for (at, byte) in text.iter().enumerate() {
        let escaped = match byte {
            b'\\' => b'\\',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => continue,
        };
        out.extend_from_slice(&text[start..at]);
        out.extend_from_slice(&[b'\\', escaped]);
        start = at + 1;
    }
    out.extend_from_slice(&text[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::transfer::ColumnShape;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn text_survives_a_line(text in "\\PC*|[\\\\\t\n\r\u{8}N]*") {
            let table = TableShape { name: "t".into(), columns: vec![ColumnShape { name: "c".into(), kind: Kind::Text }], key: vec![], is_partitioned: false };
            let (mut line, mut batch) = (Vec::new(), Batch::new(1));
            write_line(&mut line, std::iter::once(Cell::Text(&text)));
            let line = line.strip_suffix(b"\n").unwrap();
            read_line(&[line, b"\t(0,1)\n"].concat(), &table, &mut batch, &mut Vec::new());
            prop_assert_eq!(batch.row(0).next(), Some(Cell::Text(text.as_str())));
            prop_assert_eq!(batch.last_position(), Some("(0,1)"));
        }
    }
}
