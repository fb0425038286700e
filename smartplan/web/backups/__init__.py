"""One file that holds an installation: its database and the files that the database refers to."""

from smartplan.web.backups.archive import BackupError
from smartplan.web.backups.making import make_backup
from smartplan.web.backups.restoring import restore_backup

__all__ = ["BackupError", "make_backup", "restore_backup"]
