"""What a seat is told, as pieces of plain words that every face lays out in its own way: no widths, no prompts, no commands."""
