//! Everything that can be wrong with an argument.

use super::good::left_out;
use super::{
    BAD, HANDLE, LIKE_GOOD, NULL, OK, REFUSED, Role, Writer, Wrong, after_capacity, length_of, says,
    says_optional,
};
use crate::header::{Declared, Function};

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
        let optional = says_optional(self.header, &function.doc, name);
        match role {
            Role::Handle(kind) => {
                let is_fine = function.doc.contains("NULL is fine");
                let null = if is_fine {
                    OK
                } else if optional || says(self.header, &function.doc, name, "NULL for what") {
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
                let needed = |first: &Declared| {
                    first.kind.ends_with('*') && !says_optional(self.header, &function.doc, &first.name)
                };
                if name == "why" && at > 0 && needed(&function.parameters[0]) {
                    let first = &function.parameters[0].name;
                    wrong("nobody asks why".to_owned(), format!("a.why = NULL; a.{first} = NULL;"), REFUSED);
                }
            }
            Role::OutArray(kind) => {
                let null = if optional && !after_capacity(function, at) { LIKE_GOOD } else { NULL };
                wrong(format!("`{name}` is NULL"), format!("a.{name} = NULL;"), null);
                let moved = format!("a.{name} = (void *)(a.out_{name} + 1);");
                wrong(
                    format!("`{name}` is misaligned"),
                    moved,
                    if kind == "uint8_t" { LIKE_GOOD } else { BAD },
                );
                if after_capacity(function, at) {
                    wrong("no room".to_owned(), format!("a.{name} = NULL; a.capacity = 0;"), LIKE_GOOD);
                    wrong("more room than memory".to_owned(), "a.capacity = SIZE_MAX;".to_owned(), BAD);
                    let half = "a.capacity = SIZE_MAX / 2 + 1;";
                    wrong("more room than half of memory".to_owned(), half.to_owned(), BAD);
                }
            }
            Role::InArray(kind) => {
                wrong(format!("`{name}` is NULL"), format!("a.{name} = NULL;"), NULL);
                wrong(
                    format!("`{name}` is NULL and huge"),
                    format!("a.{name} = NULL; a.len = SIZE_MAX;"),
                    REFUSED,
                );
                wrong(format!("`{name}` is huge"), "a.len = SIZE_MAX;".to_owned(), BAD);
                let half = "a.len = SIZE_MAX / 2 + 1;";
                wrong(format!("`{name}` is more than half of memory"), half.to_owned(), BAD);
                if kind != "uint8_t" {
                    let moved = format!("a.{name} = (void *)(a.in_{name}.raw + 1);");
                    wrong(format!("`{name}` is misaligned"), moved, BAD);
                    self.texts(kind, &format!("a.in_{name}.it[0]"), name, true, &mut wrong);
                }
            }
            Role::InHandles(kind) => {
                let length = length_of(function, name);
                wrong(format!("`{name}` is NULL"), format!("a.{name} = NULL;"), NULL);
                wrong(format!("`{name}` is huge"), format!("a.{length} = SIZE_MAX;"), BAD);
                let moved = format!("a.{name} = (void *)(a.in_{name}.raw + 1);");
                wrong(format!("`{name}` is misaligned"), moved, BAD);
                wrong(format!("`{name}` is empty"), format!("a.{length} = 0;"), REFUSED);
                let first = format!("a.in_{name}.it[0]");
                wrong(format!("`{name}` has NULL inside"), format!("{first} = NULL;"), NULL);
                for (how, number) in self.strangers(kind) {
                    wrong(
                        format!("`{name}` has one {how}"),
                        format!("{first} = (void *)({number});"),
                        HANDLE,
                    );
                }
            }
            Role::Sized(kind) => self.sizes(kind, name, optional, &mut wrong),
            Role::Plain(kind) => {
                let null =
                    if optional || says(self.header, &function.doc, name, "NULL") { LIKE_GOOD } else { NULL };
                wrong(format!("`{name}` is NULL"), format!("a.{name} = NULL;"), null);
                self.texts(kind, &format!("a.in_{name}"), name, false, &mut wrong);
            }
            Role::Text => {
                let absent =
                    left_out(&function.name, name) || says(self.header, &function.doc, name, "absent");
                self.texts("omnimedia_str", &format!("a.{name}"), name, !optional && !absent, &mut wrong);
                if absent {
                    let make = format!("a.{name}.data = NULL; a.{name}.len = 0;");
                    wrong(format!("`{name}` is absent"), make, LIKE_GOOD);
                }
            }
            Role::Choice => {
                for number in ["-1", "99", "INT32_MIN", "INT32_MAX"] {
                    wrong(format!("`{name}` is {number}"), format!("a.{name} = {number};"), BAD);
                }
            }
            Role::Value if matches!(name.as_str(), "index" | "layer") => {
                // of a product's properties it makes no difference
                wrong(format!("`{name}` is huge"), format!("a.{name} = SIZE_MAX;"), BAD);
                wrong(format!("`{name}` is one too many"), format!("a.{name} = 64;"), BAD);
            }
            Role::Value if name == "shelf" => {
                for number in
                    ["0", "UINT64_MAX", "a.shelf + 1", "a.shelf ^ ((uint64_t)1 << 20)", "dead.shelf"]
                {
                    let make = format!("a.shelf = {number};");
                    wrong(format!("`shelf` is {number}"), make, "OMNIMEDIA_WRONG_SHELF");
                }
            }
            Role::Value if name == "record_id" && function.name.ends_with("number_of") => {
                for number in ["0", "18", "UINT64_MAX"] {
                    wrong(format!("`record_id` is {number}"), format!("a.record_id = {number};"), REFUSED);
                }
            }
            Role::Value if parameter.kind == "int32_t" => {
                for number in ["-1", "2", "INT32_MIN", "INT32_MAX"] {
                    wrong(format!("`{name}` is {number}"), format!("a.{name} = {number};"), BAD);
                }
            }
            Role::Value if matches!(name.as_str(), "version" | "mark") => {
                let wanted = if name == "mark" { BAD } else { REFUSED };
                wrong(format!("`{name}` was never given"), format!("a.{name} = UINT32_MAX;"), wanted);
            }
            Role::Callback(kind) => {
                let null = if optional { LIKE_GOOD } else { NULL };
                wrong(format!("`{name}` is NULL"), format!("a.{name} = NULL;"), null);
                let bad: &[(&str, &str)] = match kind.as_str() {
                    "omnimedia_read" => &[("fails", "OMNIMEDIA_READ"), ("overfills", BAD)],
                    "omnimedia_write" => &[("fails", "OMNIMEDIA_WRITE")],
                    _ => &[],
                };
                for (does, wanted) in bad {
                    wrong(format!("`{name}` {does}"), format!("a.{name} = {does}_{kind};"), wanted);
                }
            }
            Role::Length | Role::Value => {}
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
                for number in ["-1", "99", "INT32_MIN", "INT32_MAX"] {
                    wrong(format!("`{name}` is {number}"), format!("{inner} = {number};"), BAD);
                }
            } else if let Some(pointed) =
                field.kind.strip_prefix("const ").and_then(|kind| kind.strip_suffix(" *"))
            {
                let next = fields.get(at + 1).filter(|next| next.name.ends_with("_len"));
                let Some(len) = next.map(|next| format!("{place}.{}", next.name)) else {
                    self.pointed(pointed, &inner, &name, wrong);
                    continue;
                };
                wrong(format!("`{name}` is NULL with a length"), format!("{inner} = NULL; {len} = 1;"), NULL);
                let some = format!("static {pointed} some[1]; {inner} = some;");
                wrong(format!("`{name}` is huge"), format!("{{ {some} {len} = SIZE_MAX; }}"), BAD);
                // An absent catalog, channel or locale is the default one of a page.
                let absent = if kind == "omnimedia_preview_options"
                    && !name.ends_with(".products")
                    && !name.ends_with(".thumbnails")
                {
                    LIKE_GOOD
                } else {
                    REFUSED
                };
                wrong(format!("`{name}` is absent inside"), format!("{{ {some} {len} = 1; }}"), absent);
            } else if self.header.fields(&field.kind).is_some() {
                self.texts(&field.kind, &inner, &name, kind == "omnimedia_pair", wrong);
            }
        }
    }
    /// What can be wrong with what a field of a structure points to.
    fn pointed(
        &self,
        kind: &str,
        place: &str,
        name: &str,
        wrong: &mut impl FnMut(String, String, &'static str),
    ) {
        if self.header.handles.iter().any(|handle| handle == kind) {
            wrong(format!("`{name}` is NULL"), format!("{place} = NULL;"), NULL);
            for (how, number) in self.strangers(kind) {
                wrong(format!("`{name}` is {how}"), format!("{place} = (void *)({number});"), HANDLE);
            }
            return;
        }
        for size in ["0", "1", "SIZE_MAX"] {
            let some = format!("static {kind} some; some.size = {size}; {place} = &some;");
            wrong(format!("`{name}` has the size {size}"), format!("{{ {some} }}"), BAD);
        }
        let moved = format!("static unsigned char some[sizeof({kind}) + 1]; {place} = (void *)(some + 1);");
        wrong(format!("`{name}` is misaligned"), format!("{{ {moved} }}"), BAD);
    }
}
