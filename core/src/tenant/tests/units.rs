//! Units of storage: which changed.

use super::*;

fn changed(tenant: &mut Tenant) -> Vec<UnitKey> {
    tenant.take_changed_units()
}

#[test]
fn a_change_names_its_units_alone() {
    let mut tenant = dressed();
    changed(&mut tenant);
    tenant.check_in(&main(), gallery(&["A2"]), &ann()).unwrap();
    assert_eq!(changed(&mut tenant), [UnitKey::Target(main())]);
    tenant.publish(&main().into(), &ann()).unwrap();
    assert_eq!(changed(&mut tenant), [UnitKey::Target(main())]);
    tenant.set_product(colours(&["Blue"])).unwrap();
    assert_eq!(changed(&mut tenant), [UnitKey::Product("S1".into())]);
    tenant.set_channel(ChannelBuilder::new("7")).unwrap();
    assert_eq!(changed(&mut tenant), [UnitKey::Channel("7".into())]);
    tenant.set_category(CategoryBuilder::new("hats")).unwrap();
    assert_eq!(changed(&mut tenant), [UnitKey::Category("hats".into())]);
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A1")).unwrap();
    assert_eq!(changed(&mut tenant), [UnitKey::Swatch("Color".into(), "Blue".into())]);
    tenant.create_group("sale", GroupOptions::default(), &ann()).unwrap();
    assert_eq!(changed(&mut tenant), [UnitKey::Group("sale".into())]);
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    assert_eq!(changed(&mut tenant), [UnitKey::Target(inside)]);
    tenant.run_group("sale", &ann()).unwrap();
    assert_eq!(changed(&mut tenant), [UnitKey::Group("sale".into()), UnitKey::Target(main())]);
}

#[test]
fn what_stays_as_it_is_is_no_change() {
    let mut tenant = dressed();
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A1")).unwrap();
    tenant.edit(&french(), &ann(), &Start::Empty).unwrap();
    tenant.save(&french(), gallery(&["A1"]), &ann()).unwrap();
    tenant.schedule_group("sale", due(60), &ann()).unwrap();
    tenant.take_changes();
    changed(&mut tenant);
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A1")).unwrap();
    tenant.set_product(colours(&["Blue", "Red"])).unwrap();
    tenant.set_category(CategoryBuilder::new("shirts").name("Shirts")).unwrap();
    tenant.set_channel(ChannelBuilder::new("128")).unwrap();
    tenant.edit(&french(), &ben(), &Start::Empty).unwrap_err();
    tenant.edit(&french(), &ann(), &Start::Empty).unwrap();
    tenant.save(&french(), gallery(&["A1"]), &ann()).unwrap();
    tenant.set_group_options("sale", GroupOptions::default()).unwrap();
    tenant.schedule_group("sale", due(60), &ann()).unwrap();
    tenant.set_group_limits(GroupLimits::default());
    tenant.with_group("sale").unwrap();
    assert!(tenant.life(&inside).is_some());
    assert_eq!(changed(&mut tenant), []);
    assert!(tenant.take_changes().is_empty());
}

#[test]
fn units_that_went_are_named_and_not_there() {
    let mut tenant = dressed();
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.check_in(&french(), gallery(&["A2"]), &ann()).unwrap();
    changed(&mut tenant);
    tenant.delete_group("sale", &ann()).unwrap();
    tenant.delete(&french(), &ann()).unwrap();
    tenant.remove_channel("128").unwrap();
    let gone = changed(&mut tenant);
    let expected = [
        UnitKey::Channel("128".into()),
        UnitKey::Group("sale".into()),
        UnitKey::Target(french()),
        UnitKey::Target(inside),
    ];
    assert_eq!(gone, expected);
    assert!(gone.iter().all(|unit| !tenant.has_unit(unit)));
}

#[test]
fn every_unit_comes_once_behind_what_it_belongs_to() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &picture(), CategoryDocumentBuilder::new("128").image("A2"));
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A1")).unwrap();
    let all: Vec<_> = tenant.units().collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    assert!(all.iter().all(|unit| tenant.has_unit(unit)));
    let place = |unit: &UnitKey| all.iter().position(|other| other == unit).unwrap();
    assert_eq!(place(&UnitKey::Settings), 0);
    assert!(place(&UnitKey::Product("S1".into())) < place(&UnitKey::Target(main())));
    let inside = UnitKey::Target(picture().in_group("sale"));
    assert!(place(&UnitKey::Group("sale".into())) < place(&inside));
    assert!(place(&UnitKey::Category("shirts".into())) < place(&inside));
    assert!(!tenant.has_unit(&UnitKey::Target(picture())));
    assert!(!tenant.has_unit(&UnitKey::Swatch("Color".into(), "Red".into())));
}
