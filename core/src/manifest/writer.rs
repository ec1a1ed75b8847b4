//! Rows on their way out.

use crate::fault::{Code, Fault, shortened};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use std::cell::Cell;
use std::io::{self, ErrorKind, Write};

/// Writes a manifest: tab-separated, rows ended by CR LF, cells quoted where they have to be.
pub(crate) struct ManifestWriter<W: Write> {
    csv: csv::Writer<Output<W>>,
    neutralises: bool,
    is_plain: bool,
    cell: Vec<u8>,
}

/// The output, which is left alone once it refused something or the writing broke off: what `csv` still holds then would
/// come a second time, or as if the rows before it had been all.
struct Output<W> {
    to: W,
    is_over: Cell<bool>,
}

impl<W> Output<W> {
    fn tell<T>(&mut self, tell: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.is_over.get() {
            return Err(io::Error::other("the output failed before"));
        }
        let told = tell(&mut self.to);
        if told.as_ref().is_err_and(|error| error.kind() != ErrorKind::Interrupted) {
            self.is_over.set(true);
        }
        told
    }
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tell(|to| to.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tell(W::flush)
    }
}

impl<W: Write> Drop for ManifestWriter<W> {
    fn drop(&mut self) {
        // `csv` hands on what it holds when it is dropped; whoever came to the end has finished
        self.csv.get_ref().is_over.set(true);
    }
}

fn unwritable(error: &csv::Error) -> Fault {
    let message = format!("the manifest cannot be written: {}", shortened(&error.to_string()));
    Fault::new(Code::Write, message, "see to the output and write it again")
}

impl<W: Write> ManifestWriter<W> {
    /// A writer of quoted cells, or of cells as they are, with an apostrophe before formulas or without.
    pub(crate) fn new(to: W, is_plain: bool, neutralises: bool) -> Self {
        let csv = WriterBuilder::new()
            .delimiter(b'\t')
            .terminator(Terminator::CRLF)
            .quote_style(if is_plain { QuoteStyle::Never } else { QuoteStyle::Necessary })
            .flexible(true)
            .from_writer(Output { to, is_over: Cell::new(false) });
        Self { csv, neutralises, is_plain, cell: Vec::new() }
    }

    /// Adds a cell to the row.
    pub(crate) fn cell(&mut self, cell: &[u8]) -> Result<(), Fault> {
        if self.neutralises && matches!(cell.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\''))
        {
            self.cell.clear();
            self.cell.push(b'\'');
            self.cell.extend(cell);
            return self.csv.write_field(&self.cell).map_err(|error| unwritable(&error));
        }
        if self.is_plain && cell.iter().any(|byte| matches!(byte, b'\t' | b'\r' | b'\n')) {
            self.cell.clear();
            let space = |byte: &u8| if matches!(byte, b'\t' | b'\r' | b'\n') { b' ' } else { *byte };
            self.cell.extend(cell.iter().map(space));
            return self.csv.write_field(&self.cell).map_err(|error| unwritable(&error));
        }
        self.csv.write_field(cell).map_err(|error| unwritable(&error))
    }

    /// Ends the row.
    pub(crate) fn end_row(&mut self) -> Result<(), Fault> {
        self.csv.write_record(None::<&[u8]>).map_err(|error| unwritable(&error))
    }

    /// Ends the manifest.
    pub(crate) fn finish(mut self) -> Result<(), Fault> {
        self.csv.flush().map_err(|error| unwritable(&error.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::ManifestWriter;

    fn written(plain: bool, neutralises: bool, rows: &[&[&str]]) -> String {
        let mut bytes = Vec::new();
        let mut writer = ManifestWriter::new(&mut bytes, plain, neutralises);
        for row in rows {
            for cell in *row {
                writer.cell(cell.as_bytes()).unwrap();
            }
            writer.end_row().unwrap();
        }
        writer.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn cells_with_a_tab_a_line_break_or_a_quote_are_quoted() {
        let rows: &[&[&str]] = &[&["a", "b\tc", "d\"e", "f\r\ng"], &["", "", "x", ""]];
        assert_eq!(written(false, false, rows), "a\t\"b\tc\"\t\"d\"\"e\"\t\"f\r\ng\"\r\n\t\tx\t\r\n");
    }

    /// Takes so many bytes and then fails, and counts how often it is called.
    struct Narrow<'a> {
        room: usize,
        calls: &'a mut usize,
    }

    impl std::io::Write for Narrow<'_> {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            *self.calls += 1;
            if self.room == 0 {
                return Err(std::io::Error::other("full"));
            }
            let taken = bytes.len().min(self.room);
            self.room -= taken;
            Ok(taken)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            *self.calls += 1;
            Ok(())
        }
    }

    #[test]
    fn an_output_that_failed_is_not_called_again() {
        for room in [0, 10] {
            let mut calls = 0;
            let mut writer = ManifestWriter::new(Narrow { room, calls: &mut calls }, false, false);
            writer.cell(&[b'a'; 100]).unwrap();
            writer.end_row().unwrap();
            let fault = writer.finish().unwrap_err();
            assert_eq!(fault.code(), crate::fault::Code::Write);
            assert_eq!(calls, if room == 0 { 1 } else { 2 });
        }
    }

    #[test]
    fn what_breaks_off_writes_no_more() {
        let mut calls = 0;
        let mut writer = ManifestWriter::new(Narrow { room: 1000, calls: &mut calls }, false, false);
        writer.cell(b"a").unwrap();
        writer.end_row().unwrap();
        drop(writer);
        assert_eq!(calls, 0);
    }

    #[test]
    fn what_looks_like_a_formula_gets_an_apostrophe() {
        let rows: &[&[&str]] = &[&["=1+1", "+1", "-1", "@a", "'x", "\tt", "a=1"]];
        assert_eq!(written(false, true, rows), "'=1+1\t'+1\t'-1\t'@a\t''x\t\"'\tt\"\ta=1\r\n");
    }
}
