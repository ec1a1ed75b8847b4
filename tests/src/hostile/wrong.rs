//! What can be wrong with each argument of a call.

use super::{Role, Writer, after_capacity, says_optional};
use crate::header::{Declared, Function};

/// What is wrong with one argument of an otherwise good call.
pub(super) struct Wrong {
    pub(super) how: String,
    /// Statements on `a`, the arguments.
    pub(super) make: String,
    /// `REFUSED`, `AS_THE_GOOD_ONE` or a status.
    pub(super) wanted: &'static str,
}

const NULL: &str = "OMNIMEDIA_NULL_ARGUMENT";
const BAD: &str = "OMNIMEDIA_BAD_ARGUMENT";
const HANDLE: &str = "OMNIMEDIA_WRONG_HANDLE";
const REFUSED: &str = "REFUSED";
const LIKE_GOOD: &str = "AS_THE_GOOD_ONE";
const OK: &str = "OMNIMEDIA_OK";

impl Writer<'_> {
    /// Everything that can be wrong with an argument.
    pub(super) fn wrongs(
        &self,
        function: &Function,
        at: usize,
        parameter: &Declared,
        role: &Role,
        all: &mut Vec<Wrong>,
    ) {
        let name = &parameter.name;
        let mut wrong = |how: String, make: String, wanted| all.push(Wrong { how, make, wanted });
        let optional = says_optional(&function.doc, name);
        match role {
            Role::Handle(kind) => {
                let is_fine = function.doc.contains("NULL is fine");
                let null = if is_fine {
                    OK
                } else if optional {
                    LIKE_GOOD
                } else {
                    NULL
                };
                wrong(format!("`{name}` is NULL"), format!("a.{name} = NULL;"), null);
                for (how, number) in self.strangers(kind) {
                    wrong(format!("`{name}` is {how}"), format!("a.{name} = (void *)({number});"), HANDLE);
                }
            }
            Role::Out(_) | Role::HandleOut(_) => {
                let null = if name == "why" || optional { LIKE_GOOD } else { NULL };
                wrong(format!("`{name}` is NULL"), format!("a.{name} = NULL;"), null);
                if name == "why" && at > 0 && function.parameters[0].kind.ends_with('*') {
                    let first = &function.parameters[0].name;
                    wrong("nobody asks why".to_owned(), format!("a.why = NULL; a.{first} = NULL;"), REFUSED);
                }
            }
            Role::OutArray(kind) => filled(function, at, kind, optional, &mut wrong),
            Role::InArray(kind) => self.lent(function, at, kind, &mut wrong),
            Role::Sized(kind) => self.sizes(kind, name, optional, &mut wrong),
            Role::Plain(kind) => {
                let null = if optional { LIKE_GOOD } else { NULL };
                wrong(format!("`{name}` is NULL"), format!("a.{name} = NULL;"), null);
                self.texts(kind, &format!("a.in_{name}"), name, false, &mut wrong);
            }
            Role::Text => self.texts("omnimedia_str", &format!("a.{name}"), name, !optional, &mut wrong),
            Role::Choice => outside(name, &format!("a.{name}"), &mut wrong),
            Role::Value => value(name, &mut wrong),
            Role::Length | Role::Callback => {}
        }
    }

    /// Arrays that are read.
    fn lent(
        &self,
        function: &Function,
        at: usize,
        kind: &str,
        wrong: &mut impl FnMut(String, String, &'static str),
    ) {
        let (name, len) = (&function.parameters[at].name, &function.parameters[at + 1].name);
        wrong(format!("`{name}` is NULL"), format!("a.{name} = NULL;"), NULL);
        wrong(format!("`{name}` is NULL and huge"), format!("a.{name} = NULL; a.{len} = SIZE_MAX;"), REFUSED);
        wrong(format!("`{name}` is huge"), format!("a.{len} = SIZE_MAX;"), BAD);
        wrong(format!("`{name}` is more than half of memory"), format!("a.{len} = SIZE_MAX / 2 + 1;"), BAD);
        if kind != "uint8_t" {
            let moved = format!("a.{name} = (void *)(a.in_{name}.raw + 1);");
            wrong(format!("`{name}` is misaligned"), moved, BAD);
            self.texts(kind, &format!("a.in_{name}.it[0]"), name, true, wrong);
        }
    }

    /// Numbers that are no handle of a type.
    fn strangers(&self, kind: &str) -> Vec<(String, String)> {
        let object = kind.trim_start_matches("omnimedia_");
        let mut all: Vec<(String, String)> = [
            "(uintptr_t)1",
            "(uintptr_t)64",
            "(uintptr_t)0x41414141",
            "UINTPTR_MAX",
            "(uintptr_t)1 << (sizeof(uintptr_t) * 4)",
            "(uintptr_t)&failures",
        ]
        .iter()
        .map(|number| (format!("invented: {}", number.replace('"', "")), (*number).to_owned()))
        .collect();
        all.push(("released".to_owned(), format!("(uintptr_t)dead.{object}")));
        let next = format!("(uintptr_t)live.{object} + ((uintptr_t)1 << (sizeof(uintptr_t) * 4))");
        all.push(("of the next generation".to_owned(), next));
        all.push(("of a slot that nobody has".to_owned(), format!("(uintptr_t)live.{object} + 4096")));
        for other in self.header.handles.iter().filter(|other| *other != kind) {
            let other_object = other.trim_start_matches("omnimedia_");
            if self.support.contains(&format!("{other} *{other_object};")) {
                all.push((format!("an {other}"), format!("(uintptr_t)live.{other_object}")));
            }
        }
        all
    }

    /// Structures that begin with their size.
    fn sizes(
        &self,
        kind: &str,
        name: &str,
        optional: bool,
        wrong: &mut impl FnMut(String, String, &'static str),
    ) {
        let (it, raw) = (format!("a.in_{name}.it"), format!("a.in_{name}.raw"));
        wrong(
            format!("`{name}` is NULL"),
            format!("a.{name} = NULL;"),
            if optional { LIKE_GOOD } else { NULL },
        );
        for size in ["0", "1", "sizeof(size_t)", "sizeof(LIKE) - 1", "4097", "SIZE_MAX", "SIZE_MAX / 2 + 1"] {
            let size = size.replace("LIKE", kind);
            wrong(format!("`{name}` has the size {size}"), format!("{it}.size = {size};"), BAD);
        }
        let longer = format!("{it}.size = sizeof({kind}) + 8;");
        wrong(format!("`{name}` is newer"), longer.clone(), LIKE_GOOD);
        wrong(format!("`{name}` is much newer"), format!("{it}.size = 4096;"), LIKE_GOOD);
        for place in [0, 7] {
            let make = format!("{longer} {raw}[sizeof({kind}) + {place}] = 1;");
            wrong(format!("`{name}` asks for news in byte {place}"), make, BAD);
        }
        let moved = format!("memmove({raw} + 1, {raw}, sizeof({kind})); a.{name} = (void *)({raw} + 1);");
        wrong(format!("`{name}` is misaligned"), moved, BAD);
        self.texts(kind, &it, name, false, wrong);
    }

    /// What can be wrong with texts and numbers in a structure, a text itself included.
    fn texts(
        &self,
        kind: &str,
        place: &str,
        name: &str,
        mandatory: bool,
        wrong: &mut impl FnMut(String, String, &'static str),
    ) {
        if kind == "omnimedia_str" {
            let set = |data: &str, len: &str| format!("{place}.data = {data}; {place}.len = {len};");
            wrong(format!("`{name}` is NULL with a length"), set("NULL", "3"), NULL);
            wrong(format!("`{name}` is NULL and huge"), set("NULL", "SIZE_MAX"), NULL);
            wrong(format!("`{name}` is huge"), set("(const uint8_t *)\"x\"", "SIZE_MAX"), BAD);
            wrong(
                format!("`{name}` is more than half of memory"),
                set("(const uint8_t *)\"x\"", "SIZE_MAX / 2 + 1"),
                BAD,
            );
            // Numbers in arrays are looked up as bytes: what is no UTF-8 is not found, each for itself.
            wrong(
                format!("`{name}` is no UTF-8"),
                set(r#"(const uint8_t *)"\xff\xfe""#, "2"),
                if name == "numbers" { LIKE_GOOD } else { REFUSED },
            );
            if mandatory {
                wrong(format!("`{name}` is absent"), set("NULL", "0"), NULL);
            }
            return;
        }
        let fields = self.header.fields(kind).unwrap_or_default();
        for (at, field) in fields.iter().enumerate() {
            let (inner, name) = (format!("{place}.{}", field.name), format!("{name}.{}", field.name));
            if self.header.choices.contains(&field.kind) || field.kind == "int32_t" {
                outside(&name, &inner, wrong);
            } else if let Some(pointed) =
                field.kind.strip_prefix("const ").and_then(|kind| kind.strip_suffix(" *"))
            {
                let Some(len) = fields.get(at + 1).map(|next| format!("{place}.{}", next.name)) else {
                    continue;
                };
                wrong(format!("`{name}` is NULL with a length"), format!("{inner} = NULL; {len} = 1;"), NULL);
                let some = format!("static {pointed} some[1]; {inner} = some;");
                wrong(format!("`{name}` is huge"), format!("{{ {some} {len} = SIZE_MAX; }}"), BAD);
                wrong(format!("`{name}` is absent inside"), format!("{{ {some} {len} = 1; }}"), REFUSED);
            } else if self.header.fields(&field.kind).is_some() {
                self.texts(&field.kind, &inner, &name, kind == "omnimedia_pair", wrong);
            }
        }
    }
}

/// Arrays that are filled.
fn filled(
    function: &Function,
    at: usize,
    kind: &str,
    optional: bool,
    wrong: &mut impl FnMut(String, String, &'static str),
) {
    let name = &function.parameters[at].name;
    let null = if optional && !after_capacity(function, at) { LIKE_GOOD } else { NULL };
    wrong(format!("`{name}` is NULL"), format!("a.{name} = NULL;"), null);
    let moved = format!("a.{name} = (void *)(a.out_{name} + 1);");
    wrong(format!("`{name}` is misaligned"), moved, if kind == "uint8_t" { LIKE_GOOD } else { BAD });
    if after_capacity(function, at) {
        wrong("no room".to_owned(), format!("a.{name} = NULL; a.capacity = 0;"), LIKE_GOOD);
        wrong("more room than memory".to_owned(), "a.capacity = SIZE_MAX;".to_owned(), BAD);
        wrong("more room than half of it".to_owned(), "a.capacity = SIZE_MAX / 2 + 1;".to_owned(), BAD);
    }
}

/// Numbers that are no choice.
fn outside(name: &str, place: &str, wrong: &mut impl FnMut(String, String, &'static str)) {
    for number in ["-1", "99", "INT32_MIN", "INT32_MAX"] {
        wrong(format!("`{name}` is {number}"), format!("{place} = {number};"), BAD);
    }
}

/// Plain numbers of which it is known what they are.
fn value(name: &str, wrong: &mut impl FnMut(String, String, &'static str)) {
    let (numbers, wanted): (&[&str], _) = match name {
        "index" | "layer" => (&["64", "SIZE_MAX"], BAD),
        "shelf" => (
            &["0", "UINT64_MAX", "a.shelf + 1", "a.shelf ^ ((uint64_t)1 << 20)", "dead.shelf"],
            "OMNIMEDIA_WRONG_SHELF",
        ),
        "record_id" => (&["0", "18", "UINT64_MAX"], REFUSED),
        _ => return,
    };
    for number in numbers {
        wrong(format!("`{name}` is {number}"), format!("a.{name} = {number};"), wanted);
    }
}
