package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java that the documents show compiles. A class is taken as it is; statements, an expression,
 * or calls that go on from a builder of a Neonflow get around them what a reader has in mind.
 */
class DocumentJavaTest {

  /** Their blocks are held by tests of the modules whose classes they need. */
  private static final Set<String> HELD_ELSEWHERE =
      Set.of("docs/custom-workflows.md", "docs/junit.md", "docs/scaling.md");

  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

  /** What a reader's editor imports. */
  private static final String IMPORTS =
      Stream.of(
              "dev.neonflow.sdk.*",
              "dev.neonflow.workflows.*",
              "dev.neonflow.workflows.branch.*",
              "dev.neonflow.workflows.ci.*",
              "dev.neonflow.workflows.deploy.*",
              "dev.neonflow.workflows.deploy.fly.*",
              "dev.neonflow.workflows.deploy.vercel.*",
              "dev.neonflow.workflows.flyway.*",
              "dev.neonflow.workflows.migrate.*",
              "dev.neonflow.workflows.migrate.rehearsal.*",
              "dev.neonflow.workflows.report.*",
              "dev.neonflow.workflows.report.github.*",
              "java.net.URI",
              "java.nio.file.Path",
              "java.time.Duration")
          .map(name -> "import " + name + ";\n")
          .collect(Collectors.joining());

  @TempDir Path classes;

  @Test
  void javaInDocuments_compiles() throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    for (Document document : Document.all()) {
      if (!HELD_ELSEWHERE.contains(document.name())) {
        for (Document.Block block : document.blocks()) {
          if (block.language().equals("java")) {
            sources.add(source(block.text(), sources.size()));
          }
        }
      }
    }
    assertEquals("", Snippets.problems(classes, sources));
    assertTrue(sources.size() >= 20, "only " + sources.size() + " pieces of Java");
  }

  @Test
  void pieces_areCompletedAsTheyAreMeant() {
    assertEquals("", problems(source("neonflow.production().rollback().dryRun();\n", 0)));
    assertEquals("", problems(source(".repository(\"a/b\")   // why\n", 1)));
    assertEquals("", problems(source("FlyDeployer.org(\"acme\")\n    .region(\"cdg\")\n", 2)));
    assertFalse(problems(source("neonflow.preview().deploi();\n", 3)).isEmpty());
  }

  private String problems(JavaFileObject source) {
    return Snippets.problems(classes, List.of(source));
  }

  /** Each in a package of its own: classes without one, such as the script dev, hide "dev.". */
  private static JavaFileObject source(String piece, int number) {
    String begin = "package piece" + number + ";\n";
    Matcher whole = CLASS.matcher(piece);
    return whole.find()
        ? Snippets.source(whole.group(1), begin + piece)
        : Snippets.source("Piece", begin + IMPORTS + around(piece));
  }

  private static String around(String piece) {
    String code = piece.strip().replaceAll("\\s*//[^\n\"]*(?=\n|$)", "");
    String body = code;
    if (code.startsWith(".")) {
      body = "var it = Neonflow.builder(neon)" + code + ";";
    } else if (!code.endsWith(";") && !code.endsWith("}")) {
      body = "var it = " + code + ";";
    }
    return "class Piece { Neon neon; Neonflow neonflow; URI api; Secrets secrets;"
        + " PullRequests pullRequests; void run() throws Exception {\n"
        + body
        + "\n}}";
  }
}
