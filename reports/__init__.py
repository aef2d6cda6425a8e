"""What leaves the book on paper or sheet; knows no screen."""
