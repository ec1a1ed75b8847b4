//! What the shared library shows to a linker.

use std::process::Command;

use libtest_mimic::Trial;
use omnimedia_tests::build::libraries;
use omnimedia_tests::{Missing, Stop, run, tool, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![it_exports_our_names_only, it_exports_what_the_header_declares, its_soname_has_the_abi_number]
}

fn only_elf() -> Result<(), Missing> {
    if cfg!(target_os = "linux") { Ok(()) } else { Err(Missing::Tool("a linker of ELF files".to_owned())) }
}

fn exports() -> Result<Vec<String>, Stop> {
    only_elf()?;
    let nm = tool("nm")?;
    let listing =
        run(Command::new(nm).args(["-D", "--defined-only", "--format=posix"]).arg(&libraries()?.shared))?;
    let names: Vec<String> =
        listing.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    assert!(!names.is_empty(), "the library exports nothing");
    Ok(names)
}

fn it_exports_our_names_only() -> Result<(), Stop> {
    let strangers: Vec<String> =
        exports()?.into_iter().filter(|name| !name.starts_with("omnimedia_")).collect();
    assert!(strangers.is_empty(), "exported, but not ours: {strangers:?}");
    Ok(())
}

fn it_exports_what_the_header_declares() -> Result<(), Stop> {
    let header = std::fs::read_to_string(workspace_root().join("include/omnimedia.h"))?;
    let undeclared: Vec<String> =
        exports()?.into_iter().filter(|name| !header.contains(&format!("{name}("))).collect();
    assert!(undeclared.is_empty(), "exported, but not in the header: {undeclared:?}");
    Ok(())
}

fn its_soname_has_the_abi_number() -> Result<(), Stop> {
    only_elf()?;
    let readelf = tool("readelf")?;
    let listing = run(Command::new(readelf).arg("--dynamic").arg(&libraries()?.shared))?;
    let header = std::fs::read_to_string(workspace_root().join("include/omnimedia.h"))?;
    let number = header.lines().find_map(|line| line.strip_prefix("#define OMNIMEDIA_ABI_VERSION "));
    let soname = format!("[libomnimedia.so.{}]", number.ok_or("the header has no ABI number")?.trim());
    assert!(listing.contains(&soname), "no SONAME {soname} in\n{listing}");
    Ok(())
}
