package dev.neonflow.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document shows the code that runs here and in the release tool, and nothing else. */
class CustomWorkflowsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "custom-workflows.md");
  private static final Pattern SNIPPET =
      Pattern.compile("(?:<!-- ([a-z-]+) -->\n)?```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern REGION =
      Pattern.compile(
          "^ *// region ([a-z-]+)\n(.*?)^ *// end\n", Pattern.DOTALL | Pattern.MULTILINE);

  @Test
  void snippets_areTheRegionsOfCodeThatRuns() throws IOException {
    Map<String, String> regions = regions();
    Set<String> shown = new TreeSet<>();
    Matcher snippet = SNIPPET.matcher(Files.readString(DOCUMENT));
    while (snippet.find()) {
      String name = snippet.group(1);
      assertTrue(name != null && regions.containsKey(name), "no region " + name);
      assertEquals(regions.get(name), snippet.group(2), name);
      shown.add(name);
    }
    assertEquals(new TreeSet<>(regions.keySet()), shown, "regions and what the document shows");
    assertTrue(shown.size() >= 14, shown.toString());
  }

  @Test
  void services_areNamedAsTheyAreFound() throws IOException {
    List<String> lines =
        Files.readAllLines(
            Path.of("src/test/resources/META-INF/services/dev.neonflow.workflows.StepTypes"));
    assertTrue(lines.contains(AcmeStepTypes.class.getName()), lines.toString());
    assertTrue(
        Files.readString(DOCUMENT).contains("META-INF/services/dev.neonflow.workflows.StepTypes"));
  }

  private static Map<String, String> regions() throws IOException {
    Map<String, String> regions = new HashMap<>();
    for (Path root :
        List.of(Path.of("src/test/java/dev/neonflow/examples"), Path.of("../cli/src/it"))) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          Matcher region = REGION.matcher(Files.readString(file));
          while (region.find()) {
            assertEquals(
                null,
                regions.put(region.group(1), region.group(2).stripTrailing().stripIndent() + "\n"),
                "twice");
          }
        }
      }
    }
    return regions;
  }
}
