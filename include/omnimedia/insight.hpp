/* What is audited, compared and minimised. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_INSIGHT_HPP
#define OMNIMEDIA_INSIGHT_HPP

#include <cstdint>
#include <optional>

#include "query.hpp"

namespace omnimedia {

/// What is audited; its texts must live until the call.
struct AuditOptions {
    Policy policy = {};
    /// Of which `answers` counts; may be NULL.
    const Limits *limits = nullptr;
    /// The words of the checks to make, such as `no_image`.
    Names checks = {};
};

/// What is compared; its texts must live until the call.
struct DiffOptions {
    /// Snapshots have their own, and refuse one.
    std::optional<Policy> policy = {};
    /// Of which `answers` counts; may be NULL.
    const Limits *limits = nullptr;
    /// The numbers of the products to look at, and no category that is not named too.
    Names products = {};
    /// The ids of the categories to look at, and no product that is not named too.
    Names categories = {};
};

/// What is minimised; its texts must live until the call.
struct MinimiseOptions {
    Policy policy = {};
    /// Of which `answers` counts; may be NULL.
    const Limits *limits = nullptr;
    /// The numbers of the products to look at.
    Names products = {};
    /// Most changed selections that a row lists; 0 means 100.
    std::uint64_t selections = 0;
};

namespace detail {

/// Options in the form of the C interface, with the policy that they point to.
template <class Raw>
class RawOptions {
public:
    RawOptions(const RawOptions &) = delete;
    RawOptions &operator=(const RawOptions &) = delete;
    const Raw *get() const noexcept { return &raw_; }

protected:
    RawOptions(const std::optional<Policy> &policy, const Limits *limits) noexcept {
        raw_.size = sizeof raw_;
        if (policy) {
            policy_ = policy->raw();
            raw_.policy = &policy_;
        }
        raw_.limits = limits;
    }
    ~RawOptions() = default;

    omnimedia_policy policy_{};
    Raw raw_{};
};

class RawAudit : public RawOptions<omnimedia_audit_options> {
public:
    explicit RawAudit(const AuditOptions &options) noexcept : RawOptions(options.policy, options.limits) {
        raw_.checks = options.checks.data();
        raw_.checks_len = options.checks.size();
    }
};

class RawDiff : public RawOptions<omnimedia_diff_options> {
public:
    explicit RawDiff(const DiffOptions &options) noexcept : RawOptions(options.policy, options.limits) {
        raw_.products = options.products.data();
        raw_.products_len = options.products.size();
        raw_.categories = options.categories.data();
        raw_.categories_len = options.categories.size();
    }
};

class RawMinimise : public RawOptions<omnimedia_minimise_options> {
public:
    explicit RawMinimise(const MinimiseOptions &options) noexcept : RawOptions(options.policy, options.limits) {
        raw_.products = options.products.data();
        raw_.products_len = options.products.size();
        raw_.selections = options.selections;
    }
};

}  // namespace detail
}  // namespace omnimedia

#endif  // OMNIMEDIA_INSIGHT_HPP
