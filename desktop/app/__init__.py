"""What every part of the window stands on: the open book, jobs, notifications, preferences, crash reports."""
