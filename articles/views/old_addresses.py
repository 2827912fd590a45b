"""Addresses of merged stories lead to the same page of the story that took them in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from articles.models import Story

Answer = Callable[[HttpRequest], HttpResponse]


def lead_on(answer: Answer) -> Answer:
    """A middleware that looks only where nothing was found: other pages pay nothing for it."""

    def answer_or_lead_on(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        match = request.resolver_match
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or match is None:
            return response
        number = match.kwargs.get("pk")
        if not (match.url_name or "").startswith("story") or not isinstance(number, int):
            return response
        root = Story.objects.roots_of([number]).get(number, number)
        if root == number:
            return response
        kwargs = {**match.kwargs, "pk": root}
        address = reverse(match.view_name, kwargs=kwargs, query=request.GET or None)
        return HttpResponsePermanentRedirect(address)

    return answer_or_lead_on
