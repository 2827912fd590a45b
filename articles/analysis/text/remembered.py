"""How much is remembered of what comes again and again."""

import sys
from functools import _lru_cache_wrapper

# Words, of each thing that is found out about them. Every process that reads comes to hold as many, some
# kilobytes of each in all; with a third fewer reading takes an eighth longer.
WORDS = 12_288
# What remembers fewer holds things that were loaded, not what was found out.
_FEW = 1000


def forget() -> None:
    """Forget what was found out about words, by any module: it is found out again when they come again."""
    ours = [module for name, module in sys.modules.items() if name.startswith("articles.")]
    for remembers in (value for module in ours for value in vars(module).values()):
        if isinstance(remembers, _lru_cache_wrapper) and _is_of_words(remembers):
            remembers.cache_clear()


def _is_of_words(remembers: "_lru_cache_wrapper[object]") -> bool:
    most = remembers.cache_parameters()["maxsize"]
    return most is not None and most > _FEW
