//! The one table of fault codes: names and numbers never change and are never reused.

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $number:literal $name:literal;)+) => {
        /// What kind of fault it is: a stable name and a stable number, the same in every language.
        ///
        /// Numbers come in families by the thousand: 1 text that cannot be read, 2 entities that
        /// contradict the rules (21 warnings), 3 limits, 4 queries, 5 snapshots, 6 the C ABI, 7 authoring,
        /// 8 interchange and rollout, 9 faults of the library.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(i32)]
        pub enum Code { $($(#[doc = $doc])+ $variant = $number,)+ }

        impl Code {
            /// Every code there is, in the order of the numbers.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// The stable name, in snake case.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }
        }
    };
}

codes! {
    /// The text is not JSON.
    Syntax = 1001 "syntax";
    /// A value has the wrong type, or a mandatory key is missing.
    Type = 1002 "type";
    /// A key that the format does not have.
    UnknownKey = 1003 "unknown_key";
    /// A format version that this library does not know.
    UnknownVersion = 1004 "unknown_version";
    /// The text is not UTF-8.
    Encoding = 1005 "encoding";
    /// The input could not be read to its end.
    Read = 1006 "read";
    /// A dimension that the product does not have.
    UnknownDimension = 2001 "unknown_dimension";
    /// A value that the dimension does not have.
    UnknownValue = 2002 "unknown_value";
    /// A pattern that fixes no dimension.
    PatternWithoutValue = 2003 "pattern_without_value";
    /// Two documents of one product or category in one context.
    DuplicateDocument = 2004 "duplicate_document";
    /// The same pattern twice in one document.
    DuplicatePattern = 2005 "duplicate_pattern";
    /// Two variants of one product with the same values.
    DuplicateVariantValues = 2006 "duplicate_variant_values";
    /// A variant that lacks the value of a dimension.
    MissingVariantValue = 2007 "missing_variant_value";
    /// Variants of a product that has no dimensions.
    VariantWithoutDimensions = 2008 "variant_without_dimensions";
    /// A variant that is not the product's.
    ForeignVariant = 2009 "foreign_variant";
    /// Two swatches of one value.
    DuplicateSwatch = 2010 "duplicate_swatch";
    /// A swatch with neither a colour nor an asset.
    EmptySwatch = 2011 "empty_swatch";
    /// A category document without a channel.
    CategoryWithoutChannel = 2012 "category_without_channel";
    /// The value `*`, which means any value and cannot be one.
    ReservedValue = 2013 "reserved_value";
    /// An identifier that stands twice.
    DuplicateIdentifier = 2014 "duplicate_identifier";
    /// A number that is both a product and a variant.
    ProductAndVariant = 2015 "product_and_variant";
    /// A list that inherits and has items.
    InheritWithItems = 2016 "inherit_with_items";
    /// Two texts of one locale.
    DuplicateTextLocale = 2017 "duplicate_text_locale";
    /// An identifier without a character.
    EmptyIdentifier = 2018 "empty_identifier";
    /// A locale that is not a BCP 47 tag of language, script, region and one variant.
    MalformedLocale = 2019 "malformed_locale";
    /// A colour that is not `#` and six hexadecimal digits.
    MalformedColour = 2020 "malformed_colour";
    /// A crop that is not within the image.
    CropOutside = 2021 "crop_outside";
    /// A record id outside 1 to 2^63 - 1.
    RecordIdRange = 2022 "record_id_range";
    /// A key that stands twice in one JSON object.
    DuplicateKey = 2023 "duplicate_key";
    /// Warning: an asset that is not there; the item is dropped.
    MissingAsset = 2101 "missing_asset";
    /// Warning: a category that is not there.
    MissingCategory = 2102 "missing_category";
    /// Warning: a channel that is not there.
    MissingChannel = 2103 "missing_channel";
    /// Warning: a picture without an alt text; a manifest that is not lenient refuses the row.
    MissingAltText = 2104 "missing_alt_text";
    /// Warning: what a manifest cannot say, or what an import will not take as it is.
    CannotTravel = 2105 "cannot_travel";
    /// More dimensions of a product than the limit.
    LimitDimensions = 3001 "limit_dimensions";
    /// More values of a dimension than the limit.
    LimitValues = 3002 "limit_values";
    /// More variants of a product than the limit.
    LimitVariants = 3003 "limit_variants";
    /// More items of a list than the limit.
    LimitItems = 3004 "limit_items";
    /// More documents of a product than the limit.
    LimitDocuments = 3005 "limit_documents";
    /// More patterns of a document than the limit.
    LimitPatterns = 3006 "limit_patterns";
    /// An identifier of more bytes than the limit.
    LimitIdentifier = 3007 "limit_identifier";
    /// A cell of more bytes than the limit.
    LimitCell = 3008 "limit_cell";
    /// A line of more bytes than the limit.
    LimitLine = 3009 "limit_line";
    /// JSON nested deeper than the limit.
    LimitNesting = 3010 "limit_nesting";
    /// More than a snapshot's fields can number.
    LimitSnapshot = 3011 "limit_snapshot";
    /// More answers to look at than the limit.
    LimitAnswers = 3012 "limit_answers";
    /// More answers or bytes of a preview than the limit.
    LimitPreview = 3013 "limit_preview";
    /// More columns of a manifest than the limit.
    LimitColumns = 3014 "limit_columns";
    /// More contexts interned than the limit.
    LimitContexts = 3015 "limit_contexts";
    /// No product, variant, record id, dimension, value or category of that name.
    NotFound = 4001 "not_found";
    /// A query that contradicts itself.
    BadQuery = 4002 "bad_query";
    /// A policy with a word that is none of its choices.
    BadPolicy = 4003 "bad_policy";
    /// The bytes are not a snapshot.
    NotASnapshot = 5001 "not_a_snapshot";
    /// A snapshot of a format version that this library does not read.
    SnapshotVersion = 5002 "snapshot_version";
    /// The bytes end before the snapshot does, or go on behind it.
    SnapshotLength = 5003 "snapshot_length";
    /// Bytes of the snapshot changed after it was written.
    SnapshotChecksum = 5004 "snapshot_checksum";
    /// The snapshot breaks an invariant of its format.
    SnapshotDamaged = 5005 "snapshot_damaged";
    /// A delta that belongs to another base.
    WrongBase = 5006 "wrong_base";
    /// A shelf that another snapshot gave.
    WrongShelf = 5007 "wrong_shelf";
    /// A delta where a base is wanted, or a base where a delta is wanted.
    WrongKind = 5008 "wrong_kind";
    /// A change whose policy or locale rules are not those of its base.
    WrongPolicy = 5009 "wrong_policy";
    /// A shard of another set, or at another place of it than its own.
    WrongShard = 5010 "wrong_shard";
    /// An argument that must not be NULL is NULL.
    NullArgument = 6001 "null_argument";
    /// A handle that is released, of another type, or none at all.
    WrongHandle = 6002 "wrong_handle";
    /// An argument with a value that it cannot have.
    BadArgument = 6003 "bad_argument";
    /// Somebody else works with the object at this moment.
    InUse = 6004 "in_use";
    /// Somebody has it checked out.
    CheckedOut = 7001 "checked_out";
    /// It is not checked out by this user.
    NotCheckedOut = 7002 "not_checked_out";
    /// It uses assets that are not published.
    UnpublishedAssets = 7003 "unpublished_assets";
    /// It uses an asset that the media library does not have.
    UnknownAsset = 7004 "unknown_asset";
    /// It is published, and must not be for this.
    Published = 7005 "published";
    /// It is not published, and must be for this.
    NotPublished = 7006 "not_published";
    /// Something uses the asset.
    AssetInUse = 7007 "asset_in_use";
    /// There is nothing of that name in the tenant, or no such version of it.
    NotInTenant = 7008 "not_in_tenant";
    /// Content of another kind or place than what it is for.
    WrongContent = 7009 "wrong_content";
    /// It is there already.
    Exists = 7010 "exists";
    /// Something still belongs to it.
    NotEmpty = 7011 "not_empty";
    /// The publish group ran, and is closed.
    GroupClosed = 7012 "group_closed";
    /// The publish group is not scheduled, or must not be.
    GroupSchedule = 7013 "group_schedule";
    /// What is published moved since it entered the publish group.
    GroupConflict = 7014 "group_conflict";
    /// More items in a publish group than its limit.
    LimitGroupItems = 7015 "limit_group_items";
    /// Publish groups scheduled nearer to each other than the limit.
    LimitGroupSpacing = 7016 "limit_group_spacing";
    /// A text that is no instant.
    MalformedInstant = 7017 "malformed_instant";
    /// A manifest without a row of column names.
    NoHeader = 8001 "no_header";
    /// A column that stands twice in a manifest.
    DuplicateColumn = 8002 "duplicate_column";
    /// A quoted cell that does not end.
    UnterminatedQuote = 8003 "unterminated_quote";
    /// A row with more cells than there are columns.
    ExtraCells = 8004 "extra_cells";
    /// A mandatory cell that is empty.
    MissingCell = 8005 "missing_cell";
    /// A cell with a word that is none of its choices.
    UnknownWord = 8006 "unknown_word";
    /// A cell that is not the number it is to be.
    MalformedNumber = 8007 "malformed_number";
    /// A key that is not made as its type wants it.
    MalformedKey = 8008 "malformed_key";
    /// A key, group or asset of another kind than what its row is for.
    WrongEntity = 8009 "wrong_entity";
    /// A name by which more than one is known.
    Ambiguous = 8010 "ambiguous";
    /// Rows of one thing that contradict each other.
    RowsDisagree = 8011 "rows_disagree";
    /// A display name that another asset of the library has.
    NameTaken = 8012 "name_taken";
    /// A character that a cell cannot hold.
    ForbiddenCharacter = 8013 "forbidden_character";
    /// A good row, held back since another row of its list is at fault.
    HeldBack = 8014 "held_back";
    /// What was not done since the work was cancelled.
    Cancelled = 8015 "cancelled";
    /// An input that is not the one that was read before.
    ChangedInput = 8016 "changed_input";
    /// An output that could not be written to its end.
    Write = 8017 "write";
    /// A text that is no pattern of file names.
    MalformedPattern = 8101 "malformed_pattern";
    /// Two documents that a copy between tenants maps to one context.
    MappedTogether = 8201 "mapped_together";
    /// A switch of the rollout that needs others, which are off.
    RolloutOrder = 8301 "rollout_order";
    /// A switch of the rollout that others need, which are on.
    RolloutNeeded = 8302 "rollout_needed";
    /// A switch of the rollout under which work was done.
    RolloutFinal = 8303 "rollout_final";
    /// A fault of the library itself.
    Internal = 9001 "internal";
}

impl Code {
    /// The stable number; never 0.
    #[must_use]
    pub const fn number(self) -> i32 {
        self as i32
    }

    /// Whether it is only a warning: the input is taken, and this is worth a look.
    #[must_use]
    pub const fn is_warning(self) -> bool {
        let number = self as i32;
        2100 <= number && number < 2200
    }
}

impl core::fmt::Display for Code {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn numbers_rise_and_names_are_unique() {
        for pair in Code::ALL.windows(2) {
            assert!(pair[0].number() < pair[1].number(), "{} and {}", pair[0], pair[1]);
        }
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
