package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newcomer reads first is of this version, names all there is, and runs. */
class ReadmeTest {

  @TempDir Path classes;

  @Test
  void firstProgramOfTheClient_runs() throws Exception {
    String program =
        Document.of("docs/client.md").blocks().stream()
            .filter(block -> block.language().equals("java"))
            .findFirst()
            .orElseThrow()
            .text();
    assertEquals("", Snippets.problems(classes, List.of(Snippets.source("FirstBranch", program))));
    try (EmbeddedNeon embedded = EmbeddedNeon.start()) {
      Map<String, String> environment =
          Map.of(
              "NEON_API_KEY", embedded.apiKey(),
              "NEON_API_HOST", embedded.apiBase().toString(),
              "NEON_PROJECT_ID", embedded.projectId());
      String path = classes + File.pathSeparator + System.getProperty("java.class.path");
      Ended ended =
          Child.run(classes, environment, List.of(Child.java(), "-cp", path, "FirstBranch"));
      assertEquals("connected to neondb of dev/alice\n", ended.out(), ended.err());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"README.md", "docs/client.md", "docs/custom-workflows.md", "docs/junit.md"})
  void versionInADocument_isTheProjects(String document) throws IOException {
    String text = Files.readString(Checkout.ROOT.resolve(document));
    String version = Pom.version(Checkout.ROOT.resolve("pom.xml"));
    assertTrue(text.contains("<version>" + version + "</version>"), version);
  }

  @Test
  void everyScript_isInTheReadme() throws IOException {
    String readme = Files.readString(Checkout.ROOT.resolve("README.md"));
    for (Path script : Script.files()) {
      String name = script.getFileName().toString().replace(".java", "");
      assertTrue(readme.contains("| `neonflow " + name), name);
    }
  }
}
