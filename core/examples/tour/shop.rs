//! The shop of the tour: the publication and its snapshot.

use crate::names::place;
use omnimedia::{AlignedBytes, Context, Policy, Product, Publication, Snapshot};

pub(crate) struct Shop {
    pub(crate) publication: Publication,
    pub(crate) policy: Policy,
    pub(crate) snapshot: Snapshot<AlignedBytes>,
    /// Bytes of the JSON it was read from.
    pub(crate) json: usize,
}

impl Shop {
    /// A context as its people call it: the channel by its name.
    pub(crate) fn place(&self, context: &Context) -> String {
        place(&self.publication, context)
    }

    pub(crate) fn product(&self, number: &str) -> Option<&Product> {
        self.publication.product(number)
    }
}
