// What neither client.cpp nor another section calls: the rest of the builder, files and layers of snapshots, copies.
#ifndef SURFACE_REST_HPP
#define SURFACE_REST_HPP

#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "shop.hpp"

namespace surface {

inline void the_rest_of_the_builder() {
    using omnimedia::Kind;
    const omnimedia_crop corner{0, 0, 0.5, 0.5};
    omnimedia::Builder first;
    first.json(R"({"asset": {"id": "A0", "kind": "image", "url": "https://cdn.example/a0.png"}})");
    omnimedia::Builder builder = std::move(first);
    static_assert(!std::is_copy_constructible_v<omnimedia::Builder>, "a copy would forget what was refused");
    const std::vector<std::string> colours{"Blue", "Red"};
    const std::map<std::string, std::string> blue{{"Color", "Blue"}};
    const std::vector<omnimedia::Pair> also_blue{{"Color", "Blue"}};
    builder.asset("A1", Kind::image, "https://cdn.example/a1.png").only_in("128");
    builder.tag("fr", "bleu").property("by", "Ines");
    builder.asset("A2", Kind::image, "https://cdn.example/a2.png").in_no_channel();
    builder.asset("A3", Kind::image, "https://cdn.example/a3.png").published(false);
    builder.product("S1", 7, "Shirt").dimension("Color", omnimedia::Names::of(colours));
    builder.variant("S1-B", 8, omnimedia::Values::of(blue));
    builder.document().master().primary("A0").primary("gone").swatch("Color", "Blue", "", "A0", &corner);
    builder.document({"", "128", ""}).pattern(omnimedia::Values::of(also_blue)).primary_mode(omnimedia::Mode::prepend);
    builder.primary("A1").primary("A2").primary("A3");
    const auto shop = GOT(builder.finish());

    const auto warnings = GOT(shop.warnings());
    int missing = 0;
    for (const auto warning : *warnings) {
        CHECK(warning.is_warning());
        missing += warning.status() == OMNIMEDIA_MISSING_ASSET ? 1 : 0;
    }
    CHECK(missing == 1 && !GOT(surface::shop().warnings()));
    const auto answer = GOT(shop.resolve(Query("S1-B").within({"", "128", "fr"})));
    const auto items = answer.primary();
    CHECK(items.size() == 2 && items[0].asset() == "A1" && items[1].asset() == "A0");
    CHECK(items[0].tags().size() == 1 && items[0].tags()[0] == "bleu");
    CHECK(items[0].asset_properties()[0].value == "Ines");
    CHECK(has(GOT(answer.json()), R"("product":"S1")"));
    CHECK(has(GOT(shop.ask(R"({"product": "S1-B"})")), "A0"));
    const auto swatches = GOT(shop.swatches(Query("S1")));
    CHECK(swatches.size() == 1 && swatches[0].crop()->width == 0.5 && !swatches[0].hex() && !swatches[0].is_central());
}

inline void files_and_layers(std::string_view folder) {
    const auto tenant = surface::tenant();
    const auto base = GOT(GOT(tenant.publication()).flatten());
    GOT(tenant.check_in(Target::document("S2"), now, R"({"master": {"primary": ["A1"]}})"));
    GOT(tenant.publish(Target::document("S2"), now));
    const auto delta = GOT(tenant.delta(base));
    const auto changed = GOT(base.with_delta(delta.what->view()));
    const auto compact = GOT(changed.compact());
    const auto url = [](const omnimedia::Snapshot &snapshot) {
        return std::string(GOT(snapshot.default_image_url(GOT(snapshot.shelf()), "S2")).value_or(""));
    };
    CHECK(url(base) == "https://cdn.example/a2.png" && url(changed) == "https://cdn.example/a1.png");
    CHECK(url(compact) == url(changed) && changed.about().deltas() == 1 && compact.about().deltas() == 0);
    CHECK(*changed.bytes(1) == delta.what->view() && changed.bytes(2).status() == OMNIMEDIA_BAD_ARGUMENT);
    GOT(changed.verify());

    const std::string path = std::string(folder) + "/surface.snapshot";
    REFUSED(changed.save(path), OMNIMEDIA_WRONG_KIND);
    GOT(compact.save(path));
    omnimedia::OpenOptions options;
    options.in_memory = true;
    CHECK(url(GOT(omnimedia::Snapshot::open_file(path, options))) == url(compact));
    // a device may have no end
    CHECK(omnimedia::Snapshot::open_file("/dev/zero").status() == OMNIMEDIA_READ);
    CHECK(omnimedia::Snapshot::open_file("/dev/zero", options).status() == OMNIMEDIA_READ);
    int released = 0;
    {
        const auto lent = GOT(omnimedia::Snapshot::borrow(
            *base.bytes(), [](void *user) { ++*static_cast<int *>(user); }, &released));
        CHECK(url(lent) == url(base) && released == 0);
    }
    CHECK(released == 1);
    const auto store = GOT(omnimedia::Store::make(base));
    GOT(store.replace(compact));
    CHECK(url(GOT(store.snapshot())) == url(compact));
}

inline void look_ups() {
    const auto snapshot = GOT(shop().flatten());
    const auto shelf = GOT(snapshot.shelf());
    const Names numbers{"S1", "none", "S2"};
    std::vector<omnimedia_str> urls(numbers.size());
    std::vector<Status> statuses(numbers.size());
    GOT(snapshot.default_image_urls(shelf, numbers.data(), numbers.size(), urls.data(), statuses.data()));
    CHECK(omnimedia::detail::view(urls[2]) == "https://cdn.example/a2.png" && statuses[1] == OMNIMEDIA_NOT_FOUND);
    CHECK(snapshot.variants("S1").size() == 2 && snapshot.variants("none").empty());
    CHECK(snapshot.values("S1-R").size() == 1 && snapshot.values("S1-R")[0].value == "Red");
    CHECK(GOT(snapshot.central_swatch("Color", "Blue")).hex() == "#0000FF");
    // what a look-up gives may be gone through, and read, where it is written
    omnimedia::Gallery<4> room;
    std::size_t found = 0;
    for (const auto item : *snapshot.primary(GOT(snapshot.shelf()), "S1", room)) found += item.asset().size();
    CHECK(found > 0);
    CHECK(GOT(snapshot.swatches(GOT(snapshot.shelf()), "S1"))[0].hex()->size() == 7);
    CHECK(snapshot.find("nobody").fault().text() == "not_found");
    CHECK(snapshot.central_swatch("Color", "Red").status() == OMNIMEDIA_NOT_FOUND);
}

/// A copy is one more reference, of every type; it outlives what it was copied from.
inline void copies() {
    auto publication = std::make_optional(shop());
    const omnimedia::Publication shop_too = *publication;
    auto snapshot = std::make_optional(GOT(publication->flatten()));
    const omnimedia::Snapshot snapshot_too = *snapshot;
    auto answer = std::make_optional(GOT(snapshot->resolve(Query("S2"))));
    const omnimedia::Answer answer_too = *answer;
    auto store = std::make_optional(GOT(omnimedia::Store::make(*snapshot)));
    const omnimedia::Store store_too = *store;
    auto tenant = std::make_optional(surface::tenant());
    const omnimedia::Tenant tenant_too = *tenant;
    auto bytes = std::make_optional(GOT(tenant->export_manifest()));
    const omnimedia::Bytes bytes_too = *bytes;
    auto imported = std::make_optional(GOT(tenant->import_manifest(bytes->view(), later)));
    const omnimedia::Imported imported_too = *imported;
    auto refused = std::make_optional(tenant->remove_channel("none"));
    const omnimedia::Fault fault_too = refused->fault();
    const std::size_t alive = omnimedia::handles_alive();
    publication.reset(), snapshot.reset(), answer.reset(), store.reset();
    tenant.reset(), bytes.reset(), imported.reset(), refused.reset();
    CHECK(omnimedia::handles_alive() == alive && alive == 8);
    CHECK(same(shop_too, GOT(tenant_too.publication())) && GOT(store_too.snapshot()).about().bytes() > 0);
    CHECK(answer_too.primary()[0].asset() == "A2" && GOT(snapshot_too.find("S2")).name() == "Socks");
    CHECK(has(bytes_too, "EntityType") && imported_too.counts().rows == 12 && !fault_too.text().empty());
}

}  // namespace surface

#endif  // SURFACE_REST_HPP
