"""The sealing engine, proved."""
