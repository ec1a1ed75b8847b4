//! What may stand in a file: the kinds of its entities, and its version. Readers are generic over it.

use super::here::{Here, OBJECT, Wanted};
use super::shape::Shape;
use crate::fault::{Fault, Place};
use serde::Deserializer;

/// The key under which the version stands.
pub(crate) const HEADER: &str = "omnimedia";

/// A kind of entity, of those that one form of file has.
pub(crate) trait Kinds: Copy + Eq + 'static {
    /// What an entity is read as, before its meaning is checked.
    type Content;

    /// Every kind, in the order in which the one object is written.
    const ALL: &'static [Self];
    /// The version that is read and written.
    const VERSION: &'static str;
    /// What the version has to be, in the words of a message.
    const WANTED: Wanted;
    /// What one of them is called.
    const ONE: &'static str;
    /// What a line has to be, in the words of a message.
    const LINE: Wanted;

    /// Its key in a line.
    fn key(self) -> &'static str;

    /// The key of the list of them in the one object.
    fn list(self) -> &'static str;

    /// Whether there is but one of it, which the one object has without a list.
    fn is_single(self) -> bool {
        false
    }

    /// Reads an entity of this kind; `None` where it is null.
    fn read<'de, D: Deserializer<'de>>(
        self,
        here: &Here<'_>,
        from: D,
    ) -> Result<Option<Self::Content>, D::Error>;
}

/// The shape of an entity.
pub(super) struct One<K>(pub(super) K);

impl<'de, K: Kinds> Shape<'de> for One<K> {
    type Out = K::Content;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn read<D: Deserializer<'de>>(self, here: &Here<'_>, from: D) -> Result<Option<K::Content>, D::Error> {
        self.0.read(here, from)
    }
}

/// What takes the entities of one object as they are read.
pub(crate) trait Sink<K: Kinds> {
    /// Takes a fault, after which the reading goes on.
    fn fault(&mut self, fault: Fault);

    /// Takes the fault that ended the reading of an entity, or of many.
    fn lost(&mut self, fault: Fault) {
        self.fault(fault);
    }

    /// Takes an entity.
    fn take(&mut self, place: Place, content: K::Content);
}
