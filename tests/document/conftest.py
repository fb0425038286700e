"""What is laid out here as well is laid out without complaints."""

from tests.printing.conftest import the_layout_complains_of_nothing

__all__ = ["the_layout_complains_of_nothing"]
