//! One run: reading a name by one pattern, with its key read as one thing.

use super::dictionary::escaped;
use super::index::{Details, Index};
use super::pattern::Part;
use super::reading::{Block, Found, Owner, Reading, follows};
use super::span;
use super::token::{DIMENSIONS, Token};
use crate::locale::Tag;
use crate::model::Pattern;
use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

/// What the key of a pattern was read as.
#[derive(Debug)]
pub(super) enum Known<'t> {
    Product {
        product: u32,
        width: usize,
        details: Rc<Details<'t>>,
    },
    /// With the number of its product, as file names hold it.
    Variant {
        product: u32,
        variant: u32,
        number: Cow<'t, str>,
    },
    Category(u32),
}

impl<'t> Known<'t> {
    /// What an id of the dictionary of a token stands for.
    pub(super) fn of(token: Token, id: u32, index: &mut Index<'t>) -> Option<Self> {
        match token {
            Token::CategoryName => Some(Known::Category(id)),
            Token::VariantNumber => {
                let (product, variant) = index.variant(id)?;
                let number = escaped(index.product(product)?.number());
                Some(Known::Variant { product, variant, number })
            }
            _ => {
                let width = index.product(id)?.dimensions().len();
                Some(Known::Product { product: id, width, details: index.details(id) })
            }
        }
    }
}

/// What was read on the way.
#[derive(Clone, Debug, Default)]
pub(super) struct Picks {
    values: [Option<u32>; DIMENSIONS.len()],
    sequence: Option<u64>,
    locale: Option<Option<Tag>>,
}

/// Reading a name by one pattern, with the key read as one thing.
pub(super) struct Run<'r, 't> {
    pub(super) name: &'r str,
    pub(super) parts: &'r [Part],
    /// The key's part, where it begins and where it ends.
    pub(super) key: (usize, usize, usize),
    pub(super) owner: Known<'t>,
    pub(super) steps: usize,
    pub(super) locale: Option<Tag>,
    /// Parts and places from which there is no way to the end.
    pub(super) dead: HashSet<(usize, usize)>,
    pub(super) found: &'r mut Found,
}

impl Run<'_, '_> {
    /// Reads on from a part at a place. Whether some way led to the end.
    pub(super) fn go(&mut self, part: usize, at: usize, picks: &Picks) -> bool {
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
