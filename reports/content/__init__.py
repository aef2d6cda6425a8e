"""What a circular says before anybody decides its looks."""
