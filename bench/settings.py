"""The product's own settings with quick passwords, for logging a whole school in.

A password's hash is slow on purpose. It is measured by itself (see docs/performance.md); here it
would only keep a thousand students waiting. No server that is measured runs with these settings.
"""

from supervision.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
