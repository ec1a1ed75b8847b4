/*
 * Publications by calls: the builder of omnimedia.h in C++. Part of omnimedia.hpp; include that.
 *
 * Entities come one by one, in any order; what belongs to one follows it. Calls chain; the first one that is refused
 * is kept and told by `finish`, and those after it do nothing.
 *
 * ```cpp
 * #include <iostream>
 * #include "omnimedia.hpp"
 *
 * int main() {
 *     omnimedia::Builder builder;
 *     builder.asset("A1", omnimedia::Kind::image, "https://cdn.example/blue.png")
 *         .text("fr", omnimedia::Field::alt, "Une chemise bleue")
 *         .product("S1", 0, "Shirt")
 *         .dimension("Color", {"Blue", "Red"})
 *         .variant("S1-B", 0, {{"Color", "Blue"}})
 *         .document({"", "128", ""})
 *         .pattern({{"Color", "Blue"}})
 *         .primary("A1");
 *     auto shop = builder.finish();
 *     if (!shop) return std::cerr << shop.fault().text() << '\n', 1;
 *     auto answer = shop->resolve(omnimedia::Query("S1-B").within({"", "128", "fr-CA"}));
 *     if (!answer) return std::cerr << answer.fault().text() << '\n', 1;
 *     for (const auto item : answer->primary()) std::cout << item.url().value_or("") << "  " << item.alt().value_or("") << '\n';
 * }
 * ```
 */
#ifndef OMNIMEDIA_BUILDER_HPP
#define OMNIMEDIA_BUILDER_HPP

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "publication.hpp"

namespace omnimedia {

/// What a list does with the rest of its chain.
enum class Mode {
    replace = OMNIMEDIA_MODE_REPLACE,
    inherit = OMNIMEDIA_MODE_INHERIT,
    append = OMNIMEDIA_MODE_APPEND,
    prepend = OMNIMEDIA_MODE_PREPEND
};

/// Collects entities; `finish` checks them and makes a publication. It can be moved, not copied; one
/// thread at a time.
class Builder {
public:
    /// `limits` may be NULL.
    explicit Builder(const Limits *limits = nullptr) {
        omnimedia_builder *made = nullptr;
        keep([&](auto, auto why) { return omnimedia_builder_new(limits, &made, why); });
        builder_ = Held(made);
    }
    Builder(Builder &&) noexcept = default;
    Builder &operator=(Builder &&) noexcept = default;

    /// Adds entities that are written in JSON, a line each.
    Builder &json(std::string_view lines) { return with(omnimedia_builder_json, lines); }

    Builder &channel(std::string_view id, std::string_view name = {}) {
        return with(omnimedia_builder_channel, id, name);
    }
    Builder &channel_locale(std::string_view locale) { return with(omnimedia_builder_channel_locale, locale); }

    Builder &asset(std::string_view id, Kind kind, std::string_view url = {}) {
        return keep([&](auto to, auto why) {
            return omnimedia_builder_asset(to, detail::raw(id), static_cast<omnimedia_kind>(kind), detail::raw(url),
                                           why);
        });
    }
    Builder &published(bool is) {
        return keep([&](auto to, auto why) { return omnimedia_builder_asset_published(to, is ? 1 : 0, why); });
    }
    /// From now on the asset is shown in such channels alone.
    Builder &only_in(std::string_view channel) { return with(omnimedia_builder_asset_channel, channel); }
    Builder &in_no_channel() { return with(omnimedia_builder_asset_no_channel); }

    Builder &category(std::string_view id, std::string_view name = {}) {
        return with(omnimedia_builder_category, id, name);
    }
    Builder &category_document(const Context &context) { return within(omnimedia_builder_category_document, context); }
    Builder &category_image(std::string_view asset) { return with(omnimedia_builder_category_image, asset); }

    Builder &product(std::string_view number, std::uint64_t record_id = 0, std::string_view name = {}) {
        return keep([&](auto to, auto why) {
            return omnimedia_builder_product(to, detail::raw(number), record_id, detail::raw(name), why);
        });
    }
    Builder &product_category(std::string_view category) { return with(omnimedia_builder_product_category, category); }
    /// `{"Blue", "Red"}`, or `Names::of(range)`.
    Builder &dimension(std::string_view name, const Names &values) {
        return keep([&](auto to, auto why) {
            return omnimedia_builder_dimension(to, detail::raw(name), values.data(), values.size(), why);
        });
    }
    /// `{{"Color", "Blue"}}`, or `Values::of(range)`.
    Builder &variant(std::string_view number, std::uint64_t record_id, const Values &values) {
        return keep([&](auto to, auto why) {
            return omnimedia_builder_variant(to, detail::raw(number), record_id, values.data(), values.size(), why);
        });
    }

    Builder &document(const Context &context = {}) { return within(omnimedia_builder_document, context); }
    /// The set of the product itself.
    Builder &master() { return with(omnimedia_builder_master); }
    /// The set of a dimension combination; `*` is any value.
    Builder &pattern(const Values &values) {
        return keep(
            [&](auto to, auto why) { return omnimedia_builder_pattern(to, values.data(), values.size(), why); });
    }
    Builder &variant_set(std::string_view number) { return with(omnimedia_builder_variant_set, number); }
    Builder &primary_mode(Mode mode) { return list(OMNIMEDIA_PRIMARY, mode); }
    Builder &additional_mode(Mode mode) { return list(OMNIMEDIA_ADDITIONAL, mode); }
    Builder &primary(std::string_view asset) { return item(OMNIMEDIA_PRIMARY, {}, asset); }
    Builder &additional(std::string_view purpose, std::string_view asset) {
        return item(OMNIMEDIA_ADDITIONAL, purpose, asset);
    }

    Builder &swatch(std::string_view dimension, std::string_view value, std::string_view hex,
                    std::string_view asset = {}, const omnimedia_crop *crop = nullptr) {
        return painted(omnimedia_builder_swatch, dimension, value, hex, asset, crop);
    }
    Builder &central_swatch(std::string_view dimension, std::string_view value, std::string_view hex,
                            std::string_view asset = {}, const omnimedia_crop *crop = nullptr) {
        return painted(omnimedia_builder_central_swatch, dimension, value, hex, asset, crop);
    }

    /// A text of the asset, item or picture of a category that was begun last; no locale is Neutral.
    Builder &text(std::string_view locale, Field field, std::string_view text) {
        return keep([&](auto to, auto why) {
            return omnimedia_builder_text(to, detail::raw(locale), static_cast<omnimedia_field>(field),
                                          detail::raw(text), why);
        });
    }
    Builder &tag(std::string_view locale, std::string_view tag) { return with(omnimedia_builder_tag, locale, tag); }
    Builder &property(std::string_view key, std::string_view value) {
        return with(omnimedia_builder_property, key, value);
    }

    /// The first call that was refused, or what the whole is refused for, or the publication. The builder is empty
    /// afterwards and can be used for another one.
    Result<Publication> finish() {
        omnimedia_publication *made = nullptr;
        omnimedia_fault *why = nullptr;
        const Status status = omnimedia_builder_finish(builder_.get(), &made, &why);
        // both are taken over before one of them is given back
        Publication whole(made);
        Fault fault(status, why);
        if (refused_) return *std::exchange(refused_, std::nullopt);
        if (status != OMNIMEDIA_OK) return fault;
        return whole;
    }

private:
    using Held = detail::Handle<omnimedia_builder, omnimedia_builder_retain, omnimedia_builder_release>;

    template <class Call>
    Builder &keep(Call call) {
        if (refused_) return *this;
        omnimedia_fault *why = nullptr;
        const Status status = call(builder_.get(), &why);
        if (status != OMNIMEDIA_OK) refused_.emplace(status, why);
        return *this;
    }
    template <class Call, class... Texts>
    Builder &with(Call call, Texts... texts) {
        return keep([&](auto to, auto why) { return call(to, detail::raw(texts)..., why); });
    }
    template <class Call>
    Builder &within(Call call, const Context &context) {
        const omnimedia_context raw = context.raw();
        return keep([&](auto to, auto why) { return call(to, &raw, why); });
    }
    template <class Call>
    Builder &painted(Call call, std::string_view dimension, std::string_view value, std::string_view hex,
                     std::string_view asset, const omnimedia_crop *crop) {
        // empty is absent
        const auto raw = [](std::string_view text) { return text.empty() ? omnimedia_str{} : detail::raw(text); };
        return keep([&](auto to, auto why) {
            return call(to, detail::raw(dimension), detail::raw(value), raw(hex), raw(asset), crop, why);
        });
    }
    Builder &list(omnimedia_list list, Mode mode) {
        return keep([&](auto to, auto why) {
            return omnimedia_builder_list(to, list, static_cast<omnimedia_mode>(mode), why);
        });
    }
    Builder &item(omnimedia_list list, std::string_view purpose, std::string_view asset) {
        return keep([&](auto to, auto why) {
            return omnimedia_builder_item(to, list, detail::raw(purpose), detail::raw(asset), why);
        });
    }

    Held builder_;
    std::optional<Fault> refused_;
};

}  // namespace omnimedia

#endif  // OMNIMEDIA_BUILDER_HPP
