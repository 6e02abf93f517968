"""`python -m pipeline` is the command `koushu`."""

from pipeline.cli.main import main

if __name__ == "__main__":
    main()
