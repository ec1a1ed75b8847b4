//! A C program that calls every function of the header with every kind of wrong argument, written from the header
//! itself: what nobody thought of when a function was added is asked too.

mod good;
mod wrong;

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
    /// An array of handles.
    InHandles(String),
    OutArray(String),
    Out(String),
    Length,
    Text,
    Choice,
    Callback(String),
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
        "/* Written by tests/src/hostile from include/omnimedia.h. */\n#include \"hostile.h\"\n".to_owned();
    text.push_str("#ifdef INJECT\nextern void omnimedia_inject_panic(uint32_t nth);\nextern void omnimedia_inject_panic_midway(uint32_t nth);\n#endif\n");
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
        "\nint main(int argc, char **argv) {{\n    if (argc != 2) return 2;\n    begin(argv[1]);\n{main}#ifdef INJECT\n    how = \"at the end\";\n    if (broken_off < 200) fail(\"few calls broke off midway\", (long)broken_off);\n#endif\n    return end();\n}}\n"
    );
    Ok(text)
}

impl Writer<'_> {
    fn role(&self, function: &Function, at: usize) -> Result<Role, String> {
        let Declared { kind, name, .. } = &function.parameters[at];
        let next = function.parameters.get(at + 1).map_or("", |next| next.name.as_str());
        let pointed = kind.trim_start_matches("const ").trim_end_matches([' ', '*']).to_owned();
        let is_handle = self.header.handles.contains(&pointed);
        if let Some(handle) = pointed.strip_suffix(" *const") {
            return Ok(Role::InHandles(handle.to_owned()));
        }
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
            0 if self.header.callbacks.contains(kind) => Role::Callback(kind.clone()),
            0 if matches!(name.as_str(), "len" | "capacity") || name.ends_with("_len") => Role::Length,
            0 => Role::Value,
            _ => return Err(format!("teach tests/src/hostile what `{kind}` is")),
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
                // an array may be filled as far as the call came
                let unless = if matches!(role, Role::OutArray(_)) { "wanted != BROKEN_OFF && " } else { "" };
                let _ = writeln!(
                    outputs,
                    "        if ({unless}!untouched(a.out_{p}, sizeof a.out_{p})) fail(\"`{p}` was written\", status);"
                );
            }
            if let Role::HandleOut(kind) = role {
                let _ = write!(results, "{}", result(p, kind));
            }
        }
        let arguments: Vec<_> = together.iter().map(|(p, _)| format!("a.{}", p.name)).collect();
        let arguments = arguments.join(", ");
        let mut staged = String::new();
        for object in ["builder", "tenant"] {
            if roles.contains(&Role::Handle(format!("omnimedia_{object}"))) {
                let _ =
                    writeln!(staged, "    stage_{object}(\"{}\");", name.trim_start_matches("omnimedia_"));
            }
        }
        if let Some(more) = self.support.contains(&format!("MORE_{name}(")).then_some(name) {
            let _ = writeln!(fresh, "    MORE_{more}(a);");
        }
        let mut text = format!(
            "\nstatic struct {{\n{fields}}} args_{name};\n#define a args_{name}\n\nstatic void fresh_{name}(void) {{\n    memset(&a, 0, sizeof a);\n    reset();\n{staged}{fresh}}}\n"
        );
        let _ = write!(
            text,
            "\nstatic omnimedia_status call_{name}(omnimedia_status wanted, omnimedia_status good, size_t before, const char *saying) {{\n    omnimedia_status status = {name}({arguments});\n#ifdef INJECT\n    omnimedia_inject_panic_midway(0);\n#endif\n    (void)saying;\n    judge(status, wanted, good);\n    if (status != OMNIMEDIA_OK) {{\n{outputs}    }}\n{results}    if (omnimedia_handles_alive() != before) fail(\"handles came or went\", (long)omnimedia_handles_alive());\n    return status;\n}}\n"
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
            let _ = write!(
                text,
                "#ifdef INJECT\n    how = \"a panic midway\";\n    for (uint32_t at = 1;; at++) {{\n        fresh_{name}(); omnimedia_inject_panic_midway(at);\n        omnimedia_status status = call_{name}(BROKEN_OFF, good, before, \"injected on purpose in two lines\");\n        if (status != OMNIMEDIA_INTERNAL) break;\n    }}\n#endif\n"
            );
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

/// The parameter that says how long an array is: the one behind it.
fn length_of<'h>(function: &'h Function, array: &str) -> &'h str {
    let at = function.parameters.iter().position(|parameter| parameter.name == array);
    at.and_then(|at| function.parameters.get(at + 1)).map_or("len", |next| next.name.as_str())
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

/// Whether the documentation lets an argument be NULL, or that of the function to which it refers.
fn says_optional(header: &Header, doc: &str, name: &str) -> bool {
    let words = doc.split_whitespace().collect::<Vec<_>>().join(" ").replace("* ", "");
    let named = format!("`{name}`");
    let said = words.match_indices(&named).any(|(at, _)| {
        let mut after = words.split_at(at + named.len()).1;
        // "`options` and `why` may be NULL"
        while let Some((_, next)) = [" and `", ", `"]
            .iter()
            .find_map(|and| after.split_once(and).filter(|(before, _)| before.is_empty()))
        {
            after = next.split_once('`').map_or("", |(_, after)| after);
        }
        let after = after.trim_start_matches(',').trim_start();
        ["may be NULL", "which may be NULL", "which may both be NULL", "each of which may be NULL"]
            .iter()
            .any(|say| after.starts_with(say))
    });
    said || referred(header, doc).any(|known| says_optional(header, &known.doc, name))
}

/// The functions whose arguments a documentation refers to: "as `omnimedia_…`, `omnimedia_…` and `omnimedia_…`".
fn referred<'h>(header: &'h Header, doc: &str) -> impl Iterator<Item = &'h Function> {
    let words = doc.split_whitespace().collect::<Vec<_>>().join(" ").replace("* ", "");
    let mut names = Vec::new();
    for list in words.split(" as `").skip(1) {
        let list = list.split([';', '.']).next().unwrap_or_default();
        names.extend(list.split('`').step_by(2).map(str::to_owned));
    }
    let own = doc.to_owned();
    header.functions.iter().filter(move |known| known.doc != own && names.contains(&known.name))
}

/// Whether the clause about an input says this word of it, such as NULL or absent.
fn says(header: &Header, doc: &str, name: &str, word: &str) -> bool {
    let words = doc.split_whitespace().collect::<Vec<_>>().join(" ").replace("* ", "");
    let named = format!("`{name}`");
    words
        .split(". ")
        .flat_map(|sentence| sentence.split("; "))
        .any(|clause| clause.split_once(&named).is_some_and(|(_, after)| after.contains(word)))
        || referred(header, doc).any(|known| says(header, &known.doc, name, word))
}
