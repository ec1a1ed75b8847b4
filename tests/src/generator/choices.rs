//! Choices: what a random number decides.

/// Numbers to choose by; where they end, every choice is the first.
#[derive(Clone, Debug)]
pub struct Choices {
    numbers: std::vec::IntoIter<u32>,
}

impl Choices {
    /// Choices by these numbers.
    #[must_use]
    pub fn new(numbers: Vec<u32>) -> Self {
        Self { numbers: numbers.into_iter() }
    }

    /// A number below `count`; the smaller the random number, the smaller.
    pub fn below(&mut self, count: usize) -> usize {
        let number = u64::from(self.numbers.next().unwrap_or(0));
        usize::try_from((number * count as u64) >> 32).expect("below count")
    }

    /// Once in `count` times true.
    pub fn once_in(&mut self, count: usize) -> bool {
        self.below(count) + 1 == count
    }

    /// One of several.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// What `make` makes, up to `most` times.
    pub fn list<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }

    /// Something or nothing.
    pub fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.below(2) == 1 { Some(make(self)) } else { None }
    }
}
