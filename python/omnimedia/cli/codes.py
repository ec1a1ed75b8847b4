"""The exit codes of the command: one table, for the command, its help and its tests."""

from typing import Final

FINE: Final = 0
FOUND: Final = 1
USAGE: Final = 2
BAD_INPUT: Final = 3
UNREADABLE: Final = 4
INTERNAL: Final = 5
NOT_INSTALLED: Final = 6
INTERRUPTED: Final = 130

MEANING: Final = {
    FINE: "all went well, and nothing was found",
    FOUND: "something was found: faults, findings, differences, or a row or file that was not done",
    USAGE: "the arguments are wrong",
    BAD_INPUT: "the input is wrong: not such a file, at fault, or without what was asked for",
    UNREADABLE: "something could not be read or written",
    INTERNAL: "a fault of omnimedia itself: please report it",
    NOT_INSTALLED: "a package that this needs is not installed; the message says which",
    INTERRUPTED: "interrupted from the keyboard",
}
