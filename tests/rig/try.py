#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens Kith, signed in as juliet on a private server, with romeo at the other end. See tests/try."""

import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig.desktop import Desktop
from rig.kith import Kith
from rig.person import Person
from rig.servers import password_of
from rig.wait import wait_for
from rig.world import World


def answer(romeo):
    """Answers every message once it has come."""
    answered = len(romeo.bodies())

    def step():
        nonlocal answered
        bodies = romeo.bodies()
        while answered < len(bodies):
            romeo.write(f'juliet@{romeo.address.split("@")[1]}', f'You said: {bodies[answered]}')
            answered += 1
    return step


def main():
    has_display = bool(os.environ.get('DISPLAY') or os.environ.get('WAYLAND_DISPLAY'))
    world = World('prosody')
    world.prosody.befriend('juliet', 'romeo')
    with world, tempfile.TemporaryDirectory(prefix='kith-try-') as folder:
        with Desktop(folder, own_display=not has_display) as desktop, Person(world.prosody, 'romeo') as romeo:
            print(f'Signing in as juliet@{world.prosody.domain}; her password is "{password_of("juliet")}".', flush=True)
            kith = Kith(desktop).start()
            kith.sign_in(f'juliet@{world.prosody.domain}', password_of('juliet'))
            romeo.wait_for_show(f'juliet@{world.prosody.domain}', 'available')
            romeo.write(f'juliet@{world.prosody.domain}', 'But soft, what light through yonder window breaks?')
            step = answer(romeo)
            if not has_display:
                kith.open_chat('Romeo')
                kith.say('O Romeo, Romeo, wherefore art thou Romeo?')
                romeo.wait_for_body('O Romeo, Romeo, wherefore art thou Romeo?')
                step()
                kith.wait_for_message('You said: O Romeo, Romeo, wherefore art thou Romeo?')
                desktop.screenshot(pathlib.Path.cwd() / 'try.png')
                print('There is no display: see try.png.')
                return
            print('Close Kith with Ctrl+Q to end.', flush=True)
            wait_for('the end', lambda: step() or not kith.process.running, timeout=24 * 3600)


if __name__ == '__main__':
    main()
