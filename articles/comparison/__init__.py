"""Two articles compared: links, evidence, quotations, and their original order."""
