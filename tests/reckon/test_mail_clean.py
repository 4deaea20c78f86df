"""Hostile pages: whatever a mail holds, nothing of what is shown runs, loads or leaves its frame."""

import re

import pytest

from rapport.reckon.letter import read_letter
from rapport.reckon.mail.clean import Cleaned, cleaned
from rapport.reckon.mail.values import Letter

RUNS = re.compile(
    r"<\s*(script|iframe|object|embed|svg|math|form|input|link|meta|base|style)\b|\son\w+\s*=|javascript:|vbscript:"
    r"|expression\(|@import|url\(|data:text",
    re.IGNORECASE,
)


def page(html: str, images: bool = False) -> Cleaned:
    raw = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + html.encode()
    letter = read_letter(raw)
    assert isinstance(letter, Letter)
    return cleaned(letter, images=images)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='  jAvAsCrIpT:alert(1)'>x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<object data='data:text/html,x'></object><embed src=x>",
        "<form action=https://evil.example><input name=password><button>Go</button></form>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
        "<base href=https://evil.example>",
        "<link rel=stylesheet href=https://evil.example/x.css>",
        "<style>@import url(https://evil.example/x.css)</style>",
        "<div style='background:url(https://evil.example/1.gif)'>x</div>",
        "<div style='background-image:url(https://evil.example/1.gif);width:expression(alert(1))'>x</div>",
        "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<template><script>alert(1)</script></template>",
        "<p title='\"><script>alert(1)</script>'>x</p>",
        "<<script>script>alert(1)</script>",
        "<b" * 5000,
        "<div>" * 20_000,
    ],
)
def test_nothing_that_runs_or_loads_is_left(html: str) -> None:
    said = re.sub(r'"[^"]*"', lambda found: found[0].replace("<", "&lt;"), page(html).html)
    assert not RUNS.search(said), said[:300]


def test_nothing_leaves_its_place() -> None:
    said = page("<div style='position:fixed;top:0;z-index:9;color:red' id=x class=y>Sign in</div>").html
    assert said.strip() == '<div style="color:red">Sign in</div>'


def test_links_open_elsewhere_and_tell_nothing() -> None:
    said = page('<a href="https://adria.example/">Adria</a>').html
    assert 'href="https://adria.example/"' in said
    assert 'rel="noopener noreferrer nofollow"' in said
    assert 'target="_blank"' in said


def test_images_from_elsewhere_are_off_until_they_are_wanted() -> None:
    html = '<img src="https://adria.example/logo.png" alt="Logo"><img src="//t.example/1"><img src="file:///etc/x">'
    assert page(html).images_off == 2  # the third is no address of the web
    assert "https://adria" not in page(html).html
    wanted = page(html, images=True)
    assert wanted.images_off == 0
    assert 'src="https://adria.example/logo.png"' in wanted.html
    assert "file:" not in wanted.html


def test_images_in_the_mail_itself_are_shown_but_no_drawing_that_runs() -> None:
    raw = (
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
        b"--x\nContent-Type: text/html\n\n<img src='cid:one'><img src='cid:two'><img src='cid:none'>\n"
        b"--x\nContent-Type: image/gif\nContent-ID: <one>\nContent-Transfer-Encoding: base64\n\n"
        b"R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7\n"
        b"--x\nContent-Type: image/svg+xml\nContent-ID: <two>\n\n<svg onload='alert(1)'/>\n"
        b"--x--\n"
    )
    letter = read_letter(raw)
    assert isinstance(letter, Letter)
    said = cleaned(letter).html
    assert said.count("src=") == 1
    assert 'src="data:image/gif;base64,R0lGODlh' in said
