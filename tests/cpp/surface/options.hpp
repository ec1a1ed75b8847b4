// Options arrive: each choice by what it changes, and those of little effect by the structure that C gets.
#ifndef SURFACE_OPTIONS_HPP
#define SURFACE_OPTIONS_HPP

#include "manifests.hpp"

namespace surface {

inline void options_of_imports() {
    const auto source = tenant();
    const auto manifest = std::string(GOT(source.export_manifest()).view());
    // a row without an action is a draft, or published: as the options have it
    std::string silent = manifest;
    for (std::size_t at; (at = silent.find("PublishNow")) != std::string::npos;) silent.erase(at, 10);
    omnimedia::ImportOptions options;
    const auto drafts = empty_shop(), published = empty_shop();
    GOT(drafts.import_manifest(silent, now, options));
    CHECK(!same(GOT(drafts.publication()), shop()));
    CHECK(same(GOT(drafts.publication(omnimedia::State::drafts())), shop()));
    options.empty_action = omnimedia::Action::publish_now;
    GOT(published.import_manifest(silent, now, options));
    CHECK(same(GOT(published.publication()), shop()));

    std::string wrong = manifest;
    for (const auto number : {"\tS1\t", "\tS2\t"}) wrong.replace(wrong.find(number), 4, "\tS9\t");
    const auto faults_of = [&] { return GOT(GOT(empty_shop().import_manifest(wrong, now, options)).faults())->size(); };
    CHECK(faults_of() == 1);
    wrong.replace(wrong.find("\tS9\t"), 4, "\tS8\t");
    CHECK(faults_of() == 2);
    options.most_faults = 1;
    CHECK(faults_of() == 1);

    options.plain = true;
    std::string quoted = manifest;
    quoted.replace(quoted.find("\tTwo\t"), 5, "\t\"Two\"\t");
    const auto alt_of = [&] {
        const auto destination = empty_shop();
        GOT(destination.import_manifest(quoted, now, options));
        return std::string(GOT(GOT(destination.publication()).resolve(Query("S2"))).primary()[0].alt().value_or(""));
    };
    CHECK(alt_of() == "\"Two\"");
    options.plain = false;
    CHECK(alt_of() == "Two");
}

inline void options_of_exports() {
    const auto source = tenant();
    GOT(source.check_in(Target::asset("A2"), now, R"({"kind": "image", "text": {"neutral": {"alt": "=1+1"}}})"));
    GOT(source.publish(Target::asset("A2"), now));
    omnimedia::ExportOptions options;
    CHECK(has(GOT(source.export_manifest(options)), "\t=1+1\t"));
    options.formula_safe = true;
    CHECK(has(GOT(source.export_manifest(options)), "\t'=1+1\t"));
    options.if_exists = omnimedia::IfExists::take_latest;
    CHECK(has(GOT(source.export_manifest(options)), "Latest"));
    CHECK(!has(GOT(source.export_manifest()).view(), "Latest"));
    options.channels = {""};
    CHECK(!has(GOT(source.export_manifest(options)).view(), "shirts"));
    options = {};
    options.locales = {"fr"};
    CHECK(!has(GOT(source.export_manifest(options)).view(), "shirts"));
}

inline void options_of_transfers() {
    const auto source = tenant(), destination = tenant();
    GOT(source.check_in(Target::document("S2"), later, R"({"master": {"primary": ["A1"]}})"));
    const auto shown = [&](const omnimedia::State &state) {
        return std::string(GOT(GOT(destination.publication(state)).resolve(Query("S2"))).primary()[0].asset());
    };
    omnimedia::TransferOptions options;
    options.on_conflict = omnimedia::OnConflict::replace;
    GOT(source.transfer(destination, "Ada", options));
    CHECK(shown(omnimedia::State::drafts()) == "A2");
    options.drafts = true;
    GOT(source.transfer(destination, "Ada", options));
    CHECK(shown(omnimedia::State::drafts()) == "A1" && shown(omnimedia::State::published()) == "A2");
    GOT(source.publish(Target::document("S2"), later));
    GOT(source.transfer(destination, "Ada"));
    CHECK(shown(omnimedia::State::published()) == "A2");
    GOT(source.transfer(destination, "Ada", options));
    CHECK(shown(omnimedia::State::published()) == "A1");

    const auto neutral = empty_shop();
    options.drop_other_channels = true;
    options.drop_other_locales = true;
    GOT(source.transfer(neutral, "Ada", options));
    CHECK(!has(GOT(neutral.targets()).view(), "shirts") && !has(GOT(neutral.write()).view(), "\"Un\""));
}

inline void the_other_options() {
    omnimedia::GalleryOptions gallery;
    gallery.partial_selection = true;
    CHECK(gallery.raw().partial_selection == 1 && omnimedia::GalleryOptions().raw().partial_selection == 0);

    omnimedia::PreviewOptions page;
    page.products = {"S1"};
    page.limit = 1;
    REFUSED(omnimedia::preview({{"today", shop()}}, {}, page), OMNIMEDIA_LIMIT_PREVIEW);
    page.limit = 0;
    page.catalogs = {"none"};
    REFUSED(omnimedia::preview({{"today", shop()}}, {}, page), OMNIMEDIA_BAD_QUERY);
    page.catalogs = {};
    const auto pictures = [&] { return GOT(omnimedia::preview({{"today", shop()}}, {}, page)); };
    const auto asks_nobody = pictures();
    page.link_pictures = true;
    CHECK(pictures().view() != asks_nobody.view());

    omnimedia::MinimiseOptions few;
    few.selections = 3;
    CHECK(omnimedia::detail::RawMinimise(few).get()->selections == 3);

    // an asset that is a draft refuses the group's run, or is published along
    const auto tenant = surface::tenant();
    GOT(tenant.check_in(Target::asset("A9"), now, R"({"kind": "image", "url": "https://cdn.example/a9.png"})"));
    GOT(tenant.create_group("Spring", now));
    GOT(tenant.check_in(Target::document("S2").in("Spring"), now, R"({"master": {"primary": ["A9"]}})"));
    REFUSED(tenant.run_group("Spring", now), OMNIMEDIA_UNPUBLISHED_ASSETS);
    omnimedia::GroupOptions along;
    along.publish_all = true;
    GOT(tenant.set_group_options("Spring", along));
    CHECK(has(GOT(tenant.run_group("Spring", now)), "A9"));

    omnimedia::LegacyOptions names;
    names.context = {"", "128", ""};
    CHECK(has(GOT(tenant.read_file_names({"/Products/S1_000_001.png"}, names)), R"("channel":"128")"));

    omnimedia::DiffOptions categories;
    categories.categories = {"shirts"};
    GOT(tenant.unpublish(Target::category("shirts", {"", "128", ""}), now));
    const auto now_shown = GOT(tenant.publication());
    CHECK(has(GOT(shop().diff(now_shown, categories)), R"("answers":0)"));
    CHECK(!has(GOT(shop().diff(now_shown, categories)).view(), R"("category_images":0)"));
}

}  // namespace surface

#endif  // SURFACE_OPTIONS_HPP
