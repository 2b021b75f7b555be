package dev.neonflow.workflows.ci.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The workflow files that docs/deploying.md gives people to copy have none of the mistakes. */
final class DocumentedWorkflowsTest {
  private static final Path PAGE = Path.of("../../docs/deploying.md");
  private static final Pattern FILE =
      Pattern.compile("```yaml\n# (\\.github/workflows/[a-z]+\\.yml)\n(.*?)```", Pattern.DOTALL);

  @TempDir Path dir;

  private List<String> written(String from, String to) throws IOException {
    List<MatchResult> files = FILE.matcher(Files.readString(PAGE)).results().toList();
    Files.createDirectories(dir.resolve(".github/workflows"));
    for (MatchResult file : files) {
      Files.writeString(dir.resolve(file.group(1)), file.group(2).replace(from, to));
    }
    return files.stream().map(file -> file.group(1)).toList();
  }

  private List<String> rules() throws IOException {
    return WorkflowFiles.check(dir).stream().map(CiFinding::rule).toList();
  }

  @Test
  void files_areFine() throws IOException {
    assertEquals(
        List.of(
            ".github/workflows/preview.yml",
            ".github/workflows/sweep.yml",
            ".github/workflows/production.yml"),
        written("", ""));
    assertEquals(List.of(), WorkflowFiles.check(dir));
  }

  /** That nothing is found means something only if the calls in them are seen. */
  @ParameterizedTest
  @CsvSource({
    "', closed]',],closed-missing",
    "exec .neonflow,.neonflow,run-without-exec",
    "neonflow-pr-,pr-,concurrency-group",
    "pull-requests: write,pull-requests: read,permissions",
    "github.event.pull_request.head.repo.full_name == github.repository,always(),secrets-on-forks",
    "cancel-in-progress: false,cancel-in-progress: true,cancel-in-progress",
  })
  void spoiltFile_isFound(String from, String to, String rule) throws IOException {
    List<String> unused = written(from, to);
    assertTrue(rules().contains(rule), rules().toString());
  }
}
