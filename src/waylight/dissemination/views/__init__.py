"""The screens of intelligence reports."""
