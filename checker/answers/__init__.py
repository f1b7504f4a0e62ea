"""What an engine answers: verdicts, their parts, and stories, as data."""
