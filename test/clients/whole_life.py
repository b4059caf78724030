"""A whole life of a case as a client of the API writes it in Python.

Every address, parameter, body and answer is known from the generated client; nothing here tells it what something is.
Who is there stands in the environment. Whoever runs it lets some time go by when it says "wait", and answers what time it
is then.
"""

import os
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

from gridward_client import AuthenticatedClient
from gridward_client.api.actions import acknowledge, follow_up, submit_result, verify
from gridward_client.api.intake import report
from gridward_client.api.queries import get_case, list_cases, list_events, worklist
from gridward_client.models import (
    AcknowledgeBody,
    Case,
    Evidence,
    ListCasesResponse200,
    ListEventsResponse200Type0,
    Point,
    Problem,
    Receipt,
    ReportAtPoint,
    Satisfied,
    SubmitResultBody,
    VerificationPassed,
    WorklistResponse200,
)

URL = os.environ["GRIDWARD_URL"]
NOISE = ReportAtPoint(
    title="楼上深夜弹琴",
    description="每晚十点以后，五楼有人弹琴到一点。",
    category="dispute.neighbour",
    point=Point(lon=float(os.environ["GRIDWARD_LON"]), lat=float(os.environ["GRIDWARD_LAT"]), crs="WGS84"),
)
RESULT = "已与五楼住户约定，晚九点后不再弹琴。"

Answer = TypeVar("Answer")


def client_of(name: str) -> AuthenticatedClient:
    return AuthenticatedClient(base_url=URL, token=os.environ[f"GRIDWARD_{name}"], raise_on_unexpected_status=True)


def told(wanted: type[Answer], answer: object) -> Answer:
    """What was answered; a problem is raised in its own words."""
    if isinstance(answer, wanted):
        return answer
    raise RuntimeError(answer.detail if isinstance(answer, Problem) else repr(answer))


def some_time() -> datetime:
    print("wait", flush=True)
    return datetime.fromisoformat(input())


def key() -> str:
    """A request that is sent again with the same key is carried out once."""
    return str(uuid4())


def main() -> None:
    resident, office = client_of("RESIDENT"), client_of("OFFICE")

    reported = told(Receipt, report.sync(client=resident, body=NOISE, idempotency_key=key()))

    waiting = told(WorklistResponse200, worklist.sync(client=office, limit=10))
    line = next(one for one in waiting.items if one.id == reported.id)
    if line.why != "acknowledge":
        raise RuntimeError(f"the office has {line.why} to do")
    told(
        Receipt,
        acknowledge.sync(reported.id, client=office, body=AcknowledgeBody(), idempotency_key=key()),
    )
    some_time()
    submitted = told(
        Receipt,
        submit_result.sync(reported.id, client=office, body=SubmitResultBody(result=RESULT), idempotency_key=key()),
    )
    if submitted.stage != "verification":
        raise RuntimeError(f"it is at {submitted.stage}")

    now = some_time()
    for worker in (client_of("WORKER_1"), client_of("WORKER_2")):
        mine = told(WorklistResponse200, worklist.sync(client=worker)).items
        if any(one.id == reported.id and one.why == "inspect" for one in mine):
            seen = VerificationPassed(passed=True, evidence=Evidence(taken_at=now, point=NOISE.point))
            told(Receipt, verify.sync(reported.id, client=worker, body=seen, idempotency_key=key()))

    own = told(ListCasesResponse200, list_cases.sync(client=resident, reporter="me", limit=5))
    asked = next(one for one in own.items if one.number == reported.number)
    if asked.stage != "followUp":
        raise RuntimeError(f"the resident is not asked: {asked.stage}")
    told(
        Receipt,
        follow_up.sync(
            reported.id, client=resident, body=Satisfied(satisfied=True, rating=5), idempotency_key=key()
        ),
    )

    history = told(ListEventsResponse200Type0, list_events.sync(reported.id, client=resident))
    if history.items[-1].type_ != "closed":
        raise RuntimeError("the history has another end")
    refused = get_case.sync("unknown", client=resident)
    if not isinstance(refused, Problem) or refused.field != "id":
        raise RuntimeError("an id that is none was not refused")

    closed = told(Case, get_case.sync(reported.id, client=resident))
    print(closed.stage, closed.names.stage, closed.answer)


if __name__ == "__main__":
    main()
