package dev.neonflow.workflows.flyway;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.Neonflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A production of an embedded Neon, migrated once, and migrations that wait. */
final class Shop implements AutoCloseable {

  /** Tables of every kind that migrations change, with a number of rows in each. */
  private static final String FIRST =
      """
      create type color as enum ('red', 'green');
      create table customers (id bigint primary key, name text);
      create table orders (id int primary key, customer bigint, paid boolean, note text,
        color color default 'red');
      create table logs (id bigint not null, at date not null, text text)
        partition by range (at);
      create table logs_2025 partition of logs for values from ('2025-01-01') to ('2026-01-01');
      create table logs_2026 (id bigint not null, at date not null, text text);
      insert into customers select n, 'customer ' || n from generate_series(1, ${rows}) n;
      insert into orders select n, n, true, 'order ' || n from generate_series(1, ${rows}) n;
      insert into logs_2026 select n, date '2026-01-01' + n %% 365, '' from generate_series(1, ${rows}) n;
      """;

  private final EmbeddedNeon embedded = EmbeddedNeon.start();
  private final Neon neon =
      Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build();
  private final Path directory;

  Shop(Path directory, int rows) {
    this.directory = directory;
    Path first = migrations("first");
    neonflow(FlywayMigrator.from(with(first, "V1__first.sql", schema(rows))))
        .production()
        .migrate()
        .run();
  }

  private static String schema(int rows) {
    return FIRST.replace("%%", "%").replace("${rows}", String.valueOf(rows));
  }

  private Path migrations(String name) {
    return directory.resolve(name);
  }

  /** The first migration, and another one with this text. */
  FlywayMigrator pending(String name, String file, String sql) {
    Path place = migrations(name);
    try {
      Files.createDirectories(place);
      Files.copy(migrations("first").resolve("V1__first.sql"), place.resolve("V1__first.sql"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return FlywayMigrator.from(with(place, file, sql));
  }

  static Path with(Path place, String file, String sql) {
    try {
      Files.createDirectories(place);
      Files.writeString(place.resolve(file), sql);
      return place;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Neonflow neonflow(FlywayMigrator migrator) {
    return Neonflow.builder(neon)
        .migrator(migrator)
        .projectId(embedded.projectId())
        .repository("acme/shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"))
        .build();
  }

  void execute(String sql) throws SQLException {
    ConnectionUri uri = uri();
    try (Connection connection =
            DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  ConnectionUri uri() {
    return neon.connectionUris()
        .get(embedded.projectId(), ConnectionUriQuery.of("neondb", "neondb_owner"));
  }

  List<String> branches() {
    return neon.branches().list(embedded.projectId(), ListBranches.all()).items().stream()
        .map(AnnotatedBranch::branch)
        .map(branch -> branch.name())
        .toList();
  }

  @Override
  public void close() {
    neon.close();
    embedded.close();
  }
}
