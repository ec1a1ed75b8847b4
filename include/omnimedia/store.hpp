/* The live store. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_STORE_HPP
#define OMNIMEDIA_STORE_HPP

#include <string_view>

#include "snapshot.hpp"

namespace omnimedia {

/// Holds the snapshot that is asked now, while another takes its place.
class Store : public detail::Handle<omnimedia_store, omnimedia_store_retain, omnimedia_store_release> {
public:
    using Handle::Handle;

    static Result<Store> make(const Snapshot &snapshot) {
        return detail::made<Store, omnimedia_store *>(
            [&](auto out, auto why) { return omnimedia_store_new(snapshot.get(), out, why); });
    }
    /// The snapshot of this moment; take it once for a page or a batch.
    Result<Snapshot> snapshot() const noexcept {
        omnimedia_snapshot *taken = nullptr;
        const Status status = omnimedia_store_snapshot(get(), &taken);
        if (status != OMNIMEDIA_OK) return Fault(status);
        return Snapshot(taken);
    }
    /// Interns a context, once, for every snapshot that the store holds now or later.
    Result<Shelf> shelf(const Context &context = {}) const {
        const omnimedia_context raw = context.raw();
        return detail::made<Shelf, Shelf>(
            [&](auto out, auto why) { return omnimedia_store_shelf(get(), &raw, out, why); });
    }
    Result<void> replace(const Snapshot &snapshot) const {
        return detail::done([&](auto why) { return omnimedia_store_replace(get(), snapshot.get(), why); });
    }
    Result<void> add(std::string_view delta) const {
        return detail::done(
            [&](auto why) { return omnimedia_store_add(get(), detail::bytes(delta), delta.size(), why); });
    }
};

}  // namespace omnimedia

#endif  // OMNIMEDIA_STORE_HPP
