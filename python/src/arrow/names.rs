//! Dictionaries: words that repeat, each held once.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array, StringArray};
use arrow_schema::{ArrowError, DataType};
use omnimedia::ContextRef;

/// The place of no word.
pub(crate) const NULL: i32 = -1;

/// Words with their places. They only grow, so that the batches of a stream have one dictionary, or one that begins with
/// that of the batch before.
#[derive(Default)]
pub(crate) struct Names {
    places: HashMap<Box<str>, i32>,
    words: Vec<Box<str>>,
    /// The words as Arrow has them, as long as no other comes.
    array: Option<ArrayRef>,
}

impl Names {
    /// The place of a word; of no word `NULL`.
    pub(crate) fn place(&mut self, word: Option<&str>) -> i32 {
        let Some(word) = word else { return NULL };
        if let Some(place) = self.places.get(word) {
            return *place;
        }
        let Ok(place) = i32::try_from(self.words.len()) else { return NULL };
        self.places.insert(word.into(), place);
        self.words.push(word.into());
        self.array = None;
        place
    }

    /// The column of some places.
    pub(crate) fn column(&mut self, places: Vec<i32>) -> Result<ArrayRef, ArrowError> {
        let words =
            self.array.get_or_insert_with(|| Arc::new(StringArray::from_iter_values(self.words.iter())));
        let keys: Int32Array = if places.contains(&NULL) {
            places.into_iter().map(|place| Some(place).filter(|place| *place != NULL)).collect()
        } else {
            places.into()
        };
        Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, Arc::clone(words))?))
    }

    /// The type of such a column.
    pub(crate) fn kind() -> DataType {
        DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
    }
}

/// The words of contexts: catalogs, channels, locales.
#[derive(Default)]
pub(crate) struct ContextNames(pub(crate) [Names; 3]);

impl ContextNames {
    /// The places of catalog, channel and locale.
    pub(crate) fn places(&mut self, context: ContextRef<'_>) -> [i32; 3] {
        let [catalogs, channels, locales] = &mut self.0;
        let locale = context.locale.as_ref().map(omnimedia::Tag::as_str);
        [catalogs.place(context.catalog), channels.place(context.channel), locales.place(locale)]
    }
}
