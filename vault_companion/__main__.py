"""`python -m vault_companion` is the command line."""

from vault_companion.cli import main

if __name__ == "__main__":
    main()
