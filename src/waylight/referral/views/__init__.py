"""Screens of what is asked, discussed and enquired."""
