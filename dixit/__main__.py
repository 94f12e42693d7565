"""`python -m dixit`: the command line."""

import sys

from dixit.rag.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
