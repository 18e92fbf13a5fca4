"""Each place served at least burden: weeks as labels, forward and backward, and the bound they give."""
