/* Texts and pairs, and what is asked for. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_QUERY_HPP
#define OMNIMEDIA_QUERY_HPP

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base.hpp"

namespace omnimedia {

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

namespace detail {

/// A call with a second output, `call(&out, &told, &why)`, of bytes that the caller may want.
template <class T, class Raw, class Call>
Result<T> also(Bytes *to, Call call) {
    Raw out{};
    omnimedia_bytes *told = nullptr;
    omnimedia_fault *why = nullptr;
    const Status status = call(&out, to == nullptr ? nullptr : &told, &why);
    if (status != OMNIMEDIA_OK) return Fault(status, why);
    T made(out);
    if (to != nullptr) *to = Bytes(told);
    return made;
}

}  // namespace detail

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

/// Texts that are passed in, such as the numbers of products; they must live until the call.
///
/// Where they choose some of many, nothing said is all: `options.products = {"S1", "S2"}` are two, `{}` are all, and
/// `Names::none()` are none.
class Names {
public:
    Names() noexcept = default;
    Names(std::initializer_list<std::string_view> texts) {
        for (std::string_view text : texts) add(text);
    }
    /// Those of a range, such as a `std::vector<std::string>` that lives on.
    template <class Range>
    static Names of(const Range &range) {
        Names names = none();
        for (const auto &text : range) names.add(text);
        return names;
    }
    static Names none() noexcept {
        Names names;
        names.said_ = true;
        return names;
    }
    Names &add(std::string_view text) {
        texts_.push_back(detail::raw(text));
        said_ = true;
        return *this;
    }
    /// Says nothing again, and keeps the room.
    void clear() noexcept {
        texts_.clear();
        said_ = false;
    }
    std::size_t size() const noexcept { return texts_.size(); }
    /// For the C interface: NULL where nothing was said.
    const omnimedia_str *data() const noexcept {
        static constexpr omnimedia_str nothing{};
        if (!said_) return nullptr;
        return texts_.empty() ? &nothing : texts_.data();
    }

private:
    std::vector<omnimedia_str> texts_;
    bool said_ = false;
};

/// Values by dimension that are passed in; their texts must live until the call.
class Values {
public:
    Values() noexcept = default;
    Values(std::initializer_list<Pair> pairs) {
        for (const Pair &pair : pairs) add(pair.key, pair.value);
    }
    /// Those of a range of pairs, such as a `std::map<std::string, std::string>` that lives on.
    template <class Range>
    static Values of(const Range &range) {
        Values values;
        for (const auto &[key, value] : range) values.add(key, value);
        return values;
    }
    Values &add(std::string_view dimension, std::string_view value) {
        pairs_.push_back({detail::raw(dimension), detail::raw(value)});
        return *this;
    }
    std::size_t size() const noexcept { return pairs_.size(); }
    const omnimedia_pair *data() const noexcept { return pairs_.data(); }

private:
    std::vector<omnimedia_pair> pairs_;
};

/// Where and in which language something is asked, in this order: catalog, channel, locale. Absent or empty text is the default catalog, Omnichannel, Neutral.
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

}  // namespace omnimedia

#endif  // OMNIMEDIA_QUERY_HPP
