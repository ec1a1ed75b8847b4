//! The sections of a snapshot's bytes, by number, as docs/FORMAT.md numbers them.

const HEADER: usize = 112;
const ENTRY: usize = 32;

/// What a look-up reads: numbers, their stash, cells, shapes.
pub const LOOK_UP: &[u32] = &[9, 10, 17, 28];
/// The lists of answers, which the default image's url stands in.
pub const GALLERIES: u32 = 18;

/// Sections that are counted together, with the bytes a variant may cost.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// What they are.
    pub name: &'static str,
    /// Their numbers.
    pub sections: &'static [u32],
    /// Most bytes for a variant.
    pub limit: Option<f64>,
}

/// All sections, in groups.
pub const GROUPS: [Group; 4] = [
    Group { name: "number index, keys, rows", sections: &[9, 10, 14, 17, 28], limit: Some(50.0) },
    Group { name: "record ids, dimension values", sections: &[11, 12, 13, 15, 16, 25], limit: Some(40.0) },
    Group { name: "lists and origins", sections: &[18, 19, 26, 27, 29, 30], limit: None },
    Group {
        name: "texts, assets, the rest",
        sections: &[1, 2, 3, 4, 5, 6, 7, 8, 20, 21, 22, 23, 24, 31, 32, 33, 34, 35, 36],
        limit: None,
    },
];

fn word(bytes: &[u8], at: usize) -> usize {
    u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()) as usize
}

/// How many bytes some sections have.
#[must_use]
pub fn bytes_of(snapshot: &[u8], sections: &[u32]) -> usize {
    let count = u32::from_le_bytes(snapshot[24..28].try_into().unwrap()) as usize;
    let entries = (0..count).map(|entry| HEADER + entry * ENTRY);
    let of = |at: usize| u32::from_le_bytes(snapshot[at..at + 4].try_into().unwrap());
    entries.filter(|at| sections.contains(&of(*at))).map(|at| word(snapshot, at + 16)).sum()
}
