"""The log of gunicorn, the web server beside us; scripts/side_by_side.py names it."""

from __future__ import annotations

import logging
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from smartplan.web.logs import WithoutTokens


class WebServerLogger(Logger):
    """What gunicorn says, and its list of requests where an installation asks for one."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                usual: Any = handler.formatter or logging.Formatter()
                handler.setFormatter(WithoutTokens(usual._fmt, usual.datefmt))
