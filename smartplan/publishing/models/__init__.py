"""Files on their way and files that stay: exports, and the frozen editions of plans."""

from smartplan.publishing.models.export import Export, Format
from smartplan.publishing.models.publication import Publication, PublicationFile

__all__ = ["Export", "Format", "Publication", "PublicationFile"]
