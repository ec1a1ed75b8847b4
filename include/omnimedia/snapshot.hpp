/* Snapshots and the hot look-ups. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_SNAPSHOT_HPP
#define OMNIMEDIA_SNAPSHOT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "about.hpp"
#include "answer.hpp"
#include "batch.hpp"
#include "callback.hpp"
#include "insight.hpp"
#include "retail.hpp"

namespace omnimedia {

/// Prepared answers in one string of bytes.
class Snapshot : public detail::Handle<omnimedia_snapshot, omnimedia_snapshot_retain, omnimedia_snapshot_release> {
public:
    using Handle::Handle;

    /// Opens bytes, which are copied.
    static Result<Snapshot> open(std::string_view bytes, const OpenOptions &options = {}) {
        const omnimedia_open_options raw = options.raw();
        return detail::made<Snapshot, omnimedia_snapshot *>([&](auto out, auto why) {
            return omnimedia_snapshot_open(detail::bytes(bytes), bytes.size(), &raw, out, why);
        });
    }
    /// Opens bytes that stay where they are until `released` is called with `user`.
    static Result<Snapshot> borrow(std::string_view bytes, omnimedia_released released, void *user,
                                   const OpenOptions &options = {}) {
        const omnimedia_open_options raw = options.raw();
        return detail::made<Snapshot, omnimedia_snapshot *>([&](auto out, auto why) {
            return omnimedia_snapshot_borrow(detail::bytes(bytes), bytes.size(), &raw, released, user, out, why);
        });
    }
    static Result<Snapshot> open_file(std::string_view path, const OpenOptions &options = {}) {
        const omnimedia_open_options raw = options.raw();
        return detail::made<Snapshot, omnimedia_snapshot *>(
            [&](auto out, auto why) { return omnimedia_snapshot_open_file(detail::raw(path), &raw, out, why); });
    }
    /// The index of shards, in the order of their numbers.
    static Result<Bytes> index_shards(const std::vector<Snapshot> &shards) {
        const auto handles = handles_of(shards);
        return detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_shards_index(handles.data(), handles.size(), out, why);
        });
    }
    /// Opens shards that are open already, with their index, which is copied: one snapshot, asked like any other.
    static Result<Snapshot> open_shards(std::string_view index, const std::vector<Snapshot> &shards,
                                        const OpenOptions &options = {}) {
        const omnimedia_open_options raw = options.raw();
        const auto handles = handles_of(shards);
        return detail::made<Snapshot, omnimedia_snapshot *>([&](auto out, auto why) {
            return omnimedia_snapshot_open_shards(detail::bytes(index), index.size(), handles.data(), handles.size(),
                                                  &raw, out, why);
        });
    }
    /// The same from files.
    static Result<Snapshot> open_shard_files(std::string_view index, const Names &shards,
                                             const OpenOptions &options = {}) {
        const omnimedia_open_options raw = options.raw();
        return detail::made<Snapshot, omnimedia_snapshot *>([&](auto out, auto why) {
            return omnimedia_snapshot_open_shard_files(detail::raw(index), shards.data(), shards.size(), &raw, out,
                                                       why);
        });
    }
    Result<Snapshot> with_delta(std::string_view delta) const {
        return detail::made<Snapshot, omnimedia_snapshot *>([&](auto out, auto why) {
            return omnimedia_snapshot_with_delta(get(), detail::bytes(delta), delta.size(), out, why);
        });
    }
    Result<Snapshot> compact() const {
        return detail::made<Snapshot, omnimedia_snapshot *>(
            [&](auto out, auto why) { return omnimedia_snapshot_compact(get(), out, why); });
    }
    SnapshotInfo about() const noexcept {
        omnimedia_snapshot_info info{};
        omnimedia_snapshot_about(get(), &info);
        return SnapshotInfo(info);
    }
    Result<void> verify() const {
        return detail::done([&](auto why) { return omnimedia_snapshot_verify(get(), why); });
    }
    Result<void> save(std::string_view path) const {
        return detail::done([&](auto why) { return omnimedia_snapshot_save(get(), detail::raw(path), why); });
    }
    /// The bytes of a layer: 0 is the base, then come its deltas; of shards 0 is the index, then come the shards.
    Result<std::string_view> bytes(std::size_t layer = 0) const noexcept {
        return text([&](omnimedia_str *out) { return omnimedia_snapshot_bytes(get(), layer, out); });
    }

    Result<Answer> resolve(const Query &query) const {
        const omnimedia_query raw = query.raw();
        return detail::made<Answer, omnimedia_answer *>(
            [&](auto out, auto why) { return omnimedia_snapshot_resolve(get(), &raw, out, why); });
    }
    /// Interns a context, once, for the hot look-ups below.
    Result<Shelf> shelf(const Context &context = {}) const {
        const omnimedia_context raw = context.raw();
        return detail::made<Shelf, Shelf>(
            [&](auto out, auto why) { return omnimedia_snapshot_shelf(get(), &raw, out, why); });
    }

    /// The ordered gallery of a product or variant, in the caller's array.
    Result<Items> primary(Shelf shelf, std::string_view number, omnimedia_item *items,
                          std::size_t room) const noexcept {
        return looked_up(omnimedia_snapshot_primary, shelf, number, items, room);
    }
    template <std::size_t N>
    Result<Items> primary(Shelf shelf, std::string_view number, Gallery<N> &room) const noexcept {
        return primary(shelf, number, room.data(), N);
    }
    /// The items with a purpose, in the caller's array.
    Result<Items> additional(Shelf shelf, std::string_view number, omnimedia_item *items,
                          std::size_t room) const noexcept {
        return looked_up(omnimedia_snapshot_additional, shelf, number, items, room);
    }
    template <std::size_t N>
    Result<Items> additional(Shelf shelf, std::string_view number, Gallery<N> &room) const noexcept {
        return additional(shelf, number, room.data(), N);
    }
    /// The first primary item that is an image.
    Result<std::optional<Item>> default_image(Shelf shelf, std::string_view number) const noexcept {
        omnimedia_item image{};
        const Status status = omnimedia_snapshot_default_image(get(), shelf, detail::raw(number), &image);
        if (status != OMNIMEDIA_OK) return Fault(status);
        return image.asset.data == nullptr ? std::nullopt : std::optional<Item>(image);
    }
    /// The url of the default image: the shortest look-up there is.
    Result<std::optional<std::string_view>> default_image_url(Shelf shelf, std::string_view number) const noexcept {
        omnimedia_str url{};
        const Status status = omnimedia_snapshot_default_image_url(get(), shelf, detail::raw(number), &url);
        if (status != OMNIMEDIA_OK) return Fault(status);
        return detail::maybe(url);
    }
    /// The urls of the default images of many: `urls[i]` and `statuses[i]` (which may be NULL) for `numbers[i]`.
    Result<void> default_image_urls(Shelf shelf, const omnimedia_str *numbers, std::size_t len, omnimedia_str *urls,
                                    Status *statuses) const noexcept {
        const Status status = omnimedia_snapshot_default_image_urls(get(), shelf, numbers, len, urls, statuses);
        if (status != OMNIMEDIA_OK) return Fault(status);
        return {};
    }
    /// The ordered galleries of many, in room that is kept from batch to batch.
    Result<void> primaries(Shelf shelf, const Names &numbers, Galleries &into) const {
        return into.fill(numbers.size(), [&](auto items, auto room, auto ends, auto statuses) {
            return omnimedia_snapshot_primaries(get(), shelf, numbers.data(), numbers.size(), items, room, ends,
                                                statuses);
        });
    }
    Result<Hash> etag(Shelf shelf, std::string_view number) const noexcept {
        std::uint8_t bytes[16] = {};
        const Status status = omnimedia_snapshot_etag(get(), shelf, detail::raw(number), &bytes);
        if (status != OMNIMEDIA_OK) return Fault(status);
        Hash hash{};
        for (std::size_t at = 0; at < hash.size(); ++at) hash[at] = bytes[at];
        return hash;
    }

    /// The swatches of a product, or of the product of a variant.
    Result<Swatches> swatches(Shelf shelf, std::string_view number) const {
        return detail::listed<Swatches, omnimedia_swatch>([&](auto to, auto room, auto count, omnimedia_fault **) {
            return omnimedia_snapshot_swatches(get(), shelf, detail::raw(number), to, room, count);
        });
    }
    /// The tenant's central swatch of a value: what list pages and refiners show.
    Result<Swatch> central_swatch(std::string_view dimension, std::string_view value) const noexcept {
        omnimedia_swatch swatch{};
        const Status status =
            omnimedia_snapshot_central_swatch(get(), detail::raw(dimension), detail::raw(value), &swatch);
        if (status != OMNIMEDIA_OK) return Fault(status);
        return Swatch(swatch);
    }
    /// The picture of a category in the context of a shelf.
    Result<CategoryImage> category_image(Shelf shelf, std::string_view id) const noexcept {
        omnimedia_category_image image{};
        const Status status = omnimedia_snapshot_category_image(get(), shelf, detail::raw(id), &image);
        if (status != OMNIMEDIA_OK) return Fault(status);
        return CategoryImage(image);
    }

    Result<Found> find(std::string_view number) const noexcept {
        omnimedia_found found{};
        const Status status = omnimedia_snapshot_find(get(), detail::raw(number), &found);
        if (status != OMNIMEDIA_OK) return Fault(status);
        return Found(found);
    }
    Result<std::string_view> number_of(std::uint64_t record_id) const noexcept {
        return text([&](omnimedia_str *out) { return omnimedia_snapshot_number_of(get(), record_id, out); });
    }
    /// The variant of a product that has these values, one for each dimension.
    Result<std::string_view> variant_with(std::string_view product, const Values &values) const {
        omnimedia_str number{};
        omnimedia_fault *why = nullptr;
        const Status status = omnimedia_snapshot_variant_with(get(), detail::raw(product), values.data(),
                                                              values.size(), &number, &why);
        if (status != OMNIMEDIA_OK) return Fault(status, why);
        return detail::view(number);
    }
    /// The variants of a product; none for what is none.
    List<omnimedia_found, Found> variants(std::string_view product) const {
        return List<omnimedia_found, Found>(
            detail::all<omnimedia_found>([&](omnimedia_found *to, std::size_t room, std::size_t *count) {
                return omnimedia_snapshot_variants(get(), detail::raw(product), to, room, count);
            }));
    }
    /// The values of a variant, in the order of the product's dimensions; none for what is none.
    Pairs values(std::string_view variant) const {
        return Pairs(detail::all<omnimedia_pair>([&](omnimedia_pair *to, std::size_t room, std::size_t *count) {
            return omnimedia_snapshot_values(get(), detail::raw(variant), to, room, count);
        }));
    }

    /// The media of a product or variant, as the retail API has them: *by record id*.
    Result<void> media_locations(const Query &query, MediaLocations &into) const {
        return located(omnimedia_snapshot_media_locations, query, into);
    }
    /// Those of the selected variant, until one is selected of the product: *for the selected variant*.
    Result<void> selected_media_locations(const Query &query, MediaLocations &into) const {
        return located(omnimedia_snapshot_selected_media_locations, query, into);
    }
    /// What the gallery module shows; texts of curated images are the caller's own.
    Result<void> gallery(const Query &query, MediaLocations &into, const GalleryOptions &options = {}) const {
        const omnimedia_gallery_options choices = options.raw();
        return located(omnimedia_snapshot_gallery, query, into, &choices);
    }
    /// What the additional-media module shows, purpose by purpose.
    Result<void> additional_media(const Query &query, MediaLocations &into) const {
        return located(omnimedia_snapshot_additional_media, query, into);
    }
    /// The picture of a category: one location at most.
    Result<void> category_images(std::string_view id, MediaLocations &into, const Context &context = {}) const {
        const omnimedia_context raw = context.raw();
        return into.fill([&](auto to, auto room, auto count, auto why) {
            return omnimedia_snapshot_category_images(get(), detail::raw(id), &raw, to, room, count, why);
        });
    }
    /// A shape of the retail API as JSON; `options` are those of a gallery, and NULL for other shapes.
    Result<Bytes> media_locations_json(Shape shape, const Query &query,
                                       const GalleryOptions *options = nullptr) const {
        const omnimedia_query raw = query.raw();
        const omnimedia_gallery_options choices = options == nullptr ? omnimedia_gallery_options{} : options->raw();
        return detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_snapshot_media_locations_json(get(), static_cast<omnimedia_shape>(shape), &raw,
                                                           options == nullptr ? nullptr : &choices, out, why);
        });
    }
    Result<Bytes> category_images_json(std::string_view id, const Context &context = {}) const {
        const omnimedia_context raw = context.raw();
        return detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_snapshot_category_images_json(get(), detail::raw(id), &raw, out, why);
        });
    }

    /// What is shown otherwise from this snapshot to the next, each under its own policy: gives the counts as JSON,
    /// and every difference as JSON to `each`, as `Publication::diff` does.
    template <class Each = detail::None>
    Result<Bytes> diff(const Snapshot &after, const DiffOptions &options = {}, Each &&each = {}) const {
        detail::Calls calls(each);
        const detail::RawDiff raw(options);
        return calls.over(detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_snapshot_diff(get(), after.get(), raw.get(), calls.each(), calls.user(), out, why);
        }));
    }

private:
    static std::vector<const omnimedia_snapshot *> handles_of(const std::vector<Snapshot> &shards) {
        std::vector<const omnimedia_snapshot *> handles;
        handles.reserve(shards.size());
        for (const Snapshot &shard : shards) handles.push_back(shard.get());
        return handles;
    }
    template <class Call>
    static Result<std::string_view> text(Call call) noexcept {
        omnimedia_str out{};
        const Status status = call(&out);
        if (status != OMNIMEDIA_OK) return Fault(status);
        return detail::view(out);
    }
    template <class Look>
    Result<Items> looked_up(Look look, Shelf shelf, std::string_view number, omnimedia_item *items,
                            std::size_t room) const noexcept {
        std::size_t count = 0;
        const Status status = look(get(), shelf, detail::raw(number), items, room, &count);
        if (status != OMNIMEDIA_OK) return Fault(status);
        return Items(items, room, count);
    }
    template <class Call, class... Choices>
    Result<void> located(Call call, const Query &query, MediaLocations &into, Choices... choices) const {
        const omnimedia_query raw = query.raw();
        return into.fill([&](auto to, auto room, auto count, auto why) {
            return call(get(), &raw, choices..., to, room, count, why);
        });
    }
};

}  // namespace omnimedia

#endif  // OMNIMEDIA_SNAPSHOT_HPP
