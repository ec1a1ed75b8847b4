//! How a good argument is made: what stands in it, by the name of the parameter and of the function.

use std::fmt::Write as _;

use super::{Role, Writer, length_of};
use crate::header::{Declared, Function};

impl Writer<'_> {
    /// The storage of an argument, and how a good one is made.
    pub(super) fn prepared(
        &self,
        function: &Function,
        Declared { name, .. }: &Declared,
        role: &Role,
        fields: &mut String,
        fresh: &mut String,
    ) -> Result<(), String> {
        let made = match role {
            Role::Handle(kind) => {
                let object = match name.as_str() {
                    "destination" => "other",
                    _ => kind.trim_start_matches("omnimedia_"),
                };
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
                let fill = self.fill(kind, &format!("a.in_{name}.it"));
                format!("a.in_{name}.it.size = sizeof a.in_{name}.it;{fill} a.{name} = &a.in_{name}.it;")
            }
            Role::Plain(kind) => {
                let _ = writeln!(fields, "    {kind} in_{name};");
                format!("{} a.{name} = &a.in_{name};", self.fill(kind, &format!("a.in_{name}")))
            }
            Role::InArray(kind) if kind == "uint8_t" => {
                let bytes = match function.name.as_str() {
                    "omnimedia_publication_read" => "shop",
                    "omnimedia_tenant_read" => "stored",
                    "omnimedia_tenant_import_bytes" | "omnimedia_imported_result_bytes" => "manifest",
                    _ if name == "delta" => "delta",
                    _ if name == "index" => "shard_index",
                    _ => "snapshot_bytes()",
                };
                format!("a.{name} = {bytes}.data; a.len = {bytes}.len;")
            }
            Role::InArray(kind) => {
                let _ = writeln!(
                    fields,
                    "    union {{ {kind} it[2]; unsigned char raw[sizeof({kind}) * 2]; }} in_{name};"
                );
                let first = format!("a.in_{name}.it[0]");
                let fill = match (kind.as_str(), name.as_str()) {
                    ("omnimedia_pair", _) => {
                        format!("{first}.key = text(\"Color\"); {first}.value = text(\"Blue\");")
                    }
                    ("omnimedia_str", "shards") => format!("{first} = saved_path();"),
                    ("omnimedia_str", "numbers") => format!("{first} = text(\"S1\");"),
                    ("omnimedia_str", "values") => format!("{first} = text(\"Blue\");"),
                    ("omnimedia_str", "names") => format!("{first} = text(\"/Products/S1_000_001.png\");"),
                    ("omnimedia_preview_side", _) => {
                        format!("{first}.publication = live.publication; {first}.caption = text(\"Now\");")
                    }
                    _ => return Err(format!("teach tests/src/hostile an array of `{kind}`")),
                };
                format!("{{{fill} a.{name} = a.in_{name}.it; a.len = 1; }}")
            }
            Role::InHandles(kind) => {
                let _ = writeln!(
                    fields,
                    "    union {{ const {kind} *it[2]; unsigned char raw[sizeof(void *) * 2]; }} in_{name};"
                );
                let object = kind.trim_start_matches("omnimedia_");
                let length = length_of(function, name);
                format!("a.in_{name}.it[0] = live.{object}; a.{name} = a.in_{name}.it; a.{length} = 1;")
            }
            Role::Length if name == "capacity" => "a.capacity = 4;".to_owned(),
            Role::Text if name == "path" => format!("a.{name} = saved_path();"),
            Role::Text if name == "index" => format!("a.{name} = index_path();"),
            Role::Text if left_out(&function.name, name) => return Ok(()),
            Role::Text => format!("a.{name} = text(\"{}\");", said(&function.name, name)),
            Role::Callback(kind) => format!("a.{name} = good_{kind};"),
            Role::Value if name == "version" => format!("a.{name} = 1;"),
            Role::Value if name == "mark" => format!("a.{name} = marked;"),
            Role::Value if name == "shelf" => format!("a.{name} = live.shelf;"),
            Role::Value if name == "record_id" && function.name.ends_with("number_of") => {
                format!("a.{name} = 17;")
            }
            Role::Choice if function.doc.contains("`OMNIMEDIA_TEXT`") => {
                format!("a.{name} = OMNIMEDIA_TEXT;")
            }
            Role::Length | Role::Choice | Role::Value => return Ok(()),
        };
        // The shelves of a store's snapshots are others, but the live one's are what is asked.
        let _ = writeln!(fresh, "    {made}");
        Ok(())
    }
    /// What fills a structure, where the support has it.
    fn fill(&self, kind: &str, place: &str) -> String {
        let known = self.support.contains(&format!("void fill_{kind}("));
        if known { format!("fill_{kind}(&{place});") } else { String::new() }
    }
}

/// A good text, by the function and the parameter.
fn said(function: &str, name: &str) -> &'static str {
    match (function.trim_start_matches("omnimedia_"), name) {
        ("builder_asset" | "builder_category" | "builder_channel", "id") => "X9",
        ("tenant_remove_category", "id") => "C9",
        ("tenant_remove_channel", "id") => "999",
        ("tenant_remove_product", _) => "S8",
        ("builder_product", "number") => "S9",
        ("builder_variant", "number") => "X9-B",
        ("builder_dimension", "name") => "Color",
        ("tenant_create_group", "name") => "New",
        ("builder_json", _) => r#"{\"product\": {\"number\": \"S9\"}}"#,
        ("tenant_set", _) => r#"{\"product\": {\"number\": \"S9\"}}"#,
        (_, "request") => r#"{\"product\": \"S1\"}"#,
        (_, "content") => r#"{\"master\": {\"primary\": [\"A2\"]}}"#,
        (_, "variant") => "S1-B",
        (_, "id") => "C1",
        (_, "channel") => "128",
        (_, "locale") => "fr-CA",
        (_, "dimension") => "Color",
        (_, "value") => "Blue",
        (_, "hex") => "#0000ff",
        (_, "asset") => "A1",
        (_, "by") => "ann",
        (_, "due") => "2030-12-01T08:00:00+01:00",
        (_, "name") => "Group",
        ("tenant_unit", _) => r#"[\"asset\",\"A1\"]"#,
        (_, "word") => "site_builder_content",
        _ => "S1",
    }
}

/// Texts that are absent in a good call.
pub(super) fn left_out(function: &str, name: &str) -> bool {
    let of_switch = matches!(
        function,
        "omnimedia_tenant_turn_on" | "omnimedia_tenant_turn_off" | "omnimedia_tenant_readiness"
    );
    name == "from"
        || (name == "purpose" && function == "omnimedia_builder_item")
        || (of_switch && name == "channel")
}
