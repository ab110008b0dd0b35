"""What came of a cell: outcome, fault domain, evidence."""
