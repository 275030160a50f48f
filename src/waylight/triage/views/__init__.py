"""The hub's screens: each validates, calls one action or query, and renders."""
