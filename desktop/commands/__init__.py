"""What a user does from the menus and buttons, one module a subject."""
