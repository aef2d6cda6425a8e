"""The sentences of circulars: the shipped ones, the county's own, and how slots are filled and checked."""
