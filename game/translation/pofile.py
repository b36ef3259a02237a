"""Catalogues as translators work on them: `.po` files read, written and compiled, by Babel, which the game does not need to play.

What is written holds no date, no line number and no version, so that two people's work differs only where they wrote.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from game.translation.catalogue import LARGEST, CatalogueFault
from game.translation.message import say
from game.translation.places import keeps_places, keeps_some

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

_SAME_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
_CHANGING: Final = re.compile(
    rb'^"(?:(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To): .*'
    rb"|Last-Translator: FULL NAME <EMAIL@ADDRESS>.*|Language-Team: .*<LL@li\.org>.*)\n",
    re.MULTILINE,
)


def new(head: str, language: str | None = None) -> Catalog:
    """A catalogue without texts; a template where it is of no language.

    Arguments:
        head: the comment at its beginning.
        language: its code; Babel knows how its plurals are formed.

    Raises:
        ValueError: Babel knows no such language.
    """
    from babel.messages.catalog import Catalog

    try:
        made = Catalog(locale=language, header_comment=head, project="Whole", version="Place", charset="utf-8", fuzzy=False)
    except ValueError as fault:
        raise ValueError(_unknown(language)) from fault
    if language is not None and made.locale is None:
        raise ValueError(_unknown(language))
    made.creation_date = made.revision_date = _SAME_DAY
    return made


def _unknown(language: str | None) -> str:
    return say("“{code}” is the code of no language that is known.", code=(language or "")[:40])


def parse(data: bytes, language: str | None, where: str) -> Catalog:
    """The catalogue in the bytes of a `.po` file.

    Raises:
        CatalogueFault: it is too large, or not what gettext writes; the message says in which line.
    """
    from babel import UnknownLocaleError
    from babel.messages.pofile import PoFileError, read_po

    if len(data) > LARGEST:
        raise CatalogueFault(
            say("{where}: a catalogue of {size:,} bytes. Expected at most {most:,}.", where=where, size=len(data), most=LARGEST)
        )
    try:
        read = read_po(io.BytesIO(data), locale=language, charset="utf-8", abort_invalid=True)
    except PoFileError as fault:
        raise CatalogueFault(
            say("{where}:{line}: {fault}. Expected a line as gettext writes it.", where=where, line=fault.lineno + 1, fault=fault)
        ) from None
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1 if fault.object == data else 1
        raise CatalogueFault(say("{where}:{line}: this is not UTF-8. Save it as UTF-8.", where=where, line=line)) from None
    except (ValueError, LookupError, TypeError, AttributeError, UnknownLocaleError) as fault:  # Babel has no one word for it
        raise CatalogueFault(
            say(
                "{where}: this cannot be read as a .po file ({fault}). Expected one as gettext writes it.",
                where=where,
                fault=fault,
            )
        ) from None
    if language is not None:
        # Its head may name another language, or one that nobody knows, which would be written without the forms of its plural.
        read.locale = language
    read.charset = "utf-8"  # whatever it was read as: in another, what is written might have no room for a sign
    read.creation_date = read.revision_date = _SAME_DAY
    # The comment at its head, and what is put into it, are written by lines of Unicode: a form feed would end the comment.
    read.project, read.version = (" ".join(one.split()) for one in (read.project, read.version))
    read.header_comment = "\n".join(" ".join(line.splitlines()) for line in read.header_comment.split("\n"))
    return read


def written(catalogue: Catalog) -> bytes:
    """A catalogue as the bytes of a `.po` file."""
    from babel.messages.pofile import write_po

    file = io.BytesIO()
    write_po(file, catalogue, width=100, include_lineno=False)
    return _CHANGING.sub(b"", file.getvalue())


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as the bytes of a `.mo` file, which the game reads; what is fuzzy or not translated is left out."""
    from babel.messages.mofile import write_mo

    # Babel would write the English of what is not translated, its singular for many.
    whole = parse(written(catalogue), None, "")
    for text in list(texts(whole)):
        if text.fuzzy or not is_translated(text):
            whole.delete(text.id, text.context)
    file = io.BytesIO()
    write_mo(file, whole)
    return file.getvalue()


def merge(catalogue: Catalog, latest: Catalog) -> None:
    """Brings a catalogue up to the texts as they stand now: new ones untranslated, changed ones fuzzy, gone ones obsolete.

    A text has changed where one that is gone had the same context, or the same English elsewhere, or, where neither has a
    context, English much like it. One that comes back takes its translation with it.
    """
    known = {(text.context, str(text.id)) for text in texts(catalogue)}
    catalogue.update(latest, no_fuzzy_matching=True, update_creation_date=False)
    gone = [text for text in catalogue.obsolete.values() if is_translated(text)]
    for text in texts(catalogue):
        if (text.context, str(text.id)) in known:
            continue
        old = _same(text, gone)
        if old is None:
            continue
        text.string = old.string
        if (old.context, old.id) == (text.context, text.id):
            gone.remove(old)
            catalogue.obsolete = {key: one for key, one in catalogue.obsolete.items() if one is not old}
        else:
            text.flags.add("fuzzy")


def _same(text: Message, gone: list[Message]) -> Message | None:
    """The text that this one was before it changed, as far as can be told."""
    alike = [one for one in gone if len(_forms(one.id)) == len(_forms(text.id))]
    for is_it in (
        lambda one: (one.context, one.id) == (text.context, text.id),
        lambda one: bool(one.context) and one.context == text.context,
        lambda one: one.id == text.id,
    ):
        if found := next((one for one in alike if is_it(one)), None):
            return found
    if text.context:
        return None
    english = {_forms(one.id)[0]: one for one in alike if not one.context}
    close = difflib.get_close_matches(_forms(text.id)[0], english, n=1, cutoff=0.7)
    return english[close[0]] if close else None


def texts(catalogue: Catalog) -> Iterable[Message]:
    """What a catalogue holds, without its head."""
    return (message for message in catalogue if message.id)


def is_translated(message: Message) -> bool:
    """Whether a text is there in the language, in every form of its plural."""
    forms = _forms(message.string)
    return bool(forms) and all(forms)


def misplaced(message: Message) -> list[str]:
    """The translations of a text that do not keep the places of its English."""
    forms = [form for form in _forms(message.string) if form]
    english = _forms(message.id)
    if len(english) > 1:
        return [form for form in forms if not keeps_some(english[0], english[1], form)]
    return [form for form in forms if not keeps_places(english[0], form)]


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """A text of a catalogue in all its forms."""
    return [text] if isinstance(text, str) else list(text or ())
