//! Which switch of the rollout switches which shape, and what is served where the legacy media have
//! nothing.

use super::{GalleryOptions, MediaLocation, Retail};
use crate::fault::{Code, Fault};
use crate::flatten::Flatten;
use crate::limits::Limits;
use crate::model::{Context, Publication};
use crate::policy::Policy;
use crate::resolve::Query;
use crate::snapshot::Snapshot;
use crate::tenant::{Switch, Switches};

/// Both sides have the product 1 and the category `both`, each side one more of either.
fn shop(side: &str, rest: &str) -> Publication {
    let json = format!(
        r#"{{"omnimedia":"publication/1","assets":[{{"id":"{side}","kind":"image","url":"{side}.png"}}],
        "categories":[{{"id":"both","media":[{{"channel":"128","image":"{side}"}},{{"channel":"129","image":"{side}"}}]}},
            {{"id":"only {side}","media":[{{"channel":"128","image":"{side}"}}]}}],
        "products":[{{"number":"S1","record_id":1,"dimensions":[{{"name":"Color","values":["Blue"{rest}]}}],
            "variants":[{{"number":"S1-B","record_id":11,"values":{{"Color":"Blue"}}}}],
            "media":[{{"master":{{"primary":["{side}"],"additional":[{{"purpose":"care","asset":"{side}"}}]}}}}]}},
            {{"number":"only {side}","record_id":{},"media":[{{"master":{{"primary":["{side}"],
                "additional":[{{"purpose":"care","asset":"{side}"}}]}}}}]}}]}}"#,
        if side == "old" { 8 } else { 9 },
    );
    Publication::from_json(json.as_bytes(), &Limits::default()).unwrap()
}

fn switches(of_tenant: usize, channels: &[&str]) -> Switches {
    let mut switches = Switches::default();
    let of_tenant = Switch::OF_TENANT.iter().take(of_tenant).cloned();
    let all = of_tenant.chain(channels.iter().map(Switch::site_rendering));
    all.into_iter().try_for_each(|switch| switches.turn_on(switch)).unwrap();
    switches
}

/// Checks with each kind of source on either side.
fn each(of_tenant: usize, channels: &[&str], check: impl Fn(Retail<'_>)) {
    let (old, new) = (shop("old", ""), shop("new", r#","Red""#));
    let switches = switches(of_tenant, channels);
    let flat = |shop: &Publication| {
        Snapshot::open(Flatten::new(shop, Policy::default()).to_bytes().unwrap()).unwrap()
    };
    let (flat_old, flat_new) = (flat(&old), flat(&new));
    for published in [Retail::new(&new, Policy::default()), Retail::on(&flat_new)] {
        for legacy in [Retail::new(&old, Policy::default()), Retail::on(&flat_old)] {
            check(Retail::rolled_out(published, legacy, &switches));
        }
    }
}

fn uris(locations: Result<Vec<MediaLocation<'_>>, Fault>) -> Vec<String> {
    locations.unwrap().iter().filter_map(MediaLocation::uri).map(str::to_owned).collect()
}

/// What every method of a retail serves for the product and category of both sides, in a channel.
fn all_of(retail: Retail<'_>, channel: &str) -> [(&'static str, String); 8] {
    let context = Context::new(None, Some(channel), None).unwrap();
    let query = Query::record_id(11).within(context.clone());
    let with_master = GalleryOptions { hide_master_images: false, ..GalleryOptions::default() };
    let url = |urls: Vec<Result<Option<&str>, Fault>>| urls[0].clone().unwrap().unwrap_or("none").to_owned();
    let care = retail.additional_media(&query).unwrap();
    [
        ("locations", uris(retail.media_locations(&query)).join(" ")),
        ("locations", uris(retail.selected_media_locations(&query)).join(" ")),
        ("locations", retail.primary_image_url(&query).unwrap().unwrap_or("none").to_owned()),
        ("locations", url(retail.primary_image_urls(&["S1"], &context))),
        ("locations", url(retail.primary_image_urls_by_record_id(&[11], &context))),
        // a picture is always a channel's
        (
            if channel.is_empty() { "none" } else { "locations" },
            uris(retail.category_images("both", &context)).join(" "),
        ),
        ("pages", uris(retail.gallery(&query, &with_master)).join(" ")),
        ("pages", care.with_purpose("care")[0].uri().unwrap().to_owned()),
    ]
}

/// That media locations and pages are those of a side.
fn serves(retail: Retail<'_>, channel: &str, locations: &str, pages: &str) {
    for (at, (shape, served)) in all_of(retail, channel).into_iter().enumerate() {
        let side = match shape {
            "locations" => locations,
            "pages" => pages,
            _ => continue,
        };
        assert_eq!(served, format!("{side}.png"), "{shape}, {at}, in channel `{channel}`");
    }
}

#[test]
fn until_csu_media_locations_everything_is_legacy() {
    for of_tenant in 0..4 {
        each(of_tenant, &[], |retail| {
            for channel in ["128", "129", ""] {
                serves(retail, channel, "old", "old");
                serves(retail.for_pages(), channel, "old", "old");
            }
        });
    }
}

#[test]
fn csu_media_locations_switches_media_locations_in_every_channel() {
    each(4, &[], |retail| {
        serves(retail, "128", "new", "old");
        serves(retail, "129", "new", "old");
    });
}

#[test]
fn site_rendering_switches_the_pages_of_its_channel_alone() {
    each(4, &["128"], |retail| {
        serves(retail, "128", "new", "new");
        serves(retail, "129", "new", "old");
    });
}

#[test]
fn without_a_channel_csu_media_locations_counts_for_pages_too() {
    each(4, &["128"], |retail| {
        serves(retail, "", "new", "new");
        serves(retail.for_pages(), "", "new", "new");
    });
}

#[test]
fn for_pages_site_rendering_switches_everything() {
    each(4, &["128"], |retail| {
        serves(retail.for_pages(), "128", "new", "new");
        serves(retail.for_pages(), "129", "old", "old");
    });
}

#[test]
fn turning_off_brings_the_legacy_media_back() {
    let (old, new) = (shop("old", ""), shop("new", ""));
    let [legacy, published] = [&old, &new].map(|shop| Retail::new(shop, Policy::default()));
    let mut switches = switches(4, &[]);
    serves(Retail::rolled_out(published, legacy, &switches), "128", "new", "old");
    switches.turn_off(&Switch::CsuMediaLocations).unwrap();
    serves(Retail::rolled_out(published, legacy, &switches), "128", "old", "old");
}

#[test]
fn what_is_published_and_the_legacy_media_do_not_know_is_empty_and_no_fault() {
    each(0, &[], |retail| {
        let context = Context::new(None, Some("128"), None).unwrap();
        let red = Query::new("S1").select("Color", "Red");
        for query in
            [Query::new("only new"), Query::record_id(9), red].map(|query| query.within(context.clone()))
        {
            assert_eq!(uris(retail.media_locations(&query)), [""; 0]);
            assert_eq!(uris(retail.selected_media_locations(&query)), [""; 0]);
            assert_eq!(retail.primary_image_url(&query), Ok(None));
            assert_eq!(uris(retail.gallery(&query, &GalleryOptions::default())), [""; 0]);
            assert_eq!(retail.additional_media(&query).unwrap().purposes().len(), 0);
        }
        assert_eq!(uris(retail.category_images("only new", &context)), [""; 0]);
    });
}

#[test]
fn a_list_has_each_url_of_who_knows_it() {
    each(0, &[], |retail| {
        let context = Context::default();
        let told = |url: Result<Option<&str>, Fault>| match url {
            Ok(url) => url.unwrap_or("none").to_owned(),
            Err(fault) => fault.code().to_string(),
        };
        let urls =
            retail.primary_image_urls(&["nobody's", "only new", "S1", "only old", "only new"], &context);
        let urls: Vec<_> = urls.into_iter().map(told).collect();
        assert_eq!(urls, ["not_found", "none", "old.png", "old.png", "none"]);
        let urls = retail.primary_image_urls_by_record_id(&[9, 404, 8, 1], &context);
        assert_eq!(
            urls.into_iter().map(told).collect::<Vec<_>>(),
            ["none", "not_found", "old.png", "old.png"]
        );
    });
}

#[test]
fn what_neither_side_knows_is_not_found() {
    each(0, &[], |retail| {
        let code = |fault: Fault| fault.code();
        let query = Query::new("nobody's");
        assert_eq!(retail.media_locations(&query).map_err(code), Err(Code::NotFound));
        assert_eq!(
            retail.category_images("nobody's", &Context::default()).map_err(code),
            Err(Code::NotFound)
        );
        let green = Query::new("S1").select("Color", "Green");
        assert_eq!(retail.media_locations(&green).map_err(code), Err(Code::NotFound));
    });
}

#[test]
fn what_only_the_legacy_media_know_is_served_until_the_switch() {
    let query = Query::new("only old");
    each(0, &[], |retail| assert_eq!(uris(retail.media_locations(&query)), ["old.png"]));
    each(4, &[], |retail| {
        assert_eq!(retail.media_locations(&query).map_err(|fault| fault.code()), Err(Code::NotFound));
    });
}

#[test]
fn other_faults_of_a_query_are_faults_whoever_serves() {
    let twice = Query::new("S1").select("Color", "Blue").select("Color", "Red");
    for of_tenant in [0, 4] {
        each(of_tenant, &[], |retail| {
            assert_eq!(retail.media_locations(&twice).map_err(|fault| fault.code()), Err(Code::BadQuery));
        });
    }
}
