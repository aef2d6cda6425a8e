"""What pages and forms read: a ledger's rows, one row's detail, names of rows, history as text."""
