/*
 * Tenants: what is authored, with drafts, versions and publish groups. Part of omnimedia.hpp; include that.
 *
 * Copies are the same tenant. Any thread may call; a call that cannot run now answers `OMNIMEDIA_IN_USE`, and waits for
 * nobody. The operations stand by their subjects in authoring.hpp, groups.hpp, manifest.hpp and exchange.hpp.
 *
 * ```cpp
 * #include <iostream>
 * #include "omnimedia.hpp"
 *
 * int main() {
 *     using omnimedia::Target;
 *     const auto tenant = omnimedia::Tenant::make();
 *     const omnimedia::Stamp now{"Ada", 1767225600};
 *     const auto document = Target::document("S1", {"", "128", ""});
 *     if (!tenant || !tenant->set(R"({"product": {"number": "S1", "name": "Shirt"}})")) return 1;
 *     if (!tenant->check_in(Target::asset("A1"), now, R"({"kind": "image", "url": "https://cdn.example/a1.png"})") ||
 *         !tenant->check_in(document, now, R"({"master": {"primary": ["A1"]}})")) {
 *         return 2;
 *     }
 *     if (const auto published = tenant->publish(document, now, true); !published) {
 *         return std::cerr << published.fault().text() << '\n', 3;
 *     }
 *     const auto shop = tenant->publication();
 *     const auto answer = shop->resolve(omnimedia::Query("S1").within({"", "128", "fr"}));
 *     for (const auto item : answer->primary()) std::cout << item.url().value_or("") << '\n';
 * }
 * ```
 */
#ifndef OMNIMEDIA_TENANT_HPP
#define OMNIMEDIA_TENANT_HPP

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "exchange.hpp"

namespace omnimedia {

/// What the readiness for a switch of the rollout is judged by.
struct ReadinessOptions {
    /// What the tenant publishes then; none for what it publishes now.
    Publication publication = {};
    Policy policy = {};
    /// May be NULL.
    const Limits *limits = nullptr;
};

/// What is authored: the media library, products and categories, and of each asset and document the published content,
/// the draft, the check-out and the versions.
class Tenant : public detail::Exchange {
public:
    using Exchange::Exchange;

    /// One without anything in it; `limits`, which hold for all that comes into it, may be NULL.
    static Result<Tenant> make(const Limits *limits = nullptr) {
        return detail::made<Tenant, omnimedia_tenant *>(
            [&](auto out, auto why) { return omnimedia_tenant_new(limits, out, why); });
    }
    /// Reads `tenant/1` as one JSON object or as JSON Lines; `limits` may be NULL.
    static Result<Tenant> read(std::string_view bytes, Format format = Format::json, const Limits *limits = nullptr) {
        return detail::made<Tenant, omnimedia_tenant *>([&](auto out, auto why) {
            return omnimedia_tenant_read(detail::bytes(bytes), bytes.size(), static_cast<omnimedia_format>(format),
                                         limits, out, why);
        });
    }
    /// The tenant whose publication this is: everything is version 1, checked in and published with this stamp.
    static Result<Tenant> from(const Publication &publication, const Stamp &stamp, const Limits *limits = nullptr) {
        const omnimedia_stamp now = stamp.raw();
        return detail::made<Tenant, omnimedia_tenant *>([&](auto out, auto why) {
            return omnimedia_tenant_from_publication(publication.get(), limits, &now, out, why);
        });
    }
    /// One with what a publication has besides media: what a manifest is taken into where a shop begins.
    static Result<Tenant> without_media_of(const Publication &publication, const Limits *limits = nullptr) {
        return detail::made<Tenant, omnimedia_tenant *>([&](auto out, auto why) {
            return omnimedia_tenant_without_media_of(publication.get(), limits, out, why);
        });
    }
    Result<Bytes> write(Format format = Format::json) const {
        return asked(omnimedia_tenant_write, static_cast<omnimedia_format>(format));
    }

    /// The publication in a state. `left_out`, which may be NULL, gets as a JSON list the groups that are due and whose
    /// run would be refused.
    Result<Publication> publication(const State &state = State::published(), Bytes *left_out = nullptr) const {
        return detail::also<Publication, omnimedia_publication *>(left_out, [&](auto out, auto told_of_it, auto why) {
            return omnimedia_tenant_publication(get(), state.raw(), detail::raw(state.name()), state.instant(), out,
                                                told_of_it, why);
        });
    }
    /// Which parts of the publication changed since the last that were settled, as JSON.
    Result<Marked<Bytes>> changes() const { return marked<Bytes>(omnimedia_tenant_changes); }
    /// The delta that brings a snapshot up to date with all that changed since the last that was settled; none where
    /// nothing did. Once it is where it belongs, settle the mark.
    Result<Marked<std::optional<Bytes>>> delta(const Snapshot &snapshot) const {
        return marked<std::optional<Bytes>>(omnimedia_tenant_delta, snapshot.get());
    }
    Result<void> settle_changes(std::uint64_t mark) const { return told(omnimedia_tenant_settle_changes, mark); }
    /// The keys of the units of storage that changed since the last that were settled, a line each,
    /// which ends with `\n`.
    Result<Marked<Bytes>> changed_units() const { return marked<Bytes>(omnimedia_tenant_changed_units); }
    Result<void> settle_units(std::uint64_t mark) const { return told(omnimedia_tenant_settle_units, mark); }
    /// One unit as a line of JSON; none where it is to be deleted.
    Result<std::optional<Bytes>> unit(std::string_view key) const {
        return detail::perhaps<Bytes, omnimedia_bytes *>(
            [&](auto out, auto why) { return omnimedia_tenant_unit(get(), detail::raw(key), out, why); });
    }

    /// Which switches of the rollout are on, as JSON.
    Result<Bytes> switches() const { return asked(omnimedia_tenant_switches); }
    /// Turns a switch on, such as `hq_authoring`; only `site_rendering` has a channel.
    Result<void> turn_on(std::string_view word, std::string_view channel = {}) const {
        return told(omnimedia_tenant_turn_on, detail::raw(word), detail::raw(channel));
    }
    Result<void> turn_off(std::string_view word, std::string_view channel = {}) const {
        return told(omnimedia_tenant_turn_off, detail::raw(word), detail::raw(channel));
    }
    /// How ready the tenant is for a switch, as JSON; `legacy` is what is served until then. Every image that would be
    /// lost goes as JSON to `each`, `each(std::string_view)`, which returns nothing, or whether to go on.
    template <class Each = detail::None>
    Result<Bytes> readiness(std::string_view word, std::string_view channel, const Publication &legacy,
                            const ReadinessOptions &options = {}, Each &&each = {}) const {
        const omnimedia_policy choices = options.policy.raw();
        detail::Calls calls(each);
        return calls.over(asked(omnimedia_tenant_readiness, detail::raw(word), detail::raw(channel),
                                options.publication.get(), legacy.get(), &choices, options.limits, calls.each(),
                                calls.user()));
    }

private:
    /// A call that gives bytes and a mark: `call(tenant, given…, &out, &mark, &why)`.
    template <class T, class Call, class... Given>
    Result<Marked<T>> marked(Call call, Given... given) const {
        std::uint64_t mark = 0;
        const auto told_of = [&](auto out, auto why) { return call(get(), given..., out, &mark, why); };
        auto what = gave<T>(told_of);
        if (!what) return what.fault();
        return Marked<T>{*std::move(what), mark};
    }
    template <class T, class Call>
    static Result<T> gave(Call call) {
        if constexpr (std::is_same_v<T, Bytes>) {
            return detail::made<Bytes, omnimedia_bytes *>(call);
        } else {
            return detail::perhaps<Bytes, omnimedia_bytes *>(call);
        }
    }
};

}  // namespace omnimedia

#endif  // OMNIMEDIA_TENANT_HPP
