"""How much is remembered of what comes again and again."""

# Words, of each thing that is found out about them. Every process that reads comes to hold as many, some
# kilobytes of each in all; with a third fewer reading takes an eighth longer.
WORDS = 12_288
