"""The resolved world for users of other vocabularies: PLOVER, FollowTheMoney, schema.org."""
