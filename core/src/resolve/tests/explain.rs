//! Explanations: section 7.

use super::*;
use crate::resolve::{Because, Explanation, ItemFate, ListExplanation, RungFate, SetFate};

fn told<'p>(shop: &'p Publication, query: &Query, policy: &Policy) -> Explanation<'p> {
    let explanation = shop.explain(query, policy).unwrap();
    assert_eq!(*explanation.answer(), asked(shop, query, policy));
    explanation
}

/// The fates of the rungs that have a document or end the search, and of their sets.
fn fates(list: &ListExplanation<'_>) -> Vec<(String, RungFate, Vec<SetFate>)> {
    let rungs = list.rungs().iter().filter(|rung| rung.document().is_some());
    let fates = rungs.map(|rung| {
        let sets = rung.sets().iter().map(|set| set.fate()).collect();
        (rung.context().to_string(), rung.fate(), sets)
    });
    fates.collect()
}

#[test]
fn rungs_behind_a_document_that_severs_are_not_reached() {
    let shop = shop([document("128", "").variant("S1-RM", gallery(&["A1"])), document("", "")]);
    let explanation = told(&shop, &blue(), &SEVERED);
    let sets = vec![SetFate::NoSet, SetFate::NoSet, SetFate::NoSet];
    let expected = [
        ("channel 128, Neutral".to_owned(), RungFate::Severed, sets.clone()),
        ("Omnichannel, Neutral".to_owned(), RungFate::NotReached, vec![]),
    ];
    assert_eq!(fates(explanation.primary()), expected);
    assert!(explanation.primary().rungs()[4].ends_the_search());
    assert!(
        explanation
            .to_string()
            .contains("severed: its document assigns no media, and cuts off all behind it")
    );

    let passing = told(&shop, &blue(), &CONTEXT_FIRST);
    assert_eq!(fates(passing.primary())[1].1, RungFate::Severed);
    assert!(!passing.primary().rungs()[4].ends_the_search());
    assert!(passing.to_string().contains("channel 128, Neutral: its document assigns no media: passes on"));
}

#[test]
fn each_list_has_the_fates_of_its_own() {
    let near = list(Mode::Append, &["A1"]).additional([ItemBuilder::with_purpose("size", "chart")]);
    let shop = shop([document("128", "").master(near), document("", "").master(gallery(&["A2"]))]);
    let explanation = told(&shop, &blue(), &SEVERED);
    let primary: Vec<_> =
        fates(explanation.primary()).into_iter().map(|(_, rung, sets)| (rung, sets[2..].to_vec())).collect();
    assert_eq!(
        primary,
        [(RungFate::Spoke, vec![SetFate::Appended]), (RungFate::Spoke, vec![SetFate::Replaced])]
    );
    let additional: Vec<_> = fates(explanation.additional()).into_iter().map(|(_, rung, _)| rung).collect();
    assert_eq!(additional, [RungFate::Spoke, RungFate::NotReached]);
}

#[test]
fn losing_patterns_say_why_they_lost() {
    let shop = shop([document("", "")
        .dimensions([("Color", "Red")], gallery(&["A1"]))
        .dimensions([("Size", "S")], gallery(&["A2"]))
        .dimensions([("Color", "Blue")], gallery(&["A3"]))
        .master(gallery(&["A4"]))]);
    let explanation = told(&shop, &Query::new("S1-BS"), &SEVERED);
    let sets = explanation.primary().rungs()[0].sets();
    let because: Vec<_> = sets.iter().map(|set| (set.fate(), set.because().map(Because::word))).collect();
    assert_eq!(
        because,
        [
            (SetFate::NoSet, None),
            (SetFate::Replaced, None),
            (SetFate::NotReached, Some("weaker")),
            (SetFate::DoesNotMatch, Some("wants other values")),
            (SetFate::NotReached, Some("later level")),
        ]
    );
    let text = explanation.to_string();
    for line in [
        "Color Red: does not match: Color is Blue here, the pattern wants Red",
        "Size S: weaker than Color Blue: not reached",
        "the product itself: behind Color Blue, which replaced: not reached",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    let unselected = told(&shop, &Query::new("S1"), &SEVERED).to_string();
    assert!(
        unselected.contains("Size S: does not match: no Size is selected, the pattern wants S"),
        "{unselected}"
    );
}

#[test]
fn with_entity_first_a_set_behind_the_one_that_replaced_is_not_reached() {
    let pattern = |document: DocumentBuilder| document.dimensions([("Color", "Blue")], gallery(&["A1"]));
    let shop = shop([pattern(document("128", "")), pattern(document("", "")).master(gallery(&["A2"]))]);
    let explanation = told(&shop, &blue(), &ENTITY_FIRST);
    let sets = explanation.primary().rungs()[5].sets();
    let because: Vec<_> = sets.iter().map(|set| (set.fate(), set.because().cloned())).collect();
    assert_eq!(
        because[1..],
        [(SetFate::NotReached, Some(Because::Farther)), (SetFate::NotReached, Some(Because::LaterLevel)),]
    );
    assert_eq!(explanation.primary().rungs()[5].fate(), RungFate::Spoke);
    assert!(explanation.to_string().contains("Omnichannel, Neutral: spoke too late, the list was complete"));
}

#[test]
fn every_item_that_is_left_out_says_why() {
    let shop = shop([
        document("7", "").master(list(Mode::Append, &["A1", "A2"])),
        document("", "").master(gallery(&["draft", "ghost", "only-128", "A1"])),
    ]);
    let explanation = told(&shop, &Query::new("S1").channel("7"), &SEVERED);
    let items: Vec<_> =
        explanation.primary().items().iter().map(|item| (item.asset(), item.fate())).collect();
    assert_eq!(
        items,
        [
            ("draft", ItemFate::NotPublished),
            ("ghost", ItemFate::Unknown),
            ("only-128", ItemFate::NotAllowed),
            ("A1", ItemFate::Shown),
            ("A1", ItemFate::Repeated),
            ("A2", ItemFate::Shown),
        ]
    );
    let text = explanation.to_string();
    for words in [
        "it is not published",
        "there is no such asset",
        "it is not allowed in channel 7",
        "not repeated: A1",
    ] {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
}

#[test]
fn the_default_image_is_explained() {
    let text = |items: &[&str]| {
        let shop = shop([document("", "").master(gallery(items))]);
        told(&shop, &blue(), &SEVERED).to_string()
    };
    assert!(text(&["film", "A1"]).contains("default image: A1, the first that is an image; film is a video"));
    assert!(text(&["film"]).contains("default image: none; no item is an image: film is a video"));
    assert!(text(&[]).contains("default image: none; the gallery is empty"));
}

#[test]
fn of_very_many_items_the_first_are_told_and_the_others_counted() {
    let mut builder = library();
    let files: Vec<String> = (0..60).map(|number| format!("F{number}")).collect();
    for file in &files {
        builder.asset(AssetBuilder::new(file.as_str(), Kind::File));
    }
    let gallery = SetBuilder::new().primary(files.iter().map(String::as_str).chain(["A1"]));
    builder.product(ProductBuilder::new("S2").document(document("", "").master(gallery)));
    let shop = builder.build().unwrap();
    let text = told(&shop, &Query::new("S2"), &SEVERED).to_string();
    for words in ["and 11 more", "F4 is a file, 55 more are none either"] {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
    assert!(!text.contains("F50"), "{text}");
}

#[test]
fn names_are_printed_on_one_line() {
    use crate::resolve::explain_text::on_one_line;
    assert_eq!(on_one_line("a shirt\n\u{7F}\u{85}"), "a shirt\\n\\u{7f}\\u{85}");
    // begins as a control character of two bytes does, and is none
    assert_eq!(on_one_line("12 £"), "12 £");
}

#[test]
fn a_name_does_not_break_the_tree() {
    let mut builder = library();
    builder.product(ProductBuilder::new("S\n2").document(document("", "").master(gallery(&["A1"]))));
    let shop = builder.build().unwrap();
    let text = told(&shop, &Query::new("S\n2"), &SEVERED).to_string();
    assert!(text.starts_with("S\\n2, in Omnichannel, Neutral\n├─ gallery: 1 item\n"), "{text}");
}

#[test]
fn a_tree_reads_like_this() {
    let shop = shop([
        document("128", "fr-CA").master(list(Mode::Append, &["A9"])),
        document("", "")
            .master(gallery(&["A1"]))
            .dimensions([("Color", "Blue")], gallery(&["film", "A2"]))
            .dimensions([("Color", "Red")], gallery(&["A3"])),
    ]);
    let expected = "\
S1, variant S1-BS (Color Blue + Size S), in channel 128, fr-CA
├─ gallery: 3 items
│  ├─ 1. film (video), from Color Blue in Omnichannel, Neutral
│  ├─ 2. A2 (image), from Color Blue in Omnichannel, Neutral
│  └─ 3. A9 (image), from the product itself in channel 128, fr-CA
├─ default image: A2, the first that is an image; film is a video
├─ where the gallery was looked for, nearest first (locale-first, parents truncate, severed)
│  ├─ channel 128, fr-CA: spoke
│  │  ├─ the product itself: appended 1 item
│  │  └─ no set: variant S1-BS, dimension combinations
│  ├─ no document: Omnichannel, fr-CA; channel 128, fr; Omnichannel, fr; channel 128, Neutral
│  └─ Omnichannel, Neutral: spoke
│     ├─ Color Blue: replaced with 2 items
│     ├─ Color Red: does not match: Color is Blue here, the pattern wants Red
│     ├─ the product itself: behind Color Blue, which replaced: not reached
│     └─ no set: variant S1-BS
├─ additional media: nothing; the product itself in channel 128, fr-CA has an empty list, which replaces all behind it
└─ where additional media was looked for
   ├─ channel 128, fr-CA: spoke
   │  ├─ the product itself: replaced with nothing
   │  └─ no set: variant S1-BS, dimension combinations
   └─ not reached: Omnichannel, fr-CA; channel 128, fr; Omnichannel, fr; channel 128, Neutral; Omnichannel, Neutral (has a document)";
    assert_eq!(told(&shop, &blue(), &SEVERED).to_string(), expected);
}
