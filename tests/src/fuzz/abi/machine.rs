//! The machine that calls: what is alive, what was lent, and what must hold after each call.

use std::alloc::{Layout, alloc, dealloc};
use std::cell::{Cell, RefCell};

use super::Loaded;
use super::callbacks::{done, each, progress, read, released, written};
use super::plan::{Kind, Named, Planned, fields, layout};
use super::raw::{Argument, call};

/// What a place that was not written has.
const PATTERN: u8 = 0xA5;
const INTERNAL: i32 = 9001;
/// Calls of one input.
const MOST: usize = 96;

/// How an argument is made.
pub(super) struct Making {
    /// From bytes; else as a good call has it.
    pub(super) is_wild: bool,
    /// The structure that is filled.
    pub(super) structure: String,
    /// How deep structures point to structures.
    pub(super) depth: usize,
    /// Whether a handle is not one that is alive and of its type.
    is_wrong: bool,
}

/// A handle that is alive, with its references.
struct Alive {
    kind: String,
    handle: usize,
    references: usize,
}

#[derive(Default)]
pub(super) struct State {
    alive: Vec<Alive>,
    gone: Vec<usize>,
    pub(super) shelves: Vec<u64>,
    pub(super) marks: Vec<u64>,
    borrowed: usize,
    calls: usize,
}

/// Memory for the library, as long as the run: pointers into it are never invalid.
struct Room(*mut u8, Layout);

impl Drop for Room {
    fn drop(&mut self) {
        // SAFETY: it came from `alloc` with this layout, and nothing points to it when the run is over.
        unsafe { dealloc(self.0, self.1) }
    }
}

/// A place that the library writes.
struct Out<'p> {
    name: &'p str,
    kind: &'p Kind,
    place: usize,
    elements: usize,
    size: usize,
}

pub(super) struct Machine<'l> {
    pub(super) loaded: &'l Loaded,
    data: Cell<&'l [u8]>,
    pub(super) state: RefCell<State>,
    rooms: RefCell<Vec<Room>>,
    depth: Cell<usize>,
    ticks: Cell<u64>,
    pub(super) returned: Cell<usize>,
}

/// What there is before the calls that an input says.
const BEGINNING: [&str; 10] = [
    "publication_read",
    "publication_flatten",
    "snapshot_shelf",
    "publication_resolve",
    "tenant_from_publication",
    "tenant_create_group",
    "tenant_changes",
    "store_new",
    "builder_new",
    "builder_product",
];

impl<'l> Machine<'l> {
    pub(super) fn new(loaded: &'l Loaded, data: &'l [u8]) -> Self {
        Self {
            loaded,
            data: Cell::new(data),
            state: RefCell::default(),
            rooms: RefCell::default(),
            depth: Cell::new(0),
            ticks: Cell::new(0),
            returned: Cell::new(0),
        }
    }

    /// Runs the whole program, and lets go of everything.
    pub(super) fn run(&self) {
        assert_eq!(self.alive(), 0, "handles are alive before the run");
        if self.byte() & 1 == 0 {
            for name in BEGINNING {
                let function = self.function(&format!("omnimedia_{name}"));
                assert_eq!(self.call(function, false), 0, "{name} at the beginning");
            }
        }
        while !self.data.get().is_empty() {
            self.step();
        }
        let left: Vec<(String, usize, usize)> = std::mem::take(&mut self.state.borrow_mut().alive)
            .into_iter()
            .map(|alive| (alive.kind, alive.handle, alive.references))
            .collect();
        for (kind, handle, references) in left {
            for _ in 0..references {
                let release = self.function(&format!("{kind}_release"));
                // SAFETY: the function takes one handle.
                let status = unsafe { call(release.address, &[Argument::Word(handle)]) } as i32;
                assert_eq!(status, 0, "{kind} is released in the end");
            }
        }
        assert_eq!(self.alive(), 0, "handles are left");
        assert_eq!(
            self.returned.get(),
            self.state.borrow().borrowed,
            "borrowed bytes came back otherwise than once"
        );
    }

    fn function(&self, name: &str) -> &'l Planned {
        self.loaded.functions.iter().find(|one| one.name == name).unwrap_or_else(|| panic!("no {name}"))
    }

    fn alive(&self) -> usize {
        let function = self.function("omnimedia_handles_alive");
        // SAFETY: the function takes nothing.
        unsafe { call(function.address, &[]) }
    }

    pub(super) fn byte(&self) -> u8 {
        let Some((first, rest)) = self.data.get().split_first() else { return 0 };
        self.data.set(rest);
        *first
    }

    pub(super) fn tick(&self) -> u64 {
        self.ticks.set(self.ticks.get() + 1);
        self.ticks.get()
    }

    pub(super) fn file(&self, name: &str) -> String {
        self.loaded.folder.join(name).to_string_lossy().into_owned()
    }

    /// Room of so many bytes, exactly, filled.
    pub(super) fn room(&self, bytes: usize, with: u8) -> usize {
        let layout = Layout::from_size_align(bytes.max(1), 16).expect("a layout");
        // SAFETY: the layout is not empty, and the bytes are within what was allocated.
        let pointer = unsafe {
            let pointer = alloc(layout);
            assert!(!pointer.is_null());
            pointer.write_bytes(with, layout.size());
            pointer
        };
        self.rooms.borrow_mut().push(Room(pointer, layout));
        pointer as usize
    }

    pub(super) fn put(&self, place: usize, bytes: &[u8]) {
        // SAFETY: the place is in a room, which has these bytes: layouts are those of the header.
        unsafe { (place as *mut u8).copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) }
    }

    /// Bytes that the library may look at to the end of the run.
    pub(super) fn lent(&self, bytes: &[u8]) -> (usize, usize) {
        let place = self.room(bytes.len(), 0);
        self.put(place, bytes);
        (place, bytes.len())
    }

    /// A handle for a parameter of a type.
    pub(super) fn handle(&self, kind: &str, making: &mut Making) -> usize {
        let byte = if making.is_wild { self.byte() } else { 0 };
        let state = self.state.borrow();
        let of_kind: Vec<usize> =
            state.alive.iter().rev().filter(|alive| alive.kind == kind).map(|alive| alive.handle).collect();
        let (handle, is_right) = match byte {
            0..=199 => {
                (of_kind.get(usize::from(byte) % of_kind.len().max(1)).copied().unwrap_or_default(), true)
            }
            200..=214 => (0, true),
            215..=234 => {
                let at = usize::from(self.byte()) % state.alive.len().max(1);
                let other = state.alive.get(at);
                (other.map_or(0, |other| other.handle), other.is_none_or(|other| other.kind == kind))
            }
            235..=244 => {
                let at = usize::from(self.byte()) % state.gone.len().max(1);
                let handle = state.gone.get(at).copied().unwrap_or_default();
                (handle, handle == 0 || of_kind.contains(&handle))
            }
            _ => {
                let handle = u64::from_le_bytes(std::array::from_fn(|_| self.byte())) as usize;
                (handle, handle == 0 || of_kind.contains(&handle))
            }
        };
        making.is_wrong |= !is_right;
        handle
    }

    /// The next call that the program says.
    pub(super) fn step(&self) {
        if self.state.borrow().calls >= MOST {
            self.data.set(&[]);
            return;
        }
        let count = self.loaded.functions.len();
        assert!(count <= 256, "teach the machine more functions than a byte says");
        let function = &self.loaded.functions[usize::from(self.byte()) % count];
        let is_wild = self.byte() >= 128;
        self.call(function, is_wild);
    }

    fn call(&self, function: &'l Planned, is_wild: bool) -> i32 {
        self.state.borrow_mut().calls += 1;
        let mut making = Making { is_wild, structure: String::new(), depth: 0, is_wrong: false };
        let (mut arguments, mut outs) = (Vec::new(), Vec::new());
        self.arguments(function, &mut making, &mut arguments, &mut outs);
        let first =
            arguments.first().map_or(0, |first| if let Argument::Word(word) = first { *word } else { 0 });
        let is_borrowed = function.name == "omnimedia_snapshot_borrow"
            && matches!(arguments.get(3), Some(Argument::Word(released)) if *released != 0);
        self.depth.set(self.depth.get() + 1);
        // SAFETY: the arguments are made for the parameters; every pointer leads to a room as large as it says, which
        // lives to the end of the run.
        let result = unsafe { call(function.address, &arguments) };
        self.depth.set(self.depth.get() - 1);
        if !function.gives_status {
            return 0;
        }
        let (status, name) = (result as i32, &function.name);
        assert_ne!(status, INTERNAL, "{name} is answered `internal`");
        assert!((0..INTERNAL).contains(&status), "{name} is answered {status}");
        assert!(status != 0 || !making.is_wrong, "{name} takes a wrong handle");
        for out in &outs {
            self.came_out(name, status, out);
        }
        if status == 0 {
            self.count(name, first);
            self.state.borrow_mut().borrowed += usize::from(is_borrowed);
        }
        if self.depth.get() == 0 {
            let alive = self.state.borrow().alive.len();
            assert_eq!(self.alive(), alive, "after {name} other handles are alive");
        }
        status
    }

    /// References that a call made or took.
    fn count(&self, name: &str, handle: usize) {
        let state = &mut *self.state.borrow_mut();
        let Some(at) = state.alive.iter().position(|alive| alive.handle == handle) else { return };
        if name.ends_with("_retain") {
            state.alive[at].references += 1;
        } else if name.ends_with("_release") {
            state.alive[at].references -= 1;
            if state.alive[at].references == 0 {
                state.alive.remove(at);
                state.gone.push(handle);
            }
        }
    }

    fn arguments(
        &self,
        function: &'l Planned,
        making: &mut Making,
        arguments: &mut Vec<Argument>,
        outs: &mut Vec<Out<'l>>,
    ) {
        let name = function.name.as_str();
        let mut parameters = function.parameters.iter().peekable();
        let mut length = 0;
        while let Some(Named { name: parameter, kind }) = parameters.next() {
            let next = parameters.peek().map_or("", |next| next.name.as_str());
            let is_array = next == "len" || next.ends_with("_len");
            match kind {
                Kind::In(element) if is_array => {
                    let (place, count) = self.array(name, element, parameter, making);
                    arguments.extend([Argument::Word(place), Argument::Word(count)]);
                    length = count;
                    parameters.next();
                }
                Kind::Handles(handle) => {
                    let count = if making.is_wild { usize::from(self.byte() % 4) } else { 1 };
                    let place = self.room(count * 8, 0);
                    for at in 0..count {
                        self.put(place + at * 8, &self.handle(handle, making).to_le_bytes());
                    }
                    arguments.extend([Argument::Word(place), Argument::Word(count)]);
                    parameters.next();
                }
                Kind::Out(element) => {
                    let is_counted = next == "capacity";
                    let capacity = if is_counted { self.number("capacity", 8, making) as usize } else { 1 };
                    let elements = if matches!(parameter.as_str(), "urls" | "statuses" | "ends") {
                        length
                    } else {
                        capacity
                    };
                    arguments.push(Argument::Word(self.out(parameter, element, elements, making, outs)));
                    if is_counted {
                        arguments.push(Argument::Word(capacity));
                        parameters.next();
                    }
                }
                Kind::HandleOut(_) => {
                    arguments.push(Argument::Word(self.out(parameter, kind, 1, making, outs)))
                }
                Kind::In(pointed) => {
                    arguments.push(Argument::Word(self.one(name, pointed, parameter, making)))
                }
                Kind::Text => {
                    let (place, length) = self.text(name, parameter, making);
                    arguments.push(Argument::Pair(place, length));
                }
                Kind::Number(size) => {
                    arguments.push(Argument::Word(self.number(parameter, *size, making) as usize))
                }
                Kind::Handle(handle) => arguments.push(Argument::Word(self.handle(handle, making))),
                Kind::Callback(callback) => arguments.push(Argument::Word(self.callback(callback, making))),
                Kind::User => arguments.push(Argument::Word(std::ptr::from_ref(self) as usize)),
                kind => panic!("teach the machine a parameter that is {kind:?}"),
            }
        }
    }

    fn out(
        &self,
        name: &'l str,
        kind: &'l Kind,
        elements: usize,
        making: &Making,
        outs: &mut Vec<Out<'l>>,
    ) -> usize {
        if making.is_wild && self.byte() >= 250 {
            return 0;
        }
        let (size, _) = layout(&self.loaded.header, kind);
        let place = self.room(size * elements, PATTERN);
        outs.push(Out { name, kind, place, elements, size });
        place
    }

    fn callback(&self, kind: &str, making: &Making) -> usize {
        if making.is_wild && self.byte() >= 240 {
            return 0;
        }
        match kind {
            "omnimedia_done" => done as *const () as usize,
            "omnimedia_each" => each as *const () as usize,
            "omnimedia_write" => written as *const () as usize,
            "omnimedia_read" => read as *const () as usize,
            "omnimedia_progress" => progress as *const () as usize,
            "omnimedia_released" => released as *const () as usize,
            kind => panic!("teach the machine the callback `{kind}`"),
        }
    }

    /// The bytes of a place.
    pub(super) fn bytes(&self, place: usize, length: usize) -> Vec<u8> {
        if length == 0 {
            return Vec::new();
        }
        // SAFETY: it is in a room, or the library said that it lends these bytes.
        unsafe { std::slice::from_raw_parts(place as *const u8, length).to_vec() }
    }

    fn word(&self, place: usize) -> usize {
        usize::from_le_bytes(self.bytes(place, 8).try_into().expect("eight bytes"))
    }

    /// Looks at a place that a call may have written.
    fn came_out(&self, function: &str, status: i32, out: &Out<'_>) {
        let is_written = self.bytes(out.place, out.size * out.elements).iter().any(|byte| *byte != PATTERN);
        let Out { name, kind, place, elements, size } = *out;
        if name == "why" {
            assert_eq!(is_written, status != 0, "{function}: `why`, with status {status}");
        } else {
            assert!(status == 0 || !is_written, "{function}: `{name}` was written, with status {status}");
        }
        if !is_written {
            return;
        }
        match kind {
            Kind::HandleOut(kind) => {
                let handle = self.word(place);
                let state = &mut *self.state.borrow_mut();
                let is_new = state.alive.iter().all(|alive| alive.handle != handle);
                assert!(is_new, "{function}: the handle in `{name}` is alive already");
                if handle != 0 {
                    state.alive.push(Alive { kind: kind.clone(), handle, references: 1 });
                }
            }
            Kind::Number(8) if name == "shelf" => {
                self.state.borrow_mut().shelves.push(self.word(place) as u64)
            }
            Kind::Number(8) if name == "mark" => self.state.borrow_mut().marks.push(self.word(place) as u64),
            kind => (0..elements).for_each(|at| self.lends(function, kind, place + at * size)),
        }
    }

    /// Reads what the library lent.
    fn lends(&self, function: &str, kind: &Kind, place: usize) {
        match kind {
            Kind::Text => {
                let (pointer, length) = (self.word(place), self.word(place + 8));
                let is_untouched = self.bytes(place, 16).iter().all(|byte| *byte == PATTERN);
                if pointer == 0 || is_untouched {
                    assert!(is_untouched || length == 0, "{function} lends {length} bytes nowhere");
                    return;
                }
                assert!(isize::try_from(length).is_ok(), "{function} lends {length} bytes");
                let sum: u64 = self.bytes(pointer, length).iter().map(|byte| u64::from(*byte)).sum();
                assert!(sum <= 255 * length as u64);
            }
            Kind::Structure(name) => {
                for (field, at) in fields(&self.loaded.header, name) {
                    self.lends(function, &field.kind, place + at);
                }
            }
            _ => {}
        }
    }

    /// What a callback does: goes on with the program, and says whether the call goes on.
    pub(super) fn called_back(&self) -> i32 {
        let how = self.byte();
        if how & 7 == 1 && self.depth.get() < 3 {
            self.step();
        }
        i32::from(how >= 224)
    }
}
