"""`python -m omnimedia` is the command `omnimedia`."""

import sys

from omnimedia.cli import main

if __name__ == "__main__":
    sys.exit(main())
