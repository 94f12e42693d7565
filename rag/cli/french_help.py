"""The help of the command line in French, by its English text.

The parsers say everything once, in English, and this table follows them. Sub-commands of
`dixit eval` are not in it.
"""

from typing import Final

FRENCH: Final = {
    # Words of argparse.
    "usage: ": "utilisation\u00a0: ",
    "positional arguments": "arguments",
    "options": "options",
    "show this help message and exit": "afficher cette aide",
    # Headings.
    "commands": "commandes",
    "settings": "réglages",
    "filters": "filtres",
    "behind a proxy": "derrière un proxy",
    "API": "API",
    "example": "exemple",
    "examples": "exemples",
    "example, in the settings of a client": "exemple, dans les réglages d’un client",
    # Commands.
    "ask a folder of articles who said what, and see where it says so": (
        "interroger un dossier d’articles\u00a0: qui a dit quoi, et à quel endroit"
    ),
    "show the version and exit": "afficher la version",
    "add or refresh files and folders": "ajouter ou actualiser des fichiers et des dossiers",
    "answer a question, with citations": "répondre à une question, citations à l’appui",
    "ask questions and follow-ups in the terminal": (
        "poser des questions qui s’enchaînent, dans le terminal"
    ),
    "rank passages and show why": "classer les passages et montrer pourquoi",
    "list who said what": "lister qui a dit quoi",
    "check a text against the articles, statement by statement": (
        "vérifier un texte d’après les articles, phrase par phrase"
    ),
    "show an article as stored, with a span marked": (
        "afficher un article tel qu’il est enregistré, avec un extrait surligné"
    ),
    "list the articles": "lister les articles",
    "show what the index contains and what made it": (
        "afficher ce que contient l’index et avec quoi il a été fait"
    ),
    "check the index for damage": "contrôler l’intégrité de l’index",
    "repair a damaged index, keeping everything intact": (
        "réparer un index endommagé en gardant tout ce qui est intact"
    ),
    "free the disk space of removed articles": (
        "libérer l’espace disque occupé par les articles retirés"
    ),
    "copy the index to a new folder, even while in use": (
        "copier l’index dans un nouveau dossier, même en cours d’utilisation"
    ),
    "remove an article from the index": "retirer un article de l’index",
    "print what lets a shell complete commands and flags": (
        "afficher le code qui complète commandes et options dans un shell"
    ),
    "run a question set and write the report": (
        "poser un jeu de questions et rédiger le rapport de mesure"
    ),
    "serve the Model Context Protocol to a program": (
        "servir le protocole MCP (Model Context Protocol) à un programme"
    ),
    "serve the HTTP API, OpenAI's protocol and MCP": (
        "servir l’API HTTP, le protocole d’OpenAI et MCP"
    ),
    "make, list and revoke the API's tokens": "créer, lister et révoquer les jetons de l’API",
    "open the chat page": "ouvrir la page de questions",
    # Every command.
    "print JSON": "afficher en JSON",
    "print warnings and errors only": "n’afficher que les avertissements et les erreurs",
    "folder of the index": "dossier de l’index",
    "sentence-transformers model, by name or folder": (
        "modèle sentence-transformers, par son nom ou son dossier"
    ),
    "`quoting`, or a chat model `provider:name`": (
        "`quoting` (citations seules) ou un modèle de langage `fournisseur:nom`"
    ),
    "settings file (dixit.toml)": "fichier de réglages (dixit.toml)",
    # index
    "a file, a folder, or the address of a page, file or feed (with the extra `web`); default: the "
    "five articles of seeds/": (
        "un fichier, un dossier, ou l’adresse d’une page, d’un fichier ou d’un flux (avec l’extra "
        "`web`)\u00a0; par défaut, les cinq articles de seeds/"
    ),
    "keep running and index files as they change": (
        "rester actif et indexer les fichiers dès qu’ils changent"
    ),
    "embed all stored articles again, from their stored text": (
        "recalculer les vecteurs de tous les articles, d’après le texte enregistré"
    ),
    "remove the articles of a folder that is empty or gone, without asking": (
        "retirer sans confirmation les articles d’un dossier vide ou disparu"
    ),
    "how long to wait for another run on the same index (default: %(default)g)": (
        "combien de temps attendre une autre indexation du même index (par défaut\u00a0: "
        "%(default)g)"
    ),
    "fetch all pages and feeds from the web once more": (
        "télécharger de nouveau toutes les pages et tous les flux du web"
    ),
    # ask, search
    "`-` reads it from standard input": "`-` pour la lire sur l’entrée standard",
    "exit with 3 if the articles do not answer": (
        "renvoyer le code 3 si les articles ne répondent pas"
    ),
    "leave out a chat model's unproven sentences": (
        "masquer les phrases non prouvées d’un modèle de langage"
    ),
    "how many (default: %(default)s)": "combien (par défaut\u00a0: %(default)s)",
    "only this article; may be repeated": "seulement cet article\u00a0; peut être répété",
    "only this language: fr or en": "seulement cette langue\u00a0: fr ou en",
    "only this publisher": "seulement cet éditeur",
    "published on or after YYYY[-MM[-DD]]": "publié à partir du AAAA[-MM[-JJ]]",
    "published on or before YYYY[-MM[-DD]]": "publié jusqu’au AAAA[-MM[-JJ]] inclus",
    "quoting this speaker; part of the name is enough": (
        "citant cette personne\u00a0; une partie du nom suffit"
    ),
    # quotes
    "print comma-separated values": "afficher en CSV (valeurs séparées par des virgules)",
    "only this speaker; part of the name is enough": (
        "seulement cette personne\u00a0; une partie du nom suffit"
    ),
    "only this article": "seulement cet article",
    "only statements about this": "seulement les déclarations à ce sujet",
    "published from YYYY[-MM[-DD]]": "publiées à partir du AAAA[-MM[-JJ]]",
    "published until YYYY[-MM[-DD]]": "publiées jusqu’au AAAA[-MM[-JJ]] inclus",
    "only words in quotation marks": "seulement les propos entre guillemets",
    "at most this many": "au plus ce nombre",
    # check
    "print the text with footnotes, as Markdown": "afficher le texte avec ses notes, en Markdown",
    "print the text with footnotes, as a page of HTML": (
        "afficher le texte avec ses notes, en page HTML"
    ),
    "a text file; - for standard input": "un fichier texte\u00a0; - pour l’entrée standard",
    # show, remove
    "characters to mark (END excluded)": "caractères à surligner (END exclu)",
    "show only N characters on each side of the span": (
        "n’afficher que N caractères de part et d’autre de l’extrait"
    ),
    "keep it out of the index when its file is indexed again": (
        "ne plus l’ajouter quand son fichier est indexé de nouveau"
    ),
    "let back in what was removed for good": "réadmettre un article retiré définitivement",
    # serve, ui, mcp
    "serve the HTTP API, OpenAI's protocol and MCP; without a token to this machine only": (
        "servir l’API HTTP, le protocole d’OpenAI et MCP\u00a0; sans jeton, à cette machine "
        "seulement"
    ),
    "serve the chat page on this machine": "servir la page de questions sur cette machine",
    "serve the Model Context Protocol over standard input and output": (
        "servir le protocole MCP (Model Context Protocol) sur l’entrée et la sortie standard"
    ),
    "address to listen on (default %(default)s)": (
        "adresse d’écoute (par défaut\u00a0: %(default)s)"
    ),
    "port to listen on, 0 for any free one (default %(default)s)": (
        "port d’écoute, 0 pour n’importe quel port libre (par défaut\u00a0: %(default)s)"
    ),
    "the address at which a proxy publishes the server": (
        "l’adresse à laquelle un proxy publie le serveur"
    ),
    "the prefix under which a proxy publishes it: /dixit": (
        "le préfixe sous lequel un proxy le publie\u00a0: /dixit"
    ),
    "addresses of proxies whose X-Forwarded headers are believed, parted by commas": (
        "adresses des proxys dont les en-têtes X-Forwarded sont acceptés, séparées par des virgules"
    ),
    "a web page's origin that may call the API from a browser; may be repeated": (
        "l’origine d’une page web autorisée à appeler l’API depuis un navigateur\u00a0; peut être "
        "répété"
    ),
    "requests a minute of one token or address (default %(default)s)": (
        "requêtes par minute pour un jeton ou une adresse (par défaut\u00a0: %(default)s)"
    ),
    "one line a request on stderr, without questions (default %(default)s)": (
        "une ligne par requête sur stderr, sans les questions (par défaut\u00a0: %(default)s)"
    ),
    "with --log json, log questions too": "avec --log json, journaliser aussi les questions",
    "require this user name and a password, from DIXIT_PASSWORD or typed at the start": (
        "exiger ce nom d’utilisateur et un mot de passe, pris dans DIXIT_PASSWORD ou saisi au "
        "démarrage"
    ),
    "let other machines in without a password": "admettre d’autres machines sans mot de passe",
    "open the page in a browser": "ouvrir la page dans un navigateur",
    # token
    "make, list and revoke the tokens of the API": "créer, lister et révoquer les jetons de l’API",
    "make a token and print it once": "créer un jeton et l’afficher une seule fois",
    "list the tokens without their secrets": "lister les jetons, sans leurs secrets",
    "make a token invalid": "révoquer un jeton",
    "reader: ask and read; editor: also add and remove articles": (
        "reader\u00a0: interroger et lire\u00a0; editor\u00a0: aussi ajouter et retirer des "
        "articles"
    ),
    "what it is for": "à quoi il sert",
    "as `dixit token list` shows it": "tel que `dixit token list` l’affiche",
}
