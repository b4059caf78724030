"""Deadlines after a change of severity, calendar or grant, worked out a second time.

Writes deadlines-after-change.json beside it; deadlines-after-change.test.ts compares the domain with that file.
Nothing here is taken from the domain: days are Python's own, rest days those of the State Council's notices in the city
folder, and use is counted hour by hour of the day from a list of who held which limit when.

    python3 test/domain/time/deadlines-after-change.py
"""

import itertools
import json
import math
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

SHANGHAI = timezone(timedelta(hours=8))
HERE = Path(__file__).parent
NOTICES = HERE.parents[2] / "infra" / "cities" / "nantong" / "calendars"
SHARES = [0.5, 0.8, 1, 2]
NOTHING = timedelta(0)
OFFICE = ("workHour", "workDay")


def local(text):
    return datetime.fromisoformat(text.replace(" ", "T")).replace(tzinfo=SHANGHAI)


def iso(moment):
    utc = moment.astimezone(timezone.utc)
    return utc.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc.microsecond // 1000:03d}Z"


def notices(corrections=()):
    days = {}
    for year in (2024, 2025, 2026):
        for day in json.loads((NOTICES / f"{year}.json").read_text("utf-8"))["days"]:
            days[date.fromisoformat(day["date"])] = day["rest"]
    for day, rest in corrections:
        days[date.fromisoformat(day)] = rest
    return days


def works(day, days):
    return not days[day] if day in days else day.isoweekday() <= 5


def on(day, hour):
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def office_spans(begin, days):
    """Office hours from an instant on, without an end."""
    for day in (begin.date() + timedelta(n) for n in itertools.count()):
        if works(day, days):
            for opens, closes in ((8, 12), (14, 18)):
                if on(day, closes) > begin:
                    yield max(begin, on(day, opens)), on(day, closes)


def counted(begin, end, office, days):
    if begin >= end:
        return NOTHING
    if not office:
        return end - begin
    spans = itertools.takewhile(lambda span: span[0] < end, office_spans(begin, days))
    return sum((min(closes, end) - opens for opens, closes in spans), NOTHING)


def reached(begin, need, office, days):
    """The instant at which so much more has counted."""
    if need <= NOTHING or not office:
        return begin + max(need, NOTHING)
    for opens, closes in office_spans(begin, days):
        if closes - opens >= need:
            return opens + need
        need -= closes - opens


def closing(moment, days):
    """The first end of office hours that does not lie before."""
    return next(
        on(day, 18)
        for day in (moment.date() + timedelta(n) for n in itertools.count())
        if works(day, days) and on(day, 18) >= moment
    )


def after_days(moment, number, days):
    """Civil Code 201 to 203: the first day does not count, a last day of rest moves on, and it ends at 18:00."""
    day = moment.date() + timedelta(max(1, math.ceil(number - 1e-9)))
    while not works(day, days):
        day += timedelta(1)
    return on(day, 18)


class Clock:
    def __init__(self, start, limit):
        self.days = notices()
        self.runs = [[start, None]]
        self.held = [(start, limit)]
        self.grants = 1
        self.since = None
        self.fired = set()
        self.due = self.at_share(1)
        self.pending = {share: self.at_share(share) for share in SHARES}

    @property
    def limit(self):
        return self.held[-1][1]

    @property
    def running(self):
        return self.runs[-1][1] is None

    def used(self, until):
        """What counts now of the time before an instant: what every limit from then on has counted."""
        total = NOTHING
        for begin, end in self.runs:
            end = min(end or until, until)
            for number, (held_from, _) in enumerate(self.held):
                held_to = self.held[number + 1][0] if number + 1 < len(self.held) else until
                office = any(unit in OFFICE for _, (_, unit) in self.held[number:])
                total += counted(max(begin, held_from), min(end, held_to), office, self.days)
        return total

    def at_share(self, share):
        value, unit = self.limit
        office, natural = unit in OFFICE, unit == "naturalDay"
        carried = self.used(self.since) if self.since else NOTHING
        if natural:
            first = (self.since - carried) if self.since else self.runs[0][0]
            end = first
            for _ in range(self.grants):
                end = after_days(end, value, self.days)
            budget, need = end - first, (end - first) * min(share, 1) - carried
        else:
            budget = timedelta(hours=value * (8 if unit == "workDay" else 1)) * self.grants
            need = budget * share - min(carried, budget)
        for begin, end in self.runs:
            if self.since and end and end <= self.since:
                continue
            begin = max(begin, self.since) if self.since else begin
            room = counted(begin, end, office, self.days) if end else None
            if end is None or room >= need:
                moment = reached(begin, need, office, self.days)
                if not natural or share < 1:
                    return moment
                last = closing(moment, self.days)
                if end is None or last <= end:
                    return last if share == 1 else after_days(last, value * self.grants * (share - 1), self.days)
            need -= room
        return None

    def sweep(self, now):
        for share in [share for share, moment in self.pending.items() if self.running and moment <= now]:
            del self.pending[share]
            self.fired.add(share)

    def anew(self, now, paused=False):
        due = self.at_share(1)
        ran_out = not paused and self.due <= now
        due = due if due >= now else self.due if ran_out else now
        moved, self.due = due != self.due, due
        for share in SHARES:
            moment = self.at_share(share)
            if share in self.fired and not (moved and moment > now):
                continue
            self.fired.discard(share)
            self.pending[share] = max(moment, now)

    def change(self, step, limits):
        now = local(step["at"])
        # A suspension ends before anything fires again.
        self.sweep(now)
        if "severity" in step:
            limit = limits[step["severity"]]
            if limit != self.limit:
                self.held.append((now, limit))
                self.since = now
            self.anew(now)
        elif "calendar" in step:
            self.days = notices(step["calendar"])
            if self.running:
                self.anew(now)
        elif step["does"] == "pause":
            self.runs[-1][1] = now
        elif step["does"] == "resume":
            self.runs.append([now, None])
            self.anew(now, paused=True)
        elif step["does"] == "extend":
            self.grants += 1
            self.anew(now)


def worked_out(name, start, limits, severity, steps):
    clock = Clock(local(start), limits[severity])
    dues = [iso(clock.due)]
    for step in steps:
        clock.change(step, limits)
        dues.append(iso(clock.due))
    return {
        "name": name,
        "start": iso(local(start)),
        "limits": {key: {"value": value, "unit": unit} for key, (value, unit) in limits.items()},
        "severity": severity,
        "steps": [
            {
                **step,
                "at": iso(local(step["at"])),
                **({"calendar": [{"date": day, "rest": rest} for day, rest in step["calendar"]]} if "calendar" in step else {}),
            }
            for step in steps
        ],
        "dueAt": dues,
        "pending": [
            {"share": share, "at": iso(moment)}
            for share, moment in sorted(clock.pending.items(), key=lambda each: (each[1], each[0]))
        ],
    }


SEVERITIES = {
    "critical": (4, "urgentHour"),
    "serious": (6, "workHour"),
    "general": (5, "workDay"),
    "low": (7, "naturalDay"),
}
LONG = {
    "critical": (72, "urgentHour"),
    "serious": (20, "workHour"),
    "general": (10, "workDay"),
    "low": (15, "naturalDay"),
}
STORM = [("2026-06-16", False), ("2026-06-17", True), ("2026-06-18", True)]


def change(at, severity):
    return {"at": at, "severity": severity}


def does(at, what):
    return {"at": at, "does": what}


def table():
    pairs = list(itertools.permutations(SEVERITIES, 2))
    for limits, word in ((SEVERITIES, "short"), (LONG, "long")):
        for old, new in pairs:
            yield (f"{word} limits, over a weekend: {old} to {new}", "2026-06-12 17:00", limits, old,
                   [change("2026-06-15 08:30", new)])
    for old, new in pairs:
        yield (f"suspended before: {old} to {new}", "2026-09-28 15:20", LONG, old,
               [does("2026-09-29 10:10", "pause"), does("2026-10-09 09:00", "resume"), change("2026-10-10 11:40", new)])
        yield (f"suspended after: {old} to {new}", "2026-02-11 16:45", LONG, old,
               [change("2026-02-12 12:30", new), does("2026-02-13 09:15", "pause"), does("2026-02-25 21:00", "resume")])
        yield (f"there and back: {old} to {new}", "2026-04-02 19:30", LONG, old,
               [change("2026-04-03 08:45", new), change("2026-04-07 10:05", old)])
        yield (f"extended, then {old} to {new}", "2026-11-04 08:00", LONG, old,
               [does("2026-11-05 09:00", "extend"), change("2026-11-06 13:00", new)])
    for severity in SEVERITIES:
        yield (f"another calendar before the deadline: {severity}", "2026-06-15 16:10", LONG, severity,
               [{"at": "2026-06-16 09:00", "calendar": STORM}])
        yield (f"another calendar, and back: {severity}", "2026-06-15 16:10", LONG, severity,
               [{"at": "2026-06-16 09:00", "calendar": STORM}, {"at": "2026-06-17 10:00", "calendar": []}])
        yield (f"another calendar after the deadline: {severity}", "2026-06-10 10:00", SEVERITIES, severity,
               [{"at": "2026-06-25 09:00", "calendar": STORM}])
        yield (f"another calendar while it stood still: {severity}", "2026-06-15 09:00", LONG, severity,
               [does("2026-06-15 17:00", "pause"), {"at": "2026-06-16 09:00", "calendar": STORM},
                does("2026-06-22 09:00", "resume")])
        yield (f"another severity after the calendar: {severity} to critical", "2026-06-15 09:00", LONG, severity,
               [{"at": "2026-06-18 09:00", "calendar": STORM}, change("2026-06-19 10:00", "critical")])
        yield (f"the deadline has passed: low to {severity}", "2026-06-01 10:00", SEVERITIES, "low",
               [change("2026-06-20 10:00", severity)])


rows = [json.dumps(worked_out(*row), ensure_ascii=False) for row in table()]
(HERE / "deadlines-after-change.json").write_text("[\n" + ",\n".join(rows) + "\n]\n", "utf-8")
print(f"{len(rows)} rows")
