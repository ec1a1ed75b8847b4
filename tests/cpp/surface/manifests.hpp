// Manifests by bytes and by callables, file names, and what goes from tenant to tenant.
#ifndef SURFACE_MANIFESTS_HPP
#define SURFACE_MANIFESTS_HPP

#include <algorithm>
#include <optional>

#include "shop.hpp"

namespace surface {

/// Gives a text in small pieces.
class Pieces {
public:
    explicit Pieces(std::string_view text, std::size_t most = 100) : rest_(text), most_(most) {}
    std::size_t operator()(char *buffer, std::size_t room) {
        const std::size_t len = std::min({rest_.size(), room, most_});
        std::copy_n(rest_.begin(), len, buffer);
        rest_.remove_prefix(len);
        return len;
    }

private:
    std::string_view rest_;
    std::size_t most_;
};

inline omnimedia::Tenant empty_shop() { return GOT(omnimedia::Tenant::without_media_of(shop())); }

/// A function is a callable too.
inline std::optional<std::size_t> broken_reader(char *, std::size_t) { return std::nullopt; }

inline void round_trip_by_callables() {
    const auto source = tenant(), destination = empty_shop();
    std::string manifest;
    int pieces = 0, reports = 0;
    const auto report = GOT(source.export_manifest_to([&](std::string_view piece) {
        manifest += piece;
        ++pieces;
        CHECK(bool(source.targets()) && source.remove_channel("128").status() == OMNIMEDIA_IN_USE);
    }));
    CHECK(has(report, R"("rows":12)") && has(report, "cannot_travel") && pieces > 0);
    CHECK(!same(GOT(destination.publication()), shop()));
    omnimedia::ImportOptions options;
    options.total_bytes = manifest.size();
    omnimedia::ImportProgress last{};
    const auto imported = GOT(destination.import_manifest_from(
        Pieces(manifest), later, options, [&](const omnimedia::ImportProgress &progress) {
            last = progress;
            ++reports;
            CHECK(destination.targets().status() == OMNIMEDIA_IN_USE);
        }));
    const auto counts = imported.counts();
    CHECK(counts.rows == 12 && counts.applied == 12 && counts.is_clean == 1 && counts.is_cancelled == 0);
    CHECK(reports > 0 && last.phase == OMNIMEDIA_PHASE_APPLYING && last.bytes == manifest.size());
    CHECK(last.total_bytes == manifest.size());
    CHECK(!GOT(imported.faults()) && !GOT(imported.warnings()) && has(GOT(imported.json()), R"("applied":12)"));
    CHECK(same(GOT(destination.publication()), shop()));

    // the result, both ways
    std::string written;
    GOT(imported.write_result(Pieces(manifest, 7), [&](std::string_view piece) { written += piece; }));
    CHECK(GOT(imported.result(manifest)).view() == written && has(written, "ResultDescription"));
    CHECK(written.size() > manifest.size());
    std::string other = manifest;
    other[other.find("\tTwo\t") + 1] = 'D';
    REFUSED(imported.result(other), OMNIMEDIA_CHANGED_INPUT);
    REFUSED(imported.write_result(Pieces(other), [](std::string_view) {}), OMNIMEDIA_CHANGED_INPUT);
    REFUSED(imported.write_result(broken_reader, [](std::string_view) {}), OMNIMEDIA_READ);
    REFUSED(imported.write_result(Pieces(manifest), [](std::string_view) { return false; }), OMNIMEDIA_WRITE);
}

inline void round_trip_by_bytes() {
    const auto source = tenant(), destination = empty_shop();
    omnimedia::Bytes report;
    const auto manifest = GOT(source.export_manifest({}, &report));
    CHECK(has(report, R"("rows":12)") && GOT(source.export_manifest()).view() == manifest.view());
    omnimedia::ImportOptions options;
    options.dry_run = true;
    CHECK(GOT(destination.import_manifest(manifest.view(), later, options)).counts().applied == 12);
    CHECK(!same(GOT(destination.publication()), shop()));
    CHECK(GOT(destination.import_manifest(manifest.view(), later)).counts().applied == 12);
    CHECK(same(GOT(destination.publication()), shop()));
    CHECK(GOT(destination.import_manifest(manifest.view(), later)).counts().unchanged > 0);

    omnimedia::ExportOptions some;
    some.products = {"S2"};
    some.categories = Names::none();
    const auto few = GOT(source.export_manifest(some));
    CHECK(has(few, "\tS2\t") && !has(few.view(), "\tS1\t") && !has(few.view(), "shirts"));
    some.products = {"none"};
    REFUSED(source.export_manifest(some), OMNIMEDIA_NOT_IN_TENANT);
}

inline void what_goes_wrong_with_manifests() {
    const auto source = tenant(), destination = empty_shop();
    const auto manifest = GOT(source.export_manifest());
    const auto before = GOT(destination.write());
    REFUSED(destination.import_manifest("", later), OMNIMEDIA_NO_HEADER);
    REFUSED(destination.import_manifest_from(broken_reader, later), OMNIMEDIA_READ);
    const auto greedy = [](char *, std::size_t room) { return room + 1; };
    REFUSED(destination.import_manifest_from(greedy, later), OMNIMEDIA_BAD_ARGUMENT);
    REFUSED(source.export_manifest_to([](std::string_view) { return false; }), OMNIMEDIA_WRITE);

    // cancelled at once, nothing was changed
    int reports = 0;
    const auto stop = [&](const omnimedia::ImportProgress &) { return ++reports == 0; };
    const auto cancelled = GOT(destination.import_manifest(manifest.view(), later, {}, stop)).counts();
    CHECK(cancelled.is_cancelled == 1 && cancelled.is_clean == 0 && cancelled.applied == 0 && reports == 1);
    CHECK(GOT(destination.write()).view() == before.view());

    // a row at fault is in the report
    std::string wrong(manifest.view());
    wrong.replace(wrong.find("\tS2\t"), 4, "\tS9\t");
    const auto imported = GOT(destination.import_manifest(wrong, later));
    const auto faults = GOT(imported.faults());
    CHECK(imported.counts().failed == 1 && faults.has_value() && faults->size() == 1 && (*faults)[0].raw().row > 0);
    omnimedia::ImportOptions lenient;
    lenient.lenient = true;
    std::string silent(manifest.view());
    silent.replace(silent.find("\tTwo\t"), 5, "\t\t");
    CHECK(GOT(GOT(empty_shop().import_manifest(silent, later, lenient)).warnings()).has_value());
}

inline void from_the_names_of_files() {
    const auto destination = empty_shop();
    const Names files{"/Products/S1_000_001.png", "/Products/S2_000_001.png", "x"};
    CHECK(has(GOT(destination.read_file_names(files)), R"("assigned":2)"));
    omnimedia::LegacyOptions options;
    options.base_url = "https://old.example";
    const auto migrated = GOT(destination.migrate(files, now, true, options));
    CHECK(has(migrated.read, R"("assigned":2)") && has(migrated.done, R"("S2")"));
    const auto answer = GOT(GOT(destination.publication()).resolve(Query("S2")));
    CHECK(answer.primary().size() == 1 && has(answer.primary()[0].url().value_or(""), "https://old.example"));
    options.patterns = "{";
    REFUSED(destination.read_file_names(files, options), OMNIMEDIA_MALFORMED_PATTERN);
    REFUSED(destination.migrate(files, now, false, options), OMNIMEDIA_MALFORMED_PATTERN);
}

inline void from_tenant_to_tenant() {
    const auto source = tenant(), destination = empty_shop();
    omnimedia::TransferOptions options;
    options.dry_run = true;
    std::uint64_t last = 0, all = 0;
    const auto progress = [&](std::uint64_t done, std::uint64_t total) {
        last = done;
        all = total;
    };
    GOT(source.transfer(destination, "Ada", options, progress));
    CHECK(GOT(destination.targets()).view() == "[]");
    options.dry_run = false;
    GOT(source.transfer(destination, "Ada", options, progress));
    CHECK(all > 0 && last == all && same(GOT(destination.publication()), shop()));
    // the first item, and no more
    const auto stopped = empty_shop();
    GOT(source.transfer(stopped, "Ada", {}, [](std::uint64_t, std::uint64_t) { return false; }));
    const auto few = GOT(stopped.targets());
    CHECK(few.view() != "[]" && few.view().size() < GOT(destination.targets()).view().size());
    // the channel by another name, the language dropped
    const auto other = empty_shop();
    options.channel("128", "129").locale("fr", {});
    options.products = Names::none();
    options.categories = {"shirts"};
    GOT(source.transfer(other, "Ada", options));
    CHECK(has(GOT(other.targets()), R"("channel":"129")") && !has(GOT(other.write()).view(), "\"Un\""));
    REFUSED(source.transfer(source, "Ada"), OMNIMEDIA_BAD_ARGUMENT);
    options.products = {"none"};
    REFUSED(source.transfer(other, "Ada", options), OMNIMEDIA_NOT_IN_TENANT);
}

}  // namespace surface

#endif  // SURFACE_MANIFESTS_HPP
