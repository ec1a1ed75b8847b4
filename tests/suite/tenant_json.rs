//! Tenants as JSON: what is stored is what is read again, and the schema agrees with the reader.

use std::fs;

use jsonschema::Validator;
use libtest_mimic::Trial;
use omnimedia::{
    AssetBuilder, CategoryDocumentBuilder, Conflicts, Context, DocumentBuilder, GroupLimits, GroupOptions,
    Kind, Limits, Publication, Scope, SetBuilder, Stamp, Start, Switch, Target, Tenant, TenantBuilder,
};
use omnimedia_tests::documents::{Lines, sample, shops};
use omnimedia_tests::{Stop, trials, workspace_root};
use serde_json::{Value, json};

use crate::schema::undescribed;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        the_sample_is_stored_and_read_again,
        the_real_shops_are_stored_and_read_again,
        it_is_a_schema_and_every_key_is_described,
        it_describes_what_publications_have_as_theirs_does,
        it_takes_what_is_written,
        the_examples_of_the_page_are_units,
        both_take_null_for_absent,
        both_refuse_what_is_built_wrongly,
    ]
}

fn at(by: &str, minute: u32) -> Result<Stamp, Stop> {
    Ok(Stamp::new(by, format!("2026-11-24T09:{minute:02}:00Z").parse()?))
}

/// A tenant of a shop in which people are at work: drafts, a check-out, a group of each kind.
fn busy(shop: &Lines) -> Result<Tenant, Stop> {
    let publication = Publication::from_json_lines(shop.text.as_bytes(), &Limits::default())?;
    let mut tenant = Tenant::from_publication(&publication, &Limits::default(), &at("import", 0)?)?;
    tenant.set_group_limits(GroupLimits::documented());
    Switch::OF_TENANT.iter().try_for_each(|switch| tenant.turn_on(switch.clone()))?;
    if let Some(channel) = publication.channels().next() {
        tenant.turn_on(Switch::site_rendering(channel.id()))?;
    }
    tenant.check_in(&Target::asset("new"), AssetBuilder::new("new", Kind::Image), &at("ann", 1)?)?;
    let gallery = || DocumentBuilder::new().master(SetBuilder::new().primary(["new"]));
    let numbers: Vec<String> = tenant.products().map(|product| product.number().to_owned()).take(3).collect();
    let options = GroupOptions { conflicts: Conflicts::Refuse, publish_all: true };
    for (minute, name) in [(2, "ran"), (3, "scheduled"), (4, "open")] {
        tenant.create_group(name, options, &at("ann", minute)?)?;
    }
    for number in &numbers {
        let target = Target::document(number, Context::new(None, Some("new"), None)?);
        for group in ["ran", "scheduled", "open"] {
            tenant.check_in(&target.clone().in_group(group), gallery(), &at("ben", 5)?)?;
        }
        tenant.check_in(&target, gallery(), &at("ann", 6)?)?;
        tenant.restore(&target, 1, &at("ann", 7)?)?;
    }
    let category = tenant.categories().next().map(str::to_owned);
    if let Some(category) = category {
        let target = Target::category(category, Context::new(None, Some("new"), Some("fr"))?);
        let content = CategoryDocumentBuilder::new("new").locale("fr").image("new");
        tenant.check_in(&target, content, &at("ann", 8)?)?;
        tenant.publish_all(&Scope::Target(target.clone()), &at("ann", 9)?)?;
        tenant.unpublish(&target, &at("ann", 10)?)?;
    }
    tenant.run_group("ran", &at("cid", 11)?)?;
    for (index, number) in numbers.iter().enumerate() {
        let target = Target::document(number, Context::new(None, Some("new"), None)?).in_group("scheduled");
        match index {
            0 => drop(tenant.reset(&target, &at("ben", 12)?)?.to_string()),
            1 => tenant.delete(&target, &at("ben", 13)?)?,
            _ => drop(tenant.edit(&target.in_group("open"), &at("ben", 14)?, &Start::Empty)?),
        }
    }
    tenant
        .set_group_options("scheduled", GroupOptions { conflicts: Conflicts::LastWins, publish_all: true })?;
    tenant.schedule_group("scheduled", "2026-12-01T08:00:00+01:00".parse()?, &at("ann", 15)?)?;
    Ok(tenant)
}

fn stored_and_read_again(shop: &Lines) -> Result<(), Stop> {
    let (tenant, limits) = (busy(shop)?, Limits::default());
    let (json, lines) = (tenant.to_json(), tenant.to_json_lines());
    let one = Tenant::from_json(json.as_bytes(), &limits)?;
    assert!(one == tenant && one.to_json() == json, "{}: as one object", shop.name);
    let other = Tenant::from_json_lines(lines.as_bytes(), &limits)?;
    assert!(other == tenant && other.to_json_lines() == lines, "{}: in lines", shop.name);
    let mut units = TenantBuilder::new(limits);
    let keys: Vec<_> = tenant.units().collect();
    for key in keys.iter().rev() {
        units.unit(tenant.unit(key).ok_or("a unit")?)?;
    }
    let mut units = units.build()?;
    assert!(units == tenant, "{}: unit by unit", shop.name);
    assert!(units.take_changes().is_empty() && units.take_changed_units().is_empty());
    assert!(units.publication()? == tenant.publication()?, "{}: its publication", shop.name);
    Ok(())
}

fn the_sample_is_stored_and_read_again() -> Result<(), Stop> {
    stored_and_read_again(&sample())
}

fn the_real_shops_are_stored_and_read_again() -> Result<(), Stop> {
    shops()?.iter().try_for_each(stored_and_read_again)
}

fn file(name: &str) -> Result<Value, Stop> {
    Ok(serde_json::from_str(&fs::read_to_string(workspace_root().join("docs").join(name))?)?)
}

fn validator() -> Result<Validator, Stop> {
    Ok(jsonschema::draft202012::new(&file("tenant-1.schema.json")?)?)
}

fn it_is_a_schema_and_every_key_is_described() -> Result<(), Stop> {
    let schema = file("tenant-1.schema.json")?;
    assert!(jsonschema::meta::is_valid(&schema));
    let found = undescribed(&schema);
    assert!(found.is_empty(), "without a description: {found:?}");
    Ok(())
}

fn it_describes_what_publications_have_as_theirs_does() -> Result<(), Stop> {
    /// What is a life here, or has its documents elsewhere.
    const OTHERS: [&str; 5] = ["asset", "document", "category_document", "product", "category"];
    let (tenant, publication) = (file("tenant-1.schema.json")?, file("publication-1.schema.json")?);
    let all = publication["$defs"].as_object().ok_or("definitions")?;
    for (name, definition) in all.iter().filter(|(name, _)| !OTHERS.contains(&name.as_str())) {
        assert_eq!(&tenant["$defs"][name], definition, "{name}");
    }
    Ok(())
}

/// The schema takes a tenant as it came, and as we write it.
fn takes(validator: &Validator, name: &str, document: &str) -> Result<(), Stop> {
    let read = Tenant::from_json(document.as_bytes(), &Limits::default())?;
    for document in [document, &read.to_json()] {
        let document: Value = serde_json::from_str(document)?;
        if let Some(error) = validator.iter_errors(&document).next() {
            return Err(format!("{name}: {}: {error}", error.instance_path()).into());
        }
    }
    Ok(())
}

fn it_takes_what_is_written() -> Result<(), Stop> {
    let validator = validator()?;
    takes(&validator, "the sample", &busy(&sample())?.to_json())?;
    for shop in shops()? {
        takes(&validator, &shop.name, &busy(&shop)?.to_json())?;
    }
    Ok(())
}

fn the_examples_of_the_page_are_units() -> Result<(), Stop> {
    let page = fs::read_to_string(workspace_root().join("docs/tenant.md"))?;
    let examples = page.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut units = TenantBuilder::new(Limits::default());
    units.unit(r#"{"product": {"number": "S1"}}"#)?;
    let mut expected = Vec::new();
    for example in examples {
        units.unit(example)?;
        expected.push(serde_json::from_str::<Value>(example)?);
    }
    assert!(expected.len() >= 2, "the page has its examples no more");
    let tenant = units.build()?;
    let written: Vec<String> = tenant.units().filter_map(|key| tenant.unit(&key)).collect();
    let written = written.iter().map(|unit| serde_json::from_str(unit)).collect::<Result<Vec<Value>, _>>()?;
    assert!(expected.iter().all(|example| written.contains(example)), "{written:?}");
    Ok(())
}

fn both_take_null_for_absent() -> Result<(), Stop> {
    let stamp = json!({"by": "ann", "at": "2026-11-24T09:00:00Z"});
    let version = json!({"number": 1, "by": "", "at": "2026-11-24T09:00:00Z",
        "cause": {"restore": 1, "run": null}, "content": null});
    let document = json!({
        "omnimedia": "tenant/1", "settings": {"group_items": null, "group_seconds_apart": null, "rollout":
            {"site_builder_content": true, "hq_authoring": null, "hq_sync": null, "csu_media_locations": null,
                "site_rendering": null}}, "channels": null,
        "swatches": null, "category_documents": null,
        "categories": [{"id": "C", "name": null}], "products": [{"number": "S", "properties": null}],
        "assets": [{"id": "A", "group": null, "entry": null, "versions": null, "draft": null, "published": null,
            "unpublished": null, "check_out": {"by": "ann", "at": "2026-11-24T09:00:00Z",
                "content": {"kind": "image", "url": null, "channels": null, "text": null, "properties": null}}}],
        "documents": [{"product": "S", "catalog": null, "channel": null, "locale": null, "group": "g", "entry": null,
            "versions": [version], "draft": 1, "published": null, "check_out": null}],
        "groups": [{"name": "g", "made": stamp, "conflicts": null, "publish_all": null, "schedule": null, "ran": null}],
    });
    takes(&validator()?, "nulls", &document.to_string())?;
    takes(&validator()?, "no switches", r#"{"omnimedia": "tenant/1", "settings": {"rollout": null}}"#)?;
    takes(&validator()?, "no settings", r#"{"omnimedia": "tenant/1", "settings": null}"#)
}

/// Entries of a tenant that both must refuse.
#[rustfmt::skip]
const WRONG: &[&str] = &[
    r#""unit":[]"#,
    r#""settings":[]"#,
    r#""settings":{"group_items":-1}"#,
    r#""settings":{"group_items":"5"}"#,
    r#""settings":{"switches":{}}"#,
    r#""settings":{"rollout":["hq_sync"]}"#,
    r#""settings":{"rollout":{"hq_sync":"on"}}"#,
    r#""settings":{"rollout":{"pos_rendering":true}}"#,
    r#""settings":{"rollout":{"site_rendering":"128"}}"#,
    r#""settings":{"rollout":{"site_builder_content":true,"hq_authoring":true,"hq_sync":true,"csu_media_locations":true,"site_rendering":[""]}}"#,
    r#""products":[{"number":"S","media":[{}]}]"#,
    r#""categories":[{"id":"C","media":[{"channel":"1"}]}]"#,
    r#""assets":[{"id":"A"}]"#,
    r#""assets":[{"id":"A","versions":[]}]"#,
    r#""assets":[{"check_out":{"by":"a","at":"2026-11-24T09:00:00Z","content":{"kind":"image"}}}]"#,
    r#""assets":[{"id":"A","check_out":{"by":"a","at":"2026-11-24T09:00:00Z","content":{}}}]"#,
    r#""assets":[{"id":"A","check_out":{"by":"a","at":"2026-11-24T09:00:00Z","content":{"id":"A","kind":"image"}}}]"#,
    r#""assets":[{"id":"A","check_out":{"by":"a","at":"2026-11-24T09:00:00Z"}}]"#,
    r#""assets":[{"id":"A","check_out":{"by":"a","content":{"kind":"image"}}}]"#,
    r#""assets":[{"id":"A","check_out":{"by":7,"at":"2026-11-24T09:00:00Z","content":{"kind":"image"}}}]"#,
    r#""assets":[{"id":"A","check_out":{"by":"a","at":"","content":{"kind":"image"}}}]"#,
    r#""assets":[{"id":"A","draft":1,"versions":[{"number":1,"by":"a","at":"2026-11-24T09:00:00Z","cause":"finish"}]}]"#,
    r#""products":[{"number":"S"}],"documents":[{"product":"S","versions":[{"number":1,"by":"a","at":"2026-11-24T09:00:00Z","cause":"reset"}]}]"#,
    r#""products":[{"number":"S"}],"documents":[{"product":"S","draft":1,"versions":[{"number":0,"by":"a","at":"2026-11-24T09:00:00Z","cause":"reset"}]}]"#,
    r#""products":[{"number":"S"}],"documents":[{"product":"S","draft":1,"versions":[{"number":1,"by":"a","at":"2026-11-24T09:00:00Z","cause":"undo"}]}]"#,
    r#""products":[{"number":"S"}],"documents":[{"product":"S","draft":1,"versions":[{"number":1,"by":"a","at":"2026-11-24T09:00:00Z","cause":{"run":"g","restore":1}}]}]"#,
    r#""products":[{"number":"S"}],"documents":[{"product":"S","draft":1,"versions":[{"number":1,"by":"a","at":"2026-11-24T09:00:00Z"}]}]"#,
    r#""products":[{"number":"S"}],"documents":[{"product":"S","entry":{},"check_out":{"by":"a","at":"2026-11-24T09:00:00Z","content":{}}}]"#,
    r#""products":[{"number":"S"}],"documents":[{"product":"S","locale":"english!","check_out":{"by":"a","at":"2026-11-24T09:00:00Z","content":{}}}]"#,
    r#""products":[{"number":"S"}],"documents":[{"product":"S","check_out":{"by":"a","at":"2026-11-24T09:00:00Z","content":{"channel":"1"}}}]"#,
    r#""products":[{"number":"S"}],"documents":[{"product":"S","draft":1,"published":{"version":1,"by":"a","at":"2026-11-24T09:00:00Z"},"unpublished":{"by":"a","at":"2026-11-24T09:00:00Z"},"versions":[{"number":1,"by":"a","at":"2026-11-24T09:00:00Z","cause":"reset","content":{}}]}]"#,
    r#""groups":[{"name":"g","made":{"by":"a","at":"2026-11-24T09:00:00Z"}}],"products":[{"number":"S"}],"documents":[{"product":"S","group":"g","draft":1,"published":{"version":1,"by":"a","at":"2026-11-24T09:00:00Z"},"versions":[{"number":1,"by":"a","at":"2026-11-24T09:00:00Z","cause":"reset","content":{}}]}]"#,
    r#""categories":[{"id":"C"}],"category_documents":[{"category":"C","check_out":{"by":"a","at":"2026-11-24T09:00:00Z","content":{}}}]"#,
    r#""groups":[{"name":"g"}]"#,
    r#""groups":[{"name":"","made":{"by":"a","at":"2026-11-24T09:00:00Z"}}]"#,
    r#""groups":[{"name":"g","made":{"by":"a","at":"2026-11-24T09:00:00Z"},"conflicts":"first-wins"}]"#,
    r#""groups":[{"name":"g","made":{"by":"a","at":"2026-11-24T09:00:00Z"},"schedule":{"by":"a","at":"2026-11-24T09:00:00Z"}}]"#,
    r#""groups":[{"name":"g","made":{"by":"a","at":"2026-11-24T09:00:00Z"},"ran":{"by":"a","at":"2026-11-24T09:00:00Z"},"schedule":{"due":"2026-12-01T08:00:00Z","by":"a","at":"2026-11-24T09:00:00Z"}}]"#,
];

fn both_refuse_what_is_built_wrongly() -> Result<(), Stop> {
    let validator = validator()?;
    let entries = WRONG.iter().map(|entries| format!(r#"{{"omnimedia":"tenant/1",{entries}}}"#));
    let versions = ["{}", "[]", "null", r#"{"omnimedia":"tenant/2"}"#, r#"{"omnimedia":"publication/1"}"#];
    for text in entries.chain(versions.map(str::to_owned)) {
        assert!(!validator.is_valid(&serde_json::from_str(&text)?), "the schema takes {text}");
        assert!(Tenant::from_json(text.as_bytes(), &Limits::default()).is_err(), "the reader takes {text}");
    }
    Ok(())
}
