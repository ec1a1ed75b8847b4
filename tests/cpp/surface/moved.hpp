// Objects that were moved from, and objects of none: a status, no crash.
#ifndef SURFACE_MOVED_HPP
#define SURFACE_MOVED_HPP

#include "manifests.hpp"

namespace surface {

inline void moved_from() {
    auto tenant = surface::tenant();
    const auto kept = std::move(tenant);
    const Target socks = Target::document("S2");
    const auto none = [](const auto &result) { return !result && result.status() == OMNIMEDIA_NULL_ARGUMENT; };
    // NOLINTBEGIN(bugprone-use-after-move)
    CHECK(none(tenant.write()) && none(tenant.publication()) && none(tenant.edit(socks, now)));
    CHECK(none(tenant.check_in(socks, now, "{}")) && none(tenant.publish(socks, now)) && none(tenant.groups()));
    CHECK(none(tenant.import_manifest("", now)) && none(tenant.export_manifest()));
    CHECK(none(tenant.import_manifest_from(Pieces("x"), now)) && none(tenant.export_manifest_to([](auto) {})));
    CHECK(none(tenant.transfer(kept, "Ada")) && none(kept.transfer(tenant, "Ada")) && none(tenant.changes()));
    CHECK(none(tenant.migrate({"x"}, now)) && none(tenant.readiness("hq_sync", {}, shop())));
    CHECK(none(tenant.life(socks)) && none(tenant.read_file_names({"x"})) && none(tenant.unit(R"(["product","S1"])")));
    // NOLINTEND(bugprone-use-after-move)
    const omnimedia::Imported imported;
    CHECK(none(imported.json()) && none(imported.result("")) && imported.counts().rows == 0 && none(imported.faults()));
    CHECK(none(imported.write_result(Pieces(""), [](auto) {})));
    const omnimedia::Publication publication;
    omnimedia::MediaLocations into;
    CHECK(none(publication.audit()) && none(publication.diff(shop())) && none(shop().diff(publication)));
    CHECK(none(publication.minimised()) && none(publication.gallery(Query("S1"), into)));
    CHECK(none(omnimedia::preview({{"none", publication}})) && none(omnimedia::Tenant::from(publication, now)));
    CHECK(none(omnimedia::Tenant::without_media_of(publication)) && none(kept.delta({})));
    const omnimedia::Snapshot snapshot;
    omnimedia::Galleries galleries;
    CHECK(none(snapshot.media_locations(Query("S1"), into)) && none(snapshot.diff(snapshot)) && into.empty());
    CHECK(none(snapshot.primaries(0, {"S1"}, galleries)) && snapshot.about().bytes() == 0);
}

/// A handle of another type, and one that is released, taken over as what they are not.
inline void wrong_handles() {
    const auto wrong = [](const auto &result) { return !result && result.status() == OMNIMEDIA_WRONG_HANDLE; };
    auto publication = shop();
    omnimedia::Tenant other(reinterpret_cast<omnimedia_tenant *>(publication.get()));
    CHECK(wrong(other.write()) && wrong(other.import_manifest("x", now)) && wrong(other.transfer(other, "Ada")));
    CHECK(wrong(other.export_manifest_to([](auto) {})));
    other.leave();
    CHECK(GOT(publication.resolve(Query("S1"))).primary().size() == 3);
    omnimedia::Imported released;
    {
        const auto tenant = empty_shop();
        const auto imported = GOT(tenant.import_manifest(GOT(surface::tenant().export_manifest()).view(), now));
        released = omnimedia::Imported(imported.get());
    }
    CHECK(wrong(released.json()) && wrong(released.result("x")) && released.counts().rows == 0);
}

}  // namespace surface

#endif  // SURFACE_MOVED_HPP
