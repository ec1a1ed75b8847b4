/* Publish groups: a part of `Tenant`. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_GROUPS_HPP
#define OMNIMEDIA_GROUPS_HPP

#include <cstdint>
#include <string_view>

#include "authoring.hpp"

namespace omnimedia {
namespace detail {

/// What a tenant can do with publish groups. What is edited as `target.in("Spring")` enters the group.
class Groups : public Authoring {
public:
    using Authoring::Authoring;

    Result<void> create_group(std::string_view name, const Stamp &stamp, const GroupOptions &options = {}) const {
        const omnimedia_group_options choices = options.raw();
        const omnimedia_stamp now = stamp.raw();
        return told(omnimedia_tenant_create_group, raw(name), &choices, &now);
    }
    Result<void> set_group_options(std::string_view name, const GroupOptions &options) const {
        const omnimedia_group_options choices = options.raw();
        return told(omnimedia_tenant_set_group_options, raw(name), &choices);
    }
    /// Most items of a group, and fewest seconds between two scheduled ones; 0 is no limit.
    Result<void> set_group_limits(std::uint64_t items, std::uint64_t seconds_apart) const {
        return told(omnimedia_tenant_set_group_limits, items, seconds_apart);
    }
    /// Deletes a group with what was edited in it.
    Result<void> delete_group(std::string_view name, const Stamp &stamp) const {
        const omnimedia_stamp now = stamp.raw();
        return told(omnimedia_tenant_delete_group, raw(name), &now);
    }
    /// Copies an item into the group of the target, from live or from another group; gives the number of the version.
    Result<std::uint32_t> copy_into_group(const Target &target, const Stamp &stamp, std::string_view from = {}) const {
        const omnimedia_target at = target.raw();
        const omnimedia_stamp now = stamp.raw();
        return made<std::uint32_t, std::uint32_t>([&](auto out, auto why) {
            return omnimedia_tenant_copy_into_group(get(), &at, raw(from), &now, out, why);
        });
    }
    /// Takes an item out of the group of the target, with what was edited of it there.
    Result<void> remove_from_group(const Target &target, const Stamp &stamp) const {
        return done_on(omnimedia_tenant_remove_from_group, target, stamp);
    }
    /// Schedules a group to run at an instant, such as `2026-12-01T08:00:00+01:00`; `run_due` runs it.
    Result<void> schedule_group(std::string_view name, std::string_view due, const Stamp &stamp) const {
        const omnimedia_stamp now = stamp.raw();
        return told(omnimedia_tenant_schedule_group, raw(name), raw(due), &now);
    }
    Result<void> unschedule_group(std::string_view name) const {
        return told(omnimedia_tenant_unschedule_group, raw(name));
    }
    /// Runs a group now, all of it or nothing; gives as JSON what it did.
    Result<Bytes> run_group(std::string_view name, const Stamp &stamp) const {
        const omnimedia_stamp now = stamp.raw();
        return asked(omnimedia_tenant_run_group, raw(name), &now);
    }
    /// Runs every group that is due, in the order of their instants; gives what became of them as a JSON list.
    Result<Bytes> run_due(std::int64_t now) const { return asked(omnimedia_tenant_run_due, now); }
    /// The groups as a JSON list, by name.
    Result<Bytes> groups() const { return asked(omnimedia_tenant_groups); }
};

}  // namespace detail
}  // namespace omnimedia

#endif  // OMNIMEDIA_GROUPS_HPP
