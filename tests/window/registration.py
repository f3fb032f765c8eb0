#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Kith authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Creating an account on each server, by each of the ways in which they ask."""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from rig import tap
from rig.case import WindowCase
from rig.person import Person
from rig.wait import wait_for
from rig.web import Files
from rig.world import PROVIDERS

# A field of each type. Prosody checks the answers by the types.
FIELDS = '''
allow_registration = true
registration_title = "Welcome to prosody.test"
registration_instructions = "Fill in what is asked for."
additional_registration_fields = {
  { name = "rules"; type = "fixed"; value = "About you, if you like" };
  "email";
  { name = "colour"; type = "list-single"; label = "Colour";
    options = { { value = "red"; label = "Red" }, { value = "blue"; label = "Blue" } } };
  { name = "langs"; type = "list-multi"; label = "Languages";
    options = { { value = "en"; label = "English" }, { value = "eo"; label = "Esperanto" } } };
  { name = "news"; type = "boolean"; label = "Send me news"; value = true };
  { name = "friend"; type = "jid-single"; label = "Who told you" };
  { name = "about"; type = "text-multi"; label = "About me" };
}
'''


class Registration(WindowCase):
    def start_registration(self, server):
        kith = self.kith.start()
        kith.find('button', 'Create a New Account…').press()
        kith.find('entry', 'Server').set_text(server)
        next_button = kith.find('button', 'Next')
        wait_for('the button', lambda: next_button.has('sensitive'))
        next_button.press()
        return kith

    def fill(self, username, password='pencil of benvolio'):
        self.kith.find('entry', 'User Name').set_text(username)
        self.kith.find('entry', 'Password').set_text(password)

    def create(self):
        self.kith.find('button', 'Create Account').press()


class Legacy(Registration):
    """Prosody asks in the old way and by a form; jabberd2 in the old way alone."""

    servers = ('prosody', 'jabberd2')

    @classmethod
    def prepare(cls, world):
        world.prosody.modules = '"register_ibr",'
        world.prosody.extra = 'allow_registration = true'
        world.jabberd2.registration = "register-enable='yes'"

    def test_prosody(self):
        kith = self.start_registration('prosody.test')
        kith.find(None, 'You are about to create an account on prosody.test.')
        self.kith.find('entry', 'Username').set_text('benvolio')
        self.kith.find('entry', 'Password').set_text('pencil of benvolio')
        self.create()
        kith.wait_until_online()
        self.assertEqual(kith.quit(), 0)
        kith.start()
        kith.wait_until_online()

    def test_a_name_that_is_taken_can_be_changed(self):
        kith = self.start_registration('prosody.test')
        kith.find('entry', 'Username').set_text('juliet')
        kith.find('entry', 'Password').set_text('pencil')
        self.create()
        kith.find(None, lambda n: n.startswith('Somebody has this name already. Choose another one.'))
        kith.find('entry', 'Username').set_text('tybalt')
        self.create()
        kith.wait_until_online()

    def test_what_is_missing_is_told_at_the_field(self):
        kith = self.start_registration('prosody.test')
        kith.find('entry', 'Username').set_text('mercutio')
        self.create()
        kith.find(None, 'This has to be filled in.')
        self.desktop.type('pencil')
        self.desktop.key('Return')
        kith.wait_until_online()

    def test_jabberd2(self):
        kith = self.start_registration('jabberd.test')
        self.fill('benvolio')
        self.create()
        kith.wait_until_online()

    def test_a_public_server_can_be_chosen(self):
        kith = self.kith.start()
        kith.find('button', 'Create a New Account…').press()
        kith.find(None, lambda n: n.startswith('Public servers, as of '))
        kith.find('row', 'chapril.org').click()
        wait_for('the server', lambda: kith.find('entry', 'Server').text() == 'chapril.org')
        kith.find('alert', lambda n: n.startswith('The'))

    def test_the_list_of_public_servers_is_refreshed(self):
        path = '/providers/v2/providers-B.json'
        site = self.enterContext(Files(self.world.pki, PROVIDERS))
        kith = self.kith.start()
        kith.find('button', 'Create a New Account…').press()
        kith.find('row', 'chapril.org')
        refresh = kith.find('button', 'Refresh')
        self.assertEqual(site.requests, [])
        for n_asked, text in enumerate((None, 'No list', '[]'), 1):
            site.texts[path] = text
            refresh.press()
            wait_for('the question', lambda n_asked=n_asked: len(site.requests) == n_asked)
            kith.find('alert', lambda n: n.startswith('The newest list could not be fetched'))
            wait_for('the button', lambda: refresh.has('sensitive'))
        kith.find('row', 'chapril.org')
        self.picture('registration-no-list')

        site.texts[path] = json.dumps([{'jid': 'verona.example', 'inBandRegistration': True, 'freeOfCharge': True,
                                        'serverLocations': ['it'], 'latestChange': '2036-01-02'}])
        refresh.press()
        kith.find('row', 'verona.example')
        kith.find(None, lambda n: n.startswith('Public servers, as of 01/02/36.'))
        self.assertEqual(kith.all('row', 'chapril.org'), [])
        self.picture('registration-list')
        self.assertEqual(site.requests, [path] * 4)
        self.assertEqual(kith.quit(), 0)
        kith.start()
        kith.find('button', 'Create a New Account…').press()
        kith.find('row', 'verona.example')
        self.assertEqual(len(site.requests), 4)

    def test_a_server_that_is_not_there_is_told(self):
        kith = self.start_registration('nowhere.test')
        kith.find(None, lambda n: n.startswith('There is no such server'))
        kith.find('button', 'Back').press()
        kith.find('button', 'Sign In')


class Closed(Registration):
    def test_a_server_that_registers_nobody_says_so(self):
        kith = self.start_registration('prosody.test')
        kith.find(None, lambda n: n.startswith('Nobody can create an account on this server'))


class Page(Registration):
    """A server whose accounts are created on a web page."""

    servers = ('jabberd2',)

    @classmethod
    def prepare(cls, world):
        world.jabberd2.registration = "register-oob='https://jabberd.test/register'"

    def test_the_page_is_offered(self):
        kith = self.start_registration('jabberd.test')
        kith.find(None, lambda n: n.startswith('On jabberd.test accounts are created in the web browser'))
        self.assertTrue(kith.find('button', 'Open Page').has('sensitive'))


class Form(Registration):
    @classmethod
    def prepare(cls, world):
        world.prosody.modules = '"register_ibr",'
        world.prosody.extra = FIELDS

    def test_every_type_of_field(self):
        kith = self.start_registration('prosody.test')
        kith.find(None, 'Welcome to prosody.test')
        kith.find(None, 'About you, if you like')
        kith.find('entry', 'Username').set_text('rosaline')
        kith.find('entry', 'Password').set_text('pencil of rosaline')
        kith.find('entry', 'Who told you (optional)').set_text('@')
        kith.find('switch', 'Send me news').press()
        self.create()
        kith.find(None, 'An address looks like name@example.org.')
        kith.find('entry', 'Who told you (optional)').set_text('juliet@prosody.test')
        self.create()
        kith.wait_until_online()
        data = self.world.prosody.folder / 'data' / 'prosody%2etest' / 'account_details' / 'rosaline.dat'
        details = wait_for('what Prosody keeps', lambda: data.exists() and data.read_text())
        self.assertIn('["friend"] = "juliet@prosody.test";', details)
        self.assertIn('["news"] = false;', details)


class Invited(Registration):
    """Prosody lets in only who has been invited."""

    @classmethod
    def prepare(cls, world):
        world.prosody.modules = '"register_ibr", "invites", "invites_register",'
        world.prosody.extra = 'allow_registration = true; registration_invite_only = true'

    def invite(self, command):
        return re.search(r'xmpp:\S+', self.world.prosody.shell(command)).group()

    def test_a_reserved_name(self):
        link = self.invite('invite:create_account("paris@prosody.test")')
        kith = self.kith.start(link)
        entry = kith.find('entry', 'Username')
        self.assertEqual(entry.text(), 'paris')
        kith.find('entry', 'Password').set_text('pencil of paris')
        self.create()
        kith.wait_until_online()
        # It serves once.
        self.assertEqual(kith.run_again(link), 0)
        kith.find('window', 'Create an Account')
        kith.find(None, lambda n: n.startswith('This invitation is not valid any more. Ask for a new one.'))

    def test_a_contact_invites_to_the_server_and_to_their_list(self):
        with Person(self.world.prosody, 'romeo') as romeo:
            # Prosody 13 wants a table there; to 0.12 it is as good as "true".
            link = self.invite('invite:create_contact("romeo@prosody.test", { allow_registration = true })')
            kith = self.kith.start(link)
            kith.find('entry', 'Username').set_text('laurence')
            kith.find('entry', 'Password').set_text('pencil of laurence')
            self.create()
            kith.wait_until_open('Add Contact')
            self.assertEqual(kith.find('entry', 'Address').text(), 'romeo@prosody.test')
            self.desktop.key('alt+a')
            kith.find('row', lambda n: n.startswith('romeo') and 'Available' in n)

    def test_without_an_invitation_nobody_gets_in(self):
        kith = self.start_registration('prosody.test')
        kith.find('entry', 'Username').set_text('paris')
        kith.find('entry', 'Password').set_text('pencil of paris')
        self.create()
        kith.find(None, lambda n: n.endswith('The server says: Registration on this server is through invitation only'))


class Own(Registration):
    """What one does with one's own account on the server."""

    @classmethod
    def prepare(cls, world):
        world.prosody.modules = '"register_ibr", "user_account_management",'
        world.prosody.extra = 'allow_registration = true'

    def open_account(self):
        self.desktop.key('ctrl+comma')
        self.kith.find('window', 'Preferences')
        self.kith.find('row', lambda n: 'juliet@prosody.test' in n).click()
        return self.kith.find('window', 'juliet@prosody.test')

    def test_password_and_end(self):
        kith = self.sign_in()
        kith.wait_until_online()
        self.open_account()
        kith.find('row', lambda n: n.startswith('Change Password')).click()
        kith.find('window', 'Change Password')
        kith.find('entry', 'New Password').set_text('new one')
        change = kith.find('button', 'Change')
        kith.find('entry', 'New Password Again').set_text('new on')
        self.assertFalse(change.has('sensitive'))
        kith.find('entry', 'New Password Again').set_text('new one')
        wait_for('the button', lambda: change.has('sensitive'))
        change.press()
        kith.find('label', 'Password Changed')
        account = self.world.prosody.folder / 'data' / 'prosody%2etest' / 'accounts' / 'juliet.dat'
        self.assertIn('"new one"', account.read_text())
        for title in ('Password Changed', 'juliet@prosody.test', 'Preferences'):
            self.desktop.key('Escape')
            wait_for(f'the end of {title}', lambda: not kith.all('window', title))
        self.assertEqual(kith.quit(), 0)
        kith.start()
        kith.wait_until_online()

        self.open_account()
        kith.find('button', 'Delete Account on the Server…').press()
        kith.find('label', 'Delete This Account for Good?')
        kith.find('button', 'Delete for Good').press()
        kith.find('button', 'Create a New Account…')
        wait_for('its end', lambda: not account.exists())


class Captcha(Registration):
    """ejabberd wants to see a person: the answer to its picture."""

    servers = ('ejabberd',)

    @classmethod
    def prepare(cls, world):
        folder = world.ejabberd.folder
        script = folder / 'captcha.sh'
        script.write_text(f'#!/bin/sh\nconvert -size 200x60 -gravity center label:"$1" png:-\nprintf %s "$1" >{folder}/answer\n')
        script.chmod(0o755)
        world.ejabberd.extra = f'captcha_cmd: "{script}"\ncaptcha_url: "https://ejabberd.test/captcha"\nregistration_timeout: infinity\n'
        world.ejabberd.modules = '  mod_register: {captcha_protected: true, ip_access: all}'

    def answer(self):
        path = self.world.ejabberd.folder / 'answer'
        answer = wait_for('the picture', lambda: path.exists() and path.read_text())
        path.unlink()
        return answer

    def test_picture(self):
        kith = self.start_registration('ejabberd.test')
        entry = kith.find('entry', 'Enter the text you see')
        kith.find('image', 'Enter the text you see')
        first = self.answer()
        kith.find('entry', 'User').set_text('benvolio')
        kith.find('entry', 'Password').set_text('pencil of benvolio')
        entry.set_text('wrong')
        self.create()
        kith.find(None, lambda n: n.startswith('The server did not accept this'))
        second = self.answer()
        self.assertNotEqual(first, second)
        wait_for('what was typed', lambda: kith.find('entry', 'User').text() == 'benvolio')
        kith.find('entry', 'Enter the text you see').set_text(second)
        self.create()
        kith.wait_until_online()


if __name__ == '__main__':
    tap.main()
