//! `include/omnimedia.h` is what the sources say.

use std::fs;
use std::path::PathBuf;

use libtest_mimic::Trial;
use omnimedia::Code;
use omnimedia_tests::{Stop, target_dir, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        the_committed_header_is_what_the_sources_say,
        the_header_documents_every_function,
        the_header_has_every_code,
    ]
}

fn committed() -> PathBuf {
    workspace_root().join("include/omnimedia.h")
}

fn generate() -> Result<String, Stop> {
    let crate_dir = workspace_root().join("ffi");
    let config = cbindgen::Config::from_file(crate_dir.join("cbindgen.toml"))?;
    // From the source: asking Cargo for the crate would resolve every platform's dependencies.
    let builder = cbindgen::Builder::new().with_config(config).with_src(crate_dir.join("src/lib.rs"));
    let mut header = Vec::new();
    builder.generate()?.write(&mut header);
    Ok(String::from_utf8(header)?)
}

fn the_committed_header_is_what_the_sources_say() -> Result<(), Stop> {
    let header = generate()?;
    let path = committed();
    let found = fs::read_to_string(&path).unwrap_or_default();
    if found == header {
        return Ok(());
    }
    if std::env::var_os("OMNIMEDIA_UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, header)?;
        return Ok(());
    }
    let fresh = target_dir().join("omnimedia.h");
    fs::write(&fresh, &header)?;
    let line = found.lines().zip(header.lines()).take_while(|(old, new)| old == new).count() + 1;
    let (path, fresh) = (path.display(), fresh.display());
    Err(format!("{path} differs from the sources from line {line} on; what they say is in {fresh}; OMNIMEDIA_UPDATE=1 cargo test rewrites it").into())
}

fn the_header_documents_every_function() -> Result<(), Stop> {
    let header = fs::read_to_string(committed())?;
    let lines: Vec<&str> = header.lines().collect();
    let mut functions = 0;
    for (at, line) in lines.iter().enumerate() {
        let declares =
            line.contains(" omnimedia_") && line.contains('(') && !line.trim_start().starts_with(['*', '/']);
        if declares {
            functions += 1;
            assert!(
                at > 0 && lines[at - 1].trim_end().ends_with("*/"),
                "without a word of documentation: {line}"
            );
        }
    }
    assert!(functions >= 2, "the header declares {functions} functions");
    Ok(())
}

fn the_header_has_every_code() -> Result<(), Stop> {
    let header = fs::read_to_string(committed())?;
    for code in Code::ALL {
        let line = format!("#define OMNIMEDIA_{} {}", code.name().to_uppercase(), code.number());
        assert!(header.lines().any(|found| found == line), "the header has no line `{line}`");
    }
    Ok(())
}
