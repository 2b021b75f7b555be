package dev.neonflow.workflows.internal.redaction;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionUris;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Masks known secrets in text, as they are, URL-encoded and in Base64. Immutable; its own text form
 * shows none. It sees one text at a time: text that comes in pieces is put together first, line by
 * line.
 */
public final class Redactor {
  private static final String MASK = "***";

  /** Fewer characters would be found in words that are no secrets. */
  private static final int SHORTEST_BASE64 = 8;

  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

  private final List<String> forms;
  private final Pattern pattern;

  private Redactor(Collection<String> forms) {
    this.forms = List.copyOf(forms);
    this.pattern =
        Pattern.compile(this.forms.stream().map(Pattern::quote).collect(Collectors.joining("|")));
  }

  /** Masks these; empty ones are left out. */
  public static Redactor of(Collection<Secret> secrets) {
    Set<String> forms = new TreeSet<>(LONGEST_FIRST);
    for (Secret secret : secrets) {
      addBase64(secret.reveal(), forms);
      secret
          .reveal()
          .lines()
          .filter(line -> !line.isEmpty())
          .forEach(line -> addForms(line, forms));
    }
    return new Redactor(forms);
  }

  /** Masks what connects to a database: passwords and whole URIs. */
  public static Redactor of(ConnectionUri... uris) {
    return of(Stream.of(uris).flatMap(uri -> Stream.of(uri.password(), uri.uri())).toList());
  }

  /** Masks what connects to a database: passwords and whole URIs. */
  public static Redactor of(ConnectionUris uris) {
    return of(uris.direct(), uris.pooled());
  }

  /** All that is masked, the longest first; as secret as the secrets. */
  public List<String> forms() {
    return forms;
  }

  /** The text with each known secret masked. */
  public String redact(String text) {
    return forms.isEmpty() ? text : pattern.matcher(text).replaceAll(MASK);
  }

  /**
   * The beginning of a text, redacted. No part of a secret shows that the end cuts through, if the
   * text goes on for {@link #longest()} characters after it.
   *
   * @param length how many characters of the text are wanted
   */
  public String redactBeginning(String text, int length) {
    StringBuilder shown = new StringBuilder();
    int from = 0;
    if (!forms.isEmpty()) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find() && matcher.start() < length) {
        shown.append(text, from, matcher.start()).append(MASK);
        from = matcher.end();
      }
    }
    return shown.append(text, from, Math.max(from, Math.min(length, text.length()))).toString();
  }

  /** The length of the longest form of a secret; 0 if none is known. */
  public int longest() {
    return forms.isEmpty() ? 0 : forms.get(0).length();
  }

  private static void addForms(String secret, Set<String> forms) {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String percent = encoded.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    forms.addAll(List.of(secret, encoded, percent, lowerHex(encoded), lowerHex(percent)));
    addBase64(secret, forms);
  }

  private static void addBase64(String secret, Set<String> forms) {
    for (int before = 0; before < 3; before++) {
      String base64 = base64(secret.getBytes(StandardCharsets.UTF_8), before);
      if (base64.length() >= SHORTEST_BASE64) {
        forms.add(base64);
        forms.add(base64.replace('+', '-').replace('/', '_'));
      }
    }
  }

  /** What is the same of it whatever surrounds it, such as {@code user:} in Basic credentials. */
  private static String base64(byte[] secret, int before) {
    byte[] bytes = new byte[before + secret.length];
    System.arraycopy(secret, 0, bytes, before, secret.length);
    String all = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    int end = bytes.length * 8 / 6;
    return all.substring(Math.min(end, (before * 8 + 5) / 6), end);
  }

  private static String lowerHex(String encoded) {
    return Pattern.compile("%[0-9A-F]{2}")
        .matcher(encoded)
        .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return "Redactor of " + forms.size() + " forms";
  }
}
