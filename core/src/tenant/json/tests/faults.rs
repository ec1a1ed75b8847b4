//! What is refused, with its code and place, in both forms.

use super::{HEADER, brief, lines, object};
use crate::limits::Limits;
use crate::tenant::Tenant;

/// The kind of a unit, the unit, and its faults: code and path within it.
#[rustfmt::skip]
const CASES: &[(&str, &str, &[&str])] = &[
    ("settings", r#"{"group_items":-1}"#, &["type at .group_items"]),
    ("settings", r#"{"group_items":1.5}"#, &["type at .group_items"]),
    ("settings", r#"{"switches":{}}"#, &["unknown_key at .switches"]),
    ("settings", r#"{"rollout":["hq_sync"]}"#, &["type at .rollout"]),
    ("settings", r#"{"rollout":{"hq_sync":"on"}}"#, &["type at .rollout.hq_sync"]),
    ("settings", r#"{"rollout":{"pos_rendering":true}}"#, &["unknown_key at .rollout.pos_rendering"]),
    ("settings", r#"{"rollout":{"hq_sync":true,"site_builder_content":true,"csu_media_locations":true}}"#,
        &["rollout_order at .rollout.hq_sync", "rollout_order at .rollout.csu_media_locations"]),
    ("settings", r#"{"rollout":{"site_builder_content":false,"site_rendering":["128","","129"]}}"#, &["rollout_order at .rollout.site_rendering[0]"]),
    ("settings", r#"{"rollout":{"site_builder_content":true,"hq_authoring":true,"hq_sync":true,"csu_media_locations":true,"site_rendering":["128","","128"]}}"#,
        &["empty_identifier at .rollout.site_rendering[1]"]),
    ("channel", r#"{"id":"1","locales":["english!"]}"#, &["malformed_locale at .locales[0]"]),
    ("category", r#"{"id":"C","media":[{"channel":"1"}]}"#, &["wrong_content at "]),
    ("product", r#"{"number":"S","media":[{}]}"#, &["wrong_content at "]),
    ("product", r#"{"number":""}"#, &["empty_identifier at .number"]),
    ("swatch", r#"{"dimension":"D","value":"V"}"#, &["empty_swatch at "]),
    ("asset", r#"{}"#, &["type at "]),
    ("asset", r#"{"id":"A"}"#, &["wrong_content at "]),
    ("asset", r#"{"id":"","versions":[]}"#, &["empty_identifier at .id", "wrong_content at "]),
    ("asset", r#"{"id":"A","check_out":{"by":"a","at":"2026-01-01T00:00:00Z"}}"#, &["type at .check_out"]),
    ("asset", r#"{"id":"A","check_out":{"at":"2026-01-01T00:00:00Z","content":{"kind":"image"}}}"#, &["type at .check_out"]),
    ("asset", r#"{"id":"A","check_out":{"by":"a","at":"noon","content":{"kind":"image","text":{"x!":{}}}}}"#,
        &["malformed_instant at .check_out.at", "malformed_locale at .check_out.content.text[\"x!\"]"]),
    ("asset", r#"{"id":"A","check_out":{"by":"a","at":"2026-01-01T00:00:00Z","content":{"kind":"image","id":"A","published":true}}}"#,
        &["unknown_key at .check_out.content.id", "unknown_key at .check_out.content.published"]),
    ("asset", r#"{"id":"A","draft":1,"versions":[{"number":1,"by":"a","at":"2026-01-01T00:00:00Z","cause":"finish"}]}"#, &["type at .versions[0]"]),
    ("document", r#"{"product":"S","channel":"","locale":"x!","check_out":{"by":"a","at":"2026-01-01T00:00:00Z","content":{"channel":"1"}}}"#,
        &["unknown_key at .check_out.content.channel", "empty_identifier at .channel", "malformed_locale at .locale"]),
    ("document", r#"{"product":"S","check_out":{"by":"a","at":"2026-01-01T00:00:00Z","content":{"dimensions":[{}],"variants":{"V":{"primary":[""]}}}}}"#,
        &["pattern_without_value at .check_out.content.dimensions[0].match", "empty_identifier at .check_out.content.variants.V.primary[0]"]),
    ("document", r#"{"product":"S","versions":[]}"#, &["wrong_content at "]),
    ("document", r#"{"product":"S","entry":{},"check_out":{"by":"a","at":"2026-01-01T00:00:00Z","content":{}}}"#, &["wrong_content at .entry"]),
    ("document", r#"{"product":"S","group":"","check_out":{"by":"a","at":"2026-01-01T00:00:00Z","content":{}}}"#, &["empty_identifier at .group"]),
    ("document", r#"{"product":"S","draft":1,"versions":[{"number":1,"by":"a","at":"2026-01-01T00:00:00Z","cause":"undo"}]}"#, &["type at .versions[0].cause"]),
    ("document", r#"{"product":"S","draft":1,"versions":[{"number":1,"by":"a","at":"2026-01-01T00:00:00Z","cause":{}}]}"#, &["type at .versions[0].cause"]),
    ("document", r#"{"product":"S","draft":1,"versions":[{"number":1,"by":"a","at":"2026-01-01T00:00:00Z","cause":{"restore":0}}]}"#, &["type at .versions[0].cause.restore"]),
    ("document", r#"{"product":"S","draft":1,"versions":[{"number":1,"by":"a","at":"2026-01-01T00:00:00Z","cause":{"restore":1,"run":"g"}}]}"#, &["type at .versions[0].cause"]),
    ("document", r#"{"product":"S","draft":1,"versions":[{"number":4294967296,"by":"a","at":"2026-01-01T00:00:00Z","cause":"finish"}]}"#, &["type at .versions[0].number"]),
    ("document", r#"{"product":"S","draft":4294967295,"versions":[{"number":4294967295,"by":"a","at":"2026-01-01T00:00:00Z","cause":"finish"}]}"#, &["wrong_content at .versions"]),
    ("document", r#"{"product":"S","draft":9,"published":{"version":8,"by":"a","at":"2026-01-01T00:00:00Z"},"unpublished":{"by":"a","at":"2026-01-01T00:00:00Z"},
        "versions":[{"number":2,"by":"a","at":"2026-01-01T00:00:00Z","cause":"finish"},{"number":2,"by":"a","at":"2026-01-01T00:00:00Z","cause":"finish"},
        {"number":1,"by":"a","at":"2026-01-01T00:00:00Z","cause":"finish"}]}"#,
        &["duplicate_identifier at .versions[1].number", "wrong_content at .versions[2].number", "not_in_tenant at .draft", "not_in_tenant at .published", "wrong_content at .unpublished"]),
    ("document", r#"{"product":"S","published":{"version":1,"by":"a","at":"2026-01-01T00:00:00Z"},
        "versions":[{"number":1,"by":"a","at":"2026-01-01T00:00:00Z","cause":"reset"}]}"#, &["type at .draft", "wrong_content at .published"]),
    ("document", r#"{"product":"S","group":"g","draft":1,"published":{"version":1,"by":"a","at":"2026-01-01T00:00:00Z"},"entry":{"master":{"primary":{"mode":"inherit","items":["A"]}}},
        "versions":[{"number":1,"by":"a","at":"2026-01-01T00:00:00Z","cause":"reset","content":{}}]}"#,
        &["inherit_with_items at .entry.master.primary", "wrong_content at .published"]),
    ("category_document", r#"{"category":"C","check_out":{"by":"a","at":"2026-01-01T00:00:00Z","content":{"image":["A"]}}}"#, &["type at .check_out.content.image"]),
    ("category_document", r#"{"category":"C","check_out":{"by":"a","at":"2026-01-01T00:00:00Z","content":{"image":""}}}"#,
        &["empty_identifier at .check_out.content.image", "category_without_channel at "]),
    ("group", r#"{"made":{"by":"a","at":"2026-01-01T00:00:00Z"}}"#, &["type at "]),
    ("group", r#"{"name":"g"}"#, &["type at "]),
    ("group", r#"{"name":"","made":{"by":"a","at":"2026-01-01T00:00:00Z"},"conflicts":"first-wins"}"#, &["type at .conflicts"]),
    ("group", r#"{"name":"","made":{"by":"a","at":"2026-01-01T00:00:00Z"},"ran":{"by":"a","at":"2026-01-01T00:00:00Z"},
        "schedule":{"due":"2026-12-01T08:00:00","by":"a","at":"2026-01-01T00:00:00Z"}}"#,
        &["malformed_instant at .schedule.due", "empty_identifier at .name", "wrong_content at .schedule"]),
];

fn list(kind: &str) -> &str {
    match kind {
        "category" => "categories",
        "swatch" => "swatches",
        "product" => "products",
        "channel" => "channels",
        "asset" => "assets",
        "document" => "documents",
        "category_document" => "category_documents",
        "group" => "groups",
        other => other,
    }
}

/// Code and path, without line and column.
fn coarse(outcome: Result<Tenant, crate::fault::Faults>) -> Vec<String> {
    let one = |fault: &crate::fault::Fault| format!("{} at {}", fault.code(), fault.place().as_path());
    outcome.map_or_else(|faults| faults.iter().map(one).collect(), |_| Vec::new())
}

#[test]
fn every_fault_names_its_place_in_both_forms() {
    for (kind, unit, faults) in CASES {
        let at = |root: &str| -> Vec<String> {
            faults.iter().map(|fault| fault.replacen(" at ", &format!(" at {root}"), 1)).collect()
        };
        let line = format!(r#"{{"{kind}":{}}}"#, unit.replace('\n', ""));
        // a life that is at fault for itself is not at fault for what it belongs to
        let found = coarse(lines(&[&line, "{"]));
        assert_eq!(found[..found.len() - 1], at(kind), "{unit}");
        let (root, entries) = match *kind {
            "settings" => ("settings".to_owned(), format!(r#""settings":{unit},"products":7"#)),
            kind => (
                format!("{}[0]", list(kind)),
                format!(
                    r#""{0}":[{unit}],"{1}":7"#,
                    list(kind),
                    if kind == "channel" { "products" } else { "channels" }
                ),
            ),
        };
        let found = coarse(object(&entries));
        assert_eq!(found[..found.len() - 1], at(&root), "{unit}");
    }
}

#[test]
fn words_are_ours_and_on_one_line() {
    for (kind, unit, _) in CASES {
        let faults = lines(&[&format!(r#"{{"{kind}":{}}}"#, unit.replace('\n', ""))]).unwrap_err();
        for fault in faults.iter() {
            let text = fault.to_string();
            assert!(!text.contains('\n') && !text.contains("Builder") && !text.ends_with('.'), "{text}");
            assert!(fault.message().chars().next().is_some_and(|first| !first.is_uppercase()), "{text}");
        }
    }
}

#[test]
fn a_version_that_is_not_known_is_refused_and_nothing_else() {
    let limits = Limits::default();
    for version in ["tenant/2", "publication/1"] {
        let line = format!("{{\"omnimedia\":\"{version}\"}}\n{{\"x\":1}}");
        let found = brief(Tenant::from_json_lines(line.as_bytes(), &limits));
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("unknown_version at line 1"), "{found:?}");
        let one = format!("{{\"channels\":7,\"omnimedia\":\"{version}\"}}");
        let found = brief(Tenant::from_json(one.as_bytes(), &limits));
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("unknown_version at "), "{found:?}");
    }
    assert_eq!(brief(Tenant::from_json(b"{}", &limits)), ["type at omnimedia"]);
    assert_eq!(brief(Tenant::from_json_lines(&b""[..], &limits)), ["type at line 1: omnimedia"]);
}

#[test]
fn null_is_absent_and_unknown_and_second_keys_are_refused() {
    let nulls = r#"{"settings":{"group_items":null}}
        {"asset":{"id":"A","group":null,"entry":null,"versions":null,"draft":null,"published":null,"unpublished":null,
        "check_out":{"by":"a","at":"2026-01-01T00:00:00Z","content":{"kind":"image","url":null,"text":{"fr":null}}}}}"#;
    let nulls = nulls.replace(",\n", ",");
    let text = format!("\u{feff}{HEADER}\r\n\r\n{nulls}\r\n");
    let tenant = Tenant::from_json_lines(text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(tenant.targets().count(), 1);
    assert_eq!(brief(object(r#""settings":null,"channels":null"#)), [""; 0]);
    let found = brief(lines(&[
        r#"{"channel":{"id":"1","id":"2","colour":0}}"#,
        r#"{"channels":[]}"#,
        r#"{"thing":{}}"#,
        r#"{"channel":{"id":"3"},"settings":{}}"#,
        r#"{"settings":null}"#,
        r#"{"settings":[]}"#,
    ]));
    let expected = [
        "duplicate_key at line 2: channel.id",
        "unknown_key at line 2: channel.colour",
        "unknown_key at line 3: channels",
        "unknown_key at line 4: thing",
        "type at line 5: settings",
        "type at line 6",
        "type at line 7 column 14: settings",
    ];
    assert_eq!(found, expected);
    let found = brief(object(r#""channels":[],"channels":[],"group_items":[],"settings":7,"groups":[null]"#));
    let expected = ["duplicate_key at channels", "unknown_key at group_items", "type at", "type at"];
    assert!(found.iter().zip(expected).all(|(one, other)| one.starts_with(other)), "{found:?}");
    assert_eq!(found.len(), expected.len());
}
