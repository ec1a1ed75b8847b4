//! Figures: how many answers, how large, how fast.

use crate::page::{Line, Page, Style, number};
use crate::shop::Shop;
use omnimedia::{AlignedBytes, Context, Fault, Scratch, Shelf, Snapshot, Tag};
use std::collections::HashSet;
use std::error::Error;
use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

const INDENT: usize = 3;

/// How long the steps before took.
pub(crate) struct Times {
    pub(crate) read: Duration,
    pub(crate) flatten: Duration,
    pub(crate) open: Duration,
    pub(crate) verify: Duration,
}

pub(crate) fn show<W: Write>(page: &mut Page<W>, shop: &Shop, times: &Times) -> Result<(), Box<dyn Error>> {
    let contexts: Vec<Context> =
        shop.publication.known_contexts().iter().map(|known| known.to_context()).collect();
    let mut numbers = Vec::new();
    for product in shop.publication.products() {
        numbers.push(product.number());
        numbers.extend(product.variants().iter().map(|variant| variant.number()));
    }
    let bytes: usize = shop.snapshot.bytes().map(<[u8]>::len).sum();
    let answers = numbers.len() * contexts.len();
    let mut row = |what: &str, text: String| {
        page.line(Line::new().to(INDENT).add(Style::Quiet, what).to(INDENT + 12).add(Style::Plain, text))
    };
    row(
        "answers",
        format!(
            "{} = {} products and variants × {} known contexts",
            number(answers),
            number(numbers.len()),
            number(contexts.len())
        ),
    )?;
    if let Some(different) = different(&shop.snapshot, &numbers, &contexts)? {
        row("", format!("{} different ones", number(different)))?;
    }
    let each = bytes as f64 / answers.max(1) as f64;
    row(
        "bytes",
        format!("{} of JSON → {} of snapshot, {each:.1} an answer", number(shop.json), number(bytes)),
    )?;
    row(
        "times",
        format!(
            "read in {}, flattened in {}, opened in {}, verified in {}",
            time(times.read),
            time(times.flatten),
            time(times.open),
            time(times.verify)
        ),
    )?;
    let [with_shelves, with_strings] = speeds(&shop.snapshot, &numbers, &contexts)?;
    row("look-ups", format!("{} with the context in hand", a_second(with_shelves)))?;
    row("", format!("{} with channel, language and number as text", a_second(with_strings)))?;
    Ok(())
}

/// How many answers differ in content; `None` where counting them takes too long for a tour.
fn different(
    snapshot: &Snapshot<AlignedBytes>,
    numbers: &[&str],
    contexts: &[Context],
) -> Result<Option<usize>, Fault> {
    const MOST: usize = 20_000_000;
    if numbers.len().saturating_mul(contexts.len()) > MOST {
        return Ok(None);
    }
    let shelves: Vec<Shelf> = contexts.iter().map(|context| snapshot.shelf_of(context)).collect();
    let mut scratch = Scratch::new();
    let mut hashes = HashSet::new();
    for wanted in numbers {
        let found = snapshot.find(wanted)?;
        for shelf in &shelves {
            hashes.insert(found.answer(shelf, &mut scratch)?.hash());
        }
    }
    Ok(Some(hashes.len()))
}

/// What one look-up takes, to the default image's url, in random order: with a shelf in hand, and by strings.
fn speeds(
    snapshot: &Snapshot<AlignedBytes>,
    numbers: &[&str],
    contexts: &[Context],
) -> Result<[Duration; 2], Fault> {
    let shelves: Vec<Shelf> = contexts.iter().map(|context| snapshot.shelf_of(context)).collect();
    let locales: Vec<Option<Tag>> = contexts.iter().map(|context| context.locale()).collect();
    let mut scratch = Scratch::new();
    let with_shelves = measure(numbers, contexts, |wanted, place| {
        let Some(shelf) = shelves.get(place) else { return Ok(0) };
        let found = snapshot.find(wanted)?;
        Ok(found.answer(shelf, &mut scratch)?.default_image_url().map_or(0, str::len))
    })?;
    let with_strings = measure(numbers, contexts, |wanted, place| {
        let (Some(context), Some(locale)) = (contexts.get(place), locales.get(place)) else { return Ok(0) };
        let locale = locale.as_ref().map(Tag::as_str);
        let shelf = snapshot.shelf(context.channel(), locale, context.catalog())?;
        let found = snapshot.find(wanted)?;
        Ok(found.answer(&shelf, &mut scratch)?.default_image_url().map_or(0, str::len))
    })?;
    Ok([with_shelves, with_strings])
}

/// The time of one look-up: the best of some rounds over numbers and contexts in random order.
fn measure(
    numbers: &[&str],
    contexts: &[Context],
    mut look_up: impl FnMut(&str, usize) -> Result<usize, Fault>,
) -> Result<Duration, Fault> {
    const QUERIES: u32 = 50_000;
    const ROUNDS: usize = 5;
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |limit: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random >> 33).unwrap_or(0).checked_rem(limit).unwrap_or(0)
    };
    let pick = |_| (below(numbers.len()), below(contexts.len()));
    let order: Vec<(usize, usize)> = (0..QUERIES).map(pick).collect();
    let queries: Vec<(&str, usize)> =
        order.iter().filter_map(|(wanted, context)| Some((*numbers.get(*wanted)?, *context))).collect();
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut sum = 0_usize;
        for (wanted, context) in &queries {
            sum = sum.wrapping_add(look_up(wanted, *context)?);
        }
        black_box(sum);
        best = best.min(start.elapsed());
    }
    Ok(best / QUERIES)
}

fn a_second(each: Duration) -> String {
    let each = each.as_nanos().max(1);
    let millions = 1_000.0 / each as f64;
    format!("{millions:.1} million a second, {each} ns each,")
}

fn time(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        ..1_000.0 => format!("{micros:.0} µs"),
        1_000.0..1_000_000.0 => format!("{:.1} ms", micros / 1e3),
        _ => format!("{:.2} s", micros / 1e6),
    }
}
