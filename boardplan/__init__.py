"""The live record of a board's plan: settings, addresses, accounts, audit and page parts."""
