//! Edit, save, finish, discard, restore, reset; and what takes effect at once.

use omnimedia::{Cause, Code};

use super::model::{Model, Refusal};
use super::world::{At, Form, Paint, Say, THREE, What, ladder, pictures};

impl Model {
    /// The life of something, or that there is none.
    pub(super) fn life(&self, at: At) -> Result<&super::Life, Refusal> {
        self.lives.get(&at).ok_or(vec![Code::NotInTenant])
    }

    /// Whether its group is open, and its product or category there.
    pub(super) fn place(&self, at: At) -> Result<(), Refusal> {
        if let Some(group) = at.group {
            self.open(group)?;
        }
        let is_there = match at.what {
            What::Asset(_) => true,
            What::Document(product, _) => self.products.contains_key(&product),
            What::Category(category, _) => self.categories.contains_key(&category),
        };
        if is_there { Ok(()) } else { Err(vec![Code::NotInTenant]) }
    }

    /// Whether nobody else works on it.
    pub(super) fn free(&self, at: At, user: u8) -> Result<(), Refusal> {
        let holder = self.lives.get(&at).and_then(|life| life.check_out.as_ref());
        match holder {
            Some((since, _)) if since.by() != super::user(user) => Err(vec![Code::CheckedOut]),
            _ => Ok(()),
        }
    }

    /// Whether the user works on it.
    fn mine(&self, at: At, user: u8) -> Result<(), Refusal> {
        self.free(at, user)?;
        let holder = self.lives.get(&at).and_then(|life| life.check_out.as_ref());
        if holder.is_some() { Ok(()) } else { Err(vec![Code::NotCheckedOut]) }
    }

    /// What is wrong with a content.
    pub(super) fn check(&self, what: What, say: &Say) -> Refusal {
        if !say.is_for(what) {
            return vec![Code::WrongContent];
        }
        let mut codes = Vec::new();
        match (what, say) {
            (What::Document(product, _), Say::Document { variant, swatch, .. }) => {
                let form = self.products[&product];
                if variant.is_some_and(|(colour, _)| !form.has_variant(colour)) {
                    codes.push(Code::ForeignVariant);
                }
                if swatch.is_some_and(|(colour, _)| !form.has_colour(colour)) {
                    codes.push(if form.shape == 0 { Code::UnknownDimension } else { Code::UnknownValue });
                }
            }
            (What::Category(_, 0 | 1), _) => codes.push(Code::CategoryWithoutChannel),
            _ => {}
        }
        codes
    }

    fn checked(&self, what: What, say: &Say) -> Result<(), Refusal> {
        let codes = self.check(what, say);
        if codes.is_empty() { Ok(()) } else { Err(codes) }
    }

    /// A document, without what a product lacks.
    pub(super) fn fitting(form: Form, say: &Say) -> Say {
        match say {
            Say::Document { master, variant, swatch } => Say::Document {
                master: master.clone(),
                variant: variant.filter(|(colour, _)| form.has_variant(*colour)),
                swatch: swatch.filter(|(colour, _)| form.has_colour(*colour)),
            },
            other => other.clone(),
        }
    }

    /// What the first edit of something begins with.
    fn started(&self, what: What, copy: bool) -> Say {
        let nearest = match what {
            _ if !copy => None,
            What::Asset(_) => None,
            What::Document(product, context) => {
                let say = ladder(context).iter().find_map(|at| self.published(What::Document(product, *at)));
                say.map(|say| Self::fitting(self.products[&product], say))
            }
            What::Category(category, context) => {
                pictures(context).iter().find_map(|at| self.published(What::Category(category, *at))).cloned()
            }
        };
        nearest.unwrap_or_else(|| Say::nothing(what))
    }

    /// How many documents the product or category of something has.
    pub(super) fn documents(&self, what: What) -> usize {
        let is_one = |other: What| match (what, other) {
            (What::Document(one, _), What::Document(other, _))
            | (What::Category(one, _), What::Category(other, _)) => one == other,
            _ => false,
        };
        self.live().filter(|(other, _)| is_one(*other)).count()
    }

    pub(super) fn edit(&mut self, at: At, user: u8, copy: bool) -> Result<Say, Refusal> {
        self.place(at)?;
        self.free(at, user)?;
        let life = self.lives.get(&at);
        if let Some((_, say)) = life.and_then(|life| life.check_out.as_ref()) {
            return Ok(say.clone());
        }
        let is_new = life.is_none();
        let from = if is_new && at.group.is_some() { self.lives.get(&at.what.live()) } else { life };
        let say = match from.and_then(|life| life.draft_say()) {
            Some(say) => say.clone(),
            None => {
                let say = self.started(at.what, copy);
                self.checked(at.what, &say)?;
                say
            }
        };
        match at.group {
            Some(group) if is_new => self.room(group)?,
            None if is_new && self.documents(at.what) >= Self::DOCUMENTS => {
                return Err(vec![Code::LimitDocuments]);
            }
            _ => {}
        }
        let work = (self.stamp(user), say.clone());
        self.change(at, |life| life.check_out = Some(work));
        if is_new {
            self.enter(at);
        }
        Ok(say)
    }

    pub(super) fn save(&mut self, at: At, say: &Say, user: u8) -> Result<(), Refusal> {
        self.place(at)?;
        self.mine(at, user)?;
        self.checked(at.what, say)?;
        self.change(at, |life| {
            if let Some((_, work)) = &mut life.check_out {
                *work = say.clone();
            }
        });
        Ok(())
    }

    pub(super) fn finish(&mut self, at: At, user: u8) -> Result<u32, Refusal> {
        self.place(at)?;
        self.mine(at, user)?;
        let stamp = self.stamp(user);
        Ok(self.change(at, |life| {
            let work = life.check_out.take().map(|(_, say)| say);
            let number = life.add(&stamp, Cause::Finish, work);
            life.draft = Some(number);
            number
        }))
    }

    pub(super) fn check_in(&mut self, at: At, say: &Say, user: u8) -> Result<u32, Refusal> {
        self.place(at)?;
        self.free(at, user)?;
        self.checked(at.what, say)?;
        self.edit(at, user, false)?;
        self.save(at, say, user)?;
        self.finish(at, user)
    }

    pub(super) fn discard(&mut self, at: At, force: bool, user: u8) -> Result<(), Refusal> {
        let is_held = self.lives.get(&at).is_some_and(|life| life.check_out.is_some());
        if !(force && is_held) {
            self.mine(at, user)?;
        }
        self.change(at, |life| life.check_out = None);
        Ok(())
    }

    pub(super) fn restore(&mut self, at: At, number: u32, user: u8) -> Result<u32, Refusal> {
        self.place(at)?;
        self.free(at, user)?;
        let version = self.life(at)?.versions.get((number as usize).wrapping_sub(1));
        let say = version.ok_or(vec![Code::NotInTenant])?.say.clone();
        let stamp = self.stamp(user);
        Ok(self.change(at, |life| life.stage(&stamp, Cause::Restore(number), say)))
    }

    pub(super) fn reset(&mut self, at: At, user: u8) -> Result<u32, Refusal> {
        if let What::Asset(_) = at.what {
            return Err(vec![Code::WrongContent]);
        }
        self.place(at)?;
        self.free(at, user)?;
        if at.group.is_some() && !self.lives.contains_key(&at) {
            self.life(at.what.live())?;
            return self.bring(at, None, Cause::Reset, user);
        }
        let life = self.life(at)?;
        if let (None, Some(draft), None) = (&life.check_out, life.draft, life.draft_say()) {
            return Ok(draft);
        }
        let stamp = self.stamp(user);
        Ok(self.change(at, |life| life.stage(&stamp, Cause::Reset, None)))
    }

    pub(super) fn set_channel(&mut self, name: Option<u8>) -> Result<(), Refusal> {
        if name.is_none() && self.channel.is_none() {
            return Err(vec![Code::NotInTenant]);
        }
        self.touched.channel = self.channel != name;
        self.channel = name;
        Ok(())
    }

    pub(super) fn set_swatch(&mut self, colour: u8, paint: Paint) -> Result<(), Refusal> {
        if let Paint::Asset(asset) = paint {
            let what = What::Asset(asset);
            let life = self.lives.get(&what.live()).ok_or(vec![Code::UnknownAsset])?;
            life.published_say().ok_or(vec![Code::UnpublishedAssets])?;
        }
        if self.swatches.insert(colour, paint) != Some(paint) {
            self.touched.swatches.insert(colour);
        }
        Ok(())
    }

    pub(super) fn remove_swatch(&mut self, colour: u8) -> Result<(), Refusal> {
        self.swatches.remove(&colour).ok_or(vec![Code::NotInTenant])?;
        self.touched.swatches.insert(colour);
        Ok(())
    }

    pub(super) fn set_category(&mut self, category: u8, name: u8) {
        if self.categories.insert(category, name) != Some(name) {
            self.touched.categories.insert(category);
        }
    }

    pub(super) fn set_product(&mut self, product: u8, form: Form) -> Result<(), Refusal> {
        let shape = |number: u8| self.products.get(&(number % THREE)).map(|form| form.shape);
        let is_taken = form.shape == 3 && shape(product + 1) == Some(2)
            || form.shape == 2 && shape(product + 2) == Some(3);
        if is_taken {
            return Err(vec![Code::DuplicateIdentifier]);
        }
        if self.products.insert(product, form) != Some(form) {
            self.touched.products.insert(product);
        }
        Ok(())
    }

    /// Removes a category or product: refused while one of its documents is published, checked out or in a group.
    fn remove_owner(&mut self, is_one: impl Fn(What) -> bool) -> Result<(), Refusal> {
        let own: Vec<_> = self.live().filter(|(what, _)| is_one(*what)).collect();
        let held = own
            .iter()
            .map(|(_, life)| usize::from(life.published.is_some()) + usize::from(life.check_out.is_some()));
        let held: usize = held.sum();
        if held > 0 {
            return Err(vec![Code::NotEmpty; held]);
        }
        let open = |at: &At| at.group.is_some_and(|group| !self.groups[&group].is_closed());
        let grouped = self.lives.keys().filter(|at| open(at) && is_one(at.what)).count();
        if grouped > 0 {
            return Err(vec![Code::NotEmpty; grouped]);
        }
        let own: Vec<What> = own.into_iter().map(|(what, _)| what).collect();
        own.into_iter().for_each(|what| self.delete_life(what.live()));
        Ok(())
    }

    pub(super) fn remove_category(&mut self, category: u8) -> Result<(), Refusal> {
        if !self.categories.contains_key(&category) {
            return Err(vec![Code::NotInTenant]);
        }
        self.remove_owner(|what| matches!(what, What::Category(other, _) if other == category))?;
        self.categories.remove(&category);
        self.touched.categories.insert(category);
        Ok(())
    }

    pub(super) fn remove_product(&mut self, product: u8) -> Result<(), Refusal> {
        if !self.products.contains_key(&product) {
            return Err(vec![Code::NotInTenant]);
        }
        self.remove_owner(|what| matches!(what, What::Document(other, _) if other == product))?;
        self.products.remove(&product);
        self.touched.products.insert(product);
        Ok(())
    }
}
