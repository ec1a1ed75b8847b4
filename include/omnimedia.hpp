/*
 * omnimedia for C++17 and later: which pictures, videos, documents and swatches a product shows, here, in this
 * language. A thin layer over omnimedia.h, whose documentation holds; this file has no code to link but that library.
 *
 * - Objects release themselves. Copies share what they are of; a copy costs one count.
 * - What can be refused returns `Result<T>`: a value, or the `Fault`. Nothing here throws, and nothing needs RTTI.
 * - Texts are `std::string_view`s lent by the object that gave them: they live as long as it, or any copy of it.
 *   Absent text is an empty optional; a view that is passed in and has no data is absent too.
 * - The hot look-ups fill a `Gallery<N>` of the caller's and allocate nothing.
 *
 * ```cpp
 * #include <iostream>
 * #include "omnimedia.hpp"
 *
 * int main() {
 *     constexpr std::string_view json = R"({"omnimedia": "publication/1",
 *         "assets": [{"id": "A1", "kind": "image", "url": "https://cdn.example/shirt.png"}],
 *         "products": [{"number": "S1", "name": "Shirt", "media": [{"master": {"primary": ["A1"]}}]}]})";
 *     auto shop = omnimedia::Publication::read(json);
 *     if (!shop) return std::cerr << shop.fault().text() << '\n', 1;
 *     auto snapshot = shop->flatten();
 *     if (!snapshot) return std::cerr << snapshot.fault().text() << '\n', 1;
 *     auto shelf = snapshot->shelf({"", "128", "fr-CA"});
 *     if (!shelf) return std::cerr << shelf.fault().text() << '\n', 1;
 *
 *     omnimedia::Gallery<8> gallery;
 *     if (auto items = snapshot->primary(*shelf, "S1", gallery)) {
 *         for (omnimedia::Item item : *items) std::cout << *item.url() << "  " << item.alt().value_or("") << '\n';
 *     }
 * }
 * ```
 */
#ifndef OMNIMEDIA_HPP
#define OMNIMEDIA_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "omnimedia.h"

namespace omnimedia {

/// What became of a call: `OMNIMEDIA_OK`, or the number of the fault.
using Status = omnimedia_status;
/// A context that a snapshot or a store interned.
using Shelf = omnimedia_shelf;
/// A content hash, an ETag.
using Hash = std::array<std::uint8_t, 16>;
/// What input may have at most; begin with `limits()`.
using Limits = omnimedia_limits;

/// The default limits, to be changed field by field.
inline Limits limits() noexcept {
    Limits all{};
    all.size = sizeof all;
    return all;
}

enum class Kind { image = OMNIMEDIA_IMAGE, video = OMNIMEDIA_VIDEO, file = OMNIMEDIA_FILE };

enum class Level {
    none = OMNIMEDIA_LEVEL_NONE,
    variant = OMNIMEDIA_LEVEL_VARIANT,
    dimensions = OMNIMEDIA_LEVEL_DIMENSIONS,
    master = OMNIMEDIA_LEVEL_MASTER
};

enum class Field {
    alt = OMNIMEDIA_FIELD_ALT,
    title = OMNIMEDIA_FIELD_TITLE,
    caption = OMNIMEDIA_FIELD_CAPTION,
    description = OMNIMEDIA_FIELD_DESCRIPTION,
    display_name = OMNIMEDIA_FIELD_DISPLAY_NAME
};

enum class Format { json = OMNIMEDIA_JSON, json_lines = OMNIMEDIA_JSON_LINES, text = OMNIMEDIA_TEXT };

enum class Order {
    locale_first = OMNIMEDIA_ORDER_LOCALE_FIRST,
    channel_first = OMNIMEDIA_ORDER_CHANNEL_FIRST,
    documented = OMNIMEDIA_ORDER_DOCUMENTED
};

enum class Parents {
    truncate = OMNIMEDIA_PARENTS_TRUNCATE,
    none = OMNIMEDIA_PARENTS_NONE,
    cldr = OMNIMEDIA_PARENTS_CLDR
};

enum class Inheritance {
    severed = OMNIMEDIA_INHERITANCE_SEVERED,
    context_first = OMNIMEDIA_INHERITANCE_CONTEXT_FIRST,
    entity_first = OMNIMEDIA_INHERITANCE_ENTITY_FIRST
};

enum class AltSource { asset = OMNIMEDIA_ALT_SOURCE_ASSET, product = OMNIMEDIA_ALT_SOURCE_PRODUCT };

/// How a swatch is shown.
enum class Shown { hex = OMNIMEDIA_SHOWN_HEX, image = OMNIMEDIA_SHOWN_IMAGE, text = OMNIMEDIA_SHOWN_TEXT };

namespace detail {

inline const std::uint8_t *bytes(std::string_view text) noexcept {
    return reinterpret_cast<const std::uint8_t *>(text.data());
}

inline omnimedia_str raw(std::string_view text) noexcept { return {bytes(text), text.size()}; }

inline std::string_view view(omnimedia_str text) noexcept {
    return {reinterpret_cast<const char *>(text.data), text.len};
}

inline std::optional<std::string_view> maybe(omnimedia_str text) noexcept {
    if (text.data == nullptr) return std::nullopt;
    return view(text);
}

/// One reference to an object of the library.
template <class T, Status (*Retain)(const T *), Status (*Release)(T *)>
class Handle {
public:
    Handle() noexcept = default;
    /// Takes over a reference.
    explicit Handle(T *object) noexcept : object_(object) {}
    Handle(const Handle &other) noexcept : object_(other.object_) { Retain(object_); }
    Handle(Handle &&other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    Handle &operator=(Handle other) noexcept {
        std::swap(object_, other.object_);
        return *this;
    }
    ~Handle() { Release(object_); }

    /// The handle of the C interface, still this object's; NULL for one that was moved from.
    T *get() const noexcept { return object_; }
    /// The handle of the C interface, now the caller's to release.
    T *leave() noexcept { return std::exchange(object_, nullptr); }

private:
    T *object_ = nullptr;
};

/// Goes through what has `operator[]`.
template <class Of, class Value>
class Iterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Value;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Value;

    Iterator() noexcept = default;
    Iterator(const Of *of, std::size_t at) noexcept : of_(of), at_(at) {}
    Value operator*() const { return (*of_)[at_]; }
    Iterator &operator++() noexcept {
        ++at_;
        return *this;
    }
    Iterator operator++(int) noexcept { return {of_, at_++}; }
    friend bool operator==(const Iterator &one, const Iterator &other) noexcept { return one.at_ == other.at_; }
    friend bool operator!=(const Iterator &one, const Iterator &other) noexcept { return one.at_ != other.at_; }

private:
    const Of *of_ = nullptr;
    std::size_t at_ = 0;
};

/// Everything that a call fills an array with; nothing where it refuses.
template <class Raw, class Call>
std::vector<Raw> all(Call call) {
    std::size_t count = 0;
    if (call(nullptr, std::size_t{0}, &count) != OMNIMEDIA_OK) return {};
    std::vector<Raw> found(count);
    if (count != 0 && call(found.data(), found.size(), &count) != OMNIMEDIA_OK) found.clear();
    return found;
}

}  // namespace detail

/// One fault of those that a call was refused for. Its texts live as long as the `Fault`.
class OneFault {
public:
    explicit OneFault(const omnimedia_fault_info &info) noexcept : info_(info) {}
    Status status() const noexcept { return info_.code; }
    bool is_warning() const noexcept { return info_.is_warning != 0; }
    std::string_view name() const noexcept { return detail::view(info_.name); }
    std::string_view message() const noexcept { return detail::view(info_.message); }
    std::string_view place() const noexcept { return detail::view(info_.place); }
    std::string_view advice() const noexcept { return detail::view(info_.advice); }
    const omnimedia_fault_info &raw() const noexcept { return info_; }

private:
    omnimedia_fault_info info_;
};

/// Why a call was refused: its status and, but for the hot look-ups, which give the status alone, every fault there is.
class Fault : public detail::Handle<omnimedia_fault, omnimedia_fault_retain, omnimedia_fault_release> {
public:
    explicit Fault(Status status, omnimedia_fault *why = nullptr) noexcept : Handle(why), status_(status) {}

    Status status() const noexcept { return status_; }
    /// How many faults are told.
    std::size_t size() const noexcept {
        std::size_t count = 0;
        omnimedia_fault_count(get(), &count);
        return count;
    }
    OneFault operator[](std::size_t index) const noexcept {
        omnimedia_fault_info info{};
        omnimedia_fault_at(get(), index, &info);
        return OneFault(info);
    }
    detail::Iterator<Fault, OneFault> begin() const noexcept { return {this, 0}; }
    detail::Iterator<Fault, OneFault> end() const noexcept { return {this, size()}; }
    /// All of them, a line each; empty where the status alone is known.
    std::string_view text() const noexcept {
        omnimedia_str text{};
        omnimedia_fault_text(get(), &text);
        return detail::view(text);
    }

private:
    Status status_;
};

/// A value, or why there is none. Asking for the one that is not there ends the program.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Fault fault) noexcept : held_(std::in_place_index<1>, std::move(fault)) {}

    explicit operator bool() const noexcept { return held_.index() == 0; }
    T &operator*() & noexcept { return there(std::get_if<0>(&held_)); }
    const T &operator*() const & noexcept { return there(std::get_if<0>(&held_)); }
    T &&operator*() && noexcept { return std::move(there(std::get_if<0>(&held_))); }
    T *operator->() noexcept { return &there(std::get_if<0>(&held_)); }
    const T *operator->() const noexcept { return &there(std::get_if<0>(&held_)); }
    const Fault &fault() const noexcept { return there(std::get_if<1>(&held_)); }
    Status status() const noexcept { return *this ? OMNIMEDIA_OK : fault().status(); }

private:
    template <class U>
    static U &there(U *found) noexcept {
        if (found == nullptr) std::abort();
        return *found;
    }
    std::variant<T, Fault> held_;
};

/// Success, or why not.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() noexcept = default;
    Result(Fault fault) noexcept : fault_(std::move(fault)) {}
    explicit operator bool() const noexcept { return !fault_; }
    const Fault &fault() const noexcept {
        if (!fault_) std::abort();
        return *fault_;
    }
    Status status() const noexcept { return fault_ ? fault_->status() : OMNIMEDIA_OK; }

private:
    std::optional<Fault> fault_;
};

namespace detail {

/// A call with an output and a reason: `call(&out, &why)`.
template <class T, class Raw, class Call>
Result<T> made(Call call) {
    Raw out{};
    omnimedia_fault *why = nullptr;
    Status status = call(&out, &why);
    if (status != OMNIMEDIA_OK) return Fault(status, why);
    return T(out);
}

/// A call that fills an array, `call(to, room, &count, &why)`: all of it.
template <class T, class Raw, class Call>
Result<T> listed(Call call) {
    std::vector<Raw> found;
    std::size_t count = 0;
    do {
        found.resize(count);
        omnimedia_fault *why = nullptr;
        Status status = call(found.empty() ? nullptr : found.data(), found.size(), &count, &why);
        if (status != OMNIMEDIA_OK) return Fault(status, why);
    } while (count > found.size());
    return T(std::move(found));
}

/// A call with a reason alone: `call(&why)`.
template <class Call>
Result<void> done(Call call) {
    omnimedia_fault *why = nullptr;
    Status status = call(&why);
    if (status != OMNIMEDIA_OK) return Fault(status, why);
    return {};
}

}  // namespace detail

/// Text or bytes that the library made.
class Bytes : public detail::Handle<omnimedia_bytes, omnimedia_bytes_retain, omnimedia_bytes_release> {
public:
    using Handle::Handle;
    std::string_view view() const noexcept {
        omnimedia_str text{};
        omnimedia_bytes_view(get(), &text);
        return detail::view(text);
    }
};

/// Two texts that belong together.
struct Pair {
    std::string_view key;
    std::string_view value;
};

/// A list of raw structures as what they are in C++.
template <class Raw, class Value>
class List {
public:
    explicit List(std::vector<Raw> raw) noexcept : raw_(std::move(raw)) {}
    std::size_t size() const noexcept { return raw_.size(); }
    bool empty() const noexcept { return raw_.empty(); }
    Value operator[](std::size_t at) const noexcept {
        if constexpr (std::is_same_v<Raw, omnimedia_pair>) {
            return {detail::view(raw_[at].key), detail::view(raw_[at].value)};
        } else if constexpr (std::is_same_v<Raw, omnimedia_str>) {
            return detail::view(raw_[at]);
        } else {
            return Value(raw_[at]);
        }
    }
    detail::Iterator<List, Value> begin() const noexcept { return {this, 0}; }
    detail::Iterator<List, Value> end() const noexcept { return {this, size()}; }

private:
    std::vector<Raw> raw_;
};

using Pairs = List<omnimedia_pair, Pair>;
using Texts = List<omnimedia_str, std::string_view>;

/// Where and in which language something is asked. Absent or empty text is the default catalog, Omnichannel, Neutral.
struct Context {
    std::string_view catalog = {};
    std::string_view channel = {};
    std::string_view locale = {};

    omnimedia_context raw() const noexcept {
        return {detail::raw(catalog), detail::raw(channel), detail::raw(locale)};
    }
};

/// The choices that decide which assignment wins.
struct Policy {
    Order order = Order::locale_first;
    Parents parents = Parents::truncate;
    Inheritance inheritance = Inheritance::severed;
    AltSource alt_source = AltSource::asset;

    omnimedia_policy raw() const noexcept {
        omnimedia_policy policy{};
        policy.size = sizeof policy;
        policy.order = static_cast<omnimedia_choice>(order);
        policy.parents = static_cast<omnimedia_choice>(parents);
        policy.inheritance = static_cast<omnimedia_choice>(inheritance);
        policy.alt_source = static_cast<omnimedia_choice>(alt_source);
        return policy;
    }
};

/// What is asked for; its texts must live until it was asked.
///
/// `Query("S1").select("Color", "Blue").within({"", "128", "fr-CA"})`
class Query {
public:
    /// A product or variant by its number.
    explicit Query(std::string_view number) noexcept : number_(number) {}
    /// A product or variant by its record id.
    explicit Query(std::uint64_t record_id) noexcept : record_id_(record_id) {}

    Query &variant(std::string_view number) noexcept {
        variant_ = number;
        return *this;
    }
    Query &select(std::string_view dimension, std::string_view value) {
        values_.push_back({detail::raw(dimension), detail::raw(value)});
        return *this;
    }
    Query &within(const Context &context) noexcept {
        context_ = context;
        return *this;
    }
    omnimedia_query raw() const noexcept {
        omnimedia_query query{};
        query.size = sizeof query;
        query.number = detail::raw(number_);
        query.record_id = record_id_;
        query.variant = detail::raw(variant_);
        query.values = values_.empty() ? nullptr : values_.data();
        query.values_len = values_.size();
        query.context = context_.raw();
        return query;
    }

private:
    std::string_view number_ = {};
    std::uint64_t record_id_ = 0;
    std::string_view variant_ = {};
    std::vector<omnimedia_pair> values_;
    Context context_;
};

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
    /// The colour, `#2F5D73`; it lives as long as this `Swatch`.
    std::optional<std::string_view> hex() const & noexcept {
        if (swatch_.hex[0] == 0) return std::nullopt;
        return std::string_view(reinterpret_cast<const char *>(swatch_.hex), 7);
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

/// What a snapshot says of a product or variant itself. Its texts live as long as the snapshot.
class Found {
public:
    explicit Found(const omnimedia_found &found) noexcept : found_(found) {}
    std::string_view product() const noexcept { return detail::view(found_.product); }
    std::optional<std::string_view> variant() const noexcept { return detail::maybe(found_.variant); }
    std::optional<std::string_view> name() const noexcept { return detail::maybe(found_.name); }
    /// 0 where it has none.
    std::uint64_t record_id() const noexcept { return found_.record_id; }

private:
    omnimedia_found found_;
};

/// How a snapshot is opened.
struct OpenOptions {
    bool unverified = false;
    bool in_memory = false;

    omnimedia_open_options raw() const noexcept {
        omnimedia_open_options options{};
        options.size = sizeof options;
        options.unverified = unverified ? 1 : 0;
        options.in_memory = in_memory ? 1 : 0;
        return options;
    }
};

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
    Result<Snapshot> with_delta(std::string_view delta) const {
        return detail::made<Snapshot, omnimedia_snapshot *>([&](auto out, auto why) {
            return omnimedia_snapshot_with_delta(get(), detail::bytes(delta), delta.size(), out, why);
        });
    }
    Result<Snapshot> compact() const {
        return detail::made<Snapshot, omnimedia_snapshot *>(
            [&](auto out, auto why) { return omnimedia_snapshot_compact(get(), out, why); });
    }
    Result<void> verify() const {
        return detail::done([&](auto why) { return omnimedia_snapshot_verify(get(), why); });
    }
    Result<void> save(std::string_view path) const {
        return detail::done([&](auto why) { return omnimedia_snapshot_save(get(), detail::raw(path), why); });
    }
    /// The bytes of a layer: 0 is the base, then come its deltas.
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
    Result<std::string_view> variant_with(std::string_view product, const omnimedia_pair *values,
                                          std::size_t len) const {
        omnimedia_str number{};
        omnimedia_fault *why = nullptr;
        const Status status =
            omnimedia_snapshot_variant_with(get(), detail::raw(product), values, len, &number, &why);
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

private:
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
};

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

/// The version of the library, such as `0.1.0`.
inline std::string_view version() noexcept {
    omnimedia_str text{};
    omnimedia_version(&text);
    return detail::view(text);
}

/// Whether the library that was loaded is the one that this header is for.
inline bool abi_fits() noexcept { return omnimedia_abi_version() == OMNIMEDIA_ABI_VERSION; }

}  // namespace omnimedia

#endif  // OMNIMEDIA_HPP
