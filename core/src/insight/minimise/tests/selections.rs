//! Selections that are no variants.

use super::{Minimise, set, shop, variants};
use crate::policy::Policy;
use std::ops::ControlFlow;

#[test]
fn selections_that_change_are_listed() {
    let media = format!(
        r#"{{"master":{},"variants":{{{}}}}},{{"channel":"128","master":{}}}"#,
        set("A1"),
        variants("RS=A2 RM=A2 RL=A2"),
        set("A1")
    );
    let publication = shop(&media);
    let mut rows = Vec::new();
    let counts = Minimise::new(&publication, Policy::default()).run(|minimised| {
        assert!(minimised.selections_are_complete());
        assert_eq!(minimised.selections_changed(), minimised.selections().len() as u64);
        assert_eq!((minimised.product(), minimised.removed().len()), ("P", 0));
        rows.extend(
            minimised.selections().iter().map(|one| format!("{:?} in {}", one.values(), one.context())),
        );
        ControlFlow::Continue(())
    });
    assert_eq!(rows, [r#"[("Color", "Red")] in Omnichannel, Neutral"#]);
    assert_eq!(counts.unwrap().selections(), 1);
    // no more than asked for, but all of them counted
    let none = Minimise::new(&publication, Policy::default()).selections(0).run(|minimised| {
        assert_eq!((minimised.selections().len(), minimised.selections_changed()), (0, 1));
        ControlFlow::Break(())
    });
    assert!(!none.unwrap().is_complete());
}

#[test]
fn patterns_of_values_that_no_variant_has_go_and_are_listed() {
    let json = r#"{"omnimedia":"publication/1","products":[{"number":"P",
        "dimensions":[{"name":"Color","values":["Blue","Green"]}],
        "variants":[{"number":"B","values":{"Color":"Blue"}}],
        "media":[{"master":{"primary":["A1"]},"dimensions":[{"match":{"Color":"Green"},"primary":["A2"]}]}]}]}"#;
    let publication = crate::model::Publication::from_json(json.as_bytes(), &Default::default()).unwrap();
    let mut rows = Vec::new();
    let run = Minimise::new(&publication, Policy::default()).run(|minimised| {
        rows.extend(minimised.selections().iter().map(|one| one.values().to_vec()));
        ControlFlow::Continue(())
    });
    assert_eq!((rows, run.unwrap().after().sets), (vec![vec![("Color", "Green")]], 1));
}
