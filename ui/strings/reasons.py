"""Why a file was not indexed: the reasons that indexing gives, in English, as the page tells them.

A reason that is not in a table is shown as it is. `{name}` stands for what is filled in, and
`{reason}` for another of these.
"""

import re
from collections.abc import Mapping
from functools import cache

_FILLED = re.compile(r"\\\{(\w+)\\\}")


def translated(reason: str, table: Mapping[str, str]) -> str:
    """A reason in a page's language.

    Args:
        reason: as indexing gives it.
        table: the language's words for each, as `FR`.

    Returns:
        The words of the first in the table that it fits; `reason` itself where it fits none.

    Example:
        >>> translated("larger than 50 MB", {"larger than {size} MB": "dépasse {size} Mo"})
        'dépasse 50 Mo'
    """
    for english, words in table.items():
        if found := _pattern(english).fullmatch(reason):
            parts = found.groupdict()
            if "reason" in parts:
                parts["reason"] = translated(parts["reason"], table)
            return words.format(**parts)
    return reason


@cache
def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(_FILLED.sub(r"(?P<\1>.+?)", re.escape(english)), re.DOTALL)


EN: Mapping[str, str] = {
    "{reason}; what follows it in the file was not read": (
        "{reason}; the rest of the file was not read"
    ),
    "{path} was not indexed: {reason}.": "{path} was not indexed: {reason}.",
    "No article in {path} could be read; {name}: {reason} (and {more} more).": (
        "No article in {path} could be read; {name}: {reason} (and {more} more)."
    ),
    "No article in {path} could be read; {name}: {reason}.": (
        "No article in {path} could be read; {name}: {reason}."
    ),
    "its name leads out of the archive": "its path points outside the archive",
    "a link that leads nowhere": "broken link",
    "a link out of its folder": "a link to a file outside its folder",
    "cannot be kept: {error}": "cannot be saved: {error}",
    "cannot be read: its reader stumbled ({error})": "cannot be read: reading failed ({error})",
    "changes while it is read: index it again once it is whole": (
        "changed while being read: index it again when it is complete"
    ),
    "holds more than {size} MB once unpacked": "larger than {size} MB when unpacked",
    "holds more than {count} million characters": "more than {count} million characters",
    "holds more than {count} files": "more than {count} files",
    "too deep: a file within a file within a file": "nested too deep: a file in a file in a file",
    "an archive within an archive: unpack it first": "an archive in an archive: unpack it first",
    "locked with a password: save it without one": ("protected by a password: save it without one"),
    "its reader broke off: the file is damaged, or made to break readers": (
        "reading stopped: the file is damaged or malicious"
    ),
    "broken: it is no whole archive": "damaged: incomplete archive",
    "broken: {name} within it cannot be unpacked": "damaged: {name} cannot be unpacked",
    "broken: {name} within it is larger than it says": "damaged: {name} is larger than declared",
    "broken: it is no XML": "damaged: not XML",
    "broken: {name} is no XML": "damaged: {name} is not XML",
    "broken: no JSON": "damaged: not JSON",
    "a broken PDF": "damaged PDF",
    "a broken presentation": "damaged presentation",
    "a broken Word document": "damaged Word document",
    "a broken OpenDocument text": "damaged OpenDocument text",
    "a broken workbook": "damaged workbook",
    "a broken message": "damaged message",
    "a broken table: {error}": "damaged table: {error}",
    "no rich text, whatever its name says": "not rich text, despite its name",
    "not text: no encoding fits its bytes": "not text: unknown encoding",
    "a mailbox without mail": "empty mailbox",
    "a mail without words": "e-mail without text",
    "a spreadsheet without anything written in it": "empty spreadsheet",
    "no feed with entries": "no entries in this feed",
    "no news item with a text in it": "no news item with text",
    "holds no words": "contains no text",
    "holds no article that can be read": "contains no readable article",
    "no page in HTML within": "contains no HTML page",
    "no page in HTML": "not an HTML page",
    "no article is found in the page": "no article found in this page",
    "no object with fields": "not an object with fields",
    "has more fields than the head names": "has more fields than the header",
}

FR: Mapping[str, str] = {
    "{reason}; what follows it in the file was not read": (
        "{reason}\u202f; la suite du fichier n’a pas été lue"
    ),
    # What was given.
    "{path} was not indexed: {reason}.": "{path} n’a pas été indexé\u202f: {reason}.",
    "No article in {path} could be read; {name}: {reason} (and {more} more).": (
        "Aucun article n’a pu être lu dans {path}\u202f; {name}\u202f: {reason} (et {more} autres)."
    ),
    "No article in {path} could be read; {name}: {reason}.": (
        "Aucun article n’a pu être lu dans {path}\u202f; {name}\u202f: {reason}."
    ),
    "There is no article in {path}: put some there, or name another folder.": (
        "Aucun article dans {path}\u202f: ajoutez-en, ou indiquez un autre dossier."
    ),
    "There is no file or folder {path}: check the path.": (
        "Aucun fichier ni dossier {path}\u202f: vérifiez le chemin."
    ),
    "The folder {path} cannot be opened: check its permissions.": (
        "Le dossier {path} ne peut pas être ouvert\u202f: vérifiez ses droits d’accès."
    ),
    "{path} is neither a file nor a folder: name one that is.": (
        "{path} n’est ni un fichier ni un dossier."
    ),
    # Its name and place.
    "describes the folder; not indexed": "décrit le dossier\u202f; non indexé",
    "its name is not plain text: rename it": "nom illisible\u202f: renommez-le",
    "its name is not plain text": "nom illisible",
    "its name is too long": "nom trop long",
    "its name leads out of the archive": "son chemin sort de l’archive",
    "has the name of another article": "porte le nom d’un autre article",
    "a link that leads nowhere": "lien rompu",
    "a link out of its folder": "lien vers l’extérieur de son dossier",
    # The file.
    "not a regular file (pipe or device)": "pas un fichier ordinaire (tube ou périphérique)",
    "cannot be kept: {error}": "ne peut pas être conservé\u202f: {error}",
    "cannot be read: its reader stumbled ({error})": (
        "illisible\u202f: échec de la lecture ({error})"
    ),
    "cannot be read: {error}": "illisible\u202f: {error}",
    "changes while it is read: index it again once it is whole": (
        "modifié pendant la lecture\u202f: réindexez-le une fois complet"
    ),
    "not one of the formats that are read ({formats})": (
        "format non pris en charge (formats lus\u202f: {formats})"
    ),
    # Its size.
    "larger than {size} MB": "dépasse {size}\u00a0Mo",
    "holds more than {size} MB once unpacked": "dépasse {size}\u00a0Mo une fois décompressé",
    "holds more than {count} million characters": (
        "contient plus de {count} millions de caractères"
    ),
    "holds more than {count} files": "contient plus de {count} fichiers",
    "more than {count} pages": "plus de {count} pages",
    "takes longer than {seconds} s to read": "lecture trop longue (plus de {seconds}\u00a0s)",
    "takes more than {size} MB of memory to read": (
        "lecture trop gourmande (plus de {size}\u00a0Mo de mémoire)"
    ),
    "too deep: a file within a file within a file": (
        "trop profond\u202f: un fichier dans un fichier dans un fichier"
    ),
    "an archive within an archive: unpack it first": (
        "archive dans une archive\u202f: décompressez-la d’abord"
    ),
    # What is in it.
    "a scan with no text on any page ({count}), so run OCR first": (
        "document numérisé, aucun texte sur les pages ({count})\u202f: passez-le d’abord à la "
        "reconnaissance de caractères (OCR)"
    ),
    "an image without text: to read it, install Tesseract and the extra `ocr`": (
        "image sans texte\u202f: pour la lire, installez Tesseract et l’extra `ocr`"
    ),
    "locked with a password: save it without one": (
        "protégé par un mot de passe\u202f: enregistrez-le sans"
    ),
    "its reader broke off: the file is damaged, or made to break readers": (
        "lecture interrompue\u202f: fichier endommagé ou malveillant"
    ),
    "broken: it is no whole archive": "endommagé\u202f: archive incomplète",
    "broken: {name} within it cannot be unpacked": (
        "endommagé\u202f: {name} ne peut pas être décompressé"
    ),
    "broken: {name} within it is larger than it says": (
        "endommagé\u202f: {name} dépasse la taille annoncée"
    ),
    "broken: it is no XML": "endommagé\u202f: ce n’est pas du XML",
    "broken: {name} is no XML": "endommagé\u202f: {name} n’est pas du XML",
    "broken: no JSON": "endommagé\u202f: ce n’est pas du JSON",
    "a broken PDF": "PDF endommagé",
    "a broken presentation": "présentation endommagée",
    "a broken Word document": "document Word endommagé",
    "a broken OpenDocument text": "texte OpenDocument endommagé",
    "a broken workbook": "classeur endommagé",
    "a broken message": "message endommagé",
    "a broken table: {error}": "tableau endommagé\u202f: {error}",
    "no rich text, whatever its name says": "pas du texte enrichi, malgré son nom",
    "not text: no encoding fits its bytes": "pas du texte\u202f: encodage inconnu",
    "a mailbox without mail": "boîte de courrier vide",
    "a mail without words": "courriel sans texte",
    "takes too much memory to unpack": "la décompression demande trop de mémoire",
    "a message within a message: save it as a file of its own": (
        "message joint à un message\u202f: enregistrez-le dans un fichier à part"
    ),
    "a spreadsheet without anything written in it": "feuille de calcul vide",
    "XML without an article: no text in sentences": "XML sans article\u202f: aucune phrase",
    "no feed with entries": "aucun article dans ce flux",
    "no news item with a text in it": "aucune dépêche avec du texte",
    "no text in the article": "article sans texte",
    "its publisher marks it as {status}": "annulé ou retenu par son éditeur ({status})",
    "no subtitles: no line of times with words under it": (
        "pas de sous-titres\u202f: aucun repère de temps suivi de texte"
    ),
    "holds no words": "ne contient aucun mot",
    "holds no article that can be read": "ne contient aucun article lisible",
    "no column for the text: name it one of {names}": (
        "aucune colonne de texte\u202f: nommez-la {names}"
    ),
    "no chapter with text": "aucun chapitre avec du texte",
    "no page in HTML within": "ne contient aucune page HTML",
    "no page in HTML": "pas une page HTML",
    "no article is found in the page": "aucun article dans cette page",
    "no object with fields": "pas un objet avec des champs",
    "has more fields than the head names": "a plus de champs que l’en-tête",
}
