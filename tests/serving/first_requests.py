"""A worker's first requests: what they load, compile and build although the server was warmed up.

    python -m tests.serving.first_requests COOKIE ADDRESS...

Prints one line for each thing that a request had to do first.
"""

import os
import sys

from smartplan.wsgi import application  # isort: skip (sets Django up)

from django.conf import settings
from django.db import connections
from django.template.base import Template
from django.test import RequestFactory

from smartplan.relevance import library
from smartplan.serving.warming import read_what_changed, warm_up


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def answer_to(address: str, cookie: str) -> tuple[str, bool]:
    """The status, and whether a page came."""
    browser = RequestFactory(
        SERVER_NAME="localhost", HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={cookie}"
    )
    statuses: list[str] = []
    environ = browser.get(address).environ
    page = b"".join(application(environ, lambda status, _: statuses.append(status)))
    return statuses[0], "<h1" in page.decode()


warm_up()
read_what_changed()
say("open connections:", sum(each.connection is not None for each in connections.all()))
if worker := os.fork():
    os.waitpid(worker, 0)
    sys.exit()

loaded, kept, compile_template = set(sys.modules), library._kept, Template.compile_nodelist


def compiling(template: Template) -> object:
    if template.name:  # the others stand in the code, and are compiled each time
        say("compiled:", template.name)
    return compile_template(template)


Template.compile_nodelist = compiling
for asked in sys.argv[2:]:
    say("answered:", asked, *answer_to(asked, sys.argv[1]))
say("loaded:", sorted(name for name in set(sys.modules) - loaded if "smartplan" in name))
say("index built anew:", library._kept is not kept)
