"""Style, scripts and fonts as the site serves them: packed, and never asked for twice."""

from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings
from whitenoise.middleware import WhiteNoiseMiddleware

from newsroom import settings as served

OURS = "django.contrib.staticfiles.finders.FileSystemFinder"


def test_files_are_kept_for_good_under_addresses_of_their_own(
    rf: RequestFactory, settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = [OURS]
    settings.STORAGES = served.STORAGES
    call_command("collectstatic", interactive=False, verbosity=0)
    middleware = WhiteNoiseMiddleware(nothing_there)
    for name in ("css/newsroom.css", "js/newsroom.js", "fonts/noto-naskh-arabic.woff2"):
        address = staticfiles_storage.url(name)
        assert Path(address).stem != Path(name).stem
        answer = middleware(rf.get(address, headers={"Accept-Encoding": "gzip"}))
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert (answer.headers.get("Content-Encoding") == "gzip") == (not name.startswith("fonts"))


def nothing_there(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=404)
