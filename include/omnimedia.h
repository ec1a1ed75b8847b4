/*
 * omnimedia: which pictures, videos, documents and swatches a product shows, here, in this language.
 *
 * Conventions, for every function of this header:
 *
 * - A function returns a status: OMNIMEDIA_OK, or the number of the fault. A few return a plain value and say so.
 * - Arguments come in the order object, inputs, outputs; the last output is `why`, where a function has it. Outputs
 *   are written on success alone, `why` on failure alone.
 * - Text is UTF-8 with a length (omnimedia_str), never terminated by a zero. What the library lends, it lends as long
 *   as the object lives that the function names; nothing of it is freed.
 * - Objects are handles. Who gets one releases it, by the function of its type; `…_retain` makes one more reference.
 *   A handle is a number dressed as a pointer: never look behind it. NULL, a released handle and one of another type
 *   are answered by a status. The one thing that cannot be seen is a handle that is released while a call uses it;
 *   of two releases of one reference, at once or one after the other, the second is told that there is none.
 * - Arrays are the caller's: `capacity` is the room in them, and the count that comes back is how many elements there
 *   are. Where it is larger, ask again with more room.
 * - Structures that begin with `size` may grow: fill them with zeros, and set `size` to `sizeof` the structure.
 * - Pointers are valid and aligned for what they point to; NULL is fine where it is said, else it is a status.
 * - No function keeps state of the calling thread, prints, or reads a clock; no fault of the library unwinds into the
 *   caller. After such a fault, OMNIMEDIA_INTERNAL, elements of an array may have been written, its count not.
 * - A callback runs on the thread of the call, and may call everything: what the call itself holds answers
 *   OMNIMEDIA_IN_USE, and nothing waits. It may also release what the call works on, which stays until the call is over.
 *   After a callback that ended a call none of that call's comes any more. Callbacks must not unwind or jump out of the
 *   library.
 *
 * The file is generated from the sources in ffi/src; change those.
 */


#ifndef OMNIMEDIA_H
#define OMNIMEDIA_H

#include <stddef.h>
#include <stdint.h>

/** An omnimedia_str for a literal: `omnimedia_str s = OMNIMEDIA_STR("S1");` */
#define OMNIMEDIA_STR(literal) {(const uint8_t *)(literal), sizeof(literal) - 1}

/**
 * The number of this ABI: it rises when a program built against an older header would no longer work.
 *
 * Compare it with `omnimedia_abi_version()`, which tells the number of the library that was loaded.
 */
#define OMNIMEDIA_ABI_VERSION 1

/**
 * Phase: rows are read and checked; nothing was changed yet.
 */
#define OMNIMEDIA_PHASE_READING 0

/**
 * Phase: what was read is applied.
 */
#define OMNIMEDIA_PHASE_APPLYING 1

/**
 * An answer: what a product, a variant or a selection shows, with every text, property and origin. It never changes,
 * keeps what it was asked of alive, and any thread may read it.
 */
typedef struct omnimedia_answer omnimedia_answer;

/**
 * A publication that is being built by calls, one after the other.
 *
 * Entities come one by one, in any order. A call that begins one, such as `omnimedia_builder_asset`, ends the one
 * before it; calls that say more of it follow. A call out of order, such as an item where no set is begun, is
 * `OMNIMEDIA_BAD_ARGUMENT` with a fault that says what must come first. Of a call that is refused nothing stays: the
 * builder is as before it. Whether the whole is legal is checked by `omnimedia_builder_finish`, which tells all of its
 * faults at once, by places such as `products[3].media[0].locale`.
 *
 * One thread at a time: a call while another thread is in one is `OMNIMEDIA_IN_USE`. Every text is copied. After a fault of
 * the library itself in a call the builder answers `OMNIMEDIA_INTERNAL` for ever; release it and begin a new one.
 */
typedef struct omnimedia_builder omnimedia_builder;

/**
 * Text or bytes that the library made: JSON, a page, an explanation. Any thread may read it.
 */
typedef struct omnimedia_bytes omnimedia_bytes;

/**
 * Why a call was refused: at least one fault, in the order of the input. Any thread may read it.
 */
typedef struct omnimedia_fault omnimedia_fault;

/**
 * What became of a manifest that was taken in: how each row ended. Any thread may read it.
 */
typedef struct omnimedia_imported omnimedia_imported;

/**
 * A publication: what is published, in memory. It never changes, and any thread may ask it.
 */
typedef struct omnimedia_publication omnimedia_publication;

/**
 * A snapshot: prepared answers in one string of bytes. It never changes, and any thread may ask it.
 */
typedef struct omnimedia_snapshot omnimedia_snapshot;

/**
 * A live store: it holds the snapshot that is asked now. Any thread may take it and ask, while one replaces it.
 */
typedef struct omnimedia_store omnimedia_store;

/**
 * A tenant: the media library, products and categories, and of each asset and document the published content, the
 * draft, the check-out and the versions.
 *
 * Any thread may call. Calls that only read run together, one that changes something runs alone. No call waits for
 * another: where it cannot run now it answers `OMNIMEDIA_IN_USE`, and the caller calls again. So it is within
 * callbacks, too: from one of an import nothing of that tenant can be called, from one of an export what only reads.
 * Either all that a call says is done, or nothing. After a fault of the library itself in the middle of a change the
 * tenant answers `OMNIMEDIA_INTERNAL` for ever; read it again from where it is stored. After one in a call that only
 * reads it can be used as before.
 */
typedef struct omnimedia_tenant omnimedia_tenant;

/**
 * What became of a call: `OMNIMEDIA_OK`, or the number of the fault.
 *
 * Numbers come in families by the thousand, are the same in every language, and are never reused: 1 text that cannot
 * be read, 2 entities that contradict the rules (21 warnings), 3 limits, 4 queries, 5 snapshots, 6 the C ABI,
 * 7 authoring, 8 interchange and rollout, 9 faults of the library.
 */
typedef int32_t omnimedia_status;

/**
 * Which list of an answer, by number.
 */
typedef int32_t omnimedia_list;

/**
 * UTF-8 text, `len` bytes at `data`, not terminated by a zero.
 *
 * `{NULL, 0}` is absent; a pointer with length 0 is the empty text. Who lends it, and for how long, stands with the
 * function that takes or gives it.
 */
typedef struct {
    /**
     * The first byte, or NULL.
     */
    const uint8_t *data;
    /**
     * How many bytes.
     */
    size_t len;
} omnimedia_str;

/**
 * What an asset is, by number.
 */
typedef int32_t omnimedia_kind;

/**
 * One picture, video or file of a product. How long its texts live stands with the function that gives it.
 */
typedef struct {
    /**
     * The id of the asset.
     */
    omnimedia_str asset;
    /**
     * Where its bytes are; absent where nobody said.
     */
    omnimedia_str url;
    /**
     * What it is for; absent for primary items.
     */
    omnimedia_str purpose;
    /**
     * What stands for it in words, in the query's language; absent where there is no such text.
     */
    omnimedia_str alt;
    /**
     * `OMNIMEDIA_IMAGE`, `OMNIMEDIA_VIDEO` or `OMNIMEDIA_FILE`.
     */
    omnimedia_kind kind;
} omnimedia_item;

/**
 * A field of an item's texts, by number.
 */
typedef int32_t omnimedia_field;

/**
 * Whose extension properties, by number.
 */
typedef int32_t omnimedia_owner;

/**
 * Two texts that belong together: a dimension and its value, a key and its property.
 */
typedef struct {
    /**
     * The dimension, or the key.
     */
    omnimedia_str key;
    /**
     * Its value.
     */
    omnimedia_str value;
} omnimedia_pair;

/**
 * At which level of a product something is assigned, by number.
 */
typedef int32_t omnimedia_level;

/**
 * Where and in which language something is asked: catalog, channel, locale. Absent or empty text is the default catalog, Omnichannel, Neutral.
 */
typedef struct {
    /**
     * The catalog number.
     */
    omnimedia_str catalog;
    /**
     * The channel, an operating unit number.
     */
    omnimedia_str channel;
    /**
     * The locale, a BCP 47 tag in any case.
     */
    omnimedia_str locale;
} omnimedia_context;

/**
 * Where an item, or a whole answer, comes from. Its texts live as long as the answer.
 */
typedef struct {
    /**
     * 1 where a document spoke or severed, so that there is a context; else 0.
     */
    int32_t has_context;
    /**
     * The level of the set, or `OMNIMEDIA_LEVEL_NONE`.
     */
    omnimedia_level level;
    /**
     * The context of the document, as it writes it.
     */
    omnimedia_context context;
    /**
     * The variant whose set it is; absent at other levels.
     */
    omnimedia_str variant;
} omnimedia_origin;

/**
 * What the answer as a whole says of itself. Its texts live as long as the answer.
 */
typedef struct {
    /**
     * The number of the product.
     */
    omnimedia_str product;
    /**
     * The number of the variant; absent for a product and a selection.
     */
    omnimedia_str variant;
    /**
     * The first set that spoke, or the document that severed.
     */
    omnimedia_origin origin;
    /**
     * The content hash, an ETag: equal where items, texts and default image are equal, in every build and on every
     * platform.
     */
    uint8_t hash[16];
    /**
     * How many primary items.
     */
    size_t primary;
    /**
     * How many additional items.
     */
    size_t additional;
} omnimedia_answer_info;

/**
 * What input may have at most. 0 for any of them means its default.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * Dimensions of a product: 16.
     */
    uint64_t dimensions;
    /**
     * Values of a dimension: 4,096.
     */
    uint64_t values;
    /**
     * Variants of a product: 65,536.
     */
    uint64_t variants;
    /**
     * Items of a list: 1,000.
     */
    uint64_t items;
    /**
     * Documents of a product: 65,536.
     */
    uint64_t documents;
    /**
     * Patterns of a document: 65,536.
     */
    uint64_t patterns;
    /**
     * Bytes of an identifier: 512.
     */
    uint64_t identifier;
    /**
     * Bytes of a manifest's cell: 1 MiB.
     */
    uint64_t cell;
    /**
     * Bytes of a line: 16 MiB.
     */
    uint64_t line;
    /**
     * Columns of a manifest: 16,384.
     */
    uint64_t columns;
    /**
     * Nesting of JSON: 64; at most 120 is honoured.
     */
    uint64_t nesting;
    /**
     * Answers that an audit or a diff covers: 100 million.
     */
    uint64_t answers;
} omnimedia_limits;

/**
 * The part of an image that a swatch shows, in fractions of the image from 0 to 1.
 */
typedef struct {
    /**
     * The left edge.
     */
    double x;
    /**
     * The upper edge.
     */
    double y;
    /**
     * The width.
     */
    double width;
    /**
     * The height.
     */
    double height;
} omnimedia_crop;

/**
 * What a list does with the rest of its chain, by number.
 */
typedef int32_t omnimedia_mode;

/**
 * How file names are read. NULL means zeros: the documented patterns, Omnichannel, Neutral.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * Patterns, one a line, such as `/Products/{ProductNumber}_000_{Sequence}.png`; absent for the documented ones.
     */
    omnimedia_str patterns;
    /**
     * The context that files speak in.
     */
    omnimedia_context context;
    /**
     * Where the files are served; absent makes the name itself the url.
     */
    omnimedia_str base_url;
} omnimedia_legacy_options;

/**
 * Who does something, and when: the library reads no clock.
 */
typedef struct {
    /**
     * The user; must be there, and may be empty.
     */
    omnimedia_str by;
    /**
     * Seconds since the beginning of 1970 in UTC, from the year -9999 to 9999; what lies outside is the nearest inside.
     */
    int64_t at;
} omnimedia_stamp;

/**
 * A choice of a policy, by number; 0 is the default.
 */
typedef int32_t omnimedia_choice;

/**
 * What is copied from one tenant into another. NULL means zeros: all that is published, as it is.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * `OMNIMEDIA_ON_CONFLICT_…`: what becomes of what both have, and not the same.
     */
    omnimedia_choice on_conflict;
    /**
     * 1 copies drafts, too.
     */
    int32_t drafts;
    /**
     * 1 tells what would be done, and does nothing.
     */
    int32_t dry_run;
    /**
     * 1 drops every channel that is not mapped by name, but for Omnichannel.
     */
    int32_t drop_other_channels;
    /**
     * 1 drops every locale that is not mapped by name, but for Neutral.
     */
    int32_t drop_other_locales;
    /**
     * Channels of the source as `key`, each with that of the destination as `value`, empty for Omnichannel; a value
     * that is absent drops the channel. The same of one channel twice: the last holds.
     */
    const omnimedia_pair *channels;
    /**
     * How many channels.
     */
    size_t channels_len;
    /**
     * The same of locales; empty is Neutral.
     */
    const omnimedia_pair *locales;
    /**
     * How many locales.
     */
    size_t locales_len;
    /**
     * The numbers of the products to copy, and no category that is not named too; NULL for all.
     */
    const omnimedia_str *products;
    /**
     * How many products.
     */
    size_t products_len;
    /**
     * The ids of the categories to copy, and no product that is not named too; NULL for all.
     */
    const omnimedia_str *categories;
    /**
     * How many categories.
     */
    size_t categories_len;
} omnimedia_transfer_options;

/**
 * Is told after each item how many of how many are done. What it returns but 0 ends the work there.
 */
typedef int32_t (*omnimedia_done)(void *user, uint64_t done, uint64_t total);

/**
 * One fault. Its texts live as long as the handle that it is from.
 */
typedef struct {
    /**
     * The number of the fault, the same in every language.
     */
    omnimedia_status code;
    /**
     * 1 where it is only a warning, else 0.
     */
    int32_t is_warning;
    /**
     * The stable name of the code, such as `not_found`.
     */
    omnimedia_str name;
    /**
     * What is wrong, in one line.
     */
    omnimedia_str message;
    /**
     * Where: `row`, `line` and `column` and a path such as `products[3].media[0].locale`; empty where an argument
     * itself is at fault.
     */
    omnimedia_str place;
    /**
     * What to do about it, in one line.
     */
    omnimedia_str advice;
    /**
     * The row of a manifest, counted from 1; 0 where there is none.
     */
    uint64_t row;
    /**
     * The line, counted from 1; 0 where there is none.
     */
    uint64_t line;
    /**
     * The column, counted from 1 in bytes; 0 where there is none.
     */
    uint64_t column;
} omnimedia_fault_info;

/**
 * The choices that decide which assignment wins. NULL for one means the default everywhere.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * `OMNIMEDIA_ORDER_…`: in which order contexts are tried.
     */
    omnimedia_choice order;
    /**
     * `OMNIMEDIA_PARENTS_…`: what a locale falls back to.
     */
    omnimedia_choice parents;
    /**
     * `OMNIMEDIA_INHERITANCE_…`: which sets may speak.
     */
    omnimedia_choice inheritance;
    /**
     * `OMNIMEDIA_ALT_SOURCE_…`: where alt texts come from.
     */
    omnimedia_choice alt_source;
} omnimedia_policy;

/**
 * What is audited. NULL means zeros.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * The policy, or NULL.
     */
    const omnimedia_policy *policy;
    /**
     * Limits, of which `answers` counts, or NULL.
     */
    const omnimedia_limits *limits;
    /**
     * The words of the checks to make, such as `no_image`; NULL for every check.
     */
    const omnimedia_str *checks;
    /**
     * How many words.
     */
    size_t checks_len;
} omnimedia_audit_options;

/**
 * Takes a row as JSON, which is lent for the call. What it returns but 0 ends the rows; that is no fault.
 */
typedef int32_t (*omnimedia_each)(void *user, omnimedia_str row);

/**
 * What is compared. NULL means zeros.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * The policy, or NULL; snapshots have their own, and refuse one.
     */
    const omnimedia_policy *policy;
    /**
     * Limits, of which `answers` counts, or NULL.
     */
    const omnimedia_limits *limits;
    /**
     * The numbers of the products to look at, and no category that is not named too; NULL for all. One that is nowhere is
     * passed over.
     */
    const omnimedia_str *products;
    /**
     * How many products.
     */
    size_t products_len;
    /**
     * The ids of the categories to look at, and no product that is not named too; NULL for all.
     */
    const omnimedia_str *categories;
    /**
     * How many categories.
     */
    size_t categories_len;
} omnimedia_diff_options;

/**
 * What is minimised. NULL means zeros.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * The policy, or NULL.
     */
    const omnimedia_policy *policy;
    /**
     * Limits, of which `answers` counts, or NULL.
     */
    const omnimedia_limits *limits;
    /**
     * The numbers of the products to look at; NULL for all.
     */
    const omnimedia_str *products;
    /**
     * How many products.
     */
    size_t products_len;
    /**
     * Most changed selections that a row lists; 0 means 100.
     */
    uint64_t selections;
} omnimedia_minimise_options;

/**
 * A context that a snapshot or a live store interned: a number, to be passed by value and kept as long as its owner.
 *
 * It is good for the snapshot that gave it, or for every snapshot of the store that gave it. Any other refuses it with
 * `OMNIMEDIA_WRONG_SHELF`. No shelf is 0.
 */
typedef uint64_t omnimedia_shelf;

/**
 * What a snapshot says of a product or variant itself. Its texts live as long as the snapshot.
 */
typedef struct {
    /**
     * The number of the product.
     */
    omnimedia_str product;
    /**
     * The number of the variant; absent for a product.
     */
    omnimedia_str variant;
    /**
     * The name of the product; absent where it has none.
     */
    omnimedia_str name;
    /**
     * The record id of the product or variant itself; 0 where it has none.
     */
    uint64_t record_id;
} omnimedia_found;

/**
 * What is exported. NULL means zeros: everything. An array that is not NULL and has length 0 chooses nothing.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * The numbers of the products whose documents go out, with the assets that they use; NULL for all.
     */
    const omnimedia_str *products;
    /**
     * How many products.
     */
    size_t products_len;
    /**
     * The ids of the categories whose documents go out; NULL for all.
     */
    const omnimedia_str *categories;
    /**
     * How many categories.
     */
    size_t categories_len;
    /**
     * The channels whose documents go out, empty for Omnichannel; NULL for all.
     */
    const omnimedia_str *channels;
    /**
     * How many channels.
     */
    size_t channels_len;
    /**
     * The locales whose documents go out, `neutral` for Neutral; NULL for all.
     */
    const omnimedia_str *locales;
    /**
     * How many locales.
     */
    size_t locales_len;
    /**
     * 1 puts an apostrophe before cells that a spreadsheet would take for formulas; an import takes it away.
     */
    int32_t formula_safe;
    /**
     * `OMNIMEDIA_IF_EXISTS_…`: what `MediaSourceIfExistsAction` says.
     */
    omnimedia_choice if_exists;
} omnimedia_export_options;

/**
 * Takes the next `len` bytes of an output, all of them. Returns 0; what else it returns breaks off with
 * `OMNIMEDIA_WRITE`.
 */
typedef int32_t (*omnimedia_write)(void *user, const uint8_t *bytes, size_t len);

/**
 * How a manifest is taken in. NULL means zeros.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * 1 makes a missing alt text a warning; with 0 its row is at fault.
     */
    int32_t lenient;
    /**
     * 1 takes cells as they are, split at tabs; with 0 they are quoted as spreadsheets do.
     */
    int32_t plain;
    /**
     * 1 only tries: the report is the same, and the tenant is what it was.
     */
    int32_t dry_run;
    /**
     * `OMNIMEDIA_ACTION_…`: what a row without an action means.
     */
    omnimedia_choice empty_action;
    /**
     * How many faults and warnings the report holds at most; 0 means 1,000.
     */
    uint64_t most_faults;
    /**
     * How many bytes the manifest has, for reports of progress; 0 where nobody knows.
     */
    uint64_t total_bytes;
} omnimedia_import_options;

/**
 * Gives the next bytes of an input: writes up to `capacity` of them to `buffer`, and their number to `filled`, where 0
 * is the end. Returns 0; what else it returns breaks off with `OMNIMEDIA_READ`. More than `capacity` is refused with
 * `OMNIMEDIA_BAD_ARGUMENT`. `filled` is 0 when it is called.
 */
typedef int32_t (*omnimedia_read)(void *user, uint8_t *buffer, size_t capacity, size_t *filled);

/**
 * How far an import is.
 */
typedef struct {
    /**
     * `OMNIMEDIA_PHASE_…`: what it is at.
     */
    int32_t phase;
    /**
     * Rows read.
     */
    uint64_t rows;
    /**
     * Bytes read.
     */
    uint64_t bytes;
    /**
     * Bytes of the whole manifest; 0 where nobody said.
     */
    uint64_t total_bytes;
    /**
     * Assets and documents applied.
     */
    uint64_t applied;
    /**
     * Assets and documents to apply; 0 while rows are read.
     */
    uint64_t to_apply;
} omnimedia_import_progress;

/**
 * Is told from time to time how far an import is; `progress` is lent for the call. What it returns but 0 cancels the
 * import: while rows are read nothing is changed, later what was applied stays.
 */
typedef int32_t (*omnimedia_progress)(void *user, const omnimedia_import_progress *progress);

/**
 * How many rows of a manifest ended how.
 */
typedef struct {
    /**
     * Rows that were read, but for those without anything in them.
     */
    uint64_t rows;
    /**
     * Rows without anything in them.
     */
    uint64_t empty_rows;
    /**
     * Rows that were applied.
     */
    uint64_t applied;
    /**
     * Rows that said what was so already.
     */
    uint64_t unchanged;
    /**
     * Rows whose choices keep what is there.
     */
    uint64_t kept;
    /**
     * Good rows held back since another row of their list is at fault.
     */
    uint64_t held_back;
    /**
     * Rows that were not applied since the import was cancelled.
     */
    uint64_t cancelled;
    /**
     * Rows at fault.
     */
    uint64_t failed;
    /**
     * Warnings in good rows.
     */
    uint64_t warnings;
    /**
     * Assets that were changed.
     */
    uint64_t assets;
    /**
     * Documents that were changed.
     */
    uint64_t documents;
    /**
     * 1 where no row failed, was held back or cancelled, else 0.
     */
    int32_t is_clean;
    /**
     * 1 where the import was cancelled before all was done, else 0.
     */
    int32_t is_cancelled;
} omnimedia_import_counts;

/**
 * Which product, variant or selection is asked for, and where.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * The number of a product or variant; absent where the record id says it.
     */
    omnimedia_str number;
    /**
     * The record id of a product or variant; 0 where the number says it.
     */
    uint64_t record_id;
    /**
     * A variant of the product; may be absent.
     */
    omnimedia_str variant;
    /**
     * Selected values by dimension; NULL where there are none.
     */
    const omnimedia_pair *values;
    /**
     * How many values.
     */
    size_t values_len;
    /**
     * Where and in which language.
     */
    omnimedia_context context;
} omnimedia_query;

/**
 * Whose swatch it is, by number.
 */
typedef int32_t omnimedia_swatch_source;

/**
 * How a swatch is shown, by number.
 */
typedef int32_t omnimedia_swatch_shown;

/**
 * How a value of a dimension looks. How long its texts live stands with the function that gives it.
 */
typedef struct {
    /**
     * The name of the dimension.
     */
    omnimedia_str dimension;
    /**
     * The value.
     */
    omnimedia_str value;
    /**
     * The id of its image, whether or not it may be shown; absent where it has none.
     */
    omnimedia_str asset;
    /**
     * Where the bytes of the image are that is shown; absent where no image is, and where nobody said.
     */
    omnimedia_str url;
    /**
     * The part of the image to show, zeros where `has_crop` is 0.
     */
    omnimedia_crop crop;
    /**
     * The colour as it was written, such as `#2F5D73`, then zeros; all zeros where it has none.
     */
    uint8_t hex[8];
    /**
     * 1 where a part of the image is shown, 0 where all of it.
     */
    int32_t has_crop;
    /**
     * `OMNIMEDIA_SWATCH_OF_PRODUCT` or `OMNIMEDIA_SWATCH_CENTRAL`.
     */
    omnimedia_swatch_source source;
    /**
     * `OMNIMEDIA_SHOWN_HEX`, `OMNIMEDIA_SHOWN_IMAGE` or `OMNIMEDIA_SHOWN_TEXT`.
     */
    omnimedia_swatch_shown shown;
    /**
     * What the asset is that is shown; `OMNIMEDIA_IMAGE` where none is.
     */
    omnimedia_kind kind;
} omnimedia_swatch;

/**
 * The picture of a category. How long its texts live stands with the function that gives it.
 */
typedef struct {
    /**
     * The id of the asset, whether or not it may be shown; absent where the category has no picture here.
     */
    omnimedia_str asset;
    /**
     * Where the bytes of the picture are that is shown; absent where none is, and where nobody said.
     */
    omnimedia_str url;
    /**
     * What stands for the picture in words, in the language that was asked for; else the category's name.
     */
    omnimedia_str alt;
    /**
     * Its title.
     */
    omnimedia_str title;
    /**
     * Its caption.
     */
    omnimedia_str caption;
    /**
     * Its description.
     */
    omnimedia_str description;
    /**
     * Its name in the media library.
     */
    omnimedia_str display_name;
    /**
     * What the asset is; `OMNIMEDIA_IMAGE` where none is shown.
     */
    omnimedia_kind kind;
    /**
     * 1 where the picture is shown: its asset is known, published and allowed in the channel; else 0.
     */
    int32_t is_shown;
} omnimedia_category_image;

/**
 * A publication and what it is called on the page.
 */
typedef struct {
    /**
     * What it is called.
     */
    omnimedia_str caption;
    /**
     * The publication.
     */
    const omnimedia_publication *publication;
} omnimedia_preview_side;

/**
 * What is on the page. NULL means zeros: everything, under the usual limits.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * What the page is called; `Media preview` where it is absent.
     */
    omnimedia_str title;
    /**
     * The products, by their numbers or those of variants; all where there are none.
     */
    const omnimedia_str *products;
    /**
     * How many products.
     */
    size_t products_len;
    /**
     * Only these channels of the known contexts, absent or empty text for Omnichannel; all where there are none.
     */
    const omnimedia_str *channels;
    /**
     * How many channels.
     */
    size_t channels_len;
    /**
     * Only these locales of the known contexts, absent or empty text for Neutral; all where there are none.
     */
    const omnimedia_str *locales;
    /**
     * How many locales.
     */
    size_t locales_len;
    /**
     * Only these catalogs of the known contexts, absent or empty text for the default one; all where there are none.
     */
    const omnimedia_str *catalogs;
    /**
     * How many catalogs.
     */
    size_t catalogs_len;
    /**
     * Small pictures: pairs of an asset's id and a data url of a PNG, JPEG, GIF, WebP or AVIF picture in base64.
     */
    const omnimedia_pair *thumbnails;
    /**
     * How many small pictures.
     */
    size_t thumbnails_len;
    /**
     * How many answers the page may hold: selections times contexts times sides. 0 is a million.
     */
    uint64_t most_answers;
    /**
     * How many bytes the page may have. 0 is 32 MiB.
     */
    uint64_t limit;
    /**
     * 1 shows images without a small picture from their own urls, so that the page asks the network; 0 does not.
     */
    int32_t link_pictures;
} omnimedia_preview_options;

/**
 * A form of text, by number.
 */
typedef int32_t omnimedia_format;

/**
 * A shape of the retail API, by number.
 */
typedef int32_t omnimedia_shape;

/**
 * A medium that the page's author puts behind the product's own.
 */
typedef struct {
    /**
     * Where it is.
     */
    omnimedia_str uri;
    /**
     * What it shows, in words; may be absent.
     */
    omnimedia_str alt_text;
    /**
     * `OMNIMEDIA_IMAGE`, `OMNIMEDIA_VIDEO` or `OMNIMEDIA_FILE`; the gallery shows a file nowhere else.
     */
    omnimedia_kind kind;
} omnimedia_curated_image;

/**
 * What the gallery module lets an author choose. NULL means zeros.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * 0 hides the images of the master from a selected variant, which shows its own answer alone; 1 shows them behind
     * it, each asset once. The opposite of `shouldHideMasterProductImagesForVariant`.
     */
    int32_t show_master_images;
    /**
     * 0 shows the product until a variant is selected; 1 lets values that do not come to a variant have a say:
     * `shouldUpdateOnPartialDimensionSelection`.
     */
    int32_t partial_selection;
    /**
     * 0 shows videos, 1 does not.
     */
    int32_t without_videos;
    /**
     * `OMNIMEDIA_GALLERY_ALT_…`: where alt texts come from: `altTextSource`.
     */
    omnimedia_choice alt_text;
    /**
     * What is shown behind the product's media, in this order: `images`; NULL where there is none.
     */
    const omnimedia_curated_image *curated;
    /**
     * How many curated images.
     */
    size_t curated_len;
} omnimedia_gallery_options;

/**
 * Where one medium is, and how it is shown: `MediaLocation` of the Retail Server API. How long its texts live stands
 * with the function that gives it; those of a curated image are the caller's own.
 */
typedef struct {
    /**
     * The url of the asset, `Uri`; absent where it has none, or an empty one.
     */
    omnimedia_str uri;
    /**
     * What it shows, in words, in the language of the query, `AltText`; absent where there is no such text.
     */
    omnimedia_str alt_text;
    /**
     * The id of the asset; absent where it is curated.
     */
    omnimedia_str asset;
    /**
     * What it is for; absent for all but additional media.
     */
    omnimedia_str purpose;
    /**
     * `OMNIMEDIA_IMAGE`, `OMNIMEDIA_VIDEO` or `OMNIMEDIA_FILE`.
     */
    omnimedia_kind kind;
    /**
     * Its place in the list it came in, 1 first: `Priority`.
     */
    uint32_t priority;
    /**
     * 1 where it is the default image, of which a list has one at most, else 0: `IsDefault`.
     */
    int32_t is_default;
    /**
     * 1 where the host has to say where its media server is, else 0: `IsSelfHosted`.
     */
    int32_t is_self_hosted;
    /**
     * 1 where variants share it, since it was assigned to the product or a pattern, else 0:
     * `IsApplicableForChildEntities`.
     */
    int32_t is_applicable_for_child_entities;
} omnimedia_media_location;

/**
 * How a snapshot is opened. NULL means zeros: checked, and a file mapped.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * 0 checks the checksums of all sections and every invariant before the snapshot is used; 1 looks at the header alone, so that opening
     * costs the same at any size. An unchecked snapshot with wrong bytes gives wrong answers or faults, never more.
     */
    int32_t unverified;
    /**
     * 0 maps a file; 1 reads it into memory, so that the file may change or vanish afterwards.
     */
    int32_t in_memory;
} omnimedia_open_options;

/**
 * What a host does when the bytes that it lent are not read any more. It may call everything, also the store that let them
 * go.
 */
typedef void (*omnimedia_released)(void *user);

/**
 * What a snapshot says of itself.
 */
typedef struct {
    /**
     * `OMNIMEDIA_ORDER_…` of the policy that it was written under.
     */
    omnimedia_choice order;
    /**
     * `OMNIMEDIA_PARENTS_…` of that policy.
     */
    omnimedia_choice parents;
    /**
     * `OMNIMEDIA_INHERITANCE_…` of that policy.
     */
    omnimedia_choice inheritance;
    /**
     * `OMNIMEDIA_ALT_SOURCE_…` of that policy.
     */
    omnimedia_choice alt_source;
    /**
     * The hash of its content, which deltas name their base by; of shards that of the whole set.
     */
    uint8_t content_hash[16];
    /**
     * How many deltas are open on the base.
     */
    size_t deltas;
    /**
     * The bytes of all layers; of shards those of all of them and of their index.
     */
    uint64_t bytes;
} omnimedia_snapshot_info;

/**
 * What a file is, by number.
 */
typedef int32_t omnimedia_probe_kind;

/**
 * What a target is, by number.
 */
typedef int32_t omnimedia_target_kind;

/**
 * What is edited, versioned and published: an asset, or a document of a product or category.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * `OMNIMEDIA_TARGET_…`: what it is.
     */
    omnimedia_target_kind kind;
    /**
     * The asset, product or category.
     */
    omnimedia_str id;
    /**
     * The context of a document; left out for all else.
     */
    omnimedia_context context;
    /**
     * The publish group that has it; absent for what is live.
     */
    omnimedia_str group;
} omnimedia_target;

/**
 * How a publish group publishes. NULL for it means zeros.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * `OMNIMEDIA_CONFLICTS_…`: what becomes of what moved live since it entered the group.
     */
    omnimedia_choice conflicts;
    /**
     * 1 publishes assets that are used and not published along; 0 refuses the run.
     */
    int32_t publish_all;
} omnimedia_group_options;

/**
 * A state of a tenant, by number.
 */
typedef int32_t omnimedia_state;

/**
 * The ordered gallery.
 */
#define OMNIMEDIA_PRIMARY 0

/**
 * The items with a purpose.
 */
#define OMNIMEDIA_ADDITIONAL 1

/**
 * The text that stands for the picture.
 */
#define OMNIMEDIA_FIELD_ALT 0

/**
 * The title.
 */
#define OMNIMEDIA_FIELD_TITLE 1

/**
 * The caption.
 */
#define OMNIMEDIA_FIELD_CAPTION 2

/**
 * The description.
 */
#define OMNIMEDIA_FIELD_DESCRIPTION 3

/**
 * The name in the media library.
 */
#define OMNIMEDIA_FIELD_DISPLAY_NAME 4

/**
 * The item's own.
 */
#define OMNIMEDIA_OF_ITEM 0

/**
 * The asset's.
 */
#define OMNIMEDIA_OF_ASSET 1

/**
 * The product's; list and index make no difference.
 */
#define OMNIMEDIA_OF_PRODUCT 2

/**
 * Order: locale before channel before Omnichannel; the default.
 */
#define OMNIMEDIA_ORDER_LOCALE_FIRST 0

/**
 * Order: channel before locale.
 */
#define OMNIMEDIA_ORDER_CHANNEL_FIRST 1

/**
 * Order: the documented ladder of Dynamics 365 Commerce.
 */
#define OMNIMEDIA_ORDER_DOCUMENTED 2

/**
 * Parents: by truncation, `zh-Hant-HK` to `zh-Hant` to `zh`; the default.
 */
#define OMNIMEDIA_PARENTS_TRUNCATE 0

/**
 * Parents: none.
 */
#define OMNIMEDIA_PARENTS_NONE 1

/**
 * Parents: by CLDR, `en-AU` to `en-001` to `en`.
 */
#define OMNIMEDIA_PARENTS_CLDR 2

/**
 * Inheritance: a document that does not speak ends the search; the default.
 */
#define OMNIMEDIA_INHERITANCE_SEVERED 0

/**
 * Inheritance: context by context, levels within each.
 */
#define OMNIMEDIA_INHERITANCE_CONTEXT_FIRST 1

/**
 * Inheritance: level by level, contexts within each.
 */
#define OMNIMEDIA_INHERITANCE_ENTITY_FIRST 2

/**
 * Alt text: the asset's, else the product's name; the default.
 */
#define OMNIMEDIA_ALT_SOURCE_ASSET 0

/**
 * Alt text: the product's name.
 */
#define OMNIMEDIA_ALT_SOURCE_PRODUCT 1

/**
 * It gives its items and stops; what a list does unless said.
 */
#define OMNIMEDIA_MODE_REPLACE 0

/**
 * It passes on, and has no items.
 */
#define OMNIMEDIA_MODE_INHERIT 1

/**
 * The rest of the chain comes first, then its items.
 */
#define OMNIMEDIA_MODE_APPEND 2

/**
 * Its items come first, then the rest of the chain.
 */
#define OMNIMEDIA_MODE_PREPEND 3

/**
 * On conflict: the destination keeps what it has; the default.
 */
#define OMNIMEDIA_ON_CONFLICT_KEEP_DESTINATION 0

/**
 * On conflict: the destination gets what the source has.
 */
#define OMNIMEDIA_ON_CONFLICT_REPLACE 1

/**
 * On conflict: the one that was modified later stands.
 */
#define OMNIMEDIA_ON_CONFLICT_KEEP_LATEST 2

/**
 * A picture.
 */
#define OMNIMEDIA_IMAGE 0

/**
 * A video.
 */
#define OMNIMEDIA_VIDEO 1

/**
 * Any other document: a manual, a size chart.
 */
#define OMNIMEDIA_FILE 2

/**
 * At one variant.
 */
#define OMNIMEDIA_LEVEL_VARIANT 0

/**
 * At a dimension combination with wildcards.
 */
#define OMNIMEDIA_LEVEL_DIMENSIONS 1

/**
 * At the product itself.
 */
#define OMNIMEDIA_LEVEL_MASTER 2

/**
 * At none: nothing spoke.
 */
#define OMNIMEDIA_LEVEL_NONE -1

/**
 * If exists: the column says nothing, which means use what exists; the default.
 */
#define OMNIMEDIA_IF_EXISTS_UNSAID 0

/**
 * If exists: the asset is used as it is.
 */
#define OMNIMEDIA_IF_EXISTS_USE_EXISTING 1

/**
 * If exists: what the row says is put in its place.
 */
#define OMNIMEDIA_IF_EXISTS_OVERWRITE 2

/**
 * If exists: overwritten where the row was modified later.
 */
#define OMNIMEDIA_IF_EXISTS_TAKE_LATEST 3

/**
 * If exists: it is left, and a copy is made.
 */
#define OMNIMEDIA_IF_EXISTS_KEEP_BOTH 4

/**
 * Action: checked in as a draft; the default.
 */
#define OMNIMEDIA_ACTION_DRAFT 0

/**
 * Action: checked in and published.
 */
#define OMNIMEDIA_ACTION_PUBLISH_NOW 1

/**
 * Action: taken out of what shoppers see.
 */
#define OMNIMEDIA_ACTION_UNPUBLISH 2

/**
 * Action: taken out, and deleted.
 */
#define OMNIMEDIA_ACTION_UNPUBLISH_AND_DELETE 3

/**
 * The product's own, in the first document of the ladder.
 */
#define OMNIMEDIA_SWATCH_OF_PRODUCT 0

/**
 * The tenant's.
 */
#define OMNIMEDIA_SWATCH_CENTRAL 1

/**
 * As a colour.
 */
#define OMNIMEDIA_SHOWN_HEX 0

/**
 * As an image, or the part of it that the crop says.
 */
#define OMNIMEDIA_SHOWN_IMAGE 1

/**
 * As the value's text.
 */
#define OMNIMEDIA_SHOWN_TEXT 2

/**
 * One JSON object.
 */
#define OMNIMEDIA_JSON 0

/**
 * JSON Lines: a header, then one entity a line.
 */
#define OMNIMEDIA_JSON_LINES 1

/**
 * Text for people.
 */
#define OMNIMEDIA_TEXT 2

/**
 * Alt texts of a gallery: as the policy has it; the default.
 */
#define OMNIMEDIA_GALLERY_ALT_BY_POLICY 0

/**
 * Alt texts of a gallery: the asset's, else the product's name.
 */
#define OMNIMEDIA_GALLERY_ALT_ASSET 1

/**
 * Alt texts of a gallery: the product's name.
 */
#define OMNIMEDIA_GALLERY_ALT_PRODUCT 2

/**
 * As `omnimedia_…_media_locations`: a list.
 */
#define OMNIMEDIA_SHAPE_MEDIA_LOCATIONS 0

/**
 * As `omnimedia_…_selected_media_locations`: a list.
 */
#define OMNIMEDIA_SHAPE_SELECTED_MEDIA_LOCATIONS 1

/**
 * As `omnimedia_…_gallery`: a list.
 */
#define OMNIMEDIA_SHAPE_GALLERY 2

/**
 * As `omnimedia_…_additional_media`: a list for each purpose.
 */
#define OMNIMEDIA_SHAPE_ADDITIONAL_MEDIA 3

/**
 * Neither a snapshot nor the index of shards, or fewer than 64 bytes of a snapshot.
 */
#define OMNIMEDIA_PROBE_NOT_A_SNAPSHOT 0

/**
 * A snapshot that this library reads.
 */
#define OMNIMEDIA_PROBE_BASE 1

/**
 * A delta that this library reads.
 */
#define OMNIMEDIA_PROBE_DELTA 2

/**
 * A snapshot of an older format.
 */
#define OMNIMEDIA_PROBE_OLDER 3

/**
 * A snapshot of a newer format.
 */
#define OMNIMEDIA_PROBE_NEWER 4

/**
 * The index of a set of shards, of any version.
 */
#define OMNIMEDIA_PROBE_SHARD_INDEX 5

/**
 * The call did what it says.
 */
#define OMNIMEDIA_OK 0

/**
 * The text is not JSON.
 */
#define OMNIMEDIA_SYNTAX 1001

/**
 * A value has the wrong type, or a mandatory key is missing.
 */
#define OMNIMEDIA_TYPE 1002

/**
 * A key that the format does not have.
 */
#define OMNIMEDIA_UNKNOWN_KEY 1003

/**
 * A format version that this library does not know.
 */
#define OMNIMEDIA_UNKNOWN_VERSION 1004

/**
 * The text is not UTF-8.
 */
#define OMNIMEDIA_ENCODING 1005

/**
 * The input could not be read to its end.
 */
#define OMNIMEDIA_READ 1006

/**
 * A dimension that the product does not have.
 */
#define OMNIMEDIA_UNKNOWN_DIMENSION 2001

/**
 * A value that the dimension does not have.
 */
#define OMNIMEDIA_UNKNOWN_VALUE 2002

/**
 * A pattern that fixes no dimension.
 */
#define OMNIMEDIA_PATTERN_WITHOUT_VALUE 2003

/**
 * Two documents of one product or category in one context.
 */
#define OMNIMEDIA_DUPLICATE_DOCUMENT 2004

/**
 * The same pattern twice in one document.
 */
#define OMNIMEDIA_DUPLICATE_PATTERN 2005

/**
 * Two variants of one product with the same values.
 */
#define OMNIMEDIA_DUPLICATE_VARIANT_VALUES 2006

/**
 * A variant that lacks the value of a dimension.
 */
#define OMNIMEDIA_MISSING_VARIANT_VALUE 2007

/**
 * Variants of a product that has no dimensions.
 */
#define OMNIMEDIA_VARIANT_WITHOUT_DIMENSIONS 2008

/**
 * A variant that is not the product's.
 */
#define OMNIMEDIA_FOREIGN_VARIANT 2009

/**
 * Two swatches of one value.
 */
#define OMNIMEDIA_DUPLICATE_SWATCH 2010

/**
 * A swatch with neither a colour nor an asset.
 */
#define OMNIMEDIA_EMPTY_SWATCH 2011

/**
 * A category document without a channel.
 */
#define OMNIMEDIA_CATEGORY_WITHOUT_CHANNEL 2012

/**
 * The value `*`, which means any value and cannot be one.
 */
#define OMNIMEDIA_RESERVED_VALUE 2013

/**
 * An identifier that stands twice.
 */
#define OMNIMEDIA_DUPLICATE_IDENTIFIER 2014

/**
 * A number that is both a product and a variant.
 */
#define OMNIMEDIA_PRODUCT_AND_VARIANT 2015

/**
 * A list that inherits and has items.
 */
#define OMNIMEDIA_INHERIT_WITH_ITEMS 2016

/**
 * Two texts of one locale.
 */
#define OMNIMEDIA_DUPLICATE_TEXT_LOCALE 2017

/**
 * An identifier without a character.
 */
#define OMNIMEDIA_EMPTY_IDENTIFIER 2018

/**
 * A locale that is not a BCP 47 tag of language, script, region and one variant.
 */
#define OMNIMEDIA_MALFORMED_LOCALE 2019

/**
 * A colour that is not `#` and six hexadecimal digits.
 */
#define OMNIMEDIA_MALFORMED_COLOUR 2020

/**
 * A crop that is not within the image.
 */
#define OMNIMEDIA_CROP_OUTSIDE 2021

/**
 * A record id outside 1 to 2^63 - 1.
 */
#define OMNIMEDIA_RECORD_ID_RANGE 2022

/**
 * A key that stands twice in one JSON object.
 */
#define OMNIMEDIA_DUPLICATE_KEY 2023

/**
 * Warning: an asset that is not there; the item is dropped.
 */
#define OMNIMEDIA_MISSING_ASSET 2101

/**
 * Warning: a category that is not there.
 */
#define OMNIMEDIA_MISSING_CATEGORY 2102

/**
 * Warning: a channel that is not there.
 */
#define OMNIMEDIA_MISSING_CHANNEL 2103

/**
 * Warning: a picture without an alt text; a manifest that is not lenient refuses the row.
 */
#define OMNIMEDIA_MISSING_ALT_TEXT 2104

/**
 * Warning: what a manifest cannot say, or what an import will not take as it is.
 */
#define OMNIMEDIA_CANNOT_TRAVEL 2105

/**
 * More dimensions of a product than the limit.
 */
#define OMNIMEDIA_LIMIT_DIMENSIONS 3001

/**
 * More values of a dimension than the limit.
 */
#define OMNIMEDIA_LIMIT_VALUES 3002

/**
 * More variants of a product than the limit.
 */
#define OMNIMEDIA_LIMIT_VARIANTS 3003

/**
 * More items of a list than the limit.
 */
#define OMNIMEDIA_LIMIT_ITEMS 3004

/**
 * More documents of a product than the limit.
 */
#define OMNIMEDIA_LIMIT_DOCUMENTS 3005

/**
 * More patterns of a document than the limit.
 */
#define OMNIMEDIA_LIMIT_PATTERNS 3006

/**
 * An identifier of more bytes than the limit.
 */
#define OMNIMEDIA_LIMIT_IDENTIFIER 3007

/**
 * A cell of more bytes than the limit.
 */
#define OMNIMEDIA_LIMIT_CELL 3008

/**
 * A line of more bytes than the limit.
 */
#define OMNIMEDIA_LIMIT_LINE 3009

/**
 * JSON nested deeper than the limit.
 */
#define OMNIMEDIA_LIMIT_NESTING 3010

/**
 * More than a snapshot's fields can number.
 */
#define OMNIMEDIA_LIMIT_SNAPSHOT 3011

/**
 * More answers to look at than the limit.
 */
#define OMNIMEDIA_LIMIT_ANSWERS 3012

/**
 * More answers or bytes of a preview than the limit.
 */
#define OMNIMEDIA_LIMIT_PREVIEW 3013

/**
 * More columns of a manifest than the limit.
 */
#define OMNIMEDIA_LIMIT_COLUMNS 3014

/**
 * More contexts interned than the limit.
 */
#define OMNIMEDIA_LIMIT_CONTEXTS 3015

/**
 * No product, variant, record id, dimension, value or category of that name.
 */
#define OMNIMEDIA_NOT_FOUND 4001

/**
 * A query that contradicts itself.
 */
#define OMNIMEDIA_BAD_QUERY 4002

/**
 * A policy with a word that is none of its choices.
 */
#define OMNIMEDIA_BAD_POLICY 4003

/**
 * The bytes are not a snapshot.
 */
#define OMNIMEDIA_NOT_A_SNAPSHOT 5001

/**
 * A snapshot of a format version that this library does not read.
 */
#define OMNIMEDIA_SNAPSHOT_VERSION 5002

/**
 * The bytes end before the snapshot does, or go on behind it.
 */
#define OMNIMEDIA_SNAPSHOT_LENGTH 5003

/**
 * Bytes of the snapshot changed after it was written.
 */
#define OMNIMEDIA_SNAPSHOT_CHECKSUM 5004

/**
 * The snapshot breaks an invariant of its format.
 */
#define OMNIMEDIA_SNAPSHOT_DAMAGED 5005

/**
 * A delta that belongs to another base.
 */
#define OMNIMEDIA_WRONG_BASE 5006

/**
 * A shelf that another snapshot gave.
 */
#define OMNIMEDIA_WRONG_SHELF 5007

/**
 * A delta where a base is wanted, or a base where a delta is wanted.
 */
#define OMNIMEDIA_WRONG_KIND 5008

/**
 * A change whose policy or locale rules are not those of its base.
 */
#define OMNIMEDIA_WRONG_POLICY 5009

/**
 * A shard of another set, or at another place of it than its own.
 */
#define OMNIMEDIA_WRONG_SHARD 5010

/**
 * An argument that must not be NULL is NULL.
 */
#define OMNIMEDIA_NULL_ARGUMENT 6001

/**
 * A handle that is released, of another type, or none at all.
 */
#define OMNIMEDIA_WRONG_HANDLE 6002

/**
 * An argument with a value that it cannot have.
 */
#define OMNIMEDIA_BAD_ARGUMENT 6003

/**
 * Somebody else works with the object at this moment.
 */
#define OMNIMEDIA_IN_USE 6004

/**
 * Somebody has it checked out.
 */
#define OMNIMEDIA_CHECKED_OUT 7001

/**
 * It is not checked out by this user.
 */
#define OMNIMEDIA_NOT_CHECKED_OUT 7002

/**
 * It uses assets that are not published.
 */
#define OMNIMEDIA_UNPUBLISHED_ASSETS 7003

/**
 * It uses an asset that the media library does not have.
 */
#define OMNIMEDIA_UNKNOWN_ASSET 7004

/**
 * It is published, and must not be for this.
 */
#define OMNIMEDIA_PUBLISHED 7005

/**
 * It is not published, and must be for this.
 */
#define OMNIMEDIA_NOT_PUBLISHED 7006

/**
 * Something uses the asset.
 */
#define OMNIMEDIA_ASSET_IN_USE 7007

/**
 * There is nothing of that name in the tenant, or no such version of it.
 */
#define OMNIMEDIA_NOT_IN_TENANT 7008

/**
 * Content of another kind or place than what it is for.
 */
#define OMNIMEDIA_WRONG_CONTENT 7009

/**
 * It is there already.
 */
#define OMNIMEDIA_EXISTS 7010

/**
 * Something still belongs to it.
 */
#define OMNIMEDIA_NOT_EMPTY 7011

/**
 * The publish group ran, and is closed.
 */
#define OMNIMEDIA_GROUP_CLOSED 7012

/**
 * The publish group is not scheduled, or must not be.
 */
#define OMNIMEDIA_GROUP_SCHEDULE 7013

/**
 * What is published moved since it entered the publish group.
 */
#define OMNIMEDIA_GROUP_CONFLICT 7014

/**
 * More items in a publish group than its limit.
 */
#define OMNIMEDIA_LIMIT_GROUP_ITEMS 7015

/**
 * Publish groups scheduled nearer to each other than the limit.
 */
#define OMNIMEDIA_LIMIT_GROUP_SPACING 7016

/**
 * A text that is no instant.
 */
#define OMNIMEDIA_MALFORMED_INSTANT 7017

/**
 * A manifest without a row of column names.
 */
#define OMNIMEDIA_NO_HEADER 8001

/**
 * A column that stands twice in a manifest.
 */
#define OMNIMEDIA_DUPLICATE_COLUMN 8002

/**
 * A quoted cell that does not end.
 */
#define OMNIMEDIA_UNTERMINATED_QUOTE 8003

/**
 * A row with more cells than there are columns.
 */
#define OMNIMEDIA_EXTRA_CELLS 8004

/**
 * A mandatory cell that is empty.
 */
#define OMNIMEDIA_MISSING_CELL 8005

/**
 * A cell with a word that is none of its choices.
 */
#define OMNIMEDIA_UNKNOWN_WORD 8006

/**
 * A cell that is not the number it is to be.
 */
#define OMNIMEDIA_MALFORMED_NUMBER 8007

/**
 * A key that is not made as its type wants it.
 */
#define OMNIMEDIA_MALFORMED_KEY 8008

/**
 * A key, group or asset of another kind than what its row is for.
 */
#define OMNIMEDIA_WRONG_ENTITY 8009

/**
 * A name by which more than one is known.
 */
#define OMNIMEDIA_AMBIGUOUS 8010

/**
 * Rows of one thing that contradict each other.
 */
#define OMNIMEDIA_ROWS_DISAGREE 8011

/**
 * A display name that another asset of the library has.
 */
#define OMNIMEDIA_NAME_TAKEN 8012

/**
 * A character that a cell cannot hold.
 */
#define OMNIMEDIA_FORBIDDEN_CHARACTER 8013

/**
 * A good row, held back since another row of its list is at fault.
 */
#define OMNIMEDIA_HELD_BACK 8014

/**
 * What was not done since the work was cancelled.
 */
#define OMNIMEDIA_CANCELLED 8015

/**
 * An input that is not the one that was read before.
 */
#define OMNIMEDIA_CHANGED_INPUT 8016

/**
 * An output that could not be written to its end.
 */
#define OMNIMEDIA_WRITE 8017

/**
 * A text that is no pattern of file names.
 */
#define OMNIMEDIA_MALFORMED_PATTERN 8101

/**
 * Two documents that a copy between tenants maps to one context.
 */
#define OMNIMEDIA_MAPPED_TOGETHER 8201

/**
 * A switch of the rollout that needs others, which are off.
 */
#define OMNIMEDIA_ROLLOUT_ORDER 8301

/**
 * A switch of the rollout that others need, which are on.
 */
#define OMNIMEDIA_ROLLOUT_NEEDED 8302

/**
 * A switch of the rollout under which work was done.
 */
#define OMNIMEDIA_ROLLOUT_FINAL 8303

/**
 * A fault of the library itself; the outputs are untouched and the library can still be used.
 */
#define OMNIMEDIA_INTERNAL 9001

/**
 * An asset; `id` is its id.
 */
#define OMNIMEDIA_TARGET_ASSET 0

/**
 * A document of a product; `id` is the number of the product.
 */
#define OMNIMEDIA_TARGET_DOCUMENT 1

/**
 * A document of a category; `id` is the id of the category.
 */
#define OMNIMEDIA_TARGET_CATEGORY 2

/**
 * Every document of a product that has an unpublished draft; for `omnimedia_tenant_publish` alone.
 */
#define OMNIMEDIA_TARGET_ALL_OF_PRODUCT 3

/**
 * Every document of a category that has an unpublished draft; for `omnimedia_tenant_publish` alone.
 */
#define OMNIMEDIA_TARGET_ALL_OF_CATEGORY 4

/**
 * Conflicts: what a group brings is published over what moved live since; the default.
 */
#define OMNIMEDIA_CONFLICTS_LAST_WINS 0

/**
 * Conflicts: the run is refused.
 */
#define OMNIMEDIA_CONFLICTS_REFUSE 1

/**
 * What is published, and only that.
 */
#define OMNIMEDIA_STATE_PUBLISHED 0

/**
 * As if every checked-in draft were published.
 */
#define OMNIMEDIA_STATE_DRAFTS 1

/**
 * As the user `name` has it at hand: every draft, and what this user has checked out.
 */
#define OMNIMEDIA_STATE_WORK_OF 2

/**
 * As if the publish group `name` ran now.
 */
#define OMNIMEDIA_STATE_GROUP 3

/**
 * As it will stand at `instant`: with every publish group that is due by then.
 */
#define OMNIMEDIA_STATE_AS_OF 4

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The items of a list, in order. Their texts live as long as the answer.
 *
 * `list` is `OMNIMEDIA_PRIMARY` or `OMNIMEDIA_ADDITIONAL`. `items` has room for `capacity` items, and may be NULL where
 * that is 0; `count` gets how many there are, those that found no room included.
 *
 * `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_answer_items(const omnimedia_answer *answer,
                                        omnimedia_list list,
                                        omnimedia_item *items,
                                        size_t capacity,
                                        size_t *count);

/**
 * The place of the default image in the primary list: the first item that is an image. `SIZE_MAX` where there is none.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_answer_default_image(const omnimedia_answer *answer,
                                                size_t *index);

/**
 * One of the texts of an item along the query's locale chain, `OMNIMEDIA_FIELD_…`; absent where there is none. It lives
 * as long as the answer.
 *
 * `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_answer_text(const omnimedia_answer *answer,
                                       omnimedia_list list,
                                       size_t index,
                                       omnimedia_field field,
                                       omnimedia_str *text);

/**
 * The search tags of an item along the query's locale chain, in order. They live as long as the answer.
 *
 * `tags` has room for `capacity` texts, and may be NULL where that is 0; `count` gets how many there are.
 *
 * `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_answer_tags(const omnimedia_answer *answer,
                                       omnimedia_list list,
                                       size_t index,
                                       omnimedia_str *tags,
                                       size_t capacity,
                                       size_t *count);

/**
 * The extension properties of an item, its asset or the product, by key. They live as long as the answer.
 *
 * `owner` is `OMNIMEDIA_OF_ITEM`, `…_ASSET` or `…_PRODUCT`. `properties` has room for `capacity` pairs, and may be NULL
 * where that is 0; `count` gets how many there are.
 *
 * `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_answer_properties(const omnimedia_answer *answer,
                                             omnimedia_owner owner,
                                             omnimedia_list list,
                                             size_t index,
                                             omnimedia_pair *properties,
                                             size_t capacity,
                                             size_t *count);

/**
 * Where an item comes from: context, level and variant. Its texts live as long as the answer.
 *
 * `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_answer_origin(const omnimedia_answer *answer,
                                         omnimedia_list list,
                                         size_t index,
                                         omnimedia_origin *origin);

/**
 * The fixed values of the pattern that an item comes from; none at other levels. They live as long as the answer.
 *
 * `values` has room for `capacity` pairs, and may be NULL where that is 0; `count` gets how many there are.
 *
 * `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_answer_origin_match(const omnimedia_answer *answer,
                                               omnimedia_list list,
                                               size_t index,
                                               omnimedia_pair *values,
                                               size_t capacity,
                                               size_t *count);

/**
 * What the answer as a whole says of itself. The texts live as long as the answer.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_answer_about(const omnimedia_answer *answer, omnimedia_answer_info *info);

/**
 * The fixed values of the pattern that spoke first; none at other levels. They live as long as the answer.
 *
 * `values` has room for `capacity` pairs, and may be NULL where that is 0; `count` gets how many there are.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_answer_match(const omnimedia_answer *answer,
                                        omnimedia_pair *values,
                                        size_t capacity,
                                        size_t *count);

/**
 * The answer as JSON, in the form that every language shares.
 *
 * `out` gets text to be released with `omnimedia_bytes_release`; `why` may be NULL. Any thread.
 */
omnimedia_status omnimedia_answer_json(const omnimedia_answer *answer,
                                       omnimedia_bytes **out,
                                       omnimedia_fault **why);

/**
 * One more reference to an answer, to be released like the first. NULL is fine.
 */
omnimedia_status omnimedia_answer_retain(const omnimedia_answer *answer);

/**
 * One reference less; with the last one the answer and its texts go. NULL is fine.
 */
omnimedia_status omnimedia_answer_release(omnimedia_answer *answer);

/**
 * A builder without anything in it.
 *
 * `limits` may be NULL. `out` gets a handle to be released with `omnimedia_builder_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_BAD_ARGUMENT`. Any thread.
 */
omnimedia_status omnimedia_builder_new(const omnimedia_limits *limits,
                                       omnimedia_builder **out,
                                       omnimedia_fault **why);

/**
 * Adds an entity that is written in JSON: `{"product": {…}}`, or another line of `publication/1` as JSON Lines. It is
 * whole; what is begun after it stands by itself.
 *
 * `line` may be several lines, of which all are taken or none, and no header; empty lines are passed over. `why`,
 * which may be NULL, gets every fault of syntax and type there is, with line and column.
 *
 * `OMNIMEDIA_SYNTAX`, `OMNIMEDIA_TYPE`, `OMNIMEDIA_UNKNOWN_KEY` and what else such a line is refused for. One thread
 * at a time. Linear in the text.
 */
omnimedia_status omnimedia_builder_json(const omnimedia_builder *builder,
                                        omnimedia_str line,
                                        omnimedia_fault **why);

/**
 * Checks what was added and makes a publication of it. The builder is empty afterwards, also where the publication is
 * refused, and can be used for another one.
 *
 * `out` gets a handle to be released with `omnimedia_publication_release`; `why`, which may be NULL, gets every fault
 * of every entity. Without `out`, and where another thread is in a call, nothing is done and nothing lost.
 *
 * All that a publication is refused for. One thread at a time. Linear in what was added.
 */
omnimedia_status omnimedia_builder_finish(const omnimedia_builder *builder,
                                          omnimedia_publication **out,
                                          omnimedia_fault **why);

/**
 * One more reference to a builder, to be released like the first. NULL is fine.
 */
omnimedia_status omnimedia_builder_retain(const omnimedia_builder *builder);

/**
 * One reference less; with the last one the builder and what is in it go. NULL is fine.
 */
omnimedia_status omnimedia_builder_release(omnimedia_builder *builder);

/**
 * Begins a channel. `name` may be absent, `why` NULL.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_ENCODING`, `OMNIMEDIA_WRONG_HANDLE`, `OMNIMEDIA_IN_USE`, which every call with
 * a builder may give. One thread at a time.
 */
omnimedia_status omnimedia_builder_channel(const omnimedia_builder *builder,
                                           omnimedia_str id,
                                           omnimedia_str name,
                                           omnimedia_fault **why);

/**
 * Adds a locale to the channel that was begun last; one without any speaks them all. `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where a channel must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_channel_locale(const omnimedia_builder *builder,
                                                  omnimedia_str locale,
                                                  omnimedia_fault **why);

/**
 * Begins an asset of the media library: published, and for every channel, unless more is said.
 *
 * `kind` is `OMNIMEDIA_IMAGE`, `OMNIMEDIA_VIDEO` or `OMNIMEDIA_FILE`. `url` may be absent, `why` NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` for another kind. One thread at a time.
 */
omnimedia_status omnimedia_builder_asset(const omnimedia_builder *builder,
                                         omnimedia_str id,
                                         omnimedia_kind kind,
                                         omnimedia_str url,
                                         omnimedia_fault **why);

/**
 * Says whether the asset that was begun last is published: 1, or 0 where it is not. `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` for another number, and where an asset must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_asset_published(const omnimedia_builder *builder,
                                                   int32_t published,
                                                   omnimedia_fault **why);

/**
 * Adds a channel in which the asset that was begun last may be shown, and from then on only in such. `why` may be
 * NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where an asset must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_asset_channel(const omnimedia_builder *builder,
                                                 omnimedia_str channel,
                                                 omnimedia_fault **why);

/**
 * Says that the asset that was begun last is shown in no channel, and takes those away that were added. `why` may be
 * NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where an asset must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_asset_no_channel(const omnimedia_builder *builder,
                                                    omnimedia_fault **why);

/**
 * Begins a category. `name` may be absent, `why` NULL.
 *
 * Faults as `omnimedia_builder_channel`. One thread at a time.
 */
omnimedia_status omnimedia_builder_category(const omnimedia_builder *builder,
                                            omnimedia_str id,
                                            omnimedia_str name,
                                            omnimedia_fault **why);

/**
 * Begins a document of the category that was begun last, without a picture yet. `context` must name a channel; `why`
 * may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where a category must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_category_document(const omnimedia_builder *builder,
                                                     const omnimedia_context *context,
                                                     omnimedia_fault **why);

/**
 * Gives the document of a category that was begun last its picture, an asset by its id; texts and properties that
 * follow are the picture's. `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where a document of a category must come first, and for a second picture. One thread at a
 * time.
 */
omnimedia_status omnimedia_builder_category_image(const omnimedia_builder *builder,
                                                  omnimedia_str asset,
                                                  omnimedia_fault **why);

/**
 * Adds a central swatch, which every product shows that has none of its own for the value.
 *
 * Arguments as `omnimedia_builder_swatch`. What was begun last stays begun. One thread at a time.
 */
omnimedia_status omnimedia_builder_central_swatch(const omnimedia_builder *builder,
                                                  omnimedia_str dimension,
                                                  omnimedia_str value,
                                                  omnimedia_str hex,
                                                  omnimedia_str asset,
                                                  const omnimedia_crop *crop,
                                                  omnimedia_fault **why);

/**
 * Begins a product. `record_id` is 0 where it has none; `name` may be absent, `why` NULL.
 *
 * Faults as `omnimedia_builder_channel`. One thread at a time.
 */
omnimedia_status omnimedia_builder_product(const omnimedia_builder *builder,
                                           omnimedia_str number,
                                           uint64_t record_id,
                                           omnimedia_str name,
                                           omnimedia_fault **why);

/**
 * Adds a category to the product that was begun last. `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where a product must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_product_category(const omnimedia_builder *builder,
                                                    omnimedia_str category,
                                                    omnimedia_fault **why);

/**
 * Adds a dimension to the product that was begun last, with `len` values in their order. `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where a product must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_dimension(const omnimedia_builder *builder,
                                             omnimedia_str name,
                                             const omnimedia_str *values,
                                             size_t len,
                                             omnimedia_fault **why);

/**
 * Adds a variant to the product that was begun last.
 *
 * `record_id` is 0 where it has none. `values` are `len` pairs of dimension and value, one for each dimension; `why`
 * may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where a product must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_variant(const omnimedia_builder *builder,
                                           omnimedia_str number,
                                           uint64_t record_id,
                                           const omnimedia_pair *values,
                                           size_t len,
                                           omnimedia_fault **why);

/**
 * Begins a document of the product that was begun last. `context` may be NULL: the default catalog, Omnichannel,
 * Neutral. `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where a product must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_document(const omnimedia_builder *builder,
                                            const omnimedia_context *context,
                                            omnimedia_fault **why);

/**
 * Begins the set of the product itself in the document that was begun last: two lists that replace, with nothing.
 * `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where a document must come first, and for a second such set. One thread at a time.
 */
omnimedia_status omnimedia_builder_master(const omnimedia_builder *builder,
                                          omnimedia_fault **why);

/**
 * Begins the set of a dimension combination in the document that was begun last.
 *
 * `pattern` are `len` pairs of a dimension and its value, or `*` for any; a dimension that is left out is any too.
 * `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where a document must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_pattern(const omnimedia_builder *builder,
                                           const omnimedia_pair *pattern,
                                           size_t len,
                                           omnimedia_fault **why);

/**
 * Begins the set of a variant, by its number, in the document that was begun last. `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where a document must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_variant_set(const omnimedia_builder *builder,
                                               omnimedia_str number,
                                               omnimedia_fault **why);

/**
 * Says what a list of the set that was begun last does with the rest of its chain; it replaces unless said. Items stay
 * as they are.
 *
 * `list` is `OMNIMEDIA_PRIMARY` or `OMNIMEDIA_ADDITIONAL`, `mode` one of `OMNIMEDIA_MODE_…`; `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` for another list or mode, and where a set must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_list(const omnimedia_builder *builder,
                                        omnimedia_list list,
                                        omnimedia_mode mode,
                                        omnimedia_fault **why);

/**
 * Adds an item, an asset by its id, to a list of the set that was begun last; texts and properties that follow are the
 * item's.
 *
 * `list` is `OMNIMEDIA_PRIMARY`, whose items have no purpose, or `OMNIMEDIA_ADDITIONAL`, whose items have one; `why`
 * may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` for another list, a purpose that does not go with it, and where a set must come first. One
 * thread at a time.
 */
omnimedia_status omnimedia_builder_item(const omnimedia_builder *builder,
                                        omnimedia_list list,
                                        omnimedia_str purpose,
                                        omnimedia_str asset,
                                        omnimedia_fault **why);

/**
 * Adds a swatch of a value to the document that was begun last.
 *
 * `hex` is `#` and six hexadecimal digits, or absent where there is an image; `asset` is the id of the image, or absent
 * where there is a colour. `crop` is the part of the image to show, NULL for all of it. `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where a document must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_swatch(const omnimedia_builder *builder,
                                          omnimedia_str dimension,
                                          omnimedia_str value,
                                          omnimedia_str hex,
                                          omnimedia_str asset,
                                          const omnimedia_crop *crop,
                                          omnimedia_fault **why);

/**
 * Gives the asset, item or picture of a category that was begun last a text in a locale.
 *
 * `locale` is absent or empty for Neutral. `field` is one of `OMNIMEDIA_FIELD_…`; a text that is given twice is the
 * later one. `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` for another field, and where an asset, item or picture must come first. One thread at a
 * time.
 */
omnimedia_status omnimedia_builder_text(const omnimedia_builder *builder,
                                        omnimedia_str locale,
                                        omnimedia_field field,
                                        omnimedia_str text,
                                        omnimedia_fault **why);

/**
 * Adds a search tag in a locale to the asset, item or picture of a category that was begun last.
 *
 * `locale` is absent or empty for Neutral; `why` may be NULL. Faults as `omnimedia_builder_text`. One thread at a
 * time.
 */
omnimedia_status omnimedia_builder_tag(const omnimedia_builder *builder,
                                       omnimedia_str locale,
                                       omnimedia_str tag,
                                       omnimedia_fault **why);

/**
 * Adds an extension property to the asset, product, item or picture of a category that was begun last; those of a
 * product come before its documents. A key may stand once. `why` may be NULL.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where one of these must come first. One thread at a time.
 */
omnimedia_status omnimedia_builder_property(const omnimedia_builder *builder,
                                            omnimedia_str key,
                                            omnimedia_str value,
                                            omnimedia_fault **why);

/**
 * The bytes of a handle; text is UTF-8. They live as long as the handle.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_bytes_view(const omnimedia_bytes *bytes, omnimedia_str *view);

/**
 * One more reference to the bytes, to be released like the first. NULL is fine.
 */
omnimedia_status omnimedia_bytes_retain(const omnimedia_bytes *bytes);

/**
 * One reference less; with the last one the bytes go. NULL is fine.
 */
omnimedia_status omnimedia_bytes_release(omnimedia_bytes *bytes);

/**
 * What the names of files of an older media library would assign; nothing is changed.
 *
 * `options` may be NULL; `names` are `len` texts. `out` gets the report as JSON, `{"counts": …, "files": …}`, to be
 * released with `omnimedia_bytes_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_MALFORMED_PATTERN`, `OMNIMEDIA_MALFORMED_LOCALE`, `OMNIMEDIA_IN_USE`. Any thread; only reads the tenant.
 * Linear in the tenant's products, variants and categories, and logarithmic in them for each name.
 */
omnimedia_status omnimedia_tenant_read_file_names(const omnimedia_tenant *tenant,
                                                  const omnimedia_legacy_options *options,
                                                  const omnimedia_str *names,
                                                  size_t len,
                                                  omnimedia_bytes **out,
                                                  omnimedia_fault **why);

/**
 * Assigns the files of an older media library by their names: assets that are lacking are made, and of each document
 * the primary lists that files name are replaced. The same once more changes nothing.
 *
 * `options` may be NULL; `names` are `len` texts. With `publish` 1 the documents are published, and their assets along.
 * `read` and `done`, each of which may be NULL, get as JSON what became of the names, and what changed: `{"assets": …,
 * "documents": …, "published": …}`; to be released with `omnimedia_bytes_release`. `why` may be NULL.
 *
 * What `omnimedia_tenant_read_file_names`, `omnimedia_tenant_check_in` and `omnimedia_tenant_publish` refuse; then
 * nothing of it happens. Any thread; changes the tenant. Linear in the library, and in the files.
 */
omnimedia_status omnimedia_tenant_migrate(const omnimedia_tenant *tenant,
                                          const omnimedia_legacy_options *options,
                                          const omnimedia_str *names,
                                          size_t len,
                                          const omnimedia_stamp *stamp,
                                          int32_t publish,
                                          omnimedia_bytes **read,
                                          omnimedia_bytes **done,
                                          omnimedia_fault **why);

/**
 * Copies media and documents from one tenant into another, on behalf of a user of the destination; each item whole or
 * not at all.
 *
 * `options` may be NULL. `progress`, which may be NULL, is called with `user`; where it ends the work, what is done
 * stays done and the report has just that. `out`, which may be NULL, gets the report as JSON, to be released with
 * `omnimedia_bytes_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_NOT_IN_TENANT` for a product or category that was named and that the source does not have;
 * `OMNIMEDIA_MALFORMED_LOCALE`; nothing is done then. Everything else is in the report, item by item.
 * `OMNIMEDIA_BAD_ARGUMENT` where both are the same tenant; `OMNIMEDIA_IN_USE`. Any thread; reads the source and changes the destination.
 * Linear in what there is to copy.
 */
omnimedia_status omnimedia_tenant_transfer(const omnimedia_tenant *source,
                                           const omnimedia_tenant *destination,
                                           const omnimedia_transfer_options *options,
                                           omnimedia_str by,
                                           omnimedia_done progress,
                                           void *user,
                                           omnimedia_bytes **out,
                                           omnimedia_fault **why);

/**
 * How many faults there are.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_fault_count(const omnimedia_fault *fault, size_t *count);

/**
 * One of the faults, counted from 0. Its texts live as long as the handle.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where there is no such fault; `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any
 * thread.
 */
omnimedia_status omnimedia_fault_at(const omnimedia_fault *fault,
                                    size_t index,
                                    omnimedia_fault_info *info);

/**
 * All of the faults as text, a line each. It lives as long as the handle.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_fault_text(const omnimedia_fault *fault, omnimedia_str *text);

/**
 * The name of a status, such as `not_found`, for logs: what stands in the list of codes. That of `OMNIMEDIA_OK` is `ok`.
 * It lives as long as the program.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`; `OMNIMEDIA_BAD_ARGUMENT` for a number that is no status. Any thread.
 */
omnimedia_status omnimedia_status_name(omnimedia_status status,
                                       omnimedia_str *name);

/**
 * One more reference to the faults, to be released like the first. NULL is fine.
 */
omnimedia_status omnimedia_fault_retain(const omnimedia_fault *fault);

/**
 * One reference less; with the last one the faults and their texts go. NULL is fine.
 */
omnimedia_status omnimedia_fault_release(omnimedia_fault *fault);

/**
 * Looks for what is missing, doubled or useless in a publication.
 *
 * `options` may be NULL. `each`, which may be NULL, is called with `user` for every finding as JSON. `out` gets the
 * counts as JSON, `{"answers": …, "found": …, "total": …, "is_complete": …}`, to be released with
 * `omnimedia_bytes_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_LIMIT_ANSWERS` before anything is looked at; `OMNIMEDIA_DUPLICATE_DOCUMENT` where the policy's parents make
 * two documents of a product one; `OMNIMEDIA_BAD_ARGUMENT` for a word that is no check or a choice that is none. Any
 * thread. Linear in the publication and in the rows, and for each product in the known contexts.
 */
omnimedia_status omnimedia_publication_audit(const omnimedia_publication *publication,
                                             const omnimedia_audit_options *options,
                                             omnimedia_each each,
                                             void *user,
                                             omnimedia_bytes **out,
                                             omnimedia_fault **why);

/**
 * What products, variants, swatches and categories show that is another, from one publication to the next.
 *
 * `options` may be NULL. `each`, which may be NULL, is called with `user` for every difference as JSON. `out` gets the
 * counts as JSON, `{"covered": …, "answers": …, "swatches": …, "category_images": …, "products": …, "total": …,
 * "is_complete": …}`, to be released with `omnimedia_bytes_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_LIMIT_ANSWERS` before anything is compared; `OMNIMEDIA_DUPLICATE_DOCUMENT`, `OMNIMEDIA_BAD_ARGUMENT`.
 * Any
 * thread. Linear in both publications; beyond that in the products that are not equal, their contexts and the rows.
 */
omnimedia_status omnimedia_publication_diff(const omnimedia_publication *before,
                                            const omnimedia_publication *after,
                                            const omnimedia_diff_options *options,
                                            omnimedia_each each,
                                            void *user,
                                            omnimedia_bytes **out,
                                            omnimedia_fault **why);

/**
 * The same from one snapshot to the next, each under its own policy.
 *
 * Arguments and outputs as `omnimedia_publication_diff`. `OMNIMEDIA_LIMIT_ANSWERS`; `OMNIMEDIA_BAD_ARGUMENT` for
 * options with a policy; `OMNIMEDIA_WRONG_KIND` for shards: compare shard with shard. Any thread. Linear in the records of both, or where they begin with the same base in those of
 * the deltas; beyond that in the answers of the products that are not equal.
 */
omnimedia_status omnimedia_snapshot_diff(const omnimedia_snapshot *before,
                                         const omnimedia_snapshot *after,
                                         const omnimedia_diff_options *options,
                                         omnimedia_each each,
                                         void *user,
                                         omnimedia_bytes **out,
                                         omnimedia_fault **why);

/**
 * Which products show the same with fewer sets.
 *
 * `options` may be NULL. `each`, which may be NULL, is called with `user` for every such product as JSON. `out` gets
 * the counts as JSON, to be released with `omnimedia_bytes_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_LIMIT_ANSWERS` before anything is looked at; `OMNIMEDIA_DUPLICATE_DOCUMENT`, `OMNIMEDIA_BAD_ARGUMENT`.
 * Any
 * thread. For each product a multiple of its answers along each path of documents.
 */
omnimedia_status omnimedia_publication_minimise(const omnimedia_publication *publication,
                                                const omnimedia_minimise_options *options,
                                                omnimedia_each each,
                                                void *user,
                                                omnimedia_bytes **out,
                                                omnimedia_fault **why);

/**
 * The whole publication with fewer sets, which shows the same.
 *
 * `options` may be NULL. `out` gets a handle to be released with `omnimedia_publication_release`; `counts`, which may
 * be NULL, the counts as JSON, to be released with `omnimedia_bytes_release`; `why` may be NULL. Faults, threads and
 * cost as `omnimedia_publication_minimise`; memory for the publication that is made.
 */
omnimedia_status omnimedia_publication_minimised(const omnimedia_publication *publication,
                                                 const omnimedia_minimise_options *options,
                                                 omnimedia_publication **out,
                                                 omnimedia_bytes **counts,
                                                 omnimedia_fault **why);

/**
 * Interns a context, once, so that hot calls pass a number.
 *
 * `context` may be NULL: the default catalog, Omnichannel, Neutral. The same context gives the same shelf. `why` may be
 * NULL.
 *
 * `OMNIMEDIA_MALFORMED_LOCALE`, `OMNIMEDIA_LIMIT_CONTEXTS` for more than 1,048,576. Any thread; takes a lock for a moment, and some 600 bytes.
 */
omnimedia_status omnimedia_snapshot_shelf(const omnimedia_snapshot *snapshot,
                                          const omnimedia_context *context,
                                          omnimedia_shelf *shelf,
                                          omnimedia_fault **why);

/**
 * The ordered gallery of a product or variant, by its number. Texts live as long as the snapshot.
 *
 * `items` has room for `capacity` items, and may be NULL where that is 0; `count` gets how many there are, those that
 * found no room included.
 *
 * `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_WRONG_SHELF`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread. No
 * lock; allocates nothing but where the answer is composed of several contexts.
 */
omnimedia_status omnimedia_snapshot_primary(const omnimedia_snapshot *snapshot,
                                            omnimedia_shelf shelf,
                                            omnimedia_str number,
                                            omnimedia_item *items,
                                            size_t capacity,
                                            size_t *count);

/**
 * The items with a purpose of a product or variant, in order. Arguments, texts, faults and threads as
 * `omnimedia_snapshot_primary`.
 */
omnimedia_status omnimedia_snapshot_additional(const omnimedia_snapshot *snapshot,
                                               omnimedia_shelf shelf,
                                               omnimedia_str number,
                                               omnimedia_item *items,
                                               size_t capacity,
                                               size_t *count);

/**
 * The default image of a product or variant: the first primary item that is an image. Texts live as long as the
 * snapshot; without one every text is absent.
 *
 * Faults and threads as `omnimedia_snapshot_primary`.
 */
omnimedia_status omnimedia_snapshot_default_image(const omnimedia_snapshot *snapshot,
                                                  omnimedia_shelf shelf,
                                                  omnimedia_str number,
                                                  omnimedia_item *image);

/**
 * The url of the default image of a product or variant, absent where there is none. It lives as long as the snapshot.
 *
 * Faults and threads as `omnimedia_snapshot_primary`; the shortest look-up there is.
 */
omnimedia_status omnimedia_snapshot_default_image_url(const omnimedia_snapshot *snapshot,
                                                      omnimedia_shelf shelf,
                                                      omnimedia_str number,
                                                      omnimedia_str *url);

/**
 * The content hash of what a product or variant shows, 16 bytes: an ETag, equal in every build and on every platform.
 *
 * Faults and threads as `omnimedia_snapshot_primary`.
 */
omnimedia_status omnimedia_snapshot_etag(const omnimedia_snapshot *snapshot,
                                         omnimedia_shelf shelf,
                                         omnimedia_str number,
                                         uint8_t (*hash)[16]);

/**
 * The urls of the default images of `len` products or variants, `urls[i]` for `numbers[i]`; they live as long as the
 * snapshot.
 *
 * `statuses`, which may be NULL, gets a status for each number: `OMNIMEDIA_OK` or `OMNIMEDIA_NOT_FOUND`, with which the
 * url is absent, as it is for one without an image. The waits of 32 look-ups for memory overlap.
 *
 * `OMNIMEDIA_WRONG_SHELF`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`, each for all.
 * Any thread.
 */
omnimedia_status omnimedia_snapshot_default_image_urls(const omnimedia_snapshot *snapshot,
                                                       omnimedia_shelf shelf,
                                                       const omnimedia_str *numbers,
                                                       size_t len,
                                                       omnimedia_str *urls,
                                                       omnimedia_status *statuses);

/**
 * The ordered galleries of `len` products or variants, one after the other in `items`: that of `numbers[i]` ends before
 * `ends[i]` and begins where the one before ends. Texts live as long as the snapshot.
 *
 * `items` has room for `capacity` items, and may be NULL where that is 0; `ends[len - 1]` is how many there are, those
 * that found no room included. `statuses`, which may be NULL, gets a status for each number: `OMNIMEDIA_OK` or
 * `OMNIMEDIA_NOT_FOUND`, with which the gallery is empty. The waits of 32 look-ups for memory overlap.
 *
 * Faults and threads as `omnimedia_snapshot_default_image_urls`.
 */
omnimedia_status omnimedia_snapshot_primaries(const omnimedia_snapshot *snapshot,
                                              omnimedia_shelf shelf,
                                              const omnimedia_str *numbers,
                                              size_t len,
                                              omnimedia_item *items,
                                              size_t capacity,
                                              size_t *ends,
                                              omnimedia_status *statuses);

/**
 * The product or variant with a number. Texts live as long as the snapshot.
 *
 * `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread. Allocates nothing.
 */
omnimedia_status omnimedia_snapshot_find(const omnimedia_snapshot *snapshot,
                                         omnimedia_str number,
                                         omnimedia_found *found);

/**
 * The number of the product or variant with a record id. It lives as long as the snapshot, and every look-up takes it.
 *
 * `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_snapshot_number_of(const omnimedia_snapshot *snapshot,
                                              uint64_t record_id,
                                              omnimedia_str *number);

/**
 * The variant of a product that has selected values, one for each dimension. Its number lives as long as the snapshot,
 * and every look-up takes it.
 *
 * `values` are `len` pairs of dimension and value. `why` may be NULL.
 *
 * `OMNIMEDIA_NOT_FOUND` for an unknown dimension or value and where no variant has these values (a selection of some
 * dimensions has answers of its own: `omnimedia_snapshot_resolve`), `OMNIMEDIA_BAD_QUERY`. Any thread.
 */
omnimedia_status omnimedia_snapshot_variant_with(const omnimedia_snapshot *snapshot,
                                                 omnimedia_str product,
                                                 const omnimedia_pair *values,
                                                 size_t len,
                                                 omnimedia_str *number,
                                                 omnimedia_fault **why);

/**
 * The variants of a product, in the order of their values. Texts live as long as the snapshot.
 *
 * `variants` has room for `capacity` of them, and may be NULL where that is 0; `count` gets how many there are.
 *
 * `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread. Allocates nothing.
 */
omnimedia_status omnimedia_snapshot_variants(const omnimedia_snapshot *snapshot,
                                             omnimedia_str product,
                                             omnimedia_found *variants,
                                             size_t capacity,
                                             size_t *count);

/**
 * The values of a variant, in the order of the product's dimensions; none for a product. They live as long as the
 * snapshot.
 *
 * `values` has room for `capacity` pairs, and may be NULL where that is 0; `count` gets how many there are.
 *
 * `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_snapshot_values(const omnimedia_snapshot *snapshot,
                                           omnimedia_str variant,
                                           omnimedia_pair *values,
                                           size_t capacity,
                                           size_t *count);

/**
 * Writes a manifest of a tenant, piece by piece, that takes its media and assignments into another one: leniently where
 * pictures lack an alt text.
 *
 * `options` may be NULL. `writer` is called with `user`; from it the tenant can be read, and answers `OMNIMEDIA_IN_USE`
 * to what changes it. `out`, which may be NULL, gets as JSON what was written and what did not travel, `{"rows": …,
 * "warned": …, "warnings": …}`, to be released with `omnimedia_bytes_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_NOT_IN_TENANT` for a product or category that was chosen and is not there, `OMNIMEDIA_MALFORMED_LOCALE`,
 * `OMNIMEDIA_WRITE`, `OMNIMEDIA_IN_USE`. Any thread; only reads the tenant. Linear in what is written.
 */
omnimedia_status omnimedia_tenant_export(const omnimedia_tenant *tenant,
                                         const omnimedia_export_options *options,
                                         omnimedia_write writer,
                                         void *user,
                                         omnimedia_bytes **out,
                                         omnimedia_fault **why);

/**
 * The same manifest in memory.
 *
 * `manifest` gets it, to be released with `omnimedia_bytes_release`. All else as `omnimedia_tenant_export`.
 */
omnimedia_status omnimedia_tenant_export_bytes(const omnimedia_tenant *tenant,
                                               const omnimedia_export_options *options,
                                               omnimedia_bytes **manifest,
                                               omnimedia_bytes **out,
                                               omnimedia_fault **why);

/**
 * Takes a manifest into a tenant, piece by piece.
 *
 * Rows are read one by one; a bad row hides none of the others. `options` may be NULL. `reader` gives the bytes and
 * `progress`, which may be NULL, is told how far it is; both are called with `user`, and from them the tenant answers
 * `OMNIMEDIA_IN_USE`. `out` gets the report, to be released with `omnimedia_imported_release`; `why` may be NULL.
 *
 * What is wrong with rows is in the report. What is wrong with the manifest as a whole refuses it, and nothing was
 * changed then: `OMNIMEDIA_NO_HEADER`, `OMNIMEDIA_DUPLICATE_COLUMN`, `OMNIMEDIA_ENCODING`,
 * `OMNIMEDIA_UNTERMINATED_QUOTE`, `OMNIMEDIA_LIMIT_COLUMNS`, `OMNIMEDIA_LIMIT_LINE`, `OMNIMEDIA_READ`,
 * `OMNIMEDIA_BAD_ARGUMENT` for a reader that fills more than there is; `OMNIMEDIA_IN_USE`. Any thread; changes the
 * tenant. Linear in the manifest, and in what it changes; memory for what it names, not for its rows.
 */
omnimedia_status omnimedia_tenant_import(const omnimedia_tenant *tenant,
                                         const omnimedia_import_options *options,
                                         const omnimedia_stamp *stamp,
                                         omnimedia_read reader,
                                         omnimedia_progress progress,
                                         void *user,
                                         omnimedia_imported **out,
                                         omnimedia_fault **why);

/**
 * Takes a manifest of `len` bytes into a tenant. They are lent for the call.
 *
 * All else as `omnimedia_tenant_import`.
 */
omnimedia_status omnimedia_tenant_import_bytes(const omnimedia_tenant *tenant,
                                               const omnimedia_import_options *options,
                                               const omnimedia_stamp *stamp,
                                               const uint8_t *bytes,
                                               size_t len,
                                               omnimedia_progress progress,
                                               void *user,
                                               omnimedia_imported **out,
                                               omnimedia_fault **why);

/**
 * How many rows ended how.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_imported_counts(const omnimedia_imported *imported,
                                           omnimedia_import_counts *counts);

/**
 * The first faults of rows, with row and column. A fault that many rows share stands once.
 *
 * `out` gets a handle to be released with `omnimedia_fault_release`, or NULL where there are none; `why` may be NULL. Any
 * thread.
 */
omnimedia_status omnimedia_imported_faults(const omnimedia_imported *imported,
                                           omnimedia_fault **out,
                                           omnimedia_fault **why);

/**
 * The first warnings of good rows. Arguments as `omnimedia_imported_faults`.
 */
omnimedia_status omnimedia_imported_warnings(const omnimedia_imported *imported,
                                             omnimedia_fault **out,
                                             omnimedia_fault **why);

/**
 * The report as JSON: counts, faults and warnings.
 *
 * `out` gets text to be released with `omnimedia_bytes_release`; `why` may be NULL. Any thread.
 */
omnimedia_status omnimedia_imported_json(const omnimedia_imported *imported,
                                         omnimedia_bytes **out,
                                         omnimedia_fault **why);

/**
 * Writes the manifest again, with how each row ended behind it: `Result`, `ResultTime`, `ErrorCode` and
 * `ResultDescription`. It can be taken in again, as the manifest could.
 *
 * The manifest is read a second time: `reader` gives the same bytes as before. `reader` and `writer` are called with
 * `user`. `why` may be NULL.
 *
 * `OMNIMEDIA_CHANGED_INPUT` where the bytes are others, or what refuses a manifest as a whole where they are none any
 * more; `OMNIMEDIA_READ`, `OMNIMEDIA_WRITE`, `OMNIMEDIA_BAD_ARGUMENT` for a reader that fills more than there is. What
 * was written then is a part of the result. Any thread. Linear in the manifest; memory for one row.
 */
omnimedia_status omnimedia_imported_write_result(const omnimedia_imported *imported,
                                                 omnimedia_read reader,
                                                 omnimedia_write writer,
                                                 void *user,
                                                 omnimedia_fault **why);

/**
 * The same for a manifest of `len` bytes, which are lent for the call.
 *
 * `out` gets the result manifest, to be released with `omnimedia_bytes_release`; `why` may be NULL.
 * `OMNIMEDIA_CHANGED_INPUT`. Any thread. Linear in the manifest.
 */
omnimedia_status omnimedia_imported_result_bytes(const omnimedia_imported *imported,
                                                 const uint8_t *bytes,
                                                 size_t len,
                                                 omnimedia_bytes **out,
                                                 omnimedia_fault **why);

/**
 * One more reference to the report, to be released like the first. NULL is fine.
 */
omnimedia_status omnimedia_imported_retain(const omnimedia_imported *imported);

/**
 * One reference less; with the last one the report goes. NULL is fine.
 */
omnimedia_status omnimedia_imported_release(omnimedia_imported *imported);

/**
 * The swatches of a product in a context: every value that has one, in the product's order. A selection makes no
 * difference. Texts live as long as the publication.
 *
 * `policy` may be NULL. `swatches` has room for `capacity` of them, and may be NULL where that is 0; `count` gets how
 * many there are, those that found no room included. `why` may be NULL.
 *
 * Faults and threads as `omnimedia_publication_resolve`. Linear in the documents and values of the product.
 */
omnimedia_status omnimedia_publication_swatches(const omnimedia_publication *publication,
                                                const omnimedia_query *query,
                                                const omnimedia_policy *policy,
                                                omnimedia_swatch *swatches,
                                                size_t capacity,
                                                size_t *count,
                                                omnimedia_fault **why);

/**
 * The swatches of a product, or of the product of a variant, by its number: every value that has one, in the product's
 * order. Texts live as long as the snapshot.
 *
 * `swatches` has room for `capacity` of them, and may be NULL where that is 0; `count` gets how many there are, those
 * that found no room included.
 *
 * `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_WRONG_SHELF`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread; no
 * lock. Linear in the values of the product.
 */
omnimedia_status omnimedia_snapshot_swatches(const omnimedia_snapshot *snapshot,
                                             omnimedia_shelf shelf,
                                             omnimedia_str number,
                                             omnimedia_swatch *swatches,
                                             size_t capacity,
                                             size_t *count);

/**
 * The tenant's central swatch of a value: what list pages and refiners show. Texts live as long as the snapshot.
 *
 * `OMNIMEDIA_NOT_FOUND` where the value has none; `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_ENCODING`,
 * `OMNIMEDIA_WRONG_HANDLE`. Any thread; no lock.
 */
omnimedia_status omnimedia_snapshot_central_swatch(const omnimedia_snapshot *snapshot,
                                                   omnimedia_str dimension,
                                                   omnimedia_str value,
                                                   omnimedia_swatch *swatch);

/**
 * The picture of a category in a context: always the channel's, none without a channel. Texts live as long as the
 * publication.
 *
 * `context`, `policy` and `why` may be NULL.
 *
 * `OMNIMEDIA_NOT_FOUND` for a category that is not there, `OMNIMEDIA_MALFORMED_LOCALE`, `OMNIMEDIA_DUPLICATE_DOCUMENT`
 * where the policy's parents make two documents one. Any thread. Linear in the documents of the category.
 */
omnimedia_status omnimedia_publication_category_image(const omnimedia_publication *publication,
                                                      omnimedia_str id,
                                                      const omnimedia_context *context,
                                                      const omnimedia_policy *policy,
                                                      omnimedia_category_image *image,
                                                      omnimedia_fault **why);

/**
 * The picture of a category in the context of a shelf: always the channel's, none without a channel. Texts live as
 * long as the snapshot.
 *
 * `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_WRONG_SHELF`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_ENCODING`,
 * `OMNIMEDIA_WRONG_HANDLE`. Any thread; no lock. Linear in the documents of the category.
 */
omnimedia_status omnimedia_snapshot_category_image(const omnimedia_snapshot *snapshot,
                                                   omnimedia_shelf shelf,
                                                   omnimedia_str id,
                                                   omnimedia_category_image *image);

/**
 * One HTML page that shows what products show in every context, and why. It needs nothing but a browser, and asks no
 * network unless the options say so.
 *
 * `sides` are `len` publications with their captions: one, or two that are compared. `policy` and `options` may be
 * NULL. `out` gets the page to be released with `omnimedia_bytes_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_LIMIT_PREVIEW` where it would be larger than its limits, `OMNIMEDIA_NOT_FOUND` for a product that no side
 * has, `OMNIMEDIA_BAD_QUERY` for no side, for more than two, and where no context is left, `OMNIMEDIA_TYPE` for a small
 * picture that is none, `OMNIMEDIA_MALFORMED_LOCALE`. Any thread. An explanation for each way in which the selections
 * of a product differ, in each context, on each side.
 */
omnimedia_status omnimedia_preview(const omnimedia_preview_side *sides,
                                   size_t len,
                                   const omnimedia_policy *policy,
                                   const omnimedia_preview_options *options,
                                   omnimedia_bytes **out,
                                   omnimedia_fault **why);

/**
 * Reads a publication: `publication/1` as one JSON object, or as JSON Lines.
 *
 * `bytes` are `len` bytes of UTF-8, lent for the call. `format` is `OMNIMEDIA_JSON` or `OMNIMEDIA_JSON_LINES`;
 * `limits` may be NULL. `out` gets a handle to be released with `omnimedia_publication_release`; `why`, which may be
 * NULL, gets every fault there is when the call fails, to be released with `omnimedia_fault_release`.
 *
 * `OMNIMEDIA_SYNTAX`, `OMNIMEDIA_TYPE` and all that a publication is refused for. Any thread. Linear in the input.
 */
omnimedia_status omnimedia_publication_read(const uint8_t *bytes,
                                            size_t len,
                                            omnimedia_format format,
                                            const omnimedia_limits *limits,
                                            omnimedia_publication **out,
                                            omnimedia_fault **why);

/**
 * Writes a publication as JSON that reads back equal.
 *
 * `format` is `OMNIMEDIA_JSON` or `OMNIMEDIA_JSON_LINES`. `out` gets text to be released with
 * `omnimedia_bytes_release`; `why` may be NULL. Any thread. Linear in the publication.
 */
omnimedia_status omnimedia_publication_write(const omnimedia_publication *publication,
                                             omnimedia_format format,
                                             omnimedia_bytes **out,
                                             omnimedia_fault **why);

/**
 * What is worth a look in a publication that was taken, such as assets that are not there.
 *
 * `out` gets the warnings as a handle to be released with `omnimedia_fault_release`, or NULL where there are none;
 * `why` may be NULL. Any thread.
 */
omnimedia_status omnimedia_publication_warnings(const omnimedia_publication *publication,
                                                omnimedia_fault **out,
                                                omnimedia_fault **why);

/**
 * What a product, a variant or a selection shows, from the publication itself.
 *
 * `policy` may be NULL. `out` gets an answer to be released with `omnimedia_answer_release`; it keeps the publication
 * alive. `why` may be NULL.
 *
 * `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_BAD_QUERY`, `OMNIMEDIA_MALFORMED_LOCALE`, `OMNIMEDIA_DUPLICATE_DOCUMENT` where
 * the policy's parents make two documents one. Any thread. Linear in the documents of the product.
 */
omnimedia_status omnimedia_publication_resolve(const omnimedia_publication *publication,
                                               const omnimedia_query *query,
                                               const omnimedia_policy *policy,
                                               omnimedia_answer **out,
                                               omnimedia_fault **why);

/**
 * Why a product, a variant or a selection shows what it shows: every context and set with its fate.
 *
 * `format` is `OMNIMEDIA_TEXT`, a tree for people, or `OMNIMEDIA_JSON`. `policy` may be NULL. `out` gets text to be
 * released with `omnimedia_bytes_release`; `why` may be NULL. Faults, threads and cost as
 * `omnimedia_publication_resolve`.
 */
omnimedia_status omnimedia_publication_explain(const omnimedia_publication *publication,
                                               const omnimedia_query *query,
                                               const omnimedia_policy *policy,
                                               omnimedia_format format,
                                               omnimedia_bytes **out,
                                               omnimedia_fault **why);

/**
 * Prepares every answer under a policy: a snapshot, to be asked, saved or sent.
 *
 * `policy` may be NULL. `out` gets a handle to be released with `omnimedia_snapshot_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_DUPLICATE_DOCUMENT`, `OMNIMEDIA_LIMIT_SNAPSHOT`. Any thread. Linear in the publication; memory for the
 * output and one product.
 */
omnimedia_status omnimedia_publication_flatten(const omnimedia_publication *publication,
                                               const omnimedia_policy *policy,
                                               omnimedia_snapshot **out,
                                               omnimedia_fault **why);

/**
 * Answers a question in JSON with JSON, in the form that every language shares.
 *
 * `request` is `{"product": …}` for media, or `{"ask": "swatches" | "explain" | "category", …}`; see docs/ABI.md.
 * `policy` may be NULL. `out` gets text to be released with `omnimedia_bytes_release`; `why` may be NULL. Faults,
 * threads and cost as `omnimedia_publication_resolve`, and those of the request's JSON.
 */
omnimedia_status omnimedia_publication_ask(const omnimedia_publication *publication,
                                           omnimedia_str request,
                                           const omnimedia_policy *policy,
                                           omnimedia_bytes **out,
                                           omnimedia_fault **why);

/**
 * One more reference to a publication, to be released like the first. NULL is fine.
 */
omnimedia_status omnimedia_publication_retain(const omnimedia_publication *publication);

/**
 * One reference less; the publication goes with the last one, and with the last answer of it. NULL is fine.
 */
omnimedia_status omnimedia_publication_release(omnimedia_publication *publication);

/**
 * A shape of the retail API as JSON, by its own names, with the extension properties of every location: those of the
 * item before the asset's, and these before the product's.
 *
 * `shape` is one of `OMNIMEDIA_SHAPE_…`. `options`, which may be NULL, are those of a gallery, and must be NULL for
 * other shapes; `policy` and `why` may be NULL. `out` gets text to be released with `omnimedia_bytes_release`.
 *
 * Faults, threads and cost as `omnimedia_publication_media_locations`.
 */
omnimedia_status omnimedia_publication_media_locations_json(const omnimedia_publication *publication,
                                                            omnimedia_shape shape,
                                                            const omnimedia_query *query,
                                                            const omnimedia_policy *policy,
                                                            const omnimedia_gallery_options *options,
                                                            omnimedia_bytes **out,
                                                            omnimedia_fault **why);

/**
 * The picture of a category as JSON: a list of one location at most, with its extension properties.
 *
 * `context`, `policy` and `why` may be NULL. `out` gets text to be released with `omnimedia_bytes_release`.
 *
 * Faults, threads and cost as `omnimedia_publication_category_images`.
 */
omnimedia_status omnimedia_publication_category_images_json(const omnimedia_publication *publication,
                                                            omnimedia_str id,
                                                            const omnimedia_context *context,
                                                            const omnimedia_policy *policy,
                                                            omnimedia_bytes **out,
                                                            omnimedia_fault **why);

/**
 * A shape of the retail API as JSON, by its own names, with the extension properties of every location: those of the
 * item before the asset's, and these before the product's.
 *
 * `shape` is one of `OMNIMEDIA_SHAPE_…`. `options`, which may be NULL, are those of a gallery, and must be NULL for
 * other shapes; `why` may be NULL. `out` gets text to be released with `omnimedia_bytes_release`.
 *
 * Faults, threads and cost as `omnimedia_snapshot_media_locations`.
 */
omnimedia_status omnimedia_snapshot_media_locations_json(const omnimedia_snapshot *snapshot,
                                                         omnimedia_shape shape,
                                                         const omnimedia_query *query,
                                                         const omnimedia_gallery_options *options,
                                                         omnimedia_bytes **out,
                                                         omnimedia_fault **why);

/**
 * The picture of a category as JSON: a list of one location at most, with its extension properties.
 *
 * `context` and `why` may be NULL. `out` gets text to be released with `omnimedia_bytes_release`.
 *
 * Faults, threads and cost as `omnimedia_snapshot_category_images`.
 */
omnimedia_status omnimedia_snapshot_category_images_json(const omnimedia_snapshot *snapshot,
                                                         omnimedia_str id,
                                                         const omnimedia_context *context,
                                                         omnimedia_bytes **out,
                                                         omnimedia_fault **why);

/**
 * The gallery of a product or variant: the data action *by record id*. Files are in it, and what has no url. A
 * selection is asked as it stands. Texts live as long as the publication.
 *
 * `policy` may be NULL. `locations` has room for `capacity` of them, and may be NULL where that is 0; `count` gets how
 * many there are, those that found no room included. `why` may be NULL.
 *
 * Faults and threads as `omnimedia_publication_resolve`. Linear in the answer and the documents of the product.
 */
omnimedia_status omnimedia_publication_media_locations(const omnimedia_publication *publication,
                                                       const omnimedia_query *query,
                                                       const omnimedia_policy *policy,
                                                       omnimedia_media_location *locations,
                                                       size_t capacity,
                                                       size_t *count,
                                                       omnimedia_fault **why);

/**
 * The gallery of the selected variant, until one is selected that of the product: the data action *for the selected
 * variant*. Values that do not come to a variant count as none.
 *
 * Arguments, texts, faults and threads as `omnimedia_publication_media_locations`.
 */
omnimedia_status omnimedia_publication_selected_media_locations(const omnimedia_publication *publication,
                                                                const omnimedia_query *query,
                                                                const omnimedia_policy *policy,
                                                                omnimedia_media_location *locations,
                                                                size_t capacity,
                                                                size_t *count,
                                                                omnimedia_fault **why);

/**
 * What the gallery module shows for the selected variant, until one is selected for the product: images and videos,
 * numbered as they are shown, then what is curated.
 *
 * `options` may be NULL; texts of curated images are the caller's own. Other arguments, texts, faults and threads as
 * `omnimedia_publication_media_locations`.
 */
omnimedia_status omnimedia_publication_gallery(const omnimedia_publication *publication,
                                               const omnimedia_query *query,
                                               const omnimedia_policy *policy,
                                               const omnimedia_gallery_options *options,
                                               omnimedia_media_location *locations,
                                               size_t capacity,
                                               size_t *count,
                                               omnimedia_fault **why);

/**
 * What the additional-media module shows for the selected variant, until one is selected for the product: media by
 * purpose. Purposes come in the order of their first item, and each counts its own priorities.
 *
 * Arguments, texts, faults and threads as `omnimedia_publication_media_locations`.
 */
omnimedia_status omnimedia_publication_additional_media(const omnimedia_publication *publication,
                                                        const omnimedia_query *query,
                                                        const omnimedia_policy *policy,
                                                        omnimedia_media_location *locations,
                                                        size_t capacity,
                                                        size_t *count,
                                                        omnimedia_fault **why);

/**
 * The picture of a category, `Images` of a `Category`: one location at most, always the channel's. Texts live as long
 * as the publication.
 *
 * `context` may be NULL. `OMNIMEDIA_NOT_FOUND` for a category that is not there, `OMNIMEDIA_MALFORMED_LOCALE`. Other
 * arguments and threads as `omnimedia_publication_media_locations`.
 */
omnimedia_status omnimedia_publication_category_images(const omnimedia_publication *publication,
                                                       omnimedia_str id,
                                                       const omnimedia_context *context,
                                                       const omnimedia_policy *policy,
                                                       omnimedia_media_location *locations,
                                                       size_t capacity,
                                                       size_t *count,
                                                       omnimedia_fault **why);

/**
 * The gallery of a product or variant: the data action *by record id*. Files are in it, and what has no url. A
 * selection is asked as it stands. Texts live as long as the snapshot.
 *
 * `locations` has room for `capacity` of them, and may be NULL where that is 0; `count` gets how many there are, those
 * that found no room included. `why` may be NULL.
 *
 * Faults and threads as `omnimedia_snapshot_resolve`. Linear in the answer.
 */
omnimedia_status omnimedia_snapshot_media_locations(const omnimedia_snapshot *snapshot,
                                                    const omnimedia_query *query,
                                                    omnimedia_media_location *locations,
                                                    size_t capacity,
                                                    size_t *count,
                                                    omnimedia_fault **why);

/**
 * The gallery of the selected variant, until one is selected that of the product: the data action *for the selected
 * variant*. Values that do not come to a variant count as none.
 *
 * Arguments, texts, faults and threads as `omnimedia_snapshot_media_locations`.
 */
omnimedia_status omnimedia_snapshot_selected_media_locations(const omnimedia_snapshot *snapshot,
                                                             const omnimedia_query *query,
                                                             omnimedia_media_location *locations,
                                                             size_t capacity,
                                                             size_t *count,
                                                             omnimedia_fault **why);

/**
 * What the gallery module shows for the selected variant, until one is selected for the product: images and videos,
 * numbered as they are shown, then what is curated.
 *
 * `options` may be NULL; texts of curated images are the caller's own. Other arguments, texts, faults and threads as
 * `omnimedia_snapshot_media_locations`.
 */
omnimedia_status omnimedia_snapshot_gallery(const omnimedia_snapshot *snapshot,
                                            const omnimedia_query *query,
                                            const omnimedia_gallery_options *options,
                                            omnimedia_media_location *locations,
                                            size_t capacity,
                                            size_t *count,
                                            omnimedia_fault **why);

/**
 * What the additional-media module shows for the selected variant, until one is selected for the product: media by
 * purpose. Purposes come in the order of their first item, and each counts its own priorities.
 *
 * Arguments, texts, faults and threads as `omnimedia_snapshot_media_locations`.
 */
omnimedia_status omnimedia_snapshot_additional_media(const omnimedia_snapshot *snapshot,
                                                     const omnimedia_query *query,
                                                     omnimedia_media_location *locations,
                                                     size_t capacity,
                                                     size_t *count,
                                                     omnimedia_fault **why);

/**
 * The picture of a category, `Images` of a `Category`: one location at most, always the channel's. Texts live as long
 * as the snapshot.
 *
 * `context` may be NULL. `OMNIMEDIA_NOT_FOUND` for a category that is not there, `OMNIMEDIA_MALFORMED_LOCALE`. Other
 * arguments and threads as `omnimedia_snapshot_media_locations`.
 */
omnimedia_status omnimedia_snapshot_category_images(const omnimedia_snapshot *snapshot,
                                                    omnimedia_str id,
                                                    const omnimedia_context *context,
                                                    omnimedia_media_location *locations,
                                                    size_t capacity,
                                                    size_t *count,
                                                    omnimedia_fault **why);

/**
 * Tries the library out on a publication of its own: builds it, flattens it, checks the snapshot, asks both the same
 * questions and compares the answers; a snapshot with a wrong byte must be refused.
 *
 * `why` may be NULL. `OMNIMEDIA_INTERNAL` where something is not as it must be, with a fault that says what. Any
 * thread. Less than a millisecond.
 */
omnimedia_status omnimedia_self_test(omnimedia_fault **why);

/**
 * The shard of a product among `shards`, by its number: the same in every build and on every platform. `shard` gets 0 to
 * `shards - 1`; 0 where there are none at all.
 *
 * Variants are in the shard of their product. `OMNIMEDIA_ENCODING`, `OMNIMEDIA_NULL_ARGUMENT`. Any thread.
 */
omnimedia_status omnimedia_shard_of(omnimedia_str product_number,
                                    uint32_t shards,
                                    uint32_t *shard);

/**
 * The index of `len` shards, in the order of their numbers: the same bytes whoever makes it.
 *
 * Each is a snapshot of the products that `omnimedia_shard_of` gives it, flattened under one policy, with the channels,
 * central swatches and categories of the whole publication. `out` gets the bytes, to be released with
 * `omnimedia_bytes_release`; `why`, which may be NULL, up to 100 faults, each with its shard.
 *
 * `OMNIMEDIA_WRONG_SHARD` for a product of another shard, other channels, swatches or categories, and no shards at all;
 * `OMNIMEDIA_DUPLICATE_IDENTIFIER` for a number or record id in two shards; `OMNIMEDIA_WRONG_POLICY`,
 * `OMNIMEDIA_WRONG_KIND` for deltas and shards of shards, `OMNIMEDIA_SNAPSHOT_DAMAGED`, `OMNIMEDIA_LIMIT_SNAPSHOT` for
 * more than 65,535. Any thread. Linear in products, variants and record ids; memory for the index alone.
 */
omnimedia_status omnimedia_shards_index(const omnimedia_snapshot *const *shards,
                                        size_t len,
                                        omnimedia_bytes **out,
                                        omnimedia_fault **why);

/**
 * Opens shards that are open already, with the `len` bytes of their index, which are copied: one snapshot, to be asked
 * like any other.
 *
 * The `shards_len` shards come in the order of their numbers; they share their bytes with the new snapshot, and stay
 * the caller's. `options` may be NULL; where they do not say `unverified`, the index is checked against the shards, which
 * were checked when they were opened. `out` gets a handle to be released with `omnimedia_snapshot_release`; `why` may be
 * NULL.
 *
 * Every function that asks a snapshot takes it, and a store may hold it. Shards are not changed, put together or compared:
 * `omnimedia_snapshot_with_delta`, `…_compact`, `…_save`, `…_diff`, `omnimedia_store_add` and `omnimedia_tenant_delta`
 * give `OMNIMEDIA_WRONG_KIND`.
 *
 * `OMNIMEDIA_WRONG_SHARD` for too few, too many, in another order, or not those that were indexed;
 * `OMNIMEDIA_NOT_A_SNAPSHOT`, `OMNIMEDIA_SNAPSHOT_VERSION`, `…_LENGTH`, `…_CHECKSUM`, `…_DAMAGED` of the index;
 * `OMNIMEDIA_WRONG_KIND` for deltas and shards of shards. Any thread. Linear in products, variants and record ids where it
 * is checked, else in the shards.
 */
omnimedia_status omnimedia_snapshot_open_shards(const uint8_t *index,
                                                size_t len,
                                                const omnimedia_snapshot *const *shards,
                                                size_t shards_len,
                                                const omnimedia_open_options *options,
                                                omnimedia_snapshot **out,
                                                omnimedia_fault **why);

/**
 * Opens shards and their index from files, mapped unless the options say otherwise: one snapshot, to be asked like any
 * other.
 *
 * `index` and the `len` paths of `shards`, which come in the order of their numbers, are UTF-8. `options` may be NULL; where
 * they do not say `unverified`, every shard and the index are checked. What is asked of mapped files, what `out` gets, what
 * shards refuse, and the faults, stand with `omnimedia_snapshot_open_file` and `omnimedia_snapshot_open_shards`; a fault of
 * a shard says which. Any thread. Linear in the files where they are checked or read, else in their number.
 */
omnimedia_status omnimedia_snapshot_open_shard_files(omnimedia_str index,
                                                     const omnimedia_str *shards,
                                                     size_t len,
                                                     const omnimedia_open_options *options,
                                                     omnimedia_snapshot **out,
                                                     omnimedia_fault **why);

/**
 * Opens a snapshot from `len` bytes, which are copied.
 *
 * `options` may be NULL. `out` gets a handle to be released with `omnimedia_snapshot_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_NOT_A_SNAPSHOT`, `OMNIMEDIA_SNAPSHOT_VERSION`, `…_LENGTH`, `…_CHECKSUM`, `…_DAMAGED`,
 * `OMNIMEDIA_WRONG_KIND` for a delta. Any thread. Linear in the bytes.
 */
omnimedia_status omnimedia_snapshot_open(const uint8_t *bytes,
                                         size_t len,
                                         const omnimedia_open_options *options,
                                         omnimedia_snapshot **out,
                                         omnimedia_fault **why);

/**
 * Opens a snapshot from `len` bytes that the caller lends: they must stay where and as they are until `released`,
 * which may be NULL, is called with `user`.
 *
 * That is when the last snapshot, answer and store that reads them is gone, by whichever thread let it go; where the
 * call fails, it is not called. Bytes that begin at a multiple of 64 are asked fastest. `options` may be NULL. The
 * other arguments, and faults, as `omnimedia_snapshot_open`; copies nothing.
 */
omnimedia_status omnimedia_snapshot_borrow(const uint8_t *bytes,
                                           size_t len,
                                           const omnimedia_open_options *options,
                                           omnimedia_released released,
                                           void *user,
                                           omnimedia_snapshot **out,
                                           omnimedia_fault **why);

/**
 * Opens a snapshot from a file, mapped unless the options say otherwise.
 *
 * `path` is UTF-8. A mapped file must stay as it is until the snapshot is gone: put a new one in its place by
 * renaming, as `omnimedia_snapshot_save` does, and never write into it or cut it short. `options` may be NULL. `out`
 * gets a handle to be released with `omnimedia_snapshot_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_READ` for a file that cannot be read, or for which there is no memory, and the faults of
 * `omnimedia_snapshot_open`. Any thread. Linear in the file where it is checked or read, else constant.
 */
omnimedia_status omnimedia_snapshot_open_file(omnimedia_str path,
                                              const omnimedia_open_options *options,
                                              omnimedia_snapshot **out,
                                              omnimedia_fault **why);

/**
 * The same snapshot with one more delta of `len` bytes, which are copied. The first one stays as it is.
 *
 * `out` gets a handle to be released with `omnimedia_snapshot_release`; `why` may be NULL. Shelves of the first one
 * are not shelves of the new one; a store keeps them over changes.
 *
 * `OMNIMEDIA_WRONG_BASE`, `OMNIMEDIA_WRONG_POLICY`, `OMNIMEDIA_WRONG_KIND`, also for shards, which have no deltas, and
 * the faults of `omnimedia_snapshot_open`. Any thread. Linear in the delta, which is checked; what it stands on is shared.
 */
omnimedia_status omnimedia_snapshot_with_delta(const omnimedia_snapshot *snapshot,
                                               const uint8_t *delta,
                                               size_t len,
                                               omnimedia_snapshot **out,
                                               omnimedia_fault **why);

/**
 * One snapshot without deltas that answers the same: the bytes of a full build.
 *
 * `out` gets a handle to be released with `omnimedia_snapshot_release`; `why` may be NULL. `OMNIMEDIA_WRONG_KIND` for
 * shards, which stay apart. Any thread. Linear in the snapshot.
 */
omnimedia_status omnimedia_snapshot_compact(const omnimedia_snapshot *snapshot,
                                            omnimedia_snapshot **out,
                                            omnimedia_fault **why);

/**
 * Checks the checksum of every section and every invariant of the format.
 *
 * `why`, which may be NULL, gets all that is broken. `OMNIMEDIA_SNAPSHOT_CHECKSUM`, `OMNIMEDIA_SNAPSHOT_DAMAGED`. Any
 * thread. Linear in the bytes.
 */
omnimedia_status omnimedia_snapshot_verify(const omnimedia_snapshot *snapshot,
                                           omnimedia_fault **why);

/**
 * The bytes of a snapshot, to be sent or stored: layer 0 is the base, then come its deltas; of shards layer 0 is the
 * index, then come the shards. They live as long as the snapshot.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where there is no such layer; `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any
 * thread.
 */
omnimedia_status omnimedia_snapshot_bytes(const omnimedia_snapshot *snapshot,
                                          size_t layer,
                                          omnimedia_str *bytes);

/**
 * Saves a snapshot without deltas to a file: written beside it, synced, then renamed, and the folder synced, so that
 * readers see the old file or the new one, also after a loss of power. What is there and is no file, such as a device
 * or a folder, is refused; a link is replaced, not followed; the rights of the file that is there are kept.
 *
 * `path` is UTF-8; `why` may be NULL. `OMNIMEDIA_WRITE` for what cannot be written, and where the new file is in its place
 * but its folder cannot be synced, which `why` says: it may not outlast a loss of power. `OMNIMEDIA_WRONG_KIND` for a
 * snapshot with deltas, to be compacted first, and for shards, each of which is saved by itself. Any thread. Linear in the bytes.
 */
omnimedia_status omnimedia_snapshot_save(const omnimedia_snapshot *snapshot,
                                         omnimedia_str path,
                                         omnimedia_fault **why);

/**
 * What a snapshot says of itself.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
 */
omnimedia_status omnimedia_snapshot_about(const omnimedia_snapshot *snapshot, omnimedia_snapshot_info *info);

/**
 * What the first 64 bytes of a file say of it: `OMNIMEDIA_PROBE_…`.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_BAD_ARGUMENT`. Any thread.
 */
omnimedia_status omnimedia_probe(const uint8_t *bytes, size_t len, omnimedia_probe_kind *kind);

/**
 * What a product, a variant or a selection shows, with everything in it looked up.
 *
 * For the hot path use a shelf and `omnimedia_snapshot_primary`. `out` gets an answer to be released with
 * `omnimedia_answer_release`; it keeps the snapshot alive. `why` may be NULL.
 *
 * `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_BAD_QUERY`, `OMNIMEDIA_MALFORMED_LOCALE`. Any thread. Linear in the answer.
 */
omnimedia_status omnimedia_snapshot_resolve(const omnimedia_snapshot *snapshot,
                                            const omnimedia_query *query,
                                            omnimedia_answer **out,
                                            omnimedia_fault **why);

/**
 * One more reference to a snapshot, to be released like the first. NULL is fine.
 */
omnimedia_status omnimedia_snapshot_retain(const omnimedia_snapshot *snapshot);

/**
 * One reference less; the snapshot and its texts go with the last one, and with the last answer of it. NULL is fine.
 */
omnimedia_status omnimedia_snapshot_release(omnimedia_snapshot *snapshot);

/**
 * A store that holds a snapshot.
 *
 * The store keeps the snapshot alive; the caller's own handle stays the caller's. `out` gets a handle to be released
 * with `omnimedia_store_release`; `why` may be NULL. Any thread.
 */
omnimedia_status omnimedia_store_new(const omnimedia_snapshot *snapshot,
                                     omnimedia_store **out,
                                     omnimedia_fault **why);

/**
 * The snapshot of this moment, to be asked and then released with `omnimedia_snapshot_release`. Until then it and its
 * texts stay, whatever the store gets.
 *
 * Every call gives a handle of its own: who releases one twice takes nothing from others. Take one for a page or a
 * batch, not for each look-up.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`, `OMNIMEDIA_BAD_ARGUMENT` where there are too many handles. Any
 * thread; takes no lock and never waits.
 */
omnimedia_status omnimedia_store_snapshot(const omnimedia_store *store,
                                          omnimedia_snapshot **snapshot);

/**
 * Interns a context, once, for every snapshot that the store holds now or later.
 *
 * `context` may be NULL: the default catalog, Omnichannel, Neutral. The same context gives the same shelf. `why` may be
 * NULL.
 *
 * `OMNIMEDIA_MALFORMED_LOCALE`, `OMNIMEDIA_LIMIT_CONTEXTS` for more than 1,048,576. None is forgotten: intern what the
 * shop offers, not what a request brings. Any thread; takes a lock for a moment, and some 600 bytes in this snapshot and in
 * each that follows: whoever puts one in its place prepares all shelves before readers see it.
 */
omnimedia_status omnimedia_store_shelf(const omnimedia_store *store,
                                       const omnimedia_context *context,
                                       omnimedia_shelf *shelf,
                                       omnimedia_fault **why);

/**
 * Puts another snapshot in the place of the one that the store holds. Who took that one keeps it; its memory goes when
 * the last of them releases it.
 *
 * The caller's own handle stays the caller's. `why` may be NULL. Any thread; writers wait for each other, readers for
 * nobody. Linear in the contexts that are interned, some 0.6 microseconds each.
 */
omnimedia_status omnimedia_store_replace(const omnimedia_store *store,
                                         const omnimedia_snapshot *snapshot,
                                         omnimedia_fault **why);

/**
 * Adds a change to what the store holds: a delta of `len` bytes, which are copied, on the snapshot of this moment.
 *
 * `why` may be NULL. `OMNIMEDIA_WRONG_BASE` where the delta belongs on another snapshot, `OMNIMEDIA_WRONG_KIND` where
 * the store holds shards, and the other faults of
 * `omnimedia_snapshot_with_delta`; the store then holds what it held. Any thread; writers wait for each other, readers
 * for nobody. Linear in the delta, which is checked, and in the contexts that are interned. Each delta that is open makes
 * every look-up slower: past some 30 replace the snapshot by `omnimedia_snapshot_compact` of it, in the thread that adds.
 */
omnimedia_status omnimedia_store_add(const omnimedia_store *store,
                                     const uint8_t *delta,
                                     size_t len,
                                     omnimedia_fault **why);

/**
 * One more reference to a store, to be released like the first. NULL is fine.
 */
omnimedia_status omnimedia_store_retain(const omnimedia_store *store);

/**
 * One reference less; with the last one the store lets go of its snapshot. NULL is fine.
 */
omnimedia_status omnimedia_store_release(omnimedia_store *store);

/**
 * A tenant without anything in it. `limits`, which may be NULL, hold for all that comes into it.
 *
 * `out` gets a handle to be released with `omnimedia_tenant_release`; `why` may be NULL. Any thread.
 */
omnimedia_status omnimedia_tenant_new(const omnimedia_limits *limits,
                                      omnimedia_tenant **out,
                                      omnimedia_fault **why);

/**
 * Reads a tenant: `tenant/1` as one JSON object, or as JSON Lines.
 *
 * `bytes` are `len` bytes of UTF-8, lent for the call. `format` is `OMNIMEDIA_JSON` or `OMNIMEDIA_JSON_LINES`; a host
 * that stores units reads the header line `{"omnimedia":"tenant/1"}` and all of them, one a line, in any order.
 * `limits` may be NULL. Nothing in the tenant has changed since. `out` gets a handle to be released with
 * `omnimedia_tenant_release`; `why`, which may be NULL, gets every fault there is.
 *
 * `OMNIMEDIA_SYNTAX`, `OMNIMEDIA_TYPE` and all that a tenant is refused for. Any thread. Linear in the input.
 */
omnimedia_status omnimedia_tenant_read(const uint8_t *bytes,
                                       size_t len,
                                       omnimedia_format format,
                                       const omnimedia_limits *limits,
                                       omnimedia_tenant **out,
                                       omnimedia_fault **why);

/**
 * Writes a tenant as JSON that reads back equal: everything but its limits.
 *
 * `format` is `OMNIMEDIA_JSON` or `OMNIMEDIA_JSON_LINES`. `out` gets text to be released with
 * `omnimedia_bytes_release`; `why` may be NULL. Any thread. Linear in the tenant.
 */
omnimedia_status omnimedia_tenant_write(const omnimedia_tenant *tenant,
                                        omnimedia_format format,
                                        omnimedia_bytes **out,
                                        omnimedia_fault **why);

/**
 * The tenant whose publication this is: everything in it is version 1, checked in and published with this stamp. An
 * asset that is not published is a draft.
 *
 * `limits` may be NULL. Every unit is one that changed, so that it can be stored. `out` gets a handle to be released
 * with `omnimedia_tenant_release`; `why` may be NULL. Any thread. Linear in the publication.
 */
omnimedia_status omnimedia_tenant_from_publication(const omnimedia_publication *publication,
                                                   const omnimedia_limits *limits,
                                                   const omnimedia_stamp *stamp,
                                                   omnimedia_tenant **out,
                                                   omnimedia_fault **why);

/**
 * A tenant with what a publication has besides media: channels, categories, products, and central swatches that are
 * colours. This is what a manifest is taken into where a shop begins.
 *
 * Arguments and cost as `omnimedia_tenant_from_publication`.
 */
omnimedia_status omnimedia_tenant_without_media_of(const omnimedia_publication *publication,
                                                   const omnimedia_limits *limits,
                                                   omnimedia_tenant **out,
                                                   omnimedia_fault **why);

/**
 * One more reference to a tenant, to be released like the first. NULL is fine.
 */
omnimedia_status omnimedia_tenant_retain(const omnimedia_tenant *tenant);

/**
 * One reference less; with the last one the tenant goes, stored or not. NULL is fine.
 */
omnimedia_status omnimedia_tenant_release(omnimedia_tenant *tenant);

/**
 * Which parts of the publication changed since the last that were settled, as JSON: `products`, `categories`,
 * `channels`, `swatches` and `assets`.
 *
 * `out` gets text to be released with `omnimedia_bytes_release`, and `mark` a number for
 * `omnimedia_tenant_settle_changes`; `why` may be NULL. Changes are not stored with a tenant: one that is read has none.
 * `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in what changed.
 */
omnimedia_status omnimedia_tenant_changes(const omnimedia_tenant *tenant,
                                          omnimedia_bytes **out,
                                          uint64_t *mark,
                                          omnimedia_fault **why);

/**
 * The delta that brings a snapshot of this tenant's publication up to date with all that changed since the last that
 * was settled.
 *
 * `out` gets the bytes, to be released with `omnimedia_bytes_release`, or NULL where nothing changed; `mark` gets a
 * number. Once the delta is where it belongs, such as in a store, pass the number to
 * `omnimedia_tenant_settle_changes`. Until then the next delta has the same changes again, so that nothing is lost
 * where the delta is refused or cannot be kept; a change that is in two deltas does no harm. `why` may be NULL.
 *
 * `OMNIMEDIA_WRONG_POLICY`, `OMNIMEDIA_WRONG_KIND` for shards, `OMNIMEDIA_LIMIT_SNAPSHOT`,
 * `OMNIMEDIA_DUPLICATE_DOCUMENT`; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. That of what changed, whatever the size of the tenant and of the snapshot.
 */
omnimedia_status omnimedia_tenant_delta(const omnimedia_tenant *tenant,
                                        const omnimedia_snapshot *snapshot,
                                        omnimedia_bytes **out,
                                        uint64_t *mark,
                                        omnimedia_fault **why);

/**
 * Forgets the changes that were there when `mark` was given: they are flattened. What changed since stays.
 *
 * `why` may be NULL. `OMNIMEDIA_BAD_ARGUMENT` for a number that was never given, `OMNIMEDIA_IN_USE`. Any thread;
 * changes the tenant.
 */
omnimedia_status omnimedia_tenant_settle_changes(const omnimedia_tenant *tenant,
                                                 uint64_t mark,
                                                 omnimedia_fault **why);

/**
 * The keys of the units of storage that changed since the last that were settled: a line each, that ends with `\n`, for
 * `omnimedia_tenant_unit`. No key has a line end in it.
 *
 * `out` gets text to be released with `omnimedia_bytes_release`, and `mark` a number for
 * `omnimedia_tenant_settle_units`; `why` may be NULL. `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. n log n in the
 * keys.
 */
omnimedia_status omnimedia_tenant_changed_units(const omnimedia_tenant *tenant,
                                                omnimedia_bytes **out,
                                                uint64_t *mark,
                                                omnimedia_fault **why);

/**
 * Forgets the units that were there when `mark` was given: they are stored. What changed since stays.
 *
 * `why` may be NULL. `OMNIMEDIA_BAD_ARGUMENT` for a number that was never given, `OMNIMEDIA_IN_USE`. Any thread;
 * changes the tenant.
 */
omnimedia_status omnimedia_tenant_settle_units(const omnimedia_tenant *tenant,
                                               uint64_t mark,
                                               omnimedia_fault **why);

/**
 * One unit of storage as JSON: a line of the tenant's JSON Lines.
 *
 * `key` is one of the texts that `omnimedia_tenant_changed_units` gives. `out` gets text to be released with
 * `omnimedia_bytes_release`, or NULL where the unit is no longer in the tenant, so that it is to be deleted where it is
 * stored; `why` may be NULL.
 *
 * `OMNIMEDIA_TYPE` for a text that is no key, `OMNIMEDIA_IN_USE`. Any thread; only reads the tenant. Linear in the unit.
 */
omnimedia_status omnimedia_tenant_unit(const omnimedia_tenant *tenant,
                                       omnimedia_str key,
                                       omnimedia_bytes **out,
                                       omnimedia_fault **why);

/**
 * Checks a target out to the user of the stamp, and gives what is to be edited: the draft. A user who has it already
 * goes on with what was saved last.
 *
 * Where there is no draft, `copy` 0 begins empty, and 1 with a copy of the published document that is first on the
 * ladder of `policy`, which may be NULL. In a publish group that lacks the target it enters the group with what is
 * checked in live. `out` gets the content as JSON, in the form of `content` in `tenant/1`, to be released with
 * `omnimedia_bytes_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_CHECKED_OUT`, naming the holder; `OMNIMEDIA_NOT_IN_TENANT` for a product, category or group that is not
 * there; `OMNIMEDIA_GROUP_CLOSED`, `OMNIMEDIA_LIMIT_GROUP_ITEMS`, `OMNIMEDIA_CATEGORY_WITHOUT_CHANNEL` and the limits;
 * `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in the content, and in the documents of the product where
 * one is copied.
 */
omnimedia_status omnimedia_tenant_edit(const omnimedia_tenant *tenant,
                                       const omnimedia_target *target,
                                       const omnimedia_stamp *stamp,
                                       int32_t copy,
                                       const omnimedia_policy *policy,
                                       omnimedia_bytes **out,
                                       omnimedia_fault **why);

/**
 * Keeps what the user of the stamp is working on in the check-out. Nobody else sees it.
 *
 * `content` is JSON in the form that `omnimedia_tenant_edit` gives. `why` may be NULL.
 *
 * `OMNIMEDIA_NOT_CHECKED_OUT`, `OMNIMEDIA_CHECKED_OUT` by another, `OMNIMEDIA_WRONG_CONTENT`, every fault of the content
 * with its path; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in the content and the product.
 */
omnimedia_status omnimedia_tenant_save(const omnimedia_tenant *tenant,
                                       const omnimedia_target *target,
                                       const omnimedia_stamp *stamp,
                                       omnimedia_str content,
                                       omnimedia_fault **why);

/**
 * Ends the check-out: its content becomes a version, the draft, that all can see.
 *
 * `version`, which may be NULL, gets the number of the version; `why` may be NULL.
 *
 * `OMNIMEDIA_NOT_CHECKED_OUT`, `OMNIMEDIA_CHECKED_OUT` by another, `OMNIMEDIA_NOT_IN_TENANT`,
 * `OMNIMEDIA_GROUP_CLOSED`, `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in the content.
 */
omnimedia_status omnimedia_tenant_finish(const omnimedia_tenant *tenant,
                                         const omnimedia_target *target,
                                         const omnimedia_stamp *stamp,
                                         uint32_t *version,
                                         omnimedia_fault **why);

/**
 * Edits, saves and finishes in one go. A check-out that the user has already is finished with this content.
 *
 * Arguments, faults, threads and cost as `omnimedia_tenant_edit`, `omnimedia_tenant_save` and
 * `omnimedia_tenant_finish`; nothing stays checked out that was not before.
 */
omnimedia_status omnimedia_tenant_check_in(const omnimedia_tenant *tenant,
                                           const omnimedia_target *target,
                                           const omnimedia_stamp *stamp,
                                           omnimedia_str content,
                                           uint32_t *version,
                                           omnimedia_fault **why);

/**
 * Ends the check-out and drops its content: the draft is what it was. With `force` 1 another user's check-out, too.
 *
 * `why` may be NULL. `OMNIMEDIA_NOT_CHECKED_OUT`; `OMNIMEDIA_CHECKED_OUT` by another without `force`;
 * `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in the content.
 */
omnimedia_status omnimedia_tenant_discard(const omnimedia_tenant *tenant,
                                          const omnimedia_target *target,
                                          const omnimedia_stamp *stamp,
                                          int32_t force,
                                          omnimedia_fault **why);

/**
 * Makes an earlier version the draft, as a new version. The user's own check-out is finished first.
 *
 * `made`, which may be NULL, gets the number of the new version; `why` may be NULL.
 *
 * `OMNIMEDIA_CHECKED_OUT` by another; `OMNIMEDIA_NOT_IN_TENANT` for a target or version that is not there;
 * `OMNIMEDIA_GROUP_CLOSED`, `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in the content.
 */
omnimedia_status omnimedia_tenant_restore(const omnimedia_tenant *tenant,
                                          const omnimedia_target *target,
                                          const omnimedia_stamp *stamp,
                                          uint32_t version,
                                          uint32_t *made,
                                          omnimedia_fault **why);

/**
 * Stages the removal of everything that a product or category has in one context; once it is published, it falls back
 * to the next context. A removal that is staged already stays as it is.
 *
 * `made`, which may be NULL, gets the number of the version that does; `why` may be NULL.
 *
 * `OMNIMEDIA_WRONG_CONTENT` for an asset, and the faults of `omnimedia_tenant_restore`. Any thread; changes the
 * tenant. Linear in the content.
 */
omnimedia_status omnimedia_tenant_reset(const omnimedia_tenant *tenant,
                                        const omnimedia_target *target,
                                        const omnimedia_stamp *stamp,
                                        uint32_t *made,
                                        omnimedia_fault **why);

/**
 * Adds a channel, central swatch, category or product, or changes it; at once.
 *
 * `entity` is JSON as in a line of `publication/1`: `{"channel": {"id": "128"}}`, `{"swatch": …}`, `{"category": …}` or
 * `{"product": …}`, without `media`. Documents of a product stay as they are: what they assign to variants and values
 * that are no longer there is kept, and left out of the publication. `why` may be NULL.
 *
 * Every fault of the entity, with its path; `OMNIMEDIA_WRONG_CONTENT` for an asset, or for what brings documents;
 * `OMNIMEDIA_DUPLICATE_IDENTIFIER` and `OMNIMEDIA_PRODUCT_AND_VARIANT` for a number or record id that is taken;
 * `OMNIMEDIA_UNKNOWN_ASSET` and `OMNIMEDIA_UNPUBLISHED_ASSETS` for what a swatch shows; `OMNIMEDIA_IN_USE`. Any thread;
 * changes the tenant. Linear in the entity.
 */
omnimedia_status omnimedia_tenant_set(const omnimedia_tenant *tenant,
                                      omnimedia_str entity,
                                      omnimedia_fault **why);

/**
 * Removes a product with its drafts; at once.
 *
 * `why` may be NULL. `OMNIMEDIA_NOT_IN_TENANT`; `OMNIMEDIA_NOT_EMPTY` while a document of it is published, checked out
 * or in a group; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in the product.
 */
omnimedia_status omnimedia_tenant_remove_product(const omnimedia_tenant *tenant,
                                                 omnimedia_str number,
                                                 omnimedia_fault **why);

/**
 * Removes a category with its drafts; at once. Arguments, faults, threads and cost as
 * `omnimedia_tenant_remove_product`.
 */
omnimedia_status omnimedia_tenant_remove_category(const omnimedia_tenant *tenant,
                                                  omnimedia_str id,
                                                  omnimedia_fault **why);

/**
 * Removes a channel from those that are listed; at once. Documents that name it stay.
 *
 * `why` may be NULL. `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_IN_USE`. Any thread; changes the tenant.
 */
omnimedia_status omnimedia_tenant_remove_channel(const omnimedia_tenant *tenant,
                                                 omnimedia_str id,
                                                 omnimedia_fault **why);

/**
 * Removes the central swatch of a value of a dimension; at once.
 *
 * `why` may be NULL. `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_IN_USE`. Any thread; changes the tenant.
 */
omnimedia_status omnimedia_tenant_remove_swatch(const omnimedia_tenant *tenant,
                                                omnimedia_str dimension,
                                                omnimedia_str value,
                                                omnimedia_fault **why);

/**
 * Makes a publish group, without items. What is edited with its name as `group` of a target enters it.
 *
 * `options` and `why` may be NULL. `OMNIMEDIA_EXISTS` for a name that a group has, also one that ran;
 * `OMNIMEDIA_EMPTY_IDENTIFIER`, `OMNIMEDIA_LIMIT_IDENTIFIER`, `OMNIMEDIA_IN_USE`. Any thread; changes the tenant.
 */
omnimedia_status omnimedia_tenant_create_group(const omnimedia_tenant *tenant,
                                               omnimedia_str name,
                                               const omnimedia_group_options *options,
                                               const omnimedia_stamp *stamp,
                                               omnimedia_fault **why);

/**
 * Changes how a publish group publishes.
 *
 * `options` and `why` may be NULL. `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_GROUP_CLOSED`, `OMNIMEDIA_IN_USE`. Any thread;
 * changes the tenant.
 */
omnimedia_status omnimedia_tenant_set_group_options(const omnimedia_tenant *tenant,
                                                    omnimedia_str name,
                                                    const omnimedia_group_options *options,
                                                    omnimedia_fault **why);

/**
 * Sets limits on publish groups: most items of a group, and fewest seconds between the instants of two scheduled
 * groups; 0 is no limit. The documented ones of Dynamics 365 Commerce are 2,000 and 300.
 *
 * What is over a limit already stays. `why` may be NULL. `OMNIMEDIA_IN_USE`. Any thread; changes the tenant.
 */
omnimedia_status omnimedia_tenant_set_group_limits(const omnimedia_tenant *tenant,
                                                   uint64_t items,
                                                   uint64_t seconds_apart,
                                                   omnimedia_fault **why);

/**
 * Deletes a publish group with what was edited in it. One that ran has left its versions live.
 *
 * `why` may be NULL. `OMNIMEDIA_NOT_IN_TENANT`; `OMNIMEDIA_GROUP_SCHEDULE` for one that is scheduled;
 * `OMNIMEDIA_CHECKED_OUT` for each item that another user is working on; `OMNIMEDIA_IN_USE`. Any thread; changes the
 * tenant. Linear in its items.
 */
omnimedia_status omnimedia_tenant_delete_group(const omnimedia_tenant *tenant,
                                               omnimedia_str name,
                                               const omnimedia_stamp *stamp,
                                               omnimedia_fault **why);

/**
 * Copies an item into the publish group of a target: what is checked in live where `from` is absent, or in the group
 * `from`. What the group has of it already becomes an earlier version.
 *
 * `version`, which may be NULL, gets the number of the version in the group; `why` may be NULL.
 *
 * `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_GROUP_CLOSED`, `OMNIMEDIA_CHECKED_OUT` by another in the group,
 * `OMNIMEDIA_LIMIT_GROUP_ITEMS`, `OMNIMEDIA_WRONG_CONTENT` for a target that is in no group; `OMNIMEDIA_IN_USE`. Any
 * thread; changes the tenant. Linear in the content.
 */
omnimedia_status omnimedia_tenant_copy_into_group(const omnimedia_tenant *tenant,
                                                  const omnimedia_target *target,
                                                  omnimedia_str from,
                                                  const omnimedia_stamp *stamp,
                                                  uint32_t *version,
                                                  omnimedia_fault **why);

/**
 * Takes an item out of the publish group of a target, with what was edited of it there.
 *
 * `why` may be NULL. `OMNIMEDIA_WRONG_CONTENT` for a target that is in no group, and the faults of
 * `omnimedia_tenant_delete`. Any thread; changes the tenant. Linear in the content.
 */
omnimedia_status omnimedia_tenant_remove_from_group(const omnimedia_tenant *tenant,
                                                    const omnimedia_target *target,
                                                    const omnimedia_stamp *stamp,
                                                    omnimedia_fault **why);

/**
 * Schedules a publish group to run at an instant, or at another one than before. It is tried as it would stand then.
 *
 * `due` is a text with an offset, such as `2026-12-01T08:00:00+01:00`. Nothing runs by itself: call
 * `omnimedia_tenant_run_due`. `why` may be NULL.
 *
 * `OMNIMEDIA_MALFORMED_INSTANT`; `OMNIMEDIA_GROUP_SCHEDULE` for an instant that is not to come;
 * `OMNIMEDIA_LIMIT_GROUP_SPACING`; all that would refuse the run; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant.
 * That of the groups that are due by then.
 */
omnimedia_status omnimedia_tenant_schedule_group(const omnimedia_tenant *tenant,
                                                 omnimedia_str name,
                                                 omnimedia_str due,
                                                 const omnimedia_stamp *stamp,
                                                 omnimedia_fault **why);

/**
 * Takes a publish group off the schedule; it stays open.
 *
 * `why` may be NULL. `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_GROUP_CLOSED`; `OMNIMEDIA_GROUP_SCHEDULE` for one that is not
 * scheduled; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant.
 */
omnimedia_status omnimedia_tenant_unschedule_group(const omnimedia_tenant *tenant,
                                                   omnimedia_str name,
                                                   omnimedia_fault **why);

/**
 * Runs a publish group now, scheduled or not: all of it is published, or nothing; then it is closed.
 *
 * `out`, which may be NULL, gets what it did as JSON, `{"group": …, "targets": …, "assets": …, "conflicts": …,
 * "drafts": …, "check_outs": …, "changes": …}`, to be released with `omnimedia_bytes_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_GROUP_CLOSED`; `OMNIMEDIA_CHECKED_OUT` for each item that somebody is working
 * on in the group; `OMNIMEDIA_GROUP_CONFLICT` where the group refuses conflicts; the faults of
 * `omnimedia_tenant_publish`. Any thread; changes the tenant. Linear in its items.
 */
omnimedia_status omnimedia_tenant_run_group(const omnimedia_tenant *tenant,
                                            omnimedia_str name,
                                            const omnimedia_stamp *stamp,
                                            omnimedia_bytes **out,
                                            omnimedia_fault **why);

/**
 * Runs every publish group that is due at `now`, seconds since the beginning of 1970, in the order of their instants;
 * each on behalf of who scheduled it. One that is refused stays scheduled, and hinders no other.
 *
 * `out`, which may be NULL, gets what became of them as a JSON list, each `{"group": …, "run": …}` or
 * `{"group": …, "faults": …}`, to be released with `omnimedia_bytes_release`; `why` may be NULL. `OMNIMEDIA_IN_USE`. Any
 * thread; changes the tenant. Linear in their items.
 */
omnimedia_status omnimedia_tenant_run_due(const omnimedia_tenant *tenant,
                                          int64_t now,
                                          omnimedia_bytes **out,
                                          omnimedia_fault **why);

/**
 * Publishes drafts: of one asset or document, or of all documents of a product or category.
 *
 * With `along` 1 the assets that they use and that are not published are published along, with 0 they refuse it.
 * `out`, which may be NULL, gets what was published as JSON, `{"targets": …, "assets": …, "changes": …}`, to be
 * released with `omnimedia_bytes_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_UNPUBLISHED_ASSETS` and `OMNIMEDIA_UNKNOWN_ASSET` for each asset, `OMNIMEDIA_CHECKED_OUT` for each draft
 * that somebody is working on, `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_WRONG_CONTENT` for what is in a group, every fault
 * of content that its product no longer allows; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in what is
 * published.
 */
omnimedia_status omnimedia_tenant_publish(const omnimedia_tenant *tenant,
                                          const omnimedia_target *target,
                                          const omnimedia_stamp *stamp,
                                          int32_t along,
                                          omnimedia_bytes **out,
                                          omnimedia_fault **why);

/**
 * Takes a target out of the publication; its draft and its versions stay.
 *
 * `why` may be NULL. `OMNIMEDIA_NOT_PUBLISHED`, `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_WRONG_CONTENT` in a group,
 * `OMNIMEDIA_ASSET_IN_USE` for each that shows the asset; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in
 * the content and in what uses it.
 */
omnimedia_status omnimedia_tenant_unpublish(const omnimedia_tenant *tenant,
                                            const omnimedia_target *target,
                                            const omnimedia_stamp *stamp,
                                            omnimedia_fault **why);

/**
 * Deletes a target that is not published, with its versions.
 *
 * `why` may be NULL. `OMNIMEDIA_PUBLISHED`, `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_CHECKED_OUT` by another,
 * `OMNIMEDIA_ASSET_IN_USE` for each that uses the asset; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in
 * the content and in what uses it.
 */
omnimedia_status omnimedia_tenant_delete(const omnimedia_tenant *tenant,
                                         const omnimedia_target *target,
                                         const omnimedia_stamp *stamp,
                                         omnimedia_fault **why);

/**
 * Takes a target out of the publication, and deletes it with its versions.
 *
 * `why` may be NULL. Faults, threads and cost as `omnimedia_tenant_unpublish` and `omnimedia_tenant_delete`; both
 * happens or neither.
 */
omnimedia_status omnimedia_tenant_unpublish_and_delete(const omnimedia_tenant *tenant,
                                                       const omnimedia_target *target,
                                                       const omnimedia_stamp *stamp,
                                                       omnimedia_fault **why);

/**
 * Which switches of the rollout are on, as JSON.
 *
 * `out` gets text to be released with `omnimedia_bytes_release`; `why` may be NULL. `OMNIMEDIA_IN_USE`. Any thread; only
 * reads the tenant.
 */
omnimedia_status omnimedia_tenant_switches(const omnimedia_tenant *tenant,
                                           omnimedia_bytes **out,
                                           omnimedia_fault **why);

/**
 * Turns a switch of the rollout on: `site_builder_content`, `hq_authoring`, `hq_sync`, `csu_media_locations`, or
 * `site_rendering` of a channel, which all others leave absent. What is on already stays on.
 *
 * `why` may be NULL. `OMNIMEDIA_ROLLOUT_ORDER` where it needs others that are off; `OMNIMEDIA_NOT_IN_TENANT` for a
 * channel that is not listed; `OMNIMEDIA_BAD_ARGUMENT` for a word that is no switch; `OMNIMEDIA_IN_USE`. Any thread;
 * changes the tenant.
 */
omnimedia_status omnimedia_tenant_turn_on(const omnimedia_tenant *tenant,
                                          omnimedia_str word,
                                          omnimedia_str channel,
                                          omnimedia_fault **why);

/**
 * Turns a switch of the rollout off. What is off already stays off.
 *
 * Arguments as `omnimedia_tenant_turn_on`. `OMNIMEDIA_ROLLOUT_NEEDED` where others that are on need it;
 * `OMNIMEDIA_ROLLOUT_FINAL` where work was done under it; `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_IN_USE`. Any thread;
 * changes the tenant. Linear in the tenant for those that do not change what is served.
 */
omnimedia_status omnimedia_tenant_turn_off(const omnimedia_tenant *tenant,
                                           omnimedia_str word,
                                           omnimedia_str channel,
                                           omnimedia_fault **why);

/**
 * How ready a tenant is for a switch: what is missing, and who would lose an image by it.
 *
 * `publication` is what the tenant publishes then, NULL for what it publishes now; `legacy` is what is served until
 * then; `policy` and `limits` may be NULL. `each`, which may be NULL, is called with `user` for every image that would
 * be lost, with JSON that is lent for that call; what it returns but 0 ends the rows. `out` gets the readiness as JSON,
 * to be released with `omnimedia_bytes_release`; `why` may be NULL.
 *
 * `OMNIMEDIA_LIMIT_ANSWERS`, `OMNIMEDIA_DUPLICATE_DOCUMENT`, `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_IN_USE`. Any thread;
 * only reads the tenant. Linear in the tenant and both publications, and in the products with legacy media.
 */
omnimedia_status omnimedia_tenant_readiness(const omnimedia_tenant *tenant,
                                            omnimedia_str word,
                                            omnimedia_str channel,
                                            const omnimedia_publication *publication,
                                            const omnimedia_publication *legacy,
                                            const omnimedia_policy *policy,
                                            const omnimedia_limits *limits,
                                            omnimedia_each each,
                                            void *user,
                                            omnimedia_bytes **out,
                                            omnimedia_fault **why);

/**
 * The publication of a tenant in a state, `OMNIMEDIA_STATE_…`: to be resolved, explained, flattened, audited, compared.
 *
 * `name` is that of the user or group, and `instant` seconds since the beginning of 1970; each counts where its state
 * says so. `out` gets a handle to be released with `omnimedia_publication_release`. `left_out`, which may be NULL, gets
 * as a JSON list the groups that are due and whose run would be refused, each `{"group": …, "faults": …}`, to be
 * released with `omnimedia_bytes_release`. `why` may be NULL.
 *
 * `OMNIMEDIA_NOT_IN_TENANT` and what would refuse the run, for a group; faults of content that its product does not
 * allow any more, as drafts may be; `OMNIMEDIA_IN_USE`. Any thread; only reads the tenant. Linear in the tenant.
 */
omnimedia_status omnimedia_tenant_publication(const omnimedia_tenant *tenant,
                                              omnimedia_state state,
                                              omnimedia_str name,
                                              int64_t instant,
                                              omnimedia_publication **out,
                                              omnimedia_bytes **left_out,
                                              omnimedia_fault **why);

/**
 * The life of a target as JSON: its versions, the draft, what is published, the check-out.
 *
 * `out` gets text to be released with `omnimedia_bytes_release`, or NULL where the target has no life; `why` may be
 * NULL. `OMNIMEDIA_IN_USE`. Any thread; only reads the tenant. Linear in the life.
 */
omnimedia_status omnimedia_tenant_life(const omnimedia_tenant *tenant,
                                       const omnimedia_target *target,
                                       omnimedia_bytes **out,
                                       omnimedia_fault **why);

/**
 * Who uses an asset, as a JSON list: published documents, drafts, check-outs, publish groups and central swatches.
 *
 * An asset that nobody uses, and one that is not there, have the empty list. `out` gets text to be released with
 * `omnimedia_bytes_release`; `why` may be NULL. `OMNIMEDIA_IN_USE`. Any thread; only reads the tenant. Linear in the
 * documents of what uses it.
 */
omnimedia_status omnimedia_tenant_used_by(const omnimedia_tenant *tenant,
                                          omnimedia_str asset,
                                          omnimedia_bytes **out,
                                          omnimedia_fault **why);

/**
 * Every target that has a life, live, as a JSON list: assets, documents of products, documents of categories.
 *
 * `out` gets text to be released with `omnimedia_bytes_release`; `why` may be NULL. `OMNIMEDIA_IN_USE`. Any thread; only
 * reads the tenant. Linear in the targets.
 */
omnimedia_status omnimedia_tenant_targets(const omnimedia_tenant *tenant,
                                          omnimedia_bytes **out,
                                          omnimedia_fault **why);

/**
 * The publish groups as a JSON list, by name, each with its options, its state and its items.
 *
 * `out` gets text to be released with `omnimedia_bytes_release`; `why` may be NULL. `OMNIMEDIA_IN_USE`. Any thread; only
 * reads the tenant. Linear in their items.
 */
omnimedia_status omnimedia_tenant_groups(const omnimedia_tenant *tenant,
                                         omnimedia_bytes **out,
                                         omnimedia_fault **why);

/**
 * The number of the ABI of the library that was loaded; compare it with `OMNIMEDIA_ABI_VERSION`.
 */
uint32_t omnimedia_abi_version(void);

/**
 * The version of the library, such as `0.1.0`. The text lives as long as the program.
 *
 * `OMNIMEDIA_NULL_ARGUMENT` when `out` is NULL.
 */
omnimedia_status omnimedia_version(omnimedia_str *out);

/**
 * How many handles are not released yet, of all types: 0 where a host has let go of everything.
 */
size_t omnimedia_handles_alive(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* OMNIMEDIA_H */
