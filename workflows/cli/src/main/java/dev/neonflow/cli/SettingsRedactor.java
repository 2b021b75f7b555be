package dev.neonflow.cli;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hides secrets in the values of settings: those that other settings hold, and whatever stands
 * where passwords do. It rather hides too much.
 */
final class SettingsRedactor {

  /** In front of the last @, which is more than a password if one has an unescaped slash. */
  private static final Pattern IN_URL = Pattern.compile("(://[^/\\s:@]*):(\\S*)@");

  private static final Pattern NAMED =
      Pattern.compile("(password=)('[^']*'|\"[^\"]*\"|[^\\s&'\";]+)", Pattern.CASE_INSENSITIVE);

  /** Where others find their database; not settings of ours. */
  private static final List<String> OF_DATABASES =
      List.of("DIRECT_URL", "DATABASE_URL_UNPOOLED", "DATABASE_URL_POOLED", "PGPASSWORD");

  /** A shorter one would be found in words that are no secrets. */
  private static final int SHORTEST_PASSWORD = 4;

  private final Redactor known;

  private SettingsRedactor(Redactor known) {
    this.known = known;
  }

  /** Hides the API key, and what these variables hold. */
  static SettingsRedactor of(Settings settings, List<String> secrets) {
    List<String> values = new ArrayList<>();
    settings.find("api-key").map(Settings.Setting::value).ifPresent(values::add);
    Optional<String> lock = settings.find("lock-url-env").map(Settings.Setting::value);
    Stream.of(secrets.stream(), OF_DATABASES.stream(), lock.stream())
        .flatMap(names -> names)
        .forEach(name -> settings.environment(name).ifPresent(values::add));
    Stream<String> passwords = List.copyOf(values).stream().flatMap(SettingsRedactor::passwords);
    passwords.filter(found -> found.length() >= SHORTEST_PASSWORD).forEach(values::add);
    return new SettingsRedactor(Redactor.of(values.stream().map(Secret::of).toList()));
  }

  /** The passwords within a value, as they are and decoded. */
  private static Stream<String> passwords(String value) {
    return Stream.of(IN_URL, NAMED)
        .map(pattern -> pattern.matcher(value))
        .flatMap(Matcher::results)
        .map(found -> found.group(2))
        .flatMap(raw -> Stream.of(raw, decoded(raw)));
  }

  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return raw;
    }
  }

  /** The value as it may be shown. */
  String redact(String value) {
    String masked = known.redact(value);
    masked = IN_URL.matcher(masked).replaceAll("$1:***@");
    return NAMED.matcher(masked).replaceAll("$1***");
  }
}
