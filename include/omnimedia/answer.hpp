/* Items, answers, swatches and the pictures of categories. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_ANSWER_HPP
#define OMNIMEDIA_ANSWER_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query.hpp"

namespace omnimedia {

/// One picture, video or file of a product.
class Item {
public:
    explicit Item(const omnimedia_item &item) noexcept : item_(item) {}
    std::string_view asset() const noexcept { return detail::view(item_.asset); }
    std::optional<std::string_view> url() const noexcept { return detail::maybe(item_.url); }
    std::optional<std::string_view> purpose() const noexcept { return detail::maybe(item_.purpose); }
    std::optional<std::string_view> alt() const noexcept { return detail::maybe(item_.alt); }
    Kind kind() const noexcept { return static_cast<Kind>(item_.kind); }
    const omnimedia_item &raw() const noexcept { return item_; }

private:
    omnimedia_item item_;
};

/// The items that found room in an array of the caller's.
class Items {
public:
    Items(const omnimedia_item *items, std::size_t room, std::size_t total) noexcept
        : items_(items), size_(total < room ? total : room), total_(total) {}
    /// How many there are to go through.
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    /// How many there would be with more room.
    std::size_t total() const noexcept { return total_; }
    Item operator[](std::size_t at) const noexcept { return Item(items_[at]); }
    detail::Iterator<Items, Item> begin() const noexcept { return {this, 0}; }
    detail::Iterator<Items, Item> end() const noexcept { return {this, size_}; }

private:
    const omnimedia_item *items_;
    std::size_t size_;
    std::size_t total_;
};

/// Room for N items, for the hot look-ups.
template <std::size_t N>
using Gallery = std::array<omnimedia_item, N>;

/// Where an item, or a whole answer, comes from. Its texts live as long as the answer.
class Origin {
public:
    Origin(const omnimedia_origin &origin, Pairs match) noexcept : origin_(origin), match_(std::move(match)) {}
    /// The context of the document; none where no document spoke or severed.
    std::optional<Context> context() const noexcept {
        if (origin_.has_context == 0) return std::nullopt;
        const omnimedia_context &context = origin_.context;
        return Context{detail::view(context.catalog), detail::view(context.channel), detail::view(context.locale)};
    }
    Level level() const noexcept { return static_cast<Level>(origin_.level); }
    std::optional<std::string_view> variant() const noexcept { return detail::maybe(origin_.variant); }
    /// The fixed values of the pattern, at the level of dimensions.
    const Pairs &match() const noexcept { return match_; }

private:
    omnimedia_origin origin_;
    Pairs match_;
};

/// An item of an answer, with all that is known of it; lent by the answer.
class AnswerItem : public Item {
public:
    AnswerItem(const omnimedia_item &item, const omnimedia_answer *answer, omnimedia_list list, std::size_t at) noexcept
        : Item(item), answer_(answer), list_(list), at_(at) {}
    std::optional<std::string_view> text(Field field) const noexcept {
        omnimedia_str text{};
        omnimedia_answer_text(answer_, list_, at_, static_cast<omnimedia_field>(field), &text);
        return detail::maybe(text);
    }
    Texts tags() const {
        return Texts(detail::all<omnimedia_str>([this](omnimedia_str *tags, std::size_t room, std::size_t *count) {
            return omnimedia_answer_tags(answer_, list_, at_, tags, room, count);
        }));
    }
    Pairs properties() const { return properties_of(OMNIMEDIA_OF_ITEM); }
    Pairs asset_properties() const { return properties_of(OMNIMEDIA_OF_ASSET); }
    Origin origin() const {
        omnimedia_origin origin{};
        omnimedia_answer_origin(answer_, list_, at_, &origin);
        auto match = detail::all<omnimedia_pair>([this](omnimedia_pair *to, std::size_t room, std::size_t *count) {
            return omnimedia_answer_origin_match(answer_, list_, at_, to, room, count);
        });
        return {origin, Pairs(std::move(match))};
    }

private:
    Pairs properties_of(omnimedia_owner owner) const {
        return Pairs(detail::all<omnimedia_pair>([&](omnimedia_pair *to, std::size_t room, std::size_t *count) {
            return omnimedia_answer_properties(answer_, owner, list_, at_, to, room, count);
        }));
    }

    const omnimedia_answer *answer_;
    omnimedia_list list_;
    std::size_t at_;
};

/// A list of an answer; lent by the answer.
class AnswerItems {
public:
    AnswerItems(const omnimedia_answer *answer, omnimedia_list list)
        : answer_(answer),
          list_(list),
          items_(detail::all<omnimedia_item>([=](omnimedia_item *to, std::size_t room, std::size_t *count) {
              return omnimedia_answer_items(answer, list, to, room, count);
          })) {}
    std::size_t size() const noexcept { return items_.size(); }
    bool empty() const noexcept { return items_.empty(); }
    AnswerItem operator[](std::size_t at) const noexcept { return {items_[at], answer_, list_, at}; }
    detail::Iterator<AnswerItems, AnswerItem> begin() const noexcept { return {this, 0}; }
    detail::Iterator<AnswerItems, AnswerItem> end() const noexcept { return {this, size()}; }

private:
    const omnimedia_answer *answer_;
    omnimedia_list list_;
    std::vector<omnimedia_item> items_;
};

/// What a product, a variant or a selection shows, with every text, property and origin.
class Answer : public detail::Handle<omnimedia_answer, omnimedia_answer_retain, omnimedia_answer_release> {
public:
    using Handle::Handle;
    std::string_view product() const noexcept { return detail::view(about().product); }
    std::optional<std::string_view> variant() const noexcept { return detail::maybe(about().variant); }
    /// The ordered gallery.
    AnswerItems primary() const { return {get(), OMNIMEDIA_PRIMARY}; }
    /// The items with a purpose.
    AnswerItems additional() const { return {get(), OMNIMEDIA_ADDITIONAL}; }
    /// The place of the default image among the primary items.
    std::optional<std::size_t> default_image() const noexcept {
        std::size_t at = SIZE_MAX;
        omnimedia_answer_default_image(get(), &at);
        return at == SIZE_MAX ? std::nullopt : std::optional<std::size_t>(at);
    }
    /// The first set that spoke, or the document that severed.
    Origin origin() const {
        auto match = detail::all<omnimedia_pair>([this](omnimedia_pair *to, std::size_t room, std::size_t *count) {
            return omnimedia_answer_match(get(), to, room, count);
        });
        return {about().origin, Pairs(std::move(match))};
    }
    /// The extension properties of the product.
    Pairs properties() const {
        return Pairs(detail::all<omnimedia_pair>([this](omnimedia_pair *to, std::size_t room, std::size_t *count) {
            return omnimedia_answer_properties(get(), OMNIMEDIA_OF_PRODUCT, OMNIMEDIA_PRIMARY, 0, to, room, count);
        }));
    }
    Hash hash() const noexcept {
        Hash hash{};
        const omnimedia_answer_info info = about();
        for (std::size_t at = 0; at < hash.size(); ++at) hash[at] = info.hash[at];
        return hash;
    }
    /// The answer as JSON, in the form that every language shares.
    Result<Bytes> json() const {
        return detail::made<Bytes, omnimedia_bytes *>(
            [this](auto out, auto why) { return omnimedia_answer_json(get(), out, why); });
    }

private:
    omnimedia_answer_info about() const noexcept {
        omnimedia_answer_info info{};
        omnimedia_answer_about(get(), &info);
        return info;
    }
};

/// How a value of a dimension looks. Its texts live as long as the object that gave it.
class Swatch {
public:
    explicit Swatch(const omnimedia_swatch &swatch) noexcept : swatch_(swatch) {}
    std::string_view dimension() const noexcept { return detail::view(swatch_.dimension); }
    std::string_view value() const noexcept { return detail::view(swatch_.value); }
    /// The colour, `#2F5D73`: a text of its own, short enough not to allocate.
    std::optional<std::string> hex() const {
        if (swatch_.hex[0] == 0) return std::nullopt;
        return std::string(reinterpret_cast<const char *>(swatch_.hex), 7);
    }
    /// The id of its image, whether or not it may be shown.
    std::optional<std::string_view> asset() const noexcept { return detail::maybe(swatch_.asset); }
    /// Where the image is that is shown.
    std::optional<std::string_view> url() const noexcept { return detail::maybe(swatch_.url); }
    /// The part of the image to show.
    std::optional<omnimedia_crop> crop() const noexcept {
        return swatch_.has_crop == 0 ? std::nullopt : std::optional<omnimedia_crop>(swatch_.crop);
    }
    /// Whether it is the tenant's, not the product's own.
    bool is_central() const noexcept { return swatch_.source == OMNIMEDIA_SWATCH_CENTRAL; }
    Shown shown() const noexcept { return static_cast<Shown>(swatch_.shown); }
    /// What the asset is that is shown; `Kind::image` where none is.
    Kind kind() const noexcept { return static_cast<Kind>(swatch_.kind); }

private:
    omnimedia_swatch swatch_;
};

using Swatches = List<omnimedia_swatch, Swatch>;

/// The picture of a category. Its texts live as long as the object that gave it.
class CategoryImage {
public:
    explicit CategoryImage(const omnimedia_category_image &image) noexcept : image_(image) {}
    /// The id of the asset, whether or not it may be shown; none where the category has no picture here.
    std::optional<std::string_view> asset() const noexcept { return detail::maybe(image_.asset); }
    /// Whether it is shown: known, published and allowed in the channel.
    bool is_shown() const noexcept { return image_.is_shown != 0; }
    std::optional<std::string_view> url() const noexcept { return detail::maybe(image_.url); }
    std::optional<std::string_view> alt() const noexcept { return detail::maybe(image_.alt); }
    std::optional<std::string_view> title() const noexcept { return detail::maybe(image_.title); }
    std::optional<std::string_view> caption() const noexcept { return detail::maybe(image_.caption); }
    std::optional<std::string_view> description() const noexcept { return detail::maybe(image_.description); }
    std::optional<std::string_view> display_name() const noexcept { return detail::maybe(image_.display_name); }
    Kind kind() const noexcept { return static_cast<Kind>(image_.kind); }

private:
    omnimedia_category_image image_;
};

}  // namespace omnimedia

#endif  // OMNIMEDIA_ANSWER_HPP
