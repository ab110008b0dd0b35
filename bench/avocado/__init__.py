# SPDX-License-Identifier: MIT
"""The only place that knows avocado: settings, resolver, runner, results."""
