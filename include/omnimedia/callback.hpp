/*
 * Callables of the caller's as callbacks of the C interface. Part of omnimedia.hpp; include that.
 *
 * Who is told something returns nothing, or `bool`: false ends the work. Where exceptions are enabled, one that a
 * callable throws never passes through the library: it ends the work as false would, waits until the call is over, and
 * is thrown again from there.
 */
#ifndef OMNIMEDIA_CALLBACK_HPP
#define OMNIMEDIA_CALLBACK_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base.hpp"

#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
#define OMNIMEDIA_EXCEPTIONS 1
#include <exception>
#else
#define OMNIMEDIA_EXCEPTIONS 0
#endif

namespace omnimedia {
namespace detail {

/// Stands for a callable where there is none.
struct None {};

// Two names, so that a program may be made of sources with exceptions and of sources without.
#if OMNIMEDIA_EXCEPTIONS
inline namespace throwing {

/// What a callable threw, until the library was left.
class Thrown {
public:
    /// What a callable returns, or 1 where it throws; after that it is not called any more.
    template <class Call>
    std::int32_t keep(Call call) noexcept {
        if (what_) return 1;
        try {
            return call();
        } catch (...) {
            what_ = std::current_exception();
            return 1;
        }
    }
    void again() const {
        if (what_) std::rethrow_exception(what_);
    }

private:
    std::exception_ptr what_;
};
#else
inline namespace plain {

/// Nothing can be thrown here.
class Thrown {
public:
    template <class Call>
    std::int32_t keep(Call call) noexcept {
        return call();
    }
    void again() const noexcept {}
};
#endif

/// The callables of one call: who is told something, who gives bytes and who takes them. They and this object must
/// stay where they are until the call is over.
template <class Tell, class Read = None, class Write = None>
class Calls {
public:
    explicit Calls(Tell &tell) noexcept : tell_(&tell) {}
    Calls(Tell &tell, Read &read) noexcept : tell_(&tell), read_(&read) {}
    Calls(Tell &tell, Read &read, Write &write) noexcept : tell_(&tell), read_(&read), write_(&write) {}
    Calls(const Calls &) = delete;
    Calls &operator=(const Calls &) = delete;

    omnimedia_each each() const noexcept {
        if constexpr (is_none<Tell>) return nullptr;
        else return [](void *user, omnimedia_str row) noexcept -> std::int32_t { return told(user, view(row)); };
    }
    omnimedia_done done() const noexcept {
        if constexpr (is_none<Tell>) return nullptr;
        else return [](void *user, std::uint64_t done, std::uint64_t total) noexcept -> std::int32_t {
            return told(user, done, total);
        };
    }
    omnimedia_progress progress() const noexcept {
        if constexpr (is_none<Tell>) return nullptr;
        else return [](void *user, const omnimedia_import_progress *progress) noexcept -> std::int32_t {
            return told(user, *progress);
        };
    }
    omnimedia_read read() const noexcept {
        return [](void *user, std::uint8_t *buffer, std::size_t room, std::size_t *filled) noexcept -> std::int32_t {
            Calls &calls = of(user);
            return calls.thrown_.keep([&]() -> std::int32_t {
                const std::optional<std::size_t> got = (*calls.read_)(reinterpret_cast<char *>(buffer), room);
                if (!got) return 1;
                *filled = *got;
                return 0;
            });
        };
    }
    omnimedia_write write() const noexcept {
        return [](void *user, const std::uint8_t *bytes, std::size_t len) noexcept -> std::int32_t {
            Calls &calls = of(user);
            return calls.thrown_.keep([&] { return go_on(*calls.write_, view({bytes, len})); });
        };
    }
    void *user() noexcept { return this; }

    /// What the call gave, or what a callable threw in it.
    template <class Given>
    Given over(Given given) const {
        thrown_.again();
        return given;
    }

private:
    template <class Call>
    static constexpr bool is_none = std::is_same_v<std::remove_cv_t<Call>, None>;

    static Calls &of(void *user) noexcept { return *static_cast<Calls *>(user); }
    template <class... What>
    static std::int32_t told(void *user, const What &...what) noexcept {
        Calls &calls = of(user);
        return calls.thrown_.keep([&] { return go_on(*calls.tell_, what...); });
    }
    /// 0 where the work is to go on.
    template <class Call, class... What>
    static std::int32_t go_on(Call &call, const What &...what) {
        using Said = decltype(call(what...));
        static_assert(std::is_void_v<Said> || std::is_same_v<Said, bool>, "return nothing, or whether to go on");
        if constexpr (std::is_void_v<Said>) {
            call(what...);
            return 0;
        } else {
            return call(what...) ? 0 : 1;
        }
    }

    Tell *tell_;
    Read *read_ = nullptr;
    Write *write_ = nullptr;
    Thrown thrown_;
};

}  // namespace throwing or plain
}  // namespace detail
}  // namespace omnimedia

#endif  // OMNIMEDIA_CALLBACK_HPP
