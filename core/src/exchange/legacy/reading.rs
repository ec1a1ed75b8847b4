//! Reading one name by the patterns: every way in which known numbers and values give it.

use super::index::Index;
use super::pattern::{FilePattern, Part};
use super::run::{Known, Picks, Run};
use super::span;
use super::token::Token;
use crate::locale::Tag;
use std::collections::HashSet;

/// Whose a file is, by places in the index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Product(u32),
    /// The product, and the variant's place in it.
    Variant(u32, u32),
    /// The product, and a value or any for each of its dimensions.
    Combination(u32, Box<[u32]>),
    Category(u32),
}

/// One way to read a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reading {
    pub(super) owner: Owner,
    pub(super) locale: Option<Tag>,
    pub(super) sequence: Option<u64>,
}

/// Why a name that some pattern fits has no reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// No such number.
    Number,
    CategoryName,
    /// The product has the dimension, but no such value of it.
    Value(u32, usize),
    /// The product lacks the dimension.
    Dimension(u32, usize),
    /// The product has the dimension, and the name leaves it empty.
    Empty(u32, usize),
    /// No variant has these values.
    Variant(u32),
}

/// Everything that a name was read as.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) readings: Vec<Reading>,
    /// There are more readings than are kept.
    pub(super) has_more: bool,
    pub(super) is_catalog: bool,
    /// How far the furthest block is in the name, and why it is.
    block: Option<(usize, Block)>,
    /// Not every way was tried: there were too many.
    pub(super) gave_up: bool,
}

/// Readings that are kept of one name.
pub(super) const MOST_READINGS: usize = 16;

impl Found {
    pub(super) fn block(&self) -> Option<Block> {
        self.block.map(|(_, block)| block)
    }

    pub(super) fn add(&mut self, reading: Reading) {
        if self.readings.contains(&reading) {
            return;
        }
        if self.readings.len() < MOST_READINGS {
            self.readings.push(reading);
        } else {
            self.has_more = true;
        }
    }

    pub(super) fn block_at(&mut self, at: usize, block: Block) {
        if self.block.is_none_or(|(furthest, _)| at > furthest) {
            self.block = Some((at, block));
        }
    }
}

/// Reads a name by all patterns.
pub(super) fn read<'p>(
    name: &str,
    patterns: impl Iterator<Item = &'p FilePattern>,
    locale: Option<Tag>,
    index: &mut Index<'_>,
) -> Found {
    let mut found = Found::default();
    for pattern in patterns.filter(|pattern| may_fit(pattern, name)) {
        read_one(name, pattern, locale, index, &mut found);
    }
    found
}

/// Whether a name begins and ends as a pattern does.
fn may_fit(pattern: &FilePattern, name: &str) -> bool {
    let begins = match pattern.parts().first() {
        Some(Part::Literal(text)) => span::literal(name, text).is_some(),
        _ => true,
    };
    let ends = match pattern.parts().last() {
        Some(Part::Literal(text)) if text.is_ascii() => {
            let start = name.len().checked_sub(text.len());
            let end = start.and_then(|start| name.as_bytes().get(start..));
            end.is_some_and(|end| end.eq_ignore_ascii_case(text.as_bytes()))
        }
        _ => true,
    };
    begins && ends
}

fn read_one(
    name: &str,
    pattern: &FilePattern,
    locale: Option<Tag>,
    index: &mut Index<'_>,
    found: &mut Found,
) {
    let Some((key, token)) = pattern.key() else { return };
    let fits = |parts: &[Part]| span::reach(parts, name).last() == Some(&true);
    if token == Token::CatalogName {
        found.is_catalog |= fits(pattern.parts());
        return;
    }
    // the work that a name may make, whatever is known: some steps for each byte
    let mut steps = name.len().saturating_add(64).saturating_mul(64);
    for start in starts_of(pattern.parts().get(..key).unwrap_or_default(), name) {
        let Some(rest) = name.get(start..) else { continue };
        let mut owners: Vec<(usize, u32)> = Vec::new();
        let dictionary = match token {
            Token::VariantNumber => index.variant_numbers(),
            Token::CategoryName => index.category_names(),
            _ => index.numbers(),
        };
        for (length, ids) in dictionary.beginning(rest) {
            if steps == 0 {
                break;
            }
            steps = steps.saturating_sub(1);
            let end = start.saturating_add(length);
            if follows(pattern.parts().get(key.saturating_add(1)), name, end) {
                owners.extend(ids.iter().take(steps).map(|id| (end, *id)));
            }
        }
        for (end, id) in owners {
            if steps == 0 {
                break;
            }
            let Some(owner) = Known::of(token, id, index) else { continue };
            let mut run = Run {
                name,
                parts: pattern.parts(),
                key: (key, start, end),
                owner,
                steps,
                locale,
                dead: HashSet::new(),
                found: &mut *found,
            };
            run.go(0, 0, &Picks::default());
            steps = run.steps;
        }
        if steps == 0 {
            found.gave_up = true;
        }
        if found.gave_up || found.has_more {
            return;
        }
    }
    if found.block.is_none() && found.readings.is_empty() && fits(pattern.parts()) {
        let block = if token == Token::CategoryName { Block::CategoryName } else { Block::Number };
        found.block_at(0, block);
    }
}

/// Where the key of a pattern can begin, by what stands before it.
fn starts_of(front: &[Part], name: &str) -> Vec<usize> {
    match front {
        [] => vec![0],
        [Part::Literal(text)] => span::literal(name, text).into_iter().collect(),
        _ => span::starts(&span::reach(front, name), name).map(|(start, _)| start).collect(),
    }
}

/// Whether a name can go on with a part at a place; quick, and true where only trying it tells.
pub(super) fn follows(part: Option<&Part>, name: &str, at: usize) -> bool {
    match (part, name.get(at..)) {
        (None, Some(rest)) => rest.is_empty(),
        (Some(Part::Literal(text)), Some(rest)) => span::literal(rest, text).is_some(),
        (_, rest) => rest.is_some(),
    }
}
