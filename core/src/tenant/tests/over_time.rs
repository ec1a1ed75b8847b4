//! A product over time.

use super::*;

/// A moment: since when, the groups that run, those that would be refused, what the product shows.
type Told = (Option<LocalInstant>, Vec<String>, Vec<String>, String);

fn told(tenant: &Tenant, product: &str) -> Vec<Told> {
    let moments = tenant.over_time(product).unwrap();
    let told = moments.iter().map(|moment| {
        let left_out = moment.left_out().iter().map(|(name, _)| name.clone()).collect();
        let shown = shown_by(moment.publication(), &Query::new(product));
        (moment.since(), moment.groups().to_vec(), left_out, shown)
    });
    told.collect()
}

#[test]
fn a_moment_begins_where_something_of_the_product_changes() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    grouped(&mut tenant, "other", &Target::document("S2", Context::default()), gallery(&["A3"]));
    grouped(&mut tenant, "picture", &asset("A2"), image("A2").url("better.png"));
    for (name, minute) in [("sale", 60), ("other", 120), ("picture", 180)] {
        tenant.schedule_group(name, due(minute), &ann()).unwrap();
    }
    let moment =
        |minute: i64, group: &str| (Some(due(minute)), vec![group.to_owned()], Vec::new(), "A2".into());
    let now = (None, Vec::new(), Vec::new(), "A1".to_owned());
    assert_eq!(told(&tenant, "S1"), [now, moment(60, "sale"), moment(180, "picture")]);
}

#[test]
fn a_group_of_the_product_that_would_be_refused_is_named_where_it_is_due() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &french(), gallery(&["A2"]));
    grouped(&mut tenant, "other", &Target::document("S2", Context::default()), gallery(&["A3"]));
    for (name, minute) in [("sale", 60), ("other", 120)] {
        tenant.schedule_group(name, due(minute), &ann()).unwrap();
    }
    tenant.unpublish(&asset("A2"), &ann()).unwrap();
    tenant.unpublish(&asset("A3"), &ann()).unwrap();
    let now = (None, Vec::new(), Vec::new(), "A1".to_owned());
    let missed = (Some(due(60)), Vec::new(), vec!["sale".to_owned()], "A1".to_owned());
    assert_eq!(told(&tenant, "S1"), [now, missed]);
}
