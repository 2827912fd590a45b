"""An article's page as it came, with what was cut, and editors' decisions about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.changes import KINDS, ChangeError, make
from articles.changes.blocks import SECOND, block_subject, second_source
from articles.changes.fields import LABELS, current_value, field_subject
from articles.editing import BLOCK, FIELD
from articles.forms.changes import BlockDecision
from articles.forms.fields import field_form
from articles.ingest.decisions import FIELDS, block_keys
from articles.models import Article, Block, Change
from articles.models.changes import Json
from articles.views.access import EditorRequest, editors_only

# A second article is worth one of its own from this many words on.
SHORTEST_SECOND = 40


@dataclass(frozen=True, kw_only=True)
class Part:
    """A block of the page as it came; `by` is who decided about it, `own` the article made of it."""

    key: str
    block: Block
    by: str = ""
    is_offered: bool = False
    own: Article | None = None

    @property
    def anchor(self) -> str:
        return "part-" + self.key.replace(":", "-")

    @property
    def can_be_kept(self) -> bool:
        return self.block.kind != "headline"


@require_safe
def article_original(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.select_related("outlet"), pk=pk)
    parts = list(_parts(article))
    context = {
        "article": article,
        "parts": parts,
        "cut": sum(not part.block.is_kept and part.can_be_kept for part in parts),
    }
    return render(request, "article_original.html", context)


def _parts(article: Article) -> Iterator[Part]:
    blocks = list(article.blocks.order_by("start"))
    keys = block_keys(article.original, blocks)
    deciders = _deciders(article, [key for key, b in zip(keys, blocks, strict=True) if b.decided is not None])
    for key, block in zip(keys, blocks, strict=True):
        block.text = article.original[block.start : block.end]
        is_second = block.kind == "second_article"
        own = Article.objects.filter(source=second_source(article, block)).first() if is_second else None
        yield Part(
            key=key,
            block=block,
            by=deciders.get(block_subject(article, key), ""),
            is_offered=is_second and own is None and len(block.text.split()) >= SHORTEST_SECOND,
            own=own,
        )


def _deciders(article: Article, keys: list[str]) -> dict[str, str]:
    subjects = [block_subject(article, key) for key in keys]
    changes = Change.objects.filter(kind=BLOCK, subject__in=subjects).latest_per_subject()
    return dict(changes.values_list("subject", "by_name"))


@require_POST
@editors_only
def block_decide(request: EditorRequest, pk: int) -> HttpResponse:
    """Keep a block, cut it, leave it to the rules, or make a second article one of its own."""
    article = get_object_or_404(Article, pk=pk)
    form = BlockDecision(request.POST)
    page = reverse("article-original", args=(pk,))
    if not form.is_valid():
        messages.error(request, _("This part of the page is not known."))
        return redirect(page)
    key, decision = form.cleaned_data["part"], form.cleaned_data["decision"]
    kind, value, done = _DECISIONS[decision]
    _change(request, kind, block_subject(article, key), value, done=str(done))
    return redirect(f"{page}#part-{key.replace(':', '-')}")


_DECISIONS: dict[str, tuple[str, Json, Any]] = {
    "keep": (BLOCK, True, gettext_lazy("Put back into the article; it has been read again.")),
    "cut": (BLOCK, False, gettext_lazy("Cut from the article; it has been read again.")),
    "rules": (BLOCK, None, gettext_lazy("Left to the rules again.")),
    "article": (SECOND, True, gettext_lazy("Now an article of its own.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def field_edit(request: EditorRequest, pk: int, name: str) -> HttpResponse:
    """One value that is known about an article, set by hand or left to the rules again."""
    article = get_object_or_404(Article.objects.select_related("outlet"), pk=pk)
    if name not in FIELDS:
        return redirect("article", pk=pk)
    back = f"{reverse('article', args=(pk,))}#known"
    if "rules" in request.POST:
        _change(request, FIELD, field_subject(article, name), None, done=_("Left to the rules again."))
        return redirect(back)
    form = field_form(name, request.POST or None, value=current_value(article, name))
    if form.is_valid():
        _change(request, FIELD, field_subject(article, name), form.value, done=_("Saved."))
        return redirect(back)
    context = {
        "article": article,
        "form": form,
        "label": LABELS[name],
        "is_set": article.provenance.get(name, {}).get("how") == "editor",
    }
    return render(request, "article_field.html", context)


def _change(request: EditorRequest, kind: str, subject: str, value: Json, *, done: str) -> None:
    try:
        change = make(KINDS[kind], subject, value, by=request.user)
    except ChangeError as error:
        messages.error(request, str(error))
        return
    if change:
        messages.success(request, done, extra_tags=str(change.pk))
    else:
        messages.info(request, _("It was so already."))
