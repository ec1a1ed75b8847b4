//! The suite's own promise: a skip has a reason, and where all tools are promised a missing one fails.

use libtest_mimic::{Completion, Trial};
use omnimedia_tests::trial::settle;
use omnimedia_tests::{Missing, Stop, tool, trials};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        a_missing_tool_is_a_skip_with_its_name,
        a_missing_tool_fails_where_all_are_promised,
        a_missing_shared_folder_is_always_a_skip,
    ]
}

fn no_such_tool() -> Missing {
    tool("omnimedia-no-such-tool").expect_err("no machine has it")
}

fn reason(outcome: Stop, all_tools: bool) -> Option<String> {
    match settle(Err(outcome), all_tools) {
        Ok(Completion::Ignored { reason }) => reason,
        _ => None,
    }
}

fn a_missing_tool_is_a_skip_with_its_name() -> Result<(), Stop> {
    let reason = reason(no_such_tool().into(), false).ok_or("not a skip")?;
    assert!(reason.contains("omnimedia-no-such-tool"), "{reason}");
    Ok(())
}

fn a_missing_tool_fails_where_all_are_promised() -> Result<(), Stop> {
    assert!(settle(Err(no_such_tool().into()), true).is_err());
    Ok(())
}

fn a_missing_shared_folder_is_always_a_skip() -> Result<(), Stop> {
    for all_tools in [false, true] {
        let reason = reason(Missing::Shared("vectors".to_owned()).into(), all_tools).ok_or("not a skip")?;
        assert!(reason.contains("vectors"), "{reason}");
    }
    Ok(())
}
