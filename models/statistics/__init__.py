"""The one counting engine: what a county's figures are counted from."""
