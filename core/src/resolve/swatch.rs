//! Swatches of products (SPEC section 6).

use super::answer::{SwatchAnswer, SwatchSource};
use super::direct::{Asked, asset_ref};
use super::query::Query;
use super::walk::Sets;
use crate::fault::Fault;
use crate::model::{Document, Paint, Product, Publication};
use crate::policy::Policy;

impl Publication {
    /// The swatches of a product in a context: every value that has one, in the product's order.
    ///
    /// The first document of the ladder governs alone; a value it has no swatch of shows the
    /// tenant's central one. A selection makes no difference.
    ///
    /// # Errors
    /// As [`Publication::resolve`].
    ///
    /// # Cost
    /// Linear in the product's documents and values.
    pub fn swatches(&self, query: &Query, policy: &Policy) -> Result<Vec<SwatchAnswer<'_>>, Fault> {
        let asked = Asked::new(self, query, policy)?;
        let governing = (0..asked.rungs.len()).find_map(|rung| asked.document(rung));
        Ok(self.swatches_of(asked.product, governing, asked.context.channel()))
    }

    /// The swatches of a product in a channel, where a document governs them.
    pub(crate) fn swatches_of<'p>(
        &'p self,
        product: &'p Product,
        governing: Option<&'p Document>,
        channel: Option<&str>,
    ) -> Vec<SwatchAnswer<'p>> {
        let own: std::collections::HashMap<(u32, u32), &Paint> = governing
            .iter()
            .flat_map(|document| document.swatches.iter())
            .map(|swatch| ((swatch.dimension, swatch.value), &swatch.paint))
            .collect();
        let mut all = Vec::new();
        for (index, dimension) in (0..).zip(&product.dimensions) {
            for (position, value) in (0..).zip(&dimension.values) {
                let own = own.get(&(index, position)).map(|paint| (*paint, SwatchSource::Product));
                let central =
                    || Some((self.central_swatch(&dimension.name, value)?.paint(), SwatchSource::Central));
                if let Some((paint, source)) = own.or_else(central) {
                    all.push(self.swatch_answer((&dimension.name, value), paint, source, channel));
                }
            }
        }
        all
    }

    fn swatch_answer<'p>(
        &'p self,
        (dimension, value): (&'p str, &'p str),
        paint: &'p Paint,
        source: SwatchSource,
        channel: Option<&str>,
    ) -> SwatchAnswer<'p> {
        let image = paint.asset().and_then(|id| self.asset(id));
        let image = image.filter(|asset| asset.published && asset.is_allowed_in(channel)).map(asset_ref);
        let Paint { hex, asset, crop } = paint;
        SwatchAnswer { dimension, value, hex: *hex, asset: asset.as_deref(), crop: *crop, source, image }
    }
}
