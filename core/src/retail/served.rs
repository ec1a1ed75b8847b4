//! What serves a shape: the published assignments, or the legacy media until a switch of the rollout
//! is on.

use super::source::{ImageUrl, Reading, Source};
use crate::fault::{Code, Fault};
use crate::model::Context;
use crate::resolve::{Answer, CategoryAnswer, Query};
use crate::tenant::Switches;

/// The legacy media, and the switches that say how long they are served.
#[derive(Clone, Copy)]
pub(super) struct Gate<'a> {
    pub(super) legacy: Source<'a>,
    pub(super) switches: &'a Switches,
    /// Whether every shape is for the pages of a channel.
    pub(super) for_pages: bool,
}

/// What a shape is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The interface of the scale unit, which every client reads: `csu_media_locations`.
    MediaLocations,
    /// The pages of an online channel: `site_rendering`.
    Pages,
}

impl Gate<'_> {
    fn is_open(&self, shape: Shape, channel: Option<&str>) -> bool {
        match shape {
            Shape::MediaLocations if !self.for_pages => self.switches.serves_media_locations(),
            _ => self.switches.serves_pages_of(channel),
        }
    }
}

/// The source that serves a shape in a channel.
#[derive(Clone, Copy)]
pub(super) struct Served<'a> {
    source: Source<'a>,
    /// Who says what there is, where that is another: what the legacy media have nothing for is empty,
    /// not unknown.
    known: Option<Source<'a>>,
}

impl<'a> Served<'a> {
    pub(super) fn new(
        current: Source<'a>,
        gate: Option<Gate<'a>>,
        shape: Shape,
        channel: Option<&str>,
    ) -> Self {
        match gate.filter(|gate| !gate.is_open(shape, channel)) {
            Some(gate) => Self { source: gate.legacy, known: Some(current) },
            None => Self { source: current, known: None },
        }
    }

    /// Who is to be asked whether there is such a thing at all, where the source says that there is not.
    fn judge<T>(&self, found: &Result<T, Fault>) -> Option<Source<'a>> {
        let is_unknown = found.as_ref().is_err_and(|fault| fault.code() == Code::NotFound);
        self.known.filter(|_| is_unknown)
    }

    pub(super) fn answer(self, query: &Query, reading: Reading) -> Result<Answer<'a>, Fault> {
        let found = self.source.answer(query, reading);
        let Some(known) = self.judge(&found) else { return found };
        let answer = known.answer(query, reading)?;
        Ok(Answer { primary: Vec::new(), additional: Vec::new(), ..answer })
    }

    pub(super) fn category(self, id: &str, context: &Context) -> Result<CategoryAnswer<'a>, Fault> {
        let found = self.source.category(id, context);
        let Some(known) = self.judge(&found) else { return found };
        Ok(CategoryAnswer { image: None, ..known.category(id, context)? })
    }

    pub(super) fn image_urls(self, numbers: &[&str], context: &Context) -> Vec<ImageUrl<'a>> {
        let urls = self.source.image_urls(numbers, context);
        self.judged(urls, numbers, |known, numbers| known.image_urls(numbers, context))
    }

    pub(super) fn image_urls_by_record_id(self, ids: &[u64], context: &Context) -> Vec<ImageUrl<'a>> {
        let urls = self.source.image_urls_by_record_id(ids, context);
        self.judged(urls, ids, |known, ids| known.image_urls_by_record_id(ids, context))
    }

    /// The urls, where those that the source does not know are asked for once more, all together.
    fn judged<K: Copy>(
        self,
        mut urls: Vec<ImageUrl<'a>>,
        keys: &[K],
        ask: impl FnOnce(Source<'a>, &[K]) -> Vec<ImageUrl<'a>>,
    ) -> Vec<ImageUrl<'a>> {
        let Some(known) = self.known else { return urls };
        let unknown = urls.iter_mut().zip(keys).filter(|(url, _)| self.judge(url).is_some());
        let (slots, keys): (Vec<_>, Vec<K>) = unknown.map(|(url, key)| (url, *key)).unzip();
        if !keys.is_empty() {
            for (slot, judged) in slots.into_iter().zip(ask(known, &keys)) {
                *slot = judged.map(|_| None);
            }
        }
        urls
    }
}
