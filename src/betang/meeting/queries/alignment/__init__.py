"""What governments ask for, side by side. Everybody inside reads the counts; people only whoever sees them at home."""
