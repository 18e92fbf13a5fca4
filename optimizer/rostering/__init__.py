"""The roster level: who works which duty, under all rules; generic, without a word of what the work is."""
