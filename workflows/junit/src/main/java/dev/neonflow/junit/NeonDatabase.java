package dev.neonflow.junit;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of a branch, and how to connect to it. Immutable; the password is masked.
 *
 * @param branchId the branch's id
 * @param branchName the branch's name
 * @param uri the direct connection, with its password
 */
public record NeonDatabase(String branchId, String branchName, ConnectionUri uri) {

  /** Opens a connection at each call, without a pool. */
  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(uri.jdbcUrl());
    source.setUser(user());
    source.setPassword(password().reveal());
    return source;
  }

  /** {@code jdbc:postgresql://...} without user and password. */
  public String jdbcUrl() {
    return uri.jdbcUrl();
  }

  /**
   * {@code postgresql://...} with user and password, as most programs read {@code DATABASE_URL}.
   */
  public Secret url() {
    return uri.uri();
  }

  /** The role. */
  public String user() {
    return uri.role();
  }

  /** The role's password. */
  public Secret password() {
    return uri.password();
  }

  NeonDatabase named(String database) {
    return new NeonDatabase(branchId, branchName, uri.withDatabase(database));
  }
}
