package dev.neonflow.workflows;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.internal.process.DatabaseEnvironment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** The ways to write down how to connect. Each holds the password. */
public enum ConnectionFormat {

  /** {@code postgresql://role:password@host/database?sslmode=require}: what most clients take. */
  URI,

  /**
   * A line for a POSIX shell that starts psql. The password goes by the environment, because other
   * users of a machine can read arguments.
   */
  PSQL,

  /** One URL for pgjdbc with role and password in it, and its own names of the parameters. */
  JDBC,

  /**
   * {@code DATABASE_URL}, pooled and said to be so, and {@code DIRECT_URL} for migrations: lines of
   * a {@code .env} file. The same whether pooled or direct was asked for, since Prisma wants both.
   */
  PRISMA,

  /**
   * Lines of a {@code .env} file that a shell can read as well: {@code DATABASE_URL}, {@code
   * DATABASE_URL_UNPOOLED}, libpq's own {@code PG*}; directly, {@code DIRECT_URL} and {@code
   * DATABASE_URL_POOLED}, too.
   */
  ENV;

  /** For tools and migrations: the direct connection. */
  public Secret direct(ConnectionUris uris) {
    return write(uris, uris.direct(), DatabaseEnvironment.forTools(uris.direct(), uris.pooled()));
  }

  /** For applications: through Neon's connection pooler. */
  public Secret pooled(ConnectionUris uris) {
    return write(
        uris, uris.pooled(), DatabaseEnvironment.forApplications(uris.direct(), uris.pooled()));
  }

  private Secret write(ConnectionUris uris, ConnectionUri chosen, Map<String, String> variables) {
    return switch (this) {
      case URI -> chosen.uri();
      case PSQL -> psql(chosen);
      case JDBC -> jdbc(chosen);
      case PRISMA -> prisma(uris);
      case ENV -> lines(variables);
    };
  }

  private static Secret psql(ConnectionUri uri) {
    String open = uri.withRole(uri.role(), Secret.of("")).uri().reveal();
    return Secret.of("PGPASSWORD=" + shell(uri.password().reveal()) + " psql " + shell(open));
  }

  private static Secret jdbc(ConnectionUri uri) {
    String url = uri.jdbcUrl();
    return Secret.of(
        url
            + (url.indexOf('?') < 0 ? '?' : '&')
            + "user="
            + encoded(uri.role())
            + "&password="
            + encoded(uri.password().reveal()));
  }

  /** With the limits that Neon recommends for Prisma: a compute that sleeps needs a while. */
  private static Secret prisma(ConnectionUris uris) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(
        "DATABASE_URL",
        with(
            uris.pooled(),
            Map.entry("connect_timeout", "30"),
            Map.entry("pool_timeout", "30"),
            Map.entry("pgbouncer", "true")));
    variables.put("DIRECT_URL", with(uris.direct(), Map.entry("connect_timeout", "30")));
    return lines(variables);
  }

  @SafeVarargs
  private static String with(ConnectionUri uri, Map.Entry<String, String>... parameters) {
    StringBuilder text = new StringBuilder(uri.uri().reveal());
    char next = uri.parameters().isEmpty() ? '?' : '&';
    for (Map.Entry<String, String> parameter : parameters) {
      if (!uri.parameters().containsKey(parameter.getKey())) {
        text.append(next).append(parameter.getKey()).append('=').append(parameter.getValue());
        next = '&';
      }
    }
    return text.toString();
  }

  private static Secret lines(Map<String, String> variables) {
    StringJoiner lines = new StringJoiner("\n");
    variables.forEach((name, value) -> lines.add(name + "=" + dotenv(value)));
    return Secret.of(lines.toString());
  }

  /**
   * Between single quotes, where neither a shell nor dotenv sees anything special. A value that has
   * some goes between double ones if nothing in it is special there; otherwise only a shell reads
   * it right, since dotenv has no way to write it.
   */
  private static String dotenv(String value) {
    boolean plainInDouble = value.chars().noneMatch(c -> "\"$`\\!".indexOf(c) >= 0);
    return value.indexOf('\'') >= 0 && plainInDouble ? '"' + value + '"' : shell(value);
  }

  private static String shell(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
