"""The examples in `deploy/` are well formed, and agree with the command line and each other."""

import configparser
import json
import re
import shlex
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest
import yaml

from dixit.api.server.arguments import command_line as serve
from dixit.api.server.token_command import command_line as token
from dixit.rag.cli.parser import command_line
from dixit.ui.server.arguments import PASSWORD
from dixit.ui.server.arguments import command_line as ui

DEPLOY = Path(__file__).parents[2] / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text("utf-8")
README = (DEPLOY / "README.md").read_text("utf-8")
PORT = ui().get_default("port")
PARSERS: dict[str, ArgumentParser] = {"ui": ui(), "serve": serve(), "token": token()}


def parsed(words: list[str]) -> Namespace:
    """The arguments of a command without `dixit`; exits if the parser does not know them."""
    return PARSERS[words[0]].parse_args(words[1:]) if words[0] in PARSERS else (
        command_line().parse_args(words)
    )  # fmt: skip


def instruction(name: str) -> list[str]:
    """The words of an instruction in the last stage of the image."""
    stage = CONTAINERFILE.rpartition("\nFROM ")[2]
    return [str(word) for word in json.loads(re.search(rf"^{name} (\[.*\])", stage, re.M)[1])]  # type: ignore[index]


@pytest.fixture(scope="module")
def service() -> dict[str, object]:
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]["dixit"])


@pytest.fixture(scope="module")
def unit() -> configparser.ConfigParser:
    class Unit(configparser.ConfigParser):
        def optionxform(self, optionstr: str) -> str:
            return optionstr

    found = Unit(interpolation=None, strict=False, delimiters=("=",))
    found.read(DEPLOY / "dixit.service", "utf-8")
    return found


class TestImage:
    def test_it_is_built_in_a_stage_of_its_own(self) -> None:
        assert len(re.findall(r"^FROM ", CONTAINERFILE, re.M)) == 2
        assert "COPY --from=build /opt/dixit /opt/dixit" in CONTAINERFILE

    def test_its_process_is_not_root(self) -> None:
        assert re.findall(r"^USER (\S+)", CONTAINERFILE, re.M)[-1] == "10001:10001"

    def test_its_command_is_one_that_the_parser_knows(self) -> None:
        assert instruction("ENTRYPOINT") == ["dixit"]
        arguments = parsed(instruction("CMD"))
        assert (arguments.host, arguments.port) == ("0.0.0.0", PORT)
        assert f"EXPOSE {PORT}\n" in CONTAINERFILE

    def test_its_health_check_asks_the_port_that_it_serves(self) -> None:
        check = re.search(r"HEALTHCHECK[^\[]*(\[.*\])", CONTAINERFILE)
        assert check is not None
        assert f"http://127.0.0.1:{PORT}/healthz" in json.loads(check[1])[-1]

    def test_all_that_it_copies_is_there(self) -> None:
        for name in re.findall(r"^COPY (\S+) \.", CONTAINERFILE, re.M):
            assert (DEPLOY.parent / name).exists(), name


class TestCompose:
    def test_it_runs_what_the_image_runs(self, service: dict[str, object]) -> None:
        assert service["command"] == instruction("CMD")
        assert service["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]
        assert f":{PORT}/healthz" in str(service["healthcheck"])

    def test_it_writes_only_where_it_must(self, service: dict[str, object]) -> None:
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        volumes = service["volumes"]
        assert isinstance(volumes, list)
        assert [one for one in volumes if not one.endswith(":ro")] == ["data:/data"]

    def test_it_asks_for_the_password_that_the_page_needs(self, service: dict[str, object]) -> None:
        environment = service["environment"]
        assert isinstance(environment, dict)
        assert environment[PASSWORD].startswith(f"${{{PASSWORD}:?")


class TestUnit:
    def test_its_sections_are_systemds(self, unit: configparser.ConfigParser) -> None:
        assert unit.sections() == ["Unit", "Service", "Install"]

    def test_it_starts_a_command_that_the_parser_knows(
        self, unit: configparser.ConfigParser
    ) -> None:
        program, *words = shlex.split(unit["Service"]["ExecStart"])
        arguments = parsed(words)
        assert program == "/opt/dixit/bin/dixit"
        assert (arguments.host, arguments.port) == ("127.0.0.1", PORT)
        assert arguments.public_url == "https://news.example/dixit"

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("User", "dixit"),
            ("NoNewPrivileges", "yes"),
            ("ProtectSystem", "strict"),
            ("ProtectHome", "yes"),
            ("PrivateTmp", "yes"),
            ("CapabilityBoundingSet", ""),
            ("IPAddressDeny", "any"),
            ("SystemCallFilter", "@system-service"),
        ],
    )
    def test_it_is_hardened(self, unit: configparser.ConfigParser, key: str, value: str) -> None:
        assert unit["Service"][key] == value


class TestProxies:
    @pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
    def test_its_blocks_are_balanced(self, name: str) -> None:
        depth = 0
        for line in (DEPLOY / name).read_text("utf-8").splitlines():
            code = line.partition("#")[0]
            depth += code.count("{") - code.count("}")
            assert depth >= 0
        assert depth == 0

    def test_each_line_of_nginx_ends_as_it_must(self) -> None:
        lines = (line.partition("#")[0].strip() for line in (DEPLOY / "nginx.conf").open())
        assert not [line for line in lines if line and line[-1] not in "{};"]

    @pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
    def test_it_passes_on_to_the_port_of_the_page(self, name: str) -> None:
        text = (DEPLOY / name).read_text("utf-8")
        assert set(re.findall(r"127\.0\.0\.1:(\d+)", text)) == {str(PORT)}
        assert "/dixit/" in text


class TestReadme:
    def test_it_fits_a_page(self) -> None:
        assert len(README.splitlines()) <= 80

    @pytest.mark.parametrize(
        "words",
        [
            shlex.split(found)
            for found in re.findall(
                r"(?:--rm dixit|bin/dixit|command is `) ?((?:ui|serve|token|index) [^\n`]+)", README
            )
        ],
        ids=" ".join,
    )
    def test_its_commands_are_those_of_the_parser(self, words: list[str]) -> None:
        assert parsed(words)

    def test_it_names_every_file(self) -> None:
        files = {path.name for path in DEPLOY.iterdir()} - {"README.md"}
        assert not [name for name in files if name not in README]
