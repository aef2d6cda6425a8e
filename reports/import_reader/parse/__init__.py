"""Taking a foreign file apart, inside the worker process."""
