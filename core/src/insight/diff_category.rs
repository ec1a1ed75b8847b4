//! The pictures of one category in two publications.

use super::diff::{Seeks, Sides};
use super::difference::{DiffCounts, Difference, Row};
use super::places::Places;
use crate::fault::Fault;
use crate::model::{Category, CategoryDocument, Context, Publication};
use crate::policy::Parents;
use crate::resolve::direct::distinct_contexts;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// Two publications, whose categories are compared.
pub(super) struct CategoryPair<'x, 'p> {
    pub(super) sides: [&'p Publication; 2],
    pub(super) places: &'x Places<'p>,
    pub(super) seeks: Seeks,
}

/// The documents of a category by channel.
type ByChannel<'p> = HashMap<&'p str, Vec<&'p CategoryDocument>>;

impl<'p> CategoryPair<'_, 'p> {
    /// Compares a category in every context.
    pub(super) fn compare(
        &self,
        categories: Sides<&'p Category>,
        counts: &mut DiffCounts,
        row: &mut Option<Row<'_, 'p>>,
    ) -> Result<ControlFlow<()>, Fault> {
        let Some(id) = categories.iter().flatten().map(|category| &*category.id).next() else {
            return Ok(ControlFlow::Continue(()));
        };
        let mut documents: [ByChannel<'p>; 2] = Default::default();
        for (category, by_channel) in categories.iter().zip(&mut documents) {
            let Some(category) = category else { continue };
            if self.places.locales.parents() == Parents::Cldr {
                let contexts = category.documents.iter().map(|document| &document.context);
                distinct_contexts(&category.id, contexts, &self.places.locales)?;
            }
            for document in &category.documents {
                if let Some(channel) = document.context.channel() {
                    by_channel.entry(channel).or_default().push(document);
                }
            }
        }
        counts.covered = counts.covered.saturating_add(self.places.len());
        let broken = self.places.each(|place| {
            // without a document in the channel nothing is shown
            let channel = place.context.channel?;
            if !documents.iter().any(|by_channel| by_channel.contains_key(channel)) {
                return None;
            }
            let context = place.context.to_context();
            let answer = |side: usize| {
                let documents = documents.get(side).and_then(|by_channel| by_channel.get(channel));
                self.answer(side, *categories.get(side)?, documents, &context)
            };
            let (before, after) = (answer(0), answer(1));
            let is_shown = |answer: &Option<Box<crate::resolve::CategoryAnswer<'p>>>| {
                answer.as_ref().is_some_and(|answer| answer.shown().is_some())
            };
            let same = match (&before, &after) {
                _ if self.seeks == Seeks::LostImages => !is_shown(&before) || is_shown(&after),
                (Some(one), Some(other)) => one.shows_the_same(other),
                (Some(one), None) | (None, Some(one)) => one.shown().is_none(),
                (None, None) => true,
            };
            if same {
                return None;
            }
            counts.category_images = counts.category_images.saturating_add(1);
            let row = row.as_mut()?;
            row(Difference::CategoryImage { category: id, context: place.context, before, after })
                .break_value()
        });
        Ok(broken.map_or(ControlFlow::Continue(()), ControlFlow::Break))
    }

    fn answer(
        &self,
        side: usize,
        category: Option<&'p Category>,
        documents: Option<&Vec<&'p CategoryDocument>>,
        context: &Context,
    ) -> Option<Box<crate::resolve::CategoryAnswer<'p>>> {
        let documents = documents.into_iter().flatten().copied();
        let publication: &'p Publication = self.sides.get(side)?;
        Some(Box::new(publication.category_answer(category?, documents, context, &self.places.locales)))
    }
}
