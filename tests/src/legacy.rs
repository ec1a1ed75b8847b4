//! Shops with numbers and values that read like the rest of a file name, the names of their files, and a reading
//! of them that tries everything: it renders each target by each pattern and compares.

use std::collections::BTreeSet;

use omnimedia::{
    CategoryBuilder, FileOutcome, FilePattern, FileReading, Limits, Patterns, ProductBuilder, Tag, Tenant,
    VariantBuilder,
};

use crate::generator::Choices;

/// What numbers, values and names are put together from.
const ATOMS: [&str; 16] =
    ["A", "1", "_000_", "001", " ^ ", "^", "/", ":", " ", "_", "S1", " ^", "  ", "Blue", ".png", "ä"];

/// Dimensions with a token, and one without.
const DIMENSIONS: [&str; 5] = ["Style", "Size", "Color", "Configuration", "Width"];

/// Patterns beside the documented ones.
const OTHERS: [&str; 5] = [
    "v/{VariantNumber}{Sequence}.png",
    "{Color}{ProductNumber}{Size}",
    "/L/{LanguageId}/{ProductNumber}_{Sequence}.png",
    "b/{ProductNumber}_{VariantNumber}",
    "/Products/{ProductNumber}_{Sequence}.png",
];

/// A product with its dimensions and variants.
#[derive(Clone, Debug)]
struct Product {
    number: String,
    dimensions: Vec<(String, Vec<String>)>,
    variants: Vec<(String, Vec<String>)>,
}

/// What a tenant knows.
#[derive(Clone, Debug)]
pub struct LegacyShop {
    products: Vec<Product>,
    categories: Vec<(String, String)>,
}

/// One way to read a name, as the comparison writes it: whose, in which locale, with which sequence.
pub type Way = (String, Option<String>, Option<u64>);

fn text(choices: &mut Choices) -> String {
    let more = choices.list(2, |choices| *choices.of(&ATOMS));
    format!("{}{}", choices.of(&ATOMS), more.concat())
}

/// Texts that differ from each other and from those before.
fn texts(choices: &mut Choices, most: usize, taken: &mut BTreeSet<String>) -> Vec<String> {
    let all = choices.list(most, text);
    all.into_iter().filter(|text| taken.insert(text.clone())).collect()
}

/// Every choice of one value of each dimension.
fn combinations<'v>(values: impl Iterator<Item = &'v Vec<String>>) -> Vec<Vec<String>> {
    values.fold(vec![Vec::new()], |all, values| {
        let with =
            |before: &Vec<String>, value: &String| [before.as_slice(), std::slice::from_ref(value)].concat();
        all.iter().flat_map(|before| values.iter().map(move |value| with(before, value))).collect()
    })
}

impl LegacyShop {
    /// A shop by choices.
    #[must_use]
    pub fn fill(choices: &mut Choices) -> Self {
        let mut taken = BTreeSet::new();
        let numbers = texts(choices, 5, &mut taken);
        let products = numbers.into_iter().map(|number| {
            let names: Vec<&str> = DIMENSIONS.into_iter().filter(|_| choices.below(2) == 1).take(3).collect();
            let mut dimensions = Vec::new();
            for name in names {
                let values = texts(choices, 3, &mut BTreeSet::new());
                if !values.is_empty() {
                    dimensions.push((name.to_owned(), values));
                }
            }
            let mut variants = Vec::new();
            if !dimensions.is_empty() {
                for values in combinations(dimensions.iter().map(|(_, values)| values)) {
                    let own = text(choices);
                    if choices.below(4) > 0 && taken.insert(own.clone()) {
                        variants.push((own, values));
                    }
                }
            }
            Product { number, dimensions, variants }
        });
        let products = products.collect();
        let ids = ["c1", "c2", "c3"].iter().map(|id| ((*id).to_owned(), text(choices)));
        Self { products, categories: ids.collect() }
    }

    /// The tenant that knows this.
    ///
    /// # Errors
    ///
    /// Every fault of it; there is none.
    pub fn tenant(&self) -> Result<Tenant, String> {
        let mut tenant = Tenant::new(Limits::default());
        for product in &self.products {
            let mut builder = ProductBuilder::new(&product.number);
            for (name, values) in &product.dimensions {
                builder = builder.dimension(name, values.clone());
            }
            let names = || product.dimensions.iter().map(|(name, _)| name.clone());
            for (number, values) in &product.variants {
                builder = builder.variant(VariantBuilder::new(number, names().zip(values.clone())));
            }
            tenant.set_product(builder).map_err(|faults| faults.to_string())?;
        }
        for (id, name) in &self.categories {
            tenant.set_category(CategoryBuilder::new(id).name(name)).map_err(|faults| faults.to_string())?;
        }
        Ok(tenant)
    }

    /// The files of all targets by all patterns, as patterns with nothing open but sequence and language.
    #[must_use]
    pub fn files(&self, patterns: &Patterns) -> Vec<File> {
        patterns.iter().map(Piece::of).flat_map(|pieces| self.rendered(&pieces)).collect()
    }

    fn rendered(&self, pieces: &[Piece]) -> Vec<File> {
        let has = |token: &str| pieces.contains(&Piece::Token(token.to_owned()));
        let mut files = Vec::new();
        if has("CategoryName") {
            for (id, name) in &self.categories {
                files.push(File::new(pieces, format!("category {id}"), |_| Some(name.clone())));
            }
        } else if has("VariantNumber") {
            for product in &self.products {
                for (number, _) in &product.variants {
                    let own = |token: &str| (token == "VariantNumber").then(|| number.clone());
                    let said = |token: &str| own(token).or_else(|| Some(product.number.clone()));
                    files.push(File::new(pieces, format!("variant {number}"), said));
                }
            }
        } else if has("ProductNumber") {
            self.products.iter().for_each(|product| files.extend(product.rendered(pieces)));
        }
        files
    }
}

impl Product {
    fn rendered(&self, pieces: &[Piece]) -> Vec<File> {
        let is_said = |name: &str| pieces.contains(&Piece::Token(name.to_owned()));
        let said: Vec<_> = self.dimensions.iter().filter(|(name, _)| is_said(name)).collect();
        let mut files = Vec::new();
        for values in combinations(said.iter().map(|(_, values)| values)) {
            let of = if said.is_empty() {
                Some(format!("product {}", self.number))
            } else if said.len() < self.dimensions.len() {
                let pairs = said.iter().zip(&values).map(|((name, _), value)| format!("{name}={value:?}"));
                Some(format!("product {} {}", self.number, pairs.collect::<Vec<_>>().join(",")))
            } else {
                let variant = self.variants.iter().find(|(_, own)| *own == values);
                variant.map(|(number, _)| format!("variant {number}"))
            };
            let value = |token: &str| {
                let at = said.iter().position(|(name, _)| name == token);
                at.map_or(Some(String::new()), |at| Some(values[at].clone()))
            };
            let text =
                |token: &str| if token == "ProductNumber" { Some(self.number.clone()) } else { value(token) };
            files.extend(of.map(|of| File::new(pieces, of, text)));
        }
        files
    }
}

/// The patterns that names are read by.
///
/// # Errors
///
/// The fault of a pattern; there is none.
pub fn patterns() -> Result<Patterns, String> {
    let others = OTHERS.iter().map(|text| FilePattern::parse(text).map_err(|fault| fault.to_string()));
    let others = others.collect::<Result<Vec<_>, _>>()?;
    Ok(Patterns::new(Patterns::documented().iter().cloned().chain(others)))
}

/// A piece of a pattern, or of a file that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// In any case.
    Literal(String),
    /// As it is.
    Text(String),
    Token(String),
}

impl Piece {
    fn of(pattern: &FilePattern) -> Vec<Self> {
        let text = pattern.to_string();
        let mut pieces = Vec::new();
        for part in text.trim_start_matches('/').split('{') {
            match part.split_once('}') {
                Some((token, literal)) => {
                    pieces.push(Self::Token(token.to_owned()));
                    pieces.push(Self::Literal(literal.to_owned()));
                }
                None => pieces.push(Self::Literal(part.to_owned())),
            }
        }
        pieces
    }
}

/// The files of one target by one pattern.
#[derive(Clone, Debug)]
pub struct File {
    of: String,
    pieces: Vec<Piece>,
}

impl File {
    fn new(pieces: &[Piece], of: String, said: impl Fn(&str) -> Option<String>) -> Self {
        let escape = |text: String| {
            text.chars().map(|c| if "\\/:*?\"<>|".contains(c) { '^' } else { c }).collect::<String>()
        };
        let piece = |piece: &Piece| match piece {
            Piece::Token(token) if token != "Sequence" && token != "LanguageId" => {
                said(token).map_or_else(|| piece.clone(), |text| Piece::Text(escape(text)))
            }
            piece => piece.clone(),
        };
        Self { of, pieces: pieces.iter().map(piece).collect() }
    }

    /// A name of such a file, by choices.
    pub fn name(&self, choices: &mut Choices) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Literal(text) if choices.once_in(6) => text.to_uppercase(),
            Piece::Literal(text) | Piece::Text(text) => text.clone(),
            Piece::Token(token) if token == "Sequence" => {
                (*choices.of(&["001", "1", "2", "0", "010", "123456789012345678"])).to_owned()
            }
            Piece::Token(_) => (*choices.of(&["en-US", "fr", "de_at", "neutral"])).to_owned(),
        };
        let name: Vec<String> = self.pieces.iter().map(piece).collect();
        format!("{}{}", choices.of(&["/", "", "./"]), name.concat())
    }

    /// Every way to read a name as one of these files.
    fn ways(&self, name: &str, ways: &mut BTreeSet<Way>) {
        let mut name = name;
        while let Some(rest) = name.strip_prefix('/').or_else(|| name.strip_prefix("./")) {
            name = rest;
        }
        follow(&self.pieces, name, (self.of.clone(), None, None), ways);
    }
}

/// Every way to read a name as pieces.
fn follow(pieces: &[Piece], rest: &str, way: Way, ways: &mut BTreeSet<Way>) {
    let Some((piece, pieces)) = pieces.split_first() else {
        if rest.is_empty() {
            ways.insert(way);
        }
        return;
    };
    match piece {
        Piece::Text(text) => {
            if let Some(rest) = rest.strip_prefix(text.as_str()) {
                follow(pieces, rest, way, ways);
            }
        }
        Piece::Literal(text) => {
            if let Some((front, rest)) = rest.split_at_checked(text.len())
                && front.to_lowercase() == text.to_lowercase()
            {
                follow(pieces, rest, way, ways);
            }
        }
        Piece::Token(token) => {
            for end in (1..=rest.len()).filter(|end| rest.is_char_boundary(*end)) {
                let (front, rest) = rest.split_at(end);
                let (of, locale, sequence) = way.clone();
                let is_digits = front.len() <= 18 && front.bytes().all(|byte| byte.is_ascii_digit());
                if token == "Sequence" && is_digits {
                    follow(pieces, rest, (of, locale, front.parse().ok().or(sequence)), ways);
                } else if token == "LanguageId"
                    && let Ok(tag) = Tag::parse(front)
                {
                    follow(pieces, rest, (of, tag.map(|tag| tag.to_string()), sequence), ways);
                }
            }
        }
    }
}

/// Every way to read a name as one of these files.
#[must_use]
pub fn ways(files: &[File], name: &str) -> BTreeSet<Way> {
    let mut ways = BTreeSet::new();
    files.iter().for_each(|file| file.ways(name, &mut ways));
    ways
}

/// A reading of the library, as the comparison writes it.
#[must_use]
pub fn way(reading: &FileReading) -> Way {
    let target = reading.target();
    let pairs: Vec<String> = target.values().map(|(name, value)| format!("{name}={value:?}")).collect();
    let of = match (target.variant(), target.category(), target.product()) {
        (Some(number), ..) => format!("variant {number}"),
        (_, Some(id), _) => format!("category {id}"),
        (.., number) if pairs.is_empty() => format!("product {}", number.unwrap_or_default()),
        (.., number) => format!("product {} {}", number.unwrap_or_default(), pairs.join(",")),
    };
    (of, target.context().locale().map(|tag| tag.to_string()), reading.sequence())
}

/// Whether an outcome is what the ways to read a name come to; of one way alone it says which name is assigned.
#[must_use]
pub fn agrees(outcome: &FileOutcome, ways: &BTreeSet<Way>) -> bool {
    match outcome {
        FileOutcome::Assigned(reading) | FileOutcome::Duplicate { reading, .. } => {
            ways.len() == 1 && ways.contains(&way(reading))
        }
        FileOutcome::Ambiguous { candidates, has_more } => {
            let said: BTreeSet<Way> = candidates.iter().map(way).collect();
            let is_all = if *has_more { said.is_subset(ways) } else { said == *ways };
            ways.len() > 1 && said.len() == candidates.len() && is_all
        }
        FileOutcome::Unmatched(_) | FileOutcome::Unsupported => ways.is_empty(),
    }
}
