"""`lint`: advice on craft and teaching for a scenario that has no faults.

`check` says what cannot be played; `lint` says what would make a place better, and nothing that is not so. What can be read off
the file is in `prose`, `teaching`, `grounding` and `loose`; what only playing shows is in `play`.
"""
