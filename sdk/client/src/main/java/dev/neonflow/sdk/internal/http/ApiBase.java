package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.NeonConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks where the key would be sent to. */
public final class ApiBase {
  /** Neon itself. */
  public static final URI NEON = URI.create("https://console.neon.tech/api/v2");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(0*:)*:?0*1]|\\[::1]");

  private static final String REMEDY =
      "Give an https address such as " + NEON + ", or an http one of this machine";

  private ApiBase() {}

  /** The value of {@code NEON_API_HOST}; Neon itself if it is not set or empty. */
  public static URI ofEnvironment(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return NEON;
    }
    try {
      return new URI(value.strip());
    } catch (URISyntaxException e) {
      // Without the cause, which repeats the text: there may be a password in it.
      throw refused("The API base (NEON_API_HOST) is not a URL");
    }
  }

  /** The base without a slash at its end. Only https, or http to this machine. */
  public static URI checked(URI base) {
    String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
    String host = base.getHost();
    if (host == null || base.isOpaque()) {
      throw refused("The API base (NEON_API_HOST) names no host after http:// or https://");
    }
    if (base.getRawUserInfo() != null
        || base.getRawQuery() != null
        || base.getRawFragment() != null) {
      throw refused("The API base (NEON_API_HOST) has a user, a query or a fragment");
    }
    if (!scheme.equals("https") && !(scheme.equals("http") && isLoopback(base))) {
      throw refused(
          "The API base "
              + base
              + " is neither https nor on this machine: the key would be readable");
    }
    String text = base.toString();
    int end = text.length();
    while (text.charAt(end - 1) == '/') {
      end--;
    }
    return URI.create(text.substring(0, end));
  }

  /** Whether it is on this machine. */
  public static boolean isLoopback(URI base) {
    return LOOPBACK.matcher(base.getHost().toLowerCase(Locale.ROOT)).matches();
  }

  private static NeonConfigurationException refused(String message) {
    return new NeonConfigurationException(
        message + ". " + REMEDY, ErrorDetails.local(REMEDY), null);
  }
}
