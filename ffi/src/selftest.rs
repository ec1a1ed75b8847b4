//! A host's first question: does the library work here?

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::{
    AlignedBytes, AssetBuilder, Code, DocumentBuilder, Fault, Faults, Flatten, Kind, Limits, Policy,
    ProductBuilder, Publication, Query, SetBuilder, Snapshot, VariantBuilder,
};

use super::fault::{omnimedia_fault, tell};
use super::guard::explained;
use super::status::omnimedia_status;

/// Tries the library out on a publication of its own: builds it, flattens it, checks the snapshot, asks both the same
/// questions and compares the answers; a snapshot with a wrong byte must be refused.
///
/// `why` may be NULL. `OMNIMEDIA_INTERNAL` where something is not as it must be, with a fault that says what. Any
/// thread. Less than a millisecond.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_self_test(
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || Ok(tried()?))
}

fn failed(what: &str) -> Fault {
    let message = format!("the self test failed: {what}");
    Fault::new(Code::Internal, message, "report it with the platform; do not use the library there")
}

/// A shirt in two colours, with media at every level and of two contexts.
fn shop() -> Result<Publication, Faults> {
    let mut builder = Publication::builder(Limits::default());
    for asset in ["front", "blue", "red", "online"] {
        builder.asset(AssetBuilder::new(asset, Kind::Image).url(format!("https://shop.invalid/{asset}.png")));
    }
    let set = |asset: &str| SetBuilder::new().primary([asset]);
    let here = DocumentBuilder::new()
        .master(set("front"))
        .dimensions([("Color", "Blue")], set("blue"))
        .variant("S1-R", set("red"));
    let online = DocumentBuilder::new().channel("128").locale("fr").master(set("online"));
    builder.product(
        ProductBuilder::new("S1")
            .record_id(1)
            .dimension("Color", ["Blue", "Red"])
            .variant(VariantBuilder::new("S1-B", [("Color", "Blue")]).record_id(2))
            .variant(VariantBuilder::new("S1-R", [("Color", "Red")]).record_id(3))
            .document(here)
            .document(online),
    );
    builder.build()
}

/// What is asked, and the asset that is shown.
fn questions() -> Result<[(Query, &'static str); 6], Fault> {
    Ok([
        (Query::new("S1"), "front"),
        (Query::new("S1").select("Color", "Blue"), "blue"),
        (Query::new("S1-B").channel("007"), "blue"),
        (Query::record_id(3), "red"),
        (Query::new("S1").channel("128").locale("fr-CA")?, "online"),
        (Query::new("S1-R").channel("128").locale("de")?, "red"),
    ])
}

fn tried() -> Result<(), Fault> {
    let policy = Policy::default();
    let publication = shop().map_err(|faults| failed(faults.first().message()))?;
    let bytes = Flatten::new(&publication, policy).to_bytes();
    let bytes = bytes.map_err(|fault| failed(fault.message()))?;
    let broken = {
        let mut broken = bytes.clone();
        if let Some(byte) = broken.last_mut() {
            *byte ^= 1;
        }
        broken
    };
    let snapshot = Snapshot::open(AlignedBytes::from(bytes)).map_err(|fault| failed(fault.message()))?;
    snapshot.verify().map_err(|faults| failed(faults.first().message()))?;
    for (query, asset) in questions().map_err(|fault| failed(fault.message()))? {
        let directly = publication.resolve(&query, &policy).map_err(|fault| failed(fault.message()))?;
        let prepared = snapshot.resolve(&query).map_err(|fault| failed(fault.message()))?;
        if directly != prepared {
            return Err(failed("a snapshot answers otherwise than its publication"));
        }
        let shown = directly.default_image().map(|item| item.asset().id());
        if shown != Some(asset) {
            return Err(failed("a product shows what it must not show"));
        }
    }
    match Snapshot::open(AlignedBytes::from(broken)) {
        Ok(broken) if broken.verify().is_ok() => Err(failed("a snapshot with a wrong byte was taken")),
        _ => Ok(()),
    }
}
