//! Edits of files that were good: where sections and words are, and checksums put right again.

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::faults::{ENTRY, HEADER, parts, seal, seal_header};

/// Bytes of an edit: what, in which section, where there (two bytes), and a value of four bytes.
const EDIT: usize = 8;
/// What is not in a section: header and table.
const TABLE: u8 = 0xF0;

/// Makes the edits that bytes say.
pub(super) fn edit(file: &mut Vec<u8>, edits: &[u8]) {
    for edit in edits.chunks(EDIT).take(64) {
        let mut whole = [0; EDIT];
        whole[..edit.len()].copy_from_slice(edit);
        one(file, whole);
    }
}

fn one(file: &mut Vec<u8>, [what, section, low, high, value @ ..]: [u8; EDIT]) {
    let sections = parts(file);
    let table = 0..(HEADER + ENTRY * sections.len()).min(file.len());
    let range = match sections.get(usize::from(section) % sections.len().max(1)) {
        Some(part) if section < TABLE => part.range.clone(),
        _ => table,
    };
    let word = u32::from_le_bytes(value);
    let offset = usize::from(u16::from_le_bytes([low, high]));
    let place = |offset: usize, align: usize| range.start + offset % range.len().max(1) / align * align;
    let mut put = |at: usize, bytes: &[u8]| {
        if let Some(room) = file.get_mut(at..at + bytes.len()) {
            room.copy_from_slice(bytes);
        }
    };
    let read = |file: &[u8], at: usize| {
        file.get(at..at + 4).map(|four| u32::from_le_bytes(four.try_into().expect("four")))
    };
    match what % 8 {
        0 => put(place(offset, 1), &value[..1]),
        1 => put(place(offset, 2), &value[..2]),
        2 => put(place(offset, 4), &value),
        3 => put(place(offset, 8), &i64::from(word.cast_signed()).to_le_bytes()),
        4 => {
            let at = place(offset, 4);
            let before = read(file, at).unwrap_or_default();
            file.get_mut(at..at + 4)
                .map(|room| room.copy_from_slice(&before.wrapping_add(word).to_le_bytes()))
                .unwrap_or_default();
        }
        5 => {
            let from = place(usize::from(value[0]) | usize::from(value[1]) << 8, 4);
            let copied = read(file, from).unwrap_or_default();
            let at = place(offset, 4);
            file.get_mut(at..at + 4)
                .map(|room| room.copy_from_slice(&copied.to_le_bytes()))
                .unwrap_or_default();
        }
        6 => {
            let at = place(offset, 1);
            let end = (at + usize::from(value[1])).min(range.end).min(file.len());
            file.get_mut(at..end).map(|room| room.fill(value[0])).unwrap_or_default();
        }
        _ => {
            let length = (file.len() / 256 * usize::from(value[0])).saturating_add(usize::from(value[1]));
            file.resize(length.min(file.len() + 256), value[2]);
            if let Some(said) = file.get_mut(16..24) {
                said.copy_from_slice(&(length as u64).to_le_bytes());
            }
        }
    }
}

/// Which checksums are put right again: none, those of the header, all.
pub(super) fn sealed(file: &mut [u8], how: u8) {
    let is_index = file.starts_with(b"OMNISHRD");
    match how % 4 {
        0 => {}
        1 if !is_index => seal_header(file),
        _ if is_index => seal_index(file),
        _ => seal(file),
    }
}

/// Puts the checksums of a shard index right, as docs/FORMAT.md tells.
fn seal_index(file: &mut [u8]) {
    const END: usize = 144;
    if file.len() < END {
        return;
    }
    let long = |file: &[u8], at: usize| {
        usize::try_from(u64::from_le_bytes(file[at..at + 8].try_into().expect("eight bytes")))
            .unwrap_or(usize::MAX)
    };
    let shards = u32::from_le_bytes(file[24..28].try_into().expect("four bytes")) as usize;
    let table = END..END.saturating_add(shards.saturating_mul(40)).min(file.len());
    let mut from = table.end.next_multiple_of(64);
    for directory in [48, 80] {
        let end = from.saturating_add(long(file, directory).saturating_mul(64)).min(file.len());
        let checksum = xxh3_64(file.get(from..end).unwrap_or_default());
        file[directory + 24..directory + 32].copy_from_slice(&checksum.to_le_bytes());
        from = end;
    }
    file[32..48].fill(0);
    file[136..END].fill(0);
    let content = xxh3_128(&file[..table.end]).to_le_bytes();
    file[32..48].copy_from_slice(&content);
    let checksum = xxh3_64(&[&file[..136], &file[table]].concat());
    file[136..END].copy_from_slice(&checksum.to_le_bytes());
}
