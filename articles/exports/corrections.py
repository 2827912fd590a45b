"""Editors' decisions about links, to take away for training and measuring."""

import json
from collections.abc import Iterator
from typing import Any

from articles.models import Change, LinkCorrection
from articles.models.articles import WHOLE_TEXTS
from articles.models.corrections import LINK

_UNREAD = [f"{end}__{column}" for end in ("first", "second") for column in WHOLE_TEXTS]


def corrections_as_lines() -> Iterator[str]:
    """Every verdict of an editor on a link, oldest first, one JSON object a line; see docs/api.md."""
    decided = Change.objects.of_kind(LINK).latest_per_subject()
    latest = {change.subject: change for change in decided}
    corrections = LinkCorrection.objects.select_related("first__outlet", "second__outlet").order_by("pk")
    for correction in corrections.defer(*_UNREAD):
        yield json.dumps(_correction(correction, latest.get(correction.subject)), ensure_ascii=False)


def _correction(correction: LinkCorrection, change: Change | None) -> dict[str, Any]:
    ends = (
        (correction.first, correction.first_hash, correction.first_text),
        (correction.second, correction.second_hash, correction.second_text),
    )
    return {
        "verdict": correction.verdict,
        "by": change.by_name if change else None,
        "at": change.at.isoformat() if change else None,
        "rules": {
            "version": correction.rules_version,
            "relation": correction.found or None,
            "score": correction.score,
        },
        "sentences": [
            {
                "article": article.pk,
                "outlet": article.outlet_name,
                "language": article.language,
                "sha256": digest,
                "text": text,
            }
            for article, digest, text in ends
        ],
    }
