/* From tenant to tenant, and from the names of files: a part of `Tenant`. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_EXCHANGE_HPP
#define OMNIMEDIA_EXCHANGE_HPP

#include <string_view>
#include <utility>
#include <vector>

#include "manifest.hpp"

namespace omnimedia {

/// How file names are read. Its texts must live until the call.
struct LegacyOptions {
    /// Patterns, one a line, such as `/Products/{ProductNumber}_000_{Sequence}.png`; absent for the documented ones.
    std::string_view patterns = {};
    /// The context that files speak in.
    Context context = {};
    /// Where the files are served; absent makes the name itself the url.
    std::string_view base_url = {};

    omnimedia_legacy_options raw() const noexcept {
        omnimedia_legacy_options options{};
        options.size = sizeof options;
        options.patterns = detail::raw(patterns);
        options.context = context.raw();
        options.base_url = detail::raw(base_url);
        return options;
    }
};

/// What became of the names of files, and what changed by them: both as JSON.
struct Migrated {
    Bytes read;
    Bytes done;
};

/// What becomes of what both tenants have, and not the same.
enum class OnConflict {
    keep_destination = OMNIMEDIA_ON_CONFLICT_KEEP_DESTINATION,
    replace = OMNIMEDIA_ON_CONFLICT_REPLACE,
    keep_latest = OMNIMEDIA_ON_CONFLICT_KEEP_LATEST
};

/// What is copied from one tenant into another: all that is published, as it is, unless more is said. Its texts must
/// live until the call.
class TransferOptions {
public:
    OnConflict on_conflict = OnConflict::keep_destination;
    /// Copies drafts, too.
    bool drafts = false;
    /// Tells what would be done, and does nothing.
    bool dry_run = false;
    /// Drops every channel that is not mapped by name, but for Omnichannel.
    bool drop_other_channels = false;
    /// Drops every locale that is not mapped by name, but for Neutral.
    bool drop_other_locales = false;
    /// The numbers of the products to copy, and no category that is not named too.
    Names products = {};
    /// The ids of the categories to copy, and no product that is not named too.
    Names categories = {};

    /// A channel of the source and that of the destination, `""` for Omnichannel; absent drops it.
    TransferOptions &channel(std::string_view from, std::string_view to) {
        channels_.push_back({detail::raw(from), detail::raw(to)});
        return *this;
    }
    /// The same of a locale; `""` is Neutral.
    TransferOptions &locale(std::string_view from, std::string_view to) {
        locales_.push_back({detail::raw(from), detail::raw(to)});
        return *this;
    }
    omnimedia_transfer_options raw() const noexcept {
        omnimedia_transfer_options options{};
        options.size = sizeof options;
        options.on_conflict = static_cast<omnimedia_choice>(on_conflict);
        options.drafts = drafts ? 1 : 0;
        options.dry_run = dry_run ? 1 : 0;
        options.drop_other_channels = drop_other_channels ? 1 : 0;
        options.drop_other_locales = drop_other_locales ? 1 : 0;
        options.channels = channels_.empty() ? nullptr : channels_.data();
        options.channels_len = channels_.size();
        options.locales = locales_.empty() ? nullptr : locales_.data();
        options.locales_len = locales_.size();
        options.products = products.data();
        options.products_len = products.size();
        options.categories = categories.data();
        options.categories_len = categories.size();
        return options;
    }

private:
    std::vector<omnimedia_pair> channels_;
    std::vector<omnimedia_pair> locales_;
};

namespace detail {

/// What a tenant takes from elsewhere.
class Exchange : public Manifests {
public:
    using Manifests::Manifests;

    /// What the names of files of an older media library would assign, as JSON; nothing is changed.
    Result<Bytes> read_file_names(const Names &names, const LegacyOptions &options = {}) const {
        const omnimedia_legacy_options choices = options.raw();
        return asked(omnimedia_tenant_read_file_names, &choices, names.data(), names.size());
    }
    /// Assigns the files by their names; with `publish` what changed is published, and its assets along.
    Result<Migrated> migrate(const Names &names, const Stamp &stamp, bool publish = false,
                             const LegacyOptions &options = {}) const {
        const omnimedia_legacy_options choices = options.raw();
        const omnimedia_stamp now = stamp.raw();
        Bytes read;
        auto assigned = also<Bytes, omnimedia_bytes *>(&read, [&](auto out, auto told_of_it, auto why) {
            return omnimedia_tenant_migrate(get(), &choices, names.data(), names.size(), &now, publish ? 1 : 0,
                                            told_of_it, out, why);
        });
        if (!assigned) return assigned.fault();
        return Migrated{std::move(read), *std::move(assigned)};
    }
    /// Copies media and documents of this tenant into another one, on behalf of a user of that; gives the report as
    /// JSON. `progress(std::uint64_t done, std::uint64_t total)` returns nothing, or false to end it there: what is
    /// done stays done.
    template <class Progress = None>
    Result<Bytes> transfer(const Exchange &destination, std::string_view by, const TransferOptions &options = {},
                           Progress &&progress = {}) const {
        const omnimedia_transfer_options choices = options.raw();
        Calls calls(progress);
        return calls.over(
            asked(omnimedia_tenant_transfer, destination.get(), &choices, raw(by), calls.done(), calls.user()));
    }
};

}  // namespace detail
}  // namespace omnimedia

#endif  // OMNIMEDIA_EXCHANGE_HPP
