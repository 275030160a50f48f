"""A sheet as a file, taken as its text: nothing of it is ever written to a disk, and only where a page asks
for it by `takes_sheet`. Everywhere else no file is taken at all (`site.uploads`)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

ENDINGS = (".csv", ".txt")


class NotText(ValueError):
    """A sentence for whoever chose the file."""


class _SheetOnly(FileUploadHandler):
    """Holds one file of the field `name`, up to what may be pasted; any other is passed over. Of one that is
    larger the rest is not kept, which its size tells."""

    def __init__(self, request: HttpRequest, name: str) -> None:
        super().__init__(request)
        self.name, self.most, self.kept = name, settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0, bytearray()
        self.taken = False

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        if field_name != self.name or self.taken:
            raise SkipFile("Only one sheet is taken here.")
        self.taken = True
        super().new_file(field_name, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.kept += raw_data[: max(0, self.most + 1 - len(self.kept))]

    def file_complete(self, file_size: int) -> UploadedFile:
        return SimpleUploadedFile(self.file_name or "", bytes(self.kept))


def takes_sheet(name: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For a view that reads a sheet from the file field `name`. The handler has to be set before the token is
    looked for in the form, so the view is exempt from the middleware's look and asks for the token itself."""

    def taking(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.upload_handlers = [_SheetOnly(request, name)]
            return protected(request, *args, **kwargs)

        return answer

    return taking


def text_of(file: UploadedFile) -> str:
    """The text of a CSV file as spreadsheets write it: UTF-8 or UTF-16 with their marks, UTF-8 without one,
    else Windows-1252. Raises NotText."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    if not (file.name or "").lower().endswith(ENDINGS):
        raise NotText(_("Choose a CSV file: in the spreadsheet, Save as, CSV."))
    content = file.read()
    if len(content) > most:
        raise NotText(_("The file is larger than %(most)s MB. Bring it in parts.") % {"most": most // 2**20})
    text = _decoded(content)
    if "\0" in text:
        raise NotText(_("This file is no text. Choose a CSV file: in the spreadsheet, Save as, CSV."))
    return text


def _decoded(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotText(_("This file is no text. Choose a CSV file: in the spreadsheet, Save as, CSV."))
