//! What the cells of a row say, as bytes: to look up what was read before, and to read it again.

use super::columns::Column;
use super::reader::{Header, ManifestRow};
use super::record::Record;
use crate::limits::Limits;

/// What the cells of a row say, by what it is about: equal bytes, equal cells.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    pub(crate) asset: Vec<u8>,
    pub(crate) entity: Vec<u8>,
    pub(crate) item: Vec<u8>,
    /// Which cells they are made of, and how long each is.
    cells: [Vec<u8>; 3],
}

/// The key of a column that belongs to none.
pub(super) const OF_NOTHING: u8 = 3;

/// The bytes of a number in a key.
const NUMBER: usize = size_of::<u32>();

/// Says that the place of a cell follows, and its length in two numbers: one of them is large.
const LARGE: u32 = u32::MAX;

/// The numbers of a cell: its place, and how long it is, nearly always in one.
fn push_cell(place: usize, length: usize, into: &mut Vec<u8>) {
    const MOST: usize = u16::MAX as usize;
    if place < MOST && length <= MOST {
        into.extend_from_slice(&((place as u32) << 16 | length as u32).to_le_bytes());
        return;
    }
    let length = length as u64;
    for number in [LARGE, place as u32, length as u32, (length >> 32) as u32] {
        into.extend_from_slice(&number.to_le_bytes());
    }
}

/// The text of a key, and its cells.
fn opened(key: &[u8]) -> Option<(&[u8], impl Iterator<Item = (usize, usize)>)> {
    let (rest, numbers) = key.split_last_chunk::<NUMBER>()?;
    let numbers = usize::try_from(u32::from_le_bytes(*numbers)).ok()?;
    let (text, numbers) = rest.split_at_checked(rest.len().checked_sub(numbers)?)?;
    let (numbers, _) = numbers.as_chunks::<NUMBER>();
    let mut numbers = numbers.iter().map(|number| u32::from_le_bytes(*number));
    let cells = std::iter::from_fn(move || match numbers.next()? {
        LARGE => {
            let (place, low, high) = (numbers.next()?, numbers.next()?, numbers.next()?);
            Some((place as usize, (u64::from(high) << 32 | u64::from(low)) as usize))
        }
        number => Some(((number >> 16) as usize, (number & u32::from(u16::MAX)) as usize)),
    });
    Some((text, cells))
}

impl ManifestRow<'_> {
    /// Puts what the cells say into keys: their text, and behind it which cells there are and how many.
    pub(crate) fn keys(&self, into: &mut Keys) {
        let Keys { asset, entity, item, cells: [of_asset, of_entity, of_item] } = into;
        let mut all = [(asset, of_asset), (entity, of_entity), (item, of_item)];
        for (key, cells) in &mut all {
            key.clear();
            cells.clear();
        }
        // cells of one key that stand together are copied at once: what is between them is empty
        let (mut of, mut run) = (OF_NOTHING, 0..0);
        self.record.filled(|place, text| {
            let key = self.header.key_at(place);
            if key != of {
                if let Some((key, _)) = all.get_mut(of as usize) {
                    key.extend_from_slice(self.record.text(run.clone()));
                }
                (of, run.start) = (key, text.start);
            }
            if let Some((_, cells)) = all.get_mut(key as usize) {
                push_cell(place, text.len(), cells);
            }
            run.end = text.end;
        });
        if let Some((key, _)) = all.get_mut(of as usize) {
            key.extend_from_slice(self.record.text(run));
        }
        let [(asset, of_asset), ..] = &mut all;
        if is_only(self.header.place(Column::MediaLastModifiedOn), of_asset) {
            // it is written for people: alone it says nothing of an asset
            asset.clear();
            of_asset.clear();
        }
        for (key, cells) in all {
            if !cells.is_empty() {
                let numbers = cells.len() as u32;
                cells.extend_from_slice(&numbers.to_le_bytes());
                key.extend_from_slice(cells);
            }
        }
    }
}

/// Whether the cells of a key are one alone, at a place.
fn is_only(place: Option<usize>, cells: &[u8]) -> bool {
    let (numbers, _) = cells.as_chunks::<NUMBER>();
    let own = match numbers {
        [number] => u32::from_le_bytes(*number) >> 16,
        [mark, place, _, _] if u32::from_le_bytes(*mark) == LARGE => u32::from_le_bytes(*place),
        _ => return false,
    };
    place == Some(own as usize)
}

/// A row that is read again from a key of it: it has the cells of that key alone.
#[derive(Debug, Default)]
pub(crate) struct KeptRow(Record);

impl KeptRow {
    /// Becomes the row of a key.
    pub(crate) fn read<'r>(
        &'r mut self,
        key: &[u8],
        header: &'r Header,
        limits: &'r Limits,
    ) -> ManifestRow<'r> {
        let columns = header.names().len();
        match opened(key) {
            Some((text, cells)) => self.0.remake(columns, text, cells),
            None => self.0.remake(columns, &[], std::iter::empty()),
        }
        ManifestRow { header, limits, record: &self.0, number: 0 }
    }
}

/// What a key says without one cell, which it has: equal bytes where all other cells are equal. Nothing where
/// it has no such cell.
pub(crate) fn without_cell(key: &[u8], place: usize, into: &mut Vec<u8>) {
    into.clear();
    if others(key, place, into).is_none() {
        into.clear();
    }
}

fn others(key: &[u8], left_out: usize, into: &mut Vec<u8>) -> Option<()> {
    let (text, cells) = opened(key)?;
    let mut begin = 0usize;
    let mut found = None;
    for (place, length) in cells {
        let end = begin.saturating_add(length);
        if place == left_out {
            found = Some(begin..end);
            into.extend_from_slice(&LARGE.to_le_bytes());
        } else {
            into.extend_from_slice(&(place as u32).to_le_bytes());
            into.extend_from_slice(&(length as u64).to_le_bytes());
        }
        begin = end;
    }
    let range = found?;
    into.extend_from_slice(text.get(..range.start)?);
    into.extend_from_slice(text.get(range.end..)?);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{KeptRow, Keys, without_cell};
    use crate::limits::Limits;
    use crate::manifest::{Column, ManifestReader};

    const TEXT: &str = "EntityType\tX-Mine\tMediaImportPath\tEntityKeyValue\tMediaPurpose\tEntityChannel\n\
        Product|Master\tx\ta.png\tS1\tp\t128\n\
        Product|Master\ty\t\tS10\tp\t128\n\
        Product|Master\t\t\t\t\t128\n\
        Product|Master\t\t\tS1\t\t129\tmore\n";

    #[test]
    fn a_row_is_read_again_from_its_keys() {
        let limits = Limits::default();
        let mut reader = ManifestReader::new(TEXT.as_bytes(), &limits).unwrap();
        let header = reader.header().clone();
        let (mut keys, mut kept) = (Keys::default(), KeptRow::default());
        while let Some(row) = reader.next_row().unwrap() {
            row.keys(&mut keys);
            let again = kept.read(&keys.entity, &header, &limits);
            for column in [Column::EntityType, Column::EntityKeyValue, Column::EntityChannel] {
                assert_eq!(again.cell(column), row.cell(column));
            }
            assert_eq!((again.cells().len(), again.cell(Column::MediaImportPath)), (6, &b""[..]));
            let again = kept.read(&keys.asset, &header, &limits);
            assert_eq!(again.cell(Column::MediaImportPath), row.cell(Column::MediaImportPath));
            assert!(!again.filled().has(Column::EntityType));
        }
    }

    #[test]
    fn keys_without_one_cell_are_equal_where_all_others_are() {
        let mut reader = ManifestReader::new(TEXT.as_bytes(), &Limits::default()).unwrap();
        let place = reader.header().place(Column::EntityKeyValue).unwrap();
        let (mut keys, mut rests) = (Keys::default(), Vec::new());
        while let Some(row) = reader.next_row().unwrap() {
            row.keys(&mut keys);
            let mut rest = Vec::new();
            without_cell(&keys.entity, place, &mut rest);
            assert_eq!(rest.is_empty(), row.cell(Column::EntityKeyValue).is_empty());
            rests.push(rest);
        }
        assert_eq!(rests[0], rests[1]);
        assert!(rests[2] != rests[0] && rests[3] != rests[0]);
        without_cell(b"", place, &mut rests[0]);
        assert!(rests[0].is_empty());
    }
}
