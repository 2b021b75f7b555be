package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionFormat;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.Peers;
import dev.neonflow.workflows.internal.Jdbc;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.Driver;

@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ConnectionFormatTest {

  private static final String ASK =
      "select current_user || ' ' || current_database() || ' '"
          + " || current_setting('neon.branch_id')";
  private static final String HARD_PASSWORD = "p'a$s\"s\\w `o`+%rd!&#";

  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static BranchRef branch;
  private static ConnectionUris uris;

  @BeforeAll
  static void start() throws SQLException {
    sandbox = new Sandbox(directory);
    branch = sandbox.neonflow().build().dev().create("formats");
    uris = sandbox.neonflow().build().dev().connection("formats");
    try (Connection connection = Jdbc.open(uris.direct());
        Statement statement = connection.createStatement()) {
      statement.execute("set standard_conforming_strings = on");
      statement.execute(
          "create role \"o'brien & co\" login password '" + HARD_PASSWORD.replace("'", "''") + "'");
    }
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  /** As Neon writes them, and as whoever made a role by hand may have chosen. */
  private enum Who {
    USUAL {
      @Override
      ConnectionUris uris() {
        return uris;
      }
    },
    HARD {
      @Override
      ConnectionUris uris() {
        ConnectionUri uri = uris.direct().withRole("o'brien & co", Secret.of(HARD_PASSWORD));
        return new ConnectionUris(uri, uri);
      }
    };

    abstract ConnectionUris uris();

    String expected() {
      return uris().direct().role() + " neondb " + branch.branchId();
    }
  }

  @ParameterizedTest
  @EnumSource(Who.class)
  void uri_isTakenByPsql(Who who) throws Exception {
    for (Secret text :
        new Secret[] {
          ConnectionFormat.URI.direct(who.uris()), ConnectionFormat.URI.pooled(who.uris())
        }) {
      assertEquals(who.expected(), shell("psql \"$TEXT\" -Atc \"$ASK\"", text));
    }
  }

  @ParameterizedTest
  @EnumSource(Who.class)
  void psql_isALineForTheShellWithoutAPasswordInItsArguments(Who who) throws Exception {
    for (Secret text :
        new Secret[] {
          ConnectionFormat.PSQL.direct(who.uris()), ConnectionFormat.PSQL.pooled(who.uris())
        }) {
      assertEquals(who.expected(), shell("eval \"$TEXT -Atc \\\"\\$ASK\\\"\"", text));
      String arguments = text.reveal().substring(text.reveal().indexOf("psql"));
      assertFalse(arguments.contains(who.uris().direct().password().reveal()));
    }
  }

  @ParameterizedTest
  @EnumSource(Who.class)
  void jdbc_isAllThatPgjdbcNeeds(Who who) throws Exception {
    for (Secret text :
        new Secret[] {
          ConnectionFormat.JDBC.direct(who.uris()), ConnectionFormat.JDBC.pooled(who.uris())
        }) {
      assertEquals(who.expected(), ask(new Driver().connect(text.reveal(), new Properties())));
    }
  }

  @ParameterizedTest
  @EnumSource(Who.class)
  void env_isReadByTheShell(Who who) throws Exception {
    Map<String, Secret> files =
        Map.of(
            "DATABASE_URL DIRECT_URL DATABASE_URL_UNPOOLED DATABASE_URL_POOLED",
            ConnectionFormat.ENV.direct(who.uris()),
            "DATABASE_URL DATABASE_URL_UNPOOLED",
            ConnectionFormat.ENV.pooled(who.uris()));
    for (Map.Entry<String, Secret> file : files.entrySet()) {
      for (String variable : file.getKey().split(" ")) {
        String script = "set -u; . \"$FILE\"; psql \"$" + variable + "\" -Atc \"$ASK\"";
        assertEquals(who.expected(), shell(script, file.getValue()), variable);
      }
      String libpq = "set -a; . \"$FILE\"; set +a; unset DATABASE_URL; psql -Atc \"$ASK\"";
      assertEquals(who.expected(), shell(libpq, file.getValue()));
    }
  }

  @ParameterizedTest
  @EnumSource(Who.class)
  void prisma_hasAUrlForTheApplicationAndOneForMigrations(Who who) throws Exception {
    Secret text = ConnectionFormat.PRISMA.direct(who.uris());
    assertEquals(text, ConnectionFormat.PRISMA.pooled(who.uris()));
    assertEquals(who.expected(), shell(". \"$FILE\"; psql \"$DIRECT_URL\" -Atc \"$ASK\"", text));
    ConnectionUri pooled =
        ConnectionUri.parse(Secret.of(shell(". \"$FILE\"; printf %s \"$DATABASE_URL\"", text)));
    assertEquals("true", pooled.parameters().get("pgbouncer"));
    assertEquals(who.expected(), ask(Jdbc.open(pooled)));
  }

  @ParameterizedTest
  @EnumSource(names = "USUAL")
  void env_isReadByDotenv(Who who) throws Exception {
    Peers.need("node");
    Secret text = ConnectionFormat.ENV.direct(who.uris());
    String script =
        "node --env-file=\"$FILE\" -e 'process.stdout.write(process.env.DATABASE_URL + \"\\n\" +"
            + " process.env.PGPASSWORD)'";
    String expected =
        who.uris().direct().uri().reveal() + "\n" + who.uris().direct().password().reveal();
    assertEquals(expected, shell(script, text));
  }

  @Test
  void neonsOwnHosts_arePooledWhereAskedFor() {
    String end = ".c-2.eu-west-2.aws.neon.tech/neondb?sslmode=require&channel_binding=require";
    ConnectionUri direct =
        ConnectionUri.parse(Secret.of("postgresql://neondb_owner:npg_A1@ep-misty-1" + end));
    ConnectionUris both = new ConnectionUris(direct, direct.pooled());
    assertEquals(
        "postgresql://neondb_owner:npg_A1@ep-misty-1-pooler" + end,
        ConnectionFormat.URI.pooled(both).reveal());
    assertEquals(
        "PGPASSWORD='npg_A1' psql 'postgresql://neondb_owner@ep-misty-1" + end + "'",
        ConnectionFormat.PSQL.direct(both).reveal());
    assertEquals(
        "jdbc:postgresql://ep-misty-1-pooler.c-2.eu-west-2.aws.neon.tech:5432/neondb"
            + "?sslmode=require&channelBinding=require&user=neondb_owner&password=npg_A1",
        ConnectionFormat.JDBC.pooled(both).reveal());
    assertEquals(
        "DATABASE_URL='postgresql://neondb_owner:npg_A1@ep-misty-1-pooler"
            + end
            + "&connect_timeout=30&pool_timeout=30&pgbouncer=true'\n"
            + "DIRECT_URL='postgresql://neondb_owner:npg_A1@ep-misty-1"
            + end
            + "&connect_timeout=30'",
        ConnectionFormat.PRISMA.direct(both).reveal());
    String env = ConnectionFormat.ENV.pooled(both).reveal();
    assertTrue(
        env.contains("\nPGHOST='ep-misty-1-pooler.c-2") || env.startsWith("PGHOST='ep"), env);
    assertTrue(
        env.contains("\nDATABASE_URL_UNPOOLED='postgresql://neondb_owner:npg_A1@ep-misty-1.c"),
        env);
  }

  @Test
  void apostropheInAPassword_isReadByDotenvToo() {
    ConnectionUri uri = uris.direct().withRole("o", Secret.of("it's"));
    String env = ConnectionFormat.ENV.direct(new ConnectionUris(uri, uri)).reveal();
    assertTrue(env.lines().anyMatch("PGPASSWORD=\"it's\""::equals), env);
  }

  private static String ask(Connection opened) throws SQLException {
    try (Connection connection = opened;
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ASK)) {
      row.next();
      return row.getString(1);
    }
  }

  /** What a script prints; it finds the text in a variable and in a file. */
  private static String shell(String script, Secret text) throws Exception {
    Peers.need("psql");
    File output = Files.createTempFile(directory, "out", "").toFile();
    Path file = Files.writeString(Files.createTempFile(directory, "env", ""), text.reveal());
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder
        .environment()
        .putAll(Map.of("TEXT", text.reveal(), "FILE", file.toString(), "ASK", ASK));
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(output)
            .redirectInput(new File("/dev/null"))
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the script goes on");
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output.toPath()).lines().collect(Collectors.joining("\n"));
  }
}
