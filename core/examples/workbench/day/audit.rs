//! What an audit finds in the shop.

use super::{Day, Told, sure};
use crate::page::{Line, Style, WIDTH, cut, number, wide};
use crate::teller::Teller;
use omnimedia::{Audit, Check, Code};
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;

pub(super) fn tell<W: Write>(teller: &mut Teller<W>, day: &Day) -> Told {
    teller.chapter(
        "What else should be looked at",
        "The audit asks for every product and variant in every known context, and looks at every set.",
    )?;
    // of the file, which has the assets that are not published, too
    let audit = Audit::new(&day.read, day.policy);
    let mut first: BTreeMap<Check, String> = BTreeMap::new();
    let counts = audit.run(|finding| {
        first.entry(finding.check()).or_insert_with(|| {
            let row = finding.to_string();
            let check = format!("{}: ", finding.check());
            row.strip_prefix(&check).unwrap_or(&row).to_owned()
        });
        ControlFlow::Continue(())
    });
    let counts = match counts {
        Err(fault) if fault.code() == Code::LimitAnswers => {
            teller.sorry("This shop is too large for an audit that asks for everything:")?;
            teller.refused(&fault.into())?;
            return Ok(());
        }
        counts => counts?,
    };
    sure(counts == audit.counts()?, "an audit with rows counts otherwise than one without")?;
    let answers = usize::try_from(counts.answers())?;
    teller.fact("looked at", &format!("{} answers", number(answers)))?;
    if counts.total() == 0 {
        teller.good("nothing found")?;
        return Ok(());
    }
    for (check, many) in counts.iter().filter(|(_, many)| *many > 0) {
        let many = number(usize::try_from(many)?);
        let gap = " ".repeat(10_usize.saturating_sub(wide(&many)));
        let line = Line::new().to(3).add(Style::Plain, format!("{gap}{many}")).to(15);
        let line = line.add(Style::Plain, meaning(check)).to(57);
        let example = first.get(&check).map(|row| format!("such as {row}")).unwrap_or_default();
        let room = WIDTH.saturating_sub(line.width());
        teller.page.line(line.add(Style::Quiet, cut(&example, room)))?;
    }
    Ok(())
}

fn meaning(check: Check) -> &'static str {
    match check {
        Check::NoImage => "answers without a picture",
        Check::OmnichannelOnly => "answered by what is there for all",
        Check::VideoFirst => "a video before the first picture",
        Check::NoAlt => "a picture without a text in the language",
        Check::Unheard => "sets that no shopper sees",
        Check::Redundant => "sets that nobody would miss",
        Check::UnusedAsset => "assets that nothing uses",
        Check::UnpublishedAsset => "assets that are used and not published",
    }
}
