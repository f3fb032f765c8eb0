/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preparation of user names and free text after PRECIS (RFC 8264, RFC 8265), derived from ICU. */
#include "config.h"

#include "xmpp/precis.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

G_DEFINE_QUARK (xmpp_precis_error, xmpp_precis_error)

/* RFC 8265 asks for a string that one more run does not change; RFC 8264 §7 gives it three. */
#define MAX_RUNS 4

/* General categories, RFC 8264 §9.1 (A), §9.14 (N), §9.15 (O), §9.16 (P), §9.18 (R). */
#define LETTER_DIGITS                                                                              \
  (U_GC_LL_MASK | U_GC_LU_MASK | U_GC_LO_MASK | U_GC_ND_MASK | U_GC_LM_MASK | U_GC_MN_MASK |       \
   U_GC_MC_MASK)
#define OTHER_LETTER_DIGITS (U_GC_LT_MASK | U_GC_NL_MASK | U_GC_NO_MASK | U_GC_ME_MASK)

typedef struct {
  gunichar first, last;
  XmppPrecisProperty property;
} Range;

/* RFC 8264 §9.6: what the properties alone would get wrong. */
static const Range exceptions[] = {
  { 0x00b7, 0x00b7, XMPP_PRECIS_CONTEXTO },   /* middle dot */
  { 0x00df, 0x00df, XMPP_PRECIS_PVALID },     /* sharp s */
  { 0x0375, 0x0375, XMPP_PRECIS_CONTEXTO },   /* Greek lower numeral sign */
  { 0x03c2, 0x03c2, XMPP_PRECIS_PVALID },     /* final sigma */
  { 0x05f3, 0x05f4, XMPP_PRECIS_CONTEXTO },   /* Hebrew geresh, gershayim */
  { 0x0640, 0x0640, XMPP_PRECIS_DISALLOWED }, /* Arabic tatweel */
  { 0x0660, 0x0669, XMPP_PRECIS_CONTEXTO },   /* Arabic-Indic digits */
  { 0x06f0, 0x06f9, XMPP_PRECIS_CONTEXTO },   /* extended Arabic-Indic digits */
  { 0x06fd, 0x06fe, XMPP_PRECIS_PVALID },     /* Sindhi ampersand, "men" */
  { 0x07fa, 0x07fa, XMPP_PRECIS_DISALLOWED }, /* Nko lajanyalan */
  { 0x0f0b, 0x0f0b, XMPP_PRECIS_PVALID },     /* Tibetan tsheg */
  { 0x3007, 0x3007, XMPP_PRECIS_PVALID },     /* ideographic zero */
  { 0x302e, 0x302f, XMPP_PRECIS_DISALLOWED }, /* Hangul tone marks */
  { 0x3031, 0x3035, XMPP_PRECIS_DISALLOWED }, /* vertical kana repeat marks */
  { 0x303b, 0x303b, XMPP_PRECIS_DISALLOWED }, /* vertical ideographic iteration mark */
  { 0x30fb, 0x30fb, XMPP_PRECIS_CONTEXTO },   /* Katakana middle dot */
};

typedef struct {
  const gunichar *chars;
  gsize n_chars;
} Text;

/* The rules of RFC 8264 §5.2 as a profile fills them; NFC is common to both. */
typedef struct {
  gboolean identifier; /* IdentifierClass, else FreeformClass */
  gboolean map_width, map_spaces, map_case, check_bidi;
} Profile;

static const Profile username_case_mapped = {
  .identifier = TRUE,
  .map_width = TRUE,
  .map_case = TRUE,
  .check_bidi = TRUE,
};

static const Profile opaque_string = {
  .map_spaces = TRUE,
};

static const UNormalizer2 *
normalizer (gboolean compatibility)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *result =
    compatibility ? unorm2_getNFKCInstance (&status) : unorm2_getNFCInstance (&status);

  /* Its data are part of the library. */
  g_assert (U_SUCCESS (status));
  return result;
}

/* HasCompat, RFC 8264 §9.17 (Q): the code point differs from its own NFKC. */
static gboolean
has_compat (UChar32 c)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar in[2], out[64];
  int n_in = 0, n_out;

  U16_APPEND_UNSAFE (in, n_in, c);
  n_out = unorm2_normalize (normalizer (TRUE), in, n_in, out, G_N_ELEMENTS (out), &status);
  g_assert (U_SUCCESS (status));

  return n_out != n_in || memcmp (in, out, n_in * sizeof (UChar)) != 0;
}

static gboolean
is_old_hangul_jamo (UChar32 c)
{
  switch (u_getIntPropertyValue (c, UCHAR_HANGUL_SYLLABLE_TYPE)) {
  case U_HST_LEADING_JAMO:
  case U_HST_VOWEL_JAMO:
  case U_HST_TRAILING_JAMO:
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
is_virama (UChar32 c)
{
  return u_getCombiningClass (c) == 9;
}

static gboolean
has_script (UChar32 c, UScriptCode script)
{
  UErrorCode status = U_ZERO_ERROR;

  return uscript_getScript (c, &status) == script;
}

static gboolean
contains (Text text, gunichar first, gunichar last)
{
  for (gsize i = 0; i < text.n_chars; i++)
    if (text.chars[i] >= first && text.chars[i] <= last)
      return TRUE;
  return FALSE;
}

/* RFC 5892 §A.1, the regular expression: what joins to the left, transparent ones, the joiner,
 * transparent ones, what joins to the right. */
static gboolean
stands_between_joining (Text text, gsize pos)
{
  UJoiningType type = U_JT_TRANSPARENT;

  for (gsize i = pos; i > 0 && type == U_JT_TRANSPARENT; i--)
    type = u_getIntPropertyValue (text.chars[i - 1], UCHAR_JOINING_TYPE);
  if (type != U_JT_LEFT_JOINING && type != U_JT_DUAL_JOINING)
    return FALSE;

  type = U_JT_TRANSPARENT;
  for (gsize i = pos + 1; i < text.n_chars && type == U_JT_TRANSPARENT; i++)
    type = u_getIntPropertyValue (text.chars[i], UCHAR_JOINING_TYPE);
  return type == U_JT_RIGHT_JOINING || type == U_JT_DUAL_JOINING;
}

static gboolean
has_japanese (Text text)
{
  for (gsize i = 0; i < text.n_chars; i++)
    if (has_script (text.chars[i], USCRIPT_HIRAGANA) ||
        has_script (text.chars[i], USCRIPT_KATAKANA) || has_script (text.chars[i], USCRIPT_HAN))
      return TRUE;
  return FALSE;
}

/* The rules of RFC 5892 appendix A for the code points whose place matters. */
static gboolean
context_allows (Text text, gsize pos)
{
  gunichar before = pos > 0 ? text.chars[pos - 1] : 0;
  gunichar after = pos + 1 < text.n_chars ? text.chars[pos + 1] : 0;
  gunichar c = text.chars[pos];

  switch (c) {
  case 0x200c: /* A.1 zero width non-joiner */
    return is_virama (before) || stands_between_joining (text, pos);
  case 0x200d: /* A.2 zero width joiner */
    return is_virama (before);
  case 0x00b7: /* A.3 middle dot, as in Catalan */
    return before == 'l' && after == 'l';
  case 0x0375: /* A.4 Greek lower numeral sign */
    return has_script (after, USCRIPT_GREEK);
  case 0x05f3: /* A.5, A.6 Hebrew geresh and gershayim */
  case 0x05f4:
    return has_script (before, USCRIPT_HEBREW);
  case 0x30fb: /* A.7 Katakana middle dot */
    return has_japanese (text);
  default:
    if (c >= 0x0660 && c <= 0x0669) /* A.8 Arabic-Indic digits */
      return !contains (text, 0x06f0, 0x06f9);
    if (c >= 0x06f0 && c <= 0x06f9) /* A.9 extended Arabic-Indic digits */
      return !contains (text, 0x0660, 0x0669);
    return FALSE;
  }
}

static gboolean
check_class (Text text, gboolean identifier, GError **error)
{
  for (gsize i = 0; i < text.n_chars; i++) {
    gboolean allowed = FALSE;

    switch (xmpp_precis_property (text.chars[i])) {
    case XMPP_PRECIS_PVALID:
      allowed = TRUE;
      break;
    case XMPP_PRECIS_FREE_PVAL:
      allowed = !identifier;
      break;
    case XMPP_PRECIS_CONTEXTJ:
    case XMPP_PRECIS_CONTEXTO:
      allowed = context_allows (text, i);
      break;
    case XMPP_PRECIS_DISALLOWED:
    case XMPP_PRECIS_UNASSIGNED:
      break;
    }

    if (!allowed) {
      g_set_error (error, XMPP_PRECIS_ERROR, XMPP_PRECIS_ERROR_DISALLOWED,
                   "U+%04X must not stand here", text.chars[i]);
      return FALSE;
    }
  }
  return TRUE;
}

#define DIRECTION(name) (1u << U_##name)

/* RFC 5893 §2. Its conditions 1, 5 and 6 come to one here: a text that has a right-to-left code
 * point, and so must obey, has to begin with one. */
static gboolean
obeys_bidi_rule (Text text)
{
  const guint rtl = DIRECTION (RIGHT_TO_LEFT) | DIRECTION (RIGHT_TO_LEFT_ARABIC);
  const guint arabic_number = DIRECTION (ARABIC_NUMBER);
  const guint number = DIRECTION (EUROPEAN_NUMBER);
  const guint neutral = DIRECTION (EUROPEAN_NUMBER_SEPARATOR) |
                        DIRECTION (COMMON_NUMBER_SEPARATOR) |
                        DIRECTION (EUROPEAN_NUMBER_TERMINATOR) | DIRECTION (OTHER_NEUTRAL) |
                        DIRECTION (BOUNDARY_NEUTRAL) | DIRECTION (DIR_NON_SPACING_MARK);
  guint seen = 0, first = 0, last = 0;

  for (gsize i = 0; i < text.n_chars; i++) {
    guint direction = 1u << u_charDirection (text.chars[i]);

    seen |= direction;
    first = i == 0 ? direction : first;
    last = direction == DIRECTION (DIR_NON_SPACING_MARK) ? last : direction;
  }

  if (!(seen & (rtl | arabic_number)))
    return TRUE;
  if (!(first & rtl)) /* 1, 5, 6 */
    return FALSE;
  if (seen & ~(rtl | arabic_number | number | neutral)) /* 2 */
    return FALSE;
  if (!(last & (rtl | arabic_number | number))) /* 3 */
    return FALSE;
  return !(seen & arabic_number) || !(seen & number); /* 4 */
}

/* Fullwidth and halfwidth forms each stand for one other code point. */
static gunichar
map_width (gunichar c)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar mapped[4];
  UChar32 result = c;
  int n_mapped;

  switch (u_getIntPropertyValue (c, UCHAR_DECOMPOSITION_TYPE)) {
  case U_DT_WIDE:
  case U_DT_NARROW:
    n_mapped =
      unorm2_getRawDecomposition (normalizer (TRUE), c, mapped, G_N_ELEMENTS (mapped), &status);
    g_assert (U_SUCCESS (status) && n_mapped > 0);
    U16_GET (mapped, 0, 0, n_mapped, result);
    return result;
  default:
    return c;
  }
}

/* Lower case (Unicode's default mapping, no language's) and NFC. Both may make a text longer: by
 * at most 3 in UTF-16 each. */
static gunichar *
map_case_and_compose (Text text, gboolean map_case, gsize *n_result)
{
  UErrorCode status = U_ZERO_ERROR;
  int size = 18 * (int) text.n_chars + 1;
  g_autofree UChar *from = g_new (UChar, size);
  g_autofree UChar *to = g_new (UChar, size);
  g_autofree gunichar *result = NULL;
  int32_t n;

  u_strFromUTF32 (from, size, &n, (const UChar32 *) text.chars, text.n_chars, &status);
  if (map_case) {
    n = u_strToLower (to, size, from, n, "", &status);
    memcpy (from, to, n * sizeof (UChar));
  }
  n = unorm2_normalize (normalizer (FALSE), from, n, to, size, &status);
  result = g_new0 (gunichar, n + 1);
  u_strToUTF32 ((UChar32 *) result, n + 1, &n, to, n, &status);
  g_assert (U_SUCCESS (status));

  *n_result = n;
  return g_steal_pointer (&result);
}

/* One run over @chars, which is replaced, in the order of RFC 8264 §7: mappings, normalisation,
 * bidi rule, string class. RFC 8265 §3.3.1 looks at the class before case and normalisation as
 * well; taken at its word it refuses decomposed Hangul and the Kelvin sign, so nobody does it. */
static gboolean
enforce_once (const Profile *profile, gunichar **chars, gsize *n_chars, GError **error)
{
  gunichar *mapped;

  if (profile->map_width)
    for (gsize i = 0; i < *n_chars; i++)
      (*chars)[i] = map_width ((*chars)[i]);

  if (profile->map_spaces)
    for (gsize i = 0; i < *n_chars; i++)
      if (u_charType ((*chars)[i]) == U_SPACE_SEPARATOR)
        (*chars)[i] = ' ';

  mapped = map_case_and_compose ((Text){ *chars, *n_chars }, profile->map_case, n_chars);
  g_free (*chars);
  *chars = mapped;

  if (profile->check_bidi && !obeys_bidi_rule ((Text){ *chars, *n_chars })) {
    g_set_error_literal (error, XMPP_PRECIS_ERROR, XMPP_PRECIS_ERROR_BIDI,
                         "Left-to-right and right-to-left are mixed");
    return FALSE;
  }
  return check_class ((Text){ *chars, *n_chars }, profile->identifier, error);
}

static char *
enforce (const Profile *profile, const char *text, gssize n_bytes, GError **error)
{
  g_autofree gunichar *chars = NULL;
  gsize n_chars;
  long n_decoded;

  if (n_bytes < 0)
    n_bytes = strlen (text);

  if (n_bytes == 0) {
    g_set_error_literal (error, XMPP_PRECIS_ERROR, XMPP_PRECIS_ERROR_EMPTY, "Nothing is there");
    return NULL;
  }
  if (!g_utf8_validate_len (text, n_bytes, NULL)) {
    g_set_error_literal (error, XMPP_PRECIS_ERROR, XMPP_PRECIS_ERROR_ENCODING, "Not UTF-8");
    return NULL;
  }

  chars = g_utf8_to_ucs4_fast (text, n_bytes, &n_decoded);
  n_chars = n_decoded;
  for (guint run = 0; run < MAX_RUNS; run++) {
    g_autofree gunichar *before = g_memdup2 (chars, n_chars * sizeof *chars);
    gsize n_before = n_chars;

    if (!enforce_once (profile, &chars, &n_chars, error))
      return NULL;
    if (n_before == n_chars && memcmp (before, chars, n_chars * sizeof *chars) == 0)
      return g_ucs4_to_utf8 (chars, n_chars, NULL, NULL, error);
  }

  g_set_error_literal (error, XMPP_PRECIS_ERROR, XMPP_PRECIS_ERROR_DISALLOWED,
                       "Preparation finds no end");
  return NULL;
}

XmppPrecisProperty
xmpp_precis_property (gunichar code_point)
{
  guint category = U_MASK (u_charType (code_point));

  g_return_val_if_fail (code_point <= 0x10ffff, XMPP_PRECIS_DISALLOWED);

  for (gsize i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (code_point >= exceptions[i].first && code_point <= exceptions[i].last)
      return exceptions[i].property;

  /* From here on the order is that of RFC 8264 §8. */
  if ((category & U_GC_CN_MASK) && !u_hasBinaryProperty (code_point, UCHAR_NONCHARACTER_CODE_POINT))
    return XMPP_PRECIS_UNASSIGNED;
  if (code_point >= 0x21 && code_point <= 0x7e)
    return XMPP_PRECIS_PVALID;
  if (u_hasBinaryProperty (code_point, UCHAR_JOIN_CONTROL))
    return XMPP_PRECIS_CONTEXTJ;
  if (is_old_hangul_jamo (code_point) ||
      u_hasBinaryProperty (code_point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
      u_hasBinaryProperty (code_point, UCHAR_NONCHARACTER_CODE_POINT) || (category & U_GC_CC_MASK))
    return XMPP_PRECIS_DISALLOWED;
  if (has_compat (code_point))
    return XMPP_PRECIS_FREE_PVAL;
  if (category & LETTER_DIGITS)
    return XMPP_PRECIS_PVALID;
  if (category & (OTHER_LETTER_DIGITS | U_GC_ZS_MASK | U_GC_S_MASK | U_GC_P_MASK))
    return XMPP_PRECIS_FREE_PVAL;
  return XMPP_PRECIS_DISALLOWED;
}

char *
xmpp_precis_username (const char *text, gssize n_bytes, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return enforce (&username_case_mapped, text, n_bytes, error);
}

char *
xmpp_precis_opaque (const char *text, gssize n_bytes, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return enforce (&opaque_string, text, n_bytes, error);
}
