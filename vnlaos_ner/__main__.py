"""`python -m vnlaos_ner` and the `vnlaos-ner` script."""

from vnlaos_ner.cli import main

if __name__ == "__main__":
    main()
