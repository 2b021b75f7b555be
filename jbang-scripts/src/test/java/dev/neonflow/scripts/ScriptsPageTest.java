package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/reference/scripts.md is what the scripts say; {@code -Dneonflow.write=true} writes it. */
class ScriptsPageTest {

  private static final Path PAGE = Checkout.ROOT.resolve("docs/reference/scripts.md");

  @Test
  void page_isWhatTheScriptsSay() throws IOException {
    String page = ScriptsPage.of(CommandLines.load());
    if (Boolean.getBoolean("neonflow.write")) {
      Files.writeString(PAGE, page);
    } else {
      assertEquals(
          page,
          Files.readString(PAGE),
          "write it with mvn test -pl jbang-scripts -am -Dtest=ScriptsPageTest"
              + " -Dsurefire.failIfNoSpecifiedTests=false -Dneonflow.write=true");
    }
  }

  @Test
  void page_namesEveryScriptAndOption() throws IOException {
    CommandLines scripts = CommandLines.load();
    String page = ScriptsPage.of(scripts);
    for (Path script : Script.files()) {
      String name = script.getFileName().toString().replace(".java", "");
      assertTrue(page.contains("## neonflow " + name), name);
    }
    assertTrue(page.contains("`--expires-in=TIME`"), page);
    assertTrue(page.contains("`--[no-]schema-diff`"), page);
  }
}
