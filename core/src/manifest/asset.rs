//! What a row says of an asset.

use super::cells::{Cells, in_column, within};
use super::columns::{Column, Part};
use super::keys::without_oun;
use super::words::{Action, Choice, Flag, IfExists, MediaCategory, Word};
use crate::fault::{Code, Fault, Place, shortened};
use crate::instant::Instant;
use crate::json::extra::{AssetExtra, asset_extra};
use crate::locale::Tag;
use crate::model::{Field, Kind};
use csv::{ReaderBuilder, WriterBuilder};
use std::borrow::Cow;

/// What names an asset: one of these, the first that there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AssetKey<'r> {
    pub(crate) id: Option<&'r str>,
    pub(crate) source: Option<(&'r str, &'r str)>,
    pub(crate) url: Option<&'r str>,
    pub(crate) name: Option<&'r str>,
}

/// What the cells of a row say of an asset.
#[derive(Clone, Debug)]
pub(crate) struct AssetCells<'r> {
    pub(crate) key: AssetKey<'r>,
    pub(crate) channel: Option<&'r str>,
    pub(crate) locale: Option<Tag>,
    pub(crate) action: Option<Action>,
    pub(crate) if_exists: Option<IfExists>,
    pub(crate) checked_out: Option<Choice>,
    pub(crate) mismatch: Option<Choice>,
    pub(crate) version: Option<u32>,
    pub(crate) modified: Option<Instant>,
    pub(crate) says: IsReference<'r>,
}

/// Whether the row only names its asset, or says what it is.
#[derive(Clone, Debug)]
pub(crate) enum IsReference<'r> {
    /// It names an asset that is known otherwise.
    Yes,
    /// It takes the asset out.
    TakesOut,
    /// It says what the asset is. Of what has no column nothing is said; an empty cell says that there is
    /// nothing.
    No(Says<'r>),
}

/// What a row says that an asset is.
#[derive(Clone, Debug)]
pub(crate) struct Says<'r> {
    pub(crate) kind: Kind,
    /// Both columns that make up the url were empty where it is absent.
    pub(crate) url: Option<&'r str>,
    pub(crate) fields: [Option<&'r str>; Field::COUNT],
    /// Keywords, as the cell has them.
    tags: Option<&'r str>,
    pub(crate) properties: Vec<(Column, Cow<'r, str>)>,
    pub(crate) extra: Option<Box<AssetExtra>>,
}

/// The columns that name an asset.
const NAMING: [Column; 8] = [
    Column::InternalMediaId,
    Column::MediaChannel,
    Column::MediaLocale,
    Column::MediaSourceProvider,
    Column::MediaSourceId,
    Column::MediaReferenceUrl,
    Column::MediaImportPath,
    Column::MediaDisplayName,
];

/// The columns that an asset keeps as extension properties, under the name of the column.
pub(crate) const PROPERTIES: [Column; 14] = [
    Column::MediaCategory,
    Column::MediaSourceProvider,
    Column::MediaSourceId,
    Column::MediaReferenceUrl,
    Column::MediaImportPath,
    Column::VideoCaption,
    Column::VideoThumbnail,
    Column::VideoTranscript,
    Column::VideoAudioTrack,
    Column::VideoDescriptiveAudioTrack,
    Column::VideoPlaytime,
    Column::VideoSubtitle,
    Column::VideoMinimumAge,
    Column::DocumentForceDownload,
];

/// The mandatory columns that an export fills with the id where the asset has nothing for them.
pub(crate) const FILLED: [(Column, Field); 2] =
    [(Column::MediaDisplayName, Field::DisplayName), (Column::MediaTitle, Field::Title)];

/// What stands before the url in an id that is made of it.
pub(crate) const MADE_OF_URL: &str = "path:";

/// The extension property by which a copy of `KeepBoth` names its original.
pub(crate) const COPY_OF: &str = "MediaCopyOf";

impl<'r> AssetCells<'r> {
    /// Reads the asset cells of a row: none where they are all empty, or where one is at fault.
    pub(crate) fn read(
        cells: &mut Cells<'r>,
        is_assignment: bool,
        (lenient, empty_action): (bool, Action),
    ) -> Option<Self> {
        let asset = cells.row.header().part(Part::Asset);
        let said = asset.iter().map(|(_, column)| *column);
        let said = said.filter(|column| *column != Column::MediaLastModifiedOn);
        let mut filled = said.filter(|column| cells.is_filled(*column));
        let first = filled.next()?;
        let names_only = is_assignment && NAMING.contains(&first) && filled.all(|own| NAMING.contains(&own));
        let before = cells.faults.len();
        let key = AssetKey::read(cells);
        let channel = channel(cells, Column::MediaChannel);
        let locale = cells.locale(Column::MediaLocale).flatten();
        let action = cells.word(Column::MediaAction);
        let if_exists = cells.word(Column::MediaIfExists);
        // a column for reading, but where the later content is to be taken
        let is_compared = if_exists == Some(IfExists::TakeLatest);
        let modified = is_compared.then(|| instant(cells, Column::MediaLastModifiedOn)).flatten();
        let mut read = Self {
            key,
            channel,
            locale,
            action,
            if_exists,
            checked_out: cells.word(Column::MediaCheckedOut),
            mismatch: cells.word(Column::MediaMismatch),
            version: cells.whole(Column::MediaVersion),
            modified,
            says: IsReference::Yes,
        };
        if read.key == AssetKey::default() && cells.faults.len() == before {
            let advice = "fill `InternalMediaId`, `MediaImportPath` or `MediaDisplayName`";
            cells.fault(Column::InternalMediaId, Code::MissingCell, "nothing names the asset", advice);
        }
        read.says = match action.unwrap_or(empty_action) {
            _ if names_only => IsReference::Yes,
            action if action.takes_out() => {
                if is_assignment {
                    let message = "the row assigns the asset that it takes out";
                    let advice = "take it out in a row of its own, without cells for assignments";
                    cells.fault(Column::MediaAction, Code::RowsDisagree, message, advice);
                }
                IsReference::TakesOut
            }
            _ => IsReference::No(Says::read(cells, lenient)?),
        };
        (cells.faults.len() == before).then_some(read)
    }
}

/// A channel: without the prefix that operating units have.
pub(super) fn channel<'r>(cells: &mut Cells<'r>, column: Column) -> Option<&'r str> {
    let channel = without_oun(cells.identifier(column)?);
    if channel.is_empty() {
        cells.fault(column, Code::EmptyIdentifier, "`OUN` without a number", "write the channel's number");
        return None;
    }
    Some(channel)
}

fn instant(cells: &mut Cells<'_>, column: Column) -> Option<Instant> {
    match cells.text(column)?.trim().parse() {
        Ok(instant) => Some(instant),
        Err(fault) => {
            let fault: Fault = fault;
            cells.faults.push(fault.at(Place::path(column.name())));
            None
        }
    }
}

impl<'r> AssetKey<'r> {
    fn read(cells: &mut Cells<'r>) -> Self {
        let id = cells.identifier(Column::InternalMediaId);
        let provider = cells.text(Column::MediaSourceProvider);
        let source = provider.zip(cells.text(Column::MediaSourceId));
        let url = cells.text(Column::MediaReferenceUrl).or_else(|| cells.text(Column::MediaImportPath));
        let name = cells.text(Column::MediaDisplayName).filter(|name| Some(*name) != id);
        Self { id, source, url, name }
    }

    /// Makes the id of an asset that is new under this key.
    pub(crate) fn derive_id(&self, most: usize, into: &mut String) {
        into.clear();
        let kind = match *self {
            Self { id: Some(id), .. } => return into.push_str(id),
            Self { source: Some((provider, id)), .. } => {
                into.push_str("source:");
                super::keys::source_key(provider, id, into);
                "source:"
            }
            Self { url: Some(url), .. } => {
                into.push_str(MADE_OF_URL);
                into.push_str(url);
                MADE_OF_URL
            }
            Self { name, .. } => {
                into.push_str("name:");
                into.push_str(name.unwrap_or_default());
                "name:"
            }
        };
        if into.len() > most {
            let key = into.strip_prefix(kind).unwrap_or_default();
            let key = match self.source {
                // hashed with its end
                Some(_) => xxhash_rust::xxh3::xxh3_128(format!("{key}|").as_bytes()),
                None => xxhash_rust::xxh3::xxh3_128(key.as_bytes()),
            };
            *into = format!("{kind}{key:032x}");
        }
    }
}

impl<'r> Says<'r> {
    fn read(cells: &mut Cells<'r>, lenient: bool) -> Option<Self> {
        let id = cells.text(Column::InternalMediaId);
        let kind: Option<Kind> = cells.word(Column::MediaType);
        if kind.is_none() && !cells.is_faulty(Column::MediaType) {
            cells.missing(Column::MediaType, "an asset has a type", "write `Image`, `Video` or `File`");
        }
        let mut fields = [None; Field::COUNT];
        for (column, field) in [
            (Column::ImageAltText, Field::Alt),
            (Column::MediaTitle, Field::Title),
            (Column::MediaCaption, Field::Caption),
            (Column::MediaDescription, Field::Description),
            (Column::MediaDisplayName, Field::DisplayName),
        ] {
            let is_filler = FILLED.iter().any(|(filled, _)| *filled == column);
            let text = cells.text(column).filter(|text| !is_filler || Some(*text) != id);
            if let Some(slot) = fields.get_mut(field as usize) {
                *slot = text;
            }
        }
        if cells.text(Column::MediaDisplayName).is_none() {
            let why = "an asset has a display name";
            cells.missing(Column::MediaDisplayName, why, "write the name by which people know it");
        }
        match kind {
            Some(Kind::Image) if cells.text(Column::ImageAltText).is_none() => {
                if lenient && !cells.is_faulty(Column::ImageAltText) {
                    let message = "the picture has no alt text";
                    let advice = "write what it shows";
                    let fault = in_column(Column::ImageAltText, Code::MissingAltText, message, advice);
                    cells.warnings.push(fault);
                } else {
                    let why = "a picture has an alt text";
                    cells.missing(Column::ImageAltText, why, "write what it shows, or import leniently");
                }
            }
            Some(Kind::Video) if cells.text(Column::MediaTitle).is_none() => {
                cells.missing(Column::MediaTitle, "a video has a title", "write its title");
            }
            _ => {}
        }
        let mut properties = Vec::new();
        for column in PROPERTIES {
            if let Some(value) = property(cells, column) {
                properties.push((column, value));
            }
        }
        let tags = cells.text(Column::MediaSearchTags);
        let extra = match cells.text(Column::Asset).map(|json| asset_extra(json, cells.limits)) {
            None => None,
            Some(Ok(extra)) => Some(Box::new(extra)),
            Some(Err(faults)) => {
                cells.faults.extend(faults.into_iter().map(|fault| within(fault, Column::Asset)));
                None
            }
        };
        let url = cells.text(Column::MediaReferenceUrl).or_else(|| cells.text(Column::MediaImportPath));
        kind.map(|kind| Self { kind, url, fields, tags, properties, extra })
    }
}

impl Says<'_> {
    /// The keywords.
    pub(crate) fn tags(&self) -> Vec<String> {
        self.tags.map(tags).unwrap_or_default()
    }
}

/// The value of a property column, in the form that is kept.
fn property<'r>(cells: &mut Cells<'r>, column: Column) -> Option<Cow<'r, str>> {
    let text = cells.text(column)?;
    match kept(column, text) {
        Ok(kept) => kept,
        Err((code, message, advice)) => {
            cells.fault(column, code, message, advice);
            None
        }
    }
}

type Refusal = (Code, String, &'static str);

/// The form in which the text of a property column is kept: none where it says nothing.
fn kept(column: Column, text: &str) -> Result<Option<Cow<'_, str>>, Refusal> {
    let trimmed = text.trim();
    let number = |wanted: bool, advice: &'static str| {
        let message = format!("`{}` is no number for this column", shortened(trimmed));
        if wanted { Ok(Some(trimmed.into())) } else { Err((Code::MalformedNumber, message, advice)) }
    };
    match column {
        Column::MediaCategory => match MediaCategory::named(trimmed) {
            Some(MediaCategory::None) => Ok(None),
            Some(category) => Ok(Some(category.word().into())),
            None => {
                Err(unknown::<MediaCategory>(trimmed, "write one of the documented categories, or nothing"))
            }
        },
        Column::DocumentForceDownload => match Flag::named(trimmed) {
            Some(flag) => Ok(Some(flag.word().into())),
            None => Err(unknown::<Flag>(trimmed, "write `true` or `false`")),
        },
        Column::VideoPlaytime => {
            let seconds = trimmed.parse::<f64>();
            number(seconds.is_ok_and(|seconds| seconds.is_finite() && seconds >= 0.0), "write seconds")
        }
        Column::VideoMinimumAge => number(trimmed.parse::<u32>().is_ok(), "write years"),
        Column::VideoCaption
        | Column::VideoThumbnail
        | Column::VideoTranscript
        | Column::VideoAudioTrack
        | Column::VideoDescriptiveAudioTrack => {
            let scheme = trimmed.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
            if matches!(scheme.as_deref(), Some("http" | "https")) {
                return Ok(Some(trimmed.into()));
            }
            let message = format!("`{}` is no http or https url", shortened(trimmed));
            Err((Code::UnknownWord, message, "write a url that begins with `https://` or `http://`"))
        }
        _ => Ok(Some(text.into())),
    }
}

fn unknown<W: Word>(text: &str, advice: &'static str) -> Refusal {
    let words: Vec<String> = W::WORDS.iter().map(|word| format!("`{word}`")).collect();
    let message = format!("`{}` is none of {}", shortened(text), words.join(", "));
    (Code::UnknownWord, message, advice)
}

/// Whether a column says a property as it is, so that an import reads the same.
pub(crate) fn says_as_it_is(column: Column, value: &str) -> bool {
    !value.is_empty() && kept(column, value).is_ok_and(|kept| kept.as_deref() == Some(value))
}

/// Keywords between commas. One with a comma or a quote in it is quoted, as in any such list.
pub(crate) fn tags(cell: &str) -> Vec<String> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(cell.as_bytes());
    let mut tags = Vec::new();
    for record in reader.records().map_while(Result::ok) {
        let words = record.iter().map(str::trim).filter(|word| !word.is_empty());
        tags.extend(words.map(str::to_owned));
    }
    tags
}

/// The cell for keywords; none where a cell cannot say them.
pub(crate) fn tags_cell(all: &[String]) -> Option<String> {
    if all.is_empty() {
        return Some(String::new());
    }
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(all).ok()?;
    let mut cell = String::from_utf8(writer.into_inner().ok()?).ok()?;
    cell.truncate(cell.trim_end_matches('\n').len());
    (tags(&cell) == all).then_some(cell)
}

#[cfg(test)]
mod tests {
    use super::{AssetKey, tags, tags_cell};

    #[test]
    fn keywords_stand_between_commas() {
        assert_eq!(tags("summer, blue ,,\"a, b\""), ["summer", "blue", "a, b"]);
        for said in [&["summer"][..], &["a,b", "c \"d\""], &[], &["日本", "x"]] {
            let said: Vec<String> = said.iter().map(|tag| (*tag).to_owned()).collect();
            assert_eq!(tags(&tags_cell(&said).unwrap()), said);
        }
        for unsaid in [&[" a"][..], &[""], &["a", ""], &["b\n"]] {
            let unsaid: Vec<String> = unsaid.iter().map(|tag| (*tag).to_owned()).collect();
            assert_eq!(tags_cell(&unsaid), None, "{unsaid:?}");
        }
    }

    #[test]
    fn the_id_of_a_new_asset_comes_from_the_first_key() {
        let derived = |key: AssetKey<'_>, most: usize| {
            let mut id = "before".to_owned();
            key.derive_id(most, &mut id);
            id
        };
        let mut key = AssetKey { name: Some("Shirt"), ..AssetKey::default() };
        assert_eq!(derived(key, 512), "name:Shirt");
        key.url = Some("/a/b.png");
        assert_eq!(derived(key, 512), "path:/a/b.png");
        key.source = Some(("dam|1", "7"));
        assert_eq!(derived(key, 512), "source:dam\\|1|7");
        assert_eq!(derived(key, 12).len(), "source:".len() + 32);
        key.id = Some("A1");
        assert_eq!(derived(key, 512), "A1");
    }
}
