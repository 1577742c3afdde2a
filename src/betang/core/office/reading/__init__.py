"""From a file to the tables on its sheets: opened safely, its heading found, its furniture left out."""
