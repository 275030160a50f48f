"""What this room puts on a concern's page."""
