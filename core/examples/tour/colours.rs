//! Swatches and category pictures.

use crate::page::{Line, Page, Style, WIDTH, cut, tail, wide};
use crate::shop::Shop;
use omnimedia::{CategoryAnswer, Context, Crop, HexColour, Query, Shown, SwatchAnswer, SwatchSource};
use std::error::Error;
use std::io::Write;

const INDENT: usize = 3;

/// The swatches of the product that has the most to show.
pub(crate) fn swatches<W: Write>(page: &mut Page<W>, shop: &Shop) -> Result<(), Box<dyn Error>> {
    const MOST: usize = 8;
    let Some(query) = telling(shop)? else { return Ok(()) };
    page.heading("Swatches")?;
    let swatches = shop.snapshot.swatches(&query)?;
    if swatches != shop.publication.swatches(&query, &shop.policy)? {
        return Err("the snapshot gives other swatches than the publication".into());
    }
    let found = shop.snapshot.subject(&query)?;
    let (number, name) = (found.found().product(), found.found().name().unwrap_or_default());
    let line = Line::new().to(INDENT).add(Style::Strong, cut(&format!("{name} · {number}"), 50));
    page.line(line.right(Style::Plain, format!("in {}", shop.place(query.context()))))?;
    let width = swatches.iter().map(|swatch| wide(swatch.value())).max().unwrap_or(0).min(24);
    let dimension = swatches.iter().map(|swatch| wide(swatch.dimension())).max().unwrap_or(0).min(16);
    let mut before = "";
    for swatch in swatches.iter().take(MOST) {
        let name = if swatch.dimension() == before { "" } else { swatch.dimension() };
        before = swatch.dimension();
        let block = INDENT + dimension + 2;
        let line = Line::new().to(INDENT).add(Style::Quiet, cut(name, 16)).to(block);
        page.line(painted(line, swatch, block + 6, block + 8 + width))?;
    }
    if let Some(more) = swatches.len().checked_sub(MOST).filter(|more| *more > 0) {
        page.line(Line::new().to(INDENT + dimension + 2).add(Style::Quiet, format!("and {more} more")))?;
    }
    Ok(())
}

/// The block, the value, what it is and whose.
fn painted(line: Line, swatch: &SwatchAnswer<'_>, value: usize, what: usize) -> Line {
    let source = match swatch.source() {
        SwatchSource::Product => "the product's own",
        SwatchSource::Central => "the shop's",
    };
    let (style, block, told) = match swatch.shown() {
        Shown::Hex(hex) => (block(&hex), "████", hex.to_string()),
        Shown::Image(image, crop) => {
            (Style::Plain, "▒▒▒▒", format!("{}{}", tail(image.id(), 34), part(crop)))
        }
        Shown::Text(_) => (Style::Bad, "····", "in words: its picture may not be shown".to_owned()),
    };
    let line = line.add(style, block).to(value).add(Style::Plain, cut(swatch.value(), 24)).to(what);
    line.add(Style::Plain, told).right(Style::Quiet, source)
}

fn block(hex: &HexColour) -> Style {
    let parts = |at: usize| hex.as_str().get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    match (parts(1), parts(3), parts(5)) {
        (Some(red), Some(green), Some(blue)) => Style::Block(red, green, blue),
        _ => Style::Plain,
    }
}

/// How much of a picture is shown.
fn part(crop: Option<Crop>) -> String {
    let percent = |fraction: f64| format!("{:.0}", fraction * 100.0);
    crop.map(|crop| format!(", cropped to {} × {} %", percent(crop.width()), percent(crop.height())))
        .unwrap_or_default()
}

/// The query whose swatches differ most: in how they are shown, whose they are, and how many.
fn telling(shop: &Shop) -> Result<Option<Query>, Box<dyn Error>> {
    const MOST_PRODUCTS: usize = 2_000;
    let mut best = None;
    let step = shop.publication.products().len().div_ceil(MOST_PRODUCTS).max(1);
    for product in shop.publication.products().step_by(step) {
        let contexts = product.documents().iter().take(4).map(|document| document.context().clone());
        for context in contexts.chain(std::iter::once(Context::default())) {
            let query = Query::new(product.number()).within(context);
            let swatches = shop.snapshot.swatches(&query)?;
            let has = |wanted: &dyn Fn(&SwatchAnswer<'_>) -> bool| usize::from(swatches.iter().any(wanted));
            let sorts = has(&|swatch| matches!(swatch.shown(), Shown::Hex(_)))
                + has(&|swatch| matches!(swatch.shown(), Shown::Image(..)))
                + has(&|swatch| swatch.source() == SwatchSource::Product)
                + has(&|swatch| swatch.source() == SwatchSource::Product && swatch.hex().is_some())
                + has(&|swatch| swatch.source() == SwatchSource::Central)
                + has(&|swatch| swatch.crop().is_some());
            let score = sorts * 8 + swatches.len().min(8);
            if !swatches.is_empty() && best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, query));
            }
        }
    }
    Ok(best.map(|(_, query)| query))
}

/// The picture of the category with the most documents, channel by channel.
pub(crate) fn category<W: Write>(page: &mut Page<W>, shop: &Shop) -> Result<(), Box<dyn Error>> {
    const MOST: usize = 4;
    let categories = shop.publication.categories().filter(|category| !category.documents().is_empty());
    let Some(category) = categories.min_by_key(|category| std::cmp::Reverse(category.documents().len()))
    else {
        return Ok(());
    };
    page.heading("Category pictures")?;
    let name = category.name().unwrap_or(category.id());
    page.line(Line::new().to(INDENT).add(Style::Strong, format!("{name} · category {}", category.id())))?;
    let mut contexts = Vec::new();
    for channel in shop.publication.channels() {
        // the languages with a picture of their own, or the first
        let locales = channel.locales();
        let asked = |locale: Option<&str>| Context::new(None, Some(channel.id()), locale);
        let mut of_channel = Vec::new();
        for locale in locales.iter().flatten() {
            of_channel.push(asked(Some(locale.as_str()))?);
        }
        if of_channel.is_empty() {
            of_channel.push(asked(None)?);
        }
        let mut seen = Vec::new();
        for context in of_channel {
            let answer = answered(shop, category.id(), &context)?;
            let asset = answer.asset().map(str::to_owned);
            if !seen.contains(&asset) {
                contexts.push((context, answer));
                seen.push(asset);
            }
        }
    }
    let shown = |(_, answer): &&(Context, CategoryAnswer<'_>)| answer.shown().is_some();
    let rows: Vec<_> = contexts.iter().filter(shown).take(MOST).collect();
    let places: Vec<String> = rows.iter().map(|(context, _)| shop.place(context)).collect();
    let column = INDENT + places.iter().map(|place| wide(place)).max().unwrap_or(0) + 2;
    for ((_, answer), place) in rows.into_iter().zip(&places) {
        let id = answer.asset().unwrap_or_default();
        let line = Line::new().to(INDENT).add(Style::Quiet, place).to(column);
        page.line(line.add(Style::Plain, tail(id, WIDTH.saturating_sub(column))))?;
    }
    Ok(())
}

fn answered<'s>(shop: &'s Shop, id: &str, context: &Context) -> Result<CategoryAnswer<'s>, Box<dyn Error>> {
    let answer = shop.snapshot.category_image(id, &shop.snapshot.shelf_of(context))?;
    if answer != shop.publication.category_image(id, context, &shop.policy)? {
        return Err(format!("the snapshot gives another picture of `{id}` than the publication").into());
    }
    Ok(answer)
}
