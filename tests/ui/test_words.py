"""Every word of the screens is in the catalogue, in both languages."""

from __future__ import annotations

import re

from scripts import messages

CATALOGUE = messages.stored()
EXTRACTED = messages.extracted()
PLACES = re.compile(r"%\(\w+\)s|%%|%s")


def key(message):
    return message.context, message.id


def test_every_word_of_the_screens_has_english():
    known = {key(m) for m in CATALOGUE if m.id}
    missing = [m.id for m in EXTRACTED if m.id and key(m) not in known]
    assert missing == [], "run scripts/messages.py and translate what it adds"
    assert [m.id for m in messages.untranslated(CATALOGUE)] == []


def test_no_word_is_kept_that_no_screen_says():
    said = {key(m) for m in EXTRACTED if m.id}
    assert [m.id for m in CATALOGUE if m.id and key(m) not in said] == []


def test_english_has_the_same_places_for_figures_and_the_same_links():
    for message in (m for m in CATALOGUE if m.id):
        words = message.id if isinstance(message.id, tuple) else (message.id,)
        english = message.string if isinstance(message.string, tuple) else (message.string,)
        for word, form in zip(words, english, strict=True):
            assert set(PLACES.findall(form)) == set(PLACES.findall(word)), word
            assert re.findall(r"<[^>]+>", form) == re.findall(r"<[^>]+>", word)


def test_words_are_found_in_templates_and_in_code():
    said = {m.id for m in EXTRACTED}
    assert "Masuk ke Betang" in said  # {% translate %}
    assert "Keadaan per %(day)s" in said  # {% blocktranslate %}
    assert ("%(n)s kompetensi", "%(n)s kompetensi") in said  # {% plural %}
    assert "Belum pernah diukur." in said  # gettext in a view
    assert "dibiarkan: sudah berjalan" in said  # gettext_lazy under a name of its own
