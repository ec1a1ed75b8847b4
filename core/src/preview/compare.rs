//! Two answers beside each other: what was added, removed, moved, worded otherwise.

use indexmap::IndexMap;
use serde::Serialize;
use std::collections::HashMap;

/// What differs about one item, as bits that add up.
mod mark {
    pub(super) const REMOVED: u8 = 1;
    pub(super) const ADDED: u8 = 2;
    pub(super) const MOVED: u8 = 4;
    pub(super) const ALT: u8 = 8;
    pub(super) const TEXTS: u8 = 16;
    pub(super) const ASSET: u8 = 32;
    pub(super) const ORIGIN: u8 = 64;
}

/// An item, by the numbers of what it shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The text that is its asset's id.
    pub(super) id: u32,
    pub(super) item: u32,
    pub(super) asset: u32,
    pub(super) alt: u32,
    pub(super) words: u32,
    pub(super) from: u32,
}

/// An answer, as it is compared.
#[derive(Debug, Default)]
pub(super) struct ShownAnswer {
    pub(super) is_given: bool,
    pub(super) primary: Vec<Part>,
    /// By the text that is their purpose.
    pub(super) additional: IndexMap<u32, Vec<Part>>,
    pub(super) default_image: Option<usize>,
}

impl ShownAnswer {
    fn default_image(&self) -> Option<&Part> {
        self.primary.get(self.default_image?)
    }
}

/// What two answers differ in.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct Change {
    /// Whether they show something else, not only from elsewhere.
    pub(super) differs: bool,
    sentence: String,
    /// For each side a mark for each item, the gallery's first, then those of each purpose.
    marks: [Vec<u8>; 2],
}

/// Compares an answer with that of the other side; `text` gives a text by its number.
pub(super) fn compare(
    before: &ShownAnswer,
    after: &ShownAnswer,
    captions: [&str; 2],
    text: impl Fn(u32) -> String,
) -> Change {
    let [one, other] = captions;
    match (before.is_given, after.is_given) {
        (true, true) => {}
        (false, false) => {
            let sentence = "Neither side has this answer; they give different reasons.".to_owned();
            return Change { differs: false, sentence, ..Change::default() };
        }
        (given, _) => {
            let sentence = format!("This answer changes: only {} has it.", if given { one } else { other });
            return Change { differs: true, sentence, ..Change::default() };
        }
    }
    let [mut left, mut right] = lists(&before.primary, &after.primary);
    let nothing = Vec::new();
    let mut others: HashMap<u32, [Vec<u8>; 2]> = HashMap::new();
    for purpose in before.additional.keys().chain(after.additional.keys()) {
        let of = |answer: &'_ ShownAnswer| answer.additional.get(purpose).unwrap_or(&nothing).clone();
        others.entry(*purpose).or_insert_with(|| lists(&of(before), &of(after)));
    }
    let marks_of = |purpose: &u32, side: usize| {
        others.get(purpose).and_then(|both| both.get(side)).into_iter().flatten()
    };
    left.extend(before.additional.keys().flat_map(|purpose| marks_of(purpose, 0)));
    right.extend(after.additional.keys().flat_map(|purpose| marks_of(purpose, 1)));
    let default = |answer: &ShownAnswer| answer.default_image().map(|part| part.id);
    let defaults = [default(before), default(after)].map(|id| id.map(&text));
    let told = told(&left, &right, &defaults);
    let differs = !told.is_empty();
    let elsewhere = right.iter().filter(|marks| **marks & mark::ORIGIN != 0).count();
    let sentence = match (differs, elsewhere) {
        (true, _) => format!("This answer changes: {}.", told.join(", ")),
        (false, 0) => "This answer does not change.".to_owned(),
        (false, 1) => "This answer does not change, but 1 item comes from elsewhere.".to_owned(),
        (false, many) => format!("This answer does not change, but {many} items come from elsewhere."),
    };
    Change { differs, sentence, marks: [left, right] }
}

/// What is to be told of the marks and the default images.
fn told(left: &[u8], right: &[u8], defaults: &[Option<String>; 2]) -> Vec<String> {
    let many = |marks: &[u8], bit: u8| marks.iter().filter(|marks| **marks & bit != 0).count();
    let mut told = Vec::new();
    let kinds = [
        (many(right, mark::ADDED), "added", "added"),
        (many(left, mark::REMOVED), "removed", "removed"),
        (many(right, mark::MOVED), "moved", "moved"),
        (many(right, mark::ALT), "alt text changed", "alt texts changed"),
        (many(right, mark::TEXTS), "with other texts changed", "with other texts changed"),
        (many(right, mark::ASSET), "with its asset changed", "with their assets changed"),
    ];
    for (many, one, several) in kinds {
        match many {
            0 => {}
            1 => told.push(format!("1 {one}")),
            _ => told.push(format!("{many} {several}")),
        }
    }
    match defaults {
        [Some(one), Some(other)] if one != other => {
            told.push(format!("default image {other} instead of {one}"))
        }
        [Some(one), None] => told.push(format!("default image none instead of {one}")),
        [None, Some(other)] => told.push(format!("default image {other} instead of none")),
        _ => {}
    }
    told
}

/// The marks of one list on both sides.
fn lists(before: &[Part], after: &[Part]) -> [Vec<u8>; 2] {
    let places: HashMap<u32, usize> = before.iter().zip(0..).map(|(part, place)| (part.id, place)).collect();
    let mut left = vec![mark::REMOVED; before.len()];
    let mut right = vec![mark::ADDED; after.len()];
    // items that are on both sides, in the new order, by their old places
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for (place, (part, marks)) in after.iter().zip(&mut right).enumerate() {
        let Some(old_place) = places.get(&part.id) else { continue };
        let (Some(old), Some(old_marks)) = (before.get(*old_place), left.get_mut(*old_place)) else {
            continue;
        };
        *marks = differences(old, part);
        *old_marks = *marks;
        kept.push((place, *old_place));
    }
    let order: Vec<usize> = kept.iter().map(|(_, old_place)| *old_place).collect();
    for ((place, old_place), stays) in kept.iter().zip(longest_rising(&order)) {
        if !stays {
            for marks in [left.get_mut(*old_place), right.get_mut(*place)].into_iter().flatten() {
                *marks |= mark::MOVED;
            }
        }
    }
    [left, right]
}

fn differences(old: &Part, new: &Part) -> u8 {
    let mut marks = 0;
    for (differs, bit) in [
        (old.alt != new.alt, mark::ALT),
        (old.words != new.words, mark::TEXTS),
        (old.asset != new.asset, mark::ASSET),
        (old.from != new.from, mark::ORIGIN),
    ] {
        marks |= if differs { bit } else { 0 };
    }
    marks
}

/// Which of the numbers, all different, are in the longest sequence that rises: the others moved.
fn longest_rising(numbers: &[usize]) -> Vec<bool> {
    // for each length, where the sequence of that length with the least end ends
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (place, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers.get(*end).is_some_and(|other| other < number));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut stays = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(place) = next {
        if let Some(stays) = stays.get_mut(place) {
            *stays = true;
        }
        next = before.get(place).copied().flatten();
    }
    stays
}
