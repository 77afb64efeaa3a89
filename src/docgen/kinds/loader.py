"""Jinja's templates from the files of one reading, in place of its own look at the disk."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound
from jinja2.loaders import split_template_path

from docgen.reading import Files, read_text


class FilesLoader(BaseLoader):
    """`jinja2.FileSystemLoader` over `files`: the template of a name from the first of the folders that has it."""

    def __init__(self, folders: Sequence[Path], files: Files) -> None:
        self._folders = folders
        self._files = files

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Source and file name. Raises TemplateNotFound, UnicodeDecodeError for a file that is not UTF-8."""
        parts = split_template_path(template)
        for folder in self._folders:
            name = posixpath.join(str(folder), *parts)
            if self._files.is_file(Path(name)):
                try:
                    text = read_text(self._files, Path(name))
                except OSError as error:
                    raise TemplateNotFound(template) from error
                return text, os.path.normpath(name), lambda: True
        raise TemplateNotFound(template)

    def list_templates(self) -> list[str]:
        """The names of all templates."""
        found = {
            file.relative_to(folder).as_posix() for folder in self._folders for file in self._files.find(folder, "**/*")
        }
        return sorted(found)
