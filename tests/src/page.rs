//! The data of a preview, looked up as its script does.

use serde_json::Value;

/// What a page holds.
#[derive(Debug)]
pub struct Page {
    data: Value,
    rows: Vec<Vec<usize>>,
}

/// What a page shows for one question on one side.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    /// The line above the explanation, then its lines with how deep they stand; empty where there is no answer.
    pub explanation: Vec<(usize, String)>,
    /// The ids of the gallery.
    pub primary: Vec<String>,
    /// The place of the default image.
    pub default_image: Option<usize>,
    /// Purpose and id of the rest.
    pub additional: Vec<(String, String)>,
    /// The alt text of each, empty where there is none.
    pub alts: Vec<String>,
    /// Why there is no answer.
    pub fault: Option<String>,
}

/// A question that a page can be asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The product.
    pub product: usize,
    /// The context.
    pub context: usize,
    /// The selection.
    pub selection: usize,
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("a place")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

impl Page {
    /// Reads the data out of a page.
    ///
    /// # Panics
    ///
    /// Where it is no page.
    #[must_use]
    pub fn read(html: &str) -> Self {
        let (_, rest) = html.split_once(r#"<script type="application/json" id="data">"#).expect("data");
        let (json, _) = rest.split_once("</script>").expect("its end");
        let data: Value = serde_json::from_str(json).expect("JSON");
        let rows = list(&data["rows"]).iter().map(|row| unrolled(list(row))).collect();
        Self { data, rows }
    }

    /// The data itself.
    #[must_use]
    pub fn data(&self) -> &Value {
        &self.data
    }

    /// Every question.
    #[must_use]
    pub fn questions(&self) -> Vec<Asked> {
        let mut all = Vec::new();
        for product in 0..list(&self.data["products"]).len() {
            for context in 0..list(&self.data["contexts"]).len() {
                let many = self.selections(product).len();
                all.extend((0..many).map(|selection| Asked { product, context, selection }));
            }
        }
        all
    }

    /// Dimension and value of each chosen value, for each selection of a product.
    #[must_use]
    pub fn selections(&self, product: usize) -> Vec<Vec<(String, String)>> {
        let product = &self.data["products"][product];
        let dimensions = list(&product["dimensions"]);
        if dimensions.is_empty() {
            return vec![Vec::new()];
        }
        let named = |(dimension, value): (&Value, &Value)| {
            let value = number(value).checked_sub(1)?;
            Some((text(&dimension[0]), text(&dimension[1][value])))
        };
        let selections = list(&product["selections"]).chunks(dimensions.len());
        selections.map(|values| dimensions.iter().zip(values).filter_map(named).collect()).collect()
    }

    /// The number of a product.
    #[must_use]
    pub fn number(&self, product: usize) -> String {
        text(&self.data["products"][product]["number"])
    }

    /// Channel, locale and catalog of a context; empty where it has none.
    #[must_use]
    pub fn context(&self, context: usize) -> [String; 3] {
        let parts = &self.data["contexts"][context];
        let channel = text(&self.data["channels"][number(&parts[0])][0]);
        [
            channel,
            text(&self.data["locales"][number(&parts[1])]),
            text(&self.data["catalogs"][number(&parts[2])]),
        ]
    }

    /// What one side shows.
    #[must_use]
    pub fn seen(&self, asked: &Asked, side: usize) -> Seen {
        let Asked { product, context, selection } = *asked;
        let side = &self.data["products"][product]["sides"][side];
        let at = |row: &Value| self.rows[number(row)][selection];
        let answer = &self.data["answers"][at(&side["answers"][context])];
        let mut seen = Seen {
            explanation: Vec::new(),
            primary: Vec::new(),
            default_image: None,
            additional: Vec::new(),
            alts: Vec::new(),
            fault: None,
        };
        if let Some(fault) = answer.get("fault") {
            seen.fault = Some(self.text(fault));
            return seen;
        }
        let id =
            |item: &Value| text(&self.data["assets"][number(&self.data["items"][number(item)][0])]["id"]);
        let alt = |item: &Value| self.text(&self.data["items"][number(item)][1]);
        for item in list(&answer["primary"]) {
            seen.primary.push(id(item));
            seen.alts.push(alt(item));
        }
        seen.default_image = answer["default"].as_u64().map(|place| usize::try_from(place).expect("a place"));
        for group in list(&answer["additional"]) {
            for item in list(&group[1]) {
                seen.additional.push((self.text(&group[0]), id(item)));
                seen.alts.push(alt(item));
            }
        }
        let subject = text(&self.data["texts"][at(&side["subjects"])]);
        seen.explanation.push((0, format!("{subject}, in {}", text(&self.data["names"][context]))));
        let variant = text(&self.data["texts"][at(&side["numbers"])]);
        let root = at(&side["why"][context]).checked_sub(1).expect("an explanation");
        for child in list(&self.data["nodes"][root]) {
            self.tell(child, &variant, 1, &mut seen.explanation);
        }
        seen
    }

    /// What the sides differ in; `None` where they give the same, or there is one alone.
    #[must_use]
    pub fn change(&self, asked: &Asked) -> Option<&Value> {
        let row = self.data["products"][asked.product]["changes"].get(asked.context)?;
        let change = self.rows[number(row)][asked.selection].checked_sub(1)?;
        Some(&self.data["changes"][change])
    }

    fn text(&self, place: &Value) -> String {
        text(&self.data["texts"][number(place)])
    }

    fn tell(&self, child: &Value, variant: &str, depth: usize, out: &mut Vec<(usize, String)>) {
        let child = child.as_i64().expect("a number");
        let (line, below) = match usize::try_from(child) {
            Err(_) => (usize::try_from(!child).expect("a line"), &[][..]),
            Ok(node) => {
                let (line, below) = list(&self.data["nodes"][node]).split_first().expect("a line");
                (number(line), below)
            }
        };
        let line = match &self.data["lines"][line] {
            Value::Array(pieces) => pieces.iter().map(text).collect::<Vec<_>>().join(variant),
            line => text(line),
        };
        out.push((depth, line));
        below.iter().for_each(|child| self.tell(child, variant, depth + 1, out));
    }
}

fn unrolled(row: &[Value]) -> Vec<usize> {
    let mut all = Vec::new();
    for next in row {
        match next.as_i64().expect("a number") {
            more if more < 0 => {
                let last = *all.last().expect("one to repeat");
                all.extend(std::iter::repeat_n(last, usize::try_from(-more).expect("few")));
            }
            next => all.push(usize::try_from(next).expect("a place")),
        }
    }
    all
}

/// A printed explanation as lines, with how deep they stand.
///
/// # Panics
///
/// Where it is none.
#[must_use]
pub fn outline(explanation: &str) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    for line in explanation.lines() {
        let (mut depth, mut rest) = (0, line);
        while let Some(deeper) = rest.strip_prefix("│  ").or_else(|| rest.strip_prefix("   ")) {
            (depth, rest) = (depth + 1, deeper);
        }
        if let Some(branch) = rest.strip_prefix("├─ ").or_else(|| rest.strip_prefix("└─ ")) {
            (depth, rest) = (depth + 1, branch);
        }
        // only what stands at a branch is in the tree
        lines.push(if lines.is_empty() { (0, line.to_owned()) } else { (depth, rest.to_owned()) });
    }
    lines
}
