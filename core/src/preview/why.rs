//! The explanation, taken apart into lines and branches that many questions share.
//!
//! Variants for which nothing is assigned by themselves differ in their explanations by nothing but
//! their number. Such a line is kept as the pieces around the number, and serves all of them.

use super::sheet::Sheet;
use crate::resolve::Explanation;
use crate::resolve::explain_text::{Node, on_one_line};

/// Stands for the number of the variant; that nothing else is taken for it is checked.
const STAND_IN: &str = "\u{FFFC}";

impl Sheet {
    /// The number of an explanation, counted from 1; the heading is not in it.
    ///
    /// Also, whether it holds for any variant that has no set of its own and the same values of the
    /// dimensions that patterns fix.
    pub(super) fn explanation(&mut self, explanation: &mut Explanation<'_>) -> (u32, bool) {
        let tree = explanation.tree();
        let Some(variant) = explanation.answer.variant else {
            return (self.root(&tree, None), true);
        };
        name_variant(explanation, STAND_IN);
        let pattern = explanation.tree();
        let is_pattern = !variant.contains(STAND_IN) && fits(&tree, &pattern, &on_one_line(variant));
        let number = if is_pattern { self.root(&pattern, Some(STAND_IN)) } else { self.root(&tree, None) };
        (number, is_pattern)
    }

    fn root(&mut self, tree: &Node, stand_in: Option<&str>) -> u32 {
        let below: Vec<i64> = tree.below.iter().map(|node| self.node(node, stand_in)).collect();
        self.nodes.add(&below).saturating_add(1)
    }

    /// A line with what is below it: its number, or for one with nothing below that of the line, below 0.
    fn node(&mut self, node: &Node, stand_in: Option<&str>) -> i64 {
        let line = on_one_line(&node.text);
        let pieces: Vec<&str> = match stand_in {
            Some(stand_in) => line.split(stand_in).collect(),
            None => Vec::new(),
        };
        let line = if pieces.len() > 1 { self.lines.add(&pieces) } else { self.lines.add(&line) };
        if node.below.is_empty() {
            return !i64::from(line);
        }
        let mut entry = vec![i64::from(line)];
        entry.extend(node.below.iter().map(|node| self.node(node, stand_in)));
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

/// Whether a tree is what a pattern gives for a variant.
fn fits(tree: &Node, pattern: &Node, variant: &str) -> bool {
    on_one_line(&pattern.text).replace(STAND_IN, variant) == on_one_line(&tree.text)
        && tree.below.len() == pattern.below.len()
        && tree.below.iter().zip(&pattern.below).all(|(tree, pattern)| fits(tree, pattern, variant))
}
