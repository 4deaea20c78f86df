"""`python -m rapport` is the same as the console script `rapport`."""

from rapport.config.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
