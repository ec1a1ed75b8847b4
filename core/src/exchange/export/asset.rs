//! Assets as rows: one for each channel and locale.

use super::row::{Row, Rows};
use crate::fault::Fault;
use crate::json::extra::{self, AssetExtra};
use crate::manifest::{Action, Column, FILLED, IfExists, PROPERTIES, says_as_it_is, tags_cell, with_oun};
use crate::model::{AssetBuilder, Field, Kind, TextBuilder};
use crate::tenant::{Content, Life, Version};
use std::io::Write;

/// Writes what is published of an asset, and the draft that differs from it.
pub(super) fn write<W: Write>(
    id: &str,
    life: &Life,
    if_exists: Option<IfExists>,
    rows: &mut Rows<W>,
) -> Result<(), Fault> {
    let published = life.published();
    if let Some(version) = published {
        contents(id, life, version, Action::PublishNow, if_exists, rows)?;
    }
    let draft = life.draft().filter(|draft| draft.content.is_some());
    let differs = |draft: &&Version| {
        published.is_none_or(|published| {
            published.content != draft.content && said(published.content()) != said(draft.content())
        })
    };
    match draft.filter(differs) {
        Some(draft) => contents(id, life, draft, Action::Draft, if_exists, rows),
        None => Ok(()),
    }
}

/// What rows say of an asset: no empty url or texts, and no channels that are none.
fn said(content: Option<&Content>) -> Option<AssetBuilder> {
    let Some(Content::Asset(asset)) = content else { return None };
    let mut asset = asset.clone();
    asset.url = asset.url.filter(|url| !url.is_empty());
    asset.channels = asset.channels.filter(|channels| !channels.is_empty());
    for (_, text) in &mut asset.texts {
        for field in Field::ALL {
            if text.get(field).is_some_and(str::is_empty) {
                text.set(field, None);
            }
        }
    }
    asset.texts.retain(|(_, text)| says(text));
    Some(asset)
}

fn says(text: &TextBuilder) -> bool {
    Field::ALL.into_iter().any(|field| text.get(field).is_some_and(|text| !text.is_empty()))
        || !text.tags.is_empty()
}

fn contents<W: Write>(
    id: &str,
    life: &Life,
    version: &Version,
    action: Action,
    if_exists: Option<IfExists>,
    rows: &mut Rows<W>,
) -> Result<(), Fault> {
    let Some(Content::Asset(asset)) = version.content() else { return Ok(()) };
    let nowhere = asset.channels.as_ref().is_some_and(Vec::is_empty);
    if nowhere {
        let message = format!(
            "the asset `{}` is shown in no channel, which no column says",
            crate::fault::shortened(id)
        );
        rows.warn(id, message, "take it out of the channels again once it is imported");
    }
    let own_channels = asset.channels.as_deref().filter(|channels| !channels.is_empty());
    let channels: Vec<Option<&str>> = own_channels
        .map_or_else(|| vec![None], |own| own.iter().map(|channel| Some(channel.as_str())).collect());
    let nothing = [("neutral".to_owned(), TextBuilder::default())];
    let mut texts: Vec<&(String, TextBuilder)> = asset.texts.iter().filter(|(_, text)| says(text)).collect();
    if texts.is_empty() {
        texts.extend(&nothing);
    }
    let mut is_first = true;
    for channel in channels {
        for (locale, text) in &texts {
            let mut row = Row::new();
            row.set(Column::MediaAction, action.word());
            row.given(Column::MediaIfExists, if_exists.map(IfExists::word));
            head(&mut row, asset, life, version);
            row.set(Column::MediaChannel, with_oun(channel));
            if locale != "neutral" {
                row.set(Column::MediaLocale, locale.as_str());
            }
            let mut more = texts_into(&mut row, asset, text);
            let properties = properties_into(&mut row, asset);
            if is_first {
                more.properties = properties;
            }
            row.set(Column::Asset, extra::cell(&more));
            rows.write(&mut row, id)?;
            is_first = false;
        }
    }
    Ok(())
}

fn head<'t>(row: &mut Row<'t>, asset: &'t AssetBuilder, life: &Life, version: &Version) {
    row.set(Column::InternalMediaId, asset.id.as_str());
    row.set(
        Column::MediaType,
        match asset.kind {
            Kind::Image => "Image",
            Kind::Video => "Video",
            Kind::File => "File",
        },
    );
    row.set(Column::MediaVersion, version.number().to_string());
    let created = life.versions().first().map(|first| first.stamp().at().to_string());
    row.given(Column::MediaCreatedOn, created);
    row.set(Column::MediaLastModifiedOn, version.stamp().at().to_string());
    let published = life.published().is_some_and(|published| published.number() == version.number());
    row.set(Column::MediaPublished, if published { "true" } else { "false" });
    if published {
        row.given(Column::MediaPublishedOn, life.published_by().map(|stamp| stamp.at().to_string()));
        row.given(Column::MediaPublishedUrl, asset.url.as_deref());
    }
}

/// Sets the cells for texts; what they cannot say is given back.
fn texts_into<'t>(row: &mut Row<'t>, asset: &'t AssetBuilder, text: &'t TextBuilder) -> AssetExtra {
    let mut more = AssetExtra::default();
    for (column, field) in [
        (Column::ImageAltText, Field::Alt),
        (Column::MediaTitle, Field::Title),
        (Column::MediaCaption, Field::Caption),
        (Column::MediaDescription, Field::Description),
        (Column::MediaDisplayName, Field::DisplayName),
    ] {
        let own = text.get(field).filter(|own| !own.is_empty());
        let is_mandatory = FILLED.iter().any(|(_, filled)| *filled == field)
            && (field == Field::DisplayName || asset.kind == Kind::Video);
        let is_filler = FILLED.iter().any(|(_, filled)| *filled == field) && own == Some(asset.id.as_str());
        match own {
            // the id in this place says that there is none
            Some(own) if is_filler => {
                row.set(column, own);
                more.text.set(field, Some(own.to_owned()));
            }
            Some(own) => row.set(column, own),
            None if is_mandatory => row.set(column, asset.id.as_str()),
            None => {}
        }
    }
    match tags_cell(&text.tags) {
        Some(cell) => row.set(Column::MediaSearchTags, cell),
        None => more.text.tags.clone_from(&text.tags),
    }
    more
}

/// Sets the cells for the url and for properties; the properties that no column says are given back.
fn properties_into<'t>(row: &mut Row<'t>, asset: &'t AssetBuilder) -> Vec<(String, String)> {
    let has = |column: Column| asset.properties.iter().any(|(key, _)| key == column.name());
    let url = asset.url.as_deref().filter(|url| !url.is_empty());
    // an import path alone would be read as the url
    let is_reference = has(Column::MediaReferenceUrl) && url.is_some();
    row.given(if is_reference { Column::MediaReferenceUrl } else { Column::MediaImportPath }, url);
    let mut more = Vec::new();
    for (key, value) in &asset.properties {
        let column = PROPERTIES.into_iter().find(|column| column.name() == key);
        match column.filter(|column| says_as_it_is(*column, value)) {
            Some(Column::MediaReferenceUrl) if is_reference && url == Some(value.as_str()) => {}
            Some(Column::MediaImportPath) if is_reference => row.set(Column::MediaImportPath, value.as_str()),
            Some(Column::MediaReferenceUrl | Column::MediaImportPath) | None => {
                more.push((key.clone(), value.clone()));
            }
            Some(column) => row.set(column, value.as_str()),
        }
    }
    more
}
