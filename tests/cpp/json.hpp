// JSON, as a string that grows.
#ifndef OMNIMEDIA_CLIENT_JSON_HPP
#define OMNIMEDIA_CLIENT_JSON_HPP

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "omnimedia.hpp"

class Json {
public:
    Json &raw(std::string_view text) {
        text_ += text;
        return *this;
    }
    Json &open(char bracket) {
        next();
        text_ += bracket;
        return *this;
    }
    Json &close(char bracket) {
        text_ += bracket;
        return *this;
    }
    Json &key(std::string_view name) {
        string(name);
        text_ += ':';
        return *this;
    }
    Json &string(std::string_view text) {
        next();
        text_ += '"';
        for (char byte : text) {
            if (byte == '"' || byte == '\\') {
                text_ += '\\';
                text_ += byte;
            } else if (static_cast<unsigned char>(byte) < 0x20) {
                char escape[8];
                std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(byte));
                text_ += escape;
            } else {
                text_ += byte;
            }
        }
        text_ += '"';
        return *this;
    }
    Json &number(double number) {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.17g", number);
        next();
        return raw(digits);
    }
    /// A text, `null` where it is absent.
    Json &text(std::string_view name, std::optional<std::string_view> text) {
        key(name);
        return text ? string(*text) : raw("null");
    }
    /// A text, left out where it is absent.
    Json &maybe(std::string_view name, std::optional<std::string_view> found) {
        return found ? text(name, found) : *this;
    }
    Json &pairs(std::string_view name, const omnimedia::Pairs &pairs) {
        key(name).open('{');
        for (omnimedia::Pair pair : pairs) key(pair.key).string(pair.value);
        return close('}');
    }
    Json &hash(const omnimedia::Hash &hash) {
        std::string digits;
        for (unsigned byte : hash) {
            char two[3];
            std::snprintf(two, sizeof two, "%02x", byte & 0xff);
            digits += two;
        }
        return text("hash", digits);
    }
    const std::string &all() const { return text_; }

private:
    void next() {
        const char last = text_.empty() ? '{' : text_.back();
        if (last != '{' && last != '[' && last != ':') text_ += ',';
    }
    std::string text_;
};

#endif
