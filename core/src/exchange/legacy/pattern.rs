//! Patterns: how the older media library names its files.

use super::token::{Token, listed};
use crate::fault::{Code, Fault, shortened};
use core::fmt;
use core::str::FromStr;

/// How files are named: literal text and tokens, such as `/Products/{ProductNumber}_000_{Sequence}.png`
/// (SPEC section 11).
///
/// The tokens are `{ProductNumber}`, `{VariantNumber}`, `{Style}`, `{Size}`, `{Color}`, `{Configuration}`,
/// `{CategoryName}`, `{CatalogName}`, `{LanguageId}` and `{Sequence}`, in any case. `{{` and `}}` are braces
/// of the file name itself. Slashes at the beginning make no difference, nor does `./`; `\` is `/`.
///
/// ```
/// use omnimedia::{Code, FilePattern};
/// let pattern: FilePattern = "/Products/{ProductNumber}/{Color}_{Sequence}.jpg".parse()?;
/// assert_eq!(pattern.to_string(), "/Products/{ProductNumber}/{Color}_{Sequence}.jpg");
/// let fault = FilePattern::parse("/Products/{Number}.png").err().ok_or("a fault")?;
/// assert_eq!((fault.code(), fault.message()), (Code::MalformedPattern, "`{Number}` is no token"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePattern {
    text: Box<str>,
    parts: Box<[Part]>,
    /// Which of the parts says whose file it is.
    key: usize,
}

/// A part of a pattern. No two literal texts stand beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Literal(Box<str>),
    Token(Token),
}

/// Bytes of the longest file name that is read, and of the longest pattern: no file system has more.
pub(super) const MOST_BYTES: usize = 4_096;

/// What file names cannot hold, and has `^` in its place; `/` and `\` are between folders.
const FORBIDDEN: [char; 7] = [':', '*', '?', '"', '<', '>', '|'];

fn malformed(message: impl Into<String>, advice: impl Into<String>) -> Fault {
    Fault::new(Code::MalformedPattern, message, advice)
}

impl FilePattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// `malformed_pattern` for a brace without its other one, a token that is none or stands twice, a
    /// pattern that does not say whose file it is or says it in two ways, literal text that no file name
    /// can hold, and more than 4,096 bytes.
    ///
    /// # Cost
    /// Linear in the text.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text.len() > MOST_BYTES {
            let message = format!("the pattern `{}` has more than {MOST_BYTES} bytes", shortened(text));
            return Err(malformed(message, "shorten it; no file name is that long"));
        }
        let parts = split(rooted(text))?;
        let key = key_of(&parts, text)?;
        Ok(Self { text: text.into(), parts: parts.into(), key })
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The place of the token that says whose file it is, and that token.
    pub(super) fn key(&self) -> Option<(usize, Token)> {
        match self.parts.get(self.key)? {
            Part::Token(token) => Some((self.key, *token)),
            Part::Literal(_) => None,
        }
    }
}

/// A name or pattern from its first folder on: without the slashes, or the `./`, that it begins with.
pub(super) fn rooted(mut text: &str) -> &str {
    const FRONT: [&str; 4] = ["/", "\\", "./", ".\\"];
    while let Some(rest) = FRONT.iter().find_map(|front| text.strip_prefix(front)) {
        text = rest;
    }
    text
}

/// Ends a literal text, where there is one.
fn end_literal(parts: &mut Vec<Part>, literal: &mut String) {
    if !literal.is_empty() {
        parts.push(Part::Literal(std::mem::take(literal).into()));
    }
}

fn split(text: &str) -> Result<Vec<Part>, Fault> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '{' | '}' if characters.next_if(|(_, next)| *next == character).is_some() => {
                literal.push(character);
            }
            '}' => {
                let message = format!("the pattern `{}` has a `}}` without a `{{`", shortened(text));
                return Err(malformed(message, "write a token in braces, or `}}` for a brace of the name"));
            }
            '{' => {
                let rest = text.get(at.saturating_add(1)..).unwrap_or_default();
                let Some((name, _)) = rest.split_once('}').filter(|(name, _)| !name.contains('{')) else {
                    let message = format!("the pattern `{}` has a `{{` without a `}}`", shortened(text));
                    let advice = "close the token, or write `{{` for a brace of the name";
                    return Err(malformed(message, advice));
                };
                let Some(token) = Token::named(name) else {
                    let message = format!("`{{{}}}` is no token", shortened(name));
                    return Err(malformed(message, format!("write one of {}", listed())));
                };
                if parts.contains(&Part::Token(token)) {
                    let message = format!("the token `{{{}}}` stands twice", token.name());
                    return Err(malformed(message, "keep it once"));
                }
                end_literal(&mut parts, &mut literal);
                parts.push(Part::Token(token));
                for _ in name.chars() {
                    characters.next();
                }
                characters.next(); // the brace
            }
            '\\' => literal.push('/'),
            _ if FORBIDDEN.contains(&character) || character.is_control() => {
                let shown = shortened(character.encode_utf8(&mut [0; 4])).into_owned();
                let message = format!("the pattern has `{shown}`, which no file name can hold");
                return Err(malformed(message, "write `^`, which stands for it in file names"));
            }
            _ => literal.push(character),
        }
    }
    end_literal(&mut parts, &mut literal);
    Ok(parts)
}

/// Which part says whose file it is.
fn key_of(parts: &[Part], text: &str) -> Result<usize, Fault> {
    let tokens = || {
        parts.iter().enumerate().filter_map(|(at, part)| match part {
            Part::Token(token) => Some((at, *token)),
            Part::Literal(_) => None,
        })
    };
    let Some((key, strongest)) =
        tokens().filter(|(_, token)| token.rank() > 0).max_by_key(|(_, token)| token.rank())
    else {
        let message = format!("the pattern `{}` does not say whose file it is", shortened(text));
        let advice = "add `{ProductNumber}`, `{VariantNumber}`, `{CategoryName}` or `{CatalogName}`";
        return Err(malformed(message, advice));
    };
    // the product in front of its variant is the only pair that means one thing
    let clashes = |token: Token| match strongest {
        Token::VariantNumber => token.is_dimension() || matches!(token.rank(), 1 | 2),
        Token::ProductNumber => matches!(token.rank(), 1 | 2),
        _ => token.is_dimension() || (token.rank() > 0 && token != strongest),
    };
    if let Some((_, token)) = tokens().find(|(_, token)| clashes(*token)) {
        let (one, other) = (strongest.name(), token.name());
        let message = format!("`{{{one}}}` and `{{{other}}}` cannot stand in one pattern");
        let advice = if token.is_dimension() {
            "values of dimensions need `{ProductNumber}`, and `{VariantNumber}` says them already"
        } else {
            "a file is of a product, a variant, a category or a catalog: keep one of them"
        };
        return Err(malformed(message, advice));
    }
    Ok(key)
}

impl FromStr for FilePattern {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        Self::parse(text)
    }
}

impl fmt::Display for FilePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
