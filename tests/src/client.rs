//! Client programs of other languages as engines: a question a line to their input, an answer a line from their
//! output. tests/CLIENTS.md has the form of both.

mod checks;

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use libtest_mimic::Trial;
use omnimedia::{AltSource, Code, Inheritance, Order, Parents, Policy};
use serde_json::Value;

use crate::vectors::{Engine, Explains};
use crate::{Stop, target_dir, trial};

pub use checks::{answers_the_generated_shops, answers_the_vectors, prints_galleries};

/// How many generated shops a client is asked about by each way.
const SHOPS: u32 = 24;

/// The trials of a language: everything that its clients, one a compiler, must do.
pub fn client_trials(module: &str, clients: fn() -> Result<Vec<Program>, Stop>) -> Vec<Trial> {
    let named = |name: &str, check: Check| {
        trial(&format!("{module}::{name}"), move || {
            for client in clients()? {
                check(&client).map_err(|stop| client.blamed(stop))?;
            }
            Ok(())
        })
    };
    let mut all = vec![named("clients_print_galleries", Box::new(prints_galleries))];
    for way in Way::ALL {
        let vectors = format!("{}_clients_answer_every_vector", way.word());
        all.push(named(&vectors, Box::new(move |client| answers_the_vectors(client, way))));
        let generated = format!("{}_clients_answer_generated_shops", way.word());
        all.push(named(&generated, Box::new(move |client| answers_the_generated_shops(client, way, SHOPS))));
    }
    all
}

type Check = Box<dyn Fn(&Program) -> Result<(), Stop> + Send>;

/// How a client comes to its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From the publication.
    Direct,
    /// From a snapshot, with everything in the answer looked up.
    Snapshot,
    /// From a snapshot by the hot look-ups, which give less.
    Hot,
}

impl Way {
    /// Every way there is.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Snapshot, Self::Hot];

    /// The word for it on a client's command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Snapshot => "snapshot",
            Self::Hot => "hot",
        }
    }
}

/// A client program, with what stands before its own arguments: `client`, or `mono client.exe`.
#[derive(Clone, Debug)]
pub struct Program {
    words: Vec<OsString>,
    environment: Vec<(OsString, OsString)>,
}

impl Program {
    /// A program that runs by itself.
    #[must_use]
    pub fn new(path: impl Into<OsString>) -> Self {
        Self { words: vec![path.into()], environment: Vec::new() }
    }

    /// The same with one more word before its arguments.
    #[must_use]
    pub fn arg(mut self, word: impl Into<OsString>) -> Self {
        self.words.push(word.into());
        self
    }

    /// The same with a variable in its environment.
    #[must_use]
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// A failure with the name of the program.
    fn blamed(&self, stop: Stop) -> Stop {
        match stop {
            Stop::Fail(why) => Stop::Fail(format!("{:?}: {why}", self.words)),
            skip @ Stop::Skip(_) => skip,
        }
    }

    /// What runs it.
    ///
    /// # Panics
    ///
    /// Never: there is a first word.
    #[must_use]
    pub fn command(&self) -> Command {
        let (program, words) = self.words.split_first().expect("the program itself");
        let mut command = Command::new(program);
        command.args(words).envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// A file in the target directory that goes with its value.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new(text: &str) -> Result<Self, String> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let folder = target_dir().join("clients");
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let (process, next) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = folder.join(format!("publication-{process}-{next}.json"));
        fs::write(&path, text).map_err(|error| error.to_string())?;
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // what stays behind stays in the target directory
        let _ = fs::remove_file(&self.0);
    }
}

/// A running client.
#[derive(Debug)]
pub struct Client {
    pipes: RefCell<Pipes>,
    _publication: Scratch,
}

#[derive(Debug)]
struct Pipes {
    child: Child,
    questions: Option<ChildStdin>,
    // read beside, so that a client that says nothing is noticed, and one that says too much never waits for us
    answers: Receiver<std::io::Result<String>>,
    errors: Option<JoinHandle<String>>,
}

impl Client {
    /// Starts a client on a publication under a policy.
    ///
    /// # Errors
    ///
    /// What kept it from starting. A publication that the client refuses is seen with the first question.
    ///
    /// # Panics
    ///
    /// Never: the pipes that are asked for are there.
    pub fn open(program: &Program, way: Way, publication: &str, policy: Policy) -> Result<Self, String> {
        let publication = Scratch::new(publication)?;
        let mut command = program.command();
        command.arg(way.word()).arg(publication.path());
        command.args(numbers(policy).map(|number| number.to_string()));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("{command:?}: {error}"))?;
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut errors = child.stderr.take().expect("a pipe");
        let (send, answers) = channel();
        std::thread::spawn(move || {
            for line in output.lines() {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        let errors = std::thread::spawn(move || {
            let mut text = Vec::new();
            // what came before the fault is what there is
            let _ = errors.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let pipes = Pipes { questions: child.stdin.take(), child, answers, errors: Some(errors) };
        Ok(Self { pipes: RefCell::new(pipes), _publication: publication })
    }

    /// Asks a question in the vectors' form.
    ///
    /// # Errors
    ///
    /// The fault that the client answers, as `code: message`; or what became of the client.
    pub fn ask(&self, ask: &str, query: &Value) -> Result<Value, String> {
        let line = self.pipes.borrow_mut().exchange(&question(ask, query))?;
        let answer: Value = serde_json::from_str(&line).map_err(|error| format!("{error}: {line}"))?;
        match answer.get("fault") {
            Some(fault) => Err(told(fault)),
            None => Ok(answer),
        }
    }

    /// Ends the input and waits for the client to end well, which it does with every handle released.
    ///
    /// # Errors
    ///
    /// How it ended, and what it said.
    pub fn close(self) -> Result<(), String> {
        self.pipes.borrow_mut().end()
    }
}

impl Pipes {
    /// Longer than any answer takes, on a busy machine too.
    const PATIENCE: Duration = Duration::from_secs(120);

    fn exchange(&mut self, question: &str) -> Result<String, String> {
        let Some(input) = &mut self.questions else { return Err("the client has ended".to_owned()) };
        let written = input.write_all(question.as_bytes()).and_then(|()| input.flush());
        if written.is_err() {
            return Err(self.end().err().unwrap_or_else(|| "the client stopped reading".to_owned()));
        }
        match self.answers.recv_timeout(Self::PATIENCE) {
            Ok(line) => line.map_err(|error| error.to_string()),
            Err(RecvTimeoutError::Timeout) => {
                // a client that hangs is not waited for again
                let _ = self.child.kill();
                Err(format!("no answer to {question}"))
            }
            Err(RecvTimeoutError::Disconnected) => {
                Err(self.end().err().unwrap_or_else(|| format!("the client ended at {question}")))
            }
        }
    }

    fn end(&mut self) -> Result<(), String> {
        drop(self.questions.take());
        let status = self.child.wait().map_err(|error| error.to_string())?;
        let errors = self.errors.take().and_then(|errors| errors.join().ok()).unwrap_or_default();
        match self.answers.try_recv() {
            Ok(line) => Err(format!("an answer that nobody asked for: {line:?}")),
            Err(_) if status.success() => Ok(()),
            Err(_) => Err(format!("the client ended with {status}: {errors}")),
        }
    }
}

impl Drop for Pipes {
    fn drop(&mut self) {
        if self.questions.take().is_some() {
            // its input has ended, and it may be stuck
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// The choices as the C ABI numbers them.
fn numbers(policy: Policy) -> [usize; 4] {
    let place = |at: Option<usize>| at.expect("a choice that the C ABI has");
    let parents = [Parents::Truncate, Parents::None, Parents::Cldr];
    [
        place(Order::ALL.iter().position(|order| *order == policy.order)),
        place(parents.iter().position(|parents| *parents == policy.parents)),
        place(Inheritance::ALL.iter().position(|inheritance| *inheritance == policy.inheritance)),
        place(AltSource::ALL.iter().position(|source| *source == policy.alt_source)),
    ]
}

/// A question as its line.
fn question(ask: &str, query: &Value) -> String {
    let text = |key: &str| query[key].as_str().unwrap_or_default().to_owned();
    let number = if ask == "category" { text("category") } else { text("product") };
    let record_id = query["record_id"].as_u64().map(|id| id.to_string()).unwrap_or_default();
    let [variant, catalog, channel, locale] = ["variant", "catalog", "channel", "locale"].map(text);
    let mut fields = vec![ask.to_owned(), number, record_id, variant, catalog, channel, locale];
    for (dimension, value) in query["values"].as_object().into_iter().flatten() {
        fields.extend([dimension.clone(), value.as_str().unwrap_or_default().to_owned()]);
    }
    let escaped = |field: &String| {
        field.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
    };
    fields.iter().map(escaped).collect::<Vec<_>>().join("\t") + "\n"
}

/// A fault, as the engines of Rust tell one; hot calls give its number alone.
fn told(fault: &Value) -> String {
    let number = &fault["number"];
    let Some(code) = Code::ALL.iter().find(|code| *number == code.number()) else {
        return format!("a fault with a number that there is not: {fault}");
    };
    match fault.get("code") {
        Some(name) if name != code.name() => format!("a fault with another name: {fault}"),
        _ => format!("{code}: {}", fault["message"].as_str().unwrap_or_default()),
    }
}

impl Engine for Client {
    fn resolve(&self, query: &Value) -> Result<Value, String> {
        self.ask("media", query)
    }

    fn swatches(&self, query: &Value) -> Result<Value, String> {
        self.ask("swatches", query)
    }

    fn category(&self, query: &Value) -> Result<Value, String> {
        self.ask("category", query)
    }
}

impl Explains for Client {
    fn explain(&self, query: &Value) -> Result<Value, String> {
        self.ask("explain", query)
    }
}
