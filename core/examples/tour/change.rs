//! A change: one product is edited, and published as a delta behind the snapshot.

use crate::gallery::gallery;
use crate::page::{Line, Page, Style, count, cut, number};
use crate::shop::Shop;
use omnimedia::{
    Context, DocumentBuilder, Entities, EntityContent, Flatten, ItemBuilder, Kind, Limits, ListBuilder, Mode,
    Product, Publication, Query, SetBuilder, Snapshot,
};
use std::error::Error;
use std::io::Write;

const INDENT: usize = 3;

/// What is edited: a product gets a document in a context where it has none.
struct Edit<'p> {
    product: &'p Product,
    context: Context,
    list: ListBuilder,
    story: String,
}

/// Edits, publishes the change, asks both together, and makes one snapshot of them.
pub(crate) fn show<W: Write>(page: &mut Page<W>, shop: &Shop) -> Result<(), Box<dyn Error>> {
    let Some(edit) = choose(shop)? else { return Ok(()) };
    let edited = edited(&shop.publication, &edit)?;
    let mut change = Flatten::change(&edited, &shop.snapshot)?;
    let delta = change.product(edit.product.number()).to_bytes()?;
    let base = shop.snapshot.bytes().next().unwrap_or_default();
    let both = Snapshot::open_with(base, [&delta[..]])?;
    both.verify()?;

    let query = Query::new(edit.product.number()).within(edit.context.clone());
    let (before, after) = (shop.snapshot.resolve(&query)?, both.resolve(&query)?);
    if after != edited.resolve(&query, &shop.policy)? {
        return Err("base and delta answer otherwise than the edited publication".into());
    }
    page.heading("A change")?;
    page.paragraph(Style::Plain, INDENT, &edit.story)?;
    page.blank()?;
    page.line(gallery("before", INDENT + 11, Style::Quiet, &before))?;
    page.line(gallery("after", INDENT + 11, Style::Good, &after))?;
    page.blank()?;

    let is_whole = Flatten::compact(&both)? == Flatten::new(&edited, shop.policy).to_bytes()?;
    if !is_whole {
        return Err("base and delta made one differ from a full build".into());
    }
    let (changed, answers) = impact(shop, edit.product, &both)?;
    let told = [
        (
            "published",
            format!("{} bytes, behind the {} of the snapshot", number(delta.len()), number(base.len())),
        ),
        ("impact", format!("{} of {}", number(changed), count(answers, "answer", "answers"))),
        ("made one", "✓ byte for byte what a full build of the edited shop gives".to_owned()),
    ];
    for (what, text) in told {
        page.line(Line::new().to(INDENT).add(Style::Quiet, what).to(INDENT + 11).add(Style::Plain, text))?;
    }
    Ok(())
}

/// The first edit that there is something to show of.
fn choose(shop: &Shop) -> Result<Option<Edit<'_>>, Box<dyn Error>> {
    let publication = &shop.publication;
    let channel = publication.channels().next().map_or("001", |channel| channel.id());
    // simple products first: what their page shows does not wait for a choice
    let simple = publication.products().filter(|product| product.dimensions().is_empty());
    let others = publication.products().filter(|product| !product.dimensions().is_empty());
    let mut last = None;
    for product in simple.chain(others) {
        let Some(document) = product.documents().first() else { continue };
        let locale = document.context().locale();
        let context = Context::new(None, Some(channel), locale.as_ref().map(|locale| locale.as_str()))?;
        let answer = shop.snapshot.resolve(&Query::new(product.number()).within(context.clone()))?;
        // a document of its own there would be edited, not added
        let is_free = product.documents().iter().all(|document| *document.context() != context);
        if !is_free || answer.primary().is_empty() {
            continue;
        }
        let mut second = answer.primary().iter().skip(1).filter(|item| item.asset().kind() == Kind::Image);
        let shown = |id: &str| answer.primary().iter().any(|item| item.asset().id() == id);
        let mut unseen = answer.additional().iter().filter(|item| item.asset().kind() == Kind::Image);
        let place = shop.place(&context);
        let name = cut(product.name().unwrap_or(product.number()).trim(), 40);
        let edit = |mode: Mode, id: Option<&str>, story: String| Edit {
            product,
            context: context.clone(),
            list: ListBuilder::new(mode, id.map(ItemBuilder::new)),
            story,
        };
        if let Some(item) = second.next() {
            let story =
                format!("In {place}, another picture of {name} comes first. All else stays as it is.");
            return Ok(Some(edit(Mode::Prepend, Some(item.asset().id()), story)));
        }
        if let Some(item) = unseen.find(|item| !shown(item.asset().id())) {
            let purpose = item.purpose().unwrap_or_default();
            let story = format!("In {place}, the gallery of {name} gets the picture for “{purpose}” too.");
            last = last.or(Some(edit(Mode::Append, Some(item.asset().id()), story)));
        }
        let story = format!("In {place}, the pictures of {name} are taken down.");
        last = last.or(Some(edit(Mode::Replace, None, story)));
    }
    Ok(last)
}

/// The publication after the edit: every entity as it was, and the product with one more document.
fn edited(publication: &Publication, edit: &Edit<'_>) -> Result<Publication, Box<dyn Error>> {
    let limits = Limits::default();
    let lines = publication.to_json_lines();
    let mut builder = Publication::builder(limits.clone());
    let mut numbers = publication.products().map(|product| product.number());
    for entity in Entities::new(lines.as_bytes(), &limits) {
        let entity = entity?;
        let EntityContent::Product(product) = entity.content() else {
            builder.entity(entity);
            continue;
        };
        if numbers.next() == Some(edit.product.number()) {
            builder.product(product.clone().document(document(edit)));
        } else {
            builder.entity(entity);
        }
    }
    Ok(builder.build()?)
}

fn document(edit: &Edit<'_>) -> DocumentBuilder {
    let inherit = ListBuilder::new(Mode::Inherit, Vec::<ItemBuilder>::new());
    let set = SetBuilder::new().primary_list(edit.list.clone()).additional_list(inherit);
    let mut document = DocumentBuilder::new().master(set);
    if let Some(channel) = edit.context.channel() {
        document = document.channel(channel);
    }
    if let Some(locale) = edit.context.locale() {
        document = document.locale(locale.as_str());
    }
    document
}

/// How many answers in known contexts are others now, of how many. Only this product's can be.
fn impact(shop: &Shop, product: &Product, both: &Snapshot<&[u8]>) -> Result<(usize, usize), Box<dyn Error>> {
    let contexts: Vec<Context> =
        shop.publication.known_contexts().iter().map(|known| known.to_context()).collect();
    let mut changed = 0;
    let variants = product.variants().iter().map(|variant| variant.number());
    for subject in std::iter::once(product.number()).chain(variants) {
        for context in &contexts {
            let query = Query::new(subject).within(context.clone());
            changed += usize::from(shop.snapshot.resolve(&query)?.hash() != both.resolve(&query)?.hash());
        }
    }
    let numbers: usize = shop.publication.products().map(|product| 1 + product.variants().len()).sum();
    Ok((changed, numbers * contexts.len()))
}
