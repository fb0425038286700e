"""Exports at work: made by a worker, kept by what they hold, never 「作成中」 for ever."""
