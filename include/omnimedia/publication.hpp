/* Publications. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_PUBLICATION_HPP
#define OMNIMEDIA_PUBLICATION_HPP

#include <optional>
#include <string_view>
#include <utility>

#include "snapshot.hpp"

namespace omnimedia {

/// What is published, in memory.
class Publication
    : public detail::Handle<omnimedia_publication, omnimedia_publication_retain, omnimedia_publication_release> {
public:
    using Handle::Handle;

    /// Reads `publication/1` as one JSON object or as JSON Lines; `limits` may be NULL.
    static Result<Publication> read(std::string_view bytes, Format format = Format::json,
                                    const Limits *limits = nullptr) {
        return detail::made<Publication, omnimedia_publication *>([&](auto out, auto why) {
            return omnimedia_publication_read(detail::bytes(bytes), bytes.size(), static_cast<omnimedia_format>(format),
                                              limits, out, why);
        });
    }
    Result<Bytes> write(Format format = Format::json) const {
        return detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_publication_write(get(), static_cast<omnimedia_format>(format), out, why);
        });
    }
    /// What is worth a look, such as assets that are not there; none where there is nothing.
    Result<std::optional<Fault>> warnings() const {
        omnimedia_fault *found = nullptr;
        omnimedia_fault *why = nullptr;
        const Status status = omnimedia_publication_warnings(get(), &found, &why);
        if (status != OMNIMEDIA_OK) return Fault(status, why);
        if (found == nullptr) return std::optional<Fault>();
        return std::optional<Fault>(std::in_place, OMNIMEDIA_OK, found);
    }
    Result<Answer> resolve(const Query &query, const Policy &policy = {}) const {
        const omnimedia_query raw = query.raw();
        const omnimedia_policy choices = policy.raw();
        return detail::made<Answer, omnimedia_answer *>([&](auto out, auto why) {
            return omnimedia_publication_resolve(get(), &raw, &choices, out, why);
        });
    }
    /// Why it shows what it shows: a tree of text for people, or JSON.
    Result<Bytes> explain(const Query &query, const Policy &policy = {}, Format format = Format::text) const {
        const omnimedia_query raw = query.raw();
        const omnimedia_policy choices = policy.raw();
        return detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_publication_explain(get(), &raw, &choices, static_cast<omnimedia_format>(format), out,
                                                 why);
        });
    }
    /// The swatches of a product in a context: every value that has one, in the product's order.
    Result<Swatches> swatches(const Query &query, const Policy &policy = {}) const {
        const omnimedia_query raw = query.raw();
        const omnimedia_policy choices = policy.raw();
        return detail::listed<Swatches, omnimedia_swatch>([&](auto to, auto room, auto count, auto why) {
            return omnimedia_publication_swatches(get(), &raw, &choices, to, room, count, why);
        });
    }
    /// The picture of a category in a context: always the channel's.
    Result<CategoryImage> category_image(std::string_view id, const Context &context = {},
                                         const Policy &policy = {}) const {
        const omnimedia_context raw = context.raw();
        const omnimedia_policy choices = policy.raw();
        return detail::made<CategoryImage, omnimedia_category_image>([&](auto out, auto why) {
            return omnimedia_publication_category_image(get(), detail::raw(id), &raw, &choices, out, why);
        });
    }
    /// Prepares every answer under a policy.
    Result<Snapshot> flatten(const Policy &policy = {}) const {
        const omnimedia_policy choices = policy.raw();
        return detail::made<Snapshot, omnimedia_snapshot *>(
            [&](auto out, auto why) { return omnimedia_publication_flatten(get(), &choices, out, why); });
    }
    /// Answers a question in JSON with JSON.
    Result<Bytes> ask(std::string_view request, const Policy &policy = {}) const {
        const omnimedia_policy choices = policy.raw();
        return detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_publication_ask(get(), detail::raw(request), &choices, out, why);
        });
    }
};

}  // namespace omnimedia

#endif  // OMNIMEDIA_PUBLICATION_HPP
