//! What of a shop the day is about.

use omnimedia::{
    Answer, Context, Document, DocumentBuilder, Fault, Kind, Level, Policy, Product, Publication, Query,
    SetBuilder, Target,
};

/// As many products are looked at.
const MOST: usize = 2_000;

/// A product whose gallery comes from one set of one document.
pub(crate) struct Subject {
    pub(crate) number: String,
    /// What shows it.
    pub(crate) query: Query,
    /// The document that gives the gallery.
    pub(crate) target: Target,
    pub(crate) seat: Seat,
    /// How many pictures the set gives.
    pub(crate) pictures: usize,
    /// A picture with a purpose that is not in the gallery: the purpose and the asset.
    pub(crate) unseen: Option<(String, String)>,
}

/// Where in a document a set is.
#[derive(PartialEq)]
pub(crate) enum Seat {
    Master,
    Combination(Vec<(String, String)>),
    Variant(String),
}

impl Seat {
    pub(crate) fn set<'d>(&self, document: &'d mut DocumentBuilder) -> Option<&'d mut SetBuilder> {
        match self {
            Seat::Master => document.master_mut(),
            Seat::Combination(values) => document.dimensions_mut(values),
            Seat::Variant(number) => document.variant_mut(number),
        }
    }

    pub(crate) fn name(&self) -> String {
        match self {
            Seat::Master => "the product itself".to_owned(),
            Seat::Combination(values) => {
                let named: Vec<String> =
                    values.iter().map(|(dimension, value)| format!("{dimension} {value}")).collect();
                named.join(" + ")
            }
            Seat::Variant(number) => format!("variant {number}"),
        }
    }
}

/// The sale: what it changes.
pub(crate) struct Sale {
    /// A product whose document is copied into the group, and changed there.
    pub(crate) copied: Option<Subject>,
    /// Where the shop gets documents of its own for the sale.
    pub(crate) added: Vec<Added>,
    /// A category whose picture changes.
    pub(crate) category: Option<(String, Context)>,
}

/// A document that is not there yet.
pub(crate) struct Added {
    pub(crate) number: String,
    pub(crate) context: Context,
}

impl Added {
    pub(crate) fn query(&self) -> Query {
        Query::new(self.number.as_str()).within(self.context.clone())
    }

    pub(crate) fn target(&self) -> Target {
        Target::document(&self.number, self.context.clone())
    }
}

/// Products from all over the shop, not too many.
fn some(publication: &Publication) -> impl Iterator<Item = &Product> {
    let step = publication.products().len().div_ceil(MOST).max(1);
    publication.products().step_by(step)
}

/// The product to edit: the one of that number, or the one that shows an edit best.
pub(crate) fn subject(
    publication: &Publication,
    policy: &Policy,
    number: Option<&str>,
) -> Result<Option<Subject>, Fault> {
    let mut best: Option<(usize, Subject)> = None;
    let named = number.and_then(|number| publication.product(number));
    let all = some(publication).filter(|_| number.is_none()).chain(named);
    for product in all {
        for query in queries(product) {
            let answer = publication.resolve(&query, policy)?;
            // three pictures can be put in another order with pleasure, ten cannot be followed
            let handy = match answer.primary().len() {
                2..=4 => 2,
                1 | 5 | 6 => 1,
                _ => 0,
            };
            let everywhere = usize::from(query.context() == &Context::default());
            let score = handy * 4 + usize::from(!product.variants().is_empty()) * 2 + everywhere;
            if best.as_ref().is_some_and(|(other, _)| *other >= score) {
                continue;
            }
            if let Some(subject) = from_one_set(publication, product, query.clone(), &answer) {
                best = Some((score, subject));
            }
        }
    }
    Ok(best.map(|(_, subject)| subject))
}

/// What may be asked of a product: itself and its first variants, where it has its first documents.
fn queries(product: &Product) -> Vec<Query> {
    const MOST: usize = 3;
    let variants = product.variants().iter().take(MOST).map(|variant| variant.number());
    let numbers: Vec<&str> = std::iter::once(product.number()).chain(variants).collect();
    let contexts = product.documents().iter().take(MOST).map(|document| document.context());
    let queries = contexts.flat_map(|context| {
        numbers.iter().map(|number| Query::new(*number).within(context.clone())).collect::<Vec<_>>()
    });
    queries.collect()
}

/// What an answer begins with, where that is pictures of a set of the very context that was asked, in a
/// document that can be published as it is.
fn from_one_set(
    publication: &Publication,
    product: &Product,
    query: Query,
    answer: &Answer<'_>,
) -> Option<Subject> {
    let first = answer.primary().first().filter(|item| item.asset().kind() == Kind::Image)?;
    let origin = first.origin();
    let context = query.context().clone();
    let pictures = answer.primary().iter().filter(|item| item.origin() == origin).count();
    if origin.context() != context.as_ref() {
        return None;
    }
    let document = product.documents().iter().find(|document| *document.context() == context)?;
    if !is_sound(publication, document) {
        return None;
    }
    let mut draft = document.to_builder(product);
    let owned = |(dimension, value): &(&str, &str)| ((*dimension).to_owned(), (*value).to_owned());
    let seat = match origin.level() {
        Level::Master => Seat::Master,
        Level::Dimensions => Seat::Combination(origin.pattern().iter().map(owned).collect()),
        Level::Variant => Seat::Variant(origin.variant()?.to_owned()),
    };
    // all of the list is shown: another order can be seen
    if seat.set(&mut draft)?.primary_mut().items().len() != pictures {
        return None;
    }
    let is_new = |id: &str| answer.primary().iter().all(|item| item.asset().id() != id);
    let mut unseen = answer.additional().iter().filter(|item| item.asset().kind() == Kind::Image);
    let unseen = unseen.find(|item| is_new(item.asset().id()));
    let unseen =
        unseen.map(|item| (item.purpose().unwrap_or_default().to_owned(), item.asset().id().to_owned()));
    let number = product.number().to_owned();
    Some(Subject { target: Target::document(&number, context), number, query, seat, pictures, unseen })
}

/// Whether everything that a document uses is there and published.
fn is_sound(publication: &Publication, document: &Document) -> bool {
    let sets = document.master().into_iter();
    let sets = sets.chain(document.patterns().iter().map(|(_, set)| set));
    let sets = sets.chain(document.variants().iter().map(|(_, set)| set));
    let mut items = sets.flat_map(|set| set.primary().items().iter().chain(set.additional().items()));
    let is_there = |id: &str| publication.asset(id).is_some_and(|asset| asset.is_published());
    let mut swatches = document.swatches().iter().filter_map(|swatch| swatch.paint().asset());
    items.all(|item| is_there(item.asset())) && swatches.all(is_there)
}

/// What goes into the sale: products of the same category as the subject first.
pub(crate) fn sale(publication: &Publication, policy: &Policy, subject: &Subject) -> Result<Sale, Fault> {
    const MOST: usize = 2;
    let categories: Vec<&str> =
        publication.product(&subject.number).into_iter().flat_map(Product::categories).collect();
    let is_like = |product: &Product| product.categories().any(|id| categories.contains(&id));
    let others = || some(publication).filter(|product| product.number() != subject.number);
    let like = others().filter(|product| is_like(product));
    let unlike = others().filter(|product| !is_like(product));
    let mut sale = Sale { copied: None, added: Vec::new(), category: category(publication, policy)? };
    for product in like.chain(unlike) {
        if sale.added.len() < MOST
            && let Some(added) = added(publication, policy, product)?
        {
            sale.added.push(added);
            continue;
        }
        if sale.copied.is_none() {
            for query in queries(product) {
                let answer = publication.resolve(&query, policy)?;
                let found = || from_one_set(publication, product, query, &answer);
                // a colleague must have something to change
                let can_change = |subject: &Subject| subject.pictures > 1 || subject.unseen.is_some();
                sale.copied = sale.copied.or_else(|| found().filter(can_change));
            }
        }
        if sale.added.len() == MOST && sale.copied.is_some() {
            break;
        }
    }
    Ok(sale)
}

/// A channel in which a product shows what it shows elsewhere, in the language of its first document.
fn added(publication: &Publication, policy: &Policy, product: &Product) -> Result<Option<Added>, Fault> {
    const MOST: usize = 3;
    let Some(document) = product.documents().first() else { return Ok(None) };
    // any of them may be the one that is copied
    if !product.documents().iter().all(|document| is_sound(publication, document)) {
        return Ok(None);
    }
    let locale = document.context().locale();
    for channel in publication.channels().take(MOST) {
        let context = Context::new(None, Some(channel.id()), locale.as_ref().map(|locale| locale.as_str()))?;
        let added = Added { number: product.number().to_owned(), context };
        let is_new = product.documents().iter().all(|document| *document.context() != added.context);
        if is_new && !publication.resolve(&added.query(), policy)?.primary().is_empty() {
            return Ok(Some(added));
        }
    }
    Ok(None)
}

/// A category with a picture that shows.
fn category(publication: &Publication, policy: &Policy) -> Result<Option<(String, Context)>, Fault> {
    for category in publication.categories() {
        for document in category.documents() {
            let context = document.context();
            let image = publication.category_image(category.id(), context, policy)?;
            if image.shown().is_some() && image.context() == Some(context.as_ref()) {
                return Ok(Some((category.id().to_owned(), context.clone())));
            }
        }
    }
    Ok(None)
}
