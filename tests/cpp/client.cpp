// Asks the library what a line of its input asks, and answers with a line of JSON: the client in C++, by the wrapper.
//
//   client direct|snapshot|hot FILE ORDER PARENTS INHERITANCE ALT_SOURCE < questions
//   client gallery FILE NUMBER CHANNEL LOCALE
//
// Fields and forms: tests/CLIENTS.md.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json.hpp"
#include "omnimedia.hpp"

namespace {

using omnimedia::Fault;
using omnimedia::Result;

[[noreturn]] void die(std::string_view what) {
    std::cerr << "client: " << what << '\n';
    std::exit(4);
}

std::string_view word(omnimedia::Kind kind) {
    switch (kind) {
        case omnimedia::Kind::image: return "image";
        case omnimedia::Kind::video: return "video";
        case omnimedia::Kind::file: return "file";
    }
    die("no such kind");
}

std::string_view word(omnimedia::Level level) {
    switch (level) {
        case omnimedia::Level::variant: return "variant";
        case omnimedia::Level::dimensions: return "dimensions";
        case omnimedia::Level::master: return "master";
        case omnimedia::Level::none: return "none";
    }
    die("no such level");
}

/// A question: `ask number record_id variant catalog channel locale`, then dimensions with their values.
struct Question {
    enum { ASK, NUMBER, RECORD_ID, VARIANT, CATALOG, CHANNEL, LOCALE, FIRST_VALUE };
    std::vector<std::string> fields;

    explicit Question(std::string_view line) : fields(1) {
        bool escaped = false;
        for (char byte : line) {
            if (escaped) {
                fields.back() += byte == 't' ? '\t' : byte == 'n' ? '\n' : byte == 'r' ? '\r' : byte;
                escaped = false;
            } else if (byte == '\\') {
                escaped = true;
            } else if (byte == '\t') {
                fields.emplace_back();
            } else {
                fields.back() += byte;
            }
        }
        if (fields.size() < FIRST_VALUE || (fields.size() - FIRST_VALUE) % 2 != 0) die("not a question");
    }
    bool asks(std::string_view what) const { return fields[ASK] == what; }
    std::uint64_t record_id() const { return std::strtoull(fields[RECORD_ID].c_str(), nullptr, 10); }
    omnimedia::Context context() const { return {fields[CATALOG], fields[CHANNEL], fields[LOCALE]}; }
    omnimedia::Query query() const {
        const std::string_view number = fields[NUMBER];
        omnimedia::Query query = number.empty() ? omnimedia::Query(record_id()) : omnimedia::Query(number);
        if (!fields[VARIANT].empty()) query.variant(fields[VARIANT]);
        for (std::size_t at = FIRST_VALUE; at < fields.size(); at += 2) query.select(fields[at], fields[at + 1]);
        return query.within(context());
    }
};

void context(Json &json, const std::optional<omnimedia::Context> &context) {
    json.key("context");
    if (!context) {
        json.raw("null");
        return;
    }
    json.open('{');
    if (!context->catalog.empty()) json.text("catalog", context->catalog);
    if (!context->channel.empty()) json.text("channel", context->channel);
    if (!context->locale.empty()) json.text("locale", context->locale);
    json.close('}');
}

void origin(Json &json, const omnimedia::Origin &origin) {
    context(json, origin.context());
    json.text("level", word(origin.level()));
    if (origin.level() == omnimedia::Level::dimensions) {
        json.pairs("match", origin.match());
    } else if (!origin.match().empty()) {
        die("a pattern at another level");
    }
}

void item(Json &json, const omnimedia::Item &item) {
    json.maybe("purpose", item.purpose());
    json.text("asset", item.asset()).text("alt", item.alt()).text("kind", word(item.kind()));
    json.maybe("url", item.url());
}

void list(Json &json, std::string_view name, const omnimedia::AnswerItems &items) {
    json.key(name).open('[');
    for (const omnimedia::AnswerItem shown : items) {
        json.open('{');
        item(json, shown);
        const omnimedia::Origin from = shown.origin();
        json.key("origin").open('{');
        origin(json, from);
        json.maybe("variant", from.variant()).close('}');
        json.maybe("title", shown.text(omnimedia::Field::title));
        json.maybe("caption", shown.text(omnimedia::Field::caption));
        json.maybe("description", shown.text(omnimedia::Field::description));
        json.maybe("display_name", shown.text(omnimedia::Field::display_name));
        if (const omnimedia::Texts tags = shown.tags(); !tags.empty()) {
            json.key("tags").open('[');
            for (std::string_view tag : tags) json.string(tag);
            json.close(']');
        }
        if (const omnimedia::Pairs own = shown.properties(); !own.empty()) json.pairs("properties", own);
        if (const omnimedia::Pairs own = shown.asset_properties(); !own.empty()) json.pairs("asset_properties", own);
        json.close('}');
    }
    json.close(']');
}

void answer(Json &json, const omnimedia::Answer &answer) {
    json.open('{');
    origin(json, answer.origin());
    json.text("variant", answer.variant());
    const omnimedia::AnswerItems primary = answer.primary();
    list(json, "primary", primary);
    list(json, "additional", answer.additional());
    std::optional<std::string_view> image;
    if (const auto at = answer.default_image()) image = primary[*at].asset();
    json.text("default_image", image).text("product", answer.product()).hash(answer.hash());
    if (const omnimedia::Pairs own = answer.properties(); !own.empty()) json.pairs("properties", own);
    json.close('}');
}

template <class Items>
void items(Json &json, std::string_view name, const Items &items) {
    json.key(name).open('[');
    for (const omnimedia::Item shown : items) {
        json.open('{');
        item(json, shown);
        json.close('}');
    }
    json.close(']');
}

/// What a look-up gives: in the room that is there, and only where it is too small in memory.
class Looked {
public:
    template <class Look>
    omnimedia::Status fill(Look look) {
        Result<omnimedia::Items> found = look(few_.data(), few_.size());
        if (found && found->total() > found->size()) {
            many_.resize(found->total());
            found = look(many_.data(), many_.size());
        }
        if (!found) return found.status();
        items_ = *found;
        return OMNIMEDIA_OK;
    }
    const omnimedia::Items &items() const { return items_; }

private:
    omnimedia::Gallery<4> few_{};
    std::vector<omnimedia_item> many_;
    omnimedia::Items items_{nullptr, 0, 0};
};

/// One of the two: a publication, or a snapshot of it.
struct Engine {
    std::optional<omnimedia::Publication> publication;
    std::optional<omnimedia::Snapshot> snapshot;
    omnimedia::Policy policy;
    bool hot = false;
};

/// Whose number a question means: a variant's, that of a record id, that of selected values, or the one it has.
Result<std::string_view> hot_number(const omnimedia::Snapshot &snapshot, const Question &asked) {
    std::string_view number = asked.fields[Question::NUMBER];
    if (!asked.fields[Question::VARIANT].empty()) return std::string_view(asked.fields[Question::VARIANT]);
    if (number.empty()) {
        auto found = snapshot.number_of(asked.record_id());
        if (!found) return found;
        number = *found;
    }
    omnimedia::Values values;
    for (std::size_t at = Question::FIRST_VALUE; at < asked.fields.size(); at += 2) {
        values.add(asked.fields[at], asked.fields[at + 1]);
    }
    if (values.size() == 0) return number;
    return snapshot.variant_with(number, values);
}

Result<void> hot(Json &json, const omnimedia::Snapshot &snapshot, const Question &asked) {
    const auto number = hot_number(snapshot, asked);
    if (!number) return number.fault();
    const auto shelf = snapshot.shelf(asked.context());
    if (!shelf) return shelf.fault();
    Looked primary, additional;
    auto status = primary.fill([&](auto to, auto room) { return snapshot.primary(*shelf, *number, to, room); });
    if (status != OMNIMEDIA_OK) return Fault(status);
    status = additional.fill([&](auto to, auto room) { return snapshot.additional(*shelf, *number, to, room); });
    if (status != OMNIMEDIA_OK) return Fault(status);
    json.open('{');
    items(json, "primary", primary.items());
    items(json, "additional", additional.items());
    const auto image = snapshot.default_image(*shelf, *number);
    json.text("default_image", *image ? std::optional((*image)->asset()) : std::nullopt);
    json.maybe("default_image_url", *snapshot.default_image_url(*shelf, *number));
    json.hash(*snapshot.etag(*shelf, *number)).close('}');
    return {};
}

Result<void> media(Json &json, const Engine &engine, const Question &asked) {
    if (engine.hot) return hot(json, *engine.snapshot, asked);
    const auto found = engine.snapshot ? engine.snapshot->resolve(asked.query())
                                       : engine.publication->resolve(asked.query(), engine.policy);
    if (!found) return found.fault();
    answer(json, *found);
    return {};
}

Result<void> explain(Json &json, const Engine &engine, const Question &asked) {
    const auto found = engine.publication->explain(asked.query(), engine.policy, omnimedia::Format::json);
    if (!found) return found.fault();
    json.raw(found->view());
    return {};
}

void crop(Json &json, const std::optional<omnimedia_crop> &crop) {
    if (!crop) return;
    json.key("crop").open('{').key("x").number(crop->x).key("y").number(crop->y);
    json.key("width").number(crop->width).key("height").number(crop->height).close('}');
}

void swatch(Json &json, const omnimedia::Swatch &swatch) {
    json.open('{').text("dimension", swatch.dimension()).text("value", swatch.value());
    json.maybe("hex", swatch.hex()).maybe("asset", swatch.asset());
    crop(json, swatch.crop());
    json.text("source", swatch.is_central() ? "central" : "product").key("shown").open('{');
    switch (swatch.shown()) {
        case omnimedia::Shown::hex: json.text("hex", swatch.hex()); break;
        case omnimedia::Shown::image:
            json.key("image").open('{').text("asset", swatch.asset()).text("kind", word(swatch.kind()));
            json.maybe("url", swatch.url());
            crop(json, swatch.crop());
            json.close('}');
            break;
        case omnimedia::Shown::text: json.text("text", swatch.value()); break;
    }
    json.close('}').close('}');
}

Result<omnimedia::Swatches> swatches_of(const Engine &engine, const Question &asked) {
    if (!engine.snapshot) return engine.publication->swatches(asked.query(), engine.policy);
    const auto number = hot_number(*engine.snapshot, asked);
    if (!number) return number.fault();
    const auto shelf = engine.snapshot->shelf(asked.context());
    if (!shelf) return shelf.fault();
    return engine.snapshot->swatches(*shelf, *number);
}

Result<void> swatches(Json &json, const Engine &engine, const Question &asked) {
    const auto found = swatches_of(engine, asked);
    if (!found) return found.fault();
    json.open('[');
    for (const omnimedia::Swatch one : *found) swatch(json, one);
    json.close(']');
    return {};
}

Result<omnimedia::CategoryImage> category_of(const Engine &engine, const Question &asked) {
    const std::string_view id = asked.fields[Question::NUMBER];
    if (!engine.snapshot) return engine.publication->category_image(id, asked.context(), engine.policy);
    const auto shelf = engine.snapshot->shelf(asked.context());
    if (!shelf) return shelf.fault();
    return engine.snapshot->category_image(*shelf, id);
}

Result<void> category(Json &json, const Engine &engine, const Question &asked) {
    const auto found = category_of(engine, asked);
    if (!found) return found.fault();
    if (found->asset()) {
        json.string(*found->asset());
    } else {
        json.raw("null");
    }
    return {};
}

void fault(Json &json, const Fault &fault) {
    json.open('{').key("fault").open('{').key("number").raw(std::to_string(fault.status()));
    if (fault.size() != 0) json.text("code", fault[0].name()).text("message", fault[0].message());
    json.close('}').close('}');
}

/// 0 where everything is released, else the code that the program ends with.
int leave() {
    if (omnimedia_handles_alive() == 0) return 0;
    std::cerr << "client: " << omnimedia_handles_alive() << " handles are not released\n";
    return 3;
}

void serve(const Engine &engine) {
    std::string line;
    while (std::getline(std::cin, line)) {
        const Question asked(line);
        Json json;
        Result<void> outcome;
        if (asked.asks("media")) {
            outcome = media(json, engine, asked);
        } else if (asked.asks("explain")) {
            outcome = explain(json, engine, asked);
        } else if (asked.asks("swatches")) {
            outcome = swatches(json, engine, asked);
        } else if (asked.asks("category")) {
            outcome = category(json, engine, asked);
        } else {
            die("asked for something else");
        }
        if (!outcome) {
            json = Json();
            fault(json, outcome.fault());
        }
        // whoever asks waits for this line before the next question
        std::cout << json.all() << '\n' << std::flush;
    }
}

int tell(const Fault &fault) {
    std::cerr << fault.status() << ": " << fault.text() << '\n';
    return 1;
}

void show(const omnimedia::Item &item) {
    std::cout << word(item.kind()) << ' ' << item.asset();
    if (item.url()) std::cout << ' ' << *item.url();
    if (item.alt()) std::cout << ": " << *item.alt();
}

int gallery(const omnimedia::Snapshot &snapshot, std::string_view number, std::string_view channel,
            std::string_view locale) {
    const auto shelf = snapshot.shelf({"", channel, locale});
    if (!shelf) return tell(shelf.fault());
    const auto found = snapshot.find(number);
    if (!found) return tell(found.fault());
    Looked primary, additional;
    primary.fill([&](auto to, auto room) { return snapshot.primary(*shelf, number, to, room); });
    additional.fill([&](auto to, auto room) { return snapshot.additional(*shelf, number, to, room); });
    if (found->name()) {
        std::cout << *found->name() << " (" << number << ')';
    } else {
        std::cout << number;
    }
    std::cout << " in " << (channel.empty() ? "Omnichannel" : channel) << ", ";
    std::cout << (locale.empty() ? "Neutral" : locale) << '\n';
    int place = 0;
    bool pictured = false;
    for (const omnimedia::Item item : primary.items()) {
        std::cout << "  " << ++place << ". ";
        show(item);
        if (item.kind() == omnimedia::Kind::image && !std::exchange(pictured, true)) std::cout << " [default]";
        std::cout << '\n';
    }
    for (const omnimedia::Item item : additional.items()) {
        std::cout << "  " << item.purpose().value_or("") << ": ";
        show(item);
        std::cout << '\n';
    }
    if (primary.items().empty() && additional.items().empty()) std::cout << "  nothing\n";
    return 0;
}

/// Opens the engine on a file; the snapshot alone for the engines that ask one.
Result<void> open(Engine &engine, const char *path, bool flattened) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto publication = omnimedia::Publication::read(bytes);
    if (!publication) return publication.fault();
    if (!flattened) {
        engine.publication = *std::move(publication);
        return {};
    }
    auto snapshot = publication->flatten(engine.policy);
    if (!snapshot) return snapshot.fault();
    engine.snapshot = *std::move(snapshot);
    return {};
}

int run(const std::vector<std::string_view> &words) {
    Engine engine;
    if (words.size() == 6 && words[1] == "gallery") {
        const auto opened = open(engine, words[2].data(), true);
        return opened ? gallery(*engine.snapshot, words[3], words[4], words[5]) : tell(opened.fault());
    }
    if (words.size() == 7 && (words[1] == "direct" || words[1] == "snapshot" || words[1] == "hot")) {
        const auto choice = [&](std::size_t at) { return std::atoi(words[at].data()); };
        engine.policy.order = static_cast<omnimedia::Order>(choice(3));
        engine.policy.parents = static_cast<omnimedia::Parents>(choice(4));
        engine.policy.inheritance = static_cast<omnimedia::Inheritance>(choice(5));
        engine.policy.alt_source = static_cast<omnimedia::AltSource>(choice(6));
        engine.hot = words[1] == "hot";
        const auto opened = open(engine, words[2].data(), words[1] != "direct");
        if (!opened) return tell(opened.fault());
        serve(engine);
        return 0;
    }
    std::cerr << "usage: client direct|snapshot|hot FILE ORDER PARENTS INHERITANCE ALT_SOURCE\n"
                 "       client gallery FILE NUMBER CHANNEL LOCALE\n";
    return 2;
}

}  // namespace

int main(int count, char **words) {
    if (!omnimedia::abi_fits()) die("another ABI");
    const int code = run({words, words + count});
    return code == 0 ? leave() : code;
}
