"""`python -m tests.bench [part ...]`: the app measured against a bare floor in the same run."""
