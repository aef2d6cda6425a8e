"""The theme: colours, fonts, icons and deadline lights."""
