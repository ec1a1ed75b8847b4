//! Bytes for a snapshot that is not mapped from a file.

use std::collections::TryReserveError;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// As many bytes as a cache line has.
#[derive(Clone, Copy, FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C, align(64))]
struct Line([u8; 64]);

/// Bytes that begin where a cache line does.
///
/// A snapshot is laid out in lines of 64 bytes. A file that is mapped begins at a page, and so at a
/// line; a `Vec` begins anywhere, and then a look-up reads two lines of memory for each of the
/// snapshot's. The answers are the same; the time may be twice as much.
///
/// ```
/// use omnimedia::{AlignedBytes, Flatten, Limits, Policy, ProductBuilder, Publication, Snapshot};
/// # let mut builder = Publication::builder(Limits::default());
/// # builder.product(ProductBuilder::new("S1"));
/// # let publication = builder.build()?;
/// let bytes = Flatten::new(&publication, Policy::default()).to_bytes()?;
/// let snapshot = Snapshot::open(AlignedBytes::from(bytes.as_slice()))?;
/// assert_eq!(snapshot.find("S1")?.number(), "S1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct AlignedBytes {
    lines: Vec<Line>,
    length: usize,
}

impl AlignedBytes {
    /// Zeros, to be filled by [`AsMut`]: by a reader of a file, for example. As `vec!` it ends the program
    /// where there is not so much memory: do not take the length from a stranger.
    #[must_use]
    pub fn zeroed(length: usize) -> Self {
        Self { lines: vec![Line([0; 64]); length.div_ceil(64)], length }
    }

    /// The same, where there may not be so much memory. A system may promise more than it has: then it
    /// ends the program later, when the bytes are filled.
    ///
    /// # Errors
    ///
    /// The allocation was refused.
    ///
    /// ```
    /// use omnimedia::AlignedBytes;
    ///
    /// assert_eq!(AlignedBytes::try_zeroed(100)?.as_ref(), [0; 100]);
    /// assert!(AlignedBytes::try_zeroed(usize::MAX).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn try_zeroed(length: usize) -> Result<Self, TryReserveError> {
        let mut lines = Vec::new();
        lines.try_reserve_exact(length.div_ceil(64))?;
        lines.resize(length.div_ceil(64), Line([0; 64]));
        Ok(Self { lines, length })
    }
}

impl From<&[u8]> for AlignedBytes {
    /// A copy.
    fn from(bytes: &[u8]) -> Self {
        let mut aligned = Self::zeroed(bytes.len());
        aligned.as_mut().copy_from_slice(bytes);
        aligned
    }
}

impl From<Vec<u8>> for AlignedBytes {
    /// A copy.
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl AsRef<[u8]> for AlignedBytes {
    fn as_ref(&self) -> &[u8] {
        self.lines.as_bytes().get(..self.length).unwrap_or_default()
    }
}

impl AsMut<[u8]> for AlignedBytes {
    fn as_mut(&mut self) -> &mut [u8] {
        self.lines.as_mut_bytes().get_mut(..self.length).unwrap_or_default()
    }
}

impl core::fmt::Debug for AlignedBytes {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("AlignedBytes").field("length", &self.length).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_begin_at_a_line_and_are_the_same() {
        for length in [0usize, 1, 63, 64, 65, 1_000] {
            let bytes: Vec<u8> = (0..length).map(|at| at as u8).collect();
            let aligned = AlignedBytes::from(bytes.as_slice());
            assert_eq!(aligned.as_ref(), bytes);
            assert_eq!(aligned.as_ref().as_ptr().addr() % 64, 0);
        }
    }
}
