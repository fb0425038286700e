"""A worker whose layout hangs where no alarm reaches it, as a call of C may."""

import signal
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from smartplan.publishing.exports.material import Material  # noqa: E402
from smartplan.publishing.exports.writers import WRITERS  # noqa: E402
from smartplan.publishing.models import Format  # noqa: E402


def hang(material: Material) -> bytes:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    time.sleep(60)
    return b""


WRITERS[Format.PDF] = hang
call_command("work", nice=0)
