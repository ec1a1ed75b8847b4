// Checks that count, and what they need.
#ifndef SURFACE_CHECK_HPP
#define SURFACE_CHECK_HPP

#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>

#include "omnimedia.hpp"

namespace surface {

using omnimedia::Names;
using omnimedia::Query;
using omnimedia::Result;
using omnimedia::Stamp;
using omnimedia::Status;
using omnimedia::Target;

struct Tally {
    int checks = 0;
    int wrong = 0;
};

inline Tally &tally() {
    static Tally tally;
    return tally;
}

/// How many times this program asked for memory by `new`; the main source counts.
inline std::size_t &allocations() {
    static std::size_t count = 0;
    return count;
}

inline void checked(bool holds, std::string_view what, std::string_view file, int line) {
    ++tally().checks;
    if (holds) return;
    ++tally().wrong;
    std::cerr << file << ':' << line << ": not so: " << what << '\n';
}

/// The value of a call that must go well; the program ends where it does not.
template <class T>
T got(Result<T> result, std::string_view what, std::string_view file, int line) {
    ++tally().checks;
    if (result) return *std::move(result);
    std::cerr << file << ':' << line << ": " << what << ": " << result.status() << ' ' << result.fault().text() << '\n';
    std::exit(5);
}

inline void got(const Result<void> &result, std::string_view what, std::string_view file, int line) {
    ++tally().checks;
    if (result) return;
    std::cerr << file << ':' << line << ": " << what << ": " << result.status() << ' ' << result.fault().text() << '\n';
    std::exit(5);
}

inline bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }
inline bool has(const omnimedia::Bytes &bytes, std::string_view part) {
    if (has(bytes.view(), part)) return true;
    std::cerr << "in: " << bytes.view().substr(0, 2000) << '\n';
    return false;
}

}  // namespace surface

#define CHECK(condition) surface::checked((condition), #condition, __FILE__, __LINE__)
#define GOT(call) surface::got((call), #call, __FILE__, __LINE__)
/// A call is refused with a status, and with a fault that says so.
#define REFUSED(call, number)                                                              \
    do {                                                                                   \
        const auto refused = (call);                                                       \
        CHECK(!refused && refused.status() == (number) && !refused.fault().text().empty()); \
    } while (false)

#endif  // SURFACE_CHECK_HPP
