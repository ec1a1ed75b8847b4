//! The ladder: which contexts are tried, the most specific first (SPEC section 3).

use crate::locale::{Chain, Locales, Tag};
#[cfg(feature = "write")]
use crate::model::Context;
use crate::policy::Order;
#[cfg(feature = "write")]
use crate::policy::Policy;
use smallvec::SmallVec;

/// One context to try, relative to the query: whether it keeps the query's catalog and channel, and
/// which locale of the chain it has. The locale behind the last of the chain is Neutral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rung {
    pub(crate) catalog: bool,
    pub(crate) channel: bool,
    pub(crate) locale: usize,
}

/// Rungs in ladder order.
pub(crate) type Rungs = SmallVec<[Rung; 16]>;

/// The locales that rungs may have, without Neutral, which is always the last.
pub(crate) fn rung_chain(order: Order, locales: &Locales<'_>, locale: Option<Tag>) -> Chain {
    let Some(tag) = locale else { return Chain::new() };
    match order {
        Order::LocaleFirst | Order::ChannelFirst => locales.chain(tag),
        Order::Documented => {
            let mut chain = Chain::new();
            chain.push(locales.normal(tag));
            if let Some(bare) = tag.language().map(|bare| locales.normal(bare))
                && !chain.contains(&bare)
            {
                chain.push(bare);
            }
            chain
        }
    }
}

/// The place of a rung on the ladder among those of a query with a catalog, a channel and `length`
/// locales before Neutral; `None` where the order has no such rung. Lower comes first.
#[inline]
pub(crate) fn rank(order: Order, length: usize, rung: Rung) -> Option<usize> {
    let Rung { catalog, channel, locale } = rung;
    let scope = usize::from(!catalog).wrapping_mul(2).wrapping_add(usize::from(!channel));
    match order {
        Order::LocaleFirst => Some(locale.wrapping_mul(4).wrapping_add(scope)),
        Order::ChannelFirst => Some(scope.wrapping_mul(length.wrapping_add(1)).wrapping_add(locale)),
        Order::Documented => {
            let step = match channel {
                true if locale == 0 => 0,
                true => return None,
                false => locale.wrapping_add(1),
            };
            Some(step.wrapping_mul(2).wrapping_add(usize::from(!catalog)))
        }
    }
}

/// Every rung of a query, in ladder order.
pub(crate) fn rungs(order: Order, length: usize, catalog: bool, channel: bool) -> Rungs {
    let mut ranked: SmallVec<[(usize, Rung); 16]> = SmallVec::new();
    for locale in 0..=length {
        for (with_catalog, with_channel) in [(true, true), (true, false), (false, true), (false, false)] {
            if (with_catalog && !catalog) || (with_channel && !channel) {
                continue;
            }
            let rung = Rung { catalog: with_catalog, channel: with_channel, locale };
            if let Some(rank) = rank(order, length, rung) {
                ranked.push((rank, rung));
            }
        }
    }
    ranked.sort_unstable_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, rung)| rung).collect()
}

/// The place on the ladder of a query of the context that a document speaks in; `None` where it is on
/// none of its rungs.
#[cfg(feature = "write")]
pub(crate) fn place_of(
    rungs: &Rungs,
    chain: &Chain,
    locales: &Locales<'_>,
    asked: &Context,
    Context { catalog, channel, locale }: &Context,
) -> Option<usize> {
    if (catalog.is_some() && *catalog != asked.catalog) || (channel.is_some() && *channel != asked.channel) {
        return None;
    }
    let locale = locales.place_in(chain, *locale)?;
    let rung = Rung { catalog: catalog.is_some(), channel: channel.is_some(), locale };
    rungs.iter().position(|one| *one == rung)
}

/// How near a document of a category is: the less, the nearer; `None` where it does not speak.
///
/// It speaks in its own channel alone. The nearest locale wins, and then its catalog before none. The channel and the
/// catalog are those of the document, where it has them: whether they are those asked for.
pub(crate) fn category_rank(
    channel: Option<bool>,
    catalog: Option<bool>,
    locale: Option<usize>,
) -> Option<(usize, bool)> {
    let speaks = channel == Some(true) && catalog != Some(false);
    Some((locale.filter(|_| speaks)?, catalog.is_none()))
}

/// The one of some contexts that is first on the ladder of another.
#[cfg(feature = "write")]
pub(crate) fn first<'c, T>(
    asked: &Context,
    policy: &Policy,
    contexts: impl Iterator<Item = (T, &'c Context)>,
) -> Result<Option<T>, crate::fault::Fault> {
    let locales = Locales::new(policy.parents)?;
    let chain = rung_chain(policy.order, &locales, asked.locale);
    let rungs = rungs(policy.order, chain.len(), asked.catalog.is_some(), asked.channel.is_some());
    let place = |context: &Context| place_of(&rungs, &chain, &locales, asked, context);
    let placed = contexts.filter_map(|(what, context)| Some((place(context)?, what)));
    Ok(placed.min_by_key(|(place, _)| *place).map(|(_, what)| what))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ladder(order: Order, length: usize, catalog: bool, channel: bool) -> String {
        let text = |rung: &Rung| {
            let catalog = if rung.catalog { "c" } else { "-" };
            let channel = if rung.channel { "h" } else { "-" };
            format!("{catalog}{channel}{}", rung.locale)
        };
        rungs(order, length, catalog, channel).iter().map(text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn locale_first_tries_every_scope_of_a_locale_before_its_parent() {
        let all = "ch0 c-0 -h0 --0 ch1 c-1 -h1 --1 ch2 c-2 -h2 --2";
        assert_eq!(ladder(Order::LocaleFirst, 2, true, true), all);
        assert_eq!(ladder(Order::LocaleFirst, 1, false, true), "-h0 --0 -h1 --1");
    }

    #[test]
    fn channel_first_tries_every_locale_of_a_scope_before_the_next() {
        assert_eq!(ladder(Order::ChannelFirst, 1, true, true), "ch0 ch1 c-0 c-1 -h0 -h1 --0 --1");
    }

    #[test]
    fn documented_has_the_channel_for_the_exact_locale_alone() {
        assert_eq!(ladder(Order::Documented, 2, true, true), "ch0 -h0 c-0 --0 c-1 --1 c-2 --2");
        assert_eq!(ladder(Order::Documented, 0, false, true), "-h0 --0");
        assert_eq!(ladder(Order::Documented, 2, false, false), "--0 --1 --2");
    }
}
