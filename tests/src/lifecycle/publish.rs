//! Publish, unpublish, delete.

use std::collections::{BTreeMap, BTreeSet};

use omnimedia::Code;

use super::model::{Model, Refusal};
use super::op::Scope;
use super::world::{At, Say, What};

/// Something to publish: what it says, or nothing to take it out.
pub(super) type Step = (What, Option<Say>);

impl Model {
    fn in_scope(&self, scope: Scope) -> Result<Vec<What>, Refusal> {
        let unpublished = |is_one: &dyn Fn(What) -> bool| {
            let drafts = self.live().filter(|(what, life)| is_one(*what) && life.is_unpublished());
            drafts.map(|(what, _)| what).collect::<Vec<_>>()
        };
        match scope {
            Scope::Product(product) if self.products.contains_key(&product) => {
                Ok(unpublished(&|what| matches!(what, What::Document(other, _) if other == product)))
            }
            Scope::Category(category) if self.categories.contains_key(&category) => {
                Ok(unpublished(&|what| matches!(what, What::Category(other, _) if other == category)))
            }
            Scope::Product(_) | Scope::Category(_) => Err(vec![Code::NotInTenant]),
            Scope::At(At { group: Some(_), .. }) => Err(vec![Code::WrongContent]),
            Scope::At(at) => self.life(at).map(|_| vec![at.what]),
        }
    }

    pub(super) fn publish(
        &mut self,
        scope: Scope,
        along: bool,
        user: u8,
    ) -> Result<(Vec<What>, Vec<What>), Refusal> {
        let mut codes = Vec::new();
        let mut steps: Vec<Step> = Vec::new();
        for what in self.in_scope(scope)? {
            let life = self.life(what.live())?;
            if life.check_out.is_some() {
                codes.push(Code::CheckedOut);
            }
            if life.is_unpublished() {
                steps.push((what, life.draft_say().cloned()));
            }
        }
        let (more, assets) = self.releasable(&steps, along);
        codes.extend(more);
        if !codes.is_empty() {
            return Err(codes);
        }
        let steps: Vec<What> = steps.into_iter().map(|(what, _)| what).collect();
        assets.iter().chain(&steps).for_each(|what| self.release(*what, user));
        Ok((steps, assets))
    }

    /// Publishes the draft of something.
    pub(super) fn release(&mut self, what: What, user: u8) {
        let stamp = self.stamp(user);
        self.release_by(what, &stamp);
    }

    pub(super) fn release_by(&mut self, what: What, stamp: &omnimedia::Stamp) {
        self.change(what.live(), |life| {
            if let Some(draft) = life.draft {
                life.publish(draft, stamp);
            }
        });
        self.touch(what);
    }

    /// What refuses some steps, and the assets to publish along.
    pub(super) fn releasable(&self, steps: &[Step], along: bool) -> (Refusal, Vec<What>) {
        let mut codes = Vec::new();
        let brought: BTreeMap<What, bool> = steps.iter().map(|(what, say)| (*what, say.is_some())).collect();
        let mut wanted = BTreeSet::new();
        for (what, say) in steps {
            let Some(say) = say else { continue };
            codes.extend(self.check(*what, say));
            wanted.extend(say.assets());
        }
        let mut assets = Vec::new();
        for asset in wanted {
            let what = What::Asset(asset);
            let is_shown = brought.get(&what).copied().unwrap_or(self.published(what).is_some());
            match self.lives.get(&what.live()) {
                _ if is_shown => {}
                None => codes.push(Code::UnknownAsset),
                Some(life) if along && life.draft_say().is_some() => {
                    if life.check_out.is_some() {
                        codes.push(Code::CheckedOut);
                    }
                    assets.push(what);
                }
                Some(_) => codes.push(Code::UnpublishedAssets),
            }
        }
        (codes, assets)
    }

    fn may_unpublish(&self, at: At) -> Result<(), Refusal> {
        let life = self.life(at)?;
        if at.group.is_some() {
            return Err(vec![Code::WrongContent]);
        }
        if life.published.is_none() {
            return Err(vec![Code::NotPublished]);
        }
        let users = match at.what {
            What::Asset(asset) => self.used_by(asset).iter().filter(|user| user.is_published()).count(),
            _ => 0,
        };
        if users > 0 { Err(vec![Code::AssetInUse; users]) } else { Ok(()) }
    }

    fn may_delete(&self, at: At, user: u8) -> Result<(), Refusal> {
        self.free(at, user)?;
        if let Some(group) = at.group {
            return self.open(group);
        }
        let What::Asset(asset) = at.what else { return Ok(()) };
        let users = self.used_by(asset).len();
        if users > 0 {
            return Err(vec![Code::AssetInUse; users]);
        }
        let open = self.groups.iter().filter(|(_, group)| !group.is_closed());
        let grouped = open.filter(|(_, group)| group.entries.contains_key(&at.what)).count();
        if grouped > 0 { Err(vec![Code::AssetInUse; grouped]) } else { Ok(()) }
    }

    fn take_out(&mut self, at: At, user: u8) {
        let stamp = self.stamp(user);
        self.change(at, |life| life.unpublish(&stamp));
        self.touch(at.what);
    }

    pub(super) fn unpublish(&mut self, at: At, user: u8) -> Result<(), Refusal> {
        self.may_unpublish(at)?;
        self.take_out(at, user);
        Ok(())
    }

    pub(super) fn delete(&mut self, at: At, user: u8) -> Result<(), Refusal> {
        if self.life(at)?.published.is_some() {
            return Err(vec![Code::Published]);
        }
        self.may_delete(at, user)?;
        self.delete_life(at);
        Ok(())
    }

    pub(super) fn unpublish_and_delete(&mut self, at: At, user: u8) -> Result<(), Refusal> {
        self.may_unpublish(at)?;
        self.may_delete(at, user)?;
        self.take_out(at, user);
        self.delete_life(at);
        Ok(())
    }
}
