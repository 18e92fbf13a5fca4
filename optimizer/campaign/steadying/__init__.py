"""Invitations that can be passed on: whole tens, steady over the weeks, in proportion to those who are to come."""
