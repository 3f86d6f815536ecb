"""Why hijacks stay below the alarm line: by what the judgement saw of them, never by what was injected."""

from __future__ import annotations

from collections import Counter
from typing import Dict, List, Sequence

_PROVENANCE = ("identity", "client", "transport", "mailbox", "thread")

CAUSES = (
    "no finding: neither payload nor request was recognised",
    "no payload or request recognised, though who wrote it is odd",
    "cleared by what speaks for it",
    "a payload or a request, and no break of provenance",
    "a payload or a request, and one break",
    "two breaks or more, and too little weight",
)


def cause(signals: Sequence[dict]) -> str:
    """The cause, from the signals of the finding; none where there is no finding."""
    if not signals:
        return CAUSES[0]
    sums: Dict[str, float] = Counter()
    for one in signals:
        sums[one["group"]] += one["weight"]
    if sums["payload"] < 0.5 and sums["intent"] < 0.5:
        return CAUSES[1]
    if sums["exculpation"] <= -2:
        return CAUSES[2]
    breaks = sum(sums[group] >= 0.5 for group in _PROVENANCE)
    return CAUSES[3] if breaks == 0 else CAUSES[4] if breaks == 1 else CAUSES[5]


def rows(outcomes: Sequence) -> List[Sequence[str]]:
    """A row a cause: how many of the missed hijacks, and which kinds of them most."""
    table: List[Sequence[str]] = [("cause", "single", "in campaigns", "most often")]
    missed = [one for one in outcomes if not one.alarmed]
    for name in CAUSES:
        chosen = [one for one in missed if cause(one.signals) == name]
        if not chosen:
            continue
        kinds = Counter(
            f"{one.truth.family} {one.truth.kind}" + (f" ({one.truth.form})" if one.truth.form and "link" in one.truth.kind else "")
            for one in chosen
        )
        most = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common(3))
        single = sum(not one.truth.campaign for one in chosen)
        table.append((name, str(single), str(len(chosen) - single), most))
    return table
