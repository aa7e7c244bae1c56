from typing_extensions import TypedDict


class BuildJSON(TypedDict):
    running: bool
    mine: bool
    stage: str
    done: int
    total: int
    percent: int
    rate: float | None
    seconds_left: float | None
    queued: bool
    report: dict | None
    error: str | None


class Building:
    def state(self) -> BuildJSON:
        return BuildJSON(
            running=False,
            mine=False,
            stage="starting",
            done=0,
            total=0,
            percent=0,
            rate=None,
            seconds_left=None,
            queued=False,
            report=None,
            error=None,
        )
