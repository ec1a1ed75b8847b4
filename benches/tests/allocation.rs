//! The promise that a look-up allocates nothing, kept by a counting allocator.
//!
//! One test, alone in its binary: whatever another thread allocated would be counted too.

use omnimedia::{Flatten, Policy, Scratch};
use omnimedia_benches::alloc::{Counting, peak};
use omnimedia_benches::lookup::{shelves, shop};
use omnimedia_benches::queries::Asked;
use omnimedia_benches::workload::Workload;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn a_look_up_of_a_stored_answer_allocates_nothing() {
    let workload = Workload::new(2_000);
    let shop = shop(&Flatten::new(&workload.publication(), Policy::default()).to_bytes().unwrap());
    let (asked, mut scratch) = (Asked::new(&workload, 5_000, 0), Scratch::new());
    let (queries, shelves) = (asked.queries(), shelves(&shop));
    let (items, single) = peak(|| {
        let ask = |at| {
            let query = queries.get(at);
            let found = shop.find(query.number).unwrap();
            let shelf = shop.shelf(Some(query.channel), Some(query.locale), None).unwrap();
            assert_eq!(shelf, shelves[query.context]);
            let view = found.answer(&shelf, &mut scratch).unwrap();
            assert!(view.default_image_url().is_some() && view.hash() != 0);
            assert_eq!(view.primary().filter_map(|item| item.url()).count(), view.primary_len());
            view.primary_len()
        };
        (0..queries.len()).map(ask).sum::<usize>()
    });
    assert_eq!(single, 0, "bytes allocated by look-ups, one by one");
    let (batched, many) = peak(|| {
        let mut items = 0;
        for (at, context) in (0..queries.len()).step_by(100).zip((0..shelves.len()).cycle()) {
            let each = |_, view: Result<omnimedia::View<'_, '_>, _>| items += view.unwrap().primary_len();
            shop.answers(queries.numbers(at, 100), &shelves[context], &mut scratch, each).unwrap();
        }
        items
    });
    assert_eq!(many, 0, "bytes allocated by look-ups, many at once");
    assert!(items > 0 && batched > 0);
    let ((), counted) = peak(|| drop(std::hint::black_box(vec![0u8; 64])));
    assert_eq!(counted, 64, "the allocator counts");
}
