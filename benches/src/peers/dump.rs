//! A plain file of texts and lists, each with its length before it: what a program would write of a map of its own.

use std::fs;
use std::path::Path;

/// What is written.
#[derive(Debug, Default)]
pub(super) struct Dump(Vec<u8>);

impl Dump {
    pub(super) fn number(&mut self, number: usize) {
        self.0.extend(u32::try_from(number).unwrap().to_le_bytes());
    }

    /// A text of at most 255 bytes.
    pub(super) fn text(&mut self, text: &str) {
        self.0.push(u8::try_from(text.len()).unwrap());
        self.0.extend(text.as_bytes());
    }

    /// A list of at most 255 numbers.
    pub(super) fn list(&mut self, list: &[u32]) {
        self.0.push(u8::try_from(list.len()).unwrap());
        self.0.extend(list.iter().flat_map(|item| item.to_le_bytes()));
    }

    pub(super) fn write(self, path: &Path) {
        fs::write(path, self.0).unwrap();
    }
}

/// What is read again.
#[derive(Debug)]
pub(super) struct Load {
    bytes: Vec<u8>,
    at: usize,
}

impl Load {
    pub(super) fn open(path: &Path) -> Self {
        Self { bytes: fs::read(path).unwrap(), at: 0 }
    }

    fn take(&mut self, length: usize) -> &[u8] {
        self.at += length;
        &self.bytes[self.at - length..self.at]
    }

    fn word(&mut self) -> u32 {
        u32::from_le_bytes(self.take(4).try_into().unwrap())
    }

    pub(super) fn number(&mut self) -> usize {
        self.word() as usize
    }

    pub(super) fn text(&mut self) -> String {
        let length = usize::from(self.take(1)[0]);
        String::from_utf8(self.take(length).to_vec()).unwrap()
    }

    pub(super) fn list(&mut self) -> Vec<u32> {
        let length = usize::from(self.take(1)[0]);
        (0..length).map(|_| self.word()).collect()
    }
}
