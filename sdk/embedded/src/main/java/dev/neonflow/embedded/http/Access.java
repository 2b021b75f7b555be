package dev.neonflow.embedded.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may ask: holders of the key, who came by a loopback name. */
final class Access {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String SCHEME = "bearer ";

  private final byte[] key;

  Access(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /** A page in a browser can reach loopback under a name of its own; this tells them apart. */
  boolean local(@Nullable String host) {
    if (host == null) {
      return false;
    }
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']');
    String name = port && colon >= 0 ? host.substring(0, colon) : host;
    return LOOPBACK.contains(name.toLowerCase(Locale.ROOT));
  }

  boolean authorized(@Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return false;
    }
    byte[] given = authorization.substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, key);
  }
}
