"""References in a text (〔→施策#12〕): what they can name, where they lead, which are lost."""
