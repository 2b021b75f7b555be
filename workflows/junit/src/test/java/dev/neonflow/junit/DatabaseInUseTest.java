package dev.neonflow.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** PostgreSQL waits for five seconds before it refuses. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class DatabaseInUseTest {

  @Test
  void connectionThatStaysOpen_isToldInOneSentence() {
    Run run = Run.of(StaysConnected.class);
    assertEquals(1, run.failures().size(), run.failures().toString());
    assertTrue(
        run.failures()
            .get(0)
            .endsWith(
                "Database neondb cannot be copied for each test while something is connected to"
                    + " it; close the connections and pools of @BeforeAll before the first test"),
        run.failures().get(0));
  }

  @NeonBranch(databasePerTest = true)
  static class StaysConnected {
    private static final Queue<Connection> OPEN = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void connect(DataSource db) throws Exception {
      OPEN.add(db.getConnection());
    }

    @Test
    void neverRuns(DataSource db) throws Exception {
      Sql.execute(db, "SELECT 1");
    }

    @AfterAll
    static void disconnect() throws Exception {
      OPEN.remove().close();
    }
  }
}
