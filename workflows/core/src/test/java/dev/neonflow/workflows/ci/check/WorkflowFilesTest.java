package dev.neonflow.workflows.ci.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkflowFilesTest {
  private static final String GOOD =
      """
      name: Preview
      on:
        pull_request:
          types: [opened, reopened, synchronize, closed]
      permissions:
        contents: read
        pull-requests: write
      concurrency:
        group: neonflow-pr-${{ github.event.pull_request.number }}
        cancel-in-progress: false
      jobs:
        up:
          if: github.event.action != 'closed' && github.event.pull_request.head.repo.full_name == github.repository
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - name: Build
              run: |
                ./build
                ./test
            - run: exec ./neonflow preview up --deploy fly
              env:
                NEON_API_KEY: ${{ secrets.NEON_API_KEY }}
                NEON_PROJECT_ID: ${{ vars.NEON_PROJECT_ID }}
        down:
          if: github.event.action == 'closed' && github.event.pull_request.head.repo.fork == false
          runs-on: ubuntu-latest
          steps:
            - run: |
                # neonflow preview down removes it
                cd app
                exec jbang jbang-scripts/preview.java down
              env:
                NEON_API_KEY: ${{ secrets.NEON_API_KEY }}
      """;

  @TempDir Path dir;

  private void write(String name, String text) throws IOException {
    Path place = Files.createDirectories(dir.resolve(".github/workflows"));
    Files.writeString(place.resolve(name), text);
  }

  private List<String> found() throws IOException {
    return WorkflowFiles.check(dir).stream()
        .map(one -> one.file().getFileName() + ":" + one.line() + " " + one.rule())
        .toList();
  }

  @Test
  void noFiles_nothing() throws IOException {
    assertEquals(List.of(), WorkflowFiles.check(dir));
    assertEquals(List.of(), WorkflowFiles.in(dir));
  }

  @Test
  void goodFile_nothing() throws IOException {
    write("preview.yml", GOOD);
    assertEquals(List.of(), found());
  }

  /** One change to the good file, and the one finding that comes of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'reopened, synchronize, closed'|'reopened'|preview.yml:4 closed-missing",
        "'    types: [opened, reopened, synchronize, closed]'|''|preview.yml:3 closed-missing",
        "'closed]'|'closed]\n    paths: [src/**]'|preview.yml:5 paths-filter",
        "'closed]'|'closed]\n    paths-ignore:\n      - docs'|preview.yml:5 paths-filter",
        "'cancel-in-progress: false'|'cancel-in-progress: true'|preview.yml:10 cancel-in-progress",
        "'group: neonflow-pr-'|'group: preview-'|preview.yml:9 concurrency-group",
        "'exec ./neonflow'|'./neonflow'|preview.yml:21 run-without-exec",
        "'exec jbang'|'jbang'|preview.yml:32 run-without-exec",
        "'vars.NEON'|'var.NEON'|preview.yml:24 unknown-context",
        "'pull-requests: write'|'pull-requests: read'|preview.yml:5 permissions",
        "' && github.event.pull_request.head.repo.fork == false'|''|preview.yml:25 secrets-on-forks",
        "'runs-on: ubuntu-latest\n    steps:\n      - uses'|'[\n      - uses'|preview.yml:15 not-yaml",
      })
  void oneMistake_isFoundOnItsLine(String good, String bad, String expected) throws IOException {
    String text = GOOD.replace(good, bad);
    assertFalse(text.equals(GOOD), "nothing was changed");
    write("preview.yml", text);
    List<String> found = found();
    assertTrue(found.contains(expected), found.toString());
    if (expected.contains("concurrency-group")) {
      assertEquals(2, found.size(), "both jobs: " + found);
    } else if (expected.contains("cancel-in-progress")) {
      assertEquals(2, found.size(), "both jobs: " + found);
    } else {
      assertEquals(List.of(expected), found);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "neonflow-pr-${{github.event.number}}",
        "neonflow-pr-${{ github.event.pull_request.number || inputs.pr }}",
        "'neonflow-pr-${{ github.event.pull_request.number }}'"
      })
  void sameGroupOtherwiseWritten_isTheSame(String group) throws IOException {
    write(
        "preview.yml", GOOD.replace("neonflow-pr-${{ github.event.pull_request.number }}", group));
    assertEquals(List.of(), found());
  }

  @Test
  void cleanupByHand_hasItsOwnNumber() throws IOException {
    String byHand =
        """
        on: { workflow_dispatch: { inputs: { pr: { required: true } } } }
        concurrency: neonflow-pr-${{ inputs.pr }}
        jobs:
          down:
            steps: [{ run: exec neonflow preview down --pr "$PR" }]
        """;
    write("cleanup.yml", byHand);
    assertEquals(List.of(), found());
    write("cleanup.yml", byHand.replace("neonflow-pr-", "cleanup-"));
    assertEquals(List.of("cleanup.yml:2 concurrency-group"), found());
  }

  @Test
  void noConcurrency_isSaidOfEachJob() throws IOException {
    write("preview.yml", GOOD.replaceAll("(?s)concurrency:.*?false\n", ""));
    assertEquals(
        List.of("preview.yml:9 concurrency-missing", "preview.yml:22 concurrency-missing"),
        found());
  }

  @Test
  void previewsThatNothingRemoves_areSaid() throws IOException {
    write("preview.yml", GOOD.replaceAll("(?s)  down:.*", ""));
    assertEquals(List.of("preview.yml:3 cleanup-missing"), found());
    write(
        "cleanup.yaml",
        """
        on: { pull_request: { types: [closed] } }
        concurrency: neonflow-pr-${{ github.event.pull_request.number }}
        jobs:
          down:
            runs-on: ubuntu-latest
            steps: [{ run: exec neonflow preview down }]
        """);
    assertEquals(List.of(), found());
  }

  @Test
  void forksCodeWithSecrets_isFoundInAnyWorkflow() throws IOException {
    write(
        "labels.yml",
        """
        on:
          pull_request_target:
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
                with:
                  ref: ${{ github.event.pull_request.head.sha }}
              - run: make
        """);
    assertEquals(List.of("labels.yml:9 fork-checkout"), found());
  }

  @Test
  void productionThatIsCancelled_isSaid() throws IOException {
    write(
        "production.yml",
        """
        on: { push: { branches: [main] } }
        jobs:
          deploy:
            concurrency: { group: production, cancel-in-progress: true }
            steps:
              - run: exec neonflow production deploy
        """);
    List<CiFinding> findings = WorkflowFiles.check(dir);
    assertEquals(List.of("production.yml:4 cancel-in-progress"), found());
    assertTrue(findings.get(0).message().contains("in the middle of a migration"));
    assertEquals(Path.of(".github/workflows/production.yml"), findings.get(0).file());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "on: push",
        "[]",
        "",
        "jobs: 3",
        "on: [pull_request]\njobs: { a: { steps: [1, [2]] } }",
        "a: &a [*a]"
      })
  void whatIsNotOurs_isLeftAlone(String text) throws IOException {
    write("other.yml", text);
    assertEquals(List.of(), found());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "neonflow preview up --pr 1|UP",
        "./jbang-scripts/neonflow preview down|DOWN",
        "jbang jbang-scripts/preview.java up|UP",
        "jbang --fresh run preview@acme/neonflow up|UP",
        "make && \"$HOME/neonflow\" production deploy|PRODUCTION",
        "NEONFLOW_PR=1 neonflow sweep|OTHER",
        "neonflow --version|",
        "echo neonflow-preview up|",
        "# neonflow preview up|",
      })
  void calls_areRecognised(String line, String kind) throws Exception {
    List<Call> calls = Call.in(YamlNode.parse("run: |\n  " + line).get("run"));
    assertEquals(
        kind == null ? List.of() : List.of(kind),
        calls.stream().map(call -> call.kind().name()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "neonflow preview up --pr 1|exec neonflow preview up --pr 1",
        "cd app && neonflow preview up|cd app && exec neonflow preview up",
        "NEONFLOW_PR=1 neonflow sweep|NEONFLOW_PR=1 exec neonflow sweep",
        "jbang preview.java up --pr ${{ github.event.number }}|exec jbang preview.java up --pr"
            + " ${{ github.event.number }}",
        "neonflow preview up; ls|give it a step of its own: run: exec neonflow preview up",
        "neonflow preview up && ls|give it a step of its own: run: exec neonflow preview up",
        "if ! neonflow sweep; then ls; fi|give it a step of its own: run: exec neonflow sweep",
        "cd app && exec neonflow preview up|",
        "URL=$(neonflow dev url)|",
        "echo `neonflow dev url`|",
      })
  void callWithoutExec_isMendedWhereItStands(String line, String mend) throws Exception {
    Call call = Call.in(YamlNode.parse("run: |\n  " + line).get("run")).get(0);
    assertEquals(mend, call.isExec() ? null : call.asExec());
  }

  @Test
  void callBeforeOthers_isNotMadeTheLast() throws Exception {
    List<Call> calls =
        Call.in(
            YamlNode.parse("run: |\n  neonflow preview up \\\n    --pr 1\n\n  neonflow sweep")
                .get("run"));
    assertEquals(
        List.of(
            "give it a step of its own: run: exec neonflow preview up --pr 1",
            "exec neonflow sweep"),
        calls.stream().map(Call::asExec).toList());
  }
}
