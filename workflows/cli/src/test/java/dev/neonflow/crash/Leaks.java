package dev.neonflow.crash;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for secrets in texts: whole ones and their ends, as they are, escaped for JSON or Markdown,
 * URL-encoded, in Base64 wherever it begins, and one in the other.
 */
final class Leaks {

  /** So much of a secret is one; half of what a cut leaves. */
  private static final int END = 16;

  private static final Pattern PERCENT = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{12,}");

  private final Map<String, String> fragments = new LinkedHashMap<>();

  /** Adds a secret; its name is for people. */
  void add(String name, String secret) {
    int end = Math.min(END, secret.length());
    fragments.put(secret.substring(0, end), name);
    fragments.put(secret.substring(secret.length() - end), name);
  }

  /** Adds one that begins and ends with what is none. */
  void addWhole(String name, String secret) {
    fragments.put(secret, name);
  }

  /** What is found; empty if all is well. */
  List<String> in(String place, String text) {
    List<String> found = new ArrayList<>();
    for (String reading : readings(text)) {
      fragments.forEach(
          (fragment, name) -> {
            int at = reading.indexOf(fragment);
            if (at >= 0) {
              int from = Math.max(0, at - 60);
              found.add(name + " is in " + place + ": ..." + reading.substring(from, at) + "HERE");
            }
          });
    }
    return found;
  }

  private static Set<String> readings(String text) {
    Set<String> readings = new LinkedHashSet<>();
    String plain = text.replace("\\u003d", "=").replace("\\u0026", "&").replace("\\", "");
    plain = plain.replace("\u200b", "").replace("&amp;", "&");
    for (String once : List.of(text, plain)) {
      readings.add(once);
      readings.add(percent(once));
      readings.add(percent(once.replace('+', ' ')));
    }
    for (String once : List.copyOf(readings)) {
      String decoded = base64(once);
      readings.add(decoded);
      readings.add(percent(decoded));
    }
    return readings;
  }

  private static String percent(String text) {
    return PERCENT
        .matcher(text)
        .replaceAll(
            escape -> Matcher.quoteReplacement("" + (char) Integer.parseInt(escape.group(1), 16)));
  }

  private static String base64(String text) {
    StringBuilder all = new StringBuilder();
    for (MatchResult run : BASE64.matcher(text).results().toList()) {
      String characters = run.group().replace('-', '+').replace('_', '/');
      for (int from = 0; from < 4; from++) {
        String whole = characters.substring(from);
        // One character alone is no byte.
        String cut = whole.length() % 4 == 1 ? whole.substring(0, whole.length() - 1) : whole;
        byte[] bytes = Base64.getDecoder().decode(cut);
        all.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
      }
    }
    return all.toString();
  }
}
