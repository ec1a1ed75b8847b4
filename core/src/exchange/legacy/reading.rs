//! Reading one name by the patterns: every way in which known numbers and values give it.

use super::index::{Details, Index};
use super::pattern::{FilePattern, Part};
use super::span;
use super::token::{DIMENSIONS, Token};
use crate::locale::Tag;
use crate::model::Pattern;
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

    fn add(&mut self, reading: Reading) {
        if self.readings.contains(&reading) {
            return;
        }
        if self.readings.len() < MOST_READINGS {
            self.readings.push(reading);
        } else {
            self.has_more = true;
        }
    }

    fn block_at(&mut self, at: usize, block: Block) {
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
    let before = found.block.is_none() && found.readings.is_empty();
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
            let Some(owner) = owner(token, id, index) else { continue };
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
    if before && found.block.is_none() && found.readings.is_empty() && fits(pattern.parts()) {
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
fn follows(part: Option<&Part>, name: &str, at: usize) -> bool {
    match (part, name.get(at..)) {
        (None, Some(rest)) => rest.is_empty(),
        (Some(Part::Literal(text)), Some(rest)) => span::literal(rest, text).is_some(),
        (_, rest) => rest.is_some(),
    }
}

/// What the key of a pattern was read as.
#[derive(Debug)]
enum Known<'t> {
    Product {
        product: u32,
        width: usize,
        details: std::rc::Rc<Details<'t>>,
    },
    /// With the number of its product, as file names hold it.
    Variant {
        product: u32,
        variant: u32,
        number: std::borrow::Cow<'t, str>,
    },
    Category(u32),
}

fn owner<'t>(token: Token, id: u32, index: &mut Index<'t>) -> Option<Known<'t>> {
    match token {
        Token::CategoryName => Some(Known::Category(id)),
        Token::VariantNumber => {
            let (product, variant) = index.variant(id)?;
            let number = super::dictionary::escaped(index.product(product)?.number());
            Some(Known::Variant { product, variant, number })
        }
        _ => {
            let width = index.product(id)?.dimensions().len();
            Some(Known::Product { product: id, width, details: index.details(id) })
        }
    }
}

/// What was read on the way.
#[derive(Clone, Debug, Default)]
struct Picks {
    values: [Option<u32>; DIMENSIONS.len()],
    sequence: Option<u64>,
    locale: Option<Option<Tag>>,
}

/// Reading a name by one pattern, with the key read as one thing.
struct Run<'r, 't> {
    name: &'r str,
    parts: &'r [Part],
    /// The key's part, where it begins and where it ends.
    key: (usize, usize, usize),
    owner: Known<'t>,
    steps: usize,
    locale: Option<Tag>,
    /// Parts and places from which there is no way to the end.
    dead: HashSet<(usize, usize)>,
    found: &'r mut Found,
}

impl Run<'_, '_> {
    /// Reads on from a part at a place. Whether some way led to the end.
    fn go(&mut self, part: usize, at: usize, picks: &Picks) -> bool {
        let Some(rest) = self.name.get(at..) else { return false };
        if self.steps == 0 {
            return false;
        }
        self.steps = self.steps.saturating_sub(1);
        let next = part.saturating_add(1);
        let token = match self.parts.get(part) {
            None => return rest.is_empty() && self.end(picks),
            Some(Part::Literal(text)) => {
                let taken = span::literal(rest, text);
                return taken.is_some_and(|taken| self.go(next, at.saturating_add(taken), picks));
            }
            Some(Part::Token(token)) => *token,
        };
        if part == self.key.0 {
            return at == self.key.1 && self.go(next, self.key.2, picks);
        }
        if self.dead.contains(&(part, at)) {
            return false;
        }
        let is_read = match token {
            Token::Sequence => self.sequence(next, at, rest, picks),
            Token::LanguageId => self.language(next, at, rest, picks),
            Token::Dimension(dimension) => self.value(dimension, next, at, rest, picks),
            _ => match &self.owner {
                Known::Variant { number, .. } if rest.starts_with(&**number) => {
                    let end = at.saturating_add(number.len());
                    self.go(next, end, picks)
                }
                _ => false,
            },
        };
        if !is_read && self.steps > 0 {
            self.dead.insert((part, at));
        }
        is_read
    }

    fn sequence(&mut self, next: usize, at: usize, rest: &str, picks: &Picks) -> bool {
        let mut is_read = false;
        for taken in 1..=span::digits(rest) {
            let end = at.saturating_add(taken);
            if follows(self.parts.get(next), self.name, end) {
                let sequence = rest.get(..taken).and_then(|digits| digits.parse().ok());
                is_read |= self.go(next, end, &Picks { sequence, ..picks.clone() });
            }
        }
        is_read
    }

    fn language(&mut self, next: usize, at: usize, rest: &str, picks: &Picks) -> bool {
        let mut is_read = false;
        for taken in 1..=span::tag(rest) {
            let end = at.saturating_add(taken);
            if follows(self.parts.get(next), self.name, end)
                && let Some(Ok(locale)) = rest.get(..taken).map(Tag::parse)
            {
                is_read |= self.go(next, end, &Picks { locale: Some(locale), ..picks.clone() });
            }
        }
        is_read
    }

    /// A value of a dimension, or nothing where the product lacks the dimension.
    fn value(&mut self, dimension: usize, next: usize, at: usize, rest: &str, picks: &Picks) -> bool {
        let Known::Product { product, details, .. } = &self.owner else { return false };
        let (product, details) = (*product, details.clone());
        let Some(values) = details.values(dimension) else {
            let is_read = self.go(next, at, picks);
            if !is_read && !follows(self.parts.get(next), self.name, at) {
                self.found.block_at(at, Block::Dimension(product, dimension));
            }
            return is_read;
        };
        let mut is_read = false;
        for (length, ids) in values.beginning(rest) {
            let end = at.saturating_add(length);
            self.steps = self.steps.saturating_sub(1);
            if !follows(self.parts.get(next), self.name, end) {
                continue;
            }
            for id in ids {
                let mut picks = picks.clone();
                if let Some(value) = picks.values.get_mut(dimension) {
                    *value = Some(*id);
                }
                is_read |= self.go(next, end, &picks);
            }
        }
        if !is_read {
            // what another token goes on with tells nothing
            let goes_on = self.parts.get(next);
            let is_empty = !matches!(goes_on, Some(Part::Token(_))) && follows(goes_on, self.name, at);
            let block = if is_empty { Block::Empty } else { Block::Value };
            self.found.block_at(at, block(product, dimension));
        }
        is_read
    }

    /// The name is read to its end.
    fn end(&mut self, picks: &Picks) -> bool {
        let owner = match &self.owner {
            Known::Category(category) => Some(Owner::Category(*category)),
            Known::Variant { product, variant, .. } => Some(Owner::Variant(*product, *variant)),
            Known::Product { product, width, details } => {
                let row = details.row(*width, &picks.values);
                if picks.values.iter().all(Option::is_none) {
                    Some(Owner::Product(*product))
                } else if row.contains(&Pattern::ANY) {
                    Some(Owner::Combination(*product, row))
                } else if let Some(variant) = details.variant(&row) {
                    Some(Owner::Variant(*product, variant))
                } else {
                    self.found.block_at(self.name.len(), Block::Variant(*product));
                    None
                }
            }
        };
        if let Some(owner) = owner {
            let locale = picks.locale.unwrap_or(self.locale);
            self.found.add(Reading { owner, locale, sequence: picks.sequence });
            if self.found.has_more {
                self.steps = 0;
            }
        }
        true
    }
}
