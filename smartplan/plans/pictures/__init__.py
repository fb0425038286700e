"""The pictures of a plan: judged and encoded (`images.py`), stored once each (`files.py`)."""
