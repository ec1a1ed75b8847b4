//! What the writers share: keys only where there is something to say.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A list that is written from an iterator, without a copy of it.
pub(crate) struct Each<F>(pub(super) F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((self.0)())
    }
}

/// An object that is written from an iterator of keys and values.
pub(crate) struct Pairs<F>(pub(super) F);

impl<F, I, K, V> Serialize for Pairs<F>
where
    F: Fn() -> I,
    I: Iterator<Item = (K, V)>,
    K: Serialize,
    V: Serialize,
{
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map((self.0)())
    }
}

/// Writes a value that is not absent.
pub(crate) fn given<M: SerializeMap, T: Serialize>(
    map: &mut M,
    key: &'static str,
    value: Option<T>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(key, &value))
}

/// Writes a list that is not empty.
pub(crate) fn filled<M: SerializeMap, I: Iterator<Item: Serialize>>(
    map: &mut M,
    key: &'static str,
    values: impl Fn() -> I,
) -> Result<(), M::Error> {
    if values().next().is_none() { Ok(()) } else { map.serialize_entry(key, &Each(values)) }
}

/// Writes an object that is not empty.
pub(crate) fn pairs<M, I, K, V>(
    map: &mut M,
    key: &'static str,
    values: impl Fn() -> I,
) -> Result<(), M::Error>
where
    M: SerializeMap,
    I: Iterator<Item = (K, V)>,
    K: Serialize,
    V: Serialize,
{
    if values().next().is_none() { Ok(()) } else { map.serialize_entry(key, &Pairs(values)) }
}
