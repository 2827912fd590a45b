"""How much is remembered of what comes again and again."""

# Words, of each thing that is found out about them. Every process that reads comes to hold as many, some
# kilobyte each in all; half as many again save three per cent of reading.
WORDS = 12_288
