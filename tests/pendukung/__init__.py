"""What the tests share: the prepared instance, the client, entries in a state, table dumps."""
