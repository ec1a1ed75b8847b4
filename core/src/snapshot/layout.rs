//! The records of a snapshot, as they lie in its bytes (docs/FORMAT.md).
//!
//! Everything is little-endian and has alignment 1, so that a record can be read from any byte.
//! Numbers that may be absent are stored plus one, with 0 for none.

use zerocopy::little_endian::{F64, U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// The first bytes of every snapshot.
pub(crate) const MAGIC: [u8; 8] = *b"OMNISNAP";
/// The format version that this library writes; it reads every minor of this major.
pub(crate) const MAJOR: u16 = 1;
/// See [`MAJOR`].
pub(crate) const MINOR: u16 = 0;
/// A file has no more sections than this, so that opening it costs the same whatever its length.
pub(crate) const MOST_SECTIONS: u32 = 1_024;
/// Sections begin at multiples of this.
pub(crate) const ALIGN: usize = 64;
/// Header flag: the snapshot is a delta.
pub(crate) const FLAG_DELTA: u32 = 1;
/// Section flag: a reader that does not know the kind must refuse the file.
pub(crate) const SECTION_REQUIRED: u32 = 1;
/// A text that is absent.
pub(crate) const NO_TEXT: u64 = u64::MAX;
/// In a slot: the number was removed by this delta.
pub(crate) const REMOVED: u32 = u32::MAX;
/// In a slot: the shape lies too far behind for it, and the row has it.
pub(crate) const FAR_SHAPE: u32 = 0x7F_FFFF;
/// Bit of a slot's `shape`: the product has one class, and the slot has its cell.
pub(crate) const ALONE: u32 = 0x80_0000;
/// Bit of the `shape` of a slot that is alone: as `RESTRICTED` in a cell.
pub(crate) const ALONE_RESTRICTED: u32 = 0x40_0000;
/// Bit of what a cell shows: an asset is not for every channel. The other bits count primary items.
pub(crate) const RESTRICTED: u32 = 1 << 31;
/// In a cell: the answer is composed from the sets.
pub(crate) const COMPOSE: u32 = u32::MAX;
/// In a list: the item is an index into ITEMS, not an asset.
pub(crate) const SPECIAL: u32 = 1 << 31;
/// Longest url that a gallery holds itself, in bytes: many galleries may begin with one image.
pub(crate) const INLINE_URL: usize = 128;
/// The url of a default image that is longer.
pub(crate) const LONG_URL: u32 = u32::MAX;
/// Longest number that a slot holds itself.
pub(crate) const INLINE: usize = 20;
/// Length byte of a slot whose number is too long for it.
pub(crate) const LONG: u8 = 255;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal, $size:expr;)+) => {
        /// The sections, by number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u32)]
        pub(crate) enum Section { $($(#[doc = $doc])+ $name = $number,)+ }

        impl Section {
            pub(crate) const ALL: &'static [Section] = &[$(Section::$name,)+];
            pub(crate) const COUNT: usize = Self::ALL.len();

            /// Bytes of one record.
            pub(crate) const fn record(self) -> usize {
                match self { $(Section::$name => $size,)+ }
            }

            pub(crate) fn from_number(number: u32) -> Option<Self> {
                match number { $($number => Some(Section::$name),)+ _ => None }
            }

            /// The place in tables of all sections.
            pub(crate) const fn index(self) -> usize {
                (self as usize).wrapping_sub(1)
            }
        }
    };
}

kinds! {
    /// The bytes of all texts, UTF-8.
    Strings = 1, 1;
    /// The catalogs, in order of first use.
    Catalogs = 2, 8;
    /// The channels, in order of first use.
    Channels = 3, 8;
    /// The locales, in order of first use, with their chains.
    Locales = 4, size_of::<LocaleRecord>();
    /// The channels that the publication lists.
    ChannelEntities = 5, size_of::<ChannelEntity>();
    /// Hash table of the catalogs.
    CatalogIndex = 6, 4;
    /// Hash table of the channels.
    ChannelIndex = 7, 4;
    /// Hash table of the locales.
    LocaleIndex = 8, 4;
    /// Hash table of product and variant numbers: lines of two slots.
    Numbers = 9, 64;
    /// Numbers that found no place in the table, by number.
    NumberStash = 10, size_of::<Slot>();
    /// For each number, products in order and each before its variants, its slot and record id.
    Order = 11, size_of::<OrderRecord>();
    /// Hash table of record ids: lines of eight slots.
    Records = 12, 64;
    /// Record ids that found no place in the table, and those that a delta removes, rising.
    RecordStash = 13, size_of::<StashedRecord>();
    /// What a look-up needs of each product, by product.
    Rows = 14, size_of::<Row>();
    /// The rest of each product, by number.
    Products = 15, size_of::<ProductRecord>();
    /// The values of variants, a row of two-byte indexes each.
    Values = 16, 2;
    /// The answers of products, by group and class.
    Cells = 17, size_of::<Cell>();
    /// The lists of answers.
    Galleries = 18, 8;
    /// Items that are more than an asset.
    Items = 19, size_of::<ItemRecord>();
    /// The assets.
    Assets = 20, size_of::<AssetRecord>();
    /// Texts per locale, in words.
    Texts = 21, 4;
    /// The texts that Texts counts.
    TextRefs = 22, 8;
    /// Extension properties, in words of eight bytes.
    Properties = 23, 8;
    /// Lists of channels and locales, in words.
    Words = 24, 4;
    /// The dimensions of products, in words of eight bytes.
    Dimensions = 25, 8;
    /// Where items come from.
    Origins = 26, size_of::<OriginRecord>();
    /// The origins of answers, in words.
    AnswerOrigins = 27, 4;
    /// In which contexts products have documents, in words.
    Shapes = 28, 4;
    /// The sets that composed answers need, in words.
    Sets = 29, 4;
    /// The lists of those sets, in words.
    Lists = 30, 4;
    /// The swatches of products, in words.
    Swatches = 31, 4;
    /// What swatches look like.
    Paints = 32, size_of::<PaintRecord>();
    /// The tenant's swatches, by dimension and value.
    Central = 33, size_of::<CentralRecord>();
    /// The categories, by id.
    Categories = 34, size_of::<CategoryRecord>();
    /// The pictures of categories, in words.
    CategoryMedia = 35, 4;
    /// The locale rules that differ from truncation.
    Rules = 36, 1;
}

macro_rules! record {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $fdoc:literal])+ $field:ident: $type:ty,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
        #[repr(C)]
        pub(crate) struct $name { $($(#[doc = $fdoc])+ pub(crate) $field: $type,)+ }
    };
}

record! {
    /// The header: 112 bytes.
    Header {
        /// `OMNISNAP`.
        magic: [u8; 8],
        /// Format version.
        major: U16,
        /// Format version.
        minor: U16,
        /// See `FLAG_DELTA`.
        flags: U32,
        /// Bytes of the whole snapshot.
        length: U64,
        /// Entries of the section table.
        sections: U32,
        /// Order, parents, inheritance, alt source.
        policy: [u8; 4],
        /// Content hash.
        content: [u8; 16],
        /// Content hash of what a delta changes; zeros in a base.
        base: [u8; 16],
        /// Seed of the hash of numbers.
        number_seed: U64,
        /// Seed of the hash of record ids.
        record_seed: U64,
        /// Seed of the hash of catalogs, channels and locales.
        name_seed: U64,
        /// Catalogs below this delta.
        base_catalogs: U32,
        /// Channels below this delta.
        base_channels: U32,
        /// Locales below this delta.
        base_locales: U32,
        /// Zero.
        reserved: U32,
        /// XXH3-64 of the header before this field and of the section table.
        checksum: U64,
    }
}
record! {
    /// An entry of the section table: 32 bytes.
    SectionEntry {
        /// See `Section`.
        kind: U32,
        /// See `SECTION_REQUIRED`.
        flags: U32,
        /// Where it begins.
        offset: U64,
        /// Bytes.
        length: U64,
        /// XXH3-64 of its bytes.
        checksum: U64,
    }
}
record! {
    /// A locale: 76 bytes.
    LocaleRecord {
        /// Bytes of the tag.
        length: u8,
        /// The tag, then zeros.
        tag: [u8; 23],
        /// Locales of the chain of parents, the normal form first.
        chain_length: u8,
        /// Locales that rungs have, where they are not those of the chain.
        rung_length: u8,
        /// Zeros.
        reserved: [u8; 2],
        /// The chain plus one each, 0 for a locale that is not named anywhere.
        chain: [U32; 10],
        /// The locales of rungs plus one each.
        rungs: [U32; 2],
    }
}
record! {
    /// A channel that the publication lists: 20 bytes.
    ChannelEntity {
        /// Its index.
        channel: U32,
        /// Its name.
        name: U64,
        /// Its locales in Words (plus one each, 0 for Neutral); `REMOVED` where a delta removes it.
        locales: U32,
        /// Zero.
        reserved: U32,
    }
}
record! {
    /// A number: 32 bytes.
    Slot {
        /// The number, or its hash and its text.
        key: [u8; 20],
        /// Bytes of the number; 0 for a free slot, 255 for a long number.
        length: u8,
        /// Three bytes: the shape of its product, in Shapes; `FAR_SHAPE`; or `ALONE` with what it shows.
        shape: [u8; 3],
        /// Its first cell; those of the other classes follow. Alone: the gallery of its only cell.
        cells: U32,
        /// Its place in Order; `REMOVED` where a delta removes the number.
        order: U32,
    }
}
record! {
    /// A number in the order of products: 16 bytes.
    OrderRecord {
        /// Its slot: those of the table, then those of the stash.
        slot: U32,
        /// Its product.
        product: U32,
        /// Its record id; 0 for none.
        record_id: U64,
    }
}
record! {
    /// A record id in the table: 8 bytes.
    RecordSlot {
        /// The low half of its hash.
        tag: U32,
        /// Its place in Order plus one; 0 for a free slot.
        order: U32,
    }
}
record! {
    /// A record id in the stash: 12 bytes.
    StashedRecord {
        /// The record id.
        id: U64,
        /// Its place in Order; `REMOVED` where a delta removes the record id.
        order: U32,
    }
}
record! {
    /// What a look-up needs of a product: 16 bytes.
    Row {
        /// Its shape, in Shapes.
        shape: U32,
        /// Its first cell: those of a group lie together, by class.
        cells: U32,
        /// Its groups; the first is the product without a selection.
        groups: U32,
        /// Its sets, in Sets; 0 for none.
        sets: U32,
    }
}
record! {
    /// The rest of a product: 40 bytes.
    ProductRecord {
        /// Its place in Order; its variants follow it.
        order: U32,
        /// Its variants.
        variants: U32,
        /// Its dimensions, in Dimensions.
        dimensions: U32,
        /// Its swatches, in Swatches; 0 for none.
        swatches: U32,
        /// Its properties, in Properties; 0 for none.
        properties: U32,
        /// Zero.
        reserved: U32,
        /// Its first value, in Values.
        values: U64,
        /// Its name.
        name: U64,
    }
}
record! {
    /// The answer of a class and group: 8 bytes.
    Cell {
        /// Its lists, in Galleries by eight bytes; `COMPOSE` for none.
        gallery: U32,
        /// How many primary items there are, with `RESTRICTED`.
        shown: U32,
    }
}
record! {
    /// The head of an answer's lists: 40 bytes. A short url of the default image follows, filled up
    /// to four bytes, and the items, four bytes each.
    Gallery {
        /// The content hash of the answer, for a query without a channel.
        hash: [u8; 16],
        /// Bytes of the url plus one; 0 for none, `LONG_URL` where the asset has it.
        url: U32,
        /// Zero.
        reserved: U32,
        /// Primary items.
        primary: U32,
        /// Additional items.
        additional: U32,
        /// The place of the default image among the primary items, plus one.
        default_image: U32,
        /// Their origins, in AnswerOrigins.
        origins: U32,
    }
}
record! {
    /// An item that is more than an asset: 40 bytes.
    ItemRecord {
        /// The asset.
        asset: U32,
        /// Its own texts, in Texts; 0 for none.
        texts: U32,
        /// Its own properties, in Properties; 0 for none.
        properties: U32,
        /// Zero.
        reserved: U32,
        /// The purpose.
        purpose: U64,
        /// The content hash of the item.
        hash: [u8; 16],
    }
}
record! {
    /// An asset: 48 bytes.
    AssetRecord {
        /// The id.
        id: U64,
        /// The url.
        url: U64,
        /// Its texts, in Texts; 0 for none.
        texts: U32,
        /// Its properties, in Properties; 0 for none.
        properties: U32,
        /// The channels it may be shown in, in Words; 0 for all.
        channels: U32,
        /// See `Kind`.
        kind: u8,
        /// 0 published, 1 not published, 2 not in the library.
        state: u8,
        /// Zeros.
        reserved: [u8; 2],
        /// The content hash of it.
        hash: [u8; 16],
    }
}
record! {
    /// Where items come from: 20 bytes.
    OriginRecord {
        /// The catalog plus one, as the document writes it.
        catalog: U32,
        /// The channel plus one.
        channel: U32,
        /// The locale plus one.
        locale: U32,
        /// See `Level`.
        level: U32,
        /// The fixed values, in Words, as pairs of dimension and value; 0 for none.
        pattern: U32,
    }
}
record! {
    /// What a swatch looks like: 48 bytes.
    PaintRecord {
        /// The colour; zeros for none.
        hex: [u8; 7],
        /// 1 where there is a crop.
        cropped: u8,
        /// The asset plus one.
        asset: U32,
        /// Zero.
        reserved: U32,
        /// x, y, width, height.
        crop: [F64; 4],
    }
}
record! {
    /// A swatch of the tenant: 24 bytes.
    CentralRecord {
        /// The dimension.
        dimension: U64,
        /// The value.
        value: U64,
        /// Its paint; `REMOVED` where a delta removes it.
        paint: U32,
        /// Zero.
        reserved: U32,
    }
}
record! {
    /// A category: 24 bytes.
    CategoryRecord {
        /// The id.
        id: U64,
        /// The name.
        name: U64,
        /// Its documents, in CategoryMedia; `REMOVED` where a delta removes it.
        media: U32,
        /// Zero.
        reserved: U32,
    }
}

/// The record at `index` of a section's bytes.
#[inline]
pub(crate) fn at<T: FromBytes + KnownLayout + Immutable + Unaligned>(
    bytes: &[u8],
    index: usize,
) -> Option<&T> {
    let start = index.checked_mul(size_of::<T>())?;
    T::ref_from_bytes(bytes.get(start..start.checked_add(size_of::<T>())?)?).ok()
}

/// All whole records of a section's bytes.
#[inline]
pub(crate) fn all<T: FromBytes + KnownLayout + Immutable + Unaligned>(bytes: &[u8]) -> &[T] {
    <[T]>::ref_from_prefix_with_elems(bytes, bytes.len().checked_div(size_of::<T>()).unwrap_or(0))
        .map(|(records, _)| records)
        .unwrap_or_default()
}

/// `count` words of a section's bytes from the word `start` on.
#[inline]
pub(crate) fn words(bytes: &[u8], start: usize, count: usize) -> Option<&[U32]> {
    let from = start.checked_mul(4)?;
    let to = count.checked_mul(4)?.checked_add(from)?;
    <[U32]>::ref_from_bytes(bytes.get(from..to)?).ok()
}

/// A list in a section's words: its count, then its words.
#[inline]
pub(crate) fn counted(bytes: &[u8], start: u32) -> Option<&[U32]> {
    let start = start as usize;
    let count = at::<U32>(bytes, start)?.get() as usize;
    words(bytes, start.checked_add(1)?, count)
}

/// Where a text lies: the offset in the low 40 bits, the length in the high 24.
pub(crate) const TEXT_OFFSET_BITS: u32 = 40;
