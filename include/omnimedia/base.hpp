/* Choices, handles, faults and results. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_BASE_HPP
#define OMNIMEDIA_BASE_HPP

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
    /// All of them, a line each; the name of the status where that alone is known, as after a look-up.
    std::string_view text() const noexcept {
        omnimedia_str text{};
        if (get() == nullptr || omnimedia_fault_text(get(), &text) != OMNIMEDIA_OK) {
            omnimedia_status_name(status_, &text);
        }
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
    /// The value itself, so that `for (auto item : *look_up())` may be written.
    T operator*() && { return std::move(there(std::get_if<0>(&held_))); }
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

/// A call whose output may be nothing, `call(&out, &why)`: handles, and faults that are told of what went well.
template <class T, class Raw, class Call>
Result<std::optional<T>> perhaps(Call call) {
    Raw out{};
    omnimedia_fault *why = nullptr;
    Status status = call(&out, &why);
    if (status != OMNIMEDIA_OK) return Fault(status, why);
    if (out == nullptr) return std::optional<T>();
    if constexpr (std::is_same_v<T, Fault>) {
        return std::optional<T>(std::in_place, OMNIMEDIA_OK, out);
    } else {
        return std::optional<T>(std::in_place, out);
    }
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

}  // namespace omnimedia

#endif  // OMNIMEDIA_BASE_HPP
