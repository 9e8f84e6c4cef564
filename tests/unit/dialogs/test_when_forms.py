"""Every form a date or time is shipped in is read back as the date it was made from, with talk around it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.shipped_forms import ZONE, make_case

from dialogs.understanding import understand


@pytest.mark.parametrize("lang", ["zh", "en", "ru"])
def test_every_shipped_form_is_read_back(lang: str) -> None:
    @settings(deadline=None)
    @given(st.randoms(use_true_random=False))
    def check(rng: st.random.Random) -> None:
        case = make_case(rng, lang)
        found = understand(case.text, lang=lang, now=case.now.replace(tzinfo=ZONE), zone=ZONE).when
        assert found is not None, case.text
        assert found.value() == case.wanted, case

    check()
