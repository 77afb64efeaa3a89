"""The colours of drawings: few, quiet, and told apart when printed in grey."""

from __future__ import annotations

INK = "#1f2a37"  # text
GREY = "#5b6775"  # secondary text
RULE = "#c3cbd4"  # grid lines
LINE = "#6b7785"  # connectors and borders
PAPER = "#ffffff"
BAND = "#f3f6f9"  # heads of tables, weekends
WASH = "#e3ebf3"  # boxes
PRIMARY = "#2f5d8a"
MIDDLE = "#8fb0d0"
ACCENT = "#b5533c"  # today, milestones
