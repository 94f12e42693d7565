"""What a chat model says around an answer: greetings, announcements, offers of more help."""

import re

_TALK = re.compile(
    r"\W*(?:"
    r"(?:sure|certainly|of course|absolutely|great question|good question|happy to help|"
    r"(?:many )?thanks?(?: you)?|you['’]re welcome|okay|ok|"
    r"bien sûr|bien entendu|certainement|volontiers|avec plaisir|d['’]accord|merci|"
    r"bonne question|excellente question|très bien|bonjour|hello|hi)\b"
    r"(?:\s*,?\s*(?:for|pour|de|d['’])\b[^.!?]{0,60})?\W*$"
    r"|(?:i hope (?:this|that|it)\b|hope (?:this|that) helps|let me know\b|feel free\b|"
    r"please (?:let|feel)\b|if you (?:have|need|want|would|['’]d)\b|"
    r"(?:is|was) there anything else\b|do you (?:need|want)\b|"
    r"n['’]hésite[zs]?\b|j['’]espère que (?:cela|cette|ça)\b|"
    r"si (?:vous|tu) (?:avez|as|souhaite[zs]?|voulez|veux|désire[zs])\b|je reste à\b|"
    r"souhaite[zs]-(?:vous|tu)\b|voulez-vous que je\b|puis-je vous aider\b)"
    r"|(?:here(?: (?:is|are)|['’]s)|below (?:is|are)|voici|ci-dessous)\b[^.!?«“\"]*$"
    r"|(?:the |ma |la |my |final )*(?:answer|réponse|summary|résumé|conclusion)\s*:?\W*$"
    r")",
    re.IGNORECASE,
)
_SHOWN = (
    r"(?:the |les |these |ces |provided |given |above )*"
    r"(?:passages?|articles?|extraits?|excerpts?|sources?|textes?|texts?|documents?|contexte?)"
    r"(?: (?:provided|given|above|fournis?|donnés?|ci-dessus|cités?))?"
)
_LEAD = re.compile(
    r"(?:(?i:here (?:is|are)|here['’]s|below is|voici)\b[^:.!?«“\"A-ZÀ-Þ]{0,80}\s?:"
    rf"|(?i:(?:based on|according to|from|in|d['’]après|selon|dans|sur la base (?:de|des)) {_SHOWN}"
    r"\s?[,:]|(?:the |ma |la |my |final |short |courte )*(?:answer|réponse|response)\s?:)"
    r"|[AR]\s?:)\s*(?=\S)"
)


def is_small_talk(sentence: str) -> bool:
    """Return whether a sentence greets, announces an answer or offers help, and states nothing."""
    return _TALK.match(sentence) is not None


def without_lead(sentence: str) -> str:
    """Return a sentence without the words that announce it: "Answer:", "Based on the passages,"."""
    match = _LEAD.match(sentence)
    if match is None:
        return sentence
    rest = sentence[match.end() :]
    return rest[:1].upper() + rest[1:]
