package dev.neonflow.sdk.internal.uri;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code postgresql://} URIs. Its errors never repeat the input: it holds a password. */
public final class PostgresUriParser {
  private static final int DEFAULT_PORT = 5432;

  private PostgresUriParser() {}

  /** The decoded parts. The password is in the clear: for {@code ConnectionUri} only. */
  public record Parts(
      String host,
      int port,
      String database,
      String role,
      String password,
      Map<String, String> parameters) {

    @Override
    public String toString() {
      return "Parts[***]";
    }
  }

  /** Reads a URI. */
  public static Parts parse(String uri) {
    String rest = afterScheme(uri.strip());
    int hash = rest.indexOf('?');
    String query = hash < 0 ? "" : rest.substring(hash + 1);
    String before = hash < 0 ? rest : rest.substring(0, hash);
    // The last @, since some tools leave one in a password as it is.
    int at = before.lastIndexOf('@');
    String userInfo = at < 0 ? "" : before.substring(0, at);
    String location = before.substring(at + 1);
    int slash = location.indexOf('/');
    String authority = slash < 0 ? location : location.substring(0, slash);
    String path = slash < 0 ? "" : location.substring(slash + 1);

    Map<String, String> parameters = parameters(query);
    String givenUser = parameters.remove("user");
    String givenPassword = parameters.remove("password");
    int colon = userInfo.indexOf(':');
    String role = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
    String password = colon < 0 ? "" : decode(userInfo.substring(colon + 1));
    if (role.isEmpty() && givenUser != null) {
      role = givenUser;
    }
    if (password.isEmpty() && givenPassword != null) {
      password = givenPassword;
    }
    if (role.isEmpty()) {
      throw new IllegalArgumentException("the connection URI names no role");
    }
    String database = decode(path);
    int portColon = portColon(authority);
    String host = portColon < 0 ? authority : authority.substring(0, portColon);
    int port = portColon < 0 ? DEFAULT_PORT : port(authority.substring(portColon + 1));
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty() || !host.chars().allMatch(PostgresUriParser::inHost)) {
      throw new IllegalArgumentException("the connection URI names no single, plain host");
    }
    return new Parts(host, port, database.isEmpty() ? role : database, role, password, parameters);
  }

  private static String afterScheme(String uri) {
    for (String scheme : new String[] {"postgresql://", "postgres://"}) {
      if (uri.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return uri.substring(scheme.length());
      }
    }
    throw new IllegalArgumentException("a connection URI starts with postgresql://");
  }

  private static int portColon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? colon : -1;
  }

  private static boolean inHost(int c) {
    return c == '.'
        || c == '-'
        || c == '_'
        || c == ':'
        || (c < 128 && Character.isLetterOrDigit(c));
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return DEFAULT_PORT;
    }
    if (text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    }
    throw new IllegalArgumentException("the port of the connection URI is not 1 to 65535");
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int start = 0;
    while (start < query.length()) {
      int end = query.indexOf('&', start);
      String pair = query.substring(start, end < 0 ? query.length() : end);
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      } else if (!pair.isEmpty()) {
        throw new IllegalArgumentException("a parameter of the connection URI is not key=value");
      }
      start = end < 0 ? query.length() : end + 1;
    }
    return parameters;
  }

  /** Percent decoding as libpq does it: a plus sign is a plus sign. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw new IllegalArgumentException(
              "a % in the connection URI is not followed by 2 digits");
        }
        bytes.write(high * 16 + low);
        i += 3;
      } else {
        int next = text.indexOf('%', i);
        int end = next < 0 ? text.length() : next;
        bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
