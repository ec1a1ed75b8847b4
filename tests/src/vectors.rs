//! The shared vectors: publications with the answers that the rules give, and the engines that must give them.
//!
//! An engine takes and gives JSON in the vectors' form, so that one comparison serves every language.

use std::fs;
use std::path::Path;

use omnimedia::wire::{self, Request};
use omnimedia::{Fault, Flatten, Limits, Policy, Publication, Shards, Snapshot, shard_of};
use serde_json::Value;

use crate::Missing;
use crate::place::{files_below, shared};

/// What answers queries.
pub trait Engine {
    /// What a product, a variant or a selection shows.
    ///
    /// # Errors
    ///
    /// The code of the fault and what it says.
    fn resolve(&self, query: &Value) -> Result<Value, String>;

    /// The swatches of a product.
    ///
    /// # Errors
    ///
    /// As [`Engine::resolve`].
    fn swatches(&self, query: &Value) -> Result<Value, String>;

    /// The picture of a category.
    ///
    /// # Errors
    ///
    /// As [`Engine::resolve`].
    fn category(&self, query: &Value) -> Result<Value, String>;
}

/// An engine that can say why.
pub trait Explains: Engine {
    /// Why a product, a variant or a selection shows what it shows.
    ///
    /// # Errors
    ///
    /// As [`Engine::resolve`].
    fn explain(&self, query: &Value) -> Result<Value, String>;
}

/// One file of vectors.
#[derive(Debug)]
pub struct Vectors {
    /// The name of the file.
    pub name: String,
    /// The publication, as JSON.
    pub publication: String,
    /// The policy, as JSON.
    pub policy: String,
    /// Queries for media with their answers.
    pub cases: Vec<Case>,
    /// Queries for swatches with their answers.
    pub swatches: Vec<Case>,
    /// Queries for category pictures with their answers.
    pub category_images: Vec<Case>,
}

/// A query with its answer.
#[derive(Debug)]
pub struct Case {
    /// The query, in the vectors' form.
    pub query: Value,
    /// What it must be answered with; an implementation may give more keys.
    pub answer: Value,
}

impl Vectors {
    /// Every file of vectors.
    ///
    /// # Errors
    ///
    /// [`Missing::Shared`] where there are none.
    pub fn all() -> Result<Vec<Self>, Missing> {
        let folder = shared("vectors")?;
        let is_json = |path: &Path| path.extension().is_some_and(|extension| extension == "json");
        let files = files_below(&folder, &is_json);
        assert!(!files.is_empty(), "{} has no vectors", folder.display());
        Ok(files.iter().map(|file| Self::read(file)).collect())
    }

    fn read(file: &Path) -> Self {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut all: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut cases = |key: &str| {
            let Value::Array(cases) = all[key].take() else { panic!("{name} has no `{key}`") };
            let case = |mut case: Value| Case { query: case["query"].take(), answer: case["answer"].take() };
            cases.into_iter().map(case).collect()
        };
        Self {
            cases: cases("cases"),
            swatches: cases("swatches"),
            category_images: cases("category_images"),
            publication: all["publication"].to_string(),
            policy: all["policy"].to_string(),
            name,
        }
    }
}

/// Where an answer lacks something of the one that is expected, or has something else: a path and both.
#[must_use]
pub fn difference(expected: &Value, answer: &Value) -> Option<String> {
    match (expected, answer) {
        (Value::Object(expected), Value::Object(answer)) => expected.iter().find_map(|(key, expected)| {
            let Some(answer) = answer.get(key) else { return Some(format!(".{key} is missing")) };
            difference(expected, answer).map(|found| format!(".{key}{found}"))
        }),
        (Value::Array(expected), Value::Array(answer)) if expected.len() == answer.len() => {
            let mut pairs = expected.iter().zip(answer).enumerate();
            pairs.find_map(|(at, (expected, answer))| {
                difference(expected, answer).map(|found| format!("[{at}]{found}"))
            })
        }
        (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => None,
        _ => (expected != answer).then(|| format!(": expected {expected}, found {answer}")),
    }
}

/// Direct resolution: a publication and a policy.
#[derive(Debug)]
pub struct Direct {
    publication: Publication,
    policy: Policy,
}

impl Direct {
    /// Reads the publication and the policy of a file of vectors.
    ///
    /// # Errors
    ///
    /// Every fault of the two.
    pub fn open(vectors: &Vectors) -> Result<Self, String> {
        let publication = Publication::from_json(vectors.publication.as_bytes(), &Limits::default());
        Ok(Self {
            publication: publication.map_err(|faults| faults.to_string())?,
            policy: wire::policy(&vectors.policy).map_err(|fault| fault.to_string())?,
        })
    }
}

/// The flattened bytes of a publication under a policy.
#[derive(Debug)]
pub struct Flattened {
    snapshot: Snapshot<Vec<u8>>,
}

impl Flattened {
    /// Flattens the publication of a file of vectors under its policy, and verifies the bytes.
    ///
    /// # Errors
    ///
    /// Every fault of the two.
    pub fn open(vectors: &Vectors) -> Result<Self, String> {
        let Direct { publication, policy } = Direct::open(vectors)?;
        let bytes = Flatten::new(&publication, policy).to_bytes().map_err(told)?;
        let snapshot = Snapshot::open(bytes).map_err(told)?;
        snapshot.verify().map_err(|faults| faults.to_string())?;
        Ok(Self { snapshot })
    }
}

impl Engine for Flattened {
    fn resolve(&self, query: &Value) -> Result<Value, String> {
        let query = wire::query(query.to_string()).map_err(told)?;
        Ok(read(&wire::answer(&self.snapshot.resolve(&query).map_err(told)?)))
    }

    fn swatches(&self, query: &Value) -> Result<Value, String> {
        let Request::Swatches(query) = request("swatches", query)? else {
            return Err("not swatches".to_owned());
        };
        Ok(read(&wire::swatches(&self.snapshot.swatches(&query).map_err(told)?)))
    }

    fn category(&self, query: &Value) -> Result<Value, String> {
        let Request::Category { id, context } = request("category", query)? else {
            return Err("not a category".to_owned());
        };
        let shelf = self.snapshot.shelf_of(&context);
        Ok(read(&wire::category(&self.snapshot.category_image(&id, &shelf).map_err(told)?)))
    }
}

/// The shards of a publication.
///
/// # Errors
///
/// Those of flattening.
pub fn sharded(publication: &Publication, policy: Policy, count: u32) -> Result<Vec<Vec<u8>>, Fault> {
    let shard = |shard| {
        let mut flatten = Flatten::start(policy, publication)?;
        let products = publication.products();
        for product in products.filter(|product| shard_of(product.number(), count) == shard) {
            flatten.push(product)?;
        }
        flatten.finish()
    };
    (0..count).map(shard).collect()
}

/// The same in shards.
#[derive(Debug)]
pub struct Sharded {
    shards: Shards<Vec<u8>>,
}

impl Sharded {
    /// Flattens the publication of a file of vectors in three shards, and verifies them.
    ///
    /// # Errors
    ///
    /// As [`Flattened::open`].
    pub fn open(vectors: &Vectors) -> Result<Self, String> {
        let Direct { publication, policy } = Direct::open(vectors)?;
        let shards = sharded(&publication, policy, 3).map_err(told)?;
        let opened = shards.into_iter().map(Snapshot::open).collect::<Result<Vec<_>, _>>().map_err(told)?;
        let index = Shards::index(&opened).map_err(|faults| faults.to_string())?;
        let shards = Shards::of(index, opened).map_err(told)?;
        shards.verify().map_err(|faults| faults.to_string())?;
        Ok(Self { shards })
    }
}

impl Engine for Sharded {
    fn resolve(&self, query: &Value) -> Result<Value, String> {
        let query = wire::query(query.to_string()).map_err(told)?;
        Ok(read(&wire::answer(&self.shards.resolve(&query).map_err(told)?)))
    }

    fn swatches(&self, query: &Value) -> Result<Value, String> {
        let Request::Swatches(query) = request("swatches", query)? else {
            return Err("not swatches".to_owned());
        };
        Ok(read(&wire::swatches(&self.shards.swatches(&query).map_err(told)?)))
    }

    fn category(&self, query: &Value) -> Result<Value, String> {
        let Request::Category { id, context } = request("category", query)? else {
            return Err("not a category".to_owned());
        };
        let shelf = self.shards.shelf_of(&context);
        Ok(read(&wire::category(&self.shards.category_image(&id, &shelf).map_err(told)?)))
    }
}

/// A request for something other than media.
fn request(ask: &str, query: &Value) -> Result<Request, String> {
    let mut query = query.clone();
    query["ask"] = ask.into();
    wire::request(query.to_string()).map_err(told)
}

fn told(fault: Fault) -> String {
    format!("{}: {fault}", fault.code())
}

fn read(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

impl Engine for Direct {
    fn resolve(&self, query: &Value) -> Result<Value, String> {
        let query = wire::query(query.to_string()).map_err(told)?;
        let answer = self.publication.resolve(&query, &self.policy).map_err(told)?;
        Ok(read(&wire::answer(&answer)))
    }

    fn swatches(&self, query: &Value) -> Result<Value, String> {
        let Request::Swatches(query) = request("swatches", query)? else {
            return Err("not swatches".to_owned());
        };
        let swatches = self.publication.swatches(&query, &self.policy).map_err(told)?;
        Ok(read(&wire::swatches(&swatches)))
    }

    fn category(&self, query: &Value) -> Result<Value, String> {
        let Request::Category { id, context } = request("category", query)? else {
            return Err("not a category".to_owned());
        };
        let image = self.publication.category_image(&id, &context, &self.policy).map_err(told)?;
        Ok(read(&wire::category(&image)))
    }
}

impl Explains for Direct {
    fn explain(&self, query: &Value) -> Result<Value, String> {
        let Request::Explain(query) = request("explain", query)? else {
            return Err("no explanation".to_owned());
        };
        let explanation = self.publication.explain(&query, &self.policy).map_err(told)?;
        Ok(read(&wire::explanation(&explanation)))
    }
}
