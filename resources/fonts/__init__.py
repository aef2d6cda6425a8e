"""The faces shipped with the program; ``make_fonts`` made them."""
