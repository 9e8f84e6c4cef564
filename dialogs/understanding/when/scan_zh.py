"""From plain Chinese text to tokens: the longest known word wins.

What no table knows becomes OTHER; neighbouring OTHER tokens are one.
"""

from __future__ import annotations

import re

from dialogs.understanding.when import numbers
from dialogs.understanding.when.lexicon import ALPHABET, Lexicon, Token
from dialogs.understanding.when.shapes import JUNK, NUM, read_shape

letter = ALPHABET.letter
OTHER, WD, WHICH, WEEK, WEEKDAY, NUMPY = (
    letter(name) for name in ("OTHER", "WD", "WHICH", "WEEK", "WEEKDAY", "NUMPY")
)
HALF, GE, FEW, FESTIVAL, UNIT, MAKING = (
    letter(name) for name in ("HALF", "GE", "FEW", "FESTIVAL", "UNIT", "MAKING")
)
ODD = letter("ODD")
COMMA, COME, PASTPOST, YEAR = (letter(name) for name in ("COMMA", "COME", "PASTPOST", "YEAR"))
_TALK = frozenset(
    letter(name) for name in ("OTHER", "OK", "PARTICLE", "COME", "SYMPTOM", "NOTPOST", "PASTPOST", "ANY")
)
MOST_TOKENS = 250

_WHICH = re.compile(r"(下下|再下|下|上上|上|这|本|当|隔)(?:一)?个?(?=周|星期|礼拜|月|年|双休|星其|星七)")
_WHICHES = {"下下": 2, "再下": 2, "下": 1, "上上": -2, "上": -1, "这": 0, "本": 0, "当": 0, "隔": 2}
_WEEKDAYS = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6} | {str(n): n - 1 for n in range(1, 8)}
_AFTER_HOMOPHONE = re.compile(r"\s*(?:$|[,。!?;.、吧上下早晚中傍凌前来去可行好有能一二三四五六七八九十两\d])")
_RUN_ENDS = frozenset("点时:号日月十个刻分天楼位次家台辆条人1234567890")
_NAMED = {
    "五一": "labour_day",
    "5.1": "labour_day",
    "51": "labour_day",
    "十一": "national_day",
    "10.1": "national_day",
    "六一": "children",
    "三八": "women",
    "七一": "party",
    "八一": "army",
}
_NAMED_NUMBER = re.compile(
    r"(五一|十一|六一|三八|七一|八一|5\.1|10\.1|51)(?=(?<=^..)(?:$|[吧呢,。?])|节|放假|假期|长假|小长假|假|前|后|之前|之后|以后|以前|期间|那天|当天|黄金周|过后|回来|过完)"
)
_PINYIN_WEEKDAY = re.compile(r"(?:zhou|xingqi|libai)(?=[1-7](?![a-z0-9点]))")
_IN_BRACKETS = re.compile(r"(?<=[0-9日号])\([一二三四五六日天]\)")
_ROUGHLY = re.compile(r"[来多几余](?=个?(?:分钟|小时|钟头|钟|天|周|星期|礼拜|月))")
_LATIN = re.compile(r"[a-z](?:[a-z]{0,30}\.?){0,3}")
_TOLD = re.compile(r"[的过](?!时候|话|路上|吧|来|去|时|个|呢|吗|啊|哈|程|后|以后|之后)")
_APART = re.compile(r"[a-z]{1,6} [a-z]{1,6}(?![a-z])")
_ALNUM = re.compile(r"[a-z]{1,20}[-·.]?\d[a-z0-9]{0,20}")


def scan(text: str, words: Lexicon) -> list[Token]:
    """The tokens of one Chinese message, at most `MOST_TOKENS`."""
    scanner = _Scanner(text, words)
    place, length = 0, len(text)
    while place < length and len(scanner.tokens) < MOST_TOKENS:
        if dull := words.dull.match(text, place):
            place = scanner.talk(place, dull.end())
        else:
            place = scanner.step(place, text[place])
    return scanner.tokens


class _Scanner:
    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.words = text, words
        self.tokens: list[Token] = []

    def talk(self, place: int, end: int) -> int:
        return self._add(OTHER, None, place, end)

    def step(self, place: int, char: str) -> int:
        if char in " \t\u3000":
            return self._space(place)
        if "0" <= char <= "9":
            return self._digits(place)
        if "a" <= char <= "z":
            return self._latin(place)
        if char in "下上这本再当隔" and (found := _WHICH.match(self.text, place)):
            return self._add(WHICH, _WHICHES[found.group(1)], place, found.end())
        if char == "(" and (found := _IN_BRACKETS.match(self.text, place)):
            return self._weekday(self._add(WEEK, None, place, place + 1)) + 1
        word = self._word_at(place, char)
        if char in numbers.CHINESE and (word is None or len(word) == 1):
            return self._numeral(place)
        return self._known(word, place) if word else self._add(OTHER, None, place, place + 1)

    def _space(self, place: int) -> int:
        """Chinese parts clauses with a space as well; between the words of one time it means nothing."""
        if self.tokens and self.tokens[-1].kind in _TALK and self.tokens[-1].end == place:
            return self._add(COMMA, None, place, place + 1)
        return place + 1

    def _word_at(self, place: int, char: str) -> str | None:
        """The longest known word at `place`."""
        entries = self.words.entries
        for length in self.words.lengths.get(char, ()):
            word = self.text[place : place + length]
            if word in entries and self._is_allowed(word, place + length):
                return word
        return None

    def _longest(self, candidates: tuple[str, ...], place: int) -> str | None:
        for word in candidates:
            if self.text.startswith(word, place) and self._is_allowed(word, place + len(word)):
                return word
        return None

    def _is_allowed(self, word: str, end: int) -> bool:
        guard, bar = self.words.guards.get(word), self.words.bars.get(word)
        if bar is not None and self.text.startswith(bar, end):
            return False
        return guard is None or self.text.startswith(guard, end)

    def _known(self, word: str, place: int) -> int:
        kind, value = self.words.entries[word]
        end = place + len(word)
        if word in ("年后", "年前") and self._is_counted(place):  # 一年后
            return self._add(YEAR, None, place, place + 1)
        if kind == WEEK:
            return self._week(place, end)
        if kind == MAKING:
            return end
        if kind == COME and (told := _TOLD.match(self.text, end)):
            return self._add(PASTPOST, None, place, told.end())
        return self._add(OTHER if kind == JUNK else kind, value, place, end)

    def _week(self, place: int, end: int) -> int:
        """周三, 周六日, 周liu, 星期无; after a number it is a measure (两周)."""
        if self.text[place - 1 : place] in self.words.before_name and place:
            return self._add(OTHER, None, place, end)
        if self._is_counted(place) and not self._is_one_such_day(end):
            return self._add(UNIT, "week", place, end)
        self._add(WEEK, None, place, end)
        return self._weekday(end)

    def _weekday(self, end: int) -> int:
        char = self.text[end : end + 1]
        if char in _WEEKDAYS and char and not self.text.startswith("天气", end):
            return self._weekdays(end)
        sounds = self.words.sounds
        if char in sounds and _AFTER_HOMOPHONE.match(self.text, end + 1):
            return self._add(WD, sounds[char], end, end + 1, slip=True)
        if (
            "\u4e00" <= char <= "\u9fff"
            and char not in self.words.no_weekday
            and _AFTER_HOMOPHONE.match(self.text, end + 1)
        ):
            return self._add(ODD, None, end, end + 1)  # 下周玉
        return end

    def _is_counted(self, place: int) -> bool:
        """两周, 一个星期: a number stands right before."""
        before = [token.kind for token in self.tokens[-2:] if token.end <= place and place - token.start <= 3]
        if before[-1:] == [GE]:
            before.pop()
        return bool(before) and before[-1] in (NUM, HALF, FEW) and self.tokens[-1].end == place

    def _is_one_such_day(self, end: int) -> bool:
        """最近一个周六: one Saturday, not one week."""
        counted = [token.value for token in self.tokens[-2:] if token.kind == NUM]
        return counted == [1] and self.text[end : end + 1] in _WEEKDAYS and len(self.text) > end

    def _weekdays(self, place: int) -> int:
        """One weekday, and those run on behind it: 周六日, 周三四, 周一三五; but 周三四点 is four o'clock."""
        day = -1
        while (found := _WEEKDAYS.get(self.text[place : place + 1])) is not None and found > day:
            if day >= 0 and (self.text[place].isascii() or self.text[place + 1 : place + 2] in _RUN_ENDS):
                break
            day = found
            self._add(WD, day, place, place + 1)
            place += 1
        return place

    def _digits(self, place: int) -> int:
        if found := _NAMED_NUMBER.match(self.text, place):
            return self._add(FESTIVAL, _NAMED[found.group(1)], place, found.end())
        token = read_shape(self.text, place, self.words.suffixes)
        if token is None:
            return self._add(OTHER, None, place, place + 1)
        if token.kind == NUM and token.end < len(self.text) and self.text[token.end] in "十百千万":
            return self._numeral(place)
        return self._counted(token)

    def _numeral(self, place: int) -> int:
        if not self._after_numeral(place) and (found := _NAMED_NUMBER.match(self.text, place)):
            return self._add(FESTIVAL, _NAMED[found.group(1)], place, found.end())
        end = place
        while (
            end < len(self.text)
            and end - place < 12
            and (self.text[end] in numbers.CHINESE or self.text[end].isdecimal())
            and not (end > place and self.text.startswith(self.words.mornings, end))
        ):
            end += 1
        piece = self.text[place:end]
        value = numbers.chinese(piece) if not any(c.isdecimal() for c in piece) else None
        if value is not None:
            return self._counted(Token(NUM, value, piece, place, end))
        two = numbers.two_chinese(piece) if not any(c.isdecimal() for c in piece) else None
        if two is not None:
            self._add(NUM, two[0], place, end - 1)
            return self._counted(Token(NUM, two[1], piece[-1], end - 1, end))
        return self._add(OTHER, None, place, end)

    def _after_numeral(self, place: int) -> bool:
        return bool(self.tokens) and self.tokens[-1].end == place and self.tokens[-1].kind in (NUM, WEEK, WD)

    def _counted(self, token: Token) -> int:
        """A number with what it counts: kilometres, yuan, people; then it is no part of a date."""
        text, end = self.text, token.end
        if text[end : end + 1] == " ":
            end += 1
        unit = self._longest(self.words.counters.get(text[end : end + 1], ()), end)
        if unit is not None and not self._is_longer_word(unit, end):
            return self._add(OTHER, None, token.start, end + len(unit))
        self.tokens.append(token)
        roughly = _ROUGHLY.match(text, token.end)
        return roughly.end() if roughly else token.end

    def _is_longer_word(self, unit: str, place: int) -> bool:
        word = self._word_at(place, self.text[place])
        return word is not None and len(word) > len(unit)

    def _latin(self, place: int) -> int:
        """A Latin word, or pinyin words glued together (zhouliu, mingtianxiawu)."""
        if found := _PINYIN_WEEKDAY.match(self.text, place):
            return self._weekday(self._add(WEEK, None, place, found.end()))
        if found := _ALNUM.match(self.text, place):
            return self._add(OTHER, None, place, found.end())
        found = _LATIN.match(self.text, place)
        end = found.end() if found else place + 1
        pieces = self._pieces(self.text[place:end])
        apart = _APART.match(self.text, place) if pieces is None else None
        if apart is not None and (pieces := self._pieces(apart.group().replace(" ", ""))) is not None:
            end = apart.end()
            place = end - sum(map(len, pieces))
        if pieces is None:
            return self._add(OTHER, None, place, end)
        for piece in pieces:
            self._latin_word(piece, place)
            place += len(piece)
        if self.tokens[-1].kind == WEEK:
            return self._weekday(end)
        return end

    def _latin_word(self, piece: str, place: int) -> None:
        kind, value = self.words.entries[piece]
        if kind == WEEKDAY:
            self._add(WEEK, None, place, place)
            kind = WD
        if kind == NUMPY and isinstance(value, int):
            after_week = bool(self.tokens) and self.tokens[-1].kind == WEEK
            kind, value = (WD, value - 1) if after_week else (NUM, value)
        self._add(OTHER if kind == JUNK else kind, value, place, place + len(piece))

    def _pieces(self, run: str) -> list[str] | None:
        if run in self.words.entries:
            return [run]
        pieces, place = [], 0
        while place < len(run):
            word = next(
                (w for w in self.words.by_first.get(run[place], ()) if run.startswith(w, place)), None
            )
            if word is None:
                return None
            pieces.append(word)
            place += len(word)
        return pieces

    def _add(self, kind: str, value: object, start: int, end: int, *, slip: bool = False) -> int:
        last = self.tokens[-1] if self.tokens else None
        if kind == OTHER and last is not None and last.kind == OTHER and last.end == start:
            last.end = end
        else:
            self.tokens.append(Token(kind, value, self.text[start:end], start, end, slip))
        return end
