# SPDX-License-Identifier: MIT
"""What a person looks at afterwards: the matrix and its page."""
