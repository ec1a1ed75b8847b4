//! Into a tenant, as drafts.

use super::super::{CheckedIn, Minimise};
use super::{set, shop, told, variants};
use crate::model::{Context, DocumentBuilder, Publication};
use crate::policy::Policy;
use crate::tenant::{Scope, Stamp, Start, Target, Tenant};
use std::ops::ControlFlow;

fn stamp(by: &str) -> Stamp {
    Stamp::new(by, "2026-11-24T09:00:00Z".parse().unwrap())
}

/// Two documents, of which the one in French repeats the other.
fn publication() -> Publication {
    let document = |locale: &str, own: &str| {
        format!(r#"{{{locale}"master":{},"variants":{{{}}}}}"#, set("A1"), variants(own))
    };
    let neutral = document("", "RS=A2 RM=A2 RL=A2 BS=A1");
    shop(&format!("{neutral},{}", document(r#""locale":"fr","#, "RS=A2 RM=A2 RL=A2")))
}

fn tenant(publication: &Publication) -> Tenant {
    Tenant::from_publication(publication, &Default::default(), &stamp("import")).unwrap()
}

fn checked_in(publication: &Publication, tenant: &mut Tenant) -> CheckedIn {
    let mut done = None;
    let run = Minimise::new(publication, Policy::default()).run(|minimised| {
        done = Some(minimised.check_in(tenant, &stamp("ann")).unwrap());
        ControlFlow::Continue(())
    });
    assert_eq!(run.unwrap().products_changed(), 1);
    done.unwrap()
}

fn target(locale: Option<&str>) -> Target {
    Target::document("P", Context::new(None, None, locale).unwrap())
}

#[test]
fn documents_are_checked_in_and_those_that_go_are_reset() {
    let publication = publication();
    let mut tenant = tenant(&publication);
    let done = checked_in(&publication, &mut tenant);
    assert_eq!((done.is_done(), done.targets()), (true, &[target(None), target(Some("fr"))][..]));
    let now = tenant.publication().unwrap();
    assert_eq!(now.product("P"), publication.product("P"), "nothing changes before it is published");
    tenant.publish(&Scope::product("P"), &stamp("ann")).unwrap();
    let published = tenant.publication().unwrap();
    assert_eq!(told(&published), ["Omnichannel, Neutral: master=A1 Red=A2"]);
    // what is published is not what was minimised any more
    let again = checked_in(&publication, &mut tenant);
    assert_eq!((again.is_done(), again.others().len(), again.targets().len()), (false, 2, 0));
}

#[test]
fn it_is_all_of_the_product_or_nothing() {
    let publication = publication();
    let before = tenant(&publication);
    let mut held = before.clone();
    held.edit(&target(None), &stamp("bob"), &Start::Empty).unwrap();
    let done = checked_in(&publication, &mut held);
    assert_eq!((done.is_done(), done.checked_out()), (false, &[target(None)][..]));
    assert!(held.life(&target(Some("fr"))).is_some_and(|life| !life.has_unpublished_draft()));

    for locale in [Some("fr"), Some("de")] {
        // a draft of its own, or a document that is not published yet
        let mut drafted = before.clone();
        drafted.check_in(&target(locale), DocumentBuilder::new(), &stamp("bob")).unwrap();
        let done = checked_in(&publication, &mut drafted);
        assert_eq!((done.is_done(), done.others()), (false, &[target(locale)][..]));
        assert!(drafted.life(&target(None)).is_some_and(|life| !life.has_unpublished_draft()));
    }

    let mut elsewhere = Tenant::new(Default::default());
    let run = Minimise::new(&publication, Policy::default()).run(|minimised| {
        let faults = minimised.check_in(&mut elsewhere, &stamp("ann")).unwrap_err();
        assert_eq!(faults.first().code(), crate::fault::Code::NotInTenant);
        ControlFlow::Continue(())
    });
    assert!(run.is_ok());
}
