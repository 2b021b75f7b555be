package dev.neonflow.workflows.internal.process;

import dev.neonflow.sdk.ConnectionUri;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How children learn about their database. The values are secrets. */
public final class DatabaseEnvironment {
  private DatabaseEnvironment() {}

  /** For migrations and tests: everything points at the direct connection unless it says pooled. */
  public static Map<String, String> forTools(ConnectionUri direct, ConnectionUri pooled) {
    Map<String, String> variables = libpq(direct);
    variables.put("DATABASE_URL", direct.uri().reveal());
    variables.put("DIRECT_URL", direct.uri().reveal());
    variables.put("DATABASE_URL_UNPOOLED", direct.uri().reveal());
    variables.put("DATABASE_URL_POOLED", pooled.uri().reveal());
    return variables;
  }

  /**
   * For tools of Node.js: as {@link #forTools}, but without {@code channel_binding} in the URLs.
   * Node's drivers do not have it, and one of them hands it on as a setting of the session, which a
   * server may refuse.
   */
  public static Map<String, String> forNodeTools(ConnectionUri direct, ConnectionUri pooled) {
    Map<String, String> variables = forTools(direct, pooled);
    for (String name :
        List.of("DATABASE_URL", "DIRECT_URL", "DATABASE_URL_UNPOOLED", "DATABASE_URL_POOLED")) {
      variables.computeIfPresent(name, (same, uri) -> withoutChannelBinding(uri));
    }
    return variables;
  }

  private static String withoutChannelBinding(String uri) {
    return uri.replaceAll("([?&])channel_binding=[^&]*(&|$)", "$1").replaceFirst("[?&]$", "");
  }

  /** For applications: the pooled connection, and the direct one under its own name. */
  public static Map<String, String> forApplications(ConnectionUri direct, ConnectionUri pooled) {
    Map<String, String> variables = libpq(pooled);
    variables.put("DATABASE_URL", pooled.uri().reveal());
    variables.put("DATABASE_URL_UNPOOLED", direct.uri().reveal());
    return variables;
  }

  private static Map<String, String> libpq(ConnectionUri uri) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PGHOST", uri.host());
    variables.put("PGPORT", Integer.toString(uri.port()));
    variables.put("PGUSER", uri.role());
    variables.put("PGPASSWORD", uri.password().reveal());
    variables.put("PGDATABASE", uri.database());
    variables.put("PGSSLMODE", uri.parameters().getOrDefault("sslmode", "require"));
    return variables;
  }
}
