package dev.neonflow.sdk.internal.uri;

import dev.neonflow.sdk.ConnectionUri;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/** Writes connection URIs for libpq and pgjdbc. */
public final class PostgresUriWriter {
  /** libpq's names, and pgjdbc's for the same thing. What is missing here pgjdbc does not have. */
  private static final Map<String, String> PGJDBC_NAMES =
      Map.ofEntries(
          Map.entry("sslmode", "sslmode"),
          Map.entry("sslrootcert", "sslrootcert"),
          Map.entry("sslcert", "sslcert"),
          Map.entry("sslkey", "sslkey"),
          Map.entry("sslnegotiation", "sslNegotiation"),
          Map.entry("channel_binding", "channelBinding"),
          Map.entry("connect_timeout", "connectTimeout"),
          Map.entry("application_name", "ApplicationName"),
          Map.entry("gssencmode", "gssEncMode"),
          Map.entry("options", "options"));

  private static final String UNRESERVED_MARKS = "-._~";

  private PostgresUriWriter() {}

  /** The URI with this text, already encoded, as the password. */
  public static String uri(ConnectionUri uri, String password) {
    StringBuilder text = new StringBuilder("postgresql://").append(encode(uri.role()));
    if (!uri.password().isEmpty()) {
      text.append(':').append(password);
    }
    text.append('@').append(hostAndPort(uri, uri.port() != 5432));
    text.append('/').append(encode(uri.database()));
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    uri.parameters().forEach((key, value) -> query.add(encode(key) + "=" + encode(value)));
    return text.append(query).toString();
  }

  private static String hostAndPort(ConnectionUri uri, boolean withPort) {
    String host = uri.host().indexOf(':') < 0 ? uri.host() : "[" + uri.host() + "]";
    return withPort ? host + ":" + uri.port() : host;
  }

  /** The URL for pgjdbc. */
  public static String jdbcUrl(ConnectionUri uri) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    uri.parameters()
        .forEach(
            (key, value) -> {
              String name = PGJDBC_NAMES.get(key);
              if (name != null) {
                query.add(name + "=" + encode(value));
              }
            });
    return "jdbc:postgresql://" + hostAndPort(uri, true) + "/" + encode(uri.database()) + query;
  }

  /** Percent encoding of everything that is not unreserved. */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED_MARKS.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(String.format("%02X", (int) c));
      }
    }
    return encoded.toString();
  }
}
