"""What a message advises leads to a model that no longer has its problem.

Every file of tests/invalid whose message advises something is mended by that advice: word by word
where it says which word, otherwise as `FIXES` says that somebody would follow it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_invalid import FILES, FOLDER, ROOT, checked, code_of

import dataflow as df

if TYPE_CHECKING:
    from dataflow.problems import Problem

POLICY = 'source: "https://example.org/policy"'

FIXES: dict[str, tuple[tuple[str, str], ...]] = {
    # what to put in the place of what; in the file that the problem is in
    "alias-star": (("*WhatsApp* and Facebook", '"*WhatsApp* and Facebook"'),),
    "alias": (("&messenger ", ""), ("*messenger", "{name: WhatsApp}")),
    "ambiguous-name": (("to:messenger", "to:facebook"),),
    "bad-claim-alone": (("[facebook, anyone]", "anyone"),),
    "bad-claim-finding": (("kept, on: 2014,", "kept,"),),
    "bad-claim-for": ((", except_for: security", ""),),
    "bad-claim-past": (("    past: true\n", ""),),
    "bad-claim": (("no-ads:", "no-ads:\n    by: whatsapp"),),
    "cut-quote": (("your data … without", "your data to anybody without"),),
    "no-language": (("language: fr", "language: de"),),
    "finding-differs": (("found: kept", "found: broken"),),
    "no-start-account": (("{data: location", "{data: location, known: 2020"),),
    "no-start": (("data: location, until", "data: location, known: 2019, until"),),
    "wider-earlier": (("{data: contact,", "{data: contact, exactly: true,"),),
    "bad-condition": (("{since: 2017}", "{since: 2017, region: DE}"),),
    "bad-id-comma-lone": (('"postcard, noticeboard"', "[postcard, noticeboard]"),),
    "bad-id-comma-section": (("services: whatsapp, facebook", "services: [whatsapp, facebook]"),),
    "bad-id-comma": (('"email, phone_number"', "[email, phone_number]"),),
    "bad-id-date": (("2016-08:", "y2016-08:"),),
    "bad-id-dash": (("   - facebook", "  - facebook"),),
    "bad-url-source": (("www:example.org", "https://www.example.org"),),
    "bad-url": (("javascript:alert(1)", "https://example.org"),),
    "bad-value-besides": (("{besides", "{kind: group, besides"),),
    "bad-value": (("optout", "opt-out"),),
    "claim-about-nothing": (("data: phone_number,", "data: [phone_number, birthday],"),),
    "cycle-purposes": (("{is_a: nudging}", "{}"),),
    "cycle": (("alias: {is_a: nickname}", "alias: {}"),),
    "defined-twice-flow": (("{id: sharing,", "{id: more,"),),
    "defined-twice-hold": (("{id: sharing,", "{id: asked,"),),
    "defined-twice-list": ((", whatsapp]", "]"),),
    "defined-twice": (("facebook-inc:", "facebook-labs:"),),
    "directive-alone": (("%YAML 1.2\n", ""),),
    "directive": (("%YAML 1.2\n", ""),),
    "duplicate-key": (("  whatsapp: {name: WhatsApp Messenger}\n", ""),),
    "empty-derivation": (("from: []", "from: phone_number"),),
    "empty-file-comment": (("# nothing", "dataflow: 1  # nothing"),),
    "empty-file": (("", "dataflow: 1\n"),),
    "forbidden-character-bidi": (("\u202e", ""), ("\u202c", "")),
    "forbidden-character-control": (("\x1b", ""), ("What[31msApp", '"What[31msApp"')),
    "forbidden-character-escape": ((r"\x1b", ""),),
    "forbidden-character-half": ((r"\ud83d", "😀"),),
    "forbidden-character": (("\u200b", ""),),
    "idle-choice": (("to: facebook,", "to: facebook, choice: opt-out,"),),
    "idle-deletion": (("date: 2012", "date: 2015"),),
    "idle-derivation": (("from: [email, name]", "from: email"),),
    "include-cycle-self": (("include: include-cycle-self.yaml\n", ""),),
    "include-cycle": (("include: ../include-cycle.yaml\n", ""),),
    "key-not-text-braces": (("{{ title }}", '"{{ title }}"'),),
    "key-not-text": (("? [whatsapp, facebook]\n  :", "whatsapp:"),),
    "look-alike-also": (("name: meta", "name: Meta Labs"),),
    "look-alike": (("other: Аcme", "other: Other Acme"),),  # noqa: RUF001 - that is the doubt
    "many-documents": (("---\ndataflow: 1\nservices: [facebook]\n", ""),),
    "merge-key": (("<<: {name: Facebook}", "name: Facebook"),),
    "missing-key-empty": (('quote: ""', 'quote: "No."'),),
    "missing-key-question": (("- companies", "- reach: phone_number\n    companies"),),
    "missing-key-version": (("services:", "dataflow: 1\nservices:"),),
    "missing-key-view": (("phone_number}\n", "phone_number, company: whatsapp}\n"),),
    "missing-key": (("{from: whatsapp,", "{from: whatsapp, to: facebook,"),),
    "never-applies": (("until: 2017", "until: 2019"),),
    "never-carries-deleted": (("date: 2014-05-01", "date: 2016-05-01"),),
    "never-carries": (("until: 2010", "until: 2014"),),
    "never-derives": (("until: 2012", "until: 2015"),),
    "never-had-unreadable": (("readable: false, ", ""),),
    "never-had": (("data: email", "data: [email, phone_number]"),),
    "no-source-operation": (("since: 2016", f"since: 2016, {POLICY}"),),
    "no-source": (("holds: phone_number", f"holds: {{data: phone_number, {POLICY}}}"),),
    "no-such-file-glob": (("parts/no*.yaml", "parts/comp*.yaml"),),
    "no-such-file-home": (("~/companies.yaml", "parts/companies.yaml"),),
    "no-such-file": (("companys", "companies"),),
    "not-a-file": ((", parts]", ", parts/companies.yaml]"),),
    "not-a-mapping-text": (("dataflow = 1", "dataflow: 1"),),
    "not-a-mapping": (("- whatsapp\n- facebook", "dataflow: 1\nservices: [whatsapp, facebook]"),),
    "odd-region-alone": (("Germany", "DE"),),
    "odd-region": (("region: de", "region: DE"),),
    "outside-absolute": (("/srv/models/", "parts/"),),
    "outside-backslash": (("\\", "/"),),
    "outside-url": (("https://example.org/companies", "parts/companies"),),
    "outside": (("../worked.yaml", "worked.yaml"),),
    "ownership-cycle": (("since: 2010", "since: 2010, until: 2013"),),
    "reversed-window-finding": (("on: 2020", "on: 2014"),),
    "reversed-window-claim": (("until: 2013", "until: 2015"),),
    "reversed-window-known": (("ended: 2016-06", "ended: 2016-12"),),
    "reversed-window": (("since: 2017, until: 2016-12-31", "since: 2016-12-31, until: 2017"),),
    "shares-with-itself": (("to: whatsapp", "to: facebook"),),
    "similar-ids-vocabulary": (("data: [phone-number]\n", ""),),
    "similar-ids": (("face_book", "face-book"),),
    "syntax-apostrophe": (("'What's up'", '"What\'s up"'),),
    "syntax-at": (("@whatsapp", '"@whatsapp"'),),
    "syntax-backtick": (("`whatsapp`", "'`whatsapp`'"),),
    "syntax-block": (("| whatsapp", "|\n  whatsapp"),),
    "syntax-bracket-behind": (("[whatsapp] and more", "[whatsapp]\ntitle: and more"),),
    "syntax-bracket-end": (("email", "email]}"),),
    "syntax-bracket-extra": (("]]", "]"),),
    "syntax-bracket": (("email}", "email]}"),),
    "syntax-colon-last": (("holds phone", "holds: phone"),),
    "syntax-colon-space": (("name:WhatsApp", "name: WhatsApp"),),
    "syntax-colon": (("services\n", "services:\n"),),
    "syntax-comma": (("WhatsApp holds", "WhatsApp, holds"),),
    "syntax-dash-missing": (("\n  facebook", "\n  - facebook"),),
    "syntax-dash-value": ((": - email", ":\n    holds:\n      - email"),),
    "syntax-dash": (("- holds", "holds: email"),),
    "syntax-end": (("...\n", ""),),
    "syntax-escape": (("\\U", "\\\\U"),),
    "syntax-indent-deeper": (("      holds", "    holds"),),
    "syntax-indent-first": (("  dataflow", "dataflow"),),
    "syntax-indent": (("   holds", "    holds"),),
    "syntax-percent": (("title: %50", 'title: "%50"'),),
    "syntax-quote-late": (('name: "WhatsApp', 'name: "WhatsApp"'),),
    "syntax-quote": (('"WhatsApp', '"WhatsApp"'),),
    "syntax": (("WhatsApp: the case", '"WhatsApp: the case"'),),
    "tab-indent-brackets": (("\t", "  "),),
    "tab-indent": (("\t", "  "),),
    "tag-exclamation": (("!important words", '"!important words"'),),
    "tag": (("!!python/name:os.system ", ""),),
    "too-deep": (("[" * 70, "'"), ("]" * 70, "'")),
    "too-large": (("k" * 1030 + ": x", "about: x"),),
    "two-dates-end": (("      ended: 2021\n", ""),),
    "two-dates": (("    known: 2016-11\n", ""),),
    "two-operators": (("{operator: facebook-inc}", "{}"),),
    "unknown-claim": (
        (
            "expect:",
            "claims: {no-ads: {date: 2014, never: {data: email, reach: facebook}}}\nexpect:",
        ),
    ),
    "bad-url-bare": (("www.example.org", "https://www.example.org"),),
    "wrong-kind-id": (("{whatsapp: {since: 2016}}", "[whatsapp]"),),
    "wrong-kind-word": (("[alleged]", "alleged"),),
    "unknown-company-service": (("company: facebook,", "company: facebook-inc,"),),
    "unknown-flow-choice": (("- {from", "- {id: account-info, choice: opt-out, from"),),
    "unknown-key-answer": (("verdict: kept", "companies: [whatsapp]"),),
    "unknown-key-comma": (("to: board, choices", "to: [board, choices]"),),
    "unknown-key-id": (("id: other, ", ""),),
    "unknown-key-indented": (
        (
            "    friends:\n      from: postcard\n      to: noticeboard\n      data:",
            "  friends:\n    from: postcard\n    to: noticeboard\n    data:",
        ),
    ),
    "unknown-key-outdented": (
        (
            "friends:\n  from: postcard\n  to: noticeboard\n  data:",
            "  friends:\n    from: postcard\n    to: noticeboard\n    data:",
        ),
    ),
    "unknown-name-key": (("colour:red", "role:controller"),),
    "unknown-scenario": (("before: {", "after: {}\n  before: {"),),
    "unused-source": (("  forgotten: {title: A page that nobody cites}\n", ""),),
    "version": (("dataflow: 2", "dataflow: 1"),),
    "wrong-kind-account": (("whatsapp: ,", "whatsapp: 2013-05,"),),
    "wrong-kind-empty": (("to: []", "to: facebook"),),
    "wrong-kind-by": (("reach: email,", "reach: email, by: service,"),),
    "wrong-kind-expected": (("    at_least: whatsapp\n", ""),),
    "wrong-kind-list": (("- id: facebook-inc\n    name:", "facebook-inc:\n    name:"),),
    "wrong-kind-lone": (
        ("  from: whatsapp\n  to", "  - from: whatsapp\n    to"),
        ("\n  data:", "\n    data:"),
    ),
    "wrong-kind-nothing": (("title:\n", "title: A town\n"),),
    "wrong-kind-questions": (("cut: phone_number", "companies: [whatsapp]"),),
    "wrong-kind-section": (("[policy]", "{policy: {title: Policy}}"),),
    "wrong-kind-unindented": (
        ("  friends:", "  friends:\n    {from: postcard, to: noticeboard, data: phone_number}"),
    ),
    "wrong-kind": (
        ("whatsapp to facebook", "{from: whatsapp, to: facebook, data: phone_number}"),
    ),
}  # fmt: skip

RECODED = {"not-utf8-cut": "latin-1", "not-utf8-utf16": "utf-16", "not-utf8": "latin-1"}
"""Files that are to be saved as UTF-8, and what they are in."""

MEANT = re.compile(r"(?:did you mean|it is called) `([^`]+)`")


def problems_of(name: str) -> list[Problem]:
    return [one for one in checked(FOLDER / name).problems if one.code == code_of(Path(name).stem)]


@pytest.fixture
def _in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / FOLDER, tmp_path / FOLDER)
    companies = ROOT / FOLDER / "parts" / "companies.yaml"
    shutil.copy(companies, tmp_path / FOLDER / "worked.yaml")  # as `outside` advises
    monkeypatch.chdir(tmp_path)


def apply(problem: Problem, stem: str) -> None:
    """Follow the advice of a problem."""
    assert problem.at is not None
    path = Path(problem.at.file)
    if stem in RECODED:
        path.write_text(path.read_bytes().decode(RECODED[stem]), encoding="utf-8")
        return
    text = path.read_bytes().decode("utf-8")
    head = text[: text.index("\n") + 1] if text.startswith("# at") else ""
    body = text.removeprefix(head)
    for old, new in FIXES.get(stem) or (word_for_word(problem, text),):
        assert old in body
        if stem in LAST:
            before, _, behind = body.rpartition(old)
            body = before + new + behind
        else:
            body = body.replace(old, new, -1 if stem in EVERY else 1) if old else new
    path.write_bytes((head + body).encode("utf-8"))


LAST = {"defined-twice-flow", "defined-twice-list"}
"""Of two that are the same, the last is changed."""

EVERY = {"tab-indent"}
"""Here all are changed."""


def word_for_word(problem: Problem, text: str) -> tuple[str, str]:
    """Put what was meant in the place of what was written; the line is the first of its kind."""
    meant = MEANT.match(problem.help or "")
    assert meant, f"FIXES does not say how somebody would follow: {problem.help}"
    assert problem.at is not None
    assert problem.at.column is not None
    assert problem.excerpt is not None
    line = text.splitlines()[problem.at.line - 1]
    start = problem.at.column - 1
    word = line[start : start + problem.excerpt.width]
    written = re.search(r"`([^`]+)`", problem.message.removeprefix("`without`: "))
    assert written
    new = word.replace(written[1], meant[1])
    assert new != word
    return line, line[:start] + new + line[start + len(word) :]


NEXT = {"unknown-key": ["unknown-company"]}
"""Where the next problem comes to light: what was named by the key that was no key."""

ADVISED = [file.stem for file in FILES]


@pytest.mark.usefixtures("_in_a_copy")
@pytest.mark.parametrize("stem", ADVISED)
def test_following_the_advice_mends_the_problem(stem: str) -> None:
    before = problems_of(f"{stem}.yaml")
    if not before[0].help:
        assert stem not in FIXES
        return
    apply(before[0], stem)
    assert problems_of(f"{stem}.yaml") == []
    after = checked(FOLDER / f"{stem}.yaml").problems
    assert [one.code for one in after if one.severity == "error"] == NEXT.get(stem, [])


def test_every_fix_is_of_a_file() -> None:
    assert {*FIXES, *RECODED} <= set(ADVISED)


@pytest.mark.parametrize(
    ("declared", "advice", "followed"),
    [
        (
            "services: {a: {}, b: }",
            "add `holds: name` to `a`, ",
            "services: {a: {holds: name}, b: }",
        ),
        ("services: {a: , b: }", "add `holds: name` to `a`, ", "services: {a: {holds: name}, b: }"),
        (
            "services: {a: {holds: {data: email}}, b: }",
            "add `name` to the `holds` of `a`, ",
            "services: {a: {holds: {data: [email, name]}}, b: }",
        ),
        (
            "services: {a: Facebook, b: }",
            "write `a: {name: Facebook, holds: name}`, ",
            "services: {a: {name: Facebook, holds: name}, b: }",
        ),
        (
            'companies: {a: "Facebook, Inc.", b: }',
            'write `a: {name: "Facebook, Inc.", holds: name}`, ',
            'companies: {a: {name: "Facebook, Inc.", holds: name}, b: }',
        ),
        (
            "companies: [a, b]",
            "add `holds: [{holder: a, data: name}]`, a section of its own",
            "companies: [a, b]\nholds: [{holder: a, data: name}]",
        ),
        (
            "services: [a, b]\nholds: [{holder: a, data: email}]",
            "add `{holder: a, data: name}` to the list `holds`",
            "services: [a, b]\nholds: [{holder: a, data: email}, {holder: a, data: name}]",
        ),
        (  # as a company it can be added to
            "services: [a, b]\ncompanies: {a: {country: DE}}",
            "add `holds: name` to `a`, ",
            "services: [a, b]\ncompanies: {a: {country: DE, holds: name}}",
        ),
    ],
)
def test_what_is_never_had_is_added_where_it_belongs(
    tmp_path: Path, declared: str, advice: str, followed: str
) -> None:
    def doubts(text: str) -> list[str]:
        model = tmp_path / "model.yaml"
        flow = "flows: [{from: a, to: b, data: name}]"
        model.write_text(f"dataflow: 1\n{text}\n{flow}\n", encoding="utf-8")
        problems = [one for one in df.check(model).problems if one.code != "no-source"]
        assert all(one.code == "never-had" for one in problems)
        return [one.help or "" for one in problems]

    (doubt,) = doubts(declared)
    assert doubt.startswith(advice)
    assert doubts(followed) == []


@pytest.mark.parametrize(
    ("written", "list_of"),
    [
        ('services: {a: {holds: "email, name"}}', "[email, name]"),
        ("services: {a: {holds: email, address}}", "holds: [email, address]"),
        ("services: a, b, a", "[a, b]"),
        ('services: {a: {operator: "b, c"}}', "[b, c]"),
        ('services: [a]\nflows: [{from: a, to: "b, c", data: email}]', "[b, c]"),
        ("services: [a]\nflows: [{from: a, to: b, c, data: email}]", "to: [b, c]"),
        ('services: [a]\nexpect: [{reach: email, companies: "a, b"}]', "[a, b]"),
        ("services: [a]\nexpect: [{reach: email, companies: a, b}]", "companies: [a, b]"),
        ("scenarios: {later: {add: {services: a, b}}}", "services: [a, b]"),
        ('services: [a]\npersonas: {p: {accounts: "a, b"}}', "[a, b]"),
        ('services: [a]\nviews: {v: {only: "a, b"}}', "[a, b]"),
    ],
)
def test_ids_between_commas_are_shown_as_a_list(tmp_path: Path, written: str, list_of: str) -> None:
    model = tmp_path / "model.yaml"
    model.write_text(f"dataflow: 1\n{written}\n", encoding="utf-8")
    problems = df.check(model).problems
    assert f"write `{list_of}`, a list" in [one.help for one in problems]


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        (
            '{a: {operator: "Facebook, Inc."}}',
            'define it under `companies`, `facebook-inc: {name: "Facebook, Inc."}`, and write',
        ),
        (  # a service is no company
            "{postcard: {operator: Postcard}}",
            'define it under `companies`, `postcard-company: {name: "Postcard"}`, and write',
        ),
        (
            "{a: {holds: Shoe Size}}",
            'define it under `data`, `shoe-size: {name: "Shoe Size"}`, and write `shoe-size` here',
        ),
        ("{postcard: {operator: postcards}}", "add it to `companies`"),
        ("{a: {operator: Postcard Limited}}\ncompanies: [postcard-inc]", "`postcard-inc`"),
        ("{a: {holds: emial}}", "did you mean `email`?"),
        ("{a: {holds: postal}}", "did you mean `postal_address`"),
        ("{a: {holds: number_phone}}", "did you mean `phone_number`?"),
        ("{a: {operator: faecbook}}\ncompanies: [facebook, a-book, book]", "mean `facebook`?"),
    ],
)
def test_a_name_is_taken_for_one_that_is_near_enough_or_is_to_be_defined(
    tmp_path: Path, written: str, advice: str
) -> None:
    model = tmp_path / "model.yaml"
    model.write_text(f"dataflow: 1\nservices: {written}\n", encoding="utf-8")
    problem, *_ = [one for one in df.check(model).problems if one.severity == "error"]
    assert advice in (problem.help or "")
