//! What calls return.

/// What became of a call: `OMNIMEDIA_OK`, or the number of the fault.
///
/// Numbers come in families by the thousand, are the same in every language, and are never reused: 1 text that cannot
/// be read, 2 entities that contradict the rules (21 warnings), 3 limits, 4 queries, 5 snapshots, 6 the C ABI,
/// 7 authoring, 8 interchange and rollout, 9 faults of the library.
pub type omnimedia_status = i32;

/// The call did what it says.
pub const OMNIMEDIA_OK: omnimedia_status = 0;
/// The text is not JSON.
pub const OMNIMEDIA_SYNTAX: omnimedia_status = 1001;
/// A value has the wrong type, or a mandatory key is missing.
pub const OMNIMEDIA_TYPE: omnimedia_status = 1002;
/// A key that the format does not have.
pub const OMNIMEDIA_UNKNOWN_KEY: omnimedia_status = 1003;
/// A format version that this library does not know.
pub const OMNIMEDIA_UNKNOWN_VERSION: omnimedia_status = 1004;
/// The text is not UTF-8.
pub const OMNIMEDIA_ENCODING: omnimedia_status = 1005;
/// The input could not be read to its end.
pub const OMNIMEDIA_READ: omnimedia_status = 1006;
/// A dimension that the product does not have.
pub const OMNIMEDIA_UNKNOWN_DIMENSION: omnimedia_status = 2001;
/// A value that the dimension does not have.
pub const OMNIMEDIA_UNKNOWN_VALUE: omnimedia_status = 2002;
/// A pattern that fixes no dimension.
pub const OMNIMEDIA_PATTERN_WITHOUT_VALUE: omnimedia_status = 2003;
/// Two documents of one product or category in one context.
pub const OMNIMEDIA_DUPLICATE_DOCUMENT: omnimedia_status = 2004;
/// The same pattern twice in one document.
pub const OMNIMEDIA_DUPLICATE_PATTERN: omnimedia_status = 2005;
/// Two variants of one product with the same values.
pub const OMNIMEDIA_DUPLICATE_VARIANT_VALUES: omnimedia_status = 2006;
/// A variant that lacks the value of a dimension.
pub const OMNIMEDIA_MISSING_VARIANT_VALUE: omnimedia_status = 2007;
/// Variants of a product that has no dimensions.
pub const OMNIMEDIA_VARIANT_WITHOUT_DIMENSIONS: omnimedia_status = 2008;
/// A variant that is not the product's.
pub const OMNIMEDIA_FOREIGN_VARIANT: omnimedia_status = 2009;
/// Two swatches of one value.
pub const OMNIMEDIA_DUPLICATE_SWATCH: omnimedia_status = 2010;
/// A swatch with neither a colour nor an asset.
pub const OMNIMEDIA_EMPTY_SWATCH: omnimedia_status = 2011;
/// A category document without a channel.
pub const OMNIMEDIA_CATEGORY_WITHOUT_CHANNEL: omnimedia_status = 2012;
/// The value `*`, which means any value and cannot be one.
pub const OMNIMEDIA_RESERVED_VALUE: omnimedia_status = 2013;
/// An identifier that stands twice.
pub const OMNIMEDIA_DUPLICATE_IDENTIFIER: omnimedia_status = 2014;
/// A number that is both a product and a variant.
pub const OMNIMEDIA_PRODUCT_AND_VARIANT: omnimedia_status = 2015;
/// A list that inherits and has items.
pub const OMNIMEDIA_INHERIT_WITH_ITEMS: omnimedia_status = 2016;
/// Two texts of one locale.
pub const OMNIMEDIA_DUPLICATE_TEXT_LOCALE: omnimedia_status = 2017;
/// An identifier without a character.
pub const OMNIMEDIA_EMPTY_IDENTIFIER: omnimedia_status = 2018;
/// A locale that is not a BCP 47 tag of language, script, region and one variant.
pub const OMNIMEDIA_MALFORMED_LOCALE: omnimedia_status = 2019;
/// A colour that is not `#` and six hexadecimal digits.
pub const OMNIMEDIA_MALFORMED_COLOUR: omnimedia_status = 2020;
/// A crop that is not within the image.
pub const OMNIMEDIA_CROP_OUTSIDE: omnimedia_status = 2021;
/// A record id outside 1 to 2^63 - 1.
pub const OMNIMEDIA_RECORD_ID_RANGE: omnimedia_status = 2022;
/// A key that stands twice in one JSON object.
pub const OMNIMEDIA_DUPLICATE_KEY: omnimedia_status = 2023;
/// Warning: an asset that is not there; the item is dropped.
pub const OMNIMEDIA_MISSING_ASSET: omnimedia_status = 2101;
/// Warning: a category that is not there.
pub const OMNIMEDIA_MISSING_CATEGORY: omnimedia_status = 2102;
/// Warning: a channel that is not there.
pub const OMNIMEDIA_MISSING_CHANNEL: omnimedia_status = 2103;
/// Warning: a picture without an alt text; a manifest that is not lenient refuses the row.
pub const OMNIMEDIA_MISSING_ALT_TEXT: omnimedia_status = 2104;
/// Warning: what a manifest cannot say, or what an import will not take as it is.
pub const OMNIMEDIA_CANNOT_TRAVEL: omnimedia_status = 2105;
/// More dimensions of a product than the limit.
pub const OMNIMEDIA_LIMIT_DIMENSIONS: omnimedia_status = 3001;
/// More values of a dimension than the limit.
pub const OMNIMEDIA_LIMIT_VALUES: omnimedia_status = 3002;
/// More variants of a product than the limit.
pub const OMNIMEDIA_LIMIT_VARIANTS: omnimedia_status = 3003;
/// More items of a list than the limit.
pub const OMNIMEDIA_LIMIT_ITEMS: omnimedia_status = 3004;
/// More documents of a product than the limit.
pub const OMNIMEDIA_LIMIT_DOCUMENTS: omnimedia_status = 3005;
/// More patterns of a document than the limit.
pub const OMNIMEDIA_LIMIT_PATTERNS: omnimedia_status = 3006;
/// An identifier of more bytes than the limit.
pub const OMNIMEDIA_LIMIT_IDENTIFIER: omnimedia_status = 3007;
/// A cell of more bytes than the limit.
pub const OMNIMEDIA_LIMIT_CELL: omnimedia_status = 3008;
/// A line of more bytes than the limit.
pub const OMNIMEDIA_LIMIT_LINE: omnimedia_status = 3009;
/// JSON nested deeper than the limit.
pub const OMNIMEDIA_LIMIT_NESTING: omnimedia_status = 3010;
/// More than a snapshot's fields can number.
pub const OMNIMEDIA_LIMIT_SNAPSHOT: omnimedia_status = 3011;
/// More answers to look at than the limit.
pub const OMNIMEDIA_LIMIT_ANSWERS: omnimedia_status = 3012;
/// More answers or bytes of a preview than the limit.
pub const OMNIMEDIA_LIMIT_PREVIEW: omnimedia_status = 3013;
/// More columns of a manifest than the limit.
pub const OMNIMEDIA_LIMIT_COLUMNS: omnimedia_status = 3014;
/// More contexts interned than the limit.
pub const OMNIMEDIA_LIMIT_CONTEXTS: omnimedia_status = 3015;
/// No product, variant, record id, dimension, value or category of that name.
pub const OMNIMEDIA_NOT_FOUND: omnimedia_status = 4001;
/// A query that contradicts itself.
pub const OMNIMEDIA_BAD_QUERY: omnimedia_status = 4002;
/// A policy with a word that is none of its choices.
pub const OMNIMEDIA_BAD_POLICY: omnimedia_status = 4003;
/// The bytes are not a snapshot.
pub const OMNIMEDIA_NOT_A_SNAPSHOT: omnimedia_status = 5001;
/// A snapshot of a format version that this library does not read.
pub const OMNIMEDIA_SNAPSHOT_VERSION: omnimedia_status = 5002;
/// The bytes end before the snapshot does, or go on behind it.
pub const OMNIMEDIA_SNAPSHOT_LENGTH: omnimedia_status = 5003;
/// Bytes of the snapshot changed after it was written.
pub const OMNIMEDIA_SNAPSHOT_CHECKSUM: omnimedia_status = 5004;
/// The snapshot breaks an invariant of its format.
pub const OMNIMEDIA_SNAPSHOT_DAMAGED: omnimedia_status = 5005;
/// A delta that belongs to another base.
pub const OMNIMEDIA_WRONG_BASE: omnimedia_status = 5006;
/// A shelf that another snapshot gave.
pub const OMNIMEDIA_WRONG_SHELF: omnimedia_status = 5007;
/// A delta where a base is wanted, or a base where a delta is wanted.
pub const OMNIMEDIA_WRONG_KIND: omnimedia_status = 5008;
/// A change whose policy or locale rules are not those of its base.
pub const OMNIMEDIA_WRONG_POLICY: omnimedia_status = 5009;
/// A shard of another set, or at another place of it than its own.
pub const OMNIMEDIA_WRONG_SHARD: omnimedia_status = 5010;
/// An argument that must not be NULL is NULL.
pub const OMNIMEDIA_NULL_ARGUMENT: omnimedia_status = 6001;
/// A handle that is released, of another type, or none at all.
pub const OMNIMEDIA_WRONG_HANDLE: omnimedia_status = 6002;
/// An argument with a value that it cannot have.
pub const OMNIMEDIA_BAD_ARGUMENT: omnimedia_status = 6003;
/// Somebody else works with the object at this moment.
pub const OMNIMEDIA_IN_USE: omnimedia_status = 6004;
/// Somebody has it checked out.
pub const OMNIMEDIA_CHECKED_OUT: omnimedia_status = 7001;
/// It is not checked out by this user.
pub const OMNIMEDIA_NOT_CHECKED_OUT: omnimedia_status = 7002;
/// It uses assets that are not published.
pub const OMNIMEDIA_UNPUBLISHED_ASSETS: omnimedia_status = 7003;
/// It uses an asset that the media library does not have.
pub const OMNIMEDIA_UNKNOWN_ASSET: omnimedia_status = 7004;
/// It is published, and must not be for this.
pub const OMNIMEDIA_PUBLISHED: omnimedia_status = 7005;
/// It is not published, and must be for this.
pub const OMNIMEDIA_NOT_PUBLISHED: omnimedia_status = 7006;
/// Something uses the asset.
pub const OMNIMEDIA_ASSET_IN_USE: omnimedia_status = 7007;
/// There is nothing of that name in the tenant, or no such version of it.
pub const OMNIMEDIA_NOT_IN_TENANT: omnimedia_status = 7008;
/// Content of another kind or place than what it is for.
pub const OMNIMEDIA_WRONG_CONTENT: omnimedia_status = 7009;
/// It is there already.
pub const OMNIMEDIA_EXISTS: omnimedia_status = 7010;
/// Something still belongs to it.
pub const OMNIMEDIA_NOT_EMPTY: omnimedia_status = 7011;
/// The publish group ran, and is closed.
pub const OMNIMEDIA_GROUP_CLOSED: omnimedia_status = 7012;
/// The publish group is not scheduled, or must not be.
pub const OMNIMEDIA_GROUP_SCHEDULE: omnimedia_status = 7013;
/// What is published moved since it entered the publish group.
pub const OMNIMEDIA_GROUP_CONFLICT: omnimedia_status = 7014;
/// More items in a publish group than its limit.
pub const OMNIMEDIA_LIMIT_GROUP_ITEMS: omnimedia_status = 7015;
/// Publish groups scheduled nearer to each other than the limit.
pub const OMNIMEDIA_LIMIT_GROUP_SPACING: omnimedia_status = 7016;
/// A text that is no instant.
pub const OMNIMEDIA_MALFORMED_INSTANT: omnimedia_status = 7017;
/// A manifest without a row of column names.
pub const OMNIMEDIA_NO_HEADER: omnimedia_status = 8001;
/// A column that stands twice in a manifest.
pub const OMNIMEDIA_DUPLICATE_COLUMN: omnimedia_status = 8002;
/// A quoted cell that does not end.
pub const OMNIMEDIA_UNTERMINATED_QUOTE: omnimedia_status = 8003;
/// A row with more cells than there are columns.
pub const OMNIMEDIA_EXTRA_CELLS: omnimedia_status = 8004;
/// A mandatory cell that is empty.
pub const OMNIMEDIA_MISSING_CELL: omnimedia_status = 8005;
/// A cell with a word that is none of its choices.
pub const OMNIMEDIA_UNKNOWN_WORD: omnimedia_status = 8006;
/// A cell that is not the number it is to be.
pub const OMNIMEDIA_MALFORMED_NUMBER: omnimedia_status = 8007;
/// A key that is not made as its type wants it.
pub const OMNIMEDIA_MALFORMED_KEY: omnimedia_status = 8008;
/// A key, group or asset of another kind than what its row is for.
pub const OMNIMEDIA_WRONG_ENTITY: omnimedia_status = 8009;
/// A name by which more than one is known.
pub const OMNIMEDIA_AMBIGUOUS: omnimedia_status = 8010;
/// Rows of one thing that contradict each other.
pub const OMNIMEDIA_ROWS_DISAGREE: omnimedia_status = 8011;
/// A display name that another asset of the library has.
pub const OMNIMEDIA_NAME_TAKEN: omnimedia_status = 8012;
/// A character that a cell cannot hold.
pub const OMNIMEDIA_FORBIDDEN_CHARACTER: omnimedia_status = 8013;
/// A good row, held back since another row of its list is at fault.
pub const OMNIMEDIA_HELD_BACK: omnimedia_status = 8014;
/// What was not done since the work was cancelled.
pub const OMNIMEDIA_CANCELLED: omnimedia_status = 8015;
/// An input that is not the one that was read before.
pub const OMNIMEDIA_CHANGED_INPUT: omnimedia_status = 8016;
/// An output that could not be written to its end.
pub const OMNIMEDIA_WRITE: omnimedia_status = 8017;
/// A text that is no pattern of file names.
pub const OMNIMEDIA_MALFORMED_PATTERN: omnimedia_status = 8101;
/// Two documents that a copy between tenants maps to one context.
pub const OMNIMEDIA_MAPPED_TOGETHER: omnimedia_status = 8201;
/// A switch of the rollout that needs others, which are off.
pub const OMNIMEDIA_ROLLOUT_ORDER: omnimedia_status = 8301;
/// A switch of the rollout that others need, which are on.
pub const OMNIMEDIA_ROLLOUT_NEEDED: omnimedia_status = 8302;
/// A switch of the rollout under which work was done.
pub const OMNIMEDIA_ROLLOUT_FINAL: omnimedia_status = 8303;
/// A fault of the library itself; the outputs are untouched and the library can still be used.
pub const OMNIMEDIA_INTERNAL: omnimedia_status = 9001;
