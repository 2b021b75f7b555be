package dev.neonflow.embedded.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.embedded.schema.SchemaJson.Column;
import dev.neonflow.embedded.schema.SchemaJson.Constraint;
import dev.neonflow.embedded.schema.SchemaJson.Reference;
import dev.neonflow.embedded.schema.SchemaJson.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class SchemaJsonTest {

  @Test
  void tables_haveTheirColumnsAndKeys(@TempDir Path home) throws Exception {
    try (SchemaServer server = new SchemaServer(home);
        Connection owner = server.connect(server.database(), SchemaServer.OWNER)) {
      assertEquals(new SchemaJson(List.of()), SchemaJson.of(owner));
      SchemaServer.run(
          owner,
          """
          CREATE SCHEMA app;
          CREATE TABLE app.users (
            id int PRIMARY KEY, gone int, name varchar(20) NOT NULL,
            twice int GENERATED ALWAYS AS (id * 2),
            "Odd; name" numeric(4, 1), CONSTRAINT "by both" UNIQUE (name, id), CHECK (id > 0));
          ALTER TABLE app.users DROP COLUMN gone;
          CREATE TABLE parts (id int REFERENCES app.users, at date,
            FOREIGN KEY (at, id) REFERENCES parts, PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
          CREATE TABLE part PARTITION OF parts DEFAULT;
          CREATE VIEW app.shown AS SELECT 1 AS x;
          """);
      SchemaJson json = SchemaJson.of(owner);
      assertEquals(
          new Table(
              "app",
              "users",
              List.of(
                  new Column("id", "integer", false, false),
                  new Column("name", "character varying(20)", false, false),
                  new Column("twice", "integer", true, true),
                  new Column("Odd; name", "numeric(4,1)", true, false)),
              List.of(
                  new Constraint("unique", List.of("name", "id"), "by both", null),
                  new Constraint("primary_key", List.of("id"), "users_pkey", null))),
          json.tables().get(0));
      assertEquals(
          List.of(
              new Constraint(
                  "foreign_key",
                  List.of("at", "id"),
                  "parts_at_id_fkey",
                  new Reference("public", "parts", List.of("at", "id"))),
              new Constraint(
                  "foreign_key",
                  List.of("id"),
                  "parts_id_fkey",
                  new Reference("app", "users", List.of("id"))),
              new Constraint("primary_key", List.of("at", "id"), "parts_pkey", null)),
          json.tables().get(2).constraints());
      assertEquals(
          List.of("users", "part", "parts"), json.tables().stream().map(Table::name).toList());
    }
  }
}
