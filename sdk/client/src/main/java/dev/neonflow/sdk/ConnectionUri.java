package dev.neonflow.sdk;

import dev.neonflow.sdk.internal.uri.PostgresUriParser;
import dev.neonflow.sdk.internal.uri.PostgresUriWriter;
import dev.neonflow.sdk.values.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where and as whom to connect: a parsed {@code postgresql://} URI. Immutable; {@link #toString()}
 * masks the password.
 */
public final class ConnectionUri {
  private static final String POOLER = "-pooler";

  private final String host;
  private final int port;
  private final String database;
  private final String role;
  private final Secret password;
  private final Map<String, String> parameters;

  private ConnectionUri(
      String host,
      int port,
      String database,
      String role,
      Secret password,
      Map<String, String> parameters) {
    this.host = host;
    this.port = port;
    this.database = database;
    this.role = role;
    this.password = password;
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Reads a URI, {@code postgresql://role:password@host:port/database?key=value}; {@code postgres}
   * is the same scheme, and the port is 5432 if not given.
   *
   * @throws IllegalArgumentException if it is none; the message holds no part of the URI
   */
  public static ConnectionUri parse(Secret uri) {
    PostgresUriParser.Parts parts = PostgresUriParser.parse(Checks.present(uri, "uri").reveal());
    return new ConnectionUri(
        parts.host(),
        parts.port(),
        parts.database(),
        parts.role(),
        Secret.of(parts.password()),
        parts.parameters());
  }

  /** The host name or address; an IPv6 address without brackets. */
  public String host() {
    return host;
  }

  /** The port. */
  public int port() {
    return port;
  }

  /** The database's name, decoded. */
  public String database() {
    return database;
  }

  /** The role's name, decoded. */
  public String role() {
    return role;
  }

  /** The password, decoded; empty if the URI had none. */
  public Secret password() {
    return password;
  }

  /** The parameters after the question mark in their order, decoded. */
  public Map<String, String> parameters() {
    return parameters;
  }

  /** Whether the host is Neon's connection pooler. */
  public boolean isPooled() {
    return firstLabel().endsWith(POOLER);
  }

  /**
   * The same through Neon's connection pooler. Unchanged if it is already, and for a host that is
   * not a Neon endpoint's ({@code ep-...}), such as an address of an embedded Neon.
   */
  public ConnectionUri pooled() {
    String label = firstLabel();
    if (isPooled() || !label.startsWith("ep-") || label.length() == host.length()) {
      return this;
    }
    return withHost(label + POOLER + host.substring(label.length()));
  }

  /** The same without the connection pooler. */
  public ConnectionUri direct() {
    String label = firstLabel();
    if (!isPooled()) {
      return this;
    }
    String id = label.substring(0, label.length() - POOLER.length());
    return withHost(id + host.substring(label.length()));
  }

  /** The same for another database. */
  public ConnectionUri withDatabase(String name) {
    return new ConnectionUri(host, port, Checks.present(name, "name"), role, password, parameters);
  }

  /** The same as another role. */
  public ConnectionUri withRole(String name, Secret itsPassword) {
    Checks.present(itsPassword, "itsPassword");
    return new ConnectionUri(
        host, port, database, Checks.present(name, "name"), itsPassword, parameters);
  }

  /** The whole URI, encoded, with the password. */
  public Secret uri() {
    return Secret.of(PostgresUriWriter.uri(this, PostgresUriWriter.encode(password.reveal())));
  }

  /**
   * The URL for pgjdbc, in its spelling of the parameters and without role and password. Parameters
   * that pgjdbc does not have are left out.
   */
  public String jdbcUrl() {
    return PostgresUriWriter.jdbcUrl(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConnectionUri that
        && host.equals(that.host)
        && port == that.port
        && database.equals(that.database)
        && role.equals(that.role)
        && password.equals(that.password)
        && parameters.equals(that.parameters);
  }

  @Override
  public int hashCode() {
    return Objects.hash(host, port, database, role, parameters);
  }

  /** The URI with its password masked. */
  @Override
  public String toString() {
    Map<String, String> shown = new LinkedHashMap<>(parameters);
    shown.computeIfPresent("sslpassword", (key, value) -> "***");
    ConnectionUri masked = new ConnectionUri(host, port, database, role, password, shown);
    return PostgresUriWriter.uri(masked, password.toString());
  }

  private ConnectionUri withHost(String changed) {
    return new ConnectionUri(changed, port, database, role, password, parameters);
  }

  private String firstLabel() {
    int dot = host.indexOf('.');
    return dot < 0 ? host : host.substring(0, dot);
  }
}
