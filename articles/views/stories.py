"""Stories: the front page, and every outlet's opening side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Entity, Story
from articles.views.rendering import paginate


@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    page = paginate(request, Story.objects.newest().with_members())
    Entity.objects.attach_to(page.object_list)
    return render(request, "story_list.html", {"page": page})


@require_safe
def story_detail(request: HttpRequest, pk: int) -> HttpResponse:
    story = get_object_or_404(Story.objects.with_members(), pk=pk)
    Entity.objects.attach_to([story], most=12)
    return render(request, "story_detail.html", {"story": story})
