"""A made-up year of licensing offices: thousands of drivers, changed rules, renewals, a change of the law,
mail that comes back, and a worker that stood for days.

Everything goes through the actions; the diary keeps what happened, and nothing of what follows from it, so
that due dates and reminders can be worked out from it again by somebody else. People, firms and addresses are
invented. Nothing here waits for a clock: a year is as long as it takes.
"""

from .diary import Away, Diary, Driver, Ruled, Trained
from .post_office import PostOffice
from .year import COURSE, DAYS, START, Year

__all__ = ["COURSE", "DAYS", "START", "Away", "Diary", "Driver", "PostOffice", "Ruled", "Trained", "Year"]
