"""Settings every test shares."""

import os

from hypothesis import settings

# No deadline: on two loaded cores the first example pays for imports. On CI the
# examples are the same each time, so a red run can be run again.
settings.register_profile("lamtheo", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("lamtheo")
