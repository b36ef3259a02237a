"""The thin layer between the screens and pygame: elements with a meaning, layout, text, focus. It knows nothing of the game."""
