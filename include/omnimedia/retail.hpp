/* The shapes of the retail API: media locations and the gallery. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_RETAIL_HPP
#define OMNIMEDIA_RETAIL_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "query.hpp"

namespace omnimedia {

/// Which shape of the retail API a JSON text has.
enum class Shape {
    media_locations = OMNIMEDIA_SHAPE_MEDIA_LOCATIONS,
    selected_media_locations = OMNIMEDIA_SHAPE_SELECTED_MEDIA_LOCATIONS,
    gallery = OMNIMEDIA_SHAPE_GALLERY,
    additional_media = OMNIMEDIA_SHAPE_ADDITIONAL_MEDIA
};

/// Where the alt texts of a gallery come from.
enum class GalleryAlt {
    by_policy = OMNIMEDIA_GALLERY_ALT_BY_POLICY,
    asset = OMNIMEDIA_GALLERY_ALT_ASSET,
    product = OMNIMEDIA_GALLERY_ALT_PRODUCT
};

/// What the gallery module lets an author choose.
class GalleryOptions {
public:
    /// Shows the images of the master behind those of a selected variant.
    bool show_master_images = false;
    /// Lets values that do not come to a variant have a say.
    bool partial_selection = false;
    bool without_videos = false;
    GalleryAlt alt_text = GalleryAlt::by_policy;

    /// Shows a medium behind the product's own; its texts must live as long as the locations are read.
    GalleryOptions &curate(std::string_view uri, std::string_view alt_text_of_it = {}, Kind kind = Kind::image) {
        curated_.push_back({detail::raw(uri), detail::raw(alt_text_of_it), static_cast<omnimedia_kind>(kind)});
        return *this;
    }
    omnimedia_gallery_options raw() const noexcept {
        omnimedia_gallery_options options{};
        options.size = sizeof options;
        options.show_master_images = show_master_images ? 1 : 0;
        options.partial_selection = partial_selection ? 1 : 0;
        options.without_videos = without_videos ? 1 : 0;
        options.alt_text = static_cast<omnimedia_choice>(alt_text);
        options.curated = curated_.empty() ? nullptr : curated_.data();
        options.curated_len = curated_.size();
        return options;
    }

private:
    std::vector<omnimedia_curated_image> curated_;
};

/// Where one medium is, and how it is shown: `MediaLocation` of the Retail Server API.
class MediaLocation {
public:
    explicit MediaLocation(const omnimedia_media_location &location) noexcept : location_(location) {}
    std::optional<std::string_view> uri() const noexcept { return detail::maybe(location_.uri); }
    std::optional<std::string_view> alt_text() const noexcept { return detail::maybe(location_.alt_text); }
    /// The id of the asset; none where it is curated.
    std::optional<std::string_view> asset() const noexcept { return detail::maybe(location_.asset); }
    /// What it is for; none but for additional media.
    std::optional<std::string_view> purpose() const noexcept { return detail::maybe(location_.purpose); }
    Kind kind() const noexcept { return static_cast<Kind>(location_.kind); }
    /// Its place in the list it came in, 1 first.
    std::uint32_t priority() const noexcept { return location_.priority; }
    bool is_default() const noexcept { return location_.is_default != 0; }
    /// Whether the host has to say where its media server is.
    bool is_self_hosted() const noexcept { return location_.is_self_hosted != 0; }
    /// Whether variants share it, since it was assigned to the product or a pattern.
    bool is_applicable_for_child_entities() const noexcept {
        return location_.is_applicable_for_child_entities != 0;
    }
    const omnimedia_media_location &raw() const noexcept { return location_; }

private:
    omnimedia_media_location location_;
};

/// The media locations that a call gave. The room is kept: pass the same object again, and a call allocates only what
/// the ones before it did not need. Texts live as long as what was asked; a call that is refused leaves nothing here.
class MediaLocations {
public:
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    MediaLocation operator[](std::size_t at) const noexcept { return MediaLocation(room_[at]); }
    detail::Iterator<MediaLocations, MediaLocation> begin() const noexcept { return {this, 0}; }
    detail::Iterator<MediaLocations, MediaLocation> end() const noexcept { return {this, size_}; }

private:
    friend class Publication;
    friend class Snapshot;

    /// `call(to, room, &count, &why)`, again where the room was too small.
    template <class Call>
    Result<void> fill(Call call) {
        size_ = 0;
        for (;;) {
            std::size_t count = 0;
            omnimedia_fault *why = nullptr;
            const Status status = call(room_.empty() ? nullptr : room_.data(), room_.size(), &count, &why);
            if (status != OMNIMEDIA_OK) return Fault(status, why);
            if (count <= room_.size()) {
                size_ = count;
                return {};
            }
            room_.resize(count);
        }
    }

    std::vector<omnimedia_media_location> room_;
    std::size_t size_ = 0;
};

}  // namespace omnimedia

#endif  // OMNIMEDIA_RETAIL_HPP
