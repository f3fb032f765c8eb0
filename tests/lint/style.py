#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What went wrong in other codebases and must not creep in here. Prints TAP, one line a rule."""

import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])
MAX_LINES = 800
MAX_FUNCTION_LINES = 80

# name, pattern, which files (of src/), what to do instead
PATTERNS = (
    ('object-data', r'g_object_[sg]et_q?data\b', r'', 'use a struct or a property'),
    ('callback-cast', r'\((GAsyncReadyCallback|GTaskThreadFunc|GSourceFunc)\)', r'', 'give the callback its real type'),
    ('nested-loop', r'g_main_context_iteration|g_main_loop_run', r'', 'no nested main loops'),
    ('weak-random', r'\bg_(random|rand|uuid)_', r'', 'base/random.h reads from the kernel'),
    ('quark-from-network', r'g_quark_from_string', r'', 'quarks are never freed'),
    ('glib-basic-types', r'\b(gchar|gint|gdouble|gfloat|glong|gshort)\b', r'', 'plain C types'),
    ('unbounded-copy', r'\b(strcpy|strcat|sprintf|vsprintf|gets|alloca)\s*\(', r'', 'use GLib'),
    ('sleep', r'\b(g_usleep|usleep|sleep|nanosleep)\s*\(', r'', 'wait for the event'),
    ('unfinished', r'\b(TODO|FIXME|XXX|HACK)\b', r'', 'finish it, or leave it out'),
    ('markup', r'gtk_label_set_markup|use-markup">[Tt]rue', r'^(?!ui/chat/message-content\.c|ui/announcements/announcement-row\.c)', 'text is never taken as markup'),
)


def sources(*suffixes):
    return [p for s in suffixes for p in sorted((ROOT / 'src').rglob(f'*{s}'))]


def without_comments(text):
    """Blanks the comments, keeping the lines."""
    return re.sub(r'/\*.*?\*/', lambda m: re.sub(r'[^\n]', ' ', m.group()), text, flags=re.S)


def pattern_complaints(pattern, files, advice):
    for path in sources('.c', '.h', '.ui'):
        if files and not re.search(files, path.relative_to(ROOT / 'src').as_posix()):
            continue
        for number, line in enumerate(without_comments(path.read_text()).splitlines(), 1):
            if re.search(pattern, line):
                yield f'{path.relative_to(ROOT)}:{number}: {line.strip()} ({advice})'


def file_heads():
    for path in sources('.c', '.h', '.py') + sorted((ROOT / 'tests').rglob('*.[ch]')) + sorted((ROOT / 'tests').rglob('*.py')):
        head = path.read_text()[:400]
        if 'SPDX-FileCopyrightText' not in head or 'SPDX-License-Identifier: GPL-3.0-or-later' not in head:
            yield f'{path.relative_to(ROOT)}: no SPDX lines at its head'


def long_files():
    for path in sources('.c', '.h', '.ui') + sorted((ROOT / 'tests').rglob('*.[ch]')) + sorted((ROOT / 'tests').rglob('*.py')):
        lines = path.read_text().count('\n')
        if lines > MAX_LINES:
            yield f'{path.relative_to(ROOT)}: {lines} lines'


def long_functions():
    for path in sources('.c'):
        start, name, before = 0, '', ''
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if line == '{':
                start, name = number, before
            elif line == '}' and start:
                if number - start > MAX_FUNCTION_LINES:
                    yield f'{path.relative_to(ROOT)}:{start}: {name} has {number - start} lines'
                start = 0
            if re.match(r'^[a-z_0-9]+ \(', line):
                before = line.split(' (')[0]


def uninitialised_errors():
    for path in sources('.c'):
        inside = False
        for number, line in enumerate(path.read_text().splitlines(), 1):
            inside = line == '{' or (inside and line != '}')
            if inside and re.match(r'\s*(g_autoptr \(GError\) |GError \*)\w+;', line):
                yield f'{path.relative_to(ROOT)}:{number}: start a GError at NULL'


def translations():
    listed = set((ROOT / 'po' / 'POTFILES.in').read_text().split())
    for path in sources('.c', '.ui'):
        text = path.read_text()
        name = path.relative_to(ROOT).as_posix()
        translatable = 'translatable="yes"' in text if path.suffix == '.ui' else re.search(r'\b(_|N_|C_|NC_|ngettext) \("', text)
        if translatable and name not in listed:
            yield f'{name}: has texts and is not in po/POTFILES.in'
        if not translatable and name in listed:
            yield f'{name}: has no texts and is in po/POTFILES.in'
    for name in listed:
        if not (ROOT / name).exists():
            yield f'{name}: in po/POTFILES.in, but not there'


def tests_beside():
    """Every unit of the layers below the window has a test of its own name, or of its folder's."""
    for path in sources('.c'):
        unit = path.relative_to(ROOT / 'src')
        if unit.parts[0] in ('ui', 'main.c'):
            continue
        test = ROOT / 'tests' / unit
        if not test.exists() and unit.as_posix() not in UNTESTED:
            yield f'src/{unit.as_posix()}: no tests/{unit.as_posix()}'


# Units without logic of their own: tables, or parts that are tested through the unit named.
UNTESTED = set((ROOT / 'tests' / 'lint' / 'tested-elsewhere.txt').read_text().split()) if (
    ROOT / 'tests' / 'lint' / 'tested-elsewhere.txt').exists() else set()


def formatting():
    """clang-format decides; only version 14 does, others differ in details."""
    tool = next((t for t in ('clang-format-14', 'clang-format') if shutil.which(t)), None)
    version = subprocess.run([tool, '--version'], capture_output=True, text=True).stdout if tool else ''
    if 'version 14.' not in version:
        return None
    files = [str(p) for p in sources('.c', '.h') + sorted((ROOT / 'tests').rglob('*.[ch]'))]
    result = subprocess.run([tool, '--dry-run', '-Werror', *files], capture_output=True, text=True, cwd=ROOT)
    return [line for line in result.stderr.splitlines() if 'error:' in line]


def main():
    rules = [(name, list(pattern_complaints(pattern, files, advice))) for name, pattern, files, advice in PATTERNS]
    rules += [('uninitialised-errors', list(uninitialised_errors())), ('file-heads', list(file_heads())), ('long-files', list(long_files())),
              ('long-functions', list(long_functions())), ('translations', list(translations())),
              ('tests-beside', list(tests_beside())), ('formatting', formatting())]
    print(f'1..{len(rules)}')
    failed = False
    for number, (name, complaints) in enumerate(rules, 1):
        if complaints is None:
            print(f'ok {number} {name} # SKIP clang-format 14 is not here')
            continue
        for complaint in complaints:
            print(f'# {complaint}')
        failed = failed or bool(complaints)
        print(f'{"not ok" if complaints else "ok"} {number} {name}')
    return failed


if __name__ == '__main__':
    sys.exit(main())
