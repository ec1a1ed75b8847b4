//! What was read: the entities, counted.

use crate::page::{Line, Page, Style, WIDTH, count, cut, listed, number, wrap};
use omnimedia::{Document, Fault, Kind, List, Mode, Publication, Set};
use std::io::{self, Write};

const INDENT: usize = 3;

pub(crate) fn show<W: Write>(page: &mut Page<W>, publication: &Publication) -> io::Result<()> {
    let mut row = |what: String, text: String| {
        const COLUMN: usize = INDENT + 22;
        let mut line = Line::new().to(INDENT).add(Style::Strong, what);
        for text in wrap(&text, WIDTH - COLUMN) {
            page.line(std::mem::take(&mut line).to(COLUMN).add(Style::Quiet, text))?;
        }
        Ok::<(), io::Error>(())
    };
    row(count(publication.channels().len(), "channel", "channels"), channels(publication))?;
    row(count(publication.products().len(), "product", "products"), products(publication))?;
    row(count(publication.assets().len(), "asset", "assets"), assets(publication))?;
    let documents = publication.products().map(|product| product.documents().len()).sum();
    row(count(documents, "document", "documents"), places(publication))?;
    row(count(many_sets(publication), "set", "sets"), sets(publication))?;
    let pictures = publication.categories().map(|category| category.documents().len()).sum();
    if publication.categories().len() > 0 {
        let categories = count(publication.categories().len(), "category", "categories");
        row(categories, count(pictures, "picture", "pictures"))?;
    }
    if publication.central_swatches().len() > 0 {
        let values: Vec<_> = publication.central_swatches().map(|swatch| swatch.value()).collect();
        row(count(values.len(), "central swatch", "central swatches"), listed(&values, 6, ", "))?;
    }
    warnings(page, publication)
}

fn channels(publication: &Publication) -> String {
    let named = |name: Option<&str>, id: &str| cut(name.unwrap_or(id), 30);
    let names: Vec<_> = publication.channels().map(|channel| named(channel.name(), channel.id())).collect();
    listed(&names, 3, ", ")
}

fn products(publication: &Publication) -> String {
    let variants = publication.products().map(|product| product.variants().len()).sum();
    let simple = publication.products().filter(|product| product.dimensions().is_empty()).count();
    match (variants, publication.products().len() - simple) {
        (0, 0) => "all simple".to_owned(),
        (_, masters) => {
            let variants = count(variants, "variant", "variants");
            format!("{variants} of {}, {} simple", count(masters, "master", "masters"), number(simple))
        }
    }
}

fn assets(publication: &Publication) -> String {
    let mut parts = Vec::new();
    for (kind, one, more) in
        [(Kind::Image, "image", "images"), (Kind::Video, "video", "videos"), (Kind::File, "file", "files")]
    {
        let many = publication.assets().filter(|asset| asset.kind() == kind).count();
        if many > 0 {
            parts.push(count(many, one, more));
        }
    }
    let unpublished = publication.assets().filter(|asset| !asset.is_published()).count();
    if unpublished > 0 {
        parts.push(format!("{} not published", number(unpublished)));
    }
    let kept = publication.assets().filter(|asset| asset.channels().is_some()).count();
    if kept > 0 {
        parts.push(format!("{} for some channels", number(kept)));
    }
    parts.join(", ")
}

/// Where documents speak.
fn places(publication: &Publication) -> String {
    let mut many = [0_usize; 5];
    for document in publication.products().flat_map(|product| product.documents()) {
        let context = document.context();
        let place = match (context.catalog(), context.channel(), context.locale()) {
            (Some(_), _, _) => 4,
            (None, None, None) => 0,
            (None, Some(_), None) => 1,
            (None, None, Some(_)) => 2,
            (None, Some(_), Some(_)) => 3,
        };
        if let Some(many) = many.get_mut(place) {
            *many += 1;
        }
    }
    let names = ["for everyone", "by channel", "by language", "by both", "by catalog"];
    let told = many.iter().zip(names).filter(|(many, _)| **many > 0);
    told.map(|(many, name)| format!("{} {name}", number(*many))).collect::<Vec<_>>().join(", ")
}

fn many_sets(publication: &Publication) -> usize {
    let documents = publication.products().flat_map(|product| product.documents());
    let of = |document: &Document| {
        usize::from(document.master().is_some()) + document.patterns().len() + document.variants().len()
    };
    documents.map(of).sum()
}

/// What is assigned at which level, and how lists go with what lies behind them.
fn sets(publication: &Publication) -> String {
    let mut many = [0_usize; 3];
    let mut adding = 0_usize;
    let documents = publication.products().flat_map(|product| product.documents());
    for document in documents {
        let of_patterns = document.patterns().iter().map(|(_, set)| (1, set));
        let of_variants = document.variants().iter().map(|(_, set)| (2, set));
        for (level, set) in
            document.master().map(|set| (0, set)).into_iter().chain(of_patterns).chain(of_variants)
        {
            if let Some(many) = many.get_mut(level) {
                *many += 1;
            }
            adding += usize::from(adds(set));
        }
    }
    let names = ["for a product", "for a combination", "for a variant"];
    let told = many.iter().zip(names).filter(|(many, _)| **many > 0);
    let mut told: Vec<String> = told.map(|(many, name)| format!("{} {name}", number(*many))).collect();
    if adding > 0 {
        told.push(format!("{} that add", number(adding)));
    }
    told.join(", ")
}

fn adds(set: &Set) -> bool {
    let adds = |list: &List| matches!(list.mode(), Mode::Append | Mode::Prepend);
    adds(set.primary()) || adds(set.additional())
}

/// The warnings, those of a kind together.
fn warnings<W: Write>(page: &mut Page<W>, publication: &Publication) -> io::Result<()> {
    let mut kinds: Vec<(&Fault, usize)> = Vec::new();
    for warning in publication.warnings() {
        match kinds.iter_mut().find(|(first, _)| first.code() == warning.code()) {
            Some((_, many)) => *many += 1,
            None => kinds.push((warning, 1)),
        }
    }
    if kinds.is_empty() {
        return page.line(Line::new().to(INDENT).add(Style::Good, "no warnings"));
    }
    let many = count(publication.warnings().len(), "warning", "warnings");
    page.line(Line::new().to(INDENT).add(Style::Bad, many))?;
    for (first, many) in kinds {
        let like = if many > 1 { format!(" ({} like it)", number(many - 1)) } else { String::new() };
        page.paragraph(Style::Quiet, INDENT + 2, &format!("{first}{like}"))?;
    }
    Ok(())
}
