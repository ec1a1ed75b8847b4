//! The paths of a product: which of its documents a ladder can meet, and in which order.

use crate::locale::{Locales, Tag};
use crate::model::ContextRef;
use crate::policy::Order;
use crate::resolve::ladder;
use crate::snapshot::shape::DECIDED;
use smallvec::SmallVec;
use std::collections::{BTreeMap, BTreeSet};

/// Documents, the nearest first.
pub(crate) type Path = SmallVec<[u32; 4]>;

/// The classes of a product, and the tree that tells them apart.
#[derive(Default)]
pub(crate) struct Paths {
    /// For each class, the documents that speak.
    pub(crate) classes: Vec<Path>,
    /// The words of the tree; none where the nearest document is the class.
    pub(crate) tree: Vec<u32>,
}

/// A node of the tree while it grows.
#[derive(Default)]
struct Node {
    class: Option<u32>,
    decided: bool,
    branches: BTreeMap<u32, usize>,
}

pub(super) type Context<'a> = (ContextRef<'a>, Option<Tag>);

/// A context to ask in: catalog, channel, and the locales of rungs (`None` for one that no document
/// has), Neutral behind them.
type Asked<'a> = (Option<&'a str>, Option<&'a str>, Vec<Option<Tag>>);

/// Finds the paths of documents in these contexts, by channel, catalog and normal form of the locale,
/// of which those that decide let nothing behind them matter.
pub(crate) fn find(
    contexts: &[Context<'_>],
    decisive: &[bool],
    order: Order,
    locales: &Locales<'_>,
    Paths { classes, tree }: &mut Paths,
) {
    classes.clear();
    tree.clear();
    let is_last = |(context, _): &Context<'_>| *context == ContextRef::default();
    let nearest_decides =
        contexts.iter().zip(decisive).all(|(context, decides)| *decides || is_last(context));
    let count = u32::try_from(contexts.len()).unwrap_or(u32::MAX);
    if nearest_decides || contexts.len() < 2 {
        classes.extend((0..count).map(|document| Path::from_slice(&[document])));
        if !contexts.iter().any(is_last) {
            classes.push(Path::new());
        }
        return;
    }
    let mut nodes = vec![Node::default()];
    for asked in asked(contexts, order, locales) {
        let path = path(contexts, decisive, order, &asked);
        let decided = path.last().is_some_and(|last| decisive.get(*last as usize) == Some(&true));
        let mut at = 0;
        for document in &path {
            let next = nodes.len();
            let Some(node) = nodes.get_mut(at) else { break };
            at = *node.branches.entry(*document).or_insert(next);
            if at == next {
                nodes.push(Node::default());
            }
        }
        if let Some(node) = nodes.get_mut(at).filter(|node| node.class.is_none()) {
            node.class = u32::try_from(classes.len()).ok();
            node.decided = decided;
            classes.push(path);
        }
    }
    *tree = words(&nodes);
}

/// The contexts to ask in, so that every path is met, or every important one where they are too many.
fn asked<'a>(contexts: &[Context<'a>], order: Order, locales: &Locales<'_>) -> Vec<Asked<'a>> {
    let chain_of = |tag| ladder::rung_chain(order, locales, tag).into_iter().map(Some).collect();
    let catalogs: BTreeSet<Option<&str>> =
        contexts.iter().map(|(context, _)| context.catalog).chain([None]).collect();
    let channels: BTreeSet<Option<&str>> =
        contexts.iter().map(|(context, _)| context.channel).chain([None]).collect();
    let tags: BTreeSet<Option<Tag>> = contexts.iter().map(|(_, normal)| *normal).chain([None]).collect();
    let mut chains: Vec<Vec<Option<Tag>>> = tags.iter().map(|tag| chain_of(*tag)).collect();
    if order == Order::Documented {
        // a locale that no document names still comes down to its bare language
        let bare: BTreeSet<Tag> = tags.iter().flatten().filter_map(Tag::language).collect();
        for tag in bare.into_iter().map(|tag| locales.normal(tag)).filter(|tag| tags.contains(&Some(*tag))) {
            chains.push(vec![None, Some(tag)]);
        }
    }
    let all = catalogs.len().saturating_mul(channels.len()).saturating_mul(chains.len());
    let mut asked = Vec::new();
    if all <= contexts.len().saturating_mul(4).saturating_add(64) {
        for catalog in &catalogs {
            for channel in &channels {
                asked.extend(chains.iter().map(|chain| (*catalog, *channel, chain.clone())));
            }
        }
    } else {
        // too many to meet all: each document's own context, and Neutral; the rest is composed
        asked.push((None, None, Vec::new()));
        for (context, normal) in contexts {
            asked.push((context.catalog, context.channel, chain_of(*normal)));
        }
    }
    asked
}

/// The documents of a ladder up to the first that decides.
fn path(
    contexts: &[Context<'_>],
    decisive: &[bool],
    order: Order,
    (catalog, channel, chain): &Asked<'_>,
) -> Path {
    let mut ranked = Vec::new();
    for rung in ladder::rungs(order, chain.len(), catalog.is_some(), channel.is_some()) {
        let locale = match chain.get(rung.locale) {
            // a locale that no document has
            Some(None) => continue,
            Some(locale) => *locale,
            None => None,
        };
        let wanted = (channel.filter(|_| rung.channel), catalog.filter(|_| rung.catalog), locale);
        let found = contexts
            .binary_search_by(|(context, normal)| (context.channel, context.catalog, *normal).cmp(&wanted));
        let index = found.ok().and_then(|at| u32::try_from(at).ok());
        if let (Some(index), Some(rank)) = (index, ladder::rank(order, chain.len(), rung)) {
            ranked.push((rank, index));
        }
    }
    ranked.sort_unstable();
    let mut path = Path::new();
    for (_, document) in ranked {
        path.push(document);
        if decisive.get(document as usize) == Some(&true) {
            break;
        }
    }
    path
}

/// The nodes as words; see `snapshot::shape`.
fn words(nodes: &[Node]) -> Vec<u32> {
    let mut places = Vec::with_capacity(nodes.len());
    let mut next = 0u32;
    for node in nodes {
        places.push(next);
        let branches = u32::try_from(node.branches.len()).unwrap_or(u32::MAX);
        next = next.saturating_add(2).saturating_add(branches.saturating_mul(2));
    }
    let mut words = Vec::with_capacity(next as usize);
    for node in nodes {
        words.push(node.class.map_or(0, |class| class.saturating_add(1)));
        let branches = u32::try_from(node.branches.len()).unwrap_or(u32::MAX);
        words.push(if node.decided && branches == 0 { DECIDED } else { branches });
        for (document, target) in &node.branches {
            words.push(*document);
            words.push(places.get(*target).copied().unwrap_or(0));
        }
    }
    words
}
