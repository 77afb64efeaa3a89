"""Messages for users: Chinese in the source, through gettext, so that another catalogue can follow."""

from __future__ import annotations

import gettext

_ = gettext.translation("docgen", fallback=True).gettext
