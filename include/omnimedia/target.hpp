/* What is edited in a tenant, by whom, and in which state it is looked at. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_TARGET_HPP
#define OMNIMEDIA_TARGET_HPP

#include <cstdint>
#include <string_view>

#include "publication.hpp"

namespace omnimedia {

/// Who does something, and when: the library reads no clock.
struct Stamp {
    /// The user.
    std::string_view by;
    /// Seconds since the beginning of 1970 in UTC.
    std::int64_t at;

    omnimedia_stamp raw() const noexcept { return {detail::raw(by), at}; }
};

/// What is edited, versioned and published. Its texts must live until the call.
class Target {
public:
    static Target asset(std::string_view id) noexcept { return {OMNIMEDIA_TARGET_ASSET, id, {}}; }
    /// A document of a product.
    static Target document(std::string_view product, const Context &context = {}) noexcept {
        return {OMNIMEDIA_TARGET_DOCUMENT, product, context};
    }
    /// A document of a category, whose context names a channel.
    static Target category(std::string_view id, const Context &context) noexcept {
        return {OMNIMEDIA_TARGET_CATEGORY, id, context};
    }
    /// Every document of a product that has an unpublished draft; to be published alone.
    static Target all_of_product(std::string_view number) noexcept {
        return {OMNIMEDIA_TARGET_ALL_OF_PRODUCT, number, {}};
    }
    /// Every document of a category that has an unpublished draft; to be published alone.
    static Target all_of_category(std::string_view id) noexcept {
        return {OMNIMEDIA_TARGET_ALL_OF_CATEGORY, id, {}};
    }
    /// The same in a publish group.
    Target in(std::string_view group) const noexcept {
        Target target = *this;
        target.group_ = group;
        return target;
    }
    omnimedia_target raw() const noexcept {
        omnimedia_target target{};
        target.size = sizeof target;
        target.kind = kind_;
        target.id = detail::raw(id_);
        target.context = context_.raw();
        target.group = detail::raw(group_);
        return target;
    }

private:
    Target(omnimedia_target_kind kind, std::string_view id, const Context &context) noexcept
        : kind_(kind), id_(id), context_(context) {}

    omnimedia_target_kind kind_;
    std::string_view id_;
    Context context_;
    std::string_view group_ = {};
};

/// In which state a tenant's publication is looked at. Its name must live until the call.
class State {
public:
    /// What is published, and only that.
    static State published() noexcept { return {OMNIMEDIA_STATE_PUBLISHED, {}, 0}; }
    /// As if every checked-in draft were published.
    static State drafts() noexcept { return {OMNIMEDIA_STATE_DRAFTS, {}, 0}; }
    /// As a user has it at hand: every draft, and what this user has checked out.
    static State work_of(std::string_view user) noexcept { return {OMNIMEDIA_STATE_WORK_OF, user, 0}; }
    /// As if a publish group ran now.
    static State group(std::string_view name) noexcept { return {OMNIMEDIA_STATE_GROUP, name, 0}; }
    /// As it will stand at an instant, in seconds since the beginning of 1970.
    static State as_of(std::int64_t instant) noexcept { return {OMNIMEDIA_STATE_AS_OF, {}, instant}; }

    omnimedia_state raw() const noexcept { return state_; }
    std::string_view name() const noexcept { return name_; }
    std::int64_t instant() const noexcept { return instant_; }

private:
    State(omnimedia_state state, std::string_view name, std::int64_t instant) noexcept
        : state_(state), name_(name), instant_(instant) {}

    omnimedia_state state_;
    std::string_view name_;
    std::int64_t instant_;
};

/// What becomes of what moved live since it entered a publish group.
enum class Conflicts { last_wins = OMNIMEDIA_CONFLICTS_LAST_WINS, refuse = OMNIMEDIA_CONFLICTS_REFUSE };

/// How a publish group publishes.
struct GroupOptions {
    Conflicts conflicts = Conflicts::last_wins;
    /// Publishes assets that are used and not published along; else they refuse the run.
    bool publish_all = false;

    omnimedia_group_options raw() const noexcept {
        omnimedia_group_options options{};
        options.size = sizeof options;
        options.conflicts = static_cast<omnimedia_choice>(conflicts);
        options.publish_all = publish_all ? 1 : 0;
        return options;
    }
};

/// What is told again until it is settled, with the number to settle it by.
template <class T>
struct Marked {
    T what;
    std::uint64_t mark;
};

}  // namespace omnimedia

#endif  // OMNIMEDIA_TARGET_HPP
