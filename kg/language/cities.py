"""What a capital's name means: the city, or the government that sits there."""

from kg.language.labels import label
from kg.language.mentions import Name
from kg.language.namecontext import NameContext


def is_city(name: Name, context: NameContext) -> bool:
    """Tell whether a capital's name means the city: by preposition, or by a verb of motion."""
    head = next(
        (
            context.doc[i]
            for i in range(name.start, name.end)
            if not name.start <= context.doc[i].head.i < name.end
        ),
        context.doc[name.start],
    )
    following = context.doc[name.end] if name.end < len(context.doc) else None
    if following is not None and following.tag_ == "HYPH":
        return True
    if following is not None and following.tag_ == "POS":
        return following.i + 1 < len(context.doc) and any(
            t.lower_ in context.nouns.place_words
            or t.lower_ in context.nouns.travel_nouns & context.nouns.place_words
            for t in context.doc[following.i + 1 : following.i + 4]
        )
    chunk = context.chunk_of.get(name.start)
    if (
        chunk is not None
        and chunk.end > name.end
        and context.doc[chunk.end - 1].lower_ in context.nouns.place_words
    ):
        return True
    before = context.doc[name.start - 1].lower_ if name.start else ""
    if before in context.nouns.city_prepositions:
        return True
    governor = head.head
    motion = (
        governor.lemma_.lower() in context.nouns.motion_verbs or governor.lower_ in context.nouns.travel_nouns
    )
    return motion and (before in {"to", "from", "for", "into"} or label(head) == "obj")
