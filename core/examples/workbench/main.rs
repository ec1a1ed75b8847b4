//! A merchandiser's day: editing, publishing, a sale from its first picture to its end.
//!
//! ```sh
//! cargo run --release --example workbench                     # an invented clothing shop
//! cargo run --release --example workbench -- PUBLICATION      # yours: a .json or .jsonl file
//! ```
//!
//! It makes a tenant of the publication, and does in it what people do: nothing that is told is made up, and
//! where the library answers otherwise than the story expects, the story ends with an error. It reads no
//! clock: the day is always the same one.

mod choose;
mod day;
#[path = "../shared/mod.rs"]
mod shared;
mod teller;

use clap::Parser;
use omnimedia::{Code, Fault, Faults};
use shared::file::{colours, load, refuse};
use shared::page::Page;
use shared::{gallery, names, page, why};
use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use teller::Teller;

/// A merchandiser's day: editing, publishing, a sale from its first picture to its end.
#[derive(Parser)]
struct Arguments {
    /// The publication: a .json or .jsonl file. Without one, the day is spent in an invented clothing shop.
    publication: Option<PathBuf>,
    /// Where the preview page is written.
    #[arg(long, value_name = "FILE", default_value = "target/workbench.html")]
    out: PathBuf,
    /// The number of the product that is edited in the morning; without it, one that suits.
    #[arg(long, value_name = "NUMBER")]
    product: Option<String>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let out = io::stdout();
    let mut teller = Teller::new(Page::new(BufWriter::new(out.lock()), colours(out.is_terminal())));
    let Err(error) = tell(&mut teller, &arguments) else { return ExitCode::SUCCESS };
    match error.downcast_ref::<io::Error>() {
        // whoever read has read enough
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        _ => {}
    }
    // nothing more can be said where this cannot be written
    let _ = teller.page.flush();
    let _ = refuse(arguments.publication.as_deref(), error.as_ref());
    ExitCode::FAILURE
}

fn tell<W: Write>(teller: &mut Teller<W>, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    is_free(&arguments.out)?;
    let (publication, _) = load(arguments.publication.as_deref())?;
    let name = arguments.publication.as_deref().map(|file| page::tail(&file.display().to_string(), 60));
    let name = name.as_deref().unwrap_or("the Quillmere shop, a sample");
    if let Some(number) = &arguments.product
        && publication.product(number).is_none()
    {
        let message = format!("no product `{number}` in {name}");
        return Err(Fault::new(Code::NotFound, message, "name a product of the publication").into());
    }
    day::tell(teller, publication, name, arguments.product.as_deref(), &arguments.out)?;
    teller.page.flush()?;
    Ok(())
}

/// Refuses to write over anything but a page.
fn is_free(file: &Path) -> Result<(), Faults> {
    const START: &[u8] = b"<!doctype html>";
    let cannot = |what: String| Fault::new(Code::Read, what, "name another file with `--out`");
    let mut start = [0; START.len()];
    match File::open(file).and_then(|mut there| there.read_exact(&mut start)) {
        Ok(()) if start.eq_ignore_ascii_case(START) => Ok(()),
        Ok(()) => Err(cannot(format!("`{}` is there and no page", file.display())).into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Err(cannot(format!("`{}` is there and no page", file.display())).into())
        }
        Err(error) => Err(cannot(format!("`{}` cannot be read: {error}", file.display())).into()),
    }
}
