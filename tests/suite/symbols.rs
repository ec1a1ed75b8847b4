//! What the libraries show to a linker.

use std::collections::BTreeSet;
use std::process::Command;

use libtest_mimic::Trial;
use omnimedia_tests::build::libraries;
use omnimedia_tests::{Missing, Stop, run, tool, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        it_exports_our_names_only,
        it_exports_what_the_header_declares,
        the_archive_takes_no_name_that_a_program_may_have,
        its_soname_has_the_abi_number,
    ]
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

/// The functions that the header declares.
fn declared() -> Result<BTreeSet<String>, Stop> {
    let header = std::fs::read_to_string(workspace_root().join("include/omnimedia.h"))?;
    // what stands before a bracket, outside comments
    let outside = header.split("/*").map(|part| part.rsplit_once("*/").map_or(part, |(_, code)| code));
    let code: String = outside.flat_map(str::lines).filter(|line| !line.starts_with('#')).collect();
    let words = code.split('(').filter_map(|before| {
        before.rsplit(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').next()
    });
    let names: BTreeSet<String> =
        words.filter(|word| word.starts_with("omnimedia_")).map(str::to_owned).collect();
    assert!(names.contains("omnimedia_abi_version") && names.len() > 10, "the header declares {names:?}");
    Ok(names)
}

fn it_exports_what_the_header_declares() -> Result<(), Stop> {
    let (exported, declared): (BTreeSet<String>, _) = (exports()?.into_iter().collect(), declared()?);
    let undeclared: Vec<_> = exported.difference(&declared).collect();
    assert!(undeclared.is_empty(), "exported, but not in the header: {undeclared:?}");
    let missing: Vec<_> = declared.difference(&exported).collect();
    assert!(missing.is_empty(), "in the header, but not exported: {missing:?}");
    Ok(())
}

/// Names that are global in an archive are those of everyone in the program. Beside ours, Rust's own are there: names
/// that C reserves or cannot spell, weak ones that give way to a program's, and one that Rust cannot do without.
fn the_archive_takes_no_name_that_a_program_may_have() -> Result<(), Stop> {
    only_elf()?;
    // not nm, which leaves out the objects that a linker's plugin on the machine takes for its own and cannot read
    let mut readelf = Command::new(tool("readelf")?);
    let listing = run(readelf.args(["--symbols", "--wide"]).arg(&libraries()?.archive))?;
    let mut strong = BTreeSet::new();
    for line in listing.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        // number, value, size, type, binding, visibility, section, name
        if let [_, _, _, _, "GLOBAL", _, section, name] = words[..]
            && section != "UND"
        {
            strong.insert(name.to_owned());
        }
    }
    let missing: Vec<_> = declared()?.difference(&strong).cloned().collect();
    assert!(missing.is_empty(), "in the header, but not in the archive: {missing:?}");
    let can_spell = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let reserved = |name: &str| {
        let mut letters = name.strip_prefix('_').unwrap_or("").bytes();
        letters.next().is_some_and(|letter| letter == b'_' || letter.is_ascii_uppercase())
    };
    let taken: Vec<_> = strong
        .iter()
        .filter(|name| !name.starts_with("omnimedia_") && can_spell(name) && !reserved(name))
        .collect();
    assert_eq!(taken, ["rust_eh_personality"], "names that a program may have for itself");
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
