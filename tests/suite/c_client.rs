//! C programs against the header and the static library: the client, the version, the gallery of the documentation.

use std::process::Command;
use std::sync::OnceLock;

use libtest_mimic::Trial;
use omnimedia_tests::client::{Program, client_trials};
use omnimedia_tests::compile::{C, CPP};
use omnimedia_tests::{Stop, run, trials};

pub(crate) fn trials() -> Vec<Trial> {
    let mut all = trials![
        a_c_program_prints_the_version,
        the_header_is_c_and_cpp_of_every_standard,
        the_gallery_of_the_documentation_prints_its_pictures,
    ];
    all.extend(client_trials("c_client", clients));
    all
}

const STANDARDS: [&str; 3] = ["c99", "c11", "c17"];
const CPP_STANDARDS: [&str; 3] = ["c++11", "c++17", "c++20"];

fn clients() -> Result<Vec<Program>, Stop> {
    static CLIENTS: OnceLock<Result<Vec<Program>, String>> = OnceLock::new();
    let compilers = C.present()?;
    let built = CLIENTS.get_or_init(|| {
        println!("c_client: with {compilers:?}");
        let client = |compiler| C.program(compiler, "c11", &[], "tests/c/client.c").map(Program::new);
        compilers.iter().map(|compiler| client(compiler)).collect()
    });
    Ok(built.clone()?)
}

fn a_c_program_prints_the_version() -> Result<(), Stop> {
    for compiler in C.present()? {
        let program = C.program(&compiler, "c99", &[], "tests/c/version.c")?;
        assert_eq!(run(&mut Command::new(program))?.trim(), env!("CARGO_PKG_VERSION"));
    }
    Ok(())
}

fn the_header_is_c_and_cpp_of_every_standard() -> Result<(), Stop> {
    for (language, standards) in [(C, STANDARDS), (CPP, CPP_STANDARDS)] {
        for compiler in language.present()? {
            for standard in standards {
                language.check(&compiler, standard, &[], "tests/c/version.c")?;
            }
        }
    }
    Ok(())
}

fn the_gallery_of_the_documentation_prints_its_pictures() -> Result<(), Stop> {
    for compiler in C.present()? {
        let program = C.program(&compiler, "c11", &[], "ffi/examples/gallery.c")?;
        let pictures = "https://cdn.example/blue.png  Shirt\nhttps://cdn.example/shirt.png  Une chemise\n";
        assert_eq!(run(&mut Command::new(program))?.replace("\r\n", "\n"), pictures);
    }
    Ok(())
}
