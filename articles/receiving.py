"""The most that a request may send in files, refused before it is read: not even to a temporary file."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from articles.forms.adding import MOST_BYTES

# Names, limits and the other fields of the form come on top of the files.
_AROUND = 2_000_000


class LimitedUploadHandler(FileUploadHandler):
    """Stands before Django's own, which keep what it lets through."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        if content_length > MOST_BYTES + _AROUND:
            raise RequestDataTooBig(f"{content_length} bytes, the limit is {MOST_BYTES}")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
