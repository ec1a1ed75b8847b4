//! `include/omnimedia.h`, read: its functions with their documentation, its structures and types.

/// What the header declares.
#[derive(Debug, Default)]
pub struct Header {
    /// Types that are only named: what handles point to.
    pub handles: Vec<String>,
    /// Structures with their fields.
    pub structures: Vec<(String, Vec<Declared>)>,
    /// Names for `int32_t`: enumerations.
    pub choices: Vec<String>,
    /// Names for pointers to functions.
    pub callbacks: Vec<String>,
    /// The functions, in order.
    pub functions: Vec<Function>,
}

/// A field or parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Its type, such as `const omnimedia_query *`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The whole declaration.
    pub text: String,
}

/// A function.
#[derive(Debug)]
pub struct Function {
    /// What it returns.
    pub returns: String,
    /// Its name.
    pub name: String,
    /// Its parameters.
    pub parameters: Vec<Declared>,
    /// The comment before it.
    pub doc: String,
}

impl Header {
    /// Reads a header as cbindgen writes it.
    ///
    /// # Panics
    ///
    /// On what is no such header.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut header = Self::default();
        for (doc, text) in declarations(text) {
            header.take(doc, &text);
        }
        header
    }

    /// The fields of a structure.
    #[must_use]
    pub fn fields(&self, name: &str) -> Option<&[Declared]> {
        self.structures.iter().find(|(known, _)| known == name).map(|(_, fields)| fields.as_slice())
    }

    /// Whether a structure begins with its size.
    #[must_use]
    pub fn is_sized(&self, name: &str) -> bool {
        self.fields(name).and_then(<[Declared]>::first).is_some_and(|first| first.text == "size_t size")
    }

    fn take(&mut self, doc: String, text: &str) {
        let Some(rest) = text.strip_prefix("typedef ") else {
            self.functions.push(function(doc, text));
            return;
        };
        let last = rest.split_whitespace().last().unwrap_or_default().to_owned();
        if let Some((_, fields)) = rest.split_once('{') {
            let (fields, _) = fields.rsplit_once('}').expect("a structure ends");
            let fields = fields.split(';').map(str::trim).filter(|field| !field.is_empty());
            self.structures.push((last, fields.map(declared).collect()));
        } else if let Some((_, name)) = rest.split_once("(*") {
            self.callbacks.push(name.split(')').next().unwrap_or_default().to_owned());
        } else if rest.starts_with("struct ") {
            self.handles.push(last);
        } else if rest.starts_with("int32_t ") {
            self.choices.push(last);
        }
    }
}

/// Declarations up to their semicolon, on one line, each with the comment before it.
fn declarations(text: &str) -> Vec<(String, String)> {
    let (mut found, mut doc, mut current, mut depth) = (Vec::new(), String::new(), String::new(), 0);
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            let (comment, after) = comment.split_once("*/").expect("a comment ends");
            if current.trim().is_empty() {
                comment.clone_into(&mut doc);
            }
            rest = after;
            continue;
        }
        let between = current.trim().is_empty();
        if between && (next == '#' || next == '}' || rest.starts_with("extern \"C\"")) {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
            continue;
        }
        rest = rest.split_at(next.len_utf8()).1;
        match next {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if next == ';' && depth == 0 {
            found.push((std::mem::take(&mut doc), current.split_whitespace().collect::<Vec<_>>().join(" ")));
            current.clear();
        } else {
            current.push(next);
        }
    }
    found
}

fn function(doc: String, text: &str) -> Function {
    let (head, parameters) = text.split_once('(').expect("a function has parameters");
    let (parameters, _) = parameters.rsplit_once(')').expect("parameters end");
    let Declared { kind: returns, name, .. } = declared(head);
    let parameters = parameters.split(',').map(str::trim).filter(|text| *text != "void");
    Function { returns, name, parameters: parameters.map(declared).collect(), doc }
}

/// `const omnimedia_item *items`, `uint8_t hash[16]`, `uint8_t (*hash)[16]`.
fn declared(text: &str) -> Declared {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let before = match text.split_once("(*") {
        Some((_, inner)) => inner.split(')').next().unwrap_or_default(),
        None => text.split('[').next().unwrap_or_default(),
    };
    let name = before.rsplit(|c| !is_name(c)).next().unwrap_or_default().to_owned();
    let kind = text.replacen(&format!("{name}["), "[", 1);
    let kind = kind.strip_suffix(&name).map_or(kind.clone(), str::to_owned);
    Declared { kind: kind.trim().to_owned(), name, text: text.to_owned() }
}
