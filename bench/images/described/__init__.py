# SPDX-License-Identifier: MIT
"""Files that `images/NAME.yaml` describes: fetched, built, or made of other files."""
