//! `docs/ABI.md` names every function of the header, and its programs compile and run.

use std::fs;
use std::process::Command;

use libtest_mimic::Trial;
use omnimedia::{
    AssetBuilder, ChannelBuilder, DocumentBuilder, Flatten, Kind, Limits, Policy, ProductBuilder,
    Publication, SetBuilder,
};
use omnimedia_tests::build::libraries;
use omnimedia_tests::compile::CPP;
use omnimedia_tests::process::any_tool;
use omnimedia_tests::{Stop, run, target_dir, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        every_function_is_on_the_page,
        the_page_names_no_function_that_is_not_there,
        its_c_programs_run,
        its_cpp_programs_run,
    ]
}

fn read(file: &str) -> Result<String, Stop> {
    Ok(fs::read_to_string(workspace_root().join(file))?)
}

/// The names that begin as ours do and that a bracket follows, or that stand by themselves.
fn names(text: &str) -> Vec<&str> {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let words = text.split(|c: char| !is_part(c)).filter(|word| word.starts_with("omnimedia_"));
    words.filter(|word| !word.ends_with('_')).collect()
}

/// The functions that the header declares.
fn declared(header: &str) -> Vec<&str> {
    let lines = header.lines().filter(|line| !line.trim_start().starts_with(['*', '/', '#']));
    let names = lines
        .filter_map(|line| line.split_once('('))
        .filter_map(|(before, _)| before.split([' ', '*']).next_back())
        .filter(|name| name.starts_with("omnimedia_"));
    names.collect()
}

fn every_function_is_on_the_page() -> Result<(), Stop> {
    let (header, page) = (read("include/omnimedia.h")?, read("docs/ABI.md")?);
    let (declared, named) = (declared(&header), names(&page));
    assert!(declared.len() >= 50, "the header declares {} functions", declared.len());
    let missing: Vec<_> = declared.iter().filter(|name| !named.contains(name)).collect();
    assert!(missing.is_empty(), "not on docs/ABI.md: {missing:?}");
    Ok(())
}

fn the_page_names_no_function_that_is_not_there() -> Result<(), Stop> {
    let (header, page) = (read("include/omnimedia.h")?, read("docs/ABI.md")?);
    let known = names(&header);
    let strangers: Vec<_> = names(&page).into_iter().filter(|name| !known.contains(name)).collect();
    assert!(strangers.is_empty(), "not in the header: {strangers:?}");
    Ok(())
}

/// The file that README.md's program opens.
fn shop() -> Result<Vec<u8>, Stop> {
    let mut shop = Publication::builder(Limits::default());
    shop.channel(ChannelBuilder::new("128"));
    shop.asset(AssetBuilder::new("A1", Kind::Image).url("https://cdn.example/shirt.png"));
    shop.asset(AssetBuilder::new("A2", Kind::Image).url("https://cdn.example/french.png"));
    let french = DocumentBuilder::new().locale("fr-CA").master(SetBuilder::new().primary(["A2"]));
    let media = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
    shop.product(ProductBuilder::new("S1").document(media).document(french));
    Ok(Flatten::new(&shop.build()?, Policy::default()).to_bytes()?)
}

/// The whole programs of a language that stand on the pages.
fn programs_in(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let blocks = page.split(&fence).skip(1).filter_map(|rest| rest.split("```").next());
    blocks.filter(|block| block.contains("int main(")).map(str::to_owned).collect()
}

fn its_c_programs_run() -> Result<(), Stop> {
    let compiler = any_tool(&["cc", "gcc", "clang"])?;
    let folder = target_dir().join("abi-page");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("shop.omni"), shop()?)?;
    let page = read("docs/ABI.md")? + &read("README.md")?;
    let (mut programs, mut opened) = (0, 0);
    for block in programs_in(&page, "c") {
        programs += 1;
        let (source, program) = (folder.join(format!("{programs}.c")), folder.join(programs.to_string()));
        fs::write(&source, &block)?;
        let mut compile = Command::new(&compiler);
        compile.args(["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I"]);
        compile.arg(workspace_root().join("include")).arg("-o").arg(&program).arg(&source);
        run(compile.arg(&libraries()?.archive).args(["-lpthread", "-lm", "-ldl"]))?;
        let printed = run(Command::new(&program).current_dir(&folder))?;
        assert!(!printed.trim().is_empty(), "program {programs} of the pages prints nothing");
        if block.contains("shop.omni") {
            opened += 1;
            assert_eq!(printed, "0 https://cdn.example/french.png\n");
            fs::create_dir_all(folder.join("empty"))?;
            let without = Command::new(&program).current_dir(folder.join("empty")).output()?;
            let printed = String::from_utf8_lossy(&without.stdout);
            assert_eq!((printed.as_ref(), without.status.code()), ("1006 \n", Some(1)), "without its file");
        }
    }
    assert_eq!(opened, 1, "README.md has a program that opens `shop.omni`");
    assert!(programs >= 2, "docs/ABI.md and README.md have {programs} programs");
    Ok(())
}

fn its_cpp_programs_run() -> Result<(), Stop> {
    let folder = target_dir().join("abi-page");
    fs::create_dir_all(&folder)?;
    let programs = programs_in(&read("docs/ABI.md")?, "cpp");
    assert!(!programs.is_empty(), "docs/ABI.md has no C++ program");
    for (at, block) in programs.iter().enumerate() {
        let source = folder.join(format!("abi-page-{at}.cpp"));
        fs::write(&source, block)?;
        for compiler in CPP.present()? {
            let flags = ["-fno-exceptions", "-fno-rtti"];
            let program = CPP.program(&compiler, "c++17", &flags, &source.to_string_lossy())?;
            let printed = run(&mut Command::new(program))?;
            assert!(printed.contains("https://cdn.example/a1.png"), "program {at} prints {printed}");
        }
    }
    Ok(())
}
