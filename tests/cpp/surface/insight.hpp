// Audit, diff and minimise.
#ifndef SURFACE_INSIGHT_HPP
#define SURFACE_INSIGHT_HPP

#include <vector>

#include "shop.hpp"

namespace surface {

inline void audits() {
    const auto publication = shop();
    std::vector<std::string> rows;
    const auto each = [&](std::string_view row) { rows.emplace_back(row); };
    omnimedia::AuditOptions options;
    options.checks = {"no_image"};
    CHECK(has(GOT(publication.audit(options, each)), R"("total":6)") && rows.size() == 6);
    CHECK(has(rows.front(), R"("product":"S3")"));
    CHECK(has(GOT(publication.audit()), R"("no_image":6)"));
    // who has seen enough
    int seen = 0;
    CHECK(has(GOT(publication.audit(options, [&](std::string_view) { return ++seen < 2; })), R"("is_complete":false)"));
    CHECK(seen == 2);
    omnimedia::Limits limits = omnimedia::limits();
    limits.answers = 1;
    options.limits = &limits;
    REFUSED(publication.audit(options, each), OMNIMEDIA_LIMIT_ANSWERS);
    options = {};
    options.checks = {"no_such_check"};
    REFUSED(publication.audit(options), OMNIMEDIA_BAD_ARGUMENT);
}

/// `before` with other socks.
inline omnimedia::Publication next() {
    const auto tenant = surface::tenant();
    GOT(tenant.check_in(Target::document("S2"), later, R"({"master": {"primary": ["A1"]}})"));
    GOT(tenant.publish(Target::document("S2"), later));
    return GOT(tenant.publication());
}

inline void differences() {
    const auto before = shop(), after = next();
    std::vector<std::string> rows;
    const auto each = [&](std::string_view row) { rows.emplace_back(row); };
    CHECK(has(GOT(before.diff(after, {}, each)), R"("is_complete":true)") && !rows.empty());
    for (const auto &row : rows) CHECK(has(row, R"("product":"S2")"));
    const std::size_t found = rows.size();
    rows.clear();
    const auto one = GOT(before.flatten()), other = GOT(after.flatten());
    CHECK(has(GOT(one.diff(other, {}, each)), R"("is_complete":true)") && rows.size() == found);
    CHECK(has(GOT(one.diff(one)), R"("total":0)"));
    omnimedia::DiffOptions options;
    options.products = {"S1"};
    CHECK(has(GOT(before.diff(after, options)), R"("total":0)"));
    options.policy = omnimedia::Policy{};
    REFUSED(one.diff(other, options), OMNIMEDIA_BAD_ARGUMENT);
    CHECK(has(GOT(before.diff(after, options)), R"("total":0)"));
}

inline void fewer_sets() {
    // the channel's document says what Omnichannel says
    const auto publication = GOT(omnimedia::Publication::read(R"({"omnimedia": "publication/1",
        "assets": [{"id": "A1", "kind": "image"}],
        "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}},
            {"channel": "128", "master": {"primary": ["A1"]}}]}]})"));
    std::vector<std::string> rows;
    omnimedia::MinimiseOptions options;
    options.products = {"S1"};
    const auto counts = GOT(publication.minimise(options, [&](std::string_view row) { rows.emplace_back(row); }));
    CHECK(has(counts, R"("products_changed":1)") && rows.size() == 1 && has(rows[0], "S1"));
    omnimedia::Bytes told;
    const auto fewer = GOT(publication.minimised(options, &told));
    CHECK(told.view() == counts.view() && same(publication, fewer));
    CHECK(GOT(fewer.write()).view().size() < GOT(publication.write()).view().size());
    CHECK(has(GOT(GOT(fewer.minimised()).minimise()), R"("products_changed":0)"));
    options.products = Names::none();
    CHECK(has(GOT(publication.minimise(options)), R"("products_changed":0)"));
}

}  // namespace surface

#endif  // SURFACE_INSIGHT_HPP
