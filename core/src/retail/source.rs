//! Where the shapes come from: a publication under a policy, or a snapshot.
//!
//! A switch of the rollout chooses which source serves, never a shape; see `served`.

use crate::fault::Fault;
use crate::model::{Context, Publication};
use crate::policy::{AltSource, Policy};
use crate::resolve::direct::Asked;
use crate::resolve::levels::ANY;
use crate::resolve::{Answer, CategoryAnswer, Query, query};
use crate::snapshot::{Scratch, Shards, Snapshot, View};

/// What answers.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    Publication(&'a Publication, Policy),
    Snapshot(&'a dyn Flattened),
}

/// How a query is read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// Whether a selection that means no variant is none at all.
    pub(super) variant_or_product: bool,
    /// Where alt texts come from, where that is not the policy's choice.
    pub(super) alt_text: Option<AltSource>,
}

impl Reading {
    /// As the query asks.
    pub(super) const PLAIN: Self = Self { variant_or_product: false, alt_text: None };
    /// The variant that is selected, until then the product.
    pub(super) const SELECTED: Self = Self { variant_or_product: true, alt_text: None };
}

/// The url of a default image, or why there is none to ask for.
pub(super) type ImageUrl<'a> = Result<Option<&'a str>, Fault>;

impl<'a> Source<'a> {
    pub(super) fn answer(self, query: &Query, reading: Reading) -> Result<Answer<'a>, Fault> {
        match self {
            Self::Snapshot(snapshot) => snapshot.answer(query, reading),
            Self::Publication(publication, policy) => {
                let alt_source = reading.alt_text.unwrap_or(policy.alt_source);
                let policy = Policy { alt_source, ..policy };
                let mut asked = Asked::new(publication, query, &policy)?;
                if reading.variant_or_product && asked.variant.is_none() {
                    asked.selection.fill(ANY);
                }
                Ok(asked.answer(&asked.walk()))
            }
        }
    }

    pub(super) fn category(self, id: &str, context: &Context) -> Result<CategoryAnswer<'a>, Fault> {
        match self {
            Self::Snapshot(snapshot) => snapshot.category(id, context),
            Self::Publication(publication, policy) => publication.category_image(id, context, &policy),
        }
    }

    pub(super) fn image_urls(self, numbers: &[&str], context: &Context) -> Vec<ImageUrl<'a>> {
        match self {
            Self::Snapshot(snapshot) => snapshot.image_urls(numbers, context),
            Self::Publication(..) => self.each(numbers.iter().map(|number| Query::new(*number)), context),
        }
    }

    pub(super) fn image_urls_by_record_id(self, ids: &[u64], context: &Context) -> Vec<ImageUrl<'a>> {
        match self {
            Self::Snapshot(snapshot) => snapshot.image_urls_by_record_id(ids, context),
            Self::Publication(..) => self.each(ids.iter().map(|id| Query::record_id(*id)), context),
        }
    }

    /// The urls, one answer after the other.
    fn each(self, queries: impl Iterator<Item = Query>, context: &Context) -> Vec<ImageUrl<'a>> {
        let url = |query: Query| {
            let answer = self.answer(&query.within(context.clone()), Reading::PLAIN)?;
            Ok(answer.default_image().and_then(|item| item.asset().url()).filter(|url| !url.is_empty()))
        };
        queries.map(url).collect()
    }
}

/// A snapshot, whatever holds its bytes.
pub(super) trait Flattened {
    fn answer(&self, query: &Query, reading: Reading) -> Result<Answer<'_>, Fault>;
    fn category(&self, id: &str, context: &Context) -> Result<CategoryAnswer<'_>, Fault>;
    fn image_urls(&self, numbers: &[&str], context: &Context) -> Vec<ImageUrl<'_>>;
    fn image_urls_by_record_id(&self, ids: &[u64], context: &Context) -> Vec<ImageUrl<'_>>;
}

impl<B: AsRef<[u8]> + Sync> Flattened for Snapshot<B> {
    fn answer(&self, query: &Query, reading: Reading) -> Result<Answer<'_>, Fault> {
        let (shelf, mut scratch) = (self.shelf_of(query.context()), Scratch::new());
        let selected = self.subject(query)?;
        let view = if reading.variant_or_product {
            selected.found().answer(&shelf, &mut scratch)?
        } else {
            selected.answer(&shelf, &mut scratch)?
        };
        Ok(view.answer_with_alt(reading.alt_text.unwrap_or(self.policy().alt_source)))
    }

    fn category(&self, id: &str, context: &Context) -> Result<CategoryAnswer<'_>, Fault> {
        self.category_image(id, &self.shelf_of(context))
    }

    fn image_urls<'s>(&'s self, numbers: &[&str], context: &Context) -> Vec<ImageUrl<'s>> {
        let mut urls = Vec::with_capacity(numbers.len());
        let each = |_, view: Result<View<'s, '_>, Fault>| urls.push(view.map(|view| image_url(&view)));
        let outcome = self.answers(numbers, &self.shelf_of(context), &mut Scratch::new(), each);
        if let Err(fault) = outcome {
            urls.resize(numbers.len(), Err(fault));
        }
        urls
    }

    fn image_urls_by_record_id(&self, ids: &[u64], context: &Context) -> Vec<ImageUrl<'_>> {
        let (shelf, mut scratch) = (self.shelf_of(context), Scratch::new());
        let url = |id: &u64| Ok(image_url(&self.find_record_id(*id)?.answer(&shelf, &mut scratch)?));
        ids.iter().map(url).collect()
    }
}

impl<B: AsRef<[u8]> + Sync> Flattened for Shards<B> {
    fn answer(&self, query: &Query, reading: Reading) -> Result<Answer<'_>, Fault> {
        let selected = self.subject(query)?;
        self.shard_with(selected.found())?.answer(query, reading)
    }

    fn category(&self, id: &str, context: &Context) -> Result<CategoryAnswer<'_>, Fault> {
        self.category_image(id, &self.shelf_of(context))
    }

    fn image_urls<'s>(&'s self, numbers: &[&str], context: &Context) -> Vec<ImageUrl<'s>> {
        let mut urls = Vec::with_capacity(numbers.len());
        let each = |place: usize, view: Option<View<'s, '_>>| {
            let number = numbers.get(place).copied().unwrap_or_default();
            urls.push(view.map(|view| image_url(&view)).ok_or_else(|| query::no_such_number(number)));
        };
        let outcome = self.answers_sharded(numbers, &self.shelf_of(context), &mut None, each);
        if let Err(fault) = outcome {
            urls.resize(numbers.len(), Err(fault));
        }
        urls
    }

    fn image_urls_by_record_id(&self, ids: &[u64], context: &Context) -> Vec<ImageUrl<'_>> {
        let shelf = self.shelf_of(context);
        let url = |id: &u64| {
            let mut composing = None;
            Ok(image_url(&self.find_record_id(*id)?.answer_sharded(&shelf, &mut composing)?))
        };
        ids.iter().map(url).collect()
    }
}

/// The url of the default image, where it has one.
fn image_url<'s>(view: &View<'s, '_>) -> Option<&'s str> {
    view.default_image_url().filter(|url| !url.is_empty())
}
