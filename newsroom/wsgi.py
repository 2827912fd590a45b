"""The web server's way in; what requests need is read before the first one comes."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from articles.analysis.text import lemmas

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()
get_resolver().check()  # imports all views
lemmas.load()
# It stays, so looking through it for garbage again and again would only hold up requests, 50 ms at a time.
gc.collect()
gc.freeze()
