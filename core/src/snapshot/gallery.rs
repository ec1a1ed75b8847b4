//! Galleries: the lists of an answer, with what is asked most often before them.

use super::layer::LayerRef;
use super::layout::{self, Gallery, LONG_URL, Section};
use zerocopy::FromBytes;
use zerocopy::little_endian::U32;

/// A gallery, read: its head, then the url of the default image, then the items.
///
/// The url stands here a second time, so that its bytes and the head come from memory together.
#[derive(Clone, Copy)]
pub(crate) struct GalleryRef<'s> {
    pub(crate) head: &'s Gallery,
    rest: &'s [u8],
}

impl<'s> GalleryRef<'s> {
    /// The gallery at the start of some bytes.
    #[inline]
    pub(crate) fn read(bytes: &'s [u8]) -> Option<Self> {
        let (head, rest) = Gallery::ref_from_prefix(bytes).ok()?;
        Some(Self { head, rest })
    }

    /// The gallery at a place, by eight bytes.
    #[inline]
    pub(crate) fn at(layer: &LayerRef<'s>, place: u32) -> Option<Self> {
        let start = (place as usize).checked_mul(8)?;
        Self::read(layer.section(Section::Galleries).get(start..)?)
    }

    /// How long the url of the default image is that stands here.
    #[inline]
    fn url_length(&self) -> usize {
        match self.head.url.get() {
            0 | LONG_URL => 0,
            url => (url as usize).saturating_sub(1),
        }
    }

    /// The url of the default image, where it stands here.
    #[inline]
    pub(crate) fn url(&self) -> Option<&'s [u8]> {
        match self.head.url.get() {
            0 | LONG_URL => None,
            _ => self.rest.get(..self.url_length()),
        }
    }

    /// Where the items begin, behind the url.
    #[inline]
    fn items_start(&self) -> Option<usize> {
        self.url_length().checked_next_multiple_of(4)
    }

    /// Primary items, then additional ones.
    #[inline]
    pub(crate) fn items(&self) -> Option<&'s [U32]> {
        let count = self.head.primary.get().checked_add(self.head.additional.get())?;
        layout::words(self.rest.get(self.items_start()?..)?, 0, count as usize)
    }

    /// How many bytes it has, up to where the next one begins.
    pub(crate) fn length(&self) -> Option<usize> {
        let items = size_of_val(self.items()?);
        let length = size_of::<Gallery>().checked_add(self.items_start()?)?.checked_add(items)?;
        length.checked_next_multiple_of(8)
    }
}
