"""The map: a picture of this place with its agencies, and one agency's ties at a time; all at once can be read by nobody."""
