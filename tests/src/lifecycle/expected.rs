//! What can be seen of a state: its publication, and who uses an asset.

use std::collections::BTreeMap;

use omnimedia::{CategoryBuilder, ChannelBuilder, Content, Limits, Publication, UsedBy};

use super::model::{Life, Model};
use super::world::{At, COLOURS, Paint, Say, What, category};

/// What is published, by target.
pub(super) type Shown = BTreeMap<What, Say>;

impl Model {
    /// The limits of the world.
    #[must_use]
    pub fn limits() -> Limits {
        Limits { documents: Self::DOCUMENTS, ..Limits::default() }
    }

    /// What is published.
    #[must_use]
    pub(super) fn shown(&self) -> Shown {
        let shown = self.live().filter_map(|(what, life)| Some((what, life.published_say()?.clone())));
        shown.collect()
    }

    /// What would be published with every draft, and with the work of a user.
    pub(super) fn shown_with(&self, user: Option<u8>) -> Shown {
        let mut shown = self.shown();
        for (what, life) in self.live() {
            let work = life.check_out.as_ref();
            let work = work.filter(|(since, _)| user.is_some_and(|user| since.by() == super::user(user)));
            let say = match work {
                Some((_, say)) => Some(say),
                None if life.is_unpublished() => life.draft_say(),
                None => continue,
            };
            match say {
                Some(say) => drop(shown.insert(what, say.clone())),
                None => drop(shown.remove(&what)),
            }
        }
        shown
    }

    /// The publication of what is published, as JSON.
    #[must_use]
    pub fn publication(&self) -> String {
        self.publication_of(&self.shown())
    }

    /// The publication in which this is published, as JSON.
    pub(super) fn publication_of(&self, shown: &Shown) -> String {
        let mut builder = Publication::builder(Limits::default());
        if let Some(name) = self.channel {
            builder.channel(ChannelBuilder::new("128").name(format!("N{name}")));
        }
        for (colour, paint) in &self.swatches {
            builder.swatch(paint.builder(*colour));
        }
        for (what, say) in shown {
            if let Content::Asset(asset) = say.content(*what) {
                builder.asset(asset);
            }
        }
        for (number, name) in &self.categories {
            let mut entity = CategoryBuilder::new(category(*number)).name(format!("N{name}"));
            for (what, say) in shown {
                match (*what, say.content(*what)) {
                    (What::Category(other, _), Content::Category(document)) if other == *number => {
                        entity = entity.document(document);
                    }
                    _ => {}
                }
            }
            builder.category(entity);
        }
        for (number, form) in &self.products {
            let mut entity = form.builder(*number);
            for (what, say) in shown {
                let What::Document(other, _) = *what else { continue };
                match Self::fitting(*form, say).content(*what) {
                    Content::Document(document) if other == *number => entity = entity.document(document),
                    _ => {}
                }
            }
            builder.product(entity);
        }
        builder.build().expect("a publication").to_json()
    }

    /// Who uses an asset.
    #[must_use]
    pub fn used_by(&self, asset: u8) -> Vec<UsedBy> {
        let mut all = Vec::new();
        let open = |at: &At| at.group.is_none_or(|group| !self.groups[&group].is_closed());
        for (at, life) in self.lives.iter().filter(|(at, _)| open(at)) {
            let Life { check_out, .. } = life;
            let names = |say: Option<&Say>| say.is_some_and(|say| say.assets().contains(&asset));
            if names(life.published_say()) {
                all.push(UsedBy::Published(at.target()));
            }
            if life.is_unpublished() && names(life.draft_say()) {
                all.push(UsedBy::Draft(at.target()));
            }
            if names(check_out.as_ref().map(|(_, say)| say)) {
                all.push(UsedBy::CheckOut(at.target()));
            }
        }
        for (colour, paint) in &self.swatches {
            if *paint == Paint::Asset(asset) {
                all.push(UsedBy::CentralSwatch("Color".into(), COLOURS[usize::from(*colour)].into()));
            }
        }
        all
    }
}
