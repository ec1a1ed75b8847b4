//! The shapes of a small shop, asked of its publication and of its snapshot.

use super::{CuratedImage, GalleryOptions, MediaLocation, Retail};
use crate::fault::Code;
use crate::flatten::Flatten;
use crate::limits::Limits;
use crate::model::{Context, Field, Kind, Level, Publication};
use crate::policy::{AltSource, Inheritance, Policy};
use crate::resolve::Query;
use crate::snapshot::{Shards, Snapshot, shard_of};

const SHOP: &str = r#"{"omnimedia": "publication/1",
  "assets": [
    {"id": "film", "kind": "video", "url": "films/film.mp4"},
    {"id": "front", "kind": "image", "url": "https://cdn.example/front.png",
     "text": {"neutral": {"alt": "From the front"}, "fr": {"alt": "De face"}},
     "properties": {"photographer": "Ines", "season": "2026"}},
    {"id": "blue", "kind": "image", "url": "//cdn.example/blue.png"},
    {"id": "red", "kind": "image", "url": "red.png"},
    {"id": "sheet", "kind": "file", "url": "sheet.pdf"},
    {"id": "nowhere", "kind": "image", "text": {"neutral": {"title": "Nowhere"}}},
    {"id": "blank", "kind": "image", "url": ""},
    {"id": "tile", "kind": "image", "url": "tile.png", "properties": {"ratio": "1:1"}},
    {"id": "care", "kind": "file"}],
  "categories": [{"id": "coats", "name": "Coats", "media": [
    {"channel": "128", "image": {"asset": "tile", "properties": {"ratio": "4:3"}}},
    {"channel": "007", "image": "film"}]}],
  "products": [
    {"number": "S4", "record_id": 40, "name": "Coat", "properties": {"season": "2025", "weight": "heavy"},
     "dimensions": [{"name": "Color", "values": ["Blue", "Red", "Green"]}, {"name": "Size", "values": ["S", "M"]}],
     "variants": [{"number": "S4-BS", "record_id": 41, "values": {"Color": "Blue", "Size": "S"}},
                  {"number": "S4-RS", "record_id": 42, "values": {"Color": "Red", "Size": "S"}},
                  {"number": "S4-RM", "record_id": 43, "values": {"Color": "Red", "Size": "M"}},
                  {"number": "S4-GM", "record_id": 44, "values": {"Color": "Green", "Size": "M"}}],
     "media": [
       {"master": {"primary": ["film", {"asset": "front", "properties": {"photographer": "Ada"}}, "sheet"],
                   "additional": [{"purpose": "manual", "asset": "sheet"}, {"purpose": "care", "asset": "care"},
                                  {"purpose": "manual", "asset": "care"}]},
        "dimensions": [{"match": {"Color": "Red"}, "primary": ["red"], "additional": {"mode": "inherit"}}],
        "variants": {"S4-BS": {"primary": ["film", "blue", "front"]}, "S4-GM": {"primary": ["film"]}}}]},
    {"number": "S5", "record_id": 50, "media": [{"master": {"primary": ["nowhere", "red"]}}]},
    {"number": "S6", "record_id": 60, "media": [{"master": {"primary": ["blank"]}}]},
    {"number": "S7", "record_id": 70}]}"#;

/// Checks the shop as a publication, as a snapshot, and in shards.
fn both(check: impl Fn(Retail<'_>)) {
    under(Policy::default(), check);
}

fn under(policy: Policy, check: impl Fn(Retail<'_>)) {
    let publication = Publication::from_json(SHOP.as_bytes(), &Limits::default()).unwrap();
    check(Retail::new(&publication, policy));
    let snapshot = Snapshot::open(Flatten::new(&publication, policy).to_bytes().unwrap()).unwrap();
    check(Retail::on(&snapshot));
    check(Retail::on_shards(&sharded(&publication, policy, 3)));
}

fn sharded(publication: &Publication, policy: Policy, count: u32) -> Shards<Vec<u8>> {
    let shard = |shard| {
        let mut flatten = Flatten::start(policy, publication).unwrap();
        for product in publication.products().filter(|product| shard_of(product.number(), count) == shard) {
            flatten.push(product).unwrap();
        }
        Snapshot::open(flatten.finish().unwrap()).unwrap()
    };
    let shards: Vec<_> = (0..count).map(shard).collect();
    Shards::of(Shards::index(&shards).unwrap(), shards).unwrap()
}

fn assets<'a>(locations: &[MediaLocation<'a>]) -> Vec<&'a str> {
    locations.iter().map(|location| location.asset().unwrap_or("curated")).collect()
}

fn default_of<'a>(locations: &[MediaLocation<'a>]) -> Vec<Option<&'a str>> {
    locations.iter().filter(|location| location.is_default()).map(MediaLocation::asset).collect()
}

fn blue_small() -> Query {
    Query::record_id(40).select("Color", "Blue").select("Size", "S")
}

fn with_master() -> GalleryOptions<'static> {
    GalleryOptions { hide_master_images: false, ..GalleryOptions::default() }
}

#[test]
fn a_record_id_of_a_product_or_a_variant_gives_its_gallery() {
    both(|retail| {
        assert_eq!(
            assets(&retail.media_locations(&Query::record_id(40)).unwrap()),
            ["film", "front", "sheet"]
        );
        assert_eq!(
            assets(&retail.media_locations(&Query::record_id(41)).unwrap()),
            ["film", "blue", "front"]
        );
        assert_eq!(assets(&retail.media_locations(&Query::record_id(70)).unwrap()), [""; 0]);
        let fault = retail.media_locations(&Query::record_id(404)).unwrap_err();
        assert_eq!(fault.code(), Code::NotFound);
    });
}

#[test]
fn priority_is_the_display_order_one_first() {
    both(|retail| {
        let locations = retail.media_locations(&Query::record_id(40)).unwrap();
        assert_eq!(locations.iter().map(MediaLocation::priority).collect::<Vec<_>>(), [1, 2, 3]);
        let gallery =
            retail.gallery(&Query::record_id(40), &GalleryOptions { videos: false, ..with_master() });
        assert_eq!(gallery.unwrap().iter().map(MediaLocation::priority).collect::<Vec<_>>(), [1]);
    });
}

#[test]
fn the_default_image_is_the_first_image_and_its_url_the_primary_image_url() {
    both(|retail| {
        let query = Query::record_id(40);
        assert_eq!(default_of(&retail.media_locations(&query).unwrap()), [Some("front")]);
        assert_eq!(retail.primary_image_url(&query).unwrap(), Some("https://cdn.example/front.png"));
    });
}

#[test]
fn an_image_without_a_url_stays_the_default_image_and_has_no_uri() {
    both(|retail| {
        for (id, asset) in [(50, "nowhere"), (60, "blank")] {
            let locations = retail.media_locations(&Query::record_id(id)).unwrap();
            assert_eq!((locations[0].uri(), locations[0].asset()), (None, Some(asset)));
            assert!(locations[0].is_default() && locations[0].is_self_hosted());
            assert_eq!(retail.primary_image_url(&Query::record_id(id)).unwrap(), None);
        }
    });
}

#[test]
fn what_has_no_absolute_url_is_self_hosted() {
    both(|retail| {
        let locations = retail.media_locations(&Query::record_id(41)).unwrap();
        let hosted: Vec<_> =
            locations.iter().map(|location| (location.uri(), location.is_self_hosted())).collect();
        let expected = [
            (Some("films/film.mp4"), true),
            (Some("//cdn.example/blue.png"), false),
            (Some("https://cdn.example/front.png"), false),
        ];
        assert_eq!(hosted, expected);
    });
}

#[test]
fn what_came_from_master_or_a_pattern_is_applicable_for_child_entities() {
    both(|retail| {
        let first = |id| retail.media_locations(&Query::record_id(id)).unwrap().swap_remove(0);
        for (id, level, applicable) in
            [(40, Level::Master, true), (42, Level::Dimensions, true), (41, Level::Variant, false)]
        {
            let location = first(id);
            assert_eq!(location.origin().unwrap().level(), level);
            assert_eq!(location.is_applicable_for_child_entities(), applicable, "{level}");
        }
    });
}

#[test]
fn one_list_has_one_locale() {
    both(|retail| {
        let query = |locale| Query::record_id(40).locale(locale).unwrap();
        let alt = |locale| retail.media_locations(&query(locale)).unwrap()[1].alt_text().map(str::to_owned);
        assert_eq!(alt("fr-CA").as_deref(), Some("De face"));
        assert_eq!(alt("").as_deref(), Some("From the front"));
    });
}

#[test]
fn a_selection_that_fixes_every_dimension_means_the_variant() {
    both(|retail| {
        assert_eq!(
            assets(&retail.selected_media_locations(&blue_small()).unwrap()),
            ["film", "blue", "front"]
        );
    });
}

#[test]
fn until_a_variant_is_selected_the_product_shows() {
    both(|retail| {
        let red = Query::record_id(40).select("Color", "Red");
        assert_eq!(assets(&retail.selected_media_locations(&red).unwrap()), ["film", "front", "sheet"]);
        // asked as it stands, the pattern speaks
        assert_eq!(assets(&retail.media_locations(&red).unwrap()), ["red"]);
        let no_such_variant = Query::record_id(40).select("Color", "Blue").select("Size", "M");
        assert_eq!(
            assets(&retail.selected_media_locations(&no_such_variant).unwrap()),
            ["film", "front", "sheet"]
        );
    });
}

#[test]
fn a_selection_that_cannot_be_is_a_fault_though_no_variant_is_selected() {
    both(|retail| {
        let code = |query| retail.selected_media_locations(&query).unwrap_err().code();
        assert_eq!(code(Query::record_id(40).select("Colour", "Red")), Code::NotFound);
        assert_eq!(code(Query::record_id(40).select("Color", "Pink")), Code::NotFound);
        assert_eq!(code(Query::record_id(40).select("Color", "Red").select("Color", "Blue")), Code::BadQuery);
        assert_eq!(code(Query::record_id(41).select("Color", "Blue")), Code::BadQuery);
    });
}

#[test]
fn hiding_off_shows_the_variant_then_the_product_each_asset_once() {
    both(|retail| {
        let gallery = |options| retail.gallery(&Query::record_id(42), &options).unwrap();
        assert_eq!(assets(&gallery(GalleryOptions::default())), ["red"]);
        let shown = gallery(with_master());
        assert_eq!(assets(&shown), ["red", "film", "front"]);
        assert_eq!(default_of(&shown), [Some("red")]);
        let selected = retail.gallery(&blue_small(), &with_master()).unwrap();
        assert_eq!(assets(&selected), ["film", "blue", "front"]);
        assert_eq!(default_of(&selected), [Some("blue")]);
    });
}

#[test]
fn an_asset_of_both_lists_is_said_as_the_variant_says_it() {
    both(|retail| {
        let selected = retail.gallery(&blue_small(), &with_master()).unwrap();
        assert_eq!(selected[2].asset(), Some("front"));
        assert_eq!(selected[2].origin().unwrap().level(), Level::Variant);
        assert_eq!(selected[2].extension_property("photographer"), Some("Ines"));
    });
}

#[test]
fn where_the_variant_has_no_image_the_default_is_the_products() {
    both(|retail| {
        let green = Query::record_id(44);
        assert_eq!(default_of(&retail.gallery(&green, &GalleryOptions::default()).unwrap()), []);
        let shown = retail.gallery(&green, &with_master()).unwrap();
        assert_eq!((assets(&shown), default_of(&shown)), (vec!["film", "front"], vec![Some("front")]));
    });
}

#[test]
fn a_gallery_shows_images_and_videos_never_files() {
    both(|retail| {
        let gallery = |options| assets(&retail.gallery(&Query::record_id(40), &options).unwrap());
        assert_eq!(gallery(GalleryOptions::default()), ["film", "front"]);
        assert_eq!(gallery(GalleryOptions { videos: false, ..GalleryOptions::default() }), ["front"]);
    });
}

#[test]
fn a_partial_selection_has_a_say_where_it_is_wanted() {
    both(|retail| {
        let red = Query::record_id(40).select("Color", "Red");
        assert_eq!(assets(&retail.gallery(&red, &GalleryOptions::default()).unwrap()), ["film", "front"]);
        let options = GalleryOptions { partial_selection: true, ..GalleryOptions::default() };
        assert_eq!(assets(&retail.gallery(&red, &options).unwrap()), ["red"]);
        let options = GalleryOptions { partial_selection: true, ..with_master() };
        assert_eq!(assets(&retail.gallery(&red, &options).unwrap()), ["red", "film", "front"]);
    });
}

#[test]
fn curated_images_come_last_and_are_never_the_default() {
    both(|retail| {
        let clip = CuratedImage::new("clip.mp4").kind(Kind::Video);
        let curated = [CuratedImage::new("https://cdn.example/fit.png").alt_text("How it fits"), clip];
        let options = GalleryOptions { curated: &curated, ..GalleryOptions::default() };
        let shown = retail.gallery(&Query::record_id(70), &options).unwrap();
        assert_eq!((assets(&shown), default_of(&shown)), (vec!["curated"; 2], vec![]));
        let [image, video] = &shown[..] else { panic!("two") };
        assert_eq!(
            (image.uri(), image.alt_text()),
            (Some("https://cdn.example/fit.png"), Some("How it fits"))
        );
        assert_eq!((image.priority(), image.is_self_hosted()), (1, false));
        assert!(!image.is_applicable_for_child_entities() && image.origin().is_none());
        assert_eq!((video.kind(), video.alt_text(), video.is_self_hosted()), (Kind::Video, None, true));
        let behind = retail.gallery(&Query::record_id(40), &options).unwrap();
        assert_eq!(assets(&behind), ["film", "front", "curated", "curated"]);
    });
}

#[test]
fn alt_texts_come_from_asset_or_product_whatever_the_policy_says() {
    for alt_source in [AltSource::Asset, AltSource::Product] {
        under(Policy { alt_source, ..Policy::default() }, |retail| {
            let alt = |alt_text| {
                let options = GalleryOptions { alt_text, ..GalleryOptions::default() };
                let gallery = retail.gallery(&Query::record_id(40), &options).unwrap();
                gallery.iter().map(|location| location.alt_text().map(str::to_owned)).collect::<Vec<_>>()
            };
            let texts = |texts: [&str; 2]| texts.map(|text| Some(text.to_owned())).to_vec();
            assert_eq!(alt(Some(AltSource::Asset)), texts(["Coat", "From the front"]));
            assert_eq!(alt(Some(AltSource::Product)), texts(["Coat", "Coat"]));
            assert_eq!(alt(None), alt(Some(alt_source)));
        });
    }
}

#[test]
fn additional_media_come_by_purpose() {
    both(|retail| {
        let media = retail.additional_media(&Query::record_id(40)).unwrap();
        assert_eq!(media.purposes().collect::<Vec<_>>(), ["manual", "care"]);
        let manuals = media.with_purpose("manual");
        assert_eq!(assets(manuals), ["sheet", "care"]);
        assert_eq!(manuals.iter().map(MediaLocation::priority).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(manuals[0].purpose(), Some("manual"));
        assert_eq!(media.with_purpose("care")[0].priority(), 1);
        assert_eq!(media.with_purpose("Manual"), []);
        assert!(media.iter().flat_map(|(_, all)| all).all(|location| !location.is_default()));
        // the variant's own set lists none, the red pattern inherits
        assert_eq!(retail.additional_media(&blue_small()).unwrap().purposes().count(), 0);
        assert_eq!(retail.additional_media(&Query::record_id(43)).unwrap().purposes().count(), 2);
    });
}

#[test]
fn extension_properties_reach_the_answer_the_items_before_the_assets_before_the_products() {
    both(|retail| {
        let locations = retail.media_locations(&Query::record_id(40)).unwrap();
        let front = &locations[1];
        let all = [("photographer", "Ada"), ("season", "2026"), ("weight", "heavy")];
        assert_eq!(front.extension_properties(), all);
        for (key, value) in all {
            assert_eq!(front.extension_property(key), Some(value));
        }
        assert_eq!(front.extension_property("no such key"), None);
        assert_eq!(front.item_properties(), [("photographer", "Ada")]);
        assert_eq!(front.asset_properties(), [("photographer", "Ines"), ("season", "2026")]);
        assert_eq!(front.product_properties(), [("season", "2025"), ("weight", "heavy")]);
        let media = retail.additional_media(&Query::record_id(40)).unwrap();
        assert_eq!(media.with_purpose("care")[0].extension_property("weight"), Some("heavy"));
    });
}

#[test]
fn texts_and_kind_go_with_a_location() {
    both(|retail| {
        let locations = retail.media_locations(&Query::record_id(50)).unwrap();
        assert_eq!(locations[0].text().get(Field::Title), Some("Nowhere"));
        assert_eq!(locations[0].kind(), Kind::Image);
    });
}

#[test]
fn a_product_list_has_a_primary_image_url_each() {
    both(|retail| {
        let context = Context::default();
        let red = Some("red.png");
        let expected =
            [Ok(red), Ok(Some("https://cdn.example/front.png")), Ok(None), Ok(None), Err(Code::NotFound)];
        let numbers = retail.primary_image_urls(&["S4-RS", "S4", "S5", "S7", "S9"], &context);
        let ids = retail.primary_image_urls_by_record_id(&[42, 40, 60, 70, 404], &context);
        for urls in [numbers, ids] {
            let urls: Vec<_> = urls.into_iter().map(|url| url.map_err(|fault| fault.code())).collect();
            assert_eq!(urls, expected);
        }
    });
}

#[test]
fn category_images_are_the_channels() {
    both(|retail| {
        let images = |channel| {
            let context = Context::new(None, channel, None).unwrap();
            retail.category_images("coats", &context).unwrap()
        };
        assert_eq!(images(None), []);
        let [tile] = &images(Some("128"))[..] else { panic!("one") };
        assert_eq!((tile.uri(), tile.alt_text(), tile.priority()), (Some("tile.png"), Some("Coats"), 1));
        assert!(tile.is_default() && !tile.is_applicable_for_child_entities());
        assert_eq!(tile.extension_properties(), [("ratio", "4:3")]);
        assert!(!images(Some("007"))[0].is_default(), "a film is no image");
        let fault = retail.category_images("hats", &Context::default()).unwrap_err();
        assert_eq!(fault.code(), Code::NotFound);
    });
}

#[test]
fn where_lists_append_hiding_follows_precedence() {
    let append = r#"{"mode": "append", "items": ["blue"]}"#;
    let shop = SHOP.replace(r#""primary": ["film", "blue", "front"]"#, &format!(r#""primary": {append}"#));
    let publication = Publication::from_json(shop.as_bytes(), &Limits::default()).unwrap();
    for inheritance in Inheritance::ALL {
        let retail = Retail::new(&publication, Policy { inheritance: *inheritance, ..Policy::default() });
        let gallery = retail.gallery(&blue_small(), &GalleryOptions::default()).unwrap();
        assert_eq!(assets(&gallery), ["film", "front", "blue"]);
    }
}
