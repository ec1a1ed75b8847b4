//! Asking everything that the page may be asked: every selection in every context on every side.

use super::sheet::Sheet;
use super::subject::{Selection, Subject};
use super::why::can_stand_in;
use super::{Preview, Side};
use crate::fault::{Code, Fault};
use crate::model::{Context, Product};
use crate::resolve::explain_text::{MOST_MISSES, on_one_line, subject};
use crate::resolve::query::no_such_number;
use crate::resolve::{Explanation, Query};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// A product of the page: its choices, and for each side and context where its answers are.
#[derive(Serialize)]
pub(super) struct Entry<'p> {
    number: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'p str>,
    dimensions: Vec<(&'p str, Vec<&'p str>)>,
    /// No selection, the variants, those that are not complete; one behind the other.
    selections: Vec<u32>,
    variants: usize,
    /// Whether selections that are not complete are there.
    partial: bool,
    sides: Vec<SideEntry>,
    /// For each context the row of what the sides differ in; empty for one side.
    changes: Vec<u32>,
    /// The contexts in which the sides have other swatches.
    #[serde(rename = "swatchChanges")]
    swatch_changes: Vec<usize>,
    /// How many answers differ.
    changed: usize,
}

/// Where one side's answers are.
#[derive(Serialize)]
struct SideEntry {
    /// For each selection what it is called, and the number of the variant on one line.
    subjects: u32,
    numbers: u32,
    /// For each context the row of answers, and that of explanations.
    answers: Vec<u32>,
    why: Vec<u32>,
    /// For each context the swatches.
    palettes: Vec<u32>,
}

/// What a selection means on one side.
enum Meaning {
    /// It has an answer in every context; it may be a variant.
    Asked(Option<usize>),
    /// It has none, whatever the context: the number of the answer that says why.
    Refused(u32),
}

/// The places of selections of which one answer and one explanation are those of all.
type Group = Vec<usize>;

/// One side of a product.
struct Asked<'a, 'p> {
    side: &'a Side<'p>,
    product: Option<&'p Product>,
    meanings: Vec<Meaning>,
    groups: Vec<Group>,
    /// Whether an explanation can be that of a whole group of variants.
    can_stand_in: bool,
}

/// What is asked, and what it has come to so far.
pub(super) struct Asker<'a, 'p> {
    pub(super) preview: &'a Preview<'p>,
    pub(super) contexts: &'a [Context],
    pub(super) sheet: Sheet,
    /// What to say if it comes to be too much.
    pub(super) too_much: &'a dyn Fn() -> Fault,
}

impl<'p> Asker<'_, 'p> {
    /// Asks everything about one product.
    pub(super) fn product(&mut self, of: &Subject<'p>) -> Result<Entry<'p>, Fault> {
        let mut asked = Vec::new();
        for (side, product) in self.preview.sides.iter().zip(&of.products) {
            asked.push(self.meanings(of, side, *product)?);
        }
        let mut sides: Vec<SideEntry> = asked.iter().map(|asked| self.side(of, asked)).collect();
        let (mut changes, mut swatch_changes, mut changed) = (Vec::new(), Vec::new(), 0_usize);
        for (place, context) in self.contexts.iter().enumerate() {
            let mut answers = Vec::new();
            for (asked, entry) in asked.iter().zip(&mut sides) {
                let (shown, why) = self.rows(of, asked, context)?;
                entry.answers.push(self.sheet.row(&shown));
                entry.why.push(self.sheet.row(&why));
                entry.palettes.push(self.palette(asked, context)?);
                answers.push(shown);
            }
            if let ([before, after], [one, other]) = (answers.as_slice(), self.preview.sides.as_slice()) {
                let captions = [one.caption.as_str(), other.caption.as_str()];
                let pairs = before.iter().zip(after);
                let row: Vec<u32> =
                    pairs.map(|(before, after)| self.sheet.change(*before, *after, captions)).collect();
                changed =
                    changed.saturating_add(row.iter().filter(|change| self.sheet.differs(**change)).count());
                changes.push(self.sheet.row(&row));
            }
            let mut palettes = sides.iter().filter_map(|side| side.palettes.last());
            let is_on_all = of.products.iter().all(Option::is_some);
            if is_on_all && palettes.next().is_some_and(|first| palettes.any(|other| other != first)) {
                swatch_changes.push(place);
            }
            self.within_limit()?;
        }
        Ok(Entry {
            number: of.number,
            name: of.name,
            dimensions: of
                .dimensions
                .iter()
                .map(|(name, values)| (*name, values.iter().copied().collect()))
                .collect(),
            selections: of.selections.iter().flatten().copied().collect(),
            variants: of.variants,
            partial: of.has_partial,
            sides,
            changes,
            swatch_changes,
            changed,
        })
    }

    /// What each selection means on one side.
    fn meanings<'a>(
        &mut self,
        of: &Subject<'p>,
        side: &'a Side<'p>,
        product: Option<&'p Product>,
    ) -> Result<Asked<'a, 'p>, Fault> {
        let can_stand_in = product.is_some_and(|product| can_stand_in(product, self.contexts));
        let mut asked = Asked { side, product, meanings: Vec::new(), groups: Vec::new(), can_stand_in };
        let (fixed, own) = product.map(|product| matters(of, product)).unwrap_or_default();
        let meant = product.map(|product| of.meant(product)).unwrap_or_default();
        let known = product.map(|product| known_values(of, product)).unwrap_or_default();
        let mut groups: HashMap<(Selection, Option<Option<usize>>), usize> = HashMap::new();
        for (place, selection) in of.selections.iter().enumerate() {
            let is_known = product.is_some()
                && known.iter().zip(selection).all(|(known, value)| *value == 0 || known.contains(value));
            if !is_known {
                asked.meanings.push(Meaning::Refused(self.refusal(of, &asked, selection)?));
                continue;
            }
            let variant = meant.get(selection).copied();
            let matters = selection.iter().zip(&fixed).map(|(value, fixed)| if *fixed { *value } else { 0 });
            let key = (matters.collect(), variant.map(|variant| own.contains(&variant).then_some(variant)));
            let next = groups.len();
            let group = *groups.entry(key).or_insert(next);
            if group == asked.groups.len() {
                asked.groups.push(Group::new());
            }
            if let Some(group) = asked.groups.get_mut(group) {
                group.push(place);
            }
            asked.meanings.push(Meaning::Asked(variant));
        }
        Ok(asked)
    }

    /// Why a side has no such selection, in the words of the library.
    fn refusal(&mut self, of: &Subject<'p>, asked: &Asked<'_, 'p>, selection: &[u32]) -> Result<u32, Fault> {
        let fault = match asked.product {
            // the number may be that of a variant there, which is not what is asked
            None => no_such_number(of.number),
            Some(_) => match self.ask(of, asked, selection, None, &Context::default()) {
                Err(fault) if fault.code() != Code::NotFound => return Err(fault),
                Err(fault) => fault,
                Ok(_) => no_such_number(of.number),
            },
        };
        Ok(self.sheet.fault(&fault))
    }

    /// What each selection is called on one side.
    fn side(&mut self, of: &Subject<'p>, asked: &Asked<'_, 'p>) -> SideEntry {
        let (mut subjects, mut numbers) = (Vec::new(), Vec::new());
        for (selection, meaning) in of.selections.iter().zip(&asked.meanings) {
            let number = match meaning {
                Meaning::Asked(variant) => asked.number(*variant),
                Meaning::Refused(_) => None,
            };
            let text = subject(of.number, number, &of.values(selection));
            subjects.push(self.sheet.texts.add(&on_one_line(&text)));
            numbers.push(self.sheet.texts.add(&on_one_line(number.unwrap_or_default())));
        }
        SideEntry {
            subjects: self.sheet.row(&subjects),
            numbers: self.sheet.row(&numbers),
            answers: Vec::new(),
            why: Vec::new(),
            palettes: Vec::new(),
        }
    }

    /// The answer and the explanation of each selection.
    fn rows(
        &mut self,
        of: &Subject<'p>,
        asked: &Asked<'_, 'p>,
        context: &Context,
    ) -> Result<(Vec<u32>, Vec<u32>), Fault> {
        let refused = |meaning: &Meaning| match meaning {
            Meaning::Refused(answer) => *answer,
            Meaning::Asked(_) => 0,
        };
        let mut answers: Vec<u32> = asked.meanings.iter().map(refused).collect();
        let mut why = vec![0; answers.len()];
        for group in &asked.groups {
            let mut of_all: Option<(u32, u32)> = None;
            for place in group {
                let (answer, explanation) = match of_all {
                    Some(both) => both,
                    None => {
                        let (Some(selection), Some(Meaning::Asked(variant))) =
                            (of.selections.get(*place), asked.meanings.get(*place))
                        else {
                            continue;
                        };
                        let mut told = self.ask(of, asked, selection, *variant, context)?;
                        let answer = self.sheet.answer(told.answer(), &self.preview.thumbnails);
                        let explanation = self.sheet.explanation(&mut told, asked.can_stand_in);
                        if asked.can_stand_in || variant.is_none() {
                            of_all = Some((answer, explanation));
                        }
                        self.within_limit()?;
                        (answer, explanation)
                    }
                };
                for (rows, number) in [(&mut answers, answer), (&mut why, explanation)] {
                    if let Some(slot) = rows.get_mut(*place) {
                        *slot = number;
                    }
                }
            }
        }
        Ok((answers, why))
    }

    fn ask(
        &self,
        of: &Subject<'p>,
        asked: &Asked<'_, 'p>,
        selection: &[u32],
        variant: Option<usize>,
        context: &Context,
    ) -> Result<Explanation<'p>, Fault> {
        let mut query = Query::new(of.number).within(context.clone());
        match asked.number(variant) {
            Some(number) => query = query.variant(number),
            None => {
                for (dimension, value) in of.values(selection) {
                    query = query.select(dimension, value);
                }
            }
        }
        // no more than what is printed
        asked.side.publication.explain_in_part(&query, &self.preview.policy, MOST_MISSES)
    }

    fn palette(&mut self, asked: &Asked<'_, 'p>, context: &Context) -> Result<u32, Fault> {
        let swatches = match asked.product {
            Some(product) => {
                let query = Query::new(product.number()).within(context.clone());
                asked.side.publication.swatches(&query, &self.preview.policy)?
            }
            None => Vec::new(),
        };
        Ok(self.sheet.palette(&swatches, &self.preview.thumbnails))
    }

    fn within_limit(&self) -> Result<(), Fault> {
        if self.sheet.bytes() > self.preview.most_bytes {
            return Err((self.too_much)());
        }
        Ok(())
    }
}

impl<'p> Asked<'_, 'p> {
    fn number(&self, variant: Option<usize>) -> Option<&'p str> {
        self.product?.variants().get(variant?).map(|variant| variant.number())
    }
}

/// Which dimensions any pattern of a product fixes, and which variants have sets of their own.
fn matters(of: &Subject<'_>, product: &Product) -> (Vec<bool>, HashSet<usize>) {
    let mut fixed = vec![false; of.dimensions.len()];
    let places = of.places(product);
    for (pattern, _) in product.documents().iter().flat_map(|document| document.patterns()) {
        for (value, (place, _)) in pattern.values().zip(&places) {
            if let Some(fixed) = fixed.get_mut(*place).filter(|_| value.is_some()) {
                *fixed = true;
            }
        }
    }
    let variants = product.documents().iter().flat_map(|document| document.variants());
    (fixed, variants.map(|(variant, _)| *variant as usize).collect())
}

/// For each dimension of the subject the values that one side has.
fn known_values(of: &Subject<'_>, product: &Product) -> Vec<HashSet<u32>> {
    let mut known = vec![HashSet::new(); of.dimensions.len()];
    for (place, values) in of.places(product) {
        if let Some(known) = known.get_mut(place) {
            known.extend(values);
        }
    }
    known
}
