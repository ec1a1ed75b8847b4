/* Many galleries at once. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_BATCH_HPP
#define OMNIMEDIA_BATCH_HPP

#include <cstddef>
#include <vector>

#include "answer.hpp"

namespace omnimedia {

/// The galleries of many products and variants, one for each number that was asked for, in its order. The room is
/// kept: with the same object a batch allocates only what the ones before it did not need. Texts live as long as the
/// snapshot.
class Galleries {
public:
    /// How many numbers were asked for.
    std::size_t size() const noexcept { return ends_.size(); }
    bool empty() const noexcept { return ends_.empty(); }
    Items operator[](std::size_t at) const noexcept {
        const std::size_t begin = at == 0 ? 0 : ends_[at - 1];
        return {items_.data() + begin, ends_[at] - begin, ends_[at] - begin};
    }
    /// `OMNIMEDIA_OK`, or `OMNIMEDIA_NOT_FOUND`, with which the gallery is empty.
    Status status(std::size_t at) const noexcept { return statuses_[at]; }
    detail::Iterator<Galleries, Items> begin() const noexcept { return {this, 0}; }
    detail::Iterator<Galleries, Items> end() const noexcept { return {this, size()}; }

private:
    friend class Snapshot;

    /// `call(items, room, ends, statuses)`, again where the room was too small.
    template <class Call>
    Result<void> fill(std::size_t numbers, Call call) {
        ends_.assign(numbers, 0);
        statuses_.assign(numbers, OMNIMEDIA_OK);
        for (;;) {
            const Status status = call(items_.empty() ? nullptr : items_.data(), items_.size(), ends_.data(),
                                       statuses_.data());
            if (status != OMNIMEDIA_OK) {
                ends_.clear();
                statuses_.clear();
                return Fault(status);
            }
            if (ends_.empty() || ends_.back() <= items_.size()) return {};
            items_.resize(ends_.back());
        }
    }

    std::vector<omnimedia_item> items_;
    std::vector<std::size_t> ends_;
    std::vector<Status> statuses_;
};

}  // namespace omnimedia

#endif  // OMNIMEDIA_BATCH_HPP
