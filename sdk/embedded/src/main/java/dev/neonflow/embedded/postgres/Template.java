package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An initialised data directory in the cache, which new projects are copied from. */
final class Template {

  static final String SUPERUSER = "cloud_admin";

  /** What the roles have that Neon makes. */
  static final String OWNER_MAY =
      " CREATEDB CREATEROLE REPLICATION BYPASSRLS IN ROLE neon_superuser";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<String> INITDB =
      List.of(
          "--username=" + SUPERUSER,
          "--auth=trust",
          "--encoding=UTF8",
          "--locale-provider=builtin",
          "--builtin-locale=C.UTF-8",
          "--locale=C",
          "--wal-segsize=1",
          "--no-sync",
          "--no-instructions");

  /** No line for sockets or for trust: nobody gets in without a password. */
  private static final String HBA =
      "host all all 127.0.0.1/32 scram-sha-256\n"
          + "host replication "
          + SUPERUSER
          + " 127.0.0.1/32 scram-sha-256\n";

  private static final List<String> ROLES =
      List.of(
          "CREATE ROLE neon_superuser CREATEDB CREATEROLE NOLOGIN REPLICATION BYPASSRLS IN ROLE"
              + " pg_read_all_data, pg_write_all_data, pg_create_subscription, pg_signal_backend",
          "GRANT pg_monitor TO neon_superuser WITH ADMIN OPTION");

  private Template() {}

  /** Makes the role and the database that a copy of the template begins with. */
  static List<String> owner(String adminPassword, String role, String password, String database) {
    String owner = Sql.name(role);
    return List.of(
        "ALTER ROLE " + SUPERUSER + " PASSWORD " + Sql.verifier(adminPassword),
        "CREATE ROLE " + owner + " LOGIN PASSWORD " + Sql.verifier(password) + OWNER_MAY,
        "CREATE DATABASE " + Sql.name(database) + " OWNER " + owner);
  }

  /** The template's directory; it is made when the cache has none of this recipe. */
  static Path ensure(Path cache, Programs programs) throws IOException {
    String recipe = String.join("\n", INITDB) + HBA + String.join("\n", ROLES);
    String name =
        "template-"
            + programs.bundle().version()
            + "-"
            + Names.hash(recipe.getBytes(StandardCharsets.UTF_8))
            + "-"
            + programs.way().uid();
    Path template = cache.resolve(name);
    if (Files.isDirectory(template)) {
      return template;
    }
    FileLocks lock = FileLocks.lock(cache.resolve(name + ".lock"), PATIENCE);
    try {
      if (!Files.isDirectory(template)) {
        build(cache, template, programs);
      }
    } finally {
      lock.close();
    }
    return template;
  }

  private static void build(Path cache, Path template, Programs programs) throws IOException {
    Path temporary = cache.resolve(".tmp-" + Names.unique());
    try {
      initdb(programs, temporary, cache);
      Path hba = temporary.resolve("pg_hba.conf");
      Files.writeString(hba, HBA);
      programs.single(temporary, "postgres", false, ROLES);
      Files.move(temporary, template);
    } finally {
      Trees.delete(temporary);
    }
  }

  /** Initialises a new directory. */
  static void initdb(Programs programs, Path target, Path dir) throws IOException {
    Files.createDirectory(target, Trees.PRIVATE_DIRECTORY);
    programs.way().own(target);
    List<String> arguments = new ArrayList<>(INITDB);
    arguments.add("--pgdata=" + target);
    programs.run("initdb", arguments, dir);
  }
}
