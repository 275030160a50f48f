"""One Jinja environment for every page: GOV.UK components, gettext, and nothing fetched elsewhere."""

from collections.abc import MutableMapping
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, timezone, translation
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from waylight.engine.wording import isolates

from .nav import PAGE_GLOBALS
from .numbers import number, telephone


class Govuk(PrefixLoader):
    """GOV.UK's macros ask for parameters that nobody gave, and mean "none". In ours that is a slip."""

    lenient: Environment | None = None

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        if self.lenient is None:
            self.lenient = environment.overlay(undefined=ChainableUndefined)
        return super().load(self.lenient, name, globals)


class Page(Template):
    """Django hands every page a `csrf_input` of its own, which is a string; ours is called. Ours must win."""

    def new_context(
        self, vars: dict[str, Any] | None = None, shared: bool = False, locals: Any = None
    ) -> Context:
        if vars and not shared:
            vars.pop("csrf_input", None)
        return super().new_context(vars, shared, locals)


def environment(**options: Any) -> Environment:
    options["loader"] = ChoiceLoader(
        [
            options["loader"],
            Govuk({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    options["undefined"] = StrictUndefined
    options["auto_reload"] = False
    env = Environment(
        autoescape=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        **{key: value for key, value in options.items() if key != "autoescape"},
    )
    env.template_class = Page
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    env.globals["_"] = _said
    env.globals.update(
        static=cache(static),
        url=_url,
        demo=settings.DEMO,
        plane=settings.PLANE,
        csrf_input=csrf_input,
        number=number,
        telephone=telephone,
        languages=settings.LANGUAGES,
        in_language=_in_language,
        is_rtl=lambda code: translation.get_language_info(code)["bidi"],
        translation_is_checked=lambda code: code in settings.CHECKED_LANGUAGES,
        **PAGE_GLOBALS,
    )
    if settings.HAS_STAFF:
        from waylight.triage.sharing import sharing_help

        env.globals["sharing_help"] = sharing_help
    if settings.DEMO:
        from .demo import people

        env.globals.update(demo_cast=people.cast, demo_code=people.code_unused, demo_password=people.password)
    env.filters.update(
        day=lambda at: _dated(at, "j E Y"),
        clock=lambda at: _dated(at, "H:i"),
        moment=lambda at: _dated(at, "j E Y, H:i"),
        isolate=isolates.isolate,
    )
    return env


def _said(message: str, **values: object) -> Markup:
    """What Jinja's own `_` says, in half its time: a long list asks for some hundred words."""
    words = Markup(translation.gettext(message))  # noqa: S704 - a catalogue's words, as Jinja takes them too
    return words % values if "%" in words else words


def _local(at: Any) -> Any:
    return timezone.localtime(at) if hasattr(at, "hour") and timezone.is_aware(at) else at


def _dated(at: Any, pattern: str) -> str:
    return _dated_in(translation.get_language(), _local(at), pattern)


@lru_cache(maxsize=4096)
def _dated_in(language: str | None, at: Any, pattern: str) -> str:
    """A chronology says hundreds of days, many of them twice, and each costs as much as opening its words."""
    return formats.date_format(at, pattern)


def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None) if args or kwargs else _plain_url(name)


_plain_url = cache(reverse)  # a page asks for a dozen of these, and they never change


def _in_language(request: HttpRequest, code: str) -> str:
    """The same page in another language, for the same area and place. Nothing else that a stranger may have
    written into the address is handed on."""
    kept = {name: request.GET[name] for name in ("area", "at") if name in request.GET}
    return f"?{urlencode(kept | {'language': code})}"


@pass_context
def csrf_input(context: Context) -> str:
    """Under one mask for a whole page, as Django's own templates have it: a page of proposals holds some
    thirty forms, and each mask costs as much as a form."""
    request = context["request"]
    secret = request.META.get("CSRF_COOKIE")
    if secret is None or getattr(request, "masked_once", ("",))[0] != secret:
        token = get_token(request)
        request.masked_once = (request.META["CSRF_COOKIE"], token)
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(
        request.masked_once[1]
    )
