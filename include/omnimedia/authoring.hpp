/* Editing and publishing what is in a tenant: a part of `Tenant`. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_AUTHORING_HPP
#define OMNIMEDIA_AUTHORING_HPP

#include <cstdint>
#include <optional>
#include <string_view>

#include "target.hpp"

namespace omnimedia {
namespace detail {

/// What a tenant can do with assets and documents, and with products, categories, channels and central swatches.
class Authoring : public Handle<omnimedia_tenant, omnimedia_tenant_retain, omnimedia_tenant_release> {
public:
    using Handle::Handle;

    /// Checks a target out to the user of the stamp, and gives the draft as JSON, to be edited. Where there is none it
    /// is empty, or with `copy` the published document that is first on the ladder of `policy`.
    Result<Bytes> edit(const Target &target, const Stamp &stamp, bool copy = false, const Policy &policy = {}) const {
        const omnimedia_policy choices = policy.raw();
        return on<Bytes, omnimedia_bytes *>(omnimedia_tenant_edit, target, stamp, copy ? 1 : 0, &choices);
    }
    /// Keeps what the user is working on in the check-out: JSON in the form that `edit` gives.
    Result<void> save(const Target &target, const Stamp &stamp, std::string_view content) const {
        return done_on(omnimedia_tenant_save, target, stamp, raw(content));
    }
    /// Ends the check-out, and gives the number of the version that its content becomes.
    Result<std::uint32_t> finish(const Target &target, const Stamp &stamp) const {
        return on<std::uint32_t, std::uint32_t>(omnimedia_tenant_finish, target, stamp);
    }
    /// Edits, saves and finishes in one go.
    Result<std::uint32_t> check_in(const Target &target, const Stamp &stamp, std::string_view content) const {
        return on<std::uint32_t, std::uint32_t>(omnimedia_tenant_check_in, target, stamp, raw(content));
    }
    /// Drops what is checked out; with `force` by another user, too.
    Result<void> discard(const Target &target, const Stamp &stamp, bool force = false) const {
        return done_on(omnimedia_tenant_discard, target, stamp, force ? 1 : 0);
    }
    /// Makes an earlier version the draft, and gives the number of the new version.
    Result<std::uint32_t> restore(const Target &target, const Stamp &stamp, std::uint32_t version) const {
        return on<std::uint32_t, std::uint32_t>(omnimedia_tenant_restore, target, stamp, version);
    }
    /// Stages the removal of all that a product or category has in one context; gives the number of the version.
    Result<std::uint32_t> reset(const Target &target, const Stamp &stamp) const {
        return on<std::uint32_t, std::uint32_t>(omnimedia_tenant_reset, target, stamp);
    }
    /// Publishes drafts, with `along` the assets that they use as well; gives as JSON what was published.
    Result<Bytes> publish(const Target &target, const Stamp &stamp, bool along = false) const {
        return on<Bytes, omnimedia_bytes *>(omnimedia_tenant_publish, target, stamp, along ? 1 : 0);
    }
    /// Takes a target out of the publication; its draft and its versions stay.
    Result<void> unpublish(const Target &target, const Stamp &stamp) const {
        return done_on(omnimedia_tenant_unpublish, target, stamp);
    }
    /// Deletes a target that is not published, with its versions.
    Result<void> delete_target(const Target &target, const Stamp &stamp) const {
        return done_on(omnimedia_tenant_delete, target, stamp);
    }
    Result<void> unpublish_and_delete(const Target &target, const Stamp &stamp) const {
        return done_on(omnimedia_tenant_unpublish_and_delete, target, stamp);
    }

    /// Adds a channel, central swatch, category or product, or changes it, at once: JSON as `{"channel": {…}}`.
    Result<void> set(std::string_view entity) const { return told(omnimedia_tenant_set, raw(entity)); }
    Result<void> remove_product(std::string_view number) const {
        return told(omnimedia_tenant_remove_product, raw(number));
    }
    Result<void> remove_category(std::string_view id) const { return told(omnimedia_tenant_remove_category, raw(id)); }
    Result<void> remove_channel(std::string_view id) const { return told(omnimedia_tenant_remove_channel, raw(id)); }
    /// Removes the central swatch of a value of a dimension.
    Result<void> remove_swatch(std::string_view dimension, std::string_view value) const {
        return told(omnimedia_tenant_remove_swatch, raw(dimension), raw(value));
    }

    /// The life of a target as JSON: versions, draft, what is published, check-out; none where it has no life.
    Result<std::optional<Bytes>> life(const Target &target) const {
        const omnimedia_target at = target.raw();
        return perhaps<Bytes, omnimedia_bytes *>(
            [&](auto out, auto why) { return omnimedia_tenant_life(get(), &at, out, why); });
    }
    /// Who uses an asset, as a JSON list.
    Result<Bytes> used_by(std::string_view asset) const { return asked(omnimedia_tenant_used_by, raw(asset)); }
    /// Every target that has a life, live, as a JSON list.
    Result<Bytes> targets() const { return asked(omnimedia_tenant_targets); }

protected:
    /// A call that says whether it went well: `call(tenant, given…, &why)`.
    template <class Call, class... Given>
    Result<void> told(Call call, Given... given) const {
        return done([&](auto why) { return call(get(), given..., why); });
    }
    /// A call that gives bytes: `call(tenant, given…, &out, &why)`.
    template <class Call, class... Given>
    Result<Bytes> asked(Call call, Given... given) const {
        return made<Bytes, omnimedia_bytes *>([&](auto out, auto why) { return call(get(), given..., out, why); });
    }
    /// The same of what one does to a target: `call(tenant, &target, &stamp, given…, &why)`.
    template <class Call, class... Given>
    Result<void> done_on(Call call, const Target &target, const Stamp &stamp, Given... given) const {
        const omnimedia_target at = target.raw();
        const omnimedia_stamp now = stamp.raw();
        return told(call, &at, &now, given...);
    }
    template <class T, class Raw, class Call, class... Given>
    Result<T> on(Call call, const Target &target, const Stamp &stamp, Given... given) const {
        const omnimedia_target at = target.raw();
        const omnimedia_stamp now = stamp.raw();
        return made<T, Raw>([&](auto out, auto why) { return call(get(), &at, &now, given..., out, why); });
    }
};

}  // namespace detail
}  // namespace omnimedia

#endif  // OMNIMEDIA_AUTHORING_HPP
