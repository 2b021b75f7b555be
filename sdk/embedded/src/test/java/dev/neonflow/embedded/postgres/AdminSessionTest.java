package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.TestCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a compute does as superuser shares a session, which nothing depends on. */
class AdminSessionTest {

  private static final String OURS =
      " FROM pg_stat_activity WHERE application_name = 'neonflow' AND datname = 'postgres'";

  @TempDir static Path home;

  private static PostgresDataPlane plane;
  private static Compute compute;

  @BeforeAll
  static void open() {
    plane = PostgresDataPlane.open(home, TestCache.DIR, false);
    plane.createRoot("tl", Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
    compute = plane.open(new ComputeSpec("tl", "p", "br", "ep", 0));
  }

  @AfterAll
  static void close() {
    plane.close();
  }

  @BeforeEach
  void use() {
    assertEquals(List.of(Clients.ROLE), compute.roles());
  }

  @Test
  void nextUse_findsTheSameSession() throws Exception {
    String pid = superuser("SELECT pid" + OURS);
    compute.databases();
    plane.copy("tl", "tl-copy");
    assertEquals(pid, superuser("SELECT string_agg(pid::text, ',')" + OURS));
  }

  @Test
  void sessionThatTheServerEnded_isReplaced() throws Exception {
    superuser("SELECT pg_terminate_backend(pid)" + OURS);
    Polling.until("the session has ended", () -> sessions() == 0);
    assertEquals(List.of(Clients.ROLE), compute.roles());
  }

  @Test
  void sessionOfTheServerBefore_isReplaced() {
    compute.suspend();
    compute.resume();
    assertEquals(List.of(Clients.ROLE), compute.roles());
  }

  @Test
  void failure_endsTheSession() {
    assertThrows(PostgresException.class, () -> compute.setPassword("nobody", "x"));
    Polling.until("the session has ended", () -> sessions() == 0);
  }

  private static int sessions() {
    try {
      return Integer.parseInt(superuser("SELECT count(*)" + OURS));
    } catch (SQLException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String superuser(String sql) throws SQLException, IOException {
    String password = Files.readString(home.resolve("admin.password")).strip();
    try (Connection admin =
        Clients.connect(compute.port(), Template.SUPERUSER, password, Clients.DATABASE)) {
      return Clients.query(admin, sql);
    }
  }
}
