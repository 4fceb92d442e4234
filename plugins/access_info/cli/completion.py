"""`access-info completion`: prints scripts by which bash, zsh and fish complete commands and options."""

from __future__ import annotations

import argparse

from access_info.cli.commands import COMMANDS, whole_parser

# A word to complete, and what it is for.
Words = list[tuple[str, str]]

_BASH = """\
_access_info() {{
  local words
  case ${{COMP_WORDS[1]}} in
{cases}
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="{commands} --help --version"
  COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o default -F _access_info access-info
"""
_ZSH = """\
#compdef access-info
_access_info() {{
  local -a words_here
  if (( CURRENT == 2 )); then
    words_here=({commands})
    _describe lệnh words_here
    return
  fi
  case $words[2] in
{cases}
  esac
  _describe 'tùy chọn' words_here
  _files
}}
if [ "$funcstack[1]" = _access_info ]; then _access_info "$@"; else compdef _access_info access-info; fi
"""


def completion_command(options: argparse.Namespace) -> None:
    """Print the script of the shell that was typed."""
    commands = [(command.name, command.summary) for command in COMMANDS]
    scripts = {"bash": _bash_script, "zsh": _zsh_script, "fish": _fish_script}
    print(scripts[options.shell](commands, _words_after()), end="")


def _words_after() -> dict[str, Words]:
    """Return for each command the options and subcommands that may follow, without values and files."""
    after: dict[str, Words] = {command.name: [] for command in COMMANDS}
    for command in whole_parser().documented():
        name, _, second = command.name.partition(" ")
        if second:
            after[name].append((second, command.purpose.partition(". ")[0]))
        for option in command.options:
            if option.typed.startswith("-"):
                after[name].append((option.typed.split()[0], option.purpose))
    return after


def _bash_script(commands: Words, after: dict[str, Words]) -> str:
    """Return the script for bash, which completes words without their explanations."""
    cases = [f'    {name}) words="{_bash_words(words)}" ;;' for name, words in after.items()]
    return _BASH.format(commands=_bash_words(commands), cases="\n".join(cases))


def _bash_words(words: Words) -> str:
    """Return words separated by spaces, as bash's `compgen` takes them."""
    return " ".join(word for word, _ in words)


def _zsh_script(commands: Words, after: dict[str, Words]) -> str:
    """Return the script for zsh, which shows words with their explanations."""
    cases = [f"    {name}) words_here=({_zsh_words(words)}) ;;" for name, words in after.items()]
    return _ZSH.format(commands=_zsh_words(commands), cases="\n".join(cases))


def _zsh_words(words: Words) -> str:
    """Return words as zsh's `_describe` takes them: `'word:explanation' …`."""
    escaped = ((word, purpose.replace(":", r"\:")) for word, purpose in words)
    return " ".join(_shell_quoted(f"{word}:{purpose}") for word, purpose in escaped)


def _fish_script(commands: Words, after: dict[str, Words]) -> str:
    """Return the script for fish: one line for each word that can be completed."""
    lines = [_fish_line("__fish_use_subcommand", *command) for command in commands]
    for name, words in after.items():
        lines += [_fish_line(f"__fish_seen_subcommand_from {name}", *word) for word in words]
    return "".join(lines)


def _fish_line(condition: str, word: str, purpose: str) -> str:
    """Return the line that completes one word, where a condition of fish holds."""
    kind = f"-l {word[2:]}" if word.startswith("--") else f"-a {word}"
    return f"complete -c access-info -n '{condition}' {kind} -d {_shell_quoted(purpose)}\n"


def _shell_quoted(text: str) -> str:
    """Quote a text for a shell: none of the three reads anything between single quotes."""
    return "'" + text.replace("'", r"'\''") + "'"
