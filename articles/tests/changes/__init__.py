"""Tests of what people change."""
