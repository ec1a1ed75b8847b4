//! The yardstick: one dependent random memory read.

use crate::random::Random;

#[derive(Clone, Copy)]
#[repr(align(64))]
struct Cell {
    next: u32,
}

/// Cells of 64 bytes, each of which names the next in one random circle through all of them: to know
/// where the next read goes, one has to wait for this one.
#[derive(Debug)]
pub struct Chase {
    cells: Vec<Cell>,
    at: u32,
}

impl core::fmt::Debug for Cell {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.next.fmt(f)
    }
}

impl Chase {
    /// A chase through so many bytes.
    #[must_use]
    pub fn new(bytes: usize) -> Self {
        let count = (bytes / size_of::<Cell>()).max(2);
        let mut cells: Vec<Cell> = (0..count as u32).map(|next| Cell { next }).collect();
        // Sattolo: one circle
        let mut random = Random::new(4, bytes as u64);
        for last in (1..count).rev() {
            let other = random.below(last);
            let next = cells[last].next;
            cells[last].next = cells[other].next;
            cells[other].next = next;
        }
        Self { cells, at: 0 }
    }

    /// How many bytes it goes through.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of_val(self.cells.as_slice())
    }

    /// Goes on by so many reads.
    pub fn steps(&mut self, steps: usize) -> usize {
        let mut at = self.at;
        for _ in 0..steps {
            at = self.cells[at as usize].next;
        }
        self.at = at;
        at as usize
    }
}
