//! The columns of manifests: their names, and what each is for.

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Which asset a row means, and what it says of it.
    Asset,
    /// Which list, swatch or document a row assigns to, and how.
    Entity,
    /// What a row says of its item alone.
    Item,
    /// Where in its list the item stands.
    Order,
    /// Written on export, ignored on import.
    ReadOnly,
    /// The outcome of the row, in a result manifest.
    Outcome,
    /// That cells which look like formulas have an apostrophe before them.
    Neutralised,
}

macro_rules! columns {
    ($($variant:ident = $name:literal $part:ident;)+) => {
        /// A column that manifests have, in the order of export.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub(crate) enum Column { $($variant,)+ }

        impl Column {
            /// All of them, in the order of export.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name in the header.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it is for.
            pub(crate) const fn part(self) -> Part {
                match self { $(Self::$variant => Part::$part,)+ }
            }
        }
    };
}

columns! {
    EntityType = "EntityType" Entity;
    EntityKey = "EntityKey" Entity;
    EntityKeyValue = "EntityKeyValue" Entity;
    EntityLocale = "EntityLocale" Entity;
    CatalogNumber = "CatalogNumber" Entity;
    EntityChannel = "EntityChannel" Entity;
    PublishState = "EntityAssignmentCurrentPublishState" ReadOnly;
    EntityAction = "EntityAssignmentAction" Entity;
    EntityCheckedOut = "EntityCheckedOutAction" Entity;
    EntityMismatch = "EntityVersionMismatchAction" Entity;
    MediaGroup = "MediaGroup" Entity;
    MediaPurpose = "MediaPurpose" Item;
    MediaDisplayOrder = "MediaDisplayOrder" Order;
    SwatchGroup = "SwatchGroup" Entity;
    SwatchDimension = "SwatchDimension" Entity;
    SwatchValue = "SwatchValue" Entity;
    EntityCreatedOn = "EntityCreatedOn" ReadOnly;
    EntityLastModifiedOn = "EntityLastModifiedOn" ReadOnly;
    EntityPublishedOn = "EntityPublishedOn" ReadOnly;
    EntityVersion = "EntityVersion" Entity;
    ListMode = "X-ListMode" Entity;
    Crop = "X-Crop" Entity;
    Item = "X-Item" Item;
    InternalMediaId = "InternalMediaId" Asset;
    MediaChannel = "MediaChannel" Asset;
    MediaLocale = "MediaLocale" Asset;
    MediaType = "MediaType" Asset;
    MediaVersion = "MediaVersion" Asset;
    MediaCategory = "MediaCategory" Asset;
    MediaSourceProvider = "MediaSourceProvider" Asset;
    MediaSourceId = "MediaSourceId" Asset;
    MediaReferenceUrl = "MediaReferenceUrl" Asset;
    MediaIfExists = "MediaSourceIfExistsAction" Asset;
    MediaAction = "MediaAction" Asset;
    MediaCheckedOut = "MediaCheckedOutAction" Asset;
    MediaMismatch = "MediaVersionMismatchAction" Asset;
    MediaImportPath = "MediaImportPath" Asset;
    ImageAltText = "ImageAltText" Asset;
    MediaSearchTags = "MediaSearchTags" Asset;
    MediaCaption = "MediaCaption" Asset;
    MediaDisplayName = "MediaDisplayName" Asset;
    MediaDescription = "MediaDescription" Asset;
    VideoCaption = "VideoCaptionImportPath" Asset;
    VideoThumbnail = "VideoThumbnailImportPath" Asset;
    VideoTranscript = "VideoTranscriptImportPath" Asset;
    VideoAudioTrack = "VideoAudioTrackImportPath" Asset;
    VideoDescriptiveAudioTrack = "VideoDescriptiveAudioTrackImportPath" Asset;
    VideoPlaytime = "VideoPlaytime" Asset;
    MediaCreatedOn = "MediaCreatedOn" ReadOnly;
    MediaLastModifiedOn = "MediaLastModifiedOn" Asset;
    MediaPublishedOn = "MediaPublishedOn" ReadOnly;
    MediaPublished = "MediaPublished" ReadOnly;
    MediaPublishedUrl = "MediaPublishedURL" ReadOnly;
    MediaPreviewUrl = "MediaPreviewURL" ReadOnly;
    ImageQuality = "ImageQuality" ReadOnly;
    ImageWidth = "ImageWidth" ReadOnly;
    ImageHeight = "ImageHeight" ReadOnly;
    MediaChecksum = "MediaChecksum" ReadOnly;
    MediaTitle = "MediaTitle" Asset;
    VideoSubtitle = "VideoSubtitle" Asset;
    VideoMinimumAge = "VideoMinimumAge" Asset;
    DocumentForceDownload = "DocumentForceDownload" Asset;
    Asset = "X-Asset" Asset;
    Neutralised = "X-Neutralised" Neutralised;
    Result = "Result" Outcome;
    ResultTime = "ResultTime" Outcome;
    ErrorCode = "ErrorCode" Outcome;
    ResultDescription = "ResultDescription" Outcome;
}

impl Column {
    /// The column of a name, in any case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.name().eq_ignore_ascii_case(name))
    }
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn names_compare_in_any_case_and_stand_once() {
        for column in Column::ALL {
            assert_eq!(Column::named(&column.name().to_ascii_uppercase()), Some(*column));
            assert_eq!(Column::ALL.iter().position(|other| other == column), Some(*column as usize));
        }
        assert_eq!(Column::named("MediaTypes"), None);
    }
}
