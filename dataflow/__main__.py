"""`python -m dataflow`, and the program `dataflow`."""

from dataflow.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
