/* Manifests in and out: a part of `Tenant`. Part of omnimedia.hpp; include that. */
#ifndef OMNIMEDIA_MANIFEST_HPP
#define OMNIMEDIA_MANIFEST_HPP

#include <cstdint>
#include <optional>
#include <string_view>

#include "callback.hpp"
#include "groups.hpp"

namespace omnimedia {

/// What a manifest's `MediaSourceIfExistsAction` says.
enum class IfExists {
    unsaid = OMNIMEDIA_IF_EXISTS_UNSAID,
    use_existing = OMNIMEDIA_IF_EXISTS_USE_EXISTING,
    overwrite = OMNIMEDIA_IF_EXISTS_OVERWRITE,
    take_latest = OMNIMEDIA_IF_EXISTS_TAKE_LATEST,
    keep_both = OMNIMEDIA_IF_EXISTS_KEEP_BOTH
};

/// What a row of a manifest does.
enum class Action {
    draft = OMNIMEDIA_ACTION_DRAFT,
    publish_now = OMNIMEDIA_ACTION_PUBLISH_NOW,
    unpublish = OMNIMEDIA_ACTION_UNPUBLISH,
    unpublish_and_delete = OMNIMEDIA_ACTION_UNPUBLISH_AND_DELETE
};

/// How many rows of a manifest ended how.
using ImportCounts = omnimedia_import_counts;
/// How far an import is.
using ImportProgress = omnimedia_import_progress;

/// What is exported; its texts must live until the call.
struct ExportOptions {
    /// The products whose documents go out, with the assets that they use.
    Names products = {};
    Names categories = {};
    /// Empty text for Omnichannel.
    Names channels = {};
    /// `neutral` for Neutral.
    Names locales = {};
    /// Puts an apostrophe before cells that a spreadsheet would take for formulas.
    bool formula_safe = false;
    IfExists if_exists = IfExists::unsaid;

    omnimedia_export_options raw() const noexcept {
        omnimedia_export_options options{};
        options.size = sizeof options;
        options.products = products.data();
        options.products_len = products.size();
        options.categories = categories.data();
        options.categories_len = categories.size();
        options.channels = channels.data();
        options.channels_len = channels.size();
        options.locales = locales.data();
        options.locales_len = locales.size();
        options.formula_safe = formula_safe ? 1 : 0;
        options.if_exists = static_cast<omnimedia_choice>(if_exists);
        return options;
    }
};

/// How a manifest is taken in.
struct ImportOptions {
    /// Makes a missing alt text a warning; else its row is at fault.
    bool lenient = false;
    /// Takes cells as they are, split at tabs; else they are quoted as spreadsheets do.
    bool plain = false;
    /// Only tries: the report is the same, and the tenant is what it was.
    bool dry_run = false;
    /// What a row without an action means.
    Action empty_action = Action::draft;
    /// How many faults and warnings the report holds at most; 0 means 1,000.
    std::uint64_t most_faults = 0;
    /// How many bytes the manifest has, for reports of progress; 0 where nobody knows.
    std::uint64_t total_bytes = 0;

    omnimedia_import_options raw() const noexcept {
        omnimedia_import_options options{};
        options.size = sizeof options;
        options.lenient = lenient ? 1 : 0;
        options.plain = plain ? 1 : 0;
        options.dry_run = dry_run ? 1 : 0;
        options.empty_action = static_cast<omnimedia_choice>(empty_action);
        options.most_faults = most_faults;
        options.total_bytes = total_bytes;
        return options;
    }
};

/// What became of a manifest that was taken in: how each row ended.
class Imported : public detail::Handle<omnimedia_imported, omnimedia_imported_retain, omnimedia_imported_release> {
public:
    using Handle::Handle;

    ImportCounts counts() const noexcept {
        ImportCounts counts{};
        omnimedia_imported_counts(get(), &counts);
        return counts;
    }
    /// The first faults of rows, with row and column; none where there are none.
    Result<std::optional<Fault>> faults() const {
        return detail::perhaps<Fault, omnimedia_fault *>(
            [&](auto out, auto why) { return omnimedia_imported_faults(get(), out, why); });
    }
    /// The first warnings of good rows; none where there are none.
    Result<std::optional<Fault>> warnings() const {
        return detail::perhaps<Fault, omnimedia_fault *>(
            [&](auto out, auto why) { return omnimedia_imported_warnings(get(), out, why); });
    }
    /// The report as JSON: counts, faults and warnings.
    Result<Bytes> json() const {
        return detail::made<Bytes, omnimedia_bytes *>(
            [&](auto out, auto why) { return omnimedia_imported_json(get(), out, why); });
    }
    /// The manifest again, with how each row ended behind it. `manifest` is the one that was taken in.
    Result<Bytes> result(std::string_view manifest) const {
        return detail::made<Bytes, omnimedia_bytes *>([&](auto out, auto why) {
            return omnimedia_imported_result_bytes(get(), detail::bytes(manifest), manifest.size(), out, why);
        });
    }
    /// The same, piece by piece: `reader` and `writer` as those of `Tenant`.
    template <class Read, class Write>
    Result<void> write_result(Read &&reader, Write &&writer) const {
        detail::None none;
        detail::Calls calls(none, reader, writer);
        return calls.over(detail::done([&](auto why) {
            return omnimedia_imported_write_result(get(), calls.read(), calls.write(), calls.user(), why);
        }));
    }
};

namespace detail {

/// What a tenant can do with manifests.
///
/// - A reader, `reader(char *buffer, std::size_t room)`, returns how many bytes it wrote to the buffer, 0 at the end,
///   or an empty optional where it cannot go on (`OMNIMEDIA_READ`).
/// - A writer, `writer(std::string_view piece)`, returns nothing, or false where it cannot go on (`OMNIMEDIA_WRITE`).
/// - `progress(const ImportProgress &)` returns nothing, or false to cancel.
///
/// One that throws ends the work the same way; what it threw is thrown again when the library is left.
class Manifests : public Groups {
public:
    using Groups::Groups;

    /// A manifest that takes the tenant's media and assignments into another one. `report`, which may be NULL, gets as
    /// JSON what was written, and what did not travel.
    Result<Bytes> export_manifest(const ExportOptions &options = {}, Bytes *report = nullptr) const {
        const omnimedia_export_options choices = options.raw();
        return also<Bytes, omnimedia_bytes *>(report, [&](auto out, auto told_of_it, auto why) {
            return omnimedia_tenant_export_bytes(get(), &choices, out, told_of_it, why);
        });
    }
    /// The same, piece by piece; gives the report. From the writer the tenant can only be read.
    template <class Write>
    Result<Bytes> export_manifest_to(Write &&writer, const ExportOptions &options = {}) const {
        const omnimedia_export_options choices = options.raw();
        None none;
        Calls calls(none, none, writer);
        return calls.over(asked(omnimedia_tenant_export, &choices, calls.write(), calls.user()));
    }
    /// Takes a manifest in. What is wrong with rows is in the report.
    template <class Progress = None>
    Result<Imported> import_manifest(std::string_view manifest, const Stamp &stamp, const ImportOptions &options = {},
                                     Progress &&progress = {}) const {
        const omnimedia_import_options choices = options.raw();
        const omnimedia_stamp now = stamp.raw();
        Calls calls(progress);
        return calls.over(made<Imported, omnimedia_imported *>([&](auto out, auto why) {
            return omnimedia_tenant_import_bytes(get(), &choices, &now, bytes(manifest), manifest.size(),
                                                 calls.progress(), calls.user(), out, why);
        }));
    }
    /// Takes a manifest in, piece by piece. From the callables the tenant answers `OMNIMEDIA_IN_USE`.
    template <class Read, class Progress = None>
    Result<Imported> import_manifest_from(Read &&reader, const Stamp &stamp, const ImportOptions &options = {},
                                          Progress &&progress = {}) const {
        const omnimedia_import_options choices = options.raw();
        const omnimedia_stamp now = stamp.raw();
        Calls calls(progress, reader);
        return calls.over(made<Imported, omnimedia_imported *>([&](auto out, auto why) {
            return omnimedia_tenant_import(get(), &choices, &now, calls.read(), calls.progress(), calls.user(), out,
                                           why);
        }));
    }
};

}  // namespace detail
}  // namespace omnimedia

#endif  // OMNIMEDIA_MANIFEST_HPP
