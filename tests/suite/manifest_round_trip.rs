//! Manifests out of a tenant, into another and out again: nothing is lost, and the second time nothing changes.

use std::cell::Cell;

use libtest_mimic::Trial;
use omnimedia::{Content, Limits, Publication, Stamp, Target, Tenant};
use omnimedia_tests::case::Printed;
use omnimedia_tests::documents::{sample, shops};
use omnimedia_tests::generator::{self, Choices, cases, check};
use omnimedia_tests::lifecycle;
use omnimedia_tests::round_trip::{comes_back, draft, published};
use omnimedia_tests::{Stop, trials};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::test_runner::TestCaseError;

use crate::transfer::worked;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        a_random_tenant_comes_back_as_it_was,
        a_tenant_that_was_worked_in_says_the_same_again,
        the_real_shops_come_back_as_they_were,
    ]
}

fn stamp(minute: i64) -> Stamp {
    Stamp::new("ann", lifecycle::instant(minute))
}

/// A shop in which drafts wait.
struct World {
    shop: Printed,
    drafts: Printed,
    choices: Choices,
    whole: bool,
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}\nwith drafts of\n{:?}\nwhole: {}", self.shop, self.drafts, self.whole)
    }
}

fn worlds() -> impl Strategy<Value = World> {
    let numbers = |most| vec(any::<u32>(), 0..most).prop_map(Choices::new);
    (generator::shops(), numbers(200), numbers(1_500), numbers(60), 0..4u8).prop_map(
        |(shop, mut hard, mut drafts, choices, whole)| {
            let whole = whole < 3;
            let shop = shop.hard_on_manifests(&mut hard, whole);
            let drafts = shop.other_media(&mut drafts, whole);
            World { shop: Printed(shop), drafts: Printed(drafts), choices, whole }
        },
    )
}

impl World {
    fn tenant(&self) -> Result<Tenant, Stop> {
        let tenant = |shop: &Printed| -> Result<Tenant, Stop> {
            Ok(Tenant::from_publication(&shop.0.publication(), &Limits::default(), &stamp(0))?)
        };
        let (mut own, drafts) = (tenant(&self.shop)?, tenant(&self.drafts)?);
        let mut choices = self.choices.clone();
        for target in drafts.targets() {
            let life = drafts.life(&target).ok_or("a life")?;
            if let Some(content) = published(life).filter(|_| choices.once_in(2)) {
                own.check_in(&target, content.clone(), &stamp(1))?;
            }
        }
        let targets: Vec<Target> = own.targets().collect();
        for target in &targets {
            let content = own.life(target).and_then(published);
            if content.is_some_and(|content| !matches!(content, Content::Asset(_))) && choices.once_in(8) {
                own.unpublish(target, &stamp(1))?;
            }
        }
        Ok(own)
    }
}

fn a_random_tenant_comes_back_as_it_was() -> Result<(), Stop> {
    let (clean, drafts) = (Cell::new(0u32), Cell::new(0u32));
    let holds = |world: World| {
        let both = || -> Result<(), Stop> {
            let tenant = world.tenant()?;
            let differs = |target: Target| {
                tenant
                    .life(&target)
                    .is_some_and(|life| life.published().is_some() && draft(life) != published(life))
            };
            drafts.set(drafts.get() + u32::from(tenant.targets().any(differs)));
            for safe in [false, true] {
                let all = comes_back(&tenant, safe)?;
                assert!(all || !world.whole, "not everything travelled");
                clean.set(clean.get() + u32::from(all && safe));
            }
            Ok(())
        };
        both().map_err(|stop| TestCaseError::fail(format!("{stop:?}")))
    };
    check(1_000, &worlds(), holds)?;
    let (clean, drafts, all) = (clean.get(), drafts.get(), cases(1_000));
    // so that nobody can say that nothing is there to lose
    let is_enough = clean * 2 > all && drafts * 3 > all;
    assert!(all < 1_000 || is_enough, "{clean} came whole, {drafts} had drafts, of {all}");
    Ok(())
}

fn a_tenant_that_was_worked_in_says_the_same_again() -> Result<(), Stop> {
    let holds = |operations: Vec<Vec<u32>>| {
        let tenant = worked(&operations);
        for safe in [false, true] {
            comes_back(&tenant, safe).map_err(|stop| TestCaseError::fail(format!("{stop:?}")))?;
        }
        Ok(())
    };
    Ok(check(1_000, &vec(vec(any::<u32>(), 16), 0..80), holds)?)
}

fn the_real_shops_come_back_as_they_were() -> Result<(), Stop> {
    let mut all = vec![sample()];
    all.extend(shops()?);
    for shop in all {
        let publication = Publication::from_json_lines(shop.text.as_bytes(), &Limits::default())?;
        let tenant = Tenant::from_publication(&publication, &Limits::default(), &stamp(0))?;
        for safe in [false, true] {
            comes_back(&tenant, safe).map_err(|stop| format!("{}: {stop:?}", shop.name))?;
        }
    }
    Ok(())
}
