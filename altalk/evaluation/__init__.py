"""How well messages are understood: labelled messages, measures, report. Run `python -m altalk.evaluation`."""
