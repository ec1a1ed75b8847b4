//! Arguments from bytes, or by name: what a good call has.

use super::given::{FILES, WORDS, blobs};
use super::machine::{Machine, Making};
use super::plan::{Kind, fields, layout};

/// Seconds, about which instants are chosen.
const NOW: u64 = 1_900_000_000;

impl Machine<'_> {
    /// A number for a parameter or field of this name.
    pub(super) fn number(&self, name: &str, size: usize, making: &mut Making) -> u64 {
        if !making.is_wild {
            return match name {
                "capacity" => 4,
                "version" | "shards" | "order" | "kind" if size == 4 && name != "order" => 1,
                "record_id" if making.structure.is_empty() => 17,
                "at" | "now" | "instant" => NOW + self.tick(),
                "shelf" => self.state.borrow().shelves.last().copied().unwrap_or_default(),
                "mark" => self.state.borrow().marks.last().copied().unwrap_or_default(),
                _ => 0,
            };
        }
        let byte = u64::from(self.byte());
        let seen =
            |all: &[u64]| all.get(usize::try_from(byte).unwrap_or_default() % all.len().max(1)).copied();
        match name {
            "shelf" if byte < 200 => seen(&self.state.borrow().shelves).unwrap_or_default(),
            "mark" if byte < 200 => seen(&self.state.borrow().marks).unwrap_or_default(),
            "at" | "now" | "instant" if byte < 240 => NOW + self.tick() + byte * 60,
            // as much room as was made, which the caller of the library knows
            "capacity" | "index" | "layer" => byte % 8,
            _ if byte < 250 => byte % 32,
            _ => u64::from_le_bytes(std::array::from_fn(|_| self.byte())),
        }
    }

    /// A text for a parameter or field of this name; where it lies, and its length.
    pub(super) fn text(&self, function: &str, name: &str, making: &mut Making) -> (usize, usize) {
        if matches!(name, "path" | "index" | "shards") && function.contains("snapshot_") {
            let at = if making.is_wild { usize::from(self.byte()) } else { usize::from(name == "index") * 2 };
            return self.lent(self.file(FILES[at % FILES.len()]).as_bytes());
        }
        if !making.is_wild {
            return self
                .good_text(function, name, &making.structure)
                .map_or((0, 0), |text| self.lent(text.as_bytes()));
        }
        match self.byte() {
            255 => {
                let length = self.byte() % 48;
                let bytes: Vec<u8> = (0..length).map(|_| self.byte()).collect();
                self.lent(&bytes)
            }
            250..=254 => (0, 0),
            200..=249 => self
                .good_text(function, name, &making.structure)
                .map_or((0, 0), |text| self.lent(text.as_bytes())),
            byte => self.lent(WORDS[usize::from(byte) % WORDS.len()].as_bytes()),
        }
    }

    /// What a good call says, or nothing.
    fn good_text(&self, function: &str, name: &str, structure: &str) -> Option<&'static str> {
        Some(match (function.trim_start_matches("omnimedia_"), structure, name) {
            (_, "omnimedia_context", "catalog") | (_, "omnimedia_query", "variant") => return None,
            (_, "omnimedia_target", "channel" | "locale" | "group")
            | (_, _, "from" | "purpose" | "base_url" | "title") => {
                return None;
            }
            ("tenant_turn_on" | "tenant_turn_off" | "tenant_readiness", "", "channel") => return None,
            ("builder_asset" | "builder_category" | "builder_channel", _, "id") => "X9",
            ("builder_product", _, "number") => "S9",
            ("builder_variant", _, "number") => "X9-B",
            (_, "omnimedia_target", "id") | (_, _, "product" | "number") => "S1",
            ("builder_json", ..) => r#"{"product": {"number": "S8"}}"#,
            ("tenant_set", ..) => r#"{"product": {"number": "S9"}}"#,
            (_, _, "patterns") => "/Products/{ProductNumber}_000_{Sequence}.png",
            (_, _, "request") => r#"{"product": "S1"}"#,
            (_, _, "content") => r#"{"master": {"primary": ["A2"]}}"#,
            (_, _, "variant") => "S1-B",
            (_, _, "id") => "C1",
            (_, _, "channel") => "128",
            (_, _, "locale") => "fr-CA",
            (_, _, "dimension" | "key") => "Color",
            (_, _, "value" | "values") => "Blue",
            (_, _, "hex") => "#0000ff",
            (_, _, "asset") => "A1",
            (_, _, "by") => "ann",
            (_, _, "due") => "2030-12-01T08:00:00+01:00",
            (_, _, "name") => "Group",
            ("tenant_unit", ..) => r#"["asset","A1"]"#,
            (_, _, "word") => "site_builder_content",
            (_, _, "names") => "/Products/S1_000_001.png",
            _ => "S1",
        })
    }

    /// Bytes for a function that reads some; where they lie, and how many there are.
    pub(super) fn blob(&self, function: &str, name: &str, making: &Making) -> (usize, usize) {
        let good = match (function.trim_start_matches("omnimedia_"), name) {
            ("publication_read", _) => 0,
            ("tenant_read", _) => 4,
            ("tenant_import_bytes" | "imported_result_bytes", _) => 5,
            (_, "delta") => 3,
            (_, "index") => 6,
            _ => 1,
        };
        if !making.is_wild {
            return self.lent(&blobs()[good]);
        }
        let byte = usize::from(self.byte());
        match byte {
            0..=99 => self.lent(&blobs()[good]),
            100..=159 => self.lent(&blobs()[byte % blobs().len()]),
            160..=219 => {
                let mut bytes = blobs()[good].clone();
                let at = (usize::from(self.byte()) << 8 | usize::from(self.byte())) % bytes.len();
                bytes[at] = self.byte();
                if byte & 1 == 1 {
                    crate::faults::seal(&mut bytes);
                }
                self.lent(&bytes)
            }
            220..=249 => {
                let bytes = &blobs()[good];
                self.lent(&bytes[..bytes.len() / 31 * (byte - 219)])
            }
            250..=253 => (self.lent(b"").0, 0),
            _ => (0, 0),
        }
    }

    /// Fills the place of a value with one.
    pub(super) fn fill(&self, function: &str, kind: &Kind, name: &str, place: usize, making: &mut Making) {
        let put = |bytes: &[u8]| self.put(place, bytes);
        match kind {
            Kind::Number(size) => put(&self.number(name, *size, making).to_le_bytes()[..*size]),
            Kind::Double => {
                let doubles = [0.0, 1.0, 0.5, -0.0, f64::NAN, f64::INFINITY, -1.0, 1e-300];
                let at = if making.is_wild { usize::from(self.byte()) } else { usize::from(name.len() > 1) };
                put(&doubles[at % doubles.len()].to_le_bytes());
            }
            Kind::Text => {
                let (pointer, length) = self.text(function, name, making);
                put(&pointer.to_le_bytes());
                self.put(place + 8, &length.to_le_bytes());
            }
            Kind::Bytes(size) => put(&vec![0; *size]),
            Kind::Structure(structure) => self.fill_structure(function, structure, place, making),
            Kind::In(pointed) => put(&self.one(function, pointed, name, making).to_le_bytes()),
            Kind::Handle(handle) => put(&self.handle(handle, making).to_le_bytes()),
            Kind::Out(_) | Kind::HandleOut(_) | Kind::Handles(_) | Kind::Callback(_) | Kind::User => {
                put(&[0; 8])
            }
        }
    }

    fn fill_structure(&self, function: &str, structure: &str, place: usize, making: &mut Making) {
        let fields = fields(&self.loaded.header, structure);
        let outer = std::mem::replace(&mut making.structure, structure.to_owned());
        let mut fields = fields.iter().peekable();
        while let Some((field, at)) = fields.next() {
            let place = place + at;
            if field.name == "size" && *at == 0 {
                let (size, _) = layout(&self.loaded.header, &Kind::Structure(structure.to_owned()));
                let odd = making.is_wild && self.byte() == 255;
                let said = if odd {
                    [0, 8, size - 8, size + 8, 4_096, usize::MAX][usize::from(self.byte()) % 6]
                } else {
                    size
                };
                self.put(place, &said.to_le_bytes());
            } else if let (Kind::In(element), Some((next, length))) = (&field.kind, fields.peek())
                && next.name.ends_with("_len")
            {
                let (pointer, count) = self.array(function, element, &field.name, making);
                self.put(place, &pointer.to_le_bytes());
                self.put(place - at + length, &count.to_le_bytes());
                fields.next();
            } else {
                self.fill(function, &field.kind, &field.name, place, making);
            }
        }
        making.structure = outer;
    }

    /// A structure that is pointed to, or NULL.
    pub(super) fn one(&self, function: &str, pointed: &Kind, name: &str, making: &mut Making) -> usize {
        let is_left_out = if making.is_wild {
            self.byte() % 8 == 7
        } else {
            matches!(name, "policy" | "limits" | "options" | "crop")
        };
        if is_left_out || making.depth > 3 {
            return 0;
        }
        let (size, _) = layout(&self.loaded.header, pointed);
        // so much room that a wrong size is one that the library can look at
        let is_sized = matches!(pointed, Kind::Structure(name) if self.loaded.header.is_sized(name));
        let place = self.room(if is_sized { size.max(4_200) } else { size }, 0);
        making.depth += 1;
        self.fill(function, pointed, name, place, making);
        making.depth -= 1;
        place
    }

    /// An array that is read; where it lies, and its length.
    pub(super) fn array(
        &self,
        function: &str,
        element: &Kind,
        name: &str,
        making: &mut Making,
    ) -> (usize, usize) {
        if *element == Kind::Number(1) {
            return self.blob(function, name, making);
        }
        let byte = if making.is_wild { self.byte() } else { u8::from(making.structure.is_empty()) };
        if byte == 255 {
            return (0, 1);
        }
        let (count, (size, _)) = (usize::from(byte % 4), layout(&self.loaded.header, element));
        if count == 0 {
            return (0, 0);
        }
        let place = self.room(size * count, 0);
        for at in 0..count {
            self.fill(function, element, name, place + at * size, making);
        }
        (place, count)
    }
}
