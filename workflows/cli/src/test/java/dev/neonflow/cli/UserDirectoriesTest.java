package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreconditionException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("what it sets holds for the whole JVM")
class UserDirectoriesTest {

  private final String known = System.getProperty("user.home");
  @TempDir Path home;

  @AfterEach
  void restore() {
    System.setProperty("user.home", known);
  }

  @Test
  void variableOfTheKind_comesFirst_unlessItIsRelative() {
    assertEquals(
        Path.of("/x/neonflow"),
        UserDirectories.data(Map.of("XDG_DATA_HOME", "/x", "HOME", "/home/me")));
    assertEquals(
        Path.of("/home/me/.local/share/neonflow"),
        UserDirectories.data(Map.of("XDG_DATA_HOME", "x", "HOME", "/home/me")));
    assertEquals(
        Path.of("/home/me/.cache/neonflow"), UserDirectories.cache(Map.of("HOME", "/home/me")));
  }

  @Test
  void withoutHome_itIsWhatTheSystemKnows_ifItIsThere() {
    System.setProperty("user.home", home.toString());
    assertEquals(home.resolve(".cache/neonflow"), UserDirectories.cache(Map.of()));
    assertEquals(
        Optional.of(home.resolve(".config/neonflow")), UserDirectories.config(Map.of("HOME", "")));
    for (String unknown : new String[] {"?", home.resolve("nosuch").toString()}) {
      System.setProperty("user.home", unknown);
      PreconditionException e =
          assertThrows(PreconditionException.class, () -> UserDirectories.data(Map.of()));
      assertTrue(e.isUsage());
      assertTrue(e.getMessage().contains("HOME"), e.getMessage());
      assertEquals(Optional.empty(), UserDirectories.config(Map.of()));
    }
  }
}
