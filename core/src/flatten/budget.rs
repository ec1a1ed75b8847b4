//! How much flattening one product may cost. It follows from the product's own size alone, so that the
//! bytes do not depend on the machine.

use super::product_parts::input_size;
use crate::model::{Document, Item, Product, Set};

/// Steps that folding an item comes to; comparing a pattern with a variant is one.
const FOLD: usize = 4;

/// How much a product may cost, beyond which its answers are composed when they are asked for.
pub(super) struct Budget {
    /// Comparisons of a pattern with a variant, while variants are grouped.
    pub(super) comparisons: usize,
    /// Items in stored answers.
    pub(super) items: usize,
    /// Stored answers.
    pub(super) cells: usize,
    /// Steps of walks and folds, also of those whose answer is there already or is not stored.
    steps: usize,
}

impl Budget {
    pub(super) fn of(product: &Product) -> Self {
        let input = input_size(product);
        let items = product.documents.iter().flat_map(Document::sets).flat_map(items);
        let read = input.saturating_add(items.map(own_size).sum());
        Self {
            comparisons: input.saturating_mul(1_024).saturating_add(1 << 16),
            items: input.saturating_mul(16).saturating_add(1 << 10),
            cells: input.saturating_mul(16).saturating_add(1 << 10),
            steps: read.saturating_mul(512).saturating_add(1 << 20),
        }
    }

    /// Takes steps; whether there were as many. Where there were not, none is left: what is looked at and
    /// then refused costs as well.
    fn spend(&mut self, steps: usize) -> bool {
        let left = self.steps.checked_sub(steps);
        self.steps = left.unwrap_or(0);
        left.is_some()
    }

    /// Before a walk along documents: every pattern may be compared, and every set linked.
    pub(super) fn walk(&mut self, path: &[&Document]) -> bool {
        self.spend(path.iter().map(|document| document.patterns.len().saturating_add(2)).sum())
    }

    /// Before a fold of so many items.
    pub(super) fn fold(&mut self, items: usize) -> bool {
        self.spend(items.saturating_mul(FOLD))
    }

    /// Before the texts and properties of items are copied.
    pub(super) fn copy<'p>(&mut self, items: impl Iterator<Item = &'p Item>) -> bool {
        self.fold(items.map(own_size).sum())
    }
}

fn items(set: &Set) -> impl Iterator<Item = &Item> {
    set.primary.items.iter().chain(&set.additional.items)
}

/// How many texts and properties an item has itself.
fn own_size(item: &Item) -> usize {
    item.own.as_ref().map_or(0, |own| own.texts.len().saturating_add(own.properties.len()))
}

#[cfg(test)]
mod tests {
    use super::super::flat::Flat;
    use super::super::product::Flattener;
    use super::{Budget, FOLD};
    use crate::limits::Limits;
    use crate::model::{
        AssetBuilder, DocumentBuilder, ItemBuilder, Kind, ListBuilder, Mode, Product, ProductBuilder,
        Publication, SetBuilder, TextBuilder, VariantBuilder,
    };
    use crate::policy::{Inheritance, Policy};

    fn product(item: ItemBuilder) -> Product {
        let set = SetBuilder::new().primary([ItemBuilder::new("A1"), item]);
        let document = DocumentBuilder::new().master(set);
        ProductBuilder::new("S1").document(document).build(&Limits::default()).unwrap()
    }

    #[test]
    fn steps_follow_from_the_size_of_the_product_and_end() {
        let mut budget = Budget::of(&product(ItemBuilder::new("A2")));
        // a document, its set, two items
        let folds = (4 * 512 + (1 << 20)) / FOLD;
        assert!(budget.fold(folds - 1));
        assert!(budget.fold(1));
        assert!(!budget.fold(1));
    }

    #[test]
    fn what_an_item_says_itself_is_part_of_the_size_and_costs_when_it_is_copied() {
        let item = ItemBuilder::new("A2").text("en", TextBuilder::new().alt("a")).property("k", "v");
        let product = product(item);
        let items = || product.documents.iter().flat_map(|one| one.sets()).flat_map(super::items);
        let mut budget = Budget::of(&product);
        let folds = (6 * 512 + (1 << 20)) / FOLD;
        assert!(budget.fold(folds - 3));
        assert!(budget.copy(items()));
        assert!(budget.fold(1));
        assert!(!budget.copy(items()));
    }

    #[test]
    fn what_is_refused_leaves_nothing() {
        let product = product(ItemBuilder::new("A2"));
        let path: Vec<_> = product.documents.iter().collect();
        let mut budget = Budget::of(&product);
        assert!(budget.walk(&path));
        assert!(!budget.fold(usize::MAX));
        assert!(!budget.walk(&path));
    }

    #[test]
    fn all_that_a_large_shop_shows_is_stored() {
        // a thousand variants; in each of 21 contexts a gallery for each of 40 colours, on top of the master's
        let names = |prefix: &'static str, count| (0..count).map(move |at| format!("{prefix}{at}"));
        let list = |items: usize| ListBuilder::new(Mode::Append, names("A", items));
        let mut product =
            ProductBuilder::new("S1").dimension("Color", names("c", 40)).dimension("Size", names("s", 25));
        for at in 0..1_000 {
            let values = [("Color", format!("c{}", at / 25)), ("Size", format!("s{}", at % 25))];
            product = product.variant(VariantBuilder::new(format!("V{at}"), values));
        }
        let channels = names("ch", 5).flat_map(|channel| {
            ["", "fr", "en", "en-AU"].map(|locale| DocumentBuilder::new().channel(&*channel).locale(locale))
        });
        for mut document in channels.chain([DocumentBuilder::new()]) {
            document = document.master(SetBuilder::new().primary_list(list(5)));
            for colour in names("c", 40) {
                let set = SetBuilder::new().primary_list(list(8));
                document = document.dimensions([("Color", colour)], set);
            }
            product = product.document(document);
        }
        let mut builder = Publication::builder(Limits::default());
        names("A", 8).for_each(|id| _ = builder.asset(AssetBuilder::new(id, Kind::Image)));
        builder.product(product);
        let publication = builder.build().unwrap();
        for inheritance in Inheritance::ALL {
            let policy = Policy { inheritance: *inheritance, ..Policy::default() };
            let (mut flattener, mut flat) = (Flattener::new(&publication, policy).unwrap(), Flat::default());
            flattener.product(publication.product("S1").unwrap(), &mut flat).unwrap();
            assert!(flat.cells.len() > 40 * 20 && flat.cells.iter().all(Option::is_some));
        }
    }
}
