"""No file is ever taken: an image of a child could itself be an offence to hold. One staff page reads a CSV
file as text and keeps no file either (`learning.sheet_files`)."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class NoUploads(FileUploadHandler):
    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile("Waylight takes no files.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None
