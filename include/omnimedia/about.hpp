/* How snapshots are opened, and what they say of themselves and of products. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_ABOUT_HPP
#define OMNIMEDIA_ABOUT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "query.hpp"

namespace omnimedia {

/// What a snapshot says of a product or variant itself. Its texts live as long as the snapshot.
class Found {
public:
    explicit Found(const omnimedia_found &found) noexcept : found_(found) {}
    std::string_view product() const noexcept { return detail::view(found_.product); }
    std::optional<std::string_view> variant() const noexcept { return detail::maybe(found_.variant); }
    std::optional<std::string_view> name() const noexcept { return detail::maybe(found_.name); }
    /// 0 where it has none.
    std::uint64_t record_id() const noexcept { return found_.record_id; }

private:
    omnimedia_found found_;
};

/// How a snapshot is opened.
struct OpenOptions {
    bool unverified = false;
    bool in_memory = false;

    omnimedia_open_options raw() const noexcept {
        omnimedia_open_options options{};
        options.size = sizeof options;
        options.unverified = unverified ? 1 : 0;
        options.in_memory = in_memory ? 1 : 0;
        return options;
    }
};

/// What a snapshot says of itself.
class SnapshotInfo {
public:
    explicit SnapshotInfo(const omnimedia_snapshot_info &info) noexcept : info_(info) {}
    /// The policy that it was written under.
    Policy policy() const noexcept {
        Policy policy;
        policy.order = static_cast<Order>(info_.order);
        policy.parents = static_cast<Parents>(info_.parents);
        policy.inheritance = static_cast<Inheritance>(info_.inheritance);
        policy.alt_source = static_cast<AltSource>(info_.alt_source);
        return policy;
    }
    /// The hash of its content, which deltas name their base by.
    Hash content_hash() const noexcept {
        Hash hash{};
        for (std::size_t at = 0; at < hash.size(); ++at) hash[at] = info_.content_hash[at];
        return hash;
    }
    /// How many deltas are open on the base.
    std::size_t deltas() const noexcept { return info_.deltas; }
    /// The bytes of all layers.
    std::uint64_t bytes() const noexcept { return info_.bytes; }
    const omnimedia_snapshot_info &raw() const noexcept { return info_; }

private:
    omnimedia_snapshot_info info_;
};

}  // namespace omnimedia

#endif  // OMNIMEDIA_ABOUT_HPP
