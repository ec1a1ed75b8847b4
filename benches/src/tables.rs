//! The shop as plain tables, for `benches/peers.py`, and what has to come of them.

use crate::contexts::pairs;
use crate::workload::{ASSETS, Draft, DraftDocument, Workload};
use serde_json::json;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// Sums over all answers, so that the peers can show that they found the same.
#[derive(Debug, Default)]
struct Sums {
    rows: usize,
    winners: usize,
    own: usize,
    channels: usize,
    locales: usize,
    items: usize,
    assets: usize,
    firsts: usize,
}

/// The sets of a document: its first, and which of the sets that follow each variant has.
struct Sets {
    master: usize,
    own: Vec<Option<usize>>,
}

impl Sums {
    /// Adds one answer.
    fn add(&mut self, product: usize, document: &DraftDocument, sets: &Sets, variant: usize) {
        let own = sets.own[variant];
        let gallery = own.map_or(&document.master, |at| &document.variants[at].1);
        self.rows += 1;
        self.winners += own.map_or(sets.master, |at| sets.master + 1 + at);
        self.own += usize::from(own.is_some());
        self.channels += document.channel;
        self.locales += document.locale;
        self.items += gallery.len();
        self.assets += gallery.iter().map(|asset| product * ASSETS + asset).sum::<usize>();
        self.firsts += gallery.first().map_or(0, |asset| product * ASSETS + asset);
    }

    fn json(&self) -> serde_json::Value {
        json!({
            "winners": self.winners,
            "finished": {
                "rows": self.rows, "own": self.own, "channels": self.channels, "locales": self.locales,
                "items": self.items, "assets": self.assets, "firsts": self.firsts,
            },
        })
    }
}

/// The files, and how far they are numbered.
struct Tables {
    variants: BufWriter<File>,
    documents: BufWriter<File>,
    sets: BufWriter<File>,
    lists: BufWriter<File>,
    variant: usize,
    document: usize,
    set: usize,
}

fn create(folder: &Path, name: &str, head: &str) -> std::io::Result<BufWriter<File>> {
    let mut file = BufWriter::new(File::create(folder.join(name))?);
    writeln!(file, "{head}").map(|()| file)
}

impl Tables {
    fn new(folder: &Path) -> std::io::Result<Self> {
        Ok(Self {
            variants: create(folder, "variants.csv", "variant,product")?,
            documents: create(folder, "documents.csv", "document,product,channel,locale,master")?,
            sets: create(folder, "sets.csv", "document,variant,own")?,
            lists: create(folder, "lists.csv", "set,assets")?,
            variant: 0,
            document: 0,
            set: 0,
        })
    }

    /// Writes a list, and gives the set that has it.
    fn list(&mut self, product: usize, gallery: &[usize]) -> std::io::Result<usize> {
        let assets: Vec<String> =
            gallery.iter().map(|asset| (product * ASSETS + asset).to_string()).collect();
        writeln!(self.lists, "{},{}", self.set, assets.join(";"))?;
        self.set += 1;
        Ok(self.set - 1)
    }

    /// Writes a product, and gives the sets of its documents.
    fn product(&mut self, draft: &Draft) -> std::io::Result<Vec<Sets>> {
        let mut all = Vec::new();
        for written in &draft.documents {
            let master = self.list(draft.index, &written.master)?;
            let (document, variant) = (self.document, self.variant);
            writeln!(
                self.documents,
                "{document},{},{},{},{master}",
                draft.index, written.channel, written.locale
            )?;
            let mut own = vec![None; draft.variants.len()];
            for (at, (ordinal, gallery)) in written.variants.iter().enumerate() {
                let set = self.list(draft.index, gallery)?;
                writeln!(self.sets, "{document},{},{set}", variant + ordinal)?;
                own[*ordinal] = Some(at);
            }
            all.push(Sets { master, own });
            self.document += 1;
        }
        for _ in 0..draft.variants.len() {
            writeln!(self.variants, "{},{}", self.variant, draft.index)?;
            self.variant += 1;
        }
        Ok(all)
    }
}

/// Writes the tables: which variants and documents each product has, which set each document has for
/// all variants and for one, what each set lists, and which documents each context tries in which order.
///
/// # Errors
/// Where a file cannot be written.
pub fn export(workload: &Workload, folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let plan = workload.plan();
    let (mut tables, mut sums) = (Tables::new(folder)?, Sums::default());
    for product in 0..workload.products() {
        let draft = workload.draft(product);
        let sets = tables.product(&draft)?;
        for channel in 0..plan.channels {
            for locale in 0..plan.locales {
                let nearest = draft.nearest(channel, locale);
                let at = draft.documents.iter().position(|document| std::ptr::eq(document, nearest)).unwrap();
                (0..draft.variants.len()).for_each(|variant| sums.add(product, nearest, &sets[at], variant));
            }
        }
    }
    let mut rungs = create(folder, "rungs.csv", "context,channel,locale,rank")?;
    for context in 0..pairs(plan.channels, plan.locales).len() {
        let (channel, locale) = (context / plan.locales, context % plan.locales);
        let mut tried: Vec<(usize, usize)> = Vec::new();
        for rung in [(channel, locale), (0, locale), (channel, 0), (0, 0)] {
            if !tried.contains(&rung) {
                writeln!(rungs, "{context},{},{},{}", rung.0, rung.1, tried.len())?;
                tried.push(rung);
            }
        }
    }
    fs::write(folder.join("wanted.json"), sums.json().to_string())?;
    for mut file in [tables.variants, tables.documents, tables.sets, tables.lists, rungs] {
        file.flush()?;
    }
    Ok(())
}
