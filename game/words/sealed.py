"""A page that is written to a file and opened from there: what it lets a browser do, which is to show it, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

_CHARSET: Final = '<meta charset="utf-8">'
_SHEETS: Final = re.compile("<style>(.*?)</style>", re.DOTALL)
_OWN_STYLE: Final = re.compile(r"<[^>]+\sstyle=|<style ")


def sealed(page: str) -> str:
    """The page with a policy in its head: nothing is loaded or run, sent or framed, but what the page itself holds.

    Its style sheets are named by what they digest to. A chart that brings styles of its own, on each line of it, cannot be so
    named: where there is one, every style in the page is let be, and still nothing from elsewhere.

    Arguments:
        page: the document; its head begins with its encoding. It has no script, and is not to have one.
    """
    digests = (hashlib.sha256(sheet.encode()).digest() for sheet in _SHEETS.findall(page))
    named = " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in digests)
    styles = "'unsafe-inline'" if _OWN_STYLE.search(page) else named or "'none'"
    rules = ["default-src 'none'", f"style-src {styles}"]
    held = (("img-src data:", "data:image/"), ("font-src data:", "data:font/"))
    rules += [rule for rule, holds in held if holds in page]
    rules += ["base-uri 'none'", "form-action 'none'"]
    policy = f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'
    return page.replace(_CHARSET, _CHARSET + policy, 1)
