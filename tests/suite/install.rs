//! The C library, installed: found by pkg-config and by `CMake`, linked shared and all static.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use libtest_mimic::Trial;
use omnimedia_tests::build::libraries;
use omnimedia_tests::place::{current_build, files_below};
use omnimedia_tests::process::{any_tool, cargo};
use omnimedia_tests::{Missing, Stop, run, target_dir, tool, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        every_file_is_where_builds_look_for_it,
        pkg_config_finds_the_shared_library,
        pkg_config_links_a_program_that_is_all_static,
        cmake_finds_both_libraries_from_c_and_cpp,
        cmake_takes_versions_of_the_same_series_only,
    ]
}

fn only_elf() -> Result<(), Missing> {
    if cfg!(target_os = "linux") { Ok(()) } else { Err(Missing::Tool("a linker of ELF files".to_owned())) }
}

fn folder() -> PathBuf {
    target_dir().join("install")
}

/// What everyone installs: the libraries of this run, built before, since those of a release take minutes.
fn installed() -> Result<&'static Path, Stop> {
    static INSTALLED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    only_elf()?;
    let installed = INSTALLED.get_or_init(|| {
        let built = libraries()?.shared.with_file_name("");
        let (away, prefix) = (folder().join("away"), folder().join("prefix"));
        for old in [&away, &prefix] {
            if old.exists() {
                fs::remove_dir_all(old).map_err(|error| error.to_string())?;
            }
        }
        let mut install = cargo();
        install.args(["run", "--quiet", "-p", "omnimedia-install", "--target-dir"]).arg(target_dir());
        install.arg("--profile").arg(&current_build().profile);
        install.args(["--", "--prefix", "/opt/omnimedia", "--libdir", "lib/here", "--destdir"]).arg(&away);
        run(install.arg("--built").arg(built))?;
        // moved as a whole, so that nothing can have the first place in it
        fs::rename(away.join("opt/omnimedia"), &prefix).map_err(|error| error.to_string())?;
        Ok(prefix)
    });
    installed.as_deref().map_err(|message| Stop::Fail(message.clone()))
}

/// The number of the ABI, as the header has it.
fn abi() -> Result<String, Stop> {
    let header = fs::read_to_string(workspace_root().join("include/omnimedia.h"))?;
    let number = header.lines().find_map(|line| line.strip_prefix("#define OMNIMEDIA_ABI_VERSION "));
    Ok(number.ok_or("the header has no ABI number")?.trim().to_owned())
}

fn every_file_is_where_builds_look_for_it() -> Result<(), Stop> {
    let prefix = installed()?;
    let abi = abi()?;
    let libraries = prefix.join("lib/here");
    let version = env!("CARGO_PKG_VERSION");
    let shared = format!("libomnimedia.so.{version}");
    for (link, to) in [
        (format!("libomnimedia.so.{abi}"), shared.clone()),
        ("libomnimedia.so".into(), { format!("libomnimedia.so.{abi}") }),
    ] {
        assert_eq!(fs::read_link(libraries.join(&link))?, Path::new(&to), "{link}");
    }
    assert!(libraries.join(shared).is_file() && libraries.join("libomnimedia.a").is_file());
    let include = workspace_root().join("include");
    let headers = files_below(&include, &|_| true);
    assert!(headers.len() > 2, "only {headers:?}");
    for header in headers {
        let name = header.strip_prefix(&include)?;
        assert_eq!(fs::read(&header)?, fs::read(prefix.join("include").join(name))?, "{}", name.display());
    }
    for text in ["pkgconfig/omnimedia.pc", "cmake/omnimedia/omnimediaConfig.cmake"] {
        let text = fs::read_to_string(libraries.join(text))?;
        assert!(
            !text.contains('@') && !text.contains("/opt"),
            "a gap, or the place of the first install:\n{text}"
        );
    }
    Ok(())
}

fn pkg_config(arguments: &[&str]) -> Result<Vec<String>, Stop> {
    let mut command = Command::new(any_tool(&["pkg-config", "pkgconf"])?);
    command.env("PKG_CONFIG_PATH", installed()?.join("lib/here/pkgconfig"));
    let words = run(command.args(arguments).arg("omnimedia"))?;
    Ok(words.split_whitespace().map(str::to_owned).collect())
}

/// Compiles the program that prints the version, and runs it.
fn prints_the_version(name: &str, flags: &[String]) -> Result<(), Stop> {
    let program = folder().join(name);
    let mut compile = Command::new(any_tool(&["cc", "gcc", "clang"])?);
    compile.args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-o"]).arg(&program);
    run(compile.arg(workspace_root().join("tests/c/version.c")).args(flags))?;
    let mut command = Command::new(program);
    command.env("LD_LIBRARY_PATH", installed()?.join("lib/here"));
    assert_eq!(run(&mut command)?.trim(), env!("CARGO_PKG_VERSION"));
    Ok(())
}

/// The shared libraries that a program asks for.
fn needed(name: &str) -> Result<Vec<String>, Stop> {
    let listing = run(Command::new(tool("readelf")?).arg("--dynamic").arg(folder().join(name)))?;
    let names = listing.lines().filter(|line| line.contains("(NEEDED)"));
    Ok(names.filter_map(|line| Some(line.split_once('[')?.1.trim_end_matches(']').to_owned())).collect())
}

fn pkg_config_finds_the_shared_library() -> Result<(), Stop> {
    assert_eq!(pkg_config(&["--modversion"])?, [env!("CARGO_PKG_VERSION")]);
    prints_the_version("shared", &pkg_config(&["--cflags", "--libs"])?)?;
    let (needed, ours) = (needed("shared")?, format!("libomnimedia.so.{}", abi()?));
    assert!(needed.contains(&ours), "loaded by the number of the ABI: {needed:?}");
    Ok(())
}

fn pkg_config_links_a_program_that_is_all_static() -> Result<(), Stop> {
    let mut flags = pkg_config(&["--static", "--cflags", "--libs"])?;
    flags.push("-static".to_owned());
    prints_the_version("static", &flags)?;
    assert_eq!(needed("static")?, Vec::<String>::new(), "a program that loads nothing");
    Ok(())
}

/// A `CMake` project that finds the installation, and what configuring it says.
fn configure(name: &str, lists: &str) -> Result<(PathBuf, Result<String, String>), Stop> {
    let cmake = tool("cmake")?;
    let (source, build) = (folder().join(name), folder().join(format!("{name}-build")));
    for folder in [&source, &build] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    fs::write(source.join("CMakeLists.txt"), format!("cmake_minimum_required(VERSION 3.13)\n{lists}"))?;
    let mut command = Command::new(cmake);
    command.arg("-S").arg(source).arg("-B").arg(&build);
    command.arg(format!("-Domnimedia_DIR={}", installed()?.join("lib/here/cmake/omnimedia").display()));
    Ok((build, run(&mut command)))
}

fn cmake_finds_both_libraries_from_c_and_cpp() -> Result<(), Stop> {
    any_tool(&["make", "gmake", "ninja"])?;
    for (language, ending) in [("C", "c"), ("CXX", "cpp")] {
        let source = folder().join(format!("version.{ending}"));
        fs::create_dir_all(folder())?;
        fs::copy(workspace_root().join("tests/c/version.c"), &source)?;
        let source = source.display();
        let lists = format!(
            "project(finds {language})\nfind_package(omnimedia {} CONFIG REQUIRED)\n\
             foreach(library omnimedia static)\n  add_executable(with_${{library}} {source})\n  \
             target_link_libraries(with_${{library}} PRIVATE omnimedia::${{library}})\nendforeach()\n",
            env!("CARGO_PKG_VERSION")
        );
        let (build, configured) = configure(&format!("cmake-{ending}"), &lists)?;
        configured?;
        run(Command::new(tool("cmake")?).arg("--build").arg(&build))?;
        for program in ["with_omnimedia", "with_static"] {
            assert_eq!(run(&mut Command::new(build.join(program)))?.trim(), env!("CARGO_PKG_VERSION"));
        }
    }
    Ok(())
}

fn cmake_takes_versions_of_the_same_series_only() -> Result<(), Stop> {
    let own: Vec<u64> = env!("CARGO_PKG_VERSION").split('.').filter_map(|part| part.parse().ok()).collect();
    let [major, minor, patch] = own[..] else { return Err("the version has no three numbers".into()) };
    let newer = format!("{major}.{minor}.{}", patch + 1);
    let (other, next) = (format!("{major}.{}", minor + 1), format!("{}.0", major + 1));
    let same = [format!("{major}"), format!("{major}.{minor}"), format!("{major}.{minor}.{patch}")];
    let asks =
        |version: &String| format!("project(asks NONE)\nfind_package(omnimedia {version} CONFIG REQUIRED)\n");
    for version in &same {
        configure("cmake-version", &asks(version))?.1?;
    }
    for version in [&newer, &other, &next] {
        assert!(configure("cmake-version", &asks(version))?.1.is_err(), "{version} is none of ours");
    }
    Ok(())
}
