//! What takes effect at once: channels, central swatches, categories, products.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::Entity;

use super::args::json;
use super::{change, omnimedia_tenant};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::explained;
use crate::status::omnimedia_status;
use crate::view::omnimedia_str;

/// Adds a channel, central swatch, category or product, or changes it; at once.
///
/// `entity` is JSON as in a line of `publication/1`: `{"channel": {"id": "128"}}`, `{"swatch": …}`, `{"category": …}` or
/// `{"product": …}`, without `media`. Documents of a product stay as they are: what they assign to variants and values
/// that are no longer there is kept, and left out of the publication. `why` may be NULL.
///
/// Every fault of the entity, with its path; `OMNIMEDIA_WRONG_CONTENT` for an asset, or for what brings documents;
/// `OMNIMEDIA_DUPLICATE_IDENTIFIER` and `OMNIMEDIA_PRODUCT_AND_VARIANT` for a number or record id that is taken;
/// `OMNIMEDIA_UNKNOWN_ASSET` and `OMNIMEDIA_UNPUBLISHED_ASSETS` for what a swatch shows; `OMNIMEDIA_IN_USE`. Any thread;
/// changes the tenant. Linear in the entity.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_set(
    tenant: *const omnimedia_tenant,
    entity: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let entity = json(entity, "entity")?;
        change(tenant, |tenant| {
            let entity = Entity::parse(entity, tenant.limits())?;
            Ok(tenant.set(entity)?)
        })
    })
}

/// Removes a product with its drafts; at once.
///
/// `why` may be NULL. `OMNIMEDIA_NOT_IN_TENANT`; `OMNIMEDIA_NOT_EMPTY` while a document of it is published, checked out
/// or in a group; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in the product.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_remove_product(
    tenant: *const omnimedia_tenant,
    number: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let number = number.text("number")?;
        change(tenant, |tenant| Ok(tenant.remove_product(number)?))
    })
}

/// Removes a category with its drafts; at once. Arguments, faults, threads and cost as
/// `omnimedia_tenant_remove_product`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_remove_category(
    tenant: *const omnimedia_tenant,
    id: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let id = id.text("id")?;
        change(tenant, |tenant| Ok(tenant.remove_category(id)?))
    })
}

/// Removes a channel from those that are listed; at once. Documents that name it stay.
///
/// `why` may be NULL. `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_IN_USE`. Any thread; changes the tenant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_remove_channel(
    tenant: *const omnimedia_tenant,
    id: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let id = id.text("id")?;
        change(tenant, |tenant| Ok(tenant.remove_channel(id)?))
    })
}

/// Removes the central swatch of a value of a dimension; at once.
///
/// `why` may be NULL. `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_IN_USE`. Any thread; changes the tenant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_remove_swatch(
    tenant: *const omnimedia_tenant,
    dimension: omnimedia_str,
    value: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (dimension, value) = (dimension.text("dimension")?, value.text("value")?);
        change(tenant, |tenant| Ok(tenant.remove_swatch(dimension, value)?))
    })
}
