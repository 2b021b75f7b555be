package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes a script one that JBang and the launcher can run, and a person can read. */
class ScriptHeadersTest {

  private static final String DESCRIPTION = "//DESCRIPTION ";

  static List<Path> scripts() throws IOException {
    return Script.files();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void header_isWhatJBangReads(Path script) throws IOException {
    List<String> lines = Files.readAllLines(script);
    assertEquals("///usr/bin/env jbang \"$0\" \"$@\" ; exit $?", lines.get(0));
    assertEquals("//JAVA 17+", lines.get(1));
    String version = Pom.version(Checkout.SCRIPTS.resolve("pom.xml"));
    assertEquals("//DEPS dev.neonflow:neonflow-cli:" + version, lines.get(2));
    boolean worker = script.endsWith("worker.java");
    if (worker) {
      assertEquals("//DEPS dev.neonflow:neonflow-temporal:" + version, lines.get(3));
    }
    String description = lines.get(worker ? 4 : 3);
    assertTrue(description.matches("//DESCRIPTION \\S.{10,90}"), description);
  }

  @Test
  void catalog_hasEachScriptWithItsDescription() throws IOException {
    StringBuilder aliases = new StringBuilder();
    for (Path script : Script.files()) {
      String file = script.getFileName().toString();
      String description =
          Files.readAllLines(script).stream()
              .filter(line -> line.startsWith(DESCRIPTION))
              .map(line -> line.substring(DESCRIPTION.length()))
              .collect(Collectors.joining());
      aliases
          .append(aliases.isEmpty() ? "" : ",")
          .append("\n    \"" + file.replace(".java", "") + "\": {\n")
          .append("      \"script-ref\": \"" + file + "\",\n")
          .append("      \"description\": \"" + description + "\"\n    }");
    }
    Path catalog = Checkout.SCRIPTS.resolve("jbang-catalog.json");
    String head =
        "{\n  \"description\": \"Neonflow: a database of its own for every pull request, on Neon\"";
    String expected = head + ",\n  \"aliases\": {" + aliases + "\n  }\n}\n";
    if (Boolean.getBoolean("neonflow.write")) {
      Files.writeString(catalog, expected);
    }
    assertEquals(expected, Files.readString(catalog), "-Dneonflow.write=true writes it");
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void script_isShortAndNamedAsItsFile(Path script) throws IOException {
    List<String> lines = Files.readAllLines(script);
    String name = script.getFileName().toString().replace(".java", "");
    assertTrue(lines.size() <= 80, script + " has " + lines.size() + " lines");
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("final class " + name + " ")));
    assertTrue(lines.stream().noneMatch(line -> line.startsWith("package ")));
  }
}
