"""挂图作战: wall charts as full-page drawings for A3 and A2 paper."""
