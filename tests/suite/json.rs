//! Publications go out as they came in: the sample, the real shops and the vectors, in both forms.

use libtest_mimic::Trial;
use omnimedia::{Entities, Limits, Publication};
use omnimedia_tests::documents::{assembled, sample, shops};
use omnimedia_tests::vectors::Vectors;
use omnimedia_tests::{Stop, trials};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        the_sample_goes_out_as_it_came_in,
        real_shops_go_out_as_they_came_in,
        vectors_go_out_as_they_came_in,
        entities_one_by_one_build_the_same_publication,
        the_sample_has_no_warnings,
    ]
}

fn object(text: &str) -> Result<Publication, Stop> {
    Ok(Publication::from_json(text.as_bytes(), &Limits::default())?)
}

fn lines(text: &str) -> Result<Publication, Stop> {
    Ok(Publication::from_json_lines(text.as_bytes(), &Limits::default())?)
}

/// A publication survives both forms, and each is written the same the second time.
fn survives(name: &str, publication: &Publication) -> Result<(), Stop> {
    let (one, many) = (publication.to_json(), publication.to_json_lines());
    for again in [object(&one)?, lines(&many)?] {
        assert!(again == *publication, "{name} changed on its way");
        assert!(again.to_json() == one && again.to_json_lines() == many, "{name} is written differently");
    }
    Ok(())
}

fn the_sample_goes_out_as_it_came_in() -> Result<(), Stop> {
    let sample = sample();
    let publication = lines(&sample.text)?;
    assert!(object(&assembled(&sample.text))? == publication);
    survives(&sample.name, &publication)
}

fn real_shops_go_out_as_they_came_in() -> Result<(), Stop> {
    for shop in shops()? {
        let publication = lines(&shop.text)?;
        assert!(object(&assembled(&shop.text))? == publication);
        survives(&shop.name, &publication)?;
    }
    Ok(())
}

fn vectors_go_out_as_they_came_in() -> Result<(), Stop> {
    for vectors in Vectors::all()? {
        survives(&vectors.name, &object(&vectors.publication)?)?;
    }
    Ok(())
}

fn entities_one_by_one_build_the_same_publication() -> Result<(), Stop> {
    let (sample, limits) = (sample(), Limits::default());
    let mut builder = Publication::builder(limits.clone());
    for entity in Entities::new(sample.text.as_bytes(), &limits) {
        builder.entity(entity?);
    }
    assert!(builder.build()? == lines(&sample.text)?);
    Ok(())
}

fn the_sample_has_no_warnings() -> Result<(), Stop> {
    assert_eq!(lines(&sample().text)?.warnings(), []);
    Ok(())
}
