// The same where exceptions are enabled, and callables that throw: what they throw comes out where they were passed in,
// and never goes through the library.
#include <memory>
#include <stdexcept>

#include "surface/all.hpp"

namespace surface {
namespace {

/// Whether a call lets through what a callable in it threw.
template <class Call>
bool throws(Call call) {
    try {
        call();
    } catch (const std::runtime_error &error) {
        return std::string_view(error.what()) == "enough";
    }
    return false;
}

const auto thrower = [](const auto &...) { throw std::runtime_error("enough"); };

std::size_t throwing_reader(char *, std::size_t) { throw std::runtime_error("enough"); }

/// Who threw is not called any more, and what was thrown first is what comes out.
void once() {
    omnimedia::detail::Thrown thrown;
    int called = 0;
    const auto call = [&]() -> std::int32_t {
        if (++called == 2) throw std::runtime_error("enough");
        return called;
    };
    CHECK(thrown.keep(call) == 1 && thrown.keep(call) == 1 && thrown.keep(call) == 1 && called == 2);
    CHECK(throws([&] { thrown.again(); }));
}

void from_insight() {
    const auto one = shop(), other = next();
    const auto snapshot = GOT(one.flatten()), after = GOT(other.flatten());
    CHECK(throws([&] { (void)one.audit({}, thrower); }));
    CHECK(throws([&] { (void)one.diff(other, {}, thrower); }));
    CHECK(throws([&] { (void)snapshot.diff(after, {}, thrower); }));
    int rows = 0;
    CHECK(throws([&] {
        (void)one.audit({}, [&](std::string_view) {
            if (++rows == 3) throw std::runtime_error("enough");
        });
    }));
    CHECK(rows == 3);
    const auto doubled = GOT(omnimedia::Publication::read(R"({"omnimedia": "publication/1",
        "assets": [{"id": "A1", "kind": "image"}],
        "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}},
            {"channel": "128", "master": {"primary": ["A1"]}}]}]})"));
    CHECK(throws([&] { (void)doubled.minimise({}, thrower); }));
    CHECK(same(one, shop()));
}

void from_manifests() {
    const auto source = tenant(), destination = empty_shop();
    const auto before = GOT(destination.write());
    const auto manifest = GOT(source.export_manifest());
    CHECK(throws([&] { (void)source.export_manifest_to(thrower); }));
    CHECK(throws([&] { (void)destination.import_manifest(manifest.view(), now, {}, thrower); }));
    CHECK(throws([&] { (void)destination.import_manifest_from(throwing_reader, now); }));
    // in the middle, with something of its own to be released
    std::string read;
    CHECK(throws([&] {
        Pieces pieces(manifest.view());
        const auto reader = [&](char *to, std::size_t room) {
            const auto guard = std::make_unique<int>(1);
            const std::size_t len = pieces(to, room);
            read.append(to, len);
            if (read.size() > manifest.view().size() / 2) throw std::runtime_error("enough");
            return len;
        };
        (void)destination.import_manifest_from(reader, now);
    }));
    CHECK(read.size() > manifest.view().size() / 2 && read.size() < manifest.view().size());
    CHECK(GOT(destination.write()).view() == before.view());
    // once one threw, the others are not asked any more
    int asked = 0;
    CHECK(throws([&] {
        auto reader = [&, pieces = Pieces(manifest.view(), 10)](char *to, std::size_t room) mutable {
            return ++asked, pieces(to, room);
        };
        (void)destination.import_manifest_from(reader, now, {}, [&](const auto &) {
            asked = 0;
            throw std::runtime_error("enough");
        });
    }));
    CHECK(asked == 0);
    CHECK(GOT(destination.write()).view() == before.view());

    // and the tenant can be used as before
    const auto imported = GOT(destination.import_manifest(manifest.view(), now));
    CHECK(same(GOT(destination.publication()), shop()));
    CHECK(throws([&] { (void)imported.write_result(Pieces(manifest.view()), thrower); }));
    CHECK(throws([&] { (void)imported.write_result(throwing_reader, [](std::string_view) {}); }));
}

void from_tenants() {
    const auto source = tenant(), destination = empty_shop();
    CHECK(throws([&] { (void)source.transfer(destination, "Ada", {}, thrower); }));
    GOT(source.transfer(destination, "Ada"));
    CHECK(same(GOT(destination.publication()), shop()));
    omnimedia::ReadinessOptions options;
    options.publication = GOT(omnimedia::Publication::read(
        R"({"omnimedia": "publication/1", "products": [{"number": "S1"}, {"number": "S2"}]})"));
    for (const auto word : {"site_builder_content", "hq_authoring", "hq_sync", "csu_media_locations"}) {
        GOT(source.turn_on(word));
    }
    CHECK(throws([&] { (void)source.readiness("site_rendering", "128", shop(), options, thrower); }));
}

}  // namespace
}  // namespace surface

int main(int count, char **words) {
    surface::all(count > 1 ? words[1] : ".");
    surface::once();
    surface::from_insight();
    surface::from_manifests();
    surface::from_tenants();
    return surface::ended();
}
