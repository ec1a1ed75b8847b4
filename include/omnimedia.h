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
 *   caller. Callbacks must not unwind or jump out of the library either.
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
 * An answer: what a product, a variant or a selection shows, with every text, property and origin. It never changes,
 * keeps what it was asked of alive, and any thread may read it.
 */
typedef struct omnimedia_answer omnimedia_answer;

/**
 * Text or bytes that the library made: JSON, a page, an explanation. Any thread may read it.
 */
typedef struct omnimedia_bytes omnimedia_bytes;

/**
 * Why a call was refused: at least one fault, in the order of the input. Any thread may read it.
 */
typedef struct omnimedia_fault omnimedia_fault;

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
 * Where and in which language something is asked. Absent or empty text is the default catalog, Omnichannel, Neutral.
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
 * A form of text, by number.
 */
typedef int32_t omnimedia_format;

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
 * A choice of a policy, by number; 0 is the default.
 */
typedef int32_t omnimedia_choice;

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
 * How a snapshot is opened. NULL means zeros: checked, and a file mapped.
 */
typedef struct {
    /**
     * The size of this structure in bytes.
     */
    size_t size;
    /**
     * 0 checks every byte and invariant before the snapshot is used; 1 looks at the header alone, so that opening
     * costs the same at any size. An unchecked snapshot with wrong bytes gives wrong answers or faults, never more.
     */
    int32_t unverified;
    /**
     * 0 maps a file; 1 reads it into memory, so that the file may change or vanish afterwards.
     */
    int32_t in_memory;
} omnimedia_open_options;

/**
 * What a host does when the bytes that it lent are not read any more.
 */
typedef void (*omnimedia_released)(void *user);

/**
 * What a snapshot says of itself.
 */
typedef struct {
    /**
     * The policy that it was written under.
     */
    omnimedia_policy policy;
    /**
     * The hash of its content, which deltas name their base by.
     */
    uint8_t content_hash[16];
    /**
     * How many deltas are open on the base.
     */
    size_t deltas;
    /**
     * The bytes of all layers.
     */
    uint64_t bytes;
} omnimedia_snapshot_info;

/**
 * What a file is, by number.
 */
typedef int32_t omnimedia_probe_kind;

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
 * Not a snapshot, or fewer than 64 bytes.
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
 * `pairs` has room for `capacity` pairs, and may be NULL where that is 0; `count` gets how many there are.
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
 * `pairs` has room for `capacity` pairs, and may be NULL where that is 0; `count` gets how many there are.
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
 * One more reference to the faults, to be released like the first. NULL is fine.
 */
omnimedia_status omnimedia_fault_retain(const omnimedia_fault *fault);

/**
 * One reference less; with the last one the faults and their texts go. NULL is fine.
 */
omnimedia_status omnimedia_fault_release(omnimedia_fault *fault);

/**
 * Interns a context, once, so that hot calls pass a number.
 *
 * `context` may be NULL: the default catalog, Omnichannel, Neutral. The same context gives the same shelf. `why` may be
 * NULL.
 *
 * `OMNIMEDIA_MALFORMED_LOCALE`, `OMNIMEDIA_LIMIT_CONTEXTS`. Any thread; takes a lock for a moment.
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
 * `OMNIMEDIA_READ` for a file that cannot be read, and the faults of `omnimedia_snapshot_open`. Any thread. Linear in
 * the file where it is checked or read, else constant.
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
 * `OMNIMEDIA_WRONG_BASE`, `OMNIMEDIA_WRONG_POLICY`, `OMNIMEDIA_WRONG_KIND` and the faults of
 * `omnimedia_snapshot_open`. Any thread. Linear in the delta; what it stands on is shared.
 */
omnimedia_status omnimedia_snapshot_with_delta(const omnimedia_snapshot *snapshot,
                                               const uint8_t *delta,
                                               size_t len,
                                               omnimedia_snapshot **out,
                                               omnimedia_fault **why);

/**
 * One snapshot without deltas that answers the same: the bytes of a full build.
 *
 * `out` gets a handle to be released with `omnimedia_snapshot_release`; `why` may be NULL. Any thread. Linear in the
 * snapshot.
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
 * The bytes of a snapshot, to be sent or stored: layer 0 is the base, then come its deltas. They live as long as the
 * snapshot.
 *
 * `OMNIMEDIA_BAD_ARGUMENT` where there is no such layer; `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any
 * thread.
 */
omnimedia_status omnimedia_snapshot_bytes(const omnimedia_snapshot *snapshot,
                                          size_t layer,
                                          omnimedia_str *bytes);

/**
 * Saves a snapshot without deltas to a file: written beside it, then renamed, so that readers see the old file or the
 * new one.
 *
 * `path` is UTF-8; `why` may be NULL. `OMNIMEDIA_WRITE` for what cannot be written, `OMNIMEDIA_WRONG_KIND` for a
 * snapshot with deltas: compact it first. Any thread. Linear in the bytes.
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
 * Take it once for a page or a batch, not once a look-up.
 *
 * `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread; takes no lock and never waits for a writer.
 */
omnimedia_status omnimedia_store_snapshot(const omnimedia_store *store,
                                          omnimedia_snapshot **snapshot);

/**
 * Interns a context, once, for every snapshot that the store holds now or later.
 *
 * `context` may be NULL: the default catalog, Omnichannel, Neutral. The same context gives the same shelf. `why` may be
 * NULL.
 *
 * `OMNIMEDIA_MALFORMED_LOCALE`, `OMNIMEDIA_LIMIT_CONTEXTS`. Any thread; takes a lock for a moment.
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
 * nobody.
 */
omnimedia_status omnimedia_store_replace(const omnimedia_store *store,
                                         const omnimedia_snapshot *snapshot,
                                         omnimedia_fault **why);

/**
 * Adds a change to what the store holds: a delta of `len` bytes, which are copied, on the snapshot of this moment.
 *
 * `why` may be NULL. `OMNIMEDIA_WRONG_BASE` where the delta belongs on another snapshot, and the other faults of
 * `omnimedia_snapshot_with_delta`; the store then holds what it held. Any thread; writers wait for each other, readers
 * for nobody.
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
