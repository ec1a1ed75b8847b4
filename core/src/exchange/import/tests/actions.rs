//! Every action on every state, with every choice.

use super::{Row, Shop, at, everywhere, ids, master, named, picture};
use crate::manifest::RowOutcome;
use crate::model::{Context, Field};
use crate::tenant::{Start, Target};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    Draft,
    Published,
    /// Published, and checked out by another user.
    HeldByBen,
    /// Published, and checked out by the user who imports.
    HeldByImport,
    /// Checked out by another user, and nothing else.
    OnlyHeld,
    /// Published, in another version than the row says.
    Moved,
}

const STATES: [State; 7] = [
    State::New,
    State::Draft,
    State::Published,
    State::HeldByBen,
    State::HeldByImport,
    State::OnlyHeld,
    State::Moved,
];
const ACTIONS: [&str; 4] = ["PublishNow", "Draft", "Unpublish", "UnpublishAndDelete"];

/// What is to come of an action: the word, whether something is published, whether there is a draft.
fn expected(state: State, action: &str, overwrites: bool) -> (&'static str, bool, bool) {
    let takes_in = ["PublishNow", "Draft"].contains(&action);
    let is_held = matches!(state, State::HeldByBen | State::HeldByImport | State::OnlyHeld);
    let was_published = !matches!(state, State::New | State::Draft | State::OnlyHeld);
    let had_draft = !matches!(state, State::New | State::OnlyHeld);
    let is_in_the_way = is_held || (state == State::Moved && takes_in);
    match action {
        // there is nothing that could go
        "Unpublish" if !was_published => ("Unchanged", false, had_draft),
        "UnpublishAndDelete" if state == State::New => ("Unchanged", false, false),
        _ if is_in_the_way && !overwrites => ("Kept", was_published, had_draft),
        "PublishNow" => ("Applied", true, true),
        "Draft" => ("Applied", was_published, true),
        "Unpublish" => ("Applied", false, true),
        _ => ("Applied", false, false),
    }
}

fn bring(shop: &mut Shop, state: State, target: &Target, row: &Row, action: &str) {
    let ben = at("ben", 0);
    match state {
        State::New | State::OnlyHeld => {}
        State::Draft => _ = shop.take(&[row.clone().with(action, "Draft")]),
        _ => _ = shop.take(&[row.clone().with(action, "PublishNow")]),
    }
    match state {
        State::HeldByBen | State::OnlyHeld => _ = shop.tenant.edit(target, &ben, &Start::Empty).unwrap(),
        State::HeldByImport => _ = shop.tenant.edit(target, &at("import", 0), &Start::Empty).unwrap(),
        _ => {}
    }
}

#[test]
fn every_action_on_a_document_in_every_state() {
    for state in STATES {
        for action in ACTIONS {
            for overwrites in [false, true] {
                let mut shop = Shop::publishing();
                shop.take(&[picture("A1"), picture("A2")]);
                let target = everywhere("S2");
                bring(&mut shop, state, &target, &master("S2").and(named("A2")), "EntityAssignmentAction");
                let choice = if overwrites { "Overwrite" } else { "UseExisting" };
                let row = master("S2").and(named("A1")).with("EntityAssignmentAction", action);
                let row = row.with("EntityCheckedOutAction", choice);
                let row = row.with("EntityVersionMismatchAction", choice);
                let version = if state == State::Moved { "9" } else { "" };
                let report = shop.take(&[row.with("EntityVersion", version)]);
                let life = shop.tenant.life(&target);
                let draft = life.is_some_and(|life| life.draft().is_some());
                let found = (report.words()[0], shop.is_published(&target), draft);
                let wanted = expected(state, action, overwrites);
                assert_eq!(found, wanted, "{state:?} {action} {choice}\n{}", report.result);
                let is_held = life.is_some_and(|life| life.check_out().is_some());
                let was_held = matches!(state, State::HeldByBen | State::HeldByImport | State::OnlyHeld);
                assert_eq!(is_held, was_held && wanted.0 != "Applied", "{state:?} {action} {choice}");
                if wanted.0 == "Applied" && ["PublishNow", "Draft"].contains(&action) {
                    let set = shop.draft(&target).unwrap().master.clone().unwrap();
                    assert_eq!(ids(&set.primary), ["A1"]);
                }
                if action == "Draft" && wanted.1 {
                    let set = shop.published(&target).unwrap().master.clone().unwrap();
                    assert_eq!(ids(&set.primary), ["A2"], "what is published stays");
                }
            }
        }
    }
}

#[test]
fn every_action_on_an_asset_in_every_state() {
    for state in STATES {
        for action in ACTIONS {
            for overwrites in [false, true] {
                let mut shop = Shop::new();
                let target = Target::asset("A1");
                bring(&mut shop, state, &target, &picture("A1"), "MediaAction");
                let choice = if overwrites { "Overwrite" } else { "UseExisting" };
                let row = picture("A1").with("ImageAltText", "new").with("MediaAction", action);
                let row = row.with("MediaSourceIfExistsAction", "Overwrite");
                let row =
                    row.with("MediaCheckedOutAction", choice).with("MediaVersionMismatchAction", choice);
                let version = if state == State::Moved { "9" } else { "" };
                let report = shop.take(&[row.with("MediaVersion", version)]);
                let life = shop.tenant.life(&target);
                let draft = life.is_some_and(|life| life.draft().is_some());
                let found = (report.words()[0], shop.is_published(&target), draft);
                let wanted = expected(state, action, overwrites);
                assert_eq!(found, wanted, "{state:?} {action} {choice}\n{}", report.result);
            }
        }
    }
}

fn alt(shop: &Shop, id: &str) -> String {
    shop.asset(id).unwrap().texts().next().unwrap().1.get(Field::Alt).unwrap_or_default().to_owned()
}

fn other() -> Row {
    picture("A1").with("ImageAltText", "another")
}

#[test]
fn use_existing_leaves_an_asset_and_publishes_it_where_only_its_draft_is_there() {
    let mut shop = Shop::new();
    shop.take(&[picture("A1")]);
    let report = shop.take(&[other().with("MediaAction", "Draft")]);
    assert_eq!(report.words(), ["Kept"]);
    assert_eq!(shop.take(&[other().with("MediaAction", "PublishNow")]).words(), ["Applied"]);
    assert!(shop.is_published(&Target::asset("A1")));
    assert_eq!(alt(&shop, "A1"), "alt of A1");
}

#[test]
fn keep_both_makes_one_copy_of_the_same_content_once() {
    let mut shop = Shop::publishing();
    shop.take(&[picture("A1")]);
    let row = other().with("MediaSourceIfExistsAction", "KeepBoth");
    let report = shop.take(&[row.clone(), master("S2").and(row.clone())]);
    assert_eq!(report.words(), ["Applied", "Applied"], "{}", report.result);
    assert_eq!(shop.tenant.targets().filter(|target| target.asset_id().is_some()).count(), 2);
    let set = shop.published(&everywhere("S2")).unwrap().master.clone().unwrap();
    let copy = ids(&set.primary)[0].to_owned();
    assert!(copy.starts_with("copy:"));
    assert_eq!((alt(&shop, &copy).as_str(), alt(&shop, "A1").as_str()), ("another", "alt of A1"));
    // other content is another copy, and the same as the library's is none
    shop.take(&[row.clone().with("ImageAltText", "a third")]);
    shop.take(&[picture("A1").with("MediaSourceIfExistsAction", "KeepBoth")]);
    assert_eq!(shop.tenant.targets().filter(|target| target.asset_id().is_some()).count(), 3);
    // a draft beside what is published is of the same copy
    let draft = row.clone().with("ImageAltText", "a draft").with("MediaAction", "Draft");
    shop.take(&[row.with("MediaAction", "PublishNow"), draft]);
    assert_eq!(shop.tenant.targets().filter(|target| target.asset_id().is_some()).count(), 3);
    assert_eq!(alt(&shop, &copy), "a draft");
    // copies are found by their ids alone
    let by_name = Row::default().with("MediaDisplayName", "name of A1");
    assert_eq!(shop.take(&[master("S2").and(by_name)]).words(), ["Applied"]);
    let set = shop.published(&everywhere("S2")).unwrap().master.clone().unwrap();
    assert_eq!(ids(&set.primary), ["A1"]);
}

#[test]
fn published_content_comes_first_then_the_draft_that_differs_from_it() {
    let mut shop = Shop::publishing();
    shop.take(&[picture("A1"), picture("A2")]);
    let row = |id: &str, action: &str| master("S2").and(named(id)).with("EntityAssignmentAction", action);
    // in any order of the rows
    let report = shop.take(&[row("A2", "Draft"), row("A1", "PublishNow")]);
    assert_eq!(report.words(), ["Applied", "Applied"]);
    assert_eq!(report.imported.counts().documents(), 1);
    let target = everywhere("S2");
    assert_eq!(ids(&shop.published(&target).unwrap().master.clone().unwrap().primary), ["A1"]);
    assert_eq!(ids(&shop.draft(&target).unwrap().master.clone().unwrap().primary), ["A2"]);
    for (one, two) in
        [("PublishNow", "Unpublish"), ("Draft", "UnpublishAndDelete"), ("Unpublish", "UnpublishAndDelete")]
    {
        let report = shop.take(&[row("A1", one), row("A2", two)]);
        assert_eq!(report.codes(), ["rows_disagree"; 2], "{one} {two}");
    }
    let asset = |action: &str| picture("A1").with("MediaAction", action);
    let rows = [asset("PublishNow"), asset("Unpublish")];
    let mut shop = Shop::new();
    assert_eq!(shop.take(&rows).codes(), ["rows_disagree"; 2]);
    let rows = [asset("Unpublish"), asset("UnpublishAndDelete")];
    assert_eq!(shop.take(&rows).codes(), ["", "rows_disagree"]);
}

#[test]
fn documents_go_before_the_assets_that_they_use() {
    let mut shop = Shop::publishing();
    shop.take(&[master("S2").and(picture("A1"))]);
    let gone = |row: Row| {
        row.with("EntityAssignmentAction", "UnpublishAndDelete").with("MediaAction", "UnpublishAndDelete")
    };
    // the asset's own row stands first
    let report = shop.take(&[named("A1").with("MediaAction", "UnpublishAndDelete"), gone(master("S2"))]);
    assert_eq!(report.words(), ["Applied", "Applied"], "{}", report.result);
    assert_eq!(shop.tenant.targets().count(), 0);
}

#[test]
fn an_asset_that_cannot_go_is_no_fault_of_the_rows_that_use_it() {
    let mut shop = Shop::publishing();
    shop.take(&[picture("A1")]);
    let goes = named("A1").with("MediaAction", "Unpublish");
    let report = shop.take(&[goes, master("S2").and(named("A1"))]);
    assert_eq!(report.words(), ["Failed", "Applied"]);
    assert_eq!(report.codes(), ["asset_in_use", ""]);
    let report = shop.take(&[master("S2").and(picture("A1")).with("MediaAction", "Unpublish")]);
    assert_eq!(report.codes(), ["rows_disagree"], "a row that assigns what it takes out contradicts itself");
    let report = shop.take(&[named("A9").with("MediaAction", "Unpublish"), master("S2").and(named("A9"))]);
    assert_eq!(report.codes(), ["", "unknown_asset"]);
}

#[test]
fn an_empty_action_is_what_is_said_of_it_for_assets_and_documents() {
    let mut shop = Shop::publishing();
    shop.take(&[master("S2").and(picture("A1"))]);
    shop.import = shop.import.empty_action(crate::manifest::Action::UnpublishAndDelete);
    // no list is named, since none is read
    let report = shop.take(&[picture("A1"), super::entity("Product|Master", "EntityId", "S2")]);
    assert_eq!(report.words(), ["Applied", "Applied"]);
    assert_eq!(shop.tenant.targets().count(), 0);
}

#[test]
fn a_check_out_stays_where_its_target_could_not_be_changed() {
    let mut shop = Shop::publishing();
    shop.take(&[master("S2").and(picture("A1"))]);
    shop.tenant.edit(&Target::asset("A1"), &at("ben", 0), &Start::Empty).unwrap();
    let row =
        named("A1").with("MediaAction", "UnpublishAndDelete").with("MediaCheckedOutAction", "Overwrite");
    let report = shop.take(&[row]);
    assert_eq!(report.codes(), ["asset_in_use"]);
    assert!(shop.tenant.life(&Target::asset("A1")).unwrap().check_out().is_some());
}

#[test]
fn an_asset_that_is_only_worked_on_is_not_there() {
    let mut shop = Shop::new();
    shop.tenant.edit(&Target::asset("A1"), &at("ben", 0), &Start::Empty).unwrap();
    let report = shop.take(&[picture("A1"), master("S2").and(named("A1"))]);
    assert_eq!((report.words(), report.codes()), (vec!["Kept", "Failed"], vec!["", "unknown_asset"]));
}

#[test]
fn a_category_has_one_picture_in_a_channel() {
    let mut shop = Shop::publishing();
    let row = super::entity("Category", "CategoryID", "shirts").with("MediaGroup", "Primary");
    let row = row.with("EntityChannel", "OUN128");
    assert_eq!(shop.take(&[row.clone().and(picture("A1"))]).words(), ["Applied"]);
    let target = Target::category("shirts", Context::new(None, Some("128"), None).unwrap());
    assert!(shop.is_published(&target));
    let rows = [row.clone().and(picture("A1")), row.clone().and(picture("A2"))];
    assert_eq!(shop.take(&rows).codes(), ["rows_disagree"; 2]);
    let codes = |row: Row| Shop::new().take(&[row.and(picture("A1"))]).ends.remove(0).codes;
    assert_eq!(codes(row.clone().with("MediaGroup", "Additional")), "wrong_entity");
    assert_eq!(codes(row.clone().without("EntityChannel")), "missing_cell");
    assert_eq!(codes(row.clone().with("EntityKeyValue", "shoes")), "not_in_tenant");
    assert_eq!(codes(row.clone().with("X-ListMode", "append")), "wrong_entity");
    let gone = shop.take(&[row.with("EntityAssignmentAction", "UnpublishAndDelete")]);
    assert_eq!(gone.of(RowOutcome::Applied), 1);
    assert!(!shop.is_published(&target));
}
