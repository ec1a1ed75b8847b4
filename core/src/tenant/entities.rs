//! What takes effect at once: channels, central swatches, categories, products.

use super::uses::Owner;
use super::{CategoryEntry, ProductEntry, Tenant, UnitKey, no_such_named};
use crate::fault::{Code, Fault, Faults, shortened};
use crate::json::{Entity, EntityContent};
use crate::model::{
    CategoryBuilder, CentralSwatch, Channel, ChannelBuilder, Product, ProductBuilder, SwatchBuilder,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn with_media(what: &str, id: &str) -> Faults {
    let message = format!("the {what} `{}` brings documents", shortened(id));
    Fault::new(Code::WrongContent, message, "leave `media` out; documents are edited one by one").into()
}

fn taken(what: &str, id: &str, owner: &str) -> Fault {
    Fault::new(
        Code::DuplicateIdentifier,
        format!("the {what} `{}` is one of the product `{}` already", shortened(id), shortened(owner)),
        "change that product first, or use another",
    )
}

/// The assets that a central swatch names.
fn assets_of(swatch: Option<&CentralSwatch>) -> BTreeSet<Box<str>> {
    swatch.and_then(|swatch| swatch.paint().asset()).map(Into::into).into_iter().collect()
}

impl Tenant {
    /// The channels, by id.
    pub fn channels(&self) -> impl ExactSizeIterator<Item = &Channel> {
        self.channels.values()
    }

    /// The central swatches, by dimension and value.
    pub fn central_swatches(&self) -> impl ExactSizeIterator<Item = &CentralSwatch> {
        self.swatches.values()
    }

    /// The ids of the categories, in order.
    pub fn categories(&self) -> impl ExactSizeIterator<Item = &str> {
        self.categories.keys().map(AsRef::as_ref)
    }

    /// The products, by number, without documents: those have lives of their own.
    pub fn products(&self) -> impl ExactSizeIterator<Item = &Product> {
        self.products.values().map(|entry| &entry.product)
    }

    /// The product of a number, without documents.
    #[must_use]
    pub fn product(&self, number: &str) -> Option<&Product> {
        self.products.get(number).map(|entry| &entry.product)
    }

    /// The number of the product that a number of a product or variant belongs to.
    #[must_use]
    pub fn product_of_number(&self, number: &str) -> Option<&str> {
        let product = self.products.get_key_value(number).map(|(number, _)| &**number);
        product.or_else(|| self.variants.get(number).map(AsRef::as_ref))
    }

    /// The product that a number of a variant belongs to.
    pub(crate) fn variant_of_number(&self, number: &str) -> Option<&Arc<str>> {
        self.variants.get(number)
    }

    /// The number of the product that a record id of a product or variant belongs to.
    #[must_use]
    pub fn product_of_record_id(&self, id: u64) -> Option<&str> {
        self.record_ids.get(&id).map(AsRef::as_ref)
    }

    /// Adds an entity that was read, or changes it; at once: a channel, a central swatch, a category or a
    /// product.
    ///
    /// # Errors
    /// As [`Tenant::set_channel`], [`Tenant::set_swatch`], [`Tenant::set_category`] and
    /// [`Tenant::set_product`]; `wrong_content` for an asset, which is edited and published.
    ///
    /// # Cost
    /// Linear in the entity.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Entity, Limits, Tenant};
    /// let mut tenant = Tenant::new(Limits::default());
    /// tenant.set(Entity::parse(r#"{"product": {"number": "S1"}}"#, &Limits::default())?)?;
    /// assert_eq!(tenant.products().len(), 1);
    /// # Ok::<(), omnimedia::Faults>(())
    /// ```
    pub fn set(&mut self, entity: Entity) -> Result<(), Faults> {
        let place = entity.place().clone();
        let set = match entity.into_content() {
            EntityContent::Channel(channel) => self.set_channel(channel),
            EntityContent::Swatch(swatch) => self.set_swatch(swatch),
            EntityContent::Category(category) => self.set_category(category),
            EntityContent::Product(product) => self.set_product(product),
            EntityContent::Asset(asset) => {
                let message = format!("the asset `{}` does not take effect at once", shortened(&asset.id));
                Err(Fault::new(Code::WrongContent, message, "check it in, and publish it").into())
            }
        };
        set.or_else(|faults| {
            let placed = faults.into_vec().into_iter().map(|fault| {
                let place = fault.place().within(&place);
                fault.at(place)
            });
            Faults::new(placed.collect()).map_or(Ok(()), Err)
        })
    }

    /// Adds a channel, or changes it; at once.
    ///
    /// # Errors
    /// Every fault of the channel.
    pub fn set_channel(&mut self, channel: ChannelBuilder) -> Result<(), Faults> {
        let channel = channel.build(&self.limits)?;
        let id = channel.id.clone();
        if self.channels.insert(id.clone(), channel.clone()).as_ref() != Some(&channel) {
            self.changes.channels.insert(id.clone());
            self.changed_units.insert(UnitKey::Channel(id));
        }
        Ok(())
    }

    /// Removes a channel from those that are listed; at once. Documents that name it stay.
    ///
    /// # Errors
    /// `not_in_tenant`.
    pub fn remove_channel(&mut self, id: &str) -> Result<(), Fault> {
        self.channels.remove(id).ok_or_else(|| no_such_named("channel", id))?;
        self.changes.channels.insert(id.into());
        self.changed_units.insert(UnitKey::Channel(id.into()));
        Ok(())
    }

    /// Adds a central swatch, or changes it; at once. What it shows must be published.
    ///
    /// # Errors
    /// Every fault of the swatch; `unknown_asset` and `unpublished_assets` for its image.
    pub fn set_swatch(&mut self, swatch: SwatchBuilder) -> Result<(), Faults> {
        let swatch = swatch.build_central(&self.limits)?;
        let named = swatch.paint().asset().into_iter();
        self.shown(named, &format!("the central swatch of `{}`", shortened(&swatch.value)))?;
        let key = (swatch.dimension.clone(), swatch.value.clone());
        if self.swatches.get(&key) == Some(&swatch) {
            return Ok(());
        }
        let after = assets_of(Some(&swatch));
        let before = self.swatches.insert(key.clone(), swatch);
        self.swatch_changed(key, before.as_ref(), &after);
        Ok(())
    }

    /// Removes a central swatch; at once.
    ///
    /// # Errors
    /// `not_in_tenant`.
    pub fn remove_swatch(&mut self, dimension: &str, value: &str) -> Result<(), Fault> {
        let key = (dimension.into(), value.into());
        let before = self.swatches.remove(&key).ok_or_else(|| no_such_named("central swatch of", value))?;
        self.swatch_changed(key, Some(&before), &BTreeSet::new());
        Ok(())
    }

    fn swatch_changed(
        &mut self,
        (dimension, value): (Box<str>, Box<str>),
        before: Option<&CentralSwatch>,
        after: &BTreeSet<Box<str>>,
    ) {
        let owner = Owner::CentralSwatch(dimension.clone(), value.clone());
        self.uses.replace(&owner, &assets_of(before), after);
        self.changes.swatches.insert((dimension.clone(), value.clone()));
        self.changed_units.insert(UnitKey::Swatch(dimension, value));
    }

    /// Adds a category, or changes its name; at once.
    ///
    /// # Errors
    /// Every fault of the category; `wrong_content` for one that brings documents.
    pub fn set_category(&mut self, category: CategoryBuilder) -> Result<(), Faults> {
        if !category.media.is_empty() {
            return Err(with_media("category", &category.id));
        }
        let category = category.build(&self.limits)?;
        let id: Arc<str> = (&*category.id).into();
        match self.categories.get_mut(&id) {
            Some(entry) if entry.category == category => return Ok(()),
            Some(entry) => entry.category = category,
            None => {
                let entry = CategoryEntry { category, documents: BTreeMap::new() };
                self.categories.insert(id.clone(), entry);
            }
        }
        self.changes.categories.insert((&*id).into());
        self.changed_units.insert(UnitKey::Category((&*id).into()));
        Ok(())
    }

    /// Removes a category with its drafts; at once.
    ///
    /// # Errors
    /// `not_in_tenant`; `not_empty` while a document of it is published, checked out, or in a group.
    pub fn remove_category(&mut self, id: &str) -> Result<(), Faults> {
        let Some((name, entry)) = self.categories.get_key_value(id) else {
            return Err(no_such_named("category", id).into());
        };
        let name = name.clone();
        let targets =
            entry.documents.keys().map(|context| super::What::Category(name.clone(), context.clone()));
        let targets: Vec<_> = targets.map(super::What::live).collect();
        self.all_idle(&targets)?;
        self.no_group_has(|what| matches!(what, super::What::Category(other, _) if **other == *id))?;
        for target in &targets {
            self.change(target, |life| *life = super::Life::default())?;
        }
        self.categories.remove(id);
        self.changes.categories.insert(id.into());
        self.changed_units.insert(UnitKey::Category(id.into()));
        Ok(())
    }

    /// Adds a product, or changes it; at once. Documents stay as they are: what they assign to
    /// variants and values that are no longer there is kept, and left out of the publication.
    ///
    /// # Errors
    /// Every fault of the product; `wrong_content` for one that brings documents;
    /// `duplicate_identifier` and `product_and_variant` for a number or record id that is taken.
    ///
    /// # Cost
    /// Linear in the product.
    pub fn set_product(&mut self, product: ProductBuilder) -> Result<(), Faults> {
        if !product.media.is_empty() {
            return Err(with_media("product", &product.number));
        }
        let product = product.build(&self.limits)?;
        let number: Arc<str> = (&*product.number).into();
        self.refuse_taken(&product, &number)?;
        if self.products.get(&number).is_some_and(|entry| entry.product == product) {
            return Ok(());
        }
        self.forget_numbers(&number);
        for variant in &product.variants {
            self.variants.insert(variant.number.clone(), number.clone());
        }
        let ids =
            product.variants.iter().filter_map(|variant| variant.record_id()).chain(product.record_id());
        self.record_ids.extend(ids.map(|id| (id, number.clone())));
        match self.products.get_mut(&number) {
            Some(entry) => entry.product = product,
            None => {
                let entry = ProductEntry { product, documents: BTreeMap::new() };
                self.products.insert(number.clone(), entry);
            }
        }
        self.changes.products.insert((&*number).into());
        self.changed_units.insert(UnitKey::Product((&*number).into()));
        Ok(())
    }

    /// Refuses numbers and record ids that stand twice in a product, or that another product has.
    fn refuse_taken(&self, product: &Product, number: &str) -> Result<(), Faults> {
        let mut faults = Vec::new();
        let both = |number: &str| {
            let message = format!("`{}` is both a product and a variant", shortened(number));
            let advice = "numbers of products and variants share one space: rename one";
            Fault::new(Code::ProductAndVariant, message, advice)
        };
        let twice = |what: &str, id: &str| {
            let message = format!("the {what} `{}` stands twice", shortened(id));
            Fault::new(Code::DuplicateIdentifier, message, "keep one of them, or give one another name")
        };
        if self.variants.contains_key(number) {
            faults.push(both(number));
        }
        let mut numbers = BTreeSet::new();
        let mut ids: BTreeSet<u64> = product.record_id().into_iter().collect();
        if let Some(id) = product.record_id()
            && let Some(owner) = self.record_ids.get(&id).filter(|owner| ***owner != *number)
        {
            faults.push(taken("record id", &id.to_string(), owner));
        }
        for variant in &product.variants {
            let own = &*variant.number;
            if *own == *number || self.products.contains_key(own) {
                faults.push(both(own));
            } else if !numbers.insert(own) {
                faults.push(twice("variant", own));
            } else if let Some(owner) = self.variants.get(own).filter(|owner| ***owner != *number) {
                faults.push(taken("variant", own, owner));
            }
            let Some(id) = variant.record_id() else { continue };
            if !ids.insert(id) {
                faults.push(twice("record id", &id.to_string()));
            } else if let Some(owner) = self.record_ids.get(&id).filter(|owner| ***owner != *number) {
                faults.push(taken("record id", &id.to_string(), owner));
            }
        }
        Faults::new(faults).map_or(Ok(()), Err)
    }

    fn forget_numbers(&mut self, number: &str) {
        let Some(entry) = self.products.get(number) else { return };
        for variant in &entry.product.variants {
            self.variants.remove(&variant.number);
        }
        let ids = entry.product.variants.iter().filter_map(|variant| variant.record_id());
        for id in ids.chain(entry.product.record_id()) {
            self.record_ids.remove(&id);
        }
    }

    /// Removes a product with its drafts; at once.
    ///
    /// # Errors
    /// `not_in_tenant`; `not_empty` while a document of it is published, checked out, or in a group.
    pub fn remove_product(&mut self, number: &str) -> Result<(), Faults> {
        let Some((name, entry)) = self.products.get_key_value(number) else {
            return Err(no_such_named("product", number).into());
        };
        let name = name.clone();
        let targets =
            entry.documents.keys().map(|context| super::What::Document(name.clone(), context.clone()));
        let targets: Vec<_> = targets.map(super::What::live).collect();
        self.all_idle(&targets)?;
        self.no_group_has(|what| matches!(what, super::What::Document(other, _) if **other == *number))?;
        for target in &targets {
            self.change(target, |life| *life = super::Life::default())?;
        }
        self.forget_numbers(number);
        self.products.remove(number);
        self.changes.products.insert(number.into());
        self.changed_units.insert(UnitKey::Product(number.into()));
        Ok(())
    }

    /// Refuses while one of these is published or checked out.
    fn all_idle(&self, targets: &[super::Target]) -> Result<(), Faults> {
        let mut faults = Vec::new();
        for target in targets {
            let Some(life) = self.life(target) else { continue };
            if life.published.is_some() {
                let message = format!("{target} is published");
                faults.push(Fault::new(Code::NotEmpty, message, "unpublish it first"));
            }
            if let Some(check_out) = &life.check_out {
                let message = format!("{target} is checked out by `{}`", shortened(check_out.since.by()));
                faults.push(Fault::new(Code::NotEmpty, message, "finish or discard it first"));
            }
        }
        Faults::new(faults).map_or(Ok(()), Err)
    }

    /// Refuses while a publish group that has not run has such an item.
    fn no_group_has(&self, wanted: impl Fn(&super::What) -> bool) -> Result<(), Faults> {
        let mut faults = Vec::new();
        for group in self.groups.values().filter(|group| !group.is_closed()) {
            for (what, _) in group.items.iter().filter(|(what, _)| wanted(what)) {
                let message = format!("{what} is in the group `{}`", shortened(&group.name));
                faults.push(Fault::new(
                    Code::NotEmpty,
                    message,
                    "take it out of the group, or run the group",
                ));
            }
        }
        Faults::new(faults).map_or(Ok(()), Err)
    }
}
