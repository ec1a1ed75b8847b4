//! The explanation as a short tree of text, for people who choose pictures.

use super::answer::Origin;
use super::explanation::{
    Because, Explanation, ItemExplanation, ItemFate, ListExplanation, RungExplanation, RungFate,
    SetExplanation, SetFate,
};
use crate::fault::is_hidden;
use crate::model::Level;
use core::fmt::{Display, Formatter, Result, Write};
use std::borrow::Cow;

/// How many items, and how many patterns that do not match, are told one by one.
const MOST_ITEMS: usize = 50;
pub(crate) const MOST_MISSES: usize = 6;

/// A line, and what belongs to it.
pub(crate) struct Node {
    pub(crate) text: String,
    pub(crate) below: Vec<Node>,
}

fn leaf(text: impl Into<String>) -> Node {
    Node { text: text.into(), below: Vec::new() }
}

impl Node {
    /// Writes what is below, each line behind the branches that lead to it.
    fn write(&self, f: &mut Formatter<'_>, branches: &str) -> Result {
        for (index, node) in self.below.iter().enumerate() {
            let is_last = index.saturating_add(1) == self.below.len();
            let (branch, gap) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            write!(f, "\n{branches}{branch}")?;
            plain(f, &node.text)?;
            node.write(f, &format!("{branches}{gap}"))?;
        }
        Ok(())
    }
}

/// Names are the user's: what would break a line or turn it round is written as an escape.
fn plain(f: &mut impl Write, text: &str) -> Result {
    for character in text.chars() {
        if is_hidden(character) {
            write!(f, "{}", character.escape_default())?;
        } else {
            f.write_char(character)?;
        }
    }
    Ok(())
}

/// Names as they are printed, on one line.
pub(crate) fn on_one_line(text: &str) -> Cow<'_, str> {
    // what is no control character in one byte, nor begins one in two, nor what turns text round in three
    if text.bytes().all(|byte| byte >= 0x20 && !matches!(byte, 0x7F | 0xC2 | 0xE2)) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    // writing to a string does not fail
    let _ = plain(&mut line, text);
    Cow::Owned(line)
}

impl Display for Explanation<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let answer = &self.answer;
        plain(f, &subject(answer.product, answer.variant, &self.values))?;
        plain(f, &format!(", in {}", self.asked))?;
        self.tree().write(f, "")
    }
}

impl Explanation<'_> {
    /// What is printed below the heading; names are not yet [`on_one_line`].
    pub(crate) fn tree(&self) -> Node {
        let channel = self.asked.channel();
        let mut below = vec![items("gallery", &self.primary, channel), leaf(default_image(self))];
        let policy = &self.policy;
        let rules = format!("{}, parents {}, {}", policy.order, policy.parents, policy.inheritance);
        if alike(&self.primary, &self.additional) {
            below.push(items("additional media", &self.additional, channel));
            below.push(contexts(&format!("where it was looked for, nearest first ({rules})"), self, true));
        } else {
            below.push(contexts(
                &format!("where the gallery was looked for, nearest first ({rules})"),
                self,
                false,
            ));
            below.push(items("additional media", &self.additional, channel));
            let text = "where additional media was looked for";
            below.push(tried(text, &self.additional, None, Some(&self.primary)));
        }
        Node { text: String::new(), below }
    }
}

fn contexts(text: &str, explanation: &Explanation<'_>, both: bool) -> Node {
    tried(text, &explanation.primary, both.then_some(&explanation.additional), None)
}

/// What was asked for, in any context.
pub(crate) fn subject(product: &str, variant: Option<&str>, values: &[(&str, &str)]) -> String {
    let mut text = product.to_owned();
    if let Some(variant) = variant {
        text = format!("{text}, variant {variant}");
    }
    if !values.is_empty() {
        text = format!("{text} ({})", pattern(values));
    }
    text
}

fn pattern(values: &[(&str, &str)]) -> String {
    let values: Vec<String> =
        values.iter().map(|(dimension, value)| format!("{dimension} {value}")).collect();
    values.join(" + ")
}

fn place(level: Level, values: &[(&str, &str)], variant: Option<&str>) -> String {
    match (level, variant) {
        (Level::Variant, Some(number)) => format!("variant {number}"),
        (Level::Variant, None) => "variants".to_owned(),
        (Level::Dimensions, _) if values.is_empty() => "dimension combinations".to_owned(),
        (Level::Dimensions, _) => pattern(values),
        (Level::Master, _) => "the product itself".to_owned(),
    }
}

fn origin_place(origin: &Origin<'_>) -> String {
    place(origin.level, &origin.pattern, origin.variant)
}

/// Where something was assigned.
pub(crate) fn from(origin: &Origin<'_>) -> String {
    format!("{} in {}", origin_place(origin), origin.context)
}

/// So many of something, in words.
pub(crate) fn count(many: usize, what: &str) -> String {
    match many {
        1 => format!("1 {what}"),
        _ => format!("{many} {what}s"),
    }
}

fn items(name: &str, list: &ListExplanation<'_>, channel: Option<&str>) -> Node {
    let shown = list.shown().count();
    let mut number = 0_usize;
    let mut tell = |item: &ItemExplanation<'_>| {
        let kind = item.kind.map(|kind| format!(" ({kind})")).unwrap_or_default();
        let purpose = item.purpose.map(|purpose| format!("{purpose}: ")).unwrap_or_default();
        let text = format!("{purpose}{}{kind}, from {}", item.asset, from(&item.origin));
        leaf(match item.fate {
            ItemFate::Shown => {
                number = number.saturating_add(1);
                format!("{number}. {text}")
            }
            ItemFate::Repeated => format!("not repeated: {text}; it is in the list already"),
            ItemFate::Unknown => format!("left out: {text}; there is no such asset"),
            ItemFate::NotPublished => format!("left out: {text}; it is not published"),
            ItemFate::NotAllowed => {
                let channel = channel.unwrap_or_default();
                format!("left out: {text}; it is not allowed in channel {channel}")
            }
        })
    };
    let mut below: Vec<Node> = list.items.iter().take(MOST_ITEMS).map(&mut tell).collect();
    if let Some(more) = list.items.len().checked_sub(MOST_ITEMS).filter(|more| *more > 0) {
        below.push(leaf(format!("and {more} more")));
    }
    let text = match shown {
        0 => format!("{name}: nothing; {}", why_nothing(list)),
        _ => format!("{name}: {}", count(shown, "item")),
    };
    Node { text, below }
}

fn why_nothing(list: &ListExplanation<'_>) -> String {
    let severing = list.rungs.iter().find(|rung| rung.ends && rung.fate == RungFate::Severed);
    if !list.items.is_empty() {
        "everything that was found is left out".to_owned()
    } else if let Some(stop) = &list.stop {
        format!("{} has an empty list, which replaces all behind it", from(stop))
    } else if let Some(rung) = severing {
        format!("the document in {} has nothing for it, and cuts off all behind it", rung.context)
    } else if list.rungs.iter().all(|rung| rung.fate == RungFate::NoDocument) {
        "nothing is assigned in any of the contexts".to_owned()
    } else {
        "nothing that matches has an item".to_owned()
    }
}

fn default_image(explanation: &Explanation<'_>) -> String {
    const MOST: usize = 5;
    let before = explanation.before_default_image();
    let mut before: Vec<String> = before.map(|(asset, kind)| format!("{asset} is a {kind}")).collect();
    if let Some(more) = before.len().checked_sub(MOST).filter(|more| *more > 0) {
        before.truncate(MOST);
        before.push(format!("{more} more are none either"));
    }
    let before = before.join(", ");
    match explanation.answer.default_image() {
        Some(item) if before.is_empty() => format!("default image: {}, the first item", item.asset.id),
        Some(item) => format!("default image: {}, the first that is an image; {before}", item.asset.id),
        None if before.is_empty() => "default image: none; the gallery is empty".to_owned(),
        None => format!("default image: none; no item is an image: {before}"),
    }
}

/// Whether the same became of every context and set for both lists, so that one account will do.
fn alike(one: &ListExplanation<'_>, other: &ListExplanation<'_>) -> bool {
    let same_set = |(one, other): (&SetExplanation<'_>, &SetExplanation<'_>)| {
        one.fate == other.fate && one.because == other.because
    };
    let same_rung = |(one, other): (&RungExplanation<'_>, &RungExplanation<'_>)| {
        one.fate == other.fate && one.sets.iter().zip(&other.sets).all(same_set)
    };
    one.stop == other.stop && one.rungs.iter().zip(&other.rungs).all(same_rung)
}

/// The contexts in order; those that have nothing to tell share a line with their like.
///
/// `other` is the other list where one account is given of both, `before` that which was told before.
fn tried(
    text: &str,
    list: &ListExplanation<'_>,
    other: Option<&ListExplanation<'_>>,
    before: Option<&ListExplanation<'_>>,
) -> Node {
    let mut below = Vec::new();
    let mut rungs = list.rungs.iter().enumerate().peekable();
    while let Some((index, rung)) = rungs.next() {
        if matches!(rung.fate, RungFate::NoDocument | RungFate::NotReached) {
            let mut names = name(rung);
            while let Some((_, like)) = rungs.next_if(|(_, like)| like.fate == rung.fate) {
                names = format!("{names}; {}", name(like));
            }
            below.push(leaf(format!("{}: {names}", rung.fate)));
            continue;
        }
        let other = other.and_then(|list| list.rungs.get(index));
        let told = before.and_then(|list| list.rungs.get(index)).is_some_and(|rung| !rung.sets.is_empty());
        let misses = if told { Misses::Counted } else { Misses::Told };
        let text = format!("{}: {}", rung.context, fate(rung));
        below.push(Node { text, below: sets(rung, list, other, misses) });
    }
    Node { text: text.to_owned(), below }
}

/// What became of a document that was reached.
fn fate(rung: &RungExplanation<'_>) -> String {
    let heard = |set: &SetExplanation<'_>| set.place.is_some() && set.fate != SetFate::NotReached;
    if rung.fate == RungFate::Spoke {
        return match rung.sets.iter().any(heard) {
            true => rung.fate.to_string(),
            false => "spoke too late, the list was complete".to_owned(),
        };
    }
    let why = match rung.sets.iter().all(|set| set.fate == SetFate::NoSet) {
        true => "its document assigns no media",
        false => "nothing in its document matches",
    };
    match rung.ends {
        true => format!("{}: {why}, and cuts off all behind it", rung.fate),
        false => format!("{why}: passes on"),
    }
}

fn name(rung: &RungExplanation<'_>) -> String {
    match rung.fate {
        RungFate::NotReached if rung.document.is_some() => format!("{} (has a document)", rung.context),
        _ => rung.context.to_string(),
    }
}

fn sets(
    rung: &RungExplanation<'_>,
    list: &ListExplanation<'_>,
    other: Option<&RungExplanation<'_>>,
    misses: Misses,
) -> Vec<Node> {
    let name = |set: &SetExplanation<'_>| place(set.level, &set.pattern, set.variant);
    let is_miss = |set: &&SetExplanation<'_>| matches!(set.because, Some(Because::Wants(_)));
    let mut below = Vec::new();
    let present = rung.sets.iter().filter(is_miss).count();
    let missed = present.saturating_add(rung.untold);
    let told = if misses == Misses::Counted { 0 } else { MOST_MISSES };
    let mut miss = 0_usize;
    for (index, set) in rung.sets.iter().enumerate().filter(|(_, set)| set.fate != SetFate::NoSet) {
        if is_miss(&set) {
            miss = miss.saturating_add(1);
        }
        if !is_miss(&set) || miss <= told {
            let other = other.and_then(|rung| rung.sets.get(index)).map(|set| set.items);
            below.push(leaf(format!("{}: {}", name(set), said(set, list, other))));
        }
        if is_miss(&set) && miss == present && missed > told {
            let more = if told == 0 { "" } else { "and " };
            let combinations = count(missed.saturating_sub(told), "combination");
            below.push(leaf(format!("{more}{combinations} that would want other values")));
        }
    }
    let without: Vec<String> = rung.sets.iter().filter(|set| set.fate == SetFate::NoSet).map(name).collect();
    if !without.is_empty() && without.len() < rung.sets.len() {
        below.push(leaf(format!("no set: {}", without.join(", "))));
    }
    below
}

/// Whether the patterns that do not match are told one by one.
#[derive(Clone, Copy, PartialEq)]
enum Misses {
    Told,
    /// They were told before, and are only counted.
    Counted,
}

/// What became of a set; `other` is how many additional items it has, where both lists are told.
fn said(set: &SetExplanation<'_>, list: &ListExplanation<'_>, other: Option<usize>) -> String {
    let mut given = match (set.items, other) {
        (0, Some(0) | None) => "nothing".to_owned(),
        (many, _) => count(many, "item"),
    };
    if let Some(many) = other.filter(|many| *many > 0) {
        let additional = count(many, "additional item");
        given = if set.items == 0 { additional } else { format!("{given} and {additional}") };
    }
    match set.fate {
        SetFate::Replaced => format!("replaced with {given}"),
        SetFate::Appended => format!("appended {given}"),
        SetFate::Prepended => format!("prepended {given}"),
        SetFate::Inherited => "inherited: passes on".to_owned(),
        SetFate::NoSet => "no set".to_owned(),
        SetFate::DoesNotMatch | SetFate::NotReached => unheard(set, list),
    }
}

fn unheard(set: &SetExplanation<'_>, list: &ListExplanation<'_>) -> String {
    let stop = list.stop.as_ref().map(origin_place).unwrap_or_default();
    match &set.because {
        Some(Because::Wants(mismatches)) => {
            let mut wants = Vec::new();
            for mismatch in mismatches {
                let (dimension, wanted) = (mismatch.dimension, mismatch.wanted);
                wants.push(match mismatch.selected {
                    Some(value) => format!("{dimension} is {value} here, the pattern wants {wanted}"),
                    None => format!("no {dimension} is selected, the pattern wants {wanted}"),
                });
            }
            format!("{}: {}", set.fate, wants.join("; "))
        }
        Some(Because::NoVariant) => format!("{}: no variant is asked for", set.fate),
        Some(Because::Weaker) => format!("weaker than {stop}: {}", set.fate),
        Some(Because::Farther) => {
            let context = list.stop.as_ref().map(|stop| stop.context).unwrap_or_default();
            format!("farther than {context}: {}", set.fate)
        }
        Some(Because::LaterLevel) => format!("behind {stop}, which replaced: {}", set.fate),
        None => set.fate.to_string(),
    }
}
