"""Read foreign workbooks: parse in a sandboxed process, detect tables, map columns, build import rows for a ledger.

The pipeline: sandbox (``read_file``) → table detection → column mapping → foreign rows. This file imports none of
them, because the worker process imports this package too and must start fast.
"""
