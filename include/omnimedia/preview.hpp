/* A page to look at. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_PREVIEW_HPP
#define OMNIMEDIA_PREVIEW_HPP

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "publication.hpp"

namespace omnimedia {

/// A publication and what it is called on the page.
struct PreviewSide {
    std::string_view caption;
    Publication publication;
};

/// What is on the page: everything unless more is said. Its texts must live until the call.
class PreviewOptions {
public:
    std::string_view title = {};
    /// By their numbers or those of variants.
    Names products = {};
    Names channels = {};
    Names locales = {};
    Names catalogs = {};
    /// How many answers the page may hold; 0 is a million.
    std::uint64_t most_answers = 0;
    /// How many bytes the page may have; 0 is 32 MiB.
    std::uint64_t limit = 0;
    /// Shows images without a small picture from their own urls, so that the page asks the network.
    bool link_pictures = false;

    /// A small picture of an asset: a data url of a PNG, JPEG, GIF, WebP or AVIF picture in base64.
    PreviewOptions &thumbnail(std::string_view asset, std::string_view data_url) {
        thumbnails_.push_back({detail::raw(asset), detail::raw(data_url)});
        return *this;
    }
    omnimedia_preview_options raw() const noexcept {
        omnimedia_preview_options options{};
        options.size = sizeof options;
        options.title = detail::raw(title);
        options.products = products.data();
        options.products_len = products.size();
        options.channels = channels.data();
        options.channels_len = channels.size();
        options.locales = locales.data();
        options.locales_len = locales.size();
        options.catalogs = catalogs.data();
        options.catalogs_len = catalogs.size();
        options.thumbnails = thumbnails_.empty() ? nullptr : thumbnails_.data();
        options.thumbnails_len = thumbnails_.size();
        options.most_answers = most_answers;
        options.limit = limit;
        options.link_pictures = link_pictures ? 1 : 0;
        return options;
    }

private:
    std::vector<omnimedia_pair> thumbnails_;
};

/// One HTML page that shows what products show in every context, and why: of one publication, or of two that are
/// compared, `preview({{"before", shop}, {"after", next}})`.
inline Result<Bytes> preview(std::initializer_list<PreviewSide> sides, const Policy &policy = {},
                             const PreviewOptions &options = {}) {
    std::vector<omnimedia_preview_side> raw;
    for (const PreviewSide &side : sides) raw.push_back({detail::raw(side.caption), side.publication.get()});
    const omnimedia_policy choices = policy.raw();
    const omnimedia_preview_options shown = options.raw();
    return detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
        return omnimedia_preview(raw.empty() ? nullptr : raw.data(), raw.size(), &choices, &shown, out, why);
    });
}

}  // namespace omnimedia

#endif  // OMNIMEDIA_PREVIEW_HPP
