//! Rust sources as tokens: which paths they name, of the standard library too, and which of their code is test code.

use std::iter;
use std::path::{Path, PathBuf};

use omnimedia_tests::place::files_below;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A source file of a crate.
pub(crate) struct Source {
    /// The file.
    pub(crate) file: PathBuf,
    /// The module that it is: none for the crate's root.
    pub(crate) module: Vec<String>,
    /// What stands in it; comments are gone.
    pub(crate) tokens: TokenStream,
}

/// Every `.rs` file below `src`, sorted.
pub(crate) fn sources(src: &Path) -> Vec<Source> {
    let files = files_below(src, &|path| path.is_dir() || path.extension().is_some_and(|e| e == "rs"));
    let read = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).expect("sources are readable");
        let module = module_of(file.strip_prefix(src).expect("below src"));
        Source { module, tokens: parse(&text, &file.display().to_string()), file }
    };
    files.into_iter().map(read).collect()
}

/// The tokens of a text; `name` is for the message when they are not Rust.
pub(crate) fn parse(text: &str, name: &str) -> TokenStream {
    text.parse().unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn module_of(file: &Path) -> Vec<String> {
    let mut module: Vec<String> =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if module.last().is_some_and(|last| last == "mod" || last == "lib") {
        module.pop();
    }
    module
}

/// The paths that a source names from its crate, and the modules it declares for tests alone.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    /// From the crate's root, without `crate`; with the line.
    pub(crate) named: Vec<(Vec<String>, usize)>,
    /// Of the standard library, from `std` on; with the line.
    pub(crate) standard: Vec<(Vec<String>, usize)>,
    /// Modules in files of their own that only tests have.
    pub(crate) test_modules: Vec<Vec<String>>,
}

/// The paths of a source outside its test code: `crate::…`, `$crate::…`, `super::…` and `self::…`.
pub(crate) fn paths(tokens: TokenStream, module: &[String]) -> Paths {
    let mut paths = Paths::default();
    walk(&tokens.into_iter().collect::<Vec<_>>(), &mut module.to_vec(), &mut paths);
    paths
}

fn walk(tokens: &[TokenTree], module: &mut Vec<String>, paths: &mut Paths) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if is_test_attribute(&tokens[at..]) {
            if is_punct(tokens.get(at + 1), '!') {
                return; // #![cfg(test)]: all that follows is test code
            }
            at = skip_item(tokens, at, module, paths);
            continue;
        }
        match token {
            TokenTree::Ident(word) if word == "mod" => {
                if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                    (tokens.get(at + 1), tokens.get(at + 2))
                {
                    module.push(name.to_string());
                    walk(&inside(body), module, paths);
                    module.pop();
                    at += 3;
                    continue;
                }
            }
            TokenTree::Ident(word) if starts_path(word) && !is_joined(tokens, at) => {
                let line = word.span().start().line;
                let mut leaves = Vec::new();
                tree(&tokens[at..], Vec::new(), &mut leaves);
                let named =
                    leaves.iter().filter(|leaf| leaf.len() > 1).filter_map(|leaf| absolute(leaf, module));
                paths.named.extend(named.zip(iter::repeat(line)));
            }
            TokenTree::Ident(word) if word == "std" && !is_joined(tokens, at) => {
                let line = word.span().start().line;
                let mut leaves = Vec::new();
                tree(&tokens[at..], Vec::new(), &mut leaves);
                paths.standard.extend(leaves.into_iter().zip(iter::repeat(line)));
            }
            TokenTree::Group(group) => walk(&inside(group), module, paths),
            _ => {}
        }
        at += 1;
    }
}

fn inside(group: &proc_macro2::Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

fn starts_path(word: &proc_macro2::Ident) -> bool {
    word == "crate" || word == "super" || word == "self"
}

/// Whether `::` stands before a token.
fn is_joined(tokens: &[TokenTree], at: usize) -> bool {
    at >= 2 && is_punct(tokens.get(at - 1), ':') && is_punct(tokens.get(at - 2), ':')
}

/// The leaves of a path or of a tree of `use`, each from the first segment on.
fn tree(mut tokens: &[TokenTree], mut prefix: Vec<String>, leaves: &mut Vec<Vec<String>>) {
    loop {
        match tokens.first() {
            Some(TokenTree::Ident(word)) => prefix.push(word.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                for branch in inside(group).split(|token| is_punct(Some(token), ',')) {
                    tree(branch, prefix.clone(), leaves);
                }
                return;
            }
            Some(token) if is_punct(Some(token), '*') => prefix.push("*".to_owned()),
            _ => break,
        }
        if !(is_punct(tokens.get(1), ':') && is_punct(tokens.get(2), ':')) {
            break;
        }
        tokens = &tokens[3..];
    }
    if !prefix.is_empty() {
        leaves.push(prefix);
    }
}

/// A path from the crate's root, given the module that names it; nothing when it leaves the crate.
fn absolute(path: &[String], module: &[String]) -> Option<Vec<String>> {
    let mut base = module.to_vec();
    let mut rest = path;
    while let Some((first, others)) = rest.split_first() {
        match first.as_str() {
            "crate" => base.clear(),
            "self" => {}
            "super" => drop(base.pop()?),
            _ => break,
        }
        rest = others;
    }
    base.extend_from_slice(rest);
    Some(base)
}

/// Whether `#[cfg(test)]`, `#[cfg(all(test, …))]` or `#[test]` begins here, or `#![cfg(test)]`.
fn is_test_attribute(tokens: &[TokenTree]) -> bool {
    let group = if is_punct(tokens.get(1), '!') { tokens.get(2) } else { tokens.get(1) };
    let Some(TokenTree::Group(group)) = group else { return false };
    if !is_punct(tokens.first(), '#') || group.delimiter() != Delimiter::Bracket {
        return false;
    }
    let text: String = group.stream().to_string().split_whitespace().collect();
    text == "test" || text == "cfg(test)" || text.starts_with("cfg(all(test")
}

/// The place behind the item that begins at `at` with its attributes; a module of its own file is noted.
fn skip_item(tokens: &[TokenTree], mut at: usize, module: &[String], paths: &mut Paths) -> usize {
    while is_punct(tokens.get(at), '#') {
        at += 2;
    }
    while let Some(token) = tokens.get(at) {
        if let (TokenTree::Ident(word), Some(TokenTree::Ident(name))) = (token, tokens.get(at + 1))
            && word == "mod"
            && is_punct(tokens.get(at + 2), ';')
        {
            paths.test_modules.push([module, &[name.to_string()]].concat());
        }
        at += 1;
        let is_body = matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        if is_body || is_punct(Some(token), ';') {
            break;
        }
    }
    at
}
