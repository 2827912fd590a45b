"""Settings of the test suite: plain static files, quick password hashes, no redirect to https."""

from newsroom.settings import *  # noqa: F403

# The manifest storage knows only hashed names, which the live server of the browser tests doesn't serve.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECURE_SSL_REDIRECT = False
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405  it wants collected files
