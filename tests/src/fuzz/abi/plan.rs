//! The functions and structures of the header, as far as calls need them.

use crate::header::{Declared, Header};

/// What a parameter or field is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A whole number of so many bytes, or an enumeration.
    Number(usize),
    Double,
    /// `omnimedia_str`.
    Text,
    /// `uint8_t name[16]`.
    Bytes(usize),
    /// A structure.
    Structure(String),
    /// A pointer that is read through, to one or an array of these.
    In(Box<Kind>),
    /// A pointer that is written through.
    Out(Box<Kind>),
    Handle(String),
    HandleOut(String),
    /// `const omnimedia_snapshot *const *`.
    Handles(String),
    Callback(String),
    /// `void *user`.
    User,
}

/// A parameter or field with its name.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// A function.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) name: String,
    pub(super) address: *const (),
    pub(super) parameters: Vec<Named>,
    /// Whether the result is a status.
    pub(super) gives_status: bool,
}

/// The kind of a declaration.
pub(super) fn kind(header: &Header, Declared { kind, text, .. }: &Declared) -> Kind {
    let pointed = kind.trim_start_matches("const ").trim_end_matches([' ', '*']).to_owned();
    let is_handle = |name: &str| header.handles.iter().any(|known| known == name);
    if let Some(handle) = pointed.strip_suffix(" *const") {
        return Kind::Handles(handle.to_owned());
    }
    if text.contains("(*hash)[16]") {
        return Kind::Out(Box::new(Kind::Bytes(16)));
    }
    match kind.matches('*').count() {
        2 => Kind::HandleOut(pointed),
        1 if kind == "void *" => Kind::User,
        1 if is_handle(&pointed) => Kind::Handle(pointed),
        1 if kind.starts_with("const ") => Kind::In(Box::new(plain(header, &pointed))),
        1 => Kind::Out(Box::new(plain(header, &pointed))),
        _ => plain(header, kind),
    }
}

fn plain(header: &Header, name: &str) -> Kind {
    if let Some((_, length)) = name.split_once('[') {
        return Kind::Bytes(length.trim_end_matches(']').parse().expect("a length"));
    }
    match name {
        "omnimedia_str" => Kind::Text,
        "double" => Kind::Double,
        "uint8_t" => Kind::Number(1),
        "int32_t" | "uint32_t" => Kind::Number(4),
        "size_t" | "uint64_t" | "int64_t" | "omnimedia_shelf" => Kind::Number(8),
        name if header.choices.iter().any(|known| known == name) => Kind::Number(4),
        name if header.callbacks.iter().any(|known| known == name) => Kind::Callback(name.to_owned()),
        name if header.fields(name).is_some() => Kind::Structure(name.to_owned()),
        name => panic!("teach tests/src/fuzz/abi what `{name}` is"),
    }
}

/// The fields of a structure, each with its place.
pub(super) fn fields(header: &Header, name: &str) -> Vec<(Named, usize)> {
    let mut end = 0_usize;
    let fields = header.fields(name).expect("a structure");
    let place = |field: &Declared| {
        let kind = kind(header, field);
        let (size, align) = layout(header, &kind);
        let at = end.next_multiple_of(align);
        end = at + size;
        (Named { name: field.name.clone(), kind }, at)
    };
    fields.iter().map(place).collect()
}

/// Size and alignment, as a C compiler lays it out where pointers have 64 bits.
pub(super) fn layout(header: &Header, kind: &Kind) -> (usize, usize) {
    match kind {
        Kind::Number(size) => (*size, *size),
        Kind::Text => (16, 8),
        Kind::Bytes(size) => (*size, 1),
        Kind::Structure(name) => {
            let fields = fields(header, name);
            let align = fields.iter().map(|(field, _)| layout(header, &field.kind).1).max().unwrap_or(1);
            let end = fields.last().map_or(0, |(field, at)| at + layout(header, &field.kind).0);
            (end.next_multiple_of(align), align)
        }
        _ => (8, 8),
    }
}
