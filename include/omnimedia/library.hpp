/* The library itself. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_LIBRARY_HPP
#define OMNIMEDIA_LIBRARY_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base.hpp"

namespace omnimedia {

/// What the first 64 bytes of a file say of it.
enum class Probe {
    not_a_snapshot = OMNIMEDIA_PROBE_NOT_A_SNAPSHOT,
    base = OMNIMEDIA_PROBE_BASE,
    delta = OMNIMEDIA_PROBE_DELTA,
    older = OMNIMEDIA_PROBE_OLDER,
    newer = OMNIMEDIA_PROBE_NEWER,
    shard_index = OMNIMEDIA_PROBE_SHARD_INDEX
};

/// The version of the library, such as `0.1.0`.
inline std::string_view version() noexcept {
    omnimedia_str text{};
    omnimedia_version(&text);
    return detail::view(text);
}

/// Whether the library that was loaded is the one that this header is for.
inline bool abi_fits() noexcept { return omnimedia_abi_version() == OMNIMEDIA_ABI_VERSION; }

/// Tries the library out on a publication of its own: once at the start of a host, or after an installation.
inline Result<void> self_test() {
    return detail::done([](auto why) { return omnimedia_self_test(why); });
}

/// How many handles are not released yet: 0 where a host has let go of everything.
inline std::size_t handles_alive() noexcept { return omnimedia_handles_alive(); }

/// What a file is, by its first 64 bytes.
inline Result<Probe> probe(std::string_view bytes) noexcept {
    omnimedia_probe_kind kind{};
    const Status status = omnimedia_probe(detail::bytes(bytes), bytes.size(), &kind);
    if (status != OMNIMEDIA_OK) return Fault(status);
    return static_cast<Probe>(kind);
}

/// The shard of a product among so many, by its number, which is UTF-8: the same in every build and on every platform.
inline Result<std::uint32_t> shard_of(std::string_view product_number, std::uint32_t shards) noexcept {
    std::uint32_t shard = 0;
    const Status status = omnimedia_shard_of(detail::raw(product_number), shards, &shard);
    if (status != OMNIMEDIA_OK) return Fault(status);
    return shard;
}

}  // namespace omnimedia

#endif  // OMNIMEDIA_LIBRARY_HPP
