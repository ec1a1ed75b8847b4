//! Chains of deltas: a shop goes through edited states, and each is a delta on those before.

use omnimedia::{Code, Fault, Flatten, Publication, Snapshot};

use crate::agree::{Pair, equal};
use crate::case::{Case, flattened, same_bytes, told};
use crate::generator::{Choices, Difference, Shop, asks, difference, edited};

/// A base, with the deltas that edits come to.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The base.
    pub base: Vec<u8>,
    /// The deltas, the oldest first.
    pub deltas: Vec<Vec<u8>>,
}

impl Chain {
    /// All of it.
    ///
    /// # Errors
    ///
    /// Why it cannot be opened.
    pub fn opened(&self) -> Result<Snapshot<Vec<u8>>, String> {
        self.with(self.deltas.clone()).map_err(|fault| told(&fault))
    }

    /// The base with other deltas.
    ///
    /// # Errors
    ///
    /// Why it cannot be opened.
    pub fn with(&self, deltas: Vec<Vec<u8>>) -> Result<Snapshot<Vec<u8>>, Fault> {
        Snapshot::open_with(self.base.clone(), deltas)
    }
}

/// The delta that a difference comes to.
///
/// # Errors
///
/// That of the change.
pub fn delta(
    publication: &Publication,
    base: &Snapshot<Vec<u8>>,
    Difference { products, assets, categories, channels, swatches }: &Difference,
) -> Result<Vec<u8>, Fault> {
    let mut change = Flatten::change(publication, base)?;
    products.iter().for_each(|number| _ = change.product(number));
    assets.iter().for_each(|id| _ = change.asset(id));
    categories.iter().for_each(|id| _ = change.category(id));
    channels.iter().for_each(|id| _ = change.channel(id));
    swatches.iter().for_each(|(dimension, value)| _ = change.swatch(dimension, value));
    change.to_bytes()
}

/// Goes from a shop through edited states; `each` sees the state before, the state after and the chain up to it. Ends
/// early where a policy makes two documents one, which the change must refuse like the full build.
///
/// # Errors
///
/// Those of `each`, and what cannot be made.
pub fn through(
    case: &Case,
    mut each: impl FnMut(&Shop, &Shop, &Publication, &Chain, &mut Choices) -> Result<(), String>,
) -> Result<(), String> {
    let (mut choices, mut edits) = (case.choices.clone(), case.edits.clone());
    let mut before = case.shop.0.clone();
    let Some(base) = flattened(&before.publication(), case.policy)? else { return Ok(()) };
    let mut chain = Chain { base, deltas: Vec::new() };
    for _ in 0..=edits.below(4) {
        let after = edited(&before, &mut edits);
        let publication = after.publication();
        let below = chain.opened()?;
        let made = delta(&publication, &below, &difference(&before, &after));
        if flattened(&publication, case.policy)?.is_none() {
            return equal("refused", &Some(Code::DuplicateDocument), &made.err().map(|fault| fault.code()));
        }
        chain.deltas.push(made.map_err(|fault| told(&fault))?);
        each(&before, &after, &publication, &chain, &mut choices)?;
        before = after;
    }
    Ok(())
}

/// Whether a chain of deltas answers and compacts like a full build of the state that it comes to.
///
/// # Errors
///
/// Where they differ.
pub fn is_a_full_build(
    case: &Case,
    before: &Shop,
    after: &Shop,
    publication: &Publication,
    chain: &Chain,
    choices: &mut Choices,
) -> Result<(), String> {
    let snapshot = chain.opened()?;
    snapshot.verify().map_err(|faults| faults.to_string())?;
    let mut all = asks(after, choices);
    // what is gone is asked for too
    all.extend(asks(before, choices));
    let context = |why: String| format!("{} after {}: {why}", after.to_json(), before.to_json());
    Pair::new(publication, &snapshot).agree(&all).map_err(context)?;
    let full = flattened(publication, case.policy)?.ok_or("a full build")?;
    let compacted = Flatten::compact(&snapshot).map_err(|fault| told(&fault))?;
    same_bytes(&full, &compacted).map_err(context)
}
