//! Reading and changing what is being edited: builders give their parts out again.

use super::builder::{DocumentBuilder, ItemBuilder, ListBuilder, SetBuilder, SwatchBuilder};
use super::kind::Mode;

impl ItemBuilder {
    /// The id of the asset.
    #[must_use]
    pub fn asset(&self) -> &str {
        &self.asset
    }

    /// The purpose, where it is an additional item.
    #[must_use]
    pub fn purpose(&self) -> Option<&str> {
        self.purpose.as_deref()
    }
}

impl ListBuilder {
    /// What it does with the rest of the chain.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The items, in their order.
    #[must_use]
    pub fn items(&self) -> &[ItemBuilder] {
        &self.items
    }

    /// The items, to be added to, taken out and put in order.
    pub fn items_mut(&mut self) -> &mut Vec<ItemBuilder> {
        &mut self.items
    }
}

impl SetBuilder {
    /// The ordered gallery, to be read and changed.
    pub fn primary_mut(&mut self) -> &mut ListBuilder {
        &mut self.primary
    }

    /// The ordered gallery, and the items with a purpose.
    #[must_use]
    pub fn lists(&self) -> [&ListBuilder; 2] {
        [&self.primary, &self.additional]
    }

    /// The items with a purpose, to be read and changed.
    pub fn additional_mut(&mut self) -> &mut ListBuilder {
        &mut self.additional
    }
}

impl SwatchBuilder {
    /// The dimension and the value that it is for.
    #[must_use]
    pub fn of(&self) -> (&str, &str) {
        (&self.dimension, &self.value)
    }
}

impl DocumentBuilder {
    /// The set of the product itself, to be read and changed.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{DocumentBuilder, SetBuilder};
    /// let mut document = DocumentBuilder::new().master(SetBuilder::new().primary(["A1", "A2"]));
    /// if let Some(set) = document.master_mut() {
    ///     set.primary_mut().items_mut().insert(0, "A3".into());
    /// }
    /// assert_eq!(document, DocumentBuilder::new().master(SetBuilder::new().primary(["A3", "A1", "A2"])));
    /// ```
    pub fn master_mut(&mut self) -> Option<&mut SetBuilder> {
        self.master.as_mut()
    }

    /// The set of a dimension combination, to be read and changed: the one that fixes these values
    /// and no others, in any order.
    ///
    /// # Cost
    /// Linear in the combinations of the document.
    pub fn dimensions_mut<D: AsRef<str>, V: AsRef<str>>(
        &mut self,
        pattern: &[(D, V)],
    ) -> Option<&mut SetBuilder> {
        let wanted = fixed(pattern);
        self.dimensions.iter_mut().find(|(own, _)| fixed(own) == wanted).map(|(_, set)| set)
    }

    /// The set of a variant, to be read and changed.
    ///
    /// # Cost
    /// Linear in the variants that have one.
    pub fn variant_mut(&mut self, number: &str) -> Option<&mut SetBuilder> {
        self.variants.iter_mut().find(|(own, _)| own == number).map(|(_, set)| set)
    }

    /// Every set of the document, with what it is for.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{DocumentBuilder, SetBuilder, SetFor};
    /// let set = || SetBuilder::new().primary(["A1"]);
    /// let mut document =
    ///     DocumentBuilder::new().master(set()).dimensions([("Color", "Blue")], set()).variant("S1-BM", set());
    /// let variants = document.sets().filter(|(of, _)| matches!(of, SetFor::Variant(_)));
    /// assert_eq!(variants.count(), 1);
    /// assert!(document.remove_variant("S1-BM").is_some());
    /// assert!(document.remove_dimensions(&[("Color", "Blue")]).is_some());
    /// assert!(document.remove_master().is_some());
    /// assert_eq!(document, DocumentBuilder::new());
    /// ```
    pub fn sets(&self) -> impl Iterator<Item = (SetFor<'_>, &SetBuilder)> {
        let master = self.master.iter().map(|set| (SetFor::Master, set));
        let patterns = self.dimensions.iter().map(|(pattern, set)| (SetFor::Dimensions(pattern), set));
        let variants = self.variants.iter().map(|(number, set)| (SetFor::Variant(number), set));
        master.chain(patterns).chain(variants)
    }

    /// Takes the set of the product itself out.
    pub fn remove_master(&mut self) -> Option<SetBuilder> {
        self.master.take()
    }

    /// Takes the set of a dimension combination out, as [`DocumentBuilder::dimensions_mut`] finds it.
    ///
    /// # Cost
    /// Linear in the combinations of the document.
    pub fn remove_dimensions<D: AsRef<str>, V: AsRef<str>>(
        &mut self,
        pattern: &[(D, V)],
    ) -> Option<SetBuilder> {
        let wanted = fixed(pattern);
        let found = self.dimensions.iter().position(|(own, _)| fixed(own) == wanted)?;
        Some(self.dimensions.remove(found).1)
    }

    /// Takes the set of a variant out: it shows what is farther again.
    ///
    /// # Cost
    /// Linear in the variants that have one.
    pub fn remove_variant(&mut self, number: &str) -> Option<SetBuilder> {
        let found = self.variants.iter().position(|(own, _)| own == number)?;
        Some(self.variants.remove(found).1)
    }

    /// The swatches, to be added to and taken out.
    pub fn swatches_mut(&mut self) -> &mut Vec<SwatchBuilder> {
        &mut self.swatches
    }
}

/// What a set of a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetFor<'d> {
    /// The product itself.
    Master,
    /// A dimension combination: pairs of a dimension and its value, or `*`.
    Dimensions(&'d [(String, String)]),
    /// The variant of a number.
    Variant(&'d str),
}

/// The values that a pattern fixes, by dimension.
fn fixed<D: AsRef<str>, V: AsRef<str>>(pattern: &[(D, V)]) -> Vec<(&str, &str)> {
    let pairs = pattern.iter().map(|(dimension, value)| (dimension.as_ref(), value.as_ref()));
    let mut fixed: Vec<_> = pairs.filter(|(_, value)| *value != "*").collect();
    fixed.sort_unstable();
    fixed
}

#[cfg(test)]
mod tests {
    use super::{DocumentBuilder, SetBuilder, SwatchBuilder};

    #[test]
    fn a_combination_is_found_in_any_order_and_with_its_wildcards() {
        let set = |asset: &str| SetBuilder::new().primary([asset]);
        let mut document = DocumentBuilder::new()
            .dimensions([("Color", "Blue"), ("Size", "*")], set("A1"))
            .dimensions([("Size", "M"), ("Color", "Blue")], set("A2"))
            .variant("S1-BM", set("A3"));
        let mut asset = |pattern: &[(&str, &str)]| {
            let set = document.dimensions_mut(pattern)?;
            Some(set.primary_mut().items().first()?.asset().to_owned())
        };
        assert_eq!(asset(&[("Color", "Blue")]).as_deref(), Some("A1"));
        assert_eq!(asset(&[("Color", "Blue"), ("Size", "M")]).as_deref(), Some("A2"));
        assert_eq!(asset(&[("Size", "M")]), None);
        assert!(document.variant_mut("S1-BM").is_some() && document.variant_mut("S1").is_none());
        assert!(document.master_mut().is_none());
    }

    #[test]
    fn swatches_are_taken_out_by_what_they_are_for() {
        let swatch = |value: &str| SwatchBuilder::new("Color", value).hex("#0000FF");
        let mut document = DocumentBuilder::new().swatch(swatch("Blue")).swatch(swatch("Red"));
        document.swatches_mut().retain(|swatch| swatch.of() != ("Color", "Blue"));
        assert_eq!(document, DocumentBuilder::new().swatch(swatch("Red")));
    }
}
