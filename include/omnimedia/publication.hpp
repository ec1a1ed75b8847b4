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
        return detail::perhaps<Fault, omnimedia_fault *>(
            [&](auto out, auto why) { return omnimedia_publication_warnings(get(), out, why); });
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

    /// The media of a product, variant or selection, as the retail API has them: *by record id*.
    Result<void> media_locations(const Query &query, MediaLocations &into, const Policy &policy = {}) const {
        return located(omnimedia_publication_media_locations, query, policy, into);
    }
    /// Those of the selected variant, until one is selected of the product: *for the selected variant*.
    Result<void> selected_media_locations(const Query &query, MediaLocations &into, const Policy &policy = {}) const {
        return located(omnimedia_publication_selected_media_locations, query, policy, into);
    }
    /// What the gallery module shows; texts of curated images are the caller's own.
    Result<void> gallery(const Query &query, MediaLocations &into, const GalleryOptions &options = {},
                         const Policy &policy = {}) const {
        const omnimedia_gallery_options choices = options.raw();
        return located(omnimedia_publication_gallery, query, policy, into, &choices);
    }
    /// What the additional-media module shows, purpose by purpose.
    Result<void> additional_media(const Query &query, MediaLocations &into, const Policy &policy = {}) const {
        return located(omnimedia_publication_additional_media, query, policy, into);
    }
    /// The picture of a category: one location at most.
    Result<void> category_images(std::string_view id, MediaLocations &into, const Context &context = {},
                                 const Policy &policy = {}) const {
        const omnimedia_context raw = context.raw();
        const omnimedia_policy choices = policy.raw();
        return into.fill([&](auto to, auto room, auto count, auto why) {
            return omnimedia_publication_category_images(get(), detail::raw(id), &raw, &choices, to, room, count, why);
        });
    }
    /// A shape of the retail API as JSON; `options` are those of a gallery, and NULL for other shapes.
    Result<Bytes> media_locations_json(Shape shape, const Query &query, const GalleryOptions *options = nullptr,
                                       const Policy &policy = {}) const {
        const omnimedia_query raw = query.raw();
        const omnimedia_policy choices = policy.raw();
        const omnimedia_gallery_options shown = options == nullptr ? omnimedia_gallery_options{} : options->raw();
        return detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_publication_media_locations_json(get(), static_cast<omnimedia_shape>(shape), &raw,
                                                              &choices, options == nullptr ? nullptr : &shown, out,
                                                              why);
        });
    }
    Result<Bytes> category_images_json(std::string_view id, const Context &context = {},
                                       const Policy &policy = {}) const {
        const omnimedia_context raw = context.raw();
        const omnimedia_policy choices = policy.raw();
        return detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_publication_category_images_json(get(), detail::raw(id), &raw, &choices, out, why);
        });
    }

    /// Looks for what is missing, doubled or useless: gives the counts as JSON, and every finding as JSON to `each`,
    /// `each(std::string_view)`, which returns nothing, or whether to go on.
    template <class Each = detail::None>
    Result<Bytes> audit(const AuditOptions &options = {}, Each &&each = {}) const {
        detail::Calls calls(each);
        const detail::RawAudit raw(options);
        return calls.over(detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_publication_audit(get(), raw.get(), calls.each(), calls.user(), out, why);
        }));
    }
    /// What is shown otherwise from this publication to the next; the counts, and every difference to `each`.
    template <class Each = detail::None>
    Result<Bytes> diff(const Publication &after, const DiffOptions &options = {}, Each &&each = {}) const {
        detail::Calls calls(each);
        const detail::RawDiff raw(options);
        return calls.over(detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_publication_diff(get(), after.get(), raw.get(), calls.each(), calls.user(), out, why);
        }));
    }
    /// Which products show the same with fewer sets; the counts, and every such product to `each`.
    template <class Each = detail::None>
    Result<Bytes> minimise(const MinimiseOptions &options = {}, Each &&each = {}) const {
        detail::Calls calls(each);
        const detail::RawMinimise raw(options);
        return calls.over(detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_publication_minimise(get(), raw.get(), calls.each(), calls.user(), out, why);
        }));
    }
    /// The whole publication with fewer sets, which shows the same. `counts` may be NULL.
    Result<Publication> minimised(const MinimiseOptions &options = {}, Bytes *counts = nullptr) const {
        const detail::RawMinimise raw(options);
        return detail::also<Publication, omnimedia_publication *>(counts, [&](auto out, auto told, auto why) {
            return omnimedia_publication_minimised(get(), raw.get(), out, told, why);
        });
    }

private:
    template <class Call, class... Choices>
    Result<void> located(Call call, const Query &query, const Policy &policy, MediaLocations &into,
                         Choices... choices) const {
        const omnimedia_query raw = query.raw();
        const omnimedia_policy policy_raw = policy.raw();
        return into.fill([&](auto to, auto room, auto count, auto why) {
            return call(get(), &raw, &policy_raw, choices..., to, room, count, why);
        });
    }
};

}  // namespace omnimedia

#endif  // OMNIMEDIA_PUBLICATION_HPP
