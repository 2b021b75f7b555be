package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.report.FileReporter;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The document shows the code that runs here, and nothing else. */
@Timeout(600)
class ScalingDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "scaling.md");
  private static final Path CODE =
      Path.of("src/test/java/dev/neonflow/workflows/temporal/ScalingDocument.java");

  @TempDir Path directory;

  @Test
  void snippets_areTheRegionsOfCodeThatRuns() throws IOException {
    Map<String, String> shown = found(DOCUMENT, "<!-- ([a-z]+) -->\n```java\n(.*?)```");
    assertEquals(found(CODE, "^ *// region ([a-z]+)\n(.*?)^ *// end\n"), shown);
    assertEquals(2, shown.size());
  }

  @Test
  void code_runsAPreview() throws Exception {
    TemporalServer.Bound server = TemporalServer.bind();
    try (EmbeddedNeon embedded = EmbeddedNeon.start();
        Neon neon =
            Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build()) {
      WorkflowClient temporal = ScalingDocument.connect(server.target());
      Path report = directory.resolve("report.md");
      NeonflowBuilder settings =
          Neonflow.builder(neon)
              .projectId(embedded.projectId())
              .repository("acme/shop")
              .environment(name -> null)
              .directory(directory)
              .migrator(CommandMigrator.of("true"))
              .reporter(FileReporter.to(report));
      TemporalWorker worker = ScalingDocument.work(temporal, settings.build());
      try {
        WorkflowResult result = ScalingDocument.preview(temporal, settings, 42);
        assertEquals(WorkflowStatus.SUCCEEDED, result.status());
        assertTrue(Files.exists(report));
      } finally {
        worker.close();
        temporal.getWorkflowServiceStubs().shutdownNow();
      }
    } finally {
      server.server().close();
    }
  }

  private static Map<String, String> found(Path file, String pattern) throws IOException {
    Map<String, String> found = new TreeMap<>();
    Matcher matcher =
        Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(Files.readString(file));
    while (matcher.find()) {
      String code = matcher.group(2).stripTrailing().stripIndent() + "\n";
      assertEquals(null, found.put(matcher.group(1), code), "twice");
    }
    return found;
  }
}
