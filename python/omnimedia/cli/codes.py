"""The exit codes of the command: one table, for the command, its help and its tests."""

from typing import Final

FINE: Final = 0
FOUND: Final = 1
USAGE: Final = 2
BAD_INPUT: Final = 3
UNREADABLE: Final = 4
INTERNAL: Final = 5
NOT_INSTALLED: Final = 6
HUNG_UP: Final = 129
INTERRUPTED: Final = 130
TERMINATED: Final = 143

MEANING: Final = {
    FINE: "all went well, and nothing was found",
    FOUND: "something was found: faults, findings, differences, rows not done",
    USAGE: "the arguments are wrong",
    BAD_INPUT: "the input is wrong: of another kind, at fault, without what is asked",
    UNREADABLE: "something could not be read or written",
    INTERNAL: "a fault of omnimedia itself: please report it",
    NOT_INSTALLED: "a package that this needs is not installed",
    HUNG_UP: "its terminal was closed (SIGHUP)",
    INTERRUPTED: "interrupted from the keyboard",
    TERMINATED: "asked to end by the system (SIGTERM)",
}
