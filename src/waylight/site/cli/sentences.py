"""What went wrong, as a sentence for whoever runs the machine. The kinds are looked up only when needed, for
some can be imported only once Django is ready."""

from collections.abc import Callable

from waylight.site.logs import kind_and_place

Words = Callable[[Exception], str]


def _as_it_says(problem: Exception) -> str:
    return str(problem)


def _database(problem: Exception) -> str:
    return (
        f"The database does not answer as it should: {str(problem).splitlines()[0]}. "
        "If it was never prepared, run: ./waylight setup. If it is elsewhere, check DATABASE_URL."
    )


def _file(problem: Exception) -> str:
    name = getattr(problem, "filename", None)
    reason = getattr(problem, "strerror", None) or problem
    return f"{name or 'A file'} cannot be used: {reason}. Check the folder that WAYLIGHT_HOME names."


SENTENCES: tuple[tuple[str, str, Words], ...] = (
    ("waylight.site.prepare", "CannotPrepare", _as_it_says),
    ("waylight.site.settings", "BadSetting", _as_it_says),
    ("waylight.guidance.pack_file", "PackError", _as_it_says),
    ("waylight.keys.keyring", "KeyMissing", _as_it_says),
    ("waylight.engine.sealing", "KeyFileError", _as_it_says),
    ("waylight.accounts.membership", "NotPossible", _as_it_says),
    ("django.core.exceptions", "ImproperlyConfigured", _as_it_says),
    ("django.db", "DatabaseError", _database),
    ("builtins", "OSError", _file),
)


def sentence(problem: Exception) -> str:
    """Words for a known kind; for any other its kind and the place in our source, never its message, which
    may quote what somebody typed."""
    for module, name, words in SENTENCES:
        if _is(problem, module, name):
            return words(problem)
    return f"Something went wrong inside Waylight: {kind_and_place(problem)}"


def _is(problem: Exception, module: str, name: str) -> bool:
    return any(base.__name__ == name and base.__module__.startswith(module) for base in type(problem).__mro__)
