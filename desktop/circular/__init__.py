"""Widgets for one circular: pages, figures, texts, checks, issue form, printing."""
