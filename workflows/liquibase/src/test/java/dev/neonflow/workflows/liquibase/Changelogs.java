package dev.neonflow.workflows.liquibase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes changelogs. */
final class Changelogs {
  private Changelogs() {}

  /** One that includes all in a directory. */
  static void xml(Path directory) throws IOException {
    Files.writeString(
        directory.resolve("changelog.xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
          <includeAll path="changes"/>
        </databaseChangeLog>
        """);
  }

  /** One of a single change set, in SQL. */
  static void sql(Path directory, int number, String name, String sql) throws IOException {
    changes(directory, number, name, "", sql);
  }

  /** The same with attributes. */
  static void changes(Path directory, int number, String name, String attributes, String sql)
      throws IOException {
    Path changes = Files.createDirectories(directory.resolve("changes"));
    Files.writeString(
        changes.resolve(number + "-" + name + ".sql"),
        "--liquibase formatted sql\n--changeset alice:"
            + number
            + "-"
            + name
            + " "
            + attributes
            + "\n"
            + sql
            + "\n");
  }
}
