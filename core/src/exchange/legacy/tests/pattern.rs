//! Patterns are data.

use super::*;
use crate::fault::Code;

fn fault(pattern: &str) -> String {
    let fault = FilePattern::parse(pattern).unwrap_err();
    assert_eq!(fault.code(), Code::MalformedPattern);
    fault.message().to_owned()
}

#[test]
fn a_pattern_is_given_back_as_it_was_written() {
    for text in ["/Products/{productnumber}_{Sequence}.png", "{{x}}{VariantNumber}", "\\a\\{CategoryName}"] {
        assert_eq!(FilePattern::parse(text).unwrap().to_string(), text);
    }
    let documented = Patterns::documented();
    assert_eq!(Patterns::parse(&documented.to_string()).unwrap(), documented);
    assert_eq!(documented.iter().len(), 6);
}

#[test]
fn a_token_that_is_none_is_refused() {
    assert_eq!(fault("{ProductNumber}{Colour}"), "`{Colour}` is no token");
    assert_eq!(fault("{ProductNumber}{}"), "`{}` is no token");
    let fault = FilePattern::parse("{Number}").unwrap_err();
    assert!(fault.advice().contains("`{ProductNumber}`, `{VariantNumber}`, `{Style}`"), "{fault}");
}

#[test]
fn a_brace_without_its_other_one_is_refused() {
    assert_eq!(fault("{ProductNumber"), "the pattern `{ProductNumber` has a `{` without a `}`");
    assert_eq!(fault("{Product{Number}"), "the pattern `{Product{Number}` has a `{` without a `}`");
    assert_eq!(fault("{ProductNumber}}"), "the pattern `{ProductNumber}}` has a `}` without a `{`");
}

#[test]
fn a_token_stands_once() {
    assert_eq!(fault("{Sequence}{ProductNumber}{sequence}"), "the token `{Sequence}` stands twice");
}

#[test]
fn a_pattern_says_whose_file_it_is_and_in_one_way() {
    assert_eq!(
        fault("/Products/{Sequence}.png"),
        "the pattern `/Products/{Sequence}.png` does not say whose file it is"
    );
    assert_eq!(fault(""), "the pattern `` does not say whose file it is");
    for (pattern, one, other) in [
        ("{ProductNumber}{CategoryName}", "ProductNumber", "CategoryName"),
        ("{CatalogName}{VariantNumber}", "VariantNumber", "CatalogName"),
        ("{CategoryName}{CatalogName}", "CategoryName", "CatalogName"),
        ("{VariantNumber}{Color}", "VariantNumber", "Color"),
        ("{CategoryName}{Size}", "CategoryName", "Size"),
    ] {
        assert_eq!(fault(pattern), format!("`{{{one}}}` and `{{{other}}}` cannot stand in one pattern"));
    }
    assert!(FilePattern::parse("{ProductNumber}/{VariantNumber}").is_ok());
}

#[test]
fn literal_text_that_no_file_name_can_hold_is_refused() {
    assert_eq!(fault("{ProductNumber}:1.png"), "the pattern has `:`, which no file name can hold");
    assert_eq!(fault("{ProductNumber}\t.png"), "the pattern has `\\t`, which no file name can hold");
}

#[test]
fn a_pattern_is_no_longer_than_a_name() {
    let pattern = format!("{{ProductNumber}}{}", "x".repeat(4_082));
    assert!(fault(&pattern).ends_with("has more than 4096 bytes"));
    assert!(FilePattern::parse(pattern.strip_suffix('x').unwrap()).is_ok());
}

#[test]
fn patterns_stand_one_a_line_with_comments() {
    let text = "\u{FEFF}# studio\r\n\r\n  {ProductNumber}.png  \r\n{VariantNumber}.png\r\n";
    assert_eq!(patterns(text).to_string(), "{ProductNumber}.png\n{VariantNumber}.png\n");
    assert_eq!(
        Patterns::parse("# nothing\n").unwrap_err().to_string(),
        "there is no pattern; write a pattern a line, such as `/Products/{ProductNumber}_000_{Sequence}.png`"
    );
    let faults = Patterns::parse("{A}\n\n{B}").unwrap_err();
    let lines: Vec<_> = faults.iter().map(|fault| fault.place().to_string()).collect();
    assert_eq!(lines, ["line 1", "line 3"]);
}
