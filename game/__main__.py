"""`python -m game` is `wholeplace`."""

import sys

from game.cli.main import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # Where the game runs without Python, the processes of an ensemble are this program once more.
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
