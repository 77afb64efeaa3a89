"""Which characters of a Chinese text are set in its Latin face."""

from __future__ import annotations

# As a CSS unicode-range; quotation marks, dashes, ellipses and the middle dot between are left to the Chinese face.
LATIN_RANGE = "U+0-A6,U+A8-B6,U+B8-2FF,U+370-52F,U+1E00-1EFF,U+2022,U+20AC"
