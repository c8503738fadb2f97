"""Finding a board's plan by the words of a command line."""

from plans.models import Board, Plan


class PlanNotFound(LookupError):
    """There is no such board or plan; the message says which."""


def find_plan(board_slug: str, plan_slug: str | None = None) -> Plan:
    """The plan with this slug, or the board's current business plan.

    Raises PlanNotFound. For commands only: pages fetch plans through their reader's access.
    """
    board = Board.objects.filter(slug=board_slug).first()
    if board is None:
        raise PlanNotFound(f"There is no board “{board_slug}”.")
    plans = Plan.objects.filter(board=board)
    found = plans.whole().filter(slug=plan_slug) if plan_slug else plans.current()
    plan: Plan | None = found.first()
    if plan is None:
        raise PlanNotFound(f"{board.name} has no plan “{plan_slug or 'business'}”.")
    return plan
