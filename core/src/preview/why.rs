//! The explanation, taken apart into lines and branches that many questions share.
//!
//! Variants for which nothing is assigned by themselves differ in their explanations by nothing but
//! their number. Such a line is kept as the pieces around the number, and serves all of them.

use super::sheet::Sheet;
use crate::model::{Context, Product};
use crate::resolve::Explanation;
use crate::resolve::explain_text::{Node, on_one_line};

/// Stands for the number of the variant, in products in which no name has it.
const STAND_IN: &str = "\u{FFFC}";

/// Whether no name that an explanation of a product may tell has the stand-in in it.
pub(super) fn can_stand_in(product: &Product, contexts: &[Context]) -> bool {
    let is_free = |name: &str| !name.contains(STAND_IN);
    let in_context =
        |context: &Context| context.catalog().is_none_or(is_free) && context.channel().is_none_or(is_free);
    let documents = &product.documents;
    let sets = || documents.iter().flat_map(|document| document.sets());
    let mut items = sets().flat_map(|set| set.primary.items.iter().chain(&set.additional.items));
    contexts.iter().chain(documents.iter().map(|document| &document.context)).all(in_context)
        && product.dimensions.iter().all(|one| is_free(one.name()) && one.values().all(is_free))
        && items.all(|item| is_free(item.asset()) && item.purpose().is_none_or(is_free))
}

impl Sheet {
    /// The number of an explanation, counted from 1; the heading is not in it.
    ///
    /// With `can_stand_in` it holds for any variant that has no set of its own and the same values of
    /// the dimensions that patterns fix.
    pub(super) fn explanation(&mut self, explanation: &mut Explanation<'_>, can_stand_in: bool) -> u32 {
        if can_stand_in && explanation.answer.variant.is_some() {
            name_variant(explanation, STAND_IN);
        }
        let below: Vec<i64> =
            explanation.tree().below.iter().map(|node| self.node(node, can_stand_in)).collect();
        self.nodes.add(&below).saturating_add(1)
    }

    /// A line with what is below it: its number, or for one with nothing below that of the line, below 0.
    fn node(&mut self, node: &Node, can_stand_in: bool) -> i64 {
        let line = on_one_line(&node.text);
        let line = if can_stand_in && line.contains(STAND_IN) {
            self.lines.add(&line.split(STAND_IN).collect::<Vec<_>>())
        } else {
            self.lines.add(&line)
        };
        if node.below.is_empty() {
            return !i64::from(line);
        }
        let mut entry = vec![i64::from(line)];
        entry.extend(node.below.iter().map(|node| self.node(node, can_stand_in)));
        self.nodes.add(&entry).into()
    }
}

/// Has the explanation name its variant otherwise.
fn name_variant<'a>(explanation: &mut Explanation<'a>, name: &'a str) {
    for list in [&mut explanation.primary, &mut explanation.additional] {
        let sets = list.rungs.iter_mut().flat_map(|rung| &mut rung.sets).map(|set| &mut set.variant);
        let origins = list.items.iter_mut().map(|item| &mut item.origin.variant);
        let stop = list.stop.iter_mut().map(|origin| &mut origin.variant);
        sets.chain(origins).chain(stop).flatten().for_each(|variant| *variant = name);
    }
}
