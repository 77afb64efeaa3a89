"""Days and times of the workflow: as people write them, as papers print them.

The record's times are UTC. Papers of companies in China are read by Beijing's
clock, wherever they are printed: so are the days that delegations, departures
and effective dates are held against; the machine's time zone says nothing. A day is kept as YYYY-MM-DD, so that the
order of days is that of their texts.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from docgen.approval.ledger.events import moment
from docgen.approval.rules.refusals import refused
from docgen.errors import Message
from docgen.text.dates import date_cn

BEIJING = timezone(timedelta(hours=8))
NONE = "—"


def checked_day(text: str, place: str, message: Message) -> str:
    """A day that someone wrote, as YYYY-MM-DD. Raises DocgenError, the `message` filled with `text`, for what is no date."""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise refused(place, message, text=text) from error


def day(text: str) -> str:
    """2026-03-01 → 2026年3月1日; other text as it is, a dash for none."""
    return date_cn(text) or NONE


def clock(at: str) -> str:
    """An event's time by Beijing's clock: 2026-03-01 16:05; other text as it is, a dash for none."""
    found = _beijing(at)
    return found.strftime("%Y-%m-%d %H:%M") if found else at or NONE


def day_at(now: datetime) -> str:
    """The day of a moment (with its time zone) by Beijing's calendar, YYYY-MM-DD: the one place that says what is today."""
    return now.astimezone(BEIJING).date().isoformat()


def day_of(at: str) -> str:
    """The day of an event's time by Beijing's calendar, YYYY-MM-DD. ValueError for what is no event's time."""
    return day_at(moment(at))


def _beijing(at: str) -> datetime | None:
    try:
        return moment(at).astimezone(BEIJING)
    except ValueError:
        return None
