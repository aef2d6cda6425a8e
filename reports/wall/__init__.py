"""挂图作战: wall charts as drawings a page large, for paper of A3 and A2."""
