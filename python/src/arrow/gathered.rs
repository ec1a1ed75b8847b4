//! What some rows show, gathered in any order, and then written row by row.

use std::collections::HashMap;

use omnimedia::{Code, ContextRef, Level, View};

use crate::arrow::names::{ContextNames, NULL};

/// Which outputs are wanted; what is not is never looked up.
#[derive(Clone, Copy, Default)]
pub(crate) struct Wanted {
    pub(crate) image: bool,
    pub(crate) url: bool,
    pub(crate) primary: bool,
    pub(crate) additional: bool,
    pub(crate) level: bool,
    pub(crate) origin: bool,
    pub(crate) hash: bool,
}

/// From where to where a list lies among the items.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// What some rows show; a column that is not wanted is empty.
#[derive(Default)]
pub(crate) struct Gathered<'s> {
    pub(crate) wanted: Wanted,
    pub(crate) images: Vec<Option<&'s str>>,
    pub(crate) urls: Vec<Option<&'s str>>,
    pub(crate) primary: Vec<Span>,
    pub(crate) additional: Vec<Span>,
    pub(crate) assets: Vec<&'s str>,
    pub(crate) pairs: Vec<(&'s str, &'s str)>,
    pub(crate) levels: Vec<Option<Level>>,
    pub(crate) origins: Vec<[i32; 3]>,
    pub(crate) hashes: Vec<u128>,
    pub(crate) faults: Vec<Option<Code>>,
    known: HashMap<ContextRef<'s>, [i32; 3]>,
    last: Option<(ContextRef<'s>, [i32; 3])>,
}

fn put<T>(column: &mut [T], place: usize, value: T) {
    if let Some(slot) = column.get_mut(place) {
        *slot = value;
    }
}

impl<'s> Gathered<'s> {
    pub(crate) fn new(wanted: Wanted) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// Makes room for rows that show nothing yet.
    pub(crate) fn begin(&mut self, rows: usize) {
        fn room<T: Clone>(column: &mut Vec<T>, wanted: bool, rows: usize, value: T) {
            column.clear();
            column.resize(if wanted { rows } else { 0 }, value);
        }
        let wanted = self.wanted;
        room(&mut self.images, wanted.image, rows, None);
        room(&mut self.urls, wanted.url, rows, None);
        room(&mut self.primary, wanted.primary, rows, Span::default());
        room(&mut self.additional, wanted.additional, rows, Span::default());
        room(&mut self.levels, wanted.level, rows, None);
        room(&mut self.origins, wanted.origin, rows, [NULL; 3]);
        room(&mut self.hashes, wanted.hash, rows, 0);
        room(&mut self.faults, true, rows, None);
        self.assets.clear();
        self.pairs.clear();
    }

    /// Takes what a row shows.
    #[inline]
    pub(crate) fn take(&mut self, place: usize, view: &View<'s, '_>, names: &mut ContextNames) {
        if self.wanted.url {
            put(&mut self.urls, place, view.default_image_url());
        }
        if self.wanted.image {
            put(&mut self.images, place, view.default_image().and_then(|image| image.asset()));
        }
        if self.wanted.primary {
            let start = self.assets.len();
            self.assets.extend(view.primary().filter_map(|item| item.asset()));
            put(&mut self.primary, place, span(start, self.assets.len()));
        }
        if self.wanted.additional {
            let start = self.pairs.len();
            let pair = |item: omnimedia::ItemView<'s, '_>| Some((item.purpose()?, item.asset()?));
            self.pairs.extend(view.additional().filter_map(pair));
            put(&mut self.additional, place, span(start, self.pairs.len()));
        }
        if self.wanted.level {
            put(&mut self.levels, place, view.level());
        }
        if self.wanted.origin
            && let Some(context) = view.context()
        {
            let places = self.origin(context, names);
            put(&mut self.origins, place, places);
        }
        if self.wanted.hash {
            put(&mut self.hashes, place, view.hash());
        }
    }

    fn origin(&mut self, context: ContextRef<'s>, names: &mut ContextNames) -> [i32; 3] {
        if let Some((last, places)) = self.last
            && last == context
        {
            return places;
        }
        let places = *self.known.entry(context).or_insert_with(|| names.places(context));
        self.last = Some((context, places));
        places
    }

    /// Says of a row what the row before shows.
    #[inline]
    pub(crate) fn repeat(&mut self, place: usize) {
        fn again<T: Copy>(column: &mut [T], place: usize) {
            if let Some([before, slot]) =
                place.checked_sub(1).and_then(|before| column.get_mut(before..=place))
            {
                *slot = *before;
            }
        }
        again(&mut self.images, place);
        again(&mut self.urls, place);
        again(&mut self.primary, place);
        again(&mut self.additional, place);
        again(&mut self.levels, place);
        again(&mut self.origins, place);
        again(&mut self.hashes, place);
    }

    /// Keeps the first rows.
    pub(crate) fn truncate(&mut self, rows: usize) {
        self.images.truncate(rows);
        self.urls.truncate(rows);
        self.primary.truncate(rows);
        self.additional.truncate(rows);
        self.levels.truncate(rows);
        self.origins.truncate(rows);
        self.hashes.truncate(rows);
        self.faults.truncate(rows);
    }

    /// Says of a row why it shows nothing.
    pub(crate) fn refuse(&mut self, place: usize, code: Code) {
        put(&mut self.faults, place, Some(code));
    }
}

fn span(start: usize, end: usize) -> Span {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { start: narrow(start), end: narrow(end) }
}
