//! What a tenant has and does: contents, lives, groups, what was published and what that changed.

use super::answer::FaultForm;
use super::json;
use super::target::{TargetForm, forms};
use crate::fault::Faults;
use crate::limits::Limits;
use crate::tenant::{
    Changes, Content, ContentOut, Group, GroupState, Life, LifeAlone, Published, Run, StampOut, Target,
    UnitKey, UsedBy,
};
use serde::Serialize;

/// A content, as `content` in `tenant/1`; whose it is and in which context is not in it.
///
/// # Cost
/// Linear in the content.
///
/// # Example
/// ```
/// use omnimedia::{Content, Context, DocumentBuilder, Limits, SetBuilder, Target, wire};
/// let target = Target::document("S1", Context::default());
/// let content: Content = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"])).into();
/// let json = wire::content(&content);
/// assert_eq!(json, r#"{"master":{"primary":["A1"]}}"#);
/// assert_eq!(wire::read_content(&target, json, &Limits::default())?, content);
/// # Ok::<(), omnimedia::Faults>(())
/// ```
#[must_use]
pub fn content(content: &Content) -> String {
    json(&ContentOut(content))
}

/// The content of a target that a text is, as [`content`] writes it, in canonical form.
///
/// It is checked by itself: what it assigns to variants and values that the product may not have is
/// for the operations to judge.
///
/// # Errors
/// Every fault there is, with its path, those of syntax and type with line and column too; such a one
/// ends the reading. Keys that are unknown or stand twice, what SPEC section 16 refuses, and limits.
///
/// # Cost
/// Linear in the text, and n log n in its texts, patterns and variants.
///
/// # Example
/// ```
/// use omnimedia::{Limits, Target, wire};
/// let json = r#"{"kind": "image", "text": {"fr": {"alt": 1}}}"#;
/// let faults = wire::read_content(&Target::asset("A1"), json, &Limits::default());
/// let faults = faults.err().ok_or("a fault")?;
/// assert_eq!(faults.to_string(), "line 1 column 42: text.fr.alt: expected a text, found a number; \
///     write it in double quotes");
/// # Ok::<(), &str>(())
/// ```
pub fn read_content(target: &Target, json: impl AsRef<[u8]>, limits: &Limits) -> Result<Content, Faults> {
    crate::tenant::read_content(&target.what, json.as_ref(), limits)
}

#[derive(Serialize)]
struct LifeForm<'t> {
    #[serde(flatten)]
    life: LifeAlone<'t>,
    has_unpublished_draft: bool,
}

/// A life, with the words of `tenant/1`: `versions`, the number of the `draft`, which version is
/// `published`, who `unpublished` it, the `check_out`; and whether it has an unpublished draft.
///
/// # Cost
/// Linear in the life, contents and all.
///
/// # Example
/// ```
/// use omnimedia::{AssetBuilder, Kind, Limits, Stamp, Target, Tenant, wire};
/// let mut tenant = Tenant::new(Limits::default());
/// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// tenant.check_in(&Target::asset("A1"), AssetBuilder::new("A1", Kind::Image), &ann)?;
/// let life = tenant.life(&Target::asset("A1")).ok_or("a life")?;
/// let version = r#"{"number":1,"by":"ann","at":"2026-11-24T09:00:00Z","cause":"finish","content":{"kind":"image"}}"#;
/// assert_eq!(
///     wire::life(life),
///     format!(r#"{{"versions":[{version}],"draft":1,"has_unpublished_draft":true}}"#),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn life(life: &Life) -> String {
    json(&LifeForm { life: LifeAlone(life), has_unpublished_draft: life.has_unpublished_draft() })
}

#[derive(Serialize)]
struct GroupForm<'t> {
    name: &'t str,
    made: StampOut<'t>,
    options: OptionsForm,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheduled: Option<StampOut<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ran: Option<StampOut<'t>>,
    items: Vec<TargetForm<'t>>,
}

#[derive(Serialize)]
struct OptionsForm {
    conflicts: &'static str,
    publish_all: bool,
}

/// A publish group: its `name`, who `made` it, its `options`, its `state` (`open`, `scheduled` or
/// `ran`), when it is `due` and who `scheduled` it or `ran` it, and its `items` as targets in the group.
///
/// # Cost
/// Linear in the items.
///
/// # Example
/// ```
/// use omnimedia::{GroupOptions, Limits, Stamp, Tenant, wire};
/// let mut tenant = Tenant::new(Limits::default());
/// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// tenant.create_group("sale", GroupOptions::default(), &ann)?;
/// let group = tenant.group("sale").ok_or("a group")?;
/// assert_eq!(
///     wire::group(group),
///     r#"{"name":"sale","made":{"by":"ann","at":"2026-11-24T09:00:00Z"},"options":{"conflicts":"last-wins","publish_all":false},"state":"open","items":[]}"#,
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn group(group: &Group) -> String {
    let items: Vec<Target> = group.items().map(|(target, _)| target).collect();
    let (state, scheduled, ran) = match group.state() {
        GroupState::Open => ("open", None, None),
        GroupState::Scheduled { stamp, .. } => ("scheduled", Some(StampOut(stamp)), None),
        GroupState::Ran(stamp) => ("ran", None, Some(StampOut(stamp))),
    };
    let options = group.options();
    json(&GroupForm {
        name: group.name(),
        made: StampOut(group.made()),
        options: OptionsForm { conflicts: options.conflicts.word(), publish_all: options.publish_all },
        state,
        due: group.due().map(|due| due.to_string()),
        scheduled,
        ran,
        items: forms(&items),
    })
}

#[derive(Serialize)]
struct ChangesForm<'t> {
    products: Vec<&'t str>,
    categories: Vec<&'t str>,
    channels: Vec<&'t str>,
    swatches: Vec<ValueForm<'t>>,
    assets: Vec<&'t str>,
}

/// A value of a dimension.
#[derive(Serialize)]
struct ValueForm<'t> {
    dimension: &'t str,
    value: &'t str,
}

impl<'t> From<&'t Changes> for ChangesForm<'t> {
    fn from(changes: &'t Changes) -> Self {
        Self {
            products: changes.products().collect(),
            categories: changes.categories().collect(),
            channels: changes.channels().collect(),
            swatches: changes.swatches().map(|(dimension, value)| ValueForm { dimension, value }).collect(),
            assets: changes.assets().collect(),
        }
    }
}

/// Which parts of the publication changed: `products`, `categories`, `channels`, central `swatches` and
/// `assets`, in order.
///
/// # Cost
/// Linear in them.
///
/// # Example
/// ```
/// use omnimedia::{Limits, ProductBuilder, Tenant, wire};
/// let mut tenant = Tenant::new(Limits::default());
/// tenant.set_product(ProductBuilder::new("S1"))?;
/// assert_eq!(
///     wire::changes(&tenant.take_changes()),
///     r#"{"products":["S1"],"categories":[],"channels":[],"swatches":[],"assets":[]}"#,
/// );
/// # Ok::<(), omnimedia::Faults>(())
/// ```
#[must_use]
pub fn changes(changes: &Changes) -> String {
    json(&ChangesForm::from(changes))
}

/// The keys of units of storage: a line each, as [`UnitKey::to_key`] writes it. No key has a line end in it.
///
/// # Cost
/// Linear in the names.
///
/// # Example
/// ```
/// use omnimedia::{UnitKey, wire};
/// let keys = [UnitKey::Settings, UnitKey::Product("S1".into())];
/// assert_eq!(wire::unit_keys(&keys), "[\"settings\"]\n[\"product\",\"S1\"]\n");
/// ```
#[must_use]
pub fn unit_keys<'t>(keys: impl IntoIterator<Item = &'t UnitKey>) -> String {
    keys.into_iter().map(|key| key.to_key() + "\n").collect()
}

#[derive(Serialize)]
struct PublishedForm<'t> {
    targets: Vec<TargetForm<'t>>,
    assets: Vec<TargetForm<'t>>,
    changes: ChangesForm<'t>,
}

/// What was published: the `targets` that were asked for, the `assets` that went along, and the
/// `changes`.
///
/// # Cost
/// Linear in them.
///
/// # Example
/// ```
/// use omnimedia::{AssetBuilder, Kind, Limits, Scope, Stamp, Target, Tenant, wire};
/// let mut tenant = Tenant::new(Limits::default());
/// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// tenant.check_in(&Target::asset("A1"), AssetBuilder::new("A1", Kind::Image), &ann)?;
/// let published = tenant.publish(&Scope::from(Target::asset("A1")), &ann)?;
/// assert!(wire::published(&published).starts_with(r#"{"targets":[{"asset":"A1"}],"assets":[],"changes":{"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn published(published: &Published) -> String {
    json(&PublishedForm {
        targets: forms(published.targets()),
        assets: forms(published.assets()),
        changes: published.changes().into(),
    })
}

#[derive(Serialize)]
struct RunForm<'t> {
    group: &'t str,
    targets: Vec<TargetForm<'t>>,
    assets: Vec<TargetForm<'t>>,
    conflicts: Vec<TargetForm<'t>>,
    drafts: Vec<TargetForm<'t>>,
    check_outs: Vec<TargetForm<'t>>,
    changes: ChangesForm<'t>,
}

impl<'t> From<&'t Run> for RunForm<'t> {
    fn from(run: &'t Run) -> Self {
        Self {
            group: run.group(),
            targets: forms(run.targets()),
            assets: forms(run.assets()),
            conflicts: forms(run.conflicts()),
            drafts: forms(run.drafts()),
            check_outs: forms(run.check_outs()),
            changes: run.changes().into(),
        }
    }
}

/// What a publish group did when it ran: the `targets` and `assets` that were published, what had
/// moved live (`conflicts`), the `drafts` and `check_outs` that stay, and the `changes`.
///
/// # Cost
/// Linear in them.
///
/// # Example
/// ```
/// use omnimedia::{GroupOptions, Limits, Stamp, Tenant, wire};
/// let mut tenant = Tenant::new(Limits::default());
/// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// tenant.create_group("sale", GroupOptions::default(), &ann)?;
/// let run = tenant.run_group("sale", &ann)?;
/// assert!(wire::run(&run).starts_with(r#"{"group":"sale","targets":[],"assets":[],"conflicts":[]"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn run(run: &Run) -> String {
    json(&RunForm::from(run))
}

#[derive(Serialize)]
struct RanForm<'t> {
    group: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<RunForm<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    faults: Option<Vec<FaultForm<'t>>>,
}

/// What became of the publish groups that were due, in their order: a list, each the `group` with its
/// `run`, or with the `faults` that refused it.
///
/// # Cost
/// Linear in them.
///
/// # Example
/// ```
/// use omnimedia::{Code, Fault, wire};
/// let refused = Fault::new(Code::GroupConflict, "it moved", "copy it in again").into();
/// let json = wire::runs(&[("sale".to_owned(), Err(refused))]);
/// assert!(json.starts_with(r#"[{"group":"sale","faults":[{"code":"group_conflict","#));
/// ```
#[must_use]
pub fn runs(runs: &[(String, Result<Run, Faults>)]) -> String {
    json(&runs.iter().map(RanForm::from).collect::<Vec<_>>())
}

impl<'t> From<&'t (String, Result<Run, Faults>)> for RanForm<'t> {
    fn from((group, outcome): &'t (String, Result<Run, Faults>)) -> Self {
        let faults = outcome.as_ref().err().map(|faults| faults.iter().map(FaultForm::from).collect());
        Self { group, run: outcome.as_ref().ok().map(RunForm::from), faults }
    }
}

#[derive(Serialize)]
struct UsedForm<'t> {
    #[serde(rename = "use")]
    how: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<TargetForm<'t>>,
    #[serde(flatten)]
    swatch: Option<ValueForm<'t>>,
    is_published: bool,
}

impl<'t> From<&'t UsedBy> for UsedForm<'t> {
    fn from(used: &'t UsedBy) -> Self {
        let (how, target, swatch) = match used {
            UsedBy::Published(target) => ("published", Some(target), None),
            UsedBy::Draft(target) => ("draft", Some(target), None),
            UsedBy::CheckOut(target) => ("check_out", Some(target), None),
            UsedBy::CentralSwatch(dimension, value) => {
                ("central_swatch", None, Some(ValueForm { dimension, value }))
            }
        };
        Self { how, target: target.map(TargetForm::from), swatch, is_published: used.is_published() }
    }
}

/// Who uses an asset: a list, each with its `use`: a `target` whose content is `published`, a `draft`
/// or a `check_out`, or the `central_swatch` of a `dimension` and `value`; and whether shoppers see it.
///
/// # Cost
/// Linear in them.
///
/// # Example
/// ```
/// use omnimedia::{UsedBy, wire};
/// let used = [UsedBy::CentralSwatch("Color".into(), "Blue".into())];
/// assert_eq!(
///     wire::used_by(&used),
///     r#"[{"use":"central_swatch","dimension":"Color","value":"Blue","is_published":true}]"#,
/// );
/// ```
#[must_use]
pub fn used_by(used: &[UsedBy]) -> String {
    json(&used.iter().map(UsedForm::from).collect::<Vec<_>>())
}
