// The shop of these tests: as JSON, and the same by calls.
#ifndef SURFACE_SHOP_HPP
#define SURFACE_SHOP_HPP

#include "check.hpp"

namespace surface {

constexpr Stamp now{"Ada", 1767225600};
constexpr Stamp later{"Bob", 1767229200};

constexpr std::string_view shop_json = R"({"omnimedia": "publication/1",
  "channels": [{"id": "128", "locales": ["fr", "en"]}],
  "assets": [
    {"id": "A1", "kind": "image", "url": "https://cdn.example/a1.png",
     "text": {"neutral": {"alt": "One"}, "fr": {"alt": "Un"}}},
    {"id": "A2", "kind": "image", "url": "https://cdn.example/a2.png", "text": {"neutral": {"alt": "Two"}}},
    {"id": "V1", "kind": "video", "url": "https://cdn.example/v1.mp4", "text": {"neutral": {"alt": "Film"}}},
    {"id": "F1", "kind": "file", "url": "https://cdn.example/f1.pdf", "text": {"neutral": {"alt": "Care"}}}],
  "categories": [{"id": "shirts", "name": "Shirts", "media": [{"channel": "128", "image": "A2"}]}],
  "products": [
    {"number": "S1", "name": "Shirt", "categories": ["shirts"],
     "dimensions": [{"name": "Color", "values": ["Blue", "Red"]}],
     "variants": [{"number": "S1-B", "values": {"Color": "Blue"}}, {"number": "S1-R", "values": {"Color": "Red"}}],
     "media": [{"master": {"primary": ["A1", "V1", "F1"], "additional": [{"purpose": "care", "asset": "F1"}]},
                "variants": {"S1-R": {"primary": ["A2"]}}}]},
    {"number": "S2", "name": "Socks", "media": [{"master": {"primary": ["A2"]}}]},
    {"number": "S3", "name": "Scarf"}],
  "swatches": [{"dimension": "Color", "value": "Blue", "hex": "#0000FF"}]})";

inline omnimedia::Publication shop() { return GOT(omnimedia::Publication::read(shop_json)); }

inline omnimedia::Publication shop_by_calls() {
    using omnimedia::Field;
    using omnimedia::Kind;
    omnimedia::Builder builder;
    builder.channel("128").channel_locale("fr").channel_locale("en");
    builder.asset("A1", Kind::image, "https://cdn.example/a1.png").text("", Field::alt, "One");
    builder.text("fr", Field::alt, "Un");
    builder.asset("A2", Kind::image, "https://cdn.example/a2.png").text("", Field::alt, "Two");
    builder.asset("V1", Kind::video, "https://cdn.example/v1.mp4").text("", Field::alt, "Film");
    builder.asset("F1", Kind::file, "https://cdn.example/f1.pdf").text("", Field::alt, "Care");
    builder.category("shirts", "Shirts").category_document({"", "128", ""}).category_image("A2");
    builder.product("S1", 0, "Shirt").product_category("shirts").dimension("Color", {"Blue", "Red"});
    builder.variant("S1-B", 0, {{"Color", "Blue"}}).variant("S1-R", 0, {{"Color", "Red"}}).document().master();
    builder.primary("A1").primary("V1").primary("F1").additional("care", "F1").variant_set("S1-R").primary("A2");
    builder.product("S2", 0, "Socks").document().master().primary("A2").product("S3", 0, "Scarf");
    builder.central_swatch("Color", "Blue", "#0000FF");
    return GOT(builder.finish());
}

inline omnimedia::Tenant tenant() { return GOT(omnimedia::Tenant::from(shop(), now)); }

/// Whether two publications show the same, by the library's own comparison.
inline bool same(const omnimedia::Publication &one, const omnimedia::Publication &other) {
    return has(GOT(one.diff(other)).view(), R"("total":0)");
}

}  // namespace surface

#endif  // SURFACE_SHOP_HPP
