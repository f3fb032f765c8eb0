/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A new account: in one go, with an invitation, with a picture, after a rest, and refused.
 */

#include "im/registration.h"

#include "rig.h"
#include "xmpp/stanza-error.h"

#define FEATURES(inner) "S: <stream:features>" inner "</stream:features>\n"
#define ASK "C: <iq type='get' id='*' to='example.org'><query xmlns='jabber:iq:register'/></iq>\n"
#define LEGACY                                                                                     \
  "S: <iq type='result' id='@' from='example.org'><query xmlns='jabber:iq:register'>"              \
  "<instructions>Choose</instructions><username/><password/></query></iq>\n"
#define ANSWER                                                                                     \
  "C: <iq type='set' id='*' to='example.org'><query xmlns='jabber:iq:register'>"                   \
  "<username>romeo</username><password>secret</password></query></iq>\n"
#define DONE "S: <iq type='result' id='@' from='example.org'/>\n"

static ImRegistration *
begin (ImRig *rig, const char *token, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  ImRegistration *self = im_registration_new (rig->accounts, " example.org ", NULL, token, &error);

  g_assert_no_error (error);
  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_registration_open_async (self, NULL, im_rig_done, result);
  im_rig_settle (rig);
  return self;
}

static void
assert_open (ImRegistration *self, GAsyncResult **pending)
{
  g_autoptr (GAsyncResult) result = im_rig_await (pending);
  g_autoptr (GError) error = NULL;

  g_assert_true (im_registration_open_finish (self, result, &error));
  g_assert_no_error (error);
  *pending = NULL;
}

static void
submit (ImRig *rig, ImRegistration *self, GAsyncResult **result)
{
  XmppForm *answer = xmpp_form_new_submit (im_form_get_form (im_registration_get_form (self)));

  xmpp_form_add_value (answer, "username", NULL, "romeo");
  xmpp_form_add_value (answer, "password", NULL, "secret");
  im_registration_submit_async (self, answer, NULL, im_rig_done, result);
  im_rig_settle (rig);
}

static ImAccount *
finish (ImRegistration *self, GAsyncResult **pending, GError **error)
{
  g_autoptr (GAsyncResult) result = im_rig_await (pending);

  return im_registration_submit_finish (self, result, error);
}

static void
test_registers (ImRig *rig, gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autoptr (ImRegistration) self = begin (rig, NULL, &result);
  g_autoptr (GError) error = NULL;

  im_rig_play (rig, MOCK_OPEN FEATURES ("") ASK LEGACY);
  assert_open (self, &result);
  g_assert_null (im_registration_get_url (self));
  g_assert_cmpstr (im_registration_get_server (self), ==, "example.org");

  submit (rig, self, &result);
  im_rig_play (rig, ANSWER DONE);
  rig->account = finish (self, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (im_account_get_address (rig->account), ==, "romeo@example.org");
  im_rig_wait_for_transport (rig);
  im_rig_welcome (rig, "");
  im_rig_wait_for_state (rig, IM_ACCOUNT_ONLINE);
}

/* The server has hung up while the person was thinking; the token is shown again. */
static void
test_invited (ImRig *rig, gconstpointer data)
{
  static const char up_to_token[] = MOCK_OPEN FEATURES (
    "<register xmlns='urn:xmpp:ibr-token:0'/>") "C: <iq type='set' id='*' "
                                                "to='example.org'><preauth xmlns='urn:xmpp:pars:0' "
                                                "token='T1'/>"
                                                "</iq>\n" DONE;
  GAsyncResult *result = NULL;
  g_autoptr (ImRegistration) self = begin (rig, "T1", &result);
  g_autoptr (GError) error = NULL;

  im_rig_play (rig, up_to_token);
  im_rig_settle (rig);
  im_rig_play (rig, ASK LEGACY);
  assert_open (self, &result);
  im_rig_play (rig, "S: reset");
  im_rig_settle (rig);
  submit (rig, self, &result);
  g_assert_cmpuint (rig->n_dials, ==, 2);
  im_rig_play (rig, up_to_token);
  im_rig_settle (rig);
  im_rig_play (rig, ANSWER DONE);
  rig->account = finish (self, &result, &error);
  g_assert_no_error (error);
}

static void
test_bad_token (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (ImRegistration) self = begin (rig, "T1", &result);
  g_autoptr (GError) error = NULL;

  im_rig_play (
    rig, MOCK_OPEN FEATURES (
           "<register xmlns='urn:xmpp:ibr-token:0'/>") "C: <iq type='set' id='*' to='example.org'>"
                                                       "<preauth xmlns='urn:xmpp:pars:0' "
                                                       "token='T1'/></iq>\n"
                                                       "S: <iq type='error' id='@' "
                                                       "from='example.org'><error type='cancel'>"
                                                       "<item-not-found "
                                                       "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'"
                                                       "/></error></iq>\n");
  im_rig_settle (rig);
  g_assert_false (im_registration_open_finish (self, im_rig_await (&result), &error));
  g_assert_error (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_ITEM_NOT_FOUND);
}

/* The picture of a question is fetched, and the hidden fields are given back. */
static void
test_captcha (ImRig *rig, gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autoptr (ImRegistration) self = begin (rig, NULL, &result);
  g_autoptr (GError) error = NULL;

  im_rig_play (rig, MOCK_OPEN FEATURES ("") ASK
               "S: <iq type='result' id='@' from='example.org'><query xmlns='jabber:iq:register'>"
               "<x xmlns='jabber:x:data' type='form'>"
               "<field type='hidden' var='challenge'><value>F3A6292C</value></field>"
               "<field var='ocr'><media xmlns='urn:xmpp:media-element'><uri>cid:a@b</uri></media>"
               "</field></x></query></iq>\n");
  im_rig_settle (rig);
  im_rig_play (rig, "C: <iq type='get' id='*' to='example.org'>"
                    "<data xmlns='urn:xmpp:bob' cid='a@b'/></iq>\n"
                    "S: <iq type='result' id='@' from='example.org'>"
                    "<data xmlns='urn:xmpp:bob' cid='a@b'>Zm9v</data></iq>\n");
  assert_open (self, &result);
  g_assert_nonnull (im_form_get_media (im_registration_get_form (self), "cid:a@b"));

  submit (rig, self, &result);
  im_rig_play (rig, "C: <iq type='set' id='*' to='example.org'><query xmlns='jabber:iq:register'>"
                    "<x xmlns='jabber:x:data' type='submit'>"
                    "<field type='hidden' var='challenge'><value>F3A6292C</value></field>"
                    "<field var='username'><value>romeo</value></field>"
                    "<field var='password'><value>secret</value></field></x></query></iq>\n"
                    "S: <iq type='error' id='@' from='example.org'><error type='cancel'>"
                    "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n");
  g_assert_null (finish (self, &result, &error));
  g_assert_error (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_CONFLICT);
}

static void
test_bad_name (ImRig *rig, gconstpointer data)
{
  static const char *const names[] = { "a b", "ro/meo", "", "romeo@example.org" };
  GAsyncResult *result = NULL;
  g_autoptr (ImRegistration) self = begin (rig, NULL, &result);

  im_rig_play (rig, MOCK_OPEN FEATURES ("") ASK LEGACY);
  assert_open (self, &result);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    XmppForm *answer = xmpp_form_new ("submit", NULL);
    g_autoptr (GError) error = NULL;

    xmpp_form_add_value (answer, "username", NULL, names[i]);
    xmpp_form_add_value (answer, "password", NULL, "secret");
    im_registration_submit_async (self, answer, NULL, im_rig_done, &result);
    g_assert_null (finish (self, &result, &error));
    g_assert_true (error->domain == XMPP_JID_ERROR);
    result = NULL;
  }
}

static void
test_bad_server (ImRig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (im_registration_new (rig->accounts, "no server", NULL, NULL, &error));
  g_assert_error (error, XMPP_JID_ERROR, XMPP_JID_ERROR_DOMAIN);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);

  im_rig_add ("registration", "registers", test_registers);
  im_rig_add ("registration", "invited", test_invited);
  im_rig_add ("registration", "bad-token", test_bad_token);
  im_rig_add ("registration", "captcha", test_captcha);
  im_rig_add ("registration", "bad-name", test_bad_name);
  im_rig_add ("registration", "bad-server", test_bad_server);

  return g_test_run ();
}
