namespace Omnimedia
{
    /// <summary>
    /// The number of a fault: the same in every language, and never used for another. Numbers come in families by the
    /// thousand: 1 text that cannot be read, 2 entities that contradict the rules (21 warnings), 3 limits, 4 queries,
    /// 5 snapshots, 6 calls, 7 authoring, 8 interchange and rollout, 9 faults of the library.
    /// </summary>
    public enum FaultCode
    {
        /// <summary>The text is not JSON.</summary>
        Syntax = 1001,

        /// <summary>A value has the wrong type, or a mandatory key is missing.</summary>
        Type = 1002,

        /// <summary>A key that the format does not have.</summary>
        UnknownKey = 1003,

        /// <summary>A format version that this library does not know.</summary>
        UnknownVersion = 1004,

        /// <summary>The text is not UTF-8.</summary>
        Encoding = 1005,

        /// <summary>The input could not be read to its end.</summary>
        Read = 1006,

        /// <summary>A dimension that the product does not have.</summary>
        UnknownDimension = 2001,

        /// <summary>A value that the dimension does not have.</summary>
        UnknownValue = 2002,

        /// <summary>A pattern that fixes no dimension.</summary>
        PatternWithoutValue = 2003,

        /// <summary>Two documents of one product or category in one context.</summary>
        DuplicateDocument = 2004,

        /// <summary>The same pattern twice in one document.</summary>
        DuplicatePattern = 2005,

        /// <summary>Two variants of one product with the same values.</summary>
        DuplicateVariantValues = 2006,

        /// <summary>A variant that lacks the value of a dimension.</summary>
        MissingVariantValue = 2007,

        /// <summary>Variants of a product that has no dimensions.</summary>
        VariantWithoutDimensions = 2008,

        /// <summary>A variant that is not the product's.</summary>
        ForeignVariant = 2009,

        /// <summary>Two swatches of one value.</summary>
        DuplicateSwatch = 2010,

        /// <summary>A swatch with neither a colour nor an asset.</summary>
        EmptySwatch = 2011,

        /// <summary>A category document without a channel.</summary>
        CategoryWithoutChannel = 2012,

        /// <summary>The value <c>*</c>, which means any value and cannot be one.</summary>
        ReservedValue = 2013,

        /// <summary>An identifier that stands twice.</summary>
        DuplicateIdentifier = 2014,

        /// <summary>A number that is both a product and a variant.</summary>
        ProductAndVariant = 2015,

        /// <summary>A list that inherits and has items.</summary>
        InheritWithItems = 2016,

        /// <summary>Two texts of one locale.</summary>
        DuplicateTextLocale = 2017,

        /// <summary>An identifier without a character.</summary>
        EmptyIdentifier = 2018,

        /// <summary>A locale that is not a BCP 47 tag of language, script, region and one variant.</summary>
        MalformedLocale = 2019,

        /// <summary>A colour that is not <c>#</c> and six hexadecimal digits.</summary>
        MalformedColour = 2020,

        /// <summary>A crop that is not within the image.</summary>
        CropOutside = 2021,

        /// <summary>A record id outside 1 to 2^63 - 1.</summary>
        RecordIdRange = 2022,

        /// <summary>A key that stands twice in one JSON object.</summary>
        DuplicateKey = 2023,

        /// <summary>Warning: an asset that is not there; the item is dropped.</summary>
        MissingAsset = 2101,

        /// <summary>Warning: a category that is not there.</summary>
        MissingCategory = 2102,

        /// <summary>Warning: a channel that is not there.</summary>
        MissingChannel = 2103,

        /// <summary>Warning: a picture without an alt text; a manifest that is not lenient refuses the row.</summary>
        MissingAltText = 2104,

        /// <summary>Warning: what a manifest cannot say, or what an import will not take as it is.</summary>
        CannotTravel = 2105,

        /// <summary>More dimensions of a product than the limit.</summary>
        LimitDimensions = 3001,

        /// <summary>More values of a dimension than the limit.</summary>
        LimitValues = 3002,

        /// <summary>More variants of a product than the limit.</summary>
        LimitVariants = 3003,

        /// <summary>More items of a list than the limit.</summary>
        LimitItems = 3004,

        /// <summary>More documents of a product than the limit.</summary>
        LimitDocuments = 3005,

        /// <summary>More patterns of a document than the limit.</summary>
        LimitPatterns = 3006,

        /// <summary>An identifier of more bytes than the limit.</summary>
        LimitIdentifier = 3007,

        /// <summary>A cell of more bytes than the limit.</summary>
        LimitCell = 3008,

        /// <summary>A line of more bytes than the limit.</summary>
        LimitLine = 3009,

        /// <summary>JSON nested deeper than the limit.</summary>
        LimitNesting = 3010,

        /// <summary>More than a snapshot's fields can number.</summary>
        LimitSnapshot = 3011,

        /// <summary>More answers to look at than the limit.</summary>
        LimitAnswers = 3012,

        /// <summary>More answers or bytes of a preview than the limit.</summary>
        LimitPreview = 3013,

        /// <summary>More columns of a manifest than the limit.</summary>
        LimitColumns = 3014,

        /// <summary>More contexts interned than the limit.</summary>
        LimitContexts = 3015,

        /// <summary>No product, variant, record id, dimension, value or category of that name.</summary>
        NotFound = 4001,

        /// <summary>A query that contradicts itself.</summary>
        BadQuery = 4002,

        /// <summary>A policy with a word that is none of its choices.</summary>
        BadPolicy = 4003,

        /// <summary>The bytes are not a snapshot.</summary>
        NotASnapshot = 5001,

        /// <summary>A snapshot of a format version that this library does not read.</summary>
        SnapshotVersion = 5002,

        /// <summary>The bytes end before the snapshot does, or go on behind it.</summary>
        SnapshotLength = 5003,

        /// <summary>Bytes of the snapshot changed after it was written.</summary>
        SnapshotChecksum = 5004,

        /// <summary>The snapshot breaks an invariant of its format.</summary>
        SnapshotDamaged = 5005,

        /// <summary>A delta that belongs to another base.</summary>
        WrongBase = 5006,

        /// <summary>A shelf that another snapshot gave.</summary>
        WrongShelf = 5007,

        /// <summary>A delta where a base is wanted, or a base where a delta is wanted.</summary>
        WrongKind = 5008,

        /// <summary>A change whose policy or locale rules are not those of its base.</summary>
        WrongPolicy = 5009,

        /// <summary>A shard of another set, or at another place of it than its own.</summary>
        WrongShard = 5010,

        /// <summary>An argument that must not be NULL is NULL.</summary>
        NullArgument = 6001,

        /// <summary>A handle that is released, of another type, or none at all.</summary>
        WrongHandle = 6002,

        /// <summary>An argument with a value that it cannot have.</summary>
        BadArgument = 6003,

        /// <summary>Somebody else works with the object at this moment.</summary>
        InUse = 6004,

        /// <summary>Somebody has it checked out.</summary>
        CheckedOut = 7001,

        /// <summary>It is not checked out by this user.</summary>
        NotCheckedOut = 7002,

        /// <summary>It uses assets that are not published.</summary>
        UnpublishedAssets = 7003,

        /// <summary>It uses an asset that the media library does not have.</summary>
        UnknownAsset = 7004,

        /// <summary>It is published, and must not be for this.</summary>
        Published = 7005,

        /// <summary>It is not published, and must be for this.</summary>
        NotPublished = 7006,

        /// <summary>Something uses the asset.</summary>
        AssetInUse = 7007,

        /// <summary>There is nothing of that name in the tenant, or no such version of it.</summary>
        NotInTenant = 7008,

        /// <summary>Content of another kind or place than what it is for.</summary>
        WrongContent = 7009,

        /// <summary>It is there already.</summary>
        Exists = 7010,

        /// <summary>Something still belongs to it.</summary>
        NotEmpty = 7011,

        /// <summary>The publish group ran, and is closed.</summary>
        GroupClosed = 7012,

        /// <summary>The publish group is not scheduled, or must not be.</summary>
        GroupSchedule = 7013,

        /// <summary>What is published moved since it entered the publish group.</summary>
        GroupConflict = 7014,

        /// <summary>More items in a publish group than its limit.</summary>
        LimitGroupItems = 7015,

        /// <summary>Publish groups scheduled nearer to each other than the limit.</summary>
        LimitGroupSpacing = 7016,

        /// <summary>A text that is no instant.</summary>
        MalformedInstant = 7017,

        /// <summary>A manifest without a row of column names.</summary>
        NoHeader = 8001,

        /// <summary>A column that stands twice in a manifest.</summary>
        DuplicateColumn = 8002,

        /// <summary>A quoted cell that does not end.</summary>
        UnterminatedQuote = 8003,

        /// <summary>A row with more cells than there are columns.</summary>
        ExtraCells = 8004,

        /// <summary>A mandatory cell that is empty.</summary>
        MissingCell = 8005,

        /// <summary>A cell with a word that is none of its choices.</summary>
        UnknownWord = 8006,

        /// <summary>A cell that is not the number it is to be.</summary>
        MalformedNumber = 8007,

        /// <summary>A key that is not made as its type wants it.</summary>
        MalformedKey = 8008,

        /// <summary>A key, group or asset of another kind than what its row is for.</summary>
        WrongEntity = 8009,

        /// <summary>A name by which more than one is known.</summary>
        Ambiguous = 8010,

        /// <summary>Rows of one thing that contradict each other.</summary>
        RowsDisagree = 8011,

        /// <summary>A display name that another asset of the library has.</summary>
        NameTaken = 8012,

        /// <summary>A character that a cell cannot hold.</summary>
        ForbiddenCharacter = 8013,

        /// <summary>A good row, held back since another row of its list is at fault.</summary>
        HeldBack = 8014,

        /// <summary>What was not done since the work was cancelled.</summary>
        Cancelled = 8015,

        /// <summary>An input that is not the one that was read before.</summary>
        ChangedInput = 8016,

        /// <summary>An output that could not be written to its end.</summary>
        Write = 8017,

        /// <summary>A text that is no pattern of file names.</summary>
        MalformedPattern = 8101,

        /// <summary>Two documents that a copy between tenants maps to one context.</summary>
        MappedTogether = 8201,

        /// <summary>A switch of the rollout that needs others, which are off.</summary>
        RolloutOrder = 8301,

        /// <summary>A switch of the rollout that others need, which are on.</summary>
        RolloutNeeded = 8302,

        /// <summary>A switch of the rollout under which work was done.</summary>
        RolloutFinal = 8303,

        /// <summary>
        /// A fault of the library itself; the outputs are untouched and the library can still be used.
        /// </summary>
        Internal = 9001,
    }
}
