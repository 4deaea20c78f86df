"""The house. Said before numpy is loaded: small matrices gain nothing from threads, and lose much on a busy machine."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
