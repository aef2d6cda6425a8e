"""Workbooks from outside: read in a capped child process, understood as tables, and offered to a ledger.

The way through: ``warden.read_file`` → ``layout.layouts`` → ``mapping.guess`` → ``offering.offer``. This file imports
none of them, because the child starts here too and must be up before anybody notices.
"""
