"""Development targets and the competencies they lean on."""
