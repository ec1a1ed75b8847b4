// Tenants: authoring, publish groups, storage, rollout.
#ifndef SURFACE_TENANTS_HPP
#define SURFACE_TENANTS_HPP

#include "shop.hpp"

namespace surface {

constexpr std::string_view socks_in_one = R"({"master": {"primary": ["A1"]}})";

inline void from_an_edit_to_the_store() {
    const auto tenant = surface::tenant();
    const auto store = GOT(omnimedia::Store::make(GOT(GOT(tenant.publication()).flatten())));
    const auto shelf = GOT(store.shelf({"", "128", "fr"}));
    const auto url = [&] {
        return std::string(GOT(GOT(store.snapshot()).default_image_url(shelf, "S2")).value_or(""));
    };
    CHECK(url() == "https://cdn.example/a2.png");
    CHECK(!GOT(tenant.delta(GOT(store.snapshot()))).what);

    const Target socks = Target::document("S2", {"", "128", ""});
    CHECK(GOT(tenant.edit(socks, later)).view() == "{}");
    CHECK(has(GOT(tenant.edit(Target::document("S2", {"", "128", "fr"}), later, true)), "A2"));
    GOT(tenant.discard(Target::document("S2", {"", "128", "fr"}), now, true));
    GOT(tenant.save(socks, later, socks_in_one));
    REFUSED(tenant.save(socks, now, socks_in_one), OMNIMEDIA_CHECKED_OUT);
    const auto seen_by = [&](const omnimedia::State &state) {
        const auto answer = GOT(GOT(tenant.publication(state)).resolve(Query("S2").within({"", "128", ""})));
        return std::string(answer.primary()[0].asset());
    };
    CHECK(seen_by(omnimedia::State::work_of("Bob")) == "A1" && seen_by(omnimedia::State::drafts()) == "A2");
    CHECK(GOT(tenant.finish(socks, later)) == 1);
    CHECK(seen_by(omnimedia::State::drafts()) == "A1" && seen_by(omnimedia::State::published()) == "A2");
    CHECK(has(GOT(tenant.publish(socks, later)), R"("product":"S2")"));
    CHECK(seen_by(omnimedia::State::published()) == "A1" && url() == "https://cdn.example/a2.png");

    const auto changes = GOT(tenant.changes());
    CHECK(has(changes.what, R"("products":["S2"])"));
    const auto delta = GOT(tenant.delta(GOT(store.snapshot())));
    CHECK(delta.what.has_value() && GOT(omnimedia::probe(delta.what->view())) == omnimedia::Probe::delta);
    GOT(store.add(delta.what->view()));
    CHECK(url() == "https://cdn.example/a1.png" && GOT(store.snapshot()).about().deltas() == 1);
    GOT(tenant.settle_changes(delta.mark));
    CHECK(!GOT(tenant.delta(GOT(store.snapshot()))).what);
    REFUSED(tenant.settle_changes(1000), OMNIMEDIA_BAD_ARGUMENT);
}

inline void the_life_of_a_document() {
    const auto tenant = surface::tenant();
    const Target socks = Target::document("S2");
    CHECK(GOT(tenant.check_in(socks, now, socks_in_one)) == 2);
    CHECK(GOT(tenant.restore(socks, now, 1)) == 3);
    CHECK(GOT(tenant.reset(socks, now)) == 4);
    const auto life = GOT(tenant.life(socks));
    CHECK(life.has_value() && has(*life, R"("number":4)") && has(*life, R"("version":1)"));
    CHECK(!GOT(tenant.life(Target::document("S9"))));
    GOT(tenant.publish(socks, now));
    CHECK(GOT(GOT(tenant.publication()).resolve(Query("S2"))).primary().empty());
    REFUSED(tenant.finish(socks, now), OMNIMEDIA_NOT_CHECKED_OUT);
    REFUSED(tenant.discard(socks, now), OMNIMEDIA_NOT_CHECKED_OUT);

    REFUSED(tenant.delete_target(Target::asset("A2"), now), OMNIMEDIA_PUBLISHED);
    REFUSED(tenant.unpublish(Target::asset("A2"), now), OMNIMEDIA_ASSET_IN_USE);
    CHECK(has(GOT(tenant.used_by("A2")), R"("product":"S1")") && GOT(tenant.used_by("none")).view() == "[]");
    GOT(tenant.unpublish(Target::document("S1"), now));
    GOT(tenant.delete_target(Target::document("S1"), now));
    GOT(tenant.unpublish_and_delete(Target::category("shirts", {"", "128", ""}), now));
    const auto targets = GOT(tenant.targets());
    CHECK(!has(targets.view(), R"("S1")") && !has(targets.view(), "shirts") && has(targets, R"("asset":"A2")"));
    CHECK(GOT(tenant.check_in(Target::document("S3"), now, socks_in_one)) == 1);
    CHECK(has(GOT(tenant.publish(Target::all_of_product("S3"), now)), R"("product":"S3")"));
    CHECK(GOT(tenant.check_in(Target::category("shirts", {"", "128", ""}), now, R"({"image": "A2"})")) == 1);
    CHECK(has(GOT(tenant.publish(Target::all_of_category("shirts"), now)), R"("category":"shirts")"));
}

inline void entities() {
    const auto tenant = GOT(omnimedia::Tenant::make());
    GOT(tenant.set(R"({"channel": {"id": "128"}})"));
    GOT(tenant.set(R"({"category": {"id": "shirts"}})"));
    GOT(tenant.set(R"({"product": {"number": "S1"}})"));
    GOT(tenant.set(R"({"swatch": {"dimension": "Color", "value": "Blue", "hex": "#0000FF"}})"));
    const auto written = GOT(tenant.write());
    for (const auto part : {R"("128")", "shirts", "S1", "#0000FF"}) CHECK(has(written, part));
    GOT(tenant.remove_swatch("Color", "Blue"));
    GOT(tenant.remove_product("S1"));
    GOT(tenant.remove_category("shirts"));
    GOT(tenant.remove_channel("128"));
    REFUSED(tenant.remove_channel("128"), OMNIMEDIA_NOT_IN_TENANT);
    CHECK(GOT(tenant.write()).view() == GOT(GOT(omnimedia::Tenant::make()).write()).view());
    REFUSED(tenant.set("{"), OMNIMEDIA_SYNTAX);
}

inline void groups() {
    const auto tenant = surface::tenant();
    omnimedia::GroupOptions careful;
    careful.conflicts = omnimedia::Conflicts::refuse;
    GOT(tenant.create_group("Spring", now));
    GOT(tenant.set_group_options("Spring", careful));
    CHECK(has(GOT(tenant.groups()), R"("conflicts":"refuse")"));
    const Target socks = Target::document("S2").in("Spring");
    CHECK(GOT(tenant.copy_into_group(socks, now)) == 1);
    GOT(tenant.remove_from_group(socks, now));
    CHECK(GOT(tenant.check_in(socks, now, socks_in_one)) >= 1);
    const auto shown = [&](const omnimedia::State &state) {
        return std::string(GOT(GOT(tenant.publication(state)).resolve(Query("S2"))).primary()[0].asset());
    };
    CHECK(shown(omnimedia::State::group("Spring")) == "A1" && shown(omnimedia::State::published()) == "A2");

    GOT(tenant.schedule_group("Spring", "2026-01-02T00:00:00Z", now));
    CHECK(shown(omnimedia::State::as_of(now.at)) == "A2" && shown(omnimedia::State::as_of(now.at + 86400)) == "A1");
    REFUSED(tenant.delete_group("Spring", now), OMNIMEDIA_GROUP_SCHEDULE);
    GOT(tenant.unschedule_group("Spring"));
    CHECK(GOT(tenant.run_due(now.at + 86400)).view() == "[]");
    GOT(tenant.schedule_group("Spring", "2026-01-02T00:00:00Z", now));

    // what moved live since is a conflict, and the group refuses those
    GOT(tenant.check_in(Target::document("S2"), later, R"({"master": {"primary": ["V1"]}})"));
    GOT(tenant.publish(Target::document("S2"), later));
    omnimedia::Bytes left_out;
    const auto then = GOT(tenant.publication(omnimedia::State::as_of(now.at + 86400), &left_out));
    CHECK(GOT(then.resolve(Query("S2"))).primary()[0].asset() == "V1");
    CHECK(has(left_out, R"("group":"Spring")"));
    CHECK(has(GOT(tenant.run_due(now.at + 86400)), R"("faults")") && shown(omnimedia::State::published()) == "V1");
    GOT(tenant.unschedule_group("Spring"));
    REFUSED(tenant.run_group("Spring", now), OMNIMEDIA_GROUP_CONFLICT);
    GOT(tenant.set_group_options("Spring", {}));
    CHECK(has(GOT(tenant.run_group("Spring", now)), R"("group":"Spring")"));
    CHECK(shown(omnimedia::State::published()) == "A1");
    GOT(tenant.delete_group("Spring", now));
    CHECK(GOT(tenant.groups()).view() == "[]");

    GOT(tenant.set_group_limits(1, 300));
    GOT(tenant.create_group("Small", now, careful));
    GOT(tenant.copy_into_group(Target::document("S1").in("Small"), now));
    REFUSED(tenant.copy_into_group(Target::document("S2").in("Small"), now), OMNIMEDIA_LIMIT_GROUP_ITEMS);
    GOT(tenant.create_group("Other", now));
    CHECK(GOT(tenant.copy_into_group(Target::document("S1").in("Other"), now, "Small")) == 1);
}

inline void storage() {
    const auto tenant = surface::tenant();
    const auto whole = GOT(tenant.write());
    const auto lines = GOT(tenant.write(omnimedia::Format::json_lines));
    CHECK(GOT(GOT(omnimedia::Tenant::read(whole.view())).write()).view() == whole.view());
    const auto by_lines = GOT(omnimedia::Tenant::read(lines.view(), omnimedia::Format::json_lines));
    CHECK(GOT(by_lines.write()).view() == whole.view());
    REFUSED(omnimedia::Tenant::read("{}"), OMNIMEDIA_TYPE);
    omnimedia::Limits limits = omnimedia::limits();
    limits.identifier = 1;
    REFUSED(omnimedia::Tenant::read(whole.view(), omnimedia::Format::json, &limits), OMNIMEDIA_LIMIT_IDENTIFIER);

    auto units = GOT(tenant.changed_units());
    CHECK(has(units.what, "[\"product\",\"S1\"]\n"));
    std::size_t keys = 0;
    for (std::string_view left = units.what.view(); !left.empty(); left.remove_prefix(left.find('\n') + 1), ++keys) {
        CHECK(GOT(tenant.unit(left.substr(0, left.find('\n')))).has_value());
    }
    CHECK(keys > 3);
    const auto unit = GOT(tenant.unit(R"(["product","S1"])"));
    CHECK(unit && has(*unit, R"("Shirt")") && has(lines, unit->view()));
    CHECK(!GOT(tenant.unit(R"(["product","S9"])")));
    REFUSED(tenant.unit("no key"), OMNIMEDIA_TYPE);
    GOT(tenant.settle_units(units.mark));
    units = GOT(tenant.changed_units());
    CHECK(units.what.view().empty());
    CHECK(same(GOT(tenant.publication()), shop()));
}

inline void rollout() {
    const auto tenant = surface::tenant();
    REFUSED(tenant.turn_on("hq_sync"), OMNIMEDIA_ROLLOUT_ORDER);
    CHECK(has(GOT(tenant.readiness("site_rendering", "128", shop())), R"("is_safe":false)"));
    for (const auto word : {"site_builder_content", "hq_authoring", "hq_sync", "csu_media_locations"}) {
        GOT(tenant.turn_on(word));
    }
    GOT(tenant.turn_on("site_rendering", "128"));
    CHECK(has(GOT(tenant.switches()), R"("site_rendering":["128"])"));
    GOT(tenant.turn_off("site_rendering", "128"));
    CHECK(has(GOT(tenant.switches()), R"("site_rendering":[])"));
    REFUSED(tenant.turn_on("no_such_switch"), OMNIMEDIA_BAD_ARGUMENT);
    // who publishes nothing loses every image of the old shop
    omnimedia::ReadinessOptions options;
    options.publication = GOT(omnimedia::Publication::read(
        R"({"omnimedia": "publication/1", "products": [{"number": "S1"}, {"number": "S2"}, {"number": "S3"}]})"));
    int lost = 0;
    const auto each = [&](std::string_view row) { lost += has(row, "S") ? 1 : 0; };
    CHECK(has(GOT(tenant.readiness("site_rendering", "128", shop(), options, each)), R"("is_safe":false)") && lost > 0);
    const int all = std::exchange(lost, 0);
    CHECK(has(GOT(tenant.readiness("site_rendering", "128", shop(), {}, each)), R"("is_safe":true)"));
    CHECK(lost == 0 && all > 1);
}

}  // namespace surface

#endif  // SURFACE_TENANTS_HPP
