package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour, as a newcomer runs it. */
class DemoTest {

  @TempDir Path home;

  @Test
  void tour_endsWellAndShowsWhatItPromises() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
    long children = ProcessHandle.current().descendants().count();
    Ended run = Script.DEMO.run(environment, home);
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().matches("http://127\\.0\\.0\\.1:\\d+/?\\s+"), run.out());
    for (String part :
        new String[] {
          "10,000 orders",
          "neonflow.preview().forPr(42).migrate().deploy().comment()",
          "created preview/pr-42-customer-levels",
          "schema 2 -> 3",
          "gold",
          "Preview for pull request 42: ready",
          "Production was not touched",
          "deleted preview/pr-42-customer-levels",
        }) {
      assertTrue(run.err().contains(part), part + " is missing in " + run.err());
    }
    assertEquals(children, ProcessHandle.current().descendants().count(), "a process is left");
  }
}
