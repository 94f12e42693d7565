"""Bearer tokens: made, listed, revoked, and known again by their hash.

A token is `dixit_ID_SECRET`. The secret has 256 random bits, so that a plain SHA-256 of it cannot
be turned back and no slow hash is needed. The file is next to the index; only its owner reads it.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from dixit.index.errors import DixitError
from dixit.index.storage.atomic import publish
from dixit.index.storage.lock import Lock

Role = Literal["reader", "editor"]
ROLES: tuple[Role, ...] = get_args(Role)
"""A reader asks and reads; an editor also adds and removes articles and runs evaluations."""
PREFIX = "dixit_"
_WAIT_S = 10.0


class TokenError(DixitError):
    """A token cannot be made, read or revoked."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is stored: without its secret."""

    id: str
    role: Role
    name: str
    created: str
    """ISO 8601, UTC."""
    sha256: str
    """Hash of the secret, in hexadecimal."""

    def as_dict(self) -> dict[str, str]:
        """The JSON of `dixit token list --json`, one entry."""
        return {"id": self.id, "role": self.role, "name": self.name, "created": self.created}


class Tokens:
    """The tokens of one index."""

    def __init__(self, index: Path) -> None:
        """Choose the index folder; nothing is read yet."""
        self._file = index.with_name(f"{index.name}-tokens.json")
        self._read_at: tuple[int, int] | None = None
        self._stored: tuple[Token, ...] = ()

    def create(self, role: Role, name: str = "") -> str:
        """Make a token and store its hash.

        Args:
            role: what it allows.
            name: what it is for, as `dixit token list` shows it.

        Returns:
            The token. It cannot be shown again.

        Raises:
            TokenError: the file cannot be read or written.
        """
        identifier, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        made = Token(identifier, role, name, now, _hashed(secret))
        with self._lock().hold():
            self._write([*self.all(), made])
        return f"{PREFIX}{identifier}_{secret}"

    def revoke(self, identifier: str) -> None:
        """Remove a token; a running server refuses it from then on.

        Raises:
            TokenError: there is no token of that id, or the file cannot be written.
        """
        with self._lock().hold():
            kept = [token for token in self.all() if token.id != identifier]
            if len(kept) == len(self._stored):
                raise TokenError(
                    f"There is no token {identifier[:40]!r}: `dixit token list` shows their ids."
                )
            self._write(kept)

    def all(self) -> tuple[Token, ...]:
        """All tokens, oldest first; the file is read again if it has changed.

        Raises:
            TokenError: the file cannot be read, or is not a list of tokens.
        """
        try:
            found = self._file.stat()
        except FileNotFoundError:
            self._read_at, self._stored = None, ()
            return ()
        except OSError as error:
            raise self._unusable(error) from error
        if self._read_at != (found.st_mtime_ns, found.st_ino):
            self._stored = self._read()
            self._read_at = (found.st_mtime_ns, found.st_ino)
        return self._stored

    def known(self, token: str) -> Token | None:
        """The stored token that this is; None if it is unknown or revoked."""
        identifier, _, secret = token.removeprefix(PREFIX).partition("_")
        if not (token.startswith(PREFIX) and secret):
            return None
        given = _hashed(secret)
        for stored in self.all():
            if stored.id == identifier and hmac.compare_digest(stored.sha256, given):
                return stored
        return None

    def _lock(self) -> Lock:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        return Lock(self._file.with_suffix(".lock"), _WAIT_S)

    def _read(self) -> tuple[Token, ...]:
        try:
            return tuple(Token(**record) for record in json.loads(self._file.read_text("utf-8")))
        except OSError as error:
            raise self._unusable(error) from error
        except (ValueError, TypeError) as error:
            raise TokenError(
                f"The tokens in {self._file} cannot be read: delete the file and make new ones."
            ) from error

    def _write(self, tokens: Sequence[Token]) -> None:
        text = json.dumps([asdict(token) for token in tokens], indent=1)

        def write(path: Path) -> None:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as to:
                to.write(text)

        try:
            publish(self._file, write)
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: OSError) -> TokenError:
        return TokenError(f"The tokens in {self._file} cannot be used: {error.strerror}.")


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
