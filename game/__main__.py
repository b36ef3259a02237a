"""Where the program begins: `wholeplace`, and `python -m game`, which is the same."""

import sys


def main() -> int:
    """The program's exit code. Ctrl-C while it is still being read in ends it without a traceback too."""
    try:
        from game.cli.reading import ReadingIn, all_is_done

        with ReadingIn():
            from game.cli.main import main as front_door

        code = front_door()
        all_is_done()
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # Where the game runs without Python, the processes of an ensemble are this program once more.
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
