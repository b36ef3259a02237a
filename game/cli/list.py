"""`wholeplace list`: what can be played, and what was."""

from __future__ import annotations

import click

from game.briefing.saved import stands, when
from game.cli.argument import FORMAT, heading, print_json
from game.cli.leaving import on_one_line, tell
from game.play.record import SaveFault
from game.play.store import SavedGame, saved_games
from game.scenario.shipped import FILE, shipped_ids, shipped_root, title_of
from game.terminal.resume import program
from game.translation import later, say
from game.words.grammar import capital


@click.command(epilog=later("Example: wholeplace list"))
@FORMAT
def command(form: str) -> None:
    """List the places that come with the game, and your saved games.

    The saved game last played comes first. Go on with one by `wholeplace play --resume FILE`.
    """
    titles = {scenario: title_of(scenario) for scenario in shipped_ids()}
    games = _saved()
    if form == "json":
        places = [
            {"id": scenario, "title": title, "file": str(shipped_root() / scenario / FILE)} for scenario, title in titles.items()
        ]
        print_json(heading("list") | {"places": places, "saved_games": [_as_json(game) for game in games]})
        return
    click.echo(say("Places that come with the game"))
    width = max((len(scenario) for scenario in titles), default=0)
    for scenario, title in titles.items():
        click.echo(f"  {scenario:<{width}}  {title}")
    click.echo("  " + say("Play one with: {command}", command=f"{program()} play PLACE"))
    click.echo()
    click.echo(say("Saved games, the last played first") if games else say("Saved games: none yet"))
    for game in games:
        click.echo(f"  {on_one_line(_told(game))}\n    {on_one_line(str(game.path))}")  # whoever made the file named it
    if games:
        click.echo("  " + say("Go on with one: {command}", command=f"{program()} play --resume FILE"))


def _saved() -> list[SavedGame]:
    """The saved games; a folder that cannot be read is told on standard error, and the places are listed all the same."""
    try:
        return saved_games()
    except SaveFault as fault:
        tell(str(fault))
        return []


def _told(game: SavedGame) -> str:
    """A saved game in one line."""
    if not game.is_playable:
        return say("{name}: cannot be opened. {damage}", name=game.path.name, damage=capital(game.damage))
    parts = [game.title or game.scenario, stands(game), say("seed {seed}", seed=game.seed), when(game)]
    return ", ".join(parts) + (f". {capital(game.damage)}" if game.damage else "")


def _as_json(game: SavedGame) -> dict[str, object]:
    """A saved game for a program; `modified` is in seconds since 1970."""
    return {
        "file": str(game.path),
        "title": game.title,
        "scenario": game.scenario,
        "seed": game.seed,
        "turn": game.turn,
        "is_over": game.is_over,
        "modified": game.modified,
        "is_playable": game.is_playable,
        "damage": game.damage,
    }
