"""Who and what a text names, and which names are one."""
