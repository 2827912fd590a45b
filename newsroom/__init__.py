"""The project: settings, addresses and the embedded database."""
