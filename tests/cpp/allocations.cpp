// Counts what the hot calls take from the heap: the library's own through `--wrap`, the wrapper's through `new`.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string_view>

#include "omnimedia.hpp"

namespace {
std::uint64_t taken = 0;

constexpr int ROUNDS = 10000;
constexpr std::string_view NUMBERS[] = {"S1", "S1-B", "S1-R", "S1-is-a-number-that-no-slot-has-room-for", "nobody"};

void fail(const char *what) {
    std::fprintf(stderr, "%s\n", what);
    std::exit(1);
}

/// Calls `call` with every number, many times, and compares what it takes with what is expected.
template <class Call>
void counted(const char *what, bool nothing, Call call) {
    for (const std::string_view number : NUMBERS) call(number);
    const std::uint64_t before = taken;
    for (int round = 0; round < ROUNDS; ++round) {
        for (const std::string_view number : NUMBERS) call(number);
    }
    const std::uint64_t found = taken - before;
    std::printf("%s: %llu allocations in %d rounds\n", what, static_cast<unsigned long long>(found), ROUNDS);
    if ((found == 0) != nothing) fail(what);
}

omnimedia::Snapshot shop() {
    omnimedia::Builder builder;
    builder.channel("128").asset("A1", omnimedia::Kind::image).asset("A2", omnimedia::Kind::image);
    builder.product("S1", 7).dimension("Color", {"Blue", "Red"});
    builder.variant("S1-B", 0, {{"Color", "Blue"}}).variant("S1-R", 0, {{"Color", "Red"}});
    builder.document().master().primary("A1").primary("A2").additional("manual", "A1");
    builder.pattern({{"Color", "Blue"}}).primary("A2");
    builder.product(NUMBERS[3]).document().master().primary("A1");
    const auto made = builder.finish();
    if (!made) fail("no shop");
    auto flat = made->flatten();
    if (!flat) fail("no snapshot");
    return std::move(*flat);
}

void count_all() {
    const omnimedia::Snapshot snapshot = shop();
    const omnimedia::Store store = *omnimedia::Store::make(snapshot);
    const omnimedia::Shelf here = *snapshot.shelf({{}, "128", "fr-CA"}), live = *store.shelf({{}, "128", "fr-CA"});
    omnimedia::Gallery<8> room;
    std::size_t seen = 0;

    counted("control: an answer with everything", false,
            [&](std::string_view number) { seen += snapshot.resolve(omnimedia::Query(number)) ? 1 : 0; });
    counted("control: an object of the program", false, [&](std::string_view) { delete new std::size_t(seen); });
    counted("default image url", true,
            [&](std::string_view number) { seen += snapshot.default_image_url(here, number) ? 1 : 0; });
    counted("default image", true,
            [&](std::string_view number) { seen += snapshot.default_image(here, number) ? 1 : 0; });
    counted("primary", true, [&](std::string_view number) {
        const auto items = snapshot.primary(here, number, room);
        if (!items) return;
        for (const omnimedia::Item item : *items) seen += item.asset().size();
    });
    counted("additional", true, [&](std::string_view number) {
        const auto items = snapshot.additional(here, number, room);
        if (!items) return;
        for (const omnimedia::Item item : *items) seen += item.asset().size();
    });
    counted("etag", true, [&](std::string_view number) { seen += snapshot.etag(here, number) ? 1 : 0; });
    counted("find", true, [&](std::string_view number) { seen += snapshot.find(number) ? 1 : 0; });
    counted("number of", true, [&](std::string_view) { seen += snapshot.number_of(7) ? 1 : 0; });
    counted("urls of many", true, [&](std::string_view number) {
        const omnimedia_str many[] = {omnimedia::detail::raw(number), omnimedia::detail::raw(NUMBERS[1])};
        omnimedia_str urls[2];
        omnimedia::Status statuses[2];
        seen += snapshot.default_image_urls(here, many, 2, urls, statuses) ? 1 : 0;
    });
    counted("a snapshot of the store, and a url", true, [&](std::string_view number) {
        const auto now = store.snapshot();
        seen += now && now->default_image_url(live, number) ? 1 : 0;
    });
    if (seen == 0) fail("nothing was found");
    // what a swap prepares, no look-up has to
    if (!store.replace(snapshot)) fail("replace");
    const auto now = store.snapshot();
    const std::uint64_t before = taken;
    if (!now->default_image_url(live, "S1")) fail("after a swap");
    if (taken != before) fail("the first look-up after a swap takes memory");
}
}  // namespace

extern "C" {
void *__real_malloc(std::size_t size);
void *__real_calloc(std::size_t count, std::size_t size);
void *__real_realloc(void *old, std::size_t size);
int __real_posix_memalign(void **to, std::size_t alignment, std::size_t size);
void *__real_aligned_alloc(std::size_t alignment, std::size_t size);

void *__wrap_malloc(std::size_t size) { return ++taken, __real_malloc(size); }
void *__wrap_calloc(std::size_t count, std::size_t size) { return ++taken, __real_calloc(count, size); }
void *__wrap_realloc(void *old, std::size_t size) { return ++taken, __real_realloc(old, size); }
int __wrap_posix_memalign(void **to, std::size_t alignment, std::size_t size) {
    return ++taken, __real_posix_memalign(to, alignment, size);
}
void *__wrap_aligned_alloc(std::size_t alignment, std::size_t size) {
    return ++taken, __real_aligned_alloc(alignment, size);
}
}

void *operator new(std::size_t size) { return std::malloc(size); }
void operator delete(void *old) noexcept { std::free(old); }
void operator delete(void *old, std::size_t) noexcept { std::free(old); }

int main() {
    count_all();
    return omnimedia_handles_alive() == 0 ? 0 : 3;
}
