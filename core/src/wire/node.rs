//! JSON as it stands, so that whatever is wrong with it can be named with its place.

use crate::fault::{Code, Fault, Place, shortened};
use core::fmt;
use core::str::FromStr;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A value. Requests have no lists and no fractions, so that of those only the type is kept.
#[derive(Debug)]
pub(super) enum Node {
    Null,
    Bool,
    Whole(u64),
    Number,
    Text(String),
    List,
    Object(Vec<(String, Node)>),
}

impl Node {
    pub(super) fn read(json: &[u8]) -> Result<Self, Fault> {
        let text = core::str::from_utf8(json).map_err(|error| {
            Fault::new(Code::Encoding, "text that is not UTF-8", "send JSON as UTF-8")
                .at(Place::default().at_column((error.valid_up_to() as u64).saturating_add(1)))
        })?;
        // what some editors and shells put before a text says nothing
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        serde_json::from_str(text).map_err(|error| {
            let place = Place::default().on_line(error.line() as u64);
            // text that ends behind a line break ends before the first column of the next line
            let place = if error.column() == 0 { place } else { place.at_column(error.column() as u64) };
            let what = error.to_string();
            // the place stands in the fault, not in its message
            let what = what.split(" at line ").next().unwrap_or_default();
            if what.starts_with("recursion limit") {
                return Fault::new(Code::LimitNesting, "JSON that is nested too deep", "nest it less deep")
                    .at(place);
            }
            Fault::new(Code::Syntax, format!("no JSON: {what}"), "send one JSON object").at(place)
        })
    }

    fn what(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool => "true or false",
            Node::Whole(_) | Node::Number => "a number",
            Node::Text(_) => "a string",
            Node::List => "a list",
            Node::Object(_) => "an object",
        }
    }

    fn is_no(&self, wanted: &str, place: &Place) -> Fault {
        let (what, name) = (self.what(), place.as_path());
        let name = if name.is_empty() { "the text".to_owned() } else { format!("`{name}`") };
        Fault::new(Code::Type, format!("{name} is {what}, not {wanted}"), format!("give {wanted}"))
            .at(place.clone())
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Bool)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Whole(number))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Number)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Number)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Node::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Node::Object(entries))
    }
}

/// An object whose keys are known, each once; `null` is absent.
pub(super) struct Object {
    place: Place,
    entries: Vec<(String, Node)>,
}

impl Object {
    pub(super) fn new(node: Node, place: Place, known: &[&str]) -> Result<Self, Fault> {
        let object = Self::open(node, place)?;
        for (key, _) in &object.entries {
            if !known.contains(&key.as_str()) {
                let known: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
                let fault = Fault::new(
                    Code::UnknownKey,
                    format!("unknown key `{}`", shortened(key)),
                    format!("leave it out; the keys are {}", known.join(", ")),
                );
                return Err(fault.at(object.place.key(key)));
            }
        }
        Ok(object)
    }

    /// An object with any keys.
    fn open(node: Node, place: Place) -> Result<Self, Fault> {
        let Node::Object(entries) = node else { return Err(node.is_no("an object", &place)) };
        let mut seen = std::collections::HashSet::new();
        if let Some((key, _)) = entries.iter().find(|(key, _)| !seen.insert(key.as_str())) {
            let message = format!("the key `{}` twice", shortened(key));
            let fault = Fault::new(Code::DuplicateKey, message, "give it once");
            return Err(fault.at(place.key(key)));
        }
        Ok(Self { place, entries })
    }

    pub(super) fn place(&self, key: &str) -> Place {
        self.place.key(key)
    }

    fn take(&mut self, key: &str) -> Option<Node> {
        let index = self.entries.iter().position(|(other, _)| other == key)?;
        match self.entries.swap_remove(index).1 {
            Node::Null => None,
            node => Some(node),
        }
    }

    pub(super) fn text(&mut self, key: &str) -> Result<Option<String>, Fault> {
        match self.take(key) {
            None => Ok(None),
            Some(Node::Text(text)) => Ok(Some(text)),
            Some(node) => Err(node.is_no("a string", &self.place(key))),
        }
    }

    /// A text that must be there.
    pub(super) fn mandatory(&mut self, key: &str) -> Result<String, Fault> {
        let place = self.place(key);
        let missing = || Fault::new(Code::Type, format!("no `{key}`"), format!("say `{key}`")).at(place);
        self.text(key)?.ok_or_else(missing)
    }

    /// A record id.
    pub(super) fn record_id(&mut self, key: &str) -> Result<Option<u64>, Fault> {
        match self.take(key) {
            None => Ok(None),
            Some(Node::Whole(number)) if (1..=i64::MAX as u64).contains(&number) => Ok(Some(number)),
            Some(Node::Whole(number)) => Err(Fault::new(
                Code::RecordIdRange,
                format!("`{number}` is no record id"),
                "give a whole number from 1 to 9223372036854775807, or leave it out",
            )
            .at(self.place(key))),
            Some(node) => Err(node.is_no("a whole number", &self.place(key))),
        }
    }

    /// The texts of an object with any keys.
    pub(super) fn texts(&mut self, key: &str) -> Result<Vec<(String, String)>, Fault> {
        let Some(node) = self.take(key) else { return Ok(Vec::new()) };
        let object = Self::open(node, self.place(key))?;
        let mut texts = Vec::with_capacity(object.entries.len());
        for (key, node) in object.entries {
            match node {
                Node::Null => {}
                Node::Text(text) => texts.push((key, text)),
                node => return Err(node.is_no("a string", &object.place.key(&key))),
            }
        }
        Ok(texts)
    }

    /// Sets a choice to that of a word, where there is one.
    pub(super) fn word<T: FromStr<Err = Fault>>(&mut self, key: &str, choice: &mut T) -> Result<(), Fault> {
        if let Some(word) = self.text(key)? {
            *choice = word.parse().map_err(|fault: Fault| fault.at(self.place(key)))?;
        }
        Ok(())
    }
}
