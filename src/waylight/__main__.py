"""`python -m waylight`: the command line."""

from waylight.site.cli import main

if __name__ == "__main__":
    main(prog_name="./waylight")
