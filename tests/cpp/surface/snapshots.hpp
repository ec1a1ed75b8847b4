// The library itself, retail shapes, batches and preview pages.
#ifndef SURFACE_SNAPSHOTS_HPP
#define SURFACE_SNAPSHOTS_HPP

#include <vector>

#include "shop.hpp"

namespace surface {

using omnimedia::GalleryOptions;
using omnimedia::Kind;
using omnimedia::MediaLocations;
using omnimedia::Shape;

inline void the_library() {
    CHECK(omnimedia::abi_fits() && !omnimedia::version().empty());
    GOT(omnimedia::self_test());
    const auto snapshot = GOT(shop().flatten());
    CHECK(GOT(omnimedia::probe(*snapshot.bytes())) == omnimedia::Probe::base);
    CHECK(GOT(omnimedia::probe("no snapshot")) == omnimedia::Probe::not_a_snapshot);
    const auto info = snapshot.about();
    const omnimedia::Policy other{omnimedia::Order::documented, omnimedia::Parents::none,
                                  omnimedia::Inheritance::entity_first, omnimedia::AltSource::product};
    const auto told = GOT(shop().flatten(other)).about().policy();
    CHECK(told.order == other.order && told.parents == other.parents);
    CHECK(told.inheritance == other.inheritance && told.alt_source == other.alt_source);
    CHECK(info.deltas() == 0 && info.bytes() == snapshot.bytes()->size());
    CHECK(info.content_hash() != omnimedia::Hash{});
    CHECK(info.content_hash() == GOT(omnimedia::Snapshot::open(*snapshot.bytes())).about().content_hash());
    CHECK(omnimedia::handles_alive() == 1);
}

inline void a_publication_by_calls_is_the_one_that_is_read() {
    const auto read = shop(), built = shop_by_calls();
    CHECK(same(read, built));
    for (const auto number : {"S1", "S1-B", "S1-R", "S2", "S3"}) {
        const auto one = GOT(read.resolve(Query(number).within({"", "128", "fr"})));
        const auto other = GOT(built.resolve(Query(number).within({"", "128", "fr"})));
        CHECK(one.hash() == other.hash() && one.primary().size() == other.primary().size());
    }
    CHECK(GOT(read.flatten()).about().content_hash() == GOT(built.flatten()).about().content_hash());
}

/// The ids of locations, one after the other, `-` where there is none.
inline std::string ids(const MediaLocations &locations) {
    std::string text;
    for (const omnimedia::MediaLocation location : locations) {
        text += location.asset().value_or("-");
        text += ' ';
    }
    return text;
}

/// The same of a publication and of a snapshot.
template <class Engine>
void retail_of(const Engine &engine) {
    MediaLocations into;
    GOT(engine.media_locations(Query("S1").within({"", "128", "fr"}), into));
    CHECK(ids(into) == "A1 V1 F1 " && into.size() == 3 && !into.empty());
    CHECK(into[0].uri() == "https://cdn.example/a1.png" && into[0].alt_text() == "Un" && into[0].is_default());
    CHECK(into[1].kind() == Kind::video && into[1].priority() == 2 && !into[1].is_default());
    CHECK(into[0].is_applicable_for_child_entities() && !into[0].is_self_hosted() && !into[0].purpose());
    CHECK(into[2].raw().kind == OMNIMEDIA_FILE);
    GOT(engine.selected_media_locations(Query("S1").select("Color", "Red"), into));
    CHECK(ids(into) == "A2 " && !into[0].is_applicable_for_child_entities());
    GOT(engine.additional_media(Query("S1"), into));
    CHECK(ids(into) == "F1 " && into[0].purpose() == "care");
    GOT(engine.category_images("shirts", into, {"", "128", ""}));
    CHECK(ids(into) == "A2 ");
    GOT(engine.category_images("shirts", into));
    CHECK(into.empty());

    GOT(engine.gallery(Query("S1"), into));
    CHECK(ids(into) == "A1 V1 ");
    GalleryOptions options;
    options.without_videos = true;
    options.alt_text = omnimedia::GalleryAlt::product;
    options.curate("https://cdn.example/size.png", "Sizes");
    GOT(engine.gallery(Query("S1"), into, options));
    CHECK(ids(into) == "A1 - " && into[0].alt_text() == "Shirt" && into[1].alt_text() == "Sizes");
    options.show_master_images = true;
    GOT(engine.gallery(Query("S1").select("Color", "Red"), into, options));
    CHECK(ids(into) == "A2 A1 - ");

    const auto json = GOT(engine.media_locations_json(Shape::gallery, Query("S1"), &options));
    CHECK(has(json, R"("Uri":"https://cdn.example/size.png")") && !has(json.view(), "v1.mp4"));
    CHECK(has(GOT(engine.media_locations_json(Shape::media_locations, Query("S1"))), "f1.pdf"));
    CHECK(has(GOT(engine.category_images_json("shirts", {"", "128", ""})), "a2.png"));
    REFUSED(engine.media_locations_json(Shape::media_locations, Query("S1"), &options), OMNIMEDIA_BAD_ARGUMENT);

    REFUSED(engine.gallery(Query("none"), into), OMNIMEDIA_NOT_FOUND);
    CHECK(into.empty());
    REFUSED(engine.category_images("none", into), OMNIMEDIA_NOT_FOUND);

    // whoever passes the same room again pays for it once
    const Query query("S1");
    GOT(engine.media_locations(query, into));
    const std::size_t before = allocations();
    const bool held = bool(engine.media_locations(query, into)) && bool(engine.additional_media(query, into));
    CHECK(allocations() == before && held && ids(into) == "F1 ");
}

inline void retail_shapes() {
    retail_of(shop());
    retail_of(GOT(shop().flatten()));
    omnimedia::Policy by_product;
    by_product.alt_source = omnimedia::AltSource::product;
    MediaLocations into;
    GOT(shop().media_locations(Query("S1"), into, by_product));
    CHECK(into.size() == 3);
}

inline void galleries_of_many() {
    const auto snapshot = GOT(shop().flatten());
    const auto shelf = GOT(snapshot.shelf({"", "128", "fr"}));
    omnimedia::Galleries into;
    const std::vector<std::string> asked{"S1", "none", "S1-R", "S3"};
    const Names numbers = Names::of(asked);
    GOT(snapshot.primaries(shelf, numbers, into));
    CHECK(into.size() == 4 && !into.empty());
    CHECK(into[0].size() == 3 && into[0][0].alt() == "Un" && into[0].total() == 3);
    CHECK(into[1].empty() && into.status(1) == OMNIMEDIA_NOT_FOUND && into.status(0) == OMNIMEDIA_OK);
    CHECK(into[2].size() == 1 && into[2][0].asset() == "A2" && into[3].empty() && into.status(3) == OMNIMEDIA_OK);
    std::size_t items = 0, before = allocations();
    for (const omnimedia::Items gallery : into) items += gallery.size();
    const bool held = bool(snapshot.primaries(shelf, numbers, into));
    CHECK(items == 4 && held && allocations() == before);
    omnimedia::Gallery<8> room;
    CHECK(GOT(snapshot.primary(shelf, "S1", room)).size() == into[0].size());
    GOT(snapshot.primaries(shelf, Names::none(), into));
    CHECK(into.empty());
    const auto refused = snapshot.primaries(shelf + 1000000, numbers, into);
    CHECK(refused.status() == OMNIMEDIA_WRONG_SHELF && into.empty());
}

/// A publication of one shard in a set of two: the head with the products whose shard it is.
inline omnimedia::Snapshot shard_of_shop(std::uint32_t shard) {
    omnimedia::Builder builder;
    builder.asset("A1", Kind::image, "https://cdn.example/a1.png");
    for (const auto number : {"S1", "S2", "S3", "S4", "S5"}) {
        if (GOT(omnimedia::shard_of(number, 2)) != shard) continue;
        builder.product(number).document().master().primary("A1");
    }
    return GOT(GOT(builder.finish()).flatten());
}

inline void shards_are_asked_as_one() {
    const std::vector<omnimedia::Snapshot> shards{shard_of_shop(0), shard_of_shop(1)};
    const auto index = GOT(omnimedia::Snapshot::index_shards(shards));
    CHECK(GOT(omnimedia::probe(index.view())) == omnimedia::Probe::shard_index);
    const auto set = GOT(omnimedia::Snapshot::open_shards(index.view(), shards));
    GOT(set.verify());
    const auto shelf = GOT(set.shelf({"", "128", "fr"}));
    for (const auto number : {"S1", "S2", "S3", "S4", "S5"}) {
        CHECK(GOT(set.default_image_url(shelf, number)) == "https://cdn.example/a1.png");
        CHECK(GOT(set.resolve(Query(number))).primary().size() == 1);
    }
    REFUSED(set.find("S6"), OMNIMEDIA_NOT_FOUND);
    CHECK(GOT(set.bytes()) == index.view() && GOT(set.bytes(2)) == GOT(shards[1].bytes()));
    CHECK(set.about().content_hash() != shards[0].about().content_hash() && set.about().deltas() == 0);
    REFUSED(set.compact(), OMNIMEDIA_WRONG_KIND);
    REFUSED(set.save("shards"), OMNIMEDIA_WRONG_KIND);
    REFUSED(set.with_delta(GOT(shards[0].bytes())), OMNIMEDIA_WRONG_KIND);
    REFUSED(set.diff(set), OMNIMEDIA_WRONG_KIND);
    REFUSED(omnimedia::Snapshot::open_shards(index.view(), {shards[1], shards[0]}), OMNIMEDIA_WRONG_SHARD);
    REFUSED(omnimedia::Snapshot::index_shards({shards[1], shards[0]}), OMNIMEDIA_WRONG_SHARD);
    REFUSED(omnimedia::Snapshot::index_shards({set}), OMNIMEDIA_WRONG_KIND);
    REFUSED(omnimedia::Snapshot::open_shard_files("no such index", Names{"no such shard"}), OMNIMEDIA_READ);
    const auto store = GOT(omnimedia::Store::make(set));
    const auto live = GOT(store.shelf());
    CHECK(GOT(GOT(store.snapshot()).default_image_url(live, "S3")) == "https://cdn.example/a1.png");
}

inline void names() {
    Names some{"one", "two"};
    CHECK(some.size() == 2 && some.data() != nullptr);
    some.clear();
    CHECK(some.size() == 0 && some.data() == nullptr && some.add("three").size() == 1);
    some = {};
    CHECK(some.data() == nullptr && Names::none().data() != nullptr && Names::none().size() == 0);
}

inline void preview_pages() {
    const auto before = shop();
    omnimedia::PreviewOptions options;
    options.title = "Shirts to see";
    options.products = {"S1"};
    options.channels = {"128"};
    options.locales = {"fr"};
    const std::string_view dot = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAAAAAAALAAAAAABAAEAAAICTAEAOw==";
    options.thumbnail("A1", dot);
    const auto page = GOT(omnimedia::preview({{"today", before}}, {}, options));
    CHECK(has(page, "<html") && has(page, "Shirts to see") && has(page, dot));
    CHECK(!has(page.view(), "Socks"));
    CHECK(has(GOT(omnimedia::preview({{"today", before}, {"next", shop_by_calls()}})), "Socks"));
    options.most_answers = 1;
    REFUSED(omnimedia::preview({{"today", before}}, {}, options), OMNIMEDIA_LIMIT_PREVIEW);
    REFUSED(omnimedia::preview({}), OMNIMEDIA_BAD_QUERY);
}

}  // namespace surface

#endif  // SURFACE_SNAPSHOTS_HPP
