//! Operations done: by the reference and by the library, with what became of them in one form.

use omnimedia::{CategoryBuilder, ChannelBuilder};
use omnimedia::{
    Code, Content, Fault, Faults, Policy, Run, Scope as LibraryScope, Start, State, Target, Tenant,
};

use super::expected::Shown;
use super::model::{Model, Refusal, Touched};
use super::op::{Op, Scope};
use super::world::{At, COLOURS, What, category, group, instant, product, stamp, user};

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "each is the part of the run of that name")]
pub struct Ran {
    pub targets: Vec<Target>,
    pub assets: Vec<Target>,
    pub conflicts: Vec<Target>,
    pub drafts: Vec<Target>,
    pub check_outs: Vec<Target>,
}

/// A publication that would be.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// As JSON.
    pub publication: String,
    /// The groups that are in it.
    pub applied: Vec<String>,
    /// Those that would be refused, and why.
    pub left_out: Vec<(String, Vec<Code>)>,
}

/// What an operation that succeeds gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// Nothing.
    Nothing,
    /// The number of a version.
    Number(u32),
    /// What is to be edited.
    Content(Content),
    /// What was published, and the assets along with it.
    Published(Vec<Target>, Vec<Target>),
    /// A run.
    Ran(Ran),
    /// The runs of what was due.
    Due(Vec<(String, Result<Ran, Vec<Code>>)>),
    /// A publication that would be.
    Seen(Seen),
}

/// What became of an operation: what it gives, or the codes of its faults in order.
pub type Outcome = Result<Done, Vec<Code>>;

fn sorted(mut codes: Vec<Code>) -> Vec<Code> {
    codes.sort_unstable();
    codes
}

fn codes(faults: impl Into<Faults>) -> Vec<Code> {
    sorted(faults.into().iter().map(Fault::code).collect())
}

fn targets(all: Vec<What>) -> Vec<Target> {
    all.into_iter().map(|what| what.live().target()).collect()
}

impl Model {
    /// Does an operation; one that is refused changes nothing.
    pub fn perform(&mut self, op: &Op) -> Outcome {
        let mut after = self.clone();
        after.touched = Touched::default();
        let outcome = after.attempt(op).map_err(sorted);
        match outcome {
            Ok(_) => *self = after,
            Err(_) => self.touched = Touched::default(),
        }
        outcome
    }

    fn attempt(&mut self, op: &Op) -> Result<Done, Refusal> {
        let nothing = |()| Done::Nothing;
        match op {
            Op::Tick(minutes) => {
                self.now += minutes;
                Ok(Done::Nothing)
            }
            Op::SetChannel(name) => self.set_channel(Some(*name)).map(nothing),
            Op::RemoveChannel => self.set_channel(None).map(nothing),
            Op::SetSwatch(colour, paint) => self.set_swatch(*colour, *paint).map(nothing),
            Op::RemoveSwatch(colour) => self.remove_swatch(*colour).map(nothing),
            Op::SetCategory(category, name) => {
                self.set_category(*category, *name);
                Ok(Done::Nothing)
            }
            Op::RemoveCategory(category) => self.remove_category(*category).map(nothing),
            Op::SetProduct(product, form) => self.set_product(*product, *form).map(nothing),
            Op::RemoveProduct(product) => self.remove_product(*product).map(nothing),
            Op::Edit(at, copy, user) => {
                self.edit(*at, *user, *copy).map(|say| Done::Content(say.content(at.what)))
            }
            Op::Save(at, say, user) => self.save(*at, say, *user).map(nothing),
            Op::Finish(at, user) => self.finish(*at, *user).map(Done::Number),
            Op::CheckIn(at, say, user) => self.check_in(*at, say, *user).map(Done::Number),
            Op::Discard(at, force, user) => self.discard(*at, *force, *user).map(nothing),
            Op::Restore(at, version, user) => self.restore(*at, *version, *user).map(Done::Number),
            Op::Reset(at, user) => self.reset(*at, *user).map(Done::Number),
            Op::Publish(scope, user) => self.published_by(*scope, false, *user),
            Op::PublishAll(scope, user) => self.published_by(*scope, true, *user),
            Op::Unpublish(at, user) => self.unpublish(*at, *user).map(nothing),
            Op::Delete(at, user) => self.delete(*at, *user).map(nothing),
            Op::UnpublishAndDelete(at, user) => self.unpublish_and_delete(*at, *user).map(nothing),
            _ => self.attempt_group(op),
        }
    }

    fn published_by(&mut self, scope: Scope, along: bool, user: u8) -> Result<Done, Refusal> {
        let (done, assets) = self.publish(scope, along, user)?;
        Ok(Done::Published(targets(done), targets(assets)))
    }

    fn attempt_group(&mut self, op: &Op) -> Result<Done, Refusal> {
        let nothing = |()| Done::Nothing;
        match op {
            Op::CreateGroup(group, options, user) => self.create_group(*group, *options, *user).map(nothing),
            Op::SetGroupOptions(group, options) => self.set_options(*group, *options).map(nothing),
            Op::DeleteGroup(group, user) => self.delete_group(*group, *user).map(nothing),
            Op::SetGroupLimits(limits) => {
                self.limits = *limits;
                Ok(Done::Nothing)
            }
            Op::CopyIntoGroup(at, from, user) => self.copy(*at, *from, *user).map(Done::Number),
            Op::RemoveFromGroup(at, user) => self.remove_from_group(*at, *user).map(nothing),
            Op::Schedule(group, minutes, user) => {
                self.schedule(*group, self.now + minutes, *user).map(nothing)
            }
            Op::Unschedule(group) => self.unschedule(*group).map(nothing),
            Op::RunGroup(group, user) => {
                let stamp = self.stamp(*user);
                self.run_group(*group, &stamp).map(Done::Ran)
            }
            Op::RunDue => {
                let all = self.run_due(self.now).into_iter();
                Ok(Done::Due(all.map(|(number, ran)| (group(number), ran.map_err(sorted))).collect()))
            }
            Op::AsOf(minutes) => {
                let mut then = self.clone();
                let (mut applied, mut left_out) = (Vec::new(), Vec::new());
                for (number, ran) in then.run_due(self.now + minutes) {
                    match ran {
                        Ok(_) => applied.push(group(number)),
                        Err(codes) => left_out.push((group(number), sorted(codes))),
                    }
                }
                Ok(Done::Seen(Seen { publication: then.publication(), applied, left_out }))
            }
            Op::WithGroup(number) => {
                let mut then = self.clone();
                then.run_group(*number, &self.stamp(0))?;
                Ok(self.seen(&then.shown(), vec![group(*number)]))
            }
            Op::WithDrafts => Ok(self.seen(&self.shown_with(None), Vec::new())),
            Op::WithWork(user) => Ok(self.seen(&self.shown_with(Some(*user)), Vec::new())),
            _ => Err(Vec::new()),
        }
    }

    fn seen(&self, shown: &Shown, applied: Vec<String>) -> Done {
        Done::Seen(Seen { publication: self.publication_of(shown), applied, left_out: Vec::new() })
    }
}

impl Scope {
    fn library(self) -> LibraryScope {
        match self {
            Scope::Product(number) => LibraryScope::product(product(number)),
            Scope::Category(number) => LibraryScope::category(category(number)),
            Scope::At(at) => at.target().into(),
        }
    }
}

fn ran(run: &Run) -> Ran {
    Ran {
        targets: run.targets().to_vec(),
        assets: run.assets().to_vec(),
        conflicts: run.conflicts().to_vec(),
        drafts: run.drafts().to_vec(),
        check_outs: run.check_outs().to_vec(),
    }
}

fn seen(state: &State<'_>) -> Done {
    let publication = state.publication().expect("the publication of a state").to_json();
    let applied = state.applied().iter().map(ToString::to_string).collect();
    let left_out =
        state.left_out().iter().map(|(name, why)| (name.to_string(), codes(why.clone()))).collect();
    Done::Seen(Seen { publication, applied, left_out })
}

fn done<T, E: Into<Faults>>(result: Result<T, E>, told: impl FnOnce(T) -> Done) -> Outcome {
    result.map(told).map_err(codes)
}

/// Does an operation with the library, at a minute.
pub fn perform(tenant: &mut Tenant, op: &Op, now: i64) -> Outcome {
    let nothing = |()| Done::Nothing;
    let by = |number: u8| stamp(number, now);
    let target = |at: &At| at.target();
    match op {
        Op::Tick(_) => Ok(Done::Nothing),
        Op::SetChannel(name) => {
            done(tenant.set_channel(ChannelBuilder::new("128").name(format!("N{name}"))), nothing)
        }
        Op::RemoveChannel => done(tenant.remove_channel("128"), nothing),
        Op::SetSwatch(colour, paint) => done(tenant.set_swatch(paint.builder(*colour)), nothing),
        Op::RemoveSwatch(colour) => {
            done(tenant.remove_swatch("Color", COLOURS[usize::from(*colour)]), nothing)
        }
        Op::SetCategory(number, name) => {
            let builder = CategoryBuilder::new(category(*number)).name(format!("N{name}"));
            done(tenant.set_category(builder), nothing)
        }
        Op::RemoveCategory(number) => done(tenant.remove_category(&category(*number)), nothing),
        Op::SetProduct(number, form) => done(tenant.set_product(form.builder(*number)), nothing),
        Op::RemoveProduct(number) => done(tenant.remove_product(&product(*number)), nothing),
        Op::Edit(at, copy, user) => {
            let start = if *copy { Start::Copy(Policy::default()) } else { Start::Empty };
            done(tenant.edit(&target(at), &by(*user), &start), Done::Content)
        }
        Op::Save(at, say, user) => done(tenant.save(&target(at), say.content(at.what), &by(*user)), nothing),
        Op::Finish(at, user) => done(tenant.finish(&target(at), &by(*user)), Done::Number),
        Op::CheckIn(at, say, user) => {
            done(tenant.check_in(&target(at), say.content(at.what), &by(*user)), Done::Number)
        }
        Op::Discard(at, force, user) => done(tenant.discard(&target(at), *force, &by(*user)), nothing),
        Op::Restore(at, version, user) => {
            done(tenant.restore(&target(at), *version, &by(*user)), Done::Number)
        }
        Op::Reset(at, user) => done(tenant.reset(&target(at), &by(*user)), Done::Number),
        Op::Publish(scope, user) => published(tenant.publish(&scope.library(), &by(*user))),
        Op::PublishAll(scope, user) => published(tenant.publish_all(&scope.library(), &by(*user))),
        Op::Unpublish(at, user) => done(tenant.unpublish(&target(at), &by(*user)), nothing),
        Op::Delete(at, user) => done(tenant.delete(&target(at), &by(*user)), nothing),
        Op::UnpublishAndDelete(at, user) => {
            done(tenant.unpublish_and_delete(&target(at), &by(*user)), nothing)
        }
        _ => perform_group(tenant, op, now),
    }
}

fn published(result: Result<omnimedia::Published, Faults>) -> Outcome {
    done(result, |done| Done::Published(done.targets().to_vec(), done.assets().to_vec()))
}

fn perform_group(tenant: &mut Tenant, op: &Op, now: i64) -> Outcome {
    let nothing = |()| Done::Nothing;
    let by = |number: u8| stamp(number, now);
    match op {
        Op::CreateGroup(number, options, user) => {
            done(tenant.create_group(&group(*number), *options, &by(*user)), nothing)
        }
        Op::SetGroupOptions(number, options) => {
            done(tenant.set_group_options(&group(*number), *options), nothing)
        }
        Op::DeleteGroup(number, user) => done(tenant.delete_group(&group(*number), &by(*user)), nothing),
        Op::SetGroupLimits(limits) => {
            tenant.set_group_limits(*limits);
            Ok(Done::Nothing)
        }
        Op::CopyIntoGroup(at, from, user) => {
            let from = from.map(group);
            done(tenant.copy_into_group(&at.target(), from.as_deref(), &by(*user)), Done::Number)
        }
        Op::RemoveFromGroup(at, user) => done(tenant.remove_from_group(&at.target(), &by(*user)), nothing),
        Op::Schedule(number, minutes, user) => {
            let due = instant(now + minutes).into();
            done(tenant.schedule_group(&group(*number), due, &by(*user)), nothing)
        }
        Op::Unschedule(number) => done(tenant.unschedule_group(&group(*number)), nothing),
        Op::RunGroup(number, user) => {
            done(tenant.run_group(&group(*number), &by(*user)), |run| Done::Ran(ran(&run)))
        }
        Op::RunDue => {
            let all = tenant.run_due(instant(now)).into_iter();
            Ok(Done::Due(all.map(|(name, run)| (name, run.map(|run| ran(&run)).map_err(codes))).collect()))
        }
        Op::AsOf(minutes) => Ok(seen(&tenant.as_of(instant(now + minutes)))),
        Op::WithGroup(number) => done(tenant.with_group(&group(*number)), |state| seen(&state)),
        Op::WithDrafts => Ok(seen(&tenant.with_drafts())),
        Op::WithWork(number) => Ok(seen(&tenant.with_work_of(user(*number)))),
        _ => Err(Vec::new()),
    }
}
