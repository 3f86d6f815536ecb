"""The report: docs/evaluation.md, written by the run and never by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median
from typing import Callable, Dict, Iterable, List, Sequence

from ..injector.families import ACCOUNT, FAMILIES, PERFECT, family
from . import misses
from .experiment import Outcome, Results
from .statistics import bounds

Rows = List[Sequence[str]]


def document(results: Sequence[Results], facts: Dict[str, str], classed: Dict[str, str]) -> str:
    """The whole page."""
    real = [one for one in results if one.real]
    made = [one for one in results if not one.real]
    parts = [_head(facts, results), _goals(real, made)]
    for title, group in (("Real mail", real), ("Simulated organisations", made)):
        if group:
            parts.append(_section(title, group, classed))
    return "\n".join(parts)


def _head(facts: Dict[str, str], results: Sequence[Results]) -> str:
    lines = [
        "# Evaluation",
        "",
        "How well hijacked conversations are found, and how often honest mail is accused. This page is written by",
        (
            "`make evaluate`; nothing in it is typed by hand but the classes of false alarms that were read"
            " (`Tests/evaluation/classed.json`)."
        ),
        "",
    ]
    lines += [f"- {name}: {value}" for name, value in facts.items()]
    lines += [
        "",
        (
            "An injector writes hijacks into real threads after each documented family. It shares no code with the"
            " product. `crude` and"
        ),
        (
            "`threaded` come from foreign mailboxes, without and with the thread's ids; `imitated` from a look-alike"
            " domain with the"
        ),
        (
            "person's own client; `server` from the genuine account by a program on the hacked server; `account` from"
            " the genuine"
        ),
        (
            "account with the intruder's own client, zone or place; `perfect` breaks nothing but the content. The alarm"
            " line is high."
        ),
        "Intervals are Clopper-Pearson, 95 %. Figures on simulated mail are never mixed with those on real mail.",
        "",
        "What it cannot show: lists have no Sent folders, no internal mail and few Office files, so `server` hijacks stand there with",
        "an invented Exchange site; the simulated people write in eight languages from phrase books, which is poorer than life;",
        "attachments are inert, so their scores are those of their form; bounces of a burst are not written. A false alarm is any",
        "hijack finding at the alarm line on a message that nobody injected, unless it was read and classed otherwise.",
        "",
        "| archive | kind | messages | rounds | hijacks | hard negatives |",
        "|---|---|---|---|---|---|",
    ]
    for one in results:
        lines.append(
            f"| {one.name} | {'real' if one.real else 'simulated'} | {one.messages:,} | {one.rounds} |"
            f" {len(one.outcomes):,} | {sum(n for _, n in one.negatives.values()):,} |"
        )
    return "\n".join(lines) + "\n"


def _goals(real: Sequence[Results], made: Sequence[Results]) -> str:
    rows: Rows = [("", "needed", "real mail", "simulated")]

    def both(name: str, needed: str, value: Callable[[Sequence[Results]], str]) -> None:
        rows.append((name, needed, value(real) if real else "–", value(made) if made else "–"))

    both(
        "false alarms per 10,000 messages",
        "≤ 1",
        lambda g: _rate(sum(len(r.clean_alarms) for r in g), sum(r.messages for r in g)),
    )
    both(
        "documented families at the alarm line",
        "≥ 97 %",
        lambda g: _share(o for o in _all(g) if family(o.truth.family).documented),
    )
    both(
        "… single",
        "",
        lambda g: _share(o for o in _all(g) if family(o.truth.family).documented and not o.truth.campaign),
    )
    both(
        "… in campaigns",
        "",
        lambda g: _share(o for o in _all(g) if family(o.truth.family).documented and o.truth.campaign),
    )
    both(
        "genuine account, single",
        "≥ 75 %",
        lambda g: _share(o for o in _all(g) if o.truth.grade == ACCOUNT and not o.truth.campaign),
    )
    both(
        "genuine account, in campaigns",
        "≥ 90 %",
        lambda g: _share(o for o in _all(g) if o.truth.grade == ACCOUNT and o.truth.campaign),
    )
    both(
        "perfect mimicry, in campaigns",
        "≥ 90 %",
        lambda g: _share(o for o in _all(g) if o.truth.grade == PERFECT and o.truth.campaign),
    )
    both(
        "perfect mimicry, one in an archive, within the top 50",
        "≥ 50 %",
        lambda g: _top([rank for r in g for rank in r.mimicry], 50),
    )
    both("precision at 20", "", _precision)
    both(
        "documented families with part of the archive missing",
        "",
        lambda g: _share(o for r in g for o in r.thinned if family(o.truth.family).documented),
    )
    both(
        "false alarms per 10,000 with part missing",
        "",
        lambda g: _rate(sum(r.thinned_alarms for r in g), sum(r.thinned_messages for r in g)),
    )
    both(
        "CPU seconds per 10,000 messages (whole sweep)",
        "",
        lambda g: f"{10_000 * sum(r.cpu for r in g) / max(1, sum(r.swept for r in g)):.1f}",
    )
    return "## Against the goals\n\n" + _table(rows)


def _section(title: str, group: Sequence[Results], classed: Dict[str, str]) -> str:
    outcomes = _all(group)
    total = sum(one.messages for one in group)
    parts = [f"## {title}\n"]
    rows: Rows = [
        (
            "family",
            "grade",
            "single",
            "of",
            "in campaigns",
            "of",
            "campaigns with an alarm",
            "median rank",
            "rspamd FAKE_REPLY",
            "Sublime gate",
        )
    ]
    for one in FAMILIES:
        for grade in one.grades:
            mine = [o for o in outcomes if o.truth.family == one.name and o.truth.grade == grade]
            if mine:
                single, waves = [o for o in mine if not o.truth.campaign], [o for o in mine if o.truth.campaign]
                hits, trials = (sum(r.campaigns.get(f"{one.name}/{grade}", (0, 0))[k] for r in group) for k in (0, 1))
                ranks = [o.rank for o in mine if o.rank]
                rows.append(
                    (
                        one.name,
                        grade,
                        _percent(single),
                        str(len(single)),
                        _percent(waves),
                        str(len(waves)),
                        f"{hits}/{trials}" if trials else "–",
                        f"{median(ranks):.0f}" if ranks else "–",
                        _plain(sum(o.fake_reply for o in mine), len(mine)),
                        _plain(sum(o.fake_thread for o in mine), len(mine)),
                    )
                )
    parts.append("### By family and grade\n\n" + _table(rows))
    kinds: Rows = [
        (
            "carries",
            "at the alarm line (single, all grades but perfect)",
            "of",
            "at the alarm line (in campaigns)",
            "of",
        )
    ]
    for kind in sorted({o.truth.kind for o in outcomes}):
        single = [o for o in outcomes if o.truth.kind == kind and not o.truth.campaign and o.truth.grade != PERFECT]
        waves = [o for o in outcomes if o.truth.kind == kind and o.truth.campaign]
        kinds.append((kind, _percent(single), str(len(single)), _percent(waves), str(len(waves))))
    parts.append("### By content\n\n" + _table(kinds))
    parts.append(
        _breakdown(
            "link form", [o for o in outcomes if o.truth.form and o.truth.kind != "pdf-link"], lambda o: o.truth.form
        )
    )
    if len({o.truth.language for o in outcomes}) > 1:
        parts.append(
            _breakdown("language", [o for o in outcomes if o.truth.grade != PERFECT], lambda o: o.truth.language)
        )
    parts.append(_levels(group, outcomes))
    if any(r.mimicry for r in group):
        ranks = [rank for r in group for rank in r.mimicry]
        parts.append(
            f"### Perfect mimicry, one in an archive\n\n{len(ranks)} archives of about"
            f" {group[0].mimicry_size:,} messages, whole threads within a stretch of time.\n\n"
            + _table(
                [
                    ("within the top", "share"),
                    *((str(n), _top(ranks, n)) for n in (1, 5, 20, 50)),
                    ("found at all", _top(ranks, 10**9)),
                ]
            )
        )
    alarms = [alarm for one in group for alarm in one.clean_alarms]
    parts.append(
        f"### False alarms\n\n{len(alarms)} of {total:,} honest messages, {_rate(len(alarms), total)} per 10,000. "
        f"Baselines: FAKE_REPLY {_rate(sum(r.baseline_alarms['fake-reply'] for r in group), total)}, "
        f"Sublime gate {_rate(sum(r.baseline_alarms['fake-thread'] for r in group), total)}.\n"
    )
    if alarms:
        counted = Counter(
            (
                classed.get(one.message_id, one.group if not group[0].real else "not yet read"),
                one.family,
                ", ".join(s for s in one.signals if " +" in s),
            )
            for one in alarms
        )
        parts.append(
            _table(
                [
                    ("class", "family", "signals", "messages"),
                    *((c, f, s, str(n)) for (c, f, s), n in counted.most_common(60)),
                ]
            )
        )
    attachments = sum((r.clean_attachments for r in group), Counter())
    if attachments:
        parts.append(
            "Attachment findings at the alarm line on honest mail, by class: "
            + ", ".join(f"{name} {n}" for name, n in attachments.most_common())
            + ".\n"
        )
    negative: Dict[str, List[int]] = defaultdict(lambda: [0, 0])
    for one in group:
        for name, (hits, trials) in one.negatives.items():
            negative[name][0] += hits
            negative[name][1] += trials
    if negative:
        parts.append(
            "### Hard negatives\n\n"
            + _table(
                [
                    ("class", "false alarms", "of"),
                    *((name, str(h), str(n)) for name, (h, n) in sorted(negative.items())),
                ]
            )
        )
        told = Counter(
            (one.group, ", ".join(s for s in one.signals if " +" in s)) for r in group for one in r.negative_alarms
        )
        if told:
            parts.append(
                _table([("class", "signals", "messages"), *((c, s, str(n)) for (c, s), n in told.most_common(40))])
            )
    thin = [o for r in group for o in r.thinned]
    if thin:
        rows = [("part of the archive missing", "at the alarm line", "of")]
        for name, chosen in (
            ("documented, single", [o for o in thin if family(o.truth.family).documented and not o.truth.campaign]),
            ("documented, in campaigns", [o for o in thin if family(o.truth.family).documented and o.truth.campaign]),
            ("genuine account, single", [o for o in thin if o.truth.grade == ACCOUNT and not o.truth.campaign]),
            ("genuine account, in campaigns", [o for o in thin if o.truth.grade == ACCOUNT and o.truth.campaign]),
        ):
            rows.append((name, _percent(chosen), str(len(chosen))))
        parts.append("### Robustness\n\n" + _table(rows))
    parts.append("### What holds the missed ones back\n\n" + _table(misses.rows(_all(group))))
    return "\n".join(parts)


def _breakdown(name: str, outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> str:
    rows: Rows = [(name, "single", "of", "in campaigns", "of")]
    for value in sorted({key(o) for o in outcomes}):
        single = [o for o in outcomes if key(o) == value and not o.truth.campaign]
        waves = [o for o in outcomes if key(o) == value and o.truth.campaign]
        rows.append((value, _percent(single), str(len(single)), _percent(waves), str(len(waves))))
    return f"### By {name}\n\n" + _table(rows)


def _levels(group: Sequence[Results], outcomes: Sequence[Outcome]) -> str:
    """How far the alarm line is from honest mail: what each lower line would find and accuse."""
    order = ("critical", "high", "medium", "low", "info")
    honest = sum((r.clean_findings for r in group), Counter())
    total = sum(r.messages for r in group)
    rows: Rows = [
        (
            "line",
            "documented families",
            "genuine account",
            "perfect mimicry",
            "honest messages per 10,000",
            "hard negatives",
        )
    ]
    negatives = sum((r.negative_levels for r in group), Counter())
    trials = sum(n for r in group for _, n in r.negatives.values())
    for number in range(1, len(order)):
        above = order[: number + 1]
        chosen = [
            [o for o in outcomes if family(o.truth.family).documented],
            [o for o in outcomes if o.truth.grade == ACCOUNT],
            [o for o in outcomes if o.truth.grade == PERFECT],
        ]
        shares = [_plain(sum(o.level in above for o in some), len(some)) for some in chosen]
        accused = sum(honest[level] for level in above)
        rows.append(
            (order[number], *shares, _rate(accused, total), f"{sum(negatives[level] for level in above)}/{trials}")
        )
    return "### If the line were elsewhere\n\n" + _table(rows)


def _all(group: Iterable[Results]) -> List[Outcome]:
    return [outcome for one in group for outcome in one.outcomes]


def _share(outcomes: Iterable[Outcome]) -> str:
    chosen = list(outcomes)
    hits = sum(one.alarmed for one in chosen)
    low, high = bounds(hits, len(chosen))
    return (
        f"{hits}/{len(chosen)} = {100 * hits / len(chosen):.1f} % ({100 * low:.1f}–{100 * high:.1f})" if chosen else "–"
    )


def _percent(chosen: Sequence[Outcome]) -> str:
    return _plain(sum(one.alarmed for one in chosen), len(chosen))


def _plain(hits: int, trials: int) -> str:
    return f"{100 * hits / trials:.0f} %" if trials else "–"


def _rate(hits: int, trials: int) -> str:
    if not trials:
        return "–"
    low, high = bounds(hits, trials)
    return f"{1e4 * hits / trials:.2f} ({1e4 * low:.2f}–{1e4 * high:.2f})"


def _top(ranks: Sequence[int], limit: int) -> str:
    if not ranks:
        return "–"
    hits = sum(0 < rank <= limit for rank in ranks)
    low, high = bounds(hits, len(ranks))
    return f"{hits}/{len(ranks)} = {100 * hits / len(ranks):.0f} % ({100 * low:.0f}–{100 * high:.0f})"


def _precision(group: Sequence[Results]) -> str:
    pairs = [pair for one in group for pair in one.precision]
    return f"{sum(a for a, _ in pairs)}/{sum(b for _, b in pairs)}" if pairs else "–"


def _table(rows: Rows) -> str:
    lines = ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines) + "\n"
