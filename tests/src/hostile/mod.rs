//! A C program that calls every function of the header with every kind of wrong argument, written from the header
//! itself: what nobody thought of when a function was added is asked too.

use std::fmt::Write as _;

use crate::header::{Declared, Function, Header};

/// What is wrong with one argument of an otherwise good call.
struct Wrong {
    how: String,
    /// Statements on `a`, the arguments.
    make: String,
    /// `REFUSED`, `AS_THE_GOOD_ONE` or a status.
    wanted: &'static str,
}

const NULL: &str = "OMNIMEDIA_NULL_ARGUMENT";
const BAD: &str = "OMNIMEDIA_BAD_ARGUMENT";
const HANDLE: &str = "OMNIMEDIA_WRONG_HANDLE";
const REFUSED: &str = "REFUSED";
const LIKE_GOOD: &str = "AS_THE_GOOD_ONE";
const OK: &str = "OMNIMEDIA_OK";

/// The roles of parameters.
#[derive(Debug, PartialEq)]
enum Role {
    Handle(String),
    HandleOut(String),
    Sized(String),
    Plain(String),
    InArray(String),
    OutArray(String),
    Out(String),
    Length,
    Text,
    Choice,
    Callback,
    Value,
}

struct Writer<'h> {
    header: &'h Header,
    support: &'h str,
}

/// The program. `support` is `hostile.h`, which says for which types there are objects.
///
/// # Errors
///
/// The function that it cannot call, and what to add.
pub fn program(header: &Header, support: &str) -> Result<String, String> {
    let writer = Writer { header, support };
    let mut text =
        "/* Written by tests/src/hostile.rs from include/omnimedia.h. */\n#include \"hostile.h\"\n"
            .to_owned();
    text.push_str("#ifdef INJECT\nextern void omnimedia_inject_panic(uint32_t nth);\n#endif\n");
    let mut main = String::new();
    for function in &header.functions {
        let tried = if function.returns == "omnimedia_status" {
            writer.tried(function)
        } else {
            Ok(writer.valued(function))
        };
        text.push_str(&tried.map_err(|what| format!("{}: {what}", function.name))?);
        let _ = writeln!(main, "    try_{}();", function.name);
    }
    let _ = write!(
        text,
        "\nint main(int argc, char **argv) {{\n    if (argc != 2) return 2;\n    begin(argv[1]);\n{main}    return end();\n}}\n"
    );
    Ok(text)
}

impl Writer<'_> {
    fn role(&self, function: &Function, at: usize) -> Result<Role, String> {
        let Declared { kind, name, .. } = &function.parameters[at];
        let next = function.parameters.get(at + 1).map_or("", |next| next.name.as_str());
        let pointed = kind.trim_start_matches("const ").trim_end_matches([' ', '*']).to_owned();
        let is_handle = self.header.handles.contains(&pointed);
        Ok(match kind.matches('*').count() {
            2 if is_handle => Role::HandleOut(pointed),
            1 if is_handle => Role::Handle(pointed),
            1 if kind.starts_with("const ") && (next == "len" || next.ends_with("_len")) => {
                Role::InArray(pointed)
            }
            1 if kind.starts_with("const ") && self.header.is_sized(&pointed) => Role::Sized(pointed),
            1 if kind.starts_with("const ") => Role::Plain(pointed),
            1 if kind == "void *" => Role::Value,
            1 if next == "capacity" || matches!(name.as_str(), "urls" | "statuses" | "ends") => {
                Role::OutArray(pointed)
            }
            1 => Role::Out(kind.clone()),
            0 if kind == "omnimedia_str" => Role::Text,
            0 if self.header.choices.contains(kind) => Role::Choice,
            0 if self.header.callbacks.contains(kind) => Role::Callback,
            0 if matches!(name.as_str(), "len" | "capacity") || name.ends_with("_len") => Role::Length,
            0 => Role::Value,
            _ => return Err(format!("teach tests/src/hostile.rs what `{kind}` is")),
        })
    }

    fn tried(&self, function: &Function) -> Result<String, String> {
        let name = &function.name;
        let roles = (0..function.parameters.len()).map(|at| self.role(function, at));
        let roles = roles.collect::<Result<Vec<_>, _>>()?;
        let together: Vec<(&Declared, &Role)> = function.parameters.iter().zip(&roles).collect();
        let releases = name.ends_with("_release");
        let counts = releases || name.ends_with("_retain");

        let (mut fields, mut fresh) = (String::new(), String::new());
        let (mut outputs, mut results) = (String::new(), String::new());
        for (parameter, role) in &together {
            let _ = writeln!(fields, "    {};", parameter.text);
            self.prepared(function, parameter, role, &mut fields, &mut fresh)?;
            let p = &parameter.name;
            if matches!(role, Role::Out(_) | Role::OutArray(_) | Role::HandleOut(_)) && p != "why" {
                let _ = writeln!(
                    outputs,
                    "        if (!untouched(a.out_{p}, sizeof a.out_{p})) fail(\"`{p}` was written\", status);"
                );
            }
            if let Role::HandleOut(kind) = role {
                let _ = write!(results, "{}", result(p, kind));
            }
        }
        let arguments: Vec<_> = together.iter().map(|(p, _)| format!("a.{}", p.name)).collect();
        let arguments = arguments.join(", ");
        let mut text = format!(
            "\nstatic struct {{\n{fields}}} args_{name};\n#define a args_{name}\n\nstatic void fresh_{name}(void) {{\n    memset(&a, 0, sizeof a);\n    reset();\n{fresh}}}\n"
        );
        let _ = write!(
            text,
            "\nstatic omnimedia_status call_{name}(omnimedia_status wanted, omnimedia_status good, size_t before, const char *saying) {{\n    omnimedia_status status = {name}({arguments});\n    (void)saying;\n    judge(status, wanted, good);\n    if (status != OMNIMEDIA_OK) {{\n{outputs}    }}\n{results}    if (omnimedia_handles_alive() != before) fail(\"handles came or went\", (long)omnimedia_handles_alive());\n    return status;\n}}\n"
        );
        let mut wrongs = Vec::new();
        for (at, (parameter, role)) in together.iter().enumerate() {
            self.wrongs(function, at, parameter, role, &mut wrongs);
        }
        let _ = write!(
            text,
            "\nstatic void try_{name}(void) {{\n    omnimedia_status good;\n    size_t before = omnimedia_handles_alive();\n    now = \"{name}\"; how = \"as it should be\";\n    fresh_{name}();\n"
        );
        let retained = name.replace("_release", "_retain");
        let handle = function.parameters.first().map_or("", |first| first.name.as_str());
        if releases {
            let _ = writeln!(text, "    must({retained}(a.{handle}), \"retained\");");
        }
        let _ = writeln!(text, "    good = call_{name}(OMNIMEDIA_OK, OMNIMEDIA_OK, before, NULL);");
        if counts && !releases {
            let object = handle_of(function);
            let _ = writeln!(
                text,
                "    must({}(live.{object}), \"released\");",
                name.replace("_retain", "_release")
            );
        }
        for Wrong { how, make, wanted } in wrongs {
            let _ = writeln!(
                text,
                "    how = \"{how}\"; fresh_{name}(); {make} call_{name}({wanted}, good, before, NULL);"
            );
        }
        let _ = write!(
            text,
            "#ifdef INJECT\n    how = \"a panic\"; fresh_{name}(); omnimedia_inject_panic(1);\n    call_{name}(OMNIMEDIA_INTERNAL, OMNIMEDIA_OK, before, \"injected on purpose in two lines\");\n    omnimedia_inject_panic(0);\n#endif\n"
        );
        if !counts {
            let _ = writeln!(
                text,
                "    how = \"after all that\"; fresh_{name}(); call_{name}(AS_THE_GOOD_ONE, good, before, NULL);"
            );
        }
        text.push_str("}\n#undef a\n");
        Ok(text)
    }

    /// A function that gives a plain value: nothing can be wrong, but a panic gives 0.
    fn valued(&self, function: &Function) -> String {
        let name = &function.name;
        format!(
            "\nstatic void try_{name}(void) {{\n    now = \"{name}\"; how = \"as it should be\"; calls++;\n    if ({name}() == 0) fail(\"0\", 0);\n#ifdef INJECT\n    how = \"a panic\"; calls++;\n    omnimedia_inject_panic(1);\n    if ({name}() != 0) fail(\"not 0\", 0);\n#endif\n}}\n"
        )
    }

    /// The storage of an argument, and how a good one is made.
    fn prepared(
        &self,
        function: &Function,
        Declared { name, .. }: &Declared,
        role: &Role,
        fields: &mut String,
        fresh: &mut String,
    ) -> Result<(), String> {
        let made = match role {
            Role::Handle(kind) => {
                let object = kind.trim_start_matches("omnimedia_");
                if !self.support.contains(&format!("{kind} *{object};")) {
                    return Err(format!("give `struct world` of tests/c/hostile.h an `{kind} *{object}`"));
                }
                format!("a.{name} = live.{object};")
            }
            Role::Out(_) | Role::OutArray(_) | Role::HandleOut(_) => {
                let _ = writeln!(fields, "    _Alignas(16) unsigned char out_{name}[1024];");
                format!(
                    "memset(a.out_{name}, PATTERN, sizeof a.out_{name}); a.{name} = (void *)a.out_{name};"
                )
            }
            Role::Sized(kind) => {
                let _ = writeln!(fields, "    union {{ {kind} it; unsigned char raw[4200]; }} in_{name};");
                let filler = format!("fill_{kind}");
                let fill = if self.support.contains(&format!("void {filler}(")) {
                    format!(" {filler}(&a.in_{name}.it);")
                } else {
                    String::new()
                };
                format!("a.in_{name}.it.size = sizeof a.in_{name}.it;{fill} a.{name} = &a.in_{name}.it;")
            }
            Role::Plain(kind) => {
                let _ = writeln!(fields, "    {kind} in_{name};");
                format!("a.{name} = &a.in_{name};")
            }
            Role::InArray(kind) if kind == "uint8_t" => {
                let bytes = match function.name.as_str() {
                    text if text.ends_with("publication_read") => "shop",
                    _ if name == "delta" => "delta",
                    _ => "snapshot_bytes()",
                };
                format!("a.{name} = {bytes}.data; a.len = {bytes}.len;")
            }
            Role::InArray(kind) => {
                let _ = writeln!(
                    fields,
                    "    union {{ {kind} it[2]; unsigned char raw[sizeof({kind}) * 2]; }} in_{name};"
                );
                let fill = match kind.as_str() {
                    "omnimedia_pair" => {
                        format!(
                            " omnimedia_str key = OMNIMEDIA_STR(\"Color\"), value = OMNIMEDIA_STR(\"Blue\"); a.in_{name}.it[0].key = key; a.in_{name}.it[0].value = value;"
                        )
                    }
                    "omnimedia_str" => {
                        format!(" omnimedia_str text = OMNIMEDIA_STR(\"S1\"); a.in_{name}.it[0] = text;")
                    }
                    _ => return Err(format!("teach tests/src/hostile.rs an array of `{kind}`")),
                };
                format!("{{{fill} a.{name} = a.in_{name}.it; a.len = 1; }}")
            }
            Role::Length if name == "capacity" => "a.capacity = 4;".to_owned(),
            Role::Text => {
                let text = match name.as_str() {
                    "path" => format!("a.{name} = saved_path();"),
                    "request" => text_of(name, r#"{\"product\": \"S1\"}"#),
                    "variant" => text_of(name, "S1-B"),
                    _ => text_of(name, "S1"),
                };
                format!("{{ {text} }}")
            }
            Role::Value if name == "shelf" => format!("a.{name} = live.shelf;"),
            Role::Value if name == "record_id" => format!("a.{name} = 17;"),
            Role::Choice if function.doc.contains("`OMNIMEDIA_TEXT`") => {
                format!("a.{name} = OMNIMEDIA_TEXT;")
            }
            Role::Length | Role::Choice | Role::Callback | Role::Value => return Ok(()),
        };
        // The shelves of a store's snapshots are others, but the live one's are what is asked.
        let _ = writeln!(fresh, "    {made}");
        Ok(())
    }

    /// Everything that can be wrong with an argument.
    fn wrongs(
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
            Role::Sized(kind) => self.sizes(kind, name, optional, &mut wrong),
            Role::Plain(kind) => {
                let null = if optional { LIKE_GOOD } else { NULL };
                wrong(format!("`{name}` is NULL"), format!("a.{name} = NULL;"), null);
                self.texts(kind, &format!("a.in_{name}"), name, false, &mut wrong);
            }
            Role::Text => self.texts("omnimedia_str", &format!("a.{name}"), name, !optional, &mut wrong),
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
            Role::Value if name == "record_id" => {
                for number in ["0", "18", "UINT64_MAX"] {
                    wrong(format!("`record_id` is {number}"), format!("a.record_id = {number};"), REFUSED);
                }
            }
            Role::Length | Role::Callback | Role::Value => {}
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

fn text_of(name: &str, text: &str) -> String {
    format!("omnimedia_str text = OMNIMEDIA_STR(\"{text}\"); a.{name} = text;")
}

/// The object that the first parameter is for.
fn handle_of(function: &Function) -> String {
    let first = function.parameters.first().map_or("", |first| first.kind.as_str());
    first
        .trim_start_matches("const ")
        .trim_end_matches([' ', '*'])
        .trim_start_matches("omnimedia_")
        .to_owned()
}

fn after_capacity(function: &Function, at: usize) -> bool {
    function.parameters.get(at + 1).is_some_and(|next| next.name == "capacity")
}

/// What becomes of a handle that a call wrote.
fn result(name: &str, kind: &str) -> String {
    let read = format!("{kind} *got = NULL; memcpy(&got, a.out_{name}, sizeof(got));");
    if name == "why" {
        return format!(
            "    if (status == OMNIMEDIA_OK || a.why == NULL) {{\n        if (!untouched(a.out_why, sizeof a.out_why)) fail(\"`why` was written\", status);\n    }} else {{\n        {read}\n        judge_fault(got, status, saying);\n    }}\n"
        );
    }
    format!(
        "    if (status == OMNIMEDIA_OK && a.{name} != NULL) {{\n        {read}\n        if ({kind}_release(got) != OMNIMEDIA_OK) fail(\"`{name}` cannot be released\", status);\n    }}\n"
    )
}

/// Whether the documentation lets an argument be NULL.
fn says_optional(doc: &str, name: &str) -> bool {
    let words = doc.split_whitespace().collect::<Vec<_>>().join(" ").replace("* ", "");
    let named = format!("`{name}`");
    words.match_indices(&named).any(|(at, _)| {
        let after = words.split_at(at + named.len()).1.trim_start_matches(',').trim_start();
        ["may be NULL", "which may be NULL"].iter().any(|say| after.starts_with(say))
    })
}
