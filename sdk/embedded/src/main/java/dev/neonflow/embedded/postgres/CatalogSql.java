package dev.neonflow.embedded.postgres;

import dev.neonflow.embedded.schema.SchemaForms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a superuser asks of a compute and does in it. */
final class CatalogSql {

  static final String DATABASES =
      "SELECT d.datname, r.rolname FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba"
          + " WHERE NOT d.datistemplate AND d.datname <> 'postgres' ORDER BY 1";

  static final String ROLES =
      "SELECT rolname FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%'"
          + " AND rolname NOT IN ('cloud_admin', 'neon_superuser') ORDER BY 1";

  /** With the attributes and the verifier that each role has. */
  private static final String ROLE_STATEMENTS =
      """
      SELECT statement FROM (
        SELECT 1 AS step, rolname AS name,
          format('DO %10$L; ALTER ROLE %1$I WITH %2$s %3$s %4$s %5$s %6$s %7$s'
            ' CONNECTION LIMIT %8$s %9$s',
            rolname,
            CASE WHEN rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END,
            CASE WHEN rolcreaterole THEN 'CREATEROLE' ELSE 'NOCREATEROLE' END,
            CASE WHEN rolcreatedb THEN 'CREATEDB' ELSE 'NOCREATEDB' END,
            CASE WHEN rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END,
            CASE WHEN rolreplication THEN 'REPLICATION' ELSE 'NOREPLICATION' END,
            CASE WHEN rolbypassrls THEN 'BYPASSRLS' ELSE 'NOBYPASSRLS' END,
            rolconnlimit,
            CASE WHEN rolpassword IS NULL THEN '' ELSE 'PASSWORD ' || quote_literal(rolpassword) END,
            format('BEGIN CREATE ROLE %I; EXCEPTION WHEN duplicate_object THEN NULL; END', rolname))
            AS statement
        FROM pg_authid
        WHERE rolname NOT LIKE 'pg\\_%' AND rolname NOT IN ('cloud_admin', 'neon_superuser')
        UNION ALL
        SELECT 2, member.rolname,
          format('GRANT %I TO %I WITH ADMIN %s, INHERIT %s, SET %s', granted.rolname,
            member.rolname, m.admin_option::text, m.inherit_option::text, m.set_option::text)
        FROM pg_auth_members m
        JOIN pg_roles granted ON granted.oid = m.roleid
        JOIN pg_roles member ON member.oid = m.member
        WHERE member.rolname NOT LIKE 'pg\\_%'
          AND member.rolname NOT IN ('cloud_admin', 'neon_superuser')) AS statements
      ORDER BY step, name, statement
      """;

  /** Waits for each of them to be gone. */
  private static final String END_SESSIONS =
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = ?";

  private CatalogSql() {}

  static DatabaseSchema schema(Connection admin) throws SQLException {
    SchemaForms forms = SchemaForms.of(admin);
    return new DatabaseSchema(forms.text(), forms.json());
  }

  static List<String> roleStatements(Connection admin) throws SQLException {
    return texts(admin, ROLE_STATEMENTS);
  }

  /** The first column of what a query finds. */
  static List<String> texts(Connection admin, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = admin.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet row = statement.executeQuery(query)) {
        while (row.next()) {
          texts.add(text(row, 1));
        }
      }
    }
    return List.copyOf(texts);
  }

  static List<DatabaseRow> databases(Connection admin) throws SQLException {
    List<DatabaseRow> rows = new ArrayList<>();
    try (Statement statement = admin.createStatement();
        ResultSet row = statement.executeQuery(DATABASES)) {
      while (row.next()) {
        rows.add(new DatabaseRow(text(row, 1), text(row, 2)));
      }
    }
    return List.copyOf(rows);
  }

  /** Runs each text on its own, and all as they are. */
  static void execute(Connection admin, List<String> texts) throws SQLException {
    try (Statement statement = admin.createStatement()) {
      statement.setEscapeProcessing(false);
      for (String text : texts) {
        statement.execute(text);
      }
    }
  }

  private static String text(ResultSet row, int column) throws SQLException {
    return String.valueOf(row.getString(column));
  }

  static void setPassword(Connection admin, String role, String password) throws SQLException {
    execute(admin, List.of("ALTER ROLE " + Sql.name(role) + " PASSWORD " + Sql.verifier(password)));
  }

  static void createRole(Connection admin, String role, boolean login, String owner)
      throws SQLException {
    String name = Sql.name(role);
    execute(
        admin,
        List.of(
            "CREATE ROLE " + name + (login ? " LOGIN" : " NOLOGIN") + Template.OWNER_MAY,
            "GRANT " + name + " TO " + Sql.name(owner) + " WITH ADMIN OPTION"));
  }

  static void changeDatabase(Connection admin, String database, String newName, String owner)
      throws SQLException {
    String old = Sql.name(database);
    execute(admin, List.of("ALTER DATABASE " + old + " OWNER TO " + Sql.name(owner)));
    if (database.equals(newName)) {
      return;
    }
    // Nobody may come back between the end of the sessions and the change of the name.
    execute(admin, List.of("ALTER DATABASE " + old + " ALLOW_CONNECTIONS false"));
    String current = old;
    try (PreparedStatement sessions = admin.prepareStatement(END_SESSIONS)) {
      sessions.setString(1, database);
      sessions.execute();
      execute(admin, List.of("ALTER DATABASE " + old + " RENAME TO " + Sql.name(newName)));
      current = Sql.name(newName);
    } finally {
      execute(admin, List.of("ALTER DATABASE " + current + " ALLOW_CONNECTIONS true"));
    }
  }
}
