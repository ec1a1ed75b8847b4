//! Contents as they are read: checked by themselves, wherever they stand.

use crate::fault::{Code, Faults};
use crate::json::here::{Here, OBJECT, Wanted};
use crate::json::media::{Item, Pattern, Set, Swatch, Texts};
use crate::json::one;
use crate::json::scalar::{KIND, Text};
use crate::json::shape::{List, Map, Shape, fields};
use crate::limits::Limits;
use crate::model::{AssetBuilder, CategoryDocumentBuilder, DocumentBuilder, Kind};
use crate::tenant::{Content, What};
use serde::de::MapAccess;

/// What content a life has. As a shape it reads one, in canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Asset,
    Document,
    Category,
}

impl Of {
    /// Content to go on with where what was read is at fault.
    fn nothing(self) -> Content {
        match self {
            Self::Asset => AssetBuilder::new("", Kind::Image).into(),
            Self::Document => DocumentBuilder::new().into(),
            Self::Category => CategoryDocumentBuilder::default().into(),
        }
    }
}

impl From<&What> for Of {
    fn from(what: &What) -> Self {
        match what {
            What::Asset(_) => Self::Asset,
            What::Document(..) => Self::Document,
            What::Category(..) => Self::Category,
        }
    }
}

/// Reads content by itself, and makes it that of a target.
pub(crate) fn read(what: &What, json: &[u8], limits: &Limits) -> Result<Content, Faults> {
    let mut content = one::read(json, Of::from(what), limits)?;
    content.belong_to(what);
    Ok(content)
}

impl<'de> Shape<'de> for Of {
    type Out = Content;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, map: A) -> Result<Content, A::Error> {
        let content = match self {
            Self::Asset => asset(here, map)?.into(),
            Self::Document => document(here, map)?.into(),
            Self::Category => category(here, map)?.into(),
        };
        Ok(Content::checked_alone(content, here.notes.limits).unwrap_or_else(|faults| {
            faults.into_vec().into_iter().for_each(|fault| here.found(fault));
            self.nothing()
        }))
    }
}

fn asset<'de, A: MapAccess<'de>>(here: &Here<'_>, mut map: A) -> Result<AssetBuilder, A::Error> {
    fields! { here, map;
        "kind" => kind: KIND,
        "url" => url: Text,
        "channels" => channels: List::of(Text),
        "text" => texts: Map(Texts),
        "properties" => properties: Map(Text),
    }
    Ok(AssetBuilder {
        id: String::new(),
        kind: kind.ok_or_else(|| here.missing("kind"))?,
        url,
        published: None,
        channels,
        texts: texts.unwrap_or_default(),
        properties: properties.unwrap_or_default(),
    })
}

fn document<'de, A: MapAccess<'de>>(here: &Here<'_>, mut map: A) -> Result<DocumentBuilder, A::Error> {
    let most = here.notes.limits.patterns;
    fields! { here, map;
        "master" => master: Set,
        "dimensions" => dimensions:
            List::most(Pattern, most, Code::LimitPatterns, "patterns of a document"),
        "variants" => variants: Map(Set),
        "swatches" => swatches: List::of(Swatch),
    }
    Ok(DocumentBuilder {
        master,
        dimensions: dimensions.unwrap_or_default(),
        variants: variants.unwrap_or_default(),
        swatches: swatches.unwrap_or_default(),
        ..DocumentBuilder::default()
    })
}

fn category<'de, A: MapAccess<'de>>(
    here: &Here<'_>,
    mut map: A,
) -> Result<CategoryDocumentBuilder, A::Error> {
    fields! { here, map;
        "image" => image: Item::Primary,
    }
    Ok(CategoryDocumentBuilder { image, ..CategoryDocumentBuilder::default() })
}
