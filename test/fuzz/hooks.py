"""What the fuzzer is told of Gridward. Schemathesis loads it by SCHEMATHESIS_HOOKS.

It generates requests from docs/openapi.yaml alone. Left to itself it would be answered 401, 404 and 422 by and large: who
asks, and which cases, units and categories there are, is not in the document. So in most requests that keep to the document
some values are replaced by such as exist in the city, and they keep to it as before.
"""

import atexit
import json
import os
import random
import re
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path

import schemathesis
from hypothesis import strategies as st
from schemathesis.core.failures import Failure

CITY = json.loads(Path(os.environ["GRIDWARD_FUZZED"]).read_text())
FIGURES = Path(os.environ["GRIDWARD_FIGURES"])
DRAWN = random.Random(CITY["seed"])

PROBLEM = "urn:gridward:problem:"
# A request that keeps to the document is none of these. That a cursor came with a page before, no schema can tell.
MALFORMED = {
    "malformed-request",
    "malformed-json",
    "missing-idempotency-key",
    "malformed-if-match",
    "missing-if-match",
    "unsupported-content-type",
    "unknown-operation",
}

# What the document says of texts and instants in words, and JSON Schema cannot: see "Texts" and GivenInstant there.
BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd\U0001d159"
SHOWN = st.characters(categories=["L", "N", "P", "S"], exclude_characters=BLANK)
LINE = st.text(SHOWN | st.sampled_from(" ·，。网格"), min_size=1, max_size=15).filter(str.strip)
schemathesis.openapi.format("line", LINE)
schemathesis.openapi.format("lines", st.lists(LINE, min_size=1, max_size=4).map("\n".join))


def written(instant, hours, digits):
    local = instant.astimezone(timezone(timedelta(hours=hours)))
    return local.strftime("%Y-%m-%dT%H:%M:%S") + local.strftime(".%f")[: digits and digits + 1] + f"{hours:+03d}:00"


schemathesis.openapi.format(
    "date-time",
    st.builds(
        written,
        st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30), timezones=st.just(timezone.utc)),
        st.integers(-12, 14),
        st.sampled_from([0, 3, 6]),
    ),
)

requests = Counter()
problems = Counter()
answered = Counter()
checked = Counter()


def often():
    return DRAWN.random() < 0.75


# What the city has are instants.
DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def known(name, value):
    """In most cases a value of the city's, if it is of the same kind."""
    values = CITY["values"].get(name)
    if not values or not often() or DAY_OR_MONTH.fullmatch(str(value)):
        return value
    chosen = DRAWN.choice(values)
    return chosen if isinstance(chosen, (int, float)) == isinstance(value, (int, float)) else value


def with_known(part):
    if isinstance(part, dict):
        return {name: known(name, with_known(value)) for name, value in part.items()}
    return part


def is_valid(case, location):
    meta = case.meta
    if not meta:
        return True
    component = next((mode for place, mode in meta.components.items() if place.value == location), meta.generation)
    return component.mode.is_positive


@schemathesis.hook
def before_call(context, case, kwargs):
    headers = case.headers
    subject = DRAWN.choice(sorted(CITY["tokens"]))
    # Some requests leave the token out on purpose.
    if getattr(case.meta and case.meta.phase.data, "parameter", None) != "Authorization":
        headers["Authorization"] = f"Bearer {CITY['tokens'][subject]}"
    chosen = DRAWN.choice(sorted(CITY["cases"]))
    if case.path_parameters and is_valid(case, "path"):
        for name, value in case.path_parameters.items():
            # In an address, a code is an area's.
            case.path_parameters[name] = (
                chosen if name == "id" and often() else known("area" if name == "code" else name, value)
            )
    if case.query and is_valid(case, "query"):
        case.query = with_known(case.query)
    if isinstance(case.body, dict) and is_valid(case, "body"):
        case.body = with_known(case.body)
    if is_valid(case, "header"):
        # Keys are new by and large: the simplest values come up again and again.
        if "Idempotency-Key" in headers and often():
            headers["Idempotency-Key"] = f"fuzz-{DRAWN.getrandbits(64):016x}"
        if "If-Match" in headers and often():
            headers["If-Match"] = f'"{CITY["cases"][chosen]}"'
        if "Accept-Language" in headers and often():
            headers["Accept-Language"] = DRAWN.choice(["zh-CN", "en"])


def is_documented(case):
    """Not one of the fuzzer's tries of a method that the document does not have at the path."""
    description = getattr(case.meta and case.meta.phase.data, "description", None) or ""
    return not description.startswith("Unspecified HTTP method")


def problem_of(response):
    if not response.headers.get("content-type", [""])[0].startswith("application/problem+json"):
        return None
    return response.json()["type"].removeprefix(PROBLEM)


@schemathesis.hook
def after_call(context, case, response):
    requests[response.status_code] += 1
    answered[f"{case.operation.label} {response.status_code}"] += 1
    problem = problem_of(response)
    if problem:
        problems[problem] += 1


class Undocumented(Failure):
    """An answer that the document does not tell of."""


def fail(case, title, message):
    raise Undocumented(operation=case.operation.label, title=title, message=message)


@schemathesis.check
def documented_problem(ctx, response, case):
    """A problem's code is one that the document lists for the operation."""
    checked["documented_problem"] += 1
    problem = problem_of(response)
    if problem is None or not is_documented(case):
        return
    documented = case.operation.definition.raw["x-problems"]
    if problem not in documented:
        fail(case, "Undocumented problem", f"{problem} is not among {', '.join(documented)}")


@schemathesis.check
def valid_is_well_formed(ctx, response, case):
    """A request that keeps to the document is not called malformed."""
    if case.meta is None or not case.meta.generation.mode.is_positive or not is_documented(case):
        return
    checked["valid_is_well_formed"] += 1
    problem = problem_of(response)
    if problem in MALFORMED:
        fail(case, "A request that keeps to the document is malformed", response.json()["detail"])


@schemathesis.check
def in_the_language_asked_for(ctx, response, case):
    """A problem is told in the language that its header names: Chinese has ideographs, English has none of its own."""
    problem = problem_of(response)
    if problem is None:
        return
    checked["in_the_language_asked_for"] += 1
    title = response.json()["title"]
    told = response.headers["content-language"][0]
    if any("\u4e00" <= letter <= "\u9fff" for letter in title) != (told == "zh-CN"):
        fail(case, "A sentence in another language than its header", f"{told}: {title}")


@atexit.register
def tell():
    FIGURES.write_text(
        json.dumps(
            {
                "statuses": {str(status): count for status, count in sorted(requests.items())},
                "problems": dict(sorted(problems.items())),
                "operations": dict(sorted(answered.items())),
                "checks": dict(checked),
            }
        )
    )
