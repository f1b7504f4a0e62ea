"""A third engine, written from `grammar/MEANING.md` alone, beside the encoding and the explorer.

It shares no code with either: it reads the model, walks through every state of a small text, and
decides `every-path-ends`, `same-day-escalation`, `bounded-end` and `require that every case ends
within L`. Its texts are its own, too. `python -m tests.proof.third --count 1000 --seed 1` compares
what it says with what `checker.proof` says.
"""
