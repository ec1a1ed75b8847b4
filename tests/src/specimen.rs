//! A snapshot and a delta to damage: small, and with something in every section.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use omnimedia::{
    Flatten, Inheritance, Limits, Parents, Policy, Publication, Query, Scratch, Snapshot, probe,
};

use crate::agree::{Pair, exercise};
use crate::faults::crowding_numbers;
use crate::generator::Ask;

/// A base and a delta, small and with something in every section.
#[derive(Debug)]
pub struct Specimen {
    /// What they say.
    pub publication: [Publication; 2],
    /// The base, and the delta.
    pub files: [Vec<u8>; 2],
    /// What they are asked.
    pub asks: Vec<Ask>,
    /// The categories that they are asked for.
    pub ids: Vec<String>,
}

fn shop(numbers: &[String], changed: bool) -> String {
    let [product, one, two] = numbers else { panic!("three numbers") };
    let (alt, sold, place, extra, swatch) = if changed {
        ("changed", "", r#""channel":"new","locale":"hi-Latn","catalog":"C2","#, r#",{"id":"new"}"#, "")
    } else {
        let sold = format!(r##",{{"number":"{two}","record_id":9,"values":{{"Color":"Red","Size":"S"}}}}"##);
        ("one", &*sold.leak(), "", "", r##",{"dimension":"Size","value":"S","asset":"A2"}"##)
    };
    format!(
        r##"{{"omnimedia":"publication/1",
"channels":[{{"id":"007","name":"Shop","locales":["en-AU","zh-TW"]}}{extra}],
"swatches":[{{"dimension":"Color","value":"Blue","hex":"#0000FF"}}{swatch}],
"assets":[
 {{"id":"A1","kind":"image","url":"a1.png","text":{{"neutral":{{"alt":"{alt}"}},"zh-Hant-TW":{{"title":"t","tags":["x"]}}}}}},
 {{"id":"A2","kind":"image","channels":["007"],"properties":{{"p":"q"}}}},
 {{"id":"A3","kind":"file","published":false}}],
"categories":[{{"id":"c1","name":"One","media":[
 {{"channel":"007","catalog":"C1","locale":"en-AU","image":{{"asset":"A1","text":{{"en":{{"alt":"own"}}}},"properties":{{"k":"v"}}}}}},
 {{"channel":"007"}}]}}],
"products":[{{"number":"{product}","record_id":7,"name":"A product","properties":{{"z":"y"}},
 "dimensions":[{{"name":"Color","values":["Red","Blue"]}},{{"name":"Size","values":["S","M"]}}],
 "variants":[{{"number":"{one}","record_id":8,"values":{{"Color":"Blue","Size":"M"}}}}{sold}],
 "media":[
  {{{place}"master":{{"primary":["A1","A2"],"additional":[{{"purpose":"manual","asset":"A3"}},{{"purpose":"size","asset":"A2"}}]}},
   "dimensions":[{{"match":{{"Color":"Blue"}},"primary":{{"mode":"append","items":["A2"]}}}},
                 {{"match":{{"Size":"S","Color":"*"}},"primary":{{"mode":"prepend","items":["none"]}}}}],
   "variants":{{"{one}":{{"primary":{{"mode":"inherit"}}}}}},
   "swatches":[{{"dimension":"Color","value":"Red","asset":"A1","crop":{{"x":0,"y":0.5,"width":1,"height":0.5}}}}]}},
  {{"channel":"007","locale":"zh-Hant-TW","catalog":"C1","master":{{"primary":{{"mode":"append","items":["A2"]}},"additional":{{"mode":"inherit"}}}}}}]}}]}}"##
    )
}

/// The specimen, made once.
///
/// # Panics
///
/// Where it cannot be made: it can.
pub fn specimen() -> &'static Specimen {
    static SPECIMEN: OnceLock<Specimen> = OnceLock::new();
    SPECIMEN.get_or_init(|| {
        let mut numbers = crowding_numbers("P-", 2);
        numbers.extend(crowding_numbers("a number longer than its slot ", 1));
        let read = |json: &str| Publication::from_json(json.as_bytes(), &Limits::default()).expect("legal");
        let publication = [false, true].map(|changed| read(&shop(&numbers, changed)));
        let policy =
            Policy { parents: Parents::Cldr, inheritance: Inheritance::ContextFirst, ..Policy::default() };
        let base = Flatten::new(&publication[0], policy).to_bytes().expect("flattens");
        let below = Snapshot::open(base.clone()).expect("opens");
        let mut change = Flatten::change(&publication[1], &below).expect("changes");
        change.asset("A1").product(&numbers[0]).channel("new").swatch("Size", "S").category("c1");
        let delta = change.to_bytes().expect("a delta");
        let mut asks = Vec::new();
        for query in queries(&numbers) {
            for (catalog, channel, locale) in
                [("", "", ""), ("C1", "007", "zh-Hant-TW"), ("C2", "new", "hi-Latn"), ("0", "?", "en-AU")]
            {
                let name = |name: &str| Some(name.to_owned()).filter(|name| !name.is_empty());
                let query = query.clone().catalog(catalog).channel(channel).locale(locale).expect("a locale");
                let (catalog, channel, locale) = (name(catalog), name(channel), name(locale));
                asks.push(Ask { query, number: None, catalog, channel, locale });
            }
        }
        Specimen { publication, files: [base, delta], asks, ids: vec!["c1".to_owned(), "none".to_owned()] }
    })
}

fn queries(numbers: &[String]) -> Vec<Query> {
    let mut all: Vec<Query> = numbers.iter().map(Query::new).collect();
    all.extend([7, 8, 9].map(Query::record_id));
    all.push(Query::new(&numbers[0]).select("Color", "Blue"));
    all.push(Query::new(&numbers[0]).select("Color", "Red").select("Size", "S"));
    all.push(Query::new("none"));
    all
}

impl Specimen {
    /// Opens the files with one of them replaced. The base stands alone where it is the one.
    ///
    /// # Errors
    ///
    /// Why it cannot be opened.
    pub fn opened(&self, at: usize, file: Vec<u8>) -> Result<Snapshot<Vec<u8>>, omnimedia::Fault> {
        match at {
            0 => Snapshot::open(file),
            _ => Snapshot::open_with(self.files[0].clone(), [file]),
        }
    }

    /// Asks everything, and writes from what was read.
    pub fn use_up(&self, snapshot: &Snapshot<Vec<u8>>, scratch: &mut Scratch) {
        exercise(snapshot, &self.asks, &self.ids, scratch);
        drop(Flatten::compact(snapshot));
        for publication in &self.publication {
            if let Ok(mut change) = Flatten::change(publication, snapshot) {
                publication.products().for_each(|product| _ = change.product(product.number()));
                change.category("c1").channel("007").swatch("Color", "Blue");
                drop(change.to_bytes());
            }
        }
    }

    /// What must hold of a file that was damaged.
    ///
    /// # Errors
    ///
    /// What does not hold.
    pub fn endure(
        &self,
        at: usize,
        file: Vec<u8>,
        sealed: bool,
        scratch: &mut Scratch,
    ) -> Result<(), String> {
        let ends = catch_unwind(AssertUnwindSafe(|| {
            let _ = probe(&file);
            if at == 0
                && let Ok(stacked) = Snapshot::open_with(file.clone(), [self.files[1].clone()])
            {
                exercise(&stacked, &self.asks, &self.ids, scratch);
            }
            let Ok(snapshot) = self.opened(at, file) else { return Ok(()) };
            let verified = snapshot.verify().is_ok();
            if verified && !sealed {
                Pair::new(&self.publication[at], &snapshot).agree(&self.asks)?;
            }
            self.use_up(&snapshot, scratch);
            Ok(())
        }));
        ends.unwrap_or_else(|_| Err("a panic".to_owned()))
    }
}
