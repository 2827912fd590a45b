"""Who may see and do what: reading needs no account, an account edits, a superuser administers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


class EditorRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: User


def editors_only(view: View) -> View:
    """To the sign-in page, and back from there, for everybody who has not signed in."""
    return login_required(view)


def administrators_only(view: View) -> View:
    """As editors_only; an editor who is no administrator gets the page that says so."""

    @wraps(view)
    def checked(request: EditorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(checked)
