"""The application: news articles read, grouped by story and compared."""
