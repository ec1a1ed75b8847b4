//! The preview: one self-contained HTML page that shows what products show, and why.
//!
//! No rule stands in the page. Every question it can be asked is asked here, of `explain`, which
//! gives the answer too; equal answers, lines and branches are kept once, and the page's script
//! looks them up.

#[cfg(doctest)]
#[doc = include_str!("../../../docs/preview.md")]
mod manual {}

mod ask;
mod compare;
mod contexts;
mod digest;
mod page;
mod picture;
mod pool;
mod sheet;
mod subject;
#[cfg(test)]
mod tests;
mod why;

use crate::fault::{Code, Fault};
use crate::locale::Tag;
use crate::model::{Context, Publication};
use crate::policy::Policy;
use crate::resolve::explain_text::{count, on_one_line};
use ask::{Asker, Entry};
use contexts::Wanted;
use indexmap::IndexSet;
use serde::Serialize;
use sheet::Sheet;
use std::collections::HashMap;

/// One HTML page that shows what products show in every context, and why.
///
/// It needs nothing but a browser: style, script, answers and explanations are in it, and it asks no
/// network. One publication can be shown, or two beside each other with their differences marked,
/// such as a draft and what is published, or now and the state as of an instant.
///
/// # Example
/// ```
/// use omnimedia::{AssetBuilder, DocumentBuilder, Kind, Limits, Policy, Preview, ProductBuilder};
/// use omnimedia::{Publication, SetBuilder};
/// let mut builder = Publication::builder(Limits::default());
/// builder.asset(AssetBuilder::new("A1", Kind::Image));
/// builder.product(
///     ProductBuilder::new("S1").document(DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]))),
/// );
/// let publication = builder.build()?;
/// let page = Preview::new(Policy::default())
///     .title("Shirts in spring")
///     .side("Published", &publication)
///     .product("S1")
///     .to_html()?;
/// assert!(page.starts_with("<!doctype html>") && page.contains("Shirts in spring"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Preview<'p> {
    policy: Policy,
    sides: Vec<Side<'p>>,
    products: Vec<String>,
    wanted: Wanted,
    title: String,
    thumbnails: HashMap<String, String>,
    has_links: bool,
    most_bytes: usize,
    most_answers: usize,
}

/// A publication and what it is called on the page.
#[derive(Clone, Debug)]
struct Side<'p> {
    caption: String,
    publication: &'p Publication,
}

impl<'p> Preview<'p> {
    /// The bytes of a page unless said otherwise: 32 MiB.
    pub const DEFAULT_LIMIT: usize = 32 << 20;
    /// The answers of a page unless said otherwise: a million.
    pub const DEFAULT_MOST_ANSWERS: usize = 1_000_000;

    /// A page without a side yet, of all products, in all known contexts.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self {
            policy,
            sides: Vec::new(),
            products: Vec::new(),
            wanted: Wanted::default(),
            title: "Media preview".to_owned(),
            thumbnails: HashMap::new(),
            has_links: false,
            most_bytes: Self::DEFAULT_LIMIT,
            most_answers: Self::DEFAULT_MOST_ANSWERS,
        }
    }

    /// Shows a publication under a caption; a second one stands beside the first and is compared
    /// with it.
    #[must_use]
    pub fn side(mut self, caption: impl Into<String>, publication: &'p Publication) -> Self {
        self.sides.push(Side { caption: caption.into(), publication });
        self
    }

    /// Chooses a product, by its number or that of one of its variants. Without a choice all
    /// products are shown.
    #[must_use]
    pub fn product(mut self, number: impl Into<String>) -> Self {
        self.products.push(number.into());
        self
    }

    /// Chooses several products, in this order.
    #[must_use]
    pub fn products<N: Into<String>>(mut self, numbers: impl IntoIterator<Item = N>) -> Self {
        self.products.extend(numbers.into_iter().map(Into::into));
        self
    }

    /// What the page is called.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Shows only these channels of the known contexts; an empty one is Omnichannel.
    #[must_use]
    pub fn channels<C: Into<String>>(mut self, channels: impl IntoIterator<Item = C>) -> Self {
        self.wanted.channels = Some(channels.into_iter().map(Into::into).collect());
        self
    }

    /// Shows only these locales of the known contexts; an empty one is Neutral.
    ///
    /// # Errors
    /// `malformed_locale`.
    pub fn locales<L: AsRef<str>>(mut self, locales: impl IntoIterator<Item = L>) -> Result<Self, Fault> {
        let tags: Result<_, Fault> = locales.into_iter().map(|locale| Tag::parse(locale.as_ref())).collect();
        self.wanted.locales = Some(tags?);
        Ok(self)
    }

    /// Shows only these catalogs of the known contexts; an empty one, or `0`, is the default catalog.
    #[must_use]
    pub fn catalogs<C: AsRef<str>>(mut self, catalogs: impl IntoIterator<Item = C>) -> Self {
        let named =
            |catalog: C| crate::model::named_catalog(Some(catalog.as_ref())).unwrap_or_default().to_owned();
        self.wanted.catalogs = Some(catalogs.into_iter().map(named).collect());
        self
    }

    /// Shows these contexts instead of the known ones.
    #[must_use]
    pub fn contexts(mut self, contexts: impl IntoIterator<Item = Context>) -> Self {
        self.wanted.contexts = Some(contexts.into_iter().collect());
        self
    }

    /// Gives a small picture of an asset, as a data url, so that the page shows it.
    ///
    /// # Errors
    /// `type` for anything but a PNG, JPEG, GIF, WebP or AVIF picture in base64. SVG is refused, since
    /// it may hold scripts.
    pub fn thumbnail(mut self, asset: impl Into<String>, data_url: impl Into<String>) -> Result<Self, Fault> {
        let (asset, data_url) = (asset.into(), data_url.into());
        picture::check(&asset, &data_url)?;
        self.thumbnails.insert(asset, data_url);
        Ok(self)
    }

    /// Whether images without a thumbnail are shown from their own urls, where these are of the web.
    /// The page then asks the network for them. Off unless said otherwise.
    #[must_use]
    pub fn link_pictures(mut self, link: bool) -> Self {
        self.has_links = link;
        self
    }

    /// How many bytes the page may have.
    #[must_use]
    pub fn limit(mut self, bytes: usize) -> Self {
        self.most_bytes = bytes;
        self
    }

    /// How many answers the page may hold: selections times contexts times sides.
    #[must_use]
    pub fn most_answers(mut self, answers: usize) -> Self {
        self.most_answers = answers;
        self
    }

    /// The page.
    ///
    /// # Errors
    /// `limit_preview` where it would be larger than its limits; `not_found` for a product that no side has;
    /// `bad_query` without a side, with more than two, or where no context is left; and what
    /// [`Publication::explain`] refuses: `duplicate_document`, `bad_policy`.
    ///
    /// # Cost
    /// For each product, context and side an explanation for each way in which its selections differ:
    /// in the values of the dimensions that its patterns fix, and in the variants that have sets of their
    /// own. Memory stays within a small multiple of the limit.
    pub fn to_html(&self) -> Result<String, Fault> {
        if !(1..=2).contains(&self.sides.len()) {
            return Err(Fault::new(
                Code::BadQuery,
                format!("a preview of {} publications", self.sides.len()),
                "show one, or two beside each other",
            ));
        }
        let contexts = self.wanted.of(&self.sides, self.most_answers)?;
        let subjects = subject::subjects(&self.sides, &self.products)?;
        let selections = subjects.iter().map(|subject| subject.selections.len());
        let each = contexts.len().saturating_mul(self.sides.len());
        let answers = selections.fold(0_usize, |sum, many| sum.saturating_add(many.saturating_mul(each)));
        let [products, places, many] =
            [(subjects.len(), "product"), (contexts.len(), "context"), (answers, "answer")]
                .map(|(many, what)| count(many, what));
        let what = format!("a preview of {products} in {places}, with {many},");
        if answers > self.most_answers {
            return Err(refused(format!("{what} is more than {} answers", self.most_answers)));
        }
        let too_much = || refused(format!("{what} takes more than {} bytes", self.most_bytes));
        let mut asker =
            Asker { preview: self, contexts: &contexts, sheet: Sheet::new(), too_much: &too_much };
        let mut entries = Vec::with_capacity(subjects.len());
        for subject in &subjects {
            entries.push(asker.product(subject)?);
        }
        let data = self.data(&contexts, &entries, &asker.sheet);
        let page = page::page(&self.title, &data, self.has_links);
        if page.len() > self.most_bytes {
            return Err(too_much());
        }
        Ok(page)
    }

    /// What the script of the page looks up, as JSON.
    fn data(&self, contexts: &[Context], products: &[Entry<'_>], sheet: &Sheet) -> String {
        let Policy { order, parents, inheritance, alt_source } = self.policy;
        let channels: IndexSet<&str> =
            contexts.iter().map(|context| context.channel().unwrap_or_default()).collect();
        let catalogs: IndexSet<&str> =
            contexts.iter().map(|context| context.catalog().unwrap_or_default()).collect();
        let locale = |context: &Context| context.locale().map(|tag| tag.to_string()).unwrap_or_default();
        let locales: IndexSet<String> = contexts.iter().map(locale).collect();
        let place = |context: &Context| {
            [
                channels.get_index_of(context.channel().unwrap_or_default()).unwrap_or_default(),
                locales.get_index_of(&locale(context)).unwrap_or_default(),
                catalogs.get_index_of(context.catalog().unwrap_or_default()).unwrap_or_default(),
            ]
        };
        let head = Head {
            title: &self.title,
            rules: format!("{order}, parents {parents}, {inheritance}, alt text from {alt_source}"),
            sides: self.sides.iter().map(|side| side.caption.as_str()).collect(),
            linked: self.has_links,
            channels: channels.iter().map(|channel| (*channel, self.channel_name(channel))).collect(),
            locales: locales.iter().collect(),
            catalogs: catalogs.iter().copied().collect(),
            contexts: contexts.iter().map(place).collect(),
            names: contexts.iter().map(|context| on_one_line(&context.to_string()).into_owned()).collect(),
            products,
        };
        let mut data = pool::json(&head);
        data.pop();
        sheet.write(&mut data);
        data.push('}');
        data
    }

    fn channel_name(&self, id: &str) -> Option<&str> {
        let named = |side: &Side<'p>| side.publication.channels.get(id)?.name.as_deref();
        self.sides.iter().find_map(named)
    }
}

fn refused(message: String) -> Fault {
    let advice = "choose fewer products or contexts, or raise the limit of the preview";
    Fault::new(Code::LimitPreview, message, advice)
}

/// What the page knows beside the answers.
#[derive(Serialize)]
struct Head<'a, 'p> {
    title: &'a str,
    rules: String,
    sides: Vec<&'a str>,
    /// Whether pictures are shown from the web.
    linked: bool,
    /// Id and name; an empty id is Omnichannel.
    channels: Vec<(&'a str, Option<&'a str>)>,
    locales: Vec<&'a String>,
    catalogs: Vec<&'a str>,
    /// The places of channel, locale and catalog in the lists above.
    contexts: Vec<[usize; 3]>,
    /// What each context is called.
    names: Vec<String>,
    products: &'a [Entry<'p>],
}
