/*
 * omnimedia for C++17 and later: which pictures, videos, documents and swatches a product shows, here, in this
 * language. A thin layer over omnimedia.h, whose documentation holds; it has no code to link but that library.
 *
 * - Objects release themselves. Copies share what they are of; a copy costs one count.
 * - What can be refused returns `Result<T>`: a value, or the `Fault`. Nothing here throws, and nothing needs RTTI.
 * - Where the library calls back, a callable is passed, such as a lambda. It returns nothing, or false to end the work.
 *   What it throws never goes through the library: it waits until the call is over, and comes out of that.
 * - Texts are `std::string_view`s lent by the object that gave them: they live as long as it, or any copy of it.
 *   Absent text is an empty optional; a view that is passed in and has no data is absent too.
 * - The hot look-ups fill a `Gallery<N>` of the caller's and allocate nothing; `Galleries` and `MediaLocations` keep
 *   their room from call to call.
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
 *         for (omnimedia::Item item : *items) std::cout << item.url().value_or("") << "  " << item.alt().value_or("") << '\n';
 *     }
 * }
 * ```
 */
#ifndef OMNIMEDIA_HPP
#define OMNIMEDIA_HPP

#include "omnimedia/answer.hpp"
#include "omnimedia/base.hpp"
#include "omnimedia/builder.hpp"
#include "omnimedia/library.hpp"
#include "omnimedia/preview.hpp"
#include "omnimedia/publication.hpp"
#include "omnimedia/query.hpp"
#include "omnimedia/snapshot.hpp"
#include "omnimedia/store.hpp"
#include "omnimedia/tenant.hpp"

#endif  // OMNIMEDIA_HPP
