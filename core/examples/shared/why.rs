//! Why a gallery is what it is: where it was looked for, and who spoke.

use super::names::{pattern, short};
use super::page::{Node, Style, count, listed};
use omnimedia::{Because, Context, Explanation, Level, RungExplanation, RungFate, SetExplanation, SetFate};

/// The contexts in the order they were tried; those that say nothing share a line.
pub(crate) fn why(explanation: &Explanation<'_>) -> Vec<Node> {
    let list = explanation.primary();
    let mut nodes = Vec::new();
    let mut rungs = list.rungs().iter().peekable();
    while let Some(rung) = rungs.next() {
        match rung.fate() {
            RungFate::NoDocument => {
                let mut contexts = vec![rung.context()];
                while let Some(like) = rungs.next_if(|like| like.fate() == RungFate::NoDocument) {
                    contexts.push(like.context());
                }
                nodes.push(Node::new(Style::Quiet, format!("nothing assigned: {}", grouped(&contexts))));
            }
            RungFate::Spoke => nodes.push(spoke(rung)),
            RungFate::Severed => nodes.push(severed(rung, rungs.peek().is_none())),
            RungFate::NotReached => {
                let rest: Vec<_> = std::iter::once(rung).chain(rungs.by_ref()).collect();
                nodes.extend(farther(&rest));
            }
        }
    }
    nodes
}

/// Contexts that differ in the language alone, together.
fn grouped(contexts: &[&Context]) -> String {
    type Place<'c> = (Option<&'c str>, Option<&'c str>);
    let mut groups: Vec<(Place<'_>, Vec<String>)> = Vec::new();
    for context in contexts {
        let place = (context.catalog(), context.channel());
        let locale = context.locale().map_or("Neutral".to_owned(), |locale| locale.to_string());
        match groups.iter_mut().find(|(other, _)| *other == place) {
            Some((_, locales)) => locales.push(locale),
            None => groups.push((place, vec![locale])),
        }
    }
    let told = groups.iter().map(|((catalog, channel), locales)| {
        let channel = channel.map_or("Omnichannel".to_owned(), |channel| format!("channel {channel}"));
        let catalog = catalog.map(|catalog| format!("catalog {catalog}, ")).unwrap_or_default();
        format!("{catalog}{channel} in {}", locales.join(", "))
    });
    told.collect::<Vec<_>>().join("; ")
}

fn spoke(rung: &RungExplanation<'_>) -> Node {
    let context = short(rung.context().as_ref());
    let mut below: Vec<Node> = rung.sets().iter().filter_map(heard).collect();
    if below.is_empty() {
        return Node::new(Style::Quiet, format!("{context}: has a document, but the gallery was complete"));
    }
    below.extend(unheard(rung));
    match below.as_mut_slice() {
        [only] => Node::new(only.style, format!("{context}: {}", only.text)),
        _ => Node { below, ..Node::new(Style::Plain, context) },
    }
}

fn place(set: &SetExplanation<'_>) -> String {
    match (set.level(), set.variant()) {
        (Level::Variant, Some(number)) => format!("variant {number}"),
        (Level::Variant, None) => "variants".to_owned(),
        (Level::Dimensions, _) => pattern(set.pattern()),
        (Level::Master, _) => "the product itself".to_owned(),
    }
}

/// What a set that was heard did to the gallery.
fn heard(set: &SetExplanation<'_>) -> Option<Node> {
    let items = count(set.items(), "item", "items");
    let said = match (set.fate(), set.items()) {
        (SetFate::Replaced, 0) => "has an empty gallery, and the search ends".to_owned(),
        (SetFate::Replaced, _) => format!("gives {items}, and the search ends"),
        (SetFate::Appended, _) => format!("adds {items} at the end"),
        (SetFate::Prepended, _) => format!("puts {items} in front"),
        (SetFate::Inherited, _) => "leaves the gallery as it is".to_owned(),
        (SetFate::NoSet | SetFate::DoesNotMatch | SetFate::NotReached, _) => return None,
    };
    let style = if set.fate() == SetFate::Inherited { Style::Quiet } else { Style::Good };
    Some(Node::new(style, format!("{} {said}", place(set))))
}

/// Those that were not heard: less exact ones, or, where no combination fits, all of them.
fn unheard(rung: &RungExplanation<'_>) -> Option<Node> {
    const MOST: usize = 3;
    let named = |wanted: &dyn Fn(&Because<'_>) -> bool| -> Vec<String> {
        rung.sets().iter().filter(|set| set.because().is_some_and(wanted)).map(place).collect()
    };
    let unchosen = |because: &Because<'_>| match because {
        Because::Wants(mismatches) => mismatches.iter().all(|mismatch| mismatch.selected().is_none()),
        _ => false,
    };
    let less = named(&|because| matches!(because, Because::Weaker | Because::LaterLevel | Because::Farther));
    let choices = named(&unchosen);
    let others = named(&|because| matches!(because, Because::Wants(_)) && !unchosen(because));
    let fits = |set: &SetExplanation<'_>| set.level() == Level::Dimensions && set.place().is_some();
    let text = if !less.is_empty() {
        format!("passed over as less exact: {}", listed(&less, MOST, ", "))
    } else if rung.sets().iter().any(fits) {
        return None;
    } else if !choices.is_empty() {
        format!("waiting for a choice: {}", listed(&choices, MOST, ", "))
    } else if !others.is_empty() {
        format!("for other choices: {}", listed(&others, MOST, ", "))
    } else {
        return None;
    };
    Some(Node::new(Style::Quiet, text))
}

/// A document of which nothing matches.
fn severed(rung: &RungExplanation<'_>, is_last: bool) -> Node {
    let context = short(rung.context().as_ref());
    let is_empty = rung.sets().iter().all(|set| set.fate() == SetFate::NoSet);
    let has = if is_empty { "its document is empty" } else { "its document has nothing for what is asked" };
    match rung.ends_the_search() && !is_last {
        true => Node::new(Style::Bad, format!("{context}: {has}, and cuts off all that is farther")),
        false => Node::new(Style::Quiet, format!("{context}: {has}")),
    }
}

/// The documents that lie behind the end of the search.
fn farther(rungs: &[&RungExplanation<'_>]) -> Option<Node> {
    let documents: Vec<String> = rungs.iter().filter_map(|rung| rung.document()).map(short).collect();
    if documents.is_empty() {
        return None;
    }
    Some(Node::new(Style::Quiet, format!("farther, and not reached: {}", listed(&documents, 4, "; "))))
}
