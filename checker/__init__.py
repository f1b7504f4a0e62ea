"""Stagecheck: checks a staged procedure before it is published, and draws its flowchart."""
