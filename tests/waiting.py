"""How long tests wait: generously, as every wait ends as soon as its condition comes true.

Only a failing test waits this long. A machine slower still sets ``TEST_WAIT_FACTOR``: TEST_WAIT_FACTOR=5 make test.
"""

import os

FACTOR = float(os.environ.get("TEST_WAIT_FACTOR", "1"))
WAIT_SECONDS = 180 * FACTOR  # for a condition, a signal or a thread
PROCESS_SECONDS = 600 * FACTOR  # for another program to end
