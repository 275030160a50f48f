"""Somebody with a browser that runs no script: reads pages, fills in forms, keeps cookies."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

VOID = frozenset({"input", "link", "meta", "br", "img", "hr", "path", "source", "wbr"})
Values = dict[str, str | list[str]]


@dataclass
class Element:
    """`options` are the values that a select offers."""

    tag: str
    attrs: dict[str, str]
    text: str = ""
    options: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attrs.get(name, "")


@dataclass
class Form:
    action: str
    method: str
    fields: list[Element] = field(default_factory=list)
    buttons: list[Element] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return {each["name"] for each in self.fields if each["name"]}

    def filled(self) -> list[tuple[str, str]]:
        """What a browser would send if nobody touched it."""
        sent = []
        for each in self.fields:
            kind = each["type"]
            if not each["name"] or kind in ("checkbox", "radio") and "checked" not in each.attrs:
                continue
            sent.append((each["name"], each.text if each.tag == "textarea" else each["value"]))
        return sent


class Page(HTMLParser):
    """A parsed answer: `elements` in order, `forms`, `title` and all visible `words`."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: str, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.status, self.headers, self.body, self.address = status, headers, body, address
        self.elements: list[Element] = []
        self.forms: list[Form] = []
        self._open: list[Element] = []
        self._select: Element | None = None
        self._texts: list[str] = []
        self.feed(body)

    def header(self, name: str) -> str:
        return ", ".join(value for each, value in self.headers if each.lower() == name.lower())

    @property
    def title(self) -> str:
        return next((each.text.strip() for each in self.elements if each.tag == "title"), "")

    @property
    def words(self) -> str:
        return " ".join(" ".join(self._texts).split())

    def form(self, *names: str, to: str = "", button: str = "") -> Form:
        """The first form that has these fields, goes to an address with `to` in it, and has this button."""
        for each in self.forms:
            buttons = [pressed.text.strip() for pressed in each.buttons]
            if set(names) <= each.names and to in each.action and (not button or button in buttons):
                return each
        wanted = f"{names} {to} {button}"
        raise AssertionError(f"no form {wanted} on {self.address} ({self.status}): {self.words[:2000]}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)
        if tag == "form":
            self.forms.append(Form(element["action"], element["method"].upper() or "GET"))
        elif self.forms and any(each.tag == "form" for each in self._open):
            self._in_form(element)

    def _in_form(self, element: Element) -> None:
        form = self.forms[-1]
        if element.tag == "select":
            self._select = element
            form.fields.append(element)
        elif element.tag == "option" and self._select is not None:
            self._select.options.append(element["value"])
            if "value" not in self._select.attrs or "selected" in element.attrs:
                self._select.attrs["value"] = element["value"]
        elif element.tag in ("input", "textarea"):
            (form.buttons if element["type"] == "submit" else form.fields).append(element)
        elif element.tag == "button" and element["type"] != "button":
            form.buttons.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(each.tag == tag for each in self._open):
            if self._open.pop().tag == tag:
                break

    def handle_data(self, data: str) -> None:
        for element in self._open[-1:]:
            element.text += data
        if not any(each.tag in ("script", "style", "title") for each in self._open):
            self._texts.append(data)


@dataclass
class Visitor:
    """One browser. `base` is such as http://127.0.0.1:8000."""

    base: str
    cookies: dict[str, str] = field(default_factory=dict)
    set_cookies: list[str] = field(default_factory=list)
    seen: list[Page] = field(default_factory=list)
    sent_last: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Page:
        return self._follow("GET", path, "")

    def post(self, path: str, values: list[tuple[str, str]]) -> Page:
        return self._follow("POST", path, urlencode(values))

    def send(self, page: Page, form: Form, press: str = "", **values: str | list[str]) -> Page:
        """Fill in and send, pressing the button with that text or value, else the first. Every name in
        `values` must be a field of the form, so that a test never types into the void."""
        unknown = set(values) - form.names
        assert not unknown, f"{page.address} has no field {unknown}, only {sorted(form.names)}"
        sent = [(name, value) for name, value in form.filled() if name not in values]
        for name, value in values.items():
            sent += [(name, each) for each in ([value] if isinstance(value, str) else value)]
        button = next((b for b in form.buttons if press in (b["value"], b.text.strip())), None)
        assert button or not press, f"no button {press!r}: {[(b['value'], b.text) for b in form.buttons]}"
        button = button or next(iter(form.buttons), None)
        if button is not None and button["name"]:
            sent.append((button["name"], button["value"]))
        self.sent_last = dict(sent)
        action = urljoin(page.address, (button["formaction"] if button else "") or form.action)
        if form.method == "GET":
            return self.get(f"{action}?{urlencode(sent)}")
        return self.post(action, sent)

    def _follow(self, method: str, path: str, body: str) -> Page:
        for _hop in range(6):
            page, onward = self._once(method, path, body)
            if not onward:
                self.seen.append(page)
                return page
            method, path, body = "GET", urljoin(page.address, onward), ""
        raise AssertionError(f"{path} leads round and round")

    def _once(self, method: str, path: str, body: str) -> tuple[Page, str]:
        target = urlsplit(urljoin(self.base, path))
        address = f"{target.path or '/'}{'?' + target.query if target.query else ''}"
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.base + address}
        connection = HTTPConnection(urlsplit(self.base).netloc, timeout=60)
        try:
            connection.request(method, address, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        self._keep([value for name, value in answer.getheaders() if name.lower() == "set-cookie"])
        is_page = "html" in (answer.getheader("Content-Type") or "")
        page = Page(answer.status, answer.getheaders(), text if is_page else "", address)
        page.body = text
        return page, (answer.getheader("Location") or "") if 300 <= answer.status < 400 else ""

    def _keep(self, lines: list[str]) -> None:
        self.set_cookies += lines
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
