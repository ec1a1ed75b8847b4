//! Switches of the rollout, sentence by sentence.

use super::*;

fn pages(channel: &str) -> Switch {
    Switch::site_rendering(channel)
}

/// A tenant with the switches of the tenant on, up to one.
fn through(mut tenant: Tenant, last: &Switch) -> Tenant {
    for switch in Switch::OF_TENANT.iter().take_while(|switch| *switch <= last) {
        tenant.turn_on(switch.clone()).unwrap();
    }
    tenant.take_changed_units();
    tenant
}

#[test]
fn the_order_is_the_documented_one_and_each_needs_all_before() {
    let words: Vec<_> = Switch::OF_TENANT.iter().chain([&pages("128")]).map(Switch::word).collect();
    let order = ["site_builder_content", "hq_authoring", "hq_sync", "csu_media_locations", "site_rendering"];
    assert_eq!(words, order);
    for (at, switch) in Switch::OF_TENANT.iter().chain([&pages("128")]).enumerate() {
        assert_eq!(switch.needs(), &Switch::OF_TENANT[..at]);
        assert!(!switch.changes().is_empty());
    }
}

#[test]
fn unless_it_is_said_all_are_off() {
    let tenant = shop();
    assert_eq!(tenant.switches().iter().count(), 0);
    assert_eq!(tenant.switches().next_of_tenant(), Some(Switch::SiteBuilderContent));
}

#[test]
fn a_switch_whose_needs_are_off_is_refused_and_they_are_named() {
    let mut tenant = through(shop(), &Switch::SiteBuilderContent);
    let expected = ["csu_media_locations", "hq_authoring", "hq_sync"];
    refused(tenant.turn_on(Switch::CsuMediaLocations), Code::RolloutOrder, &expected);
    let fault = tenant.turn_on(Switch::HqSync).unwrap_err();
    assert_eq!(fault.to_string(), "`hq_sync` needs `hq_authoring`, which is off; turn it on first");
    assert_eq!(tenant.switches().iter().collect::<Vec<_>>(), [Switch::SiteBuilderContent]);
    assert_eq!(tenant.take_changed_units(), []);
}

#[test]
fn pages_are_switched_on_for_channels_that_are_listed() {
    let mut tenant = shop();
    all_refused(
        tenant.turn_on(pages("12B")),
        &[(Code::RolloutOrder, &["hq_sync"]), (Code::NotInTenant, &["12B"])],
    );
    let mut tenant = through(tenant, &Switch::CsuMediaLocations);
    refused(tenant.turn_on(pages("12B")), Code::NotInTenant, &["12B"]);
    tenant.turn_on(pages("128")).unwrap();
    assert!(tenant.switches().serves_pages_of(Some("128")));
    assert!(!tenant.switches().serves_pages_of(Some("129")));
}

#[test]
fn a_channel_that_is_no_longer_listed_keeps_its_switch() {
    let mut tenant = through(shop(), &Switch::CsuMediaLocations);
    tenant.turn_on(pages("128")).unwrap();
    tenant.remove_channel("128").unwrap();
    tenant.turn_on(pages("128")).unwrap();
    assert!(tenant.switches().is_on(&pages("128")));
    tenant.turn_off(&pages("128")).unwrap();
    assert!(!tenant.switches().is_on(&pages("128")));
}

#[test]
fn turning_off_what_others_need_is_refused_and_they_are_named() {
    let mut tenant = through(dressed(), &Switch::CsuMediaLocations);
    for channel in 0..10 {
        tenant.set_channel(ChannelBuilder::new(channel.to_string())).unwrap();
        tenant.turn_on(pages(&channel.to_string())).unwrap();
    }
    let fault = tenant.turn_off(&Switch::CsuMediaLocations).unwrap_err();
    assert_eq!(fault.first().code(), Code::RolloutNeeded);
    assert!(fault.to_string().starts_with("`site_rendering of channel 0`, `site_rendering of channel 1`, "));
    assert!(fault.to_string().ends_with(
        "`site_rendering of channel 7` and 2 more need `csu_media_locations`; turn them off first"
    ));
    // every reason at once
    all_refused(
        tenant.turn_off(&Switch::HqSync),
        &[(Code::RolloutNeeded, &["csu_media_locations"]), (Code::RolloutFinal, &["hq_sync"])],
    );
}

#[test]
fn what_changes_what_is_served_is_reversible_at_any_time() {
    let mut tenant = through(dressed(), &Switch::CsuMediaLocations);
    tenant.turn_on(pages("128")).unwrap();
    tenant.turn_off(&pages("128")).unwrap();
    tenant.turn_off(&Switch::CsuMediaLocations).unwrap();
    assert_eq!(tenant.switches().next_of_tenant(), Some(Switch::CsuMediaLocations));
    tenant.turn_on(Switch::CsuMediaLocations).unwrap();
}

#[test]
fn the_earlier_ones_can_be_turned_off_until_there_is_work_under_them() {
    let empty = || Tenant::new(Limits::default());
    for switch in &Switch::OF_TENANT[..3] {
        let mut tenant = through(empty(), switch);
        tenant.turn_off(switch).unwrap();
        assert!(!tenant.switches().is_on(switch));
    }
    let fault = through(shop(), &Switch::SiteBuilderContent).turn_off(&Switch::SiteBuilderContent);
    let expected = "work was done under `site_builder_content`, assets in the media library: 4; leave it on, or \
                    delete them first";
    assert_eq!(fault.unwrap_err().to_string(), expected);
    let mut tenant = through(shop(), &Switch::HqSync);
    tenant.check_in(&french(), gallery(&["A1"]), &ann()).unwrap();
    tenant.turn_off(&Switch::HqSync).unwrap(); // nothing is published
    refused(tenant.turn_off(&Switch::HqAuthoring), Code::RolloutFinal, &["hq_authoring"]);
    let mut tenant = through(dressed(), &Switch::HqSync);
    refused(tenant.turn_off(&Switch::HqSync), Code::RolloutFinal, &["hq_sync"]);
}

#[test]
fn work_in_an_open_group_is_work() {
    let mut tenant = through(shop(), &Switch::HqAuthoring);
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A1"]));
    refused(tenant.turn_off(&Switch::HqAuthoring), Code::RolloutFinal, &["hq_authoring"]);
    tenant.delete(&inside, &ann()).unwrap();
    tenant.delete_group("sale", &ann()).unwrap();
    tenant.turn_off(&Switch::HqAuthoring).unwrap();
}

#[test]
fn a_change_of_switches_is_one_of_the_settings_alone() {
    let mut tenant = dressed();
    tenant.take_changed_units();
    tenant.take_changes();
    tenant.turn_on(Switch::SiteBuilderContent).unwrap();
    assert_eq!(tenant.take_changed_units(), [UnitKey::Settings]);
    tenant.turn_on(Switch::SiteBuilderContent).unwrap();
    tenant.turn_off(&Switch::HqAuthoring).unwrap();
    assert_eq!(tenant.take_changed_units(), [], "what is as it was is no change");
    assert!(tenant.take_changes().is_empty(), "the publication stays as it is");
    assert_ne!(tenant, dressed(), "switches are a part of the tenant");
}
