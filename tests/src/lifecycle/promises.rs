//! What is promised after every operation that is done.

use std::collections::{BTreeMap, BTreeSet};

use super::{At, Model, Op, Touched, What, instant, user};
use omnimedia::{
    Changes, CheckOut, Flatten, Life, Publication, Snapshot, Target, Tenant, TenantBuilder, UnitKey, Version,
};

/// Every life, live and in groups, by target.
fn lives(tenant: &Tenant) -> BTreeMap<Target, &Life> {
    let items = tenant.groups().flat_map(|group| group.items().map(|(target, _)| target));
    let all = tenant.targets().chain(items);
    all.map(|target| (target.clone(), tenant.life(&target).expect("a life"))).collect()
}

fn same_life(at: &At, found: &Life, expected: &super::Life) {
    let told = format!("{at:?}");
    assert_eq!(found.versions().len(), expected.versions.len(), "{told}");
    for (number, (version, expected)) in (1..).zip(found.versions().iter().zip(&expected.versions)) {
        assert_eq!(version.number(), number, "{told}");
        assert_eq!((version.stamp(), version.cause()), (&expected.stamp, &expected.cause), "{told}");
        let content = expected.say.as_ref().map(|say| say.content(at.what));
        assert_eq!(version.content(), content.as_ref(), "{told}");
    }
    assert_eq!(found.draft().map(Version::number), expected.draft, "{told}");
    let published = found.published().map(Version::number).zip(found.published_by().cloned());
    assert_eq!(published, expected.published, "{told}");
    assert_eq!(found.unpublished_by(), expected.unpublished.as_ref(), "{told}");
    let check_out = found.check_out().map(|held| (held.since().clone(), held.content().clone()));
    let work = expected.check_out.as_ref().map(|(since, say)| (since.clone(), say.content(at.what)));
    assert_eq!(check_out, work, "{told}");
}

/// Everything is where the reference has it.
pub fn as_the_reference(tenant: &Tenant, model: &Model) {
    let lives = lives(tenant);
    let expected: BTreeMap<Target, &At> = model.lives.keys().map(|at| (at.target(), at)).collect();
    assert_eq!(lives.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (target, at) in expected {
        same_life(at, lives[&target], &model.lives[at]);
    }
    assert_eq!(tenant.group_limits(), model.limits);
    assert_eq!(tenant.groups().len(), model.groups.len());
    for (group, (number, expected)) in tenant.groups().zip(&model.groups) {
        assert_eq!(group.name(), format!("g{number}"));
        assert_eq!((group.made(), group.options()), (&expected.made, expected.options));
        assert_eq!(group.state(), &expected.state);
        for ((_, item), (what, entry)) in group.items().zip(&expected.entries) {
            assert_eq!(item.entry(), entry.as_ref().map(|say| say.content(*what)).as_ref(), "{what:?}");
        }
    }
}

/// The targets of a tenant as the reference names them.
fn places() -> Vec<At> {
    let assets = (0..3).map(What::Asset);
    let documents = (0..3).flat_map(|product| (0..4).map(move |context| What::Document(product, context)));
    let pictures = (0..2).flat_map(|category| (0..4).map(move |context| What::Category(category, context)));
    let all = assets.chain(documents).chain(pictures);
    all.flat_map(|what| [None, Some(0), Some(1)].map(|group| At { group, what })).collect()
}

/// Whatever was checked in is a version still, and whatever is checked out is still there, unless it was deleted by
/// name; numbers only rise.
pub fn nothing_is_lost(before: &Tenant, after: &Tenant, op: &Op) {
    for at in places() {
        let target = at.target();
        let Some(earlier) = before.life(&target) else { continue };
        if op.deletes(at) {
            continue;
        }
        let Some(later) = after.life(&target) else {
            assert!(earlier.versions().is_empty() && op.handles(at), "{op:?} lost {target}");
            continue;
        };
        let (old, new) = (earlier.versions(), later.versions());
        assert!(new.starts_with(old), "{op:?} lost versions of {target}");
        assert!(new.windows(2).all(|pair| pair[0].number() < pair[1].number()), "{op:?}: {target}");
        let is_begun = matches!(op, Op::Edit(other, ..) if *other == at) && earlier.check_out().is_none();
        if !op.handles(at) && !is_begun {
            assert_eq!(earlier.check_out(), later.check_out(), "{op:?}: the check-out of {target}");
        }
        let (Some(work), true) = (earlier.check_out(), later.check_out().is_none()) else { continue };
        // a version, unless it was thrown away by name
        let is_kept = new.iter().any(|version| version.content() == Some(work.content()));
        let is_given_up = matches!(op, Op::Discard(..) | Op::CheckIn(..));
        assert!(is_kept || is_given_up, "{op:?} lost the check-out of {target}");
    }
}

/// A check-out goes from one user to another only through nobody.
pub fn one_holder(before: &Tenant, after: &Tenant, op: &Op) {
    fn holder(life: Option<&Life>) -> Option<&str> {
        life.and_then(Life::check_out).map(CheckOut::since).map(omnimedia::Stamp::by)
    }
    for at in places() {
        let target = at.target();
        let [earlier, later] = [before, after].map(|tenant| holder(tenant.life(&target)));
        if let (Some(earlier), Some(later)) = (earlier, later) {
            assert_eq!(earlier, later, "{op:?}: who has {target}");
        }
    }
}

/// The units that are told are those that differ; stored one by one they are the tenant, and so is what is saved whole.
pub fn stored(tenants: [&Tenant; 2], told: &[UnitKey], store: &mut BTreeMap<String, String>) -> Tenant {
    let [before, after] = tenants;
    let all: BTreeSet<UnitKey> = tenants.iter().flat_map(|tenant| tenant.units()).collect();
    let differ: Vec<_> = all.into_iter().filter(|key| before.unit(key) != after.unit(key)).collect();
    assert_eq!(told, differ);
    write(after, told, store);
    let limits = after.limits();
    let mut units = TenantBuilder::new(limits.clone());
    for json in store.values() {
        units.unit(json).expect("a stored unit");
    }
    same(after, &units.build().expect("the stored units"), "stored unit by unit");
    let json = after.to_json();
    let object = Tenant::from_json(json.as_bytes(), limits).expect("a tenant as one object");
    same(after, &object, "saved as one object");
    assert_eq!(object.to_json(), json);
    let json = after.to_json_lines();
    let lines = Tenant::from_json_lines(json.as_bytes(), limits).expect("a tenant in lines");
    same(after, &lines, "saved in lines");
    assert_eq!(lines.to_json_lines(), json);
    lines
}

/// Writes the units that are told, as a host does.
pub fn write(tenant: &Tenant, told: &[UnitKey], store: &mut BTreeMap<String, String>) {
    for key in told {
        match tenant.unit(key) {
            Some(json) => drop(store.insert(key.to_key(), json)),
            None => drop(store.remove(&key.to_key())),
        }
    }
}

fn same(tenant: &Tenant, read: &Tenant, how: &str) {
    assert!(tenant == read, "{how} it is another tenant");
    for asset in 0..3 {
        let asset = format!("A{asset}");
        assert_eq!(tenant.used_by(&asset), read.used_by(&asset), "{how}: who uses {asset}");
    }
    for number in (0..3).flat_map(|number| ["", "-Blue", "-Red"].map(|end| format!("P{number}{end}"))) {
        assert_eq!(tenant.product_of_number(&number), read.product_of_number(&number), "{how}: {number}");
    }
}

/// The changes that are told are those that the reference expects.
pub fn changes(told: &Changes, touched: &Touched) {
    let named = |prefix: &str, all: &BTreeSet<u8>| {
        all.iter().map(|number| format!("{prefix}{number}")).collect::<Vec<_>>()
    };
    assert_eq!(told.products().collect::<Vec<_>>(), named("P", &touched.products));
    assert_eq!(told.categories().collect::<Vec<_>>(), named("C", &touched.categories));
    assert_eq!(told.assets().collect::<Vec<_>>(), named("A", &touched.assets));
    assert_eq!(told.channels().len(), usize::from(touched.channel));
    let colours: Vec<_> =
        touched.swatches.iter().map(|colour| ["Blue", "Red"][usize::from(*colour)]).collect();
    assert_eq!(told.swatches().map(|(_, value)| value).collect::<Vec<_>>(), colours);
}

/// The index of the users of assets says what looking through everything says.
pub fn uses(tenant: &Tenant, model: &Model) {
    for asset in 0..3 {
        assert_eq!(tenant.used_by(&format!("A{asset}")), model.used_by(asset), "A{asset}");
    }
}

/// A state that would be names every part of the publication in which it differs.
pub fn state_changes(tenant: &Tenant, publication: &Publication, op: &Op, now: i64) {
    let state = match op {
        Op::AsOf(minutes) => tenant.as_of(instant(now + minutes)),
        Op::WithGroup(group) => tenant.with_group(&format!("g{group}")).expect("a state"),
        Op::WithDrafts => tenant.with_drafts(),
        Op::WithWork(number) => tenant.with_work_of(user(*number)),
        _ => return,
    };
    let (changes, then) = (state.changes(), state.publication().expect("the publication of a state"));
    for product in then.products() {
        let is_told = changes.products().any(|number| number == product.number());
        assert!(is_told || publication.product(product.number()) == Some(product), "{}", product.number());
        let part = state.part([product.number()]).expect("a part");
        assert_eq!(part.product(product.number()), Some(product));
    }
    for category in then.categories() {
        let is_told = changes.categories().any(|id| id == category.id());
        assert!(is_told || publication.category(category.id()) == Some(category), "{}", category.id());
    }
    for asset in (0..3).map(|asset| format!("A{asset}")) {
        let is_told = changes.assets().any(|id| id == asset);
        assert!(is_told || publication.asset(&asset) == then.asset(&asset), "{asset}");
    }
}

/// A snapshot with the delta of the changes is the snapshot of the publication, byte for byte.
pub fn delta(tenant: &Tenant, base: &[u8], changes: &Changes, full: &[u8]) {
    let below = Snapshot::open(base).expect("the snapshot before");
    let delta = tenant.delta(&below, changes).expect("a delta");
    let snapshot = Snapshot::open_with(base, [delta.as_slice()]).expect("base and delta");
    snapshot.verify().expect("a sound delta");
    let compacted = Flatten::compact(&snapshot).expect("a compaction");
    assert!(compacted == full, "the delta of {changes:?} is not what a full build says");
}
