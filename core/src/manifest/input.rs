//! The bytes of a manifest as UTF-8, whatever a spreadsheet saved.
//!
//! UTF-8 goes through as it is; what is no text in it is found cell by cell. UTF-16 is decoded, and what
//! is no text in it becomes a byte that is none in UTF-8, so that it is found in the same way.

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE};
use std::io::{self, Read};
use xxhash_rust::xxh3::Xxh3;

/// What follows the last byte: a row of its own. If a quote is open, it ends within a cell.
pub(super) const END: &[u8] = b"\r\n\x00end\x00\r\n";
/// The cell of that row.
pub(super) const END_CELL: &[u8] = b"\x00end\x00";

const NO_TEXT: u8 = 0xff;

/// A reader of the text behind another reader of bytes.
pub(super) struct Input<R> {
    reader: R,
    decoder: Option<Decoder>,
    /// Bytes that were read and not yet given; a small buffer is used for UTF-16 and for the beginning.
    raw: Vec<u8>,
    raw_at: usize,
    /// Text that is to be given before any more is read.
    text: Vec<u8>,
    text_at: usize,
    is_begun: bool,
    is_ended: bool,
    /// Bytes read, of the file.
    pub(super) bytes: u64,
    /// Bytes of text before the end.
    pub(super) length: u64,
    row: Row,
    hash: Xxh3,
}

/// The row that is read: where it is, in bytes of text.
struct Row {
    /// Where it begins, or the line breaks before it.
    begin: u64,
    /// How long it may be.
    room: u64,
    /// How many bytes may be given before it ends.
    most: u64,
    /// Where it begins indeed, as far as that is known.
    first_text: u64,
    /// What follows the last byte that was given and is no line break.
    last_text: u64,
}

impl Row {
    /// Whether nothing but line breaks was given since it began.
    fn is_blank(&self) -> bool {
        self.last_text <= self.begin
    }

    /// Takes note of what is given at a place.
    fn given(&mut self, at: u64, bytes: &[u8]) {
        let is_text = |byte: &u8| !matches!(byte, b'\r' | b'\n');
        let Some(last) = bytes.iter().rposition(is_text) else { return };
        if self.is_blank()
            && let Some(first) = bytes.iter().position(is_text)
        {
            self.first_text = at.saturating_add(first as u64);
        }
        self.last_text = at.saturating_add(last as u64).saturating_add(1);
    }
}

/// Said where a row is longer than it may be.
#[derive(Debug)]
pub(super) struct TooLong;

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a row that is too long")
    }
}

impl std::error::Error for TooLong {}

const BLOCK: usize = 1 << 16;

impl<R: Read> Input<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            decoder: None,
            raw: Vec::new(),
            raw_at: 0,
            text: Vec::new(),
            text_at: 0,
            is_begun: false,
            is_ended: false,
            bytes: 0,
            length: 0,
            row: Row { begin: 0, room: u64::MAX, most: u64::MAX, first_text: 0, last_text: 0 },
            hash: Xxh3::new(),
        }
    }

    /// Whether all text was given, but for the row behind it.
    pub(super) fn is_ended(&self) -> bool {
        self.is_ended
    }

    /// Begins a row at a place, with so much room; how far bytes may have been given ahead is in it.
    pub(super) fn begin_row(&mut self, begin: u64, room: u64) {
        let most = begin.saturating_add(room);
        self.row = Row { begin, room, most, first_text: 0, last_text: self.row.last_text };
    }

    /// Where the row begins, behind line breaks.
    pub(super) fn row_begin(&self) -> u64 {
        self.row.begin.max(self.row.first_text)
    }

    /// A hash of the bytes so far.
    pub(super) fn digest(&self) -> u128 {
        self.hash.digest128()
    }

    fn read_raw(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.reader.read(into) {
                Ok(count) => {
                    self.hash.update(into.get(..count).unwrap_or_default());
                    self.bytes = self.bytes.saturating_add(count as u64);
                    return Ok(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Looks for a byte order mark.
    fn begin(&mut self) -> io::Result<()> {
        self.is_begun = true;
        let mut first = [0; 3];
        let mut have = 0;
        while let Some(room) = first.get_mut(have..).filter(|room| !room.is_empty()) {
            match self.read_raw(room)? {
                0 => break,
                count => have = have.saturating_add(count),
            }
        }
        let first = first.get(..have).unwrap_or_default();
        let skipped = match first {
            [0xff, 0xfe, ..] => {
                self.decoder = Some(UTF_16LE.new_decoder_without_bom_handling());
                2
            }
            [0xfe, 0xff, ..] => {
                self.decoder = Some(UTF_16BE.new_decoder_without_bom_handling());
                2
            }
            [0xef, 0xbb, 0xbf] => 3,
            _ => 0,
        };
        let rest = first.get(skipped..).unwrap_or_default();
        if self.decoder.is_some() {
            self.raw.extend(rest)
        } else {
            self.text.extend(rest)
        }
        Ok(())
    }

    /// Decodes more of UTF-16 into the text; `false` at its end.
    fn decode(&mut self) -> io::Result<bool> {
        let mut is_last = false;
        if self.raw_at >= self.raw.len() {
            let mut raw = std::mem::take(&mut self.raw);
            raw.resize(BLOCK, 0);
            let count = self.read_raw(&mut raw)?;
            raw.truncate(count);
            (self.raw, self.raw_at, is_last) = (raw, 0, count == 0);
        }
        let Some(decoder) = &mut self.decoder else { return Ok(false) };
        self.text_at = 0;
        self.text.resize(3 * BLOCK, 0);
        let mut written = 0;
        loop {
            let from = self.raw.get(self.raw_at..).unwrap_or_default();
            let room = self.text.get_mut(written..).unwrap_or_default();
            let (result, read, wrote) = decoder.decode_to_utf8_without_replacement(from, room, is_last);
            self.raw_at = self.raw_at.saturating_add(read);
            written = written.saturating_add(wrote);
            match result {
                DecoderResult::Malformed(..) => {
                    if let Some(place) = self.text.get_mut(written) {
                        *place = NO_TEXT;
                        written = written.saturating_add(1);
                    }
                    // room for a byte of ours and for a character of the decoder's
                    if self.text.len().saturating_sub(written) < 8 {
                        break;
                    }
                }
                DecoderResult::InputEmpty | DecoderResult::OutputFull => break,
            }
        }
        self.text.truncate(written);
        if is_last {
            self.decoder = None;
        }
        Ok(!is_last || written > 0)
    }

    /// Gives what is in the text already.
    fn give(&mut self, into: &mut [u8]) -> usize {
        let rest = self.text.get(self.text_at..).unwrap_or_default();
        let count = rest.len().min(into.len());
        if let (Some(into), Some(from)) = (into.get_mut(..count), rest.get(..count)) {
            into.copy_from_slice(from);
        }
        self.text_at = self.text_at.saturating_add(count);
        count
    }

    /// Begins the row behind the text.
    fn end(&mut self, into: &mut [u8]) -> usize {
        self.is_ended = true;
        self.text.clear();
        self.text.extend(END);
        self.text_at = 0;
        self.give(into)
    }
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.is_ended || into.is_empty() {
            return Ok(self.give(into));
        }
        if self.length >= self.row.most {
            // line breaks before a row are none of it
            if !self.row.is_blank() {
                return Err(io::Error::other(TooLong));
            }
            self.row.most = self.length.saturating_add(self.row.room);
        }
        if !self.is_begun {
            self.begin()?;
        }
        let count = loop {
            if self.text_at < self.text.len() {
                break self.give(into);
            }
            if self.decoder.is_some() {
                if self.decode()? {
                    continue;
                }
                return Ok(self.end(into));
            }
            match self.read_raw(into)? {
                0 => return Ok(self.end(into)),
                count => break count,
            }
        };
        self.row.given(self.length, into.get(..count).unwrap_or_default());
        self.length = self.length.saturating_add(count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::{END, Input};
    use std::io::Read;

    /// Reads a few bytes at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(self.0.len()).min(into.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn text(bytes: &[u8]) -> Vec<u8> {
        let mut all: Vec<Vec<u8>> = Vec::new();
        for step in [1, 2, 3, 1 << 20] {
            let mut text = Vec::new();
            let mut input = Input::new(Slow(bytes, step));
            input.read_to_end(&mut text).unwrap();
            assert_eq!(text.len() as u64, input.length + END.len() as u64);
            assert_eq!(input.bytes, bytes.len() as u64);
            assert!(text.ends_with(END));
            text.truncate(text.len() - END.len());
            all.push(text);
        }
        assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
        all.swap_remove(0)
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes_of).collect()
    }

    #[test]
    fn every_form_that_spreadsheets_save_is_the_same_text() {
        let wanted = "EntityType\tÄ日\u{1f600}\r\nx";
        assert_eq!(text(wanted.as_bytes()), wanted.as_bytes());
        assert_eq!(text(format!("\u{feff}{wanted}").as_bytes()), wanted.as_bytes());
        assert_eq!(text(&utf16(wanted, u16::to_le_bytes)), wanted.as_bytes());
        assert_eq!(text(&utf16(wanted, u16::to_be_bytes)), wanted.as_bytes());
        let long = "日本\u{1f600}a".repeat(50_000);
        assert_eq!(text(&utf16(&long, u16::to_le_bytes)), long.as_bytes());
        for short in ["", "a", "ab"] {
            assert_eq!(text(short.as_bytes()), short.as_bytes());
        }
    }

    #[test]
    fn what_is_no_text_in_utf_16_is_none_in_utf_8() {
        let mut bytes = utf16("ab", u16::to_le_bytes);
        bytes.extend([0x00, 0xd8]); // half of a pair
        bytes.extend(utf16("c", u16::to_le_bytes).get(2..).unwrap());
        bytes.push(0x41); // half of a unit
        assert_eq!(text(&bytes), b"ab\xffc\xff");
        let many: Vec<u8> = [0xff, 0xfe].into_iter().chain([0x00, 0xd8].repeat(100_000)).collect();
        let found = text(&many);
        assert!(found.len() >= 100_000 && std::str::from_utf8(&found).is_err());
    }
}
