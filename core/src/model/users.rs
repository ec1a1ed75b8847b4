//! Who uses an asset.

use super::publication::Publication;
use std::collections::HashMap;

/// The products, categories and central swatches that use one asset.
#[derive(Clone, Debug, Default)]
pub(crate) struct Users {
    products: Vec<usize>,
    categories: Vec<usize>,
    swatches: Vec<usize>,
}

/// Who uses one asset of a publication.
#[derive(Clone, Copy, Debug)]
pub struct AssetUsers<'p> {
    publication: &'p Publication,
    users: Option<&'p Users>,
}

impl<'p> AssetUsers<'p> {
    /// The numbers of the products whose documents name it, in lists or swatches, each once.
    pub fn products(&self) -> impl Iterator<Item = &'p str> + use<'p> {
        let publication = self.publication;
        let all = self.users.map_or(&[][..], |users| &users.products).iter();
        all.filter_map(|index| publication.products.get_index(*index)).map(|(number, _)| &**number)
    }

    /// The ids of the categories whose documents name it, each once.
    pub fn categories(&self) -> impl Iterator<Item = &'p str> + use<'p> {
        let publication = self.publication;
        let all = self.users.map_or(&[][..], |users| &users.categories).iter();
        all.filter_map(|index| publication.categories.get_index(*index)).map(|(id, _)| &**id)
    }

    /// The dimensions and values of the central swatches that show it.
    pub fn swatches(&self) -> impl Iterator<Item = (&'p str, &'p str)> + use<'p> {
        let publication = self.publication;
        let all = self.users.map_or(&[][..], |users| &users.swatches).iter();
        all.filter_map(|index| publication.swatches.get_index(*index))
            .map(|((dimension, value), _)| (&**dimension, &**value))
    }
}

impl Publication {
    /// Who uses an asset, whether or not it is in the library.
    ///
    /// # Cost
    /// The first call makes an index of the whole publication; then a hash look-up.
    #[must_use]
    pub fn users(&self, asset: &str) -> AssetUsers<'_> {
        let index = self.users.get_or_init(|| self.index_of_users());
        AssetUsers { publication: self, users: index.get(asset) }
    }

    fn index_of_users(&self) -> HashMap<Box<str>, Users> {
        let mut index: HashMap<Box<str>, Users> = HashMap::with_capacity(self.assets.len());
        let mut add = |asset: &str, list: fn(&mut Users) -> &mut Vec<usize>, user: usize| {
            let users = match index.get_mut(asset) {
                Some(users) => users,
                None => index.entry(asset.into()).or_default(),
            };
            let list = list(users);
            // users come in order, so the last is enough to look at
            if list.last() != Some(&user) {
                list.push(user);
            }
        };
        for (user, product) in self.products.values().enumerate() {
            for document in &product.documents {
                for set in document.sets() {
                    for item in set.primary.items.iter().chain(&set.additional.items) {
                        add(&item.asset, |users| &mut users.products, user);
                    }
                }
                for asset in document.swatches.iter().filter_map(|swatch| swatch.paint.asset()) {
                    add(asset, |users| &mut users.products, user);
                }
            }
        }
        for (user, category) in self.categories.values().enumerate() {
            for image in category.documents.iter().filter_map(|document| document.image.as_ref()) {
                add(&image.asset, |users| &mut users.categories, user);
            }
        }
        for (user, swatch) in self.swatches.values().enumerate() {
            if let Some(asset) = swatch.paint.asset() {
                add(asset, |users| &mut users.swatches, user);
            }
        }
        index
    }
}
